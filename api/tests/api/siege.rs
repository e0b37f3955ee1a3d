//! What a client can do to a server by the bytes that it sends, or does not: others are answered meanwhile, and it is let
//! go. The bounds are set small; a test waits until the server closes, never for a time.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use samspil_tests::program::Program;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::ground::{Ground, HERE, token};

/// How many hold a connection at once.
const BESIEGERS: usize = 1_000;

/// Lets the tests hold all their ends of connections: many systems give 1,024 files to a program that does not ask. The
/// server has begun before and asks for itself.
fn hold_as_many() {
    let given = getrlimit(Resource::Nofile);
    let wanted = 4 * u64::try_from(BESIEGERS).unwrap();
    let possible = given.maximum.map_or(wanted, |most| most.min(wanted));
    if given.current.is_some_and(|current| current < possible) {
        let raised = Rlimit {
            current: Some(possible),
            maximum: given.maximum,
        };
        setrlimit(Resource::Nofile, raised).unwrap();
    }
}

/// A connection from an address of its own within the machine.
async fn from(program: &Program, address: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(format!("{address}:0").parse().unwrap()).unwrap();
    let server = program.url.strip_prefix("http://").unwrap();
    socket.connect(server.parse().unwrap()).await.unwrap()
}

/// Sends bytes over a connection, which the server may have closed already.
async fn sent(program: &Program, address: &str, bytes: &[u8]) -> TcpStream {
    let mut stream = from(program, address).await;
    let _ = stream.write_all(bytes).await;
    stream
}

/// Everything that comes until the server closes. That it closes without a word, or with a reset, is an end too.
async fn until_closed(mut stream: TcpStream) -> String {
    let mut came = Vec::new();
    let _ = stream.read_to_end(&mut came).await;
    String::from_utf8_lossy(&came).into_owned()
}

/// The statuses of the answers in what came.
fn statuses(came: &str) -> Vec<u16> {
    let heads = came.split("HTTP/1.1 ").skip(1);
    heads.map(|head| head[..3].parse().unwrap()).collect()
}

/// A request that is let in, of a person here.
fn whole(login: &str, close: bool) -> String {
    let (key, end) = (
        token(HERE, login),
        if close { "connection: close\r\n" } else { "" },
    );
    format!("GET /api/v1/me HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\n{end}\r\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_half_open_connections_are_let_go_while_others_are_answered() {
    let ground = Ground::with(&["--head-seconds", "2"]).await;
    hold_as_many();
    let beginnings: [&[u8]; 4] = [
        b"",
        b"GET / HT",
        b"GET / HTTP/1.1\r\nhost: x\r\n",
        b"POST /sign-in HTTP/1.1\r\nhost: x\r\ncontent-type: ",
    ];
    let mut held = Vec::new();
    for (number, beginning) in (0..BESIEGERS).zip(beginnings.iter().cycle()) {
        held.push(sent(&ground.program, "127.0.0.2", beginning).await);
        if number % 100 == 0 {
            ground.get("anna", "/me").await;
        }
    }
    for besieger in held {
        while_open(&ground, besieger).await;
    }
    ground.get("anna", "/me").await;
}

/// Others are answered until this one is let go, and it is told nothing but that it was too slow.
async fn while_open(ground: &Ground, besieger: TcpStream) {
    let end = until_closed(besieger);
    tokio::pin!(end);
    loop {
        tokio::select! {
            biased;
            came = &mut end => {
                assert!(came.is_empty() || statuses(&came) == [408], "{came}");
                return;
            }
            me = ground.get("anna", "/me") => assert_eq!(me["municipality"], "12345678"),
        }
    }
}

#[tokio::test]
async fn bodies_that_do_not_come_and_answers_that_are_not_taken_are_let_go() {
    let ground = Ground::with(&["--answer-seconds", "1", "--unread-seconds", "1"]).await;
    let key = token(HERE, "anna");
    let post = |length: &str| {
        format!(
            "POST /api/v1/cases HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
             idempotency-key: 00000000-0000-4000-8000-000000000001\r\n{length}\r\n\r\n"
        )
    };
    for (what, bytes, status) in [
        (
            "a body that stops",
            post("content-length: 100") + "{\"flow\"",
            408,
        ),
        ("a body that never begins", post("content-length: 100"), 408),
        (
            "a chunk that stops",
            post("transfer-encoding: chunked") + "40\r\n{\"fl",
            408,
        ),
        (
            "a body that nobody waits for",
            post("content-length: 100").replace(&key, "samspil_nobody"),
            401,
        ),
    ] {
        let stream = sent(&ground.program, "127.0.0.1", bytes.as_bytes()).await;
        let came = until_closed(stream).await;
        assert_eq!(statuses(&came), [status], "{what}: {came}");
    }
    // Asks for more and more and reads none of it, until it can no longer send: then the server has let it go.
    let mut deaf = from(&ground.program, "127.0.0.1").await;
    let ask = whole("anna", false).replace("/api/v1/me", "/api/v1/openapi.json");
    while deaf.write_all(ask.as_bytes()).await.is_ok() {}
    ground.get("anna", "/me").await;
}

#[tokio::test]
async fn heads_that_are_bombs_are_refused() {
    let ground = Ground::new().await;
    for (what, head, expected) in [
        ("lines", "a: b\r\n".repeat(1_000), 431),
        ("a long line", format!("a: {}\r\n", "b".repeat(1_000_000)), 431),
        ("a long name", format!("{}: b\r\n", "a".repeat(100_000)), 431),
        ("a folded line", "a: b\r\n c\r\n".to_owned(), 400),
        ("a line without a colon", "abc\r\n".to_owned(), 400),
        ("a NUL", "a: b\0c\r\n".to_owned(), 400),
    ] {
        let request = format!("GET /sign-in HTTP/1.1\r\nhost: x\r\n{head}\r\n");
        let stream = sent(&ground.program, "127.0.0.1", request.as_bytes()).await;
        let came = until_closed(stream).await;
        // A bomb that is refused before it has all been sent may break the connection on its way.
        assert!(
            statuses(&came) == [expected] || (expected == 431 && came.is_empty()),
            "{what}: {came}"
        );
    }
    let path = format!("GET /{} HTTP/1.1\r\nhost: x\r\n\r\n", "a".repeat(200_000));
    let came = until_closed(sent(&ground.program, "127.0.0.1", path.as_bytes()).await).await;
    assert!(matches!(statuses(&came)[..], [] | [414 | 431]), "{came}");
}

#[tokio::test]
async fn a_second_request_is_never_hidden_in_a_first() {
    let ground = Ground::new().await;
    let (key, inner) = (token(HERE, "anna"), whole("tove", true));
    let post = |framing: &str, body: &str| {
        format!(
            "POST /api/v1/tokens HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
             idempotency-key: 00000000-0000-4000-8000-000000000001\r\n{framing}\r\n\r\n{body}"
        )
    };
    let chunked = format!("2\r\n{{}}\r\n0\r\n\r\n{inner}");
    let length = chunked.len();
    for (what, request, expected) in [
        // One of the two is believed, and then the connection ends: a proxy that believed the other gains nothing.
        (
            "a length and chunks",
            post(
                &format!("content-length: {length}\r\ntransfer-encoding: chunked"),
                &chunked,
            ),
            vec![422],
        ),
        (
            "chunks and a length",
            post("transfer-encoding: chunked\r\ncontent-length: 2", &chunked),
            vec![422],
        ),
        (
            "two lengths",
            post("content-length: 2\r\ncontent-length: 3", &format!("{{}}{inner}")),
            vec![400],
        ),
        (
            "a list of lengths",
            post("content-length: 2, 3", &format!("{{}}{inner}")),
            vec![400],
        ),
        (
            "a length with a sign",
            post("content-length: +2", &format!("{{}}{inner}")),
            vec![400],
        ),
        (
            "chunks that are something else",
            post("transfer-encoding: chunked, identity", &chunked),
            vec![400],
        ),
        (
            "chunks by another name",
            post("transfer-encoding: xchunked", &chunked),
            vec![400],
        ),
        (
            "a length that is no number",
            post(
                "transfer-encoding: chunked",
                &format!("2x\r\n{{}}\r\n0\r\n\r\n{inner}"),
            ),
            vec![400],
        ),
    ] {
        let came = until_closed(sent(&ground.program, "127.0.0.1", request.as_bytes()).await).await;
        assert_eq!(statuses(&came), expected, "{what}: {came}");
        assert!(!came.contains("Navn tove"), "{what}: {came}");
    }
}

#[tokio::test]
async fn requests_in_a_row_are_answered_in_their_order() {
    let ground = Ground::new().await;
    let row = [whole("anna", false), whole("nobody", false), whole("tove", true)].concat();
    let came = until_closed(sent(&ground.program, "127.0.0.1", row.as_bytes()).await).await;
    assert_eq!(statuses(&came), [200, 401, 200], "{came}");
    let names = ["Navn anna", "Navn tove"].map(|name| came.find(name).unwrap());
    assert!(names[0] < names[1]);
}

#[tokio::test]
async fn a_packed_body_is_not_unpacked() {
    let ground = Ground::new().await;
    for coding in ["gzip", "br", "deflate", "identity, gzip"] {
        let asking = ground.ask("anna", "POST", "/cases").json(&json!({}));
        let refused = asking.header("content-encoding", coding).send().await.is(415);
        assert_eq!(refused.json()["code"], "packed", "{coding}");
    }
}

#[tokio::test]
async fn an_address_has_so_many_connections_and_another_has_its_own() {
    let ground = Ground::with(&["--address-connections", "3", "--head-seconds", "3600"]).await;
    let mut held = Vec::new();
    for _ in 0..3 {
        held.push(from(&ground.program, "127.0.0.2").await);
    }
    let fourth = sent(&ground.program, "127.0.0.2", whole("anna", true).as_bytes()).await;
    assert_eq!(until_closed(fourth).await, "");
    let elsewhere = sent(&ground.program, "127.0.0.3", whole("anna", true).as_bytes()).await;
    assert_eq!(statuses(&until_closed(elsewhere).await), [200]);
    // A place that is given back is there for the next.
    drop(held.pop());
    loop {
        let next = sent(&ground.program, "127.0.0.2", whole("anna", true).as_bytes()).await;
        match statuses(&until_closed(next).await)[..] {
            [200] => break,
            [] => {}
            ref other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn behind_a_proxy_the_reader_s_own_address_is_counted() {
    let ground = Ground::with(&["--address-connections", "2", "--proxies", "1"]).await;
    let news = |of: &'static str| {
        let asking = ground.ask("anna", "GET", "/changes");
        asking.header("x-forwarded-for", of)
    };
    let first = news("192.0.2.1, 198.51.100.7").open().await;
    let _second = news("192.0.2.2, 198.51.100.7").open().await;
    let (refused, _) = news("192.0.2.3, 198.51.100.7").open().await;
    assert_eq!(
        refused.status, 429,
        "what the reader writes of themselves counts for nothing"
    );
    assert_eq!(refused.header("retry-after"), "5");
    assert_eq!(news("198.51.100.8").open().await.0.status, 200);
    drop(first);
    while news("198.51.100.7").open().await.0.status == 429 {}
}

/// What is bounded, and who asks until it is reached; the others then are answered still.
#[tokio::test]
async fn who_asks_too_often_waits_and_others_do_not() {
    for (bound, asking, refused, answered) in [
        (
            "--person-requests",
            (HERE, "anna"),
            [(HERE, "anna")].as_slice(),
            [(HERE, "tove"), (crate::ground::ELSEWHERE, "anna")].as_slice(),
        ),
        (
            "--tenant-requests",
            (HERE, "anna"),
            &[(HERE, "anna"), (HERE, "tove")],
            &[(crate::ground::ELSEWHERE, "anna")],
        ),
        (
            "--address-requests",
            (HERE, "anna"),
            &[(HERE, "anna"), (crate::ground::ELSEWHERE, "tove")],
            &[],
        ),
    ] {
        let ground = Ground::with(&[bound, "1"]).await;
        let me = async |(tenant, login): (i32, &str)| {
            let asking = ground.program.ask("GET", "/api/v1/me").by(&token(tenant, login));
            asking.header("accept-language", "da").send().await
        };
        let mut told = me(asking).await;
        while told.status == 200 {
            told = me(asking).await;
        }
        assert_eq!(told.status, 429, "{bound}: {}", told.text);
        assert_eq!(told.json()["code"], "too-many");
        assert_eq!(told.header("retry-after"), "1", "{bound}");
        assert!(told.text.contains("Prøv igen om 1 "), "{}", told.text);
        for who in answered {
            assert_eq!(me(*who).await.status, 200, "{bound} {who:?}");
        }
        for who in refused {
            // One is there again each second, so of some in a row one at least is refused.
            let mut again = me(*who).await;
            while again.status == 200 {
                again = me(*who).await;
            }
            assert_eq!(again.status, 429, "{bound} {who:?}");
        }
    }
}
