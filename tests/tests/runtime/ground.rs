//! An engine over a fresh store, a flow in it, and two people.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, CommandId, ItemId, PartyId, PersonId, SessionId, TenantId, UnitId};
use samspil_runtime::{
    Answer, Ask, Begin, By, Clock, Engine, Failure, Grounds, Look, Object, RandomIds, Settings, TestClock,
    Watch, WayIn,
};
use samspil_store::{Member, Store};
use sqlx::{Connection as _, SqliteConnection};
use uuid::Uuid;

pub(crate) const TENANT: TenantId = TenantId(12_345_678);

pub(crate) const FLOW: &str = "samspil: 1
flow: tried
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
  other: {title: Udfører, side: provider}
data:
  d:
    n: {type: integer}
    note: {type: text, optional: true}
stages:
  s:
    title: S
    does:
      assess:
        task: Vurdér
        by: worker
        fills: [d.n, d.note]
        due: {lasts: 10 days, ladder: [{at: 1 day before, remind: owner}, {at: due, tell: leader}]}
      deliver: {task: Lever, by: other, after: assess, when: d.n > 2, due: 5 days}
";

/// How long anything is waited for at most: past this it will not come.
const PATIENCE: Duration = Duration::from_secs(30);

/// Waits until something that goes on in the background has come about.
pub(crate) async fn until(what: &str, has_come: impl AsyncFn() -> bool) {
    let coming = async {
        while !has_come().await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, coming).await.expect(what);
}

pub(crate) struct Ground {
    pub(crate) engine: Arc<Engine>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) clock: Arc<TestClock>,
    /// Where the store is; empty for a node over another's.
    url: String,
    _folder: Option<tempfile::TempDir>,
}

/// Where bytes of a case lie: how they are read, by case, and written, by case and bytes; for both stores.
pub(crate) struct Place {
    pub(crate) read: &'static str,
    pub(crate) write: &'static str,
}

pub(crate) fn moment(text: &str) -> DateTime<Utc> {
    format!("{text}:00Z").parse().unwrap()
}

pub(crate) fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

/// A party that is bound to a unit.
pub(crate) fn bound(party: &str, number: u128) -> (PartyId, Vec<Binding>) {
    let binding = Binding::to(Some(unit(number)), None);
    (PartyId::new(party).unwrap(), vec![binding])
}

pub(crate) fn by(person: u128, at: u128, acts_as: &str) -> By {
    let person = PersonId(Uuid::from_u128(person));
    By::Person {
        person,
        members: vec![Member {
            person,
            unit: unit(at),
            acts_as: vec![acts_as.to_owned()],
        }],
        stands_in: Vec::new(),
        grounds: Grounds::default(),
    }
}

impl Ground {
    pub(crate) async fn new(background: bool) -> Self {
        Self::over_fresh_store(moment("2026-01-05T08:00"), background).await
    }

    /// One whose clock shows this time, and which does nothing by itself.
    pub(crate) async fn at(now: DateTime<Utc>) -> Self {
        Self::over_fresh_store(now, false).await
    }

    async fn over_fresh_store(now: DateTime<Utc>, background: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let clock = Arc::new(TestClock::new(now));
        let ground = Self::node(store, clock, background);
        ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
        Self {
            _folder: Some(folder),
            url,
            ..ground
        }
    }

    /// The same over PostgreSQL.
    pub(crate) async fn postgres(background: bool) -> Self {
        let url = samspil_tests::postgres::database().await;
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let clock = Arc::new(TestClock::new(moment("2026-01-05T08:00")));
        let ground = Self::node(store, clock, background);
        ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
        Self { url, ..ground }
    }

    /// A node over a store that is there.
    pub(crate) fn node(store: Arc<dyn Store>, clock: Arc<TestClock>, background: bool) -> Self {
        let engine = Engine::new(
            Arc::clone(&store),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Arc::new(RandomIds),
            Settings {
                background,
                ..Settings::default()
            },
        );
        Self {
            engine,
            store,
            clock,
            url: String::new(),
            _folder: None,
        }
    }

    /// Runs a statement behind the store's back, as whoever owns the database.
    pub(crate) async fn raw(&self, statement: &'static str) {
        if let Some(folder) = self.url.strip_prefix("sqlite:") {
            let file = format!("sqlite:{folder}/{TENANT}.sqlite");
            let mut connection = SqliteConnection::connect(&file).await.unwrap();
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        } else {
            let mut connection = samspil_tests::postgres::superuser(&self.url).await;
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        }
    }

    /// Puts other bytes in one place of a case behind the store's back; gives those that stood there.
    pub(crate) async fn swap(&self, place: &Place, case: CaseId, bytes: &[u8]) -> Vec<u8> {
        if let Some(folder) = self.url.strip_prefix("sqlite:") {
            let file = format!("sqlite:{folder}/{TENANT}.sqlite");
            let mut connection = SqliteConnection::connect(&file).await.unwrap();
            let read = sqlx::query_scalar(place.read).bind(case.0);
            let stood = read.fetch_one(&mut connection).await.unwrap();
            let write = sqlx::query(place.write).bind(case.0).bind(bytes);
            assert_eq!(write.execute(&mut connection).await.unwrap().rows_affected(), 1);
            connection.close().await.unwrap();
            stood
        } else {
            let mut connection = samspil_tests::postgres::superuser(&self.url).await;
            let read = sqlx::query_scalar(place.read).bind(case.0);
            let stood = read.fetch_one(&mut connection).await.unwrap();
            let write = sqlx::query(place.write).bind(case.0).bind(bytes);
            assert_eq!(write.execute(&mut connection).await.unwrap().rows_affected(), 1);
            connection.close().await.unwrap();
            stood
        }
    }

    pub(crate) fn worker() -> By {
        by(1, 10, "worker")
    }

    /// Somebody looks at a case.
    pub(crate) fn look() -> Look {
        Look::new(Object::Case, WayIn::Session(SessionId(Uuid::from_u128(99))))
    }

    pub(crate) async fn watch(&self, tenant: TenantId, by: By) -> Watch {
        let look = Look::new(Object::Changes, WayIn::Program);
        self.engine.watch(tenant, by, &look).await.unwrap()
    }

    pub(crate) fn other() -> By {
        by(2, 20, "other")
    }

    pub(crate) async fn begin(&self, key: Option<u128>) -> Result<Answer, Failure> {
        let begin = Begin {
            flow: "tried".to_owned(),
            version: None,
            title: "Sag 1".to_owned(),
            parties: vec![bound("worker", 10), bound("boss", 11), bound("other", 20)],
            data: serde_json::Value::Null,
        };
        let key = key.map(|key| CommandId(Uuid::from_u128(key)));
        self.engine.begin(TENANT, Self::worker(), begin, key).await
    }

    /// Has something done in a case, in whatever version it is.
    pub(crate) async fn ask(&self, by: By, case: CaseId, what: Asked) -> Result<Answer, Failure> {
        let seen = None;
        self.engine.ask(TENANT, by, Ask { case, what, seen }, None).await
    }

    pub(crate) async fn complete(
        &self,
        by: By,
        case: CaseId,
        item: &str,
        n: i64,
        key: Option<u128>,
    ) -> Result<Answer, Failure> {
        let data = if item == "assess" {
            serde_json::json!({"d": {"n": n}})
        } else {
            serde_json::Value::Null
        };
        let what = Asked::Complete {
            item: ItemId::new(item).unwrap(),
            data,
        };
        let ask = Ask {
            case,
            what,
            seen: None,
        };
        let key = key.map(|key| CommandId(Uuid::from_u128(key)));
        self.engine.ask(TENANT, by, ask, key).await
    }
}
