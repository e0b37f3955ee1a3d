//! With whose eyes somebody looks at a case: the parties that they are there, and how far consent lets each see.

use std::collections::{BTreeMap, BTreeSet};

use super::consent::covers;
use crate::id::{FieldPath, PartyId};

/// Somebody's eyes in a case at a moment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Eyes {
    parties: Vec<PartyId>,
    acting: Vec<PartyId>,
    /// What consent covers, for those parties that see no more than that.
    only: BTreeMap<PartyId, BTreeSet<String>>,
    looking_in: bool,
    guardian: bool,
    whole: bool,
}

impl Eyes {
    /// The eyes of these parties, who may act as well.
    #[must_use]
    pub fn of(parties: Vec<PartyId>) -> Self {
        Self {
            acting: parties.clone(),
            parties,
            ..Self::default()
        }
    }

    /// The eyes of these parties, for what is kept or given whole: they see every field, also what no party sees now, since
    /// its phase is over or nobody works with it.
    #[must_use]
    pub(super) fn whole(parties: Vec<PartyId>) -> Self {
        Self {
            whole: true,
            ..Self::of(parties)
        }
    }

    /// Whether they see every field.
    #[must_use]
    pub const fn see_the_whole(&self) -> bool {
        self.whole
    }

    /// The eyes of these parties for somebody who has nothing to do with the case, and only looks.
    pub(super) fn looking_in(parties: Vec<PartyId>) -> Self {
        Self {
            parties,
            looking_in: true,
            ..Self::default()
        }
    }

    /// One more party; `only` is what consent covers, where that is not all.
    pub(super) fn add(&mut self, party: &PartyId, acts: bool, only: Option<BTreeSet<String>>) {
        let known = self.parties.contains(party);
        if !known {
            self.parties.push(party.clone());
        }
        if acts && !self.acting.contains(party) {
            self.acting.push(party.clone());
        }
        match only {
            None => {
                self.only.remove(party);
            }
            Some(more) if !known => {
                self.only.insert(party.clone(), more);
            }
            // A party that sees all by another consent goes on seeing all.
            Some(more) => {
                if let Some(only) = self.only.get_mut(party) {
                    only.extend(more);
                }
            }
        }
    }

    /// They are also a guardian's, who speaks for the citizen.
    pub(super) const fn of_guardian(&mut self) {
        self.guardian = true;
    }

    /// Whether they are a guardian's, who speaks for the citizen.
    #[must_use]
    pub const fn is_guardian(&self) -> bool {
        self.guardian
    }

    /// The parties whose eyes they are.
    #[must_use]
    pub fn parties(&self) -> &[PartyId] {
        &self.parties
    }

    /// The parties that they may act as, too.
    #[must_use]
    pub fn acting(&self) -> &[PartyId] {
        &self.acting
    }

    /// Whether they are this party's.
    #[must_use]
    pub fn contains(&self, party: &PartyId) -> bool {
        self.parties.contains(party)
    }

    /// Nobody's.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.parties.is_empty()
    }

    /// Whether they are of somebody who has nothing to do with the case and opened it with a reason.
    #[must_use]
    pub const fn is_looking_in(&self) -> bool {
        self.looking_in
    }

    /// Whether a consent bounds what the party sees.
    pub(super) fn is_bounded(&self, party: &PartyId) -> bool {
        self.only.contains_key(party)
    }

    /// Whether consent lets the party see the field; it does where the party needs none.
    pub(super) fn lets(&self, party: &PartyId, path: &FieldPath) -> bool {
        let only = self.only.get(party);
        only.is_none_or(|only| only.iter().any(|covered| covers(covered, path)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_covered_for_one_party_says_nothing_of_another_and_all_outdoes_some() {
        let party = |name: &str| PartyId::new(name).unwrap();
        let some = |covered: &str| Some(BTreeSet::from([covered.to_owned()]));
        let path = FieldPath::new("order.to").unwrap();
        for (added, lets) in [
            (vec![("a", None)], true),
            (vec![("a", some("plan"))], false),
            (vec![("a", some("plan")), ("a", some("order"))], true),
            (vec![("a", some("plan")), ("a", None)], true),
            (vec![("a", None), ("a", some("plan"))], true),
            (vec![("b", some("order")), ("a", some("plan"))], false),
        ] {
            let mut eyes = Eyes::default();
            for (name, only) in added.clone() {
                eyes.add(&party(name), true, only);
            }
            assert_eq!(eyes.lets(&party("a"), &path), lets, "{added:?}");
        }
    }
}
