//! What tools have added to a model, beyond CMMN: carried, or named.

use std::collections::BTreeSet;

use super::{Element, Reading, called, id};
use crate::import::cmmn::element::{
    added, attribute, extensions, first, inside, is_added, is_own, named, tag,
};
use crate::text::Message;

/// Attributes that are carried, or named in words of their own.
const CARRIED: [&str; 32] = [
    "assignee",
    "autoCompleteCondition",
    "availableCondition",
    "candidateGroups",
    "candidateStarterGroups",
    "candidateStarterUsers",
    "class",
    "collectionVariable",
    "collectionVariableName",
    "correlationParameters",
    "counterVariable",
    "delegateExpression",
    "elementIndexVariable",
    "elementVariable",
    "eventType",
    "exitEventType",
    "exitType",
    "expression",
    "formKey",
    "isBlockingExpression",
    "maxInstanceCount",
    "repetitionCounterVariableName",
    "resultVariableName",
    "scriptFormat",
    "sentryRef",
    "signalRef",
    "topic",
    "triggerMode",
    "type",
    "typeRef",
    "variableChangeType",
    "variableName",
];

/// Attributes about how an engine runs or shows a case, which change nothing in its course.
pub(super) const IDLE: [&str; 15] = [
    "async",
    "asyncLeave",
    "autoStoreVariables",
    "displayOrder",
    "exclusive",
    "fallbackToDefaultTenant",
    "formFieldValidation",
    "historyTimeToLive",
    "includeInStageOverview",
    "initiatorVariableName",
    "parallelInSameTransaction",
    "resourceDefinitionsRef",
    "sameDeployment",
    "validateFormFields",
    "versionTag",
];

/// Elements that are carried, or named in words of their own.
const CARRIED_ELEMENTS: [&str; 10] = [
    "caseExecutionListener",
    "caseLifecycleListener",
    "completionNeutralRule",
    "eventType",
    "four_eyes",
    "parentCompletionRule",
    "planItemLifecycleListener",
    "rendez_vous",
    "taskListener",
    "timerStart",
];

/// Code that an engine runs when an item turns.
const LISTENERS: [&str; 4] = [
    "planItemLifecycleListener",
    "caseLifecycleListener",
    "taskListener",
    "caseExecutionListener",
];

/// Words in the namespaces of what belongs to the drawing alone.
const DRAWING: [&str; 7] = [
    "/design",
    "/modeler",
    "bpmn.io",
    "signavio",
    "/XML/1998",
    "/DI",
    "CMMNDI",
];

/// How many names of additions are told of one item.
pub(super) const MAX_TOLD: usize = 12;

impl<'x> Reading<'x, '_> {
    /// What a case may say that the flow does not carry.
    pub(super) fn case_extras(&mut self, case: Element<'x>, plan: Element<'x>) {
        for (at, name) in [(case, "candidateStarterUsers"), (case, "candidateStarterGroups")] {
            if let Some(value) = added(at, name) {
                let what = Message::new("import-cmmn-starters").with("value", value);
                self.found.not_carried(id(at), at, what);
            }
        }
        for at in [case, plan] {
            self.listeners(at);
        }
        self.left_over(case, plan, false);
    }

    /// Code that a tool has run when an item turns.
    pub(super) fn listeners(&mut self, at: Element<'x>) {
        let count = extensions(at)
            .filter(|extension| LISTENERS.contains(&tag(*extension)))
            .count();
        if count > 0 {
            let what = Message::new("import-cmmn-listeners")
                .with("name", called(at))
                .with("count", u32::try_from(count).unwrap_or(u32::MAX));
            self.found.not_carried(id(at), at, what);
        }
    }

    /// The items that another person must have done (four eyes); that the same person must is named.
    pub(super) fn others(&mut self, at: Element<'x>) -> Vec<String> {
        let tasks = |name: &'static str| {
            extensions(at)
                .filter(move |extension| tag(*extension) == name)
                .flat_map(|extension| extension.children().filter(Element::is_element))
                .filter_map(|task| attribute(task, "taskRef"))
        };
        if tasks("rendez_vous").next().is_some() {
            let what = Message::new("import-cmmn-same-person").with("item", called(at));
            self.found.not_carried(id(at), at, what);
        }
        tasks("four_eyes").map(str::to_owned).collect()
    }

    /// Names what a tool has added to an item and its definition, and nothing here reads.
    pub(super) fn left_over(&mut self, at: Element<'x>, definition: Element<'x>, begins: bool) {
        let mut names: BTreeSet<&'x str> = BTreeSet::new();
        let controls = [first(at, "itemControl"), first(definition, "defaultControl")];
        let controls = controls.into_iter().flatten();
        let rules: Vec<Element<'x>> = controls
            .flat_map(|control| [control].into_iter().chain(inside(control)))
            .collect();
        let criteria = named(at, "entryCriterion").chain(named(at, "exitCriterion"));
        for element in [at, definition].into_iter().chain(rules).chain(criteria) {
            names.extend(attributes(element));
            names.extend(elements(element));
        }
        if begins {
            // What goes into the case and comes out is carried.
            names.retain(|name| !["in", "out"].contains(name));
        }
        if names.is_empty() {
            return;
        }
        let told: Vec<&str> = names.into_iter().take(MAX_TOLD).collect();
        let what = Message::new("import-cmmn-added")
            .with("item", called(at))
            .with("names", told.join(", "));
        self.found.not_carried(id(at), at, what);
    }
}

/// Attributes that nothing reads.
fn attributes<'x>(element: Element<'x>) -> impl Iterator<Item = &'x str> {
    element
        .attributes()
        .filter(is_added)
        .filter(|attribute| !attribute.namespace().is_some_and(is_drawing))
        .filter(|attribute| {
            let name = attribute.name();
            let of_nobody = attribute.value().contains(['$', '#']);
            let names_who = ["assignee", "candidateGroups"].contains(&name);
            // An expression names nobody whom the flow knows.
            (names_who && of_nobody) || !(CARRIED.contains(&name) || IDLE.contains(&name))
        })
        .map(|attribute| attribute.name())
}

/// Elements that nothing reads.
pub(super) fn elements<'x>(element: Element<'x>) -> impl Iterator<Item = &'x str> {
    let direct = element.children().filter(Element::is_element);
    let direct = direct.filter(|inner| !is_own(inner));
    extensions(element)
        .chain(direct)
        .filter(|inner| !inner.tag_name().namespace().is_some_and(is_drawing))
        .map(|inner| inner.tag_name().name())
        .filter(|name| !CARRIED_ELEMENTS.contains(name))
        // What says nothing but whether a form is checked as it is filled in.
        .filter(|name| !name.ends_with("form-field-validation"))
}

pub(super) fn is_drawing(namespace: &str) -> bool {
    DRAWING.iter().any(|word| namespace.contains(word))
}
