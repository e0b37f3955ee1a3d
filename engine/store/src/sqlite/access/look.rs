//! Adding entries, as two hand-overs to the database whatever their number.

use std::collections::BTreeSet;
use std::sync::Arc;

use samspil_core::id::{CaseId, TenantId};
use serde::Serialize;
use sqlx::Row;

use crate::access_chain::{extend, of_unchanged};
use crate::rows::{AccessEntry, AccessHead, NewAccess};
use crate::sqlite::SqliteStore;
use crate::sqlite::heap::{Heap, micros};
use crate::sqlite::parameters::ids;
use crate::sqlite::tenant_file::{TenantFile, Turn, Writing};
use crate::words::{column, hash, json, natural, word};
use crate::{StoreError, Stored};

/// Bytes that the log takes for an entry beside its details: its row and its places in the indexes.
const LOG_BYTES_PER_ENTRY: u64 = 1_024;

/// Parameters: tenant, cases. The row without an id is the end of the access log. Read with the write lock held, so
/// nothing changes before the entries are written.
const ASK: &str = "
BEGIN IMMEDIATE;
SELECT case_id AS id, version, NULL AS chain
FROM cases WHERE tenant = $1 AND case_id IN (SELECT unhex(value) FROM json_each($2)) AND erased_at IS NULL
UNION ALL
SELECT NULL, number, chain FROM (
    SELECT number, chain FROM (SELECT number, chain FROM access_log WHERE tenant = $1 ORDER BY number DESC LIMIT 1)
    UNION ALL SELECT number, chain FROM access_starts WHERE tenant = $1
    ORDER BY number DESC LIMIT 1)";

/// Parameters: tenant, heap, entries.
const WRITE: &str = "
INSERT INTO access_log (tenant, number, at, who, person_id, action, object, case_id, citizen_id, sum, chain, details)
SELECT $1, r.value ->> 'number', r.value ->> 'at', r.value ->> 'who', substr($2, r.value ->> 'person', 16),
    r.value ->> 'action', r.value ->> 'object', substr($2, r.value ->> 'case', 16),
    substr($2, r.value ->> 'citizen', 16), substr($2, r.value ->> 'sum', 32), substr($2, r.value ->> 'chain', 32),
    substr($2, r.value ->> '$.details[0]', r.value ->> '$.details[1]')
FROM jsonb_each($3) AS r;
COMMIT";

#[derive(Serialize)]
struct EntryRow<'a> {
    number: i64,
    at: i64,
    who: &'static str,
    person: Option<usize>,
    action: String,
    object: &'a str,
    case: Option<usize>,
    citizen: Option<usize>,
    sum: usize,
    chain: usize,
    details: (usize, usize),
}

impl SqliteStore {
    /// Adds; goes on to its end also when the caller goes away.
    pub(super) async fn write_looks(
        &self,
        tenant: TenantId,
        seen: Vec<(CaseId, u64)>,
        entries: Vec<NewAccess>,
    ) -> Stored<BTreeSet<CaseId>> {
        let file = self.files.get(tenant).await?;
        tokio::spawn(async move { file.heard(write(&file, &seen, entries).await) })
            .await
            .map_err(|error| StoreError::Database(format!("the writer stopped: {error}")))?
    }
}

async fn write(
    file: &Arc<TenantFile>,
    seen: &[(CaseId, u64)],
    entries: Vec<NewAccess>,
) -> Stored<BTreeSet<CaseId>> {
    let mut writing = file.writer(Turn::Waited).await;
    let (now, end) = ask(&mut writing, file.tenant, seen).await?;
    let (changed, entries) = of_unchanged(seen, &now, entries);
    let entries = extend(end, entries)?;
    if entries.is_empty() {
        writing.commit().await?;
        return Ok(changed);
    }
    let bytes = keep(&mut writing, file.tenant, &entries).await?;
    writing.done();
    file.wrote(bytes);
    Ok(changed)
}

async fn ask(
    writing: &mut Writing,
    tenant: TenantId,
    seen: &[(CaseId, u64)],
) -> Stored<(BTreeSet<(CaseId, u64)>, AccessHead)> {
    let rows = sqlx::query(ASK)
        .bind(tenant.0)
        .bind(ids(seen.iter().map(|(case, _)| case.0)))
        .fetch_all(writing.connection()?)
        .await?;
    let mut end = AccessHead::default();
    let mut now = BTreeSet::new();
    for row in &rows {
        let number = natural(row.try_get("version")?)?;
        match row.try_get::<Option<uuid::Uuid>, _>("id")? {
            Some(id) => {
                now.insert((CaseId(id), number));
            }
            None => {
                let chain = hash(row.try_get("chain")?)?;
                end = AccessHead { number, chain };
            }
        }
    }
    Ok((now, end))
}

/// Writes the entries and commits; gives about how many bytes that took.
async fn keep(writing: &mut Writing, tenant: TenantId, entries: &[AccessEntry]) -> Stored<u64> {
    let mut heap = Heap::default();
    let mut rows = Vec::with_capacity(entries.len());
    for entry in entries {
        let access = &entry.access;
        rows.push(EntryRow {
            number: column(entry.number)?,
            at: micros(access.at),
            who: access.who.word(),
            person: access.who.person().map(|person| heap.id(person.0)),
            action: word(access.action)?,
            object: &access.object,
            case: access.case.map(|case| heap.id(case.0)),
            citizen: access.citizen.map(|citizen| heap.id(citizen.0)),
            sum: heap.sum(&entry.sum),
            chain: heap.sum(&entry.chain),
            details: heap.body(&access.details),
        });
    }
    let bytes = heap.0.len();
    let rows = json(&rows)?;
    sqlx::query(WRITE)
        .bind(tenant.0)
        .bind(heap.0)
        .bind(rows)
        .execute(writing.connection()?)
        .await?;
    let count = u64::try_from(entries.len()).unwrap_or(u64::MAX);
    let bytes = u64::try_from(bytes).unwrap_or(u64::MAX);
    Ok(bytes.saturating_add(count.saturating_mul(LOG_BYTES_PER_ENTRY)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    /// Only what was asked for and the one end of the log may be gone through.
    #[tokio::test]
    async fn no_statement_goes_through_a_table() {
        let statements = ASK.split(';').chain(WRITE.split(';'));
        let of_rows: Vec<&str> = statements.filter(|one| one.contains("FROM")).collect();
        assert_eq!(of_rows.len(), 2);
        for statement in of_rows {
            let plan = plan(statement).await;
            for table in ["SCAN cases", "SCAN access_log", "SCAN access_starts"] {
                assert!(!plan.contains(table), "{table}: {plan}");
            }
        }
    }
}
