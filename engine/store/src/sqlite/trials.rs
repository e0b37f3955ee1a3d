//! Hassles and trials.

use async_trait::async_trait;
use chrono::NaiveDate;
use samspil_core::id::{PersonId, TenantId, UnitId};
use sqlx::Row;
use sqlx::sqlite::{SqliteConnection, SqliteRow};
use uuid::Uuid;

use super::SqliteStore;
use super::heap::micros;
use super::parameters::ids;
use crate::TrialStore;
use crate::rows::{
    FlowTrial, Hassle, HassleCount, HasslePlace, HassleSettled, KnownHassle, TrialDecision, TrialEnd,
    TrialFile, TrialStart, TrialVersion,
};
use crate::traits::Stored;
use crate::words::{from_json, from_word, json, moment, natural, word};

macro_rules! hassles {
    () => {
        "SELECT hassle_id, flow, version, step, said, noted_at, noted_by, noter, settled_at, settled_by, settled_because, (
             SELECT trial.trial_id FROM flow_trial_hassles AS taken
             JOIN flow_trials AS trial ON trial.tenant = ?1 AND trial.trial_id = taken.trial_id
             WHERE taken.tenant = ?1 AND taken.hassle_id = hassles.hassle_id
             ORDER BY trial.made_at DESC, trial.trial_id DESC LIMIT 1) AS trial
         FROM hassles WHERE tenant = ?1"
    };
}

/// Parameters: tenant, flow, limit, and after what: not settled, noted at, hassle.
const HASSLES: &str = concat!(
    hassles!(),
    " AND (?2 IS NULL OR flow = ?2) AND (?4 IS NULL OR (settled_at IS NULL, noted_at, hassle_id) < (?4, ?5, ?6))
      ORDER BY settled_at IS NULL DESC, noted_at DESC, hassle_id DESC LIMIT ?3"
);

/// Parameters: tenant, the hassles.
const HASSLES_OF: &str = concat!(
    hassles!(),
    " AND hassle_id IN (SELECT unhex(value) FROM json_each(?2)) ORDER BY noted_at DESC, hassle_id DESC"
);

const COUNTS: &str = "
SELECT flow, step, version, count(*) AS count FROM hassles
WHERE tenant = ?1 AND settled_at IS NULL GROUP BY flow, step, version ORDER BY flow, step, version";

/// Parameters: those of the columns, then the units.
const MAKE: &str = "
INSERT INTO flow_trials (tenant, trial_id, flow, beside, aim, first_day, last_day, survey_id, text, scenarios, made_at, made_by,
    maker)
SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13
WHERE NOT EXISTS (
    SELECT 1 FROM flow_trials AS other
    JOIN flow_trial_units AS unit ON unit.tenant = ?1 AND unit.trial_id = other.trial_id
    WHERE other.tenant = ?1 AND other.flow = ?3 AND other.ended_at IS NULL AND other.first_day <= ?7 AND other.last_day >= ?6
        AND unit.unit_id IN (SELECT unhex(value) FROM json_each(?14)))
ON CONFLICT DO NOTHING";

/// Parameters: tenant, trial, version, title, text, when, by whom.
const KEEP_VERSION: &str = "
INSERT INTO flows (tenant, flow, version, title, text, published_at, published_by)
SELECT ?1, flow, ?3, ?4, ?5, ?6, ?7 FROM flow_trials WHERE tenant = ?1 AND trial_id = ?2";

const END: &str = "
UPDATE flow_trials SET ended_at = ?3, ended_by = ?4, decision = ?5, because = ?6, kept_as = ?7
WHERE tenant = ?1 AND trial_id = ?2 AND (ended_at IS NULL OR (?5 = 'keep' AND decision <> 'keep'))";

/// Parameters: tenant, trial, when, by whom, why.
const SETTLED_BY_IT: &str = "
UPDATE hassles SET settled_at = ?3, settled_by = ?4, settled_because = ?5
WHERE tenant = ?1 AND settled_at IS NULL
    AND hassle_id IN (SELECT hassle_id FROM flow_trial_hassles WHERE tenant = ?1 AND trial_id = ?2)";

macro_rules! trials {
    () => {
        "SELECT trial_id, flow, beside, aim, first_day, last_day, survey_id, made_at, made_by, maker, version, started_at,
            started_by, ended_at, ended_by, decision, because, kept_as, (
            SELECT json_group_array(lower(hex(unit_id))) FROM flow_trial_units AS unit
            WHERE unit.tenant = ?1 AND unit.trial_id = flow_trials.trial_id) AS units, (
            SELECT json_group_array(lower(hex(hassle_id))) FROM flow_trial_hassles AS hassle
            WHERE hassle.tenant = ?1 AND hassle.trial_id = flow_trials.trial_id) AS hassles
         FROM flow_trials WHERE tenant = ?1"
    };
}

const ALL: &str = concat!(trials!(), " ORDER BY made_at DESC, trial_id DESC LIMIT ?2");
const ONE: &str = concat!(trials!(), " AND trial_id = ?2");
const OF_VERSION: &str = concat!(trials!(), " AND flow = ?2 AND version = ?3");

/// Parameters: tenant, flow, the day, the units.
const VERSION: &str = "
SELECT version FROM flow_trials
WHERE tenant = ?1 AND flow = ?2 AND version IS NOT NULL AND ended_at IS NULL AND first_day <= ?3 AND last_day >= ?3
    AND EXISTS (SELECT 1 FROM flow_trial_units AS unit WHERE unit.tenant = ?1 AND unit.trial_id = flow_trials.trial_id
        AND unit.unit_id IN (SELECT unhex(value) FROM json_each(?4)))
ORDER BY version LIMIT 1";

#[async_trait]
impl TrialStore for SqliteStore {
    async fn note_hassle(&self, tenant: TenantId, hassle: Hassle) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let written = sqlx::query(
            "INSERT INTO hassles (tenant, hassle_id, flow, version, step, said, noted_at, noted_by, noter)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO NOTHING",
        )
        .bind(tenant.0)
        .bind(hassle.id)
        .bind(&hassle.flow)
        .bind(hassle.version)
        .bind(&hassle.step)
        .bind(&hassle.said)
        .bind(micros(hassle.noted_at))
        .bind(&hassle.noted_by)
        .bind(hassle.noter.0)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn hassles(
        &self,
        tenant: TenantId,
        flow: Option<&str>,
        after: Option<HasslePlace>,
        limit: u32,
    ) -> Stored<Vec<KnownHassle>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(HASSLES)
            .bind(tenant.0)
            .bind(flow)
            .bind(limit)
            .bind(after.map(|after| after.open))
            .bind(after.map(|after| micros(after.at)))
            .bind(after.map(|after| after.id))
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(known).collect()
    }

    async fn hassles_of(&self, tenant: TenantId, hassles: &[Uuid]) -> Stored<Vec<KnownHassle>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(HASSLES_OF)
            .bind(tenant.0)
            .bind(ids(hassles.iter().copied()))
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(known).collect()
    }

    async fn hassle_counts(&self, tenant: TenantId) -> Stored<Vec<HassleCount>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(COUNTS)
            .bind(tenant.0)
            .fetch_all(&mut *file.read().await?)
            .await?;
        let count = |row: &SqliteRow| {
            Ok(HassleCount {
                flow: row.try_get("flow")?,
                step: row.try_get("step")?,
                version: natural(row.try_get("version")?)?,
                count: natural(row.try_get("count")?)?,
            })
        };
        rows.iter().map(count).collect()
    }

    async fn settle_hassle(&self, tenant: TenantId, hassle: Uuid, settled: HassleSettled) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let written = sqlx::query(
            "UPDATE hassles SET settled_at = ?3, settled_by = ?4, settled_because = ?5
             WHERE tenant = ?1 AND hassle_id = ?2 AND settled_at IS NULL",
        )
        .bind(tenant.0)
        .bind(hassle)
        .bind(micros(settled.at))
        .bind(&settled.by)
        .bind(&settled.because)
        .execute(writing.connection()?)
        .await?;
        writing.commit().await?;
        Ok(written.rows_affected() == 1)
    }

    async fn make_trial(&self, tenant: TenantId, trial: FlowTrial, file_of: TrialFile) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let made = sqlx::query(MAKE)
            .bind(tenant.0)
            .bind(trial.id)
            .bind(&trial.flow)
            .bind(trial.beside)
            .bind(&trial.aim)
            .bind(trial.first_day.to_string())
            .bind(trial.last_day.to_string())
            .bind(trial.survey)
            .bind(&file_of.text)
            .bind(json(&file_of.scenarios)?)
            .bind(micros(trial.made_at))
            .bind(&trial.made_by)
            .bind(trial.maker.0)
            .bind(ids(trial.units.iter().map(|unit| unit.0)))
            .execute(writing.connection()?)
            .await?;
        let is_new = made.rows_affected() == 1;
        if is_new {
            put_parts(writing.connection()?, tenant, &trial).await?;
        }
        writing.commit().await?;
        Ok(is_new)
    }

    async fn start_trial(&self, tenant: TenantId, trial: Uuid, kept: TrialVersion) -> Stored<Option<u32>> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let next: Option<i64> = sqlx::query_scalar(
            "SELECT 1 + (SELECT max(version) FROM flows WHERE flows.tenant = ?1 AND flows.flow = flow_trials.flow)
             FROM flow_trials WHERE tenant = ?1 AND trial_id = ?2 AND version IS NULL AND ended_at IS NULL",
        )
        .bind(tenant.0)
        .bind(trial)
        .fetch_optional(writing.connection()?)
        .await?;
        let Some(version) = next else {
            writing.commit().await?;
            return Ok(None);
        };
        sqlx::query(KEEP_VERSION)
            .bind(tenant.0)
            .bind(trial)
            .bind(version)
            .bind(json(&kept.title)?)
            .bind(&kept.text)
            .bind(micros(kept.at))
            .bind(&kept.by)
            .execute(writing.connection()?)
            .await?;
        start(writing.connection()?, (tenant, trial, version), &kept).await?;
        writing.commit().await?;
        natural(version).map(Some)
    }

    async fn end_trial(&self, tenant: TenantId, trial: Uuid, end: TrialEnd) -> Stored<bool> {
        let file = self.files.get(tenant).await?;
        let mut writing = file.write().await?;
        let ended = sqlx::query(END)
            .bind(tenant.0)
            .bind(trial)
            .bind(micros(end.at))
            .bind(&end.by)
            .bind(word(end.decision)?)
            .bind(&end.because)
            .bind(end.kept_as)
            .execute(writing.connection()?)
            .await?;
        let is_over = ended.rows_affected() == 1;
        if is_over && end.decision == TrialDecision::Keep {
            sqlx::query(SETTLED_BY_IT)
                .bind(tenant.0)
                .bind(trial)
                .bind(micros(end.at))
                .bind(&end.by)
                .bind(&end.because)
                .execute(writing.connection()?)
                .await?;
        }
        writing.commit().await?;
        Ok(is_over)
    }

    async fn trials(&self, tenant: TenantId, limit: u32) -> Stored<Vec<FlowTrial>> {
        let file = self.files.get(tenant).await?;
        let rows = sqlx::query(ALL)
            .bind(tenant.0)
            .bind(limit)
            .fetch_all(&mut *file.read().await?)
            .await?;
        rows.iter().map(read).collect()
    }

    async fn trial(&self, tenant: TenantId, trial: Uuid) -> Stored<Option<FlowTrial>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(ONE)
            .bind(tenant.0)
            .bind(trial)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(read).transpose()
    }

    async fn trial_of(&self, tenant: TenantId, flow: &str, version: u32) -> Stored<Option<FlowTrial>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query(OF_VERSION)
            .bind(tenant.0)
            .bind(flow)
            .bind(version)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        row.as_ref().map(read).transpose()
    }

    async fn trial_file(&self, tenant: TenantId, trial: Uuid) -> Stored<Option<TrialFile>> {
        let file = self.files.get(tenant).await?;
        let row = sqlx::query("SELECT text, scenarios FROM flow_trials WHERE tenant = ?1 AND trial_id = ?2")
            .bind(tenant.0)
            .bind(trial)
            .fetch_optional(&mut *file.read().await?)
            .await?;
        let file = row.map(|row| {
            Ok(TrialFile {
                text: row.try_get("text")?,
                scenarios: from_json(row.try_get("scenarios")?)?,
            })
        });
        file.transpose()
    }

    async fn trial_version(
        &self,
        tenant: TenantId,
        flow: &str,
        units: &[UnitId],
        day: NaiveDate,
    ) -> Stored<Option<u32>> {
        let file = self.files.get(tenant).await?;
        let version: Option<i64> = sqlx::query_scalar(VERSION)
            .bind(tenant.0)
            .bind(flow)
            .bind(day.to_string())
            .bind(ids(units.iter().map(|unit| unit.0)))
            .fetch_optional(&mut *file.read().await?)
            .await?;
        version.map(natural).transpose()
    }
}

/// The units of a trial, and what it is to take out of the way.
async fn put_parts(connection: &mut SqliteConnection, tenant: TenantId, trial: &FlowTrial) -> Stored<()> {
    sqlx::query(
        "INSERT INTO flow_trial_units (tenant, trial_id, unit_id) SELECT ?1, ?2, unhex(value) FROM json_each(?3)",
    )
    .bind(tenant.0)
    .bind(trial.id)
    .bind(ids(trial.units.iter().map(|unit| unit.0)))
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO flow_trial_hassles (tenant, trial_id, hassle_id) SELECT ?1, ?2, unhex(value) FROM json_each(?3)",
    )
    .bind(tenant.0)
    .bind(trial.id)
    .bind(ids(trial.hassles.iter().copied()))
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes the version of a trial, and keeps its scenarios with the version.
async fn start(
    connection: &mut SqliteConnection,
    (tenant, trial, version): (TenantId, Uuid, i64),
    kept: &TrialVersion,
) -> Stored<()> {
    sqlx::query(
        "UPDATE flow_trials SET version = ?3, started_at = ?4, started_by = ?5 WHERE tenant = ?1 AND trial_id = ?2",
    )
    .bind(tenant.0)
    .bind(trial)
    .bind(version)
    .bind(micros(kept.at))
    .bind(&kept.by)
    .execute(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO flow_scenarios (tenant, flow, version, scenarios)
         SELECT ?1, flow, version, scenarios FROM flow_trials WHERE tenant = ?1 AND trial_id = ?2",
    )
    .bind(tenant.0)
    .bind(trial)
    .execute(connection)
    .await?;
    Ok(())
}

fn known(row: &SqliteRow) -> Stored<KnownHassle> {
    let settled: Option<i64> = row.try_get("settled_at")?;
    let settled = settled.map(|at| {
        Ok::<_, crate::StoreError>(HassleSettled {
            at: moment(at)?,
            by: row.try_get("settled_by")?,
            because: row.try_get("settled_because")?,
        })
    });
    Ok(KnownHassle {
        hassle: Hassle {
            id: row.try_get("hassle_id")?,
            flow: row.try_get("flow")?,
            version: natural(row.try_get("version")?)?,
            step: row.try_get("step")?,
            said: row.try_get("said")?,
            noted_at: moment(row.try_get("noted_at")?)?,
            noted_by: row.try_get("noted_by")?,
            noter: PersonId(row.try_get("noter")?),
        },
        trial: row.try_get("trial")?,
        settled: settled.transpose()?,
    })
}

fn day(text: &str) -> Stored<NaiveDate> {
    text.parse()
        .map_err(|_| crate::StoreError::Corrupt(format!("{text} is no day")))
}

fn read(row: &SqliteRow) -> Stored<FlowTrial> {
    let mut units: Vec<Uuid> = from_json(row.try_get("units")?)?;
    units.sort_unstable();
    let mut hassles: Vec<Uuid> = from_json(row.try_get("hassles")?)?;
    hassles.sort_unstable();
    Ok(FlowTrial {
        id: row.try_get("trial_id")?,
        flow: row.try_get("flow")?,
        beside: natural(row.try_get("beside")?)?,
        aim: row.try_get("aim")?,
        units: units.into_iter().map(UnitId).collect(),
        first_day: day(row.try_get("first_day")?)?,
        last_day: day(row.try_get("last_day")?)?,
        hassles,
        survey: row.try_get("survey_id")?,
        made_at: moment(row.try_get("made_at")?)?,
        made_by: row.try_get("made_by")?,
        maker: PersonId(row.try_get("maker")?),
        started: started(row)?,
        ended: ended(row)?,
    })
}

fn started(row: &SqliteRow) -> Stored<Option<TrialStart>> {
    let Some(version) = row.try_get::<Option<i64>, _>("version")? else {
        return Ok(None);
    };
    Ok(Some(TrialStart {
        version: natural(version)?,
        at: moment(row.try_get("started_at")?)?,
        by: row.try_get("started_by")?,
    }))
}

fn ended(row: &SqliteRow) -> Stored<Option<TrialEnd>> {
    let Some(at) = row.try_get::<Option<i64>, _>("ended_at")? else {
        return Ok(None);
    };
    let kept_as: Option<i64> = row.try_get("kept_as")?;
    Ok(Some(TrialEnd {
        decision: from_word(row.try_get("decision")?)?,
        because: row.try_get("because")?,
        at: moment(at)?,
        by: row.try_get("ended_by")?,
        kept_as: kept_as.map(natural).transpose()?,
    }))
}
