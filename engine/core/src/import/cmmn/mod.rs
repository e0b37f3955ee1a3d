//! CMMN 1.1 (and 1.0) as engines and drawing tools write it, made into a flow.
//!
//! `reading` follows the references of a model, `expression` reads its conditions, `writing` writes the flow file.

mod element;
mod expression;
mod findings;
mod model;
mod reading;
mod writing;

use super::{Imported, Xml};
use findings::Found;

/// Makes a flow file of a CMMN model.
pub(super) fn import(xml: &Xml<'_>) -> Imported {
    let mut found = Found::new(xml);
    let case = reading::read(&mut found);
    let flow = match case {
        Some(case) if !found.findings.hinder() => Some(writing::write(&case, &mut found)),
        _ => None,
    };
    Imported {
        flow: flow.filter(|_| !found.findings.hinder()),
        findings: found.findings.into_list(),
    }
}
