//! What of a citizen is protected: name, address or both (navne- og adressebeskyttelse).

use serde::{Deserialize, Serialize};

use super::{Actor, Binding, Eyes, Footing, View};
use crate::flow::{Protected, Side};
use crate::id::{PartyId, PersonId};
use crate::text::Arg;

/// What of the citizen is protected now.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Protection {
    /// The name.
    #[serde(default)]
    pub name: bool,
    /// Where the citizen lives, and how to reach them.
    #[serde(default)]
    pub address: bool,
}

impl Protection {
    /// Whether nothing is.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
    #[must_use]
    pub const fn is_none(&self) -> bool {
        !self.name && !self.address
    }

    /// Whether this is.
    #[must_use]
    pub const fn holds(self, what: Protected) -> bool {
        match what {
            Protected::Name => self.name,
            Protected::Address => self.address,
        }
    }
}

impl View<'_> {
    /// Whether the party knows what is protected all the same: the authority does, and the citizen.
    pub(super) fn knows_protected(&self, party: &PartyId) -> bool {
        matches!(self.side(party), Some(Side::Authority | Side::Citizen))
    }

    /// What the case is called before these eyes; none where its title may name somebody whose name is protected, or
    /// was taken away with its citizen.
    #[must_use]
    pub fn seen_title(&self, eyes: &Eyes) -> Option<&str> {
        let seen = self.knows_grounds(eyes) || !self.case.protection.name;
        (seen && !self.case.title.is_empty()).then_some(self.case.title.as_str())
    }

    /// The same in a message; the flow's own title where the case's may not be told.
    #[must_use]
    pub fn told_title(&self, eyes: &Eyes) -> Arg {
        let told = self.seen_title(eyes).map(Arg::from);
        told.unwrap_or_else(|| Arg::from(&self.run.flow.title))
    }

    /// Whether these eyes may not learn who the person is: it is the citizen, whose name is protected.
    #[must_use]
    pub fn hides_person(&self, eyes: &Eyes, person: PersonId) -> bool {
        if !self.case.protection.name || self.knows_grounds(eyes) {
            return false;
        }
        let citizen = |party: &PartyId| self.side(party) == Some(Side::Citizen);
        let mut bound = self.case.parties.iter();
        bound.any(|(party, to)| citizen(party) && to.iter().any(|one| one.person == Some(person)))
    }

    /// Who did something, as these eyes may read it.
    pub(super) fn seen_actor(&self, eyes: &Eyes, by: &Actor) -> Actor {
        match by {
            Actor::Person { person, parties, .. } if self.hides_person(eyes, *person) => {
                let party = parties.first().cloned();
                party.map_or(Actor::Outside, |party| Actor::Party { party })
            }
            // Who answers for a program is kept for the sake of four eyes, and told nobody here.
            Actor::Person {
                person,
                parties,
                stands_in_for,
                ..
            } => Actor::Person {
                person: *person,
                parties: parties.clone(),
                answered_by: None,
                stands_in_for: stands_in_for
                    .iter()
                    .copied()
                    .filter(|one| !self.hides_person(eyes, *one))
                    .collect(),
            },
            _ => by.clone(),
        }
    }

    /// Whom a party is bound to, as these eyes may read it: on what ground and until when is for the authority, the
    /// citizen and the party itself.
    #[must_use]
    pub fn seen_bindings(&self, eyes: &Eyes, party: &PartyId, to: &[Binding]) -> Vec<Binding> {
        let grounds = self.knows_grounds(eyes) || eyes.contains(party);
        let seen = |one: &Binding| {
            let mut one = if grounds { one.clone() } else { one.who() };
            one.person = one.person.filter(|person| !self.hides_person(eyes, *person));
            one
        };
        to.iter().map(seen).collect()
    }

    /// How a binding of a party stands now, for those who may know it: the same who may know on what ground somebody is
    /// there, and the party itself.
    #[must_use]
    pub fn seen_footing(&self, eyes: &Eyes, party: &PartyId, binding: &Binding) -> Option<Footing> {
        let knows = self.knows_grounds(eyes) || eyes.contains(party);
        knows.then(|| self.footing(party, binding))
    }

    /// Whether these eyes may know who may see the case and why: the authority's, and the citizen's own.
    #[must_use]
    pub fn knows_grounds(&self, eyes: &Eyes) -> bool {
        eyes.parties().iter().any(|party| self.knows_protected(party))
    }

    fn side(&self, party: &PartyId) -> Option<Side> {
        self.run.flow.parties.get(party).map(|party| party.side)
    }

    /// What is protected, for those who must know that it is: the authority.
    #[must_use]
    pub fn protection_shown(&self, eyes: &Eyes) -> Protection {
        let mut parties = eyes.parties().iter();
        let authority = parties.any(|party| self.side(party) == Some(Side::Authority));
        if authority {
            self.case.protection
        } else {
            Protection::default()
        }
    }
}
