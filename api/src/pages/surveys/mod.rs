//! Surveys, for process owners, and the page on which somebody answers by a link.

mod answer;
mod one;
mod paper;
mod questions;
mod results;

use askama::Template;
use axum::Form as Body;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use samspil_core::calendar::local_date;
use samspil_core::id::TenantId;
use samspil_core::survey::{Group, ready};
use samspil_core::text::{Message, date};
use serde::Deserialize;
use uuid::Uuid;

use super::flash;
use super::key::Key;
use super::parts::{Cell, Choice, Field, Form, Table, Tone};
use super::shell::Shell;
use super::show::show;
use crate::app::App;
use crate::identity::Signed;
use crate::server::problem::Problem;
use crate::surveys::{MAX_SURVEYS, MAX_TITLE_CHARS, QuestionsWrong, make, read, results, whole, write};

/// Where the pages lie.
const PATH: &str = "/surveys";

/// Lines of the box that questions are written in.
const LINES: u16 = 12;

/// The pages.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route(PATH, get(page).post(add))
        .route("/surveys/{survey}", get(one::page))
        .route("/surveys/{survey}/close", post(one::close))
        .route("/surveys/{survey}/links", post(one::links))
        .route("/surveys/{survey}/open", post(one::open))
        .route(
            "/surveys/{survey}/paper/{group}",
            get(paper::page).post(paper::keep),
        )
        .route(
            "/surveys/{survey}/questions",
            get(questions::page).post(questions::keep),
        )
        .route("/answer/{secret}", get(answer::page).post(answer::keep))
}

#[derive(Template)]
#[template(path = "surveys/page.html")]
struct SurveysPage<'page> {
    page: &'page Shell,
    table: Table,
    form: Form,
    key: Key,
}

/// How it is sent that a survey is linked.
const LINKED: &str = "linked";

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Written {
    #[serde(default)]
    title: String,
    #[serde(default)]
    questions: String,
    /// Whether whoever answers has a number.
    #[serde(default)]
    linked: String,
    #[serde(default)]
    key: Key,
}

/// A group in words.
fn group(page: &Shell, group: Group) -> String {
    page.say(&Message::new(&format!("survey-group-{}", group.word())))
}

/// The groups as choices.
fn groups(page: &Shell) -> Vec<Choice> {
    let choice = |one: Group| Choice::new(one.word().to_owned(), group(page, one));
    Group::ALL.into_iter().map(choice).collect()
}

/// Leads to a page that says what was done.
fn done(app: &App, path: &str, key: &str) -> Response {
    let mut answer = Redirect::to(path).into_response();
    flash::say_next(&mut answer, Tone::Success, key, app.gate.https);
    answer
}

/// The box that questions are written in.
fn questions_field(page: &Shell, value: &str) -> Field {
    let field = Field::lines("questions", page.t("survey-questions"), LINES);
    field.hint(page.t("survey-questions-hint")).value(value)
}

/// What is wrong with lines, as one sentence after another.
fn wrong_lines(page: &Shell, wrong: &QuestionsWrong) -> String {
    let sentences: Vec<String> = wrong.0.iter().map(|message| page.say(message)).collect();
    sentences.join(" ")
}

fn form(page: &Shell, title: &str, linked: bool, questions: &str) -> Form {
    let mut form = Form::new(page.language);
    let field = Field::text("title", page.t("survey-column-title"));
    form.add(field.longest(MAX_TITLE_CHARS).value(title));
    let ways = [("", "survey-anonymous"), (LINKED, "survey-linked")];
    let ways = ways.map(|(value, key)| Choice::new(value.to_owned(), page.t(key)));
    let field = Field::select("linked", page.t("survey-answered-as"), ways.into());
    let field = field.hint(page.t("survey-linked-hint"));
    form.add(field.value(if linked { LINKED } else { "" }));
    form.add(questions_field(page, questions));
    form
}

/// The page.
async fn page(State(app): State<App>, page: Shell, signed: Signed) -> Result<Response, Problem> {
    let form = form(&page, "", false, &write(&ready()));
    let key = Key::new(app.engine.ids().as_ref());
    drawn(&app, page, &signed, (form, key, StatusCode::OK)).await
}

async fn drawn(
    app: &App,
    page: Shell,
    signed: &Signed,
    (form, key, status): (Form, Key, StatusCode),
) -> Result<Response, Problem> {
    let page = page.titled(&Message::new("survey-title"));
    let surveys = app.engine.store().surveys(signed.tenant, MAX_SURVEYS).await?;
    let rows = surveys.iter().map(|survey| {
        vec![
            Cell::Link {
                href: format!("{PATH}/{}", survey.id),
                text: survey.title.in_language(page.language).to_owned(),
            },
            Cell::Text(date(local_date(survey.made_at))),
            Cell::Text(survey.made_by.clone()),
        ]
    });
    let head = ["title", "made", "by"];
    let template = SurveysPage {
        table: Table {
            caption: page.title.clone(),
            head: head
                .iter()
                .map(|column| page.t(&format!("survey-column-{column}")))
                .collect(),
            rows: rows.collect(),
            empty: page.t("survey-none"),
        },
        form,
        key,
        page: &page,
    };
    if let Some(lists) = page.lists(&[&template.table]) {
        return lists.answer(app.engine.clock().now()).await;
    }
    Ok(show(status, &page, &template))
}

/// Makes a survey, and leads to it.
async fn add(
    State(app): State<App>,
    page: Shell,
    signed: Signed,
    Body(written): Body<Written>,
) -> Result<Response, Problem> {
    let title = written.title.trim();
    let linked = written.linked == LINKED;
    let mut form = form(&page, title, linked, &written.questions);
    let longest = usize::try_from(MAX_TITLE_CHARS).unwrap_or(usize::MAX);
    if title.is_empty() || title.chars().count() > longest {
        let most = Message::new("survey-title-wrong").with("most", MAX_TITLE_CHARS);
        form.wrong("title", page.say(&most));
    }
    let questions = read(&written.questions);
    if let Err(wrong) = &questions {
        form.wrong("questions", wrong_lines(&page, wrong));
    }
    match questions {
        Ok(questions) if form.is_right() => {
            let id = written
                .key
                .command()
                .map_or_else(|| app.engine.ids().next(), |key| key.0);
            make(&app, &signed, (id, title, linked), questions).await?;
            Ok(done(&app, &address(id), "flash-survey-made"))
        }
        _ => {
            let part = (form, written.key, StatusCode::UNPROCESSABLE_ENTITY);
            drawn(&app, page, &signed, part).await
        }
    }
}

/// Where a survey lies, and what was answered, for other pages.
pub(super) async fn survey_results(
    app: &App,
    page: &Shell,
    tenant: TenantId,
    survey: Uuid,
) -> Result<Option<(String, Table)>, Problem> {
    let whole = whole(app, tenant, survey).await?;
    let found = results(app, tenant, &whole).await?;
    Ok(found.map(|found| (address(survey), results::told(page, &whole, &found).table)))
}

/// Where a survey lies.
fn address(survey: Uuid) -> String {
    format!("{PATH}/{survey}")
}
