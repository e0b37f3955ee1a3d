//! PostgreSQL: many nodes over one database.
//!
//! Every row is reached through a transaction of one tenant (`tenant_tx.rs`), by a role that owns no table and whom
//! row level security binds. Timers, notices and the list of tenants are reached over all tenants by functions that a
//! second role owns, and by nothing else.

mod access;
mod audit;
mod backups;
mod batches;
#[cfg(test)]
mod by_certificate_test;
mod calendars;
mod cases;
mod citizens;
mod commit;
mod commit_rows;
mod connection;
mod deeds;
mod deliver;
mod directory;
mod documents;
mod drafts;
mod figures;
mod flows;
mod found;
mod housekeeping;
mod incidents;
mod mails;
mod notices;
mod organisation;
mod own;
mod reach;
mod retention;
mod sessions;
mod sign_in;
mod standing;
mod statement;
mod surveys;
mod tasks;
mod tenant_tx;
mod tenants;
mod timers;
mod tokens;
mod trials;
mod tunings;
mod word_of_changes;

use std::sync::Arc;

use tokio::sync::broadcast;
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::traits::{CHANGES_KEPT, Change, Others, Store, Stored};
use tenant_tx::Tenants;
use word_of_changes::Teller;

/// Writers that work well side by side, each with its own cases: with more, each batch is smaller, and what a batch costs
/// beside its rows is paid more often.
const WRITERS: usize = 2;

/// Timers in one transaction: what a transaction costs beside its rows is paid seldom, and commands of people find the machine
/// free often enough.
const TIMERS: usize = 128;

/// A store in a PostgreSQL database.
pub struct PostgresStore {
    tenants: Tenants,
    changes: broadcast::Sender<Change>,
    teller: Arc<Teller>,
    listening: JoinHandle<()>,
}

impl PostgresStore {
    /// Opens a database, brings it to the newest migration and checks the server's settings.
    ///
    /// # Errors
    /// Where the server cannot be reached or its settings are not safe.
    pub async fn open(url: &str) -> Stored<Self> {
        let options = connection::parse(url)?;
        connection::migrate(&options).await?;
        let writers = connection::writers(options.clone());
        let keyed = connection::keyed(options.clone());
        let pool = connection::pool(options);
        connection::check(&mut *pool.acquire().await?).await?;
        // This node's name in word of changes.
        let node: Uuid = sqlx::query_scalar("SELECT gen_random_uuid()")
            .fetch_one(&pool)
            .await?;
        let changes = broadcast::Sender::new(CHANGES_KEPT);
        let listening = word_of_changes::listen(pool.clone(), node, changes.clone()).await?;
        let teller = Arc::new(Teller::start(pool.clone(), node));
        Ok(Self {
            tenants: Tenants::new(pool, keyed, writers),
            changes,
            teller,
            listening,
        })
    }

    /// Brings a database to the newest migration.
    ///
    /// # Errors
    /// Where the server cannot be reached or a migration fails.
    pub async fn migrate(url: &str) -> Stored<()> {
        connection::migrate(&connection::parse(url)?).await
    }
}

impl Drop for PostgresStore {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

impl Store for PostgresStore {
    fn timers_per_batch(&self, _: Others) -> usize {
        TIMERS
    }

    fn writers_per_tenant(&self) -> usize {
        WRITERS
    }
}
