//! Who can have to do with a case, read off its snapshot while what stands in it is still closed: whoever cannot makes the
//! engine ask for no key, and is told nothing of what may stand in the way of opening it.

use std::collections::BTreeMap;

use samspil_core::case::{Binding, Opened};
use samspil_core::id::{CaseId, PartyId};
use samspil_store::StoredCase;
use serde::Deserialize;

use crate::By;

/// What of a case says who can have to do with it, whatever holds now.
#[derive(Deserialize, Debug)]
pub(crate) struct Near {
    id: CaseId,
    #[serde(default)]
    parties: BTreeMap<PartyId, Vec<Binding>>,
    #[serde(default)]
    opened_by: Vec<Opened>,
}

impl Near {
    /// Of a case as it is kept; nothing where that cannot be read.
    pub(crate) fn of(stored: &StoredCase) -> Option<Self> {
        serde_json::from_slice(&stored.snapshot).ok()
    }

    /// Whether the asker can have to do with it.
    pub(crate) fn holds(&self, by: &By) -> bool {
        by.is_near_to(self.id, &self.parties, &self.opened_by)
    }

    /// Whether the asker hears that the case cannot go on.
    pub(crate) fn is_heard_by(&self, by: &By) -> bool {
        by.hears_of_what(self.id, &self.parties, &self.opened_by)
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::PersonId;
    use samspil_store::Hash;
    use serde_json::{Value, json};
    use uuid::Uuid;

    use super::*;
    use crate::Grounds;

    fn stored(snapshot: &Value) -> StoredCase {
        StoredCase {
            case: CaseId(Uuid::from_u128(5)),
            version: 1,
            chain: Hash::default(),
            flow: "help".to_owned(),
            flow_version: 1,
            snapshot: snapshot.to_string().into_bytes(),
        }
    }

    fn person(number: u128) -> By {
        By::Person {
            person: PersonId(Uuid::from_u128(number)),
            members: Vec::new(),
            grounds: Grounds::default(),
            stands_in: Vec::new(),
        }
    }

    #[test]
    fn those_who_are_bound_or_opened_it_are_near_and_what_is_sealed_stays_so() {
        let id = |number: u128| Uuid::from_u128(number).to_string();
        let kept = json!({
            "id": id(5),
            "data": {"no": "matter"},
            "parties": {"citizen": [{"person": id(1)}]},
            "opened_by": [{"person": id(2), "until": "2026-01-05T08:00:00Z"}],
            "sealed": {"by": "nobody opens it"},
        });
        let near = Near::of(&stored(&kept)).unwrap();
        for (number, expected) in [(1, true), (2, true), (3, false)] {
            assert_eq!(near.holds(&person(number)), expected, "{number}");
        }
        assert!(near.holds(&By::Engine));
        assert!(Near::of(&stored(&json!([]))).is_none());
    }
}
