//! Work that people add to a case, within the limits of its flow.

use crate::simulate::script::check;

#[test]
fn where_a_flow_says_nothing_everybody_may_give_everybody_work_with_a_reason() {
    check(
        "does: {a: {task: A, by: worker}}",
        "start 2026-01-05 09:00
         ! reason_missing as other add_silently worker
         as other add worker
         = active a unplanned#1 | owed unplanned#1
         ! not_owner as other do unplanned#1
         do a
         = state open
         do unplanned#1
         = state closed",
    );
}

const LIMITED: &str = "data:
  d: {urgent: {type: boolean, optional: true}}
unplanned: never
stages:
  help:
    title: Hjælp
    waits_for: all
    unplanned:
      by: other
      pieces: [visit, {item: ring_up, when: d.urgent, by: worker}]
      own_words: {for: other, kinds: [task, meeting], due: 3 days}
      at_most: 3
      reason: not_needed
    does:
      plan: {task: Planlæg, by: worker}
      visit: {task: Besøg, by: other, starts: when_added, after: plan, due: 2 days, at_most: 2}
      ring_up: {task: Ring, by: other, starts: when_added}
does:
  tell: {task: Fortæl, by: worker, after: help}
";

#[test]
fn what_lies_ready_is_there_only_once_somebody_adds_it() {
    check(
        LIMITED,
        r#"start 2026-01-05 09:00
         = active help plan
         ! blocked as other activate visit
         ! blocked as other out_of_turn visit
         ! not_owner as worker piece visit
         ! not_ready as other piece plan
         as other piece visit
         = active help plan
         do plan
         = active help visit | clocks visit:running:2026-01-07
         as other do visit
         = done help plan visit | active tell"#,
    );
}

#[test]
fn a_stage_ends_without_what_nobody_added() {
    check(
        LIMITED,
        "start 2026-01-05 09:00
         do plan
         = done help plan
         ! blocked as other piece visit
         ! blocked as other add other help",
    );
}

#[test]
fn a_piece_may_be_added_on_its_own_terms() {
    check(
        LIMITED,
        r#"start 2026-01-05 09:00
         ! not_owner as other piece ring_up
         ! blocked as worker piece ring_up
         set {"d": {"urgent": true}}
         as worker piece ring_up
         = active help plan ring_up
         as other do ring_up
         as worker piece ring_up
         as worker piece ring_up
         ! beyond_limits as worker piece ring_up
         do plan
         = active help ring_up
         as other do ring_up
         = active help ring_up
         as other do ring_up
         = done help plan ring_up"#,
    );
}

#[test]
fn what_people_describe_themselves_lies_in_its_stage_with_its_own_deadline() {
    check(
        LIMITED,
        "start 2026-01-05 09:00
         ! beyond_limits as worker add worker
         ! not_owner as worker add other help
         ! beyond_limits as other add worker help
         as other add_silently other help
         as other add_meeting other help
         = active help plan help_unplanned#1 help_unplanned#2
         = clocks help_unplanned#1:running:2026-01-08 help_unplanned#2:running:2026-01-08
         do plan
         do help_unplanned#1
         = active help help_unplanned#2 | clocks help_unplanned#1:met:2026-01-08 help_unplanned#2:running:2026-01-08
         as other add other help
         ! beyond_limits as other add other help
         skip help_unplanned#2
         do help_unplanned#3
         = active tell",
    );
}

#[test]
fn what_was_added_to_a_stage_ends_with_it() {
    let flow = "stages:
  help:
    title: Hjælp
    unplanned: {own_words: {for: other}, pieces: visit}
    does:
      visit: {task: Besøg, by: other, starts: when_added}
      stop: {task: Stop, by: worker, starts: by_hand, optional: true, ends: help}
      begin: {task: Gå i gang, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as other add other help
         as other piece visit
         as other piece visit
         do stop
         = active
         = owed
         = state closed
         reopen
         redo help
         = active begin help
         as other piece visit
         as other add other help
         = active begin help visit help_unplanned#2",
    );
}

#[test]
fn a_piece_waits_for_what_opens_it_from_when_it_is_added() {
    check(
        "unplanned: {pieces: [visit, rest], own_words: never}
does:
  ring: {task: Ring, by: worker, repeats: {freely: true}}
  visit: {task: Besøg, by: other, starts: when_added, opened_by: ring}
  rest: {stage: Pause, starts: when_added, does: {sleep: {task: Sov, by: other}}}
  seen: {milestone: Set, opened_by: {waiting: visit}}
closes: by_hand
",
        "start 2026-01-05 09:00
         do ring
         = active ring | milestones
         as other piece visit
         = active ring | milestones seen
         as other piece visit
         do ring
         = active ring visit
         as other do visit
         = active ring
         do ring
         = active ring visit
         as worker piece rest
         = active rest ring sleep visit",
    );
}

#[test]
fn what_was_added_to_a_stage_rests_and_is_given_up_with_it() {
    let flow = "stages:
  help:
    title: Hjælp
    unplanned: {by: other, pieces: visit}
    does:
      visit: {task: Besøg, by: other, starts: when_added}
      plan: {task: Plan, by: other}
does:
  note: {task: Noter, by: worker}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as other add other help
         rest help
         ! resting as other do help_unplanned#1
         ! blocked as other piece visit
         go_on help
         as other piece visit
         as other piece visit
         as other fail visit
         = active help note plan visit help_unplanned#1
         fail help
         = active note",
    );
}

#[test]
fn a_piece_that_repeats_is_heard_to_wait_in_every_round() {
    let flow = "unplanned: {by: other, pieces: visit}
closes: by_hand
does:
  visit: {task: Besøg, by: other, starts: when_added, repeats: {freely: true, at_most: 3}}
  prepare: {task: Forbered, by: worker, opened_by: {waiting: visit}, repeats: {freely: true}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         as other piece visit
         = active prepare visit
         do prepare
         = active visit
         as other do visit
         = active prepare visit
         do prepare
         as other do visit
         = active prepare visit",
    );
}
