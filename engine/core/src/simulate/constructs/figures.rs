//! What a case gives to figures over many cases.

use crate::case::{Between, Counted, Figure, View, figures, open_tasks};
use crate::simulate::Trial;
use crate::simulate::script::{play, runnable};
use crate::text::{Language, instant};
use chrono::{DateTime, Utc};

/// A figure as a line: what, the item or clock, whose, and what else there is to it.
fn told(figure: &Figure) -> String {
    let word = match figure.counted {
        Counted::Done => "done",
        Counted::Waited => "waited",
        Counted::Deadline => "deadline",
        Counted::Deviated => "deviated",
        Counted::Contact => "contact",
    };
    let since = figure.since.map(|since| instant(since, Language::English));
    let in_time = figure
        .in_time
        .map(|in_time| if in_time { "in time" } else { "late" });
    let other = Some(figure.other.as_str()).filter(|other| !other.is_empty());
    let parts = [
        Some(word),
        Some(&figure.name),
        Some(figure.party.as_str()),
        other,
        in_time,
    ];
    let mut line: Vec<&str> = parts.into_iter().flatten().collect();
    line.extend(since.as_deref());
    line.join(" ")
}

/// Plays each line, and compares what it gives.
fn check(flow: &str, script: &[(&str, &[&str])]) {
    let run = runnable(flow);
    let mut trial = Trial::new(&run, DateTime::<Utc>::UNIX_EPOCH);
    for (line, expected) in script {
        let mut before = trial.case.clone();
        let mut found = Vec::new();
        for event in play(&mut trial, line).unwrap().events {
            let mut after = before.clone();
            match &mut after {
                None => after = crate::case::Case::begin(&event),
                Some(case) => case.apply(&event),
            }
            let seen = |case| View {
                run: &run,
                case,
                at: event.at,
            };
            let (was, is) = (before.as_ref().map(seen), seen(after.as_ref().unwrap()));
            let between = Between {
                before: was,
                after: is,
                was_open: &was.as_ref().map(open_tasks).unwrap_or_default(),
                is_open: &open_tasks(&is),
            };
            found.extend(figures(&between, &event));
            before = after;
        }
        let found: Vec<String> = found.iter().map(told).collect();
        assert_eq!(found, *expected, "{line}");
    }
}

const FLOW: &str = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 5 days, kind: agreement}}
      b: {task: B, by: other, after: a, due: {lasts: 5 days, kind: agreement}}
      c: {meeting: C, by: worker, with: [other], after: b}
      d: {task: D, by: worker, after: c}
      e: {task: E, by: worker, after: d}
";

#[test]
fn a04_2_a_contact_is_work_handed_across_or_a_meeting_of_both() {
    check(
        FLOW,
        &[
            ("start 2026-01-05 09:00", &[]),
            ("to 2026-01-07 09:00", &[]),
            (
                "do a",
                &[
                    "done a worker in time 05.01.2026 09:00",
                    "waited a worker other 05.01.2026 09:00",
                    "deadline a worker in time 05.01.2026 09:00",
                    "contact a worker",
                ],
            ),
            ("to 2026-01-20 09:00", &["deadline b other late 07.01.2026 09:00"]),
            (
                "do b",
                &[
                    "done b other late 07.01.2026 09:00",
                    "waited b other worker 07.01.2026 09:00",
                    "contact b other",
                ],
            ),
            ("do c", &["done c worker 20.01.2026 09:00", "contact c worker"]),
            ("do d", &["done d worker 20.01.2026 09:00"]),
        ],
    );
}

#[test]
fn a_deviation_names_the_step_and_how() {
    check(
        FLOW,
        &[
            ("start 2026-01-05 09:00", &[]),
            ("as worker skip a", &["deviated a worker skipped"]),
            ("as worker redo a", &["deviated a worker redone"]),
            ("as worker add other", &["deviated unplanned other added"]),
        ],
    );
}
