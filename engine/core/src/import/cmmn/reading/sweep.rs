//! What nothing reads is named: parts and attributes that CMMN does not have, and what tools have added in places where nothing
//! else looks.

use std::collections::{BTreeMap, BTreeSet};

use super::extra::{IDLE, MAX_TOLD, elements, is_drawing};
use super::{Element, Reading, below, called, id, ids};
use crate::import::cmmn::element::{is_added, tag};
use crate::text::Message;

/// The parts of a model, in CMMN 1.1 and 1.0, that are read, named in words of their own, or say nothing of the course.
const PARTS: [&str; 66] = [
    "applicabilityRule",
    "artifact",
    "association",
    "bindingRefinement",
    "body",
    "caseFileItem",
    "caseFileItemDefinition",
    "caseFileItemOnPart",
    "caseFileItemStartTrigger",
    "caseFileItems",
    "caseFileModel",
    "casePlanModel",
    "caseRefExpression",
    "caseRoles",
    "caseTask",
    "children",
    "condition",
    "decisionRefExpression",
    "decisionTask",
    "defaultControl",
    "discretionaryItem",
    "documentation",
    "entryCriterion",
    "event",
    "eventListener",
    "exitCriterion",
    "extensionElements",
    "humanTask",
    "ifPart",
    "input",
    "inputs",
    "itemControl",
    "manualActivationRule",
    "milestone",
    "onPart",
    "output",
    "outputs",
    "parameterMapping",
    "performer",
    "planFragment",
    "planItem",
    "planItemDefinition",
    "planItemOnPart",
    "planItemStartTrigger",
    "planningTable",
    "processRefExpression",
    "processTask",
    "property",
    "reactivateEventListener",
    "relationship",
    "repetitionRule",
    "requiredRule",
    "role",
    "sentry",
    "source",
    "stage",
    "standardEvent",
    "target",
    "task",
    "text",
    "textAnnotation",
    "timerEventListener",
    "timerExpression",
    "transformation",
    "userEventListener",
    "tableItem",
];

/// Those that only CMMN 1.0 has.
const OLD_PARTS: [&str; 2] = ["timerEvent", "userEvent"];

/// The attributes of parts that are read, named in words of their own, or say nothing of the course.
const ATTRIBUTES: [&str; 36] = [
    "applicabilityRuleRefs",
    "associationDirection",
    "authorizedRoleRefs",
    "autoComplete",
    "bindingRef",
    "caseRef",
    "condition",
    "contextRef",
    "decisionRef",
    "definitionRef",
    "definitionType",
    "description",
    "direction",
    "entryCriteriaRefs",
    "exitCriteriaRefs",
    "exitCriterionRef",
    "expressionLanguage",
    "formKey",
    "id",
    "importRef",
    "initiatorVariableName",
    "isBlocking",
    "isCollection",
    "language",
    "multiplicity",
    "name",
    "performerRef",
    "processRef",
    "resource",
    "sentryRef",
    "standardEvent",
    "structureRef",
    "targetRef",
    "textFormat",
    "type",
    "typeRef",
];

/// What says where something comes from; between data nothing reads it.
const SOURCES: [&str; 2] = ["sourceRef", "targetRefs"];

/// Parts that are looked at with the item that they belong to.
const WITH_ITEMS: [&str; 8] = [
    "defaultControl",
    "discretionaryItem",
    "entryCriterion",
    "exitCriterion",
    "itemControl",
    "manualActivationRule",
    "planItem",
    "repetitionRule",
];

/// What is unread of one part of the model.
#[derive(Default)]
struct Unread<'x> {
    parts: BTreeSet<String>,
    added: BTreeSet<&'x str>,
}

impl<'x> Reading<'x, '_> {
    /// Names what nothing reads of a case.
    pub(super) fn sweep(&mut self, case: Element<'x>, plan: Element<'x>) {
        let mut unread: BTreeMap<usize, (Element<'x>, Unread<'x>)> = BTreeMap::new();
        for element in below(case) {
            let around = element
                .ancestors()
                .find(|one| !id(*one).is_empty())
                .unwrap_or(case);
            let (_, found) = unread
                .entry(around.range().start)
                .or_insert_with(|| (around, Unread::default()));
            found.parts.extend(parts_of(element));
            if !(element == plan || tag(element) == "extensionElements" || is_with_its_item(element)) {
                found.added.extend(unread_attributes(element));
                found
                    .added
                    .extend(elements(element).filter(|name| !is_read(element, name)));
            }
        }
        for (at, found) in unread.into_values() {
            self.unread(at, "import-cmmn-part", found.parts.iter().map(String::as_str));
            self.unread(at, "import-cmmn-added", found.added.iter().copied());
        }
    }

    fn unread<'n>(&mut self, at: Element<'x>, key: &str, names: impl Iterator<Item = &'n str>) {
        let told: Vec<&str> = names.take(MAX_TOLD).collect();
        if told.is_empty() {
            return;
        }
        let what = Message::new(key)
            .with("item", called(at))
            .with("names", told.join(", "));
        self.found.not_carried(id(at), at, what);
    }
}

/// A part that CMMN does not have, the outermost; and attributes that it does not have.
fn parts_of(element: Element<'_>) -> Vec<String> {
    let word = element.tag_name().name();
    let is_known = |element: Element<'_>| {
        let names = [element.tag_name().name(), tag(element)];
        names
            .iter()
            .any(|name| PARTS.contains(name) || OLD_PARTS.contains(name))
    };
    if !is_known(element) {
        let inside_one = element.parent().is_some_and(|around| {
            around.is_element() && !is_known(around) && around.tag_name().name() != "case"
        });
        return if inside_one {
            Vec::new()
        } else {
            vec![word.to_owned()]
        };
    }
    let names_a_source = |name: &str| {
        let between_data = tag(element) == "caseFileItem";
        SOURCES.contains(&name) && !between_data
    };
    element
        .attributes()
        .filter(|attribute| attribute.namespace().is_none())
        .map(|attribute| attribute.name())
        .filter(|name| !ATTRIBUTES.contains(name) && !names_a_source(name))
        .map(|name| format!("{word} {name}"))
        .collect()
}

fn is_with_its_item(element: Element<'_>) -> bool {
    let name = tag(element);
    WITH_ITEMS.contains(&name) || name == "requiredRule" || ids::DEFINITIONS.contains(&name)
}

/// What a tool has added to a part that is no item, but for how a sentry remembers.
fn unread_attributes<'x>(element: Element<'x>) -> impl Iterator<Item = &'x str> {
    let all = element.attributes().filter(is_added);
    let all = all.filter(|attribute| !attribute.namespace().is_some_and(is_drawing));
    let names = all.map(|attribute| attribute.name());
    names.filter(|name| !IDLE.contains(name) && *name != "triggerMode")
}

/// Whether what a tool has added here is read after all.
fn is_read(element: Element<'_>, name: &str) -> bool {
    name == "variableOnPart" && tag(element) == "sentry"
}
