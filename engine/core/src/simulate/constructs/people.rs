//! What people decide beside the flow.

use crate::simulate::script::check;

#[test]
fn people_may_deviate_with_a_reason_but_not_from_the_law() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      law: {task: Lov, by: worker, after: a, required_by_law: {act: serviceloven, section: '88'}}
      c: {task: C, by: worker, after: law}
";
    check(
        flow,
        "start 2026-01-05 09:00
         ! not_owner as other skip a
         as boss skip a
         = skipped a | active law s
         ! required_by_law skip law
         ! required_by_law cancel law
         do law
         redo law
         = owed law | active c law s
         do c
         = state open
         do law
         = state closed",
    );
}

#[test]
fn work_can_be_added_and_keeps_the_case_open() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as worker add other
         = active a s unplanned#1 | owed unplanned#1
         do a
         = state open | active unplanned#1
         ! not_owner as worker do unplanned#1
         as other do unplanned#1
         = state closed",
    );
}

#[test]
fn hold_resume_terminate_reopen() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, due: {lasts: 10 days, kind: agreement}}
      b: {task: B, by: worker, due: {lasts: 10 days, kind: law}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = clocks a:running:2026-01-15 b:running:2026-01-15
         ! not_owner as other hold
         hold
         = state on_hold | clocks a:paused:2026-01-15 b:running:2026-01-15
         ! on_hold do a
         to 2026-01-08 09:00
         resume
         = clocks a:running:2026-01-18 b:running:2026-01-15
         terminate
         = state closed | clocks a:stopped:2026-01-18 b:stopped:2026-01-15
         ! closed do a
         reopen
         = state open
         redo a
         = active a",
    );
}
