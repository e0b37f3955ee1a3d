//! Two versions side by side, as text that a person judges.

use super::{Version, differences};
use crate::flow::{Flow, read};
use crate::guard::{Guards, compile_all};
use crate::text::{Language, Message};

const BEFORE: &str = include_str!("testdata/before.yaml");
const AFTER: &str = include_str!("testdata/after.yaml");
const EVERY_CONSTRUCT: &str = include_str!("../flow/read/testdata/every_construct.yaml");

fn flow(text: &str) -> (Flow, Guards) {
    let (flow, findings) = read(text);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, _) = compile_all(&flow);
    (flow, guards)
}

/// What is told, a sentence a line beneath the headings.
pub(super) fn told(before: &str, after: &str, language: Language) -> String {
    let (old, new) = (flow(before), flow(after));
    let version = |(flow, guards), text| Version { flow, guards, text };
    let found = differences(
        version((&old.0, &old.1), before),
        version((&new.0, &new.1), after),
        language,
    );
    let mut lines = Vec::new();
    let mut area = None;
    for difference in found {
        if area.replace(difference.area) != Some(difference.area) {
            lines.push(Message::new(difference.area.key()).say(language));
        }
        lines.push(format!("- {}", difference.what.say(language)));
    }
    lines.join("\n")
}

#[test]
fn what_is_otherwise_is_told_in_both_languages() {
    for language in Language::ALL {
        let text = told(BEFORE, AFTER, language);
        assert!(!text.contains("difference-"), "a key without a message: {text}");
        insta::assert_snapshot!(format!("otherwise-{language}"), text);
    }
}

#[test]
fn the_other_way_round_what_came_goes() {
    insta::assert_snapshot!(told(AFTER, BEFORE, Language::English));
}

#[test]
fn nothing_is_otherwise_in_the_same_flow_written_otherwise() {
    for text in [BEFORE, EVERY_CONSTRUCT] {
        let moved = format!("# another line\n\n{text}");
        assert_eq!(told(text, &moved, Language::Danish), "");
    }
}

/// Each line of the fuller flow has its sentence: nothing that is taken out goes unsaid.
#[test]
fn a_line_that_is_taken_out_is_told() {
    let mut tried = 0;
    for (at, line) in AFTER.lines().enumerate() {
        let kept = AFTER.lines().enumerate().filter(|(other, _)| *other != at);
        let kept: String = kept.map(|(_, line)| format!("{line}\n")).collect();
        let (read, findings) = read(&kept);
        if read.is_none() || !findings.is_empty() {
            continue;
        }
        tried += 1;
        assert_ne!(told(AFTER, &kept, Language::Danish), "", "{line}");
    }
    assert!(tried > 4, "{tried}");
}

#[test]
fn what_no_picture_says_is_told_too() {
    for (was, is) in [
        ("demanded: true", "demanded: false"),
        ("Vi begynder med borgerens håb.", "Vi begynder et andet sted."),
        ("  serves: overall_goal\n", ""),
        (
            "sets: {order.start: today}",
            "sets: {order.start: application.received_on}",
        ),
        ("side_by_side: 3", "side_by_side: 4"),
        (
            "need.level: assessment.need, need.asked_on: today",
            "need.level: assessment.need",
        ),
        ("exactly: P10D", "exactly: P11D"),
        ("at_once: true", "at_once: false"),
        ("Taksten er udførerens økonomi.", "Taksten er deres."),
        ("code: wishes", "code: words"),
    ] {
        let other = EVERY_CONSTRUCT.replace(was, is);
        assert_ne!(other, EVERY_CONSTRUCT, "{was}");
        assert_ne!(told(EVERY_CONSTRUCT, &other, Language::Danish), "", "{was}");
    }
}
