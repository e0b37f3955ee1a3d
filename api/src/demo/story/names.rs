//! What people and units are called.

use std::collections::BTreeMap;

use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_core::text::{Arg, Message};
use samspil_runtime::NoticeBody;
use samspil_store::{InboxRow, Store, StoreError};

/// What people and units are called.
#[derive(Debug, Default)]
pub(in crate::demo) struct Names {
    people: BTreeMap<PersonId, String>,
    units: BTreeMap<UnitId, String>,
}

impl Names {
    /// Reads everyone's name.
    ///
    /// # Errors
    /// What the store says.
    pub(in crate::demo) async fn read(store: &dyn Store, tenant: TenantId) -> Result<Self, StoreError> {
        let people = store.people(tenant).await?.into_iter();
        let units = store.units(tenant).await?.into_iter();
        Ok(Self {
            people: people.map(|person| (person.id, person.name)).collect(),
            units: units.map(|unit| (unit.id, unit.name)).collect(),
        })
    }

    pub(super) fn person(&self, person: PersonId) -> Option<&str> {
        self.people.get(&person).map(String::as_str)
    }

    pub(super) fn unit(&self, unit: UnitId) -> Option<&str> {
        self.units.get(&unit).map(String::as_str)
    }

    /// Whom a notice came to: the person, or the party and its unit.
    pub(super) fn receiver(&self, row: &InboxRow, body: &NoticeBody) -> Arg {
        let person = row.person.and_then(|person| self.person(person));
        let unit = row.unit.and_then(|unit| self.unit(unit));
        match (person, unit) {
            (Some(name), _) => Arg::from(name),
            (None, Some(unit)) => Arg::from(
                Message::new("story-who")
                    .with("name", &body.to)
                    .with("party", unit),
            ),
            (None, None) => Arg::Both(body.to.clone()),
        }
    }
}
