//! The review of a flow: the four questions and the failure signs, with what is found and what the flow answers.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::review::{Found, Question, review};
use samspil_core::text::Message;

use super::version::{Asked, Version};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::parts::{Badge, Cell, Table, Tone};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::review::asked as question_words;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "flows/review.html")]
struct ReviewPage<'page> {
    page: &'page Shell,
    back: String,
    flow: String,
    sum: String,
    tables: Vec<Table>,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let version = Version::read(&app, &signed, &name, &asked).await?;
    let Version {
        published,
        flow,
        guards,
        ..
    } = version;
    let found = review(&flow, &guards);
    let page = page.titled(&Message::new("review-title").with("flow", &flow.title));
    let template = ReviewPage {
        back: format!("/flows/{name}?version={}", published.version),
        flow: flow.title.in_language(page.language).to_owned(),
        sum: sum(&page, &found),
        tables: Question::ALL
            .map(|question| table(&page, question, &found))
            .into(),
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}

fn sum(page: &Shell, found: &[Found]) -> String {
    let unanswered = found.iter().filter(|found| found.answered.is_none()).count();
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let message = Message::new("review-sum")
        .with("found", count(unanswered))
        .with("answered", count(found.len() - unanswered));
    page.say(&message)
}

fn table(page: &Shell, question: Question, found: &[Found]) -> Table {
    let of = found
        .iter()
        .filter(|found| Question::of(found.finding) == question);
    let rows = of.map(|found| {
        let (key, tone, text) = match &found.answered {
            Some(because) => (
                "review-is-answered",
                Tone::Success,
                because.in_language(page.language).to_owned(),
            ),
            None => ("review-is-open", Tone::Warning, page.say(&found.hint)),
        };
        let badge = Cell::Badge(Badge {
            text: page.t(key),
            tone: Some(tone),
        });
        vec![
            Cell::Text(page.say(&found.what)),
            Cell::Text(found.place.line.to_string()),
            Cell::Stack(vec![badge, Cell::Text(text)]),
        ]
    });
    Table {
        caption: page.say(&question_words(question)),
        head: ["finding", "line", "answer"]
            .map(|column| page.t(&format!("review-column-{column}")))
            .into(),
        rows: rows.collect(),
        empty: page.t("review-nothing"),
    }
}
