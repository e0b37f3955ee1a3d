//! DCR graphs: events, and what doing one means for others.
//!
//! `portal` and `editor` read the two forms that graphs are saved in into one `graph`; `sound` finds what contradicts
//! itself; `guard` puts conditions into the guard language; `write` makes the flow file. Every event becomes work that
//! is started by hand and may be done as often as anyone wants, as an event in DCR may.

mod editor;
mod graph;
mod guard;
mod parts;
mod portal;
mod sound;
mod terms;
mod write;

use super::vocabulary::DCR_JS_NAMESPACE;
use super::{Findings, Imported, Xml};

/// Makes a flow file of a DCR graph; `called` is what it is called where it does not say so itself.
pub(super) fn import(xml: &Xml<'_>, called: &str) -> Imported {
    let mut findings = Findings::default();
    let editor = xml.root().tag_name().namespace() == Some(DCR_JS_NAMESPACE);
    let graph = if editor {
        editor::read(xml, &mut findings)
    } else {
        portal::read(xml, &mut findings)
    };
    sound::check(&graph, xml, &mut findings);
    if findings.hinder() {
        return Imported {
            flow: None,
            others: Vec::new(),
            findings: findings.into_list(),
        };
    }
    write::write(&graph, xml, called, findings)
}
