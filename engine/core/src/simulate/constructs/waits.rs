//! What something outside ends.

use crate::simulate::script::check;

#[test]
fn a_wait_ends_by_its_message_or_by_its_time_and_a_message_that_came_early_is_kept() {
    let flow = "stages:
  s:
    title: S
    does:
      first: {task: F, by: worker}
      letter: {wait: Svar, after: first, until: {message: answered, after: 10 days}}
      last: {task: L, by: worker, after: letter}
";
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         = active letter s
         ! unknown_message message nothing
         message answered
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         do first
         to 2026-01-15 23:00
         = active letter s
         to 2026-01-16 00:00
         = active last s",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         message answered
         do first
         = active last s",
    );
}

const ANSWERS: &str = "data:
  order:
    number: {type: integer}
    answer: {type: choice, of: [good, bad], optional: true}
messages:
  answered:
    title: Svar
    holds:
      reference: {type: integer}
      answer: {type: choice, of: [good, bad]}
      note: {type: text, optional: true}
stages:
  s:
    title: S
    does:
      first: {task: F, by: worker, fills: [order.number]}
      letter:
        wait: Svar
        after: first
        until: {message: answered, matching: message.reference == order.number, after: 10 days}
        sets: {order.answer: message.answer}
      last: {task: L, by: worker, after: letter, when: order.answer == 'good'}
";

#[test]
fn a_message_is_for_the_wait_that_it_matches_and_others_are_kept_with_what_they_hold() {
    check(
        &ANSWERS.replace("'good'", "\"good\""),
        r#"start 2026-01-05 09:00
         ! wrong_data message answered {"reference": 7}
         ! wrong_data message answered {"reference": 7, "answer": "so-so"}
         ! wrong_data message answered {"reference": 7, "answer": "good", "more": 1}
         message answered {"reference": 8, "answer": "bad"}
         message answered {"reference": 7, "answer": "good", "note": "fint"}
         do first {"order": {"number": 7}}
         = active last s | done first letter
         do last
         = state closed"#,
    );
}

#[test]
fn a_wait_that_ends_by_its_time_takes_nothing_from_a_message() {
    check(
        &ANSWERS.replace("when: order.answer == 'good'", "optional: true"),
        r#"start 2026-01-05 09:00 {"order": {"answer": "bad"}}
         do first {"order": {"number": 7}}
         message answered {"reference": 8, "answer": "good"}
         = active letter s
         to 2026-01-16 00:00
         = done first letter s | state closed"#,
    );
}

#[test]
fn a_message_that_is_not_kept_is_lost_where_nobody_waits() {
    let flow = "stages:
  s:
    title: S
    does:
      first: {task: F, by: worker}
      bell: {wait: Klokke, after: first, until: {message: rang, kept: false}}
      last: {task: L, by: worker, after: bell}
";
    check(
        flow,
        "start 2026-01-05 09:00
         message rang
         do first
         = active bell s
         message rang
         = active last s",
    );
}

#[test]
fn one_message_ends_every_wait_that_is_open_for_it_and_kept_ones_are_used_one_by_one() {
    let flow = "stages:
  s:
    title: S
    does:
      a: {wait: A, until: {message: rang}}
      b: {wait: B, until: {message: rang}}
      c: {wait: C, after: [a, b], until: {message: rang}}
      d: {wait: D, after: c, until: {message: rang}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         message rang
         = active c s
         message rang
         message rang
         = state closed",
    );
}

#[test]
fn a_wait_ends_to_the_second_at_a_moment_or_as_a_field_says_also_when_that_is_filled_later() {
    let flow = "data:
  d:
    length: {type: text, optional: true}
    day: {type: date, optional: true}
does:
  short: {wait: Kort, until: {exactly: PT90M}}
  moment: {wait: Tidspunkt, until: {exactly: 2026-01-06T08:00}}
  length: {wait: Felt, until: {exactly: d.length}}
  day: {wait: Dag, until: {exactly: d.day}}
";
    check(
        flow,
        r#"start 2026-01-05 09:00 {"d": {"day": "2026-01-08"}}
         to 2026-01-05 10:29
         = active day length moment short
         to 2026-01-05 10:30
         = active day length moment
         set {"d": {"length": "P1DT1H"}}
         to 2026-01-06 09:59
         = active day length
         to 2026-01-06 10:00
         = active day
         to 2026-01-08 00:00
         = state closed"#,
    );
}

#[test]
fn a_wait_that_may_not_go_on_begins_anew_once_it_may() {
    check(
        "data: {d: {on: {type: boolean, optional: true}}}
does:
  first: {task: F, by: worker, fills: [d.on]}
  last: {task: L, by: worker}
  pause: {wait: P, after: first, until: {exactly: PT1H, while: d.on}}
",
        r#"start 2026-01-05 09:00
         do first
         = active last
         set {"d": {"on": true}}
         = active last pause
         set {"d": {"on": false}}
         = active last
         to 2026-01-05 12:00
         set {"d": {"on": true}}
         to 2026-01-05 12:59
         = active last pause | done first
         to 2026-01-05 13:00
         = active last | done first pause"#,
    );
    check(
        "data: {d: {on: {type: boolean, optional: true}}}
does:
  first: {task: F, by: worker}
  last: {task: L, by: worker, fills: [d.on]}
  pause: {wait: P, opened_by: first, until: {exactly: PT1H, while: d.on}}
",
        r#"start 2026-01-05 09:00
         do first
         set {"d": {"on": true}}
         = active last pause
         set {"d": {"on": false}}
         = active last
         set {"d": {"on": true}}
         to 2026-01-05 10:00
         = active last | done first pause"#,
    );
}

#[test]
fn a_message_that_comes_while_its_wait_rests_is_kept_for_it() {
    check(
        "does:
  keep: {task: K, by: worker}
  letter: {wait: Svar, until: {message: answered}}
",
        "start 2026-01-05 09:00
         rest letter
         message answered
         = active keep letter | done
         go_on letter
         = active keep | done letter",
    );
}

#[test]
fn a_wait_does_not_end_while_something_is_owed_neither_by_its_message_nor_by_its_time() {
    let flow = "does:
  keep: {task: K, by: worker}
  ask: {task: Spørg, by: worker, optional: true}
  letter: {wait: Svar, not_while_owed: ask, until: {message: answered, after: 10 days}}
";
    check(
        flow,
        "start 2026-01-05 09:00
         activate ask
         message answered
         ! blocked do letter
         = active ask keep letter
         do ask
         = active keep | done ask letter",
    );
    check(
        flow,
        "start 2026-01-05 09:00
         activate ask
         to 2026-01-20 09:00
         = active ask keep letter
         do ask
         = active keep | done ask letter",
    );
}

#[test]
fn a_message_that_was_for_nobody_ends_the_open_wait_that_it_turns_out_to_be_for() {
    check(
        &ANSWERS.replace("'good'", "\"good\""),
        r#"start 2026-01-05 09:00
         do first {"order": {"number": 7}}
         message answered {"reference": 8, "answer": "good"}
         = active letter s
         set {"order": {"number": 8}}
         = active last s"#,
    );
}
