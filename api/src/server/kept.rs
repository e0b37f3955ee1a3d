//! What stood in a form whose sender was no longer signed in: it goes back with the answer, and nothing of it is kept here.

use std::fmt;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use url::form_urlencoded::parse;

use super::MAX_BODY_BYTES;

/// The most fields that are given back: the longest form with lists has fewer.
const MAX_FIELDS: usize = 1_000;

/// Where passwords, codes and providers' secrets are written, which no page shows again.
const SECRET: [&str; 3] = ["/settings/password", "/settings/code", "/sign-in-providers"];

/// The fields of a form, in their order.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeptForm(pub(crate) Vec<(String, String)>);

impl fmt::Debug for KeptForm {
    /// What people wrote is in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeptForm of {} fields", self.0.len())
    }
}

/// The fields that a form was sent with; none where it is no form, is too long, or holds what no page shows.
pub(crate) async fn form(request: Request) -> Option<KeptForm> {
    let kind = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let is_form = kind.starts_with("application/x-www-form-urlencoded");
    let secret = SECRET.iter().any(|path| request.uri().path().starts_with(path));
    if request.method() != Method::POST || !is_form || secret {
        return None;
    }
    let body = to_bytes(request.into_body(), MAX_BODY_BYTES).await.ok()?;
    let fields: Vec<(String, String)> = parse(&body)
        .take(MAX_FIELDS + 1)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    (fields.len() <= MAX_FIELDS).then_some(KeptForm(fields))
}
