//! What has arrived for a person.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId, UnitId};
use samspil_store::InboxRow;
use uuid::Uuid;

use super::MAX_PAGE;
use super::cases::{person, units};
use crate::engine::Engine;
use crate::{By, Failure, NoticeBody};

/// A notice in someone's inbox.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arrived {
    /// Its id.
    pub id: Uuid,
    /// The case.
    pub case: CaseId,
    /// The unit it is for; none where it is for the person alone.
    pub unit: Option<UnitId>,
    /// When it arrived.
    pub at: DateTime<Utc>,
    /// When it was read.
    pub read_at: Option<DateTime<Utc>>,
    /// What it says.
    pub notice: NoticeBody,
}

impl Engine {
    /// What has arrived for the asker or their units, newest first, of cases that they may know of.
    ///
    /// # Errors
    /// What the store says.
    pub async fn inbox(&self, tenant: TenantId, by: &By, limit: u32) -> Result<Vec<Arrived>, Failure> {
        let Some((person, members)) = person(by) else {
            return Ok(Vec::new());
        };
        let limit = limit.clamp(1, MAX_PAGE);
        let rows = self.store().inbox(tenant, person, &units(members), limit).await?;
        let mut cases: Vec<CaseId> = rows.iter().map(|row| row.case).collect();
        cases.sort_unstable();
        cases.dedup();
        let known = self.known(tenant, by, &cases).await?;
        rows.into_iter()
            .filter(|row| known.contains_key(&row.case))
            .map(arrived)
            .collect()
    }

    /// Marks a notice in the asker's inbox as read. False where they have no such notice.
    ///
    /// # Errors
    /// What the store says.
    pub async fn mark_read(&self, tenant: TenantId, by: &By, notice: Uuid) -> Result<bool, Failure> {
        let inbox = self.inbox(tenant, by, MAX_PAGE).await?;
        if !inbox.iter().any(|arrived| arrived.id == notice) {
            return Ok(false);
        }
        let now = self.clock().now();
        self.store().mark_read(tenant, notice, now).await?;
        Ok(true)
    }
}

fn arrived(row: InboxRow) -> Result<Arrived, Failure> {
    Ok(Arrived {
        id: row.id,
        case: row.case,
        unit: row.unit,
        at: row.at,
        read_at: row.read_at,
        notice: serde_json::from_slice(&row.body).map_err(|error| Failure::Incident(error.to_string()))?,
    })
}
