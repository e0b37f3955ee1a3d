//! Cases, their history and the answers to commands.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, CommandId, PersonId, TenantId};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row, Sqlite};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::SqliteStore;
use super::parameters::{ids, of_people};
use crate::StoreError;
use crate::packed::unpacked;
use crate::rows::{
    Answered, CaseHead, CaseOfPerson, CaseQuery, CaseRow, Command, Commit, Outcome, PartyRow, StoredAnswer,
    StoredCase, StoredEvent, of_person,
};
use crate::traits::{CaseStore, Change, Stored};
use crate::words::{folded, from_json, from_word, hash, moment, natural, place, unhexed, word};

/// Parameters: tenant, cases. All in one row, their snapshots one after another: each row that is handed over wakes a thread.
const LOAD: &str = "
SELECT json_group_array(json_array(hex(case_id), version, hex(chain), flow, flow_version, length(snapshot))) AS rows,
    CAST(group_concat(CAST(snapshot AS TEXT), '') AS BLOB) AS bodies
FROM cases WHERE tenant = ?1 AND case_id IN (SELECT unhex(value) FROM json_each(?2)) AND erased_at IS NULL";

/// Parameters: tenant, keys. In one row as well.
const LOAD_ANSWERS: &str = "
SELECT json_group_array(json_array(hex(command_id), hex(body), length(answer))) AS rows,
    CAST(group_concat(CAST(answer AS TEXT), '') AS BLOB) AS bodies
FROM commands WHERE tenant = ?1 AND command_id IN (SELECT unhex(value) FROM json_each(?2))";

/// Parameters: tenant, person, the case after which, at most. A row for each party.
const OF_PERSON: &str = "
SELECT own.case_id, version, flow, flow_version, status, opened_at, closed_at, changed_at, title, stage, party
FROM (SELECT DISTINCT case_id FROM case_people WHERE tenant = ?1 AND person_id = ?2 AND case_id > ?3
    ORDER BY case_id LIMIT ?4) AS own
JOIN cases ON cases.tenant = ?1 AND cases.case_id = own.case_id
JOIN case_people AS named ON named.tenant = ?1 AND named.case_id = own.case_id AND named.person_id = ?2
ORDER BY own.case_id, party";

#[async_trait]
impl CaseStore for SqliteStore {
    async fn load(&self, tenant: TenantId, cases: &[CaseId], commands: &[CommandId]) -> Stored<Answered> {
        let file = self.files.get(tenant).await?;
        let mut connection = file.read().await?;
        let mut answered = Answered::default();
        if !cases.is_empty() {
            let row = sqlx::query(LOAD)
                .bind(tenant.0)
                .bind(ids(cases.iter().map(|case| case.0)))
                .fetch_one(&mut *connection)
                .await?;
            let mut bodies = Bodies::of(&row)?;
            let rows: Vec<LoadedCase> = from_json(row.try_get("rows")?)?;
            for row in rows {
                answered.cases.push(loaded(row, &mut bodies)?);
            }
        }
        if !commands.is_empty() {
            let row = sqlx::query(LOAD_ANSWERS)
                .bind(tenant.0)
                .bind(ids(commands.iter().map(|command| command.0)))
                .fetch_one(&mut *connection)
                .await?;
            let mut bodies = Bodies::of(&row)?;
            let rows: Vec<(Uuid, String, usize)> = from_json(row.try_get("rows")?)?;
            for (id, body, length) in rows {
                answered.answers.push(StoredAnswer {
                    id: CommandId(id),
                    body: hash(&unhexed(&body)?)?,
                    answer: bodies.next(length)?,
                });
            }
        }
        Ok(answered)
    }

    async fn commit(&self, tenant: TenantId, batch: Vec<Commit>) -> Stored<Vec<Outcome>> {
        self.write_batch(tenant, batch).await
    }

    async fn keep_answer(
        &self,
        tenant: TenantId,
        command: Command,
        at: DateTime<Utc>,
    ) -> Stored<Option<StoredAnswer>> {
        if self.insert_answer(tenant, &command, at).await? {
            return Ok(None);
        }
        Ok(self
            .load(tenant, &[], &[command.id])
            .await?
            .answers
            .into_iter()
            .next())
    }

    async fn events(
        &self,
        tenant: TenantId,
        case: CaseId,
        after: u64,
        limit: u32,
    ) -> Stored<Vec<StoredEvent>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, at, sum, chain, body FROM events
             WHERE tenant = ?1 AND case_id = ?2 AND number > ?3 ORDER BY number LIMIT ?4",
        )
        .bind(tenant.0)
        .bind(case.0)
        .bind(place(after))
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(event).collect()
    }

    async fn histories(&self, tenant: TenantId, cases: &[CaseId]) -> Stored<Vec<(CaseId, Vec<u8>)>> {
        let file = self.files.get(tenant).await?;
        let rows: Vec<(Uuid, Vec<u8>)> = sqlx::query_as(
            "SELECT case_id, body FROM events
             WHERE tenant = ?1 AND case_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY case_id, number",
        )
        .bind(tenant.0)
        .bind(ids(cases.iter().map(|case| case.0)))
        .fetch_all(&mut *file.read().await?)
        .await?;
        Ok(rows
            .into_iter()
            .map(|(case, body)| (CaseId(case), body))
            .collect())
    }

    async fn find(&self, tenant: TenantId, query: &CaseQuery) -> Stored<Vec<CaseRow>> {
        let file = self.files.get(tenant).await?;
        let rows = finding(tenant, query)?
            .build()
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(listed).collect()
    }

    async fn parties(&self, tenant: TenantId, case: CaseId) -> Stored<Vec<PartyRow>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT party, unit_id, person_id FROM parties
             WHERE tenant = ?1 AND case_id = ?2 ORDER BY party",
        )
        .bind(tenant.0)
        .bind(case.0)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(party).collect()
    }

    async fn cases_of_person(
        &self,
        tenant: TenantId,
        person: PersonId,
        after: Option<CaseId>,
        limit: u32,
    ) -> Stored<Vec<CaseOfPerson>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(OF_PERSON)
            .bind(tenant.0)
            .bind(person.0)
            .bind(after.map_or_else(Uuid::nil, |after| after.0))
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let rows = rows
            .iter()
            .map(|row| Ok((listed(row)?, row.try_get::<String, _>("party")?)));
        Ok(of_person(rows.collect::<Stored<Vec<_>>>()?))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }
}

impl SqliteStore {
    /// False where the key has an answer.
    async fn insert_answer(&self, tenant: TenantId, command: &Command, at: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let kept = sqlx::query(
            "INSERT INTO commands (tenant, command_id, at, body, answer) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (tenant, command_id) DO NOTHING",
        )
        .bind(tenant.0)
        .bind(command.id.0)
        .bind(at.timestamp_micros())
        .bind(command.body.as_slice())
        .bind(command.answer.as_slice())
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(kept.rows_affected() == 1)
    }
}

fn finding(tenant: TenantId, query: &CaseQuery) -> Stored<QueryBuilder<Sqlite>> {
    let mut sql = QueryBuilder::new(
        "SELECT case_id, version, flow, flow_version, status, opened_at, closed_at, changed_at, title, stage
         FROM cases WHERE erased_at IS NULL AND tenant = ",
    );
    sql.push_bind(tenant.0);
    if let Some(flow) = &query.flow {
        sql.push(" AND flow = ").push_bind(flow.clone());
    }
    if let Some(status) = query.status {
        sql.push(" AND status = ").push_bind(word(status)?);
    }
    if let Some(text) = &query.text {
        sql.push(" AND instr(title_folded, ")
            .push_bind(folded(text))
            .push(") > 0");
    }
    if let Some((units, people)) = &query.bound_to {
        sql.push(
            " AND EXISTS (SELECT 1 FROM parties WHERE parties.tenant = cases.tenant
              AND parties.case_id = cases.case_id AND (",
        );
        of_people(&mut sql, "person_id", people);
        sql.push(" OR unit_id IN (SELECT unhex(value) FROM json_each(");
        sql.push_bind(ids(units.iter().map(|unit| unit.0)));
        sql.push("))))");
    }
    if let Some(before) = query.wakes_before {
        sql.push(
            " AND EXISTS (SELECT 1 FROM timers WHERE timers.tenant = cases.tenant
              AND timers.case_id = cases.case_id AND wake_at < ",
        );
        sql.push_bind(before.timestamp_micros()).push(")");
    }
    if let Some((at, case)) = &query.after {
        sql.push(" AND (changed_at, case_id) < (");
        sql.push_bind(at.timestamp_micros()).push(", ");
        sql.push_bind(case.0).push(")");
    }
    sql.push(" ORDER BY changed_at DESC, case_id DESC LIMIT ");
    sql.push_bind(query.limit);
    Ok(sql)
}

pub(super) fn case(row: &SqliteRow) -> Stored<StoredCase> {
    Ok(StoredCase {
        case: CaseId(row.try_get("id")?),
        version: natural(row.try_get("version")?)?,
        chain: hash(row.try_get("chain")?)?,
        flow: row.try_get("flow")?,
        flow_version: natural(row.try_get("flow_version")?)?,
        snapshot: unpacked(row.try_get("snapshot")?),
    })
}

/// A case as one of many in a row: its id, version, chain, flow and flow version, and how long its snapshot is.
type LoadedCase = (Uuid, i64, String, String, i64, usize);

fn loaded(
    (id, version, chain, flow, flow_version, length): LoadedCase,
    bodies: &mut Bodies<'_>,
) -> Stored<StoredCase> {
    Ok(StoredCase {
        case: CaseId(id),
        version: natural(version)?,
        chain: hash(&unhexed(&chain)?)?,
        flow,
        flow_version: natural(flow_version)?,
        snapshot: unpacked(bodies.next(length)?),
    })
}

/// The bodies of many rows, one after another.
struct Bodies<'r>(&'r [u8]);

impl<'r> Bodies<'r> {
    fn of(row: &'r SqliteRow) -> Stored<Self> {
        let bodies: Option<&[u8]> = row.try_get("bodies")?;
        Ok(Self(bodies.unwrap_or_default()))
    }

    /// The next one, so long.
    fn next(&mut self, length: usize) -> Stored<Vec<u8>> {
        let (next, rest) = self
            .0
            .split_at_checked(length)
            .ok_or_else(|| StoreError::Corrupt("bodies end too early".to_owned()))?;
        self.0 = rest;
        Ok(next.to_vec())
    }
}

pub(super) fn event(row: &SqliteRow) -> Stored<StoredEvent> {
    Ok(StoredEvent {
        number: natural(row.try_get("number")?)?,
        at: moment(row.try_get("at")?)?,
        sum: hash(row.try_get("sum")?)?,
        chain: hash(row.try_get("chain")?)?,
        body: row.try_get::<Option<Vec<u8>>, _>("body")?.unwrap_or_default(),
    })
}

fn listed(row: &SqliteRow) -> Stored<CaseRow> {
    let closed: Option<i64> = row.try_get("closed_at")?;
    let stage: Option<&str> = row.try_get("stage")?;
    Ok(CaseRow {
        case: CaseId(row.try_get("case_id")?),
        version: natural(row.try_get("version")?)?,
        changed_at: moment(row.try_get("changed_at")?)?,
        head: CaseHead {
            flow: row.try_get("flow")?,
            flow_version: natural(row.try_get("flow_version")?)?,
            title: row.try_get("title")?,
            status: from_word(row.try_get("status")?)?,
            opened_at: moment(row.try_get("opened_at")?)?,
            closed_at: closed.map(moment).transpose()?,
            stage: stage.map(from_json).transpose()?,
        },
    })
}

fn party(row: &SqliteRow) -> Stored<PartyRow> {
    Ok(PartyRow {
        party: row.try_get("party")?,
        unit: row
            .try_get::<Option<_>, _>("unit_id")?
            .map(samspil_core::id::UnitId),
        person: row
            .try_get::<Option<_>, _>("person_id")?
            .map(samspil_core::id::PersonId),
    })
}

#[cfg(test)]
mod tests {
    use samspil_core::id::UnitId;

    use super::*;
    use crate::rows::CaseStatus;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn each_list_goes_by_an_index_in_its_order() {
        let all = CaseQuery {
            after: Some((chrono::DateTime::UNIX_EPOCH, CaseId(Uuid::nil()))),
            limit: 20,
            ..CaseQuery::default()
        };
        let flow = CaseQuery {
            flow: Some("bum".to_owned()),
            ..all.clone()
        };
        let status = CaseQuery {
            status: Some(CaseStatus::Open),
            ..all.clone()
        };
        let bound = CaseQuery {
            bound_to: Some((vec![UnitId(Uuid::nil())], vec![PersonId(Uuid::nil())])),
            ..all.clone()
        };
        let waking = CaseQuery {
            wakes_before: Some(chrono::DateTime::UNIX_EPOCH),
            ..bound.clone()
        };
        for (query, expected) in [
            (all, "cases_changed"),
            (waking, "timers EXISTS USING PRIMARY KEY (tenant=? AND case_id=?)"),
            (flow, "cases_of_flow"),
            (status, "cases_with_status"),
            (bound, "parties EXISTS USING PRIMARY KEY (tenant=? AND case_id=?)"),
        ] {
            let plan = plan(finding(TenantId(1), &query).unwrap().sql().as_str()).await;
            assert!(plan.contains(expected), "{query:?}: {plan}");
            assert!(!plan.contains("ORDER BY"), "sorted apart: {plan}");
        }
    }

    #[tokio::test]
    async fn the_cases_of_a_person_are_found_by_their_index() {
        let plan = plan(OF_PERSON).await;
        assert!(
            plan.contains("case_people_of_person") && !plan.contains("SCAN cases"),
            "{plan}"
        );
    }
}
