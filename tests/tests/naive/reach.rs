//! Which words of the language generated flows have.

use std::collections::BTreeSet;

use proptest::strategy::{Strategy, ValueTree};
use samspil_core::flow::schema;
use samspil_core::text::Language;
use serde_json::Value as Json;

use crate::compared::{drawn, runner};
use crate::written::written;

/// How many flows are looked through: words that are seldom written stand in some of so many.
const FLOWS: u32 = 3_000;

/// The words that no generated flow has, each group with the reason.
const LEFT_OUT: &[(&str, &[&str])] = &[
    (
        "said to people, or of where the flow comes from; it changes nothing in the course",
        &[
            "about",
            "acts",
            "also",
            "as_in",
            "da",
            "en",
            "expects",
            "guidance",
            "heading",
            "id",
            "kle",
            "known_as",
            "law",
            "name",
            "not_carried",
            "note",
            "number",
            "purpose",
            "review_by",
            "reviewed_by",
            "reviewed_on",
            "subject",
            "subsection",
            "text",
            "unit",
            "valid_from",
            "valid_to",
            "what",
        ],
    ),
    (
        "who takes part and who sees what: held by an oracle of its own in `tests/sight`",
        &[
            "also_by",
            "and_after",
            "coordinates",
            "demanded",
            "leads",
            "many",
            "needs",
            "owner",
            "phases",
            "protected",
            "said_by",
            "seen_by",
            "seen_in",
            "sees_in",
            "sensitive",
            "unseen_because",
        ],
    ),
    (
        "whose hands did what before: here parties do it, and nobody by name; held by `hands.rs` of the core's simulations",
        &["not_same_as"],
    ),
    (
        "the chain of goals, the plan of a citizen, the house and the review of the flow: pages are made of them, and nothing in the course changes",
        &[
            "activities",
            "approved",
            "area",
            "asks",
            "authority",
            "because",
            "chain",
            "code",
            "codes",
            "finding",
            "goals",
            "house",
            "in_plan",
            "level",
            "notes",
            "reviewed",
            "serves",
            "shown_on",
            "status",
            "strategy",
            "sub_goals",
            "theme",
            "tools",
            "under",
            "wishes",
        ],
    ),
    (
        "forms and the types of what they fill: nothing is filled here but yes, no and whole numbers, from outside",
        &["empties", "fills", "is", "per", "record", "starts_as"],
    ),
    ("done as a task is", &["decision", "meeting"]),
    (
        "letters, and what runs from them",
        &[
            "actual",
            "appeal",
            "channel",
            "documents",
            "evidence",
            "letter",
            "locked",
            "received",
        ],
    ),
    (
        "clocks but the plain ones of items, ladders, and what is tuned: the days between are counted by `calendar`'s own oracle",
        &[
            "again",
            "at",
            "call",
            "clocks",
            "day_zero",
            "days",
            "extends",
            "ground",
            "hand_to",
            "kind",
            "ladder",
            "ladders",
            "lasts",
            "open",
            "pauses",
            "plan_by",
            "raise_priority",
            "remind",
            "roll",
            "stops",
            "tell",
            "to",
            "tunable",
            "unless",
        ],
    ),
    (
        "rhythms and windows: their times come of `calendar`, which has an oracle of its own",
        &["at_most_apart", "every", "from", "in_any", "opens"],
    ),
    ("what a message holds, and which is meant", &["holds", "matching"]),
    (
        "days of decision tables and further cells: the tables have an oracle of their own in the core",
        &["not", "valid", "valid_on", "values"],
    ),
    ("how long a case is kept", &["keep", "retention", "then"]),
    ("limits to what people describe themselves", &["for", "kinds"]),
    ("a moment to the second: only days pass here", &["exactly"]),
    ("other ways to write what is written here", &["regions", "stages"]),
    (
        "DCR's initial marking, sub-processes and what may still come: held by the walks of `tests/dcr`, and by the search in the core",
        &["done_before", "done_each_time", "those_that_come"],
    ),
];

/// The keys of everything that can be written in a flow file.
fn words(schema: &Json, found: &mut BTreeSet<String>) {
    if let Some(keys) = schema["properties"].as_object() {
        found.extend(keys.keys().cloned());
    }
    let parts: Vec<&Json> = match schema {
        Json::Object(parts) => parts.values().collect(),
        Json::Array(parts) => parts.iter().collect(),
        _ => Vec::new(),
    };
    parts.into_iter().for_each(|part| words(part, found));
}

/// The words before a colon.
fn written_in(text: &str) -> BTreeSet<String> {
    let ends = text.match_indices(':').map(|(end, _)| &text[..end]);
    let word = |before: &str| {
        let begin = before.rfind(|c: char| !(c.is_alphanumeric() || c == '_'));
        before[begin.map_or(0, |begin| begin + 1)..].to_owned()
    };
    ends.map(word).collect()
}

#[test]
fn every_word_of_the_language_is_reached_or_left_out_for_a_reason() {
    let mut known = BTreeSet::new();
    words(&schema(Language::English), &mut known);
    let mut runner = runner(FLOWS);
    let strategy = drawn();
    let mut reached = BTreeSet::new();
    for _ in 0..FLOWS {
        let (whole, _) = strategy.new_tree(&mut runner).expect("a draw").current();
        reached.extend(written_in(&written(&whole)));
    }
    let missing: BTreeSet<&str> = known.difference(&reached).map(String::as_str).collect();
    let told: BTreeSet<&str> = LEFT_OUT
        .iter()
        .flat_map(|(_, words)| words.iter().copied())
        .collect();
    let unreached: Vec<&&str> = missing.difference(&told).collect();
    let reached_after_all: Vec<&&str> = told.difference(&missing).collect();
    assert!(
        unreached.is_empty(),
        "neither reached nor left out: {unreached:?}"
    );
    assert!(
        reached_after_all.is_empty(),
        "reached, or no word: {reached_after_all:?}"
    );
}
