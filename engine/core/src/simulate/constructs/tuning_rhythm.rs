//! What comes back in a rhythm, in hindsight: as often as it came, beside as often as it would have by another rhythm.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};

use super::tuning::{Played, at, begin, entry, tuned_flow};
use crate::case::{Asked, Ending, Recurrence, RhythmHindsight, Runnable, rhythm_hindsight};
use crate::flow::{Tuning, Tunings};
use crate::id::ItemId;
use crate::simulate::script::runnable;

const FLOW: &str = "data:
  d: {over: {type: boolean, optional: true, seen_by: everyone}}
stages:
  s:
    title: S
    does:
      keep: {task: K, by: worker, fills: [d.over]}
      status: {task: Status, by: other, repeats: {every: 3 months, opens: 2 weeks, until: d.over, tunable: 1 month..6 months, at_most: 90}, ladder: [{at: 3 days before, remind: owner}, {at: due, tell: boss}]}
      look: {task: Se til, by: worker, repeats: {every: first working day of the month 08:00, until: d.over, tunable: [first working day of the month 08:00, every Monday 08:00, 'cron 0 8 * * 1,3'], at_most: 900}}
";

const UNTIL: &str = "2026-09-01T00:00:00+02:00";

fn done(item: &str) -> Asked {
    Asked::Complete {
        item: ItemId::new(item).unwrap(),
        data: Json::Null,
    }
}

/// Each moment at which something comes by itself before this.
fn wake(played: &mut Played, run: &Runnable, until: &str) {
    while let Some(wake) = played.next_wake(run).filter(|wake| *wake < at(until)) {
        let changes = played.ask(run, &wake.to_rfc3339(), Asked::Tick);
        assert_ne!(changes, [], "{wake}");
    }
}

/// The first round is open for ten days and in time, the second for twenty and late.
fn played(run: &Runnable) -> Played {
    let mut played = begin(run, "2026-01-05T09:00:00+01:00");
    for moment in ["2026-04-01T09:00:00+02:00", "2026-07-11T09:00:00+02:00"] {
        wake(&mut played, run, moment);
        played.ask(run, moment, done("status"));
    }
    wake(&mut played, run, UNTIL);
    played
}

fn tried(run: &Runnable, item: &str, every: &str) -> Runnable {
    let written = json!({"flow": "tried", "clock": item, "from": "2026-01-01", "every": every});
    let tuning: Tuning = serde_json::from_value(written).unwrap();
    run.clone().tuned_by(Tunings::always(&run.flow, tuning).unwrap())
}

fn replayed(played: &Played, run: &Runnable, item: &str, every: &str) -> RhythmHindsight {
    rhythm_hindsight(run, &tried(run, item, every), &played.history, item, at(UNTIL))
}

/// Times named, rounds opened, how many of them were done, courses that ran out, and rungs that spoke.
fn told(found: &Recurrence) -> String {
    let passed: usize = found.rounds.iter().map(|round| round.passed.len()).sum();
    let planned = found
        .rounds
        .iter()
        .filter(|round| round.planned.is_some())
        .count();
    let over = |how: Ending| {
        let rounds = found.rounds.iter().filter_map(|round| round.ended);
        rounds.filter(|(_, ending)| *ending == how).count()
    };
    let breached = found.courses.iter().filter(|course| course.breached).count();
    let rungs: usize = found.courses.iter().map(|course| course.rungs.len()).sum();
    format!(
        "named {} opened {} done {} left {} cut {} breached {breached} rungs {rungs}",
        planned + passed,
        found.rounds.len(),
        over(Ending::Done),
        over(Ending::LeftOut),
        over(Ending::Cut),
    )
}

#[test]
fn a_shorter_interval_would_have_opened_more_each_as_long_as_the_nearest_was() {
    let run = runnable(FLOW);
    let played = played(&run);
    let RhythmHindsight { was, would } = replayed(&played, &run, "status", "every 1 month");
    // Reminded of the one that was late, and told of it.
    assert_eq!(
        told(&was),
        "named 2 opened 2 done 2 left 0 cut 0 breached 1 rungs 2"
    );
    // From 5 February on: those that opened nearer to the second lasted twenty days and were late, the last is open yet.
    assert_eq!(
        told(&would),
        "named 8 opened 8 done 7 left 0 cut 0 breached 3 rungs 6"
    );
    assert!(would.rounds.iter().all(|round| {
        round
            .owner
            .as_ref()
            .is_some_and(|owner| owner.as_str() == "other")
    }));
    let same = replayed(&played, &run, "status", "every 3 months");
    assert_eq!(same.would, same.was, "by its own rhythm it comes as it came");
}

#[test]
fn what_is_named_while_a_round_is_open_has_passed_and_where_there_was_none_it_is_done_when_due() {
    let run = runnable(FLOW);
    let mut slow = begin(&run, "2026-01-05T09:00:00+01:00");
    // Opens on Monday 2 February and is done after ten days.
    wake(&mut slow, &run, "2026-02-12T08:00:00+01:00");
    slow.ask(&run, "2026-02-12T08:00:00+01:00", done("look"));
    let stop = json!({"d": {"over": true}});
    slow.ask(
        &run,
        "2026-03-01T08:00:00+01:00",
        Asked::Set { data: stop.clone() },
    );
    let RhythmHindsight { was, would } = replayed(&slow, &run, "look", "every Monday 08:00");
    assert_eq!(
        told(&was),
        "named 1 opened 1 done 1 left 0 cut 0 breached 1 rungs 0"
    );
    // 12, 19 and 26 January, 2, 9, 16 and 23 February, 2 March: each second is open while the next is named.
    assert_eq!(
        told(&would),
        "named 8 opened 4 done 4 left 0 cut 0 breached 4 rungs 0"
    );
    let cron = replayed(&slow, &run, "look", "cron 0 8 * * 1,3").would;
    let days: Vec<String> = cron
        .rounds
        .iter()
        .map(|round| round.opened.format("%m-%d").to_string())
        .collect();
    assert_eq!(days, ["01-07", "01-19", "02-02", "02-16"]);
    let mut quick = begin(&run, "2026-01-05T09:00:00+01:00");
    quick.ask(&run, "2026-01-31T08:00:00+01:00", Asked::Set { data: stop });
    let RhythmHindsight { was, would } = replayed(&quick, &run, "look", "every Monday 08:00");
    assert_eq!(
        told(&was),
        "named 0 opened 0 done 0 left 0 cut 0 breached 0 rungs 0"
    );
    assert_eq!(
        told(&would),
        "named 3 opened 3 done 3 left 0 cut 0 breached 0 rungs 0"
    );
}

#[test]
fn a_round_that_is_left_out_is_left_out_and_ends_with_the_case() {
    let run = runnable(FLOW);
    let mut played = begin(&run, "2026-01-05T09:00:00+01:00");
    wake(&mut played, &run, "2026-02-02T12:00:00+01:00");
    let skip = Asked::Skip {
        item: ItemId::new("look").unwrap(),
        reason: "Sygdom".to_owned(),
    };
    played.ask(&run, "2026-02-02T12:00:00+01:00", skip);
    wake(&mut played, &run, "2026-03-02T12:00:00+01:00");
    let end = Asked::Terminate {
        reason: "Flyttet".to_owned(),
    };
    played.ask(&run, "2026-03-02T12:00:00+01:00", end);
    let RhythmHindsight { was, would } = replayed(&played, &run, "look", "every Monday 08:00");
    assert_eq!(
        told(&was),
        "named 2 opened 2 done 0 left 1 cut 1 breached 0 rungs 0"
    );
    // What opens while that is open which nobody did stays open too.
    assert_eq!(
        told(&would),
        "named 8 opened 8 done 0 left 7 cut 1 breached 0 rungs 0"
    );
}

/// What had been tuned before stays beneath what is tried: of other clocks, and as it was.
#[test]
fn what_held_then_is_what_happened() {
    let run = tuned_flow(
        FLOW,
        &[entry(
            1,
            "2026-01-06T10:00:00+01:00",
            json!({"clock": "status", "from": "2026-01-06", "every": "every 1 month"}),
        )],
    );
    let mut played = begin(&run, "2026-01-05T09:00:00+01:00");
    played.ask(&run, "2026-01-06T10:00:00+01:00", Asked::Tick);
    for moment in ["2026-01-25T09:00:00+01:00", "2026-02-23T09:00:00+01:00"] {
        wake(&mut played, &run, moment);
        played.ask(&run, moment, done("status"));
    }
    let written =
        json!({"flow": "tried", "clock": "look", "from": "2026-01-01", "every": "every Monday 08:00"});
    let tuning: Tuning = serde_json::from_value(written).unwrap();
    let tunings = run.tunings.clone().and_always(&run.flow, tuning).unwrap();
    assert_eq!(tunings.tried().count(), 1);
    let both = run.clone().tuned_by(tunings);
    let until: DateTime<Utc> = at("2026-03-01T00:00:00+01:00");
    let of_other = rhythm_hindsight(&run, &both, &played.history, "status", until);
    assert_eq!(of_other.would, of_other.was);
    assert_eq!(of_other.was.rounds.len(), 2);
    let longer = rhythm_hindsight(
        &run,
        &tried(&run, "status", "every 2 months"),
        &played.history,
        "status",
        until,
    );
    assert_eq!((longer.was.rounds.len(), longer.would.rounds.len()), (2, 1));
}
