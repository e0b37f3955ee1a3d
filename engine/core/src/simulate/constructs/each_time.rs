//! Stages that are done each time what lies in them leaves nothing owed.

use crate::simulate::script::check;

#[test]
fn such_a_stage_is_done_again_and_again_and_nothing_in_it_waits_anew() {
    let flow = "does:
  first: {task: F, by: worker, starts: by_hand, repeats: {freely: true}}
  s:
    stage: S
    done_each_time: true
    after: first
    owed: true
    owes: last
    does:
      a: {task: A, by: worker, starts: by_hand, repeats: {freely: true}, owes: b}
      b: {task: B, by: worker, starts: by_hand, repeats: {freely: true}, after: a}
      c: {task: C, by: worker, starts: by_hand, repeats: {freely: true}, after: s}
  last: {task: L, by: worker, starts: by_hand, repeats: {freely: true}, after: s}
  out: {task: Ud, by: worker, starts: by_hand, repeats: {freely: true}, removes: s}
  back: {task: Ind, by: worker, starts: by_hand, repeats: {freely: true}, brings_back: s}
closes: by_hand
";
    check(
        flow,
        "start 2026-01-05 09:00
         = possible back first out | owed s | may_close false | active
         ! blocked do a
         do first
         = possible a back first out | active s
         do a
         = possible a b back first out | owed b s | done a first
         do b
         = possible a b back c first last out | owed last | done a b first s
         do c
         = owed last | done a b c first s
         do a
         = owed b last
         do last
         = owed b | may_close false
         do out
         = possible back first last out | owed b | may_close true | active
         ! blocked do b
         do back
         = possible a b back c first last out | owed b | may_close false
         do b
         = owed last",
    );
}

#[test]
fn such_stages_lie_in_each_other_and_do_not_keep_the_stage_around_them() {
    let flow = "stages:
  outer:
    title: Ydre
    does:
      work: {task: W, by: worker}
      s:
        stage: S
        done_each_time: true
        does:
          t:
            stage: T
            done_each_time: true
            does:
              a: {task: A, by: worker, starts: by_hand, repeats: {freely: true}}
          b: {task: B, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active b outer s t work | possible a b work
         do a
         = done a s t
         do work
         = state closed",
    );
}

#[test]
fn what_is_under_way_when_such_a_stage_stops_may_be_taken_up_again() {
    let flow = "does:
  x: {task: X, by: worker, starts: by_hand, owed: true}
  s:
    stage: S
    done_each_time: true
    not_while_owed: y
    does:
      a: {task: A, by: worker}
  y: {task: Y, by: worker, starts: by_hand, repeats: {freely: true}}
  z: {task: Z, by: worker, starts: by_hand, owes: y}
closes: by_hand
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a s
         do z
         = active | owed x y
         ! blocked do a
         do y
         = active a s
         do a
         = done a s y z",
    );
}
