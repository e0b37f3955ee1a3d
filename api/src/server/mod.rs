//! What every answer goes through, whoever gives it.

pub(crate) mod asker;
pub(crate) mod bounds;
pub(crate) mod cookie;
mod failure;
pub(crate) mod files;
mod headers;
pub(crate) mod json;
pub(crate) mod kept;
pub(crate) mod language;
pub(crate) mod listen;
pub(crate) mod memory;
mod numbered;
pub(crate) mod pace;
mod packed;
mod patient;
mod peer;
mod places;
pub(crate) mod problem;
mod provisioning;
pub(crate) mod rate;
pub(crate) mod streamed;
mod worded;

use std::any::Any;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::csrf::CsrfLayer;
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::timeout::TimeoutLayer;

use self::bounds::Bounds;
pub(crate) use self::headers::Https;
pub(crate) use self::peer::{Proxies, network};
use self::places::Places;
use self::problem::{Kind, Problem};
pub(crate) use self::worded::{Asked, ErrorPage};

/// The largest body, in bytes: 1 MB holds the longest form and any command to a case many times over.
pub(crate) const MAX_BODY_BYTES: usize = 1024 * 1024;

/// How readers come to us, and how much of us each may have.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Front {
    /// Through so many proxies of our own.
    pub(crate) proxies: Proxies,
    /// Within these bounds.
    pub(crate) bounds: Bounds,
}

impl Front {
    /// Straight to us.
    pub(crate) fn direct() -> Self {
        Self {
            proxies: Proxies(0),
            bounds: Bounds::default(),
        }
    }
}

/// Puts routes behind everything that holds for all of them, as one layer: a router boxes and copies what lies behind each
/// layer that it is given. The first here is the outermost.
pub(crate) fn dressed<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    https: Https,
    front: &Front,
    error_page: ErrorPage,
) -> Router<S> {
    let Front { proxies, bounds } = *front;
    // Without proxies each address's connections are counted, and a connection has one request at a time.
    let places = (proxies.0 > 0).then(|| Places::new(bounds.connections_of_address()));
    let layers = ServiceBuilder::new()
        .layer(from_fn(numbered::numbered))
        .layer(from_fn_with_state(https, headers::headers))
        .layer(CompressionLayer::new())
        .layer(from_fn_with_state(error_page, worded::worded))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::REQUEST_TIMEOUT,
            bounds.answer(),
        ))
        .layer(from_fn_with_state(proxies, peer::peer))
        .layer(from_fn_with_state(pace::of_addresses(&bounds), pace::by_address))
        .layer(from_fn_with_state(places, places::held))
        .layer(from_fn(packed::packed))
        .layer(CsrfLayer::new())
        // Says no to what is announced as too large before any of it comes.
        .layer(RequestBodyLimitLayer::new(MAX_BODY_BYTES))
        .layer(DefaultBodyLimit::max(MAX_BODY_BYTES));
    routes
        .fallback(async || Problem::new(Kind::NOT_FOUND))
        .method_not_allowed_fallback(async || Problem::new(Kind::WRONG_METHOD))
        .layer(layers)
}

/// The panic's own words are in the log already; they are nobody else's business.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    tracing::error!("a handler panicked");
    Problem::new(Kind::FAULT).into_response()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::routing::{get, post};
    use samspil_core::text::Language;
    use serde_json::Value;
    use tower::ServiceExt;

    use super::*;

    fn page(problem: &Problem, language: Language, asked: &Asked) -> Response {
        let said = format!("<h1>{}</h1>{}", problem.title(language), asked.fragment);
        (problem.status(), axum::response::Html(said)).into_response()
    }

    async fn ask(request: axum::http::request::Builder) -> (Response<()>, String) {
        ask_behind(&Front::direct(), request).await
    }

    async fn ask_behind(front: &Front, request: axum::http::request::Builder) -> (Response<()>, String) {
        let routes = Router::new()
            .route("/panic", get(async || -> StatusCode { panic!("a secret") }))
            .route("/slow", get(async || StatusCode::SERVICE_UNAVAILABLE))
            .route("/never", get(std::future::pending::<StatusCode>))
            .route(
                "/number/{n}",
                get(async |axum::extract::Path(n): axum::extract::Path<u8>| n.to_string()),
            )
            .route("/change", post(async || "changed"));
        let app: Router = dressed(routes, Https(false), front, page);
        let answer = app.oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, 1 << 20).await.unwrap();
        (
            Response::from_parts(parts, ()),
            String::from_utf8(body.to_vec()).unwrap(),
        )
    }

    #[tokio::test]
    async fn every_error_is_a_problem_in_the_reader_s_language() {
        for (method, path, status, code) in [
            ("GET", "/nowhere", 404, "not-found"),
            ("POST", "/slow", 405, "wrong-method"),
            ("GET", "/panic", 500, "fault"),
            ("GET", "/slow", 503, "busy"),
            ("GET", "/number/x", 400, "bad-request"),
        ] {
            let asked = Request::builder()
                .method(method)
                .uri(path)
                .header("accept-language", "en");
            let (answer, body) = ask(asked).await;
            assert_eq!(answer.status(), status, "{path}");
            assert_eq!(answer.headers()["content-type"], "application/problem+json");
            let body: Value = serde_json::from_str(&body).unwrap();
            assert_eq!(body["code"], code);
            let number = answer.headers()["x-request-id"].to_str().unwrap();
            assert_eq!(body["instance"], format!("urn:uuid:{number}"));
            assert!(!body.to_string().contains("secret"));
        }
    }

    /// By what held when it was asked nothing is done later than this.
    #[tokio::test]
    async fn what_was_asked_before_is_cut_off_after_the_bound() {
        let usual = Front::direct();
        assert_eq!(usual.bounds.answer().as_secs(), 30, "as engine/README.md says");
        let mut front = Front::direct();
        front.bounds.answer_seconds = 1;
        let (answer, _) = ask_behind(&front, Request::builder().uri("/never")).await;
        assert_eq!(answer.status(), StatusCode::REQUEST_TIMEOUT);
    }

    #[tokio::test]
    async fn a_browser_is_shown_a_page_and_a_piece_of_page_where_it_asks_for_that() {
        let browser = Request::builder()
            .uri("/nowhere")
            .header("accept", "text/html,*/*;q=0.8");
        let (answer, body) = ask(browser).await;
        assert_eq!(
            (answer.status().as_u16(), body.as_str()),
            (404, "<h1>Siden findes ikke</h1>false")
        );
        let htmx = Request::builder()
            .uri("/nowhere")
            .header("accept", "text/html")
            .header("hx-request", "true");
        assert_eq!(ask(htmx).await.1, "<h1>Siden findes ikke</h1>true");
        let program = Request::builder().uri("/api/v1/x").header("accept", "text/html");
        assert_eq!(
            ask(program).await.0.headers()["content-type"],
            "application/problem+json"
        );
    }

    #[tokio::test]
    async fn a_change_from_another_site_is_refused() {
        for (site, origin, status) in [
            (Some("same-origin"), None, 200),
            (Some("cross-site"), None, 403),
            (Some("same-site"), None, 403),
            (None, Some("https://elsewhere.example"), 403),
            (None, Some("http://here.example"), 200),
            (None, None, 200),
        ] {
            let mut asked = Request::builder()
                .method("POST")
                .uri("/change")
                .header("host", "here.example");
            if let Some(site) = site {
                asked = asked.header("sec-fetch-site", site);
            }
            if let Some(origin) = origin {
                asked = asked.header("origin", origin);
            }
            let (answer, body) = ask(asked).await;
            assert_eq!(answer.status(), status, "{site:?} {origin:?}");
            assert_eq!(status == 200, body == "changed");
        }
    }
}
