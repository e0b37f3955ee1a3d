//! One tenant's file: its writer, its readers, its checkpoints.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use samspil_core::id::TenantId;
use sqlx::pool::PoolConnection;
use sqlx::{Connection, Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::connection;
use crate::{StoreError, Stored};

/// Bytes written between two checkpoints: large enough that pages written again and again are copied once, small
/// enough that the log stays in memory and a restart reads it in a moment.
const BYTES_BETWEEN_CHECKPOINTS: u64 = 8 * 1024 * 1024;

/// One tenant's open file.
pub(super) struct TenantFile {
    pub(super) tenant: TenantId,
    path: PathBuf,
    writer: Arc<Mutex<SqliteConnection>>,
    readers: SqlitePool,
    /// About as many bytes as were written since the last checkpoint.
    written: AtomicU64,
}

impl TenantFile {
    /// Opens a tenant's file that exists.
    pub(super) async fn open(path: PathBuf, tenant: TenantId) -> Stored<Arc<Self>> {
        let exists = tokio::fs::try_exists(&path)
            .await
            .map_err(|error| StoreError::Unreachable(error.to_string()))?;
        if !exists {
            return Err(StoreError::NoTenant);
        }
        let mut writer = connection::writer(&path, false).await?;
        sqlx::query_scalar::<_, i64>("SELECT 1 FROM tenants WHERE tenant = ?1")
            .bind(tenant.0)
            .fetch_optional(&mut writer)
            .await?
            .ok_or(StoreError::NoTenant)?;
        let readers = connection::readers(&path);
        Ok(Arc::new(Self {
            tenant,
            path,
            writer: Arc::new(Mutex::new(writer)),
            readers,
            written: AtomicU64::new(0),
        }))
    }

    /// Makes a tenant's file, or leaves the one that is there.
    pub(super) async fn make(path: &Path, tenant: TenantId, name: &str) -> Stored<()> {
        let mut writer = connection::writer(path, true).await?;
        sqlx::query("INSERT INTO tenants (tenant, name) VALUES (?1, ?2) ON CONFLICT DO NOTHING")
            .bind(tenant.0)
            .bind(name)
            .execute(&mut writer)
            .await?;
        writer.close().await?;
        Ok(())
    }

    /// A connection that reads.
    pub(super) async fn read(&self) -> Stored<PoolConnection<Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// The writer, alone, before a transaction begins.
    pub(super) async fn writer(&self) -> Writing {
        Writing {
            connection: Some(Arc::clone(&self.writer).lock_owned().await),
        }
    }

    /// The writer, in a transaction.
    pub(super) async fn write(&self) -> Stored<Writing> {
        let mut writing = self.writer().await;
        sqlx::query("BEGIN IMMEDIATE")
            .execute(writing.connection()?)
            .await?;
        Ok(writing)
    }

    /// Notes how much was written, and starts a checkpoint in the background when it is time.
    pub(super) fn wrote(self: &Arc<Self>, bytes: u64) {
        let before = self.written.fetch_add(bytes, Ordering::Relaxed);
        let crossed =
            before < BYTES_BETWEEN_CHECKPOINTS && before.saturating_add(bytes) >= BYTES_BETWEEN_CHECKPOINTS;
        if crossed {
            let file = Arc::clone(self);
            tokio::spawn(async move {
                if let Err(error) = file.checkpoint().await {
                    tracing::warn!(tenant = %file.tenant, %error, "checkpoint");
                }
                file.written.store(0, Ordering::Relaxed);
            });
        }
    }

    /// Copies the log into the database while commits go on, then the little that they added meanwhile with the
    /// writer held: a log is begun anew only where all of it has been copied.
    async fn checkpoint(&self) -> Stored<()> {
        let mut own = connection::checkpointer(&self.path).await?;
        passive(&mut own).await?;
        own.close().await?;
        let mut writer = self.writer.lock().await;
        passive(&mut writer).await
    }

    /// Finishes what is under way and closes the file.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        // Whoever holds the writer is done once the lock is ours; the connection itself closes with the last owner.
        drop(self.writer.lock().await);
    }
}

async fn passive(connection: &mut SqliteConnection) -> Stored<()> {
    sqlx::query("PRAGMA wal_checkpoint(PASSIVE)")
        .execute(connection)
        .await?;
    Ok(())
}

/// The writer while it is ours. What is not committed is rolled back, also when the caller goes away in the middle.
pub(super) struct Writing {
    connection: Option<OwnedMutexGuard<SqliteConnection>>,
}

impl Writing {
    /// The connection.
    pub(super) fn connection(&mut self) -> Stored<&mut SqliteConnection> {
        self.connection
            .as_deref_mut()
            .ok_or_else(|| StoreError::Database("the writer was given back".to_owned()))
    }

    /// Commits, and gives the writer back.
    pub(super) async fn commit(mut self) -> Stored<()> {
        sqlx::query("COMMIT").execute(self.connection()?).await?;
        self.done();
        Ok(())
    }

    /// Gives the writer back: nothing is open.
    pub(super) fn done(mut self) {
        self.connection = None;
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        // The lock goes with the task, so that nobody writes into what is about to be rolled back.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move {
                // Fails where the database has already rolled back by itself, which is as good.
                let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
            });
        }
    }
}
