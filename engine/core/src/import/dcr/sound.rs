//! What in a graph contradicts itself: ids that stand twice, events that lie in themselves, relations to nowhere.

use std::collections::BTreeMap;

use super::graph::{Event, Graph};
use crate::import::codes::{CIRCLE, DANGLING, ID_TWICE, NOTHING_THERE};
use crate::import::{Finding, Findings, Xml};
use crate::text::Message;

pub(super) fn check(graph: &Graph<'_>, xml: &Xml<'_>, findings: &mut Findings) {
    if graph.events.is_empty() && !findings.hinder() {
        let place = xml.place(xml.root());
        let finding = Finding::error(NOTHING_THERE, None, place, Message::new("import-dcr-empty"));
        findings.add(finding.hinting(Message::new("import-dcr-empty-hint")));
    }
    ids(graph, xml, findings);
    ends(graph, xml, findings);
}

fn ids(graph: &Graph<'_>, xml: &Xml<'_>, findings: &mut Findings) {
    let mut first: BTreeMap<&str, &Event<'_>> = BTreeMap::new();
    for event in &graph.events {
        let Some(other) = first.get(event.id) else {
            first.insert(event.id, event);
            continue;
        };
        let above = std::iter::successors(event.parent, |number| graph.events.get(*number)?.parent);
        let mut above = above.filter_map(|number| graph.events.get(number));
        let (code, key) = if above.any(|above| above.id == event.id) {
            (CIRCLE, "import-in-itself")
        } else {
            (ID_TWICE, "import-id-twice")
        };
        let line = xml.place(other.at).line;
        let what = Message::new(key).with("id", event.id).with("line", line);
        let finding = Finding::error(code, Some(event.id), xml.place(event.at), what);
        findings.add(finding.hinting(Message::new("import-id-twice-hint")));
    }
}

fn ends(graph: &Graph<'_>, xml: &Xml<'_>, findings: &mut Findings) {
    let known = graph.by_id();
    for link in &graph.links {
        for end in [link.source, link.target] {
            if !known.contains_key(end) {
                let what = Message::new("import-dangling").with("name", end);
                let finding = Finding::error(DANGLING, Some(&link.id), xml.place(link.at), what);
                findings.add(finding.hinting(Message::new("import-dangling-hint")));
            }
        }
    }
}
