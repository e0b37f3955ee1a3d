//! The way to PostgreSQL: a server whose certificate is not what it should be is not spoken to.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

use samspil_store::StoreError;
use samspil_tests::postgres::{Encrypted, empty_database};

#[tokio::test]
async fn only_a_server_that_proves_its_name_by_a_trusted_authority_is_spoken_to() {
    let server = Encrypted::start();
    let (folder, port) = (&server.folder, server.port);
    let url = |host: &str, trusted: &str| {
        format!("postgres://postgres@{host}:{port}/postgres?sslmode=verify-full{trusted}")
    };
    let (own, other) = (
        format!("&sslrootcert={folder}/ca.pem"),
        format!("&sslrootcert={folder}/other.pem"),
    );
    samspil_store::migrate(&url("localhost", &own)).await.unwrap();
    for (what, host, trusted) in [
        ("another authority", "localhost", &*other),
        ("no authority but the public ones", "localhost", ""),
        ("another name", "127.0.0.1", &*own),
    ] {
        let refused = samspil_store::migrate(&url(host, trusted)).await;
        assert!(
            matches!(refused, Err(StoreError::Unreachable(_))),
            "{what}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_offers_no_encryption_is_not_spoken_to_where_it_is_asked_for() {
    let plain = empty_database().await;
    samspil_store::migrate(&plain).await.unwrap();
    let separator = if plain.contains('?') { '&' } else { '?' };
    let refused = samspil_store::migrate(&format!("{plain}{separator}sslmode=verify-full")).await;
    assert!(matches!(refused, Err(StoreError::Unreachable(_))), "{refused:?}");
}
