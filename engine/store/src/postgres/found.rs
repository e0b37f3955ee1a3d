//! What the database holds that bears on a batch, taken so that it stays so until the transaction ends.

use std::collections::BTreeMap;

use samspil_core::id::{CaseId, CommandId, TenantId};
use sqlx::Row;
use sqlx::postgres::PgRow;
use uuid::Uuid;

use super::commit::Failure;
use super::statement::{Part, Statement};
use super::tenant_tx::TenantTx;
use crate::Stored;
use crate::judge::Found;
use crate::rows::{Commit, Hash};
use crate::words::{hash, natural};

// Cases and timers that exist are ours until the transaction ends, taken in one order by all, cases first: what is seen of
// them is what is there, also where we had to wait. Keys are seen as they were before we waited; one that came meanwhile
// shows when it is written, or by its case. Each row is looked up by its whole key: a join may read a table that has grown
// fast from end to end.

const CASES: Part = Part::Call(
    "
    SELECT ours.case_id AS id, ours.version, ours.chain, NULL::bigint AS fence, NULL::bytea AS body,
        NULL::bytea AS answer, NULL::bigint AS stands
    FROM unnest(?::uuid[]) AS asked (case_id) CROSS JOIN LATERAL (
        SELECT case_id, version + (erased_at IS NOT NULL)::int AS version, chain FROM cases
        WHERE tenant = $1 AND case_id = asked.case_id FOR NO KEY UPDATE
    ) AS ours",
);

const FENCES: Part = Part::Call(
    "
    SELECT claims.case_id, NULL, NULL, claims.fence, NULL, NULL, NULL
    FROM unnest(?::uuid[]) AS asked (case_id) CROSS JOIN LATERAL (
        SELECT case_id, fence FROM timers WHERE tenant = $1 AND case_id = asked.case_id FOR NO KEY UPDATE
    ) AS claims",
);

const KEYS: Part = Part::Call(
    "
    SELECT known.command_id, NULL, NULL, NULL, known.body, known.answer, NULL
    FROM unnest(?::uuid[]) AS asked (command_id) CROSS JOIN LATERAL (
        SELECT command_id, body, answer FROM commands WHERE tenant = $1 AND command_id = asked.command_id OFFSET 0
    ) AS known",
);

/// Where none has ever been changed there is no row. It stays so until the transaction ends: whoever changes it waits.
const STANDS: Part = Part::Call(
    "
    SELECT NULL, NULL, NULL, NULL, NULL, NULL, changes FROM standings WHERE tenant = $1",
);

/// What was found, by what it was found under.
#[derive(Default)]
struct Rows {
    cases: BTreeMap<CaseId, (u64, Hash)>,
    fences: BTreeMap<CaseId, u64>,
    answers: BTreeMap<CommandId, (Hash, Vec<u8>)>,
    stands: u64,
}

impl Rows {
    fn add(&mut self, row: &PgRow) -> Stored<()> {
        if let Some(changes) = row.try_get::<Option<i64>, _>("stands")? {
            self.stands = natural(changes)?;
            return Ok(());
        }
        let id: Uuid = row.try_get("id")?;
        let version: Option<i64> = row.try_get("version")?;
        let fence: Option<i64> = row.try_get("fence")?;
        if let Some(version) = version {
            let case = (natural(version)?, hash(row.try_get("chain")?)?);
            self.cases.insert(CaseId(id), case);
        } else if let Some(fence) = fence {
            self.fences.insert(CaseId(id), natural(fence)?);
        } else {
            let answer = (hash(row.try_get("body")?)?, row.try_get("answer")?);
            self.answers.insert(CommandId(id), answer);
        }
        Ok(())
    }

    fn of(&self, commit: &Commit) -> Found {
        let key = commit.command.as_ref().map(|command| command.id);
        Found {
            case: self.cases.get(&commit.case).copied(),
            answer: key.and_then(|key| self.answers.get(&key).cloned()),
            fence: self.fences.get(&commit.case).copied(),
            stands: self.stands,
        }
    }
}

/// Asks about a batch; one answer for each commit, in the batch's order.
pub(super) async fn ask(
    transaction: &mut TenantTx,
    tenant: TenantId,
    batch: &[Commit],
) -> Result<Vec<Found>, Failure> {
    let ids = |of: fn(&Commit) -> Option<Uuid>| -> Vec<Uuid> {
        let mut ids: Vec<Uuid> = batch.iter().filter_map(of).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let mut statement = Statement::of(tenant)?;
    for (part, ids) in [
        (CASES, ids(|commit| Some(commit.case.0))),
        (FENCES, ids(|commit| commit.fence.map(|_| commit.case.0))),
        (
            KEYS,
            ids(|commit| commit.command.as_ref().map(|command| command.id.0)),
        ),
    ] {
        if !ids.is_empty() {
            statement.part(part);
            statement.bind(ids)?;
        }
    }
    if batch.iter().any(|commit| commit.stands.is_some()) {
        statement.part(STANDS);
    }
    let asked = statement
        .query()
        .fetch_all(transaction.connection())
        .await
        .map_err(Failure::of)?;
    let mut rows = Rows::default();
    for row in &asked {
        rows.add(row)?;
    }
    Ok(batch.iter().map(|commit| rows.of(commit)).collect())
}
