//! Entries as they are read.

use samspil_core::id::TenantId;
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::Stored;
use crate::access_rows::Columns;
use crate::rows::{AccessEntry, AccessQuery};
use crate::words::{hash, json, moment, natural, place, word};

/// Parameter: tenant. The end of the log: its last entry, or what was forgotten last.
pub(super) const HEAD: &str = "
SELECT number, chain FROM (SELECT number, chain FROM access_log WHERE tenant = ?1 ORDER BY number DESC LIMIT 1)
UNION ALL SELECT number, chain FROM access_starts WHERE tenant = ?1
ORDER BY number DESC LIMIT 1";

/// The question for a list.
pub(super) fn finding(tenant: TenantId, query: &AccessQuery) -> Stored<QueryBuilder<Sqlite>> {
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
        sql.push(" AND at >= ").push_bind(since.timestamp_micros());
    }
    if let Some(until) = query.until {
        sql.push(" AND at < ").push_bind(until.timestamp_micros());
    }
    if let Some(numbers) = &query.numbers {
        sql.push(" AND number IN (SELECT value FROM json_each(");
        sql.push_bind(json(numbers)?).push("))");
    }
    if let Some(before) = query.before {
        sql.push(" AND number < ").push_bind(place(before));
    }
    sql.push(" ORDER BY number DESC LIMIT ").push_bind(query.limit);
    Ok(sql)
}

pub(super) fn entry(row: &SqliteRow) -> Stored<AccessEntry> {
    Columns {
        number: natural(row.try_get("number")?)?,
        at: moment(row.try_get("at")?)?,
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

#[cfg(test)]
mod tests {
    use samspil_core::id::{CaseId, PersonId};
    use uuid::Uuid;

    use super::*;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn each_list_goes_by_an_index_in_its_order() {
        let all = AccessQuery {
            before: Some(9),
            limit: 20,
            ..AccessQuery::default()
        };
        let case = AccessQuery {
            case: Some(CaseId(Uuid::nil())),
            ..all.clone()
        };
        let citizen = AccessQuery {
            citizen: Some(PersonId(Uuid::nil())),
            ..all.clone()
        };
        let person = AccessQuery {
            person: Some(PersonId(Uuid::nil())),
            ..all.clone()
        };
        for (query, expected) in [
            (all, "USING PRIMARY KEY (tenant=? AND number<?)"),
            (case, "access_of_case"),
            (citizen, "access_of_citizen"),
            (person, "access_of_person"),
        ] {
            let plan = plan(finding(TenantId(1), &query).unwrap().sql().as_str()).await;
            assert!(plan.contains(expected), "{query:?}: {plan}");
            assert!(!plan.contains("ORDER BY"), "sorted apart: {plan}");
        }
    }

    #[tokio::test]
    async fn the_end_of_the_log_is_found_without_reading_it() {
        let plan = plan(HEAD).await;
        assert!(!plan.contains("SCAN access_log"), "{plan}");
    }
}
