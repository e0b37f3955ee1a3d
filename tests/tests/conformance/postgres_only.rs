//! What holds for PostgreSQL alone: that tenants are kept apart by the database itself, and what it must be like.

use samspil_store::bare::{BareCompletion, BarePostgres};
use samspil_store::{Change, Commit, Outcome, Person, StoreError, open};
use samspil_tests::postgres::{empty_database, superuser};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

use crate::directory::of_person;
use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening, person, today};
use crate::secrets::anna;

/// A connection that works as the program does, in a transaction of a tenant, or of none.
async fn as_program(ground: &Ground, tenant: Option<i32>) -> PgConnection {
    let mut connection = superuser(&ground.url).await;
    let tenant = tenant.map_or_else(String::new, |tenant| tenant.to_string());
    let begin =
        format!("BEGIN; SET LOCAL ROLE samspil_app; SELECT set_config('app.tenant', '{tenant}', true)");
    connection
        .execute(sqlx::raw_sql(AssertSqlSafe(begin)))
        .await
        .unwrap();
    connection
}

/// The code with which a statement is refused; none where it is not.
async fn refusal(connection: &mut PgConnection, statement: &str) -> Option<String> {
    let refused = connection
        .execute(sqlx::raw_sql(AssertSqlSafe(statement.to_owned())))
        .await
        .err()?;
    Some(refused.as_database_error()?.code()?.into_owned())
}

/// Two tenants, each with a case of the same id.
async fn two_cases() -> Ground {
    let ground = Ground::postgres().await;
    ground.keep(opening(case(1))).await;
    let outcomes = ground.store.commit(OTHER, vec![opening(case(1))]).await.unwrap();
    assert!(matches!(outcomes[..], [Outcome::Committed { .. }]));
    ground
}

#[tokio::test]
async fn each_tenant_sees_its_own_rows_and_nobody_those_of_all() {
    let ground = two_cases().await;
    for (tenant, expected) in [
        (Some(TENANT.0), 1),
        (Some(OTHER.0), 1),
        (Some(33_333_333), 0),
        (None, 0),
    ] {
        let mut connection = as_program(&ground, tenant).await;
        for table in ["tenants", "cases", "events", "timers"] {
            let count = format!("SELECT count(*) FROM {table}");
            let count: i64 = sqlx::query_scalar(AssertSqlSafe(count))
                .fetch_one(&mut connection)
                .await
                .unwrap();
            assert_eq!(count, expected, "{table} as {tenant:?}");
        }
        let foreign: i64 = sqlx::query_scalar("SELECT count(*) FROM cases WHERE tenant <> $1")
            .bind(tenant.unwrap_or_default())
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(foreign, 0);
    }
}

#[tokio::test]
async fn a_tenant_cannot_write_for_another() {
    let ground = two_cases().await;
    for statement in [
        "INSERT INTO settings (tenant, name, value) VALUES (22222222, 'x', '')",
        "UPDATE cases SET tenant = 22222222",
        "INSERT INTO timers (tenant, case_id) SELECT 22222222, gen_random_uuid()",
    ] {
        let mut connection = as_program(&ground, Some(TENANT.0)).await;
        assert_eq!(
            refusal(&mut connection, statement).await.as_deref(),
            Some("42501"),
            "{statement}"
        );
    }
}

#[tokio::test]
async fn a_foreign_key_cannot_reach_across() {
    let ground = Ground::postgres().await;
    let outcomes = ground.store.commit(OTHER, vec![opening(case(7))]).await.unwrap();
    assert!(matches!(outcomes[..], [Outcome::Committed { .. }]));
    let id = case(7).0;
    let statement = format!("INSERT INTO timers (tenant, case_id) VALUES (11111111, '{id}')");
    let mut connection = as_program(&ground, Some(TENANT.0)).await;
    assert_eq!(
        refusal(&mut connection, &statement).await.as_deref(),
        Some("23503")
    );
    // Not even for whom no row level security binds.
    let mut connection = superuser(&ground.url).await;
    assert_eq!(
        refusal(&mut connection, &statement).await.as_deref(),
        Some("23503")
    );
}

#[tokio::test]
async fn history_cannot_be_changed_by_the_program() {
    let ground = two_cases().await;
    for statement in [
        "UPDATE events SET body = ''",
        "DELETE FROM events",
        "TRUNCATE events",
        "UPDATE commands SET answer = ''",
        "DELETE FROM cases",
        "DELETE FROM flows",
        "UPDATE access_log SET object = ''",
        "DELETE FROM access_log",
        "TRUNCATE access_log",
        "INSERT INTO access_starts SELECT tenant, 9, chain FROM cases",
        "UPDATE access_starts SET number = 9",
        "UPDATE access_sampled SET number = 9",
        "DELETE FROM access_samples",
        "UPDATE legal_holds SET until = NULL",
        "DELETE FROM legal_holds",
        "UPDATE disposals SET proposed_by = approved_by",
        "DELETE FROM disposals",
        "UPDATE disposal_cases SET case_id = gen_random_uuid()",
        "UPDATE disposal_cases SET file = 'x'",
        "DELETE FROM disposal_cases",
        "DELETE FROM case_people",
        "ALTER TABLE events DISABLE ROW LEVEL SECURITY",
        "DROP POLICY own_tenant ON events",
        "CREATE TABLE own (x integer)",
        "CALL let_sweep('events', 'DELETE')",
    ] {
        let mut connection = as_program(&ground, Some(TENANT.0)).await;
        assert_eq!(
            refusal(&mut connection, statement).await.as_deref(),
            Some("42501"),
            "{statement}"
        );
    }
}

#[tokio::test]
async fn functions_that_run_as_another_are_few_and_open_to_the_program_alone() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    let discarding: Vec<String> = sqlx::query_scalar(
        "SELECT proname::text FROM pg_proc WHERE proowner = 'samspil_discard'::regrole ORDER BY 1",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(discarding, ["discard_case", "forget_account", "forget_title"]);
    let open_to_all: Vec<String> = sqlx::query_scalar(
        "SELECT proname::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prosecdef
            AND (proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) WHERE grantee = 0))",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(open_to_all, Vec::<String>::new());
}

#[tokio::test]
async fn keys_begin_with_the_tenant() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    let keys: Vec<(String, String)> = sqlx::query_as(
        "SELECT conrelid::regclass::text, conname::text FROM pg_constraint
         WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace
            AND conrelid <> '_sqlx_migrations'::regclass
            AND (SELECT attname FROM pg_attribute WHERE attrelid = conrelid AND attnum = conkey[1]) <> 'tenant'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(keys, []);
    let unique: Vec<String> = sqlx::query_scalar(
        "SELECT indexrelid::regclass::text FROM pg_index
         JOIN pg_class ON pg_class.oid = indrelid
         WHERE indisunique AND relnamespace = 'public'::regnamespace AND relname <> '_sqlx_migrations'
            AND (SELECT attname FROM pg_attribute WHERE attrelid = indrelid AND attnum = indkey[0]) <> 'tenant'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert_eq!(unique, Vec::<String>::new());
}

#[tokio::test]
async fn another_node_hears_of_a_change_once() {
    let ground = Ground::postgres().await;
    let second = open(&ground.url).await.unwrap();
    let (mut own, mut others) = (ground.store.changes(), second.changes());
    ground.keep(opening(case(1))).await;
    second.commit(TENANT, vec![opening(case(2))]).await.unwrap();
    let of = |number| Change {
        tenant: TENANT,
        case: case(number),
        version: 1,
    };
    for receiver in [&mut own, &mut others] {
        let mut heard = [receiver.recv().await.unwrap(), receiver.recv().await.unwrap()];
        heard.sort_by_key(|change| change.case);
        assert_eq!(heard, [of(1), of(2)]);
    }
    // Word of the third comes after any second word of the first two.
    ground.keep(opening(case(3))).await;
    for receiver in [&mut own, &mut others] {
        assert_eq!(receiver.recv().await.unwrap(), of(3));
    }
    second.close().await;
}

#[tokio::test]
async fn settings_that_lose_what_was_acknowledged_are_refused() {
    for (setting, value) in [("synchronous_commit", "off"), ("synchronous_commit", "local")] {
        let ground = Ground::postgres().await;
        set(&ground.url, setting, value).await;
        let Err(error) = open(&ground.url).await else {
            panic!("{setting} = {value} was taken");
        };
        assert!(matches!(error, StoreError::Unsafe(_)), "{error:?}");
        assert!(error.to_string().contains(setting), "{error}");
    }
}

/// Changes a setting of a database for connections to come.
async fn set(url: &str, setting: &str, value: &str) {
    let mut connection = superuser(url).await;
    let name: String = sqlx::query_scalar("SELECT current_database()::text")
        .fetch_one(&mut connection)
        .await
        .unwrap();
    let statement = format!("ALTER DATABASE {name} SET {setting} = '{value}'");
    sqlx::query(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_server_that_takes_no_writes_is_said() {
    let ground = Ground::postgres().await;
    ground.store.ready().await.unwrap();
    set(&ground.url, "default_transaction_read_only", "on").await;
    let store = open(&ground.url).await.unwrap();
    assert!(matches!(store.ready().await, Err(StoreError::NotWritable(_))));
    let refused = store.commit(TENANT, vec![opening(case(1))]).await;
    assert!(matches!(refused, Err(StoreError::NotWritable(_))), "{refused:?}");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_said_without_its_password() {
    let url = empty_database().await;
    let missing = url.replace("samspil_test_owner@", "samspil_test_owner:hemmeligt@") + "_not_there";
    for url in [
        missing.as_str(),
        "postgres://bo:hemmeligt@127.0.0.1:1/x",
        "postgres://bo:hemmeligt@[::1/x",
    ] {
        let Err(error) = open(url).await else {
            panic!("{url} was opened");
        };
        assert!(matches!(error, StoreError::Unreachable(_)), "{error:?}");
        assert!(!error.to_string().contains("hemmeligt"), "{error}");
    }
}

#[tokio::test]
async fn a_server_that_cut_its_connections_is_used_again() {
    let ground = Ground::postgres().await;
    let last = ground.keep(opening(case(1))).await;
    let mut connection = superuser(&ground.url).await;
    sqlx::query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .execute(&mut connection)
    .await
    .unwrap();
    // Each connection that was cut may cost one request, which says that it may be tried again.
    let mut answered = ground.store.load(TENANT, &[case(1)], &[]).await;
    for _ in 0..20 {
        let Err(error) = &answered else { break };
        assert!(error.may_pass(), "{error:?}");
        answered = ground.store.load(TENANT, &[case(1)], &[]).await;
    }
    let stored = &answered.unwrap().cases[0];
    assert_eq!((stored.version, stored.chain), last);
}

#[tokio::test]
async fn a_login_that_owns_nothing_can_run_the_program() {
    let ground = Ground::postgres().await;
    let mut connection = superuser(&ground.url).await;
    let login = format!("samspil_test_plain_{}", std::process::id());
    for statement in [
        format!("CREATE ROLE {login} LOGIN"),
        format!("GRANT samspil_app TO {login}"),
    ] {
        sqlx::query(AssertSqlSafe(statement))
            .execute(&mut connection)
            .await
            .unwrap();
    }
    let url = ground.url.replace("samspil_test_owner", &login);
    let store = open(&url).await.unwrap();
    let outcomes = store.commit(TENANT, vec![opening(case(1))]).await.unwrap();
    assert!(matches!(outcomes[..], [Outcome::Committed { .. }]));
    assert_eq!(store.tenants().await.unwrap().len(), 2);
    let mut plain = PgConnection::connect(&url).await.unwrap();
    let sweep = refusal(&mut plain, "SET ROLE samspil_sweep").await;
    assert_eq!(sweep.as_deref(), Some("42501"));
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM events")
        .fetch_one(&mut plain)
        .await
        .unwrap();
    assert_eq!(seen, 0, "it may ask, but is no tenant");
    store.close().await;
}

#[tokio::test]
async fn the_yardstick_writes_seven_rows_for_each_completion() {
    let url = empty_database().await;
    let bare = BarePostgres::open(&url, 2).await.unwrap();
    let cases: Vec<_> = (1..=3).map(|number| case(number).0).collect();
    bare.seed(&cases).await.unwrap();
    let batch = |round: u128| -> Vec<BareCompletion> {
        let bytes = |length: u128| vec![7; usize::try_from(length).unwrap()];
        let completion = |of: &uuid::Uuid| BareCompletion {
            case: *of,
            command: case(of.as_u128() + 100 * round).0,
            at: at(i64::try_from(round).unwrap()),
            event: bytes(round),
            snapshot: bytes(round),
            notice: (case(of.as_u128() + 100 * round).0, bytes(round)),
            answer: bytes(round),
        };
        cases.iter().rev().map(completion).collect()
    };
    bare.complete(&batch(1)).await.unwrap();
    bare.complete(&batch(2)).await.unwrap();
    assert!(bare.complete(&batch(2)).await.is_err(), "the keys are used");
    let mut connection = superuser(&url).await;
    for (count, expected) in [
        (
            "SELECT count(*) FROM bare.cases WHERE version = 3 AND length(snapshot) = 2",
            3_i64,
        ),
        (
            "SELECT count(*) FROM bare.events WHERE length(body) = number - 1",
            6,
        ),
        ("SELECT count(*) FROM bare.tasks WHERE item = '3'", 3),
        ("SELECT count(*) FROM bare.tasks", 3),
        (
            "SELECT count(*) FROM bare.timers WHERE wake_at = '2026-01-05 08:02:00.000001Z'",
            3,
        ),
        ("SELECT count(*) FROM bare.outgoing", 6),
        ("SELECT count(*) FROM bare.commands", 6),
    ] {
        let found: i64 = sqlx::query_scalar(count)
            .fetch_one(&mut connection)
            .await
            .unwrap();
        assert_eq!(found, expected, "{count}");
    }
}

/// How often it is asked whether somebody waits before the test gives up: each question takes the server some tenths of a
/// millisecond.
const MAX_QUESTIONS: usize = 100_000;

/// Returns when so many statements wait for a lock.
async fn halted(database: &mut PgConnection, count: i64) {
    for _ in 0..MAX_QUESTIONS {
        let waiting: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut *database)
        .await
        .unwrap();
        if waiting >= count {
            return;
        }
    }
    panic!("nobody waits");
}

/// What another changes of one of two cases while a batch that saw it as it was before waits for it, and what becomes of that
/// one.
const CHANGED_BESIDE: [(&str, Outcome); 3] = [
    (
        "UPDATE cases SET version = version + 1, chain = sha256(chain)
         WHERE case_id = '00000000-0000-0000-0000-000000000001'",
        Outcome::Conflict,
    ),
    (
        "UPDATE cases SET erased_at = now() WHERE case_id = '00000000-0000-0000-0000-000000000001'",
        Outcome::Conflict,
    ),
    (
        "UPDATE timers SET fence = fence + 1 WHERE case_id = '00000000-0000-0000-0000-000000000001'",
        Outcome::Fenced,
    ),
];

/// The row lies elsewhere once the wait is over, and the server follows it there: it is not taken for the one that was seen.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_while_a_batch_waited_for_it_is_not_as_it_was_seen() {
    for (statement, expected) in CHANGED_BESIDE {
        let ground = Ground::postgres().await;
        let waking = Commit {
            wake_at: Some(at(10)),
            ..opening(case(1))
        };
        let (first, second) = (ground.keep(waking).await, ground.keep(opening(case(2))).await);
        let lease = chrono::Duration::minutes(5);
        let claims = ground.store.claim_timers(at(10), lease, 9).await.unwrap();
        let woken = Commit {
            fence: Some(claims[0].fence),
            ..following(case(1), first, 11)
        };
        let batch = vec![woken, following(case(2), second, 11)];
        let (mut watcher, mut other) = (superuser(&ground.url).await, superuser(&ground.url).await);
        let mut changing = other.begin().await.unwrap();
        changing.execute(statement).await.unwrap();
        let store = std::sync::Arc::clone(&ground.store);
        let writing = tokio::spawn(async move { store.commit(TENANT, batch).await.unwrap() });
        halted(&mut watcher, 1).await;
        changing.commit().await.unwrap();
        let outcomes = writing.await.unwrap();
        assert_eq!(outcomes[0], expected, "{statement}");
        assert!(
            matches!(outcomes[1], Outcome::Committed { version: 2, .. }),
            "{statement}"
        );
        assert_eq!(ground.history(case(1)).await.len(), 1, "{statement}");
        assert_eq!(ground.history(case(2)).await.len(), 2, "{statement}");
    }
}

/// Places are being changed, and a command that went by them is written beside: it waits, and is left out. A command is being
/// written, and places are changed beside: the change waits, so that nobody is told of it before the command is kept.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_by_places_and_what_changes_them_are_never_written_at_once() {
    let ground = Ground::postgres().await;
    anna(&ground).await;
    let kept = ground.keep(opening(case(1))).await;
    let stands = async || {
        let stands = ground.store.stands(TENANT, person(1), today()).await.unwrap();
        Some(stands.changes)
    };
    let (mut watcher, mut other) = (superuser(&ground.url).await, superuser(&ground.url).await);
    let write = |stands| {
        let commit = Commit {
            stands,
            ..following(case(1), kept, 1)
        };
        let store = std::sync::Arc::clone(&ground.store);
        tokio::spawn(async move { store.commit(TENANT, vec![commit]).await.unwrap().remove(0) })
    };
    let before = stands().await;
    let mut changing = other.begin().await.unwrap();
    for statement in [
        "SELECT pg_advisory_xact_lock(16, 11111111)",
        "SELECT set_config('app.tenant', '11111111', true)",
        "UPDATE people SET active = false",
    ] {
        changing.execute(statement).await.unwrap();
    }
    let writing = write(before);
    halted(&mut watcher, 1).await;
    changing.commit().await.unwrap();
    assert_eq!(writing.await.unwrap(), Outcome::StandsChanged);
    let mut halt = other.begin().await.unwrap();
    halt.execute("SELECT FROM cases FOR UPDATE").await.unwrap();
    let writing = write(stands().await);
    halted(&mut watcher, 1).await;
    let store = std::sync::Arc::clone(&ground.store);
    let back = Person {
        active: true,
        ..of_person(1, "anna", "Anna")
    };
    let changing = tokio::spawn(async move { store.put_person(TENANT, back).await.unwrap() });
    halted(&mut watcher, 2).await;
    halt.rollback().await.unwrap();
    assert!(matches!(writing.await.unwrap(), Outcome::Committed { .. }));
    assert!(changing.await.unwrap());
}
