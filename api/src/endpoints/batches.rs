//! Work in many steps: what runs and how far it is, for administrators.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use samspil_runtime::BatchState;
use samspil_store::Batch;
use serde::Serialize;
use utoipa::ToSchema;

use super::headers::Key;
use crate::app::App;
use crate::batches::{again, fault};
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::Problem;
use crate::words::say;

/// A batch as it stands.
#[derive(Serialize, ToSchema)]
pub(super) struct BatchShown {
    /// What kind: `calendar`, `tuning`, `retention`, `import` or `publishing`.
    kind: &'static str,
    /// What of that kind: the number of a version or entry, or an id.
    about: String,
    /// `runs`, `still` (it said nothing for five minutes), `part` (the rest waits to be asked for), `failed` or `done`.
    state: &'static str,
    /// How much is done, in cases or lines.
    done: u64,
    /// How much there is in all, where that is known.
    whole: Option<u64>,
    /// How much came of it: deadlines that moved, cases that were seen to.
    moved: u64,
    /// How often it was begun.
    tries: u32,
    /// When it first began.
    began_at: DateTime<Utc>,
    /// Who made it begin first.
    began_by: String,
    /// When it last said how far it is.
    came_at: DateTime<Utc>,
    /// When it ended, well or not.
    ended_at: Option<DateTime<Utc>>,
    /// What it fell over, in a sentence.
    fault: Option<String>,
}

/// Work in many steps, what began last first: 100 at most.
#[utoipa::path(get, path = "/batches", tag = "incidents", responses((status = 200, body = Vec<BatchShown>)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
) -> Result<Json<Vec<BatchShown>>, Problem> {
    let all = app.engine.batches(signed.tenant).await?;
    let shown = |(batch, state): (Batch, BatchState)| BatchShown {
        fault: fault(&batch).map(|fault| say(&fault, language)),
        kind: batch.name.kind.word(),
        about: batch.name.about,
        state: state.word(),
        done: batch.done,
        whole: batch.whole,
        moved: batch.moved,
        tries: batch.tries,
        began_at: batch.began_at,
        began_by: batch.began_by,
        came_at: batch.came_at,
        ended_at: batch.ended_at,
    };
    Ok(Json(all.into_iter().map(shown).collect()))
}

/// Counts open cases anew for a calendar or a tuning whose batch failed or stands still. A disposal is carried on by
/// `/retention/disposals/{disposal}/carry-out`.
#[utoipa::path(
    post, path = "/batches/{kind}/{about}/again", tag = "incidents",
    params(
        ("kind" = String, Path, description = "`calendar` or `tuning`."),
        ("about" = String, Path, description = "The number of the version or entry."),
    ),
    responses((status = 204, description = "It was begun anew; the list says how far it came.")),
)]
pub(super) async fn begin_again(
    State(app): State<App>,
    signed: Signed,
    Path((kind, about)): Path<(String, String)>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    again(&app, &signed, &kind, &about).await?;
    Ok(StatusCode::NO_CONTENT)
}
