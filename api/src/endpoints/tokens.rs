//! Your own tokens, with which programs act as you.

use std::sync::OnceLock;

use axum::Json as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use samspil_core::id::TokenId;
use samspil_core::text::Message;
use samspil_runtime::{Clock, Once, SystemClock};
use samspil_store::Token;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::headers::Key;
use super::schema;
use super::units::named;
use crate::app::App;
use crate::identity::secret::{NoRandom, Secret};
use crate::identity::{Signed, Way};
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
    /// When it was made.
    made_at: DateTime<Utc>,
    /// When it ends.
    ends_at: DateTime<Utc>,
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
}

fn shown(token: Token) -> TokenShown {
    TokenShown {
        token: token.id,
        name: token.name,
        made_at: token.made_at,
        ends_at: token.ends_at,
    }
}

/// Your tokens, newest first.
#[utoipa::path(get, path = "/tokens", tag = "me", responses((status = 200, body = Vec<TokenShown>)))]
pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Body<Vec<TokenShown>>, Problem> {
    let tokens = app.engine.store().tokens(signed.tenant, signed.person).await?;
    Ok(Body(tokens.into_iter().map(shown).collect()))
}

/// Makes a token. Its secret is told this once.
#[utoipa::path(
    post, path = "/tokens", tag = "me", request_body = NewToken,
    responses((status = 201, body = TokenMade, description = "It is made.")),
)]
pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    Key(key): Key,
    Json(new): Json<NewToken>,
) -> Result<Response, Problem> {
    let name = named(&new.name, "/name")?;
    let days = new.days.unwrap_or(DAYS);
    if !(1..=MAX_DAYS).contains(&days) {
        let most = i64::from(MAX_DAYS);
        return Err(Problem::new(Kind::UNFIT)
            .code("days")
            .detail(Message::new("problem-days").with("most", most))
            .pointer("/days".to_owned()));
    }
    let told = OnceLock::new();
    let making = async {
        let (token, secret) = made(&app, &signed, name, days).await?;
        let _ = told.set(secret);
        Ok::<_, Problem>(shown(token))
    };
    let once = Once {
        key,
        asks: &[
            b"token",
            signed.person.0.as_bytes(),
            name.as_bytes(),
            &days.to_be_bytes(),
        ],
    };
    let token = app.engine.once(signed.tenant, once, making).await?;
    let made = TokenMade {
        token,
        secret: told.into_inner().map(|secret: Secret| secret.reveal().to_owned()),
    };
    Ok((StatusCode::CREATED, Body(made)).into_response())
}

async fn made(app: &App, signed: &Signed, name: &str, days: u16) -> Result<(Token, Secret), Problem> {
    let store = app.engine.store();
    // Signing in goes by the machine's own clock, also where cases go by another; microseconds are what is kept.
    let made_at = SystemClock.now().trunc_subsecs(6);
    let own = store.tokens(signed.tenant, signed.person).await?;
    if own.iter().filter(|token| token.ends_at > made_at).count() >= MAX_TOKENS {
        return Err(Problem::new(Kind::CONFLICT)
            .code("too_many_tokens")
            .detail(Message::new("problem-too-many-tokens")));
    }
    let mut ends_at = made_at + TimeDelta::days(i64::from(days));
    if let Way::Token(by) = signed.way {
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
        person: signed.person,
        made_at,
        ends_at,
    };
    store.put_token(signed.tenant, token.clone()).await?;
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
    let ended = app
        .engine
        .store()
        .end_token(signed.tenant, signed.person, token)
        .await?;
    if ended {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::new(Kind::NOT_FOUND))
    }
}
