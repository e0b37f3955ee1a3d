//! What guards answer: a table over made-up facts.

use super::testbed::{MadeUp, guard, path, record, value};
use super::{Truth, Wanted, compile_all};
use crate::flow::Value;
use crate::id::ItemId;

/// A case in the middle of its work.
fn facts() -> MadeUp {
    let mut facts = MadeUp::default()
        .with("assessment.need", "level 1")
        .with("assessment.visits", "7")
        .with("assessment.weight", "2.50")
        .with("assessment.cost", "kr 1200")
        .with("assessment.limit", "kr 1000")
        .with("assessment.held_on", "2026-02-23")
        .with("assessment.meets_at", "08:30:00")
        .with("assessment.led_by", "person A")
        .with("assessment.made_by", "person A")
        .with("assessment.name", "Ørsted")
        .with("assessment.urgent", "false")
        .with("decision.outcome", "choice partly")
        .with("år.ønske_å", "")
        .rows(
            "order.lines",
            &[
                &[
                    ("what", "x"),
                    ("hours", "10"),
                    ("rate", "kr 80.5"),
                    ("answer", "choice accepted"),
                    ("from", "2026-01-01"),
                ],
                &[
                    ("what", "y"),
                    ("hours", "2.5"),
                    ("rate", "kr 100"),
                    ("sure", "true"),
                    ("from", "2026-02-01"),
                ],
            ],
        )
        .rows("order.papers", &[])
        .done("assess", "2026-02-20T12:00:00Z")
        .done("assess", "2026-02-23T23:30:00Z");
    facts.owed.push(ItemId::new("decide_help").unwrap());
    facts.data.insert(
        path("home.address"),
        Value::Record(record(&[("street", "Åvej 1"), ("floor", "3")])),
    );
    facts
}

fn check(text: &str, expected: Truth) {
    let guard = guard(text, Wanted::Boolean).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
    assert_eq!(guard.holds(&facts()), expected, "{text}");
}

#[test]
fn what_was_erased_is_not_known() {
    let mut facts = facts();
    facts.data.insert(path("assessment.visits"), Value::Erased);
    for (text, expected) in [
        ("assessment.visits > 3", Truth::Unknown),
        ("!(assessment.visits > 3)", Truth::Unknown),
        ("assessment.visits > 3 || done(assess)", Truth::True),
        ("exists(assessment.visits)", Truth::False),
    ] {
        let guard = guard(text, Wanted::Boolean).unwrap();
        assert_eq!(guard.holds(&facts), expected, "{text}");
    }
}

#[test]
fn what_is_filled_is_compared() {
    for (text, expected) in [
        ("assessment.need >= 2", false),
        ("assessment.need < 2 && assessment.visits == 7", true),
        ("assessment.weight == 2.5", true),
        ("assessment.visits / 2 == 3.5", true),
        ("assessment.visits % 2 == 1", true),
        ("-assessment.visits + 10 == 3", true),
        ("2 + 3 * 4 - 1 == 13 && (2 + 3) * 4 == 20", true),
        ("assessment.cost > 1199.99", true),
        ("assessment.dearer", true),
        ("assessment.held_on < today", true),
        ("assessment.held_on == date(\"2026-02-23\")", true),
        ("assessment.meets_at == time(\"08:30\")", true),
        ("assessment.led_by == assessment.made_by", true),
        (
            "assessment.name == \"Ørsted\" && contains(assessment.name, \"ør\")",
            false,
        ),
        ("length(assessment.name) == 6", true),
        ("decision.outcome == \"partly\"", true),
        ("decision.outcome != \"refused\" || assessment.urgent", true),
        ("!assessment.urgent", true),
        ("assessment.urgent == false", true),
        (
            "home.address.floor > 2 && contains(home.address.street, \"Å\")",
            true,
        ),
        ("år.ønske_å == \"\"", true),
        ("today() == today", true),
    ] {
        check(text, if expected { Truth::True } else { Truth::False });
    }
}

#[test]
fn what_is_not_filled_is_unknown() {
    for (text, expected) in [
        ("assessment.read_on == today", Truth::Unknown),
        ("!(assessment.read_on == today)", Truth::Unknown),
        ("decision.earlier == \"granted\" || true", Truth::True),
        ("decision.earlier == \"granted\" && false", Truth::False),
        ("decision.earlier == \"granted\" && true", Truth::Unknown),
        ("decision.earlier == decision.outcome", Truth::Unknown),
        ("exists(decision.earlier)", Truth::False),
        ("exists(decision.outcome) && exists(home.address)", Truth::True),
        (
            "exists(år.ønske_å) || exists(order.papers) || exists(assessment.ends_at)",
            Truth::False,
        ),
        ("exists(order.total)", Truth::True),
        ("1 / (assessment.visits - 7) > 0", Truth::Unknown),
        (
            "79228162514264337593543950335 * 79228162514264337593543950335 > 0",
            Truth::Unknown,
        ),
        ("age_on(today, assessment.held_on) > 1", Truth::Unknown),
    ] {
        check(text, expected);
    }
}

#[test]
fn rows_are_gathered() {
    for (text, expected) in [
        ("count(order.lines) == 2 && count(order.papers) == 0", Truth::True),
        ("all(order.lines.accepted)", Truth::Unknown),
        ("any(order.lines.accepted)", Truth::True),
        ("none(order.lines.accepted)", Truth::False),
        ("count(order.lines.accepted) == 1", Truth::True),
        ("count(!order.lines.accepted) == 0", Truth::True),
        ("all(exists(order.lines.answer))", Truth::False),
        (
            "all(order.lines.rate >= 80 && order.lines.hours > 2)",
            Truth::True,
        ),
        ("sum(order.lines.hours) == 12.5", Truth::True),
        ("sum(order.lines.rate * order.lines.hours) == 1055", Truth::True),
        ("order.total == 1055 && order.share > 1.05", Truth::True),
        (
            "max(order.lines.rate) - min(order.lines.rate) == 19.5",
            Truth::True,
        ),
        ("max(order.lines.from) == date(\"2026-02-01\")", Truth::True),
        ("any(order.lines.dear)", Truth::False),
        ("any(order.lines.price > 800)", Truth::True),
        ("any(order.lines.rate * 10 > order.total / 2)", Truth::True),
        (
            "all(order.papers.sent_on < today) && none(order.papers.sent_on < today)",
            Truth::True,
        ),
        ("any(order.papers.sent_on < today)", Truth::False),
        ("min(order.papers.sent_on) < today", Truth::Unknown),
    ] {
        check(text, expected);
    }
    let empty = MadeUp::default();
    for (text, expected) in [
        (
            "count(order.lines) == 0 && count(order.lines.accepted) == 0",
            Truth::True,
        ),
        ("all(order.lines.accepted)", Truth::Unknown),
        ("none(order.lines.accepted)", Truth::Unknown),
        ("sum(order.lines.rate) == 0", Truth::Unknown),
    ] {
        assert_eq!(
            guard(text, Wanted::Boolean).unwrap().holds(&empty),
            expected,
            "{text}"
        );
    }
}

#[test]
fn items_and_dates_are_asked_about() {
    for (text, expected) in [
        ("done(assess) && !done(decide_help) && open(decide_help)", true),
        ("times(assess) == 2 && times(decide_help) == 0", true),
        ("owed(decide_help) && !owed(assess) && !skipped(assess)", true),
        ("done_on(assess) == date(\"2026-02-24\")", true),
        ("newer(done(assess), assessment.held_on)", true),
        ("newer(assessment.held_on, done(assess))", false),
        ("newer(assessment.held_on, assessment.read_on)", true),
        ("newer(assessment.read_on, assessment.held_on)", false),
        ("newer(assessment.read_on, assessment.read_on)", false),
        (
            "newer(done(assess), done(decide_help)) && !newer(done(decide_help), done(assess))",
            true,
        ),
        ("newer(assessment.held_on, date(\"2026-02-23\"))", false),
        ("days_between(assessment.held_on, today) == 7", true),
        ("working_days_between(assessment.held_on, today) == 5", true),
        ("months_between(date(\"2026-01-31\"), today) == 1", true),
        ("days_after(assessment.held_on, 7) == today", true),
        ("days_after(assessment.held_on, -assessment.visits) < today", true),
        ("age_on(date(\"2008-03-02\"), today) == 18", true),
    ] {
        check(text, if expected { Truth::True } else { Truth::False });
    }
}

#[test]
fn a_value_is_what_its_field_keeps() {
    let flow = super::testbed::flow();
    for (field, text, expected) in [
        ("assessment.visits", "assessment.visits * 2", Some("14")),
        ("assessment.need", "assessment.need + 1", Some("level 2")),
        ("assessment.need", "assessment.visits", None),
        ("assessment.cost", "assessment.visits / 3", Some("kr 2.33")),
        (
            "assessment.weight",
            "assessment.cost / assessment.limit",
            Some("1.2"),
        ),
        ("assessment.held_on", "days_after(today, 1)", Some("2026-03-03")),
        ("assessment.read_on", "assessment.read_on", None),
        ("assessment.name", "home.address.street", Some("Åvej 1")),
        ("assessment.urgent", "done(assess)", Some("true")),
        ("decision.outcome", "\"granted\"", Some("choice granted")),
        ("decision.outcome", "decision.earlier", None),
        ("assessment.led_by", "assessment.made_by", Some("person A")),
        ("assessment.meets_at", "time(\"09:00\")", Some("09:00:00")),
    ] {
        let kind = &flow.data.field(&path(field)).unwrap().kind;
        let guard = guard(text, Wanted::Of(kind)).unwrap_or_else(|findings| panic!("{text}: {findings:#?}"));
        assert_eq!(guard.value(&facts()), expected.map(value), "{field} = {text}");
    }
    let list = guard("order.lines", Wanted::Any).unwrap().value(&facts());
    assert_eq!(list.as_ref(), facts().data.get(&path("order.lines")));
}

#[test]
fn computed_fields_come_after_what_they_need_and_know_their_row() {
    let (guards, findings) = compile_all(super::testbed::flow());
    assert!(findings.is_empty(), "{findings:#?}");
    let at = |text: &str| guards.is_order.iter().position(|one| *one == path(text)).unwrap();
    assert!(at("order.lines.price") < at("order.total") && at("order.total") < at("order.share"));
    assert_eq!(guards.is.len(), guards.is_order.len());
    let price = &guards.is[&path("order.lines.price")];
    let row = record(&[("hours", "2"), ("rate", "kr 30")]);
    assert_eq!(price.value_in(&row, &facts()), Some(value("kr 60")));
    assert_eq!(price.value(&facts()), None);
    let total = &guards.is[&path("order.total")];
    assert_eq!(total.value(&facts()), Some(value("kr 1055")));
    assert_eq!(
        guards.is[&path("order.lines.dear")].value_in(&row, &facts()),
        Some(value("false"))
    );
}

#[test]
fn a_guard_knows_what_it_reads() {
    for (text, fields, items, today) in [
        ("order.share > 1", "assessment.limit order.lines", "", false),
        (
            "any(order.lines.dear) && done(assess)",
            "assessment.limit order.lines",
            "assess",
            false,
        ),
        (
            "newer(done(assess), today) || home.address.floor == 1",
            "home.address",
            "assess",
            true,
        ),
    ] {
        let guard = guard(text, Wanted::Boolean).unwrap();
        let reads = guard.reads();
        let joined = |names: Vec<String>| names.join(" ");
        assert_eq!(
            joined(reads.fields.iter().map(ToString::to_string).collect()),
            fields,
            "{text}"
        );
        assert_eq!(
            joined(reads.items.iter().map(ToString::to_string).collect()),
            items,
            "{text}"
        );
        assert_eq!(reads.today, today, "{text}");
    }
}
