//! What is gathered while a file is read: findings, and names that must turn out to exist.

use crate::flow::code::MORE_FINDINGS;
use crate::flow::{Act, Code, Diagnostic, Flow, LegalSource, Place, Severity};
use crate::text::Message;

use super::references::{Reference, Target};

/// How many findings are shown at once: more than anyone mends before reading the file again.
const MAX_FINDINGS: usize = 200;

/// How many references are looked up: a file of the largest size has fewer.
const MAX_REFERENCES: usize = 50_000;

/// Findings and references so far.
pub(super) struct Reading {
    findings: Vec<Diagnostic>,
    references: Vec<Reference>,
    acts: Vec<Act>,
}

impl Reading {
    pub(super) const fn new(findings: Vec<Diagnostic>) -> Self {
        Self {
            findings,
            references: Vec::new(),
            acts: Vec::new(),
        }
    }

    /// What is known of acts, for the sources that are read from now on.
    pub(super) fn know_acts(&mut self, acts: &[Act]) {
        acts.clone_into(&mut self.acts);
    }

    /// Fills in what the source's act says for it.
    pub(super) fn of_act(&self, source: &mut LegalSource) {
        if let Some(act) = self.acts.iter().find(|act| act.name == source.act) {
            source.take_from(act);
        }
    }

    /// No more findings are taken; whoever would search for a suggestion need not.
    pub(super) const fn is_full(&self) -> bool {
        self.findings.len() > MAX_FINDINGS
    }

    pub(super) fn report(&mut self, finding: Diagnostic) {
        if !self.is_full() {
            self.findings.push(finding);
        }
    }

    /// An error with what to do about it.
    pub(super) fn error(&mut self, code: Code, place: Place, what: Message, hint: Message) {
        self.report(Diagnostic::error(code, place, what).hinting(hint));
    }

    /// An error that says all by itself.
    pub(super) fn plain_error(&mut self, code: Code, place: Place, what: Message) {
        self.report(Diagnostic::error(code, place, what));
    }

    pub(super) fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// Remembers a name that must turn out to stand for something.
    pub(super) fn refer(&mut self, target: Target, name: &str, place: Place) {
        if self.references.len() < MAX_REFERENCES {
            self.references.push(Reference {
                target,
                name: name.to_owned(),
                place,
            });
        }
    }

    pub(super) fn take_references(&mut self) -> Vec<Reference> {
        std::mem::take(&mut self.references)
    }

    /// The flow, where nothing is an error, and the findings in the order of their places.
    pub(super) fn finish(mut self, flow: Option<Flow>) -> (Option<Flow>, Vec<Diagnostic>) {
        let more = self.is_full();
        self.findings.truncate(MAX_FINDINGS);
        self.findings.sort_by_key(|finding| finding.place);
        if more {
            let last = self
                .findings
                .last()
                .map(|finding| finding.place)
                .unwrap_or_default();
            let most = u32::try_from(MAX_FINDINGS).unwrap_or(u32::MAX);
            let what = Message::new("flow-more-findings").with("most", most);
            self.findings.push(Diagnostic::error(MORE_FINDINGS, last, what));
        }
        let flow = if self.has_errors() { None } else { flow };
        (flow, self.findings)
    }
}
