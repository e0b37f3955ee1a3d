//! Templates to answers.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use samspil_core::id::PersonId;

use super::flash;
use super::shell::Shell;
use crate::server::kept::{WRITER, bound};
use crate::server::problem::{Kind, Problem};

/// A page as an answer.
pub(super) fn show(status: StatusCode, page: &Shell, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => {
            let html = match &page.reader {
                Some(reader) => drawn_for(&html, reader.person),
                None => html,
            };
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

/// How every form begins that changes something.
const FORM: &str = "<form method=\"post\"";

/// The page with each of its forms saying for whom it is drawn. Here for all of them: a template that forgot it would let a
/// page that one person left open act as the next. A file is sent in parts that are read as they come, so such a form says it
/// in its address.
fn drawn_for(html: &str, person: PersonId) -> String {
    let field = format!("<input type=\"hidden\" name=\"{WRITER}\" value=\"{person}\">");
    let mut parts = html.split(FORM);
    let mut out = String::with_capacity(html.len() + field.len() * html.matches(FORM).count());
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (tag, inside) = part.split_once('>').unwrap_or((part, ""));
        out.push_str(FORM);
        match address(tag).filter(|_| tag.contains("multipart/form-data")) {
            Some((before, own, after)) => {
                let own = bound(own, Some(person)).unwrap_or_else(|| own.to_owned());
                out.push_str(&format!("{before}{own}{after}>{inside}"));
            }
            None => out.push_str(&format!("{tag}>{field}{inside}")),
        }
    }
    out
}

/// A form's address, with what stands before it in its tag and after it.
fn address(tag: &str) -> Option<(&str, &str, &str)> {
    const NAME: &str = "action=\"";
    let at = tag.find(NAME)?.checked_add(NAME.len())?;
    let (before, rest) = tag.split_at_checked(at)?;
    let (own, _) = rest.split_once('"')?;
    let after = rest.get(own.len()..)?;
    Some((before, own, after))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_form_says_for_whom_it_is_drawn() {
        let person = PersonId(Uuid::from_u128(7));
        let field = format!("<input type=\"hidden\" name=\"writer\" value=\"{person}\">");
        for (html, expected) in [
            ("<p>Hej</p>".to_owned(), "<p>Hej</p>".to_owned()),
            (
                "<form method=\"post\"><b></b></form><form method=\"get\"></form>".to_owned(),
                format!("<form method=\"post\">{field}<b></b></form><form method=\"get\"></form>"),
            ),
            (
                "<form method=\"post\" action=\"/a?b=c\" novalidate>x</form>".repeat(2),
                format!("<form method=\"post\" action=\"/a?b=c\" novalidate>{field}x</form>").repeat(2),
            ),
            (
                "<form method=\"post\" action=\"/file\" enctype=\"multipart/form-data\">x</form>".to_owned(),
                format!(
                    "<form method=\"post\" action=\"/file?kept-for={person}\" enctype=\"multipart/form-data\">x</form>"
                ),
            ),
        ] {
            assert_eq!(drawn_for(&html, person), expected);
        }
    }

    /// What stands in the templates is found: none begins a form otherwise.
    #[test]
    fn no_template_begins_a_form_otherwise() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let mut folders = vec![folder];
        let mut forms = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                for tag in text.split("<form").skip(1) {
                    forms += 1;
                    let (tag, _) = tag.split_once('>').unwrap();
                    let changes_nothing = ["method=\"get\"", "method=\"dialog\""];
                    let known = tag.starts_with(" method=\"post\"")
                        || changes_nothing.iter().any(|known| tag.contains(known));
                    assert!(known, "{}: <form{tag}", path.display());
                }
            }
        }
        assert!(forms > 50, "{forms} forms");
    }
}
