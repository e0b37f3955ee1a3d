//! A body that is sent while it is written.

use axum::body::Body;
use futures::{StreamExt as _, stream};
use samspil_runtime::Failure;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_stream::wrappers::ReceiverStream;

/// The parts as they come, and then how it ended: a failure in the middle breaks the connection, so that nobody takes a
/// part for the whole.
pub(crate) fn streamed<T: Send + 'static>(
    parts: mpsc::Receiver<String>,
    writing: JoinHandle<Result<T, Failure>>,
) -> Body {
    let end = stream::once(async move {
        match writing.await {
            Ok(Ok(_)) => Ok(String::new()),
            Ok(Err(failure)) => Err(std::io::Error::other(failure.to_string())),
            Err(error) => Err(std::io::Error::other(error.to_string())),
        }
    });
    Body::from_stream(ReceiverStream::new(parts).map(Ok).chain(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_cut_off_does_not_look_whole() {
        for (ends, whole) in [(Ok(()), true), (Err(Failure::Busy), false)] {
            let (out, parts) = mpsc::channel(1);
            let writing = tokio::spawn(async move {
                for part in ["a", "b", "c"] {
                    out.send(part.to_owned()).await.unwrap();
                }
                ends
            });
            let body = axum::body::to_bytes(streamed(parts, writing), 9).await;
            assert_eq!(body.is_ok_and(|body| body == "abc"), whole);
        }
    }
}
