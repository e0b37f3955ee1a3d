//! What guards cost, counted: the same on every machine.

use super::budget::Meter;
use super::testbed::{MadeUp, guard, path, record};
use super::{MAX_GUARD_STEPS, MAX_ROWS, MAX_TURN_STEPS, Truth, Wanted, compile_all, within_budget};
use crate::flow::{Severity, Value, read};

/// A case with so many lines that cost 1 each, and so many days between two dates.
fn facts(lines: usize) -> MadeUp {
    let mut facts = MadeUp::default()
        .with("assessment.name", &"å".repeat(320))
        .with("assessment.held_on", "2026-01-01")
        .with("assessment.read_on", "2026-12-31");
    let line = record(&[("hours", "1"), ("rate", "kr 1")]);
    facts
        .data
        .insert(path("order.lines"), Value::List(vec![line; lines]));
    facts
}

#[test]
fn a_step_is_a_part_or_a_row() {
    for (text, lines, steps) in [
        ("sum(order.lines.rate) >= 0", 0, 3),
        // For each row: itself and the column.
        ("sum(order.lines.rate) >= 0", 10, 3 + 10 * 2),
        // And what the computed column is made of.
        ("sum(order.lines.price) >= 0", 10, 3 + 10 * (1 + 3 + 1)),
        ("count(order.lines) >= 0", 10, 3 + 10),
        // Two bytes for each letter, 64 for a step.
        ("length(assessment.name) > 0", 0, 4 + 10),
        // The calendar has a table of these years.
        (
            "working_days_between(assessment.held_on, assessment.read_on) > 0",
            0,
            5,
        ),
        // It has none of that time, and looks at each day.
        (
            "working_days_between(date(\"1700-01-01\"), date(\"1700-01-11\")) > 0",
            0,
            5 + 10,
        ),
        // What is false already is not looked at further.
        (
            "count(order.lines) > 20 && sum(order.lines.rate) >= 0",
            10,
            4 + 10,
        ),
    ] {
        let guard = guard(text, Wanted::Boolean).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        assert_eq!(guard.steps(&facts(lines)), steps, "{text} with {lines} lines");
    }
}

#[test]
fn a_guard_that_takes_too_much_is_not_known_and_ends_its_turn() {
    let text = vec!["sum(order.lines.price) > 5"; 60].join(" && ");
    let guard = guard(&text, Wanted::Boolean).unwrap();
    for (lines, expected) in [(3_000, Some(Truth::True)), (4_000, None)] {
        let facts = facts(lines);
        let all = u64::try_from(1 + 60 * (3 + 5 * lines)).unwrap();
        assert_eq!(all <= MAX_GUARD_STEPS, expected.is_some(), "{all}");
        assert_eq!(within_budget(|| guard.holds(&facts)), expected);
        assert_eq!(guard.holds(&facts), expected.unwrap_or(Truth::Unknown));
        // It stops soon after, whatever is left of it: each of the parts on its way is asked once more.
        assert!(guard.steps(&facts) < MAX_GUARD_STEPS + 60 * 10 + 5_000);
    }
}

#[test]
fn the_guards_of_a_turn_have_a_budget_together() {
    let guard = guard("sum(order.lines.price) > 5", Wanted::Boolean).unwrap();
    let facts = facts(1_000);
    let needed = guard.steps(&facts);
    let with = |left| {
        within_budget(|| {
            for _ in 1..MAX_TURN_STEPS / MAX_GUARD_STEPS {
                assert!(Meter::new().takes(MAX_GUARD_STEPS));
            }
            assert!(Meter::new().takes(MAX_GUARD_STEPS - left));
            guard.holds(&facts)
        })
    };
    assert_eq!(with(needed), Some(Truth::True));
    assert_eq!(with(needed - 1), None);
}

#[test]
fn the_most_that_a_guard_may_take_is_what_it_takes_over_the_longest_list() {
    for text in [
        "sum(order.lines.rate) > 0",
        "sum(order.lines.price) > 0 || count(order.lines) > 2000",
        "order.total > 0",
        "count(order.lines.dear) > 3",
        "days_between(assessment.held_on, assessment.read_on) > 5",
    ] {
        let guard = guard(text, Wanted::Boolean).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        let facts = facts(MAX_ROWS).with("assessment.limit", "kr 1000");
        let taken = guard.steps(&facts);
        // What is true already spares the rest.
        let spared = if text.contains("||") { MAX_ROWS + 3 } else { 0 };
        let spared = u64::try_from(spared).unwrap();
        assert_eq!(guard.most_steps(), taken + spared, "{text}");
    }
}

/// A flow with so many columns that are each computed by forty parts, all of which one condition adds up.
fn heavy(columns: usize) -> String {
    let names: Vec<String> = (10..10 + columns).map(|number| format!("c{number}")).collect();
    let parts = vec!["n"; 40].join(" + ");
    let computed: String = names
        .iter()
        .map(|name| format!("        {name}: {{is: {parts}}}\n"))
        .collect();
    let asked: Vec<String> = names.iter().map(|name| format!("d.rows.{name}")).collect();
    format!(
        "samspil: 1
flow: heavy
title: Tung
parties:
  worker: {{title: Sagsbehandler, side: authority}}
data:
  d:
    rows:
      title: Rækker
      list:
        n: {{type: integer}}
{computed}does:
  fill: {{task: Udfyld, by: worker, fills: [d.rows]}}
  check: {{task: Se efter, by: worker, after: fill, when: sum({}) > 0}}
",
        asked.join(" + ")
    )
}

#[test]
fn a_guard_that_may_take_too_much_is_a_warning() {
    for (columns, steps) in [(10, None), (20, Some(1_620_003))] {
        let flow = read(&heavy(columns)).0.unwrap();
        let (guards, findings) = compile_all(&flow);
        assert_eq!(guards.when.len(), 1);
        let told: Vec<(&str, Severity)> = findings
            .iter()
            .map(|finding| (finding.code.0, finding.severity))
            .collect();
        let expected = steps.map(|_| ("F0534", Severity::Warning));
        assert_eq!(told, expected.into_iter().collect::<Vec<_>>());
        let most = guards.when.values().next().unwrap().most_steps();
        // A row, its computed columns, and the sum of them; the condition around.
        let columns = u64::try_from(columns).unwrap();
        assert_eq!(most, 3 + 1_000 * (1 + columns * 79 + 2 * columns - 1));
        assert!(steps.is_none_or(|steps| most == steps));
    }
}
