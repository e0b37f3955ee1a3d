//! What has arrived for you.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, UnitId};
use samspil_core::text::{Language, Text};
use samspil_runtime::Arrived;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::{PAGE, Query};
use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// How much of the inbox.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// The most notices: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeShown {
    /// Its id.
    notice: Uuid,
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// `reminder`, `lateness`, or `letter`.
    kind: &'static str,
    /// What it says, in the reader's language.
    text: String,
    /// The party it is for.
    #[schema(value_type = Words)]
    to: Text,
    /// The unit it is for; none where it is for you alone.
    #[schema(value_type = Option<Uuid>)]
    unit: Option<UnitId>,
    /// When it arrived.
    at: DateTime<Utc>,
    /// When it was read.
    read_at: Option<DateTime<Utc>>,
}

fn shown(arrived: Arrived, language: Language) -> NoticeShown {
    use samspil_core::case::NoticeKind::{Lateness, Reminder};
    NoticeShown {
        notice: arrived.id,
        case: arrived.case,
        kind: match arrived.notice.kind {
            Some(Reminder) => "reminder",
            Some(Lateness) => "lateness",
            None => "letter",
        },
        text: say(&arrived.notice.message, language),
        to: arrived.notice.to,
        unit: arrived.unit,
        at: arrived.at,
        read_at: arrived.read_at,
    }
}

/// What has arrived for you or your units, newest first.
#[utoipa::path(
    get, path = "/inbox", tag = "tasks", params(Wanted), responses((status = 200, body = Vec<NoticeShown>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Vec<NoticeShown>>, Problem> {
    let limit = wanted.limit.unwrap_or(PAGE);
    let inbox = app.engine.inbox(signed.tenant, &signed.by(), limit).await?;
    let shown = inbox.into_iter().map(|arrived| shown(arrived, language));
    Ok(Json(shown.collect()))
}

/// Marks a notice as read.
#[utoipa::path(
    post, path = "/inbox/{notice}/read", tag = "tasks",
    params(("notice" = Uuid, Path, description = "The notice.")),
    responses((status = 204, description = "It is read; the first reading counts.")),
)]
pub(super) async fn mark_read(
    State(app): State<App>,
    signed: Signed,
    Path(notice): Path<Uuid>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    if app.engine.mark_read(signed.tenant, &signed.by(), notice).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}
