//! Who asks, and as which parties of a case.

use std::collections::BTreeMap;

use samspil_core::case::{Actor, Binding, Case, Eyes, Opened, View};
use samspil_core::flow::{Flow, Side};
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_store::Member;

use crate::Grounds;

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
        /// On what grounds.
        grounds: Grounds,
    },
    /// A person who came by a link into one case, as one party: nothing else of theirs is within reach.
    Linked {
        /// The person.
        person: PersonId,
        /// The case.
        case: CaseId,
        /// The party.
        party: PartyId,
        /// On what grounds.
        grounds: Grounds,
    },
}

impl By {
    /// The same where a case begins: nobody has given or ended anything there yet.
    #[must_use]
    pub fn beginning(&self, parties: &BTreeMap<PartyId, Vec<Binding>>) -> Actor {
        self.acting(None, |acts| {
            let bound = parties
                .iter()
                .filter(|(party, to)| to.iter().any(|one| acts(party, one)));
            bound.map(|(party, _)| party.clone()).collect()
        })
    }

    /// The same in a case now: a person acts for the parties that are bound to them or to a unit where they act as that
    /// party, as far as the binding holds and lets them do more than read.
    #[must_use]
    pub fn in_case(&self, view: &View<'_>) -> Actor {
        self.acting(Some(view.case.id), |acts| {
            view.eyes_where(None, acts).acting().to_vec()
        })
    }

    fn acting(
        &self,
        case: Option<CaseId>,
        parties: impl FnOnce(&dyn Fn(&PartyId, &Binding) -> bool) -> Vec<PartyId>,
    ) -> Actor {
        match self {
            Self::Engine => Actor::Engine,
            Self::Outside => Actor::Outside,
            Self::Person { person, .. } | Self::Linked { person, .. } => Actor::Person {
                person: *person,
                parties: parties(&|party, binding| self.acts_for(case, party, binding)),
                answered_by: self.grounds().answered_by,
            },
        }
    }

    /// Whether a party's binding is theirs, in this case or where it is not known in which.
    fn acts_for(&self, here: Option<CaseId>, of: &PartyId, binding: &Binding) -> bool {
        match self {
            Self::Person { person, members, .. } => acts_for(*person, members, of, binding),
            Self::Linked {
                person, case, party, ..
            } => Some(*case) == here && party == of && acts_for(*person, &[], of, binding),
            Self::Engine | Self::Outside => false,
        }
    }

    /// The person, where it is one.
    pub(crate) const fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person { person, .. } | Self::Linked { person, .. } => Some(*person),
            Self::Engine | Self::Outside => None,
        }
    }

    /// With whose eyes the asker looks at the case now.
    #[must_use]
    pub fn eyes(&self, view: &View<'_>) -> Eyes {
        match self {
            Self::Engine => view.eyes_of(&Actor::Engine),
            Self::Outside => Eyes::default(),
            Self::Person { person, .. } => view.eyes_where(Some(*person), |party, binding| {
                self.acts_for(Some(view.case.id), party, binding)
            }),
            // Whoever came by a link has opened no case by giving a reason.
            Self::Linked { .. } => view.eyes_where(None, |party, binding| {
                self.acts_for(Some(view.case.id), party, binding)
            }),
        }
    }

    /// Who it is, whatever places they have: a key is one person's.
    pub(crate) const fn bytes(&self) -> [u8; 16] {
        match self {
            Self::Person { person, .. } | Self::Linked { person, .. } => *person.0.as_bytes(),
            Self::Engine | Self::Outside => [0; 16],
        }
    }

    /// Whether the asker may know of the case at all now.
    #[must_use]
    pub fn may_see(&self, view: &View<'_>) -> bool {
        self.person().is_none() || !self.eyes(view).is_empty()
    }

    /// Whether the asker can have to do with the case, whatever holds now: known by the case alone, before its flow and
    /// its keys are asked for.
    pub(crate) fn is_near(&self, case: &Case) -> bool {
        self.is_near_to(case.id, &case.parties, &case.opened_by)
    }

    /// The same by what of a case says so.
    pub(crate) fn is_near_to(
        &self,
        case: CaseId,
        parties: &BTreeMap<PartyId, Vec<Binding>>,
        opened_by: &[Opened],
    ) -> bool {
        let opened = |person: PersonId| opened_by.iter().any(|opened| opened.person == person);
        match self {
            Self::Person { person, .. } => opened(*person) || self.is_bound(parties),
            Self::Linked { case: only, .. } => *only == case,
            Self::Engine | Self::Outside => true,
        }
    }

    /// Whether one of these bindings is the asker's; the engine and what is outside need none.
    pub(crate) fn is_bound(&self, parties: &BTreeMap<PartyId, Vec<Binding>>) -> bool {
        match self.beginning(parties) {
            Actor::Person { parties, .. } => !parties.is_empty(),
            _ => true,
        }
    }

    /// Whether the asker works for the authority of the flow, and so may open a case that they have nothing to do with.
    pub(crate) fn is_of_authority(&self, flow: &Flow) -> bool {
        let authority = |role: &String| {
            let party = flow.parties.get(role.as_str());
            party.is_some_and(|party| party.side == Side::Authority)
        };
        match self {
            Self::Person { members, .. } => members.iter().any(|member| member.acts_as.iter().any(authority)),
            Self::Engine | Self::Outside | Self::Linked { .. } => false,
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
    fn whoever_came_by_a_link_is_near_one_case_and_nothing_else() {
        let party = |name: &str| PartyId::new(name).unwrap();
        let by = By::Linked {
            person: person(1),
            case: CaseId(Uuid::from_u128(5)),
            party: party("relative"),
            grounds: Grounds::default(),
        };
        let own = Binding::to(None, Some(person(1)));
        for (case, of, binding, acts) in [
            (Some(5), "relative", own.clone(), true),
            (Some(5), "citizen", own.clone(), false),
            (Some(6), "relative", own.clone(), false),
            (None, "relative", own, false),
            (Some(5), "relative", Binding::to(None, Some(person(2))), false),
            (Some(5), "relative", Binding::to(Some(unit(7)), None), false),
        ] {
            let case = case.map(|case| CaseId(Uuid::from_u128(case)));
            assert_eq!(by.acts_for(case, &party(of), &binding), acts, "{case:?} {of}");
        }
        assert!(!by.is_bound(&BTreeMap::from([(
            party("relative"),
            vec![Binding::to(None, Some(person(1)))]
        )])));
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
            grounds: Grounds::default(),
        };
        let bound = |party: &str, unit_n: Option<u128>, person_n: Option<u128>| {
            let binding = Binding::to(unit_n.map(unit), person_n.map(person));
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
            let Actor::Person { parties, .. } = by.beginning(&bound(party, unit_n, person_n)) else {
                panic!("a person stays a person");
            };
            assert_eq!(!parties.is_empty(), acts, "{party} {unit_n:?} {person_n:?}");
        }
    }
}
