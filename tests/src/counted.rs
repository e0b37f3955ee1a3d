//! A PostgreSQL behind a door that counts what passes: how many queries something costs, as the server says it itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The bytes before a message of PostgreSQL's protocol: its kind, and how long it is, itself included.
const HEAD: usize = 5;

/// What has passed from the server, as it says itself: rows read, and transactions begun. Each transaction of a tenant
/// reads once to say whose it is, which is no query.
#[derive(Debug, Default)]
pub struct Passed {
    reads: AtomicUsize,
    begun: AtomicUsize,
}

impl Passed {
    /// How many rows were asked for until now.
    #[must_use]
    pub fn queries(&self) -> usize {
        self.reads.load(Ordering::SeqCst) - self.begun.load(Ordering::SeqCst)
    }

    /// Counts the messages that are whole, and gives how many bytes they are.
    fn count(&self, bytes: &[u8]) -> usize {
        let mut at = 0;
        while let Some(head) = bytes.get(at..at + HEAD) {
            let length = usize::try_from(u32::from_be_bytes(head[1..].try_into().unwrap())).unwrap();
            let Some(message) = bytes.get(at + HEAD..at + 1 + length) else {
                break;
            };
            if head[0] == b'C' {
                self.reads
                    .fetch_add(usize::from(message.starts_with(b"SELECT")), Ordering::SeqCst);
                self.begun
                    .fetch_add(usize::from(message.starts_with(b"BEGIN")), Ordering::SeqCst);
            }
            at += 1 + length;
        }
        at
    }
}

/// Carries one connection, and counts what the server says.
async fn carry(client: TcpStream, server: TcpStream, passed: Arc<Passed>) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    tokio::spawn(async move { tokio::io::copy(&mut from_client, &mut to_server).await });
    let (mut unread, mut buffer) = (Vec::new(), vec![0; 65_536]);
    while let Ok(length) = from_server.read(&mut buffer).await {
        if length == 0 || to_client.write_all(&buffer[..length]).await.is_err() {
            return;
        }
        unread.extend_from_slice(&buffer[..length]);
        let whole = passed.count(&unread);
        unread.drain(..whole);
    }
}

/// A fresh database behind connections that are counted: its address, and what passes.
///
/// # Panics
/// Where there is no PostgreSQL, since nothing can then be counted.
pub async fn database() -> (String, Arc<Passed>) {
    let address = crate::postgres::database().await;
    let at = port_of(&address);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let passed = Arc::new(Passed::default());
    let counting = Arc::clone(&passed);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(("127.0.0.1", at)).await.unwrap();
            tokio::spawn(carry(client, server, Arc::clone(&counting)));
        }
    });
    let through = address.replacen(&format!(":{at}/"), &format!(":{port}/"), 1);
    let plain = if through.contains('?') { "&" } else { "?" };
    (format!("{through}{plain}sslmode=disable"), passed)
}

/// The port of a database's address.
fn port_of(address: &str) -> u16 {
    let rest = address.split_once('@').map_or(address, |(_, rest)| rest);
    let (host, _) = rest.split_once('/').unwrap();
    let (_, port) = host.rsplit_once(':').unwrap();
    port.parse().unwrap()
}
