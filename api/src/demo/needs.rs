//! What the demo's citizens need, in words that a municipality would use; nobody is described.

use std::sync::OnceLock;

use serde::Deserialize;
use serde_json::Value as Json;

/// A need and the texts of a case about it, beginning to end.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Need {
    /// Its name in the table of courses.
    pub(super) key: String,
    /// What the case is called.
    pub(super) title: String,
    /// The rule that the help is given by.
    pub(super) legal_basis: String,
    /// The citizen's own words.
    pub(super) wishes: String,
    /// What others are asked about.
    pub(super) asks: String,
    /// Scored themes, as rows of the flow's list.
    pub(super) themes: Json,
    /// The overall evaluation.
    pub(super) overall: String,
    /// The need of support, 0 to 4.
    pub(super) support_need: u8,
    /// What the help is to come to.
    pub(super) purpose: String,
    /// Goals, as rows of the flow's list.
    pub(super) goals: Json,
    /// Lines of the order, as rows of the flow's list but for the rate's date.
    pub(super) lines: Vec<serde_json::Map<String, Json>>,
    /// Sub-goals, as rows of the flow's list.
    pub(super) sub_goals: Json,
    /// Notes, one after the other, and then from the start again.
    pub(super) notes: Vec<Note>,
    /// What the statuses say, the last one again and again.
    pub(super) summaries: Vec<String>,
    /// What the follow-ups find, the last one again and again.
    pub(super) assessments: Vec<String>,
    /// A change that the provider proposes.
    pub(super) proposal: String,
    /// Why.
    pub(super) proposal_reason: String,
}

/// A note about a goal.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
pub(super) struct Note {
    /// The goal.
    pub(super) goal: String,
    /// What was seen and done.
    pub(super) note: String,
    /// What the citizen says.
    pub(super) view: String,
}

/// The need of this name.
pub(super) fn need(key: &str) -> Option<&'static Need> {
    static NEEDS: OnceLock<Vec<Need>> = OnceLock::new();
    let needs = NEEDS.get_or_init(|| read().unwrap_or_default());
    needs.iter().find(|need| need.key == key)
}

/// The file is part of the program, and a test reads it.
fn read() -> serde_json::Result<Vec<Need>> {
    serde_json::from_str(include_str!("needs.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_words_for_a_whole_case() {
        let needs = read().unwrap();
        for wanted in &needs {
            let found = need(&wanted.key).unwrap();
            assert_eq!(found.title, wanted.title, "{} stands twice", wanted.key);
            assert!(
                !found.notes.is_empty() && !found.lines.is_empty(),
                "{}",
                found.key
            );
            assert!(
                found.summaries.len() >= 2 && found.assessments.len() >= 2,
                "{}",
                found.key
            );
            assert!(found.support_need <= 4);
            let goals = found.goals.as_array().unwrap();
            assert!(
                found.sub_goals.as_array().unwrap().len() >= goals.len(),
                "{}",
                found.key
            );
            for line in &found.lines {
                let named = |goal: &Json| goal["goal"] == line["goal"];
                assert!(goals.iter().any(named), "{}: {line:?}", found.key);
            }
        }
        assert!(need("nothing").is_none());
    }
}
