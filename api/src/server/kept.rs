//! What stood in a form whose sender was no longer signed in: it goes back with the answer, and nothing of it is kept here.

use std::fmt;

use axum::body::to_bytes;
use axum::extract::Request;
use axum::http::Method;
use axum::http::header::CONTENT_TYPE;
use samspil_core::id::PersonId;
use url::form_urlencoded::parse;

use super::MAX_BODY_BYTES;

/// The most fields that are given back: the longest form with lists has fewer.
const MAX_FIELDS: usize = 1_000;

/// Where passwords, codes and providers' secrets are written, which no page shows again.
const SECRET: [&str; 3] = ["/settings/password", "/settings/code", "/sign-in-providers"];

/// What names in the address of a kept form the person whose text it is: nobody else can send it.
const FOR: &str = "kept-for";

/// What a form was sent with.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct KeptForm {
    /// Its fields, in their order.
    pub(crate) fields: Vec<(String, String)>,
    /// Who wrote it, where their session is still known of.
    pub(crate) writer: Option<PersonId>,
}

impl fmt::Debug for KeptForm {
    /// What people wrote is in no log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeptForm of {} fields", self.fields.len())
    }
}

/// The fields that a form was sent with; none where it is no form, is too long, or holds what no page shows.
pub(crate) async fn form(request: Request, writer: Option<PersonId>) -> Option<KeptForm> {
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
    (fields.len() <= MAX_FIELDS).then_some(KeptForm { fields, writer })
}

/// What an address says of whose text is sent to it.
fn whose(address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let mut named = parse(query.as_bytes()).filter(|(name, _)| &**name == FOR);
    named.next().map(|(_, person)| person.into_owned())
}

/// Whether what is sent to this address was written by somebody else.
pub(crate) fn is_anothers(address: &str, person: PersonId) -> bool {
    whose(address).is_some_and(|writer| writer != person.to_string())
}

/// The address to which only the writer can send the form; none where nothing tells who it is. Who is named already stays so.
pub(crate) fn bound(address: &str, writer: Option<PersonId>) -> Option<String> {
    if whose(address).is_some() {
        return Some(address.to_owned());
    }
    let between = if address.contains('?') { '&' } else { '?' };
    writer.map(|writer| format!("{address}{between}{FOR}={writer}"))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_kept_form_is_its_writers_alone() {
        let (writer, other) = (PersonId(Uuid::from_u128(7)), PersonId(Uuid::from_u128(8)));
        for address in ["/cases/1", "/cases/1?tab=plan"] {
            assert_eq!(bound(address, None), None);
            assert!(!is_anothers(address, other), "{address}");
            let own = bound(address, Some(writer)).unwrap();
            assert!(own.starts_with(address), "{own}");
            assert!(is_anothers(&own, other) && !is_anothers(&own, writer), "{own}");
            assert_eq!(
                bound(&own, Some(other)).as_ref(),
                Some(&own),
                "it stays the writer's"
            );
        }
        assert!(is_anothers("/cases/1?kept-for=", writer));
    }
}
