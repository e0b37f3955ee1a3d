//! Writing a batch.

use std::sync::Arc;

use samspil_core::id::TenantId;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::SqliteStore;
use super::commit_parts::script;
use super::commit_rows::{Rows, Written, asked};
use super::tenant_file::{TenantFile, Turn, Writing};
use crate::fault::{is_refused, was_erased};
use crate::judge::{Found, Verdict, check, judge, presumed};
use crate::rows::{Commit, Outcome};
use crate::traits::Change;
use crate::words::{column, from_json, hash, natural, unhexed};
use crate::{StoreError, Stored};

/// Bytes that the log takes for a commit beside what the commit itself brings: the pages that its rows lie on.
const LOG_BYTES_PER_COMMIT: u64 = 16 * 1024;

/// How the transaction of a batch begins that nothing is asked about.
const BEGIN: &str = "BEGIN IMMEDIATE;";

/// What a batch is judged by.
#[derive(Clone, Copy)]
enum Ground {
    /// That everything is as it was seen, which it nearly always is: the write itself finds out, and one hand-over less is
    /// needed.
    Presumed {
        /// How often it has been changed who stands where, as far as the batch goes by it.
        stands: Option<i64>,
    },
    /// What the database holds, read in the transaction in which the batch is written.
    Asked,
}

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
                Err(error) if was_erased(&error) => one_by_one(&file, &batch).await,
                outcomes => outcomes,
            };
            let outcomes = file.heard(outcomes)?;
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
    if let Some((verdicts, stands)) = presumed(batch) {
        let (rows, bytes) = rows(batch, &verdicts)?;
        let ground = Ground::Presumed {
            stands: stands.map(column).transpose()?,
        };
        match keep(writing.connection()?, file.tenant, ground, rows).await {
            Ok(()) => return Ok(kept(file, writing, verdicts, bytes)),
            Err(error) if is_refused(&error) => {
                sqlx::query("ROLLBACK").execute(writing.connection()?).await?;
            }
            Err(error) => return Err(error.into()),
        }
    }
    let found = ask(&mut writing, file.tenant, batch).await?;
    let verdicts = judge(batch, &found);
    let (rows, bytes) = rows(batch, &verdicts)?;
    keep(writing.connection()?, file.tenant, Ground::Asked, rows).await?;
    Ok(kept(file, writing, verdicts, bytes))
}

/// Gives the writer back; what came of the batch.
fn kept(file: &Arc<TenantFile>, writing: Writing, verdicts: Vec<Verdict>, bytes: u64) -> Vec<Outcome> {
    writing.done();
    file.wrote(bytes);
    verdicts.into_iter().map(Verdict::outcome).collect()
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

/// The rows of what is kept of a batch, and about how many bytes they take.
fn rows(batch: &[Commit], verdicts: &[Verdict]) -> Stored<(Written, u64)> {
    let mut rows = Rows::default();
    let mut bytes: u64 = 0;
    for (commit, verdict) in batch.iter().zip(verdicts) {
        if let Verdict::Keep(after) = verdict {
            rows.add(commit, after)?;
            bytes = bytes.saturating_add(LOG_BYTES_PER_COMMIT);
        }
    }
    let rows = rows.write()?;
    let heaps = u64::try_from(rows.bytes()).unwrap_or(u64::MAX);
    Ok((rows, bytes.saturating_add(heaps)))
}

/// Writes rows, to the end of the transaction, which begins here where nothing was asked.
async fn keep(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    ground: Ground,
    rows: Written,
) -> Result<(), sqlx::Error> {
    let (first, stands, moved, stayed) = match ground {
        Ground::Presumed { stands } => (BEGIN, stands, Some(rows.moved), Some(rows.stayed)),
        Ground::Asked => ("", None, None, None),
    };
    let script = script(first, |list| rows.has(list));
    let mut query = sqlx::query(AssertSqlSafe(script)).bind(tenant.0).bind(rows.heap);
    for list in rows.lists {
        query = query.bind(list);
    }
    query = query.bind(stands).bind(moved).bind(stayed);
    for bodies in rows.bodies {
        query = query.bind(bodies);
    }
    query.execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    /// As for what is written.
    #[tokio::test]
    async fn the_question_goes_through_no_table() {
        let (_, question) = ASK.split_once(';').unwrap();
        for step in plan(question).await.lines() {
            assert!(
                !step.starts_with("SCAN ") || step.contains("VIRTUAL TABLE"),
                "{step}"
            );
        }
    }
}
