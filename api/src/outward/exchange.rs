//! One question and its answer over a connection that is used for nothing else.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::header::{ACCEPT, AUTHORIZATION, CONNECTION, CONTENT_TYPE, HOST};
use http::{HeaderValue, Method, Request};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Bytes;
use hyper::client::conn::http1::handshake;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use url::{Position, Url};

use super::{OutwardError, Sent};

/// The most that is read of an answer, in bytes: the documents and keys of a large provider are some 20 kB.
pub(super) const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// Asks, and gives the body of an answer that says that all is well. One that sends elsewhere is not followed.
pub(super) async fn exchange<S>(stream: S, url: &Url, sent: Sent<'_>) -> Result<Vec<u8>, OutwardError>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let host = url.host_str().unwrap_or_default();
    let away = |why: String| OutwardError::Away {
        host: host.to_owned(),
        why,
    };
    let request = request(url, sent).map_err(|error| away(error.to_string()))?;
    let (mut asking, connection) = handshake(TokioIo::new(stream))
        .await
        .map_err(|error| away(error.to_string()))?;
    let carrying = tokio::spawn(connection);
    let answered = async {
        let answer = asking
            .send_request(request)
            .await
            .map_err(|error| away(error.to_string()))?;
        let status = answer.status();
        if !status.is_success() {
            return Err(OutwardError::Refused {
                host: host.to_owned(),
                status: status.as_u16(),
            });
        }
        let body = Limited::new(answer.into_body(), MAX_ANSWER_BYTES).collect().await;
        let body = body.map_err(|error| {
            if error.is::<http_body_util::LengthLimitError>() {
                OutwardError::TooLarge(host.to_owned())
            } else {
                away(error.to_string())
            }
        })?;
        Ok(body.to_bytes().to_vec())
    };
    let answered = answered.await;
    carrying.abort();
    answered
}

fn request(url: &Url, sent: Sent<'_>) -> Result<Request<Full<Bytes>>, http::Error> {
    let path = &url[Position::BeforePath..Position::AfterQuery];
    let at = &url[Position::BeforeHost..Position::AfterPort];
    let asked = Request::builder()
        .uri(path)
        .header(HOST, at)
        .header(ACCEPT, "application/json")
        .header(CONNECTION, "close");
    match sent {
        Sent::Get { bearer } => {
            let asked = match bearer {
                Some(token) => asked.header(AUTHORIZATION, hidden(&format!("Bearer {token}"))?),
                None => asked,
            };
            asked.method(Method::GET).body(Full::default())
        }
        Sent::Form { body, basic } => {
            let asked = match basic {
                Some(pair) => {
                    let pair = format!("Basic {}", BASE64_STANDARD.encode(pair));
                    asked.header(AUTHORIZATION, hidden(&pair)?)
                }
                None => asked,
            };
            asked
                .method(Method::POST)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(Full::from(body))
        }
    }
}

/// A header that no log shows.
fn hidden(text: &str) -> Result<HeaderValue, http::Error> {
    let mut value = HeaderValue::try_from(text)?;
    value.set_sensitive(true);
    Ok(value)
}
