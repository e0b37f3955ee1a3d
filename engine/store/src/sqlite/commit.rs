//! Writing a batch.

use std::sync::Arc;

use samspil_core::id::TenantId;
use sqlx::Row;

use super::SqliteStore;
use super::commit_rows::{Rows, Written, asked};
use super::tenant_file::{TenantFile, Turn, Writing};
use crate::fault::was_erased;
use crate::judge::{Found, Verdict, check, judge};
use crate::rows::{Commit, Outcome};
use crate::traits::Change;
use crate::words::{from_json, hash, natural, unhexed};
use crate::{StoreError, Stored};

/// Bytes that the log takes for a commit beside what the commit itself brings: the pages that its rows lie on.
const LOG_BYTES_PER_COMMIT: u64 = 16 * 1024;

/// Parameters: tenant, heap, asked. Cases and keys are read with the write lock held, so nothing changes before the
/// rows are written. A case that was discarded is at a version that nobody has seen. All in one row: each that is handed over
/// wakes a thread.
const ASK: &str = "
BEGIN IMMEDIATE;
SELECT json_group_array(json_array(asked.key, cases.version + (cases.erased_at IS NOT NULL), hex(cases.chain),
    hex(commands.body), hex(commands.answer), timers.fence,
    coalesce((SELECT changes FROM standings WHERE tenant = $1), 0))) AS found
FROM jsonb_each($3) AS asked
LEFT JOIN cases ON cases.tenant = $1 AND cases.case_id = substr($2, asked.value ->> 'case', 16)
LEFT JOIN commands ON commands.tenant = $1
    AND commands.command_id = substr($2, asked.value ->> 'command', 16)
LEFT JOIN timers ON asked.value ->> 'fenced' AND timers.tenant = $1 AND timers.case_id = cases.case_id";

/// Parameters: tenant, heap, cases, events, tasks gone, tasks, cases whose parties are given anew, parties, notices,
/// keys, people, cases whose heads stay. They are named `$n`, since a statement of several that leaves out a `?n` would be
/// given the wrong ones.
const WRITE: &str = "
INSERT INTO cases (tenant, case_id, version, chain, flow, flow_version, status, opened_at, closed_at, changed_at,
    title, title_folded, stage, snapshot)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'version', substr($2, r.value ->> 'chain', 32),
    r.value ->> 'flow', r.value ->> 'flow_version', r.value ->> 'status', r.value ->> 'opened_at',
    r.value ->> 'closed_at', r.value ->> 'changed_at', r.value ->> 'title', r.value ->> 'title_folded',
    r.value ->> 'stage', substr($2, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($3) AS r WHERE true
ON CONFLICT (tenant, case_id) DO UPDATE SET version = excluded.version, chain = excluded.chain,
    flow = excluded.flow, flow_version = excluded.flow_version, status = excluded.status,
    opened_at = excluded.opened_at, closed_at = excluded.closed_at, changed_at = excluded.changed_at,
    title = excluded.title, title_folded = excluded.title_folded, stage = excluded.stage,
    snapshot = excluded.snapshot;

UPDATE cases SET version = r.value ->> 'version', chain = substr($2, r.value ->> 'chain', 32),
    changed_at = r.value ->> 'changed_at', snapshot = substr($2, r.value ->> '$.snapshot[0]', r.value ->> '$.snapshot[1]')
FROM jsonb_each($12) AS r WHERE cases.tenant = $1 AND cases.case_id = substr($2, r.value ->> 'case', 16);

INSERT INTO events (tenant, case_id, number, at, sum, chain, body, figures)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'number', r.value ->> 'at',
    substr($2, r.value ->> 'sum', 32), substr($2, r.value ->> 'chain', 32),
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]'), r.value ->> 'figures'
FROM jsonb_each($4) AS r;

INSERT INTO timers (tenant, case_id, wake_at)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'wake_at'
FROM jsonb_each($3) AS r WHERE true
ON CONFLICT (tenant, case_id) DO UPDATE SET wake_at = excluded.wake_at, claimed_until = NULL;

UPDATE timers SET wake_at = r.value ->> 'wake_at', claimed_until = NULL
FROM jsonb_each($12) AS r WHERE timers.tenant = $1 AND timers.case_id = substr($2, r.value ->> 'case', 16);

DELETE FROM tasks WHERE tenant = $1 AND (case_id, item) IN (
    SELECT substr($2, r.value ->> 'case', 16), r.value ->> 'item' FROM jsonb_each($5) AS r);

INSERT OR REPLACE INTO tasks (tenant, case_id, item, round, title, party, party_title, unit_id, person_id,
    claimed_by, opened_at, due, plan_by, owed, raised, case_title, flow_title, counted, counted_at, meets)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'item', r.value ->> 'round', r.value ->> 'title',
    r.value ->> 'party', r.value ->> 'party_title', substr($2, r.value ->> 'unit', 16),
    substr($2, r.value ->> 'person', 16), substr($2, r.value ->> 'claimed_by', 16), r.value ->> 'opened_at',
    r.value ->> 'due', r.value ->> 'plan_by', r.value ->> 'owed', r.value ->> 'raised',
    r.value ->> 'case_title', r.value ->> 'flow_title', r.value ->> 'counted', r.value ->> 'counted_at',
    r.value ->> 'meets'
FROM jsonb_each($6) AS r;

DELETE FROM parties WHERE tenant = $1 AND case_id IN (
    SELECT substr($2, r.value, 16) FROM json_each($7) AS r);

INSERT INTO parties (tenant, case_id, party, place, unit_id, person_id)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'party', r.value ->> 'place', substr($2, r.value ->> 'unit', 16),
    substr($2, r.value ->> 'person', 16)
FROM jsonb_each($8) AS r;

INSERT INTO case_people (tenant, case_id, party, person_id)
SELECT $1, substr($2, r.value ->> 'case', 16), r.value ->> 'party', substr($2, r.value ->> 'person', 16)
FROM jsonb_each($11) AS r WHERE true
ON CONFLICT DO NOTHING;

INSERT INTO outgoing (tenant, notice_id, case_id, made_at, body)
SELECT $1, substr($2, r.value ->> 'id', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($2, r.value ->> '$.body[0]', r.value ->> '$.body[1]')
FROM jsonb_each($9) AS r WHERE true
ON CONFLICT (tenant, notice_id) DO NOTHING;

INSERT INTO commands (tenant, command_id, case_id, at, body, answer)
SELECT $1, substr($2, r.value ->> 'id', 16), substr($2, r.value ->> 'case', 16), r.value ->> 'at',
    substr($2, r.value ->> 'body', 32), substr($2, r.value ->> '$.answer[0]', r.value ->> '$.answer[1]')
FROM jsonb_each($10) AS r;

COMMIT";

impl SqliteStore {
    /// Writes a batch; goes on to its end also when the caller goes away.
    pub(super) async fn write_batch(&self, tenant: TenantId, batch: Vec<Commit>) -> Stored<Vec<Outcome>> {
        check(&batch)?;
        if batch.is_empty() {
            return Ok(Vec::new());
        }
        let file = self.files.get(tenant).await?;
        let changes = self.changes.clone();
        let work = async move {
            let outcomes = match write(&file, &batch).await {
                Err(error) if was_erased(&error) => one_by_one(&file, &batch).await?,
                outcomes => outcomes?,
            };
            for (commit, outcome) in batch.iter().zip(&outcomes) {
                if let Outcome::Committed { version, .. } = outcome {
                    // Fails where nobody listens, which is no fault.
                    let _ = changes.send(Change {
                        tenant,
                        case: commit.case,
                        version: *version,
                    });
                }
            }
            Ok(outcomes)
        };
        tokio::spawn(work)
            .await
            .map_err(|error| StoreError::Database(format!("the writer stopped: {error}")))?
    }
}

/// Writes each by itself, so that somebody who was erased meanwhile keeps nobody else's from the disk.
async fn one_by_one(file: &Arc<TenantFile>, batch: &[Commit]) -> Stored<Vec<Outcome>> {
    let mut outcomes = Vec::with_capacity(batch.len());
    for commit in batch {
        match write(file, std::slice::from_ref(commit)).await {
            Err(error) if was_erased(&error) => outcomes.push(Outcome::Conflict),
            written => outcomes.extend(written?),
        }
    }
    Ok(outcomes)
}

async fn write(file: &Arc<TenantFile>, batch: &[Commit]) -> Stored<Vec<Outcome>> {
    let turn = if batch.iter().all(|commit| commit.fence.is_some()) {
        Turn::Behind
    } else {
        Turn::Waited
    };
    let mut writing = file.writer(turn).await;
    let found = ask(&mut writing, file.tenant, batch).await?;
    let verdicts = judge(batch, &found);
    let mut rows = Rows::default();
    let mut kept: u64 = 0;
    for (commit, verdict) in batch.iter().zip(&verdicts) {
        if let Verdict::Keep(after) = verdict {
            rows.add(commit, after)?;
            kept = kept.saturating_add(1);
        }
    }
    if kept == 0 {
        writing.commit().await?;
    } else {
        let rows = rows.write()?;
        let bytes = u64::try_from(rows.heap.len()).unwrap_or(u64::MAX);
        keep(&mut writing, file.tenant, rows).await?;
        writing.done();
        file.wrote(bytes.saturating_add(kept.saturating_mul(LOG_BYTES_PER_COMMIT)));
    }
    Ok(verdicts.into_iter().map(Verdict::outcome).collect())
}

async fn ask(writing: &mut Writing, tenant: TenantId, batch: &[Commit]) -> Stored<Vec<Found>> {
    let (heap, rows) = asked(batch)?;
    let rows = sqlx::query(ASK)
        .bind(tenant.0)
        .bind(heap.0)
        .bind(rows)
        .fetch_all(writing.connection()?)
        .await?;
    let rows = rows
        .first()
        .ok_or_else(|| StoreError::Corrupt("nothing was found".to_owned()))?;
    let rows: Vec<Asked> = from_json(rows.try_get("found")?)?;
    let mut found = vec![Found::default(); batch.len()];
    for row in rows {
        if let Some(slot) = found.get_mut(row.0) {
            *slot = read(row)?;
        }
    }
    Ok(found)
}

/// The place of what was asked; the case's version and chain; the sum and the answer under its key; the number of its last
/// claim; how often it has been changed who stands where. Bytes are hexadecimal, and empty where there is nothing.
type Asked = (usize, Option<i64>, String, String, String, Option<i64>, i64);

fn read((_, version, chain, body, answer, fence, stands): Asked) -> Stored<Found> {
    let case = match version {
        Some(version) => Some((natural(version)?, hash(&unhexed(&chain)?)?)),
        None => None,
    };
    let answer = match body.as_str() {
        "" => None,
        body => Some((hash(&unhexed(body)?)?, unhexed(&answer)?)),
    };
    Ok(Found {
        case,
        answer,
        fence: fence.map(natural).transpose()?,
        stands: natural(stands)?,
    })
}

async fn keep(writing: &mut Writing, tenant: TenantId, rows: Written) -> Stored<()> {
    sqlx::query(WRITE)
        .bind(tenant.0)
        .bind(rows.heap)
        .bind(rows.cases)
        .bind(rows.events)
        .bind(rows.tasks_gone)
        .bind(rows.tasks)
        .bind(rows.parties_anew)
        .bind(rows.parties)
        .bind(rows.notices)
        .bind(rows.keys)
        .bind(rows.people)
        .bind(rows.moved)
        .execute(writing.connection()?)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    /// A plan that goes through a whole table grows slow with the cases; only the batch itself may be gone through.
    #[tokio::test]
    async fn no_statement_goes_through_a_table() {
        let statements: Vec<&str> = ASK.split(';').chain(WRITE.split(';')).map(str::trim).collect();
        let of_rows: Vec<&&str> = statements.iter().filter(|one| one.contains("FROM")).collect();
        assert_eq!(
            (of_rows.len(), statements.len()),
            (13, 15),
            "beside them BEGIN and COMMIT"
        );
        for statement in of_rows {
            for step in plan(statement).await.lines() {
                assert!(
                    !step.starts_with("SCAN ") || step.contains("VIRTUAL TABLE"),
                    "{step} in {statement}"
                );
            }
        }
    }
}
