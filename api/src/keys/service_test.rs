//! Keys from a service: over TLS by an authority of one's own, or from an agent on the machine; and services that do not
//! answer as they should.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Parser;
use samspil_runtime::vault::KeyFile;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::KeySettings;

/// The settings as they come from the command line.
#[derive(Parser)]
struct Line {
    #[command(flatten)]
    keys: KeySettings,
}

/// What OpenBao and Vault answer with for a secret whose field "keys" holds this.
fn secret(keys: &str) -> String {
    let data = serde_json::json!({ "data": { "keys": keys }, "metadata": { "version": 3 } });
    serde_json::json!({ "request_id": "1", "lease_id": "", "data": data, "warnings": null }).to_string()
}

fn keys() -> String {
    String::from_utf8(KeyFile::fresh().unwrap().text().bytes().to_vec()).unwrap()
}

/// Answers one question, and gives it.
async fn answered<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, status: &str, body: &str) -> String {
    let mut asked = vec![0; 4_096];
    let read = stream.read(&mut asked).await.unwrap();
    let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n", body.len());
    stream
        .write_all(format!("{head}{body}").as_bytes())
        .await
        .unwrap();
    // Fails where the other side has gone with what it wanted.
    let _ = stream.shutdown().await;
    String::from_utf8(asked[..read].to_vec()).unwrap()
}

/// An agent on the machine that answers once.
async fn agent(status: &'static str, body: String) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/secret/data/samspil", listener.local_addr().unwrap());
    let asked = tokio::spawn(async move {
        let (stream, _): (TcpStream, _) = listener.accept().await.unwrap();
        answered(stream, status, &body).await
    });
    (url, asked)
}

fn certificate(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../engine/store/src/postgres/testdata")
        .join(name)
}

/// A service with a certificate of its own authority that answers once; nothing where its certificate is not trusted.
async fn service(body: String) -> (String, JoinHandle<Option<String>>) {
    let key = PrivateKeyDer::from_pem_file(certificate("server.key.pem")).unwrap();
    let own = CertificateDer::from_pem_file(certificate("server.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![own], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = TlsAcceptor::from(Arc::new(config)).accept(stream).await.ok()?;
        Some(answered(stream, "200 OK", &body).await)
    });
    (format!("https://localhost:{port}/v1/secret/data/samspil"), asked)
}

/// A file of its owner alone.
fn written(folder: &TempDir, name: &str, text: &str) -> String {
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path.display().to_string()
}

/// Whether there are keys by this line, or the key of what is said.
async fn by(line: &[&str]) -> Result<bool, String> {
    let line =
        Line::try_parse_from([&["samspil"], line].concat()).map_err(|error| error.kind().to_string())?;
    let vault = line.keys.vault().await.map_err(|message| message.key)?;
    Ok(vault.has_keys())
}

#[tokio::test]
async fn a_service_is_trusted_by_its_authority_and_shown_the_token() {
    let folder = tempfile::tempdir().unwrap();
    let token = written(&folder, "token", "hvs.eksempel\n");
    let authority = certificate("authority.pem").display().to_string();

    let (url, asked) = service(secret(&keys())).await;
    let line = [
        "--keys-from",
        &url,
        "--keys-token-file",
        &token,
        "--keys-ca",
        &authority,
    ];
    assert_eq!(by(&line).await, Ok(true));
    let asked = asked.await.unwrap().unwrap();
    assert!(
        asked.starts_with("GET /v1/secret/data/samspil HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(
        asked.contains("authorization: Bearer hvs.eksempel\r\n"),
        "{asked}"
    );

    let (url, asked) = service(secret(&keys())).await;
    let untrusted = by(&["--keys-from", &url, "--keys-token-file", &token]).await;
    assert_eq!(untrusted, Err("keys-service".to_owned()));
    assert_eq!(
        asked.await.unwrap(),
        None,
        "nothing is asked of whom nobody vouches for"
    );
}

#[tokio::test]
async fn an_agent_on_the_machine_needs_no_token_and_any_place_in_the_answer_can_be_named() {
    let (url, asked) = agent("200 OK", secret(&keys())).await;
    assert_eq!(by(&["--keys-from", &url]).await, Ok(true));
    assert!(!asked.await.unwrap().contains("authorization"));
    let (url, _) = agent("200 OK", serde_json::json!({ "value": keys() }).to_string()).await;
    assert_eq!(by(&["--keys-from", &url, "--keys-at", "/value"]).await, Ok(true));
}

#[tokio::test]
async fn what_a_service_does_wrong_is_said_and_nothing_starts() {
    for (status, body, said) in [
        (
            "403 Forbidden",
            "{\"errors\":[\"permission denied\"]}".to_owned(),
            "keys-service-refused",
        ),
        ("401 Unauthorized", String::new(), "keys-service-refused"),
        ("404 Not Found", "{\"errors\":[]}".to_owned(), "keys-service"),
        (
            "503 Service Unavailable",
            "{\"errors\":[\"Vault is sealed\"]}".to_owned(),
            "keys-service",
        ),
        ("307 Temporary Redirect", String::new(), "keys-service"),
        ("200 OK", String::new(), "keys-service-answer"),
        ("200 OK", "<html>".to_owned(), "keys-service-answer"),
        (
            "200 OK",
            serde_json::json!({ "data": { "data": { "keys": 1 } } }).to_string(),
            "keys-service-answer",
        ),
        (
            "200 OK",
            serde_json::json!({ "data": { "data": {} } }).to_string(),
            "keys-service-answer",
        ),
        ("200 OK", secret(""), "keys-service-unfit"),
        ("200 OK", secret("key 1 x"), "keys-service-unfit"),
    ] {
        let (url, _) = agent(status, body.clone()).await;
        assert_eq!(
            by(&["--keys-from", &url]).await,
            Err(said.to_owned()),
            "{status} {body}"
        );
    }
    let closed = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    assert_eq!(
        by(&["--keys-from", &format!("http://{closed}/")]).await,
        Err("keys-service".to_owned())
    );
}

#[tokio::test]
async fn what_does_not_fit_together_is_refused_before_anything_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let own = written(&folder, "keys", &keys());
    let empty = written(&folder, "empty", "");
    let url = "https://keys.example/v1/secret/data/samspil";
    for (line, said) in [
        (vec!["--keys-from", "http://keys.example/"], "keys-service"),
        (
            vec!["--keys-from", url, "--keys-token-file", &empty],
            "secret-file-line",
        ),
        (vec!["--keys-from", url, "--keys-ca", &empty], "keys-service-ca"),
    ] {
        assert_eq!(by(&line).await, Err(said.to_owned()), "{line:?}");
    }
    for line in [
        vec!["--keys-from", url, "--keys", &own],
        vec!["--keys-token-file", &own],
        vec!["--keys-ca", &own],
        vec!["--keys-at", "/value"],
    ] {
        assert!(
            Line::try_parse_from([&["samspil"], &line[..]].concat()).is_err(),
            "{line:?}"
        );
    }
    assert_eq!(by(&["--keys", &own]).await, Ok(true));
    assert_eq!(by(&[]).await, Ok(false));
}
