//! Clocks, ladders and pauses.

use crate::simulate::script::check;

#[test]
fn a_clock_runs_out_once_and_its_ladder_is_climbed_in_order() {
    let flow = "ladders:
  late:
    - {at: 50 %, remind: owner}
    - {at: 1 working day before, raise_priority: true}
    - {at: due, tell: leader}
    - {at: 2 working days after, hand_to: boss}
    - {at: 3 working days after, open: letter}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 10 working days, ladder: late}}
      letter: {task: Brev, by: worker, starts: by_ladder}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = clocks a:running:2026-01-19
         to 2026-01-13 00:00
         = rungs a:remind
         to 2026-01-17 00:00
         = rungs a:raise_priority
         to 2026-01-20 00:00
         = rungs a:tell | clocks a:breached:2026-01-19
         to 2026-01-22 00:00
         = rungs a:hand_to
         ! not_owner as worker do a
         to 2026-02-22 00:00
         = rungs a:open | owed letter | active a letter s
         as boss do a
         = clocks a:met_late:2026-01-19 | state open
         do letter
         = state closed",
    );
}

#[test]
fn a_pause_stops_the_named_clock_up_to_its_cap() {
    let flow = "data:
  d:
    got: {type: date}
clocks:
  decide:
    title: Frist
    kind: municipal
    starts: d.got
    lasts: 4 weeks
    stops: {when: done(a)}
    pauses: [{while: hearing, ground: {act: forvaltningsloven, section: '19'}, at_most: 7 days}]
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      hearing: {wait: Høring, optional: true, until: {message: answered}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05"}}
         = clocks decide:running:2026-02-02 | possible a hearing
         activate hearing
         = clocks decide:paused:2026-02-02
         to 2026-01-08 09:00
         message answered
         = clocks decide:running:2026-02-05
         do a
         = clocks decide:met:2026-02-05"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05"}}
         activate hearing
         to 2026-03-01 09:00
         = clocks decide:breached:2026-02-09"#,
    );
}

#[test]
fn a_clock_runs_until_a_day_that_follows_from_others() {
    check(
        "data:
  d:
    held: {type: date, optional: true}
    last: {is: \"days_after(d.held, 14)\"}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.held]}
      b: {task: B, by: worker, after: a, due: {lasts: until d.last}}
",
        r#"start 2026-01-05 09:00
         do a {"d": {"held": "2026-01-06"}}
         = clocks b:running:2026-01-20
         set {"d": {"held": "2026-01-08"}}
         = clocks b:running:2026-01-22
         to 2026-01-23 00:00
         = clocks b:breached:2026-01-22"#,
    );
}

#[test]
fn a_clock_that_starts_when_what_stops_it_holds_already_was_met() {
    check(
        "data: {d: {came_on: {type: date, optional: true}}}
clocks:
  answer: {title: Svar, starts: d.came_on, lasts: 2 weeks, stops: {when: done(a)}, ladder: {at: due, tell: boss}}
does:
  a: {task: A, by: worker}
  b: {task: B, by: worker}
",
        "start 2026-01-05 09:00
         do a
         = clocks
         set {\"d\": {\"came_on\": \"2025-11-03\"}}
         = clocks answer:met:2025-11-17 | notices
         set {\"d\": {\"came_on\": \"2025-11-10\"}}
         = clocks answer:met:2025-11-17
         to 2026-02-01 09:00
         = rungs | notices",
    );
}
