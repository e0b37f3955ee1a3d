//! Surveys, their waves and what was answered.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use samspil_core::id::TenantId;
use sqlx::Row;
use sqlx::postgres::{PgConnection, PgRow};
use uuid::Uuid;

use super::PostgresStore;
use crate::SurveyStore;
use crate::rows::{
    Hash, LinkCounts, SurveyAnswer, SurveyLink, SurveyRow, SurveyVersion, SurveyWave, WaveOf, WholeSurvey,
};
use crate::traits::Stored;
use crate::words::{from_json, from_word, hash, json, natural, word};

/// Parameters: tenant, survey, wave. Whether it is open; it is not closed before the transaction ends.
const IS_OPEN: &str = "
SELECT wave FROM survey_waves WHERE tenant = $1 AND survey_id = $2 AND wave = $3 AND closed_at IS NULL FOR SHARE";

const ADD_VERSION: &str = "
INSERT INTO survey_versions (tenant, survey_id, number, questions, laid_at, laid_by)
SELECT $1, $2, $3, $4::json, $5, $6
WHERE EXISTS (SELECT 1 FROM surveys WHERE tenant = $1 AND survey_id = $2)
    AND $3 = 1 + (SELECT coalesce(max(number), 0) FROM survey_versions WHERE tenant = $1 AND survey_id = $2)
ON CONFLICT DO NOTHING";

const OPEN_WAVE: &str = "
INSERT INTO survey_waves (tenant, survey_id, wave, version, opened_at, opened_by, broken_because)
SELECT $1, $2, $3, $4, $5, $6, $7
WHERE EXISTS (SELECT 1 FROM survey_versions WHERE tenant = $1 AND survey_id = $2 AND number = $4)
    AND $3 = 1 + (SELECT coalesce(max(wave), 0) FROM survey_waves WHERE tenant = $1 AND survey_id = $2)
    AND NOT EXISTS (SELECT 1 FROM survey_waves WHERE tenant = $1 AND survey_id = $2 AND closed_at IS NULL)
ON CONFLICT DO NOTHING";

async fn is_open(connection: &mut PgConnection, tenant: TenantId, of: WaveOf) -> Stored<bool> {
    let open: Option<i64> = sqlx::query_scalar(IS_OPEN)
        .bind(tenant.0)
        .bind(of.survey)
        .bind(i64::from(of.wave))
        .fetch_optional(connection)
        .await?;
    Ok(open.is_some())
}

async fn add_version(
    connection: &mut PgConnection,
    tenant: TenantId,
    survey: Uuid,
    version: &SurveyVersion,
) -> Stored<bool> {
    let written = sqlx::query(ADD_VERSION)
        .bind(tenant.0)
        .bind(survey)
        .bind(i64::from(version.number))
        .bind(json(&version.questions)?)
        .bind(version.laid_at)
        .bind(&version.laid_by)
        .execute(connection)
        .await?;
    Ok(written.rows_affected() == 1)
}

#[async_trait]
impl SurveyStore for PostgresStore {
    async fn put_survey(&self, tenant: TenantId, survey: SurveyRow, first: SurveyVersion) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = sqlx::query(
            "INSERT INTO surveys (tenant, survey_id, title, made_at, made_by, linked)
             VALUES ($1, $2, $3::json, $4, $5, $6)
             ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(survey.id)
        .bind(json(&survey.title)?)
        .bind(survey.made_at)
        .bind(&survey.made_by)
        .bind(survey.linked)
        .execute(writing.connection())
        .await?;
        let is_new = written.rows_affected() == 1;
        if is_new {
            add_version(writing.connection(), tenant, survey.id, &first).await?;
        }
        writing.commit().await?;
        Ok(is_new)
    }

    async fn put_survey_version(
        &self,
        tenant: TenantId,
        survey: Uuid,
        version: SurveyVersion,
    ) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = add_version(writing.connection(), tenant, survey, &version).await?;
        writing.commit().await?;
        Ok(written)
    }

    async fn surveys(&self, tenant: TenantId, limit: u32) -> Stored<Vec<SurveyRow>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT survey_id, title::text, made_at, made_by, linked FROM surveys WHERE tenant = $1
             ORDER BY made_at DESC, survey_id DESC LIMIT $2",
        )
        .bind(tenant.0)
        .bind(i64::from(limit))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        rows.iter().map(survey_row).collect()
    }

    async fn survey(&self, tenant: TenantId, survey: Uuid) -> Stored<Option<WholeSurvey>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let found = sqlx::query(
            "SELECT survey_id, title::text, made_at, made_by, linked FROM surveys WHERE tenant = $1 AND survey_id = $2",
        )
        .bind(tenant.0)
        .bind(survey)
        .fetch_optional(reading.connection())
        .await?;
        let Some(found) = found else { return Ok(None) };
        let versions = sqlx::query(
            "SELECT number, questions::text, laid_at, laid_by FROM survey_versions
             WHERE tenant = $1 AND survey_id = $2 ORDER BY number",
        )
        .bind(tenant.0)
        .bind(survey)
        .fetch_all(reading.connection())
        .await?;
        let waves = sqlx::query(
            "SELECT wave, version, opened_at, opened_by, broken_because, closed_at, closed_by FROM survey_waves
             WHERE tenant = $1 AND survey_id = $2 ORDER BY wave",
        )
        .bind(tenant.0)
        .bind(survey)
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        Ok(Some(WholeSurvey {
            survey: survey_row(&found)?,
            versions: versions.iter().map(version).collect::<Stored<_>>()?,
            waves: waves.iter().map(wave).collect::<Stored<_>>()?,
        }))
    }

    async fn open_wave(&self, tenant: TenantId, survey: Uuid, wave: SurveyWave) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = sqlx::query(OPEN_WAVE)
            .bind(tenant.0)
            .bind(survey)
            .bind(i64::from(wave.number))
            .bind(i64::from(wave.version))
            .bind(wave.opened_at)
            .bind(&wave.opened_by)
            .bind(&wave.broken_because)
            .execute(writing.connection())
            .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn close_wave(&self, tenant: TenantId, of: WaveOf, at: DateTime<Utc>, by: &str) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let written = sqlx::query(
            "UPDATE survey_waves SET closed_at = $4, closed_by = $5
             WHERE tenant = $1 AND survey_id = $2 AND wave = $3 AND closed_at IS NULL",
        )
        .bind(tenant.0)
        .bind(of.survey)
        .bind(i64::from(of.wave))
        .bind(at)
        .bind(by)
        .execute(writing.connection())
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn put_survey_links(&self, tenant: TenantId, of: WaveOf, links: Vec<SurveyLink>) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let open = is_open(writing.connection(), tenant, of).await?;
        if open {
            let secrets: Vec<Vec<u8>> = links.iter().map(|link| link.secret.to_vec()).collect();
            let groups: Vec<String> = links.iter().map(|link| word(link.group)).collect::<Stored<_>>()?;
            let numbers: Vec<i64> = links.iter().map(|link| i64::from(link.number)).collect();
            sqlx::query(
                "INSERT INTO survey_links (tenant, secret, survey_id, wave, respondents, number)
                 SELECT $1, one.secret, $2, $3, one.respondents, one.number
                 FROM unnest($4::bytea[], $5::text[], $6::bigint[]) AS one (secret, respondents, number)",
            )
            .bind(tenant.0)
            .bind(of.survey)
            .bind(i64::from(of.wave))
            .bind(secrets)
            .bind(groups)
            .bind(numbers)
            .execute(writing.connection())
            .await?;
        }
        writing.commit().await?;
        Ok(open)
    }

    async fn survey_link(&self, tenant: TenantId, secret: Hash) -> Stored<Option<SurveyLink>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let row = sqlx::query(
            "SELECT secret, survey_id, wave, respondents, number, used FROM survey_links
             WHERE tenant = $1 AND secret = $2",
        )
        .bind(tenant.0)
        .bind(secret.to_vec())
        .fetch_optional(reading.connection())
        .await?;
        reading.commit().await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SurveyLink {
            secret: hash(row.try_get("secret")?)?,
            of: WaveOf {
                survey: row.try_get("survey_id")?,
                wave: natural(row.try_get("wave")?)?,
            },
            group: from_word(row.try_get("respondents")?)?,
            number: natural(row.try_get("number")?)?,
            used: row.try_get("used")?,
        }))
    }

    async fn survey_links(&self, tenant: TenantId, of: WaveOf) -> Stored<LinkCounts> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT respondents, count(*) AS made, count(*) FILTER (WHERE used) AS used FROM survey_links
             WHERE tenant = $1 AND survey_id = $2 AND wave = $3 GROUP BY respondents",
        )
        .bind(tenant.0)
        .bind(of.survey)
        .bind(i64::from(of.wave))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        let counts = rows.iter().map(|row| {
            let group = from_word(row.try_get("respondents")?)?;
            Ok((
                group,
                (natural(row.try_get("made")?)?, natural(row.try_get("used")?)?),
            ))
        });
        counts.collect()
    }

    async fn add_answer(&self, tenant: TenantId, answer: SurveyAnswer, link: Option<Hash>) -> Stored<bool> {
        let mut writing = self.tenants.begin(tenant).await?;
        let mut open = is_open(writing.connection(), tenant, answer.of).await?;
        if let Some(secret) = link.filter(|_| open) {
            let used = sqlx::query(
                "UPDATE survey_links SET used = true WHERE tenant = $1 AND secret = $2 AND survey_id = $3 AND wave = $4
                    AND respondents = $5 AND number = $6 AND NOT used",
            )
            .bind(tenant.0)
            .bind(secret.to_vec())
            .bind(answer.of.survey)
            .bind(i64::from(answer.of.wave))
            .bind(word(answer.group)?)
            .bind(i64::from(answer.number))
            .execute(writing.connection())
            .await?;
            open = used.rows_affected() == 1;
        }
        if open {
            let written = sqlx::query(
                "INSERT INTO survey_answers (tenant, survey_id, wave, answer_id, respondents, number, way, answers)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8::json) ON CONFLICT DO NOTHING",
            )
            .bind(tenant.0)
            .bind(answer.of.survey)
            .bind(i64::from(answer.of.wave))
            .bind(answer.id)
            .bind(word(answer.group)?)
            .bind(i64::from(answer.number))
            .bind(word(answer.way)?)
            .bind(json(&answer.answers)?)
            .execute(writing.connection())
            .await?;
            open = written.rows_affected() == 1;
        }
        writing.commit().await?;
        Ok(open)
    }

    async fn answers(&self, tenant: TenantId, of: WaveOf) -> Stored<Vec<SurveyAnswer>> {
        let mut reading = self.tenants.begin(tenant).await?;
        let rows = sqlx::query(
            "SELECT answer_id, respondents, number, way, answers::text FROM survey_answers
             WHERE tenant = $1 AND survey_id = $2 AND wave = $3 ORDER BY answer_id",
        )
        .bind(tenant.0)
        .bind(of.survey)
        .bind(i64::from(of.wave))
        .fetch_all(reading.connection())
        .await?;
        reading.commit().await?;
        rows.iter().map(|row| answer(row, of)).collect()
    }
}

fn survey_row(row: &PgRow) -> Stored<SurveyRow> {
    Ok(SurveyRow {
        id: row.try_get("survey_id")?,
        title: from_json(row.try_get("title")?)?,
        made_at: row.try_get("made_at")?,
        made_by: row.try_get("made_by")?,
        linked: row.try_get("linked")?,
    })
}

fn version(row: &PgRow) -> Stored<SurveyVersion> {
    Ok(SurveyVersion {
        number: natural(row.try_get("number")?)?,
        questions: from_json(row.try_get("questions")?)?,
        laid_at: row.try_get("laid_at")?,
        laid_by: row.try_get("laid_by")?,
    })
}

fn wave(row: &PgRow) -> Stored<SurveyWave> {
    let closed_at: Option<DateTime<Utc>> = row.try_get("closed_at")?;
    Ok(SurveyWave {
        number: natural(row.try_get("wave")?)?,
        version: natural(row.try_get("version")?)?,
        opened_at: row.try_get("opened_at")?,
        opened_by: row.try_get("opened_by")?,
        broken_because: row.try_get("broken_because")?,
        closed: closed_at.zip(row.try_get("closed_by")?),
    })
}

fn answer(row: &PgRow, of: WaveOf) -> Stored<SurveyAnswer> {
    Ok(SurveyAnswer {
        id: row.try_get("answer_id")?,
        of,
        group: from_word(row.try_get("respondents")?)?,
        number: natural(row.try_get("number")?)?,
        way: from_word(row.try_get("way")?)?,
        answers: from_json(row.try_get("answers")?)?,
    })
}
