//! What is said where the two flows of a pair do not fit, and that nothing is said where they do.

use std::collections::BTreeSet;

use super::{CARRIED_CODES, Guards, Linked, PAIR_CODES, check_pair, compile_all};
use crate::flow::{Diagnostic, Flow, read, with_protocol};
use crate::text::{Language, Message, core_catalogue};

const ORDERING: &str = include_str!("../flow/read/testdata/paired.yaml");

const DELIVERY: &str = "samspil: 1
flow: delivery
title: Levering
parties:
  authority: {title: Myndighed, side: authority}
  manager: {title: Leder, side: provider, many: true}
data:
  order:
    starts_on: {type: date, optional: true}
    lines:
      list:
        number: {type: text}
        hours: {type: integer}
        answer: {type: choice, of: [accepted, changed, declined], optional: true}
        note: {type: text, optional: true}
pair: {with: ordering, as: deliverer, other: authority}
does:
  ordered:
    wait: Bestilling
    until: {message: ordered}
    takes: {order.starts_on: starts_on, order.lines: lines}
  answer:
    task: Svar
    by: manager
    after: ordered
    fills: [order.lines.answer]
    says: answered
    gives: {lines: order.lines}
  write: {task: Skriv, by: manager, after: answer, says: status, repeats: {freely: true}}
  stop: {task: Afslut, by: manager, optional: true, says: ended}
  stopped: {wait: Afsluttet, until: {message: ended}}
";

fn compiled(text: &str) -> (Flow, Guards, Vec<Diagnostic>) {
    let (flow, findings) = read(text);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}"));
    let (guards, more) = compile_all(&flow);
    (flow, guards, more)
}

/// What is found in the first flow, held against the second.
fn found(own: &str, there: &str) -> Vec<Diagnostic> {
    let (own, own_guards, mut findings) = compiled(own);
    let (there, there_guards, _) = compiled(there);
    let known = |flow: &crate::id::FlowId| {
        let (flow, guards) = (*flow == there.id).then_some((&there, &there_guards))?;
        Some(Linked { flow, guards })
    };
    let linked = Linked {
        flow: &own,
        guards: &own_guards,
    };
    findings.extend(check_pair(linked, &known));
    findings
}

fn golden(name: &str, findings: &[Diagnostic]) -> String {
    let mut golden = format!("{name}\n");
    for language in Language::ALL {
        for finding in findings {
            let hint = finding.hint.as_ref().map(|hint| hint.say(language));
            golden.push_str(&format!(
                "{}:{} {} {}\n  {}\n",
                finding.place.line,
                finding.place.column,
                finding.code.0,
                finding.what.say(language),
                hint.unwrap_or_default()
            ));
        }
    }
    golden
}

fn whole(delivery: &str) -> String {
    with_protocol(delivery, ORDERING).unwrap()
}

/// What is changed in the flow of the deliverer, from what to what.
const DELIVERER: [(&str, &str, &str); 8] = [
    ("no such flow", "with: ordering", "with: orders"),
    ("the same side", "as: deliverer", "as: orderer"),
    (
        "a field that the message lacks",
        "starts_on: starts_on",
        "starts_on: starts_at",
    ),
    (
        "a field of another type",
        "order.starts_on: starts_on",
        "order.starts_on: lines",
    ),
    (
        "a column of a list",
        "order.lines: lines",
        "order.lines.hours: starts_on",
    ),
    ("nothing given", "    gives: {lines: order.lines}\n", ""),
    (
        "a list that lacks a column",
        "gives: {lines: order.lines}",
        "gives: {lines: order.starts_on}",
    ),
    (
        "a field that is no field",
        "gives: {lines: order.lines}",
        "gives: {lines: order.lines, line: today}",
    ),
];
/// What is changed in the flow of the orderer.
const ORDERER: [(&str, &str, &str); 2] = [
    ("another protocol", "at_most: 3", "at_most: 2"),
    (
        "no such party",
        "parties: {manager: provider}",
        "parties: {managr: provider}",
    ),
];

#[test]
fn two_flows_that_fit_are_not_spoken_of() {
    assert_eq!(found(ORDERING, &whole(DELIVERY)), []);
    assert_eq!(found(&whole(DELIVERY), ORDERING), []);
}

/// A protocol that was copied and changed is no longer the same, though every field is of the kind that it was.
#[test]
fn protocols_whose_lists_or_choices_differ_are_not_the_same() {
    for (from, to) in [
        (
            "{list: {number: {type: text}, hours: {type: integer}}}",
            "{list: {number: {type: text}}}",
        ),
        ("hours: {type: integer}}}", "hours: {type: decimal}}}"),
        (
            "of: [accepted, changed, declined]}}}",
            "of: [accepted, changed]}}}",
        ),
    ] {
        let other = ORDERING.replacen(from, to, 1);
        assert_ne!(other, ORDERING, "{from}");
        let findings = found(ORDERING, &with_protocol(DELIVERY, &other).unwrap());
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
        assert_eq!(codes, ["F0563"], "{from}");
    }
}

#[test]
fn what_does_not_fit_is_told_with_what_to_do() {
    let mut all = String::new();
    let mut codes = BTreeSet::new();
    for (name, from, to) in DELIVERER {
        let mut text = DELIVERY.replacen(from, to, 1);
        assert_ne!(text, DELIVERY, "{name}");
        if name == "the same side" {
            text = ORDERING
                .replace("with: delivery", "with: ordering")
                .replace("flow: ordering", "flow: delivery");
        } else {
            text = whole(&text);
        }
        let findings = found(&text, ORDERING);
        assert!(!findings.is_empty(), "{name}");
        codes.extend(findings.iter().map(|finding| finding.code.0));
        all.push_str(&golden(name, &findings));
        all.push('\n');
    }
    for (name, from, to) in ORDERER {
        let findings = found(&ORDERING.replacen(from, to, 1), &whole(DELIVERY));
        codes.extend(findings.iter().map(|finding| finding.code.0));
        all.push_str(&golden(name, &findings));
        all.push('\n');
    }
    // The order ends once it is answered, and the answer waits for the end.
    let ordering = ORDERING.replace("optional: true, says: ended", "after: answer, says: ended");
    let delivery = whole(&DELIVERY.replace("after: ordered\n    fills", "after: stopped\n    fills"));
    for (own, there) in [(&delivery, &ordering), (&ordering, &delivery)] {
        let findings = found(own, there);
        codes.extend(findings.iter().map(|finding| finding.code.0));
        all.push_str(&golden("each waits for the other", &findings));
        all.push('\n');
    }
    insta::assert_snapshot!(all);
    let known: BTreeSet<&str> = PAIR_CODES
        .iter()
        .chain(CARRIED_CODES)
        .map(|code| code.0)
        .collect();
    assert_eq!(codes, known);
    for code in known {
        let explained = Message::new(&format!("explain-{code}"));
        assert!(core_catalogue().knows(&explained.key), "{code} is not explained");
    }
}
