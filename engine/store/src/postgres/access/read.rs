//! Entries as they are read.

use samspil_core::id::TenantId;
use sqlx::postgres::PgRow;
use sqlx::{Postgres, QueryBuilder, Row};

use crate::Stored;
use crate::access_rows::Columns;
use crate::rows::{AccessEntry, AccessQuery};
use crate::words::{column, hash, natural, place, word};

/// Parameter: tenant. The end of the log: its last entry, or what was forgotten last.
pub(super) const HEAD: &str = "
SELECT number, chain FROM (
    (SELECT number, chain FROM access_log WHERE tenant = $1 ORDER BY number DESC LIMIT 1)
    UNION ALL (SELECT number, chain FROM access_starts WHERE tenant = $1)
) AS ends ORDER BY number DESC LIMIT 1";

/// The question for a list.
pub(super) fn finding(tenant: TenantId, query: &AccessQuery) -> Stored<QueryBuilder<Postgres>> {
    let mut sql = QueryBuilder::new(
        "SELECT number, at, who, person_id, action, object, case_id, citizen_id, sum, chain, details
         FROM access_log WHERE tenant = ",
    );
    sql.push_bind(tenant.0);
    if let Some(case) = query.case {
        sql.push(" AND case_id = ").push_bind(case.0);
    }
    if let Some(citizen) = query.citizen {
        sql.push(" AND citizen_id = ").push_bind(citizen.0);
    }
    if let Some(person) = query.person {
        sql.push(" AND person_id = ").push_bind(person.0);
    }
    if let Some(action) = query.action {
        sql.push(" AND action = ").push_bind(word(action)?);
    }
    if let Some(since) = query.since {
        sql.push(" AND at >= ").push_bind(since);
    }
    if let Some(until) = query.until {
        sql.push(" AND at < ").push_bind(until);
    }
    if let Some(numbers) = &query.numbers {
        let numbers: Vec<i64> = numbers
            .iter()
            .map(|number| column(*number))
            .collect::<Stored<_>>()?;
        sql.push(" AND number = ANY (").push_bind(numbers).push(")");
    }
    if let Some(before) = query.before {
        sql.push(" AND number < ").push_bind(place(before));
    }
    sql.push(" ORDER BY number DESC LIMIT ")
        .push_bind(i64::from(query.limit));
    Ok(sql)
}

pub(super) fn entry(row: &PgRow) -> Stored<AccessEntry> {
    Columns {
        number: natural(row.try_get("number")?)?,
        at: row.try_get("at")?,
        who: row.try_get("who")?,
        person: row.try_get("person_id")?,
        action: row.try_get("action")?,
        object: row.try_get("object")?,
        case: row.try_get("case_id")?,
        citizen: row.try_get("citizen_id")?,
        sum: hash(row.try_get("sum")?)?,
        chain: hash(row.try_get("chain")?)?,
        details: row.try_get("details")?,
    }
    .entry()
}
