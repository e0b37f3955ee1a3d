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

#[test]
fn a_region_ends_with_its_clocks_wherever_they_lie() {
    let flow = "clocks:
  reply: {title: Svarfrist, starts: case, lasts: 2 weeks}
  whole: {title: Hele sagen, starts: case, lasts: 1 year}
regions:
  ordering: [send, two, reply]
stages:
  one:
    title: En
    does:
      send: {task: Send, by: worker}
      other: {task: Andet, by: worker}
  two:
    title: To
    does:
      inner: {task: Indre, by: other}
does:
  drop: {task: Drop, by: worker, optional: true, ends: ordering}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active inner one other send two | clocks reply:running:2026-01-19 whole:running:2027-01-05
         do drop
         = active one other | clocks reply:stopped:2026-01-19 whole:running:2027-01-05
         ! ended do send
         ! ended do inner
         to 2026-01-25 09:00
         = clocks reply:stopped:2026-01-19 whole:running:2027-01-05
         do other
         = state closed",
    );
}

#[test]
fn an_item_can_end_the_whole_case_but_not_over_what_the_law_demands() {
    let flow = "clocks:
  whole: {title: Hele sagen, starts: case, lasts: 1 year}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, owes: b}
      b: {task: B, by: other, starts: by_hand, optional: true}
      law: {task: Lov, by: worker, optional: true, repeats: {freely: true}, owes: letter}
      letter: {task: Brev, by: worker, starts: by_hand, optional: true, required_by_law: {act: forvaltningsloven, section: '22'}}
does:
  stop: {task: Stop, by: worker, optional: true, ends: case}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         = owed b
         do law
         = owed b letter
         ! blocked do stop
         do letter
         do stop
         = state closed | active | owed | clocks whole:stopped:2027-01-05
         ! closed do b
         reopen
         = state open",
    );
}

#[test]
fn a_case_ends_by_its_condition_before_anything_opens() {
    let flow = "data:
  d:
    moved: {type: boolean, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.moved]}
      b: {task: B, by: worker, after: a}
ends_when: d.moved
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do a {"d": {"moved": true}}
         = state closed | active | done a
         reopen
         = state open | active"#,
    );
}

#[test]
fn what_rests_is_not_possible_and_what_comes_back_does_not_rest() {
    check(
        "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      out: {task: U, by: worker, optional: true, removes: a}
      back: {task: T, by: worker, optional: true, brings_back: a}
      keep: {task: K, by: worker}
",
        "start 2026-01-05 09:00
         rest a
         = active a keep s | possible back keep out
         do out
         = active keep s | possible back keep
         do back
         = active a keep s | possible a keep
         do a
         do keep
         = state closed",
    );
}

#[test]
fn a_stage_that_is_taken_out_ends_what_was_begun_in_it_out_of_turn() {
    check(
        "stages:
  first: {title: F, does: {a: {task: A, by: worker}}}
  later: {title: L, after: first, does: {b: {task: B, by: worker}}}
",
        "start 2026-01-05 09:00
         out_of_turn b
         = active a b first
         take_out later
         = active a first
         ! ended do b
         do a
         = state closed",
    );
}
