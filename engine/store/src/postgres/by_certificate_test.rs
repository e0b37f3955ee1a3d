//! The program shows a certificate to a server that asks for one, and to no server that its authority does not know.

use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use super::connection::{migrate, parse};

/// What PostgreSQL is asked first by whoever wants TLS: eight bytes.
const ASKS_FOR_TLS: [u8; 8] = [0, 0, 0, 8, 4, 210, 22, 47];

fn file(name: &str) -> String {
    format!("{}/src/postgres/testdata/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn certificate(name: &str) -> CertificateDer<'static> {
    CertificateDer::from_pem_file(file(name)).unwrap()
}

/// A server that lets nobody in without a certificate of its authority.
fn acceptor() -> TlsAcceptor {
    let provider = Arc::new(default_provider());
    let mut roots = RootCertStore::empty();
    roots.add(certificate("authority.pem")).unwrap();
    let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&provider));
    let key = PrivateKeyDer::from_pem_file(file("server.key.pem")).unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier.build().unwrap())
        .with_single_cert(vec![certificate("server.pem")], key)
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

/// What the server saw of one who came with this in the address: the login that they named over TLS, where they got so
/// far.
async fn seen(more: &str) -> Option<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = async {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut first = [0; 8];
        stream.read_exact(&mut first).await.unwrap();
        assert_eq!(first, ASKS_FOR_TLS);
        stream.write_all(b"S").await.unwrap();
        let mut stream = acceptor().accept(stream).await.ok()?;
        let mut length = [0; 4];
        stream.read_exact(&mut length).await.ok()?;
        let mut rest = vec![0; usize::try_from(u32::from_be_bytes(length)).unwrap().min(4_096) - 4];
        stream.read_exact(&mut rest).await.ok()?;
        let text = String::from_utf8_lossy(&rest).into_owned();
        text.split('\0')
            .skip_while(|part| !part.ends_with("user"))
            .nth(1)
            .map(str::to_owned)
    };
    let address = format!(
        "postgres://samspil@localhost:{port}/x?sslmode=verify-full&sslrootcert={}{more}",
        file("authority.pem")
    );
    let options = parse(&address).unwrap();
    let (seen, came) = tokio::join!(server, migrate(&options));
    assert!(came.is_err(), "the server says nothing more");
    seen
}

#[tokio::test]
async fn a_certificate_is_shown_to_the_server_that_asks_for_one() {
    let (certificate, key) = (file("client.pem"), file("client.key.pem"));
    let shown = format!("&sslcert={certificate}&sslkey={key}");
    assert_eq!(seen(&shown).await.as_deref(), Some("samspil"));
    assert_eq!(seen("").await, None, "nobody comes in without");
    // One that nobody trusted has issued.
    let foreign = format!("&sslcert={}&sslkey={key}", file("authority.pem"));
    assert_eq!(seen(&foreign).await, None);
}
