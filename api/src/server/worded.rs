//! Errors put into words, in the reader's language and in the form that they want: JSON for programs, a page for
//! people, a piece of a page where the page asked for a piece.

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT, ALLOW, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE};
use axum::middleware::Next;
use axum::response::Response;
use samspil_core::text::Language;

use super::kept::KeptForm;
use super::language::language;
use super::numbered::Number;
use super::problem::Problem;
use super::provisioning;

/// How a reader asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Asked {
    /// For a piece of a page, by htmx.
    pub(crate) fragment: bool,
    /// To read, not to change.
    pub(crate) reading: bool,
    /// Path and query.
    pub(crate) path: String,
    /// The number of the request.
    pub(crate) number: Option<String>,
    /// What stood in a form that was not taken for want of a sign-in.
    pub(crate) kept: Option<KeptForm>,
}

/// Draws a problem as a page.
pub(crate) type ErrorPage = fn(&Problem, Language, &Asked) -> Response;

/// Puts an error into words.
pub(super) async fn worded(State(page): State<ErrorPage>, request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let for_people = for_people(request.uri().path(), request.headers());
    let mut asked = Asked {
        fragment: request.headers().contains_key("hx-request"),
        reading: request.method().is_safe(),
        path: request.uri().to_string(),
        number: request
            .extensions()
            .get::<Number>()
            .map(|number| number.0.clone()),
        kept: None,
    };
    let answer = next.run(request).await;
    let Some(problem) = Problem::of(&answer) else {
        return answer;
    };
    asked.kept = answer.extensions().get::<KeptForm>().cloned();
    let mut said = if asked.path.starts_with(provisioning::BENEATH) {
        provisioning::said(&problem, language)
    } else if for_people {
        page(&problem, language, &asked)
    } else {
        problem.json(language, asked.number.as_deref())
    };
    for name in [ALLOW, RETRY_AFTER, SET_COOKIE, WWW_AUTHENTICATE] {
        for value in answer.headers().get_all(&name) {
            said.headers_mut().append(name.clone(), value.clone());
        }
    }
    said
}

/// Whether a person reads the answer: outside the API, where the browser asks for a page.
fn for_people(path: &str, headers: &HeaderMap) -> bool {
    let page = headers
        .get(ACCEPT)
        .and_then(|accepted| accepted.to_str().ok())
        .is_some_and(|accepted| accepted.contains("text/html"));
    page && !path.starts_with("/api/")
}
