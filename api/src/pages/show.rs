//! Templates to answers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::flash;
use super::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// A page as an answer.
pub(super) fn show(status: StatusCode, page: &Shell, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let mut answer = (status, Html(html)).into_response();
            if page.said.is_some() {
                flash::forget(&mut answer, page.https);
            }
            answer
        }
        Err(error) => {
            tracing::error!(%error, "a page could not be drawn");
            Problem::new(Kind::FAULT).into_response()
        }
    }
}
