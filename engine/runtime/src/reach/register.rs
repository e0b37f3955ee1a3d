//! What is read of people while a round of notices is worked off, each once.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId, UnitId};
use samspil_store::{Absence, Member, Reach, Store, Stored};

/// What the store says of people, kept for as long as this is.
pub(super) struct Register<'a> {
    store: &'a dyn Store,
    members: BTreeMap<(TenantId, UnitId, NaiveDate), Arc<Vec<Member>>>,
    absences: BTreeMap<(TenantId, PersonId, NaiveDate), Vec<Absence>>,
    reach: BTreeMap<(TenantId, PersonId), Option<Reach>>,
}

impl<'a> Register<'a> {
    pub(super) fn new(store: &'a dyn Store) -> Self {
        Self {
            store,
            members: BTreeMap::new(),
            absences: BTreeMap::new(),
            reach: BTreeMap::new(),
        }
    }

    /// Who belongs to a unit on a day.
    pub(super) async fn members(
        &mut self,
        tenant: TenantId,
        unit: UnitId,
        day: NaiveDate,
    ) -> Stored<Arc<Vec<Member>>> {
        if let Some(members) = self.members.get(&(tenant, unit, day)) {
            return Ok(Arc::clone(members));
        }
        let members = Arc::new(self.store.members_of(tenant, unit, day).await?);
        self.members.insert((tenant, unit, day), Arc::clone(&members));
        Ok(members)
    }

    /// Who of these people is away on a day.
    pub(super) async fn absent(
        &mut self,
        tenant: TenantId,
        people: &[PersonId],
        day: NaiveDate,
    ) -> Stored<Vec<Absence>> {
        let mut unread = people.to_vec();
        unread.retain(|person| !self.absences.contains_key(&(tenant, *person, day)));
        if !unread.is_empty() {
            let read = self.store.absent(tenant, &unread, day).await?;
            for person in unread {
                self.absences.insert((tenant, person, day), Vec::new());
            }
            for absence in read {
                let of_person = self.absences.entry((tenant, absence.person, day)).or_default();
                of_person.push(absence);
            }
        }
        let of_person = |person: &PersonId| self.absences.get(&(tenant, *person, day));
        Ok(people.iter().filter_map(of_person).flatten().cloned().collect())
    }

    /// How these people are told; those who are not are left out.
    pub(super) async fn reach(
        &mut self,
        tenant: TenantId,
        people: &[PersonId],
    ) -> Stored<BTreeMap<PersonId, Reach>> {
        let mut unread = people.to_vec();
        unread.retain(|person| !self.reach.contains_key(&(tenant, *person)));
        if !unread.is_empty() {
            let read = self.store.reach(tenant, &unread).await?;
            for person in unread {
                self.reach.insert((tenant, person), None);
            }
            for reach in read {
                self.reach.insert((tenant, reach.person), Some(reach));
            }
        }
        let known = people.iter().filter_map(|person| {
            let reach = self.reach.get(&(tenant, *person))?.clone()?;
            Some((*person, reach))
        });
        Ok(known.collect())
    }
}
