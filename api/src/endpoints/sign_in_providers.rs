//! The providers that a municipality's people sign in by.

use std::collections::BTreeMap;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use samspil_core::text::Message;
use samspil_store::{SettingChange, SettingDone};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::headers::Key;
use super::schema;
use crate::app::App;
use crate::four_eyes::{Proposal, What};
use crate::identity::Signed;
use crate::openid::kept::{Kept, all};
use crate::openid::trial::{gives, tried};
use crate::openid::written::{problem, written};
use crate::openid::{Claims, Provider, keeping};
use crate::retention::signer;
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem, Reason};

/// The longest secret, in bytes.
const MAX_SECRET_BYTES: usize = 4 * 1024;

/// A provider.
#[derive(Serialize, ToSchema)]
pub(super) struct ProviderShown {
    /// Its name here.
    name: String,
    /// The provider, as a file of `samspil login` has it.
    #[schema(schema_with = schema::object)]
    provider: Provider,
    /// We have a secret there. It is never shown.
    has_secret: bool,
}

impl From<Kept> for ProviderShown {
    fn from(kept: Kept) -> Self {
        Self {
            name: kept.provider.name.clone(),
            has_secret: kept.has_secret(),
            provider: kept.provider,
        }
    }
}

/// A provider that waits for another administrator.
#[derive(Serialize, ToSchema)]
pub(super) struct ProviderWaits {
    /// Its name here.
    name: String,
    /// The provider.
    #[schema(schema_with = schema::object)]
    provider: Provider,
    /// It comes with a secret of its own.
    has_secret: bool,
    /// Who proposed it: a name.
    proposed_by: String,
    /// When. Whoever approves it says so.
    proposed_at: DateTime<Utc>,
}

/// What waits, where it is about a provider.
fn waits(proposal: Proposal) -> Option<ProviderWaits> {
    match proposal.what {
        What::SignIn { provider, secret } => Some(ProviderWaits {
            name: provider.name.clone(),
            provider: *provider,
            has_secret: secret.is_some(),
            proposed_by: proposal.name,
            proposed_at: proposal.at,
        }),
        What::Erase { .. } | What::Publish { .. } | What::Program { .. } => None,
    }
}

/// The providers, and what waits.
#[derive(Serialize, ToSchema)]
pub(super) struct Providers {
    /// Those that people sign in by.
    providers: Vec<ProviderShown>,
    /// Those that wait for another administrator, the oldest first.
    proposed: Vec<ProviderWaits>,
}

/// A provider as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderToBe {
    /// The provider, as a file of `samspil login` has it; its name is that of the address.
    #[schema(schema_with = schema::object)]
    provider: Value,
    /// Our secret there. The one that is kept stays where it is left out.
    #[serde(default)]
    secret: Option<String>,
}

/// A provider to try, with claims to try it by.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ToTry {
    /// The provider.
    #[schema(schema_with = schema::object)]
    provider: Value,
    /// Made-up claims: what they would give is told.
    #[serde(default)]
    #[schema(schema_with = schema::object)]
    claims: Option<BTreeMap<String, Value>>,
}

/// How a trial went: the provider answers and fits.
#[derive(Serialize, ToSchema)]
pub(super) struct Trial {
    /// Its own address.
    issuer: String,
    /// Where people are sent to sign in.
    authorization: String,
    /// How many of its keys can be used.
    keys: usize,
    /// People can be sent there to sign out.
    signs_out: bool,
    /// What the claims would give: roles, places, units that are not here, whether privileges could not be read.
    #[schema(schema_with = schema::object_or_null)]
    gives: Option<Value>,
}

/// What whoever approves has read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProviderRead {
    /// `proposed_at` of what waits.
    proposed_at: DateTime<Utc>,
}

/// An entry of the journal.
#[derive(Serialize, ToSchema)]
pub(super) struct ProviderEntry {
    /// The provider's name.
    name: String,
    /// `added`, `changed` or `retired`.
    done: String,
    /// When.
    at: DateTime<Utc>,
    /// By whom; none where it was done on the machine itself.
    #[schema(value_type = Option<uuid::Uuid>)]
    by: Option<PersonId>,
    /// Who had proposed it.
    #[schema(value_type = Option<uuid::Uuid>)]
    proposed_by: Option<PersonId>,
    /// The provider as it was then, and whether it got a new secret.
    #[schema(schema_with = schema::object)]
    what: Value,
}

impl From<SettingChange> for ProviderEntry {
    fn from(change: SettingChange) -> Self {
        let done: SettingDone = change.done;
        Self {
            name: change.about,
            done: done.word().to_owned(),
            at: change.at,
            by: change.by,
            proposed_by: change.proposed_by,
            what: serde_json::from_str(&change.body).unwrap_or_default(),
        }
    }
}

/// The providers that people sign in by, and those that wait. Secrets are never shown.
#[utoipa::path(get, path = "/sign-in-providers", tag = "people", responses((status = 200, body = Providers)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Providers>, Problem> {
    let kept = all(app.engine.store().as_ref(), signed.tenant).await?;
    let proposed = keeping::proposed(&app, signed.tenant).await?;
    Ok(Body(Providers {
        providers: kept.into_iter().map(ProviderShown::from).collect(),
        proposed: proposed.into_iter().filter_map(waits).collect(),
    }))
}

/// Proposes a provider, new or changed. It counts when another administrator has approved it: whoever sets a provider up
/// says who is let in as whom.
#[utoipa::path(
    put, path = "/sign-in-providers/{provider}", tag = "people", request_body = ProviderToBe,
    params(("provider" = String, Path, description = "Its name here.")),
    responses(
        (status = 202, body = ProviderWaits, description = "It waits for another administrator."),
        (status = 409, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Something else about it waits."),
        (status = 422, body = super::schema::Problem, content_type = "application/problem+json",
            description = "Nothing is proposed: `because` holds all that is wrong."),
    ),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    Json(to_be): Json<ProviderToBe>,
) -> Result<Response, Problem> {
    let mut faults = Vec::new();
    let provider = match written(&to_be.provider) {
        Ok(provider) => Some(provider),
        Err(wrong) => {
            faults = wrong;
            None
        }
    };
    if provider.as_ref().is_some_and(|provider| provider.name != name) {
        faults.push(("/name".to_owned(), Message::new("login-fault-other-name")));
    }
    let mut refused = problem_of(faults);
    if let Some(secret) = &to_be.secret
        && (secret.trim().is_empty() || secret.len() > MAX_SECRET_BYTES)
        && refused.is_none()
    {
        let message = Message::new("login-fault-secret");
        refused = Some(
            Problem::new(Kind::UNFIT)
                .detail(message)
                .pointer("/secret".to_owned()),
        );
    }
    match (provider, refused) {
        (Some(provider), None) => {
            let signer = signer(&signed);
            let by = (signed.tenant, &signer);
            let proposal = keeping::propose(&app, by, provider, to_be.secret.as_deref()).await?;
            Ok((StatusCode::ACCEPTED, Body(waits(proposal))).into_response())
        }
        (_, refused) => Err(refused.unwrap_or_else(|| Problem::new(Kind::UNFIT))),
    }
}

fn problem_of(faults: Vec<crate::openid::written::Fault>) -> Option<Problem> {
    (!faults.is_empty()).then(|| problem("/provider", faults))
}

/// Takes a provider away: nobody signs in by it any more, and whoever is signed in by it is out at once.
#[utoipa::path(
    delete, path = "/sign-in-providers/{provider}", tag = "people",
    params(("provider" = String, Path, description = "Its name here.")),
    responses((status = 204, description = "It is gone.")),
)]
pub(super) async fn retire(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    keeping::take_away(&app, signed.tenant, signed.person, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Approves a provider that another administrator proposed. It counts from now on.
#[utoipa::path(
    post, path = "/sign-in-providers/{provider}/approve", tag = "people", request_body = ProviderRead,
    params(("provider" = String, Path, description = "Its name here.")),
    responses((status = 204, description = "People sign in by it.")),
)]
pub(super) async fn approve(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    _key: Key,
    Json(read): Json<ProviderRead>,
) -> Result<StatusCode, Problem> {
    let signer = signer(&signed);
    keeping::approve(&app, (signed.tenant, &signer), &name, read.proposed_at).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Withdraws a provider that waits.
#[utoipa::path(
    post, path = "/sign-in-providers/{provider}/withdraw", tag = "people",
    params(("provider" = String, Path, description = "Its name here.")),
    responses((status = 204, description = "It waits no longer.")),
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Path(name): Path<String>,
    _key: Key,
) -> Result<StatusCode, Problem> {
    match keeping::withdraw(&app, signed.tenant, &name).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(Problem::new(Kind::NOT_FOUND)),
    }
}

/// Tries a provider, kept or not: whether it answers and fits, and what claims would give. Nothing is kept. Addresses in
/// private networks are refused.
#[utoipa::path(
    post, path = "/sign-in-trial", tag = "people", request_body = ToTry,
    responses(
        (status = 200, body = Trial, description = "It answers and fits."),
        (status = 422, body = super::schema::Problem, content_type = "application/problem+json",
            description = "What is wrong with it, or with how it answers."),
    ),
)]
pub(super) async fn attempt(
    State(app): State<App>,
    signed: Signed,
    _key: Key,
    Json(to_try): Json<ToTry>,
) -> Result<Body<Trial>, Problem> {
    let provider = written(&to_try.provider).map_err(|faults| problem("/provider", faults))?;
    let answered = tried(&app.open_id, &provider).await.map_err(|message| {
        let reason = Reason {
            code: message.key.clone(),
            message: Some(message),
            pointer: Some("/provider/issuer".to_owned()),
            ..Reason::default()
        };
        Problem::faults(
            "provider_away",
            Message::new("problem-provider-away"),
            vec![reason],
        )
    })?;
    let gives = match to_try.claims {
        None => None,
        Some(claims) => {
            let units = app.engine.store().units(signed.tenant).await?;
            let claims: Claims = claims.into_iter().collect();
            Some(gives(&provider, signed.tenant, &units, &claims))
        }
    };
    Ok(Body(Trial {
        issuer: provider.issuer,
        authorization: answered.authorization,
        keys: answered.keys,
        signs_out: answered.signs_out,
        gives,
    }))
}

/// What was changed of the providers, newest first.
#[utoipa::path(
    get, path = "/sign-in-provider-changes", tag = "people", responses((status = 200, body = Vec<ProviderEntry>)),
)]
pub(super) async fn changes(
    State(app): State<App>,
    signed: Signed,
) -> Result<Body<Vec<ProviderEntry>>, Problem> {
    let journal = keeping::journal(&app, signed.tenant).await?;
    Ok(Body(journal.into_iter().map(ProviderEntry::from).collect()))
}
