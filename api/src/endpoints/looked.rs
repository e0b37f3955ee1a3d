//! Who has looked at a case.

use std::collections::{BTreeMap, BTreeSet};

use axum::Json;
use axum::extract::{Path, State};
use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::Language;
use samspil_runtime::{LookedAt, Object};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::Query;
use super::schema;
use crate::access::{in_stead_of, purpose, units, word};
use crate::app::App;
use crate::identity::Signed;
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only before the entry with this number: `next` of the page before.
    before: Option<u64>,
}

/// A page of who has looked at a case, newest first. That you look is the newest of them. What was changed stands in the
/// case's history.
#[derive(Serialize, ToSchema)]
pub(super) struct WhoLooked {
    /// The entries.
    rows: Vec<LookShown>,
    /// The number before which the next page begins, where there is one.
    next: Option<u64>,
}

/// One look.
#[derive(Serialize, ToSchema)]
pub(super) struct LookShown {
    /// Its number in the municipality's log.
    number: u64,
    /// When.
    at: DateTime<Utc>,
    /// As which parties of the case.
    #[serde(rename = "as")]
    parties: Vec<String>,
    /// The units by which they were, as they were called then.
    units: Vec<String>,
    /// Who, where the municipality tells it by name.
    name: Option<String>,
    /// In whose stead, where the municipality tells it by name.
    in_stead_of: Vec<String>,
    /// What was done.
    #[schema(schema_with = schema::access_action)]
    action: &'static str,
    /// What was looked at.
    object: String,
    /// What for, in the reader's language.
    purpose: String,
}

/// Who has looked at a case that you may know of.
#[utoipa::path(
    get, path = "/cases/{case}/looked", tag = "cases",
    params(("case" = uuid::Uuid, Path, description = "The case."), Wanted),
    responses((status = 200, body = WhoLooked)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Path(case): Path<CaseId>,
    Query(wanted): Query<Wanted>,
) -> Result<Json<WhoLooked>, Problem> {
    let look = signed.look(Object::Looked);
    let by = signed.by();
    let looked = app.engine.looked(signed.tenant, &by, case, wanted.before, &look);
    let (read, looked) = looked.await?;
    let eyes = read.eyes(&by);
    let names = app.engine.access_rules(signed.tenant).await?.names;
    let told = |person: &PersonId| names && !read.view().hides_person(&eyes, *person);
    let people: BTreeSet<PersonId> = looked.rows.iter().flat_map(people_of).filter(told).collect();
    let people: Vec<PersonId> = people.into_iter().collect();
    let known = match people.is_empty() {
        true => Vec::new(),
        false => app.engine.store().people_among(signed.tenant, &people).await?,
    };
    let known: BTreeMap<PersonId, String> = known.into_iter().map(|one| (one.id, one.name)).collect();
    let rows = looked.rows.into_iter().map(|row| {
        let name = row
            .entry
            .access
            .who
            .person()
            .and_then(|who| known.get(&who).cloned());
        let stead = in_stead_of(row.details.as_ref()).iter();
        let stead = stead.filter_map(|one| known.get(one).cloned()).collect();
        shown(row, (name, stead), language)
    });
    Ok(Json(WhoLooked {
        rows: rows.collect(),
        next: looked.next,
    }))
}

/// Who looked, and in whose stead.
fn people_of(row: &LookedAt) -> impl Iterator<Item = PersonId> {
    let stead = in_stead_of(row.details.as_ref()).iter().copied();
    row.entry.access.who.person().into_iter().chain(stead)
}

fn shown(row: LookedAt, (name, in_stead_of): (Option<String>, Vec<String>), language: Language) -> LookShown {
    let details = row.details.as_ref();
    LookShown {
        number: row.entry.number,
        at: row.entry.access.at,
        parties: details.map(|details| details.parties.clone()).unwrap_or_default(),
        units: units(details),
        name,
        in_stead_of,
        action: word(row.entry.access.action),
        purpose: purpose(details, language),
        object: row.entry.access.object,
    }
}
