//! Citizens are found, registered, read and changed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samspil_core::case::RegisterDeed;
use samspil_core::id::{CommandId, Cpr, PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{Citizen as Row, Hash, StoreError, UntoldProtection};
use uuid::Uuid;

use super::{Citizen, Identity, Visit, VisitFor, VisitRefused};
use crate::rows::id_of;
use crate::sealing::{Held, fresh_key};
use crate::vault::{Purpose, VaultError};
use crate::{Engine, Failure};

/// What is to be kept of a citizen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Register {
    /// Who they are.
    pub identity: Identity,
    /// Since when their name and address are protected.
    pub protected_since: Option<NaiveDate>,
}

/// Why nothing was registered.
#[derive(thiserror::Error, Debug)]
pub enum RegisterRefused {
    /// Another citizen has the number.
    #[error("another citizen has the number")]
    Taken,
    /// No such citizen, one who was erased, or one whom they may not know of.
    #[error("no such citizen")]
    Unknown,
    /// They have no place in a unit of the authority.
    #[error("no place in a unit of the authority")]
    NoPlace,
    /// They act for the authority in none of the citizen's cases, and gave no reason.
    #[error("a reason is needed")]
    NoReason,
    /// The reason holds a CPR number.
    #[error("the reason holds a number")]
    Number,
    /// The engine or the store cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl RegisterRefused {
    /// What is wrong and what to do, for people.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        match self {
            Self::Taken => Some(Message::new("citizen-taken")),
            Self::Unknown => Some(Message::new("citizen-unknown")),
            Self::NoPlace => VisitRefused::NoPlace.message(),
            Self::NoReason => VisitRefused::NoReason.message(),
            Self::Number => VisitRefused::Number.message(),
            Self::Failure(_) => None,
        }
    }
}

impl From<VisitRefused> for RegisterRefused {
    fn from(refused: VisitRefused) -> Self {
        match refused {
            VisitRefused::NoPlace => Self::NoPlace,
            VisitRefused::Unknown => Self::Unknown,
            VisitRefused::NoReason => Self::NoReason,
            VisitRefused::Number => Self::Number,
            VisitRefused::Failure(failure) => Self::Failure(failure),
        }
    }
}

impl From<VaultError> for RegisterRefused {
    fn from(error: VaultError) -> Self {
        Self::Failure(error.into())
    }
}

impl From<StoreError> for RegisterRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}

impl Engine {
    /// The citizen with this number, where they are registered.
    ///
    /// # Errors
    /// [`VisitRefused`] says why not.
    pub async fn find_citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        cpr: &Cpr,
    ) -> Result<Option<Citizen>, VisitRefused> {
        self.must_have_place(tenant, visit).await?;
        let sum = self
            .vault()
            .blind(tenant, Purpose::CPR, cpr.digits().as_bytes())?;
        let found = self.store().citizen_by_number(tenant, sum).await?;
        let person = found.as_ref().map(|row| row.person);
        self.visit(tenant, visit, VisitFor::Sought, person).await?;
        match found {
            None => Ok(None),
            Some(row) => Ok(self.opened(tenant, vec![row]).await?.into_values().next()),
        }
    }

    /// Registers a citizen. The same key registers the same one.
    ///
    /// # Errors
    /// [`RegisterRefused`] says why not.
    pub async fn register_citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        register: Register,
        key: Option<CommandId>,
    ) -> Result<PersonId, RegisterRefused> {
        self.must_have_place(tenant, visit).await?;
        // Not the key itself: a case may have it for its id, and would share the citizen's key.
        let person =
            PersonId(key.map_or_else(|| self.ids().next(), |key| id_of(&[b"citizen", key.0.as_bytes()])));
        let (key, secret) = fresh_key(self.vault(), tenant, person.0)?;
        let identity = register.identity.sealed(tenant, person, &secret)?;
        let number_sum = self.number_sum(tenant, &register.identity)?;
        let now = self.clock().now();
        let row = Row {
            person,
            number_sum,
            identity: Some(identity),
            protected_since: register.protected_since,
            registered_at: now,
            changed_at: now,
            erased: None,
        };
        self.visit(tenant, visit, VisitFor::Added, Some(person)).await?;
        if !self.store().add_citizen(tenant, row, key).await? {
            // Sent again, they are there already.
            let there = self.store().citizens(tenant, &[person]).await?;
            let same = there
                .iter()
                .any(|row| row.number_sum == number_sum && row.erased.is_none());
            return if same {
                Ok(person)
            } else {
                Err(RegisterRefused::Taken)
            };
        }
        self.shared().keys.forget(tenant, [person.0]);
        Ok(person)
    }

    /// Keeps what has changed of a citizen, and has their cases take it up where it is whether they are protected. Whoever
    /// acts in none of their cases gives a reason.
    ///
    /// # Errors
    /// [`RegisterRefused`] says why not.
    pub async fn change_citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
        register: Register,
    ) -> Result<(), RegisterRefused> {
        self.must_have_place(tenant, visit)
            .await
            .map_err(|refused| match refused {
                VisitRefused::NoPlace => RegisterRefused::Unknown,
                refused => refused.into(),
            })?;
        let there = self.store().citizens(tenant, &[person]).await?;
        let row = there
            .into_iter()
            .next()
            .filter(|row| row.erased.is_none())
            .ok_or(RegisterRefused::Unknown)?;
        let keys = self.keys_of(tenant, [person.0]).await?;
        let key = match keys.get(&person.0) {
            Some(Held::Key(key)) => key,
            Some(Held::Closed(error)) => return Err(error.clone().into()),
            Some(Held::Destroyed) | None => return Err(RegisterRefused::Unknown),
        };
        let (was_protected, is_protected) =
            (row.protected_since.is_some(), register.protected_since.is_some());
        let changed_at = self.clock().now();
        let row = Row {
            number_sum: self.number_sum(tenant, &register.identity)?,
            identity: Some(register.identity.sealed(tenant, person, key)?),
            protected_since: register.protected_since,
            changed_at,
            ..row
        };
        self.pass(tenant, visit, RegisterDeed::Changed, (person, false))
            .await?;
        if !self.store().change_citizen(tenant, row).await? {
            return Err(RegisterRefused::Taken);
        }
        if was_protected != is_protected {
            let changed = UntoldProtection {
                person,
                is_protected,
                since: changed_at,
            };
            // Their cases alone, and at once; the mark that the change left is taken away in the background.
            if let Err(failure) = self.bring_to_cases(tenant, &changed).await {
                tracing::warn!(%tenant, %failure, "cases are told of a protection later");
            }
        }
        Ok(())
    }

    /// A citizen; none where there is no such one, and for whoever may not look in the register.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn citizen(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
    ) -> Result<Option<Citizen>, Failure> {
        if visit.by.is_some() && !self.may_visit(tenant, visit.members).await? {
            return Ok(None);
        }
        let rows = self.store().citizens(tenant, &[person]).await?;
        if rows.is_empty() {
            return Ok(None);
        }
        self.visit(tenant, visit, VisitFor::Read, Some(person)).await?;
        Ok(self.opened(tenant, rows).await?.into_values().next())
    }

    /// All of a citizen's number. Whoever asks says what for; where they act in none of the citizen's cases, that is told to
    /// those who have them.
    ///
    /// # Errors
    /// [`VisitRefused`] says why not.
    pub async fn reveal_number(
        &self,
        tenant: TenantId,
        visit: Visit<'_>,
        person: PersonId,
    ) -> Result<Option<Cpr>, VisitRefused> {
        let rows = self.store().citizens(tenant, &[person]).await?;
        let is_erased = match rows.first() {
            Some(row) => row.erased.is_some(),
            None => return Err(VisitRefused::Unknown),
        };
        self.pass(tenant, visit, RegisterDeed::Revealed, (person, is_erased))
            .await?;
        let found = self.opened(tenant, rows).await?.into_values().next();
        Ok(found.and_then(|citizen| citizen.identity?.cpr))
    }

    /// What citizens are called, for those who see that they take part; people who are none, or were erased, are left
    /// out.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn citizens_named(
        &self,
        tenant: TenantId,
        people: &[PersonId],
    ) -> Result<BTreeMap<PersonId, Citizen>, Failure> {
        if people.is_empty() || !self.vault().has_keys() {
            return Ok(BTreeMap::new());
        }
        let rows = self.store().citizens(tenant, people).await?;
        self.opened(tenant, rows).await
    }

    fn number_sum(&self, tenant: TenantId, identity: &Identity) -> Result<Option<Hash>, VaultError> {
        let digits = identity.cpr.as_ref().map(|cpr| cpr.digits().as_bytes());
        digits
            .map(|digits| self.vault().blind(tenant, Purpose::CPR, digits))
            .transpose()
    }

    pub(super) async fn keys_of(
        &self,
        tenant: TenantId,
        holders: impl IntoIterator<Item = Uuid>,
    ) -> Result<BTreeMap<Uuid, Held>, Failure> {
        let holders: BTreeSet<Uuid> = holders.into_iter().collect();
        let shared = self.shared();
        shared.keys.of(shared.key_place(), tenant, &holders).await
    }

    pub(super) async fn opened(
        &self,
        tenant: TenantId,
        rows: Vec<Row>,
    ) -> Result<BTreeMap<PersonId, Citizen>, Failure> {
        let keys = self.keys_of(tenant, rows.iter().map(|row| row.person.0)).await?;
        let mut opened = BTreeMap::new();
        for row in rows {
            let identity = match (&row.identity, keys.get(&row.person.0)) {
                (Some(sealed), Some(Held::Key(key))) => {
                    Some(Identity::open(tenant, row.person, key, sealed)?)
                }
                (Some(_), Some(Held::Closed(error))) => return Err(error.clone().into()),
                _ => None,
            };
            opened.insert(row.person, Citizen::of(row, identity));
        }
        Ok(opened)
    }
}
