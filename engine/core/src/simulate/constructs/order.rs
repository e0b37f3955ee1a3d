//! What comes after what, and what holds work back.

use crate::simulate::script::check;

#[test]
fn what_comes_after_opens_when_what_comes_before_is_done() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      b: {task: B, by: other, after: a}
      c: {task: C, by: worker, after: {any: [a, b]}}
      d: {task: D, by: worker, after: {at_least: 2, of: [a, b, c]}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a s | possible a | done | state open
         ! blocked do b
         do a
         = active b c s | done a
         do c
         = active b d s
         ! not_owner as worker do b
         do b
         do d
         = active | done a b c d s | state closed
         ! closed do a",
    );
}

#[test]
fn a_stage_holds_its_items_and_waits_for_them() {
    let flow = "stages:
  one:
    title: En
    does:
      a: {task: A, by: worker}
      extra: {task: Måske, by: worker, optional: true}
  two:
    title: To
    after: one
    does:
      b: {task: B, by: worker}
      inner:
        stage: Indre
        does:
          c: {task: C, by: worker, after: b}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a one | possible a extra
         ! blocked do b
         do a
         = active b inner two | possible b
         do b
         = active c inner two
         do c
         = state closed | done a b c inner one two",
    );
}

#[test]
fn a_guard_is_asked_again_when_data_change_and_what_came_before_is_remembered() {
    let flow = "data:
  d:
    n: {type: integer, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.n]}
      b: {task: B, by: worker, after: a, when: d.n > 2}
      keep: {task: K, by: worker}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do a {"d": {"n": 1}}
         = active keep s
         ! blocked do b
         set {"d": {"n": 3}}
         = active b keep s
         ! wrong_data set {"d": {"n": "mange"}}
         ! wrong_data set {"d": {"m": 1}}
         do b
         do keep
         = state closed"#,
    );
}

#[test]
fn milestones_and_actions_happen_by_themselves() {
    let flow = "data:
  d:
    n: {type: integer}
    twice: {type: integer, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.n]}
      double: {action: Fordobl, after: a, sets: {d.twice: d.n * 2}}
      big: {milestone: Stort, when: d.twice > 10}
      b: {task: B, by: worker, after: big}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         ! missing_data do a
         ! wrong_data do a {"d": {"n": 6, "twice": 1}}
         do a {"d": {"n": 6}}
         = active b s | milestones big | done a big double
         do b
         = state closed"#,
    );
}

#[test]
fn a_case_that_never_rests_is_refused_and_unchanged() {
    let flow = "data:
  d:
    n: {type: integer}
stages:
  s:
    title: S
    does:
      begin: {task: G, by: worker, fills: [d.n]}
      more: {action: Igen, after: begin, sets: {d.n: d.n + 1}, repeats: {while: d.n > 0}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         ! endless do begin {"d": {"n": 1}}
         = active begin s
         do begin {"d": {"n": -5}}
         = state closed"#,
    );
}

#[test]
fn what_waits_a_while_opens_when_its_time_comes_though_nothing_else_happens() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      later: {milestone: Senere, after: a, not_before: 1 week}
      soon: {task: Snart, by: other, after: a, not_before: 2 days}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         ! blocked do soon
         to 2026-01-07 23:00
         = active s
         to 2026-01-08 00:00
         = active s soon
         do soon
         = state open
         to 2026-01-13 00:00
         = milestones later | state closed",
    );
}

#[test]
fn a_case_of_which_everything_was_left_out_closes() {
    let flow = "does:
  a: {task: A, by: worker, starts: by_hand}
  b: {task: B, by: other, optional: true}
";
    check(
        flow,
        "start 2026-01-05 09:00
         skip b
         = possible a | state open
         skip a
         = state closed",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         cancel a
         = state closed",
    );
}

#[test]
fn what_waits_for_its_time_alone_is_waited_for_though_it_may_come_again() {
    check(
        "does:
  s: {stage: S, does: {a: {task: A, by: worker}, b: {task: B, by: worker, after: a, not_before: 2 days, repeats: {freely: true}}}}
",
        "start 2026-01-05 09:00
         do a
         = active s
         to 2026-01-08 00:00
         = active b s
         do b
         = state closed",
    );
}
