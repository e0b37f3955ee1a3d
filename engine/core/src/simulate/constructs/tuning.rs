//! Clocks that an administrator has tuned: what lies ahead moves, what is past stays, and the arithmetic tells it.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use crate::calendar::local_date;
use crate::case::{
    Actor, Asked, Binding, Case, Change, Event, Hindsight, Input, Protection, Runnable, Start, View,
    arithmetic, hindsight, start, step,
};
use crate::flow::{Deed, Entry, Tuning, Tunings};
use crate::id::{CaseId, ItemId, PartyId, PersonId};
use crate::simulate::script::runnable;
use crate::text::Language;

const FLOW: &str = "clocks:
  decide:
    title: {da: Afgørelse, en: Decision}
    kind: municipal
    starts: case
    lasts: 30 working days
    tunable: 10 working days..60 working days
    stops: {when: done(a)}
    ladder:
      - {at: 5 working days before, remind: owner, tunable: {at: 1 working day..15 working days, to: [owner, boss]}}
      - {at: due, tell: leader}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      b: {task: B, by: other, starts: by_hand}
      status: {task: Status, by: other, optional: true, repeats: {every: 3 months, tunable: 1 month..6 months, at_most: 9}}
";

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn entry(number: u32, set_at: &str, mut written: Json) -> Entry {
    written["flow"] = json!("tried");
    Entry {
        number,
        deed: Deed::Tuned(serde_json::from_value(written).unwrap()),
        set_at: at(set_at),
        by: "anna".to_owned(),
        why: "Færre sager".to_owned(),
    }
}

fn tuned(journal: &[Entry]) -> Runnable {
    tuned_flow(FLOW, journal)
}

pub(super) fn tuned_flow(flow: &str, journal: &[Entry]) -> Runnable {
    let run = runnable(flow);
    let tunings = Tunings::of(&run.flow, journal);
    assert_eq!(tunings.unfit(), []);
    run.tuned_by(tunings)
}

pub(super) struct Played {
    pub(super) case: Case,
    pub(super) history: Vec<Event>,
}

pub(super) fn begin(run: &Runnable, now: &str) -> Played {
    begin_with(run, now, Vec::new())
}

pub(super) fn begin_with(run: &Runnable, now: &str, parties: Vec<(PartyId, Vec<Binding>)>) -> Played {
    let begin = Start {
        id: CaseId(uuid::Uuid::from_u128(1)),
        title: "sag".to_owned(),
        parties,
        data: Json::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    let step = start(run, &begin, at(now), Actor::Engine).unwrap();
    Played {
        case: step.case,
        history: step.event.into_iter().collect(),
    }
}

impl Played {
    pub(super) fn ask(&mut self, run: &Runnable, now: &str, what: Asked) -> Vec<Change> {
        let by = match what {
            Asked::Tick => Actor::Engine,
            _ => Actor::Person {
                person: PersonId(uuid::Uuid::from_u128(2)),
                parties: run.flow.parties.keys().cloned().collect(),
                answered_by: None,
                stands_in_for: Vec::new(),
            },
        };
        let input = Input {
            at: at(now),
            by,
            what,
        };
        let step = step(run, &self.case, &input).unwrap();
        self.case = step.case;
        let changes = step
            .event
            .iter()
            .flat_map(|event| event.changes.clone())
            .collect();
        self.history.extend(step.event);
        changes
    }

    /// When the case must be looked at next.
    pub(super) fn next_wake(&self, run: &Runnable) -> Option<DateTime<Utc>> {
        let last = self.history.last()?.at;
        let view = View {
            run,
            case: &self.case,
            at: last,
        };
        view.next_wake()
    }

    /// The code of the refusal that comes.
    pub(super) fn refused(&self, run: &Runnable, now: &str, what: Asked) -> String {
        let by = Actor::Person {
            person: PersonId(uuid::Uuid::from_u128(2)),
            parties: run.flow.parties.keys().cloned().collect(),
            answered_by: None,
            stands_in_for: Vec::new(),
        };
        let input = Input {
            at: at(now),
            by,
            what,
        };
        step(run, &self.case, &input).unwrap_err().code
    }

    fn due(&self) -> String {
        local_date(self.case.clocks["decide"].due).to_string()
    }
}

#[test]
fn a_running_clock_is_counted_anew_once_and_says_by_what_instead_of_what() {
    let plain = runnable(FLOW);
    let mut played = begin(&plain, "2026-01-05T09:00:00+01:00");
    assert_eq!(played.due(), "2026-02-16");
    let run = tuned(&[entry(
        1,
        "2026-01-12T10:00:00+01:00",
        json!({"clock": "decide", "from": "2026-01-12", "lasts": "20 working days"}),
    )]);
    assert_eq!(
        played.ask(&run, "2026-01-12T09:00:00+01:00", Asked::Tick),
        [],
        "not yet"
    );
    let changes = played.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    assert!(
        changes.contains(&Change::TuningsTaken { steps: 1 }),
        "{changes:?}"
    );
    assert_eq!((played.due().as_str(), played.case.tunings), ("2026-02-02", 1));
    assert_eq!(
        played.ask(&run, "2026-01-12T10:00:01+01:00", Asked::Tick),
        [],
        "once"
    );
    let view = View {
        run: &run,
        case: &played.case,
        at: at("2026-01-13T00:00:00Z"),
    };
    let clock = run.clock("decide").unwrap();
    let lines: Vec<String> = arithmetic(&view, &clock)
        .iter()
        .map(|line| line.say(Language::English))
        .collect();
    assert_eq!(
        lines[0],
        "20 working days by tuning 1 from 12.01.2026, instead of 30 working days. Why: Færre sager"
    );
    // A node that has not heard of it leaves the case as it is.
    assert_eq!(played.ask(&plain, "2026-01-13T10:00:00+01:00", Asked::Tick), []);
    assert_eq!(played.due(), "2026-02-02");
}

#[test]
fn what_has_run_out_stays_and_what_moves_into_the_past_runs_out_at_once() {
    let plain = runnable(FLOW);
    let run = tuned(&[entry(
        1,
        "2026-02-10T10:00:00+01:00",
        json!({"clock": "decide", "from": "2026-02-10", "lasts": "10 working days"}),
    )]);
    let mut late = begin(&plain, "2026-01-05T09:00:00+01:00");
    late.ask(&run, "2026-02-10T10:00:00+01:00", Asked::Tick);
    assert_eq!(late.due(), "2026-01-19");
    assert!(late.case.clocks["decide"].breached_at.is_some());
    let mut past = begin(&plain, "2025-12-01T09:00:00+01:00");
    past.ask(&plain, "2026-02-09T10:00:00+01:00", Asked::Tick);
    let before = past.due();
    past.ask(&run, "2026-02-10T10:00:00+01:00", Asked::Tick);
    assert_eq!((past.due(), past.case.tunings), (before, 1));
}

#[test]
fn only_new_clocks_and_whom_a_rung_speaks_to_and_when() {
    let plain = runnable(FLOW);
    let written = json!({
        "clock": "decide", "from": "2026-01-12", "only_new": true, "lasts": "20 working days",
        "rungs": {"1": {"at": "10 working days before", "to": "boss"}},
    });
    let run = tuned(&[entry(1, "2026-01-12T10:00:00+01:00", written)]);
    let mut old = begin(&plain, "2026-01-05T09:00:00+01:00");
    old.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    assert_eq!((old.due().as_str(), old.case.tunings), ("2026-02-16", 1));
    let mut new = begin(&run, "2026-01-13T09:00:00+01:00");
    assert_eq!(new.due(), "2026-02-10");
    let view = View {
        run: &run,
        case: &new.case,
        at: at("2026-01-13T09:00:00+01:00"),
    };
    assert_eq!(view.next_wake(), Some(at("2026-01-27T00:00:00+01:00")));
    let changes = new.ask(&run, "2026-01-27T00:00:00+01:00", Asked::Tick);
    let told = changes.iter().find_map(|change| match change {
        Change::RungTaken { to, .. } => Some(to.iter().map(ToString::to_string).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(told, Some(vec!["boss".to_owned()]));
}

#[test]
fn a_rhythm_that_is_tuned_names_the_next_round_anew() {
    let plain = runnable(FLOW);
    let mut played = begin(&plain, "2026-01-05T09:00:00+01:00");
    let planned = |played: &Played| local_date(played.case.items["status"].planned.unwrap()).to_string();
    assert_eq!(planned(&played), "2026-04-05");
    let run = tuned(&[entry(
        1,
        "2026-01-12T10:00:00+01:00",
        json!({"clock": "status", "from": "2026-01-12", "every": "every 2 months"}),
    )]);
    played.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    assert_eq!(planned(&played), "2026-03-05");
}

#[test]
fn in_hindsight_a_shorter_term_would_have_been_missed_and_told_of() {
    let run = runnable(FLOW);
    let mut played = begin(&run, "2026-01-05T09:00:00+01:00");
    let item = ItemId::new("a").unwrap();
    let done = Asked::Complete {
        item,
        data: Json::Null,
    };
    played.ask(&run, "2026-01-30T12:00:00+01:00", done);
    let written =
        json!({"flow": "tried", "clock": "decide", "from": "2026-01-01", "lasts": "10 working days"});
    let tuning: Tuning = serde_json::from_value(written).unwrap();
    let tried = run.clone().tuned_by(Tunings::always(&run.flow, tuning).unwrap());
    let Hindsight { was, would } = hindsight(&tried, &played.history, "decide", at("2026-02-01T00:00:00Z"));
    let told = |courses: &[crate::case::Course]| {
        let one = &courses[0];
        let rungs: Vec<u16> = one.rungs.iter().map(|(place, ..)| *place).collect();
        (courses.len(), one.breached, one.ended_at, rungs)
    };
    let ended = Some(at("2026-01-30T12:00:00+01:00"));
    assert_eq!(told(&was), (1, false, ended, vec![]));
    assert_eq!(told(&would), (1, true, ended, vec![0, 1]));
    assert_eq!(local_date(would[0].due).to_string(), "2026-01-19");
}
