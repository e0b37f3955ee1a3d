//! Opening a store: what is there, what is not, what must not be used.

use samspil_store::{StoreError, migrate, open};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{case, opening};

pub(crate) async fn a_second_node_sees_what_the_first_wrote(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let second = open(&ground.url).await.unwrap();
    let answered = second.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert_eq!((answered.cases[0].version, answered.cases[0].chain), last);
    second.close().await;
}

pub(crate) async fn what_was_kept_is_there_after_a_restart(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    ground.store.close().await;
    migrate(&ground.url).await.unwrap();
    let again = open(&ground.url).await.unwrap();
    let answered = again.load(TENANT, &[case(1)], &[]).await.unwrap();
    assert_eq!((answered.cases[0].version, answered.cases[0].chain), last);
    again.close().await;
}

pub(crate) async fn a_newer_store_is_left_alone_and_told(ground: &Ground) {
    ground
        .raw("UPDATE _sqlx_migrations SET version = 999 WHERE version = 1")
        .await;
    ground.store.close().await;
    let newer = |error: &StoreError| matches!(error, StoreError::Newer { found: 999, .. });
    match open(&ground.url).await {
        // One database for all: none of it is opened.
        Err(error) => assert!(newer(&error) && !ground.is_sqlite(), "{error:?}"),
        Ok(store) => {
            let refused = store.units(TENANT).await.unwrap_err();
            assert!(newer(&refused) && ground.is_sqlite(), "{refused:?}");
            let unusable = store.unusable().await.unwrap();
            assert!(
                matches!(&unusable[..], [(TENANT, error)] if newer(error)),
                "{unusable:?}"
            );
            let usable = store.tenants().await.unwrap();
            assert_eq!(usable.len(), 1);
            assert_eq!(usable[0].0, OTHER);
        }
    }
}

pub(crate) async fn a_migration_that_was_altered_is_found(ground: &Ground) {
    ground
        .raw(
            "UPDATE _sqlx_migrations SET checksum = (SELECT checksum FROM _sqlx_migrations WHERE version = 2)
        WHERE version = 1",
        )
        .await;
    ground.store.close().await;
    let refused = match open(&ground.url).await {
        Ok(store) => store.units(TENANT).await.err(),
        Err(error) => Some(error),
    };
    assert!(matches!(refused, Some(StoreError::Database(_))), "{refused:?}");
}

pub(crate) async fn a_closed_store_says_so(ground: &Ground) {
    ground.store.close().await;
    let refused = [
        ground.store.commit(TENANT, vec![opening(case(1))]).await.err(),
        ground.store.load(TENANT, &[], &[]).await.err(),
    ];
    for error in refused {
        assert!(matches!(error, Some(StoreError::Unreachable(_))), "{error:?}");
    }
}
