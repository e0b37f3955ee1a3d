//! A flow as a handbook.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::flow::read;
use samspil_core::guard::compile_all;
use samspil_core::text::Message;
use serde::Deserialize;

use crate::app::App;
use crate::handbook::Handbook;
use crate::identity::Signed;
use crate::pages::glossary::{Differing, differing, texts_of_all};
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::{Kind, Problem};

#[derive(Template)]
#[template(path = "flows/handbook.html")]
struct HandbookPage<'page> {
    page: &'page Shell,
    back: String,
    flow: String,
    differing: Vec<Differing>,
    book: Handbook,
}

/// Which version; the newest where none is named.
#[derive(Deserialize)]
pub(in crate::pages) struct Asked {
    version: Option<u32>,
}

/// The page.
pub(in crate::pages) async fn page(
    State(app): State<App>,
    Path(name): Path<String>,
    Query(asked): Query<Asked>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let found = app
        .engine
        .store()
        .flow(signed.tenant, &name, asked.version)
        .await?;
    let version = found.ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let (Some(flow), _) = read(&version.text) else {
        return Err(Problem::new(Kind::FAULT));
    };
    let (guards, _) = compile_all(&flow);
    let book = Handbook::new(&flow, &guards, page.language);
    let page = page.titled(&Message::new("handbook-title").with("flow", book.title.as_str()));
    let template = HandbookPage {
        back: format!("/flows/{name}?version={}", version.version),
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
