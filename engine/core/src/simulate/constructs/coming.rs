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
