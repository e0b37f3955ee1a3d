//! What is said about guards that are wrong: golden text, at least one guard for every code.

use std::collections::BTreeSet;

use super::testbed::{PLACE, expression, flow, guard};
use super::{GUARD_CODES, Wanted, compile_all};
use crate::flow::{Diagnostic, FieldKind, Flow, Severity, read};
use crate::text::{Arg, Language, Message, core_catalogue};

/// Conditions that are wrong.
const CONDITIONS: &[&str] = &[
    // not an expression
    "",
    "assessment.need =",
    "assessment.need = 2",
    "assessment.need === 2",
    "assessment.need >= 2 and done(assess)",
    "not done(assess)",
    "done(assess) & done(decide_help)",
    "(assessment.need > 1",
    "done(assess",
    "assessment.need > 1)",
    "assessment.name == \"open",
    "assessment.name == 'A'",
    "assessment.name == 'Anna'",
    "assessment.need >",
    "1..2",
    "assessment. > 1",
    "assessment.need > 1 assessment.need < 3",
    // what programs have
    "if done(assess) { true } else { false }",
    "let x = 1; x > 0",
    "order.lines.any(|line| line.sure)",
    "order.lines[0].sure",
    "decision.outcome in [\"granted\"]",
    "`${assessment.name}` == \"x\"",
    "decision.earlier ?? \"granted\" == \"granted\"",
    "assessment.name.len() > 3",
    "order.lines.count() > 0",
    "while true {}",
    "2 ** 3 > 1",
    "()",
    "assessment!(1)",
    "done(assess) // && done(decide_help)",
    "/* never */ done(assess)",
    // names
    "asessment.need > 1",
    "assessment.neeed > 1",
    "need > 1",
    "assessment",
    "assess",
    "assessment.need.more > 1",
    "home.address.stret == \"x\"",
    "done(asess)",
    "done(put_away)",
    "owed(assessment.need)",
    "newer(done(asess), today)",
    "eval(\"40 + 2\") == 42",
    "print(1) == 1",
    "don(assess)",
    "Fn(\"x\")",
    // arguments
    "done()",
    "done(1)",
    "done(assess, decide_help)",
    "exists(1 + 1)",
    "days_between(today) > 1",
    "days_between(today, assessment.need) > 1",
    "days_after(today, 1.5) > today",
    "length(assessment.need) > 1",
    "sum(order.lines.what) > 1",
    "all(order.lines.rate)",
    "newer(assessment.need, today)",
    "date(assessment.name) == today",
    // comparisons
    "1 < \"1\"",
    "assessment.held_on > \"2026-01-05\"",
    "assessment.held_on > 5",
    "assessment.meets_at < \"08:30\"",
    "assessment.name < \"b\"",
    "assessment.urgent == \"true\"",
    "assessment.urgent > false",
    "assessment.led_by == \"Anna\"",
    "decision.outcome == assessment.name",
    "decision.outcome == decision.size",
    "decision.outcome > \"granted\"",
    "order.lines == order.papers",
    // choices and scales
    "decision.outcome == \"grantet\"",
    "decision.outcome != \"Bevilget\"",
    "\"x\" == decision.outcome",
    "any(order.lines.answer == \"accept\")",
    "assessment.need >= 5",
    "assessment.need == 1.5",
    "-1 < assessment.need",
    "date(\"2026-02-30\") < today",
    "time(\"25:00\") == assessment.meets_at",
    // operators
    "assessment.need && done(assess)",
    "done(assess) || \"x\"",
    "1 && true",
    "!assessment.name",
    "assessment.name + \"x\" == \"y\"",
    "today - assessment.held_on > 3",
    "today + 3 > today",
    "-assessment.name == \"x\"",
    "decision.outcome * 2 > 1",
    // rows
    "order.lines.rate > 1",
    "all(order.lines.sure && order.papers.sent_on < today)",
    "all(assessment.urgent)",
    "all(true)",
    "all(order.lines.rate > max(order.lines.rate))",
    "exists(order.lines.rate)",
    // kinds
    "assessment.need",
    "today",
    "decision.outcome",
    "order.lines",
    // several at once
    "asessment.need > 1 && decision.outcome == \"x\" || done(nobody)",
];

fn shown(text: &str, findings: &[Diagnostic]) -> String {
    let mut golden = format!("{}\n", if text.is_empty() { "(nothing)" } else { text });
    for finding in findings {
        let place = finding.place;
        assert_eq!(place.line, PLACE.line, "{text}");
        let before = " ".repeat(usize::try_from(place.column - PLACE.column).unwrap());
        let under = "^".repeat(usize::try_from(place.length).unwrap());
        golden.push_str(&format!(
            "{before}{under} {} {}\n",
            finding.code.0,
            finding.what.say(Language::Danish)
        ));
        if let Some(hint) = &finding.hint {
            golden.push_str(&format!("    {}\n", hint.say(Language::Danish)));
        }
    }
    golden.push('\n');
    golden
}

fn of_conditions() -> Vec<(String, Vec<Diagnostic>)> {
    let long = format!("{} > 1", "1 + ".repeat(600) + "1");
    let deep = format!("{}true{}", "(".repeat(200), ")".repeat(200));
    let chain = format!("{}1 > 1", "1 + ".repeat(200));
    let written = CONDITIONS.iter().map(|text| (*text).to_owned());
    written
        .chain([long, deep, chain])
        .map(|text| {
            let findings = guard(&text, Wanted::Boolean).map(|guard| guard.text().to_owned());
            let findings = findings.expect_err(&text);
            (text, findings)
        })
        .collect()
}

#[test]
fn every_finding_says_what_is_wrong_where_and_what_to_do() {
    let mut golden = String::new();
    for (text, findings) in of_conditions() {
        assert!(!findings.is_empty(), "{text}");
        if text.len() < 100 {
            golden.push_str(&shown(&text, &findings));
        }
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn a_value_must_fit_its_field() {
    let mut golden = String::new();
    let flow = flow();
    for (field, text) in [
        ("assessment.need", "7"),
        ("assessment.need", "assessment.weight"),
        ("assessment.visits", "assessment.visits / 2"),
        ("assessment.held_on", "\"2026-01-05\""),
        ("decision.outcome", "\"granded\""),
        ("decision.earlier", "decision.outcome"),
        ("assessment.name", "decision.outcome"),
        ("assessment.urgent", "assessment.need"),
        ("order.lines", "order.papers"),
    ] {
        let kind = &flow.data.field(&super::testbed::path(field)).unwrap().kind;
        let findings = guard(text, Wanted::Of(kind))
            .map(|guard| guard.text().to_owned())
            .expect_err(text);
        golden.push_str(&shown(text, &findings));
    }
    assert!(guard("assessment.need", Wanted::Of(&FieldKind::Computed)).is_ok());
    insta::assert_snapshot!(golden);
}

fn with_computed(fields: &str) -> Flow {
    let text = format!(
        "samspil: 1\nflow: f\ntitle: T\nparties: {{a: {{title: A, side: authority}}}}\ndata:\n  s:\n{fields}\
         stages: {{w: {{title: W, does: {{i: {{milestone: I, when: s.z > 1}}}}}}}}\n"
    );
    let (flow, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    flow.unwrap()
}

#[test]
fn computed_fields_in_a_circle_are_found_and_nothing_is_said_twice() {
    for (fields, expected, sound) in [
        ("    z: {is: s.z + 1}\n", vec!["F0512 7:13 s.z → s.z"], false),
        (
            "    z: {is: s.y + 1}\n    y: {is: s.x}\n    x: {is: s.z}\n",
            vec![
                "F0512 7:13 s.z → s.y → s.x → s.z",
                "F0512 8:13 s.y → s.x → s.z → s.y",
                "F0512 9:13 s.x → s.z → s.y → s.x",
            ],
            false,
        ),
        (
            "    z: {is: s.y}\n    y: {is: s.nothing}\n",
            vec!["F0503 8:15 "],
            false,
        ),
        ("    z: {is: 1 +}\n", vec!["F0501 7:16 "], false),
        (
            "    l: {list: {a: {is: b}, b: {is: a}}}\n    z: {is: count(s.l)}\n",
            vec![
                "F0512 7:24 s.l.a → s.l.b → s.l.a",
                "F0512 7:36 s.l.b → s.l.a → s.l.b",
            ],
            true,
        ),
        (
            "    l: {list: {b: {type: integer}, a: {is: b > s.z}}}\n    z: {is: sum(s.l.b)}\n",
            vec![],
            true,
        ),
    ] {
        let (guards, findings) = compile_all(&with_computed(fields));
        let found: Vec<String> = findings
            .iter()
            .map(|finding| {
                let circle = match finding.what.args.get("circle") {
                    Some(Arg::Text(way)) => way.as_str(),
                    _ => "",
                };
                format!(
                    "{} {}:{} {circle}",
                    finding.code.0, finding.place.line, finding.place.column
                )
            })
            .collect();
        assert_eq!(found, expected, "{fields}");
        assert_eq!(!guards.when.is_empty(), sound, "{fields}");
    }
}

/// The findings of a condition of an item in an otherwise sound flow.
fn of_scale(text: &str) -> Vec<Diagnostic> {
    let mut flow = flow().clone();
    flow.items["assess"].when = Some(expression(text));
    let (guards, findings) = compile_all(&flow);
    assert_eq!(guards.when.len(), 1, "{text}");
    findings
}

#[test]
fn a_comparison_that_no_level_changes_is_a_warning() {
    for (text, expected) in [
        ("assessment.need > 4", Some("guard-never")),
        ("4 < assessment.need", Some("guard-never")),
        ("assessment.need < 0", Some("guard-never")),
        ("assessment.need >= 0", Some("guard-always")),
        ("0 <= assessment.need", Some("guard-always")),
        ("assessment.need <= 4", Some("guard-always")),
        ("assessment.need < 4", None),
        ("assessment.need >= 4", None),
        ("assessment.need > 0", None),
        ("assessment.need == 0", None),
        ("assessment.need != 4", None),
    ] {
        let findings = of_scale(text);
        assert!(
            findings
                .iter()
                .all(|finding| finding.severity == Severity::Warning),
            "{text}"
        );
        let found = findings.first().map(|finding| finding.what.key.as_str());
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn every_code_is_found_by_a_test_and_explained() {
    let mut found: BTreeSet<&str> = of_conditions()
        .iter()
        .flat_map(|(_, findings)| findings.iter().map(|finding| finding.code.0))
        .collect();
    found.extend(["F0512", "F0532", "F0533", "F0534"]);
    found.extend(
        of_scale("assessment.need > 4")
            .iter()
            .map(|finding| finding.code.0),
    );
    let all: BTreeSet<&str> = GUARD_CODES.iter().map(|code| code.0).collect();
    assert_eq!(found, all);
    for code in all {
        let explained = Message::new(&format!("explain-{code}"));
        assert!(core_catalogue().knows(&explained.key), "{code} is not explained");
    }
}

#[test]
fn places_follow_the_lines_of_a_long_expression() {
    let findings = guard("done(assess) &&\n  assessment.nede > 1", Wanted::Boolean).unwrap_err();
    let place = findings[0].place;
    assert_eq!(
        (place.line, place.column, place.length),
        (PLACE.line + 1, PLACE.column + 13, 4)
    );
}
