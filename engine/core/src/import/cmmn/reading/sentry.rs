//! Entry and exit criteria with their sentries.

use super::{Element, Reading, id, references};
use crate::import::cmmn::element::{added, attribute, extensions, first, inside, named, tag, words};
use crate::import::cmmn::model::{Condition, Criterion, Of, OnPart};
use crate::import::codes::CMMN_EMPTY_SENTRY;
use crate::text::Message;

impl<'x> Reading<'x, '_> {
    /// What opens an item.
    pub(super) fn entries(&mut self, at: Element<'x>) -> Vec<Criterion<'x>> {
        self.criteria(at, "entryCriterion", "entryCriteriaRefs")
    }

    /// What ends an item or the case.
    pub(super) fn exits(&mut self, at: Element<'x>) -> Vec<Criterion<'x>> {
        self.criteria(at, "exitCriterion", "exitCriteriaRefs")
    }

    /// Criteria as CMMN 1.1 writes them, each an element; and as CMMN 1.0 does, all in one attribute.
    fn criteria(&mut self, at: Element<'x>, name: &'static str, old: &'static str) -> Vec<Criterion<'x>> {
        let mut found = Vec::new();
        for criterion in named(at, name) {
            match attribute(criterion, "sentryRef") {
                Some(sentry) => found.extend(self.criterion(criterion, sentry, "sentryRef")),
                None => match first(criterion, "sentry") {
                    Some(sentry) => found.extend(self.sentry(criterion, sentry)),
                    None => self.dangling(criterion, "sentryRef", ""),
                },
            }
        }
        for sentry in references(at, old) {
            found.extend(self.criterion(at, sentry, old));
        }
        found
    }

    fn criterion(&mut self, at: Element<'x>, name: &'x str, from: &str) -> Option<Criterion<'x>> {
        match self.ids.sentries.get(name).copied() {
            Some(sentry) => self.sentry(at, sentry),
            None => {
                self.dangling(at, from, name);
                None
            }
        }
    }

    fn sentry(&mut self, at: Element<'x>, sentry: Element<'x>) -> Option<Criterion<'x>> {
        let mut on: Vec<OnPart<'x>> = inside(sentry).filter_map(|part| self.on_part(part)).collect();
        let parts: Vec<Element<'x>> = inside(sentry).filter(|part| is_on_part(*part)).collect();
        let of_variables: Vec<OnPart<'x>> = of_variables(sentry).collect();
        let mut when: Vec<Condition<'x>> = self.if_part(sentry).into_iter().collect();
        if parts.is_empty() && of_variables.is_empty() && when.is_empty() {
            // Drawing tools leave one behind where nothing is drawn to it; engines pass it over.
            let what = Message::new("import-cmmn-empty-sentry");
            let hint = "import-cmmn-empty-sentry-hint";
            self.found
                .warning(CMMN_EMPTY_SENTRY, id(sentry), sentry, what, hint);
            return None;
        }
        // A part that could not be read has been told; without it the rest would mean something else.
        if on.len() < parts.len() {
            return None;
        }
        on.extend(of_variables);
        for part in parts {
            self.through(part, &mut on, &mut when);
        }
        let known = if id(at).is_empty() { id(sentry) } else { id(at) };
        let turns = added(at, "exitEventType");
        if let Some(only) = added(at, "exitType").filter(|only| *only != "default") {
            let what = Message::new("import-cmmn-exit-type").with("value", only);
            self.found.not_carried(known, at, what);
        }
        Some(Criterion {
            on,
            when,
            at_once: added(sentry, "triggerMode") == Some("onEvent"),
            as_done: matches!(turns, Some("complete" | "forceComplete")),
        })
    }

    /// The condition of a sentry.
    fn if_part(&mut self, sentry: Element<'x>) -> Option<Condition<'x>> {
        first(sentry, "ifPart").and_then(|part| self.condition(part))
    }

    /// Where only an exit through one criterion counts: an exit at which that criterion was met.
    fn through(&mut self, part: Element<'x>, on: &mut Vec<OnPart<'x>>, when: &mut Vec<Condition<'x>>) {
        let Some((from, name)) = exit_of(part) else {
            return;
        };
        let criterion = self.ids.exits.get(name).copied();
        let sentry = match criterion.map(|criterion| attribute(criterion, "sentryRef")) {
            Some(sentry) => sentry,
            None => Some(name),
        };
        let Some(sentry) = sentry.and_then(|sentry| self.ids.sentries.get(sentry).copied()) else {
            return self.dangling(part, from, name);
        };
        let parts: Vec<Element<'x>> = inside(sentry).filter(|part| is_on_part(*part)).collect();
        for inner in parts {
            if let Some((_, further)) = exit_of(inner) {
                let what = Message::new("import-cmmn-exit-criterion").with("name", further);
                self.found.not_carried(id(part), part, what);
            }
            on.extend(self.on_part(inner));
        }
        when.extend(self.if_part(sentry));
    }

    fn on_part(&mut self, at: Element<'x>) -> Option<OnPart<'x>> {
        if !is_on_part(at) {
            return None;
        }
        let of_file = tag(at) == "caseFileItemOnPart";
        let Some(source) = attribute(at, "sourceRef") else {
            self.dangling(at, "sourceRef", "");
            return None;
        };
        let event = first(at, "standardEvent").map(words).unwrap_or_default();
        let event = if event.is_empty() {
            attribute(at, "standardEvent").unwrap_or_default().to_owned()
        } else {
            event
        };
        Some(OnPart {
            at,
            id: id(at).to_owned(),
            source: source.to_owned(),
            event,
            of: if of_file { Of::Datum } else { Of::Item },
        })
    }
}

/// What a sentry listens for of variables, as an engine has added it to CMMN.
fn of_variables<'x>(sentry: Element<'x>) -> impl Iterator<Item = OnPart<'x>> {
    let all = extensions(sentry).filter(|extension| tag(*extension) == "variableOnPart");
    all.filter_map(move |at| {
        let inner = at
            .children()
            .find(|inner| inner.tag_name().name() == "variableEvent");
        let event = inner.and_then(|event| event.text()).unwrap_or_default();
        Some(OnPart {
            at,
            id: id(sentry).to_owned(),
            source: attribute(at, "variableName")
                .or_else(|| added(at, "variableName"))?
                .to_owned(),
            event: event.trim().to_owned(),
            of: Of::Variable,
        })
    })
}

/// The exit criterion through which alone an exit counts.
fn exit_of(at: Element<'_>) -> Option<(&'static str, &str)> {
    // CMMN 1.0 names its sentry.
    let names = ["exitCriterionRef", "sentryRef"].into_iter();
    names.filter_map(|name| Some((name, attribute(at, name)?))).next()
}

/// Whether an element is a part of a sentry that listens.
fn is_on_part(at: Element<'_>) -> bool {
    matches!(tag(at), "planItemOnPart" | "caseFileItemOnPart" | "onPart")
}
