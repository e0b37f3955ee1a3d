//! A connection whose other end must take what is sent: one that stops reading is let go, and so is one that takes so
//! little at a time that it would never be done.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// The fewest bytes that a reader takes in a second that the server waits for them: a tenth of what the slowest telephone
/// network gives, and a page of 100 kB comes within two minutes.
const LEAST_BYTES_A_SECOND: u64 = 1_000;

/// Nanoseconds of waiting that one byte pays for.
const NANOSECONDS_A_BYTE: u64 = 1_000_000_000 / LEAST_BYTES_A_SECOND;

/// A stream, with a bound on how long writes may be waited for.
///
/// What has been waited adds up, and every byte that is taken pays for some of it. Between writes nothing adds up: a
/// stream of events may be silent for as long as it likes.
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    ends: Pin<Box<Sleep>>,
    /// What was waited and is not paid for.
    waited: Duration,
    /// Since when a write has been waited for.
    since: Option<Instant>,
}

impl<S> Patient<S> {
    /// Writes to this stream may be waited for so long, and longer for what is taken of them.
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            ends: Box::pin(sleep(patience)),
            waited: Duration::ZERO,
            since: None,
        }
    }

    /// Passes on what a write came to, or ends it where it was waited for too long.
    fn bounded<T>(
        &mut self,
        context: &mut Context<'_>,
        write: Poll<io::Result<T>>,
        bytes: impl FnOnce(&T) -> usize,
    ) -> Poll<io::Result<T>> {
        if let Poll::Ready(done) = &write {
            let waited = self.since.take().map_or(Duration::ZERO, |since| since.elapsed());
            let bytes = done.as_ref().map_or(0, bytes);
            let paid = u64::try_from(bytes)
                .unwrap_or(u64::MAX)
                .saturating_mul(NANOSECONDS_A_BYTE);
            self.waited = (self.waited + waited).saturating_sub(Duration::from_nanos(paid));
            return write;
        }
        if self.since.is_none() {
            let now = Instant::now();
            self.since = Some(now);
            self.ends
                .as_mut()
                .reset(now + self.patience.saturating_sub(self.waited));
        }
        match self.ends.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_read(context, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let write = Pin::new(&mut this.stream).poll_write(context, bytes);
        this.bounded(context, write, |taken| *taken)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let write = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.bounded(context, write, |taken| *taken)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flush = Pin::new(&mut this.stream).poll_flush(context);
        this.bounded(context, flush, |()| 0)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let shutdown = Pin::new(&mut this.stream).poll_shutdown(context);
        this.bounded(context, shutdown, |()| 0)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream, duplex};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(30);

    /// What lies between the two ends, in bytes.
    const BETWEEN: usize = 4;

    /// How long somebody is written to without end who takes so many bytes each time after so long.
    async fn lasted(bytes: usize, after: Duration) -> Duration {
        let (near, mut far) = duplex(BETWEEN);
        let mut near = Patient::new(near, PATIENCE);
        let reading = tokio::spawn(async move {
            let mut taken = vec![0; bytes];
            loop {
                sleep(after).await;
                if far.read_exact(&mut taken).await.is_err() {
                    return;
                }
            }
        });
        let began = Instant::now();
        let never = vec![7; 10_000_000];
        let ended = near.write_all(&never).await.unwrap_err();
        assert_eq!(ended.kind(), io::ErrorKind::TimedOut);
        let lasted = began.elapsed();
        reading.abort();
        lasted
    }

    #[tokio::test(start_paused = true)]
    async fn a_write_that_stands_still_ends_and_one_that_moves_does_not() {
        let (near, mut far) = duplex(BETWEEN);
        let mut near = Patient::new(near, PATIENCE);
        let reading = tokio::spawn(async move {
            let mut taken = [0; 16];
            far.read_exact(&mut taken).await.unwrap();
            (far, taken)
        });
        near.write_all(b"taken in the end").await.unwrap();
        let (_far, taken) = reading.await.unwrap();
        assert_eq!(&taken, b"taken in the end");
        let began = Instant::now();
        let stood = near.write_all(b"never taken").await.unwrap_err();
        assert_eq!(stood.kind(), io::ErrorKind::TimedOut);
        let stood = began.elapsed();
        assert!(stood >= PATIENCE && stood < PATIENCE * 2, "{stood:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_trickle_ends_as_one_that_stands_still() {
        let second = Duration::from_secs(1);
        for (bytes, after) in [(1, 29 * second), (2, second), (1, second / 10), (4, second / 2)] {
            let lasted = lasted(bytes, after).await;
            assert!(
                lasted >= PATIENCE && lasted < PATIENCE * 2,
                "{bytes} bytes each {after:?}: {lasted:?}"
            );
        }
    }

    /// All of it, by somebody who takes so many bytes a second.
    async fn taken(near: DuplexStream, mut far: DuplexStream, each: usize, all: usize) {
        let mut near = Patient::new(near, PATIENCE);
        let reading = tokio::spawn(async move {
            let mut taken = vec![0; each];
            for _ in 0..all / each {
                sleep(Duration::from_secs(1)).await;
                far.read_exact(&mut taken).await.unwrap();
            }
            far
        });
        let began = Instant::now();
        near.write_all(&vec![7; all]).await.unwrap();
        let far = reading.await.unwrap();
        assert!(
            began.elapsed() > PATIENCE * 2,
            "it took long: {:?}",
            began.elapsed()
        );
        drop(far);
    }

    #[tokio::test(start_paused = true)]
    async fn who_takes_enough_may_take_long() {
        let each = usize::try_from(LEAST_BYTES_A_SECOND).unwrap() * 2;
        let (near, far) = duplex(each);
        taken(near, far, each, each * 100).await;
    }

    #[tokio::test(start_paused = true)]
    async fn a_stream_may_be_silent_between_what_is_taken() {
        let (near, mut far) = duplex(BETWEEN);
        let mut near = Patient::new(near, PATIENCE);
        let reading = tokio::spawn(async move {
            let mut all = Vec::new();
            far.read_to_end(&mut all).await.unwrap();
            all
        });
        for _ in 0..100 {
            near.write_all(b"event: news").await.unwrap();
            near.flush().await.unwrap();
            sleep(PATIENCE * 10).await;
        }
        drop(near);
        assert_eq!(reading.await.unwrap().len(), 1_100);
    }
}
