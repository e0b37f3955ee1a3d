//! What people read of tables: golden text, Danish and English.

use std::fmt::Write;

use super::testbed::with;
use crate::flow::Expression;
use crate::guard::testbed::MadeUp;
use crate::guard::{RuleTable, Wanted, compile};
use crate::text::Language;

const TABLES: &str = "tables:
  limit:
    title: {da: Frist efter hjælpemiddel, en: Limit by device}
    reads: {kind: device.kind, urgent: device.urgent}
    gives: {weeks: {type: integer, title: {da: Frist, en: Limit}, unit: {da: uger, en: weeks}}}
    rules:
      - {urgent: true, weeks: 1, note: Tryksår og udskrivning.}
      - {urgent: false, kind: [ramp, chair], weeks: 5}
      - {urgent: false, kind: {not: [ramp, chair]}, weeks: 12}
  rate:
    title: {da: Takst, en: Rate}
    hit: first
    reads: {weight: device.weight, price: device.price, town: device.town, at: device.asked_at, secret: device.secret, half: {is: citizen.age / 2, title: Halv alder}}
    gives: {rate: {type: money, per: day}, ok: boolean}
    valid: 2026-01-01..2027-12-31
    rules:
      - {weight: \"(1..2]\", price: \"> 24000\", town: Skive, at: 08:00.., half: \"(1..2)\", valid: 2026-01-01..2026-06-30, rate: 1234.50, ok: true}
      - {weight: \"[1..2)\", price: ..10, town: {not: Skive}, at: < 08:00, secret: 7, valid: 2026-07-01.., rate: 2, ok: false}
    otherwise: {rate: 0, ok: false}
  offers:
    title: {da: Tilbud, en: Offers}
    hit: output_order
    reads: {age: citizen.age}
    gives: {offer: {type: choice, of: {visit: {da: Besøg, en: Visit}, call: {da: Opkald, en: Call}}}, hours: integer}
    rules: [{age: 60.., offer: call, hours: 1}, {age: 70.., offer: visit, hours: 2}]
  points:
    title: Point
    hit: count
    reads: {age: citizen.age}
    gives: {points: integer}
    rules: [{age: 60.., points: 1}, {age: 70.., points: 1}]
  of_lines:
    title: {da: Linjetakst, en: Rate of lines}
    reads: {service: order.lines.service}
    gives: {amount: money}
    rules: [{service: visit, amount: 400}, {service: stay, amount: 900}]
";

fn facts() -> MadeUp {
    MadeUp::default()
        .with("device.kind", "choice chair")
        .with("device.urgent", "false")
        .with("device.weight", "1.5")
        .with("device.price", "kr 24000.01")
        .with("device.town", "Skive")
        .with("device.secret", "7")
        .with("citizen.age", "71")
        .rows(
            "order.lines",
            &[&[("service", "choice visit")], &[("service", "choice stay")], &[]],
        )
}

#[test]
fn a_table_is_drawn_as_a_sheet() {
    let (_, guards, findings) = with(TABLES);
    assert_eq!(findings, []);
    let mut golden = String::new();
    for table in guards.tables.values() {
        let sheet = table.sheet().unwrap();
        for language in Language::ALL {
            let says = |cells: &[crate::text::Arg]| {
                let cells = cells.iter().map(|cell| cell.words(language));
                cells.collect::<Vec<String>>().join(" | ")
            };
            let heads: Vec<_> = sheet.columns.iter().map(|column| column.title.clone()).collect();
            let title = sheet.title.in_language(language);
            writeln!(golden, "{title}. {}\n{}", sheet.hit.say(language), says(&heads)).unwrap();
            for row in &sheet.rows {
                let note = row.note.as_ref().map_or("", |note| note.in_language(language));
                writeln!(golden, "{:?}: {} {note}", row.heading, says(&row.cells)).unwrap();
            }
        }
        golden.push('\n');
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn the_rule_that_decided_is_named_with_the_values_that_it_was_found_by() {
    let (flow, guards, _) = with(TABLES);
    let mut golden = String::new();
    let facts = facts();
    let say = |golden: &mut String, message: &crate::text::Message| {
        for language in Language::ALL {
            writeln!(golden, "{}", message.say(language)).unwrap();
        }
    };
    let sentences = |table: &RuleTable| table.sentences(&facts);
    for message in guards.tables.values().flat_map(sentences) {
        say(&mut golden, &message);
    }
    for text in [
        "limit.weeks > 5",
        "rate.ok",
        "rate.rate >= 100 || limit.weeks == 5",
        "points.points < 2",
        "count(offers) == 1",
        "any(offers.offer == \"call\" && offers.hours > 1)",
        "all(of_lines.amount > 500)",
        "exists(rate.rate)",
    ] {
        let expression = Expression {
            text: text.to_owned(),
            place: crate::flow::Place::default(),
        };
        let guard = compile(&flow, &expression, Wanted::Boolean).unwrap();
        writeln!(golden, "\n{text}").unwrap();
        for message in guard.explain(&facts) {
            say(&mut golden, &message);
        }
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn a_table_answers_what_it_is_asked_or_says_what_is_wrong_with_the_question() {
    let (_, guards, _) = with(TABLES);
    let limit = &guards.tables["limit"];
    let ask = |text: &str| {
        limit.ask(
            serde_json::from_str::<serde_json::Value>(text)
                .unwrap()
                .as_object()
                .unwrap(),
        )
    };
    let answer = ask(r#"{"kind": "car", "urgent": false}"#).unwrap();
    assert_eq!((answer.rules.as_slice(), answer.unknown), (&[3][..], false));
    assert!(ask(r#"{"urgent": true}"#).unwrap().rules == [1]);
    assert!(ask(r#"{"kind": "car"}"#).unwrap().unknown);
    let wrong = ask(r#"{"kind": "Bil", "urgent": "ja", "age": 7}"#).unwrap_err();
    let wrong: Vec<String> = wrong.iter().map(|what| what.say(Language::Danish)).collect();
    assert_eq!(
        wrong,
        [
            "Tabellen har ingen kolonne, der hedder \"age\". Den ser på: kind, urgent.",
            "Type: \"Bil\" er ikke et af valgene.",
            "Haster: \"ja\" er ikke ja eller nej.",
        ]
    );
}
