//! How a tenant's file is opened, and what must hold before it is used.

use std::path::Path;
use std::time::Duration;

use sqlx::pool::PoolOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection};

use crate::fault::from_migration;
use crate::migrations::OF_SQLITE as MIGRATIONS;
use crate::{StoreError, Stored};

/// How long a statement waits for another process that writes the same file: longer than any write of ours takes.
const BUSY: Duration = Duration::from_secs(10);

/// Connections that read one tenant's file, at most. Each is a thread; reads are short and the cores are few.
const READERS: u32 = 3;

/// A reader that nobody has used for so long is closed, so that quiet tenants cost one thread.
const READER_IDLE: Duration = Duration::from_secs(60);

/// How long a read waits for one of the readers.
const READER_WAIT: Duration = Duration::from_secs(10);

/// SQLite's own checkpoint inside a commit, in pages of 4 kB: a net under the one in the background, not the rule.
const PAGES_BEFORE_OWN_CHECKPOINT: &str = "20000";

/// Pages that the writer keeps in memory, in kB as a negative number: those that every batch changes, the ends of the tables
/// that only grow and the upper levels of their indexes.
pub(crate) const WRITER_CACHE: &str = "-4096";

/// What SQLite answers for `PRAGMA synchronous` where it is FULL.
const FULL: i64 = 2;

/// Changes nothing, and is refused where the file may only be read: it would be opened without a word, and every command
/// refused later.
const TOUCH: &str = "UPDATE tenants SET name = name WHERE 0";

fn options(path: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .busy_timeout(BUSY)
        .foreign_keys(true)
        // Else what takes a statement of many rows back if one of them fails would be written, past 64 kB, to a file among
        // the system's temporary ones: made and removed for each batch, and with what the rows say in it.
        .pragma("temp_store", "MEMORY")
        .disable_statement_logging()
}

/// The connection that writes. Makes the file where `create` is set.
pub(super) async fn writer(path: &Path, create: bool) -> Stored<SqliteConnection> {
    let options = options(path)
        .create_if_missing(create)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", PAGES_BEFORE_OWN_CHECKPOINT)
        .pragma("cache_size", WRITER_CACHE);
    let mut connection = options.connect().await?;
    // `run` would do, but the compiler cannot tell that its future may be sent; this is sqlx's own way around that.
    MIGRATIONS
        .run_direct(None, &mut connection, false)
        .await
        .map_err(|error| from_migration(error, newest_migration()))?;
    check(&mut connection).await?;
    sqlx::query(TOUCH).execute(&mut connection).await?;
    Ok(connection)
}

/// The connections that only read; opened when they are needed.
pub(super) fn readers(path: &Path) -> SqlitePool {
    PoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(READER_WAIT)
        .idle_timeout(READER_IDLE)
        .test_before_acquire(false)
        .connect_lazy_with(options(path).read_only(true))
}

/// A connection for checkpoints, apart from the writer's so that commits go on meanwhile.
pub(super) async fn checkpointer(path: &Path) -> Stored<SqliteConnection> {
    Ok(options(path).connect().await?)
}

/// A connection that copies a tenant's file, apart from those that read for people: it is held for as long as that takes.
pub(super) async fn copier(path: &Path) -> Stored<SqliteConnection> {
    Ok(options(path).read_only(true).connect().await?)
}

/// A connection to a copy that nobody else has open.
pub(super) async fn copy(path: &Path) -> Stored<SqliteConnection> {
    Ok(options(path).read_only(true).immutable(true).connect().await?)
}

fn newest_migration() -> i64 {
    MIGRATIONS
        .iter()
        .map(|migration| migration.version)
        .max()
        .unwrap_or_default()
}

/// An acknowledged commit survives a power cut only with these.
async fn check(connection: &mut SqliteConnection) -> Stored<()> {
    let journal: String = sqlx::query_scalar("PRAGMA journal_mode")
        .fetch_one(&mut *connection)
        .await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
        .fetch_one(&mut *connection)
        .await?;
    let foreign_keys: i64 = sqlx::query_scalar("PRAGMA foreign_keys")
        .fetch_one(connection)
        .await?;
    if journal != "wal" || synchronous < FULL || foreign_keys != 1 {
        return Err(StoreError::Unsafe(format!(
            "journal_mode = {journal}, synchronous = {synchronous}, foreign_keys = {foreign_keys}; \
             needed are wal, {FULL}, 1"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_is_only_for_a_while_is_in_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.sqlite");
        let mut writer = writer(&path, true).await.unwrap();
        let readers = readers(&path);
        let in_memory = "PRAGMA temp_store";
        let kept: i64 = sqlx::query_scalar(in_memory)
            .fetch_one(&mut writer)
            .await
            .unwrap();
        let read: i64 = sqlx::query_scalar(in_memory).fetch_one(&readers).await.unwrap();
        assert_eq!((kept, read), (2, 2));
    }

    /// As `.cargo/config.toml` says.
    #[tokio::test]
    async fn sqlite_is_built_as_this_store_uses_it() {
        let folder = tempfile::tempdir().unwrap();
        let mut writer = writer(&folder.path().join("1.sqlite"), true).await.unwrap();
        let built: Vec<String> = sqlx::query_scalar("PRAGMA compile_options")
            .fetch_all(&mut writer)
            .await
            .unwrap();
        let has = |option: &str| built.iter().any(|one| one.starts_with(option));
        assert!(has("DEFAULT_MEMSTATUS=0"), "{built:?}");
        for left_out in [
            "ENABLE_MEMORY_MANAGEMENT",
            "ENABLE_FTS",
            "ENABLE_RTREE",
            "ENABLE_DBSTAT_VTAB",
        ] {
            assert!(!has(left_out), "{left_out} of {built:?}");
        }
        let loading = sqlx::query("SELECT load_extension('anything')").execute(&mut writer);
        let refused = loading.await.unwrap_err().to_string();
        assert!(refused.contains("not authorized"), "{refused}");
    }

    #[tokio::test]
    async fn settings_that_lose_what_was_acknowledged_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let (wal, full) = (SqliteJournalMode::Wal, SqliteSynchronous::Full);
        for (number, (journal, synchronous, foreign_keys, refused)) in [
            (wal, full, true, None),
            (wal, SqliteSynchronous::Extra, true, None),
            (wal, SqliteSynchronous::Normal, true, Some("synchronous = 1")),
            (wal, SqliteSynchronous::Off, true, Some("synchronous = 0")),
            (
                SqliteJournalMode::Delete,
                full,
                true,
                Some("journal_mode = delete"),
            ),
            (
                SqliteJournalMode::Memory,
                full,
                true,
                Some("journal_mode = memory"),
            ),
            (wal, full, false, Some("foreign_keys = 0")),
        ]
        .into_iter()
        .enumerate()
        {
            let options = options(&folder.path().join(format!("{number}.sqlite")))
                .create_if_missing(true)
                .journal_mode(journal)
                .synchronous(synchronous)
                .foreign_keys(foreign_keys);
            let mut connection = options.connect().await.unwrap();
            match (check(&mut connection).await, refused) {
                (Ok(()), None) => {}
                (Err(StoreError::Unsafe(detail)), Some(part)) => assert!(detail.contains(part), "{detail}"),
                (found, expected) => panic!("{number}: {found:?}, not {expected:?}"),
            }
        }
    }
}
