//! What stands after the question mark, read strictly.

use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequestParts, Query as Read};
use axum::http::request::Parts;
use samspil_core::text::Message;
use serde::de::DeserializeOwned;

use crate::server::problem::{Kind, Problem};

/// The rows of a page where nothing is said.
pub(super) const PAGE: u32 = 50;

/// A query of this type. The type says `#[serde(deny_unknown_fields)]`.
pub(super) struct Query<T>(pub(super) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        match Read::<T>::from_request_parts(parts, state).await {
            Ok(Read(query)) => Ok(Self(query)),
            Err(refused) => Err(told(&refused)),
        }
    }
}

/// The reader's own words name the parameter; what it says of Rust is left out.
fn told(refused: &QueryRejection) -> Problem {
    let text = refused.body_text();
    let name = text.split('`').nth(1);
    let unknown = text.contains("unknown field");
    let problem = Problem::new(Kind::BAD_REQUEST);
    match name.filter(|_| unknown) {
        Some(name) => problem.detail(Message::new("problem-unknown-parameter").with("name", name)),
        None => problem.detail(Message::new("problem-wrong-parameter")),
    }
}
