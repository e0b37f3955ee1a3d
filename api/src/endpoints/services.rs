//! Programs as people: tokens of their own, no login, and an administrator who answers for them.

use std::collections::BTreeMap;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_store::{Person, Role, Service};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::schema;
use super::tokens::{NewToken, TokenMade, make_for};
use super::units::named;
use crate::app::App;
use crate::four_eyes::{self, About, Proposal, What, Word};
use crate::identity::{Caller, Signed};
use crate::organisation::{directories, is_directory, keep_directory};
use crate::retention::signer;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// A program.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceShown {
    /// Its id, as a person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Its name.
    name: String,
    /// What it may do beside work in cases.
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Its tokens open something, as long as who answers for it may sign in.
    active: bool,
    /// The administrator who answers for it.
    #[schema(schema_with = schema::uuid)]
    owner: PersonId,
    /// Two administrators have approved that it speaks for a directory: what it says by SCIM counts of everybody, also of
    /// whoever answers for it.
    directory: bool,
}

/// A program as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ServiceToBe {
    /// Its name.
    name: String,
    /// What it may do beside work in cases.
    #[serde(default)]
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Its tokens open something; yes where nothing is said.
    #[serde(default = "yes")]
    active: bool,
    /// It speaks for a directory, so that what it says by SCIM counts of everybody, also of whoever answers for it; no where
    /// nothing is said. Two administrators say yes.
    #[serde(default)]
    directory: bool,
}

const fn yes() -> bool {
    true
}

/// All programs.
#[utoipa::path(get, path = "/services", tag = "people", responses((status = 200, body = Vec<ServiceShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<ServiceShown>>, Problem> {
    let store = app.engine.store();
    let people = store.people(signed.tenant).await?;
    let mut people: BTreeMap<PersonId, _> = people.into_iter().map(|person| (person.id, person)).collect();
    let directories = directories(store.as_ref(), signed.tenant).await?;
    let mut shown = Vec::new();
    for service in store.services(signed.tenant).await? {
        let Some(person) = people.remove(&service.person) else {
            continue;
        };
        shown.push(ServiceShown {
            person: person.id,
            name: person.name,
            roles: person.roles,
            active: person.active,
            owner: service.owner,
            directory: directories.contains(&(service.person, service.owner)),
        });
    }
    Ok(Body(shown))
}

/// A program that waits for another administrator.
#[derive(Serialize, ToSchema)]
pub(super) struct ServiceWaits {
    /// Its id, as a person.
    #[schema(schema_with = schema::uuid)]
    person: PersonId,
    /// Its name.
    name: String,
    /// What it is to be allowed beside work in cases.
    #[schema(schema_with = schema::roles)]
    roles: Vec<Role>,
    /// Its tokens are to open something.
    active: bool,
    /// It is to speak for a directory.
    directory: bool,
    /// Who proposed it, and will answer for it: a name.
    proposed_by: String,
    /// When.
    proposed_at: DateTime<Utc>,
}

fn waits(proposal: Proposal) -> Option<ServiceWaits> {
    match proposal.what {
        What::Program {
            person,
            name,
            roles,
            active,
            directory,
        } => Some(ServiceWaits {
            person,
            name,
            roles,
            active,
            directory,
            proposed_by: proposal.name,
            proposed_at: proposal.at,
        }),
        What::Erase { .. } | What::Publish { .. } | What::SignIn { .. } => None,
    }
}

/// Programs that wait for another administrator, the oldest first.
#[utoipa::path(
    get, path = "/services/proposed", tag = "people", responses((status = 200, body = Vec<ServiceWaits>)),
)]
pub(super) async fn proposed(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<ServiceWaits>>, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    let list = four_eyes::waiting(store.as_ref(), signed.tenant, now).await?;
    Ok(Body(list.into_iter().filter_map(waits).collect()))
}

/// Withdraws a program that waits.
#[utoipa::path(
    delete, path = "/services/proposed/{person}", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The program.")),
    responses((status = 204, description = "It waits no longer.")),
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<StatusCode, Problem> {
    let (store, now) = (app.engine.store(), app.engine.clock().now());
    match four_eyes::let_go(store.as_ref(), signed.tenant, About::Program(person), now).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

/// Keeps a program, new or changed. You answer for it from then on, or who answers for the program that asks. A role that
/// you do not have, nor a program that you answer for already, needs another administrator: it waits until one asks for the
/// same, and you answer for it then. So does that it speaks for a directory: by SCIM it could give sight to you. Where
/// somebody else answers for it than before, or it may more, its tokens end.
#[utoipa::path(
    put, path = "/services/{person}", tag = "people", request_body = ServiceToBe,
    params(("person" = uuid::Uuid, Path, description = "The program; a new UUID for a new one.")),
    responses(
        (status = 200, body = ServiceShown),
        (status = 202, body = ServiceWaits, description = "It waits for another administrator."),
    ),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
    Json(to_be): Json<ServiceToBe>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let before = store.person(signed.tenant, person).await?;
    let known = store.service(signed.tenant, person).await?;
    if before.is_some() && known.is_none() {
        return Err(Problem::new(Kind::CONFLICT)
            .code("no_program")
            .detail(Message::new("problem-no-program")));
    }
    let mut roles = to_be.roles;
    roles.sort_unstable();
    roles.dedup();
    let kept = Person {
        id: person,
        // Nobody can write it where people sign in: a login has no spaces.
        login: format!("program {person}"),
        name: named(&to_be.name, "/name")?.to_owned(),
        password: None,
        roles,
        active: to_be.active,
    };
    // A program that keeps programs answers for none: its own owner does.
    let by = store.service(signed.tenant, signed.person).await?;
    let asks = by.map_or(signed.person, |by| by.owner);
    // What a program has by another's word is not given to whoever takes it over.
    let is_own = known.as_ref().is_none_or(|known| known.owner == asks);
    let roles_before = before.map(|before| before.roles).unwrap_or_default();
    let had = if is_own { roles_before.clone() } else { Vec::new() };
    let before_them = known.filter(|_| is_own);
    let speaks = Speaks::read(&app, &signed, before_them, to_be.directory).await?;
    let owner = match approved(&app, &signed, (asks, &kept, &had), speaks).await? {
        Word::First(proposal) => return Ok((StatusCode::ACCEPTED, Body(waits(proposal))).into_response()),
        Word::Second(proposal) => proposal.by,
        Word::Other(proposal) => {
            return Err(Problem::new(Kind::CONFLICT)
                .code("another_waits")
                .detail(Message::new("problem-another-program").with("name", proposal.name)));
        }
        Word::Full => return Err(Problem::new(Kind::BUSY)),
    };
    // What it sees, whoever takes it over would give themselves.
    let today = app.gate.identity.today();
    if known.is_some_and(|known| known.owner != owner)
        && !store.members(signed.tenant, person, today).await?.is_empty()
    {
        return Err(Problem::new(Kind::CONFLICT)
            .code("own_sight")
            .detail(Message::new("problem-own-sight")));
    }
    let may_more = speaks.anew || kept.roles.iter().any(|role| !roles_before.contains(role));
    let ends = may_more || known.is_some_and(|known| known.owner != owner);
    let service = Service { person, owner };
    keep(&app, &signed, (kept.clone(), service, speaks.is), ends).await?;
    let shown = ServiceShown {
        person,
        name: kept.name,
        roles: kept.roles,
        active: kept.active,
        owner: service.owner,
        directory: speaks.is,
    };
    Ok(Body(shown).into_response())
}

/// Whether a program is to speak for a directory, and whether that takes another administrator's word.
#[derive(Clone, Copy)]
struct Speaks {
    is: bool,
    anew: bool,
}

impl Speaks {
    /// `known` is the program as whoever asks answers for it already.
    async fn read(app: &App, signed: &Signed, known: Option<Service>, is: bool) -> Result<Self, Problem> {
        let store = app.engine.store().as_ref();
        let was = match known {
            Some(known) => is_directory(store, signed.tenant, known).await?,
            None => false,
        };
        Ok(Self { is, anew: is && !was })
    }
}

/// Keeps the program, and ends its tokens where they are not to open what it may then. What it has proposed is withdrawn where
/// somebody else comes to answer for it.
async fn keep(
    app: &App,
    signed: &Signed,
    (kept, service, directory): (Person, Service, bool),
    ends: bool,
) -> Result<(), Problem> {
    let store = app.engine.store();
    let (person, active) = (kept.id, kept.active);
    if ends {
        end_tokens(app, signed, person).await?;
    }
    let before = store.service(signed.tenant, person).await?;
    if before.is_some_and(|before| before.owner != service.owner) {
        let by = signer(signed);
        app.engine
            .withdraw_disposals_of(signed.tenant, person, &by)
            .await?;
    }
    store.put_person(signed.tenant, kept).await?;
    store.put_service(signed.tenant, service).await?;
    keep_directory(store.as_ref(), signed.tenant, service, directory).await?;
    if ends {
        // One that was made meanwhile.
        end_tokens(app, signed, person).await?;
    }
    let now = app.engine.clock().now();
    four_eyes::let_go(store.as_ref(), signed.tenant, About::Program(person), now).await?;
    let identity = &app.gate.identity;
    identity.changed(signed.tenant, person, active).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, "a program was kept");
    Ok(())
}

/// Ends all tokens of a program: whoever has one was given it by somebody else, or for less than it would open.
async fn end_tokens(app: &App, signed: &Signed, person: PersonId) -> Result<(), Problem> {
    for token in app.engine.store().tokens(signed.tenant, person).await? {
        let identity = &app.gate.identity;
        identity.end_token(signed.tenant, person, token.id).await?;
        tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, token = %token.id, "a token was ended");
    }
    Ok(())
}

/// Whether the program may be kept, and who answers for it then: whoever asks, or whoever had proposed what they ask for.
/// A role that neither who asks had, nor the program while they answered for it, is given by two, and so is that it speaks for
/// a directory.
async fn approved(
    app: &App,
    signed: &Signed,
    (asks, kept, had): (PersonId, &Person, &[Role]),
    speaks: Speaks,
) -> Result<Word, Problem> {
    let (store, now) = (app.engine.store().as_ref(), app.engine.clock().now());
    let own = store.person(signed.tenant, asks).await?;
    let own = own.map(|own| own.roles).unwrap_or_default();
    let is_new = |role: &&Role| !had.contains(role) && !own.contains(role);
    let what = What::Program {
        person: kept.id,
        name: kept.name.clone(),
        roles: kept.roles.clone(),
        active: kept.active,
        directory: speaks.is,
    };
    let list = four_eyes::waiting(store, signed.tenant, now).await?;
    let is_it = |one: &&Proposal| !one.is_own(signed.person, asks) && one.what == what;
    if let Some(proposal) = list.iter().find(is_it) {
        return Ok(Word::Second(proposal.clone()));
    }
    if !speaks.anew && !kept.roles.iter().any(|role| is_new(&role)) {
        let alone = Proposal {
            what,
            by: asks,
            through: None,
            name: signed.name.clone(),
            at: now,
            overtaken: None,
        };
        return Ok(Word::Second(alone));
    }
    Ok(four_eyes::word(store, signed.tenant, &signer(signed), what, now).await?)
}

/// Makes a token for a program. Its secret is told this once, and from a session you show who you are as for one of your own.
/// Nobody makes tokens for other people.
#[utoipa::path(
    post, path = "/services/{person}/tokens", tag = "people", request_body = NewToken,
    params(("person" = uuid::Uuid, Path, description = "The program.")),
    responses((status = 201, body = TokenMade, description = "It is made.")),
)]
pub(super) async fn make_token(
    State(app): State<App>,
    signed: Signed,
    caller: Caller,
    Path(person): Path<PersonId>,
    Key(key): Key,
    Json(new): Json<NewToken>,
) -> Result<Response, Problem> {
    let store = app.engine.store();
    let service = store.service(signed.tenant, person).await?;
    let service = service.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let by = store.service(signed.tenant, signed.person).await?;
    if service.owner != by.map_or(signed.person, |by| by.owner) {
        // What a token opens is for whoever answers for the program alone.
        return Err(Problem::new(Kind::NOT_ALLOWED));
    }
    make_for(&app, (&signed, &caller), service.person, key, new).await
}
