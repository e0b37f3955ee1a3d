//! Who has looked at what is kept of you, as a citizen.

use std::collections::BTreeSet;

use axum::Json;
use axum::extract::State;
use chrono::{DateTime, Days, NaiveDate, Utc};
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::Language;
use samspil_runtime::{Object, OwnLook, OwnLooksList};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::query::{PAGE, Query};
use super::schema;
use crate::access::{beginning, deed_to_citizen, purpose, units, word};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::names::Names;
use crate::server::language::Reads;
use crate::server::problem::Problem;

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Wanted {
    /// Only in this case.
    case: Option<Uuid>,
    /// Only from this day on.
    since: Option<NaiveDate>,
    /// Only up to and including this day.
    until: Option<NaiveDate>,
    /// Only before the entry with this number: `next` of the page before.
    before: Option<u64>,
    /// The most entries: 50 where nothing is said, 100 at most.
    limit: Option<u32>,
}

/// A page of who has looked at what is kept of you, newest first: in your cases, in lists and in the register. That you look
/// is the newest of them.
#[derive(Serialize, ToSchema)]
pub(super) struct WhoLookedAtYou {
    /// The entries.
    rows: Vec<LookAtYou>,
    /// The number before which the next page begins, where there is one.
    next: Option<u64>,
}

/// One look at what is kept of you.
#[derive(Serialize, ToSchema)]
pub(super) struct LookAtYou {
    /// Its number in the municipality's log.
    number: u64,
    /// When.
    at: DateTime<Utc>,
    /// As which parties of the case; none where it is of no case that you see.
    #[serde(rename = "as")]
    parties: Vec<String>,
    /// The units by which they were, as they were called then.
    units: Vec<String>,
    /// Who, where the municipality tells it by name and you may know it.
    name: Option<String>,
    /// What was done.
    #[schema(schema_with = schema::access_action)]
    action: &'static str,
    /// What was looked at.
    object: String,
    /// Both in words, in the reader's language.
    says: String,
    /// The case, where it is of one that you see.
    #[schema(value_type = Option<uuid::Uuid>)]
    case: Option<CaseId>,
    /// What for, in the reader's language.
    purpose: String,
}

/// Who has looked at what is kept of you.
#[utoipa::path(
    get, path = "/me/looked", tag = "me", params(Wanted), responses((status = 200, body = WhoLookedAtYou)),
)]
pub(super) async fn read(
    State(app): State<App>,
    signed: Signed,
    Reads(language): Reads,
    Query(wanted): Query<Wanted>,
) -> Result<Json<WhoLookedAtYou>, Problem> {
    let after_last = wanted.until.and_then(|day| day.checked_add_days(Days::new(1)));
    let list = OwnLooksList {
        case: wanted.case.map(CaseId),
        since: wanted.since.map(beginning),
        until: after_last.map(beginning),
        before: wanted.before,
        limit: wanted.limit.unwrap_or(PAGE),
    };
    let look = signed.look(Object::Looked);
    let looked = app
        .engine
        .own_looks(signed.tenant, &signed.by(), list, &look)
        .await?;
    let names = match app.engine.access_rules(signed.tenant).await?.names {
        false => None,
        true => {
            let people: BTreeSet<PersonId> = looked.rows.iter().filter_map(|row| row.person).collect();
            Some(Names::read(app.engine.store().as_ref(), signed.tenant, &people).await?)
        }
    };
    let rows = looked.rows.into_iter();
    Ok(Json(WhoLookedAtYou {
        rows: rows.map(|row| shown(row, names.as_ref(), language)).collect(),
        next: looked.next,
    }))
}

fn shown(row: OwnLook, names: Option<&Names>, language: Language) -> LookAtYou {
    let (access, details) = (&row.looked.entry.access, row.looked.details.as_ref());
    let case = row.case.as_ref().map(|read| read.case.id);
    let parties = details.filter(|_| case.is_some());
    LookAtYou {
        number: row.looked.entry.number,
        at: access.at,
        parties: parties.map(|details| details.parties.clone()).unwrap_or_default(),
        units: units(details),
        name: names
            .zip(row.person)
            .map(|(names, person)| names.person(person, language)),
        action: word(access.action),
        object: access.object.clone(),
        says: deed_to_citizen(&row.looked, language),
        case,
        purpose: purpose(details, language),
    }
}
