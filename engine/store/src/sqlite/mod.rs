//! SQLite: one file for each tenant, one writer for each file.

mod access;
mod audit;
mod backups;
mod batches;
mod calendars;
mod cases;
mod citizens;
mod commit;
mod commit_parts;
mod commit_rows;
mod connection;
mod deeds;
mod deliver;
mod directory;
mod documents;
mod drafts;
mod figures;
mod files;
mod flows;
mod heap;
mod housekeeping;
mod incidents;
mod mails;
mod notices;
mod organisation;
mod own;
mod parameters;
#[cfg(test)]
mod plans;
mod reach;
mod retention;
mod sessions;
mod sign_in;
mod standing;
mod surveys;
mod tasks;
mod tenant_file;
mod tenants;
mod timers;
mod tokens;
mod trials;
mod tunings;

use std::path::Path;
use std::sync::Arc;

use tokio::sync::broadcast;

use crate::traits::{CHANGES_KEPT, Change, Others, Store, Stored};
pub(crate) use connection::WRITER_CACHE;
use files::Files;
use tenant_file::TenantFile;

/// Timers in one transaction while nobody waits: what a transaction costs beside its rows is paid seldom, and whoever comes
/// then waits once for the end of it, a few milliseconds.
const TIMERS: usize = 96;

/// Timers in one transaction while commands wait. A file has one writer, so each command has one such transaction before
/// its own batch, and may come right behind a batch that has another before it: two of these take about twice as long
/// as the command by itself.
const TIMERS_BESIDE_OTHERS: usize = 48;

/// A store in a folder of SQLite files, `<CVR number of 8 digits>.sqlite` for each tenant.
pub struct SqliteStore {
    files: Files,
    changes: broadcast::Sender<Change>,
}

impl SqliteStore {
    /// Opens a folder; makes it where its parent exists. Tenants' files are opened, and brought to the newest
    /// migration, when they are first used.
    ///
    /// # Errors
    /// Where the folder cannot be reached or written.
    pub async fn open(folder: impl AsRef<Path>) -> Stored<Self> {
        Ok(Self {
            files: Files::new(folder.as_ref()).await?,
            changes: broadcast::Sender::new(CHANGES_KEPT),
        })
    }

    /// Brings every tenant's file to the newest migration.
    ///
    /// # Errors
    /// Of the first file that cannot be opened.
    pub async fn migrate(&self) -> Stored<()> {
        for tenant in self.files.tenants().await? {
            self.files.get(tenant).await?;
        }
        Ok(())
    }

    /// The files of all tenants that can be opened, for work over all of them: one that cannot must not hold up the
    /// others.
    async fn usable_files(&self) -> Stored<Vec<Arc<TenantFile>>> {
        let mut files = Vec::new();
        for tenant in self.files.tenants().await? {
            match self.files.get(tenant).await {
                Ok(file) => files.push(file),
                Err(error) => tracing::error!(%tenant, %error, "the tenant's file cannot be opened"),
            }
        }
        Ok(files)
    }
}

impl Store for SqliteStore {
    fn timers_per_batch(&self, others: Others) -> usize {
        match others {
            Others::None => TIMERS,
            Others::Wait => TIMERS_BESIDE_OTHERS,
        }
    }

    fn writers_per_tenant(&self) -> usize {
        1
    }
}
