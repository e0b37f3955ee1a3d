//! The organisation as a whole: its tree, files of it, and every change.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json as Body;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::calendar::local_date;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Language;
use samspil_runtime::MAX_PAGE;
use samspil_store::{ChangeWay, UnitKind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Query;
use super::schema;
use crate::app::App;
use crate::identity::Signed;
use crate::organisation::{
    Asked, Plan, branches, exported, people_there, read as read_file, take_in as taken_in,
};
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// A unit in the tree.
#[derive(Serialize, ToSchema)]
pub(super) struct Branch {
    /// The unit.
    #[schema(schema_with = schema::uuid)]
    unit: UnitId,
    /// Its name.
    name: String,
    /// What it is.
    #[schema(schema_with = schema::unit_kind)]
    kind: UnitKind,
    /// How deep it lies; 0 at the top.
    depth: usize,
    /// It is there today.
    there: bool,
    /// How many people have a place there today.
    people: usize,
}

/// The organisation as a tree.
#[derive(Serialize, ToSchema)]
pub(super) struct Tree {
    /// The number of the last change.
    version: u64,
    /// Units, those beneath behind each.
    units: Vec<Branch>,
}

/// Units in the order of their tree, with how many people are there today.
#[utoipa::path(get, path = "/organisation", tag = "people", responses((status = 200, body = Tree)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<Tree>, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    let today = local_date(app.engine.clock().now());
    let people = people_there(&organisation, today);
    let units = branches(&organisation.units);
    let units = units.into_iter().map(|branch| Branch {
        unit: branch.unit.id,
        name: branch.unit.name.clone(),
        kind: branch.unit.kind,
        depth: branch.depth,
        there: branch.unit.days.has(today),
        people: people.get(&branch.unit.id).map_or(0, BTreeSet::len),
    });
    Ok(Body(Tree {
        version: organisation.version,
        units: units.collect(),
    }))
}

/// Which file is asked for.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct FileAsked {
    /// Only what this source has said.
    source: Option<String>,
}

/// The organisation as a file that can be sent again.
#[utoipa::path(
    get, path = "/organisation.csv", tag = "people", params(FileAsked),
    responses((status = 200, content_type = "text/csv", body = String, description = "The file.")),
)]
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(asked): Query<FileAsked>,
) -> Result<Response, Problem> {
    let organisation = app.engine.store().organisation(signed.tenant).await?;
    let text = exported(&organisation, asked.source.as_deref(), language);
    Ok(([(CONTENT_TYPE, "text/csv; charset=utf-8")], text).into_response())
}

/// A change of the organisation.
#[derive(Serialize, ToSchema)]
pub(super) struct ChangeShown {
    /// Its number: the version that it made.
    number: u64,
    /// When.
    at: DateTime<Utc>,
    /// Who; none on the command line.
    #[schema(value_type = Option<uuid::Uuid>)]
    by: Option<PersonId>,
    /// By which way.
    #[schema(schema_with = schema::change_way)]
    way: ChangeWay,
    /// How many of each were new, changed or ended: `units`, `people`, `places`, `functions`;
    /// `passwords` where there are any.
    counts: BTreeMap<String, u64>,
}

/// The latest changes, newest first.
#[utoipa::path(
    get, path = "/organisation/changes", tag = "people", responses((status = 200, body = Vec<ChangeShown>)),
)]
pub(super) async fn changes(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<ChangeShown>>, Problem> {
    let entries = app
        .engine
        .store()
        .organisation_changes(signed.tenant, MAX_PAGE)
        .await?;
    let shown = entries.into_iter().map(|entry| ChangeShown {
        number: entry.number,
        at: entry.at,
        by: entry.by,
        way: entry.way,
        counts: entry.counts,
    });
    Ok(Body(shown.collect()))
}

/// How a file is taken in.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub(super) struct Way {
    /// Only say what would come, change and end.
    #[serde(default)]
    dry_run: bool,
    /// Do it also where it takes away more than a tenth of the source's people.
    #[serde(default)]
    confirm: bool,
}

/// What a file changes.
#[derive(Serialize, ToSchema)]
pub(super) struct ImportShown {
    /// It was only said.
    dry_run: bool,
    /// What happens, one by one.
    steps: Vec<StepShown>,
    /// How many people lose their account or their last place.
    taken: usize,
    /// Of so many.
    counted: usize,
    /// What is said of how the file was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// What happens to one thing.
#[derive(Serialize, ToSchema)]
pub(super) struct StepShown {
    /// What happens.
    #[schema(schema_with = schema::step_what)]
    what: &'static str,
    /// To what kind of thing.
    #[schema(schema_with = schema::step_thing)]
    thing: &'static str,
    /// What it is called.
    name: String,
}

fn shown(plan: &Plan, dry_run: bool, note: Option<String>) -> ImportShown {
    let steps = plan.steps.iter().map(|step| StepShown {
        what: step.what.word(),
        thing: step.thing.word(),
        name: step.name.clone(),
    });
    ImportShown {
        dry_run,
        steps: steps.collect(),
        taken: plan.taken,
        counted: plan.counted,
        note,
    }
}

/// Takes in a file of units, people and places. What the source has said before and does not say now, ends; what people
/// or other sources wrote is left alone. Sent again, it changes nothing.
#[utoipa::path(
    put, path = "/organisation/sources/{source}", tag = "people", params(
        ("source" = String, Path, description = "The name of the source."), Way,
    ),
    request_body(content_type = "text/csv", content = String),
    responses((status = 200, body = ImportShown)),
)]
pub(super) async fn take_in(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(source): Path<String>,
    Query(way): Query<Way>,
    body: Bytes,
) -> Result<Body<ImportShown>, Problem> {
    let file = read_file(&body)?;
    let asked = Asked {
        source: super::units::named(&source, "")?,
        today: local_date(app.engine.clock().now()),
    };
    let plan = taken_in(&app, &signed, &file, asked, (way.dry_run, way.confirm)).await?;
    let note = file.note.as_ref().map(|note| worded(note, language));
    Ok(Body(shown(&plan, way.dry_run, note)))
}

fn worded(note: &samspil_core::text::Message, language: Language) -> String {
    crate::words::say(note, language)
}
