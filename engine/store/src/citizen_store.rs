//! What a store can do about the register of citizens.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId, TenantId};
use uuid::Uuid;

use crate::rows::{Citizen, Erasure, Hash, HeldKey, Untitled, UntoldProtection};
use crate::traits::Stored;

/// The register of citizens, and the keys that what is said of them is kept under.
#[async_trait]
pub trait CitizenStore: Send + Sync {
    /// Keeps a new citizen together with their key. False where the person is there already, or another citizen has the
    /// number.
    async fn add_citizen(&self, tenant: TenantId, citizen: Citizen, key: HeldKey) -> Stored<bool>;

    /// Keeps what has changed of a citizen; where it is whether they are protected, that their cases have still to be told
    /// of it. False where there is no such citizen, they were erased, or another has the number.
    async fn change_citizen(&self, tenant: TenantId, citizen: Citizen) -> Stored<bool>;

    /// These of the register's citizens. People who are none are left out.
    async fn citizens(&self, tenant: TenantId, people: &[PersonId]) -> Stored<Vec<Citizen>>;

    /// The citizen with this number.
    async fn citizen_by_number(&self, tenant: TenantId, number_sum: Hash) -> Stored<Option<Citizen>>;

    /// The citizens whose cases have still to be told of their protection, those that have waited longest first.
    async fn untold_protection(&self, tenant: TenantId, limit: u32) -> Stored<Vec<UntoldProtection>>;

    /// Every case has been told of it, as it has been since then. False where it has changed again.
    async fn protection_told(&self, tenant: TenantId, person: PersonId, since: DateTime<Utc>)
    -> Stored<bool>;

    /// The keys of these holders. Who has none is left out.
    async fn held_keys(&self, tenant: TenantId, holders: &[Uuid]) -> Stored<Vec<HeldKey>>;

    /// Keeps keys, and gives those that are kept now: a holder who has one, or had one that was destroyed, keeps that.
    async fn add_held_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<Vec<HeldKey>>;

    /// Destroys the key of a citizen and those of their cases, what says who the citizen is, what their cases are called, and
    /// their account with all that hangs on it, in one transaction. Nothing of it is left in the database's files where the
    /// database lets it. False where there is no such citizen, they were erased before, a case is not as it was seen, or they
    /// take part in more cases by now than these and those that they take part in otherwise.
    async fn erase_citizen(
        &self,
        tenant: TenantId,
        person: PersonId,
        cases: (&[Untitled], &[CaseId]),
        erasure: Erasure,
    ) -> Stored<bool>;

    /// Keys that are sealed under an older key of the tenant than this one, by holder.
    async fn keys_under_older(&self, tenant: TenantId, under: u32, limit: u32) -> Stored<Vec<HeldKey>>;

    /// Keeps these keys as they are sealed anew. One that was destroyed meanwhile, or sealed under a newer key, stays as
    /// it is.
    async fn reseal_keys(&self, tenant: TenantId, keys: Vec<HeldKey>) -> Stored<()>;
}
