//! Cases, their history and the answers to commands.

use std::collections::BTreeSet;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, CommandId, PersonId, TenantId};
use sqlx::postgres::PgRow;
use sqlx::{Postgres, QueryBuilder, Row};
use tokio::sync::broadcast;
use uuid::Uuid;

use super::PostgresStore;
use super::statement::{Part, Statement};
use crate::packed::unpacked;
use crate::rows::{
    Answered, CaseHead, CaseOfPerson, CaseQuery, CaseRow, Command, Commit, Outcome, PartyRow, StoredAnswer,
    StoredCase, StoredEvent, of_person,
};
use crate::traits::{CaseStore, Change, Stored};
use crate::words::{folded, from_json, from_word, hash, natural, place, word};

// One question for cases and answers; a row is of a case where it has a version. Each row is looked up by its whole key.

const CASES: Part = Part::Call(
    "
    SELECT found.case_id AS id, found.version, found.chain, found.flow, found.flow_version, found.snapshot,
        NULL::bytea AS body, NULL::bytea AS answer
    FROM unnest(?::uuid[]) AS asked (case_id) CROSS JOIN LATERAL (
        SELECT case_id, version, chain, flow, flow_version, snapshot FROM cases
        WHERE tenant = $1 AND case_id = asked.case_id AND erased_at IS NULL OFFSET 0
    ) AS found",
);

const COMMANDS: Part = Part::Call(
    "
    SELECT found.command_id AS id, NULL::bigint AS version, NULL::bytea AS chain, NULL::text AS flow,
        NULL::bigint AS flow_version, NULL::bytea AS snapshot, found.body, found.answer
    FROM unnest(?::uuid[]) AS asked (command_id) CROSS JOIN LATERAL (
        SELECT command_id, body, answer FROM commands WHERE tenant = $1 AND command_id = asked.command_id OFFSET 0
    ) AS found",
);

/// What is asked for twice is answered once.
fn distinct(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let ids: BTreeSet<Uuid> = ids.collect();
    ids.into_iter().collect()
}

/// Parameters: tenant, person, the case after which, at most. A row for each party.
const OF_PERSON: &str = "
SELECT own.case_id, version, flow, flow_version, status, opened_at, closed_at, changed_at, title, stage::text, party
FROM (SELECT DISTINCT case_id FROM case_people WHERE tenant = $1 AND person_id = $2 AND case_id > $3
    ORDER BY case_id LIMIT $4) AS own
JOIN cases ON cases.tenant = $1 AND cases.case_id = own.case_id
JOIN case_people AS named ON named.tenant = $1 AND named.case_id = own.case_id AND named.person_id = $2
ORDER BY own.case_id, party";

#[async_trait]
impl CaseStore for PostgresStore {
    async fn load(&self, tenant: TenantId, cases: &[CaseId], commands: &[CommandId]) -> Stored<Answered> {
        let mut asking = Statement::of(tenant)?;
        for (part, ids) in [
            (CASES, distinct(cases.iter().map(|case| case.0))),
            (COMMANDS, distinct(commands.iter().map(|command| command.0))),
        ] {
            if !ids.is_empty() {
                asking.part(part);
                asking.bind(ids)?;
            }
        }
        let mut transaction = self.tenants.begin_keyed(tenant).await?;
        let rows = asking.query().fetch_all(transaction.connection()).await?;
        transaction.commit().await?;
        let mut answered = Answered::default();
        for row in &rows {
            if row.try_get::<Option<i64>, _>("version")?.is_some() {
                answered.cases.push(case(row)?);
            } else {
                answered.answers.push(answer(row)?);
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
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT number, at, sum, chain, body FROM events
             WHERE tenant = $1 AND case_id = $2 AND number > $3 ORDER BY number LIMIT $4",
        )
        .bind(tenant.0)
        .bind(case.0)
        .bind(place(after))
        .bind(i64::from(limit))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(event).collect()
    }

    async fn histories(&self, tenant: TenantId, cases: &[CaseId]) -> Stored<Vec<(CaseId, Vec<u8>)>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows: Vec<(Uuid, Vec<u8>)> = sqlx::query_as(
            "SELECT case_id, body FROM events WHERE tenant = $1 AND case_id = ANY ($2) ORDER BY case_id, number",
        )
        .bind(tenant.0)
        .bind(distinct(cases.iter().map(|case| case.0)))
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(rows
            .into_iter()
            .map(|(case, body)| (CaseId(case), body))
            .collect())
    }

    async fn find(&self, tenant: TenantId, query: &CaseQuery) -> Stored<Vec<CaseRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = finding(tenant, query)?
            .build()
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        rows.iter().map(listed).collect()
    }

    async fn parties(&self, tenant: TenantId, case: CaseId) -> Stored<Vec<PartyRow>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT party, unit_id, person_id FROM parties
             WHERE tenant = $1 AND case_id = $2 ORDER BY party",
        )
        .bind(tenant.0)
        .bind(case.0)
        .fetch_all(transaction.connection())
        .await?;
        transaction.commit().await?;
        rows.iter().map(party).collect()
    }

    async fn cases_of_person(
        &self,
        tenant: TenantId,
        person: PersonId,
        after: Option<CaseId>,
        limit: u32,
    ) -> Stored<Vec<CaseOfPerson>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(OF_PERSON)
            .bind(tenant.0)
            .bind(person.0)
            .bind(after.map_or_else(Uuid::nil, |after| after.0))
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let rows = rows
            .iter()
            .map(|row| Ok((listed(row)?, row.try_get::<String, _>("party")?)));
        Ok(of_person(rows.collect::<Stored<Vec<_>>>()?))
    }

    fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }
}

impl PostgresStore {
    /// False where the key has an answer.
    async fn insert_answer(&self, tenant: TenantId, command: &Command, at: DateTime<Utc>) -> Stored<bool> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let kept = sqlx::query(
            "INSERT INTO commands (tenant, command_id, at, body, answer) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (tenant, command_id) DO NOTHING",
        )
        .bind(tenant.0)
        .bind(command.id.0)
        .bind(at)
        .bind(command.body.as_slice())
        .bind(command.answer.as_slice())
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(kept.rows_affected() == 1)
    }
}

fn finding(tenant: TenantId, query: &CaseQuery) -> Stored<QueryBuilder<Postgres>> {
    let mut sql = QueryBuilder::new(
        "SELECT case_id, version, flow, flow_version, status, opened_at, closed_at, changed_at, title, stage::text
         FROM cases WHERE version > 0 AND erased_at IS NULL AND tenant = ",
    );
    // That every case has a version is what the indexes of lists ask to hear.
    sql.push_bind(tenant.0);
    if let Some(flow) = &query.flow {
        sql.push(" AND flow = ").push_bind(flow.clone());
    }
    if let Some(status) = query.status {
        sql.push(" AND status = ").push_bind(word(status)?);
    }
    if let Some(text) = &query.text {
        sql.push(" AND strpos(title_folded, ")
            .push_bind(folded(text))
            .push(") > 0");
    }
    if let Some((units, people)) = &query.bound_to {
        sql.push(
            " AND EXISTS (SELECT 1 FROM parties WHERE parties.tenant = cases.tenant
              AND parties.case_id = cases.case_id AND (person_id = ANY (",
        );
        let people: Vec<Uuid> = people.iter().map(|person| person.0).collect();
        sql.push_bind(people).push(")");
        let units: Vec<Uuid> = units.iter().map(|unit| unit.0).collect();
        sql.push(" OR unit_id = ANY (").push_bind(units).push(")))");
    }
    if let Some(before) = query.wakes_before {
        sql.push(
            " AND EXISTS (SELECT 1 FROM timers WHERE timers.tenant = cases.tenant
              AND timers.case_id = cases.case_id AND wake_at < ",
        );
        sql.push_bind(before).push(")");
    }
    if let Some((at, case)) = &query.after {
        sql.push(" AND (changed_at, case_id) < (");
        sql.push_bind(*at).push(", ");
        sql.push_bind(case.0).push(")");
    }
    sql.push(" ORDER BY changed_at DESC, case_id DESC LIMIT ");
    sql.push_bind(i64::from(query.limit));
    Ok(sql)
}

pub(super) fn case(row: &PgRow) -> Stored<StoredCase> {
    Ok(StoredCase {
        case: CaseId(row.try_get("id")?),
        version: natural(row.try_get("version")?)?,
        chain: hash(row.try_get("chain")?)?,
        flow: row.try_get("flow")?,
        flow_version: natural(row.try_get("flow_version")?)?,
        snapshot: unpacked(row.try_get("snapshot")?),
    })
}

fn answer(row: &PgRow) -> Stored<StoredAnswer> {
    Ok(StoredAnswer {
        id: CommandId(row.try_get("id")?),
        body: hash(row.try_get("body")?)?,
        answer: row.try_get("answer")?,
    })
}

pub(super) fn event(row: &PgRow) -> Stored<StoredEvent> {
    Ok(StoredEvent {
        number: natural(row.try_get("number")?)?,
        at: row.try_get("at")?,
        sum: hash(row.try_get("sum")?)?,
        chain: hash(row.try_get("chain")?)?,
        body: row.try_get::<Option<Vec<u8>>, _>("body")?.unwrap_or_default(),
    })
}

fn listed(row: &PgRow) -> Stored<CaseRow> {
    let stage: Option<&str> = row.try_get("stage")?;
    Ok(CaseRow {
        case: CaseId(row.try_get("case_id")?),
        version: natural(row.try_get("version")?)?,
        changed_at: row.try_get("changed_at")?,
        head: CaseHead {
            flow: row.try_get("flow")?,
            flow_version: natural(row.try_get("flow_version")?)?,
            title: row.try_get("title")?,
            status: from_word(row.try_get("status")?)?,
            opened_at: row.try_get("opened_at")?,
            closed_at: row.try_get("closed_at")?,
            stage: stage.map(from_json).transpose()?,
        },
    })
}

fn party(row: &PgRow) -> Stored<PartyRow> {
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
