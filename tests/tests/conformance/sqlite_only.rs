//! What holds for SQLite files alone.

use samspil_store::{StoreError, open};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{case, opening};

async fn refused(url: &str) -> StoreError {
    match open(url).await {
        Ok(_) => panic!("{url} was opened"),
        Err(error) => error,
    }
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "x").unwrap();
    for path in [
        file.clone(),
        file.join("folder"),
        folder.path().join("no/such/folder"),
    ] {
        let error = refused(&format!("sqlite:{}", path.display())).await;
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
        assert!(error.may_pass());
    }
    for url in ["mysql://anna:hemmeligt@localhost/x", "", "folder"] {
        let error = refused(url).await;
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
        assert!(!error.to_string().contains("hemmeligt"), "{error}");
    }
}

#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said() {
    // The kernel's own folder takes no files, not even from root.
    let error = refused("sqlite:/proc/self/task").await;
    assert!(matches!(error, StoreError::NotWritable(_)), "{error:?}");
    assert!(!error.may_pass());
}

#[tokio::test]
async fn a_new_folder_is_made_and_its_address_has_two_forms() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sager");
    let store = open(&format!("sqlite:{}", path.display())).await.unwrap();
    store.add_tenant(TENANT, "Ærø").await.unwrap();
    store.close().await;
    let again = open(&format!("sqlite://{}", path.display())).await.unwrap();
    assert_eq!(again.tenants().await.unwrap(), [(TENANT, "Ærø".to_owned())]);
    assert!(path.join("11111111.sqlite").exists());
}

#[tokio::test]
async fn a_spoilt_file_hurts_only_its_own_tenant() {
    let ground = Ground::sqlite().await;
    let mut commit = opening(case(1));
    commit.wake_at = Some(crate::rows::at(10));
    ground.keep(commit).await;
    ground.store.close().await;
    let folder = ground.url.strip_prefix("sqlite:").unwrap();
    std::fs::write(format!("{folder}/{OTHER}.sqlite"), "not a database".repeat(1_000)).unwrap();
    let store = open(&ground.url).await.unwrap();
    let error = store.units(OTHER).await.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt(_)), "{error:?}");
    let lease = chrono::Duration::minutes(1);
    assert_eq!(
        store
            .claim_timers(crate::rows::at(10), lease, 9)
            .await
            .unwrap()
            .len(),
        1
    );
    assert_eq!(store.tenants().await.unwrap().len(), 1);
    let unusable = store.unusable().await.unwrap();
    assert!(
        matches!(unusable[..], [(OTHER, StoreError::Corrupt(_))]),
        "{unusable:?}"
    );
}

#[tokio::test]
async fn a_file_that_was_never_finished_is_no_tenant() {
    let ground = Ground::sqlite().await;
    let folder = ground.url.strip_prefix("sqlite:").unwrap();
    std::fs::write(format!("{folder}/33333333.sqlite"), "").unwrap();
    let tenant = samspil_core::id::TenantId(33_333_333);
    let unusable = ground.store.unusable().await.unwrap();
    assert!(
        matches!(&unusable[..], [(number, StoreError::Unfinished)] if *number == tenant),
        "{unusable:?}"
    );
    assert!(matches!(
        ground.store.units(tenant).await,
        Err(StoreError::NoTenant)
    ));
    ground.store.add_tenant(tenant, "Ærø").await.unwrap();
    assert_eq!(ground.store.units(tenant).await.unwrap(), []);
    assert!(ground.store.unusable().await.unwrap().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_log_is_begun_anew_by_checkpoints() {
    /// Written in all, in bytes: several times what lies between two checkpoints.
    const WRITTEN: usize = 160 * 1024 * 1024;
    /// One snapshot.
    const EACH: usize = 1024 * 1024;
    let ground = Ground::sqlite().await;
    let mut commit = opening(case(1));
    for number in 0..WRITTEN / EACH {
        commit.case = case(number as u128);
        commit.snapshot = vec![7; EACH];
        ground.keep(commit.clone()).await;
    }
    let folder = ground.url.strip_prefix("sqlite:").unwrap();
    let log = std::fs::metadata(format!("{folder}/{TENANT}.sqlite-wal"))
        .unwrap()
        .len();
    assert!(log < WRITTEN as u64 / 2, "the log is {log} bytes");
}
