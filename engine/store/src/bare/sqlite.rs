//! The yardstick on SQLite.

use std::path::Path;

use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Row, SqliteConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{BareCompletion, UNIT};
use crate::words::{json, natural};
use crate::{StoreError, Stored};

const TABLES: &str = "
CREATE TABLE cases (id BLOB PRIMARY KEY, version INTEGER NOT NULL, snapshot BLOB NOT NULL) STRICT;
CREATE TABLE events (case_id BLOB NOT NULL, number INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (case_id, number)) STRICT, WITHOUT ROWID;
CREATE TABLE tasks (case_id BLOB NOT NULL, item INTEGER NOT NULL, unit INTEGER NOT NULL, due INTEGER NOT NULL,
    PRIMARY KEY (case_id, item)) STRICT, WITHOUT ROWID;
CREATE INDEX tasks_of_unit ON tasks (unit, due);
CREATE TABLE timers (case_id BLOB PRIMARY KEY, due INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX timers_due ON timers (due);
CREATE TABLE outbox (id BLOB PRIMARY KEY, body BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE commands (id BLOB PRIMARY KEY, answer BLOB NOT NULL) STRICT, WITHOUT ROWID;";

/// Parameters: ids of cases as JSON, unit.
const SEED: &str = "
INSERT INTO cases SELECT unhex(value), 0, x'' FROM json_each($1);
INSERT INTO tasks SELECT unhex(value), 0, $2, 0 FROM json_each($1);
INSERT INTO timers SELECT unhex(value), 0 FROM json_each($1);";

/// Parameters: heap, rows.
const READ: &str = "
BEGIN IMMEDIATE;
SELECT r.key AS place, cases.version, cases.snapshot, commands.id IS NOT NULL AS answered
FROM jsonb_each($2) AS r
JOIN cases ON cases.id = substr($1, r.value ->> 'case', 16)
LEFT JOIN commands ON commands.id = substr($1, r.value ->> 'command', 16)";

/// Parameters: heap, rows, unit.
const WRITE: &str = "
UPDATE cases SET version = r.value ->> 'number',
    snapshot = substr($1, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($2) AS r WHERE cases.id = substr($1, r.value ->> 'case', 16);
INSERT INTO events SELECT substr($1, r.value ->> 'case', 16), r.value ->> 'number', r.value ->> 'at',
    substr($1, r.value ->> '$.event[0]', r.value ->> '$.event[1]') FROM jsonb_each($2) AS r;
DELETE FROM tasks WHERE (case_id, item) IN (
    SELECT substr($1, r.value ->> 'case', 16), (r.value ->> 'number') - 1 FROM jsonb_each($2) AS r);
INSERT INTO tasks SELECT substr($1, r.value ->> 'case', 16), r.value ->> 'number', $3, r.value ->> 'at'
    FROM jsonb_each($2) AS r;
UPDATE timers SET due = r.value ->> 'at' FROM jsonb_each($2) AS r
    WHERE timers.case_id = substr($1, r.value ->> 'case', 16);
INSERT INTO outbox SELECT substr($1, r.value ->> 'notice', 16),
    substr($1, r.value ->> '$.body[0]', r.value ->> '$.body[1]') FROM jsonb_each($2) AS r;
INSERT INTO commands SELECT substr($1, r.value ->> 'command', 16),
    substr($1, r.value ->> '$.answer[0]', r.value ->> '$.answer[1]') FROM jsonb_each($2) AS r;
COMMIT";

#[derive(Serialize)]
struct Completion {
    case: usize,
    command: usize,
    number: i64,
    at: i64,
    event: (usize, usize),
    snapshot: (usize, usize),
    notice: usize,
    body: (usize, usize),
    answer: (usize, usize),
}

/// The yardstick in an SQLite file of its own.
pub struct BareSqlite {
    connection: Mutex<SqliteConnection>,
}

impl BareSqlite {
    /// Makes a new file, with the settings that the store has.
    ///
    /// # Errors
    /// Where the file cannot be made, or is there already.
    pub async fn open(file: &Path) -> Stored<Self> {
        let mut connection = SqliteConnectOptions::new()
            .filename(file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .disable_statement_logging()
            .connect()
            .await?;
        sqlx::raw_sql(TABLES).execute(&mut connection).await?;
        Ok(Self {
            connection: Mutex::new(connection),
        })
    }

    /// Makes cases, each with a task and a timer.
    ///
    /// # Errors
    /// Where a case is there already, or the file cannot be written.
    pub async fn seed(&self, cases: &[Uuid]) -> Stored<()> {
        let ids: Vec<String> = cases.iter().map(|case| case.simple().to_string()).collect();
        sqlx::query(SEED)
            .bind(json(&ids)?)
            .bind(UNIT)
            .execute(&mut *self.connection.lock().await)
            .await?;
        Ok(())
    }

    /// Completes a batch, and returns when it is on disk.
    ///
    /// # Errors
    /// Where a case is missing, a command has been answered before, or the file cannot be written.
    pub async fn complete(&self, batch: &[BareCompletion]) -> Stored<()> {
        let (heap, mut rows) = rows(batch);
        let mut connection = self.connection.lock().await;
        let done = complete(&mut connection, heap, &mut rows).await;
        if done.is_err() {
            // Fails where nothing was begun, which is as good.
            let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        }
        done
    }
}

async fn complete(connection: &mut SqliteConnection, heap: Vec<u8>, rows: &mut [Completion]) -> Stored<()> {
    let found = sqlx::query(READ)
        .bind(heap.as_slice())
        .bind(json(rows)?)
        .fetch_all(&mut *connection)
        .await?;
    if found.len() != rows.len() {
        return Err(StoreError::Corrupt("a case is missing".to_owned()));
    }
    for row in &found {
        let place: usize = natural(row.try_get("place")?)?;
        let version: i64 = row.try_get("version")?;
        if row.try_get("answered")? {
            return Err(StoreError::Corrupt("a command was answered before".to_owned()));
        }
        if let Some(completion) = rows.get_mut(place) {
            completion.number = version.saturating_add(1);
        }
    }
    sqlx::query(WRITE)
        .bind(heap)
        .bind(json(rows)?)
        .bind(UNIT)
        .execute(connection)
        .await?;
    Ok(())
}

/// Rows as JSON-to-be and the bytes that they point into.
fn rows(batch: &[BareCompletion]) -> (Vec<u8>, Vec<Completion>) {
    let mut heap = Vec::new();
    let mut put = |bytes: &[u8]| {
        heap.extend_from_slice(bytes);
        (
            heap.len().saturating_sub(bytes.len()).saturating_add(1),
            bytes.len(),
        )
    };
    let rows = batch
        .iter()
        .map(|completion| Completion {
            case: put(completion.case.as_bytes()).0,
            command: put(completion.command.as_bytes()).0,
            number: 0,
            at: completion.at,
            event: put(&completion.event),
            snapshot: put(&completion.snapshot),
            notice: put(completion.notice.0.as_bytes()).0,
            body: put(&completion.notice.1),
            answer: put(&completion.answer),
        })
        .collect();
    (heap, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bare::tests::{batch, cases};

    #[tokio::test]
    async fn seven_rows_are_written_for_each_completion() {
        let folder = tempfile::tempdir().unwrap();
        let bare = BareSqlite::open(&folder.path().join("bare.sqlite"))
            .await
            .unwrap();
        bare.seed(&cases()).await.unwrap();
        bare.complete(&batch(1)).await.unwrap();
        bare.complete(&batch(2)).await.unwrap();
        assert!(bare.complete(&batch(2)).await.is_err(), "the keys are used");
        let mut connection = bare.connection.lock().await;
        for (count, expected) in [
            (
                "SELECT count(*) FROM cases WHERE version = 2 AND length(snapshot) = 2",
                3_i64,
            ),
            ("SELECT count(*) FROM events WHERE length(body) = number", 6),
            ("SELECT count(*) FROM tasks WHERE item = 2", 3),
            ("SELECT count(*) FROM tasks", 3),
            ("SELECT count(*) FROM timers WHERE due = 2", 3),
            ("SELECT count(*) FROM outbox", 6),
            ("SELECT count(*) FROM commands", 6),
        ] {
            let found: i64 = sqlx::query_scalar(count)
                .fetch_one(&mut *connection)
                .await
                .unwrap();
            assert_eq!(found, expected, "{count}");
        }
    }
}
