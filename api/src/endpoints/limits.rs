//! The limits that a municipality publishes (retssikkerhedsloven § 3(2)).

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, VARY};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use chrono::{DateTime, Utc};
use samspil_core::flow::{Lasts, LegalSource};
use samspil_core::text::{Language, Text};
use samspil_runtime::{Area, Limit};
use serde::Serialize;
use utoipa::ToSchema;

use super::schema::{self, Words};
use crate::app::App;
use crate::limits::{CACHED, counted_from, length, published};
use crate::server::language::Reads;
use crate::server::listen::Peer;
use crate::server::problem::Problem;
use crate::words::say;

/// The limits that a municipality publishes.
#[derive(Serialize, ToSchema)]
pub(super) struct LimitsShown {
    /// The municipality's number (CVR).
    municipality: String,
    /// Its name.
    name: String,
    /// Its areas.
    areas: Vec<AreaShown>,
}

/// An area: what one flow is about.
#[derive(Serialize, ToSchema)]
pub(super) struct AreaShown {
    /// The flow's name.
    flow: String,
    /// What it is about.
    #[schema(value_type = Words)]
    title: Text,
    /// The rules that it stands on.
    #[schema(schema_with = schema::sources)]
    law: Vec<LegalSource>,
    /// Since when its limits are these.
    since: DateTime<Utc>,
    /// The limits that the municipality sets itself.
    limits: Vec<LimitShown>,
    /// The limits that the law sets.
    by_law: Vec<LimitShown>,
}

/// A limit.
#[derive(Serialize, ToSchema)]
pub(super) struct LimitShown {
    /// Its name in the flow.
    clock: String,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// How long it is, as flow files write it; none where it is counted back from something.
    lasts: Option<String>,
    /// The same in the reader's language.
    length: String,
    /// What it is counted from, in the reader's language.
    counted_from: String,
    /// The rule that it comes from.
    #[schema(schema_with = schema::object_or_null)]
    law: Option<LegalSource>,
}

fn area(area: &Area, language: Language) -> AreaShown {
    let flow = &area.run().flow;
    AreaShown {
        flow: area.flow.clone(),
        title: flow.title.clone(),
        law: flow.about.law.clone(),
        since: area.since,
        limits: area.limits().map(|one| limit(area, &one, language)).collect(),
        by_law: area.by_law().map(|one| limit(area, &one, language)).collect(),
    }
}

fn limit(area: &Area, limit: &Limit<'_>, language: Language) -> LimitShown {
    let flow = &area.run().flow;
    LimitShown {
        clock: limit.clock.id.to_string(),
        title: limit.clock.title.clone(),
        lasts: match &limit.lasts {
            Lasts::For(length) => Some(length.to_string()),
            Lasts::Before(..) | Lasts::Until(_) | Lasts::Window(_) | Lasts::By(..) => None,
        },
        length: say(&length(area.run(), limit), language),
        counted_from: say(&counted_from(flow, limit), language),
        law: limit.clock.law.clone(),
    }
}

/// The limits that a municipality sets itself and publishes, area by area. Nobody has to sign in.
#[utoipa::path(
    get, path = "/limits/{municipality}", tag = "limits",
    params(("municipality" = String, Path, description = "The municipality's number (CVR).")),
    responses((status = 200, body = LimitsShown)),
)]
pub(super) async fn read(
    State(app): State<App>,
    Reads(language): Reads,
    Extension(peer): Extension<Peer>,
    Path(number): Path<String>,
) -> Result<Response, Problem> {
    let published = published(&app, &number, peer.0).await?;
    let shown = LimitsShown {
        municipality: published.tenant.to_string(),
        name: published.name.clone(),
        areas: published.areas.iter().map(|one| area(one, language)).collect(),
    };
    let headers = [(CACHE_CONTROL, CACHED), (VARY, "accept-language, cookie")];
    Ok((headers, Json(shown)).into_response())
}
