//! What is said in a case is taken away.

use samspil_core::id::TenantId;
use sqlx::sqlite::SqliteConnection;
use uuid::Uuid;

use crate::Stored;
use crate::rows::Discarding;
use crate::sqlite::SqliteStore;
use crate::sqlite::parameters::ids;
use crate::words::column;

/// Parameters: tenant, disposal, case, version, the day. Whether the case may go: an approved disposal names it and it waits
/// there, it has closed and is as it was seen, and no hold stops it.
const MAY: &str = "
SELECT EXISTS (
    SELECT 1 FROM disposal_cases AS one
    JOIN disposals ON disposals.tenant = ?1 AND disposals.disposal_id = ?2
    JOIN cases ON cases.tenant = ?1 AND cases.case_id = ?3
    WHERE one.tenant = ?1 AND one.disposal_id = ?2 AND one.case_id = ?3 AND one.outcome IS NULL
        AND disposals.approved_at IS NOT NULL
        AND cases.status = 'closed' AND cases.version = ?4 AND cases.erased_at IS NULL)
AND NOT EXISTS (
    SELECT 1 FROM legal_holds WHERE tenant = ?1 AND lifted_at IS NULL AND (until IS NULL OR until >= ?5) AND (
        case_id = ?3 OR citizen_id IN (SELECT person_id FROM case_people WHERE tenant = ?1 AND case_id = ?3)))";

const PEOPLE: &str = "SELECT DISTINCT person_id FROM case_people WHERE tenant = ?1 AND case_id = ?2";

/// Each with the parameters tenant and case.
const EMPTY: [&str; 12] = [
    "UPDATE events SET body = NULL WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM tellings WHERE tenant = ?1 AND notice_id IN (
        SELECT notice_id FROM inbox WHERE tenant = ?1 AND case_id = ?2)",
    "DELETE FROM inbox WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM outgoing WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM incidents WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM documents WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM links WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM tasks WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM timers WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM parties WHERE tenant = ?1 AND case_id = ?2",
    "DELETE FROM case_people WHERE tenant = ?1 AND case_id = ?2",
    "UPDATE cases SET title = '', title_folded = '', stage = NULL, snapshot = x'' WHERE tenant = ?1 AND case_id = ?2",
];

/// Parameters: tenant, case, the moment.
const ERASED: &str = "UPDATE cases SET erased_at = ?3 WHERE tenant = ?1 AND case_id = ?2";

/// Parameters: tenant, people, the moment, by whom, why. Those of them who are in no case any more.
const CITIZENS: &str = "
UPDATE citizens SET number_sum = NULL, identity = NULL, changed_at = ?3, erased_at = ?3, erased_by = ?4,
    erased_why = ?5
WHERE tenant = ?1 AND person_id IN (SELECT unhex(value) FROM json_each(?2)) AND erased_at IS NULL AND NOT EXISTS (
    SELECT 1 FROM case_people WHERE case_people.tenant = ?1 AND case_people.person_id = citizens.person_id)
RETURNING person_id";

const DESTROY: &str = "
UPDATE held_keys SET sealed = NULL, destroyed_at = ?3
WHERE tenant = ?1 AND holder_id IN (SELECT unhex(value) FROM json_each(?2)) AND sealed IS NOT NULL";

const DONE: &str = "
UPDATE disposal_cases SET outcome = ?4, done_at = ?5, file = ?6, file_sum = ?7, citizens = ?8
WHERE tenant = ?1 AND disposal_id = ?2 AND case_id = ?3";

impl SqliteStore {
    pub(super) async fn write_discarded(
        &self,
        tenant: TenantId,
        discarding: Discarding,
    ) -> Stored<Option<u32>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write_behind().await?;
        // What is no longer there is written over, not only let go.
        sqlx::query("PRAGMA secure_delete = ON")
            .execute(writing.connection()?)
            .await?;
        let gone = discard(writing.connection()?, tenant, &discarding).await?;
        writing.commit().await?;
        if gone.is_some() {
            // The log still holds what was there before.
            file.empty_log().await?;
        }
        Ok(gone)
    }
}

async fn discard(
    connection: &mut SqliteConnection,
    tenant: TenantId,
    discarding: &Discarding,
) -> Stored<Option<u32>> {
    let (case, at) = (discarding.case.0, discarding.at.timestamp_micros());
    let may: bool = sqlx::query_scalar(MAY)
        .bind(tenant.0)
        .bind(discarding.disposal)
        .bind(case)
        .bind(column(discarding.version)?)
        .bind(discarding.day.to_string())
        .fetch_one(&mut *connection)
        .await?;
    if !may {
        return Ok(None);
    }
    let people: Vec<Uuid> = sqlx::query_scalar(PEOPLE)
        .bind(tenant.0)
        .bind(case)
        .fetch_all(&mut *connection)
        .await?;
    for statement in EMPTY {
        sqlx::query(statement)
            .bind(tenant.0)
            .bind(case)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query(ERASED)
        .bind(tenant.0)
        .bind(case)
        .bind(at)
        .execute(&mut *connection)
        .await?;
    let (by, why) = &discarding.noted;
    let citizens: Vec<Uuid> = sqlx::query_scalar(CITIZENS)
        .bind(tenant.0)
        .bind(ids(people))
        .bind(at)
        .bind(by)
        .bind(why)
        .fetch_all(&mut *connection)
        .await?;
    sqlx::query(DESTROY)
        .bind(tenant.0)
        .bind(ids(citizens.iter().copied().chain([case])))
        .bind(at)
        .execute(&mut *connection)
        .await?;
    let archived = discarding.archived.as_ref();
    let count = u32::try_from(citizens.len()).unwrap_or(u32::MAX);
    sqlx::query(DONE)
        .bind(tenant.0)
        .bind(discarding.disposal)
        .bind(case)
        .bind(if archived.is_some() { "archived" } else { "erased" })
        .bind(at)
        .bind(archived.map(|(file, _)| file))
        .bind(archived.map(|(_, sum)| sum.to_vec()))
        .bind(count)
        .execute(&mut *connection)
        .await?;
    Ok(Some(count))
}
