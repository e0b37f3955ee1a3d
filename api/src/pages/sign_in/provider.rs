//! Signing in at a provider: to it, and back.

use axum::Extension;
use axum::Form as Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use samspil_core::id::TenantId;
use samspil_store::Step;
use serde::Deserialize;

use super::{Written, bounded, caller, empty, opened, problem, with_cookie};
use crate::app::App;
use crate::identity::secret::Secret;
use crate::openid::{Returned, SignInFault, WAIT_MINUTES, begin, finish};
use crate::pages::back::own_path;
use crate::pages::onward::onward;
use crate::pages::parts::{Alert, Tone};
use crate::pages::shell::Shell;
use crate::server::cookie;
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// The cookie by which a browser is known again when it comes back.
fn cookie_of(app: &App) -> &'static str {
    if app.gate.https.0 {
        "__Host-samspil-begun"
    } else {
        "samspil-begun"
    }
}

/// Where to go on to.
#[derive(Deserialize)]
pub(in crate::pages) struct Onward {
    next: Option<String>,
}

fn held(app: &App, headers: &HeaderMap) -> Option<Secret> {
    cookie::value(headers, cookie_of(app)).and_then(Secret::read)
}

/// To the provider.
pub(in crate::pages) async fn to(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Path((municipality, name)): Path<(i32, String)>,
    Body(asked): Body<Onward>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    let tenant = TenantId(municipality);
    let next = own_path(asked.next.as_deref());
    // One that is there serves again, so that two windows do not stand in each other's way.
    let browser = match held(&app, &headers).filter(|browser| browser.tenant() == tenant) {
        Some(browser) => browser,
        None => Secret::new(tenant).map_err(|error| problem(error.into()))?,
    };
    match begin(&app, tenant, &name, next, &browser).await {
        Ok(url) => {
            let answer = onward(page, "onward-sign-in", &url);
            let kept = (browser.reveal(), WAIT_MINUTES * 60);
            Ok(with_cookie(answer, &app, cookie_of(&app), kept))
        }
        Err(fault) => failed(&app, page, fault, next).await,
    }
}

/// Back from the provider.
pub(in crate::pages) async fn back(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Query(returned): Query<Returned>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    let browser = held(&app, &headers);
    let caller = caller(peer, &headers);
    match finish(&app, &returned, browser.as_ref(), &caller).await {
        Ok((secret, next)) => {
            let next = own_path(Some(&next));
            opened(&app, &headers, &secret, Step::SignedIn, next).await
        }
        Err(fault) => failed(&app, page, fault, "/").await,
    }
}

/// The beginning again, with a word about what went wrong. What a provider says is for the log alone.
async fn failed(app: &App, page: Shell, fault: SignInFault, next: &str) -> Result<Response, Problem> {
    tracing::warn!(%fault, "a sign-in at a provider came to nothing");
    let (status, key) = match fault {
        SignInFault::NoProvider => return Err(Problem::new(Kind::NOT_FOUND)),
        SignInFault::TooMany => return Err(Problem::new(Kind::BUSY)),
        SignInFault::Vault(_) => return Err(Problem::new(Kind::NO_KEYS)),
        SignInFault::Machine(error) => return Err(problem(error)),
        SignInFault::Provider(_) => (StatusCode::BAD_GATEWAY, "sign-in-provider-away"),
        SignInFault::Foreign => (StatusCode::BAD_REQUEST, "sign-in-provider-again"),
        SignInFault::Denied => (StatusCode::FORBIDDEN, "sign-in-provider-denied"),
        SignInFault::OtherIssuer | SignInFault::Token(_) => {
            (StatusCode::BAD_GATEWAY, "sign-in-provider-unfit")
        }
        SignInFault::NotKnown => (StatusCode::FORBIDDEN, "sign-in-provider-unknown"),
        SignInFault::NoRole => (StatusCode::FORBIDDEN, "sign-in-provider-no-role"),
        SignInFault::Closed => (StatusCode::FORBIDDEN, "sign-in-provider-closed"),
    };
    let alert = Alert::new(page.language, Tone::Error, page.t(key));
    let shown = empty(app, page, &Written::default(), next, (status, Some(alert))).await?;
    Ok(shown.into_response())
}
