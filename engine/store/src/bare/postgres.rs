//! The yardstick on PostgreSQL.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use uuid::Uuid;

use super::{BareCompletion, UNIT};
use crate::{StoreError, Stored};

const TABLES: &str = "
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
CREATE TABLE bare.cases (id uuid PRIMARY KEY, version bigint NOT NULL, snapshot bytea NOT NULL);
ALTER TABLE bare.cases ALTER COLUMN snapshot SET STORAGE EXTERNAL;
CREATE TABLE bare.events (case_id uuid NOT NULL, number bigint NOT NULL, at bigint NOT NULL, body bytea NOT NULL,
    PRIMARY KEY (case_id, number));
CREATE TABLE bare.tasks (case_id uuid NOT NULL, item bigint NOT NULL, unit bigint NOT NULL, due bigint NOT NULL,
    PRIMARY KEY (case_id, item));
CREATE INDEX tasks_of_unit ON bare.tasks (unit, due);
CREATE TABLE bare.timers (case_id uuid PRIMARY KEY, due bigint NOT NULL);
CREATE INDEX timers_due ON bare.timers (due);
CREATE TABLE bare.outbox (id uuid PRIMARY KEY, body bytea NOT NULL);
CREATE TABLE bare.commands (id uuid PRIMARY KEY, answer bytea NOT NULL);";

/// Statements are planned once, and go by keys, as the store's do.
const PLANS: [(&str, &str); 4] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];

/// Parameters: cases, unit.
const SEED: &str = "
WITH a AS (INSERT INTO bare.cases SELECT id, 0, '' FROM unnest($1::uuid[]) AS id),
    b AS (INSERT INTO bare.tasks SELECT id, 0, $2, 0 FROM unnest($1::uuid[]) AS id)
INSERT INTO bare.timers SELECT id, 0 FROM unnest($1::uuid[]) AS id";

/// Parameters: cases, commands. The cases are taken in one order by all.
const READ: &str = "
SELECT cases.id, cases.version, cases.snapshot, commands.id IS NOT NULL AS answered
FROM unnest($1::uuid[], $2::uuid[]) AS r (case_id, command)
JOIN bare.cases ON cases.id = r.case_id
LEFT JOIN bare.commands ON commands.id = r.command
ORDER BY cases.id FOR NO KEY UPDATE OF cases";

/// Parameters: cases, numbers, snapshots, times, events, ids of notices, notices, commands, answers, unit.
const WRITE: &str = "
WITH r AS (
    SELECT * FROM unnest($1::uuid[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[], $6::uuid[], $7::bytea[],
        $8::uuid[], $9::bytea[])
    AS r (case_id, number, snapshot, at, event, notice, body, command, answer)
), a AS (
    UPDATE bare.cases SET version = r.number, snapshot = r.snapshot FROM r WHERE cases.id = r.case_id
), b AS (
    INSERT INTO bare.events SELECT case_id, number, at, event FROM r
), c AS (
    DELETE FROM bare.tasks USING r WHERE tasks.case_id = r.case_id AND tasks.item = r.number - 1
), d AS (
    INSERT INTO bare.tasks SELECT case_id, number, $10, at FROM r
), e AS (
    UPDATE bare.timers SET due = r.at FROM r WHERE timers.case_id = r.case_id
), f AS (
    INSERT INTO bare.outbox SELECT notice, body FROM r
)
INSERT INTO bare.commands SELECT command, answer FROM r";

/// The yardstick in a schema of its own, `bare`.
pub struct BarePostgres {
    pool: PgPool,
}

impl BarePostgres {
    /// Makes the schema anew. The login must be able to make one.
    ///
    /// # Errors
    /// Where the server cannot be reached or the schema cannot be made.
    pub async fn open(url: &str, connections: u32) -> Stored<Self> {
        let options = PgConnectOptions::from_str(url)
            .map_err(|_| StoreError::Unreachable("the address cannot be read".to_owned()))?
            .options(PLANS)
            .disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(connections)
            .test_before_acquire(false)
            .connect_with(options)
            .await?;
        sqlx::raw_sql(TABLES).execute(&pool).await?;
        Ok(Self { pool })
    }

    /// Makes cases, each with a task and a timer.
    ///
    /// # Errors
    /// Where a case is there already, or the server cannot be written.
    pub async fn seed(&self, cases: &[Uuid]) -> Stored<()> {
        sqlx::query(SEED)
            .bind(cases)
            .bind(UNIT)
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Completes a batch, and returns when it is on disk. Batches that share no case may go side by side.
    ///
    /// # Errors
    /// Where a case is missing, a command has been answered before, or the server cannot be written.
    pub async fn complete(&self, batch: &[BareCompletion]) -> Stored<()> {
        let mut batch: Vec<&BareCompletion> = batch.iter().collect();
        batch.sort_by_key(|completion| completion.case);
        let column =
            |of: fn(&BareCompletion) -> Uuid| -> Vec<Uuid> { batch.iter().map(|row| of(row)).collect() };
        let bytes =
            |of: fn(&BareCompletion) -> &[u8]| -> Vec<&[u8]> { batch.iter().map(|row| of(row)).collect() };
        let cases = column(|row| row.case);
        let commands = column(|row| row.command);
        let mut transaction = self.pool.begin().await?;
        let found: Vec<(Uuid, i64, Vec<u8>, bool)> = sqlx::query_as(READ)
            .bind(&cases)
            .bind(&commands)
            .fetch_all(&mut *transaction)
            .await?;
        if found.len() != batch.len() || found.iter().any(|(.., answered)| *answered) {
            return Err(StoreError::Corrupt(
                "a case is missing, or a command was answered".to_owned(),
            ));
        }
        let numbers: Vec<i64> = found
            .iter()
            .map(|(_, version, ..)| version.saturating_add(1))
            .collect();
        sqlx::query(WRITE)
            .bind(&cases)
            .bind(numbers)
            .bind(bytes(|row| &row.snapshot))
            .bind(batch.iter().map(|row| row.at).collect::<Vec<_>>())
            .bind(bytes(|row| &row.event))
            .bind(column(|row| row.notice.0))
            .bind(bytes(|row| &row.notice.1))
            .bind(&commands)
            .bind(bytes(|row| &row.answer))
            .bind(UNIT)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
