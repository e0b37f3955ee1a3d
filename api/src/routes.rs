//! All routes behind all that holds for them.

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::get;

use crate::app::App;
use crate::identity::admitted;
use crate::server::Proxies;
use crate::{assets, endpoints, feed, health, pages, server};

/// The whole program as one service.
pub(crate) fn routes(app: App, proxies: Proxies) -> Router {
    let gate = app.gate.clone();
    let https = gate.https;
    let routes = Router::new()
        .route(assets::ROUTE, get(assets::file))
        .route(feed::ROUTE, get(feed::read))
        .route("/health/live", get(health::live))
        .route("/health/ready", get(health::ready))
        .route("/health/timers", get(health::timers))
        .merge(pages::routes())
        .merge(endpoints::routes(app.test_clock.is_some()))
        .route_layer(from_fn_with_state(gate, admitted));
    server::dressed(routes, https, proxies, pages::error_page).with_state(app)
}
