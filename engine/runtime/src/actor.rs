//! Who asks, and as which parties of a case.

use std::collections::BTreeMap;

use samspil_core::case::{Actor, Binding, Case, Eyes, Footing, Opened, View};
use samspil_core::flow::{Flow, Side};
use samspil_core::id::{CaseId, CommandId, PartyId, PersonId};
use samspil_store::{Member, StandsIn, TaskRow};

use crate::Grounds;
use crate::rows::id_of;

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
        /// In whose stead they act today.
        stands_in: Vec<StandsIn>,
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
    pub fn beginning(&self, flow: &Flow, parties: &BTreeMap<PartyId, Vec<Binding>>) -> Actor {
        let acts = |party: &PartyId, one: &Binding| self.acts_for(None, Some(flow), party, one);
        let bound = parties
            .iter()
            .filter(|(party, to)| to.iter().any(|one| acts(party, one)));
        let bound = bound.map(|(party, _)| party.clone()).collect();
        self.acting(bound, |one| {
            let mut all = parties
                .iter()
                .flat_map(|(party, to)| to.iter().map(move |to| (party, to)));
            all.any(|(party, to)| acts_in_stead(one, Some(flow), party, to))
        })
    }

    /// The same in a case now: a person acts for the parties that are bound to them or to a unit where they act as that
    /// party, as far as the binding holds and lets them do more than read.
    #[must_use]
    pub fn in_case(&self, view: &View<'_>) -> Actor {
        let eyes = view.eyes_where(None, |party, binding| self.is_meant(view, party, binding));
        let has_in_hand = |one: &StandsIn| {
            let mut items = view.case.items.values();
            items.any(|item| item.claimed_by == Some(one.person))
        };
        self.acting(eyes.acting().to_vec(), |one| {
            has_in_hand(one) || is_in_stead(one, view)
        })
    }

    fn acting(&self, parties: Vec<PartyId>, counts: impl Fn(&StandsIn) -> bool) -> Actor {
        match self {
            Self::Engine => Actor::Engine,
            Self::Outside => Actor::Outside,
            Self::Person { person, .. } | Self::Linked { person, .. } => Actor::Person {
                person: *person,
                parties,
                answered_by: self.grounds().answered_by,
                stands_in_for: self.stead_where(counts),
            },
        }
    }

    fn stead_where(&self, counts: impl Fn(&StandsIn) -> bool) -> Vec<PersonId> {
        let stands_in = self.stands_in().iter().filter(|one| counts(one));
        stands_in.map(|one| one.person).collect()
    }

    /// In whose stead the asker is what they are in the case now.
    pub(crate) fn in_stead(&self, view: &View<'_>) -> Vec<PersonId> {
        self.stead_where(|one| is_in_stead(one, view))
    }

    /// In whose stead the asker acts today, in one case or another; a link opens one case for one person alone.
    pub(crate) fn stands_in(&self) -> &[StandsIn] {
        match self {
            Self::Person { stands_in, .. } => stands_in,
            Self::Engine | Self::Outside | Self::Linked { .. } => &[],
        }
    }

    /// In whose stead a task is the asker's, where it is not theirs themselves.
    #[must_use]
    pub fn stead_of(&self, task: &TaskRow) -> Option<PersonId> {
        let own = self.person();
        if task.claimed_by.is_some() && task.claimed_by == own {
            return None;
        }
        let mut stands_in = self.stands_in().iter();
        let found = match (task.claimed_by, task.person) {
            (Some(hand), _) => stands_in.find(|one| one.person == hand),
            (None, Some(_)) if task.person == own => None,
            (None, _) => stands_in.find(|one| owns(one.person, &one.members, task)),
        };
        found.map(|one| one.person)
    }

    /// Whether the asker acts as the party that owns a task, for themselves or in somebody's stead.
    #[must_use]
    pub fn owns(&self, task: &TaskRow) -> bool {
        match self {
            Self::Person { person, members, .. } => {
                let mut stands_in = self.stands_in().iter();
                owns(*person, members, task) || stands_in.any(|one| owns(one.person, &one.members, task))
            }
            Self::Engine | Self::Outside | Self::Linked { .. } => false,
        }
    }

    /// Whether a party's binding is theirs in the case that is looked at.
    fn is_meant(&self, view: &View<'_>, of: &PartyId, binding: &Binding) -> bool {
        self.acts_for(Some(view.case.id), Some(&view.run.flow), of, binding)
    }

    /// Whether a party's binding is theirs, in this case or where it is not known in which, by this flow or where it is not known
    /// by which.
    fn acts_for(&self, here: Option<CaseId>, flow: Option<&Flow>, of: &PartyId, binding: &Binding) -> bool {
        match self {
            Self::Person { person, members, .. } => {
                let mut stands_in = self.stands_in().iter();
                acts_for(*person, members, of, binding)
                    || stands_in.any(|one| acts_in_stead(one, flow, of, binding))
            }
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
                self.is_meant(view, party, binding)
            }),
            // Whoever came by a link has opened no case by giving a reason.
            Self::Linked { .. } => {
                view.eyes_where(None, |party, binding| self.is_meant(view, party, binding))
            }
        }
    }

    /// Who it is, whatever places they have: a key is one person's.
    pub(crate) const fn bytes(&self) -> [u8; 16] {
        match self {
            Self::Person { person, .. } | Self::Linked { person, .. } => *person.0.as_bytes(),
            Self::Engine | Self::Outside => [0; 16],
        }
    }

    /// The case that the asker begins with a key: of nobody else's key, and none that is there by another way, so that a key
    /// which is a case's id tells nothing of it. What the engine itself begins has its key for its id. The tenant need not be in
    /// it: its cases are apart from all others.
    pub(crate) fn case_of(&self, key: CommandId) -> CaseId {
        match self {
            Self::Engine => CaseId(key.0),
            _ => CaseId(id_of(&[b"case", &self.bytes(), key.0.as_bytes()])),
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
        match self {
            Self::Person { .. } | Self::Linked { .. } => {
                let mut bound = parties.iter();
                bound.any(|(party, to)| to.iter().any(|one| self.acts_for(None, None, party, one)))
            }
            Self::Engine | Self::Outside => true,
        }
    }

    /// Whether the asker hears that a case cannot go on. What is private in it only its flow tells, which may be what cannot be
    /// read: so nobody hears of it in another's stead.
    pub(crate) fn hears_of(&self, case: &Case) -> bool {
        self.hears_of_what(case.id, &case.parties, &case.opened_by)
    }

    /// The same by what of a case says so.
    pub(crate) fn hears_of_what(
        &self,
        case: CaseId,
        parties: &BTreeMap<PartyId, Vec<Binding>>,
        opened_by: &[Opened],
    ) -> bool {
        match self {
            Self::Person { person, .. } => {
                opened_by.iter().any(|opened| opened.person == *person) || self.is_bound_themselves(parties)
            }
            _ => self.is_bound_in(case, parties),
        }
    }

    /// Whether one of these bindings of a case is the asker's, also where they came by a link into it.
    pub(crate) fn is_bound_in(&self, case: CaseId, parties: &BTreeMap<PartyId, Vec<Binding>>) -> bool {
        let mut bound = parties
            .iter()
            .flat_map(|(party, to)| to.iter().map(move |one| (party, one)));
        self.person().is_none() || bound.any(|(party, one)| self.acts_for(Some(case), None, party, one))
    }

    /// Whether one of these bindings is the asker's own, and not of somebody in whose stead they act.
    pub(crate) fn is_bound_themselves(&self, parties: &BTreeMap<PartyId, Vec<Binding>>) -> bool {
        match self {
            Self::Person { person, members, .. } => {
                let mut bound = parties.iter();
                bound.any(|(party, to)| to.iter().any(|one| acts_for(*person, members, party, one)))
            }
            _ => self.is_bound(parties),
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

/// Whether a binding is of somebody who is stood in for: in person, or by a place that comes with it. What they are in a case as
/// its citizen or a relative is no work, and nobody stands in for that: it takes a power of attorney.
fn acts_in_stead(of: &StandsIn, flow: Option<&Flow>, party: &PartyId, binding: &Binding) -> bool {
    let side = flow.and_then(|flow| flow.parties.get(party.as_str()));
    let private = side.is_some_and(|party| matches!(party.side, Side::Citizen | Side::Relative));
    !private && acts_for(of.person, &of.members, party, binding)
}

/// Whether somebody who is stood in for acts in the case now.
fn is_in_stead(of: &StandsIn, view: &View<'_>) -> bool {
    view.case.parties.iter().any(|(party, to)| {
        to.iter().any(|one| {
            acts_in_stead(of, Some(&view.run.flow), party, one) && view.footing(party, one) == Footing::Holds
        })
    })
}

/// Whether a task is a person's, or of a unit where they act as the party that owns it.
fn owns(person: PersonId, members: &[Member], task: &TaskRow) -> bool {
    match (task.person, task.unit) {
        (Some(owner), _) => owner == person,
        (None, Some(unit)) => members
            .iter()
            .any(|member| member.unit == unit && member.acts_as.contains(&task.party)),
        (None, None) => false,
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
            assert_eq!(
                by.acts_for(case, None, &party(of), &binding),
                acts,
                "{case:?} {of}"
            );
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
            stands_in: Vec::new(),
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
            let bound = bound(party, unit_n, person_n);
            assert_eq!(by.is_bound(&bound), acts, "{party} {unit_n:?} {person_n:?}");
        }
    }
}
