//! What the machine does for a fetch: it looks a name up, and connects to an address.

use std::io;
use std::net::{IpAddr, SocketAddr};

use async_trait::async_trait;
use tokio::net::TcpStream;

/// The port that the machine's resolver is asked with; it plays no part in what is found.
const ANY_PORT: u16 = 0;

/// The network as a fetch meets it. Connecting takes an address and no name, so nothing is looked up on the way.
#[async_trait]
pub(super) trait Net: Send + Sync {
    /// The addresses of a name, in the order in which they are to be tried.
    ///
    /// # Errors
    /// Where nobody knows it.
    async fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>>;

    /// A connection to this very address.
    ///
    /// # Errors
    /// Where nothing answers there.
    async fn connect(&self, at: SocketAddr) -> io::Result<TcpStream>;
}

/// That of the machine.
pub(super) struct OfMachine;

#[async_trait]
impl Net for OfMachine {
    async fn look_up(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        let found = tokio::net::lookup_host((name, ANY_PORT)).await?;
        Ok(found.map(|at| at.ip()).collect())
    }

    async fn connect(&self, at: SocketAddr) -> io::Result<TcpStream> {
        TcpStream::connect(at).await
    }
}
