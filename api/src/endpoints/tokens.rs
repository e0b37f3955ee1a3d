//! Tokens, with which programs act as you or as themselves.

use std::sync::OnceLock;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use samspil_core::id::{CommandId, PersonId, TokenId};
use samspil_core::text::Message;
use samspil_runtime::{Clock, Once, SystemClock};
use samspil_store::{Scope, Token};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::people::known;
use super::schema;
use super::units::named;
use crate::app::App;
use crate::identity::secret::{NoRandom, Secret};
use crate::identity::{Caller, Proof, RECENT_MINUTES, SignInError, Signed, Unproven, Way};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem};

/// How long a token lasts where nothing is said, in days: a quarter, so that what nobody uses ends by itself.
const DAYS: u16 = 90;

/// The longest that a token may last, in days: two years, for what nobody renews nobody remembers.
const MAX_DAYS: u16 = 731;

/// How many tokens a person may have: one for each program that acts for them, and room.
const MAX_TOKENS: usize = 50;

/// A token, without its secret.
#[derive(Serialize, Deserialize, ToSchema)]
pub(super) struct TokenShown {
    /// Its id.
    #[schema(schema_with = schema::uuid)]
    token: TokenId,
    /// What it is for.
    name: String,
    /// What may be done with it.
    #[schema(schema_with = schema::scopes)]
    scopes: Vec<Scope>,
    /// When it was made.
    made_at: DateTime<Utc>,
    /// When it ends.
    ends_at: DateTime<Utc>,
    /// When it was last used, give or take an hour.
    #[serde(default)]
    used_at: Option<DateTime<Utc>>,
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct TokenMade {
    /// The token.
    #[serde(flatten)]
    token: TokenShown,
    /// The secret, this once: send it as `Authorization: Bearer`. It is not here where the command is sent again.
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
}

/// A token to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewToken {
    /// What it is for.
    name: String,
    /// How many days it lasts: 90 where nothing is said, 731 at most, and never longer than the token that asks.
    #[serde(default)]
    days: Option<u16>,
    /// What may be done with it: `read` and `tasks` where nothing is said, and never more than with the token that asks.
    #[serde(default = "few")]
    #[schema(schema_with = schema::scopes)]
    scopes: Vec<Scope>,
    /// Your password, where you ask from a session for more than `read`: an open browser is not enough.
    #[serde(default)]
    password: Option<String>,
    /// The code of your app now, in place of the password.
    #[serde(default)]
    code: Option<String>,
}

impl NewToken {
    fn proof(&self) -> Proof<'_> {
        match (&self.password, &self.code) {
            (Some(password), _) => Proof::Password(password),
            (None, Some(code)) => Proof::Code(code),
            (None, None) => Proof::Nothing,
        }
    }
}

fn few() -> Vec<Scope> {
    vec![Scope::Read, Scope::Tasks]
}

pub(super) fn shown(token: Token) -> TokenShown {
    TokenShown {
        token: token.id,
        name: token.name,
        scopes: token.scopes,
        made_at: token.made_at,
        ends_at: token.ends_at,
        used_at: token.used_at,
    }
}

/// Your tokens, newest first.
#[utoipa::path(get, path = "/tokens", tag = "me", responses((status = 200, body = Vec<TokenShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<TokenShown>>, Problem> {
    let tokens = app.engine.store().tokens(signed.tenant, signed.person).await?;
    Ok(Body(tokens.into_iter().map(shown).collect()))
}

/// Makes a token. Its secret is told this once. From a session one that does more than read asks for your password or a code
/// of your app; if you sign in by a provider, that you have done so within the last ten minutes.
#[utoipa::path(
    post, path = "/tokens", tag = "me", request_body = NewToken,
    responses((status = 201, body = TokenMade, description = "It is made.")),
)]
pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    caller: Caller,
    Key(key): Key,
    Json(new): Json<NewToken>,
) -> Result<Response, Problem> {
    make_for(&app, (&signed, &caller), signed.person, key, new).await
}

/// Makes a token for a person, at most what whoever asks may and as long as they do.
pub(super) async fn make_for(
    app: &App,
    (signed, caller): (&Signed, &Caller),
    person: PersonId,
    key: CommandId,
    mut new: NewToken,
) -> Result<Response, Problem> {
    let days = new.days.unwrap_or(DAYS);
    new.scopes.sort_unstable();
    new.scopes.dedup();
    let told = OnceLock::new();
    // Looked at in here: a key that was used for something else is that, also where what it is used for now does not fit.
    let making = async {
        let name = named(&new.name, "/name")?;
        lasting(days)?;
        fitting(&new.scopes, &signed.scopes)?;
        if new.scopes.iter().any(|scope| *scope != Scope::Read) {
            let proved = app.gate.identity.proved(signed, new.proof(), caller).await;
            proved.map_err(unproven)?;
        }
        let (token, secret) = made(app, signed, person, (name, days, &new.scopes)).await?;
        let _ = told.set((token.id, secret));
        Ok::<_, Problem>(shown(token))
    };
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.word()).collect();
    let scopes = scopes.join(" ");
    let once = Once {
        key,
        asks: &[
            b"token",
            person.0.as_bytes(),
            new.name.trim().as_bytes(),
            &days.to_be_bytes(),
            scopes.as_bytes(),
        ],
    };
    let answer = app.engine.once(signed.tenant, once, making).await;
    let told: Option<(TokenId, Secret)> = told.into_inner();
    let own = answer.as_ref().ok().map(|answer| answer.token);
    let (kept, lost): (Option<_>, Option<_>) = match told {
        Some((id, secret)) if own == Some(id) => (Some(secret), None),
        Some((id, _)) => (None, Some(id)),
        None => (None, None),
    };
    if let Some(lost) = lost {
        // The same key was taken meanwhile by another sending: what this one made is nobody's.
        app.gate.identity.end_token(signed.tenant, person, lost).await?;
    }
    let made = TokenMade {
        token: answer?,
        secret: kept.map(|secret| secret.reveal().to_owned()),
    };
    Ok((StatusCode::CREATED, Body(made)).into_response())
}

fn lasting(days: u16) -> Result<(), Problem> {
    if (1..=MAX_DAYS).contains(&days) {
        return Ok(());
    }
    Err(Problem::new(Kind::UNFIT)
        .code("days")
        .detail(Message::new("problem-days").with("most", i64::from(MAX_DAYS)))
        .pointer("/days".to_owned()))
}

/// At least one, and none that whoever asks has not.
fn fitting(scopes: &[Scope], own: &[Scope]) -> Result<(), Problem> {
    let wrong = |key: &str| {
        Problem::new(Kind::UNFIT)
            .code("scopes")
            .detail(Message::new(key))
            .pointer("/scopes".to_owned())
    };
    match scopes.iter().find(|scope| !own.contains(scope)) {
        _ if scopes.is_empty() => Err(wrong("problem-no-scope")),
        Some(more) => Err(wrong("problem-scope-not-yours").with("scope", more.word())),
        None => Ok(()),
    }
}

/// Who asks is who they are, and yet not known to be there themselves.
fn unproven(why: Unproven) -> Problem {
    let (code, detail) = match why {
        Unproven::Missing => ("proof_needed", Message::new("problem-proof-needed")),
        Unproven::LongAgo => (
            "proof_needed",
            Message::new("problem-proof-long-ago").with("minutes", RECENT_MINUTES),
        ),
        Unproven::Failed(SignInError::Wrong) => ("proof_wrong", Message::new("problem-proof-wrong")),
        Unproven::Failed(error) => return error.into(),
    };
    Problem::new(Kind::NOT_ALLOWED).code(code).detail(detail)
}

async fn made(
    app: &App,
    signed: &Signed,
    person: PersonId,
    (name, days, scopes): (&str, u16, &[Scope]),
) -> Result<(Token, Secret), Problem> {
    let store = app.engine.store();
    // Signing in goes by the machine's own clock, also where cases go by another; microseconds are what is kept.
    let made_at = SystemClock.now().trunc_subsecs(6);
    let has = store.tokens(signed.tenant, person).await?;
    if has.iter().filter(|token| token.ends_at > made_at).count() >= MAX_TOKENS {
        return Err(Problem::new(Kind::CONFLICT)
            .code("too_many_tokens")
            .detail(Message::new("problem-too-many-tokens")));
    }
    let mut ends_at = made_at + TimeDelta::days(i64::from(days));
    if let Way::Token(by) = signed.way {
        let own = store.tokens(signed.tenant, signed.person).await?;
        let by = own.iter().find(|token| token.id == by);
        ends_at = ends_at.min(by.map_or(made_at, |by| by.ends_at));
    }
    let secret = Secret::new(signed.tenant).map_err(|error: NoRandom| {
        tracing::error!(%error, "no token was made");
        Problem::new(Kind::FAULT)
    })?;
    let token = Token {
        id: TokenId(app.engine.ids().next()),
        secret: secret.sum(),
        name: name.to_owned(),
        person,
        scopes: scopes.to_vec(),
        made_at,
        ends_at,
        used_at: None,
    };
    store.put_token(signed.tenant, token.clone()).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, token = %token.id, "a token was made");
    Ok((token, secret))
}

/// Ends a token of yours.
#[utoipa::path(
    delete, path = "/tokens/{token}", tag = "me",
    params(("token" = uuid::Uuid, Path, description = "The token.")),
    responses((status = 204, description = "It opens nothing any more.")),
)]
pub(super) async fn end(
    State(app): State<App>,
    signed: Signed,
    Path(token): Path<TokenId>,
) -> Result<StatusCode, Problem> {
    end_of(&app, &signed, signed.person, token).await
}

async fn end_of(app: &App, signed: &Signed, person: PersonId, token: TokenId) -> Result<StatusCode, Problem> {
    if app.gate.identity.end_token(signed.tenant, person, token).await? {
        tracing::info!(tenant = %signed.tenant, by = %signed.person, %person, %token, "a token was ended");
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}

/// A person's or program's tokens, newest first.
#[utoipa::path(
    get, path = "/people/{person}/tokens", tag = "people",
    params(("person" = uuid::Uuid, Path, description = "The person.")),
    responses((status = 200, body = Vec<TokenShown>)),
)]
pub(super) async fn list_of_person(
    State(app): State<App>,
    signed: Signed,
    Path(person): Path<PersonId>,
) -> Result<Body<Vec<TokenShown>>, Problem> {
    let person = known(&app, &signed, person).await?;
    let tokens = app.engine.store().tokens(signed.tenant, person.id).await?;
    Ok(Body(tokens.into_iter().map(shown).collect()))
}

/// Ends a person's or program's token.
#[utoipa::path(
    delete, path = "/people/{person}/tokens/{token}", tag = "people",
    params(
        ("person" = uuid::Uuid, Path, description = "The person."),
        ("token" = uuid::Uuid, Path, description = "The token."),
    ),
    responses((status = 204, description = "It opens nothing any more.")),
)]
pub(super) async fn end_of_person(
    State(app): State<App>,
    signed: Signed,
    Path((person, token)): Path<(PersonId, TokenId)>,
) -> Result<StatusCode, Problem> {
    end_of(&app, &signed, person, token).await
}
