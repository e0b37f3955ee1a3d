//! The letters of a case: each to be read and printed, with when it was sent and when it came.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::{Head, Own};
use crate::app::App;
use crate::identity::Signed;
use crate::pages::case::letters::letters;
use crate::pages::parts::Table;
use crate::pages::shell::Shell;
use crate::pages::show::show;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "own/letters.html")]
struct LettersPage<'page> {
    page: &'page Shell,
    head: Head,
    letters: Option<Table>,
}

/// The page.
pub(super) async fn drawn(
    app: &App,
    signed: &Signed,
    page: &Shell,
    own: &Own,
    head: Head,
) -> Result<Response, Problem> {
    let known = app.engine.letters(signed.tenant, &signed.by(), &own.read).await?;
    let template = LettersPage {
        letters: letters(&own.read, &own.eyes, own.speaker(page.language), &known),
        head,
        page,
    };
    Ok(show(StatusCode::OK, page, &template))
}
