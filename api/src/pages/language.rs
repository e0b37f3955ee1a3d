//! Choosing a language, for this browser.

use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::back::own_path;
use crate::app::App;
use crate::server::cookie::{Keeping, guarded, line};
use crate::server::language::{COOKIE, tagged};
use crate::server::problem::{Kind, Problem};

/// How long a choice is kept, in seconds: a year.
const YEAR_SECONDS: i64 = 31_536_000;

/// Where the reader was.
#[derive(Deserialize)]
pub(super) struct From {
    next: Option<String>,
}

/// Keeps the choice and goes back.
pub(super) async fn choose(
    State(app): State<App>,
    Path(tag): Path<String>,
    Query(from): Query<From>,
) -> Result<Response, Problem> {
    let language = tagged(&tag).ok_or_else(|| Problem::new(Kind::NOT_FOUND))?;
    let keeping = Keeping {
        secure: app.gate.https.0,
        seconds: YEAR_SECONDS,
    };
    let mut answer = Redirect::to(own_path(from.next.as_deref())).into_response();
    if let Some(line) = line(&guarded(COOKIE, app.gate.https), language.tag(), keeping) {
        answer.headers_mut().append(SET_COOKIE, line);
    }
    Ok(answer)
}
