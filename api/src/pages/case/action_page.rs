//! A page that asks about one action, and what comes of asking: the same for a case, for a clock and for an item.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::Asked;
use samspil_core::id::CaseId;
use samspil_runtime::{Ask, Failure};

use crate::app::App;
use crate::identity::Signed;
use crate::pages::failed::refused;
use crate::pages::flash;
use crate::pages::key::Key;
use crate::pages::names::Names;
use crate::pages::parts::{Alert, Field, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::words::Speaker;
use crate::server::problem::Problem;

/// The longest reason, in characters: what the core takes.
const MAX_REASON_CHARS: u32 = 500;

/// How many lines a reason shows.
const REASON_LINES: u16 = 3;

#[derive(Template)]
#[template(path = "case/action.html")]
struct ActionPage<'page> {
    page: &'page Shell,
    case: CaseId,
    case_title: String,
    about: String,
    alert: Option<Alert>,
    form: Form,
    key: Key,
    button: String,
}

/// The field for the reason.
pub(crate) fn reason(page: &Shell, written: &str) -> Field {
    let reason = Field::lines("reason", page.t("action-reason"), REASON_LINES);
    let reason = reason.hint(page.t("action-reason-hint"));
    reason.longest(MAX_REASON_CHARS).value(written)
}

/// The page; `about` says what follows from the action.
pub(crate) fn drawn(
    page: &Shell,
    (case, case_title): (CaseId, String),
    about: String,
    (form, key, alert): (Form, &Key, Option<Alert>),
) -> Response {
    let status = if form.is_right() && alert.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = ActionPage {
        page,
        case,
        case_title,
        about,
        alert,
        form,
        key: key.clone(),
        button: page.title.clone(),
    };
    show(status, page, &template)
}

/// Asks for it, once for each key: leads to the case, which says the text `done` first; an alert where it was refused.
pub(crate) async fn ask(
    app: &App,
    signed: &Signed,
    page: &Shell,
    asked: (CaseId, Asked, &Key),
    done: &str,
) -> Result<Result<Response, Alert>, Problem> {
    ask_then(app, signed, page, asked, (done, None)).await
}

/// The same, which leads to another page where one is named.
pub(crate) async fn ask_then(
    app: &App,
    signed: &Signed,
    page: &Shell,
    (case, what, key): (CaseId, Asked, &Key),
    (done, to): (&str, Option<&str>),
) -> Result<Result<Response, Alert>, Problem> {
    let ask = Ask {
        case,
        what,
        seen: None,
    };
    let answer = app
        .engine
        .ask(signed.tenant, signed.by(), ask, key.command())
        .await;
    match answer {
        Ok(_) => {
            let to = to.map_or_else(|| page.home(case), str::to_owned);
            let mut answer = Redirect::to(&to).into_response();
            flash::say_next(&mut answer, Tone::Success, done, app.gate.https);
            Ok(Ok(answer))
        }
        Err(Failure::Refused(refusal)) => {
            let speaker = Speaker {
                language: page.language,
                names: &Names::default(),
            };
            Ok(Err(refused(speaker, &refusal)))
        }
        Err(failure) => Err(failure.into()),
    }
}
