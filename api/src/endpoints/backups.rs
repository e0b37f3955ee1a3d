//! Copies of the database, for administrators and for whatever makes copies.

use axum::Json as Body;
use axum::extract::State;
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_runtime::{Clock, SystemClock};
use samspil_store::Backup;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::headers::Key;
use crate::app::App;
use crate::backups::{MAX_SHOWN, OLDEST, ToldOf, age, told};
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// What is known of copies.
#[derive(Serialize, ToSchema)]
pub(super) struct Backups {
    /// How many seconds ago the last copy was taken that was seen to be whole; none where there is none.
    age_seconds: Option<i64>,
    /// There is none, or it is older than 26 hours.
    too_old: bool,
    /// How the database copies itself onwards; none where it does not know of that.
    archiving: Option<ArchivingShown>,
    /// The copies, newest first: 100 at most.
    rows: Vec<BackupShown>,
}

/// How PostgreSQL archives what it writes.
#[derive(Serialize, ToSchema)]
pub(super) struct ArchivingShown {
    /// It is set up to.
    on: bool,
    /// When it last did.
    last_at: Option<DateTime<Utc>>,
    /// When it last failed to, where that is later.
    failed_at: Option<DateTime<Utc>>,
}

/// A copy.
#[derive(Serialize, ToSchema)]
pub(super) struct BackupShown {
    /// Its id.
    backup: Uuid,
    /// When it was taken.
    taken_at: DateTime<Utc>,
    /// `copied` by this program, or `reported` by whatever made it.
    way: &'static str,
    /// Where it lies, in words.
    place: String,
    /// How large it is, in bytes.
    bytes: Option<u64>,
    /// When it was last seen to be whole.
    verified_at: Option<DateTime<Utc>>,
    /// Who made it or told of it.
    by: String,
    /// It failed.
    failed: bool,
}

fn shown(one: Backup) -> BackupShown {
    BackupShown {
        backup: one.id,
        taken_at: one.taken_at,
        way: one.way.word(),
        place: one.place,
        bytes: one.bytes,
        verified_at: one.verified_at,
        by: one.by,
        failed: one.fault.is_some(),
    }
}

/// What a job tells of a copy that it made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BackupMade {
    /// When it was taken.
    taken_at: DateTime<Utc>,
    /// Where it lies, in words; no login and no key.
    place: String,
    /// How large it is, in bytes.
    bytes: Option<u64>,
    /// When it was seen that it can be laid back and is whole.
    verified_at: Option<DateTime<Utc>>,
    /// Why it failed.
    failed: Option<String>,
}

/// Which copies of the database are known of, and how old the last whole one is.
#[utoipa::path(get, path = "/backups", tag = "health", responses((status = 200, body = Backups)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Backups>, Problem> {
    let store = app.engine.store();
    let age = age(store.as_ref(), signed.tenant, SystemClock.now()).await?;
    let archiving = store.archiving(signed.tenant).await?;
    let all = store.backups(signed.tenant, MAX_SHOWN).await?;
    Ok(Body(Backups {
        age_seconds: age.map(|age| age.num_seconds()),
        too_old: age.is_none_or(|age| age > OLDEST),
        archiving: archiving.map(|archiving| ArchivingShown {
            on: archiving.on,
            last_at: archiving.last_at,
            failed_at: archiving.failed_at,
        }),
        rows: all.into_iter().map(shown).collect(),
    }))
}

/// Tells of a copy that was made by other means. Sent again, it is told of once.
#[utoipa::path(
    post, path = "/backups", tag = "health", request_body = BackupMade,
    responses((status = 204, description = "It is known of.")),
)]
pub(super) async fn tell(
    State(app): State<App>,
    signed: Signed,
    key: Key,
    Json(made): Json<BackupMade>,
) -> Result<StatusCode, Problem> {
    let about = ToldOf {
        taken_at: made.taken_at,
        place: made.place,
        bytes: made.bytes,
        verified_at: made.verified_at,
        fault: made.failed,
    };
    let store = app.engine.store();
    let kept = told(
        store.as_ref(),
        signed.tenant,
        (key.0.0, &signed.name, SystemClock.now()),
        about,
    )
    .await;
    match kept {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(Ok(wrong)) => Err(Problem::new(Kind::UNFIT).code("backup").detail(wrong)),
        Err(Err(error)) => Err(error.into()),
    }
}
