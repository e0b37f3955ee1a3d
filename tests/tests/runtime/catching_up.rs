//! Time that did not pass as it should: outages, clocks that are set, old copies of a database.

use std::sync::Arc;

use samspil_core::case::{Change, Event};
use samspil_core::id::CaseId;
use samspil_core::text::{Language, Message};
use samspil_runtime::TestClock;
use samspil_store::{About, Incident};

use crate::ground::{FLOW, Ground, TENANT, moment};

/// More than any case here has.
const ALL: u32 = 100;

/// The store of a node, and its address, for nodes that come after it.
struct House {
    url: String,
    folder: tempfile::TempDir,
}

impl House {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            url: format!("sqlite:{}", folder.path().display()),
            folder,
        }
    }

    /// A copy of the store, made as a backup is.
    async fn copied(&self) -> Self {
        let (copy, own) = (Self::new(), samspil_store::open(&self.url).await.unwrap());
        let files = std::fs::read_dir(self.folder.path()).unwrap();
        let names = files.map(|file| file.unwrap().file_name());
        let is_log = |name: &str| name.ends_with("-wal") || name.ends_with("-shm");
        let names = names.filter(|name| !is_log(&name.to_string_lossy()));
        for name in names.collect::<Vec<_>>() {
            let file = copy.folder.path().join(name);
            own.copy_to(TENANT, &file).await.unwrap().unwrap();
        }
        own.close().await;
        copy
    }

    /// A node that wakes cases by itself, started when its clock shows this.
    async fn start(&self, now: &str) -> Ground {
        let store = samspil_store::open(&self.url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let ground = Ground::node(store, Arc::new(TestClock::new(moment(now))), true);
        ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
        ground.engine.wake_all_due().await.unwrap();
        ground
    }
}

/// What a case's clock has brought about, and when by the case's own history.
async fn brought(ground: &Ground, case: CaseId) -> Vec<String> {
    let stored = ground.store.events(TENANT, case, 0, ALL).await.unwrap();
    let events = stored
        .iter()
        .map(|event| serde_json::from_slice::<Event>(&event.body).unwrap());
    let told = events.flat_map(|event| {
        let at = event.at.format("%m-%d %H:%M");
        let told = event.changes.into_iter().filter_map(move |change| match change {
            Change::RungTaken { rung, .. } => Some(format!("{at} rung {rung}")),
            Change::ClockBreached { .. } => Some(format!("{at} run out")),
            _ => None,
        });
        told.collect::<Vec<_>>()
    });
    told.collect()
}

/// The incident that holds the timers, in words.
async fn held(ground: &Ground) -> Option<(Incident, String)> {
    let open = ground.store.incidents(TENANT, true, ALL).await.unwrap();
    let [incident] = open.try_into().ok()?;
    assert_eq!(incident.about, About::Clock);
    let message: Message = serde_json::from_slice(&incident.body).unwrap();
    let said = message.say(Language::English);
    Some((incident, said.split(" Deadlines").next().unwrap().to_owned()))
}

async fn release(ground: &Ground) {
    let (incident, _) = held(ground).await.expect("the timers are held");
    let resolved = ground.engine.resolve(TENANT, incident.id, ("anna", None)).await;
    assert!(resolved.unwrap());
    ground.engine.wake_all_due().await.unwrap();
}

/// A month of outage: whatever came due meanwhile is done in order, in one go, and told once.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outage_is_caught_up_with_in_one_go() {
    let house = House::new();
    let before = house.start("2026-01-05T08:00").await;
    let case = before.begin(None).await.unwrap().case;
    before.engine.stop().await;
    let after = house.start("2026-02-03T08:00").await;
    assert_eq!(held(&after).await, None);
    assert_eq!(
        brought(&after, case).await,
        ["02-03 08:00 rung 0", "02-03 08:00 run out", "02-03 08:00 rung 1"]
    );
    let stored = after.store.events(TENANT, case, 0, ALL).await.unwrap();
    assert_eq!(stored.len(), 2, "begun, and woken once");
    after.engine.hand_over_all().await.unwrap();
    let told = after.store.case_inbox(TENANT, case, ALL).await.unwrap();
    assert_eq!(told.len(), 2, "one to the owner and one to the leader");
    after.engine.stop().await;
}

/// A backup is put back: what came due since it was made is done once, and by one from long ago nothing is done before
/// somebody has looked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_restored_is_caught_up_with_once_and_an_old_copy_only_when_somebody_has_looked() {
    let house = House::new();
    let before = house.start("2026-01-05T08:00").await;
    let case = before.begin(None).await.unwrap().case;
    before.engine.stop().await;
    let (yesterday, old) = (house.copied().await, house.copied().await);
    let lost = house.start("2026-01-16T08:00").await;
    assert_eq!(brought(&lost, case).await.len(), 3);
    lost.engine.stop().await;

    let restored = yesterday.start("2026-01-17T08:00").await;
    assert_eq!(held(&restored).await, None);
    let once = ["01-17 08:00 rung 0", "01-17 08:00 run out", "01-17 08:00 rung 1"];
    assert_eq!(brought(&restored, case).await, once);
    restored.engine.wake_all_due().await.unwrap();
    restored.engine.hand_over_all().await.unwrap();
    assert_eq!(brought(&restored, case).await, once);
    let told = restored.store.case_inbox(TENANT, case, ALL).await.unwrap();
    assert_eq!(told.len(), 2, "one to the owner and one to the leader");
    restored.engine.stop().await;

    let restored = old.start("2026-02-20T08:00").await;
    let (_, said) = held(&restored).await.unwrap();
    assert!(
        said.starts_with("The program has not run since 05.01.2026 09:00"),
        "{said}"
    );
    assert_eq!(brought(&restored, case).await, Vec::<String>::new());
    release(&restored).await;
    assert_eq!(
        brought(&restored, case).await,
        ["02-20 08:00 rung 0", "02-20 08:00 run out", "02-20 08:00 rung 1"]
    );
    restored.engine.stop().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_on_makes_nothing_run_out_until_somebody_has_looked() {
    let house = House::new();
    let ground = house.start("2026-01-05T08:00").await;
    let case = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment("2026-01-05T09:00"));
    ground.clock.set(moment("2026-02-14T09:00"));
    ground.engine.wake_all_due().await.unwrap();
    assert_eq!(brought(&ground, case).await, Vec::<String>::new());
    let (_, said) = held(&ground).await.unwrap();
    assert_eq!(
        said,
        "The machine's clock was set: it should show 05.01.2026 10:00, and it shows 14.02.2026 10:00."
    );
    assert!(ground.engine.holds_timers(TENANT).await.unwrap());
    // Held they stay, however long it lasts and whoever starts anew.
    ground.clock.move_to(moment("2026-02-15T09:00"));
    ground.engine.wake_all_due().await.unwrap();
    ground.engine.stop().await;
    let ground = house.start("2026-02-15T09:05").await;
    assert_eq!(brought(&ground, case).await, Vec::<String>::new());
    release(&ground).await;
    assert_eq!(
        brought(&ground, case).await,
        ["02-15 09:05 rung 0", "02-15 09:05 run out", "02-15 09:05 rung 1"]
    );
    assert_eq!(held(&ground).await, None);
    let kept = ground.store.incidents(TENANT, false, ALL).await.unwrap();
    assert_eq!(kept[0].resolved_by.as_deref(), Some("anna"));
    ground.engine.stop().await;
}

/// The clock was wrong and is set right before anybody released anything: then nothing was early.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clock_that_is_set_right_again_fires_nothing_early() {
    let house = House::new();
    let ground = house.start("2026-01-05T08:00").await;
    let case = ground.begin(None).await.unwrap().case;
    ground.clock.set(moment("2026-02-14T08:00"));
    ground.engine.wake_all_due().await.unwrap();
    ground.clock.set(moment("2026-01-05T08:01"));
    ground.engine.wake_all_due().await.unwrap();
    release(&ground).await;
    assert_eq!(brought(&ground, case).await, Vec::<String>::new());
    ground.clock.move_to(moment("2026-01-14T00:00"));
    ground.engine.wake_all_due().await.unwrap();
    assert_eq!(brought(&ground, case).await, ["01-14 00:00 rung 0"]);
    ground.engine.stop().await;
}

/// What the clock does, while the program runs or while it is stopped, and whether timers are held for it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_corrections_pass_and_large_ones_do_not() {
    for (set_to, holds) in [
        ("2026-01-05T08:30", false),
        ("2026-01-05T08:31", true),
        ("2026-01-05T07:30", false),
        ("2026-01-05T07:29", true),
        // Summer time taken for winter time, a wrong zone, a wrong month, a dead battery.
        ("2026-01-05T09:00", true),
        ("2026-01-05T06:00", true),
        ("2026-02-05T08:00", true),
        ("1970-01-01T00:00", true),
    ] {
        let house = House::new();
        let ground = house.start("2026-01-05T08:00").await;
        ground.clock.set(moment(set_to));
        ground.engine.wake_all_due().await.unwrap();
        assert_eq!(held(&ground).await.is_some(), holds, "{set_to}");
        ground.engine.stop().await;
    }
    for (started_at, said) in [
        ("2026-02-04T08:00", None),
        ("2026-01-05T07:30", None),
        (
            "2026-02-04T08:01",
            Some(
                "The program has not run since 05.01.2026 09:00, and the clock now shows 04.02.2026 09:01. \
                 That is longer than an outage usually lasts.",
            ),
        ),
        (
            "2026-01-05T07:29",
            Some(
                "The program last ran at 05.01.2026 09:00, and the clock now shows 05.01.2026 08:29, which is before.",
            ),
        ),
    ] {
        let house = House::new();
        house.start("2026-01-05T08:00").await.engine.stop().await;
        let ground = house.start(started_at).await;
        let told = held(&ground).await.map(|(_, said)| said);
        assert_eq!(told.as_deref(), said, "{started_at}");
        ground.engine.stop().await;
    }
}

/// A node whose clock is wrong holds the timers for all nodes of the store: the tenant's people decide which is right.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_one_node_holds_no_node_fires() {
    let url = samspil_tests::postgres::database().await;
    let node = async |now: &str| {
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        Ground::node(store, Arc::new(TestClock::new(moment(now))), true)
    };
    let (one, two) = (node("2026-01-05T08:00").await, node("2026-01-05T08:00").await);
    one.engine.publish(TENANT, FLOW, "test").await.unwrap();
    let case = one.begin(None).await.unwrap().case;
    one.engine.wake_all_due().await.unwrap();
    one.clock.set(moment("2026-02-14T08:00"));
    one.engine.wake_all_due().await.unwrap();
    two.clock.move_to(moment("2026-01-14T00:00"));
    two.engine.wake_all_due().await.unwrap();
    assert_eq!(brought(&two, case).await, Vec::<String>::new());
    one.clock.set(moment("2026-01-14T00:00"));
    release(&two).await;
    assert_eq!(brought(&two, case).await, ["01-14 00:00 rung 0"]);
    one.engine.stop().await;
    two.engine.stop().await;
}

/// What is forgotten at night is not forgotten by a clock that is in doubt.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_too_old_by_a_clock_in_doubt() {
    let house = House::new();
    let ground = house.start("2026-01-05T08:00").await;
    let case = ground.begin(Some(7)).await.unwrap().case;
    ground.clock.set(moment("2026-03-05T08:00"));
    assert_eq!(ground.engine.forget().await.unwrap(), 0);
    assert_eq!(ground.begin(Some(7)).await.unwrap().case, case);
    release(&ground).await;
    assert_eq!(ground.engine.forget().await.unwrap(), 1);
    ground.engine.stop().await;
}
