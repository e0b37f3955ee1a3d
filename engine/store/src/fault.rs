//! What a database's error means for the one who asked.

use sqlx::error::DatabaseError;
use sqlx::migrate::MigrateError;
use sqlx::postgres::PgDatabaseError;
use sqlx::sqlite::SqliteError;

use crate::StoreError;

/// The lowest byte of an extended SQLite code is the primary code.
const PRIMARY: i64 = 0xff;

/// The primary code where a row breaks what its table asks.
const CONSTRAINT: i64 = 19;

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unreachable(error.to_string()),
            sqlx::Error::ColumnDecode { .. }
            | sqlx::Error::ColumnNotFound(_)
            | sqlx::Error::Decode(_)
            | sqlx::Error::TypeNotFound { .. }
            | sqlx::Error::RowNotFound => Self::Corrupt(error.to_string()),
            sqlx::Error::Database(said) => from_database(said.as_ref()),
            _ => Self::Database(error.to_string()),
        }
    }
}

fn from_database(said: &dyn DatabaseError) -> StoreError {
    let text = said.message().to_owned();
    if said.try_downcast_ref::<SqliteError>().is_some() {
        let code = said.code().and_then(|code| code.parse::<i64>().ok());
        from_sqlite(code.unwrap_or_default() & PRIMARY, text)
    } else if let Some(postgres) = said.try_downcast_ref::<PgDatabaseError>() {
        from_postgres(postgres.code(), text)
    } else {
        StoreError::Database(text)
    }
}

/// SQLite's primary result codes (sqlite.org/rescode.html).
fn from_sqlite(code: i64, text: String) -> StoreError {
    match code {
        5 | 6 | 14 => StoreError::Unreachable(text),
        8 | 10 | 13 => StoreError::NotWritable(text),
        11 | 26 => StoreError::Corrupt(text),
        _ => StoreError::Database(text),
    }
}

/// PostgreSQL's codes (its manual, appendix A): connections and shutdown, conflicts that pass, disk, damage.
fn from_postgres(code: &str, text: String) -> StoreError {
    match code {
        "57P01" | "57P02" | "57P03" | "57014" | "53300" | "55P03" | "40001" | "40P01" | "3D000" => {
            StoreError::Unreachable(text)
        }
        "53100" | "25006" | "58030" => StoreError::NotWritable(text),
        "XX001" | "XX002" => StoreError::Corrupt(text),
        code if code.starts_with("08") || code.starts_with("28") => StoreError::Unreachable(text),
        _ => StoreError::Database(text),
    }
}

/// What a failed migration means; `known` is the program's newest.
pub(crate) fn from_migration(error: MigrateError, known: i64) -> StoreError {
    match error {
        MigrateError::VersionMissing(found) => StoreError::Newer { found, known },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        other => StoreError::Database(other.to_string()),
    }
}

/// Whether SQLite refused rows by what its tables ask of them.
pub(crate) fn is_refused(error: &sqlx::Error) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    let code = code.and_then(|code| code.parse::<i64>().ok());
    code.is_some_and(|code| code & PRIMARY == CONSTRAINT)
}

/// Whether a batch names somebody who was erased meanwhile: a trigger of migration 0030 says so.
pub(crate) fn was_erased(error: &StoreError) -> bool {
    matches!(error, StoreError::Database(text) if text.contains("a citizen was erased meanwhile"))
}

#[cfg(test)]
mod tests {
    use sqlx::{Connection, SqliteConnection};

    use super::*;

    fn name(error: &StoreError) -> &'static str {
        match error {
            StoreError::Unreachable(_) => "unreachable",
            StoreError::NotWritable(_) => "not writable",
            StoreError::Corrupt(_) => "corrupt",
            StoreError::Database(_) => "database",
            _ => "other",
        }
    }

    /// Runs statements on a database in memory until one fails.
    async fn sqlite(statements: &[&'static str]) -> &'static str {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        for statement in statements {
            if let Err(error) = sqlx::query(*statement).execute(&mut connection).await {
                return name(&error.into());
            }
        }
        "fine"
    }

    #[tokio::test]
    async fn sqlite_faults_are_told_apart() {
        let fill = "CREATE TABLE full AS
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)
            SELECT zeroblob(4096) AS x FROM n";
        for (statements, expected) in [
            (
                &["CREATE TABLE t (x)", "PRAGMA max_page_count = 2", fill][..],
                "not writable",
            ),
            (
                &["PRAGMA query_only = on", "CREATE TABLE t (x)"][..],
                "not writable",
            ),
            (&["SELECT nothing"][..], "database"),
            (&["SELECT 1"][..], "fine"),
        ] {
            assert_eq!(sqlite(statements).await, expected, "{statements:?}");
        }
        let missing = SqliteConnection::connect("sqlite:/nowhere/at/all.sqlite").await;
        assert_eq!(name(&missing.unwrap_err().into()), "unreachable");
    }

    #[test]
    fn postgres_codes_are_told_apart() {
        for (code, expected) in [
            ("57P01", "unreachable"),
            ("08006", "unreachable"),
            ("28P01", "unreachable"),
            ("40P01", "unreachable"),
            ("53100", "not writable"),
            ("25006", "not writable"),
            ("XX001", "corrupt"),
            ("23505", "database"),
            ("42501", "database"),
        ] {
            assert_eq!(name(&from_postgres(code, String::new())), expected, "{code}");
        }
    }

    #[test]
    fn a_migration_that_the_program_does_not_know_is_a_newer_database() {
        let error = from_migration(MigrateError::VersionMissing(9), 5);
        assert!(matches!(error, StoreError::Newer { found: 9, known: 5 }));
    }
}
