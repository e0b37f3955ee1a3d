//! How a case begins and who closes it.

use crate::simulate::script::check;

#[test]
fn what_was_done_before_is_done_and_may_be_done_again() {
    let flow = "does:
  a: {task: A, by: worker, done_before: true}
  b: {task: B, by: worker, starts: by_hand, repeats: {freely: true}, done_before: true, owed: true}
  c: {task: C, by: worker, after: [a, b]}
  d: {task: D, by: worker, starts: by_hand, after: c}
closes: by_hand
";
    check(
        flow,
        "start 2026-01-05 09:00
         = done a b | active c | possible b c | owed b | may_close false
         ! ended do a
         do b
         = may_close true
         ! not_owner as other close
         close
         = state closed
         ! closed as worker close",
    );
}

#[test]
fn a_case_that_a_person_closes_stays_open_until_then() {
    let flow = "does:
  a: {task: A, by: worker, owes: b}
  b: {task: B, by: other, starts: by_hand}
closes: by_hand
";
    check(
        flow,
        "start 2026-01-05 09:00
         = may_close true | state open
         do a
         = may_close false
         ! not_done close
         do b
         = may_close true | state open
         close
         reopen
         = state open
         close
         = state closed",
    );
}

#[test]
fn a_case_that_closes_by_itself_is_not_closed_before() {
    let flow = "does: {a: {task: A, by: worker}}\n";
    check(
        flow,
        "start 2026-01-05 09:00
         ! not_done close
         do a
         reopen
         close
         = state closed",
    );
}

#[test]
fn fields_begin_with_what_the_flow_says_unless_something_else_is_given() {
    let flow = "data:
  d:
    ready: {type: boolean, optional: true, starts_as: 'true'}
    n: {type: integer, optional: true, starts_as: '3'}
does:
  a: {task: A, by: worker, when: d.ready && d.n == 3}
  b: {task: B, by: worker, when: '!d.ready'}
";
    check(flow, "start 2026-01-05 09:00\n = active a");
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"ready": false}}
         = active b"#,
    );
}

#[test]
fn another_party_may_do_it_as_well() {
    let flow = "does:
  a: {task: A, by: worker, also_by: other, repeats: {at_most: 3, freely: true}}
  b: {task: B, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as other do a
         as 2:other claim a
         ! claimed as 1:worker do a
         as 2:other do a
         ! not_owner as other do b
         as worker do a",
    );
}

#[test]
fn a_case_that_was_opened_again_stays_open_when_it_has_rested() {
    let flow = "does:
  a: {task: A, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         = state closed
         reopen
         = state open
         hold
         resume
         = state open",
    );
}
