//! What is found while a CMMN model is read and carried over: for the report, and for the flow file.

use crate::flow::{Code, MAX_NOT_CARRIED};
use crate::import::codes::{CMMN_NOT_CARRIED, CMMN_QUESTION};
use crate::import::{Element, Finding, Findings, Xml};
use crate::text::{Language, Message, Text};

/// Findings with the model that they are about.
pub(super) struct Found<'x> {
    pub(super) xml: &'x Xml<'x>,
    pub(super) findings: Findings,
    /// What the flow file says is not carried: the id and the words.
    pub(super) not_carried: Vec<(String, Text)>,
}

impl<'x> Found<'x> {
    pub(super) fn new(xml: &'x Xml<'x>) -> Self {
        Self {
            xml,
            findings: Findings::default(),
            not_carried: Vec::new(),
        }
    }

    /// Something that hinders the import.
    pub(super) fn error(&mut self, code: Code, id: &str, at: Element<'x>, what: Message, hint: &str) {
        if self.findings.is_full() {
            return;
        }
        let finding = Finding::error(code, Some(id), self.xml.place(at), what);
        self.findings.add(finding.hinting(Message::new(hint)));
    }

    /// Something of the model that the flow does not carry.
    pub(super) fn not_carried(&mut self, id: &str, at: Element<'x>, what: Message) {
        self.warning(CMMN_NOT_CARRIED, id, at, what, "import-cmmn-not-carried-hint");
    }

    /// A condition that the flow asks people about, since it cannot be read.
    pub(super) fn question(&mut self, id: &str, at: Element<'x>, what: Message) {
        self.warning(CMMN_QUESTION, id, at, what, "import-cmmn-question-hint");
    }

    /// Something that does not hinder the import; the flow file says it as well.
    pub(super) fn warning(&mut self, code: Code, id: &str, at: Element<'x>, what: Message, hint: &str) {
        let text = Text {
            da: what.say(Language::Danish),
            en: Some(what.say(Language::English)),
        };
        let line = (id.to_owned(), text);
        // What lies in a stage that is planned twice is told once.
        if self.not_carried.contains(&line) {
            return;
        }
        if self.not_carried.len() < MAX_NOT_CARRIED {
            self.not_carried.push(line);
        }
        if !self.findings.is_full() {
            let finding = Finding::warning(code, Some(id), self.xml.place(at), what);
            self.findings.add(finding.hinting(Message::new(hint)));
        }
    }
}
