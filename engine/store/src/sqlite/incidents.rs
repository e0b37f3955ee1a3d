//! Incidents and the timers that rest for them.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, TenantId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::SqliteStore;
use crate::rows::{About, Incident};
use crate::traits::{IncidentStore, Stored};
use crate::words::moment;

#[async_trait]
impl IncidentStore for SqliteStore {
    async fn raise(&self, tenant: TenantId, incident: Incident) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let kept = sqlx::query(
            "INSERT INTO incidents (tenant, incident_id, about, case_id, at, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(incident.id)
        .bind(incident.about.word())
        .bind(incident.about.case().map(|case| case.0))
        .bind(incident.at.timestamp_micros())
        .bind(incident.body)
        .execute(writing.connection()?)
        .await?;
        let rests = incident.about.case().filter(|_| kept.rows_affected() > 0);
        if let Some(case) = rests {
            sqlx::query(
                "INSERT INTO timers (tenant, case_id, resting) VALUES (?1, ?2, 1)
                 ON CONFLICT (tenant, case_id) DO UPDATE SET resting = 1, claimed_until = NULL",
            )
            .bind(tenant.0)
            .bind(case.0)
            .execute(writing.connection()?)
            .await?;
        }
        writing.commit().await?;
        Ok(kept.rows_affected() > 0)
    }

    async fn incidents(&self, tenant: TenantId, open: bool, limit: u32) -> Stored<Vec<Incident>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(
            "SELECT incident_id, about, case_id, at, body, resolved_at, resolved_by FROM incidents
             WHERE tenant = ?1 AND (NOT ?2 OR resolved_at IS NULL)
             ORDER BY at DESC, incident_id DESC LIMIT ?3",
        )
        .bind(tenant.0)
        .bind(open)
        .bind(limit)
        .fetch_all(&mut *file.read().await?)
        .await?;
        rows.iter().map(read).collect()
    }

    async fn resolve(&self, tenant: TenantId, incident: Uuid, by: &str, at: DateTime<Utc>) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let case: Option<Option<Uuid>> = sqlx::query_scalar(
            "UPDATE incidents SET resolved_at = ?3, resolved_by = ?4
             WHERE tenant = ?1 AND incident_id = ?2 AND resolved_at IS NULL RETURNING case_id",
        )
        .bind(tenant.0)
        .bind(incident)
        .bind(at.timestamp_micros())
        .bind(by)
        .fetch_optional(writing.connection()?)
        .await?;
        if let Some(case) = case.flatten() {
            sqlx::query(
                "UPDATE timers SET resting = 0, claimed_until = NULL, wake_at = ?3
                 WHERE tenant = ?1 AND case_id = ?2",
            )
            .bind(tenant.0)
            .bind(case)
            .bind(at.timestamp_micros())
            .execute(writing.connection()?)
            .await?;
        }
        writing.commit().await?;
        Ok(case.is_some())
    }
}

fn read(row: &SqliteRow) -> Stored<Incident> {
    let case = row.try_get::<Option<_>, _>("case_id")?.map(CaseId);
    let resolved: Option<i64> = row.try_get("resolved_at")?;
    Ok(Incident {
        id: row.try_get("incident_id")?,
        about: About::read(row.try_get("about")?, case)?,
        at: moment(row.try_get("at")?)?,
        body: row.try_get("body")?,
        resolved_at: resolved.map(moment).transpose()?,
        resolved_by: row.try_get("resolved_by")?,
    })
}
