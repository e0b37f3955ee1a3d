//! What goes out of play, comes back, or ends undone.

use crate::simulate::script::check;

#[test]
fn taking_out_bringing_back_and_ending() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, removes: [b], ends: [c]}
      b: {task: B, by: worker}
      c: {task: C, by: worker}
      back: {task: Tilbage, by: worker, brings_back: [b]}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a b back c s
         do a
         = active back s
         ! blocked do b
         ! ended do c
         do back
         = active b s
         do b
         = state closed",
    );
}
