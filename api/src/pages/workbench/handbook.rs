//! A draft as a handbook.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use samspil_core::text::Message;

use super::findings::first_mend;
use super::{Bench, draft_of, looked_through, slow};
use crate::app::App;
use crate::handbook::Handbook;
use crate::identity::Signed;
use crate::pages::parts::Alert;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "workbench/handbook.html")]
struct HandbookPage<'page> {
    page: &'page Shell,
    bench: Bench,
    alert: Option<Alert>,
    book: Option<Handbook>,
}

/// The page.
pub(super) async fn page(
    State(app): State<App>,
    Path(flow): Path<String>,
    page: Shell,
    signed: Signed,
) -> Result<Response, Problem> {
    let draft = draft_of(&app, &signed, &flow).await?;
    let page = page.titled(&Message::new("handbook-title").with("flow", flow.as_str()));
    let checked = looked_through(&app, &signed, &draft.text).await?;
    let alert = checked
        .flow
        .is_none()
        .then(|| first_mend(&page, &checked.findings));
    let language = page.language;
    let book = match checked.flow {
        None => None,
        Some((flow, guards)) => {
            let houses = app.engine.houses(signed.tenant).await?;
            let book = app.engine.aside(move || {
                let book = Handbook::new(&flow, &guards, language);
                book.in_houses(&flow, houses.iter().map(|run| &run.flow))
            });
            Some(book.await.ok_or_else(slow)?)
        }
    };
    let template = HandbookPage {
        bench: Bench::new(&app, &signed, &page, &draft, "handbook").await?,
        alert,
        book,
        page: &page,
    };
    Ok(show(StatusCode::OK, &page, &template))
}
