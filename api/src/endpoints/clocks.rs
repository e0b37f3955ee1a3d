//! The clocks of a case.

use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use samspil_core::case::{RungTaken, View, arithmetic};
use samspil_core::flow::{Clock, ClockKind, LegalSource};
use samspil_core::id::{CaseId, ClockId, ItemId, PartyId};
use samspil_core::text::{Language, Text};
use samspil_runtime::Object;
use serde::Serialize;
use utoipa::ToSchema;

use super::schema::{self, Words};
use super::why::said;
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// A clock that has started.
#[derive(Serialize, ToSchema)]
pub(super) struct ClockShown {
    /// Its name.
    #[schema(value_type = String)]
    clock: ClockId,
    /// What people call it.
    #[schema(value_type = Words)]
    title: Text,
    /// What kind of promise it keeps.
    #[schema(schema_with = schema::clock_kind)]
    kind: ClockKind,
    /// The rule it comes from.
    #[schema(schema_with = schema::object_or_null)]
    law: Option<LegalSource>,
    /// The item whose rounds it measures.
    #[schema(value_type = Option<String>)]
    item: Option<ItemId>,
    /// How it stands.
    #[schema(schema_with = schema::clock_state)]
    state: &'static str,
    /// Which round it measures.
    round: u32,
    /// When it started.
    starts: DateTime<Utc>,
    /// When it is due, pauses and extensions counted in.
    due: DateTime<Utc>,
    /// When the work should be planned for.
    plan_by: DateTime<Utc>,
    /// The moment to aim for, where the limit is a range.
    target: Option<DateTime<Utc>>,
    /// Since when it stands still.
    paused_since: Option<DateTime<Utc>>,
    /// How long it has stood still before, in seconds.
    paused_seconds: i64,
    /// By what it has been extended, in order.
    extended: Vec<String>,
    /// When it ran out undone.
    breached_at: Option<DateTime<Utc>>,
    /// When it ended.
    ended_at: Option<DateTime<Utc>>,
    /// The rungs of its ladder that have taken effect.
    rungs: Vec<RungShown>,
    /// How it came to its due time, line by line, in the reader's language.
    arithmetic: Vec<String>,
}

/// A rung that has taken effect.
#[derive(Serialize, ToSchema)]
struct RungShown {
    /// Its place in the ladder, from 0.
    rung: u16,
    /// The moment that it was due, the last time.
    at: DateTime<Utc>,
    /// How many times it has been due.
    times: u16,
    /// The parties that it spoke to.
    #[schema(value_type = Vec<String>)]
    to: Vec<PartyId>,
    /// One of them has acknowledged it.
    acknowledged: bool,
}

fn rung((place, taken): (&u16, &RungTaken)) -> RungShown {
    RungShown {
        rung: *place,
        at: taken.at,
        times: taken.times,
        to: taken.to.clone(),
        acknowledged: taken.acknowledged,
    }
}

/// The clocks of a case that have started, with their arithmetic, as you may see them.
#[utoipa::path(
    get, path = "/cases/{case}/clocks", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Vec<ClockShown>)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(case): Path<CaseId>,
) -> Result<Json<Vec<ClockShown>>, Problem> {
    let by = signed.by();
    let read = app
        .engine
        .read(signed.tenant, &by, case, &signed.look(Object::Clocks))
        .await?;
    let (view, eyes) = (read.view(), read.eyes(&by));
    let clocks = view.run.clocks_of(view.case);
    let seen = clocks.iter().filter(|clock| view.sees_clock(&eyes, clock));
    Ok(Json(
        seen.filter_map(|clock| shown(&view, clock, language)).collect(),
    ))
}

fn shown(view: &View<'_>, clock: &Clock, language: Language) -> Option<ClockShown> {
    let state = view.case.clocks.get(&clock.id)?;
    Some(ClockShown {
        clock: clock.id.clone(),
        title: clock.title.clone(),
        kind: clock.kind,
        law: clock.law.clone(),
        item: clock.item.clone(),
        state: state.word(),
        round: state.round,
        starts: state.starts,
        due: state.due,
        plan_by: state.plan_by,
        target: state.target,
        paused_since: state.paused_since,
        paused_seconds: state.stood.seconds,
        extended: state.longer.iter().map(ToString::to_string).collect(),
        breached_at: state.breached_at,
        ended_at: state.ended_at,
        rungs: state.rungs.iter().map(rung).collect(),
        arithmetic: said(&arithmetic(view, clock), language),
    })
}
