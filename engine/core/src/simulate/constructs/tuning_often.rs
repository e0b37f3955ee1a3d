//! Lengths that a table says, what a person may put off, and windows, as an administrator has tuned them.

use serde_json::json;

use super::tuning::{at, begin, entry, tuned_flow};
use crate::calendar::{Length, local_date};
use crate::case::{Asked, Change, Hindsight, View, arithmetic, hindsight};
use crate::flow::{Tuning, Tunings};
use crate::id::ClockId;
use crate::simulate::script::runnable;
use crate::text::Language;

const FLOW: &str = "data:
  d: {kind: {type: choice, of: {ramp: Rampe, chair: Stol}, starts_as: '\"ramp\"'}}
tables:
  limit:
    title: Frist
    hit: first
    reads: {kind: d.kind}
    gives: {lasts: length}
    rules: [{kind: ramp, lasts: 5 weeks, tunable: 3 weeks..8 weeks}]
    otherwise: {lasts: 6 months}
clocks:
  decide:
    title: {da: Afgørelse, en: Decision}
    kind: municipal
    starts: case
    lasts: limit.lasts
    stops: {when: done(a)}
    extends: {at_most: 2 weeks, tunable: 1 week..4 weeks, ground: {act: retssikkerhedsloven, section: '3'}}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.kind]}
      network: {meeting: N, by: worker, repeats: {at_least: 3, in_any: 12 months, tunable: {at_least: 2..6}, opens: 4 weeks, at_most: 90}}
";

fn extend(weeks: u32) -> Asked {
    Asked::Extend {
        clock: ClockId::new("decide").unwrap(),
        by: Length::Weeks(weeks),
        reason: "Ferie".to_owned(),
    }
}

#[test]
fn a_rule_of_a_table_that_is_tuned_moves_the_clock_and_says_instead_of_what() {
    let plain = runnable(FLOW);
    let mut played = begin(&plain, "2026-01-05T09:00:00+01:00");
    let due = |played: &super::tuning::Played| local_date(played.case.clocks["decide"].due).to_string();
    assert_eq!(due(&played), "2026-02-09");
    let written = json!({"clock": "decide", "from": "2026-01-12", "rules": {"1": "3 weeks"}});
    let run = tuned_flow(FLOW, &[entry(1, "2026-01-12T10:00:00+01:00", written)]);
    played.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    assert_eq!(due(&played), "2026-01-26");
    let view = View {
        run: &run,
        case: &played.case,
        at: at("2026-01-13T00:00:00Z"),
    };
    let lines = arithmetic(&view, &run.clock("decide").unwrap());
    assert_eq!(
        lines[0].say(Language::English),
        "3 weeks by tuning 1 from 12.01.2026, instead of 5 weeks. Why: Færre sager"
    );
    // Where another rule decides, nothing is tuned.
    let set = Asked::Set {
        data: json!({"d": {"kind": "chair"}}),
    };
    played.ask(&run, "2026-01-13T10:00:00+01:00", set);
    assert_eq!(due(&played), "2026-07-05");
}

#[test]
fn a_clock_is_put_off_as_far_as_it_is_tuned() {
    let plain = runnable(FLOW);
    let mut played = begin(&plain, "2026-01-05T09:00:00+01:00");
    let written = json!({"clock": "decide", "from": "2026-01-12", "extends": "4 weeks"});
    let run = tuned_flow(FLOW, &[entry(1, "2026-01-12T10:00:00+01:00", written)]);
    assert_eq!(
        played.refused(&plain, "2026-01-06T10:00:00+01:00", extend(3)),
        "extension_cap"
    );
    played.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    played.ask(&run, "2026-01-12T10:00:01+01:00", extend(3));
    assert_eq!(
        local_date(played.case.clocks["decide"].due).to_string(),
        "2026-03-02"
    );
    assert_eq!(
        played.refused(&run, "2026-01-13T10:00:00+01:00", extend(2)),
        "extension_cap"
    );
    // In hindsight what is beyond the cap was not given.
    let would = |most: &str| {
        let written = json!({"flow": "tried", "clock": "decide", "from": "2026-01-01", "extends": most});
        let tuning: Tuning = serde_json::from_value(written).unwrap();
        let tried = plain
            .clone()
            .tuned_by(Tunings::always(&plain.flow, tuning).unwrap());
        let Hindsight { was, would } =
            hindsight(&tried, &played.history, "decide", at("2026-02-01T00:00:00Z"));
        [was[0].due, would[0].due].map(|due| local_date(due).to_string())
    };
    assert_eq!(would("4 weeks"), ["2026-03-02", "2026-03-02"]);
    assert_eq!(would("1 week"), ["2026-03-02", "2026-02-09"]);
}

/// Nobody has counted the case anew yet: whoever asks first has it counted before they are answered.
#[test]
fn what_is_asked_before_the_case_is_counted_anew_is_judged_by_the_new_cap() {
    let plain = runnable(FLOW);
    let tuned = |most: &str| {
        let written = json!({"clock": "decide", "from": "2026-01-12", "extends": most});
        tuned_flow(FLOW, &[entry(1, "2026-01-12T10:00:00+01:00", written)])
    };
    let due = |played: &super::tuning::Played| local_date(played.case.clocks["decide"].due).to_string();
    let mut shorter = begin(&plain, "2026-01-05T09:00:00+01:00");
    let run = tuned("1 week");
    assert_eq!(
        shorter.refused(&run, "2026-01-12T10:00:01+01:00", extend(2)),
        "extension_cap"
    );
    shorter.ask(&run, "2026-01-12T09:59:59+01:00", extend(2));
    assert_eq!(due(&shorter), "2026-02-23", "a second before it took effect");
    let mut longer = begin(&plain, "2026-01-05T09:00:00+01:00");
    let changes = longer.ask(&tuned("4 weeks"), "2026-01-12T10:00:01+01:00", extend(3));
    assert_eq!((due(&longer).as_str(), longer.case.tunings), ("2026-03-02", 1));
    let place = |wanted: fn(&Change) -> bool| changes.iter().position(wanted);
    let counted = place(|change| matches!(change, Change::TuningsTaken { steps: 1 }));
    let put_off = place(|change| matches!(change, Change::ClockExtended { .. }));
    assert!(counted < put_off && counted.is_some(), "{changes:?}");
}

#[test]
fn a_window_that_is_tuned_proposes_anew_and_remembers_as_many_as_it_may_ask_for() {
    let plain = runnable(FLOW);
    let mut played = begin(&plain, "2026-01-05T09:00:00+01:00");
    let planned = |played: &super::tuning::Played| {
        local_date(played.case.items["network"].planned.unwrap()).to_string()
    };
    let due = |played: &super::tuning::Played| local_date(played.case.clocks["network"].due).to_string();
    assert_eq!(planned(&played), "2026-02-05");
    played.ask(&plain, "2026-01-09T10:00:00+01:00", Asked::Tick);
    assert_eq!(due(&played), "2027-01-03");
    let written = json!({"clock": "network", "from": "2026-01-12", "window": {"at_least": "6"}});
    let run = tuned_flow(FLOW, &[entry(1, "2026-01-12T10:00:00+01:00", written)]);
    played.ask(&run, "2026-01-12T10:00:00+01:00", Asked::Tick);
    assert_eq!(due(&played), "2026-12-31", "six days must be left");
    for month in [2, 4, 6, 8, 10] {
        let held = Asked::Complete {
            item: crate::id::ItemId::new("network").unwrap(),
            data: serde_json::Value::Null,
        };
        played.ask(&run, &format!("2026-{month:02}-20T09:00:00+01:00"), Asked::Tick);
        played.ask(&run, &format!("2026-{month:02}-20T10:00:00+01:00"), held);
    }
    assert_eq!(planned(&played), "2026-12-20");
    assert_eq!(played.case.items["network"].moments.len(), 5);
}
