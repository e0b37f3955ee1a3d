//! What may not be under way together.

use crate::simulate::script::check;

#[test]
fn what_excludes_each_other_waits_and_becomes_possible_again() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, not_with: [b, w]}
      b: {task: B, by: other}
      w: {wait: W, until: {message: come}}
      c: {task: C, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active c s w | possible b c w
         ! blocked do a
         do b
         message come
         = active c s | possible a c
         activate a
         = active a c s | possible a c
         do a
         do c
         = state closed",
    );
}

#[test]
fn what_lies_in_such_a_stage_happens_one_at_a_time_in_any_order() {
    let flow = "stages:
  s:
    title: S
    one_at_a_time: true
    does:
      a: {task: A, by: worker}
      b: {task: B, by: worker}
      in_two_steps: {stage: To skridt, does: {c: {task: C, by: worker}, d: {task: D, by: worker, after: c}}}
      e: {task: E, by: worker, after: a}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active c in_two_steps s | possible c
         ! blocked activate a
         do c
         do d
         = active s | possible a b
         activate b
         = active b s | possible b
         ! blocked do a
         do b
         do a
         = possible e
         do e
         = state closed",
    );
}

#[test]
fn a_person_may_break_in_with_a_reason_and_what_is_called_for_waits_its_turn() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, not_with: [b, l], due: {lasts: 2 days, ladder: {at: due, open: l}}}
      b: {task: B, by: worker}
      l: {task: L, by: worker, starts: by_ladder}
";
    check(
        flow,
        "start 2026-01-05 09:00
         activate a
         ! blocked activate b
         out_of_turn b
         = active a b s
         do b
         to 2026-01-09 09:00
         = owed l | active a s
         do a
         = active l s
         do l
         = state closed",
    );
}
