//! What opens and ends work when it happens: cues, rounds that they ask for, and what stages wait for.

use crate::simulate::script::check;

#[test]
fn a_cue_opens_when_all_of_it_has_happened_and_its_condition_holds() {
    let flow = "data:
  d:
    n: {type: integer, optional: true}
stages:
  s:
    title: S
    waits_for: all
    does:
      a: {task: A, by: worker}
      b: {task: B, by: worker}
      c: {task: C, by: worker, opened_by: {all: [a, b], when: d.n > 2}}
      d: {task: D, by: worker, opened_by: {any: [a, {opened: c}, {when: d.n == 7}]}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = active a b s
         ! blocked do c
         do a
         = active b d s
         do d
         do b
         = active s
         set {"d": {"n": 3}}
         = active c s
         do c
         = state closed | done a b c d s"#,
    );
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"n": 7}}
         = active a b d s
         do a
         do b
         = active c d s
         do d
         do c
         = state closed"#,
    );
}

#[test]
fn what_happened_before_an_item_began_to_wait_does_not_count() {
    let flow = "stages:
  one:
    title: En
    does:
      a: {task: A, by: worker}
      b: {task: B, by: worker}
  two:
    title: To
    opened_by: b
    waits_for: all
    does:
      c: {task: C, by: worker, opened_by: [a, d]}
      d: {task: D, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         do b
         = active d two
         do d
         = active two | state open
         skip c
         = state closed",
    );
}

#[test]
fn what_is_opened_from_outside_its_stage_opens_the_stage() {
    let flow = "waits_for: all
does:
  a: {task: A, by: worker}
  never: {task: N, by: worker, opened_by: {called_off: a}, waited_for: under_way}
stages:
  outer:
    title: Ydre
    opened_by: never
    waits_for: all
    does:
      inner:
        stage: Indre
        waits_for: all
        does:
          b: {task: B, by: worker, opened_by: a}
      beside: {task: Ved siden af, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a
         do a
         = active b beside inner outer
         do b
         = active beside outer
         do beside
         = state closed | done a b beside inner outer",
    );
}

#[test]
fn an_exit_wins_and_what_ends_ends_others() {
    let flow = "waits_for: all
does:
  a: {task: A, by: worker}
  b: {task: B, by: worker, ended_by: a}
  c: {task: C, by: worker, ended_by: [a, {ended_by_flow: b}]}
  d: {task: D, by: worker, opened_by: a, ended_by: a}
stages:
  s:
    title: S
    ended_by: {any: [{ended: c}]}
    does:
      e: {task: E, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a b c e s
         do a
         = active | state closed | done a",
    );
}

#[test]
fn a_cue_with_a_repetition_asks_for_a_round_each_time() {
    let flow = "waits_for: all
does:
  ring: {task: Ring, by: worker, repeats: {freely: true}, waited_for: first_time}
  note: {task: Notat, by: worker, opened_by: ring, repeats: {freely: true}}
  few: {task: Højst to ad gangen, by: worker, opened_by: {all: ring, at_once: true}, repeats: {freely: true, side_by_side: 2}}
  once: {task: En gang, by: worker, opened_by: ring}
  most: {task: Kun to, by: worker, opened_by: ring, at_most: 2}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active ring
         do ring
         = active few most note once ring
         do ring
         do ring
         do note
         = active few most note once ring
         do note
         do note
         = active few most once ring
         do few
         do few
         = active most once ring
         do most
         do most
         = active once ring
         do once
         = state closed",
    );
}

#[test]
fn a_person_takes_out_brings_back_lays_to_rest_and_gives_up_and_others_hear_it() {
    let flow = "waits_for: all
does:
  a: {task: A, by: worker, starts: by_hand}
  b: {task: B, by: worker, waited_for: never}
  out: {milestone: Ude, opened_by: {taken_out: a}}
  back: {milestone: Inde, opened_by: {brought_back: a}}
  begun: {milestone: Begyndt, opened_by: {started: a}}
  rests: {milestone: Hviler, opened_by: {rested: b}}
  goes: {milestone: Går, opened_by: {went_on: b}}
  failed: {milestone: Opgivet, opened_by: {failed: b}}
  redone: {milestone: Om, opened_by: {redone: b}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = possible a b | active b
         take_out a
         = possible b | milestones out
         ! in_play bring_back b
         ! blocked do a
         bring_back a
         = possible a b | milestones back out
         rest b
         ! resting do b
         ! resting rest b
         go_on b
         ! not_resting go_on b
         = milestones back goes out rests
         fail b
         = active | milestones back failed goes out rests
         redo b
         = active b | milestones back failed goes out redone rests
         activate a
         ! begun take_out a
         = active a b | milestones back begun failed goes out redone rests
         do b
         do a
         = state closed",
    );
}

#[test]
fn a_stage_that_rests_holds_what_lies_in_it() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {task: A, by: worker}
      b: {task: B, by: worker, after: a}
      w: {wait: W, until: {after: 1 hour}}
      m: {milestone: M, opened_by: {rested: a}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         rest s
         ! resting do a
         to 2026-01-05 12:00
         = active a s w | milestones
         go_on s
         = active a s | milestones
         do a
         do b
         = state closed",
    );
}

#[test]
fn happenings_to_fields() {
    let flow = "data:
  d:
    x: {type: integer, optional: true}
waits_for: all
does:
  a: {task: A, by: worker}
  first: {milestone: Først, opened_by: {first_set: d.x}}
  set: {milestone: Sat, opened_by: {set: d.x}, repeats: {freely: true}}
  changed: {milestone: Ændret, opened_by: {changed: d.x}}
  emptied: {milestone: Tømt, opened_by: {emptied: d.x}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         = milestones
         set {"d": {"x": 1}}
         = milestones first set
         set {"d": {"x": 1}}
         = milestones first set
         set {"d": {"x": 2}}
         = milestones changed first set
         set {"d": {"x": null}}
         = milestones changed emptied first set
         do a
         = state closed"#,
    );
}

#[test]
fn a_stage_waits_for_all_for_what_is_required_or_for_what_is_coming() {
    for (waits_for, closes) in [("all", "open"), ("required", "closed"), ("coming", "closed")] {
        let flow = format!(
            "waits_for: {waits_for}
does:
  a: {{task: A, by: worker}}
  x: {{task: X, by: worker, opened_by: {{called_off: a}}}}
"
        );
        check(
            &flow,
            &format!("start 2026-01-05 09:00\n do a\n = state {closes} | done a"),
        );
    }
    let flow = "data:
  d:
    strict: {type: boolean, optional: true}
waits_for: required
does:
  a: {task: A, by: worker}
  x: {task: X, by: worker, starts: by_hand, required: d.strict}
  y: {task: Y, by: worker, starts: by_hand}
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"strict": true}}
         do a
         = state open | possible x y
         do x
         = state closed | done a x"#,
    );
    check(
        flow,
        "start 2026-01-05 09:00
         do a
         = state closed | done a",
    );
}

#[test]
fn a_wait_that_nobody_listens_to_any_more_ends() {
    let flow = "waits_for: all
does:
  a: {task: A, by: worker, ended_by: stop}
  stop: {wait: Stop, until: {message: stopped}}
  alone: {wait: Alene, until: {message: alone}, waited_for: under_way}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a alone stop
         do a
         = state closed",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         message stopped
         = state closed | done stop",
    );
}

#[test]
fn a_cue_ends_the_case() {
    let flow = "data:
  d:
    really: {type: boolean, optional: true}
ended_by: {all: stop, when: d.really}
does:
  a: {task: A, by: worker}
  stop: {task: Stop, by: worker}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         do stop
         = state open | active a
         set {"d": {"really": true}}
         = state closed | active | done stop"#,
    );
}

#[test]
fn a_cue_ends_a_stage_as_done() {
    let flow = "waits_for: all
stages:
  s:
    title: S
    ended_by: {all: stop, as_done: true}
    does:
      a: {task: A, by: worker}
  t:
    title: T
    opened_by: s
    does:
      b: {task: B, by: worker}
does:
  stop: {task: Stop, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         = active a s stop
         do stop
         = active b t | done s stop
         do b
         = state closed",
    );
}
