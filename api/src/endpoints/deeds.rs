//! What administrators did, for administrators.

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use samspil_runtime::MAX_PAGE;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query::{PAGE, Query};
use crate::app::App;
use crate::deeds::{Asked, found, page};
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::Problem;
use crate::words::say;

/// Which deeds; what is not said is not asked.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// By this person.
    person: Option<Uuid>,
    /// Of this kind: `roles`, `people`, `organisation`, `tokens`, `programs`, `sign-in`, `tunings`, `calendar`, `batches`,
    /// `backups`, `flows`, `retention`, `citizens`, `incidents`, `letters`, `plan` or `access`.
    kind: Option<String>,
    /// From this moment on.
    since: Option<DateTime<Utc>>,
    /// Before this moment.
    until: Option<DateTime<Utc>>,
    /// Where the page begins: `next` of the page before.
    after: Option<String>,
    /// The most rows: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// A page of deeds.
#[derive(Serialize, ToSchema)]
pub(super) struct Deeds {
    /// The deeds, newest first.
    rows: Vec<DeedShown>,
    /// Where the next page begins, where there is one.
    next: Option<String>,
}

/// A deed of an administrator.
#[derive(Serialize, ToSchema)]
pub(super) struct DeedShown {
    /// When.
    at: DateTime<Utc>,
    /// By whom, where that is known by id.
    #[schema(value_type = Option<uuid::Uuid>)]
    person: Option<PersonId>,
    /// By whom, by the name they had then; what was done on the machine itself has the name of its command.
    by: String,
    /// What kind.
    kind: String,
    /// What was done, in a sentence.
    did: String,
    /// What was otherwise before, a sentence each.
    changed: Vec<String>,
    /// Why, where a reason was written.
    why: String,
    /// Its number in the chain that `samspil verify` checks, where it is kept there and in no other journal.
    number: Option<u64>,
}

/// What administrators did, newest first: people, roles, places, keys, programs, sign-in, deadlines, calendars, settings,
/// publishing, what is discarded and what was let go on. A list over all the journals that there are.
#[utoipa::path(get, path = "/deeds", tag = "access", params(Wanted), responses((status = 200, body = Deeds)))]
pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<Deeds>, Problem> {
    let asked = Asked {
        person: wanted.person.map(PersonId),
        kind: wanted.kind,
        since: wanted.since,
        until: wanted.until,
    };
    let asked = asked.behind(wanted.after.as_deref());
    let limit = wanted.limit.unwrap_or(PAGE).clamp(1, MAX_PAGE);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let all = found(&app, signed.tenant, &asked).await?;
    let (rows, next) = page(all.rows, wanted.after.as_deref(), limit);
    let rows = rows.into_iter().map(|one| DeedShown {
        at: one.at,
        person: one.person,
        by: one.by,
        kind: one.kind,
        did: say(&one.did, language),
        changed: one.changed.iter().map(|line| say(line, language)).collect(),
        why: one.why,
        number: one.number,
    });
    Ok(Json(Deeds {
        rows: rows.collect(),
        next,
    }))
}
