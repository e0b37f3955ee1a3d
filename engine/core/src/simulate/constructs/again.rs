//! What happens more than once.

use crate::simulate::script::check;

#[test]
fn work_sent_back_waits_anew_with_everything_on_the_way() {
    let flow = "data:
  o:
    ok: {type: boolean}
stages:
  s:
    title: S
    does:
      send: {task: Send, by: worker}
      answer: {task: Svar, by: other, after: send, fills: [o.ok]}
      settle: {task: Afklar, by: worker, after: answer, when: '!o.ok', then_again: send, repeats: {at_most: 2}}
  next:
    title: N
    after: answer
    when: o.ok
    does:
      deliver: {task: Lever, by: other}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do send
         do answer {"o": {"ok": false}}
         = active s settle
         do settle
         = active s send | possible send
         do send
         = active answer s
         do answer {"o": {"ok": false}}
         do settle
         = active s send
         do send
         do answer {"o": {"ok": true}}
         = active deliver next
         do deliver
         = state closed"#,
    );
}

#[test]
fn a_rhythm_opens_a_round_at_its_time_and_not_once_its_end_has_come() {
    let flow = "data:
  o:
    start: {type: date}
    over: {type: boolean, optional: true}
stages:
  s:
    title: S
    does:
      plan: {task: P, by: worker, fills: [o.start]}
      status: {task: Status, by: other, after: plan, repeats: {every: 3 months, first: 1 month, from: o.start, until: o.over}}
      meet: {task: Møde, by: worker, after: plan, optional: true}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do plan {"o": {"start": "2026-01-31"}}
         = active s
         to 2026-02-27 23:00
         = active s
         to 2026-02-28 00:00
         = active s status
         do status
         = active s
         to 2026-05-28 00:00
         = active s status
         set {"o": {"over": true}}
         do status
         = state closed | done plan s status"#,
    );
}

#[test]
fn a_new_round_each_time() {
    let flow = "stages:
  s:
    title: S
    does:
      visit: {task: Besøg, by: other, repeats: {freely: true}}
      note: {task: Notat, by: other, repeats: {each_time: visit, at_most: 3}}
      close: {task: Luk, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         ! blocked do note
         do visit
         = active close note s visit
         do visit
         do note
         = active close note s visit
         do note
         ! ended do note
         do visit
         do note
         do visit
         ! blocked do note
         do close
         = state closed",
    );
}

#[test]
fn at_least_so_often_before_its_stage_can_end() {
    let flow = "data:
  d:
    enough: {type: boolean, optional: true}
stages:
  s:
    title: S
    does:
      visit: {task: Besøg, by: worker, repeats: {at_least: 3, at_most: 3}}
      note: {task: Notat, by: other, repeats: {freely: true, at_least: 2, until: d.enough}}
      read: {task: Læs, by: worker, repeats: {each_time: note, at_least: 1}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = active note s visit
         do visit
         do visit
         skip visit
         = active note s
         ! ended do visit
         do note
         do read
         = active note s
         do note
         = active note read s
         do read
         = state closed"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00
         do visit
         do visit
         do visit
         do note
         do read
         set {"d": {"enough": true}}
         = state closed"#,
    );
}

#[test]
fn in_a_stage_that_begins_anew_everything_is_waited_for_again() {
    let flow = "does:
  s:
    stage: S
    repeats: {at_least: 2}
    does:
      a: {task: A, by: worker, starts: by_hand}
      b: {task: B, by: worker, repeats: {freely: true}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         = active b s
         do b
         = active b s | possible a b | done a b s
         do b
         = active b s | possible a b
         do a
         = state closed",
    );
}

#[test]
fn each_time_makes_no_round_once_the_repetition_is_over() {
    check(
        "data: {d: {over: {type: boolean, optional: true}}}
does:
  note: {task: N, by: worker, repeats: {freely: true}}
  read: {task: R, by: other, repeats: {each_time: note, until: d.over}}
  keep: {task: K, by: worker}
",
        r#"start 2026-01-05 09:00
         do note
         do read
         set {"d": {"over": true}}
         do note
         = active keep note
         do keep
         = state closed"#,
    );
}

#[test]
fn what_has_no_round_left_keeps_nothing() {
    check(
        "does:
  visit: {task: Besøg, by: worker, repeats: {at_least: 1, at_most: 1}}
  settle: {task: Afklar, by: worker, after: visit, then_again: visit}
",
        "start 2026-01-05 09:00
         do visit
         do settle
         = state closed",
    );
}

#[test]
fn what_was_left_out_on_the_way_waits_anew_too() {
    check(
        "does:
  a: {task: A, by: worker}
  b: {task: B, by: other, after: a, starts: by_hand}
  c: {task: C, by: worker, after: b, then_again: a, repeats: {at_most: 1}}
",
        "start 2026-01-05 09:00
         do a
         skip b
         do c
         = active a | skipped
         do a
         = possible b
         do b
         = state closed",
    );
}

#[test]
fn what_is_owed_or_ended_by_going_back_is_so_afterwards() {
    check(
        "does:
  a: {task: A, by: worker}
  b: {task: B, by: worker, after: a, then_again: a, owes: a}
  keep: {task: K, by: worker}
",
        "start 2026-01-05 09:00
         do a
         do b
         = active a keep | owed a
         do a
         = active b keep | owed",
    );
    check(
        "does:
  a: {task: A, by: worker}
  b: {task: B, by: worker, after: a, then_again: a, ends: a}
  keep: {task: K, by: worker}
",
        "start 2026-01-05 09:00
         do a
         do b
         = active keep | done a b
         ! ended do a",
    );
}

#[test]
fn what_waits_anew_does_not_rest() {
    check(
        "stages:
  s:
    title: S
    starts: by_hand
    does:
      inner: {stage: I, does: {a: {task: A, by: worker}}}
",
        "start 2026-01-05 09:00
         skip inner
         redo inner
         rest inner
         activate s
         ! not_resting go_on inner
         go_on a
         do a
         = done a inner s",
    );
}

#[test]
fn a_rhythm_is_over_before_it_has_begun() {
    check(
        "data: {d: {over: {type: boolean, optional: true}}}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      status: {task: Status, by: worker, repeats: {every: 3 months, until: d.over}}
      meet: {meeting: Mød, by: worker, repeats: {at_least: 2, in_any: 12 months, until: d.over}}
",
        "start 2026-01-05 09:00
         do a
         = active s
         set {\"d\": {\"over\": true}}
         = state closed",
    );
}
