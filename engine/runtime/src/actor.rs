//! Who asks, and as which parties of a case.

use std::collections::BTreeMap;

use samspil_core::case::{Actor, Binding, Case};
use samspil_core::id::{PartyId, PersonId};
use samspil_store::Member;

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum By {
    /// The engine itself.
    Engine,
    /// A system outside, known by its token.
    Outside,
    /// A person, with their places in units.
    Person {
        /// The person.
        person: PersonId,
        /// Where they work and as what.
        members: Vec<Member>,
    },
}

impl By {
    /// The same in a case: a person acts for the parties that are bound to them or to a unit where they act as that
    /// party.
    #[must_use]
    pub fn in_case(&self, parties: &BTreeMap<PartyId, Vec<Binding>>) -> Actor {
        match self {
            Self::Engine => Actor::Engine,
            Self::Outside => Actor::Outside,
            Self::Person { person, members } => Actor::Person {
                person: *person,
                parties: parties
                    .iter()
                    .filter(|(party, to)| {
                        to.iter()
                            .any(|binding| acts_for(*person, members, party, binding))
                    })
                    .map(|(party, _)| party.clone())
                    .collect(),
            },
        }
    }

    /// Who it is, whatever places they have: a key is one person's.
    pub(crate) const fn bytes(&self) -> [u8; 16] {
        match self {
            Self::Person { person, .. } => *person.0.as_bytes(),
            Self::Engine | Self::Outside => [0; 16],
        }
    }

    /// Whether the asker may know of the case at all.
    #[must_use]
    pub fn may_see(&self, case: &Case) -> bool {
        self.may_see_parties(&case.parties)
    }

    pub(crate) fn may_see_parties(&self, parties: &BTreeMap<PartyId, Vec<Binding>>) -> bool {
        match self.in_case(parties) {
            Actor::Person { parties, .. } => !parties.is_empty(),
            _ => true,
        }
    }
}

fn acts_for(person: PersonId, members: &[Member], party: &PartyId, binding: &Binding) -> bool {
    match (binding.person, binding.unit) {
        (Some(bound), _) => bound == person,
        (None, Some(unit)) => members
            .iter()
            .any(|member| member.unit == unit && member.acts_as.iter().any(|role| role == party.as_str())),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::id::UnitId;
    use uuid::Uuid;

    use super::*;

    fn person(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    fn unit(n: u128) -> UnitId {
        UnitId(Uuid::from_u128(n))
    }

    #[test]
    fn a_person_acts_where_bound_or_where_their_unit_is_and_they_act_as_that_party() {
        let by = By::Person {
            person: person(1),
            members: vec![Member {
                person: person(1),
                unit: unit(7),
                acts_as: vec!["caseworker".to_owned()],
            }],
        };
        let bound = |party: &str, unit_n: Option<u128>, person_n: Option<u128>| {
            let binding = Binding {
                unit: unit_n.map(unit),
                person: person_n.map(person),
            };
            BTreeMap::from([(PartyId::new(party).unwrap(), vec![binding])])
        };
        for (party, unit_n, person_n, acts) in [
            ("caseworker", Some(7), None, true),
            ("team_leader", Some(7), None, false),
            ("caseworker", Some(8), None, false),
            ("citizen", None, Some(1), true),
            ("caseworker", Some(7), Some(2), false),
            ("caseworker", None, None, false),
        ] {
            let Actor::Person { parties, .. } = by.in_case(&bound(party, unit_n, person_n)) else {
                panic!("a person stays a person");
            };
            assert_eq!(!parties.is_empty(), acts, "{party} {unit_n:?} {person_n:?}");
        }
    }
}
