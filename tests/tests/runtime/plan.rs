//! The one plan of a citizen costs few queries, however many cases they have.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use samspil_core::case::Binding;
use samspil_core::id::{PartyId, PersonId};
use samspil_runtime::{Begin, Look, Object, TestClock, WayIn};
use samspil_store::Store;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, by, moment};

/// How many cases and flows the citizen of the test has, and how many queries their plan may take.
const CASES: usize = 12;
const FLOWS: usize = 8;
const MAX_QUERIES: usize = 5;

/// The bytes before a message of PostgreSQL's protocol: its kind, and how long it is, itself included.
const HEAD: usize = 5;

/// What has passed from the server, as it says itself: rows read, and transactions begun. Each transaction of a tenant
/// reads once to say whose it is, which is no query.
#[derive(Default)]
struct Passed {
    reads: AtomicUsize,
    begun: AtomicUsize,
}

impl Passed {
    fn queries(&self) -> usize {
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

/// A store over a connection that is counted.
async fn counted() -> (Arc<dyn Store>, Arc<Passed>) {
    let address = samspil_tests::postgres::database().await;
    let url = url_parts(&address);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let passed = Arc::new(Passed::default());
    let counting = Arc::clone(&passed);
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let server = TcpStream::connect(("127.0.0.1", url.1)).await.unwrap();
            tokio::spawn(carry(client, server, Arc::clone(&counting)));
        }
    });
    let through = address.replacen(&format!(":{}/", url.1), &format!(":{port}/"), 1);
    let plain = if through.contains('?') { "&" } else { "?" };
    let through = format!("{through}{plain}sslmode=disable");
    (samspil_store::open(&through).await.unwrap(), passed)
}

/// The host's name and port of a database's address.
fn url_parts(address: &str) -> (String, u16) {
    let rest = address.split_once('@').map_or(address, |(_, rest)| rest);
    let (host, _) = rest.split_once('/').unwrap();
    let (name, port) = host.rsplit_once(':').unwrap();
    (name.to_owned(), port.parse().unwrap())
}

fn flow(number: usize) -> String {
    format!(
        "samspil: 1
flow: flow_{number}
title: Forløb {number}
parties:
  worker: {{title: Sagsbehandler, side: authority}}
  citizen: {{title: Borger, side: citizen}}
does:
  assess: {{task: Vurdér, by: worker, due: 10 days}}
closes: by_hand
"
    )
}

#[tokio::test]
async fn the_plan_of_twelve_cases_over_eight_flows_takes_at_most_five_queries() {
    let (store, passed) = counted().await;
    store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let clock = Arc::new(TestClock::new(moment("2026-01-05T08:00")));
    let ground = Ground::node(store, clock, false);
    let citizen = PersonId(Uuid::from_u128(77));
    for number in 0..FLOWS {
        ground
            .engine
            .publish(TENANT, &flow(number), "test")
            .await
            .unwrap();
    }
    for number in 0..CASES {
        let them = vec![Binding::to(None, Some(citizen))];
        let begin = Begin {
            flow: format!("flow_{}", number % FLOWS),
            version: None,
            title: format!("Sag {number}"),
            parties: vec![bound("worker", 10), (PartyId::new("citizen").unwrap(), them)],
            data: serde_json::Value::Null,
        };
        ground
            .engine
            .begin(TENANT, by(1, 10, "worker"), begin, None)
            .await
            .unwrap();
    }
    let (look, who) = (Look::new(Object::Plan, WayIn::Program), by(1, 10, "worker"));
    for round in 0..2 {
        let before = passed.queries();
        let plan = ground.engine.one_plan(TENANT, &who, citizen, &look);
        let plan = plan.await.unwrap().unwrap();
        let names = ground.store.people_among(TENANT, &[citizen]).await.unwrap();
        assert_eq!((plan.cases.len(), names.len()), (CASES, 0));
        let taken = passed.queries() - before;
        assert!(
            (1..=MAX_QUERIES).contains(&taken),
            "round {round}: {taken} queries"
        );
    }
    ground.engine.stop().await;
}
