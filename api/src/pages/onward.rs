//! A page that leads on to another site at once. A form may not: what browsers are told keeps forms, and where their
//! answers lead, within our own pages.

use askama::Template;
use axum::http::header::REFRESH;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use samspil_core::text::Message;
use url::Url;

use super::shell::Shell;
use super::show::show;

#[derive(Template)]
#[template(path = "sign_in/onward.html")]
struct Onward<'page> {
    page: &'page Shell,
    href: &'page str,
}

/// The page; the address is one that the program made or looked at.
pub(super) fn onward(page: Shell, title: &str, to: &Url) -> Response {
    let page = page.titled(&Message::new(title));
    let template = Onward {
        page: &page,
        href: to.as_str(),
    };
    let mut answer = show(StatusCode::OK, &page, &template);
    // Where the address cannot be a header, the link is left.
    if let Ok(value) = HeaderValue::try_from(format!("0; url={to}")) {
        answer.headers_mut().insert(REFRESH, value);
    }
    answer
}
