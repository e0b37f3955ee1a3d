//! The questions of a survey: the latest version, from which the next is made.

use askama::Template;
use axum::Form as Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;
use samspil_store::WholeSurvey;
use serde::Deserialize;
use uuid::Uuid;

use super::{address, done, questions_field, wrong_lines};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::Form;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;
use crate::surveys::{latest_version, lay_down, read, whole, write};

#[derive(Template)]
#[template(path = "surveys/questions.html")]
struct QuestionsPage<'page> {
    page: &'page Shell,
    form: Form,
    /// The version that it is made from.
    version: u32,
    at: String,
}

/// The form as it is sent.
#[derive(Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    questions: String,
    #[serde(default)]
    version: String,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let latest = survey.versions.last().map(|latest| write(&latest.questions));
    let form = form(&page, &latest.unwrap_or_default());
    Ok(drawn(page, &survey, form, StatusCode::OK))
}

fn form(page: &Shell, questions: &str) -> Form {
    let mut form = Form::new(page.language);
    form.add(questions_field(page, questions));
    form
}

fn drawn(page: Shell, survey: &WholeSurvey, form: Form, status: StatusCode) -> Response {
    let title = survey.survey.title.in_language(page.language);
    let page = page.titled(&Message::new("survey-questions-title").with("title", title));
    let template = QuestionsPage {
        form,
        version: latest_version(survey),
        at: address(survey.survey.id),
        page: &page,
    };
    show(status, &page, &template)
}

/// Lays down the next version.
pub(super) async fn keep(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Path(survey): Path<Uuid>,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let survey = whole(&app, signed.tenant, survey).await?;
    let mut form = form(&page, &written.questions);
    let questions = match read(&written.questions) {
        Ok(questions) => questions,
        Err(wrong) => {
            form.wrong("questions", wrong_lines(&page, &wrong));
            return Ok(drawn(page, &survey, form, StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let seen = written.version.trim().parse().ok();
    match lay_down(&app, &signed, &survey, (seen, questions)).await {
        Ok(()) => Ok(done(&app, &address(survey.survey.id), "flash-survey-questions")),
        Err(refused) => {
            form.wrong("questions", page.say(&refused.message()?));
            Ok(drawn(page, &survey, form, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}
