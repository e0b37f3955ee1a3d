//! What a stage waits for because it will come by itself.

use crate::simulate::script::check;

/// How many items wait for those before them: so many that following each way back on its own would never end.
const WAITING: usize = 60;

#[test]
fn items_that_never_come_keep_no_stage_open() {
    let mut flow = "does:
  first: {task: First, by: worker}
  net:
    stage: Net
    does:
      done: {task: Done, by: worker}
      i0: {task: I, by: worker, when: done(first)}
      i1: {task: I, by: worker, when: done(first)}
      i2: {task: I, by: worker, when: done(first)}
"
    .to_owned();
    for number in 3..WAITING {
        let before = [1, 2, 3].map(|step| format!("i{}", number - step));
        let before = before.join(", ");
        flow.push_str(&format!(
            "      i{number}: {{task: I, by: worker, after: [{before}]}}\n"
        ));
    }
    check(
        &flow,
        "start 2026-01-05 09:00
         = active done first net
         do done
         = done done net | active first",
    );
}

#[test]
fn a_long_chain_that_will_come_keeps_its_stage_open() {
    let mut flow = "does:\n  first: {stage: First, does: {a: {task: A, by: worker}}}\n".to_owned();
    flow.push_str("  chain:\n    stage: Chain\n    does:\n      b: {task: B, by: worker, optional: true, starts: by_hand, after: i0}\n");
    for number in 0..100 {
        flow.push_str(&format!(
            "      i{number}: {{task: I, by: worker, after: i{}}}\n",
            number + 1
        ));
    }
    flow.push_str("      i100: {task: I, by: worker, not_before: 1 day}\n");
    check(
        &flow,
        "start 2026-01-05 09:00
         do a
         = done a first | active chain",
    );
}

#[test]
fn what_only_follows_something_optional_keeps_no_stage_open() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      ask: {task: Spørg, by: worker, optional: true}
      apply: {task: Brug svaret, by: worker, after: ask}
      told: {milestone: Sagt, after: apply}
      open: {task: Å, by: other, opened_by: ask}
does:
  next: {task: N, by: worker, after: s}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = possible a ask
         do a
         = active next | done a s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         activate ask
         do a
         = active ask s
         do ask
         = active apply open s
         do open
         do apply
         = active next",
    );
}

#[test]
fn what_waits_for_what_was_done_freely_already_keeps_no_stage_open() {
    check(
        "stages:
  s:
    title: S
    does:
      status: {task: Status, by: worker, repeats: {freely: true}}
      read: {task: Læs, by: other, opened_by: status, repeats: {freely: true}}
does:
  next: {task: N, by: worker, after: s}
",
        "start 2026-01-05 09:00
         = active s status
         do status
         = active read s status
         do read
         = active next",
    );
}

#[test]
fn what_a_row_waits_for_are_not_the_answers_of_other_rows() {
    check(
        "data:
  order:
    lines:
      list:
        number: {type: text}
        answer: {type: choice, of: [good, bad], optional: true}
    note: {type: text, optional: true}
does:
  send: {task: Send, by: worker, fills: [order.lines]}
  line:
    stage: Linje
    after: send
    repeats: {each: order.lines, key: number}
    does:
      ask: {task: Spørg, by: worker, fills: [order.lines.answer]}
      mend: {task: Ret, by: other, after: ask, when: 'answer == \"bad\"'}
      check: {task: Se, by: worker, after: ask, when: 'done(mend)'}
      sum_up: {task: Saml op, by: worker, after: {those_that_come: [ask, mend, check]}}
",
        r#"start 2026-01-05 09:00
         do send {"order": {"lines": [{"number": "A"}, {"number": "B"}]}}
         do ask#A {"order": {"lines": {"answer": "good"}}}
         = active ask#B line line#A line#B sum_up#A
         do ask#B {"order": {"lines": {"answer": "bad"}}}
         = active line line#A line#B mend#B sum_up#A
         do sum_up#A
         do mend#B
         = active check#B line line#B
         do check#B
         = active line line#B sum_up#B"#,
    );
}
