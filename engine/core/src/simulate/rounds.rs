//! What it means that something comes again, is left out once, or is sent back.

use super::script::check;

#[test]
fn leaving_out_one_time_of_a_rhythm_keeps_the_next() {
    let flow = "data:
  o:
    start: {type: date}
stages:
  s:
    title: S
    does:
      plan: {task: P, by: worker, fills: [o.start]}
      status: {task: Status, by: worker, after: plan, repeats: {every: 1 month, from: o.start}}
      note: {task: Notat, by: worker, repeats: {freely: true}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do plan {"o": {"start": "2026-01-31"}}
         skip note
         = skipped | active note s
         to 2026-02-28 00:00
         = active note s status
         skip status
         = skipped | active note s | state open
         to 2026-03-31 00:00
         = active note s status"#,
    );
}

#[test]
fn what_is_optional_and_comes_on_a_rhythm_does_not_keep_its_stage() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      ask: {task: Spørg, by: other, optional: true, repeats: {every: 1 month}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         to 2026-02-06 09:00
         = possible a ask
         do a
         = state closed | done a s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         = state closed | done a s",
    );
}

#[test]
fn a_stage_that_is_sent_back_takes_what_lies_in_it_along() {
    let flow = "stages:
  one:
    title: En
    does:
      a: {task: A, by: worker}
      beside: {task: Ved siden af, by: worker}
  two:
    title: To
    after: one
    does:
      b: {task: B, by: worker}
      back: {task: Forfra, by: worker, optional: true, then_again: one}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         do beside
         ! ended do a
         = active b two | possible b back
         do back
         = active a beside one | possible a beside
         ! blocked do b
         do a
         do beside
         = active b two
         do b
         = state closed",
    );
}

#[test]
fn a_clock_counts_anew_from_a_new_date_once_it_was_met_or_has_run_out() {
    let flow = "data:
  d:
    got: {type: date}
    decided: {type: date, optional: true}
clocks:
  decide:
    title: Frist
    kind: municipal
    starts: d.got
    lasts: 10 days
    stops: {when: done(a) && d.decided >= d.got}
    ladder: {at: due, tell: boss}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.decided]}
      b: {task: B, by: worker}
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"got": "2026-01-05"}}
         do a {"d": {"decided": "2026-01-12"}}
         = clocks decide:met:2026-01-15
         to 2026-02-01 09:00
         set {"d": {"got": "2026-02-01"}}
         = clocks decide:running:2026-02-11
         to 2026-02-20 09:00
         = clocks decide:breached:2026-02-11 | rungs decide:tell
         set {"d": {"got": "2026-02-02"}}
         = clocks decide:breached:2026-02-12 | rungs
         set {"d": {"got": "2026-02-19"}}
         = clocks decide:running:2026-03-01
         to 2026-03-02 09:00
         = clocks decide:breached:2026-03-01 | rungs decide:tell"#,
    );
}

#[test]
fn work_that_is_sent_back_begins_its_rhythm_anew() {
    let flow = "data:
  o:
    start: {type: date}
stages:
  plan:
    title: P
    does:
      order: {task: Bestil, by: worker, fills: [o.start]}
  deliver:
    title: L
    after: plan
    does:
      status: {task: Status, by: worker, repeats: {every: 6 months, first: 3 months, from: o.start}}
      again: {task: Forfra, by: worker, optional: true, then_again: plan}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do order {"o": {"start": "2026-02-01"}}
         to 2026-05-01 00:00
         = active deliver status
         do status
         to 2026-05-20 09:00
         do again
         = active order plan
         do order {"o": {"start": "2026-06-01"}}
         to 2026-09-01 00:00
         = active deliver status
         do status
         to 2026-09-02 09:00
         do again
         do order
         = active deliver
         to 2027-03-01 00:00
         = active deliver status"#,
    );
}
