//! A number for each request, and a line in the log: method, the route as it is declared, status, time, who asked and from
//! where. Never the path as it was asked for: it names people's cases.

use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use tokio::time::Instant;
use tracing::Instrument;

use super::asker::Asker;

/// The header that tells a reader the number.
const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The number under which the log knows a request.
#[derive(Clone, Debug)]
pub(crate) struct Number(pub(crate) String);

/// Gives the request a number, which its answer carries.
pub(super) async fn numbered(mut request: Request, next: Next) -> Response {
    let number = number();
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("-", MatchedPath::as_str);
    // At the level of errors, so that a fault has its number whatever else is logged.
    let span = tracing::error_span!("request", %number, method = %request.method(), route);
    request.extensions_mut().insert(Number(number.clone()));
    let asker = Asker::default();
    request.extensions_mut().insert(asker.clone());
    let began = Instant::now();
    let mut answer = next.run(request).instrument(span.clone()).await;
    let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| asker.answered(answer.status(), milliseconds));
    if let Ok(value) = HeaderValue::try_from(number) {
        answer.headers_mut().insert(HEADER, value);
    }
    answer
}

/// A random number; where the machine has no chance to give, requests share the number of nothing.
fn number() -> String {
    let mut bytes = [0; 16];
    let _ = getrandom::fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid().to_string()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn numbers_are_random_uuids() {
        let (one, other): (Uuid, Uuid) = (number().parse().unwrap(), number().parse().unwrap());
        assert_eq!(one.get_version_num(), 4);
        assert_ne!(one, other);
    }
}
