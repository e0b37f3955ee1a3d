//! Whose a form is. It says for whom it was drawn, and is sent by nobody else: two people may use one browser after each other,
//! and a page that the first left open must not act as the second. What stood in a form that is not taken for that reason, or
//! whose sender was no longer signed in, goes back with the answer, and nothing of it is kept here.

use std::fmt;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method};
use samspil_core::id::PersonId;
use url::form_urlencoded::parse;
use uuid::Uuid;

use super::MAX_BODY_BYTES;
use super::problem::Problem;

/// The most fields that are given back: the longest form with lists has fewer.
const MAX_FIELDS: usize = 1_000;

/// Where passwords, codes and providers' secrets are written, which no page shows again.
const SECRET: [&str; 3] = ["/settings/password", "/settings/code", "/sign-in-providers"];

/// What names in the address of a kept form the person whose text it is: nobody else can send it.
const FOR: &str = "kept-for";

/// The field of every form that names the person for whom its page was drawn.
pub(crate) const WRITER: &str = "writer";

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
    let is_form = is_form(request.headers());
    let secret = SECRET.iter().any(|path| request.uri().path().starts_with(path));
    if request.method() != Method::POST || !is_form || secret {
        return None;
    }
    let body = to_bytes(request.into_body(), MAX_BODY_BYTES).await.ok()?;
    let fields: Vec<(String, String)> = parse(&body)
        .take(MAX_FIELDS + 1)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let writer = drawn_for(&body).or(writer);
    (fields.len() <= MAX_FIELDS).then_some(KeptForm { fields, writer })
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("application/x-www-form-urlencoded"))
}

/// For whom the form was drawn, as it says itself.
fn drawn_for(body: &[u8]) -> Option<PersonId> {
    let (_, writer) = parse(body).find(|(name, _)| name == WRITER)?;
    Uuid::try_parse(&writer).ok().map(PersonId)
}

/// A request that changes something, read so far that it is known whether it was drawn for somebody else: by its address, or by
/// what a form says. It can be read again.
///
/// # Errors
/// Where the form is too long.
pub(crate) async fn read_through(request: Request, person: PersonId) -> Result<(Request, bool), Problem> {
    if is_anothers(&request.uri().to_string(), person) {
        return Ok((request, true));
    }
    if !is_form(request.headers()) {
        return Ok((request, false));
    }
    let (head, body) = request.into_parts();
    let body: Bytes = to_bytes(body, MAX_BODY_BYTES)
        .await
        .map_err(|_| Problem::too_large())?;
    let anothers = drawn_for(&body).is_some_and(|writer| writer != person);
    Ok((Request::from_parts(head, Body::from(body)), anothers))
}

/// What an address says of whose text is sent to it.
fn whose(address: &str) -> Option<String> {
    let (_, query) = address.split_once('?')?;
    let mut named = parse(query.as_bytes()).filter(|(name, _)| &**name == FOR);
    named.next().map(|(_, person)| person.into_owned())
}

/// Whether what is sent to this address was written by somebody else.
fn is_anothers(address: &str, person: PersonId) -> bool {
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
    use super::*;

    fn sent(body: &str) -> Request {
        Request::post("/tasks/hand-on")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.to_owned()))
            .unwrap()
    }

    #[tokio::test]
    async fn a_form_is_of_the_person_for_whom_it_was_drawn_and_can_be_read_again() {
        let (writer, other) = (PersonId(Uuid::from_u128(7)), PersonId(Uuid::from_u128(8)));
        for (body, anothers) in [
            (format!("writer={writer}&reason=Ferie"), false),
            (format!("reason=Ferie&writer={other}"), true),
            ("reason=Ferie".to_owned(), false),
            ("reason=Ferie&writer=".to_owned(), false),
        ] {
            let (request, is_anothers) = read_through(sent(&body), writer).await.unwrap();
            assert_eq!(is_anothers, anothers, "{body}");
            let kept = form(request, None).await.unwrap();
            assert!(kept.fields.contains(&("reason".to_owned(), "Ferie".to_owned())));
            let drawn_for = body
                .contains("writer=0")
                .then_some(if anothers { other } else { writer });
            assert_eq!(kept.writer, drawn_for, "{body}");
        }
        let long = "x".repeat(MAX_BODY_BYTES + 1);
        assert!(read_through(sent(&long), writer).await.is_err());
    }

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
