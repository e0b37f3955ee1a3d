//! Where a request comes from, where proxies of our own stand in front.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName};
use axum::middleware::Next;
use axum::response::Response;

use super::asker::Asker;
use super::listen::Peer;

/// How many proxies of our own stand in front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proxies(pub(crate) u8);

/// Each proxy adds whom it speaks for at the end; what stands before our own proxies' words anyone can write.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address, or its /64 network: whoever has one IPv6 address has 2^64.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(four) => IpAddr::V4(four),
        IpAddr::V6(six) => IpAddr::V6((u128::from(six) & (u128::MAX << 64)).into()),
    }
}

/// Puts the reader's own address in the proxy's place.
pub(super) async fn peer(State(proxies): State<Proxies>, mut request: Request, next: Next) -> Response {
    if let Some(address) = said(request.headers(), proxies) {
        request.extensions_mut().insert(Peer(address));
    }
    if let Some(Peer(address)) = request.extensions().get() {
        Asker::comes_from(request.extensions(), *address);
    }
    next.run(request).await
}

/// The address that the outermost of our proxies saw.
fn said(headers: &HeaderMap, proxies: Proxies) -> Option<IpAddr> {
    let back = usize::from(proxies.0).checked_sub(1)?;
    let lines = headers
        .get_all(FORWARDED)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let all: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
    all.iter().rev().nth(back)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_proxies_are_believed() {
        for (proxies, lines, expected) in [
            (0, &["192.0.2.1"][..], None),
            (1, &["192.0.2.1"], Some("192.0.2.1")),
            (1, &["203.0.113.9, 192.0.2.1"], Some("192.0.2.1")),
            (2, &["203.0.113.9, 192.0.2.1", "192.0.2.2"], Some("192.0.2.1")),
            (2, &["192.0.2.1"], None),
            (1, &["unknown"], None),
            (1, &["2001:db8::1"], Some("2001:db8::1")),
            (1, &[], None),
        ] {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append(FORWARDED, line.parse().unwrap());
            }
            let found = said(&headers, Proxies(proxies));
            assert_eq!(
                found,
                expected.map(|text| text.parse().unwrap()),
                "{proxies} {lines:?}"
            );
        }
    }
}
