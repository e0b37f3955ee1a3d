//! Adding entries.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId};
use sqlx::Row;
use uuid::Uuid;

use crate::access_chain::{extend, of_unchanged};
use crate::postgres::PostgresStore;
use crate::postgres::statement::{Part, Statement, columns};
use crate::postgres::tenant_tx::{TenantTx, Tenants};
use crate::rows::{AccessEntry, AccessHead, NewAccess};
use crate::words::{column, hash, natural, word};
use crate::{StoreError, Stored};

/// Each case is looked up by its whole key; the row without an id is the end of the access log.
const ASK: &str = "
SELECT found.case_id AS id, found.version, NULL::bytea AS chain
FROM unnest($2::uuid[]) AS asked (case_id) CROSS JOIN LATERAL (
    SELECT case_id, version FROM cases
    WHERE tenant = $1 AND case_id = asked.case_id AND erased_at IS NULL OFFSET 0
) AS found
UNION ALL
SELECT NULL, ends.number, ends.chain FROM (
    SELECT number, chain FROM (
        (SELECT number, chain FROM access_log WHERE tenant = $1 ORDER BY number DESC LIMIT 1)
        UNION ALL (SELECT number, chain FROM access_starts WHERE tenant = $1)
    ) AS both_ends ORDER BY number DESC LIMIT 1
) AS ends";

const WRITE: Part = Part::Change(
    "
    INSERT INTO access_log (tenant, number, at, who, person_id, action, object, case_id, citizen_id, sum, chain, details)
    SELECT $1, a.* FROM unnest(?::bigint[], ?::timestamptz[], ?::text[], ?::uuid[], ?::text[], ?::text[], ?::uuid[],
        ?::uuid[], ?::bytea[], ?::bytea[], ?::bytea[]) AS a",
);

columns! {
    Added {
        number: i64,
        at: DateTime<Utc>,
        who: &'static str,
        person: Option<Uuid>,
        action: String,
        object: String,
        case: Option<Uuid>,
        citizen: Option<Uuid>,
        sum: Vec<u8>,
        chain: Vec<u8>,
        details: Vec<u8>,
    }
}

impl PostgresStore {
    /// Adds; goes on to its end also when the caller goes away.
    pub(super) async fn write_looks(
        &self,
        tenant: TenantId,
        seen: Vec<(CaseId, u64)>,
        entries: Vec<NewAccess>,
    ) -> Stored<BTreeSet<CaseId>> {
        let tenants = self.tenants.clone();
        tokio::spawn(async move { write(&tenants, tenant, &seen, entries).await })
            .await
            .map_err(|error| StoreError::Database(format!("the writer stopped: {error}")))?
    }
}

async fn write(
    tenants: &Tenants,
    tenant: TenantId,
    seen: &[(CaseId, u64)],
    entries: Vec<NewAccess>,
) -> Stored<BTreeSet<CaseId>> {
    let mut transaction = tenants.begin_log(tenant).await?;
    let (now, end) = ask(&mut transaction, tenant, seen).await?;
    let (changed, entries) = of_unchanged(seen, &now, entries);
    let entries = extend(end, entries)?;
    if !entries.is_empty() {
        added(tenant, entries)?
            .query()
            .execute(transaction.connection())
            .await?;
    }
    transaction.commit().await?;
    Ok(changed)
}

async fn ask(
    transaction: &mut TenantTx,
    tenant: TenantId,
    seen: &[(CaseId, u64)],
) -> Stored<(BTreeSet<(CaseId, u64)>, AccessHead)> {
    let ids: Vec<Uuid> = seen.iter().map(|(case, _)| case.0).collect();
    let rows = sqlx::query(ASK)
        .bind(tenant.0)
        .bind(ids)
        .fetch_all(transaction.connection())
        .await?;
    let mut end = AccessHead::default();
    let mut now = BTreeSet::new();
    for row in &rows {
        let number = natural(row.try_get("version")?)?;
        match row.try_get::<Option<Uuid>, _>("id")? {
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

fn added(tenant: TenantId, entries: Vec<AccessEntry>) -> Stored<Statement> {
    let mut added = Added::default();
    for entry in entries {
        let access = entry.access;
        added.push(
            column(entry.number)?,
            access.at,
            access.who.word(),
            access.who.person().map(|person| person.0),
            word(access.action)?,
            access.object,
            access.case.map(|case| case.0),
            access.citizen.map(|citizen| citizen.0),
            entry.sum.to_vec(),
            entry.chain.to_vec(),
            access.details,
        );
    }
    let mut statement = Statement::of(tenant)?;
    added.write(&mut statement, WRITE)?;
    Ok(statement)
}
