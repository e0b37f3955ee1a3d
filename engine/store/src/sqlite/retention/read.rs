//! Closed cases and disposals as they are read.

use chrono::NaiveDate;
use samspil_core::id::{CaseId, PersonId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::rows::{ClosedCase, Disposal, DisposalCase, DisposalOutcome, Signature, Signer};
use crate::words::{from_word, hash, moment, natural};
use crate::{StoreError, Stored};

/// Parameters: tenant, flow, before, the case after which, at most.
pub(super) const CLOSED: &str = "
SELECT case_id, flow_version, closed_at FROM cases
WHERE tenant = ?1 AND flow = ?2 AND closed_at IS NOT NULL AND erased_at IS NULL AND closed_at < ?3
    AND (closed_at, case_id) > (?4, ?5)
    AND NOT EXISTS (SELECT 1 FROM legal_holds AS hold WHERE hold.tenant = ?1 AND hold.case_id = cases.case_id
        AND hold.lifted_at IS NULL AND (hold.until IS NULL OR hold.until >= ?7))
    AND NOT EXISTS (SELECT 1 FROM case_people AS named
        JOIN legal_holds AS hold ON hold.tenant = ?1 AND hold.citizen_id = named.person_id AND hold.lifted_at IS NULL
            AND (hold.until IS NULL OR hold.until >= ?7)
        WHERE named.tenant = ?1 AND named.case_id = cases.case_id)
ORDER BY closed_at, case_id LIMIT ?6";

/// Parameters: tenant, at most.
pub(super) const DISPOSALS: &str = "
SELECT disposal_id, number, proposed_at, proposed_by, proposed_name, approved_at, approved_by, approved_name,
    withdrawn_at, withdrawn_by, withdrawn_name, finished_at
FROM disposals WHERE tenant = ?1 ORDER BY number DESC LIMIT ?2";

/// Parameters: tenant, disposal.
pub(super) const DISPOSAL: &str = "
SELECT disposal_id, number, proposed_at, proposed_by, proposed_name, approved_at, approved_by, approved_name,
    withdrawn_at, withdrawn_by, withdrawn_name, finished_at
FROM disposals WHERE tenant = ?1 AND disposal_id = ?2";

/// Parameters: tenant, disposal, the place after which, at most.
pub(super) const CASES: &str = "
SELECT place, case_id, flow, closed_at, last_day, what, outcome, why, done_at, file, file_sum, citizens
FROM disposal_cases WHERE tenant = ?1 AND disposal_id = ?2 AND place > ?3 ORDER BY place LIMIT ?4";

/// The same of those that wait.
pub(super) const WAITING: &str = "
SELECT place, case_id, flow, closed_at, last_day, what, outcome, why, done_at, file, file_sum, citizens
FROM disposal_cases WHERE tenant = ?1 AND disposal_id = ?2 AND outcome IS NULL AND place > ?3 ORDER BY place LIMIT ?4";

pub(super) fn closed(row: &SqliteRow) -> Stored<ClosedCase> {
    Ok(ClosedCase {
        case: CaseId(row.try_get("case_id")?),
        flow_version: natural(row.try_get("flow_version")?)?,
        closed_at: moment(row.try_get("closed_at")?)?,
    })
}

/// Who, and when, by the columns' first word; none where nobody has.
pub(super) fn signature(row: &SqliteRow, what: &str) -> Stored<Option<Signature>> {
    let at: Option<i64> = row.try_get(format!("{what}_at").as_str())?;
    let Some(at) = at else { return Ok(None) };
    let by = Signer {
        person: PersonId(row.try_get(format!("{what}_by").as_str())?),
        name: row.try_get(format!("{what}_name").as_str())?,
    };
    Ok(Some(Signature { by, at: moment(at)? }))
}

pub(super) fn day(text: &str) -> Stored<NaiveDate> {
    text.parse()
        .map_err(|_| StoreError::Corrupt("a day of retention cannot be read".to_owned()))
}

pub(super) fn disposal(row: &SqliteRow) -> Stored<Disposal> {
    let proposed = signature(row, "proposed")?;
    let finished_at: Option<i64> = row.try_get("finished_at")?;
    Ok(Disposal {
        id: row.try_get("disposal_id")?,
        number: natural(row.try_get("number")?)?,
        proposed: proposed.ok_or_else(|| StoreError::Corrupt("nobody proposed a disposal".to_owned()))?,
        approved: signature(row, "approved")?,
        withdrawn: signature(row, "withdrawn")?,
        finished_at: finished_at.map(moment).transpose()?,
    })
}

pub(super) fn case(row: &SqliteRow) -> Stored<DisposalCase> {
    let done_at: Option<i64> = row.try_get("done_at")?;
    let outcome: Option<&str> = row.try_get("outcome")?;
    let outcome = match outcome {
        None => None,
        Some("erased") => Some(DisposalOutcome::Erased),
        Some("archived") => Some(DisposalOutcome::Archived {
            file: row.try_get("file")?,
            sum: hash(row.try_get("file_sum")?)?,
        }),
        Some(_) => Some(DisposalOutcome::Kept {
            why: row.try_get("why")?,
        }),
    };
    Ok(DisposalCase {
        place: natural(row.try_get("place")?)?,
        case: CaseId(row.try_get("case_id")?),
        flow: row.try_get("flow")?,
        closed_at: moment(row.try_get("closed_at")?)?,
        last_day: day(row.try_get("last_day")?)?,
        what: from_word(row.try_get("what")?)?,
        done: outcome.zip(done_at.map(moment).transpose()?),
        citizens: natural(row.try_get("citizens")?)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::plans::plan;

    #[tokio::test]
    async fn each_goes_by_an_index_in_its_order() {
        for (statement, index) in [
            (CLOSED, "cases_closed"),
            (DISPOSALS, "sqlite_autoindex_disposals_2"),
            (CASES, "PRIMARY KEY"),
            (WAITING, "PRIMARY KEY"),
        ] {
            let plan = plan(statement).await;
            assert!(
                plan.contains(index) && !plan.contains("ORDER BY"),
                "{statement}: {plan}"
            );
        }
    }
}
