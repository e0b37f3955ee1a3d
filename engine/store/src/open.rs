//! A store by its address.

use std::sync::Arc;

use crate::postgres::PostgresStore;
use crate::sqlite::SqliteStore;
use crate::traits::{Store, Stored};
use crate::{StoreError, TenantStore};

/// What an address begins with where the store is a folder of SQLite files.
const SQLITE: &str = "sqlite:";

/// What an address begins with where the store is a PostgreSQL database.
const POSTGRES: [&str; 2] = ["postgres://", "postgresql://"];

/// Opens the store at an address, brings it to the newest migration and checks its settings:
/// `sqlite:` with the path of a folder, or `postgres://` as PostgreSQL's own programs read it.
///
/// # Errors
/// Where there is no such store, or its settings are not safe.
pub async fn open(url: &str) -> Stored<Arc<dyn Store>> {
    match url.strip_prefix(SQLITE) {
        Some(folder) => Ok(Arc::new(SqliteStore::open(plain(folder)).await?)),
        None if is_postgres(url) => Ok(Arc::new(PostgresStore::open(url).await?)),
        None => Err(unknown(url)),
    }
}

/// Brings the store at an address to the newest migration, and closes it.
///
/// # Errors
/// As [`open`], and where a migration fails.
pub async fn migrate(url: &str) -> Stored<()> {
    match url.strip_prefix(SQLITE) {
        Some(folder) => {
            let store = SqliteStore::open(plain(folder)).await?;
            store.migrate().await?;
            store.close().await;
            Ok(())
        }
        None if is_postgres(url) => PostgresStore::migrate(url).await,
        None => Err(unknown(url)),
    }
}

fn is_postgres(url: &str) -> bool {
    POSTGRES.iter().any(|begin| url.starts_with(begin))
}

/// `sqlite://folder` is the same as `sqlite:folder`.
fn plain(folder: &str) -> &str {
    folder.strip_prefix("//").unwrap_or(folder)
}

/// The address is not shown: it may hold a password.
fn unknown(url: &str) -> StoreError {
    let scheme = url.split(':').next().unwrap_or_default();
    StoreError::Unreachable(format!(
        "an address begins with sqlite: or postgres:, not with {scheme}:"
    ))
}
