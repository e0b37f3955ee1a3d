//! Entry and exit criteria with their sentries.

use super::{Element, Reading, id, references};
use crate::import::cmmn::element::{added, attribute, first, inside, named, words};
use crate::import::cmmn::model::{Criterion, OnPart};
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
        let on: Vec<OnPart<'x>> = inside(sentry).filter_map(|part| self.on_part(part)).collect();
        let parts = inside(sentry).filter(|part| is_on_part(*part)).count();
        let when = first(sentry, "ifPart").and_then(|part| self.condition(part));
        if parts == 0 && when.is_none() {
            let what = Message::new("import-cmmn-empty-sentry");
            let hint = "import-cmmn-empty-sentry-hint";
            self.found
                .error(CMMN_EMPTY_SENTRY, id(sentry), sentry, what, hint);
        }
        // A part that could not be read has been told; without it the rest would mean something else.
        if on.len() < parts {
            return None;
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

    fn on_part(&mut self, at: Element<'x>) -> Option<OnPart<'x>> {
        if !is_on_part(at) {
            return None;
        }
        let of_file = is_of_file(at);
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
        if let Some(criterion) = attribute(at, "exitCriterionRef").or_else(|| attribute(at, "sentryRef")) {
            let what = Message::new("import-cmmn-exit-criterion").with("name", criterion);
            self.found.not_carried(id(at), at, what);
        }
        Some(OnPart {
            at,
            id: id(at).to_owned(),
            source: source.to_owned(),
            event,
            of_file,
        })
    }
}

/// Whether an element is a part of a sentry that listens.
fn is_on_part(at: Element<'_>) -> bool {
    matches!(
        at.tag_name().name(),
        "planItemOnPart" | "caseFileItemOnPart" | "onPart"
    )
}

/// CMMN 1.0 tells the kinds of on-parts by their type.
fn is_of_file(at: Element<'_>) -> bool {
    let kind = added(at, "type").unwrap_or_default();
    at.tag_name().name() == "caseFileItemOnPart" || kind.contains("CaseFileItemOnPart")
}
