//! A case that the reader has nothing to do with, opened with a reason, to be read for some hours.

use askama::Template;
use axum::Form as Body;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::case::{Asked, MAX_OPEN_HOURS};
use samspil_core::id::CaseId;
use samspil_core::text::Message;
use samspil_runtime::{Ask, Failure};
use serde::Deserialize;

use super::case::action_page::reason;
use super::failed::refused;
use super::flash;
use super::key::Key;
use super::names::Names;
use super::parts::{Alert, Field, Form, Tone};
use super::shell::Shell;
use super::show::show;
use super::words::Speaker;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "cases/open.html")]
struct OpenPage<'page> {
    page: &'page Shell,
    about: String,
    alert: Option<Alert>,
    form: Form,
    key: Key,
}

/// What the reader wrote.
#[derive(Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    case: String,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    hours: String,
    #[serde(default)]
    key: Key,
}

/// The page that asks.
pub(super) async fn page(State(app): State<App>, page: Shell) -> Response {
    let written = Written {
        hours: "1".to_owned(),
        key: Key::new(app.engine.ids().as_ref()),
        ..Written::default()
    };
    let page = page.titled(&Message::new("open-title"));
    let form = form(&page, &written);
    drawn(&page, form, &written, None)
}

/// Opens it, or says at its field what is wrong.
pub(super) async fn open(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("open-title"));
    let mut form = form(&page, &written);
    let case = written.case.trim().parse().ok().map(CaseId);
    let hours = written.hours.trim().parse().ok();
    if case.is_none() {
        form.wrong("case", page.t("open-case-wrong"));
    }
    if written.reason.trim().is_empty() {
        form.wrong("reason", page.t("action-reason-missing"));
    }
    if hours.is_none() {
        form.wrong("hours", page.say(&hours_hint()));
    }
    let (Some(case), Some(hours)) = (case, hours.filter(|_| form.is_right())) else {
        return Ok(drawn(&page, form, &written, None));
    };
    let ask = Ask {
        case,
        what: Asked::OpenWithReason {
            reason: written.reason.clone(),
            hours,
        },
        seen: None,
    };
    let asked = app
        .engine
        .ask(signed.tenant, signed.by(), ask, written.key.command());
    match asked.await {
        Ok(_) => {
            let mut answer = Redirect::to(&format!("/cases/{case}")).into_response();
            flash::say_next(&mut answer, Tone::Success, "flash-case-opened", app.gate.https);
            Ok(answer)
        }
        Err(Failure::Refused(refusal)) => {
            let speaker = Speaker {
                language: page.language,
                names: &Names::default(),
            };
            let alert = refused(speaker, &refusal);
            Ok(drawn(&page, form, &written, Some(alert)))
        }
        Err(failure) => Err(failure.into()),
    }
}

fn hours_hint() -> Message {
    Message::new("open-hours-hint").with("most", MAX_OPEN_HOURS)
}

fn form(page: &Shell, written: &Written) -> Form {
    let mut form = Form::new(page.language);
    let case = Field::text("case", page.t("open-case")).hint(page.t("open-case-hint"));
    form.add(case.value(&written.case));
    form.add(reason(page, &written.reason));
    let hours = Field::number("hours", page.t("open-hours")).hint(page.say(&hours_hint()));
    form.add(hours.value(&written.hours));
    form
}

fn drawn(page: &Shell, form: Form, written: &Written, alert: Option<Alert>) -> Response {
    let status = if form.is_right() && alert.is_none() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let template = OpenPage {
        page,
        about: page.t("open-about"),
        alert,
        form,
        key: written.key.clone(),
    };
    show(status, page, &template)
}
