//! How much each address has open at once: connections, or requests where proxies of our own bring those of many.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use hyper::body::{Frame, SizeHint};
use samspil_core::text::Message;

use super::listen::Peer;
use super::problem::{Kind, Problem};

/// How many each address has open. There are no more addresses in it than connections to the server.
#[derive(Clone, Debug)]
pub(crate) struct Places {
    most: usize,
    open: Arc<Mutex<BTreeMap<IpAddr, usize>>>,
}

/// One of an address's places, given back when dropped.
#[derive(Debug)]
pub(super) struct Place {
    places: Places,
    of: IpAddr,
}

impl Places {
    /// So many for each address.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            open: Arc::default(),
        }
    }

    /// A place, where the address has one left.
    pub(super) fn take(&self, of: IpAddr) -> Option<Place> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let own = open.get(&of).copied().unwrap_or_default();
        if own >= self.most {
            return None;
        }
        open.insert(of, own + 1);
        Some(Place {
            places: self.clone(),
            of,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.places.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.of) {
            Some(own) if *own > 1 => *own -= 1,
            _ => {
                open.remove(&self.of);
            }
        }
    }
}

/// Gives each request a place of its reader's address until its answer is sent, or refuses it, where requests are counted.
pub(super) async fn held(State(places): State<Option<Places>>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<Peer>().copied();
    let Some((places, peer)) = places.zip(peer) else {
        return next.run(request).await;
    };
    let Some(place) = places.take(peer.network()) else {
        let most = i64::try_from(places.most).unwrap_or(i64::MAX);
        return Problem::new(Kind::TOO_MANY)
            .detail(Message::new("problem-too-many-open").with("most", most))
            .after(super::problem::BUSY_SECONDS)
            .into_response();
    };
    next.run(request)
        .await
        .map(|body| Body::new(Held { body, _place: place }))
}

/// A body that keeps its place as long as it is sent.
struct Held {
    body: Body,
    _place: Place,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    #[test]
    fn each_address_has_its_own_and_gets_them_back() {
        let places = Places::new(2);
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.1".parse().unwrap(), "192.0.2.2".parse().unwrap());
        let (first, second) = (places.take(one).unwrap(), places.take(one).unwrap());
        assert!(places.take(one).is_none());
        let others = places.take(other).unwrap();
        drop(first);
        let third = places.take(one).unwrap();
        assert!(places.take(one).is_none());
        drop((second, third, others));
        assert!(places.open.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_place_is_kept_until_the_answer_is_sent() {
        let app: Router = Router::new()
            .route("/", get(async || "x"))
            .layer(from_fn_with_state(Some(Places::new(1)), held));
        let ask = |from: &str| {
            let peer = Peer(from.parse().unwrap());
            let request = Request::builder().uri("/").extension(peer);
            app.clone().oneshot(request.body(Body::empty()).unwrap())
        };
        let first = ask("2001:db8::1").await.unwrap();
        assert_eq!(first.status(), 200);
        let refused = ask("2001:db8::2").await.unwrap();
        assert_eq!(refused.status(), 429, "one /64 is one address");
        assert!(refused.headers().contains_key("retry-after"));
        assert_eq!(ask("2001:db8:0:1::1").await.unwrap().status(), 200);
        drop(first);
        assert_eq!(ask("2001:db8::2").await.unwrap().status(), 200);
    }
}
