//! All routes behind all that holds for them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::deeds::noted;
use crate::identity::{Pace, admitted, paced};
use crate::server::Front;
use crate::{assets, endpoints, feed, health, pages, scim, server};

/// The whole program as one service.
pub(crate) fn routes(app: App, front: &Front) -> Router {
    let gate = app.gate.clone();
    let https = gate.https;
    let routes = all(app.test_clock.is_some())
        .route_layer(from_fn_with_state((app.clone(), front.bounds.answer()), noted))
        .route_layer(from_fn_with_state(Pace::new(&front.bounds), paced))
        .route_layer(from_fn_with_state(gate, admitted));
    server::dressed(routes, https, front, pages::error_page).with_state(app)
}

/// Every route there is.
fn all(test_clock: bool) -> Router<App> {
    Router::new()
        .route(assets::ROUTE, get(assets::file))
        .route(feed::ROUTE, get(feed::read))
        .route(feed::BY_LOGIN, get(feed::read_by_login))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/health/timers", get(health::timers))
        .route("/health/backup", get(health::backup))
        .merge(pages::routes())
        .merge(scim::routes())
        .merge(endpoints::routes(test_clock))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::body::Body;
    use axum::http::{Method, Request, StatusCode};
    use tower::ServiceExt;

    use super::*;
    use crate::endpoints::{ROOT, TEST_CLOCK, described_json};
    use crate::identity;

    /// The paths of a router, which tells them nowhere but in what it prints of itself.
    fn paths(printed: &str) -> BTreeSet<String> {
        let named = printed.split("RouteId(").skip(1);
        let named = named.filter_map(|rest| rest.split_once("): \"")?.1.split('"').next());
        named
            .filter(|path| path.starts_with('/') && !path.contains("__private"))
            .map(str::to_owned)
            .collect()
    }

    /// The methods that a path answers, asked one by one.
    async fn methods(app: &Router, path: &str) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        let address: String = path
            .split('/')
            .map(|part| if part.starts_with('{') { "x" } else { part })
            .collect::<Vec<_>>()
            .join("/");
        for method in [
            Method::GET,
            Method::POST,
            Method::PUT,
            Method::DELETE,
            Method::PATCH,
            Method::OPTIONS,
            Method::TRACE,
        ] {
            let request = Request::builder().method(&method).uri(&address);
            let answer = app
                .clone()
                .oneshot(request.body(Body::empty()).unwrap())
                .await
                .unwrap();
            if answer.status() != StatusCode::METHOD_NOT_ALLOWED {
                found.insert(method.to_string());
            }
        }
        found
    }

    #[tokio::test]
    async fn every_route_is_in_the_table_and_every_route_of_the_api_is_described() {
        let paths = paths(&format!("{:?}", all(true)));
        assert!(paths.len() > 100, "{paths:?}");
        let (app, _folder) = crate::pages::tests::app(&[12_345_678], false).await;
        let app = all(true).with_state(app);
        let mut found = BTreeSet::new();
        for path in &paths {
            for method in methods(&app, path).await {
                found.insert((method, path.clone()));
            }
        }
        let known = |(method, path): (&Method, &str)| (method.to_string(), path.to_owned());
        let table: BTreeSet<_> = identity::routes().map(known).collect();
        assert_eq!(found, table);
        let document = described_json();
        let described = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, operations)| {
                let methods = operations.as_object().unwrap().keys();
                methods.map(move |method| (method.to_uppercase(), path.clone()))
            });
        let described: BTreeSet<_> = described.collect();
        let of_api = found
            .into_iter()
            .filter(|(_, path)| path.starts_with(ROOT) && path != TEST_CLOCK);
        assert_eq!(of_api.collect::<BTreeSet<_>>(), described);
    }
}
