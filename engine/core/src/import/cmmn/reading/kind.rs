//! What an item is, and what of it only another system could do.

use super::{Element, Reading, called, id};
use crate::import::cmmn::element::{added, attribute, extensions, first, words};
use crate::import::cmmn::model::Kind;
use crate::text::Message;

/// How much of what another system would run is told, in characters.
const MAX_TOLD_CHARS: usize = 80;

impl<'x> Reading<'x, '_> {
    /// What a plan item is, with what it is made of.
    pub(super) fn kind(&mut self, at: Element<'x>, definition: Element<'x>) -> Kind {
        let blocking = attribute(definition, "isBlocking") != Some("false");
        let work = if blocking { Kind::Work } else { Kind::AtOnce };
        match definition.tag_name().name() {
            "stage" => Kind::Stage,
            "humanTask" => {
                self.form(at, definition);
                work
            }
            "task" => self.task(at, definition, work),
            "processTask" => self.called_elsewhere(at, definition, "processRef", "import-cmmn-process"),
            "caseTask" => self.called_elsewhere(at, definition, "caseRef", "import-cmmn-case"),
            "decisionTask" => {
                let name = self.reference(definition, "decisionRef");
                self.elsewhere(at, "import-cmmn-decision", &name);
                Kind::AtOnce
            }
            "milestone" => Kind::Milestone,
            "timerEventListener" | "timerEvent" => Kind::Timer,
            "eventListener" if added(definition, "eventType") == Some("variable") => Kind::VariableListener,
            "eventListener" | "event" => {
                self.listens_to(at, definition);
                Kind::Listener
            }
            _ => Kind::Listener,
        }
    }

    /// A task that engines do by themselves, by its type.
    fn task(&mut self, at: Element<'x>, definition: Element<'x>, work: Kind) -> Kind {
        let kind = added(definition, "type").unwrap_or_default();
        match kind {
            "" | "human" | "casePage" => work,
            "external-worker" | "externalWorker" | "external" => {
                let topic = added(definition, "topic").unwrap_or(kind);
                self.elsewhere(at, "import-cmmn-external", topic);
                if work == Kind::Work { Kind::Elsewhere } else { work }
            }
            _ => {
                let names = [
                    "class",
                    "expression",
                    "delegateExpression",
                    "scriptFormat",
                    "eventType",
                ];
                let mut told = names.into_iter().filter_map(|name| added(definition, name));
                let runs = told.next().unwrap_or(kind).to_owned();
                self.elsewhere(at, "import-cmmn-service", &runs);
                Kind::AtOnce
            }
        }
    }

    fn called_elsewhere(
        &mut self,
        at: Element<'x>,
        definition: Element<'x>,
        attribute_name: &'static str,
        key: &str,
    ) -> Kind {
        let name = self.reference(definition, attribute_name);
        self.elsewhere(at, key, &name);
        if attribute(definition, "isBlocking") == Some("false") {
            Kind::AtOnce
        } else {
            Kind::Elsewhere
        }
    }

    /// What a task refers to: in an attribute, or as an expression in an element of its own.
    fn reference(&self, definition: Element<'x>, name: &'static str) -> String {
        let element = match name {
            "processRef" => "processRefExpression",
            "caseRef" => "caseRefExpression",
            _ => "decisionRefExpression",
        };
        attribute(definition, name)
            .map(str::to_owned)
            .or_else(|| first(definition, element).map(words))
            .unwrap_or_default()
    }

    fn elsewhere(&mut self, at: Element<'x>, key: &str, name: &str) {
        let name: String = name.chars().take(MAX_TOLD_CHARS).collect();
        let what = Message::new(key).with("item", called(at)).with("name", name);
        self.found.not_carried(id(at), at, what);
    }

    fn form(&mut self, at: Element<'x>, definition: Element<'x>) {
        if let Some(form) = added(definition, "formKey").or_else(|| attribute(definition, "formKey")) {
            self.elsewhere(at, "import-cmmn-form", form);
        }
    }

    /// An event from another system, by whatever name the tool gives it.
    fn listens_to(&mut self, at: Element<'x>, definition: Element<'x>) {
        let named = extensions(definition).find(|extension| extension.tag_name().name() == "eventType");
        let event = named.map(|extension| extension.text().unwrap_or_default().trim().to_owned());
        let event = event.or_else(|| added(definition, "eventType").map(str::to_owned));
        if let Some(condition) = added(definition, "correlationParameters") {
            self.elsewhere(at, "import-cmmn-correlation", condition);
        }
        if let Some(event) = event.filter(|event| event == "intent" || event == "reactivate") {
            self.elsewhere(at, "import-cmmn-event", &event);
        }
    }
}
