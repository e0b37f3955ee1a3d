//! Ladders between parties: who is spoken to, what comes again, who has answered, and what downtime leaves of it.

use super::tuning::{begin, begin_with};
use crate::calendar::{Calendar, CalendarRules, OwnClosed, UnitRules, local_date};
use crate::case::{Asked, Binding, Change, Runnable};
use crate::id::{PartyId, UnitId};
use crate::simulate::script::{check, runnable};
use crate::text::Text;

#[test]
fn a_rung_comes_again_until_it_is_acknowledged_and_what_comes_after_is_left_out() {
    let flow = "stages:
  s:
    title: S
    does:
      a:
        task: A
        by: worker
        due:
          lasts: 1 week
          ladder:
            - {at: due, tell: leader, again: {every: 1 working day, at_most: 4, until: acknowledged}}
            - {at: 1 week after, tell: other, unless: acknowledged}
            - {at: 2 weeks after, tell: worker}
      b: {task: B, by: other}
";
    check(
        flow,
        "start 2026-01-05 09:00
         ! nothing_to_acknowledge as boss acknowledge a
         to 2026-01-13 00:00
         = notices boss:lateness:a
         to 2026-01-14 00:00
         = notices boss:lateness:a
         ! not_owner as other acknowledge a
         as boss acknowledge a
         ! nothing_to_acknowledge as boss acknowledge a
         to 2026-01-26 00:00
         = rungs
         to 2026-01-27 00:00
         = notices worker:lateness:a",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         to 2026-01-19 00:00
         = rungs a:tell a:tell a:tell a:tell
         to 2026-01-20 00:00
         = notices other:lateness:a
         as worker acknowledge a
         do a
         = clocks a:met_late:2026-01-12",
    );
}

#[test]
fn after_downtime_each_is_told_once_of_everything() {
    let flow = "ladders:
  late:
    - {at: 50 %, remind: owner}
    - {at: 1 day before, remind: owner, again: {every: 6 hours, at_most: 3}}
    - {at: due, tell: leader}
    - {at: 1 day after, raise_priority: true}
    - {at: 2 days after, hand_to: boss}
    - {at: 3 days after, tell: leader}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: 1 week, ladder: late}
      b: {task: B, by: worker, due: 1 week, ladder: late}
";
    check(
        flow,
        "start 2026-01-05 09:00
         sleep 2026-03-01 09:00
         = notices worker:reminder:a+b+a+b boss:lateness:a+b+a+b | clocks a:breached:2026-01-12 b:breached:2026-01-12
         = rungs a:remind b:remind a:remind b:remind a:tell b:tell a:raise_priority b:raise_priority a:hand_to b:hand_to a:tell b:tell
         sleep 2026-03-02 09:00
         = rungs | notices
         as boss do a",
    );
}

#[test]
fn a_ladder_speaks_to_whoever_is_there() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 1 week, ladder: [{at: 50 %, tell: worker}, {at: due, call: crisis}]}}
      crisis: {meeting: Krisemøde, by: boss, with: [worker, other], starts: by_ladder}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as boss bind boss 1
         to 2026-01-09 12:00
         = notices boss:lateness:a
         as boss bind worker 1
         to 2026-01-13 00:00
         = notices boss:reminder:a worker:reminder:a | owed crisis | active a crisis s
         as boss do crisis
         = owed",
    );
}

#[test]
fn a_ladder_stands_still_with_its_clock() {
    let flow = "stages:
  s:
    title: S
    does:
      a:
        task: A
        by: worker
        due:
          lasts: 10 days
          pauses: [{while: hear, ground: {act: forvaltningsloven, section: '19'}, at_most: 3 weeks}]
          ladder: [{at: 50 %, remind: owner, again: {every: 1 day, at_most: 5}}]
      hear: {task: Hør, by: worker, optional: true}
";
    check(
        flow,
        "start 2026-01-05 09:00
         to 2026-01-11 00:00
         = rungs a:remind
         activate hear
         to 2026-01-21 00:00
         = rungs
         do hear
         = rungs | clocks a:running:2026-01-25
         to 2026-01-22 23:00
         = rungs
         to 2026-01-23 00:00
         = rungs a:remind",
    );
}

#[test]
fn what_is_handed_over_before_it_opens_goes_there_once_it_does() {
    check(
        "clocks:
  whole:
    title: Frist
    starts: case
    lasts: 1 week
    stops: {when: done(b) && done(c)}
    ladder: {at: due, hand_to: boss}
does:
  a: {task: A, by: worker}
  b: {task: B, by: worker, after: a}
  c: {task: C, by: worker, after: a, starts: by_hand}
  d: {task: D, by: worker, after: a}
",
        "start 2026-01-05 09:00
         to 2026-01-13 00:00
         = rungs whole:hand_to
         do a
         ! not_owner as worker do b
         ! not_owner as worker do c
         as worker do d
         as boss do b
         as boss do c
         = state closed | clocks whole:met_late:2026-01-12",
    );
}

#[test]
fn a_rung_whose_moment_lies_before_its_clock_began_comes_at_once() {
    check(
        "does:
  a: {task: A, by: worker, due: {lasts: 2 days, ladder: [{at: 1 week before, remind: owner}, {at: 1 day before, tell: boss}]}}
",
        "start 2026-01-05 09:00
         = notices worker:reminder:a | rungs a:remind
         to 2026-01-07 00:00
         = notices boss:lateness:a",
    );
}

/// The rung, and when it first comes where its clock starts on Thursday 5 March and is due on Thursday 16 April, both at
/// nine, in Copenhagen. Easter lies on the way, and the night of 29 March is an hour short.
const MOMENTS: &str = "
90 minutes before     | 2026-04-16T07:30
3 hours before        | 2026-04-16T06:00
24 hours before       | 2026-04-15T09:00
8 office hours before | 2026-04-14T13:00
20 days before        | 2026-03-27T00:00
8 working days before | 2026-04-01T00:00
3 weeks before        | 2026-03-26T00:00
1 month before        | 2026-03-16T00:00
50 %                  | 2026-03-26T08:30
due                   | 2026-04-16T09:00
90 minutes after      | 2026-04-16T10:30
24 hours after        | 2026-04-17T09:00
8 office hours after  | 2026-04-17T11:00
2 days after          | 2026-04-18T23:59:59
1 working day after   | 2026-04-17T23:59:59
1 week after          | 2026-04-23T23:59:59
1 month after         | 2026-05-16T23:59:59
1 year after          | 2027-04-16T23:59:59";

#[test]
fn a_rung_comes_before_at_or_after_in_every_unit() {
    let moment = |text: &str| crate::calendar::moment(text).unwrap();
    for row in MOMENTS.trim().lines() {
        let (at, expected) = row.split_once('|').unwrap();
        let (at, expected) = (at.trim(), moment(expected.trim()));
        let flow = format!(
            "does:
  a: {{task: A, by: worker, due: {{lasts: 6 weeks, at: exact, ladder: [{{at: {at}, tell: leader}}]}}}}
"
        );
        let run = runnable(&flow);
        let mut played = begin(&run, "2026-03-05T09:00:00+01:00");
        let mut come = None;
        while let Some(wake) = played.next_wake(&run).filter(|_| come.is_none()) {
            let changes = played.ask(&run, &wake.to_rfc3339(), Asked::Tick);
            let taken = |change: &Change| matches!(change, Change::RungTaken { .. });
            come = changes.iter().any(taken).then_some(wake);
        }
        assert_eq!(come, Some(expected), "{at}");
    }
}

/// Nobody is told of their own work on a day on which their own unit is closed.
#[test]
fn a_ladder_is_counted_by_the_days_of_the_unit_where_its_clock_is() {
    let mut closed_days = CalendarRules::default().closed_days;
    for day in ["2026-01-12", "2026-01-14"] {
        closed_days.own.push(OwnClosed {
            from: day.parse().unwrap(),
            to: None,
            name: Text::danish("Temadag"),
        });
    }
    let of_unit = UnitRules {
        closed_days,
        opening: Vec::new(),
    };
    let ten = UnitId(uuid::Uuid::from_u128(10));
    let rules = CalendarRules {
        units: [(ten, of_unit)].into(),
        ..CalendarRules::default()
    };
    let calendar = Calendar::new(1, rules).unwrap();
    for (days, told, due) in [
        ("unit", ["01-09", "01-13", "01-15"], "2026-01-13"),
        ("office", ["01-09", "01-12", "01-13"], "2026-01-12"),
    ] {
        let flow = format!(
            "does:
  a:
    task: A
    by: worker
    due: {{lasts: 5 working days, days: {days}, ladder: [{{at: 1 working day before, remind: owner}}, {{at: due, tell: leader, again: {{every: 1 working day, at_most: 2}}}}]}}
"
        );
        let plain = runnable(&flow);
        let run = Runnable::new(plain.flow.clone(), plain.guards.clone(), 1, calendar.clone());
        let parties = vec![(
            PartyId::new("worker").unwrap(),
            vec![Binding::to(Some(ten), None)],
        )];
        let mut played = begin_with(&run, "2026-01-05T09:00:00+01:00", parties);
        let clock = &played.case.clocks["a"];
        assert_eq!(local_date(clock.due).to_string(), due, "{days}");
        let mut came = Vec::new();
        while let Some(wake) = played.next_wake(&run) {
            let changes = played.ask(&run, &wake.to_rfc3339(), Asked::Tick);
            let taken = |change: &Change| matches!(change, Change::RungTaken { .. });
            if changes.iter().any(taken) {
                came.push(local_date(wake).format("%m-%d").to_string());
            }
        }
        assert_eq!(came, told, "{days}");
    }
}
