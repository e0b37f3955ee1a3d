//! What is sensitive is kept only sealed, on both stores: it is nowhere in their bytes, and it is gone when the citizen is
//! erased, while their cases stay.

use std::sync::Arc;

use samspil_core::case::{Asked, Binding, Standing};
use samspil_core::flow::{Record, Value};
use samspil_core::id::{CaseId, CommandId, Cpr, FieldPath, ItemId, PartyId, PersonId};
use samspil_runtime::vault::{KeyFile, Vault, VaultError};
use samspil_runtime::{
    Ask, Begin, By, Clock, Engine, EraseRefused, Failure, Identity, Look, Object, Past, RandomIds, Register,
    RegisterRefused, Settings, TestClock, Visit, WayIn,
};
use samspil_store::chain::Verifier;
use samspil_store::{CaseQuery, CaseStatus, Store};
use samspil_tests::postgres::database;
use uuid::Uuid;

use crate::bytes::{bytes, holds};
use crate::ground::{TENANT, bound, by, moment};

/// What must be nowhere.
const CPR: &str = "610203-9876";
pub(crate) const NAME: &str = "Kanarie Fuglsang";
const ADDRESS: &str = "Burvej 17, 9999 Fuglekøbing";
const SECRET: &str = "kanariefuglens hemmelighed";
const ANSWER: &str = "kanariens svar";
const DRAFT: &str = "kanariens kladde";
const NUMBER: i64 = 739_184_652;

/// What may be read in the store: the test would else find nothing because nothing was written.
const PLAIN: &str = "spurvens viden";

const FLOW: &str = "samspil: 1
flow: sealed
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  citizen: {title: Borger, side: citizen}
data:
  d:
    plain: {type: text}
    secret: {type: text, sensitive: true, optional: true}
    number: {type: integer, sensitive: true, optional: true}
    lines:
      optional: true
      list:
        code: {type: text}
        answer: {type: text, sensitive: true, optional: true}
does:
  assess: {task: Vurdér, by: worker, fills: [d.plain, d.secret, d.number, d.lines]}
  high: {task: Højt, by: worker, after: assess, when: d.number > 3, fills: [d.secret]}
  other: {task: Andet, by: worker, after: assess, fills: [d.secret]}
";

pub(crate) struct Sealed {
    pub(crate) engine: Arc<Engine>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) url: String,
    keys: KeyFile,
    pub(crate) folder: Option<tempfile::TempDir>,
}

fn clock() -> Arc<TestClock> {
    Arc::new(TestClock::new(moment("2026-01-05T08:00")))
}

fn node(store: &Arc<dyn Store>, keys: &KeyFile) -> Arc<Engine> {
    Engine::with_vault(
        Arc::clone(store),
        clock() as Arc<dyn Clock>,
        Arc::new(RandomIds),
        Vault::new(Arc::new(keys.clone())),
        Settings::ASKING,
    )
}

impl Sealed {
    pub(crate) async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        Self::over(url, Some(folder)).await
    }

    pub(crate) async fn postgres() -> Self {
        Self::over(database().await, None).await
    }

    /// Another node over the same store, by the same keys.
    pub(crate) fn another(&self) -> Arc<Engine> {
        node(&self.store, &self.keys)
    }

    async fn over(url: String, folder: Option<tempfile::TempDir>) -> Self {
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let keys = KeyFile::fresh().unwrap();
        let engine = node(&store, &keys);
        engine.publish(TENANT, FLOW, "test").await.unwrap();
        Self {
            engine,
            store,
            url,
            keys,
            folder,
        }
    }

    pub(crate) async fn register(&self) -> PersonId {
        let register = Register {
            identity: Identity::read(CPR, NAME, ADDRESS).unwrap(),
            protected_since: None,
        };
        let added = self
            .engine
            .register_citizen(TENANT, visit("sag"), register, Some(key(1)));
        added.await.unwrap()
    }

    async fn begin(&self, citizen: Option<PersonId>) -> CaseId {
        let mut parties = vec![bound("worker", 10)];
        parties.extend(citizen.map(of_citizen));
        let begin = Begin {
            flow: "sealed".to_owned(),
            version: None,
            title: "Sag 1".to_owned(),
            parties,
            data: serde_json::json!({"d": {"secret": SECRET}}),
        };
        let begun = self.engine.begin(TENANT, worker(), begin, None).await;
        begun.unwrap().case
    }

    pub(crate) async fn ask(&self, case: CaseId, what: Asked) -> Result<(), Failure> {
        let seen = None;
        let asked = self.engine.ask(TENANT, worker(), Ask { case, what, seen }, None);
        asked.await.map(|_| ())
    }

    pub(crate) async fn fill(&self, case: CaseId) {
        let draft = Asked::SaveDraft {
            item: item("assess"),
            data: serde_json::json!({"d": {"secret": DRAFT}}),
        };
        self.ask(case, draft).await.unwrap();
        let done = Asked::Complete {
            item: item("assess"),
            data: serde_json::json!({"d": {
                "plain": PLAIN,
                "secret": SECRET,
                "number": NUMBER,
                "lines": [{"code": "a", "answer": ANSWER}],
            }}),
        };
        self.ask(case, done).await.unwrap();
    }

    async fn history(&self, case: CaseId) -> Vec<Past> {
        let history = self
            .engine
            .history(TENANT, &By::Engine, case, (0, 100), &looks())
            .await;
        history.unwrap().events
    }

    async fn bytes(&self) -> Vec<u8> {
        bytes(self.folder.as_ref(), &self.url).await
    }
}

pub(crate) fn looks() -> Look {
    Look::new(Object::Case, WayIn::Program)
}

pub(crate) fn visit(purpose: &str) -> Visit<'_> {
    Visit {
        by: None,
        members: &[],
        stands_in: &[],
        way: WayIn::Program,
        purpose,
    }
}

fn key(number: u128) -> CommandId {
    CommandId(Uuid::from_u128(number))
}

pub(crate) fn worker() -> By {
    by(1, 10, "worker")
}

fn item(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

fn path(name: &str) -> FieldPath {
    FieldPath::new(name).unwrap()
}

pub(crate) fn of_citizen(person: PersonId) -> (PartyId, Vec<Binding>) {
    let binding = Binding::to(None, Some(person));
    (PartyId::new("citizen").unwrap(), vec![binding])
}

async fn nothing_is_in_the_bytes(ground: Sealed) {
    let citizen = ground.register().await;
    for of in [Some(citizen), None] {
        let case = ground.begin(of).await;
        ground.fill(case).await;
        let read = ground
            .engine
            .read(TENANT, &worker(), case, &looks())
            .await
            .unwrap();
        assert_eq!(read.case.data[&path("d.secret")], Value::Text(SECRET.to_owned()));
        assert_eq!(read.case.data[&path("d.number")], Value::Integer(NUMBER));
        let row = Record::from([
            ("code".to_owned(), Value::Text("a".to_owned())),
            ("answer".to_owned(), Value::Text(ANSWER.to_owned())),
        ]);
        assert_eq!(read.case.data[&path("d.lines")], Value::List(vec![row]));
        let told = ground.engine.whole_history(TENANT, case, 100).await;
        let told = format!("{:?}", told.unwrap());
        for word in [SECRET, DRAFT, ANSWER] {
            assert!(told.contains(word), "{word}");
        }
    }
    let cpr = Cpr::read(CPR).unwrap();
    let found = ground.engine.find_citizen(TENANT, visit(""), &cpr).await.unwrap();
    assert_eq!(found.unwrap().identity.unwrap().name, NAME);
    let heap = ground.bytes().await;
    assert!(holds(&heap, PLAIN), "the bytes are those of the store");
    let digits = cpr.digits();
    for word in [
        CPR,
        digits,
        NAME,
        ADDRESS,
        SECRET,
        ANSWER,
        DRAFT,
        &NUMBER.to_string(),
    ] {
        assert!(!holds(&heap, word), "{word}");
    }
}

#[tokio::test]
async fn nothing_sensitive_is_in_sqlites_files() {
    nothing_is_in_the_bytes(Sealed::sqlite().await).await;
}

#[tokio::test]
async fn nothing_sensitive_is_in_postgresqls_rows() {
    nothing_is_in_the_bytes(Sealed::postgres().await).await;
}

async fn an_erased_citizen(ground: Sealed) {
    let citizen = ground.register().await;
    let (case, others) = (ground.begin(Some(citizen)).await, ground.begin(None).await);
    ground.fill(case).await;
    ground.fill(others).await;
    let erase = || {
        ground
            .engine
            .erase_citizen(TENANT, visit("Kassation"), citizen, "Gerda")
    };
    let refused = erase().await;
    assert!(matches!(refused, Err(EraseRefused::Open(open)) if open == [case]));
    let end = Asked::Terminate {
        reason: "slut".to_owned(),
    };
    ground.ask(case, end).await.unwrap();
    let before = ground.history(case).await.len();
    assert_eq!(erase().await.unwrap().cases, [case]);
    assert!(matches!(erase().await, Err(EraseRefused::Unknown)));
    it_reads_as_erased(&ground, case, before).await;
    let read = ground
        .engine
        .read(TENANT, &worker(), others, &looks())
        .await
        .unwrap();
    assert_eq!(read.case.data[&path("d.secret")], Value::Text(SECRET.to_owned()));
    the_case_goes_on(&ground, case).await;
    let found = ground
        .engine
        .citizen(TENANT, visit(""), citizen)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(found.identity, None);
    assert_eq!(found.erased.unwrap().why, "Kassation");
    let again = Register {
        identity: Identity::read(CPR, NAME, ADDRESS).unwrap(),
        protected_since: None,
    };
    let changed = ground
        .engine
        .change_citizen(TENANT, visit(""), citizen, again.clone())
        .await;
    assert!(matches!(changed, Err(RegisterRefused::Unknown)));
    let added = ground
        .engine
        .register_citizen(TENANT, visit(""), again, None)
        .await;
    assert_ne!(added.unwrap(), citizen, "the number is free for a new start");
}

async fn it_reads_as_erased(ground: &Sealed, case: CaseId, events: usize) {
    let read = ground
        .engine
        .read(TENANT, &By::Engine, case, &looks())
        .await
        .unwrap();
    assert_eq!(read.case.data[&path("d.plain")], Value::Text(PLAIN.to_owned()));
    assert_eq!(read.case.data[&path("d.secret")], Value::Erased);
    let history = ground.history(case).await;
    assert_eq!(history.len(), events);
    let told = format!("{history:?}");
    for word in [SECRET, DRAFT, ANSWER] {
        assert!(!told.contains(word), "{word}");
    }
    let query = CaseQuery {
        status: Some(CaseStatus::Closed),
        limit: 10,
        ..CaseQuery::default()
    };
    let listed = ground.store.find(TENANT, &query).await.unwrap();
    assert_eq!(listed.iter().map(|row| row.case).collect::<Vec<_>>(), [case]);
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
}

/// Opened again, it does what needs nothing that was erased, and keeps nothing new that is sensitive.
async fn the_case_goes_on(ground: &Sealed, case: CaseId) {
    let again = Asked::Reopen {
        reason: "alligevel".to_owned(),
    };
    ground.ask(case, again).await.unwrap();
    let read = ground
        .engine
        .read(TENANT, &worker(), case, &looks())
        .await
        .unwrap();
    assert_eq!(read.case.standing, Standing::Open);
    let anew = Asked::Redo {
        item: item("other"),
        reason: "igen".to_owned(),
    };
    ground.ask(case, anew).await.unwrap();
    let write = Asked::Complete {
        item: item("other"),
        data: serde_json::json!({"d": {"secret": "nyt"}}),
    };
    let refused = ground.ask(case, write).await;
    let destroyed = matches!(refused, Err(Failure::Vault(VaultError::Destroyed)));
    assert!(destroyed, "{refused:?}");
    let plain = Asked::Complete {
        item: item("other"),
        data: serde_json::Value::Null,
    };
    ground.ask(case, plain).await.unwrap();
}

#[tokio::test]
async fn an_erased_citizens_case_stays_on_sqlite() {
    an_erased_citizen(Sealed::sqlite().await).await;
}

#[tokio::test]
async fn an_erased_citizens_case_stays_on_postgresql() {
    an_erased_citizen(Sealed::postgres().await).await;
}

#[tokio::test]
async fn the_key_that_was_destroyed_is_not_left_in_sqlites_files() {
    let ground = Sealed::sqlite().await;
    let citizen = ground.register().await;
    let kept = ground.store.held_keys(TENANT, &[citizen.0]).await.unwrap();
    let sealed = kept[0].sealed.clone().unwrap();
    let there = |heap: Vec<u8>| heap.windows(sealed.len()).any(|window| window == sealed);
    assert!(there(ground.bytes().await));
    ground
        .engine
        .erase_citizen(TENANT, visit("Kassation"), citizen, "Gerda")
        .await
        .unwrap();
    assert!(!there(ground.bytes().await));
}

#[tokio::test]
async fn keys_are_sealed_anew_and_the_old_one_is_needed_no_more() {
    let ground = Sealed::sqlite().await;
    let citizen = ground.register().await;
    let case = ground.begin(Some(citizen)).await;
    let own = ground.begin(None).await;
    let rotated = ground.keys.rotated().unwrap();
    let newer = node(&ground.store, &rotated);
    let done = newer.reseal(TENANT, &|_| ()).await.unwrap();
    assert_eq!((done.keys, done.under), (2, 2));
    assert_eq!(newer.reseal(TENANT, &|_| ()).await.unwrap().keys, 0);
    let text = String::from_utf8(rotated.text().bytes().to_vec()).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("key 1 ")).collect();
    let without = KeyFile::read(&without.join("\n")).unwrap();
    let last = node(&ground.store, &without);
    for case in [case, own] {
        let read = last.read(TENANT, &worker(), case, &looks()).await.unwrap();
        assert_eq!(read.case.data[&path("d.secret")], Value::Text(SECRET.to_owned()));
    }
    let cpr = Cpr::read(CPR).unwrap();
    let found = last.find_citizen(TENANT, visit(""), &cpr).await.unwrap();
    assert_eq!(found.unwrap().person, citizen);
}

#[tokio::test]
async fn without_the_keys_nothing_is_read_and_nothing_lost() {
    let ground = Sealed::sqlite().await;
    let case = ground.begin(None).await;
    let other = node(&ground.store, &KeyFile::fresh().unwrap());
    let read = other.read(TENANT, &worker(), case, &looks()).await;
    assert!(
        matches!(read, Err(Failure::Vault(VaultError::Broken))),
        "{read:?}"
    );
    let clock = clock() as Arc<dyn Clock>;
    let without = Engine::new(
        Arc::clone(&ground.store),
        clock,
        Arc::new(RandomIds),
        Settings::ASKING,
    );
    let read = without.read(TENANT, &worker(), case, &looks()).await;
    assert!(
        matches!(read, Err(Failure::Vault(VaultError::NoKeys))),
        "{read:?}"
    );
    let begin = Begin {
        flow: "sealed".to_owned(),
        version: None,
        title: "Sag 2".to_owned(),
        parties: vec![bound("worker", 10)],
        data: serde_json::Value::Null,
    };
    let begun = without.begin(TENANT, worker(), begin, None).await;
    assert!(
        matches!(begun, Err(Failure::Vault(VaultError::NoKeys))),
        "{begun:?}"
    );
    let read = ground
        .engine
        .read(TENANT, &worker(), case, &looks())
        .await
        .unwrap();
    assert_eq!(read.case.data[&path("d.secret")], Value::Text(SECRET.to_owned()));
}

/// Nobody asks for a key for them: without the right ones they are told what they are told of a case that is not there.
#[tokio::test]
async fn for_whoever_has_nothing_to_do_with_a_case_it_is_not_opened() {
    let ground = Sealed::sqlite().await;
    let case = ground.begin(None).await;
    let other = node(&ground.store, &KeyFile::fresh().unwrap());
    let far = by(4, 40, "worker");
    for case in [case, CaseId(Uuid::from_u128(404))] {
        let read = other.read(TENANT, &far, case, &looks()).await;
        assert!(matches!(read, Err(Failure::NoCase)), "{read:?}");
        let (what, seen) = (Asked::Claim { item: item("assess") }, None);
        let asked = other.ask(TENANT, far.clone(), Ask { case, what, seen }, None);
        let asked = asked.await;
        assert!(matches!(asked, Err(Failure::NoCase)), "{asked:?}");
    }
    // What was not opened was not found to be broken either.
    assert_eq!(ground.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_command_that_was_sent_twice_is_known_and_its_sum_tells_nothing() {
    let ground = Sealed::sqlite().await;
    let begin = || Begin {
        flow: "sealed".to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: vec![bound("worker", 10)],
        data: serde_json::json!({"d": {"secret": SECRET}}),
    };
    let first = ground.engine.begin(TENANT, worker(), begin(), Some(key(7))).await;
    let again = ground.engine.begin(TENANT, worker(), begin(), Some(key(7))).await;
    assert_eq!(first.unwrap().case, again.unwrap().case);
    let kept = ground
        .store
        .load(TENANT, &[], &[key(7)])
        .await
        .unwrap()
        .answers
        .remove(0);
    let other = Sealed::sqlite().await;
    other
        .engine
        .begin(TENANT, worker(), begin(), Some(key(7)))
        .await
        .unwrap();
    let elsewhere = other
        .store
        .load(TENANT, &[], &[key(7)])
        .await
        .unwrap()
        .answers
        .remove(0);
    assert_ne!(kept.body, elsewhere.body, "the sum is keyed");
}

#[tokio::test]
async fn a_citizen_is_registered_once() {
    let ground = Sealed::sqlite().await;
    let citizen = ground.register().await;
    assert_eq!(ground.register().await, citizen, "the same command");
    let register = Register {
        identity: Identity::read(CPR, "En anden", "").unwrap(),
        protected_since: None,
    };
    let added = ground
        .engine
        .register_citizen(TENANT, visit(""), register, Some(key(2)));
    assert!(matches!(added.await, Err(RegisterRefused::Taken)));
    let revealed = ground
        .engine
        .reveal_number(TENANT, visit("Brev"), citizen)
        .await
        .unwrap();
    assert_eq!(revealed.unwrap().in_full(), CPR);
}
