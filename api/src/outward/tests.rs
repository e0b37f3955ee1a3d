//! Fetching from servers that behave, and from those that do not.

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::exchange::MAX_ANSWER_BYTES;
use super::*;

/// Where a server answers once with these bytes, and what it was asked.
pub(super) async fn server(answer: Vec<u8>) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut asked = vec![0; 4_096];
        let read = stream.read(&mut asked).await.unwrap();
        // Fails where the other side has heard enough.
        let _ = stream.write_all(&answer).await;
        String::from_utf8(asked[..read].to_vec()).unwrap()
    });
    (at, asked)
}

pub(super) fn answer(head: &str, body: &[u8]) -> Vec<u8> {
    let head = format!("HTTP/1.1 {head}\r\ncontent-length: {}\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

pub(super) const GET: Sent<'static> = Sent::Get { bearer: None };

#[tokio::test]
async fn what_is_asked_is_answered() {
    let near = Outward::new(Reach::Machine).unwrap();
    let (at, asked) = server(answer("200 OK", b"{}")).await;
    let url = format!("{at}/keys?a=b%20c");
    assert_eq!(near.fetch(&url, GET).await.unwrap(), b"{}");
    let asked = asked.await.unwrap();
    assert!(asked.starts_with("GET /keys?a=b%20c HTTP/1.1\r\n"), "{asked}");
    let host = at.strip_prefix("http://").unwrap();
    assert!(asked.contains(&format!("host: {host}\r\n")), "{asked}");

    let (at, asked) = server(answer("200 OK", b"1")).await;
    let form = Sent::Form {
        body: "code=x".to_owned(),
        basic: Some("client:secret".to_owned()),
    };
    assert_eq!(near.fetch(&at, form).await.unwrap(), b"1");
    let asked = asked.await.unwrap();
    assert!(
        asked.contains("authorization: Basic Y2xpZW50OnNlY3JldA==\r\n"),
        "{asked}"
    );
    assert!(asked.ends_with("\r\n\r\ncode=x"), "{asked}");
}

#[tokio::test]
async fn what_lies_within_is_not_reached() {
    let out = Outward::new(Reach::Out).unwrap();
    for url in [
        "https://127.0.0.1/",
        "https://localhost/",
        "https://10.0.0.1/",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00::1]/",
        "https://0x7f.1/",
        "https://2130706433/",
    ] {
        let refused = out.fetch(url, GET).await.unwrap_err();
        assert!(matches!(refused, OutwardError::Within(_)), "{url}: {refused:?}");
    }
    let near = Outward::new(Reach::Machine).unwrap();
    let refused = near.fetch("https://192.168.0.1/", GET).await.unwrap_err();
    assert!(
        matches!(refused, OutwardError::Within(_)),
        "no more than the machine itself"
    );
}

#[tokio::test]
async fn only_https_and_plain_addresses_are_asked() {
    let (out, near) = (
        Outward::new(Reach::Out).unwrap(),
        Outward::new(Reach::Machine).unwrap(),
    );
    for url in [
        "",
        "login",
        "//login.example",
        "ftp://login.example/",
        "file:///etc/passwd",
        "http://login.example/",
        "https://user@login.example/",
        "https://user:secret@login.example/",
        "https://login.example/#top",
        &format!("https://login.example/{}", "x".repeat(MAX_URL_BYTES)),
    ] {
        assert!(matches!(out.fit(url), Err(OutwardError::Address(_))), "{url}");
        assert!(matches!(near.fit(url), Err(OutwardError::Address(_))), "{url}");
    }
    for (url, far) in [
        ("https://login.example/a?b", true),
        ("http://127.0.0.1:1/", false),
    ] {
        assert_eq!(
            (out.fit(url).is_ok(), near.fit(url).is_ok()),
            (far, true),
            "{url}"
        );
    }
}

#[tokio::test]
async fn answers_are_bounded_and_lead_nowhere_else() {
    let near = Outward::new(Reach::Machine).unwrap();
    let (at, _) = server(b"HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\n\r\n".to_vec()).await;
    let refused = near.fetch(&at, GET).await.unwrap_err();
    assert!(
        matches!(refused, OutwardError::Refused { status: 302, .. }),
        "{refused:?}"
    );
    let (at, _) = server(answer("200 OK", &vec![b' '; MAX_ANSWER_BYTES + 1])).await;
    let refused = near.fetch(&at, GET).await.unwrap_err();
    assert!(matches!(refused, OutwardError::TooLarge(_)), "{refused:?}");
    let (at, _) = server(b"220 smtp\r\n".to_vec()).await;
    let refused = near.fetch(&at, GET).await.unwrap_err();
    assert!(matches!(refused, OutwardError::Away { .. }), "{refused:?}");
}
