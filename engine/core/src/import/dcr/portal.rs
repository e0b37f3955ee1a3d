//! Graphs as the DCR portal saves them: `dcrgraph`, with events, relations and marking each in their own place.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{Event, Graph, Kind, Link, Says, Variable};
use super::parts::{Reader, all_text, found, inside, named, said, text};
use crate::import::codes::{DANGLING, NOT_CARRIED};
use crate::import::{Element, Finding, Findings, Xml};
use crate::text::Message;

/// What an event's type may be; without one it is a plain event.
const TYPES: [&str; 4] = ["nesting", "subprocess", "form", "template"];

/// What a graph says about itself where nobody has written anything.
const NO_PURPOSE: &str = "DCR Process";

/// What an event holds for drawing and sorting alone.
const DRAWING: [&str; 14] = [
    "visualization",
    "roles",
    "readRoles",
    "eventScope",
    "eventDescription",
    "purpose",
    "guide",
    "insight",
    "level",
    "sequence",
    "costs",
    "eventData",
    "eventParameters",
    "keywords",
];

/// What lies in an event, and its attributes, that are read or say only how it is shown.
const PARTS_OF_EVENT: [&str; 3] = ["event", "custom", "template"];
const OF_EVENT: [&str; 3] = ["id", "scope", "type"];

/// The lists of a graph that are read, or hold nothing of the course.
const LISTS: [&str; 8] = [
    "subProcesses",
    "events",
    "labels",
    "labelMappings",
    "expressions",
    "variables",
    "variableAccesses",
    "custom",
];

/// What a variable is in the store: those that are not filled say so.
const NOTHING: &str = "true";

pub(super) fn read<'x>(xml: &'x Xml<'x>, findings: &mut Findings) -> Graph<'x> {
    let root = xml.root();
    let mut reader = Reader {
        xml,
        graph: Graph {
            title: said(root, "title").unwrap_or_default().to_owned(),
            ..Graph::default()
        },
        findings,
    };
    let resources = found(root, &["specification", "resources"]);
    if let Some(resources) = resources {
        reader.purpose(resources);
        reader.variables(resources);
        reader.events(root, resources);
        for list in inside(resources).filter(|list| !LISTS.contains(&list.tag_name().name())) {
            let id = list.tag_name().name();
            if inside(list).next().is_some() || !text(list).is_empty() {
                reader.left_out(id, list, "import-dcr-part");
            }
        }
        for part in named(resources, "subProcesses").flat_map(inside) {
            let id = part.attribute("id").unwrap_or("subProcess");
            reader.left_out(id, part, "import-dcr-instances");
        }
    }
    let expressions = resources.map_or_else(BTreeMap::new, expressions);
    if let Some(constraints) = found(root, &["specification", "constraints"]) {
        for relation in inside(constraints).flat_map(inside) {
            reader.constraint(relation, &expressions);
        }
    }
    reader.graph
}

/// The expressions by their ids.
fn expressions<'x>(resources: Element<'x>) -> BTreeMap<&'x str, &'x str> {
    let all = named(resources, "expressions").flat_map(inside);
    let written = all.filter_map(|one| Some((said(one, "id")?, said(one, "value").or_else(|| one.text())?)));
    written.collect()
}

/// What the marking says of events: who is in play, done and owed.
#[derive(Default)]
struct Marking<'x> {
    /// None where the graph has no list of them: then all are.
    included: Option<BTreeSet<&'x str>>,
    executed: BTreeSet<&'x str>,
    pending: BTreeSet<&'x str>,
    names: BTreeMap<&'x str, &'x str>,
}

impl<'x> Reader<'_, 'x> {
    fn purpose(&mut self, resources: Element<'x>) {
        let details = ["graphDetails", "graphDocumentation"]
            .into_iter()
            .filter_map(|name| found(resources, &["custom", name]))
            .map(text)
            .filter(|text| !text.is_empty() && text != NO_PURPOSE);
        self.graph.purpose = details.collect::<Vec<_>>().join(" ");
    }

    fn variables(&mut self, resources: Element<'x>) {
        for variable in named(resources, "variables").flat_map(inside) {
            if let Some(name) = self.id(variable) {
                let of = Variable {
                    kind: said(variable, "type"),
                    value: said(variable, "value"),
                    at: Some(variable),
                };
                self.graph.variables.insert(name.to_owned(), of);
            }
        }
    }

    fn events(&mut self, root: Element<'x>, resources: Element<'x>) {
        let marking = self.marking(root, resources);
        let writes = writes(resources);
        let mut open: Vec<(Element<'x>, Option<usize>)> =
            named(resources, "events").map(|events| (events, None)).collect();
        while let Some((at, parent)) = open.pop() {
            for event in named(at, "event") {
                if let Some(inner) = self.portal_event(event, parent, &marking, &writes) {
                    open.push((event, Some(inner)));
                }
            }
        }
        let known = self.graph.by_id();
        let marked = marking.included.iter().flatten();
        let marked = marked.chain(&marking.executed).chain(&marking.pending);
        let missing: BTreeSet<&str> = marked.filter(|id| !known.contains_key(**id)).copied().collect();
        for list in found(root, &["runtime", "marking"]).into_iter().flat_map(inside) {
            for event in named(list, "event") {
                let id = said(event, "id").unwrap_or_default();
                if missing.contains(id) {
                    let what = Message::new("import-dangling").with("name", id);
                    let finding = Finding::error(DANGLING, Some(id), self.xml.place(event), what);
                    self.wrong(finding.hinting(Message::new("import-dangling-hint")));
                }
            }
        }
    }

    fn marking(&mut self, root: Element<'x>, resources: Element<'x>) -> Marking<'x> {
        let Some(marking) = found(root, &["runtime", "marking"]) else {
            return Marking {
                names: names(resources),
                ..Marking::default()
            };
        };
        let ids = |list: &'static str| -> BTreeSet<&'x str> {
            let events = named(marking, list).flat_map(|list| named(list, "event"));
            events.filter_map(|event| said(event, "id")).collect()
        };
        for variable in named(marking, "globalStore").flat_map(inside) {
            let name = said(variable, "id").filter(|_| said(variable, "isNull") != Some(NOTHING));
            if let (Some(name), Some(value)) = (name, said(variable, "value")) {
                let of = self.graph.variables.entry(name.to_owned()).or_default();
                of.value = Some(value);
                of.kind = of.kind.or_else(|| said(variable, "type"));
                of.at = of.at.or(Some(variable));
            }
        }
        Marking {
            included: found(marking, &["included"]).map(|_| ids("included")),
            executed: ids("executed"),
            pending: ids("pendingResponses"),
            names: names(resources),
        }
    }

    /// Reads an event; gives its place in the list where others may lie in it.
    fn portal_event(
        &mut self,
        at: Element<'x>,
        parent: Option<usize>,
        marking: &Marking<'x>,
        writes: &BTreeMap<&'x str, Vec<&'x str>>,
    ) -> Option<usize> {
        let id = self.id(at)?;
        let kind = match said(at, "type") {
            None | Some("event" | "activity") => Kind::Event,
            Some("nesting") => Kind::Nesting,
            Some("subprocess" | "form") => Kind::SubProcess,
            Some("template") => {
                self.left_out(id, at, "import-dcr-template");
                Kind::Event
            }
            Some(other) => {
                self.unknown_type(id, at, other);
                // What holds events is at least a group of them.
                match named(at, "event").next() {
                    Some(_) => Kind::Nesting,
                    None => Kind::Event,
                }
            }
        };
        let custom = found(at, &["custom"]);
        self.unsaid(id, custom);
        self.unread(id, at);
        let listed = |list: &'static str, one: &'static str| -> Vec<String> {
            let lists = custom.into_iter().flat_map(|custom| named(custom, list));
            let all = lists.flat_map(|list| named(list, one)).map(text);
            all.filter(|text| !text.is_empty()).collect()
        };
        let guidance = ["eventDescription", "purpose", "guide"].into_iter();
        let guidance = guidance.filter_map(|name| custom.and_then(|custom| found(custom, &[name])));
        let guidance: Vec<String> = guidance.map(text).filter(|text| !text.is_empty()).collect();
        let mut sets: Vec<String> = writes
            .get(id)
            .into_iter()
            .flatten()
            .map(|name| (*name).to_owned())
            .collect();
        sets.extend(self.own_value(id, custom));
        let event = Event {
            id,
            name: marking.names.get(id).copied().unwrap_or(id).to_owned(),
            kind,
            parent,
            roles: listed("roles", "role"),
            readers: listed("readRoles", "readRole"),
            included: marking
                .included
                .as_ref()
                .is_none_or(|included| included.contains(id)),
            executed: marking.executed.contains(id),
            pending: marking.pending.contains(id),
            guidance: guidance.join(" "),
            sets,
            at,
        };
        self.event(event).filter(|_| kind != Kind::Event)
    }

    /// The value that an event has itself, under its own id, where it has a type.
    fn own_value(&mut self, id: &'x str, custom: Option<Element<'x>>) -> Option<String> {
        let kind = found(custom?, &["eventData", "dataType"])?;
        let word = kind.text().map(str::trim).filter(|word| !word.is_empty())?;
        if matches!(word, "unspecified" | "none" | "void") {
            return None;
        }
        let of = self.graph.variables.entry(id.to_owned()).or_default();
        of.kind = of.kind.or(Some(word));
        of.at = of.at.or(Some(kind));
        Some(id.to_owned())
    }

    /// What is written about an event that is neither drawing nor carried.
    fn unsaid(&mut self, id: &str, custom: Option<Element<'x>>) {
        for part in custom.into_iter().flat_map(inside) {
            let says = all_text(part);
            if says.is_empty() || DRAWING.contains(&part.tag_name().name()) {
                continue;
            }
            let what = Message::new("import-dcr-about-event")
                .with("id", id)
                .with("element", part.tag_name().name())
                .with("text", says);
            let place = self.xml.place(part);
            self.findings
                .add(Finding::warning(NOT_CARRIED, Some(id), place, what));
        }
    }

    /// An event of a kind that no graph is known to have is carried as a plain one.
    fn unknown_type(&mut self, id: &str, at: Element<'x>, kind: &str) {
        let what = Message::new("import-dcr-about-event")
            .with("id", id)
            .with("element", "type")
            .with("text", kind);
        let hint = Message::new("import-value-hint").with("known", crate::text::Arg::from(TYPES.to_vec()));
        let finding = Finding::warning(NOT_CARRIED, Some(id), self.xml.place(at), what);
        self.findings.add(finding.hinting(hint));
    }

    /// What stands at an event beside what is read of it.
    fn unread(&mut self, id: &str, at: Element<'x>) {
        let parts = inside(at).filter(|part| !PARTS_OF_EVENT.contains(&part.tag_name().name()));
        let written = |part: Element<'x>| {
            let message = said(part, "message").map(str::to_owned);
            message.unwrap_or_else(|| all_text(part))
        };
        let parts = parts.map(|part| (part.tag_name().name(), written(part)));
        let more = at.attributes().filter(|one| !OF_EVENT.contains(&one.name()));
        let more = more.map(|one| (one.name(), one.value().trim().to_owned()));
        for (name, text) in parts.chain(more).filter(|(_, text)| !text.is_empty()) {
            let what = Message::new("import-dcr-about-event")
                .with("id", id)
                .with("element", name)
                .with("text", text);
            let place = self.xml.place(at);
            self.findings
                .add(Finding::warning(NOT_CARRIED, Some(id), place, what));
        }
    }

    fn constraint(&mut self, at: Element<'x>, expressions: &BTreeMap<&'x str, &'x str>) {
        let own = found(at, &["custom", "id"]).and_then(|own| said(own, "id"));
        let (source, target) = (said(at, "sourceId"), said(at, "targetId"));
        let between = format!("{} → {}", source.unwrap_or("?"), target.unwrap_or("?"));
        let id = own.map_or(between, str::to_owned);
        let word = at.tag_name().name();
        let Some(says) = Says::named(word) else {
            let key = match word {
                "spawn" | "templateSpawn" => "import-dcr-spawn",
                "coresponse" | "coresponce" => "import-dcr-coresponse",
                "update" => "import-dcr-update",
                _ => "import-dcr-part",
            };
            return self.left_out(&id, at, key);
        };
        let source = self.attribute(at, "sourceId", &id);
        let target = self.attribute(at, "targetId", &id);
        let guard = self.guard_of(at, &id, expressions);
        let (Some(source), Some(target), true) = (source, target, self.may_link(at)) else {
            return;
        };
        let time = ["time", "delay", "deadline"]
            .into_iter()
            .find_map(|name| said(at, name));
        self.graph.links.push(Link {
            id,
            says,
            source,
            target,
            guard,
            time,
            at,
        });
    }

    /// The guard of a relation: written with it, or the expression that it names.
    fn guard_of(
        &mut self,
        at: Element<'x>,
        id: &str,
        expressions: &BTreeMap<&'x str, &'x str>,
    ) -> Option<&'x str> {
        let Some(name) = said(at, "expressionId") else {
            let written = said(at, "guard").or_else(|| said(at, "expression"));
            return written.or_else(|| {
                found(at, &["guard"])?
                    .text()
                    .map(str::trim)
                    .filter(|guard| !guard.is_empty())
            });
        };
        let found = expressions.get(name).copied();
        if found.is_none() {
            let what = Message::new("import-dangling").with("name", name);
            let finding = Finding::error(DANGLING, Some(id), self.xml.place(at), what);
            self.wrong(finding.hinting(Message::new("import-dangling-hint")));
        }
        found
    }
}

/// What events are called.
fn names<'x>(resources: Element<'x>) -> BTreeMap<&'x str, &'x str> {
    let mappings = named(resources, "labelMappings").flat_map(|list| named(list, "labelMapping"));
    let all = mappings.filter_map(|one| Some((said(one, "eventId")?, said(one, "labelId")?)));
    all.collect()
}

/// The variables that events set.
fn writes<'x>(resources: Element<'x>) -> BTreeMap<&'x str, Vec<&'x str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for access in named(resources, "variableAccesses")
        .flat_map(inside)
        .flat_map(inside)
    {
        let writes = access.tag_name().name().starts_with("write");
        let event = said(access, "activityId").or_else(|| said(access, "eventId"));
        if let (true, Some(event), Some(variable)) = (writes, event, said(access, "variableId")) {
            found.entry(event).or_default().push(variable);
        }
    }
    found
}
