//! What went wrong, as a page.

use askama::Template;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use samspil_core::text::Language;

use super::back::{encoded, own_path};
use super::parts::{Alert, Tone};
use super::shell::Shell;
use super::show::show;
use crate::server::Asked;
use crate::server::kept::KeptForm;
use crate::server::problem::Problem;

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'page> {
    page: &'page Shell,
    sentence: String,
    reasons: Vec<String>,
    number: Option<&'page str>,
}

/// A problem as a page; as the way to sign in where that is what is missing; as a notice on the page the reader is on
/// where that page asked for a piece.
pub(crate) fn error_page(problem: &Problem, language: Language, asked: &Asked) -> Response {
    if problem.status() == StatusCode::UNAUTHORIZED {
        let next = if asked.reading {
            own_path(Some(&asked.path))
        } else {
            "/"
        };
        let sign_in = format!("/sign-in?next={}", encoded(next));
        if let Some(kept) = &asked.kept {
            return given_back(kept, language, asked);
        }
        return if asked.fragment {
            leave(&sign_in)
        } else {
            Redirect::to(&sign_in).into_response()
        };
    }
    let mut page = Shell::bare(language, &asked.path);
    page.title = problem.title(language);
    let sentence = problem.sentence(language);
    let reasons = problem.reasons(language);
    if asked.fragment {
        let text = [vec![sentence], reasons].concat().join(" ");
        let alert = Alert::new(language, Tone::Error, text).headed(page.title.clone());
        return aside(show(problem.status(), &page, &alert));
    }
    let number = asked
        .number
        .as_deref()
        .filter(|_| problem.status().is_server_error());
    let template = ErrorPage {
        page: &page,
        sentence,
        reasons,
        number,
    };
    show(problem.status(), &page, &template)
}

#[derive(Template)]
#[template(path = "kept_form.html")]
struct KeptFormPage<'page> {
    page: &'page Shell,
    action: &'page str,
    fields: &'page [(String, String)],
}

/// What was written, to be sent again once its writer has signed in elsewhere; a page that asked for a piece still holds it.
fn given_back(kept: &KeptForm, language: Language, asked: &Asked) -> Response {
    let mut page = Shell::bare(language, &asked.path);
    page.title = page.t("kept-form-title");
    if asked.fragment {
        let alert = Alert::new(language, Tone::Warning, page.t("kept-form-still"));
        return aside(show(
            StatusCode::UNAUTHORIZED,
            &page,
            &alert.headed(page.title.clone()),
        ));
    }
    let template = KeptFormPage {
        action: own_path(Some(&asked.path)),
        fields: &kept.0,
        page: &page,
    };
    show(StatusCode::UNAUTHORIZED, &page, &template)
}

/// Tells htmx to go to another page.
fn leave(to: &str) -> Response {
    let mut answer = StatusCode::NO_CONTENT.into_response();
    if let Ok(to) = HeaderValue::try_from(to) {
        answer.headers_mut().insert("hx-redirect", to);
    }
    answer
}

/// Tells htmx to put it where the page keeps its messages.
fn aside(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert("hx-retarget", HeaderValue::from_static("#messages"));
    headers.insert("hx-reswap", HeaderValue::from_static("innerHTML show:top"));
    answer
}
