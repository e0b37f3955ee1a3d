//! Flows with tables that the tests of tables share.

use crate::flow::{Diagnostic, Flow, read};
use crate::guard::{Guards, compile_all};

/// What the tables of the tests look at.
pub(super) const DATA: &str = "samspil: 1
flow: tables
title: Tabeller
parties: {caseworker: {title: Rådgiver, side: authority}}
data:
  device:
    kind: {type: choice, title: {da: Type, en: Type}, of: {ramp: {da: Rampe, en: Ramp}, chair: {da: Kørestol, en: Wheelchair}, car: {da: Bil, en: Car}}}
    urgent: {type: boolean, title: {da: Haster, en: Urgent}}
    price: {type: money, title: {da: Pris, en: Price}}
    weight: {type: decimal, title: {da: Vægt, en: Weight}}
    town: {type: text, title: {da: By, en: Town}}
    asked_on: {type: date, title: {da: Søgt, en: Asked}}
    asked_at: {type: time, title: {da: Kl., en: At}}
    secret: {type: integer, sensitive: true, title: {da: Skjult, en: Hidden}}
    owner: {type: person}
  citizen:
    age: {type: integer, title: {da: Alder, en: Age}}
    need: {type: level, of: 0..4, title: {da: Behov, en: Need}}
  order:
    lines:
      title: {da: Linjer, en: Lines}
      list:
        service: {type: choice, of: [visit, stay], title: {da: Ydelse, en: Service}}
        days: {type: integer}
    papers: {list: {pages: {type: integer}}}
does: {rest: {milestone: M}}
";

/// A flow with these tables.
pub(super) fn with(tables: &str) -> (Flow, Guards, Vec<Diagnostic>) {
    let text = format!("{DATA}{tables}");
    let (flow, findings) = read(&text);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    (flow, guards, findings)
}
