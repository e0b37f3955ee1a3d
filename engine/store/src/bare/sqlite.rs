//! The yardstick on SQLite.

use std::path::Path;

use serde::Serialize;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Row, SqliteConnection};
use tokio::sync::Mutex;
use uuid::Uuid;

use super::{BareCompletion, TENANT, UNIT};
use crate::migrations::OF_SQLITE as MIGRATIONS;
use crate::sqlite::WRITER_CACHE;
use crate::words::{json, natural};
use crate::{StoreError, Stored};

/// Parameters: tenant, ids of cases as JSON, unit.
const SEED: &str = r#"
INSERT INTO tenants VALUES ($1, 'Måling') ON CONFLICT DO NOTHING;
INSERT INTO cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, changed_at, title,
    title_folded, stage, snapshot)
SELECT $1, unhex(value), 1, zeroblob(32), 'bum-5', 1, 'open', 0, 0, 'Sag', 'sag', '{"da":"Arbejdet","en":"The work"}', x''
FROM json_each($2);
INSERT INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, opened_at, due, plan_by, owed,
    raised, case_title, flow_title)
SELECT $1, unhex(value), '1', 1, '{"da":"Vurdér","en":"Assess"}', 'authority', '{"da":"Myndighed","en":"Authority"}', $3,
    0, 0, 0, 0, 0, 'Sag', '{"da":"Fem opgaver i række","en":"Five tasks in sequence"}'
FROM json_each($2);
INSERT INTO timers (tenant, case_id, wake_at) SELECT $1, unhex(value), 0 FROM json_each($2);"#;

/// Parameters: tenant, heap, rows.
const READ: &str = "
BEGIN IMMEDIATE;
SELECT r.key AS place, cases.version, cases.snapshot, commands.command_id IS NOT NULL AS answered
FROM jsonb_each($3) AS r
JOIN cases ON cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16)
LEFT JOIN commands ON commands.tenant = $1 AND commands.command_id = substr($2, r.value ->> 'command', 16)";

/// Parameters: tenant, heap, rows, unit.
const WRITE: &str = r#"
UPDATE cases SET version = r.value ->> 'number', chain = zeroblob(32), changed_at = r.value ->> 'at',
    snapshot = substr($2, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($3) AS r WHERE cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16);
INSERT INTO events (tenant, case_id, number, at, sum, chain, body)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'number', r.value ->> 'at', zeroblob(32), zeroblob(32),
    substr($2, r.value ->> '$.event[0]', r.value ->> '$.event[1]') FROM jsonb_each($3) AS r;
DELETE FROM tasks WHERE tenant = $1 AND (case_id, item) IN (
    SELECT substr($2, r.value ->> 'case', 16), CAST((r.value ->> 'number') - 1 AS text) FROM jsonb_each($3) AS r);
INSERT INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, opened_at, due, plan_by, owed,
    raised, case_title, flow_title)
SELECT $1, substr($2, r.value ->> 'case', 16), CAST(r.value ->> 'number' AS text), 1,
    '{"da":"Vurdér","en":"Assess"}', 'authority', '{"da":"Myndighed","en":"Authority"}', $4, r.value ->> 'at',
    r.value ->> 'at', r.value ->> 'at', 0, 0, 'Sag', '{"da":"Fem opgaver i række","en":"Five tasks in sequence"}'
    FROM jsonb_each($3) AS r;
UPDATE timers SET wake_at = r.value ->> 'at' FROM jsonb_each($3) AS r
    WHERE timers.tenant = $1 AND timers.case_id = substr($2, r.value ->> 'case', 16);
INSERT INTO outgoing (tenant, notice_id, case_id, made_at, body)
SELECT $1, substr($2, r.value ->> 'notice', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]') FROM jsonb_each($3) AS r;
INSERT INTO commands (tenant, command_id, case_id, at, body, answer)
SELECT $1, substr($2, r.value ->> 'command', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at', zeroblob(32),
    substr($2, r.value ->> '$.answer[0]', r.value ->> '$.answer[1]') FROM jsonb_each($3) AS r;
COMMIT"#;

/// Parameters: tenant, heap, rows.
const READ_DUE: &str = "
BEGIN IMMEDIATE;
SELECT r.key AS place, cases.version, cases.snapshot, 0 AS answered FROM jsonb_each($3) AS r
JOIN cases ON cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16)";

/// Parameters: tenant, heap, rows.
const FIRE: &str = "
UPDATE cases SET version = r.value ->> 'number', chain = zeroblob(32), changed_at = r.value ->> 'at',
    snapshot = substr($2, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($3) AS r WHERE cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16);
INSERT INTO events (tenant, case_id, number, at, sum, chain, body)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'number', r.value ->> 'at', zeroblob(32), zeroblob(32),
    substr($2, r.value ->> '$.event[0]', r.value ->> '$.event[1]') FROM jsonb_each($3) AS r;
UPDATE timers SET wake_at = NULL FROM jsonb_each($3) AS r
    WHERE timers.tenant = $1 AND timers.case_id = substr($2, r.value ->> 'case', 16);
INSERT INTO outgoing (tenant, notice_id, case_id, made_at, body)
SELECT $1, substr($2, r.value ->> 'notice', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]') FROM jsonb_each($3) AS r;
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
            .foreign_keys(false)
            .pragma("temp_store", "MEMORY")
            .pragma("cache_size", WRITER_CACHE)
            .disable_statement_logging()
            .connect()
            .await?;
        MIGRATIONS
            .run_direct(None, &mut connection, false)
            .await
            .map_err(|error| StoreError::Database(error.to_string()))?;
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
            .bind(TENANT)
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
        self.write(batch, READ, WRITE).await
    }

    /// Fires the clocks of a batch, and returns when it is on disk. Nobody asked for it, so there is no key and no answer.
    ///
    /// # Errors
    /// Where a case is missing, or the file cannot be written.
    pub async fn fire(&self, batch: &[BareCompletion]) -> Stored<()> {
        self.write(batch, READ_DUE, FIRE).await
    }

    async fn write(&self, batch: &[BareCompletion], read: &'static str, write: &'static str) -> Stored<()> {
        let (heap, mut rows) = rows(batch);
        let mut connection = self.connection.lock().await;
        let done = complete(&mut connection, (read, write), heap, &mut rows).await;
        if done.is_err() {
            // Fails where nothing was begun, which is as good.
            let _ = sqlx::query("ROLLBACK").execute(&mut *connection).await;
        }
        done
    }
}

async fn complete(
    connection: &mut SqliteConnection,
    (read, write): (&'static str, &'static str),
    heap: Vec<u8>,
    rows: &mut [Completion],
) -> Stored<()> {
    let found = sqlx::query(read)
        .bind(TENANT)
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
    sqlx::query(write)
        .bind(TENANT)
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
            at: completion.at.timestamp_micros(),
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

    /// A yardstick with some cases, in a folder that lasts as long.
    async fn seeded() -> (BareSqlite, tempfile::TempDir) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("bare.sqlite");
        let bare = BareSqlite::open(&file).await.unwrap();
        bare.seed(&cases()).await.unwrap();
        (bare, folder)
    }

    async fn holds(bare: &BareSqlite, counts: &[(&'static str, i64)]) {
        let mut connection = bare.connection.lock().await;
        for (count, expected) in counts {
            let found: i64 = sqlx::query_scalar(*count)
                .fetch_one(&mut *connection)
                .await
                .unwrap();
            assert_eq!(found, *expected, "{count}");
        }
    }

    const CASES: &str = "SELECT count(*) FROM cases WHERE version = 3 AND length(snapshot) = 2";
    const EVENTS: &str = "SELECT count(*) FROM events WHERE length(body) = number - 1";

    #[tokio::test]
    async fn seven_rows_are_written_for_each_completion() {
        let (bare, _folder) = seeded().await;
        bare.complete(&batch(1)).await.unwrap();
        bare.complete(&batch(2)).await.unwrap();
        assert!(bare.complete(&batch(2)).await.is_err(), "the keys are used");
        let counts = [
            (CASES, 3),
            (EVENTS, 6),
            ("SELECT count(*) FROM tasks WHERE item = '3'", 3),
            ("SELECT count(*) FROM tasks", 3),
            ("SELECT count(*) FROM timers WHERE wake_at = 120000000", 3),
            ("SELECT count(*) FROM outgoing", 6),
            ("SELECT count(*) FROM commands", 6),
        ];
        holds(&bare, &counts).await;
    }

    #[tokio::test]
    async fn four_rows_are_written_for_each_clock() {
        let (bare, _folder) = seeded().await;
        bare.fire(&batch(1)).await.unwrap();
        bare.fire(&batch(2)).await.unwrap();
        let counts = [
            (CASES, 3),
            (EVENTS, 6),
            ("SELECT count(*) FROM timers WHERE wake_at IS NULL", 3),
            ("SELECT count(*) FROM outgoing", 6),
            ("SELECT count(*) FROM commands", 0),
        ];
        holds(&bare, &counts).await;
    }
}
