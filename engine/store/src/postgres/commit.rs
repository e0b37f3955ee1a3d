//! Writing a batch.

use std::sync::Arc;

use samspil_core::id::TenantId;
use tokio::sync::broadcast;

use super::PostgresStore;
use super::commit_rows::Rows;
use super::found::ask;
use super::tenant_tx::TenantTx;
use super::word_of_changes::Teller;
use crate::judge::{Kept, Verdict, check, judge};
use crate::rows::{Commit, Outcome};
use crate::traits::Change;
use crate::{StoreError, Stored};

/// How often a batch is tried that others came in the way of: each time they are done, so once is enough but where
/// very many write the same cases and keys.
const ATTEMPTS: usize = 8;

/// Codes of what passes when the batch is tried anew: a row that another has made meanwhile, a conflict of
/// transactions, a deadlock.
const PASSING: [&str; 3] = ["23505", "40001", "40P01"];

/// Everything in one statement. No two parts touch the same row, so their order is of no weight; the rows that rows
/// point to are looked for when all are written. A case that another has begun meanwhile shows by its first event. Every
/// row is found by its whole key, by way of a conflict or of a function, so that no plan depends on how large a table was
/// when it was made. Parameters: tenant, the columns of `Rows` in their order.
const WRITE: &str = "
WITH made AS (
    INSERT INTO cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at,
        title, title_folded, stage, snapshot)
    SELECT $1, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at, title,
        title_folded, stage::json, snapshot
    FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::text[], $6::bigint[], $7::text[], $8::timestamptz[],
        $9::timestamptz[], $10::timestamptz[], $11::text[], $12::text[], $13::text[], $14::bytea[])
    AS c (case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at, title, title_folded,
        stage, snapshot)
    ON CONFLICT (tenant, case_id) DO UPDATE SET version = excluded.version, chain = excluded.chain,
        flow = excluded.flow, flow_version = excluded.flow_version, status = excluded.status,
        opened_at = excluded.opened_at, closed_at = excluded.closed_at, changed_at = excluded.changed_at,
        title = excluded.title, title_folded = excluded.title_folded, stage = excluded.stage,
        snapshot = excluded.snapshot
), timed AS (
    INSERT INTO timers (tenant, case_id, wake_at)
    SELECT $1, t.* FROM unnest($2::uuid[], $15::timestamptz[]) AS t
    ON CONFLICT (tenant, case_id) DO UPDATE SET wake_at = excluded.wake_at, claimed_until = NULL
), happened AS (
    INSERT INTO events (tenant, case_id, number, at, sum, chain, body)
    SELECT $1, e.* FROM unnest($16::uuid[], $17::bigint[], $18::timestamptz[], $19::bytea[], $20::bytea[],
        $21::bytea[]) AS e
), tasks_open AS (
    INSERT INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, person_id, claimed_by,
        opened_at, due, plan_by, owed, raised, case_title, flow_title)
    SELECT $1, t.case_id, t.item, t.round, t.title::json, t.party, t.party_title::json, t.unit_id, t.person_id,
        t.claimed_by, t.opened_at, t.due, t.plan_by, t.owed, t.raised, t.case_title, t.flow_title::json
    FROM unnest($24::uuid[], $25::text[], $26::bigint[], $27::text[], $28::text[], $29::text[], $30::uuid[],
        $31::uuid[], $32::uuid[], $33::timestamptz[], $34::timestamptz[], $35::timestamptz[], $36::boolean[],
        $37::boolean[], $38::text[], $39::text[])
    AS t (case_id, item, round, title, party, party_title, unit_id, person_id, claimed_by, opened_at, due, plan_by,
        owed, raised, case_title, flow_title)
    ON CONFLICT (tenant, case_id, item) DO UPDATE SET round = excluded.round, title = excluded.title,
        party = excluded.party, party_title = excluded.party_title, unit_id = excluded.unit_id,
        person_id = excluded.person_id, claimed_by = excluded.claimed_by, opened_at = excluded.opened_at,
        due = excluded.due, plan_by = excluded.plan_by, owed = excluded.owed, raised = excluded.raised,
        case_title = excluded.case_title, flow_title = excluded.flow_title
), parties_bound AS (
    INSERT INTO parties (tenant, case_id, party, unit_id, person_id)
    SELECT $1, p.* FROM unnest($41::uuid[], $42::text[], $43::uuid[], $44::uuid[]) AS p
    ON CONFLICT (tenant, case_id, party) DO UPDATE SET unit_id = excluded.unit_id, person_id = excluded.person_id
), sent AS (
    INSERT INTO outgoing (tenant, case_id, notice_id, made_at, body)
    SELECT $1, n.* FROM unnest($45::uuid[], $46::uuid[], $47::timestamptz[], $48::bytea[]) AS n
    ON CONFLICT (tenant, notice_id) DO NOTHING
), answered AS (
    INSERT INTO commands (tenant, case_id, command_id, at, body, answer)
    SELECT $1, k.* FROM unnest($49::uuid[], $50::uuid[], $51::timestamptz[], $52::bytea[], $53::bytea[]) AS k
)
SELECT remove_task($1, g.case_id, g.item) FROM unnest($22::uuid[], $23::text[]) AS g (case_id, item)
UNION ALL
SELECT unbind_parties($1, anew.case_id, ARRAY(
    SELECT p.party FROM unnest($41::uuid[], $42::text[]) AS p (case_id, party) WHERE p.case_id = anew.case_id))
FROM unnest($40::uuid[]) AS anew (case_id)";

impl PostgresStore {
    /// Writes a batch; goes on to its end also when the caller goes away, so that this node hears of the change.
    pub(super) async fn write_batch(&self, tenant: TenantId, batch: Vec<Commit>) -> Stored<Vec<Outcome>> {
        check(&batch)?;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let writer = Writer {
            tenant,
            tenants: self.tenants.clone(),
            teller: Arc::clone(&self.teller),
            changes: self.changes.clone(),
        };
        tokio::spawn(async move { writer.write(&batch).await })
            .await
            .map_err(|error| StoreError::Database(format!("the writer stopped: {error}")))?
    }
}

/// What a batch is written with.
struct Writer {
    tenant: TenantId,
    tenants: super::tenant_tx::Tenants,
    teller: Arc<Teller>,
    changes: broadcast::Sender<Change>,
}

impl Writer {
    /// Writes the batch, as often as it takes.
    async fn write(&self, batch: &[Commit]) -> Stored<Vec<Outcome>> {
        let mut attempt = 1;
        loop {
            match self.attempt(batch).await {
                Err(Failure::Passing(error)) if attempt < ATTEMPTS => {
                    tracing::debug!(%error, attempt, "a batch is written again");
                    attempt += 1;
                }
                Err(Failure::Passing(error) | Failure::Lasting(error)) => return Err(error),
                Ok(outcomes) => return Ok(outcomes),
            }
        }
    }

    async fn attempt(&self, batch: &[Commit]) -> Result<Vec<Outcome>, Failure> {
        let mut transaction = self.tenants.begin_batch(self.tenant).await?;
        let verdicts = self.verdicts(&mut transaction, batch).await?;
        let kept: Vec<(Commit, &Kept)> = batch
            .iter()
            .zip(&verdicts)
            .filter_map(|(commit, verdict)| match verdict {
                Verdict::Keep(kept) => Some((commit.clone(), kept)),
                Verdict::LeaveOut(_) => None,
            })
            .collect();
        let changes: Vec<Change> = kept
            .iter()
            .map(|(commit, kept)| Change {
                tenant: self.tenant,
                case: commit.case,
                version: kept.version,
            })
            .collect();
        if !kept.is_empty() {
            let rows = Rows::of(kept)?;
            rows.bind(sqlx::query(WRITE).bind(self.tenant.0))
                .execute(transaction.connection())
                .await
                .map_err(Failure::of)?;
        }
        transaction.commit().await?;
        for change in changes {
            self.teller.tell(change);
            // Fails where nobody listens, which is no fault.
            let _ = self.changes.send(change);
        }
        Ok(verdicts.into_iter().map(Verdict::outcome).collect())
    }

    /// What becomes of the batch. Where a case has moved on while we waited for it, the command may be what moved it:
    /// then its key is there by now, and it is asked for once more.
    async fn verdicts(&self, transaction: &mut TenantTx, batch: &[Commit]) -> Result<Vec<Verdict>, Failure> {
        let verdicts = judge(batch, &ask(transaction, self.tenant, batch).await?);
        let unsure = batch.iter().zip(&verdicts).any(|(commit, verdict)| {
            commit.command.is_some() && *verdict == Verdict::LeaveOut(Outcome::Conflict)
        });
        if unsure {
            Ok(judge(batch, &ask(transaction, self.tenant, batch).await?))
        } else {
            Ok(verdicts)
        }
    }
}

/// Why an attempt failed.
pub(super) enum Failure {
    /// It may go well next time.
    Passing(StoreError),
    /// It would go the same way.
    Lasting(StoreError),
}

impl Failure {
    /// What an error means for the attempt.
    pub(super) fn of(error: sqlx::Error) -> Self {
        let code = error.as_database_error().and_then(|said| said.code());
        if code.is_some_and(|code| PASSING.contains(&code.as_ref())) {
            Self::Passing(error.into())
        } else {
            Self::Lasting(error.into())
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Lasting(error)
    }
}
