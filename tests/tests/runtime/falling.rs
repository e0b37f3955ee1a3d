//! What falls is begun anew: a writer, and what goes on in the background.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use samspil_runtime::{Begin, Clock, Engine, Failure, RandomIds, Settings, TestClock};
use samspil_store::Store;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_default;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::ground::{Ground, TENANT, bound, moment, until};

/// How long the relay rests where it hears of nothing; nothing else rests as long.
const RELAY_RESTS: TimeDelta = TimeDelta::seconds(30);

/// How long work in the background rests before it begins anew.
const PAUSE: TimeDelta = TimeDelta::seconds(2);

/// A clock at which work of the engine panics, so often as it is told.
struct Faulty {
    clock: Arc<TestClock>,
    /// How often whoever asks for the time panics, of those who run beside the test.
    asked: AtomicU32,
    /// How often whoever waits as long as the relay panics.
    waiting: AtomicU32,
    /// How often one did.
    fell: AtomicU32,
}

/// Panics, so often as is left.
fn fall(left: &AtomicU32, fell: &AtomicU32) {
    let more = |left: u32| left.checked_sub(1);
    if left
        .fetch_update(Ordering::SeqCst, Ordering::SeqCst, more)
        .is_ok()
    {
        fell.fetch_add(1, Ordering::SeqCst);
        panic!("a fault that a test wants");
    }
}

impl Faulty {
    fn new(clock: &Arc<TestClock>, asked: u32, waiting: u32) -> Arc<Self> {
        Arc::new(Self {
            clock: Arc::clone(clock),
            asked: AtomicU32::new(asked),
            waiting: AtomicU32::new(waiting),
            fell: AtomicU32::new(0),
        })
    }
}

#[async_trait]
impl Clock for Faulty {
    fn now(&self) -> DateTime<Utc> {
        // The test itself is no task.
        if tokio::task::try_id().is_some() {
            fall(&self.asked, &self.fell);
        }
        self.clock.now()
    }

    fn running(&self) -> Duration {
        self.clock.running()
    }

    async fn wait_until(&self, moment: DateTime<Utc>) {
        if moment - self.clock.now() == RELAY_RESTS {
            fall(&self.waiting, &self.fell);
        }
        self.clock.wait_until(moment).await;
    }
}

fn engine(store: &Arc<dyn Store>, clock: &Arc<Faulty>, background: bool) -> Arc<Engine> {
    Engine::new(
        Arc::clone(store),
        Arc::clone(clock) as Arc<dyn Clock>,
        Arc::new(RandomIds),
        Settings {
            background,
            ..Settings::default()
        },
    )
}

fn begin() -> Begin {
    Begin {
        flow: "tried".to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: vec![bound("worker", 10), bound("boss", 11), bound("other", 20)],
        data: serde_json::Value::Null,
    }
}

/// A log over whose warnings whoever writes one panics, so often as it is told.
struct FaultyLog {
    left: AtomicU32,
    fell: Arc<AtomicU32>,
}

impl Subscriber for FaultyLog {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        *about.level() == Level::WARN
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {
        fall(&self.left, &self.fell);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn what_panics_over_a_beginning_stops_that_one_alone() {
    for ground in [Ground::new(false).await, Ground::postgres(false).await] {
        // First its keys are not made with those of others, then it is decided, by a clock that falls.
        let clock = Faulty::new(&ground.clock, 2, 0);
        let engine = engine(&ground.store, &clock, false);
        let fell = engine.begin(TENANT, Ground::worker(), begin(), None).await;
        assert!(matches!(fell, Err(Failure::Panicked)), "{fell:?}");
        assert_eq!(clock.fell.load(Ordering::SeqCst), 2);
        let begun = engine.begin(TENANT, Ground::worker(), begin(), None).await;
        assert_eq!(begun.unwrap().version, 1);
        engine.stop().await;
    }
}

#[tokio::test]
async fn a_writer_that_falls_is_replaced() {
    for ground in [Ground::new(false).await, Ground::postgres(false).await] {
        // The same warning, before there is the log: one that another thread is the first to give is never asked of a log
        // that is this thread's alone.
        let warned = engine(&ground.store, &Faulty::new(&ground.clock, 1, 0), false);
        let begun = warned.begin(TENANT, Ground::worker(), begin(), None).await;
        assert_eq!(begun.unwrap().version, 1);
        let fell = Arc::new(AtomicU32::new(0));
        let log = FaultyLog {
            left: AtomicU32::new(1),
            fell: Arc::clone(&fell),
        };
        // All of the test runs on this thread.
        let _log = set_default(log);
        let clock = Faulty::new(&ground.clock, 1, 0);
        let engine = engine(&ground.store, &clock, false);
        let stopped = engine.begin(TENANT, Ground::worker(), begin(), None).await;
        assert!(matches!(stopped, Err(Failure::Stopping)), "{stopped:?}");
        assert_eq!(fell.load(Ordering::SeqCst), 1);
        // As many as PostgreSQL has writers, and more: whichever fell is asked again.
        for _ in 0..20 {
            let begun = engine.begin(TENANT, Ground::worker(), begin(), None).await;
            assert_eq!(begun.unwrap().version, 1);
        }
        engine.stop().await;
    }
}

#[tokio::test]
async fn work_in_the_background_that_falls_begins_anew_and_is_told_of_while_it_keeps_falling() {
    let ground = Ground::new(false).await;
    let clock = Faulty::new(&ground.clock, 0, 3);
    let engine = engine(&ground.store, &clock, true);
    for times in 1..=3 {
        let fell = async || clock.fell.load(Ordering::SeqCst) == times;
        until("the relay falls", fell).await;
        let expected: &[&str] = if times < 3 { &[] } else { &["relay"] };
        assert_eq!(engine.keeps_falling(), expected);
        ground.clock.move_to(ground.clock.now() + PAUSE);
    }
    // It goes on: what is due is told.
    let case = engine.begin(TENANT, Ground::worker(), begin(), None).await;
    let case = case.unwrap().case;
    ground.clock.move_to(moment("2026-01-14T00:00"));
    let told = async || ground.store.case_inbox(TENANT, case, 10).await.unwrap().len() == 1;
    until("the reminder is handed over", told).await;
    assert_eq!(engine.keeps_falling(), Vec::<&str>::new());
    engine.stop().await;
}
