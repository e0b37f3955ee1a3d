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

#[test]
fn a_debt_has_a_creditor_and_a_clock_of_its_own() {
    let flow = "stages:
  s:
    title: S
    does:
      ask:
        task: Spørg
        by: worker
        repeats: {freely: true}
        owes: {item: answer, to: boss, due: {lasts: 5 working days, ladder: {at: due, tell: leader}}}
      rush: {task: Haster, by: worker, optional: true, repeats: {freely: true}, owes: {item: answer, due: 1 day}}
      answer: {task: Svar, by: other, starts: by_hand, optional: true}
      rest: {task: Hvil, by: worker, optional: true, removes: answer}
      back: {task: Tilbage, by: worker, optional: true, brings_back: answer}
      keep: {task: Hold åben, by: worker}
";
    check(
        &flow.replace("tell: leader", "tell: boss"),
        "start 2026-01-05 09:00
         = debts | clocks
         do ask
         = debts answer:other:boss:2026-01-12 | clocks ask_owes_answer:running:2026-01-12
         to 2026-01-06 09:00
         do rush
         = debts answer:other:boss:2026-01-12 | clocks ask_owes_answer:running:2026-01-12
         do answer
         = debts | owed | clocks ask_owes_answer:met:2026-01-12
         do rush
         = debts answer:other:worker:2026-01-07 | clocks ask_owes_answer:met:2026-01-12 rush_owes_answer:running:2026-01-07
         do rest
         = debts | clocks ask_owes_answer:met:2026-01-12 rush_owes_answer:paused:2026-01-07
         to 2026-01-08 09:00
         do back
         = debts answer:other:worker:2026-01-09
         to 2026-01-12 09:00
         do answer
         = clocks ask_owes_answer:met:2026-01-12 rush_owes_answer:met_late:2026-01-09
         do ask
         = clocks ask_owes_answer:running:2026-01-19 rush_owes_answer:met_late:2026-01-09
         to 2026-01-20 00:00
         = rungs ask_owes_answer:tell",
    );
}

#[test]
fn a_stage_is_not_done_before_that_is_paid() {
    check(
        "stages:
  s:
    title: S
    not_while_owed: answer
    does:
      a: {task: A, by: worker}
does:
  ask: {task: Spørg, by: worker, optional: true, owes: answer}
  answer: {task: Svar, by: other, starts: by_hand, optional: true}
",
        "start 2026-01-05 09:00
         do ask
         do a
         = active s | owed answer | done a ask
         do answer
         = state closed | done a answer ask s",
    );
}
