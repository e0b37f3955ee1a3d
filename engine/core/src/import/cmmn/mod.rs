//! CMMN 1.1 (and 1.0) as engines and drawing tools write it, made into a flow.
//!
//! `reading` follows the references of a model, `expression` reads its conditions, `writing` writes the flow file.

mod element;
mod expression;
mod findings;
mod model;
mod reading;
mod writing;

pub(super) use element::CMMN as NAMESPACES;

use super::{Imported, Xml};
use findings::Found;

/// Makes a flow file of a CMMN model.
pub(super) fn import(xml: &Xml<'_>) -> Imported {
    let mut found = Found::new(xml);
    let cases = reading::read(&mut found);
    let mut flows = Vec::new();
    if !found.findings.hinder() {
        flows = writing::write(cases, &mut found);
    }
    if found.findings.hinder() {
        flows.clear();
    }
    let mut flows = flows.into_iter();
    Imported {
        flow: flows.next().map(|main| main.text),
        others: flows.collect(),
        findings: found.findings.into_list(),
    }
}
