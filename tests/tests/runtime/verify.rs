//! Whoever owns the database and alters history or the access log is found, and the first row that they altered is named.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta};
use samspil_core::id::TenantId;
use samspil_runtime::audit::{
    Anchors, Checked, Heads, HeadsWrong, SigningKey, Tally, Wrong, WrongWhat, anchors, verify,
};
use samspil_store::{NewDeed, Store};

use crate::ground::{Ground, TENANT};

/// Three cases with three events each, and nine entries of the access log.
async fn fill(ground: &Ground) {
    for _ in 0..3 {
        let case = ground.begin(None).await.unwrap().case;
        for (by, item) in [(Ground::worker(), "assess"), (Ground::other(), "deliver")] {
            ground.complete(by, case, item, 3, None).await.unwrap();
        }
        for by in [Ground::worker(), Ground::other(), Ground::worker()] {
            ground
                .engine
                .read(TENANT, &by, case, &Ground::look())
                .await
                .unwrap();
        }
    }
    for minute in 1..=DEEDS {
        let store = &ground.store;
        store.add_deed(TENANT, deed(minute, "roles")).await.unwrap();
    }
}

/// How many deeds of administrators there are.
const DEEDS: i64 = 3;

fn deed(minute: i64, kind: &str) -> NewDeed {
    NewDeed {
        at: DateTime::UNIX_EPOCH + TimeDelta::minutes(minute),
        person: None,
        by: "alma".to_owned(),
        kind: kind.to_owned(),
        body: "{}".to_owned(),
    }
}

async fn checked(
    store: &Arc<dyn Store>,
    replay: bool,
    anchors: &BTreeMap<TenantId, Anchors>,
) -> (Tally, Vec<Wrong>) {
    let checked = Checked { replay, anchors };
    verify(store, checked, &mut |_| ()).await.unwrap()
}

/// What is wrong: the table, the number of the row and what.
type Bad = Vec<(&'static str, Option<u64>, WrongWhat)>;

fn told(wrong: &[Wrong]) -> Bad {
    let told = |wrong: &Wrong| {
        assert_eq!(wrong.tenant, TENANT);
        (wrong.table, wrong.number, wrong.what.clone())
    };
    wrong.iter().map(told).collect()
}

/// Statements of whoever owns the database; what a plain check finds, one with replay, and one against signed ends.
type Tampering = (&'static [&'static str], Bad, Bad, Bad);

/// The same for all three.
fn always(statements: &'static [&'static str], table: &'static str, at: u64, what: WrongWhat) -> Tampering {
    let bad = vec![(table, Some(at), what)];
    (statements, bad.clone(), bad.clone(), bad)
}

fn of_events() -> Vec<Tampering> {
    vec![
        (&[], vec![], vec![], vec![]),
        always(
            &["UPDATE events SET body = sum WHERE number = 2"],
            "events",
            2,
            WrongWhat::Body,
        ),
        always(
            &["UPDATE events SET sum = chain, body = NULL WHERE number = 1"],
            "events",
            1,
            WrongWhat::Chain,
        ),
        always(
            &["UPDATE events SET chain = sum WHERE number = 3"],
            "events",
            3,
            WrongWhat::Chain,
        ),
        always(
            &["DELETE FROM events WHERE number = 2"],
            "events",
            2,
            WrongWhat::Missing { found: 3 },
        ),
        always(
            &[
                "UPDATE events SET number = 9 WHERE number = 1",
                "UPDATE events SET number = 1 WHERE number = 2",
                "UPDATE events SET number = 2 WHERE number = 9",
            ],
            "events",
            1,
            WrongWhat::Chain,
        ),
    ]
}

/// What is altered so that every link that is left holds.
fn of_ends() -> Vec<Tampering> {
    let cut = WrongWhat::CutShort { signed: 3, found: 2 };
    let ends = WrongWhat::Ends {
        expected: 3,
        found: 2,
    };
    let ends = vec![("cases", None, ends)];
    let not_replayed = vec![("cases", None, WrongWhat::NotAsReplayed)];
    let gone = vec![("cases", None, WrongWhat::Gone)];
    vec![
        (
            &["DELETE FROM events WHERE number = 3"],
            ends.clone(),
            ends.clone(),
            ends,
        ),
        (
            &[
                "DELETE FROM events WHERE number = 3",
                "UPDATE cases SET version = 2, chain = (SELECT e.chain FROM events AS e
                    WHERE e.case_id = cases.case_id AND e.number = 2)",
            ],
            vec![],
            not_replayed.clone(),
            vec![("events", Some(3), cut)],
        ),
        (
            &[
                "UPDATE cases SET snapshot = (SELECT c.snapshot FROM cases AS c ORDER BY c.case_id DESC LIMIT 1)",
            ],
            vec![],
            not_replayed,
            vec![],
        ),
        (
            &[
                "DELETE FROM events",
                "DELETE FROM parties",
                "DELETE FROM tasks",
                "DELETE FROM timers",
                "DELETE FROM outgoing",
                "DELETE FROM commands",
                "DELETE FROM cases",
            ],
            vec![],
            vec![],
            gone,
        ),
    ]
}

fn of_entries() -> Vec<Tampering> {
    const LOG: &str = "access_log";
    let cut = |found| WrongWhat::CutShort { signed: 9, found };
    vec![
        always(
            &["UPDATE access_log SET details = sum WHERE number = 4"],
            LOG,
            4,
            WrongWhat::Body,
        ),
        always(
            &["UPDATE access_log SET object = 'tasks' WHERE number = 4"],
            LOG,
            4,
            WrongWhat::Chain,
        ),
        always(
            &["DELETE FROM access_log WHERE number = 4"],
            LOG,
            4,
            WrongWhat::Missing { found: 5 },
        ),
        always(
            &[
                "UPDATE access_log SET number = 99 WHERE number = 4",
                "UPDATE access_log SET number = 4 WHERE number = 5",
                "UPDATE access_log SET number = 5 WHERE number = 99",
            ],
            LOG,
            4,
            WrongWhat::Chain,
        ),
        (
            &["DELETE FROM access_log WHERE number > 7"],
            vec![],
            vec![],
            vec![(LOG, Some(9), cut(7))],
        ),
        (
            &["DELETE FROM access_log"],
            vec![],
            vec![],
            vec![(LOG, Some(9), cut(0))],
        ),
        (
            &[
                "INSERT INTO access_starts SELECT tenant, number, sum FROM access_log WHERE number = 9",
                "DELETE FROM access_log",
            ],
            vec![],
            vec![],
            vec![(LOG, Some(9), WrongWhat::NotAsSigned)],
        ),
    ]
}

fn of_deeds() -> Vec<Tampering> {
    const TABLE: &str = "deeds";
    let cut = |found| WrongWhat::CutShort { signed: 3, found };
    vec![
        always(
            &["UPDATE deeds SET kind = 'tokens' WHERE number = 2"],
            TABLE,
            2,
            WrongWhat::Chain,
        ),
        always(
            &["DELETE FROM deeds WHERE number = 2"],
            TABLE,
            2,
            WrongWhat::Missing { found: 3 },
        ),
        (
            &["DELETE FROM deeds WHERE number > 1"],
            vec![],
            vec![],
            vec![(TABLE, Some(3), cut(1))],
        ),
        (
            &["DELETE FROM deeds"],
            vec![],
            vec![],
            vec![(TABLE, Some(3), cut(0))],
        ),
    ]
}

/// A chain that is written anew from somewhere on holds in itself, and is not the one that was signed.
async fn a_chain_written_anew_is_not_as_signed(ground: Ground) {
    fill(&ground).await;
    let (key, _) = SigningKey::generate().unwrap();
    let public = key.public();
    let mut heads = Heads::after(key, "").unwrap();
    let now = ground.engine.clock().now();
    let lines = heads.lines(&ground.store, now).await.unwrap().join("\n");
    let (ends, _) = anchors(&lines, &public).unwrap();
    ground.raw("DELETE FROM deeds WHERE number > 1").await;
    for minute in 2..=DEEDS {
        let other = deed(minute, "tokens");
        ground.store.add_deed(TENANT, other).await.unwrap();
    }
    let (_, plain) = checked(&ground.store, false, &BTreeMap::new()).await;
    assert_eq!(plain, []);
    let (_, signed) = checked(&ground.store, false, &ends).await;
    assert_eq!(told(&signed), [("deeds", Some(3), WrongWhat::NotAsSigned)]);
    // What administrators did alone is told as well.
    let more = heads.lines(&ground.store, now).await.unwrap();
    assert_eq!(more, Vec::<String>::new(), "as many as were told");
    ground.store.add_deed(TENANT, deed(9, "roles")).await.unwrap();
    assert_eq!(heads.lines(&ground.store, now).await.unwrap().len(), 1);
    ground.engine.stop().await;
}

async fn found(fresh: impl AsyncFn() -> Ground, tampering: Vec<Tampering>) {
    for (statements, plain, replayed, signed) in tampering {
        let ground = fresh().await;
        fill(&ground).await;
        let (key, _) = SigningKey::generate().unwrap();
        let public = key.public();
        let now = ground.engine.clock().now();
        let mut heads = Heads::after(key, "").unwrap();
        let lines = heads.lines(&ground.store, now).await.unwrap().join("\n");
        let (ends, last) = anchors(&lines, &public).unwrap();
        let last = last.unwrap();
        assert_eq!((last.number, last.access.number, last.cases.len()), (1, 9, 3));
        assert_eq!(last.deeds.unwrap().number, 3);
        for statement in statements {
            ground.raw(statement).await;
        }
        let none = BTreeMap::new();
        let store = &ground.store;
        for (replay, ends, expected) in [
            (false, &none, plain),
            (true, &none, replayed),
            (false, &ends, signed),
        ] {
            let (_, wrong) = checked(store, replay, ends).await;
            assert_eq!(told(&wrong), expected, "{statements:?}, replay {replay}");
        }
        ground.engine.stop().await;
    }
}

async fn all_is_counted_and_goes_on_meanwhile(ground: Ground) {
    fill(&ground).await;
    let (key, _) = SigningKey::generate().unwrap();
    let public = key.public();
    let mut heads = Heads::after(key, "").unwrap();
    let now = ground.engine.clock().now();
    let lines = heads.lines(&ground.store, now).await.unwrap();
    assert_eq!(
        heads.lines(&ground.store, now).await.unwrap(),
        Vec::<String>::new()
    );
    // What comes after what was signed holds as well.
    fill(&ground).await;
    let (ends, _) = anchors(&lines.join("\n"), &public).unwrap();
    let (tally, wrong) = checked(&ground.store, true, &ends).await;
    assert_eq!(wrong, []);
    let expected = Tally {
        tenants: 1,
        cases: 6,
        events: 18,
        entries: 18,
        deeds: 6,
        not_replayed: 0,
    };
    assert_eq!(tally, expected);
    ground.raw("UPDATE events SET body = NULL WHERE number = 2").await;
    let (tally, wrong) = checked(&ground.store, true, &ends).await;
    assert_eq!(
        (tally.not_replayed, wrong),
        (6, vec![]),
        "what is erased still holds"
    );
    let more = heads.lines(&ground.store, now).await.unwrap();
    let whole = [lines, more].concat();
    for (spoilt, expected) in [
        (whole.join("\n"), None),
        (whole[1..].join("\n"), Some(HeadsWrong::Order(1))),
        (
            [whole[0].as_str(), &whole[0]].join("\n"),
            Some(HeadsWrong::Order(2)),
        ),
        (
            whole.join("\n").replacen("\"number\":9", "\"number\":8", 1),
            Some(HeadsWrong::Signature(1)),
        ),
        ("x".to_owned(), Some(HeadsWrong::Shape(1))),
    ] {
        assert_eq!(anchors(&spoilt, &public).err(), expected);
    }
}

/// Whoever works meanwhile is never taken for a forger.
async fn nobody_who_works_meanwhile_is_suspected(ground: Ground) {
    fill(&ground).await;
    let ground = Arc::new(ground);
    let over = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let working = {
        let (ground, over) = (Arc::clone(&ground), Arc::clone(&over));
        tokio::spawn(async move {
            while !over.load(std::sync::atomic::Ordering::Acquire) {
                fill(&ground).await;
            }
        })
    };
    let none = BTreeMap::new();
    let (mut events, mut checks) = (0, 0);
    while events < 60 {
        let (tally, wrong) = checked(&ground.store, true, &none).await;
        assert_eq!(wrong, []);
        (events, checks) = (tally.events, checks + 1);
        tokio::task::yield_now().await;
    }
    over.store(true, std::sync::atomic::Ordering::Release);
    working.await.unwrap();
    assert!(checks > 1, "nothing came meanwhile");
}

macro_rules! on_both {
    ($fresh:expr) => {
        use super::*;

        async fn fresh() -> Ground {
            $fresh.await
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn tampering_with_events_is_found() {
            found(fresh, [of_events(), of_ends()].concat()).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn tampering_with_the_log_is_found() {
            found(fresh, of_entries()).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn tampering_with_deeds_is_found() {
            found(fresh, of_deeds()).await;
            a_chain_written_anew_is_not_as_signed(fresh().await).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn what_was_not_altered_is_whole() {
            all_is_counted_and_goes_on_meanwhile(fresh().await).await;
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn work_goes_on_meanwhile() {
            nobody_who_works_meanwhile_is_suspected(fresh().await).await;
        }
    };
}

mod sqlite {
    on_both!(Ground::new(false));
}

mod postgres {
    on_both!(Ground::postgres(false));
}

#[tokio::test]
async fn a_tenant_that_cannot_be_opened_is_told_and_is_not_gone() {
    const SPOILT: TenantId = TenantId(33_333_333);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(format!("{SPOILT}.sqlite"));
    std::fs::write(file, "not a database".repeat(1_000)).unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let store = samspil_store::open(&url).await.unwrap();
    store.add_tenant(TENANT, "Ærø").await.unwrap();
    let signed = BTreeMap::from([(SPOILT, Anchors::default())]);
    let (tally, wrong) = checked(&store, false, &signed).await;
    assert_eq!((tally.tenants, wrong.len()), (1, 1), "{wrong:?}");
    assert_eq!((wrong[0].table, wrong[0].tenant), ("tenants", SPOILT));
    assert!(matches!(&wrong[0].what, WrongWhat::Unusable(why) if why.key == "store-corrupt"));
    store.close().await;
}
