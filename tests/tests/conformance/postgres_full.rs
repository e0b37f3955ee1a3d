//! A PostgreSQL server whose disk is full in the middle of a batch: nothing of it is kept, and work goes on when there is room.

use samspil_store::{Outcome, StoreError};
use samspil_tests::postgres::superuser;
use sqlx::{Executor, raw_sql};

use crate::ground::{Ground, TENANT};
use crate::rows::{case, following, opening};

/// Refuses the events of the second case as the server does where its disk is full.
const FULL: &str = "
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON events FOR EACH ROW
    WHEN (NEW.case_id = '00000000-0000-0000-0000-000000000002') EXECUTE FUNCTION no_room();";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_disk_that_is_full_in_the_middle_of_a_batch_keeps_nothing_of_it() {
    let ground = Ground::postgres().await;
    let first = ground.keep(opening(case(1))).await;
    let batch = || vec![following(case(1), first, 1), opening(case(2)), opening(case(3))];
    let mut server = superuser(&ground.url).await;
    server.execute(raw_sql(FULL)).await.unwrap();
    let refused = ground.store.commit(TENANT, batch()).await;
    assert!(
        matches!(&refused, Err(StoreError::NotWritable(detail)) if detail.contains("No space left")),
        "{refused:?}"
    );
    assert!(
        !refused.unwrap_err().may_pass(),
        "it does not help to ask at once"
    );
    let cases = [case(1), case(2), case(3)];
    let kept = ground.store.load(TENANT, &cases, &[]).await.unwrap().cases;
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].version, kept[0].chain), first);
    for (case, events) in [(case(1), 1), (case(2), 0), (case(3), 0)] {
        assert_eq!(ground.history(case).await.len(), events, "{case}");
    }
    // What needs no room there goes on meanwhile.
    ground.keep(opening(case(4))).await;

    server
        .execute(raw_sql("DROP TRIGGER no_room ON events"))
        .await
        .unwrap();
    let outcomes = ground.batch(batch()).await;
    let versions = outcomes.iter().map(|outcome| match outcome {
        Outcome::Committed { version, .. } => *version,
        other => panic!("not kept: {other:?}"),
    });
    assert_eq!(versions.collect::<Vec<_>>(), [2, 1, 1]);
    for (case, events) in [(case(1), 2), (case(2), 1), (case(3), 1)] {
        assert_eq!(ground.history(case).await.len(), events, "{case}");
    }
}
