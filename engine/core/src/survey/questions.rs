//! The questions of a survey, and what is answered.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// The most questions of a survey: what is answered in ten minutes.
pub const MAX_QUESTIONS: usize = 40;

/// The longest question, in characters: two lines of a page.
pub const MAX_QUESTION_CHARS: usize = 200;

/// The longest name of a question, in characters: that of a field.
const MAX_NAME_CHARS: usize = 40;

/// What a question is answered by: from not at all to quite, as relational coordination is measured (A4.1 in
/// `flows/lines.csv`).
pub const SCALE: RangeInclusive<u8> = 1..=5;

/// Who answers.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Borgere.
    Citizen,
    /// Pårørende.
    Relative,
    /// Medarbejdere hos myndigheden.
    Authority,
    /// Medarbejdere hos udføreren.
    Provider,
}

impl Group {
    /// All groups, in the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Citizen, Self::Relative, Self::Authority, Self::Provider];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Relative => "relative",
            Self::Authority => "authority",
            Self::Provider => "provider",
        }
    }

    /// The group of a word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }
}

/// One question.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// What it is called from one version to the next: letters a to z, digits and `_`.
    pub name: String,
    /// What is asked.
    pub text: Text,
    /// Whom it is asked; everyone where it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

impl Question {
    /// Whether the group is asked it.
    #[must_use]
    pub fn is_for(&self, group: Group) -> bool {
        self.groups.is_empty() || self.groups.contains(&group)
    }
}

/// What one who was asked has answered, by the question's name. What is left out was not answered.
pub type Answers = BTreeMap<String, u8>;

/// Why questions cannot be asked; the place counts from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum QuestionsFault {
    /// There are none, or too many.
    Count,
    /// A name has other signs than it may, or is too long.
    Name(usize),
    /// A name stands twice.
    Twice(usize),
    /// A question is empty or too long.
    Text(usize),
}

/// What is wrong with questions, all of it.
#[must_use]
pub fn check(questions: &[Question]) -> Vec<QuestionsFault> {
    let mut faults = Vec::new();
    if !(1..=MAX_QUESTIONS).contains(&questions.len()) {
        faults.push(QuestionsFault::Count);
    }
    let mut names = BTreeSet::new();
    for (question, place) in questions.iter().zip(1..) {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let name = &question.name;
        if name.is_empty() || name.len() > MAX_NAME_CHARS || !name.bytes().all(plain) {
            faults.push(QuestionsFault::Name(place));
        }
        if !names.insert(name) {
            faults.push(QuestionsFault::Twice(place));
        }
        let texts = std::iter::once(&question.text.da).chain(&question.text.en);
        let fits = |text: &String| {
            let trimmed = text.trim();
            !trimmed.is_empty() && trimmed.chars().count() <= MAX_QUESTION_CHARS
        };
        if !texts.into_iter().all(fits) {
            faults.push(QuestionsFault::Text(place));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(name: &str, text: &str) -> Question {
        Question {
            name: name.to_owned(),
            text: Text::danish(text),
            groups: Vec::new(),
        }
    }

    #[test]
    fn all_that_is_wrong_is_said_at_once() {
        assert_eq!(check(&[]), [QuestionsFault::Count]);
        let long = "x".repeat(MAX_QUESTION_CHARS + 1);
        let questions = [
            question("goals", "Deler vi mål?"),
            question("Mål", "Deler vi mål?"),
            question("goals", " "),
            question("trust", &long),
        ];
        let faults = [
            QuestionsFault::Name(2),
            QuestionsFault::Twice(3),
            QuestionsFault::Text(3),
            QuestionsFault::Text(4),
        ];
        assert_eq!(check(&questions), faults);
        let many: Vec<_> = (0..=MAX_QUESTIONS)
            .map(|number| question(&format!("q{number}"), "?"))
            .collect();
        assert_eq!(check(&many), [QuestionsFault::Count]);
    }

    #[test]
    fn a_group_has_one_word() {
        for group in Group::ALL {
            assert_eq!(Group::of(group.word()), Some(group));
            assert_eq!(serde_json::to_value(group).unwrap(), group.word());
        }
    }
}
