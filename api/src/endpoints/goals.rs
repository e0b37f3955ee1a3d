//! The goals of a case: the citizen's words, the purpose, each goal with what is done for it and how it is written about.

use axum::Json as Body;
use axum::extract::{Path, State};
use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::case::{GoalNote, GoalPart, View, to_json};
use samspil_core::flow::{Flow, Value as Datum};
use samspil_core::id::{CaseId, FieldPath};
use samspil_runtime::Object;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::period::{Begin, SILENT_DAYS, period};
use crate::server::problem::{Kind, Problem};

/// A sub-goal with its activity.
#[derive(Serialize, ToSchema)]
struct PartOfGoal {
    /// The sub-goal.
    #[schema(schema_with = schema::anything)]
    sub_goal: Option<Value>,
    /// What is done.
    #[schema(schema_with = schema::anything)]
    activity: Option<Value>,
}

/// A note about a goal.
#[derive(Serialize, ToSchema)]
struct NoteOfGoal {
    /// When it was written.
    at: DateTime<Utc>,
    /// By whom.
    #[schema(schema_with = schema::object_or_null)]
    by: Option<Value>,
    /// What it says, by field.
    #[schema(schema_with = schema::object)]
    says: Map<String, Value>,
}

/// What a field holds, with its national code.
#[derive(Serialize, ToSchema)]
struct Coded {
    /// What it holds.
    #[schema(schema_with = schema::anything)]
    value: Value,
    /// Its national code, where the flow names one.
    code: Option<String>,
}

/// A goal.
#[derive(Serialize, ToSchema)]
struct GoalOfCase {
    /// What it says.
    #[schema(schema_with = schema::anything)]
    goal: Value,
    /// The national code of the level, where the flow names one.
    code: Option<String>,
    /// The theme that it is about.
    theme: Option<Coded>,
    /// The level that it is to reach.
    level: Option<Coded>,
    /// What type of goal it is.
    kind: Option<Coded>,
    /// What lies under it.
    parts: Vec<PartOfGoal>,
    /// Nothing is said of what is done for it, as far as you see it.
    without_activity: bool,
    /// The notes about it, newest first; none where you do not see notes.
    notes: Option<Vec<NoteOfGoal>>,
    /// Nobody has written about it for two weeks; none where you do not see notes, or the case has ended.
    silent: Option<bool>,
}

/// The goals of a case, as far as you see them.
#[derive(Serialize, ToSchema)]
pub(super) struct Goals {
    /// The citizen's own words.
    #[schema(schema_with = schema::anything)]
    wishes: Option<Value>,
    /// The purpose.
    #[schema(schema_with = schema::anything)]
    purpose: Option<Value>,
    /// The goals.
    goals: Vec<GoalOfCase>,
    /// Sub-goals and activities that belong to none of the goals.
    loose: Vec<PartOfGoal>,
    /// Notes about none of the goals, newest first; none where you do not see notes.
    other_notes: Option<Vec<NoteOfGoal>>,
    /// There are more notes than are told.
    more: bool,
}

/// The chain of a case: the citizen's words, the purpose, its goals, what is done for each and the notes about each. Not
/// found where the flow has no chain.
#[utoipa::path(
    get, path = "/cases/{case}/goals", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case.")),
    responses((status = 200, body = Goals)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Path(case): Path<CaseId>,
) -> Result<Body<Goals>, Problem> {
    let by = signed.by();
    let look = signed.look(Object::Case);
    let read = app.engine.read(signed.tenant, &by, case, &look).await?;
    let eyes = read.eyes(&by);
    if read.run.flow.chain.is_none() {
        return Err(Problem::new(Kind::NOT_FOUND));
    }
    let begin = Begin {
        since: read.case.started_at,
        after: None,
    };
    let period = period(&app, &signed, &read, &eyes, begin).await?;
    let view = read.view();
    let tree = view.goal_tree(&eyes).unwrap_or_default();
    let notes = view
        .sees_notes(&eyes)
        .then(|| view.goal_notes(&eyes, &period.events));
    let of = |goal: Option<usize>| {
        let notes = notes.as_ref()?.iter().rev();
        Some(notes.filter(|note| note.goal == goal).collect::<Vec<_>>())
    };
    let sees = |path: &FieldPath| view.sees_field(&eyes, path);
    let chain = read.run.flow.chain.as_ref();
    let activities = chain
        .and_then(|chain| chain.activities.as_ref())
        .is_some_and(sees);
    let code = chain
        .and_then(|chain| chain.goals.as_ref())
        .and_then(|path| code(&read.run.flow, path));
    let flow = &read.run.flow;
    let goals = tree.goals.iter().enumerate().map(|(place, goal)| {
        let notes = of(Some(place));
        GoalOfCase {
            goal: to_json(&goal.says),
            code: code.clone(),
            theme: coded(
                flow,
                chain.and_then(|chain| chain.theme.as_ref()),
                goal.theme.as_ref(),
            ),
            level: coded(
                flow,
                chain.and_then(|chain| chain.level.as_ref()),
                goal.level.as_ref(),
            ),
            kind: coded(
                flow,
                chain.and_then(|chain| chain.kind.as_ref()),
                goal.kind.as_ref(),
            ),
            parts: goal.parts.iter().map(part).collect(),
            without_activity: activities && goal.is_without_activity(),
            silent: notes.as_ref().and_then(|notes| silent(&view, notes)),
            notes: notes.map(|notes| notes.into_iter().map(note).collect()),
        }
    });
    Ok(Body(Goals {
        wishes: tree.wishes.as_ref().map(to_json),
        purpose: tree.purpose.as_ref().map(to_json),
        goals: goals.collect(),
        loose: tree.loose.iter().map(part).collect(),
        other_notes: of(None).map(|notes| notes.into_iter().map(note).collect()),
        more: period.is_cut,
    }))
}

fn code(flow: &Flow, path: &FieldPath) -> Option<String> {
    flow.data.field(path)?.code.clone()
}

fn coded(flow: &Flow, path: Option<&FieldPath>, value: Option<&Datum>) -> Option<Coded> {
    let (path, value) = path.zip(value)?;
    let code = flow.data.field(path).and_then(|field| field.code_of(value));
    Some(Coded {
        value: to_json(value),
        code: code.map(str::to_owned),
    })
}

fn silent(view: &View<'_>, notes: &[&GoalNote]) -> Option<bool> {
    let last = notes.first().map_or(view.case.started_at, |note| note.at);
    view.case
        .is_open()
        .then(|| view.at - last > TimeDelta::days(SILENT_DAYS))
}

fn part(part: &GoalPart) -> PartOfGoal {
    PartOfGoal {
        sub_goal: part.sub_goal.as_ref().map(to_json),
        activity: part.activity.as_ref().map(to_json),
    }
}

fn note(note: &GoalNote) -> NoteOfGoal {
    let says = note.says.iter();
    let says = says.map(|(path, value): &(FieldPath, Datum)| (path.to_string(), to_json(value)));
    NoteOfGoal {
        at: note.at,
        by: serde_json::to_value(&note.by).ok(),
        says: says.collect(),
    }
}
