//! What an item is, and what of it only another system could do.

use super::{Element, Reading, called, id};
use crate::import::cmmn::element::{added, attribute, extensions, first, tag, words};
use crate::import::cmmn::expression::{Tree, parse};
use crate::import::cmmn::model::{Call, Kind};
use crate::text::Message;

/// How much of what another system would run is told, in characters.
const MAX_TOLD_CHARS: usize = 80;

impl<'x> Reading<'x, '_> {
    /// What a plan item is, with what it is made of, and the case that it begins.
    pub(super) fn kind(&mut self, at: Element<'x>, definition: Element<'x>) -> (Kind, Option<Call<'x>>) {
        let blocking = self.blocks(at, definition);
        let call = match tag(definition) {
            "caseTask" => self.call(at, definition, !blocking),
            _ => None,
        };
        (self.kind_of(at, definition, blocking, call.is_some()), call)
    }

    fn kind_of(&mut self, at: Element<'x>, definition: Element<'x>, blocking: bool, begins: bool) -> Kind {
        let work = if blocking { Kind::Work } else { Kind::AtOnce };
        match tag(definition) {
            "stage" => Kind::Stage,
            "humanTask" => {
                self.form(at, definition);
                work
            }
            "task" => self.task(at, definition, work),
            "caseTask" if begins => Kind::Subcase,
            name @ ("processTask" | "caseTask") => {
                let (reference, key) = if name == "caseTask" {
                    ("caseRef", "import-cmmn-case")
                } else {
                    ("processRef", "import-cmmn-process")
                };
                let name = reference_of(definition, reference);
                self.elsewhere(at, key, &name);
                if blocking { Kind::Elsewhere } else { Kind::AtOnce }
            }
            "decisionTask" => {
                let name = reference_of(definition, "decisionRef");
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
            _ => {
                self.said_by(at, definition);
                Kind::Listener
            }
        }
    }

    /// Who alone may make an event happen; in a flow whoever knows of it says so.
    fn said_by(&mut self, at: Element<'x>, definition: Element<'x>) {
        if let Some(roles) = attribute(definition, "authorizedRoleRefs") {
            self.elsewhere(at, "import-cmmn-authorized", roles);
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

    /// Whether the case waits for a task to be done.
    fn blocks(&mut self, at: Element<'x>, definition: Element<'x>) -> bool {
        let Some(text) = added(definition, "isBlockingExpression") else {
            return attribute(definition, "isBlocking") != Some("false");
        };
        if let Some(Tree::Truth(blocking)) = parse(text) {
            return blocking;
        }
        self.elsewhere(at, "import-cmmn-blocking", text);
        true
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
        let named = extensions(definition).find(|extension| tag(*extension) == "eventType");
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

/// What a task refers to: in an attribute, or as an expression in an element of its own.
fn reference_of(definition: Element<'_>, name: &'static str) -> String {
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
