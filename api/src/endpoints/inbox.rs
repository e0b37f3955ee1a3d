//! What has arrived for you.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_core::case::NoticeKind;
use samspil_core::id::{CaseId, PersonId, UnitId};
use samspil_core::text::{Language, Message, Text};
use samspil_runtime::{Arrived, InboxList, NoticeBody, Object};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::headers::Key;
use super::query::{PAGE, Query};
use super::schema::Words;
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};
use crate::words::say;

/// Which of the inbox.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only what nobody has read.
    #[serde(default)]
    unread: bool,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// The most notices: 50 where nothing is said, 100 at most. A page may hold fewer and still have a next.
    limit: Option<u32>,
}

/// A page of an inbox.
#[derive(Serialize, ToSchema)]
pub(super) struct InboxShown {
    /// The notices, newest first.
    rows: Vec<NoticeShown>,
    /// Where the next page begins, where there is one.
    next: Option<String>,
}

/// A notice.
#[derive(Serialize, ToSchema)]
pub(super) struct NoticeShown {
    /// Its id.
    notice: Uuid,
    /// The case; none where you stand in for someone and may not know of it.
    #[schema(value_type = Option<Uuid>)]
    case: Option<CaseId>,
    /// `reminder`, `lateness`, `meeting` or `letter`; none where you may not know.
    kind: Option<&'static str>,
    /// What it says, in the reader's language.
    text: String,
    /// The party it is for.
    #[schema(value_type = Option<Words>)]
    to: Option<Text>,
    /// The unit it is for; none where it is for you alone. It is read once somebody there has read it.
    #[schema(value_type = Option<Uuid>)]
    unit: Option<UnitId>,
    /// For whom you stand in.
    #[schema(value_type = Option<Uuid>)]
    on_behalf_of: Option<PersonId>,
    /// When it arrived.
    at: DateTime<Utc>,
    /// When it was read.
    read_at: Option<DateTime<Utc>>,
}

fn shown(arrived: Arrived, language: Language) -> NoticeShown {
    let (case, body) = arrived.notice.unzip();
    let text = body.as_ref().map(|body| body.message.clone());
    NoticeShown {
        notice: arrived.id,
        case,
        kind: body.as_ref().map(kind),
        text: say(
            &text.unwrap_or_else(|| Message::new("inbox-for-another")),
            language,
        ),
        to: body.map(|body| body.to),
        unit: arrived.unit,
        on_behalf_of: arrived.on_behalf_of,
        at: arrived.at,
        read_at: arrived.read_at,
    }
}

const fn kind(body: &NoticeBody) -> &'static str {
    if body.meeting.is_some() {
        return "meeting";
    }
    match body.kind {
        Some(NoticeKind::Reminder) => "reminder",
        Some(NoticeKind::Lateness) => "lateness",
        Some(NoticeKind::Opened) => "opened",
        None => "letter",
    }
}

/// What has arrived for you or your units, newest first, and for those you stand in for.
#[utoipa::path(
    get, path = "/inbox", tag = "tasks", params(Wanted), responses((status = 200, body = InboxShown)),
)]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<InboxShown>, Problem> {
    let list = InboxList {
        unread: wanted.unread,
        after: wanted.after,
        limit: wanted.limit.unwrap_or(PAGE),
    };
    let page = app
        .engine
        .inbox(signed.tenant, &signed.by(), &list, &signed.look(Object::Inbox))
        .await?;
    let shown = page.rows.into_iter().map(|arrived| shown(arrived, language));
    Ok(Json(InboxShown {
        rows: shown.collect(),
        next: page.next,
    }))
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
