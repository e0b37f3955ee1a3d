//! *One plan*: the cases of a citizen side by side, as far as the reader sees each, and what shows between them.

mod findings;
mod tables;

use std::collections::BTreeSet;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_runtime::{Object, OnePlan};

pub(super) use self::findings::asking_title;
use self::findings::sentences;
use self::tables::Drawing;
use super::names::Names;
use super::parts::Table;
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "plan/page.html")]
struct PlanPage<'page> {
    page: &'page Shell,
    /// Whose plan it is; none where the reader's own.
    name: Option<String>,
    /// The overall goals, each once.
    overall: Vec<String>,
    /// What shows between the cases.
    findings: Vec<String>,
    plans: Table,
    /// The units that have a case of which the reader learns no more.
    elsewhere: Option<String>,
    goals: Option<Table>,
    comes: Option<Table>,
    agreed: Option<Table>,
    citizen_does: Table,
    others_do: Table,
    /// There are older cases.
    more: bool,
}

/// The routes of the pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/plan", get(own))
        .route("/citizens/{citizen}/plan", get(page))
}

/// The page for whoever works for the citizen.
async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(citizen): Path<PersonId>,
) -> Result<Response, Problem> {
    drawn(&app, page, &signed, citizen).await
}

/// The page for the citizen.
async fn own(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let citizen = signed.person;
    drawn(&app, page, &signed, citizen).await
}

async fn drawn(app: &App, page: Shell, signed: &Signed, citizen: PersonId) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("plan-title"));
    let look = page.looking(signed.look(Object::Plan));
    let found = app
        .engine
        .one_plan(signed.tenant, &signed.by(), citizen, &look)
        .await?;
    let plan = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let is_own = citizen == signed.person;
    let knows_citizen = plan
        .cases
        .iter()
        .any(|one| !one.read.view().hides_person(&one.eyes, citizen));
    let coordinators = plan.parts.iter().flat_map(|part| &part.coordinators);
    let mut people: BTreeSet<PersonId> = coordinators.filter_map(|one| one.person).collect();
    people.extend((!is_own && knows_citizen).then_some(citizen));
    let store = app.engine.store();
    let names = Names::read(store.as_ref(), signed.tenant, &people).await?;
    let names = names.and_citizens(&app.engine, signed.tenant, &people).await?;
    let calendar = app.engine.calendar(signed.tenant).await?;
    let drawing = Drawing {
        plan: &plan,
        speaker: Speaker {
            language: page.language,
            names: &names,
        },
        calendar: &calendar,
    };
    let template = PlanPage {
        name: (!is_own && knows_citizen).then(|| names.person(citizen, page.language)),
        overall: drawing.overall(),
        findings: sentences(&drawing),
        plans: drawing.plans(),
        elsewhere: elsewhere(&page, &plan, &names),
        goals: drawing.goals(),
        comes: drawing.comes(),
        agreed: drawing.agreed(),
        citizen_does: drawing.citizen_does(),
        others_do: drawing.others_do(),
        more: plan.more,
        page: &page,
    };
    let mut tables = vec![&template.plans, &template.citizen_does];
    let some = [&template.agreed, &template.comes, &template.goals];
    tables.extend(some.into_iter().flatten());
    tables.push(&template.others_do);
    if let Some(lists) = page.lists(&tables) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(StatusCode::OK, &page, &template))
}

fn elsewhere(page: &Shell, plan: &OnePlan, names: &Names) -> Option<String> {
    let units: Vec<String> = plan
        .elsewhere
        .iter()
        .map(|unit| names.unit(*unit, page.language))
        .collect();
    let said = Message::new("plan-elsewhere").with("units", units.join(", "));
    (!units.is_empty()).then(|| page.say(&said))
}
