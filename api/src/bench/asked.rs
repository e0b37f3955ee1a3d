//! Asking the server as a browser does: over a connection that stays open, taking answers packed.

use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONTENT_TYPE, HOST};
use http::{Method, Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Frame, Incoming};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

/// The largest page that is read, in bytes.
const MAX_PAGE_BYTES: usize = 4 * 1024 * 1024;

/// What comes piece by piece as long as its connection is held.
pub(crate) struct Changes {
    body: Incoming,
    _connection: Connection,
}

impl Changes {
    /// The next piece; none at the end.
    pub(crate) async fn next(&mut self) -> Option<Result<Bytes, String>> {
        loop {
            let frame = self.body.frame().await?;
            match frame.map(Frame::into_data) {
                Ok(Ok(data)) => return Some(Ok(data)),
                // What is not data ends a stream, and says nothing here.
                Ok(Err(_)) => {}
                Err(error) => return Some(Err(error.to_string())),
            }
        }
    }
}

/// A connection to the server, as somebody.
pub(crate) struct Connection {
    asking: SendRequest<Full<Bytes>>,
    host: String,
    token: String,
}

impl Connection {
    /// Opens one.
    pub(crate) async fn open(address: &str, token: &str) -> Result<Self, String> {
        let stream = TcpStream::connect(address)
            .await
            .map_err(|error| error.to_string())?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        let (asking, carrying) = handshake(TokioIo::new(stream))
            .await
            .map_err(|error| error.to_string())?;
        // It ends with the connection.
        tokio::spawn(carrying);
        Ok(Self {
            asking,
            host: address.to_owned(),
            token: token.to_owned(),
        })
    }

    /// Sends a request; anything but success is a fault.
    async fn send(
        &mut self,
        request: http::request::Builder,
        body: Bytes,
    ) -> Result<Response<Incoming>, String> {
        let request = request
            .header(HOST, &self.host)
            .header(AUTHORIZATION, format!("Bearer {}", self.token))
            .body(Full::new(body))
            .map_err(|error| error.to_string())?;
        // What was asked before may not be over yet for the connection.
        self.asking.ready().await.map_err(|error| error.to_string())?;
        let answer = self.asking.send_request(request).await;
        let answer = answer.map_err(|error| error.to_string())?;
        if answer.status().is_success() {
            return Ok(answer);
        }
        Err(format!("the server answers with {}", answer.status()))
    }

    /// How many bytes a page is, packed.
    pub(crate) async fn page(&mut self, path: &str) -> Result<usize, String> {
        let request = Request::builder().uri(path).header(ACCEPT, "text/html");
        let request = request.header(ACCEPT_ENCODING, "gzip");
        let answer = self.send(request, Bytes::new()).await?;
        let body = Limited::new(answer.into_body(), MAX_PAGE_BYTES).collect().await;
        body.map(|body| body.to_bytes().len())
            .map_err(|error| error.to_string())
    }

    /// The stream of changes.
    pub(crate) async fn changes(mut self) -> Result<Changes, String> {
        let request = Request::builder().uri("/api/v1/changes");
        let answer = self.send(request, Bytes::new()).await?;
        Ok(Changes {
            body: answer.into_body(),
            _connection: self,
        })
    }

    /// Gives a command.
    pub(crate) async fn post(&mut self, path: &str, key: &str, body: String) -> Result<(), String> {
        let request = Request::builder().method(Method::POST).uri(path);
        let request = request.header(CONTENT_TYPE, "application/json");
        let request = request.header("idempotency-key", key);
        let answer = self.send(request, Bytes::from(body)).await?;
        let body = Limited::new(answer.into_body(), MAX_PAGE_BYTES).collect().await;
        body.map(|_| ()).map_err(|error| error.to_string())
    }
}
