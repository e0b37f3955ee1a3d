//! The script language for two cases of a pair: as for one, with `2:` before what is asked or expected of the second.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use super::script::{asked_by, expect, expect_data, moment, notices, replays, runnable_of};
use super::{Both, CameBoth, TrialError, Which, report};
use crate::case::{Event, Refusal};
use crate::flow::with_protocol;

/// Plays a script with both flows and checks every line of it; then that replaying the events gives the same cases. The
/// second flow takes its protocol from the first.
pub(super) fn check_both(first: &str, second: &str, script: &str) {
    let whole = with_protocol(second, first).unwrap();
    let (one, other) = (runnable_of(first), runnable_of(&whole));
    let mut both = Both::new(&one, &other, DateTime::<Utc>::UNIX_EPOCH);
    let mut came = CameBoth::default();
    let mut histories: [Vec<Event>; 2] = [Vec::new(), Vec::new()];
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (which, asked) = match line.strip_prefix("2: ") {
            Some(rest) => (Which::Second, rest),
            None => (Which::First, line),
        };
        if let Some(expected) = asked.strip_prefix("= data ") {
            expect_data(&both.of(which).case, expected, line);
            continue;
        }
        if let Some(expected) = asked.strip_prefix("= ") {
            let mut told = report(&both.of(which).view().unwrap(), came.of(which));
            told["notices"] = notices(came.of(which));
            expect(&told, expected, line);
            continue;
        }
        let refused = asked.strip_prefix("! ").map(|rest| rest.split_once(' ').unwrap());
        let before = (both.first.case.clone(), both.second.case.clone());
        match (
            play(&mut both, which, refused.map_or(asked, |(_, rest)| rest)),
            refused,
        ) {
            (Ok(new), None) => {
                histories[0].extend(new.first.events.clone());
                histories[1].extend(new.second.events.clone());
                came = new;
            }
            (Err(refusal), Some((code, _))) => {
                assert_eq!(refusal.code, code, "{line}: {refusal:?}");
                let now = (both.first.case.clone(), both.second.case.clone());
                assert_eq!(now, before, "a refusal changes nothing: {line}");
            }
            (result, _) => panic!("{line}: {result:?}"),
        }
    }
    replays(&both.first.case.unwrap(), &histories[0]);
    if let Some(second) = &both.second.case {
        // A second pair is another case: its history begins anew.
        let begins = |event: &Event| {
            let text = serde_json::to_string(event).unwrap();
            text.contains("case_started")
        };
        let last = histories[1].iter().rposition(begins).unwrap();
        replays(second, &histories[1][last..]);
    }
}

fn play(both: &mut Both<'_>, which: Which, line: &str) -> Result<CameBoth, Refusal> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let came = match word {
        "start" => {
            let (time, data) = rest.split_at(16.min(rest.len()));
            let data = serde_json::from_str(data).unwrap_or(Json::Null);
            both.start(moment(time), "sag", Vec::new(), data)
        }
        "to" => both.advance(moment(rest)),
        _ => {
            let (by, what) = asked_by(both.of(which), line);
            both.ask(which, by, what)
        }
    };
    came.map_err(TrialError::into_refusal)
}

#[test]
#[should_panic(expected = "after: 2: = active nothing")]
fn what_is_not_so_of_the_second_case_is_told() {
    let first = "samspil: 1\nflow: a\ntitle: A\nparties: {worker: {title: W, side: authority}}
pair: {with: b, as: one, other: worker}
protocol:
  title: P
  sides: {one: En, two: To}
  messages: {hello: {by: one}}
does: {phone: {task: Ring, by: worker, says: hello}}
";
    let second = "samspil: 1\nflow: b\ntitle: B\nparties: {worker: {title: W, side: authority}}
pair: {with: a, as: two, other: worker}
does: {hear_it: {wait: Hør, until: {message: hello}}, work: {task: Gør, by: worker, after: hear_it}}
";
    check_both(
        first,
        second,
        "start 2026-01-05 09:00\ndo phone\n2: = active work\n2: = active nothing",
    );
}
