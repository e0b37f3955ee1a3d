//! What is wrong with a model or not carried from it: which part of it, where, and what to do.

use serde::Serialize;

use super::codes::{LEFT_OUT, MORE_FINDINGS};
use crate::flow::{Code, Place, Severity};
use crate::text::Message;

/// How many findings are shown: more than anyone corrects before reading the model again.
const MAX_FINDINGS: usize = 200;

/// One finding in a model.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Finding {
    /// The stable code.
    pub code: Code,
    /// An error hinders the import; a warning says what is not carried.
    pub severity: Severity,
    /// The id of the part of the model that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub what: Message,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<Message>,
}

impl Finding {
    /// The word for what of the model is not carried; none where it is something else that was found.
    #[must_use]
    pub fn left_out(&self) -> Option<&'static str> {
        let word = self.what.key.strip_prefix("import-")?;
        LEFT_OUT.iter().copied().find(|known| *known == word)
    }

    /// Something that hinders the import.
    #[must_use]
    pub fn error(code: Code, id: Option<&str>, place: Place, what: Message) -> Self {
        Self {
            code,
            severity: Severity::Error,
            id: id.filter(|id| !id.is_empty()).map(str::to_owned),
            place,
            what,
            hint: None,
        }
    }

    /// Something that is not carried.
    #[must_use]
    pub fn warning(code: Code, id: Option<&str>, place: Place, what: Message) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, id, place, what)
        }
    }

    /// The same finding with what to do about it.
    #[must_use]
    pub fn hinting(mut self, hint: Message) -> Self {
        self.hint = Some(hint);
        self
    }
}

/// The findings so far.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Finding>,
    more: bool,
}

impl Findings {
    /// Adds a finding; past the bound only that there are more is said.
    pub fn add(&mut self, finding: Finding) {
        if self.found.len() < MAX_FINDINGS {
            self.found.push(finding);
        } else {
            self.more = true;
        }
    }

    /// Adds a finding that is said once, whatever it is about.
    pub fn add_once(&mut self, finding: Finding) {
        let said = self.found.iter().any(|other| other.code == finding.code);
        if !said {
            self.add(finding);
        }
    }

    /// Those with this code.
    pub fn of(&self, code: Code) -> impl Iterator<Item = &Finding> {
        self.found.iter().filter(move |finding| finding.code == code)
    }

    /// Whether there are so many that looking further serves nobody.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.more
    }

    /// Whether something hinders the import.
    #[must_use]
    pub fn hinder(&self) -> bool {
        self.more
            || self
                .found
                .iter()
                .any(|finding| finding.severity == Severity::Error)
    }

    /// All of them in the order of the file, and a last one where there are more.
    #[must_use]
    pub fn into_list(self) -> Vec<Finding> {
        let mut found = self.found;
        found.sort_by_key(|finding| finding.place);
        if self.more {
            let most = u32::try_from(MAX_FINDINGS).unwrap_or(u32::MAX);
            let what = Message::new("import-more-findings").with("most", most);
            found.push(Finding::error(MORE_FINDINGS, None, Place::default(), what));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::codes::SYNTAX;
    use super::*;

    #[test]
    fn findings_come_in_the_order_of_the_file_and_are_bounded() {
        let mut findings = Findings::default();
        for line in (1..=250).rev() {
            let place = Place {
                line,
                ..Place::default()
            };
            findings.add(Finding::warning(
                SYNTAX,
                Some(""),
                place,
                Message::new("import-xml"),
            ));
        }
        assert!(findings.is_full() && findings.hinder());
        let list = findings.into_list();
        assert_eq!(list.len(), MAX_FINDINGS + 1);
        assert_eq!(list[0].id, None);
        assert!(list[..MAX_FINDINGS].is_sorted_by_key(|finding| finding.place));
        assert_eq!(list[MAX_FINDINGS].code, MORE_FINDINGS);
    }
}
