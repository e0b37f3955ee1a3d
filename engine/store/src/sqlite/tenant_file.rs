//! One tenant's file: its writer, its readers, its checkpoints.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use samspil_core::id::TenantId;
use sqlx::pool::PoolConnection;
use sqlx::{Connection, Sqlite, SqliteConnection, SqlitePool};
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::connection;
use crate::{StoreError, Stored};

/// Bytes written between two checkpoints: large enough that pages written again and again are copied once, small
/// enough that the log stays in memory and a restart reads it in a moment.
const BYTES_BETWEEN_CHECKPOINTS: u64 = 32 * 1024 * 1024;

/// Bytes that are written to see whether there is room again: more than a batch of one command takes, so that what was
/// refused is not told to be well again by what is smaller.
const ROOM: i64 = 256 * 1024;

/// The setting under which they are written, and taken away again.
const ROOM_SETTING: &str = "room";

/// Whose turn at the writer it is: the writer is given in the order of asking.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// Of somebody who waits for the answer.
    Waited,
    /// Of what is done by itself. However much there is of it, whoever waits has one piece of it before them at most, and it
    /// has one batch of theirs before it.
    Behind,
}

/// One tenant's open file.
pub(super) struct TenantFile {
    pub(super) tenant: TenantId,
    path: PathBuf,
    writer: Arc<Mutex<SqliteConnection>>,
    /// Who writes for nobody that waits stands here first, so that only one of them is ever in the writer's line.
    behind: Arc<Mutex<()>>,
    readers: SqlitePool,
    /// About as many bytes as were written since the last checkpoint.
    written: AtomicU64,
    /// A write was refused because the file could not be written, and none was seen to go through since.
    refused: Arc<AtomicBool>,
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
            behind: Arc::default(),
            readers,
            written: AtomicU64::new(0),
            refused: Arc::default(),
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

    /// Where the file lies.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// A connection that reads.
    pub(super) async fn read(&self) -> Stored<PoolConnection<Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// The writer, alone, before a transaction begins.
    pub(super) async fn writer(&self, turn: Turn) -> Writing {
        let behind = match turn {
            Turn::Waited => None,
            Turn::Behind => Some(Arc::clone(&self.behind).lock_owned().await),
        };
        Writing {
            connection: Some(Arc::clone(&self.writer).lock_owned().await),
            behind,
            refused: Arc::clone(&self.refused),
        }
    }

    /// The writer, in a transaction, for somebody who waits.
    pub(super) async fn write(&self) -> Stored<Writing> {
        self.begin(Turn::Waited).await
    }

    /// The writer, in a transaction, for what is done for nobody who waits.
    pub(super) async fn write_behind(&self) -> Stored<Writing> {
        self.begin(Turn::Behind).await
    }

    async fn begin(&self, turn: Turn) -> Stored<Writing> {
        let mut writing = self.writer(turn).await;
        let begun = sqlx::query("BEGIN IMMEDIATE")
            .execute(writing.connection()?)
            .await;
        self.heard(begun.map(|_| writing).map_err(StoreError::from))
    }

    /// Hears what came of a write: that the file cannot be written is remembered until one is seen to go through.
    pub(super) fn heard<T>(&self, came: Stored<T>) -> Stored<T> {
        remember(&self.refused, &came);
        came
    }

    /// Whether a write was refused, and none was seen to go through since.
    pub(super) fn is_refused(&self) -> bool {
        self.refused.load(Ordering::Relaxed)
    }

    /// Sees whether there is room again: writes more than a command takes, and takes it away again.
    pub(super) async fn try_room(&self) -> Stored<()> {
        let mut writing = self.write().await?;
        let kept = sqlx::query(
            "INSERT INTO settings (tenant, name, value) VALUES (?1, ?2, zeroblob(?3))
             ON CONFLICT (tenant, name) DO UPDATE SET value = excluded.value",
        )
        .bind(self.tenant.0)
        .bind(ROOM_SETTING)
        .bind(ROOM)
        .execute(writing.connection()?)
        .await;
        self.heard(kept.map_err(StoreError::from))?;
        writing.commit().await?;
        let mut writing = self.write().await?;
        sqlx::query("DELETE FROM settings WHERE tenant = ?1 AND name = ?2")
            .bind(self.tenant.0)
            .bind(ROOM_SETTING)
            .execute(writing.connection()?)
            .await?;
        writing.commit().await?;
        self.refused.store(false, Ordering::Relaxed);
        Ok(())
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

    /// Copies all of the log into the database and empties it, as far as nobody reads what it holds meanwhile.
    pub(super) async fn empty_log(&self) -> Stored<()> {
        let mut writer = self.writer.lock().await;
        sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)")
            .execute(&mut *writer)
            .await?;
        Ok(())
    }

    /// Finishes what is under way and closes the file.
    pub(super) async fn close(&self) {
        self.readers.close().await;
        // Whoever holds the writer is done once the lock is ours; the connection itself closes with the last owner.
        drop(self.writer.lock().await);
    }
}

fn remember<T>(refused: &AtomicBool, came: &Stored<T>) {
    if let Err(StoreError::NotWritable(_)) = came {
        refused.store(true, Ordering::Relaxed);
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
    /// Let go after the writer, so that whoever waits behind asks for it only then.
    behind: Option<OwnedMutexGuard<()>>,
    /// The file's own.
    refused: Arc<AtomicBool>,
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
        let committed = sqlx::query("COMMIT").execute(self.connection()?).await;
        let committed = committed.map_err(StoreError::from);
        remember(&self.refused, &committed);
        committed?;
        self.done();
        Ok(())
    }

    /// Gives the writer back: nothing is open.
    pub(super) fn done(mut self) {
        self.connection = None;
        self.behind = None;
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
