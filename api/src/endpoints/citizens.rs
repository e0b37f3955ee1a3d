//! The register of citizens. A CPR number comes in a body, never in an address, and goes out only where it is asked for.

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{Cpr, PersonId};
use samspil_runtime::{
    CaseList, Citizen, EraseRefused, Identity, IdentityError, MAX_PAGE, Object, Register, RegisterRefused,
    VisitRefused,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::cases::{CaseInList, Cases};
use super::headers::Key;
use super::schema;
use crate::app::App;
use crate::citizens::{Visitor, form_of, purpose_fault, taken_out, visit};
use crate::four_eyes::{self, About, Erasing};
use crate::identity::Signed;
use crate::retention::signer;
use crate::server::json::Json;
use crate::server::language::Reads;
use crate::server::problem::{Kind, Problem};

/// A citizen of the register.
#[derive(Serialize, ToSchema)]
pub(super) struct CitizenShown {
    /// By whom cases and parties know them: the `person` of a binding.
    #[schema(schema_with = schema::uuid)]
    citizen: PersonId,
    /// The name; none where they were erased.
    name: Option<String>,
    /// The address; none where nobody knows it or they were erased.
    address: Option<String>,
    /// The CPR number with its last digits hidden: `010203-****`.
    cpr: Option<String>,
    /// The number is a replacement number, which no other authority knows.
    replacement_number: bool,
    /// Since when name and address are protected.
    protected_since: Option<NaiveDate>,
    /// When they were registered.
    registered_at: DateTime<Utc>,
    /// When what is kept of them last changed.
    changed_at: DateTime<Utc>,
    /// When they were erased.
    erased_at: Option<DateTime<Utc>>,
}

impl From<Citizen> for CitizenShown {
    fn from(citizen: Citizen) -> Self {
        let identity = citizen.identity;
        let cpr = identity.as_ref().and_then(|identity| identity.cpr.as_ref());
        Self {
            citizen: citizen.person,
            cpr: cpr.map(Cpr::masked),
            replacement_number: cpr.is_some_and(Cpr::is_replacement),
            address: identity
                .as_ref()
                .map(|identity| identity.address.clone())
                .filter(|address| !address.is_empty()),
            name: identity.map(|identity| identity.name),
            protected_since: citizen.protected_since,
            registered_at: citizen.registered_at,
            changed_at: citizen.changed_at,
            erased_at: citizen.erased.map(|erasure| erasure.at),
        }
    }
}

/// Whom is sought.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sought {
    /// The CPR number: ten digits, with a dash or spaces between.
    cpr: String,
}

/// What is to be kept of a citizen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CitizenToBe {
    /// The CPR number or replacement number; none where nobody knows it.
    #[serde(default)]
    cpr: Option<String>,
    /// The name.
    name: String,
    /// The address, in lines.
    #[serde(default)]
    address: Option<String>,
    /// Since when name and address are protected.
    #[serde(default)]
    protected_since: Option<NaiveDate>,
}

/// What is to be kept of a citizen from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CitizenChanged {
    /// The CPR number or replacement number; none where nobody knows it.
    #[serde(default)]
    cpr: Option<String>,
    /// The name.
    name: String,
    /// The address, in lines.
    #[serde(default)]
    address: Option<String>,
    /// Since when name and address are protected. The citizen's cases take it up at once.
    #[serde(default)]
    protected_since: Option<NaiveDate>,
    /// In a line: why, where you act for the authority in none of the citizen's cases. Those who have the open ones are told.
    #[serde(default)]
    reason: Option<String>,
}

/// A citizen who was registered.
#[derive(Serialize, ToSchema)]
pub(super) struct Registered {
    /// By whom cases and parties know them.
    #[schema(schema_with = schema::uuid)]
    citizen: PersonId,
}

/// What for.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Purpose {
    /// In a line: why the number is needed, or why the citizen is erased.
    purpose: String,
}

/// All of a number.
#[derive(Serialize, ToSchema)]
pub(super) struct Number {
    /// The CPR number, with its dash.
    cpr: Option<String>,
}

/// What came of erasing a citizen.
#[derive(Serialize, ToSchema)]
pub(super) struct ErasedShown {
    /// How many cases were about them.
    cases: usize,
}

impl CitizenToBe {
    fn read(self) -> Result<Register, Problem> {
        let (cpr, address) = (self.cpr.unwrap_or_default(), self.address.unwrap_or_default());
        let identity = Identity::read(&cpr, &self.name, &address).map_err(|wrong| misfit(&wrong))?;
        Ok(Register {
            identity,
            protected_since: self.protected_since,
        })
    }
}

impl CitizenChanged {
    /// With the reason.
    fn read(self) -> Result<(Register, String), Problem> {
        let register = CitizenToBe {
            cpr: self.cpr,
            name: self.name,
            address: self.address,
            protected_since: self.protected_since,
        };
        Ok((register.read()?, self.reason.unwrap_or_default()))
    }
}

fn misfit(wrong: &[IdentityError]) -> Problem {
    let first = wrong.first().copied().unwrap_or(IdentityError::Name);
    let pointer = match first {
        IdentityError::Cpr(_) => "/cpr",
        IdentityError::Name => "/name",
        IdentityError::Address => "/address",
    };
    Problem::new(Kind::WRONG_VALUE)
        .detail(first.message())
        .pointer(pointer.to_owned())
}

fn refused(refused: RegisterRefused) -> Problem {
    match (refused.message(), refused) {
        (_, RegisterRefused::Failure(failure)) => failure.into(),
        (_, RegisterRefused::Unknown) => Problem::new(Kind::NOT_FOUND),
        (_, RegisterRefused::NoPlace) => VisitRefused::NoPlace.into(),
        (Some(message), RegisterRefused::NoReason | RegisterRefused::Number) => {
            Problem::new(Kind::WRONG_VALUE)
                .detail(message)
                .pointer("/reason".to_owned())
        }
        (Some(message), _) => Problem::new(Kind::CONFLICT).detail(message),
        (None, _) => Problem::new(Kind::CONFLICT),
    }
}

/// The citizen with this CPR number. The search is told to the log. The register is for those with a place in a unit of the
/// authority.
#[utoipa::path(
    post, path = "/citizens/search", tag = "citizens", request_body = Sought,
    responses((status = 200, body = CitizenShown), (status = 404, description = "Nobody is registered with it.")),
)]
pub(super) async fn search(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Json(sought): Json<Sought>,
) -> Result<Body<CitizenShown>, Problem> {
    let cpr = Cpr::read(&sought.cpr).map_err(|error| misfit(&[error.into()]))?;
    let found = app
        .engine
        .find_citizen(signed.tenant, visit(&signed, ""), &cpr)
        .await?;
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Body(found.into()))
}

/// Registers a citizen.
#[utoipa::path(
    post, path = "/citizens", tag = "citizens", request_body = CitizenToBe,
    responses((status = 201, body = Registered, description = "They are registered.")),
)]
pub(super) async fn register(
    State(app): State<App>,
    Visitor(signed): Visitor,
    key: Key,
    Json(to_be): Json<CitizenToBe>,
) -> Result<Response, Problem> {
    let register = to_be.read()?;
    let added = app
        .engine
        .register_citizen(signed.tenant, visit(&signed, ""), register, Some(key.0));
    let citizen = added.await.map_err(refused)?;
    Ok((StatusCode::CREATED, Body(Registered { citizen })).into_response())
}

/// A citizen, the number with its last digits hidden.
#[utoipa::path(
    get, path = "/citizens/{citizen}", tag = "citizens",
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 200, body = CitizenShown)),
)]
pub(super) async fn read(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
) -> Result<Body<CitizenShown>, Problem> {
    let found = app
        .engine
        .citizen(signed.tenant, visit(&signed, ""), citizen)
        .await?;
    let found = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    Ok(Body(found.into()))
}

/// Keeps all of what is known of a citizen. Where you act for the authority in none of their cases it takes a reason.
#[utoipa::path(
    put, path = "/citizens/{citizen}", tag = "citizens", request_body = CitizenChanged,
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 204, description = "It is kept.")),
)]
pub(super) async fn change(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Json(changed): Json<CitizenChanged>,
) -> Result<StatusCode, Problem> {
    let (register, reason) = changed.read()?;
    let changed = app
        .engine
        .change_citizen(signed.tenant, visit(&signed, &reason), citizen, register);
    changed.await.map_err(refused)?;
    Ok(StatusCode::NO_CONTENT)
}

/// All of a citizen's number. What it is needed for is told to the log, and where you act for the authority in none of their
/// cases, to those who have the open ones.
#[utoipa::path(
    post, path = "/citizens/{citizen}/reveal", tag = "citizens", request_body = Purpose,
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 200, body = Number)),
)]
pub(super) async fn reveal(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Json(purpose): Json<Purpose>,
) -> Result<Body<Number>, Problem> {
    if let Some(fault) = purpose_fault(&purpose.purpose) {
        let problem = Problem::new(Kind::WRONG_VALUE).detail(fault);
        return Err(problem.pointer("/purpose".to_owned()));
    }
    let visit = visit(&signed, &purpose.purpose);
    let cpr = app.engine.reveal_number(signed.tenant, visit, citizen).await?;
    Ok(Body(Number {
        cpr: cpr.as_ref().map(Cpr::in_full),
    }))
}

/// A citizen's cases, those of them that you may know of.
#[utoipa::path(
    get, path = "/citizens/{citizen}/cases", tag = "citizens",
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 200, body = Cases)),
)]
pub(super) async fn cases(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
) -> Result<Body<Cases>, Problem> {
    let list = CaseList {
        with: Some(citizen),
        limit: MAX_PAGE,
        ..CaseList::default()
    };
    let look = signed.look(Object::Cases);
    let page = app
        .engine
        .cases(signed.tenant, &signed.by(), &list, &look)
        .await?;
    Ok(Body(Cases {
        rows: page.rows.into_iter().map(CaseInList::from).collect(),
        next: page.next,
    }))
}

/// Everything that is kept of a citizen as one file, for the citizen: for people, or as JSON where `Accept` asks for
/// that. Each case in it is told to the log. A file that was cut off does not end as it should. Where you act for the authority
/// in none of their cases, what it is for is told to those who have the open ones.
#[utoipa::path(
    post, path = "/citizens/{citizen}/export", tag = "citizens", request_body = Purpose,
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 200, content_type = "text/html", body = String)),
)]
pub(super) async fn export(
    State(app): State<App>,
    Visitor(signed): Visitor,
    Path(citizen): Path<PersonId>,
    Reads(language): Reads,
    headers: HeaderMap,
    _key: Key,
    Json(purpose): Json<Purpose>,
) -> Result<Response, Problem> {
    if let Some(fault) = purpose_fault(&purpose.purpose) {
        let problem = Problem::new(Kind::WRONG_VALUE).detail(fault);
        return Err(problem.pointer("/purpose".to_owned()));
    }
    let form = form_of(&headers);
    taken_out(&app, &signed, citizen, (&purpose.purpose, form, language)).await
}

/// That erasing a citizen waits for another administrator.
#[derive(Serialize, ToSchema)]
pub(super) struct ErasingWaits {
    /// Who proposed it: a name.
    proposed_by: String,
    /// When.
    proposed_at: DateTime<Utc>,
}

/// Withdraws that a citizen is to be erased.
#[utoipa::path(
    delete, path = "/citizens/{citizen}/erase", tag = "citizens",
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses((status = 204, description = "It waits no longer.")),
)]
pub(super) async fn withdraw_erasing(
    State(app): State<App>,
    signed: Signed,
    Path(citizen): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    match four_eyes::let_go(store.as_ref(), signed.tenant, About::Citizen(citizen), now).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

/// Erases a citizen all of whose cases have ended, where another administrator has asked for it before; else proposes it.
/// Nobody can read what is sensitive in those cases any more; the cases
/// stay, with what happened in them and when.
#[utoipa::path(
    post, path = "/citizens/{citizen}/erase", tag = "citizens", request_body = Purpose,
    params(("citizen" = uuid::Uuid, Path, description = "The citizen.")),
    responses(
        (status = 200, body = ErasedShown, description = "They are erased."),
        (status = 202, body = ErasingWaits, description = "It is proposed: another administrator who asks for it erases them."),
    ),
)]
pub(super) async fn erase(
    State(app): State<App>,
    signed: Signed,
    Path(citizen): Path<PersonId>,
    _key: Key,
    Json(purpose): Json<Purpose>,
) -> Result<Response, Problem> {
    let visit = visit(&signed, &purpose.purpose);
    let erased = four_eyes::erase(&app.engine, signed.tenant, visit, citizen, &signer(&signed)).await;
    match erased {
        Ok(Erasing::Done(erased)) => Ok(Body(ErasedShown {
            cases: erased.cases.len(),
        })
        .into_response()),
        Ok(Erasing::Waits(proposal)) => {
            let waits = ErasingWaits {
                proposed_by: proposal.name,
                proposed_at: proposal.at,
            };
            Ok((StatusCode::ACCEPTED, Body(waits)).into_response())
        }
        Err(refused) => Err(match (refused.message(), refused) {
            (_, EraseRefused::Failure(failure)) => failure.into(),
            (_, EraseRefused::Unknown) => Problem::new(Kind::NOT_FOUND),
            (Some(message), EraseRefused::Why | EraseRefused::Number) => Problem::new(Kind::WRONG_VALUE)
                .detail(message)
                .pointer("/purpose".to_owned()),
            (Some(message), _) => Problem::new(Kind::CONFLICT).detail(message),
            (None, _) => Problem::new(Kind::CONFLICT),
        }),
    }
}
