//! Each finding, by a small flow that has it and the same flow without.

use super::{Question, review};
use crate::flow::{ReviewFinding, read};
use crate::guard::compile_all;

const HEAD: &str = "samspil: 1
flow: small
title: Lille
about: {unseen_because: Hver ser sit.}
parties:
  w: {title: W, side: authority, does: Afgør.}
  u: {title: U, side: provider, does: Leverer.}
  b: {title: B, side: citizen, does: Bestemmer.}
";

/// What is found, with the place that it is about, and whether it is answered.
fn found(flow: &str) -> Vec<(&'static str, String, bool)> {
    let (read, findings) = read(flow);
    let read = read.unwrap_or_else(|| panic!("{findings:?}"));
    let (guards, more) = compile_all(&read);
    assert!(
        more.iter()
            .all(|finding| finding.severity == crate::flow::Severity::Warning),
        "{more:?}"
    );
    let all = review(&read, &guards);
    all.into_iter()
        .map(|found| (found.finding.word(), found.at, found.answered.is_some()))
        .collect()
}

fn names(flow: &str) -> Vec<String> {
    found(flow)
        .into_iter()
        .map(|(word, at, _)| format!("{word} {at}"))
        .collect()
}

#[test]
fn a03_1_a_stage_without_owner_input_and_output_is_found() {
    let bare = "stages:
  first: {title: F, does: {ask: {task: A, by: w}}}
  second: {title: S, does: {pause: {wait: V, until: {after: 3 days}}}}
";
    assert_eq!(
        names(&format!("{HEAD}{bare}")),
        [
            "no_owner second",
            "no_input second",
            "no_output first",
            "no_output second"
        ]
    );
    let whole = "data: {d: {t: {type: text}}}
stages:
  first: {title: F, does: {ask: {task: A, by: w, fills: d.t}}}
  second: {title: S, after: first, does: {answer: {task: V, by: w, fills: d.t}}}
";
    assert_eq!(names(&format!("{HEAD}{whole}")), Vec::<String>::new());
}

#[test]
fn a03_2_a_role_that_nobody_describes_or_that_decides_for_another_is_found() {
    let flow = HEAD.replace(", does: Leverer.", "");
    let flow = format!("{flow}does: {{grant: {{decision: A, by: u}}, note: {{task: N, by: w}}}}\n");
    let found = names(&flow);
    assert!(
        found.starts_with(&["not_described u".to_owned(), "not_theirs grant".to_owned()]),
        "{found:?}"
    );
    let shared = format!("{HEAD}does: {{grant: {{decision: A, by: w, also_by: u}}}}\n");
    assert_eq!(names(&shared), ["not_theirs grant"]);
    let right = format!("{HEAD}does: {{grant: {{decision: A, by: w}}}}\n");
    assert_eq!(names(&right), Vec::<String>::new());
}

const DELIVERING: &str = "data:
  p:
    words: {type: text, said_by: b, seen_by: everyone}
    purpose: {type: text, seen_by: everyone}
    goals: {seen_by: everyone, list: {goal: {type: text}, activity: {type: text, optional: true}}}
chain: {wishes: p.words, purpose: p.purpose, goals: p.goals.goal, activities: p.goals.activity}
does:
  talk: {task: T, by: w, fills: [p.words, p.purpose, p.goals]}
  deliver: {task: L, by: u, after: talk, fills: p.goals.activity}
  meet: {meeting: M, by: w, with: [b, u], after: deliver, repeats: {every: 6 months, until: done(stop)}, then_again: deliver}
  stop: {task: S, by: w, optional: true}
";

#[test]
fn a03_3_a_purpose_that_does_not_reach_what_is_done_and_a_goal_alone_are_found() {
    let whole = format!("{HEAD}{DELIVERING}");
    assert_eq!(names(&whole), Vec::<String>::new());
    let chain = whole.lines().find(|line| line.starts_with("chain")).unwrap();
    assert_eq!(names(&whole.replace(chain, "")), ["no_chain small"]);
    let alone = whole.replace(", activities: p.goals.activity}", "}");
    assert_eq!(names(&alone), ["goal_alone small"]);
    let unseen = whole.replace(
        "purpose: {type: text, seen_by: everyone}",
        "purpose: {type: text, seen_by: w}",
    );
    assert_eq!(names(&unseen), ["no_chain u"]);
}

#[test]
fn a03_4_delivery_without_a_follow_up_that_comes_again_or_a_way_back_is_found() {
    let whole = format!("{HEAD}{DELIVERING}");
    let once = whole.replace("repeats: {every: 6 months, until: done(stop)}, ", "");
    assert_eq!(names(&once), ["no_follow_up small", "nobody_asks small"]);
    let onward = whole
        .replace(", then_again: deliver", "")
        .replace(", fills: p.goals.activity}", "}");
    assert_eq!(names(&onward), ["no_way_back small"]);
}

#[test]
fn the_signs_of_a_course_that_does_not_hang_together_are_found() {
    let flow = format!(
        "{}data: {{d: {{words: {{type: text, said_by: b, seen_by: [w, b]}}}}}}
does:
  ask: {{task: A, by: w, fills: d.words}}
  ask_too: {{task: B, by: u, optional: true, fills: d.words}}
  heard: {{wait: H, until: {{message: came}}}}
  go_on: {{task: G, by: w, after: heard}}
",
        HEAD.replace("about: {unseen_because: Hver ser sit.}\n", "")
    );
    assert_eq!(
        names(&flow),
        [
            "hidden_unsaid d.words",
            "asked_twice d.words",
            "waits_unseen heard"
        ]
    );
}

#[test]
fn what_the_flow_answers_is_found_with_its_answer() {
    let flow = format!("{HEAD}does: {{grant: {{decision: A, by: u}}}}\n");
    let answered =
        |at: &str| format!("{flow}reviewed: [{{finding: not_theirs, {at}because: Loven siger det.}}]\n");
    let open = |flow: &str| {
        let all = found(flow).into_iter();
        all.filter(|(word, _, answered)| *word == "not_theirs" && !answered)
            .count()
    };
    assert_eq!(
        [
            &flow,
            &answered("at: other, "),
            &answered("at: grant, "),
            &answered("")
        ]
        .map(|flow| open(flow)),
        [1, 1, 0, 0]
    );
}

#[test]
fn every_finding_has_its_question_and_its_sentences_in_both_languages() {
    for (word, finding) in ReviewFinding::ALL {
        let key = format!("review-{}", word.replace('_', "-"));
        for key in [key.clone(), format!("{key}-hint")] {
            assert!(crate::text::core_catalogue().knows(&key), "{key}");
        }
        assert!(Question::ALL.contains(&Question::of(finding)));
    }
}
