//! What one owes the other.

use crate::simulate::script::check;

#[test]
fn doing_one_makes_the_other_owed_and_nothing_ends_before_it_is_paid() {
    let flow = "stages:
  s:
    title: S
    does:
      ask: {task: Spørg, by: worker, owes: answer, repeats: {freely: true}}
      answer: {task: Svar, by: other, starts: by_hand, optional: true}
      decide: {task: Afgør, by: worker, not_while_owed: answer}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = owed | possible answer ask decide
         do ask
         = owed answer | possible answer ask
         ! blocked do decide
         do answer
         = owed | possible ask decide | done answer ask
         do ask
         = owed answer | active ask decide s
         do answer
         do decide
         = state closed",
    );
}
