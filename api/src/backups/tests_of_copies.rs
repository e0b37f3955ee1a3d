//! A copy is made beside whoever writes, and lies back as it was; what is not as it was made is refused.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::{PersonId, TenantId};
use samspil_store::deed_chain::{DeedHead, follow};
use samspil_store::{NewDeed, Store};
use uuid::Uuid;

use super::copy::copy;
use super::restore::{held_against, lay_back, manifests, to_lay};
use super::{OLDEST, ToldOf, age, told};

const TENANT: TenantId = TenantId(12_345_678);

async fn store(folder: &Path) -> Arc<dyn Store> {
    let url = format!("sqlite:{}", folder.display());
    samspil_store::open(&url).await.unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-01-05T02:00:00Z".parse().unwrap()
}

fn deed() -> NewDeed {
    NewDeed {
        at: now(),
        person: Some(PersonId(Uuid::from_u128(1))),
        by: "Adam".to_owned(),
        kind: "roles".to_owned(),
        body: "{}".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_that_is_made_while_others_write_lies_back_whole() {
    /// Deeds that others write meanwhile.
    const MEANWHILE: u64 = 200;
    let folder = tempfile::tempdir().unwrap();
    let (data, copies, back) = (
        folder.path().join("data"),
        folder.path().join("copies"),
        folder.path().join("back"),
    );
    let own = store(&data).await;
    own.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let before = own.add_deed(TENANT, deed()).await.unwrap();
    let writing = {
        let own = Arc::clone(&own);
        tokio::spawn(async move {
            for _ in 0..MEANWHILE {
                own.add_deed(TENANT, deed()).await.unwrap();
            }
        })
    };
    let made = copy(&own, TENANT, &copies, (Uuid::from_u128(1), now()))
        .await
        .unwrap();
    writing.await.unwrap();
    let known = own.backups(TENANT, 9).await.unwrap();
    assert_eq!(known.len(), 1);
    assert_eq!(known[0].verified_at, Some(now()));
    assert_eq!(known[0].bytes, Some(made.manifest.held.bytes));
    let later = now() + TimeDelta::hours(27);
    assert!(age(own.as_ref(), TENANT, later).await.unwrap() > Some(OLDEST));
    own.close().await;
    let found = manifests(&made.folder).unwrap();
    assert_eq!(found, [made.manifest]);
    let left = back.join("12345678.sqlite-wal");
    std::fs::create_dir(&back).unwrap();
    std::fs::write(&left, "the log of another file").unwrap();
    let beside = to_lay(&made.folder, &found[0], &back).unwrap_err();
    assert_eq!(beside.key, "backup-there-already");
    std::fs::remove_file(&left).unwrap();
    let way = to_lay(&made.folder, &found[0], &back).unwrap();
    let file = lay_back(&way).unwrap();
    let again = to_lay(&made.folder, &found[0], &back).unwrap_err();
    assert_eq!(again.key, "backup-there-already");
    // What came there meanwhile is not written over either.
    let laid_first = std::fs::read(&file).unwrap();
    assert_eq!(lay_back(&way).unwrap_err().key, "backup-there-already");
    assert_eq!(std::fs::read(&file).unwrap(), laid_first);
    assert_eq!(
        std::fs::read_dir(&back).unwrap().count(),
        1,
        "nothing half is left"
    );
    let laid = store(&back).await;
    held_against(&laid, &found[0]).await.unwrap();
    let mut altered = found[0].clone();
    altered.held.deed_chain = "00".repeat(32);
    let elsewhere = held_against(&laid, &altered).await.unwrap_err();
    assert_eq!(elsewhere.key, "backup-ends-elsewhere");
    let mut head = DeedHead::default();
    for deed in laid.deeds_after(TENANT, 0, 9_999).await.unwrap() {
        head = follow(head, &deed).unwrap();
    }
    assert!((before..=before + MEANWHILE).contains(&head.number));
    assert_eq!(head.number, found[0].held.deed_number);
    laid.add_deed(TENANT, deed()).await.unwrap();
    laid.close().await;
}

#[tokio::test]
async fn what_is_not_as_it_was_made_is_not_laid_back() {
    let folder = tempfile::tempdir().unwrap();
    let own = store(&folder.path().join("data")).await;
    own.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let copies = folder.path().join("copies");
    let made = copy(&own, TENANT, &copies, (Uuid::from_u128(1), now()))
        .await
        .unwrap();
    let file = made.folder.join("12345678.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).unwrap();
    let back = folder.path().join("back");
    let refused = to_lay(&made.folder, &made.manifest, &back).unwrap_err();
    assert_eq!(refused.key, "backup-not-as-made");
    assert!(!back.join("12345678.sqlite").exists());
    let none = manifests(&folder.path().join("data")).unwrap_err();
    assert_eq!(none.key, "backup-no-manifest");
    // A second copy of the same second is not written over the first, and that it failed is known.
    let twice = copy(&own, TENANT, &copies, (Uuid::from_u128(2), now())).await;
    assert!(twice.is_err());
    let known = own.backups(TENANT, 9).await.unwrap();
    let failed: Vec<bool> = known.iter().map(|one| one.fault.is_some()).collect();
    assert_eq!(failed.iter().filter(|failed| **failed).count(), 1);
    own.close().await;
}

#[tokio::test]
async fn what_is_told_of_a_copy_is_kept_without_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let own = store(&folder.path().join("data")).await;
    own.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
    let about = |place: &str, verified: Option<i64>| ToldOf {
        taken_at: now(),
        place: place.to_owned(),
        bytes: Some(7),
        verified_at: verified.map(|minutes| now() + TimeDelta::minutes(minutes)),
        fault: None,
    };
    for (about, expected) in [
        (about("", Some(1)), "backup-place-wrong"),
        (about(&"x".repeat(301), Some(1)), "backup-place-wrong"),
        (about("s3://KEY:SECRET@bucket", Some(1)), "backup-place-secret"),
        (about("skab A", Some(-1)), "backup-verified-before"),
        (about("skab A", Some(6)), "backup-ahead"),
    ] {
        let id = Uuid::from_u128(9);
        let refused = told(own.as_ref(), TENANT, (id, "job", now()), about)
            .await
            .unwrap_err();
        assert_eq!(refused.unwrap().key, expected);
    }
    assert_eq!(age(own.as_ref(), TENANT, now()).await.unwrap(), None);
    let kept = told(
        own.as_ref(),
        TENANT,
        (Uuid::from_u128(9), "job", now()),
        about("skab A", Some(5)),
    )
    .await;
    assert!(kept.unwrap());
    let later = now() + TimeDelta::hours(3);
    let age = age(own.as_ref(), TENANT, later).await.unwrap();
    assert_eq!(age, Some(TimeDelta::hours(3)));
    own.close().await;
}
