//! Limits that are a range, limits that are put off, and how a day is counted.

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::case::{Actor, Asked, open_tasks};
use crate::id::{ClockId, PartyId};
use crate::simulate::Trial;
use crate::simulate::script::{check, runnable};

const FLOW: &str = "clocks:
  decide:
    title: Afgør
    kind: municipal
    law: {act: retssikkerhedsloven, section: '3', subsection: '2'}
    starts: case
    lasts: 4 weeks..6 weeks
    stops: {when: done(a)}
    extends: {at_most: 3 weeks, ground: {act: retssikkerhedsloven, section: '3', subsection: '2'}}
    ladder: [{at: target, remind: owner}, {at: due, tell: leader}]
  fixed: {title: Fast, kind: law, starts: case, lasts: 8 weeks}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      b: {task: B, by: other, due: {lasts: 2 weeks, extends: {at_most: 5 working days, ground: {act: aftale, section: '1'}}}}
";

#[test]
fn a_range_has_a_day_to_aim_for_and_a_day_that_is_due() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         = aims decide:2026-02-02 | clocks b:running:2026-01-19 decide:running:2026-02-16 fixed:running:2026-03-02
         to 2026-02-03 00:00
         = rungs decide:remind | notices worker:reminder:decide
         = clocks b:breached:2026-01-19 decide:running:2026-02-16 fixed:running:2026-03-02
         to 2026-02-17 00:00
         = rungs decide:tell | clocks b:breached:2026-01-19 decide:breached:2026-02-16 fixed:running:2026-03-02",
    );
}

#[test]
fn a_limit_is_put_off_by_whoever_answers_for_it_within_its_cap() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         ! unknown_clock as worker extend decied 1 week
         ! not_extendable as worker extend fixed 1 week
         ! not_owner as other extend decide 1 week
         ! not_an_extension as worker extend decide end of month
         as worker extend decide 2 weeks
         = clocks b:running:2026-01-19 decide:running:2026-03-02 fixed:running:2026-03-02 | aims decide:2026-02-02
         ! extension_cap as boss extend decide 2 weeks
         as boss extend decide 5 working days
         = clocks b:running:2026-01-19 decide:running:2026-03-09 fixed:running:2026-03-02
         ! extension_cap as boss extend decide 1 day
         ! not_owner as boss extend b 1 day
         as other extend b 1 week
         = clocks b:running:2026-01-26 decide:running:2026-03-09 fixed:running:2026-03-02
         to 2026-03-10 00:00
         ! breached as worker extend decide 1 day
         do a
         ! clock_not_running as worker extend decide 1 day",
    );
}

/// The first day counts, the last day ends at noon; a right rolls, and what is planned keeps to working days.
#[test]
fn how_a_day_is_counted_is_the_clock_s_own() {
    let flow = "clocks:
  counted: {title: T, starts: case, lasts: 14 days, day_zero: counted}
  noon: {title: T, starts: case, lasts: 2 working days, at: 12:00}
  exact: {title: T, starts: case, lasts: 1 week, at: exact}
  hours: {title: T, starts: case, lasts: 8 office hours}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:30
         = clocks counted:running:2026-01-18 exact:running:2026-01-12 hours:running:2026-01-06 noon:running:2026-01-07
         to 2026-01-06 11:29
         = clocks counted:running:2026-01-18 exact:running:2026-01-12 hours:running:2026-01-06 noon:running:2026-01-07
         to 2026-01-06 11:30
         = clocks counted:running:2026-01-18 exact:running:2026-01-12 hours:breached:2026-01-06 noon:running:2026-01-07
         to 2026-01-07 11:59
         = clocks counted:running:2026-01-18 exact:running:2026-01-12 hours:breached:2026-01-06 noon:running:2026-01-07
         to 2026-01-07 12:00
         = clocks counted:running:2026-01-18 exact:running:2026-01-12 hours:breached:2026-01-06 noon:breached:2026-01-07
         to 2026-01-12 09:30
         = clocks counted:running:2026-01-18 exact:breached:2026-01-12 hours:breached:2026-01-06 noon:breached:2026-01-07",
    );
}

#[test]
fn a_calendar_knows_each_new_end_of_a_deadline_by_a_higher_number_and_when_it_was_counted() {
    let run = runnable(FLOW);
    let at = |text: &str| -> DateTime<Utc> { text.parse().unwrap() };
    let mut trial = Trial::new(&run, at("2026-01-05T08:00:00Z"));
    trial.start(trial.now, "Sag", Vec::new(), Json::Null).unwrap();
    let other = Actor::Party {
        party: PartyId::new("other").unwrap(),
    };
    let mut seen = Vec::new();
    for (moment, what) in [
        ("2026-01-06T08:00:00Z", Asked::Tick),
        (
            "2026-01-07T08:00:00Z",
            Asked::Extend {
                clock: ClockId::new("b").unwrap(),
                by: "1 day".parse().unwrap(),
                reason: "Sygdom".to_owned(),
            },
        ),
    ] {
        trial.advance(at(moment)).unwrap();
        trial.ask(other.clone(), what).unwrap();
        let tasks = open_tasks(&trial.view().unwrap());
        let task = tasks.into_iter().find(|task| task.item.as_str() == "b").unwrap();
        seen.push((task.counted, task.counted_at.unwrap(), task.due.unwrap()));
    }
    let (first, moved) = (at("2026-01-05T08:00:00Z"), at("2026-01-07T08:00:00Z"));
    let (due, later) = (at("2026-01-19T22:59:59Z"), at("2026-01-20T22:59:59Z"));
    assert_eq!(seen, [(1, first, due), (2, moved, later)]);
}
