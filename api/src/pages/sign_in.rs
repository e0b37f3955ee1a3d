//! Signing in and out.

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use serde::Deserialize;

use super::back::own_path;
use super::flash;
use super::parts::{Alert, Choice, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::{Caller, LONGEST_HOURS, SignInError, cookie_name, device};
use crate::server::cookie::{Keeping, line};
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// How long the browser keeps the cookie, in seconds: as long as the longest session that any municipality may have.
fn cookie_seconds() -> i64 {
    i64::from(*LONGEST_HOURS.end()) * 60 * 60
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'page> {
    page: &'page Shell,
    form: Form,
    alert: Option<Alert>,
    next: &'page str,
}

/// Where to go on to.
#[derive(Deserialize)]
pub(super) struct Next {
    next: Option<String>,
}

/// What a reader wrote.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    municipality: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: String,
    next: Option<String>,
}

/// The page; whoever is signed in already is sent on.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    Query(asked): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let next = own_path(asked.next.as_deref());
    if app.gate.who(&headers).await?.is_some() {
        return Ok(Redirect::to(next).into_response());
    }
    let empty = Written {
        municipality: String::new(),
        login: String::new(),
        password: String::new(),
        next: None,
    };
    let page = page.titled(&Message::new("sign-in-title"));
    let (form, _) = form(&app, &page, &empty).await?;
    let alert = form.fields.is_empty().then(|| {
        let text = page.t("sign-in-no-municipality");
        Alert::new(page.language, Tone::Warning, text)
    });
    let template = SignIn {
        page: &page,
        form,
        alert,
        next,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

/// Signs in, or shows what is wrong at the field where it is.
pub(super) async fn sign_in(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let next = own_path(written.next.as_deref());
    let page = page.titled(&Message::new("sign-in-title"));
    let (mut form, tenant) = form(&app, &page, &written).await?;
    let (mut status, mut alert) = (StatusCode::UNPROCESSABLE_ENTITY, None);
    if tenant.is_none() {
        form.wrong("municipality", page.t("sign-in-choose-municipality"));
    }
    if written.login.trim().is_empty() {
        form.wrong("login", page.t("sign-in-write-login"));
    }
    if written.password.is_empty() {
        form.wrong("password", page.t("sign-in-write-password"));
    }
    if let Some(tenant) = tenant.filter(|_| form.is_right()) {
        let identity = &app.gate.identity;
        let caller = Caller {
            from: peer.0,
            device: device(&headers),
        };
        match identity
            .sign_in(tenant, &written.login, &written.password, &caller)
            .await
        {
            Ok(secret) => {
                // Whoever signs in anew leaves no older session open behind this browser.
                if let Some(before) = app.gate.who(&headers).await? {
                    identity.sign_out(&before).await?;
                }
                let answer = Redirect::to(next).into_response();
                return Ok(with_cookie(answer, &app, secret.reveal(), cookie_seconds()));
            }
            Err(SignInError::Wrong | SignInError::Unfit | SignInError::Guessable) => {
                form.wrong("password", page.t("sign-in-wrong"))
            }
            Err(SignInError::TooMany(minutes)) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                let text = page.say(&Message::new("problem-too-many-detail").with("minutes", minutes));
                alert = Some(Alert::new(page.language, Tone::Error, text));
            }
            Err(SignInError::Busy) => return Err(Problem::new(Kind::BUSY)),
            Err(SignInError::Store(error)) => return Err(error.into()),
            Err(SignInError::Fault(detail)) => {
                tracing::error!(detail, "signing in failed");
                return Err(Problem::new(Kind::FAULT));
            }
        }
    }
    let template = SignIn {
        page: &page,
        form,
        alert,
        next,
    };
    Ok(show(status, &page, &template))
}

/// Ends the session and says so on the way out.
pub(super) async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response, Problem> {
    if let Some(signed) = app.gate.who(&headers).await? {
        app.gate.identity.sign_out(&signed).await?;
    }
    let mut answer = with_cookie(Redirect::to("/sign-in").into_response(), &app, "", 0);
    flash::say_next(&mut answer, Tone::Success, "flash-signed-out", app.gate.https);
    Ok(answer)
}

/// The form, and the municipality that is meant: the chosen one, or the only one. No fields where there is none.
async fn form(app: &App, page: &Shell, written: &Written) -> Result<(Form, Option<TenantId>), Problem> {
    let municipalities = app.gate.identity.municipalities().await?;
    let mut form = Form::new(page.language);
    let tenant = match municipalities.as_slice() {
        [] => return Ok((form, None)),
        [(only, _)] => Some(*only),
        several => {
            let chosen = |number: &TenantId| number.to_string() == written.municipality;
            let choice = |(number, name): &(TenantId, String)| Choice::new(number.to_string(), name.clone());
            let mut choices = vec![Choice::new(String::new(), page.t("sign-in-choose"))];
            choices.extend(several.iter().map(choice));
            let field = Field::select("municipality", page.t("sign-in-municipality"), choices);
            form.add(field.value(&written.municipality));
            several.iter().map(|(number, _)| *number).find(chosen)
        }
    };
    let login = Field::text("login", page.t("sign-in-login")).value(written.login.trim());
    form.add(login.autocomplete("username"));
    let password = Field::password("password", page.t("sign-in-password"));
    form.add(password.autocomplete("current-password"));
    Ok((form, tenant))
}

fn with_cookie(mut answer: Response, app: &App, value: &str, seconds: i64) -> Response {
    let https = app.gate.https;
    let keeping = Keeping {
        secure: https.0,
        seconds,
    };
    if let Some(line) = line(cookie_name(https), value, keeping) {
        answer.headers_mut().append(SET_COOKIE, line);
    }
    answer
}
