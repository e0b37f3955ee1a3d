//! What staff read about a guard: golden text, Danish and English.

use super::testbed::{MadeUp, guard, path, record};
use super::{Truth, Wanted};
use crate::flow::Value;
use crate::id::ItemId;
use crate::text::{Language, Message};

const GUARDS: &[&str] = &[
    "assessment.need >= 2",
    "2 <= assessment.need",
    "!(assessment.need >= 2)",
    "decision.outcome != \"refused\" && assessment.need >= 2",
    "decision.outcome == \"partly\" || assessment.urgent",
    "!(done(assess) && assessment.urgent)",
    "assessment.cost <= assessment.limit",
    "assessment.cost < 1000.50",
    "assessment.held_on < today",
    "assessment.read_on >= date(\"2026-01-05\")",
    "!(assessment.read_on > assessment.held_on)",
    "days_between(assessment.held_on, today) > 14",
    "working_days_between(assessment.held_on, today) <= 3",
    "age_on(assessment.held_on, today) >= 18",
    "months_between(assessment.held_on, today) == 0 && days_after(assessment.held_on, 14) <= today",
    "assessment.meets_at < time(\"08:00\")",
    "assessment.name == \"Bo\"",
    "contains(assessment.name, \"sted\")",
    "contains(assessment.summary, \"x\") && length(assessment.summary) > 3",
    "assessment.summary == \"x\"",
    "assessment.length_of_summary > 100",
    "!assessment.dearer",
    "assessment.visits + 1 > 2 * assessment.weight",
    "done(assess) && !done(decide_help)",
    "owed(decide_help) && !skipped(assess) && open(decide_help)",
    "times(assess) >= 3",
    "exists(assessment.read_on) && !exists(assessment.held_on)",
    "newer(assessment.held_on, done(assess))",
    "!newer(done(assess), done(decide_help))",
    "all(order.lines.accepted)",
    "!all(order.lines.accepted)",
    "any(order.lines.dear) || none(order.lines.accepted)",
    "!any(order.lines.rate > 100)",
    "all(order.papers.sent_on < today)",
    "count(order.lines) > 2 && count(order.lines.accepted) > 1",
    "sum(order.lines.price) > 2000 && max(order.lines.rate) < 100",
    "order.total <= assessment.limit",
    "home.address.floor > 3",
    "(done(assess) && (assessment.need > 2 || assessment.urgent)) || decision.outcome == \"granted\"",
    "true",
    "assessment.need + 1",
];

fn facts() -> MadeUp {
    let mut facts = MadeUp::default()
        .with("assessment.need", "level 1")
        .with("assessment.visits", "7")
        .with("assessment.weight", "2.50")
        .with("assessment.cost", "kr 1200")
        .with("assessment.limit", "kr 1000")
        .with("assessment.held_on", "2026-02-23")
        .with("assessment.meets_at", "08:30:00")
        .with(
            "assessment.name",
            "Et langt navn på et bosted, der ligger længere væk end de fleste andre",
        )
        .with("assessment.summary", "Dette må ikke stå i en forklaring")
        .with("decision.outcome", "choice partly")
        .rows(
            "order.lines",
            &[
                &[
                    ("hours", "10"),
                    ("rate", "kr 80.5"),
                    ("answer", "choice accepted"),
                ],
                &[("hours", "2.5"), ("rate", "kr 100")],
                &[("hours", "1"), ("rate", "kr 120"), ("answer", "choice declined")],
            ],
        )
        .done("assess", "2026-02-23T23:30:00Z");
    facts.owed.push(ItemId::new("decide_help").unwrap());
    facts
        .data
        .insert(path("home.address"), Value::Record(record(&[("floor", "3")])));
    facts
}

#[test]
fn every_part_says_how_it_stands_and_what_is_needed() {
    let mut golden = String::new();
    for text in GUARDS {
        let guard = guard(text, Wanted::Any).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        golden.push_str(&format!("{text}\n"));
        for line in guard.explain(&facts()) {
            for language in Language::ALL {
                let said = line.say(language);
                assert!(
                    !said.contains("Dette må ikke"),
                    "{text} tells what is kept encrypted"
                );
                golden.push_str(&format!("    {said}\n"));
            }
        }
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn only_what_does_not_hold_is_lacking() {
    for (text, lacking) in [
        ("assessment.need >= 2 && done(assess)", 1),
        ("assessment.need < 2 && done(assess)", 0),
        ("!(assessment.need < 2 || done(assess))", 2),
        ("assessment.urgent && !assessment.urgent", 2),
        ("assessment.urgent || done(assess)", 0),
        ("assessment.urgent || done(decide_help)", 1),
    ] {
        let guard = guard(text, Wanted::Boolean).unwrap();
        let lacks: Vec<Message> = guard.lacks(&facts());
        assert_eq!(lacks.len(), lacking, "{text}");
        assert_eq!(guard.holds(&facts()) == Truth::True, lacks.is_empty(), "{text}");
    }
}
