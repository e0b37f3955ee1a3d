//! Taking a code app into use: as one signs in where one must, and from the settings.

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Message;
use samspil_store::Step;

use super::code::{Written, begun, code_form};
use super::{Next, caller, problem, too_many, with_session};
use crate::app::App;
use crate::identity::{Enrolment, SignInError};
use crate::pages::back::own_path;
use crate::pages::parts::{Alert, Form, Tone};
use crate::pages::qr::{Qr, qr};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::listen::Peer;
use crate::server::problem::Problem;

/// What the app is told.
struct EnrolmentShown {
    qr: Option<Qr>,
    letters: String,
    address: String,
}

#[derive(Template)]
#[template(path = "sign_in/enrol.html")]
struct Enrol<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    enrolment: EnrolmentShown,
    form: Form,
    action: &'page str,
    next: &'page str,
}

#[derive(Template)]
#[template(path = "sign_in/recovery.html")]
struct Recovery<'page> {
    page: &'page Shell,
    codes: Vec<String>,
    next: &'page str,
}

/// What is said of a page that is shown.
pub(in crate::pages) struct Shown<'a> {
    pub(in crate::pages) status: StatusCode,
    pub(in crate::pages) alert: Option<Alert>,
    /// The code was wrong.
    pub(in crate::pages) wrong: bool,
    /// Where the code is sent.
    pub(in crate::pages) action: &'a str,
    pub(in crate::pages) next: &'a str,
}

/// The page with what the app is told.
pub(in crate::pages) fn enrolment(page: Shell, enrolment: Enrolment, shown: Shown<'_>) -> Response {
    let page = page.titled(&Message::new("code-enrol-title"));
    let mut form = code_form(&page);
    if shown.wrong {
        form.wrong("code", page.t("code-wrong"));
    }
    let template = Enrol {
        alert: shown.alert,
        enrolment: EnrolmentShown {
            qr: qr(&enrolment.address),
            letters: enrolment.letters,
            address: enrolment.address,
        },
        form,
        action: shown.action,
        next: shown.next,
        page: &page,
    };
    show(shown.status, &page, &template)
}

/// The page with the recovery codes, this once.
pub(in crate::pages) fn recovery(page: Shell, codes: Vec<String>, next: &str) -> Response {
    let page = page.titled(&Message::new("recovery-title"));
    let template = Recovery {
        page: &page,
        codes,
        next,
    };
    show(StatusCode::OK, &page, &template)
}

/// Where the code is sent.
const ACTION: &str = "/sign-in/enrol";

/// The page; whoever has not begun is sent to the beginning.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    page: Shell,
    Query(asked): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let shown = Shown {
        status: StatusCode::OK,
        alert: Some(Alert::new(page.language, Tone::Info, page.t("code-must"))),
        wrong: false,
        action: ACTION,
        next: own_path(asked.next.as_deref()),
    };
    drawn(&app, page, &headers, shown).await
}

async fn drawn(app: &App, page: Shell, headers: &HeaderMap, shown: Shown<'_>) -> Result<Response, Problem> {
    let Some(half) = begun(app, headers, Step::Enrol).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let identity = &app.gate.identity;
    let Some((person, _)) = identity.half_signed(&half).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let begun = identity.enrol(half.tenant(), person.id).await;
    Ok(enrolment(page, begun.map_err(problem)?, shown))
}

/// Takes it into use and signs in.
pub(in crate::pages) async fn send(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    headers: HeaderMap,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let Some(half) = begun(&app, &headers, Step::Enrol).await? else {
        return Ok(Redirect::to("/sign-in").into_response());
    };
    let next = own_path(written.next.as_deref());
    let mut shown = Shown {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        alert: None,
        wrong: true,
        action: ACTION,
        next,
    };
    let caller = caller(peer, &headers);
    match app.gate.identity.enrolled(&half, &written.code, &caller).await {
        Ok((secret, codes)) => {
            let answer = recovery(page, codes, next);
            return Ok(with_session(answer, &app, &secret));
        }
        Err(SignInError::Wrong) => {}
        Err(SignInError::TooMany(minutes)) => {
            shown.status = StatusCode::TOO_MANY_REQUESTS;
            shown.alert = Some(too_many(&page, minutes));
            shown.wrong = false;
        }
        Err(error) => return Err(problem(error)),
    }
    drawn(&app, page, &headers, shown).await
}
