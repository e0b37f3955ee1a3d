//! Signing in and out.

pub(super) mod code;
pub(super) mod enrol;
pub(super) mod provider;

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::id::TenantId;
use samspil_core::text::Message;
use samspil_store::Step;
use serde::Deserialize;

use super::address::segment;
use super::back::{encoded, own_path};
use super::flash;
use super::onward::onward;
use super::parts::{Alert, Choice, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::secret::Secret;
use crate::identity::{Caller, LONGEST_HOURS, SignInError, cookie_name};
use crate::openid::{kept, sign_out_at};
use crate::server::cookie::{Keeping, line};
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};
use crate::unusable::numbers;

/// How long the browser keeps the cookie, in seconds: as long as the longest session that any municipality may have.
fn cookie_seconds() -> i64 {
    i64::from(*LONGEST_HOURS.end()) * 60 * 60
}

#[derive(Template)]
#[template(path = "sign_in/page.html")]
struct SignIn<'page> {
    page: &'page Shell,
    form: Form,
    alert: Option<Alert>,
    next: &'page str,
    /// The providers of the municipality.
    ways: Vec<Way>,
    /// Where to see those of each, where there are several.
    others: Vec<(String, String)>,
}

/// A provider on the page.
struct Way {
    action: String,
    title: String,
}

/// Where to go on to, and whose providers are shown.
#[derive(Deserialize)]
pub(super) struct Next {
    next: Option<String>,
    municipality: Option<String>,
}

/// What a reader wrote.
#[derive(Default, Deserialize)]
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
    let written = Written {
        municipality: asked.municipality.unwrap_or_default(),
        ..Written::default()
    };
    empty(&app, page, &written, next, (StatusCode::OK, None)).await
}

/// The page with nothing written, and a word about what went wrong where something did.
async fn empty(
    app: &App,
    page: Shell,
    written: &Written,
    next: &str,
    (status, said): (StatusCode, Option<Alert>),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("sign-in-title"));
    let (form, tenant) = form(app, &page, written).await?;
    let nowhere = nowhere(app, &page, form.fields.is_empty()).await?;
    let template = SignIn {
        ways: ways(app, &page, tenant).await?,
        others: others(app, tenant, next).await?,
        page: &page,
        form,
        alert: said.or(nowhere),
        next,
    };
    Ok(show(status, &page, &template))
}

/// That one cannot sign in to all municipalities that are here, or that there is none.
async fn nowhere(app: &App, page: &Shell, to_none: bool) -> Result<Option<Alert>, Problem> {
    let unusable = app.engine.store().unusable().await?;
    let said = if !unusable.is_empty() {
        Message::new("sign-in-unusable").with("municipalities", numbers(&unusable))
    } else if to_none {
        Message::new("sign-in-no-municipality")
    } else {
        return Ok(None);
    };
    Ok(Some(Alert::new(page.language, Tone::Warning, page.say(&said))))
}

/// The providers of a municipality.
async fn ways(app: &App, page: &Shell, tenant: Option<TenantId>) -> Result<Vec<Way>, Problem> {
    let Some(tenant) = tenant else {
        return Ok(Vec::new());
    };
    let all = kept::all(app.engine.store().as_ref(), tenant).await?;
    let way = |kept: &kept::Kept| Way {
        action: format!("/sign-in/with/{tenant}/{}", segment(&kept.provider.name)),
        title: kept.provider.title.in_language(page.language).to_owned(),
    };
    Ok(all.iter().map(way).collect())
}

/// Where to see the providers of each municipality, where none is chosen.
async fn others(app: &App, tenant: Option<TenantId>, next: &str) -> Result<Vec<(String, String)>, Problem> {
    if tenant.is_some() {
        return Ok(Vec::new());
    }
    let all = app.gate.identity.municipalities().await?;
    let next = encoded(next);
    Ok(all
        .into_iter()
        .map(|(number, name)| (format!("/sign-in?municipality={number}&next={next}"), name))
        .collect())
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
        let caller = caller(peer, &headers);
        let identity = &app.gate.identity;
        match identity
            .sign_in(tenant, &written.login, &written.password, &caller)
            .await
        {
            Ok((secret, step)) => return opened(&app, &headers, &secret, step, next).await,
            Err(SignInError::Wrong | SignInError::Unfit | SignInError::Guessable) => {
                form.wrong("password", page.t("sign-in-wrong"))
            }
            Err(SignInError::TooMany(minutes)) => {
                status = StatusCode::TOO_MANY_REQUESTS;
                alert = Some(too_many(&page, minutes));
            }
            Err(error) => return Err(problem(error)),
        }
    }
    let template = SignIn {
        ways: ways(&app, &page, tenant).await?,
        others: others(&app, tenant, next).await?,
        page: &page,
        form,
        alert,
        next,
    };
    Ok(show(status, &page, &template))
}

/// From where and on what.
pub(super) fn caller(peer: Peer, headers: &HeaderMap) -> Caller {
    Caller::of(peer, headers)
}

/// That this address of the network has not gone to providers or opened links too often.
pub(super) fn bounded(app: &App, peer: Peer) -> Result<(), Problem> {
    if app.sign_ins.admits(peer.0, app.gate.identity.now()) {
        Ok(())
    } else {
        Err(Problem::new(Kind::TOO_MANY).with("minutes", 1_i64))
    }
}

/// How long to wait.
pub(super) fn too_many(page: &Shell, minutes: i64) -> Alert {
    let text = page.say(&Message::new("problem-too-many-detail").with("minutes", minutes));
    Alert::new(page.language, Tone::Error, text)
}

/// What no field is to blame for.
pub(super) fn problem(error: SignInError) -> Problem {
    error.into()
}

/// On with a session, to what is still missing or to where one came from.
pub(super) async fn opened(
    app: &App,
    headers: &HeaderMap,
    secret: &Secret,
    step: Step,
    next: &str,
) -> Result<Response, Problem> {
    // Whoever signs in anew leaves no older session open behind this browser.
    if let Some(before) = app.gate.who(headers).await? {
        app.gate.identity.sign_out(&before).await?;
    }
    let to = match step {
        Step::SignedIn => next.to_owned(),
        Step::Code => format!("/sign-in/code?next={}", encoded(next)),
        Step::Enrol => format!("/sign-in/enrol?next={}", encoded(next)),
    };
    let answer = Redirect::to(&to).into_response();
    Ok(with_session(answer, app, secret))
}

/// The answer with the session's cookie.
pub(super) fn with_session(answer: Response, app: &App, secret: &Secret) -> Response {
    let name = cookie_name(app.gate.https);
    with_cookie(answer, app, name, (secret.reveal(), cookie_seconds()))
}

/// What a browser lets go of when a session ends (W3C Clear Site Data).
const CLEAR: HeaderName = HeaderName::from_static("clear-site-data");
const EMPTIED: HeaderValue = HeaderValue::from_static(r#""cache", "storage""#);

/// Ends the session and says so on the way out; at the provider too, where it offers that.
pub(super) async fn sign_out(
    State(app): State<App>,
    page: Shell,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut elsewhere = None;
    if let Some(signed) = app.gate.who(&headers).await? {
        let identity = &app.gate.identity;
        let sessions = identity.sessions(signed.tenant, signed.person).await?;
        let session = sessions
            .into_iter()
            .find(|session| signed.session() == Some(session.id));
        identity.sign_out(&signed).await?;
        if let Some(name) = session.and_then(|session| session.provider) {
            elsewhere = sign_out_at(&app, signed.tenant, &name).await;
        }
    }
    let answer = match elsewhere {
        Some(url) => onward(page, "onward-sign-out", &url),
        None => Redirect::to("/sign-in").into_response(),
    };
    let mut answer = with_cookie(answer, &app, cookie_name(app.gate.https), ("", 0));
    flash::say_next(&mut answer, Tone::Success, "flash-signed-out", app.gate.https);
    // Nothing of the session is left in the browser; the language that was chosen stays.
    answer.headers_mut().insert(CLEAR, EMPTIED);
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

fn with_cookie(mut answer: Response, app: &App, name: &str, (value, seconds): (&str, i64)) -> Response {
    let keeping = Keeping {
        secure: app.gate.https.0,
        seconds,
    };
    if let Some(line) = line(name, value, keeping) {
        answer.headers_mut().append(SET_COOKIE, line);
    }
    answer
}
