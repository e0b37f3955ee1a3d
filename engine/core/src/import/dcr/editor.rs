//! Graphs as dcr-js saves them: `dcr:definitions`, where nestings and sub-processes are elements of their own.

use super::graph::{Event, Graph, Kind, Link, Says, Variable};
use super::parts::{Reader, found, inside, named, said};
use crate::import::{Element, Findings, Xml};

/// What a relation may be.
const RELATIONS: [&str; 5] = ["condition", "response", "include", "exclude", "milestone"];

/// The id that every new graph has, which says nothing of this one.
const ANY_GRAPH: &str = "dcrGraph";

pub(super) fn read<'x>(xml: &'x Xml<'x>, findings: &mut Findings) -> Graph<'x> {
    let mut reader = Reader {
        xml,
        graph: Graph::default(),
        findings,
    };
    if let Some(graph) = found(xml.root(), &["dcrGraph"]) {
        reader.graph.title = said(graph, "id")
            .filter(|id| *id != ANY_GRAPH)
            .unwrap_or_default()
            .to_owned();
        // What lies in a nesting or sub-process is read after it, so that it comes later in the list.
        let mut open = vec![(graph, None)];
        while let Some((at, parent)) = open.pop() {
            for element in inside(at) {
                if let Some(inner) = reader.part(element, parent) {
                    open.push((element, Some(inner)));
                }
            }
        }
    }
    reader.graph
}

impl<'x> Reader<'_, 'x> {
    /// Reads a part; gives its place in the list where others may lie in it.
    fn part(&mut self, at: Element<'x>, parent: Option<usize>) -> Option<usize> {
        let kind = match at.tag_name().name() {
            "event" => Kind::Event,
            "nesting" => Kind::Nesting,
            "subProcess" => Kind::SubProcess,
            "relation" => {
                self.relation(at);
                return None;
            }
            "eventData" | "textBox" => return None,
            _ => {
                let id = at.attribute("id").unwrap_or(at.tag_name().name());
                self.left_out(id, at, "import-dcr-part");
                return None;
            }
        };
        let id = self.id(at)?;
        if self.flag(at, "multi-instance", false) {
            self.left_out(id, at, "import-dcr-instances");
        }
        let sets = named(at, "eventData").filter_map(|data| self.data(data, id));
        let sets = sets.collect();
        let roles = said(at, "role").unwrap_or_default().split(',');
        let event = Event {
            id,
            name: said(at, "description").unwrap_or(id).to_owned(),
            kind,
            parent,
            roles: roles
                .map(str::trim)
                .filter(|role| !role.is_empty())
                .map(str::to_owned)
                .collect(),
            readers: Vec::new(),
            included: self.flag(at, "included", true),
            executed: self.flag(at, "executed", false),
            pending: self.flag(at, "pending", false),
            guidance: String::new(),
            sets,
            at,
        };
        self.event(event).filter(|_| kind != Kind::Event)
    }

    /// A variable that an event sets.
    fn data(&mut self, at: Element<'x>, event: &str) -> Option<String> {
        let name = self.attribute(at, "name", event)?.to_owned();
        let variable = Variable {
            kind: said(at, "type"),
            value: said(at, "default"),
            at: Some(at),
        };
        self.graph.variables.entry(name.clone()).or_insert(variable);
        Some(name)
    }

    fn relation(&mut self, at: Element<'x>) {
        let Some(id) = self.id(at) else { return };
        let Some(word) = self.attribute(at, "type", id) else {
            return;
        };
        let (source, target) = (
            self.attribute(at, "sourceRef", id),
            self.attribute(at, "targetRef", id),
        );
        let Some(says) = Says::named(word) else {
            match word {
                "spawn" => self.left_out(id, at, "import-dcr-spawn"),
                "coresponse" | "noresponse" => self.left_out(id, at, "import-dcr-coresponse"),
                "update" | "value" => self.left_out(id, at, "import-dcr-update"),
                _ => self.unknown_value(id, at, "type", word, RELATIONS.to_vec()),
            }
            return;
        };
        let (Some(source), Some(target)) = (source, target) else {
            return;
        };
        if self.may_link(at) {
            self.graph.links.push(Link {
                id: id.to_owned(),
                says,
                source,
                target,
                guard: said(at, "guard"),
                time: said(at, "time"),
                at,
            });
        }
    }
}
