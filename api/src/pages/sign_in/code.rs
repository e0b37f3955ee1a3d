//! The code of an app, after the password.

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_store::Step;
use serde::Deserialize;

use super::{Next, caller, opened, problem, too_many};
use crate::app::App;
use crate::identity::secret::Secret;
use crate::identity::{SignInError, cookie_name};
use crate::pages::back::own_path;
use crate::pages::parts::{Alert, Field, Form};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::cookie;
use crate::server::listen::Peer;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct Code<'page> {
    page: &'page Shell,
    form: Form,
    alert: Option<Alert>,
    next: &'page str,
}

/// What a reader wrote.
#[derive(Deserialize)]
pub(in crate::pages) struct Written {
    #[serde(default)]
    pub(in crate::pages) code: String,
    pub(in crate::pages) next: Option<String>,
}

/// The secret of a sign-in that has begun on this browser, where this is what it lacks.
pub(super) async fn begun(app: &App, headers: &HeaderMap, step: Step) -> Result<Option<Secret>, Problem> {
    let secret = cookie::value(headers, cookie_name(app.gate.https)).and_then(Secret::read);
    let Some(secret) = secret else { return Ok(None) };
    let half = app.gate.identity.half_signed(&secret).await?;
    Ok(half.filter(|(_, lacks)| *lacks == step).map(|_| secret))
}

/// The field for a code.
pub(in crate::pages) fn code_form(page: &Shell) -> Form {
    let mut form = Form::new(page.language);
    let field = Field::text("code", page.t("code"));
    form.add(
        field
            .autocomplete("one-time-code")
            .hint(page.t("code-hint"))
            .focused(),
    );
    form
}

fn drawn(page: &Shell, form: Form, alert: Option<Alert>, next: &str, status: StatusCode) -> Response {
    let template = Code {
        page,
        form,
        alert,
        next,
    };
    show(status, page, &template)
}

/// The page; whoever has not begun is sent to the beginning.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    Query(asked): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if begun(&app, &headers, Step::Code).await?.is_none() {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    let page = page.titled(&Message::new("code-title"));
    let form = code_form(&page);
    let next = own_path(asked.next.as_deref());
    Ok(drawn(&page, form, None, next, StatusCode::OK))
}

/// Signs in.
pub(in crate::pages) async fn send(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let Some(half) = begun(&app, &headers, Step::Code).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let next = own_path(written.next.as_deref());
    let page = page.titled(&Message::new("code-title"));
    let mut form = code_form(&page);
    let caller = caller(peer, &headers);
    match app.gate.identity.show_code(&half, &written.code, &caller).await {
        Ok(secret) => opened(&app, &headers, &secret, Step::SignedIn, next).await,
        Err(SignInError::Wrong) => {
            form.wrong("code", page.t("code-wrong"));
            Ok(drawn(&page, form, None, next, StatusCode::UNPROCESSABLE_ENTITY))
        }
        Err(SignInError::TooMany(minutes)) => {
            let alert = Some(too_many(&page, minutes));
            Ok(drawn(&page, form, alert, next, StatusCode::TOO_MANY_REQUESTS))
        }
        Err(error) => Err(problem(error)),
    }
}
