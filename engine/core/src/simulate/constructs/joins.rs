//! Joins: what waits for several, and what they have each done.

use crate::simulate::script::check;

/// Three branches that can be done again and again, and this after them.
fn branches(join: &str) -> String {
    format!(
        "stages:
  s:
    title: S
    does:
      a: {{task: A, by: worker, repeats: {{freely: true}}}}
      b: {{task: B, by: worker, repeats: {{freely: true}}}}
      c: {{task: C, by: worker, repeats: {{freely: true}}}}
      join: {{task: J, by: other, repeats: {join}}}
      close: {{task: Luk, by: worker}}
"
    )
}

#[test]
fn all_must_have_come_and_nothing_that_comes_too_soon_is_lost() {
    check(
        &branches("{each_time: {all: [a, b]}}"),
        "start 2026-01-05 09:00
         do a
         do a
         do a
         ! blocked do join
         do b
         = active a b c close join s
         do join
         = active a b c close s
         do b
         = active a b c close join s
         do b
         do join
         = active a b c close join s
         do join
         ! ended do join",
    );
}

#[test]
fn so_many_of_them_and_the_next_round_waits_for_the_rest() {
    check(
        &branches("{each_time: {at_least: 1, of: [a, b, c]}}"),
        "start 2026-01-05 09:00
         do b
         = active a b c close join s
         do join
         do b
         do b
         do a
         = active a b c close s
         do c
         = active a b c close join s
         do join
         ! ended do join
         do a
         do c
         = active a b c close join s",
    );
}

#[test]
fn so_many_of_them_and_the_rest_ends() {
    let flow = "stages:
  s:
    title: S
    does:
      begin: {task: Begynd, by: worker, repeats: {freely: true}}
      a: {task: A, by: worker, repeats: {each_time: begin}}
      b: {task: B, by: worker, repeats: {each_time: begin}}
      c: {task: C, by: worker, repeats: {each_time: begin}}
      join: {task: J, by: other, repeats: {each_time: {at_least: 2, of: [a, b, c], rest: ends}}}
      close: {task: Luk, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do begin
         = active a b begin c close s
         do a
         do c
         = active begin close join s
         ! ended do b
         do begin
         = active a b begin c close join s
         do b
         do a
         do join
         = active begin close join s
         do join
         = active begin close s",
    );
}

#[test]
fn so_many_times_for_one_round() {
    check(
        &branches("{each_time: {times: 3, of: a}}"),
        "start 2026-01-05 09:00
         do a
         do a
         ! blocked do join
         do a
         do join
         do a
         do a
         ! ended do join
         do a
         = active a b c close join s",
    );
}

#[test]
fn a_stage_that_begins_anew_counts_anew() {
    let flow = "stages:
  s:
    title: S
    does:
      begin: {task: Begynd, by: worker, repeats: {freely: true}}
      inner:
        stage: Indre
        repeats: {each_time: begin}
        does:
          a: {task: A, by: worker}
          b: {task: B, by: worker}
          join: {task: J, by: other, repeats: {each_time: {all: [a, b]}}}
      stop: {task: Stop, by: worker, ends: inner, repeats: {freely: true}}
      close: {task: Luk, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do begin
         do a
         do stop
         do begin
         do b
         ! blocked do join
         do a
         do join",
    );
}

#[test]
fn those_that_come_are_waited_for_and_no_others() {
    let flow = "data:
  d:
    b: {type: boolean}
    c: {type: boolean}
stages:
  s:
    title: S
    does:
      choose: {task: V, by: worker, fills: [d.b, d.c]}
      b: {task: B, by: worker, after: choose, when: d.b}
      b2: {task: B2, by: worker, after: b}
      c: {task: C, by: worker, after: choose, when: d.c}
      join: {task: J, by: other, after: {those_that_come: [b2, c]}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         ! blocked do join
         do choose {"d": {"b": true, "c": false}}
         = active b s
         do b
         = active b2 s
         do b2
         = active join s
         do join
         = state closed"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00
         do choose {"d": {"b": true, "c": true}}
         do c
         ! blocked do join
         do b
         ! blocked do join
         do b2
         = active join s"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00
         do choose {"d": {"b": true, "c": true}}
         do b
         skip c
         do b2
         = active join s"#,
    );
}

#[test]
fn what_may_still_come_is_asked_of_the_whole_flow() {
    let flow = "data:
  d:
    more: {type: boolean, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.more]}
      b: {task: B, by: worker, after: a, when: d.more, then_again: a}
      late: {task: L, by: worker, starts: by_ladder}
      wait: {task: W, by: other, due: 2 days, ladder: {at: due, open: late}}
      first: {milestone: F, when: '!may_come(b)'}
      last: {milestone: S, when: '!may_come(late)'}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = active a s wait
         do a {"d": {"more": true}}
         = active b s wait
         do b
         = active a s wait
         do a {"d": {"more": false}}
         = active s wait | done a b first
         do wait
         = state closed | done a b first last s wait"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00
         do a {"d": {"more": false}}
         to 2026-01-08 00:00
         = active late s wait
         do late
         do wait
         = state closed"#,
    );
}

#[test]
fn two_that_only_wait_for_each_other_do_not_hold_anything_back() {
    let flow = "data:
  d:
    one: {type: boolean}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.one]}
      x: {task: X, by: worker, when: d.one, repeats: {each_time: y}}
      y: {task: Y, by: worker, repeats: {each_time: x}}
      join: {task: J, by: other, after: {those_that_come: [a, x, y]}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do a {"d": {"one": false}}
         = active join s"#,
    );
}
