//! What both forms of a graph are read with.

use super::graph::{Event, Graph};
use crate::import::codes::{NO_ID, NOT_CARRIED, TOO_MANY, VALUE};
use crate::import::{Element, Finding, Findings, Xml};
use crate::text::{Arg, Message};

/// How many events, nestings and sub-processes a graph may have: as many items as a flow.
const MAX_EVENTS: usize = 1_000;

/// How many relations a graph may have: twenty for each event.
const MAX_LINKS: usize = 20 * MAX_EVENTS;

/// What a reading gathers.
pub(super) struct Reader<'r, 'x> {
    pub(super) xml: &'x Xml<'x>,
    pub(super) graph: Graph<'x>,
    pub(super) findings: &'r mut Findings,
}

impl<'x> Reader<'_, 'x> {
    /// Says that something hinders the import.
    pub(super) fn wrong(&mut self, finding: Finding) {
        self.findings.add(finding);
    }

    /// Says that a part is not carried, and what it says.
    pub(super) fn left_out(&mut self, id: &str, at: Element<'_>, key: &str) {
        let what = Message::new(key).with("id", id);
        let finding = Finding::warning(NOT_CARRIED, Some(id), self.xml.place(at), what);
        self.findings
            .add(finding.hinting(Message::new("import-not-carried-hint")));
    }

    /// The id of an element, which everything that is spoken of must have.
    pub(super) fn id(&mut self, at: Element<'x>) -> Option<&'x str> {
        let id = at.attribute("id").map(str::trim).filter(|id| !id.is_empty());
        if id.is_none() {
            let what = Message::new("import-no-id").with("element", at.tag_name().name());
            let finding = Finding::error(NO_ID, None, self.xml.place(at), what);
            self.wrong(finding.hinting(Message::new("import-no-id-hint")));
        }
        id
    }

    /// An attribute that must be written.
    pub(super) fn attribute(&mut self, at: Element<'x>, name: &str, id: &str) -> Option<&'x str> {
        let value = at
            .attribute(name)
            .map(str::trim)
            .filter(|value| !value.is_empty());
        if value.is_none() {
            let what = Message::new("import-no-attribute").with("name", name);
            self.wrong(Finding::error(NO_ID, Some(id), self.xml.place(at), what));
        }
        value
    }

    /// Says that a value is none of those that belong there.
    pub(super) fn unknown_value(
        &mut self,
        id: &str,
        at: Element<'_>,
        name: &str,
        value: &str,
        known: Vec<&str>,
    ) {
        let what = Message::new("import-value")
            .with("name", name)
            .with("value", value);
        let hint = Message::new("import-value-hint").with("known", Arg::from(known));
        let finding = Finding::error(VALUE, Some(id), self.xml.place(at), what);
        self.wrong(finding.hinting(hint));
    }

    /// `true` or `false`, and `what` where nothing is written.
    pub(super) fn flag(&mut self, at: Element<'x>, name: &str, otherwise: bool) -> bool {
        match at.attribute(name).map(str::trim) {
            None | Some("") => otherwise,
            Some("true" | "1") => true,
            Some("false" | "0") => false,
            Some(other) => {
                let id = at.attribute("id").unwrap_or_default();
                self.unknown_value(id, at, name, other, vec!["true", "false"]);
                otherwise
            }
        }
    }

    /// Adds an event, within bounds; gives its place in the list.
    pub(super) fn event(&mut self, event: Event<'x>) -> Option<usize> {
        let number = self.graph.events.len();
        if number == MAX_EVENTS {
            self.too_many(event.at, MAX_EVENTS);
        }
        if number >= MAX_EVENTS {
            return None;
        }
        self.graph.events.push(event);
        Some(number)
    }

    /// Whether one more relation is within bounds.
    pub(super) fn may_link(&mut self, at: Element<'x>) -> bool {
        if self.graph.links.len() == MAX_LINKS {
            self.too_many(at, MAX_LINKS);
        }
        self.graph.links.len() < MAX_LINKS
    }

    fn too_many(&mut self, at: Element<'_>, most: usize) {
        let most = u32::try_from(most).unwrap_or(u32::MAX);
        let what = Message::new("import-too-many")
            .with("element", at.tag_name().name())
            .with("most", most);
        let finding = Finding::error(TOO_MANY, at.attribute("id"), self.xml.place(at), what);
        self.findings
            .add_once(finding.hinting(Message::new("import-too-complex-hint")));
    }
}

/// The elements in an element, in order.
pub(super) fn inside<'x>(at: Element<'x>) -> impl Iterator<Item = Element<'x>> {
    at.children().filter(Element::is_element)
}

/// The elements of a name in an element.
pub(super) fn named<'x>(at: Element<'x>, name: &'static str) -> impl Iterator<Item = Element<'x>> {
    inside(at).filter(move |element| element.tag_name().name() == name)
}

/// The element that a path of names leads to, the first where there are several.
pub(super) fn found<'x>(at: Element<'x>, path: &[&'static str]) -> Option<Element<'x>> {
    path.iter().try_fold(at, |at, name| named(at, name).next())
}

/// The text directly in an element.
pub(super) fn text(at: Element<'_>) -> String {
    in_one_line(at.children())
}

/// The text in an element, however deep.
pub(super) fn all_text(at: Element<'_>) -> String {
    in_one_line(at.descendants())
}

fn in_one_line<'x>(parts: impl Iterator<Item = Element<'x>>) -> String {
    let texts = parts.filter(Element::is_text).filter_map(|part| part.text());
    let words: Vec<&str> = texts.flat_map(str::split_whitespace).collect();
    words.join(" ")
}

/// An attribute that says something.
pub(super) fn said<'x>(at: Element<'x>, name: &str) -> Option<&'x str> {
    at.attribute(name)
        .map(str::trim)
        .filter(|value| !value.is_empty())
}
