//! How often one may ask: an address, whoever asks, before anything is done for it; and whoever is known, by themselves
//! and as one of their municipality.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::time::Instant;

use super::bounds::{BURST_SECONDS, Bounds};
use super::listen::Peer;
use super::problem::Problem;
use super::rate::Rate;

/// So many a second, and those of some seconds at once.
pub(crate) fn pace<K: Ord>(a_second: u32) -> Rate<K> {
    let most = a_second.saturating_mul(BURST_SECONDS);
    Rate::new(most, Duration::from_secs(BURST_SECONDS.into()))
}

/// How often each address has asked.
pub(super) type OfAddresses = Arc<Rate<IpAddr>>;

/// A bucket for each address.
pub(super) fn of_addresses(bounds: &Bounds) -> OfAddresses {
    Arc::new(pace(bounds.address_requests))
}

/// Lets a request in where its address has not asked too often.
pub(super) async fn by_address(State(rate): State<OfAddresses>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>();
    let taken = peer.map_or(Ok(()), |peer| rate.take(peer.network(), Instant::now()));
    match taken {
        Ok(()) => next.run(request).await,
        Err(wait) => Problem::too_soon(wait).into_response(),
    }
}
