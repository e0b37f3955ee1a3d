//! Who was erased is named nowhere but in the history that their cases are proved by, on both stores.

use chrono::{DateTime, Utc};
use samspil_core::case::Asked;
use samspil_core::id::{CaseId, PersonId, SessionId, TokenId};
use samspil_core::text::Language;
use samspil_runtime::{Begin, By, usual_reach};
use samspil_store::chain::Verifier;
use samspil_store::{
    Feed, Link, Opens, OwnList, Person, ProviderIdentity, Role, Scope, Session, Step, Token,
};
use samspil_tests::postgres::superuser;
use sqlx::{AssertSqlSafe, Connection, SqliteConnection};
use uuid::Uuid;

use crate::bytes::states;
use crate::ground::{TENANT, bound, moment};
use crate::sensitive::{NAME, Sealed, looks, of_citizen, visit, worker};

const LOGIN: &str = "kanariefugl";
const MAIL: &str = "kanarie@borger.example";

/// Where a case may still say what it was called: each event is a link of its chain.
const CHAIN: &str = "events";

/// What cases are like, which is kept packed.
const STATES: &str = "snapshots";

/// Gives somebody an account with all that may hang on it.
async fn account(ground: &Sealed, of: PersonId, roles: Vec<Role>) {
    let (store, now) = (&ground.store, moment("2026-01-05T08:00"));
    let later = moment("2027-01-05T08:00");
    let person = Person {
        id: of,
        login: LOGIN.to_owned(),
        name: NAME.to_owned(),
        password: Some(format!("sum of {LOGIN}")),
        roles,
        active: true,
    };
    assert!(store.put_person(TENANT, person).await.unwrap());
    let reach = usual_reach(of, Some(MAIL.to_owned()));
    store.put_reach(TENANT, reach).await.unwrap();
    let session = Session {
        id: SessionId(Uuid::from_u128(1)),
        secret: [1; 32],
        person: of,
        began_at: now,
        seen_at: now,
        ends_at: later,
        provider: None,
        link: None,
        device: format!("{LOGIN} i Firefox"),
        step: Step::SignedIn,
    };
    store.put_session(TENANT, session).await.unwrap();
    let token = Token {
        id: TokenId(Uuid::from_u128(2)),
        secret: [2; 32],
        name: LOGIN.to_owned(),
        person: of,
        made_at: now,
        ends_at: later,
        scopes: vec![Scope::Read],
        used_at: None,
    };
    store.put_token(TENANT, token).await.unwrap();
    hung_on(ground, of, (now, later)).await;
}

/// What else hangs on an account: addresses, sign-ins elsewhere, links, lists.
async fn hung_on(ground: &Sealed, of: PersonId, (now, later): (DateTime<Utc>, DateTime<Utc>)) {
    let store = &ground.store;
    let feed = Feed {
        person: of,
        secret: [3; 32],
        login: None,
        made_at: now,
    };
    store.put_feed(TENANT, feed).await.unwrap();
    let identity = ProviderIdentity {
        issuer: "https://login.example".to_owned(),
        subject: LOGIN.to_owned(),
        person: of,
        provider: "borgere".to_owned(),
        seen_at: now,
    };
    store.put_identity(TENANT, identity).await.unwrap();
    let link = Link {
        id: Uuid::from_u128(4),
        secret: [4; 32],
        person: of,
        opens: Opens::Account,
        made_by: None,
        made_at: now,
        ends_at: later,
        used_at: None,
    };
    store.put_link(TENANT, link).await.unwrap();
    let list = OwnList {
        name: LOGIN.to_owned(),
        address: "/inbox".to_owned(),
        kept_at: now,
    };
    assert!(store.keep_own_list(TENANT, of, list).await.unwrap());
}

/// An ended case that is called by its citizen's name.
async fn ended(ground: &Sealed, citizen: PersonId) -> CaseId {
    let begin = Begin {
        flow: "sealed".to_owned(),
        version: None,
        title: format!("Støtte til {NAME}"),
        parties: vec![bound("worker", 10), of_citizen(citizen)],
        data: serde_json::json!({}),
    };
    let begun = ground.engine.begin(TENANT, worker(), begin, None).await;
    let case = begun.unwrap().case;
    ground.fill(case).await;
    let reason = "slut".to_owned();
    ground.ask(case, Asked::Terminate { reason }).await.unwrap();
    ground.engine.hand_over_all().await.unwrap();
    case
}

/// What stands in each table, all of it in hexadecimal, and where the store tells text as text.
async fn tables(ground: &Sealed) -> Vec<(String, String)> {
    let mut tables = match &ground.folder {
        Some(folder) => of_sqlite(&format!("sqlite:{}/{TENANT}.sqlite", folder.path().display())).await,
        None => of_postgres(&ground.url).await,
    };
    let states = states(ground.folder.as_ref(), &ground.url).await.concat();
    tables.push((STATES.to_owned(), String::from_utf8(states).unwrap()));
    tables
}

async fn of_sqlite(file: &str) -> Vec<(String, String)> {
    let mut connection = SqliteConnection::connect(file).await.unwrap();
    let columns: Vec<(String, String)> = sqlx::query_as(
        "SELECT kept.name, one.name FROM sqlite_master AS kept, pragma_table_info(kept.name) AS one
         WHERE kept.type = 'table' AND kept.name NOT LIKE 'sqlite_%'",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let mut tables = Vec::new();
    for (table, column) in columns {
        let select = format!(
            "SELECT coalesce(group_concat(lower(hex(CAST(\"{column}\" AS BLOB))), ' '), '') FROM \"{table}\""
        );
        let heap: String = sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        tables.push((table, heap));
    }
    tables
}

async fn of_postgres(url: &str) -> Vec<(String, String)> {
    let mut connection = superuser(url).await;
    let names: Vec<String> =
        sqlx::query_scalar("SELECT tablename::text FROM pg_tables WHERE schemaname = 'public'")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    let mut tables = Vec::new();
    for table in names {
        let select = format!("SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} AS t");
        let heap: String = sqlx::query_scalar(AssertSqlSafe(select))
            .fetch_one(&mut connection)
            .await
            .unwrap();
        tables.push((table, heap));
    }
    tables
}

/// The tables in which this stands.
fn naming(tables: &[(String, String)], word: &str) -> Vec<String> {
    let digits: String = word.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut names: Vec<String> = tables
        .iter()
        .filter(|(_, heap)| heap.contains(&digits) || heap.contains(word))
        .map(|(table, _)| table.clone())
        .collect();
    names.sort();
    names.dedup();
    names
}

async fn nothing_but_the_chain_names_them(ground: Sealed) {
    let citizen = ground.register().await;
    account(&ground, citizen, Vec::new()).await;
    let case = ended(&ground, citizen).await;
    let before = tables(&ground).await;
    for (word, expected) in [
        (NAME, "cases"),
        (NAME, STATES),
        (NAME, "people"),
        (LOGIN, "sessions"),
        (MAIL, "reach"),
    ] {
        let naming = naming(&before, word);
        assert!(naming.iter().any(|table| table == expected), "{word}: {naming:?}");
    }
    // On another node than the one that had the case last.
    let erasing = ground.another();
    let erased = erasing.erase_citizen(TENANT, visit("Kassation"), citizen, "Gerda");
    assert_eq!(erased.await.unwrap().cases, [case]);
    let after = tables(&ground).await;
    assert_eq!(naming(&after, NAME), [CHAIN]);
    for word in [LOGIN, MAIL] {
        assert_eq!(naming(&after, word), [""; 0], "{word}");
    }
    let closed = ground.store.person(TENANT, citizen).await.unwrap().unwrap();
    assert!(closed.login.starts_with("slettet-"), "{closed:?}");
    assert_eq!(
        (closed.name.as_str(), closed.active, closed.password),
        ("", false, None)
    );
    proved(&ground, case).await;
}

/// The case is there under its flow's name, in its lists and history too, and its chain holds.
async fn proved(ground: &Sealed, case: CaseId) {
    let by = By::Engine;
    let read = ground.engine.read(TENANT, &by, case, &looks()).await.unwrap();
    assert_eq!(read.title(&read.eyes(&by), Language::Danish), "Prøvet");
    let history = ground.engine.history(TENANT, &by, case, (0, 100), &looks()).await;
    let told = format!("{:?}", history.unwrap());
    assert!(!told.contains(NAME), "{told}");
    let stored = ground.store.events(TENANT, case, 0, 100).await.unwrap();
    let mut verifier = Verifier::default();
    for event in &stored {
        verifier.take(event).unwrap();
    }
    let kept = ground
        .store
        .load(TENANT, &[case], &[])
        .await
        .unwrap()
        .cases
        .remove(0);
    verifier.end(kept.version, &kept.chain).unwrap();
    // Work that goes on after all does not bring back what was taken away.
    let reason = "alligevel".to_owned();
    ground.ask(case, Asked::Reopen { reason }).await.unwrap();
    assert_eq!(naming(&tables(ground).await, NAME), [CHAIN]);
}

#[tokio::test]
async fn whoever_was_erased_is_named_by_nothing_but_the_chain_of_sqlite() {
    nothing_but_the_chain_names_them(Sealed::sqlite().await).await;
}

#[tokio::test]
async fn whoever_was_erased_is_named_by_nothing_but_the_chain_of_postgresql() {
    nothing_but_the_chain_names_them(Sealed::postgres().await).await;
}

async fn the_account_stays(ground: Sealed) {
    let citizen = ground.register().await;
    account(&ground, citizen, vec![Role::Staff]).await;
    ground
        .engine
        .erase_citizen(TENANT, visit("Kassation"), citizen, "Gerda")
        .await
        .unwrap();
    let known = ground.store.person(TENANT, citizen).await.unwrap().unwrap();
    assert_eq!((known.login.as_str(), known.active), (LOGIN, true));
    assert_eq!(ground.store.tokens(TENANT, citizen).await.unwrap().len(), 1);
}

#[tokio::test]
async fn the_account_of_whoever_works_here_stays_on_sqlite() {
    the_account_stays(Sealed::sqlite().await).await;
}

#[tokio::test]
async fn the_account_of_whoever_works_here_stays_on_postgresql() {
    the_account_stays(Sealed::postgres().await).await;
}
