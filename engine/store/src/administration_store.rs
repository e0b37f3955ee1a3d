//! What a store can do about an administrator's work: batches, deeds, and copies of the database.

use std::path::Path;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;

use crate::rows::{Archiving, Backup, Batch, BatchName, CopyHeld, Deed, DeedQuery, NewBatch, NewDeed};
use crate::traits::Stored;

/// How far work in many steps is.
#[async_trait]
pub trait BatchStore: Send + Sync {
    /// Keeps that a batch begins; one that began before begins anew, under its first beginner, once more tried.
    async fn begin_batch(&self, tenant: TenantId, batch: NewBatch) -> Stored<()>;

    /// Keeps how far a batch is: what is done and what came of it. One that ended stays as it is.
    async fn batch_came(
        &self,
        tenant: TenantId,
        batch: &BatchName,
        come: (u64, u64),
        at: DateTime<Utc>,
    ) -> Stored<()>;

    /// Keeps that a batch ended, with what it fell over where it did. One that ended stays as it is.
    async fn end_batch(
        &self,
        tenant: TenantId,
        batch: &BatchName,
        fault: Option<String>,
        at: DateTime<Utc>,
    ) -> Stored<()>;

    /// Batches, those that began last first.
    async fn batches(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Batch>>;
}

/// What administrators did, in one chain.
#[async_trait]
pub trait DeedStore: Send + Sync {
    /// Adds a deed behind the last one, and gives its number.
    async fn add_deed(&self, tenant: TenantId, deed: NewDeed) -> Stored<u64>;

    /// Deeds, newest first.
    async fn deeds(&self, tenant: TenantId, query: &DeedQuery) -> Stored<Vec<Deed>>;

    /// Deeds after a number, oldest first, for whoever checks the chain.
    async fn deeds_after(&self, tenant: TenantId, after: u64, limit: u32) -> Stored<Vec<Deed>>;
}

/// Copies of the database.
#[async_trait]
pub trait BackupStore: Send + Sync {
    /// Keeps what is known of a copy. False where there is one of this id.
    async fn put_backup(&self, tenant: TenantId, backup: Backup) -> Stored<bool>;

    /// What is known of copies, newest first.
    async fn backups(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Backup>>;

    /// When the last copy was taken that was seen to be whole, of those taken up to a moment.
    async fn last_whole_backup(
        &self,
        tenant: TenantId,
        until: DateTime<Utc>,
    ) -> Stored<Option<DateTime<Utc>>>;

    /// Writes a copy of all that the tenant has to a file that is not there yet, as it stood at one moment, while others go on
    /// writing; then reads the copy itself through and says what it holds. None where the database is copied by its own means.
    async fn copy_to(&self, tenant: TenantId, file: &Path) -> Stored<Option<CopyHeld>>;

    /// How the database copies itself onwards; none where it does not know of that.
    async fn archiving(&self, tenant: TenantId) -> Stored<Option<Archiving>>;
}
