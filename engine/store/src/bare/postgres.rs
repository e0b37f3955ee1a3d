//! The yardstick on PostgreSQL.

use std::str::FromStr;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, PgPool};
use uuid::Uuid;

use super::{BareCompletion, TENANT, UNIT};
use crate::postgres::PostgresStore;
use crate::{StoreError, Stored};

/// The store's own tables, with their columns, checks and indexes, but no foreign keys and nothing that keeps tenants apart.
const TABLES: &str = "
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
CREATE TABLE bare.cases (LIKE public.cases INCLUDING ALL);
CREATE TABLE bare.events (LIKE public.events INCLUDING ALL);
CREATE TABLE bare.tasks (LIKE public.tasks INCLUDING ALL);
CREATE TABLE bare.timers (LIKE public.timers INCLUDING ALL);
CREATE TABLE bare.outgoing (LIKE public.outgoing INCLUDING ALL);
CREATE TABLE bare.commands (LIKE public.commands INCLUDING ALL);";

/// Statements are planned once, and go by keys, as the store's do.
const PLANS: [(&str, &str); 4] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
];

/// Parameters: tenant, cases, unit.
const SEED: &str = r#"
WITH a AS (
    INSERT INTO bare.cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, changed_at, title,
        title_folded, stage, snapshot)
    SELECT $1, id, 1, decode(repeat('00', 32), 'hex'), 'bum-5', 1, 'open', 'epoch', 'epoch', 'Sag', 'sag',
        '{"da":"Arbejdet","en":"The work"}', ''
    FROM unnest($2::uuid[]) AS id
), b AS (
    INSERT INTO bare.tasks (tenant, case_id, item, round, title, party, party_title, unit_id, opened_at, due, plan_by,
        owed, raised, case_title, flow_title)
    SELECT $1, id, '1', 1, '{"da":"Vurdér","en":"Assess"}', 'authority', '{"da":"Myndighed","en":"Authority"}', $3,
        'epoch', 'epoch', 'epoch', false, false, 'Sag', '{"da":"Fem opgaver i række","en":"Five tasks in sequence"}'
    FROM unnest($2::uuid[]) AS id
)
INSERT INTO bare.timers (tenant, case_id, wake_at) SELECT $1, id, 'epoch' FROM unnest($2::uuid[]) AS id"#;

/// Parameters: tenant, cases, commands. The cases are taken in one order by all, and each row is looked up by its whole
/// key: a join may read a table that has grown fast from end to end.
const READ: &str = "
SELECT ours.case_id, ours.version, ours.snapshot, known.command_id IS NOT NULL AS answered
FROM unnest($2::uuid[], $3::uuid[]) AS r (case_id, command)
CROSS JOIN LATERAL (
    SELECT case_id, version, snapshot FROM bare.cases WHERE tenant = $1 AND case_id = r.case_id FOR NO KEY UPDATE
) AS ours
LEFT JOIN LATERAL (
    SELECT command_id FROM bare.commands WHERE tenant = $1 AND command_id = r.command OFFSET 0
) AS known ON true";

/// Parameters: tenant, cases, numbers, snapshots, times, events, ids of notices, notices, commands, answers, unit.
const WRITE: &str = r#"
WITH r AS (
    SELECT * FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::timestamptz[], $6::bytea[], $7::uuid[],
        $8::bytea[], $9::uuid[], $10::bytea[])
    AS r (case_id, number, snapshot, at, event, notice, body, command, answer)
), a AS (
    UPDATE bare.cases SET version = r.number, chain = decode(repeat('00', 32), 'hex'), changed_at = r.at,
        snapshot = r.snapshot
    FROM r WHERE cases.tenant = $1 AND cases.case_id = r.case_id
), b AS (
    INSERT INTO bare.events (tenant, case_id, number, at, sum, chain, body)
    SELECT $1, case_id, number, at, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), event FROM r
), c AS (
    DELETE FROM bare.tasks USING r
    WHERE tasks.tenant = $1 AND tasks.case_id = r.case_id AND tasks.item = (r.number - 1)::text
), d AS (
    INSERT INTO bare.tasks (tenant, case_id, item, round, title, party, party_title, unit_id, opened_at, due, plan_by,
        owed, raised, case_title, flow_title)
    SELECT $1, case_id, number::text, 1, '{"da":"Vurdér","en":"Assess"}', 'authority',
        '{"da":"Myndighed","en":"Authority"}', $11, at, at, at, false, false, 'Sag',
        '{"da":"Fem opgaver i række","en":"Five tasks in sequence"}'
    FROM r
), e AS (
    UPDATE bare.timers SET wake_at = r.at FROM r WHERE timers.tenant = $1 AND timers.case_id = r.case_id
), f AS (
    INSERT INTO bare.outgoing (tenant, notice_id, case_id, made_at, body) SELECT $1, notice, case_id, at, body FROM r
)
INSERT INTO bare.commands (tenant, command_id, case_id, at, body, answer)
SELECT $1, command, case_id, at, decode(repeat('00', 32), 'hex'), answer FROM r"#;

/// Parameters: tenant, cases.
const READ_DUE: &str = "
SELECT ours.case_id, ours.version, ours.snapshot FROM unnest($2::uuid[]) AS r (case_id)
CROSS JOIN LATERAL (
    SELECT case_id, version, snapshot FROM bare.cases WHERE tenant = $1 AND case_id = r.case_id FOR NO KEY UPDATE
) AS ours";

/// Parameters: tenant, cases, numbers, snapshots, times, events, ids of notices, notices.
const FIRE: &str = "
WITH r AS (
    SELECT * FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::timestamptz[], $6::bytea[], $7::uuid[], $8::bytea[])
    AS r (case_id, number, snapshot, at, event, notice, body)
), a AS (
    UPDATE bare.cases SET version = r.number, chain = decode(repeat('00', 32), 'hex'), changed_at = r.at,
        snapshot = r.snapshot
    FROM r WHERE cases.tenant = $1 AND cases.case_id = r.case_id
), b AS (
    INSERT INTO bare.events (tenant, case_id, number, at, sum, chain, body)
    SELECT $1, case_id, number, at, decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex'), event FROM r
), c AS (
    UPDATE bare.timers SET wake_at = NULL FROM r WHERE timers.tenant = $1 AND timers.case_id = r.case_id
)
INSERT INTO bare.outgoing (tenant, notice_id, case_id, made_at, body) SELECT $1, notice, case_id, at, body FROM r";

/// The yardstick in a schema of its own, `bare`.
pub struct BarePostgres {
    pool: PgPool,
}

impl BarePostgres {
    /// Makes the schema anew, beside the store's own tables. The login must be able to make both.
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
        PostgresStore::migrate(url).await?;
        sqlx::raw_sql(TABLES).execute(&pool).await?;
        Ok(Self { pool })
    }

    /// Makes cases, each with a task and a timer.
    ///
    /// # Errors
    /// Where a case is there already, or the server cannot be written.
    pub async fn seed(&self, cases: &[Uuid]) -> Stored<()> {
        sqlx::query(SEED)
            .bind(TENANT)
            .bind(cases)
            .bind(UNIT)
            .execute(&self.pool)
            .await?;
        // Whether a row is joined by its key or its table is read is decided by what is known of the tables.
        sqlx::raw_sql("ANALYZE bare.cases, bare.tasks, bare.timers")
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Counts what all tables hold, the store's own too.
    ///
    /// # Errors
    /// Where the server cannot be reached.
    pub async fn count_tables(&self) -> Stored<()> {
        sqlx::raw_sql("ANALYZE").execute(&self.pool).await?;
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
            .bind(TENANT)
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
            .bind(TENANT)
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

    /// Fires the clocks of a batch, and returns when it is on disk. Nobody asked for it, so there is no key and no answer.
    ///
    /// # Errors
    /// Where a case is missing, or the server cannot be written.
    pub async fn fire(&self, batch: &[BareCompletion]) -> Stored<()> {
        let mut batch: Vec<&BareCompletion> = batch.iter().collect();
        batch.sort_by_key(|firing| firing.case);
        let bytes =
            |of: fn(&BareCompletion) -> &[u8]| -> Vec<&[u8]> { batch.iter().map(|row| of(row)).collect() };
        let cases: Vec<Uuid> = batch.iter().map(|row| row.case).collect();
        let mut transaction = self.pool.begin().await?;
        let found: Vec<(Uuid, i64, Vec<u8>)> = sqlx::query_as(READ_DUE)
            .bind(TENANT)
            .bind(&cases)
            .fetch_all(&mut *transaction)
            .await?;
        if found.len() != batch.len() {
            return Err(StoreError::Corrupt("a case is missing".to_owned()));
        }
        let numbers = found.iter().map(|(_, version, _)| version.saturating_add(1));
        sqlx::query(FIRE)
            .bind(TENANT)
            .bind(&cases)
            .bind(numbers.collect::<Vec<_>>())
            .bind(bytes(|row| &row.snapshot))
            .bind(batch.iter().map(|row| row.at).collect::<Vec<_>>())
            .bind(bytes(|row| &row.event))
            .bind(batch.iter().map(|row| row.notice.0).collect::<Vec<_>>())
            .bind(bytes(|row| &row.notice.1))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(())
    }
}
