//! A flow as a handbook.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;

use super::version::{Asked, Version};
use crate::app::App;
use crate::handbook::Handbook;
use crate::identity::Signed;
use crate::pages::glossary::{Differing, differing, texts_of_all};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "flows/handbook.html")]
struct HandbookPage<'page> {
    page: &'page Shell,
    back: String,
    flow: String,
    differing: Vec<Differing>,
    book: Handbook,
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
    let houses = app.engine.houses(signed.tenant).await?;
    let book = Handbook::new(&flow, &guards, page.language);
    let book = book.in_houses(&flow, houses.iter().map(|run| &run.flow));
    let page = page.titled(&Message::new("handbook-title").with("flow", book.title.as_str()));
    let template = HandbookPage {
        back: format!("/flows/{name}?version={}", published.version),
        flow: book.title.clone(),
        differing: differing(
            &app,
            signed.tenant,
            &texts_of_all(&flow, page.language),
            page.language,
        )
        .await?,
        book,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}
