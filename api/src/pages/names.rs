//! What people and units are called.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::case::Binding;
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, Failure};
use samspil_store::{Store, StoreError};

use crate::words::say;

/// The most people that one page names; beyond them a person is "someone".
const MAX_PEOPLE: usize = 200;

/// Names, read once for a page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Names {
    people: BTreeMap<PersonId, String>,
    units: BTreeMap<UnitId, String>,
    /// Citizens whose name is not told, and the key of what is said in its place.
    untold: BTreeMap<PersonId, &'static str>,
}

impl Names {
    /// The names of these people and of all units.
    ///
    /// # Errors
    /// Where the store cannot tell.
    pub(crate) async fn read(
        store: &dyn Store,
        tenant: TenantId,
        people: &BTreeSet<PersonId>,
    ) -> Result<Self, StoreError> {
        let mut names = Self::default();
        for unit in store.units(tenant).await? {
            names.units.insert(unit.id, unit.name);
        }
        let wanted: Vec<PersonId> = people.iter().copied().take(MAX_PEOPLE).collect();
        if wanted.is_empty() {
            return Ok(names);
        }
        // Who has no name here has one in the register, or none that is told.
        let found = store.people_among(tenant, &wanted).await?;
        let named = found.into_iter().filter(|person| !person.name.is_empty());
        names.people.extend(named.map(|person| (person.id, person.name)));
        Ok(names)
    }

    /// The same with those of these people who are citizens of the register. A name that is protected is not told: who
    /// may see it finds it in the register.
    ///
    /// # Errors
    /// Where the register cannot tell.
    pub(crate) async fn and_citizens(
        mut self,
        engine: &Engine,
        tenant: TenantId,
        people: &BTreeSet<PersonId>,
    ) -> Result<Self, Failure> {
        let unknown = people.iter().filter(|id| !self.people.contains_key(id));
        let unknown: Vec<PersonId> = unknown.copied().take(MAX_PEOPLE).collect();
        for (person, citizen) in engine.citizens_named(tenant, &unknown).await? {
            match citizen.identity {
                None => {
                    self.untold.insert(person, "citizens-name-erased");
                }
                Some(_) if citizen.protected_since.is_some() => {
                    self.untold.insert(person, "citizens-name-protected");
                }
                Some(identity) => {
                    self.people.insert(person, identity.name);
                }
            }
        }
        Ok(self)
    }

    /// A person's name.
    pub(crate) fn person(&self, id: PersonId, language: Language) -> String {
        let known = self.people.get(&id).cloned();
        let untold = self.untold.get(&id).copied().unwrap_or("name-someone");
        known.unwrap_or_else(|| say(&Message::new(untold), language))
    }

    /// A unit's name.
    pub(crate) fn unit(&self, id: UnitId, language: Language) -> String {
        let known = self.units.get(&id).cloned();
        known.unwrap_or_else(|| say(&Message::new("name-some-unit"), language))
    }

    /// Whom a party is bound to: a unit, a person, or a person there.
    pub(crate) fn binding(&self, binding: &Binding, language: Language) -> String {
        match (binding.person, binding.unit) {
            (Some(person), Some(unit)) => {
                format!("{}, {}", self.person(person, language), self.unit(unit, language))
            }
            (Some(person), None) => self.person(person, language),
            (None, Some(unit)) => self.unit(unit, language),
            (None, None) => say(&Message::new("name-nobody"), language),
        }
    }
}
