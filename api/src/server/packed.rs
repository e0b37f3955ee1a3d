//! Bodies are read as they come: what is packed small and unpacks large is not unpacked at all.

use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_ENCODING;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::{Kind, Problem};

/// What a body that is not packed may say of itself (RFC 9110 section 8.4.1).
const PLAIN: &str = "identity";

/// Refuses a body that says that it is packed.
pub(super) async fn packed(request: Request, next: Next) -> Response {
    if says_so(request.headers()) {
        return Problem::new(Kind::PACKED).into_response();
    }
    next.run(request).await
}

fn says_so(headers: &HeaderMap) -> bool {
    headers
        .get_all(CONTENT_ENCODING)
        .iter()
        .any(|coding| !coding.as_bytes().eq_ignore_ascii_case(PLAIN.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_packed_is_read() {
        for (codings, packed) in [
            (&[][..], false),
            (&["identity"], false),
            (&["Identity"], false),
            (&["gzip"], true),
            (&["identity", "br"], true),
            (&["identity, gzip"], true),
            (&[""], true),
        ] {
            let mut headers = HeaderMap::new();
            for coding in codings {
                headers.append(CONTENT_ENCODING, coding.parse().unwrap());
            }
            assert_eq!(says_so(&headers), packed, "{codings:?}");
        }
    }
}
