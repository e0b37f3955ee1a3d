//! A batch reads the rows that it writes, whatever the planner knew of the tables when the statements were planned.

use chrono::Duration;
use samspil_core::id::UnitId;
use samspil_store::{Commit, Outcome, TaskOrder, TaskQuery, Whose};
use samspil_tests::postgres::superuser;
use sqlx::PgConnection;

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, command, following, notice, opening, party, task, unit};

/// Cases that lie there while a few are written: far more rows than a batch of [`WRITTEN`] has any use for.
const THERE: u128 = 600;

/// Cases in one batch.
const WRITTEN: u128 = 8;

/// Rows of one case that a batch looks at: its own in every table, and what the rows that point to it look up.
const ROWS_PER_CASE: i64 = 25;

/// How often it is asked whether other connections are gone before the test gives up: each question takes the server some
/// tenths of a millisecond, and a connection goes within a few.
const MAX_QUESTIONS: usize = 100_000;

/// Waits until this is the only client of its database: closing says so, and the server's process ends a little later.
async fn alone(connection: &mut PgConnection) {
    for _ in 0..MAX_QUESTIONS {
        let others: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()",
        )
        .fetch_one(&mut *connection)
        .await
        .unwrap();
        if others == 0 {
            return;
        }
    }
    panic!("other connections stay");
}

/// Rows that scans of tables and indexes have gone through, as the server counts them. A server counts what a connection
/// has read when it goes.
async fn rows_read(connection: &mut PgConnection) -> i64 {
    alone(connection).await;
    sqlx::query_scalar(
        "SELECT (sum(coalesce(seq_tup_read, 0)) + sum(coalesce(idx_tup_fetch, 0)))::bigint FROM pg_stat_user_tables",
    )
    .fetch_one(connection)
    .await
    .unwrap()
}

fn full(commit: Commit, number: u128, unit: UnitId) -> Commit {
    Commit {
        command: command(number, 1, "svar"),
        tasks: vec![task(&format!("task_{number}"), Some(unit))],
        parties: Some(vec![party("authority", Some(unit), None)]),
        ..commit
    }
}

/// The tables are empty when the first statement is planned, which is when a planner thinks least of reading them whole.
#[tokio::test]
async fn a_batch_reads_no_more_than_it_writes_on_tables_that_have_grown_since_it_was_planned() {
    let ground = Ground::postgres().await;
    let mut kept = Vec::new();
    for first in (0..THERE).step_by(100) {
        let numbers = first..first + 100;
        let batch: Vec<Commit> = numbers
            .clone()
            .map(|number| full(opening(case(number)), number, unit(1)))
            .collect();
        for (number, outcome) in numbers.zip(ground.batch(batch).await) {
            match outcome {
                Outcome::Committed { version, chain } => kept.push((number, (version, chain))),
                other => panic!("not kept: {other:?}"),
            }
        }
    }
    let mut connection = superuser(&ground.url).await;
    ground.store.close().await;
    let before = rows_read(&mut connection).await;
    let again = samspil_store::open(&ground.url).await.unwrap();
    let some = kept.into_iter().take(usize::try_from(WRITTEN).unwrap());
    let batch = some.map(|(number, seen)| {
        let mut commit = full(following(case(number), seen, 1), number + 10_000, unit(2));
        commit.tasks_gone = vec![format!("task_{number}")];
        commit
    });
    let outcomes = again.commit(TENANT, batch.collect()).await.unwrap();
    assert!(
        outcomes
            .iter()
            .all(|outcome| matches!(outcome, Outcome::Committed { .. }))
    );
    again.close().await;
    let read = rows_read(&mut connection).await - before;
    // What opening the store reads is counted with it.
    let opening = 100;
    let most = i64::try_from(WRITTEN).unwrap() * ROWS_PER_CASE + opening;
    assert!(
        read > 0 && read <= most,
        "{read} rows read, at most {most} expected"
    );
}

/// Rows that one page of a list shows.
const SHOWN: u32 = 10;

/// Each unit's tasks lie in their order: the first of them are read, not all.
#[tokio::test]
async fn a_list_of_units_with_many_tasks_reads_no_more_of_each_than_it_shows() {
    let ground = Ground::postgres().await;
    for first in (0..THERE).step_by(100) {
        let numbers = first..first + 100;
        let batch = numbers.map(|number| full(opening(case(number)), number, unit(1 + number % 2)));
        ground.batch(batch.collect()).await;
    }
    let mut connection = superuser(&ground.url).await;
    ground.store.close().await;
    // What the planner knows of tables that have stood for a while.
    sqlx::raw_sql("ANALYZE").execute(&mut connection).await.unwrap();
    let before = rows_read(&mut connection).await;
    let again = samspil_store::open(&ground.url).await.unwrap();
    let units = vec![unit(1), unit(2)];
    let pages = i64::try_from(units.len()).unwrap();
    let query = TaskQuery {
        whose: Whose::Units(units),
        due_before: None,
        unclaimed: false,
        marked: None,
        order: TaskOrder::Due,
        after: None,
        limit: SHOWN,
    };
    let page = again.tasks(TENANT, &query).await.unwrap();
    assert_eq!(page.rows.len(), usize::try_from(SHOWN).unwrap());
    again.close().await;
    let read = rows_read(&mut connection).await - before;
    // What opening the store reads is counted with it.
    let opening = 100;
    let most = pages * (i64::from(SHOWN) + 1) + opening;
    assert!(
        read > 0 && read <= most,
        "{read} rows read, at most {most} expected"
    );
}

/// What the server asks for each row that points to a case, in its own words.
const LOOKED_UP: &str = "PREPARE looked_up (integer, uuid) AS
SELECT 1 FROM ONLY cases x WHERE tenant OPERATOR(pg_catalog.=) $1 AND case_id OPERATOR(pg_catalog.=) $2 FOR KEY SHARE OF x";

/// A plan is made once, for any key. On a young database every index looks alike, and a list's would later be read from
/// end to end for each row.
#[tokio::test]
async fn a_case_is_looked_up_by_its_key_also_where_the_plan_is_made_for_an_empty_table() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    for statement in [
        "SET plan_cache_mode = force_generic_plan",
        "SET enable_seqscan = off",
        LOOKED_UP,
    ] {
        sqlx::raw_sql(statement).execute(&mut connection).await.unwrap();
    }
    let plan: Vec<String> =
        sqlx::query_scalar("EXPLAIN EXECUTE looked_up (1, '00000000-0000-0000-0000-000000000001')")
            .persistent(false)
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let plan = plan.join("\n");
    assert!(plan.contains("cases_pkey"), "{plan}");
}

/// How long what is claimed is its claimant's.
const LEASE: Duration = Duration::minutes(5);

/// Timers and notices that are claimed at once.
const CLAIMED: u32 = 8;

/// Ten thousand deadlines may end on the same day: who claims a few of them reads these few.
#[tokio::test]
async fn a_claim_reads_no_more_than_it_takes_however_much_is_due_at_once() {
    let ground = Ground::postgres().await;
    for first in (0..THERE).step_by(100) {
        let numbers = first..first + 100;
        let batch = numbers.map(|number| Commit {
            wake_at: Some(at(10)),
            notices: vec![notice(number, "brev")],
            ..opening(case(number))
        });
        ground.batch(batch.collect()).await;
    }
    let mut connection = superuser(&ground.url).await;
    ground.store.close().await;
    for claim_timers in [true, false] {
        let before = rows_read(&mut connection).await;
        let again = samspil_store::open(&ground.url).await.unwrap();
        let claimed = if claim_timers {
            let claimed = again.claim_timers(at(10), LEASE, CLAIMED).await.unwrap();
            claimed.len()
        } else {
            let claimed = again.claim_notices(at(10), LEASE, CLAIMED).await.unwrap();
            claimed.len()
        };
        assert_eq!(claimed, usize::try_from(CLAIMED).unwrap());
        again.close().await;
        let read = rows_read(&mut connection).await - before;
        // Each is read when it is found and when it is changed; what opening the store reads is counted with them.
        let opening = 100;
        let most = 4 * i64::from(CLAIMED) + opening;
        assert!(
            read > 0 && read <= most,
            "{read} rows read, at most {most} expected"
        );
    }
}
