//! What the ids of a case stand for; an id that stands for two things is an error.

use std::collections::BTreeMap;

use super::{below, id};
use crate::import::Element;
use crate::import::cmmn::element::tag;
use crate::import::cmmn::findings::Found;
use crate::import::codes::CMMN_TWICE;
use crate::text::Message;

/// What a plan item can be made of.
pub(super) const DEFINITIONS: [&str; 14] = [
    "stage",
    "planFragment",
    "task",
    "humanTask",
    "processTask",
    "caseTask",
    "decisionTask",
    "milestone",
    "eventListener",
    "timerEventListener",
    "userEventListener",
    "event",
    "timerEvent",
    "userEvent",
];

/// What is planned.
const ITEMS: [&str; 2] = ["planItem", "discretionaryItem"];

/// The elements of a case by their ids.
#[derive(Debug, Default)]
pub(super) struct Ids<'x> {
    pub(super) definitions: BTreeMap<&'x str, Element<'x>>,
    pub(super) sentries: BTreeMap<&'x str, Element<'x>>,
    pub(super) exits: BTreeMap<&'x str, Element<'x>>,
    pub(super) items: BTreeMap<&'x str, Element<'x>>,
    pub(super) rules: BTreeMap<&'x str, Element<'x>>,
}

impl<'x> Ids<'x> {
    pub(super) fn of(case: Element<'x>, plan: Element<'x>, found: &mut Found<'x>) -> Self {
        let mut ids = Self::default();
        let mut first: BTreeMap<&'x str, Element<'x>> = BTreeMap::new();
        for element in below(case) {
            let (name, key) = (tag(element), id(element));
            if key.is_empty() {
                continue;
            }
            let kind = if element == plan {
                continue;
            } else if DEFINITIONS.contains(&name) {
                &mut ids.definitions
            } else if ITEMS.contains(&name) {
                &mut ids.items
            } else if name == "sentry" {
                &mut ids.sentries
            } else if name == "exitCriterion" {
                ids.exits.entry(key).or_insert(element);
                continue;
            } else if name == "applicabilityRule" {
                &mut ids.rules
            } else {
                continue;
            };
            if let Some(other) = first.get(key) {
                let line = found.xml.place(*other).line;
                let what = Message::new("import-cmmn-twice").with("line", line);
                found.error(CMMN_TWICE, key, element, what, "import-cmmn-twice-hint");
                continue;
            }
            first.insert(key, element);
            kind.insert(key, element);
        }
        ids
    }
}
