//! Samples and what was found of their entries.

use std::collections::BTreeMap;

use samspil_core::id::{PersonId, TenantId};
use sqlx::Row;
use uuid::Uuid;

use super::maybe;
use crate::Stored;
use crate::access_rows::note;
use crate::rows::{Sample, SampleNote};
use crate::sqlite::SqliteStore;
use crate::words::{column, json, moment, natural, word};

/// Parameters: tenant, at most.
const READ: &str = "
SELECT s.sample_id, s.at, s.drawn_by, s.since, s.until, e.number, e.verdict, e.note, e.noted_at, e.noted_by
FROM (SELECT * FROM access_samples WHERE tenant = ?1 ORDER BY at DESC, sample_id DESC LIMIT ?2) AS s
LEFT JOIN access_sampled AS e ON e.tenant = ?1 AND e.sample_id = s.sample_id
ORDER BY s.at DESC, s.sample_id DESC, e.number";

impl SqliteStore {
    pub(super) async fn write_sample(&self, tenant: TenantId, sample: &Sample) -> Stored<()> {
        let numbers: Vec<u64> = sample.entries.iter().map(|(number, _)| *number).collect();
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        sqlx::query(
            "INSERT INTO access_samples (tenant, sample_id, at, drawn_by, since, until)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )
        .bind(tenant.0)
        .bind(sample.id)
        .bind(sample.at.timestamp_micros())
        .bind(sample.drawn_by.0)
        .bind(sample.since.timestamp_micros())
        .bind(sample.until.timestamp_micros())
        .execute(writing.connection()?)
        .await?;
        sqlx::query(
            "INSERT INTO access_sampled (tenant, sample_id, number)
             SELECT ?1, ?2, value FROM json_each(?3)",
        )
        .bind(tenant.0)
        .bind(sample.id)
        .bind(json(&numbers)?)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await
    }

    pub(super) async fn read_samples(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Sample>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(READ)
            .bind(tenant.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut samples: Vec<Sample> = Vec::new();
        for row in &rows {
            let id: Uuid = row.try_get("sample_id")?;
            let place = *places.entry(id).or_insert(samples.len());
            if place == samples.len() {
                samples.push(Sample {
                    id,
                    at: moment(row.try_get("at")?)?,
                    drawn_by: PersonId(row.try_get("drawn_by")?),
                    since: moment(row.try_get("since")?)?,
                    until: moment(row.try_get("until")?)?,
                    entries: Vec::new(),
                });
            }
            let number: Option<i64> = row.try_get("number")?;
            if let (Some(number), Some(sample)) = (number, samples.get_mut(place)) {
                let found = note(
                    row.try_get("verdict")?,
                    row.try_get("note")?,
                    maybe(row.try_get("noted_at")?)?,
                    row.try_get("noted_by")?,
                )?;
                sample.entries.push((natural(number)?, found));
            }
        }
        Ok(samples)
    }

    pub(super) async fn write_note(
        &self,
        tenant: TenantId,
        (sample, number): (Uuid, u64),
        note: &SampleNote,
    ) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let noted = sqlx::query(
            "UPDATE access_sampled SET verdict = ?4, note = ?5, noted_at = ?6, noted_by = ?7
             WHERE tenant = ?1 AND sample_id = ?2 AND number = ?3 AND verdict IS NULL",
        )
        .bind(tenant.0)
        .bind(sample)
        .bind(column(number)?)
        .bind(word(note.verdict)?)
        .bind(&note.note)
        .bind(note.at.timestamp_micros())
        .bind(note.by.0)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(noted.rows_affected() == 1)
    }
}
