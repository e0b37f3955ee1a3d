//! A connection whose other end must take what is sent: one that stops reading is let go.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// A stream, with a bound on how long a write may stand still.
pub(super) struct Patient<S> {
    stream: S,
    patience: Duration,
    ends: Pin<Box<Sleep>>,
    standing: bool,
}

impl<S> Patient<S> {
    /// Writes to this stream may stand still for so long.
    pub(super) fn new(stream: S, patience: Duration) -> Self {
        Self {
            stream,
            patience,
            ends: Box::pin(sleep(patience)),
            standing: false,
        }
    }

    /// Passes on what a write came to, or ends it where it has stood still too long.
    fn bounded<T>(&mut self, context: &mut Context<'_>, write: Poll<io::Result<T>>) -> Poll<io::Result<T>> {
        if write.is_ready() {
            self.standing = false;
            return write;
        }
        if !self.standing {
            self.standing = true;
            self.ends.as_mut().reset(Instant::now() + self.patience);
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
        this.bounded(context, write)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let write = Pin::new(&mut this.stream).poll_write_vectored(context, pieces);
        this.bounded(context, write)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flush = Pin::new(&mut this.stream).poll_flush(context);
        this.bounded(context, flush)
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let shutdown = Pin::new(&mut this.stream).poll_shutdown(context);
        this.bounded(context, shutdown)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt, duplex};

    use super::*;

    #[tokio::test]
    async fn a_write_that_stands_still_ends_and_one_that_moves_does_not() {
        let (near, mut far) = duplex(4);
        let mut near = Patient::new(near, Duration::from_millis(50));
        let reading = tokio::spawn(async move {
            let mut taken = [0; 16];
            far.read_exact(&mut taken).await.unwrap();
            (far, taken)
        });
        near.write_all(b"taken in the end").await.unwrap();
        let (_far, taken) = reading.await.unwrap();
        assert_eq!(&taken, b"taken in the end");
        let stood = near.write_all(b"never taken").await.unwrap_err();
        assert_eq!(stood.kind(), io::ErrorKind::TimedOut);
    }
}
