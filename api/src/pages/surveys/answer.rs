//! Answering a survey by a link, without an account. Nothing is kept of who answered; a link is answered by once.

use std::collections::BTreeMap;

use askama::Template;
use axum::Extension;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;

use super::paper::{answers, form};
use crate::app::App;
use crate::pages::parts::{Alert, Form, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::pages::sign_in::bounded;
use crate::server::listen::Peer;
use crate::server::problem::Problem;
use crate::surveys::{ByLink, SurveyRefused, answer, by_link};

#[derive(Template)]
#[template(path = "surveys/answer.html")]
struct AnswerPage<'page> {
    page: &'page Shell,
    alert: Option<Alert>,
    /// What becomes of an answer.
    about: String,
    /// What is asked; none where nothing can be answered.
    form: Option<Form>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    Ok(match by_link(&app, &secret).await? {
        Some(by) => drawn(page, &by, &BTreeMap::new(), None),
        None => over(page),
    })
}

fn drawn(page: Shell, by: &ByLink, written: &BTreeMap<String, String>, alert: Option<Alert>) -> Response {
    let title = by.survey.survey.title.in_language(page.language);
    let page = page.titled(&Message::new("survey-one-title").with("title", title));
    let status = match alert {
        None => StatusCode::OK,
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let about = match by.number() {
        0 => page.t("survey-answer-about"),
        number => page.say(&Message::new("survey-answer-about-linked").with("number", number)),
    };
    let template = AnswerPage {
        about,
        form: Some(form(&page, by.questions(), written)),
        alert,
        page: &page,
    };
    show(status, &page, &template)
}

/// Nothing can be answered: the link was used, the wave is closed, or there is none; nobody is told which.
fn over(page: Shell) -> Response {
    said(page, Tone::Warning, "survey-link-over", StatusCode::NOT_FOUND)
}

fn said(page: Shell, tone: Tone, key: &str, status: StatusCode) -> Response {
    let page = page.titled(&Message::new("survey-answer-title"));
    let alert = Alert::new(page.language, tone, page.say(&Message::new(key)));
    let template = AnswerPage {
        alert: Some(alert),
        about: String::new(),
        form: None,
        page: &page,
    };
    show(status, &page, &template)
}

/// Keeps what was answered.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    Extension(peer): Extension<Peer>,
    Path(secret): Path<String>,
    Body(written): Body<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    bounded(&app, peer)?;
    let Some(by) = by_link(&app, &secret).await? else {
        return Ok(over(page));
    };
    let kept = match answers(&written) {
        None => Err(SurveyRefused::Answers),
        Some(answers) => answer(&app, &by, answers).await,
    };
    match kept {
        Ok(()) => Ok(said(page, Tone::Success, "survey-thanks", StatusCode::OK)),
        Err(SurveyRefused::NotNow) => Ok(over(page)),
        Err(refused) => {
            let sentence = page.say(&refused.message()?);
            let alert = Alert::new(page.language, Tone::Error, sentence);
            Ok(drawn(page, &by, &written, Some(alert)))
        }
    }
}
