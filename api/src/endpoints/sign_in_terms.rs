//! The terms on which a municipality's people are signed in.

use axum::Json as Body;
use axum::extract::State;
use samspil_core::text::Message;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::app::App;
use crate::identity::{IDLE_MINUTES, LONGEST_HOURS, Signed, Terms};
use crate::server::json::Json;
use crate::server::problem::{Kind, Problem, Reason};

/// The terms. A session that is under way keeps what it was given until it is half over.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInTerms {
    /// How long a session lasts without a request, in minutes: 5 to 120.
    idle_minutes: u16,
    /// The longest session, in hours: 1 to 12.
    longest_hours: u16,
    /// Whether administrators who sign in with a password must have a code app; who has none takes one into use as they
    /// sign in. The program needs its keys for it. Where it is left out, it stays as it was.
    #[serde(default)]
    administrators_need_code: Option<bool>,
}

fn shown(terms: Terms) -> SignInTerms {
    SignInTerms {
        idle_minutes: terms.idle_minutes,
        longest_hours: terms.longest_hours,
        administrators_need_code: Some(terms.administrators_need_code),
    }
}

/// For how long people are signed in.
#[utoipa::path(get, path = "/sign-in-terms", tag = "people", responses((status = 200, body = SignInTerms)))]
pub(super) async fn read(State(app): State<App>, signed: Signed) -> Result<Body<SignInTerms>, Problem> {
    let terms = Terms::read(app.engine.store().as_ref(), signed.tenant).await?;
    Ok(Body(shown(terms)))
}

/// Sets for how long people are signed in.
#[utoipa::path(
    put, path = "/sign-in-terms", tag = "people", request_body = SignInTerms,
    responses((status = 200, body = SignInTerms)),
)]
pub(super) async fn put(
    State(app): State<App>,
    signed: Signed,
    Json(to_be): Json<SignInTerms>,
) -> Result<Body<SignInTerms>, Problem> {
    let outside = [
        ("idle_minutes", to_be.idle_minutes, IDLE_MINUTES),
        ("longest_hours", to_be.longest_hours, LONGEST_HOURS),
    ];
    let faults: Vec<Reason> = outside
        .into_iter()
        .filter(|(_, value, bounds)| !bounds.contains(value))
        .map(|(name, _, bounds)| Reason {
            code: "out_of_bounds".to_owned(),
            message: Some(
                Message::new("problem-out-of-bounds")
                    .with("least", i64::from(*bounds.start()))
                    .with("most", i64::from(*bounds.end())),
            ),
            pointer: Some(format!("/{name}")),
            ..Reason::default()
        })
        .collect();
    if !faults.is_empty() {
        let detail = Message::new("problem-sign-in-terms");
        return Err(Problem::faults("sign_in_terms", detail, faults));
    }
    let store = app.engine.store();
    let before = Terms::read(store.as_ref(), signed.tenant).await?;
    let need_code = to_be
        .administrators_need_code
        .unwrap_or(before.administrators_need_code);
    // Nobody is locked out by what cannot be kept.
    if need_code && !app.engine.vault().has_keys() {
        return Err(Problem::new(Kind::NO_KEYS));
    }
    let terms = Terms {
        idle_minutes: to_be.idle_minutes,
        longest_hours: to_be.longest_hours,
        administrators_need_code: need_code,
    };
    terms.keep(store.as_ref(), signed.tenant).await?;
    tracing::info!(tenant = %signed.tenant, by = %signed.person, ?terms, "the terms of signing in were set");
    Ok(Body(shown(terms)))
}
