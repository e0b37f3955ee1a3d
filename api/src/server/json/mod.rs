//! JSON bodies, read strictly: what is not understood is an error with its place, never passed over.

mod typed;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::HeaderMap;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use samspil_core::json::{MAX_DEPTH, Unread};
use serde::de::DeserializeOwned;

use super::problem::{Kind, Problem};

/// A JSON body of this type. The type says `#[serde(deny_unknown_fields)]`.
#[derive(Debug)]
pub(crate) struct Json<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        if !says_json(request.headers()) {
            return Err(Problem::new(Kind::NOT_JSON));
        }
        read(&whole(request, state).await?).map(Self)
    }
}

/// The same where a body may be left out, and then is the usual one.
#[derive(Debug)]
pub(crate) struct JsonOrUsual<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for JsonOrUsual<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let is_json = says_json(request.headers());
        let body = whole(request, state).await?;
        match (body.is_empty(), is_json) {
            (true, _) => Ok(Self(T::default())),
            (false, true) => read(&body).map(Self),
            (false, false) => Err(Problem::new(Kind::NOT_JSON)),
        }
    }
}

async fn whole<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, Problem> {
    Bytes::from_request(request, state)
        .await
        .map_err(|refused| match refused.into_response().status() {
            StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
            _ => Problem::new(Kind::BAD_REQUEST),
        })
}

/// `application/json`, or a type built on it such as `application/merge-patch+json`.
fn says_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let essence = kind.and_then(|kind| kind.split(';').next()).map(str::trim);
    essence.is_some_and(|essence| {
        let essence = essence.to_ascii_lowercase();
        essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
    })
}

/// Reads a body as this type.
///
/// # Errors
/// What is wrong and where, as a [`Problem`] with a JSON pointer where there is a place to point at.
pub(crate) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    typed::read(&samspil_core::json::read(body).map_err(unread)?)
}

fn unread(why: Unread) -> Problem {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    match why {
        Unread::TooDeep { at } => Problem::new(Kind::TOO_DEEP)
            .with("most", number(MAX_DEPTH))
            .pointer(at),
        Unread::Twice { name, at } => Problem::new(Kind::DUPLICATE_KEY).with("name", name).pointer(at),
        Unread::NoJson { line, column } => Problem::new(Kind::BAD_JSON)
            .with("line", number(line))
            .with("column", number(column)),
    }
}

/// Reads a JSON value as this type, as strictly as a body.
///
/// # Errors
/// What is wrong and where.
pub(crate) fn fit<T: DeserializeOwned>(value: &serde_json::Value) -> Result<T, Problem> {
    typed::read(value)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use samspil_core::text::Language;

    use super::*;
    use crate::server::MAX_BODY_BYTES;

    async fn post(kind: Option<&str>, body: Vec<u8>) -> Result<Vec<u32>, Problem> {
        let mut request = Request::builder().method("POST");
        if let Some(kind) = kind {
            request = request.header(CONTENT_TYPE, kind);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        // What the router's layer does for every route.
        axum::extract::DefaultBodyLimit::apply(
            axum::extract::DefaultBodyLimit::max(MAX_BODY_BYTES),
            &mut request,
        );
        Json::from_request(request, &()).await.map(|Json(list)| list)
    }

    #[tokio::test]
    async fn only_what_says_that_it_is_json_is_read() {
        for (kind, code) in [
            (Some("application/json"), None),
            (Some("Application/JSON; charset=utf-8"), None),
            (Some("application/merge-patch+json"), None),
            (Some("text/plain"), Some("not-json")),
            (Some("application/x-www-form-urlencoded"), Some("not-json")),
            (None, Some("not-json")),
        ] {
            let answer = post(kind, b"[1]".to_vec()).await;
            assert_eq!(
                answer
                    .err()
                    .map(|problem| problem.stable_code().to_owned())
                    .as_deref(),
                code,
                "{kind:?}"
            );
        }
    }

    #[test]
    fn what_is_no_json_is_a_problem_with_its_place() {
        let deep = "[".repeat(MAX_DEPTH + 1);
        let deepest = "/0".repeat(MAX_DEPTH);
        for (text, code, pointer, sentence) in [
            ("{\"a\":\n 1,}", "bad-json", None, "line 2, column 4"),
            (
                r#"{"a": {"b": 1, "b": 2}}"#,
                "duplicate-key",
                Some("/a/b"),
                "\"b\"",
            ),
            (deep.as_str(), "too-deep", Some(deepest.as_str()), "64"),
        ] {
            let problem = read::<serde_json::Value>(text.as_bytes()).unwrap_err();
            let said = problem.sentence(Language::English);
            assert_eq!(
                (problem.stable_code(), problem.points_at()),
                (code, pointer),
                "{said}"
            );
            assert!(said.contains(sentence), "{text}: {said}");
        }
    }

    #[tokio::test]
    async fn a_body_may_be_left_out_where_there_is_a_usual_one() {
        for (kind, body, expected) in [
            (None, "", Ok(Vec::new())),
            (Some("application/json"), "", Ok(Vec::new())),
            (Some("application/json"), "[1]", Ok(vec![1])),
            (Some("application/json"), "[", Err("bad-json")),
            (Some("text/plain"), "[1]", Err("not-json")),
            (None, "[1]", Err("not-json")),
        ] {
            let mut request = Request::builder().method("POST");
            if let Some(kind) = kind {
                request = request.header(CONTENT_TYPE, kind);
            }
            let request = request.body(Body::from(body)).unwrap();
            let read = JsonOrUsual::<Vec<u32>>::from_request(request, &()).await;
            let read = read.map(|JsonOrUsual(list)| list);
            let told = read.as_ref().map_err(Problem::stable_code);
            assert_eq!(told.cloned(), expected, "{kind:?} {body}");
        }
    }

    #[tokio::test]
    async fn a_body_above_the_bound_is_refused() {
        let mut body = vec![b' '; MAX_BODY_BYTES - 3];
        body.extend(b"[1]");
        assert_eq!(post(Some("application/json"), body.clone()).await.unwrap(), [1]);
        body.push(b' ');
        let refused = post(Some("application/json"), body).await.unwrap_err();
        assert_eq!(refused.status(), StatusCode::PAYLOAD_TOO_LARGE);
    }
}
