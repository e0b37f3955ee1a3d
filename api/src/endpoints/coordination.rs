//! What somebody coordinates, and handing all of it over.

use axum::Json as Body;
use axum::extract::State;
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Language, Text};
use samspil_runtime::{Coordinated, Object, PassOn};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::headers::Key;
use super::query::Query;
use super::schema::{self, Words};
use crate::app::App;
use crate::coordination::{failed, must_be_there, on_case};
use crate::identity::Signed;
use crate::server::json::Json;
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// Whose.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Whose {
    /// What this person coordinates of the cases that you see; your own where nobody is named.
    #[param(schema_with = schema::uuid)]
    of: Option<PersonId>,
}

/// A case that is coordinated.
#[derive(Serialize, ToSchema)]
struct CaseOnBoard {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// What it is called.
    title: String,
    /// Its flow.
    #[schema(value_type = Words)]
    flow: Text,
    /// What is due next.
    #[schema(value_type = Option<Words>)]
    next: Option<Text>,
    /// When that is due, or held.
    next_at: Option<DateTime<Utc>>,
    /// What is late.
    #[schema(value_type = Vec<Words>)]
    late: Vec<Text>,
    /// The parties that something is waited for from.
    #[schema(value_type = Vec<Words>)]
    waits_for: Vec<Text>,
}

/// The board.
#[derive(Serialize, ToSchema)]
pub(super) struct BoardShown {
    /// The cases, what is late first.
    rows: Vec<CaseOnBoard>,
    /// There may be more.
    more: bool,
}

/// From whom to whom.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToPassOn {
    /// From whom; from you where nobody is named.
    #[serde(default)]
    #[schema(value_type = Option<uuid::Uuid>)]
    from: Option<PersonId>,
    /// To whom.
    #[schema(schema_with = schema::uuid)]
    to: PersonId,
    /// What they must know: they find it among their work in each case.
    note: String,
}

/// A case that stayed where it was.
#[derive(Serialize, ToSchema)]
struct Stayed {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// Why, as a stable code.
    code: String,
}

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(super) struct HandedOver {
    /// The cases that went over.
    #[schema(value_type = Vec<uuid::Uuid>)]
    done: Vec<CaseId>,
    /// Those that did not.
    stayed: Vec<Stayed>,
    /// There may be more cases: send it again with another key.
    more: bool,
}

/// The open cases that you coordinate, or another person of those that you see.
#[utoipa::path(get, path = "/coordination", tag = "cases", params(Whose), responses((status = 200, body = BoardShown)))]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Query(whose): Query<Whose>,
    Reads(language): Reads,
) -> Result<Body<BoardShown>, Problem> {
    let look = signed.look(Object::Cases);
    let board = app
        .engine
        .coordinated(signed.tenant, &signed.by(), whose.of, &look)
        .await?;
    let now = app.engine.clock().now();
    let mut rows: Vec<CaseOnBoard> = board.cases.iter().map(|one| row(one, now, language)).collect();
    rows.sort_by_key(|row| (row.late.is_empty(), row.next_at.is_none(), row.next_at));
    Ok(Body(BoardShown {
        rows,
        more: board.more,
    }))
}

fn row(one: &Coordinated, now: DateTime<Utc>, language: Language) -> CaseOnBoard {
    let stands = on_case(one, now);
    CaseOnBoard {
        case: one.read.case.id,
        title: one.read.title(&one.eyes, language),
        flow: one.read.run.flow.title.clone(),
        next_at: stands.next.as_ref().map(|(at, _)| *at),
        next: stands.next.map(|(_, task)| task.title),
        late: stands.late.into_iter().map(|task| task.title).collect(),
        waits_for: stands.waits_for,
    }
}

/// Hands over all that one person coordinates, as far as you see it, with a note: a command to each case.
#[utoipa::path(
    post, path = "/coordination/hand-over", tag = "cases", request_body = ToPassOn,
    responses((status = 200, body = HandedOver)),
)]
pub(super) async fn hand_over(
    State(app): State<App>,
    signed: Signed,
    key: Key,
    Json(wanted): Json<ToPassOn>,
) -> Result<Body<HandedOver>, Problem> {
    must_be_there(&app, signed.tenant, wanted.to).await?;
    let pass = PassOn {
        from: wanted.from.unwrap_or(signed.person),
        to: wanted.to,
        note: wanted.note,
    };
    let look = signed.look(Object::Cases);
    let passed = app
        .engine
        .pass_on(signed.tenant, &signed.by(), &pass, (key.0, &look))
        .await?;
    Ok(Body(HandedOver {
        done: passed.done,
        stayed: passed
            .stayed
            .into_iter()
            .map(|(case, failure)| Stayed {
                case,
                code: failed(&failure),
            })
            .collect(),
        more: passed.more,
    }))
}
