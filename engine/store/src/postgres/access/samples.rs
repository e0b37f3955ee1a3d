//! Samples and what was found of their entries.

use std::collections::BTreeMap;

use samspil_core::id::{PersonId, TenantId};
use sqlx::Row;
use uuid::Uuid;

use crate::Stored;
use crate::access_rows::note;
use crate::postgres::PostgresStore;
use crate::rows::{Sample, SampleNote};
use crate::words::{column, natural, word};

/// Parameters: tenant, at most.
const READ: &str = "
SELECT s.sample_id, s.at, s.drawn_by, s.since, s.until, e.number, e.verdict, e.note, e.noted_at, e.noted_by
FROM (SELECT * FROM access_samples WHERE tenant = $1 ORDER BY at DESC, sample_id DESC LIMIT $2) AS s
LEFT JOIN access_sampled AS e ON e.tenant = $1 AND e.sample_id = s.sample_id
ORDER BY s.at DESC, s.sample_id DESC, e.number";

impl PostgresStore {
    pub(super) async fn write_sample(&self, tenant: TenantId, sample: &Sample) -> Stored<()> {
        let numbers: Vec<i64> = sample
            .entries
            .iter()
            .map(|(number, _)| column(*number))
            .collect::<Stored<_>>()?;
        let mut transaction = self.tenants.begin(tenant).await?;
        sqlx::query(
            "INSERT INTO access_samples (tenant, sample_id, at, drawn_by, since, until)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(tenant.0)
        .bind(sample.id)
        .bind(sample.at)
        .bind(sample.drawn_by.0)
        .bind(sample.since)
        .bind(sample.until)
        .execute(transaction.connection())
        .await?;
        sqlx::query(
            "INSERT INTO access_sampled (tenant, sample_id, number)
             SELECT $1, $2, drawn.number FROM unnest($3::bigint[]) AS drawn (number)",
        )
        .bind(tenant.0)
        .bind(sample.id)
        .bind(numbers)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await
    }

    pub(super) async fn read_samples(&self, tenant: TenantId, limit: u32) -> Stored<Vec<Sample>> {
        let mut transaction = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(READ)
            .bind(tenant.0)
            .bind(i64::from(limit))
            .fetch_all(transaction.connection())
            .await?;
        transaction.commit().await?;
        let mut places: BTreeMap<Uuid, usize> = BTreeMap::new();
        let mut samples: Vec<Sample> = Vec::new();
        for row in &rows {
            let id: Uuid = row.try_get("sample_id")?;
            let place = *places.entry(id).or_insert(samples.len());
            if place == samples.len() {
                samples.push(Sample {
                    id,
                    at: row.try_get("at")?,
                    drawn_by: PersonId(row.try_get("drawn_by")?),
                    since: row.try_get("since")?,
                    until: row.try_get("until")?,
                    entries: Vec::new(),
                });
            }
            let number: Option<i64> = row.try_get("number")?;
            if let (Some(number), Some(sample)) = (number, samples.get_mut(place)) {
                let found = note(
                    row.try_get("verdict")?,
                    row.try_get("note")?,
                    row.try_get("noted_at")?,
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
        let mut transaction = self.tenants.begin(tenant).await?;
        let noted = sqlx::query(
            "UPDATE access_sampled SET verdict = $4, note = $5, noted_at = $6, noted_by = $7
             WHERE tenant = $1 AND sample_id = $2 AND number = $3 AND verdict IS NULL",
        )
        .bind(tenant.0)
        .bind(sample)
        .bind(column(number)?)
        .bind(word(note.verdict)?)
        .bind(&note.note)
        .bind(note.at)
        .bind(note.by.0)
        .execute(transaction.connection())
        .await?;
        transaction.commit().await?;
        Ok(noted.rows_affected() == 1)
    }
}
