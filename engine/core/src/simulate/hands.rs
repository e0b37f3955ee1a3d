//! Work in people's hands, as small flows and scripts.

use super::script::check;

const FLOW: &str = "data:
  d:
    n: {type: integer}
    note: {type: text, optional: true}
stages:
  s:
    title: S
    does:
      a: {task: A, by: worker, fills: [d.n, d.note]}
      approve: {task: Godkend, by: worker, after: a, not_same_as: a}
";

#[test]
fn a_task_is_in_one_hand_at_a_time() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         ! person_needed as worker claim a
         ! not_owner as 1:other claim a
         as 1:worker claim a
         as 1:worker claim a
         ! claimed as 2:worker claim a
         ! claimed as 2:worker do a {"d": {"n": 1}}
         ! claimed as 2:worker release a
         as 3:boss release a
         as 1:worker claim a
         as 3:worker+boss release a
         as 2:worker claim a
         as 2:worker release a
         as 1:worker do a {"d": {"n": 1}}
         = active approve s"#,
    );
}

#[test]
fn a_task_is_given_to_a_colleague_by_whoever_has_it_or_leads() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         ! not_owner as 1:other give a 2
         as 1:worker give a 2
         ! claimed as 1:worker do a {"d": {"n": 1}}
         ! claimed as 1:worker give a 1
         as 2:worker give a 3
         as 4:boss give a 2
         as 2:worker do a {"d": {"n": 1}}
         ! not_open as 2:worker give a 1
         = active approve s"#,
    );
}

#[test]
fn work_is_handed_over_on_its_own_side_of_the_table() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         ! other_side as boss hand a other
         ! unknown_party as boss hand a nobody
         ! not_owner as 1:other hand a boss
         as 1:worker claim a
         ! claimed as 2:worker hand a boss
         as boss hand a boss
         ! not_owner as 1:worker do a {"d": {"n": 1}}
         as 3:boss do a {"d": {"n": 1}}
         ! not_open as worker hand a boss"#,
    );
}

/// Whoever has taken a task on, or a party as such, hands it over without its leader.
#[test]
fn a_task_is_handed_over_by_whoever_has_it() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         as 1:worker claim a
         ! claimed as 2:worker hand a worker
         as 1:worker hand a worker
         as 2:worker hand a boss
         as 3:boss claim a
         ! not_owner as 2:worker hand a worker
         as 3:boss do a {"d": {"n": 1}}"#,
    );
}

#[test]
fn another_pair_of_eyes() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         as 1:worker do a {"d": {"n": 1}}
         ! four_eyes as 1:worker do approve
         as 2:worker do approve
         = state closed"#,
    );
}

#[test]
fn a_program_and_whoever_answers_for_it_are_one_pair_of_eyes() {
    for (does, approves, is_one) in [
        ("1", "1", true),
        ("1", "2", false),
        // A program of the first, and the other way round.
        ("1", "7>1", true),
        ("7>1", "1", true),
        // Two programs of one person, and of two.
        ("7>1", "8>1", true),
        ("7>1", "8>2", false),
        // One program is itself, whoever answers for it meanwhile.
        ("7>1", "7>2", true),
        ("7>1", "7", true),
        ("7", "7>1", true),
        ("7>1", "2", false),
        ("2", "7>1", false),
        // Who answered for it then, answers for what it did then.
        ("7", "1", false),
    ] {
        let refused = if is_one { "! four_eyes " } else { "" };
        check(
            FLOW,
            &format!(
                r#"start 2026-01-05 09:00
                 as {does}:worker do a {{"d": {{"n": 1}}}}
                 {refused}as {approves}:worker do approve"#
            ),
        );
    }
}

#[test]
fn a_draft_is_kept_and_used_when_the_task_is_done() {
    check(
        FLOW,
        r#"start 2026-01-05 09:00
         as 1:worker claim a
         as 1:worker draft a {"d": {"n": 7}}
         ! wrong_data as 1:worker draft a {"d": {"n": "syv"}}
         ! claimed as 2:worker draft a {"d": {"n": 8}}
         as 1:worker do a {"d": {"note": "færdig"}}
         = active approve s"#,
    );
}

#[test]
fn parties_are_bound_anew_by_the_authority() {
    check(
        FLOW,
        "start 2026-01-05 09:00
         as boss bind other 1
         ! one_only as boss bind other 2
         ! unknown_party as boss bind nobody 1
         ! not_owner as other bind other 0
         as boss bind other 0",
    );
}

#[test]
fn a_party_sets_only_what_it_fills_or_has_said() {
    let flow = "data:
  d:
    words: {type: text, said_by: other, optional: true}
    rows: {list: {price: {type: money}, answer: {type: text, optional: true}}}
stages:
  s:
    title: S
    does:
      order: {task: O, by: worker, fills: [d.rows]}
      reply: {task: R, by: other, fills: [d.rows.answer]}
";
    check(
        flow,
        r#"start 2026-01-05 09:00
         as worker set {"d": {"rows": [{"price": 10}]}}
         ! wrong_data as other set {"d": {"rows": [{"price": 99}]}}
         ! wrong_data as other set {"d": {"rows": [{"answer": "ja"}, {"answer": "nej"}]}}
         as other set {"d": {"rows": [{"answer": "ja"}], "words": "mine"}}
         ! not_owner as worker set {"d": {"words": "andres"}}
         ! not_owner as boss set {"d": {"rows": []}}
         set {"d": {"rows": [{"price": 11}]}}"#,
    );
}
