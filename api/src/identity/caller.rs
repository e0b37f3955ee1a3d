//! From where somebody shows who they are.

use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use super::device::device;
use crate::server::listen::Peer;
use crate::server::problem::{Kind, Problem};

/// From where someone signs in, and on what. As an extractor it is there for whoever asks over a connection.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    /// The address.
    pub(crate) from: IpAddr,
    /// The browser and its device.
    pub(crate) device: String,
}

impl Caller {
    /// By the connection, and what the request's head says.
    pub(crate) fn of(peer: Peer, headers: &HeaderMap) -> Self {
        Self {
            from: peer.0,
            device: device(headers),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let peer = parts.extensions.get::<Peer>().copied();
        let peer = peer.ok_or_else(|| Problem::new(Kind::FAULT))?;
        Ok(Self::of(peer, &parts.headers))
    }
}
