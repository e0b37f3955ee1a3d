//! The one plan of a citizen over all their cases.

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::across::{Coming, Finding, Goal, Part, Said};
use samspil_core::case::{OpenTask, Standing, View, to_json};
use samspil_core::id::{CaseId, PersonId, UnitId};
use samspil_core::text::{Language, Text};
use samspil_runtime::{InPlan, Object, OnePlan};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::schema::{self, Words};
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};

/// A goal.
#[derive(Serialize, ToSchema)]
struct GoalShown {
    /// The goal.
    #[schema(schema_with = schema::anything)]
    goal: Value,
    /// What it is about.
    #[schema(schema_with = schema::anything)]
    theme: Option<Value>,
    /// Which way it goes on that theme.
    #[schema(schema_with = schema::anything)]
    direction: Option<Value>,
}

/// Who or what comes to the citizen.
#[derive(Serialize, ToSchema)]
struct ComingShown {
    /// Who or what.
    #[schema(schema_with = schema::anything)]
    comes: Value,
    /// How often.
    #[schema(schema_with = schema::anything)]
    how_often: Option<Value>,
    /// On which day next.
    next: Option<NaiveDate>,
    /// At which rate.
    #[schema(schema_with = schema::anything)]
    rate: Option<Value>,
}

/// A meeting that is agreed.
#[derive(Serialize, ToSchema)]
struct MeetingShown {
    /// The item.
    item: String,
    /// What it is called.
    #[schema(value_type = Words)]
    title: Text,
    /// When it begins.
    starts: DateTime<Utc>,
    /// When it ends.
    ends: DateTime<Utc>,
}

/// Work that is open.
#[derive(Serialize, ToSchema)]
struct WorkShown {
    /// The item.
    item: String,
    /// What it is called.
    #[schema(value_type = Words)]
    title: Text,
    /// Whose it is.
    #[schema(value_type = Words)]
    party: Text,
    /// When it is due.
    due: Option<DateTime<Utc>>,
}

/// One case in the plan.
#[derive(Serialize, ToSchema)]
struct PlanShown {
    /// The case.
    #[schema(schema_with = schema::uuid)]
    case: CaseId,
    /// What it is called.
    title: String,
    /// Its flow.
    #[schema(value_type = Words)]
    flow: Text,
    /// How it stands.
    #[schema(schema_with = schema::standing)]
    standing: Standing,
    /// When it started.
    started_at: DateTime<Utc>,
    /// The units of authority and providers in it.
    #[schema(value_type = Vec<uuid::Uuid>)]
    departments: Vec<UnitId>,
    /// The people who coordinate it.
    #[schema(value_type = Vec<uuid::Uuid>)]
    coordinators: Vec<PersonId>,
    /// The overall goal.
    #[schema(value_type = Vec<String>)]
    overall_goal: Vec<Value>,
    /// Its goals.
    goals: Vec<GoalShown>,
    /// Who comes to the citizen.
    comes: Vec<ComingShown>,
    /// What is agreed.
    meetings: Vec<MeetingShown>,
    /// What the citizen's side is to do.
    citizen_does: Vec<WorkShown>,
    /// What others are to do.
    others_do: Vec<WorkShown>,
}

/// What shows where the cases stand side by side.
#[derive(Serialize, ToSchema)]
struct FindingShown {
    /// One of `asked_twice`, `two_stories`, `parallel`, `against`, `collide`, `crowded` and `back`.
    kind: &'static str,
    /// The cases.
    #[schema(value_type = Vec<uuid::Uuid>)]
    cases: Vec<CaseId>,
    /// The word or code of what is asked.
    code: Option<String>,
    /// The Monday of the week.
    week: Option<NaiveDate>,
}

/// The one plan.
#[derive(Serialize, ToSchema)]
pub(super) struct Plan {
    /// The citizen.
    #[schema(schema_with = schema::uuid)]
    citizen: PersonId,
    /// When it was read.
    at: DateTime<Utc>,
    /// The cases that you see: those under way, and those that closed within a year.
    plans: Vec<PlanShown>,
    /// Other units of the authority that have a case under way; more of it takes a ground or consent.
    #[schema(value_type = Vec<uuid::Uuid>)]
    elsewhere: Vec<UnitId>,
    /// What is asked twice, collides or pulls apart.
    findings: Vec<FindingShown>,
    /// There are older cases that are not here.
    more: bool,
}

/// The one plan of a citizen: their cases side by side as far as you see each. You must take part in one of them.
#[utoipa::path(
    get, path = "/citizens/{citizen}/plan", tag = "citizens",
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 200, body = Plan)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(citizen): Path<PersonId>,
    Reads(language): Reads,
) -> Result<Body<Plan>, Problem> {
    plan(&app, &signed, citizen, language).await
}

/// Your own one plan, where you are a citizen with cases.
#[utoipa::path(get, path = "/me/plan", tag = "me", responses((status = 200, body = Plan)))]
pub(super) async fn own(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
) -> Result<Body<Plan>, Problem> {
    plan(&app, &signed, signed.person, language).await
}

async fn plan(
    app: &App,
    signed: &Signed,
    citizen: PersonId,
    language: Language,
) -> Result<Body<Plan>, Problem> {
    let look = signed.look(Object::Plan);
    let found = app
        .engine
        .one_plan(signed.tenant, &signed.by(), citizen, &look)
        .await?;
    let plan = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let shown = plan.cases.iter().zip(&plan.parts);
    Ok(Body(Plan {
        citizen,
        at: plan.at,
        plans: shown.map(|(one, part)| of_case(one, part, language)).collect(),
        elsewhere: plan.elsewhere.iter().copied().collect(),
        findings: plan
            .findings()
            .iter()
            .map(|finding| found_in(&plan, finding))
            .collect(),
        more: plan.more,
    }))
}

fn of_case(one: &InPlan, part: &Part, language: Language) -> PlanShown {
    let view = one.read.view();
    let work = |tasks: &[OpenTask]| tasks.iter().map(|task| work(&view, task)).collect();
    PlanShown {
        case: part.case,
        title: one.read.title(&one.eyes, language),
        flow: one.read.run.flow.title.clone(),
        standing: part.standing,
        started_at: part.started_at,
        departments: part.departments.iter().copied().collect(),
        coordinators: part.coordinators.iter().filter_map(|one| one.person).collect(),
        overall_goal: part.overall.iter().map(said).collect(),
        goals: part.goals.iter().map(goal).collect(),
        comes: part.comes.iter().map(coming).collect(),
        meetings: part
            .appointments
            .iter()
            .map(|one| MeetingShown {
                item: one.item.to_string(),
                title: one.title.clone(),
                starts: one.meets.starts,
                ends: one.meets.ends,
            })
            .collect(),
        citizen_does: work(&part.citizen_does),
        others_do: work(&part.others_do),
    }
}

fn said(said: &Said) -> Value {
    to_json(&said.value)
}

fn goal(goal: &Goal) -> GoalShown {
    GoalShown {
        goal: said(&goal.goal),
        theme: goal.theme.as_ref().map(said),
        direction: goal.direction.as_ref().map(said),
    }
}

fn coming(coming: &Coming) -> ComingShown {
    ComingShown {
        comes: said(&coming.comes),
        how_often: coming.how_often.as_ref().map(said),
        next: coming.next,
        rate: coming.rate.as_ref().map(said),
    }
}

fn work(view: &View<'_>, task: &OpenTask) -> WorkShown {
    WorkShown {
        item: task.item.to_string(),
        title: task.title.clone(),
        party: view.party_title(&task.party),
        due: task.due,
    }
}

fn found_in(plan: &OnePlan, finding: &Finding) -> FindingShown {
    let case = |part: &usize| plan.parts.get(*part).map(|part| part.case);
    let (parts, code, week) = match finding {
        Finding::AskedTwice { first, second } | Finding::TwoStories { first, second } => {
            let asking = plan
                .parts
                .get(first.part)
                .and_then(|part| part.asks.get(first.number));
            let code = asking.map(|asking| asking.code.clone());
            (vec![first.part, second.part], code, None)
        }
        Finding::Against { one, other } | Finding::Collide { one, other } => {
            (vec![one.part, other.part], None, None)
        }
        Finding::Parallel(parts) => (parts.clone(), None, None),
        Finding::Crowded { week, parts } => (parts.clone(), None, Some(*week)),
        Finding::Back { ended, anew } => (vec![*ended, *anew], None, None),
    };
    FindingShown {
        kind: finding.word(),
        cases: parts.iter().filter_map(case).collect(),
        code,
        week,
    }
}
