//! What an entry tells beside who, what and when: as whom, what for, by what criterion and by which way in.

use samspil_core::id::PersonId;
use serde::{Deserialize, Serialize};

use super::{Criterion, Purpose, WayIn};

/// A place in a unit as it was then.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PlaceThen {
    /// What the unit was called.
    pub unit: String,
    /// As which parties the person acted there.
    pub acts_as: Vec<String>,
}

/// What an entry tells beside who, what and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LookDetails {
    /// The parties of the case that they were.
    #[serde(default, rename = "as", skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<String>,
    /// The places in units by which they were; in a list all that they had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceThen>,
    /// In whose stead they were; in a list everybody in whose stead they acted that day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub in_stead_of: Vec<PersonId>,
    /// What for.
    #[serde(rename = "for")]
    pub purpose: Purpose,
    /// By what was searched.
    #[serde(default, skip_serializing_if = "Criterion::is_empty")]
    pub criterion: Criterion,
    /// How many rows were given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<usize>,
    /// By which way in.
    pub way: WayIn,
}

impl LookDetails {
    /// From an entry; none where they were erased.
    #[must_use]
    pub fn read(details: &[u8]) -> Option<Self> {
        serde_json::from_slice(details).ok()
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::SessionId;
    use uuid::Uuid;

    use super::*;

    #[test]
    fn details_go_both_ways_and_say_nothing_that_is_not_there() {
        let session = WayIn::Session(SessionId(Uuid::nil()));
        let plain = LookDetails {
            parties: Vec::new(),
            places: Vec::new(),
            in_stead_of: Vec::new(),
            purpose: Purpose::Part,
            criterion: Criterion::new(),
            found: None,
            way: session,
        };
        let full = LookDetails {
            parties: vec!["caseworker".to_owned()],
            places: vec![PlaceThen {
                unit: "Voksenteam Ærø".to_owned(),
                acts_as: vec!["caseworker".to_owned()],
            }],
            in_stead_of: vec![PersonId(Uuid::nil())],
            purpose: Purpose::Task("assess".to_owned()),
            criterion: Criterion::from([("text".to_owned(), "bostøtte".to_owned())]),
            found: Some(2),
            way: WayIn::Program,
        };
        for (details, expected) in [
            (
                plain,
                r#"{"for":"part","way":{"session":"00000000-0000-0000-0000-000000000000"}}"#,
            ),
            (
                full,
                r#"{"as":["caseworker"],"places":[{"unit":"Voksenteam Ærø","acts_as":["caseworker"]}],"in_stead_of":["00000000-0000-0000-0000-000000000000"],"for":{"task":"assess"},"criterion":{"text":"bostøtte"},"found":2,"way":"program"}"#,
            ),
        ] {
            let written = serde_json::to_string(&details).unwrap();
            assert_eq!(written, expected);
            assert_eq!(LookDetails::read(written.as_bytes()), Some(details));
        }
        assert_eq!(LookDetails::read(b""), None);
    }
}
