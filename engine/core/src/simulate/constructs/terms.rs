//! Relations that count only on terms.

use crate::simulate::script::check;

const FLOW: &str = "data:
  d: {n: {type: integer, optional: true}}
does:
  a: {task: A, by: worker, starts: by_hand, repeats: {freely: true}, owes: [{item: b, when: d.n > 3}, c]}
  b: {task: B, by: worker, starts: by_hand, repeats: {freely: true}, after: [{item: a, when: d.n < 9}]}
  c:
    task: C
    by: worker
    starts: by_hand
    repeats: {freely: true}
    not_while_owed: [{item: b, when: d.n == 5}]
    removes: {item: a, when: d.n == 7}
    brings_back: [{item: a, when: d.n == 8}, b]
closes: by_hand
";

#[test]
fn a_relation_counts_only_where_its_condition_holds() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         = possible a b c | owed
         do b
         set {"d": {"n": 4}}
         = possible a c
         ! blocked do b
         do a
         = owed b c | possible a b c
         set {"d": {"n": 5}}
         = possible a b
         ! blocked do c
         do b
         = possible a b c | owed c
         set {"d": {"n": 7}}
         do c
         = possible b c | owed
         ! blocked do a
         do c
         set {"d": {"n": 8}}
         do c
         = possible a b c
         set {"d": {"n": 2}}
         do a
         = owed c"#,
    );
}

#[test]
fn what_comes_after_may_come_no_sooner_than_so_long_after_at_the_same_time_of_day() {
    let flow = "does:
  a: {task: A, by: worker, starts: by_hand, repeats: {freely: true}}
  b: {task: B, by: worker, starts: by_hand, after: [{item: a, not_before: 5 days}]}
  c: {task: C, by: worker, after: {item: a, not_before: 1 month}}
  out: {task: Ud, by: worker, starts: by_hand, removes: a}
closes: by_hand
";
    check(
        flow,
        "start 2026-03-27 09:30
         = possible a out
         do a
         = possible a out
         to 2026-04-01 09:29
         = possible a out
         ! blocked do b
         to 2026-04-01 09:30
         = possible a b out
         do a
         = possible a out
         to 2026-05-01 09:29
         = active | possible a b out
         to 2026-05-01 09:30
         = active c | possible a b c out
         do a
         = possible a c out
         do out
         = possible b c",
    );
}

#[test]
fn its_own_way_does_not_hold_an_item_back_but_its_own_debt_does() {
    let flow = "does:
  a: {task: A, by: worker, starts: by_hand, repeats: {freely: true}, not_while_owed: a}
  b: {task: B, by: worker, starts: by_hand, owes: a}
closes: by_hand
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         do b
         = owed a | possible
         ! blocked do a",
    );
}
