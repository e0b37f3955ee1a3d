//! The accept loop, with a bound on everything that a client could otherwise hold for ever.

use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tower::ServiceExt;

use super::Front;
use super::patient::Patient;
use super::peer::network;
use super::places::{Place, Places};

/// How many connections may be open at once: each can hold some 100 kB, so that this is 1 GB at the very worst.
pub(super) const MAX_CONNECTIONS: usize = 10_000;

/// How long the connections that are open get to finish when the server stops, in seconds; service managers commonly
/// kill after 30.
const FINISH_SECONDS: u64 = 10;

/// The most header lines: browsers send about 20.
const MAX_HEADERS: usize = 100;

/// The largest request head, in bytes.
const MAX_HEAD_BYTES: usize = 64 * 1024;

/// How long to wait when the machine has no sockets left before accepting again, in milliseconds.
const OUT_OF_SOCKETS_MILLISECONDS: u64 = 50;

/// Limits of a listener.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// How many connections may be open at once; more wait in the system's queue.
    pub(crate) connections: usize,
    /// How many of them each address may have; a connection more is closed at once. None where all come from proxies of our
    /// own, and requests are counted instead.
    pub(crate) of_address: Option<Places>,
    /// How long a request's head may take, and the pause between two requests.
    pub(crate) head: Duration,
    /// How long a reader may take nothing of an answer.
    pub(crate) unread: Duration,
    /// How long open connections get to finish.
    pub(crate) finish: Duration,
}

impl Limits {
    /// Those of a server that readers come to in this way.
    pub(crate) fn of(front: &Front) -> Self {
        let Front { proxies, bounds } = front;
        Self {
            connections: MAX_CONNECTIONS,
            of_address: (proxies.0 == 0).then(|| Places::new(bounds.connections_of_address())),
            head: bounds.head(),
            unread: bounds.unread(),
            finish: Duration::from_secs(FINISH_SECONDS),
        }
    }
}

/// Where a request's connection comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

impl Peer {
    /// What is counted as one address.
    pub(super) fn network(self) -> IpAddr {
        network(self.0)
    }
}

/// Answers until `stop` is done; then takes no new connections and lets the open ones finish what they are at.
pub(crate) async fn listen(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    stop: impl Future<Output = ()>,
) {
    let room = Arc::new(Semaphore::new(limits.connections));
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await.ok()?;
            let (stream, peer) = accept(&listener).await;
            Some((place, stream, peer.ip()))
        };
        tokio::select! {
            biased;
            () = &mut stop => break,
            next = next => {
                let Some((place, stream, peer)) = next else { break };
                let Ok(own) = own_place(&limits, peer) else { continue };
                let connection = connection(stream, Peer(peer), app.clone(), &limits, open.watcher());
                tokio::spawn(async move {
                    connection.await;
                    drop((place, own));
                });
            }
        }
    }
    drop(listener);
    tokio::select! {
        () = open.shutdown() => {}
        () = tokio::time::sleep(limits.finish) => tracing::warn!("connections were cut off on stopping"),
    }
}

/// The place that a connection takes of its address's; the address has none left where there is an error.
fn own_place(limits: &Limits, peer: IpAddr) -> Result<Option<Place>, ()> {
    match &limits.of_address {
        None => Ok(None),
        Some(places) => places.take(network(peer)).map(Some).ok_or(()),
    }
}

/// The next connection. Errors of one connection are that connection's; where the machine has no sockets left, it
/// helps to wait until some are given back.
async fn accept(listener: &TcpListener) -> (TcpStream, SocketAddr) {
    loop {
        match listener.accept().await {
            Ok(accepted) => return accepted,
            Err(error) => {
                tracing::warn!(%error, "a connection could not be accepted");
                tokio::time::sleep(Duration::from_millis(OUT_OF_SOCKETS_MILLISECONDS)).await;
            }
        }
    }
}

/// Serves one connection.
fn connection(
    stream: TcpStream,
    peer: Peer,
    app: Router,
    limits: &Limits,
    open: Watcher,
) -> impl Future<Output = ()> + Send + use<> {
    let _ = stream.set_nodelay(true);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        let mut request: Request = request.map(Body::new);
        request.extensions_mut().insert(peer);
        app.clone().oneshot(request)
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_headers(MAX_HEADERS)
        .max_buf_size(MAX_HEAD_BYTES)
        .serve_connection(TokioIo::new(Patient::new(stream, limits.unread)), service);
    let connection = open.watch(connection);
    async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}

/// Done when the process is asked to stop: SIGTERM, or ctrl-c in a terminal.
pub(crate) async fn asked_to_stop() {
    let interrupt = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}

#[cfg(test)]
mod tests {
    use axum::Extension;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::sync::{Notify, oneshot};
    use tokio::task::JoinHandle;

    use super::*;

    /// More than the machine's own buffers hold.
    const LARGE: usize = 64 * 1024 * 1024;

    const REQUEST: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

    /// A server with these limits, what stops it, and its end.
    async fn started(limits: Limits) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        started_with(limits, Router::new()).await
    }

    /// The same with these routes more.
    async fn started_with(limits: Limits, more: Router) -> (SocketAddr, oneshot::Sender<()>, JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let app = more.route("/large", get(async || vec![0_u8; LARGE])).route(
            "/",
            get(async |Extension(peer): Extension<Peer>| peer.0.to_string()),
        );
        let (stop, stopped) = oneshot::channel();
        let end = tokio::spawn(listen(listener, app, limits, async {
            let _ = stopped.await;
        }));
        (address, stop, end)
    }

    fn limits() -> Limits {
        Limits {
            connections: 3,
            of_address: None,
            head: Duration::from_millis(200),
            unread: Duration::from_millis(200),
            finish: Duration::from_secs(5),
        }
    }

    /// Everything that comes until the server closes.
    async fn until_closed(mut stream: TcpStream) -> String {
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all).await;
        String::from_utf8_lossy(&all).into_owned()
    }

    #[tokio::test]
    async fn half_open_and_idle_connections_end_and_make_room() {
        let (address, _stop, _end) = started(limits()).await;
        let mut held = Vec::new();
        for sent in [&b""[..], b"GET / HT", b"GET / HTTP/1.1\r\nhost: x\r\n"] {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.write_all(sent).await.unwrap();
            held.push(stream);
        }
        let mut late = TcpStream::connect(address).await.unwrap();
        late.write_all(REQUEST).await.unwrap();
        let answer = until_closed(late).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.ends_with("127.0.0.1"), "{answer}");
        for stream in held {
            assert!(!until_closed(stream).await.starts_with("HTTP/1.1 200"));
        }
    }

    #[tokio::test]
    async fn a_reader_who_takes_nothing_makes_room() {
        let one = Limits {
            connections: 1,
            ..limits()
        };
        let (address, _stop, _end) = started(one).await;
        let mut idle = TcpStream::connect(address).await.unwrap();
        idle.write_all(b"GET /large HTTP/1.1\r\nhost: x\r\n\r\n")
            .await
            .unwrap();
        let mut late = TcpStream::connect(address).await.unwrap();
        late.write_all(REQUEST).await.unwrap();
        assert!(until_closed(late).await.starts_with("HTTP/1.1 200"));
        assert!(until_closed(idle).await.len() < LARGE);
    }

    #[tokio::test]
    async fn a_head_above_the_bound_is_refused() {
        let (address, _stop, _end) = started(limits()).await;
        let mut many = TcpStream::connect(address).await.unwrap();
        let lines = "a: b\r\n".repeat(MAX_HEADERS + 1);
        many.write_all(format!("GET / HTTP/1.1\r\n{lines}\r\n").as_bytes())
            .await
            .unwrap();
        assert!(until_closed(many).await.starts_with("HTTP/1.1 431"));
    }

    #[tokio::test]
    async fn stopping_ends_idle_connections_at_once_and_takes_no_new_ones() {
        let (address, stop, end) = started(Limits {
            head: Duration::from_secs(3600),
            ..limits()
        })
        .await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(REQUEST).await.unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(&first, b"HTTP/1.1 200");
        stop.send(()).unwrap();
        end.await.unwrap();
        assert!(until_closed(stream).await.ends_with("127.0.0.1"));
        assert!(TcpStream::connect(address).await.is_err());
    }

    /// A route that says that it was asked, and answers when it may.
    #[derive(Clone, Default)]
    struct Long {
        begun: Arc<Notify>,
        may_end: Arc<Notify>,
    }

    impl Long {
        fn route(&self) -> Router {
            let long = self.clone();
            let answer = async move || {
                long.begun.notify_one();
                long.may_end.notified().await;
                "to the end"
            };
            Router::new().route("/long", get(answer))
        }
    }

    const LONG_REQUEST: &[u8] = b"GET /long HTTP/1.1\r\nhost: x\r\n\r\n";

    #[tokio::test]
    async fn what_is_under_way_on_stopping_is_answered_whole() {
        let long = Long::default();
        let (address, stop, end) = started_with(
            Limits {
                finish: Duration::from_secs(3600),
                ..limits()
            },
            long.route(),
        )
        .await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(LONG_REQUEST).await.unwrap();
        long.begun.notified().await;
        stop.send(()).unwrap();
        // It has heard of it once nobody new is let in.
        while TcpStream::connect(address).await.is_ok() {}
        assert!(!end.is_finished());
        long.may_end.notify_one();
        let answer = until_closed(stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(answer.ends_with("to the end"), "{answer}");
        end.await.unwrap();
    }

    #[tokio::test]
    async fn what_takes_longer_than_stopping_may_is_not_waited_for() {
        let long = Long::default();
        let (address, stop, end) = started_with(
            Limits {
                finish: Duration::from_millis(50),
                ..limits()
            },
            long.route(),
        )
        .await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(LONG_REQUEST).await.unwrap();
        long.begun.notified().await;
        stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(10), end)
            .await
            .unwrap()
            .unwrap();
    }

    #[tokio::test]
    async fn an_address_has_so_many_connections_and_others_do_not_suffer() {
        let few = Limits {
            connections: 100,
            of_address: Some(Places::new(2)),
            head: Duration::from_secs(3600),
            ..limits()
        };
        let (address, _stop, _end) = started(few).await;
        let held = [
            TcpStream::connect(address).await.unwrap(),
            TcpStream::connect(address).await.unwrap(),
        ];
        let mut third = TcpStream::connect(address).await.unwrap();
        let _ = third.write_all(REQUEST).await;
        assert_eq!(until_closed(third).await, "");
        let elsewhere = tokio::net::TcpSocket::new_v4().unwrap();
        elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
        let mut other = elsewhere.connect(address).await.unwrap();
        other
            .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
            .await
            .unwrap();
        assert!(until_closed(other).await.ends_with("127.0.0.2"));
        drop(held);
    }
}
