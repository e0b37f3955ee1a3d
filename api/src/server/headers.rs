//! What a browser may do with an answer: run only our own scripts, be framed by nobody, keep nothing.

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;

/// Whether readers come over HTTPS.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Https(pub(crate) bool);

/// Everything from this host, nothing inline, no frames, no plugins.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
     connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// On every answer. `same-origin` and not `no-referrer`: with the latter a form's Origin becomes `null` and looks
/// foreign.
const ALWAYS: [(HeaderName, HeaderValue); 6] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        HeaderValue::from_static("same-origin"),
    ),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ),
];

/// A year in seconds; the host is ours alone, with what lies below it.
const YEAR: HeaderValue = HeaderValue::from_static("max-age=31536000; includeSubDomains");

/// What is not said to be kept is not kept: pages hold people's cases.
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Sets the headers.
pub(super) async fn headers(State(https): State<Https>, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    let headers = answer.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    headers.entry(CACHE_CONTROL).or_insert(NO_STORE);
    if https.0 {
        headers.insert(STRICT_TRANSPORT_SECURITY, YEAR);
    }
    answer
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    async fn written(https: bool) -> String {
        let kept = get(async || ([(CACHE_CONTROL, "max-age=1")], "x"));
        let app: Router = Router::new()
            .route("/kept", kept)
            .layer(from_fn_with_state(Https(https), headers));
        let ask = |path: &str| {
            let request = Request::builder().uri(path).body(Body::empty()).unwrap();
            app.clone().oneshot(request)
        };
        let kept = ask("/kept").await.unwrap();
        assert_eq!(kept.headers()[CACHE_CONTROL], "max-age=1");
        let answer = ask("/nowhere").await.unwrap();
        let mut lines: Vec<String> = answer
            .headers()
            .iter()
            .filter(|(name, _)| *name != "content-length")
            .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
            .collect();
        lines.sort();
        lines.join("\n")
    }

    #[tokio::test]
    async fn what_browsers_are_told() {
        let always = "\
cache-control: no-store
content-security-policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'
cross-origin-opener-policy: same-origin
cross-origin-resource-policy: same-origin
permissions-policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
referrer-policy: same-origin
x-content-type-options: nosniff";
        assert_eq!(written(false).await, always);
        let secure = always.replace(
            "\nx-content",
            "\nstrict-transport-security: max-age=31536000; includeSubDomains\nx-content",
        );
        assert_eq!(written(true).await, secure);
    }
}
