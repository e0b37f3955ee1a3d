//! What something outside ends.

use crate::simulate::script::check;

#[test]
fn a_wait_ends_by_its_message_or_by_its_time_and_a_message_that_came_early_is_kept() {
    let flow = "stages:
  s:
    title: S
    does:
      first: {task: F, by: worker}
      letter: {wait: Svar, after: first, until: {message: answered, after: 10 days}}
      last: {task: L, by: worker, after: letter}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         = active letter s
         ! unknown_message message nothing
         message answered
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         to 2026-01-15 23:00
         = active letter s
         to 2026-01-16 00:00
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         message answered
         do first
         = active last s",
    );
}
