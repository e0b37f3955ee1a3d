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
use crate::server::kept::{KeptForm, bound};
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
    if let Some(kept) = &asked.kept {
        return given_back(problem, kept, language, asked);
    }
    if problem.status() == StatusCode::UNAUTHORIZED {
        let next = if asked.reading {
            own_path(Some(&asked.path))
        } else {
            "/"
        };
        let sign_in = format!("/sign-in?next={}", encoded(next));
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
    about: String,
    /// Where it is sent again; none where its address cannot be asked for from a page.
    action: Option<String>,
    /// Whether only its writer can send it; else the reader is asked, and sees what it is.
    is_bound: bool,
    fields: &'page [(String, String)],
}

/// What was written, to be sent again once its writer has signed in elsewhere; a page that asked for a piece still holds it.
fn given_back(problem: &Problem, kept: &KeptForm, language: Language, asked: &Asked) -> Response {
    let mut page = Shell::bare(language, &asked.path);
    let is_lapsed = problem.status() == StatusCode::UNAUTHORIZED;
    page.title = match is_lapsed {
        true => page.t("kept-form-title"),
        false => problem.title(language),
    };
    let said = |key: &str| match is_lapsed {
        true => page.t(key),
        false => problem.sentence(language),
    };
    if asked.fragment {
        let alert = Alert::new(language, Tone::Warning, said("kept-form-still"));
        return aside(show(problem.status(), &page, &alert.headed(page.title.clone())));
    }
    let own = own_path(Some(&asked.path));
    let bound = bound(own, kept.writer);
    let template = KeptFormPage {
        about: said("kept-form-about"),
        is_bound: bound.is_some(),
        action: (own == asked.path).then(|| bound.unwrap_or_else(|| own.to_owned())),
        fields: &kept.fields,
        page: &page,
    };
    show(problem.status(), &page, &template)
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

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use samspil_core::id::PersonId;
    use uuid::Uuid;

    use super::*;
    use crate::server::problem::Kind;

    /// The page that gives a form back which was sent to this address.
    async fn page(path: &str, writer: Option<PersonId>) -> String {
        let kept = KeptForm {
            fields: vec![("reason".to_owned(), "Ferie".to_owned())],
            writer,
        };
        let asked = Asked {
            fragment: false,
            reading: false,
            path: path.to_owned(),
            number: None,
            kept: Some(kept),
        };
        let answer = error_page(&Problem::new(Kind::SIGN_IN_NEEDED), Language::English, &asked);
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
        let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
        String::from_utf8(body.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn a_form_goes_back_to_its_writer_or_shows_what_it_is() {
        let writer = PersonId(Uuid::from_u128(7));
        let bound = page("/tasks/hand-on", Some(writer)).await;
        assert!(
            bound.contains(&format!("action=\"/tasks/hand-on?kept-for={writer}\"")),
            "{bound}"
        );
        assert!(
            !bound.contains("<textarea") && !bound.contains("required"),
            "{bound}"
        );
        let unknown = page("/tasks/hand-on", None).await;
        assert!(unknown.contains("action=\"/tasks/hand-on\""), "{unknown}");
        assert!(
            unknown.contains("required") && unknown.contains(">Ferie</textarea>"),
            "{unknown}"
        );
    }

    #[tokio::test]
    async fn what_cannot_be_sent_again_stands_there_to_be_copied() {
        let long = format!("/cases?text={}", "x".repeat(2_000));
        for writer in [None, Some(PersonId(Uuid::from_u128(7)))] {
            let kept = page(&long, writer).await;
            assert!(!kept.contains("<form method=\"post\" action=\"/"), "{kept}");
            assert!(
                kept.contains("cannot be sent from here") && kept.contains(">Ferie</textarea>"),
                "{kept}"
            );
        }
    }
}
