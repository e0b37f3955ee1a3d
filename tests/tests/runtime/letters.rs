//! Letters over both stores: written once whatever becomes of the node, kept so that nobody reads them who has the database
//! alone, never changed, and gone with the citizen's key.

use std::sync::Arc;

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, CommandId, ItemId, PartyId, PersonId, SessionId};
use samspil_runtime::vault::{KeyFile, Vault};
use samspil_runtime::{
    Ask, Begin, By, Clock, Engine, Failure, Grounds, Identity, Look, NoticeBody, Object, RandomIds, Register,
    Settings, TestClock, Visit, WayIn, WriteRefused,
};
use samspil_store::{DocumentRow, Store};
use samspil_tests::postgres::database;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{TENANT, bound, by, moment};

const NAME: &str = "Kanarie Fuglsang";
const SECRET: &str = "kanariefuglens hemmelighed";

const FLOW: &str = "samspil: 1
flow: lettered
title: Breve
parties:
  worker: {title: Sagsbehandler, side: authority}
  head: {title: Leder, side: authority, leads: worker}
  citizen: {title: Borger, side: citizen}
data:
  d:
    why: {type: text, sensitive: true, seen_by: everyone}
    more: {type: text, optional: true, seen_by: everyone}
does:
  decide: {decision: Afgør, by: worker, fills: d.why, letter: decision}
  change: {task: Ret, by: worker, fills: d.why, after: decide}
  tell: {task: Fortæl, by: worker, letter: more, optional: true}
  add: {task: Tilføj, by: worker, fills: d.more, optional: true, after: tell}
documents:
  decision: {title: Afgørelse, text: \"Kære {{ citizen }}: {{ d.why }}\"}
  more: {title: Mere, text: \"{{ d.more }}\"}
";

struct Lettered {
    engine: Arc<Engine>,
    store: Arc<dyn Store>,
    keys: KeyFile,
    citizen: PersonId,
    case: CaseId,
    _folder: Option<tempfile::TempDir>,
}

fn node(store: &Arc<dyn Store>, keys: &KeyFile) -> Arc<Engine> {
    Engine::with_vault(
        Arc::clone(store),
        Arc::new(TestClock::new(moment("2026-01-05T08:00"))) as Arc<dyn Clock>,
        Arc::new(RandomIds),
        Vault::new(Arc::new(keys.clone())),
        Settings::ASKING,
    )
}

fn worker() -> By {
    by(1, 10, "worker")
}

fn visit() -> Visit<'static> {
    Visit {
        by: None,
        members: &[],
        stands_in: &[],
        way: WayIn::Program,
        purpose: "sag",
    }
}

fn look() -> Look {
    Look::new(Object::Document, WayIn::Session(SessionId(Uuid::from_u128(99))))
}

impl Lettered {
    async fn over(url: &str, folder: Option<tempfile::TempDir>) -> Self {
        let store = samspil_store::open(url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let keys = KeyFile::fresh().unwrap();
        let engine = node(&store, &keys);
        engine.publish(TENANT, FLOW, "test").await.unwrap();
        let register = Register {
            identity: Identity::read("610203-9876", NAME, "").unwrap(),
            protected_since: None,
        };
        let key = Some(CommandId(Uuid::from_u128(1)));
        let citizen = engine
            .register_citizen(TENANT, visit(), register, key)
            .await
            .unwrap();
        let binding = samspil_core::case::Binding::to(None, Some(citizen));
        let begin = Begin {
            flow: "lettered".to_owned(),
            version: None,
            title: "Sag 1".to_owned(),
            parties: vec![
                bound("worker", 10),
                bound("head", 11),
                (PartyId::new("citizen").unwrap(), vec![binding]),
            ],
            data: json!({}),
        };
        let case = engine.begin(TENANT, worker(), begin, None).await.unwrap().case;
        Self {
            engine,
            store,
            keys,
            citizen,
            case,
            _folder: folder,
        }
    }

    async fn fill(&self, item: &str, why: &str) {
        self.complete(item, json!({"d": {"why": why}})).await;
    }

    async fn complete(&self, item: &str, data: Value) {
        let what = Asked::Complete {
            item: ItemId::new(item).unwrap(),
            data,
        };
        let ask = Ask {
            case: self.case,
            what,
            seen: None,
        };
        self.engine.ask(TENANT, worker(), ask, None).await.unwrap();
    }

    /// The documents as they are kept.
    async fn kept(&self) -> Vec<DocumentRow> {
        let ids = self.store.document_ids(TENANT, self.case, 9).await.unwrap();
        let mut kept = Vec::new();
        for id in ids {
            kept.extend(self.store.document(TENANT, id).await.unwrap());
        }
        kept
    }
}

async fn both(check: impl AsyncFn(Lettered)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    check(Lettered::over(&url, Some(folder)).await).await;
    check(Lettered::over(&database().await, None).await).await;
}

#[tokio::test]
async fn a_letter_says_what_the_case_said_then_is_sealed_and_is_gone_with_the_citizen() {
    both(async |ground| {
        ground.fill("decide", SECRET).await;
        // Before the letter is written, the case says something else.
        ground.fill("change", "noget andet").await;
        ground.engine.hand_over_all().await.unwrap();
        let kept = ground.kept().await;
        assert_eq!(kept.len(), 1);
        let has = |text: &str| {
            kept[0]
                .body
                .windows(text.len())
                .any(|part| part == text.as_bytes())
        };
        assert!(kept[0].sealed_by == Some(ground.citizen.0) && !has(SECRET) && !has(NAME));
        let read = async |engine: &Engine| {
            let document = (ground.case, kept[0].id);
            engine.read_document(TENANT, &worker(), document, &look()).await
        };
        let (_, known, frozen) = read(&ground.engine).await.unwrap();
        assert_eq!(frozen.unwrap().text.da, format!("<p>Kære {NAME}: {SECRET}</p>\n"));
        assert!(known.letter.sent.is_none());
        // Whoever receives it is told that it is there.
        let told = ground.store.case_inbox(TENANT, ground.case, 9).await.unwrap();
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].person, Some(ground.citizen));
        let word: NoticeBody = serde_json::from_slice(&told[0].body).unwrap();
        assert_eq!(word.message.key, "notice-letter-written");
        assert_eq!(word.party, Some(PartyId::new("citizen").unwrap()));
        // Again, by another node: nothing more is written.
        let other = node(&ground.store, &ground.keys);
        other.hand_over_all().await.unwrap();
        assert_eq!(ground.kept().await, kept);
        let again = ground.store.case_inbox(TENANT, ground.case, 9).await.unwrap();
        assert_eq!(again, told);
        let stranger = by(2, 20, "other");
        let document = (ground.case, kept[0].id);
        let refused = ground
            .engine
            .read_document(TENANT, &stranger, document, &look())
            .await;
        assert!(matches!(refused, Err(Failure::NoCase)));
        let erased = ground
            .engine
            .erase_citizen(TENANT, visit(), ground.citizen, "Gerda")
            .await;
        assert_eq!(erased.unwrap().cases, [ground.case]);
        let (_, _, frozen) = read(&ground.engine).await.unwrap();
        assert_eq!(frozen, None);
    })
    .await;
}

#[tokio::test]
async fn all_documents_of_a_case_are_given_to_whoever_may_read_them() {
    both(async |ground| {
        ground.fill("decide", SECRET).await;
        ground.engine.hand_over_all().await.unwrap();
        ground.fill("change", "noget andet").await;
        let read = ground
            .engine
            .read(TENANT, &worker(), ground.case, &look())
            .await
            .unwrap();
        let all = async |who: &By| ground.engine.all_documents(TENANT, who, &read).await.unwrap();
        for (who, count) in [(By::Engine, 1), (worker(), 1), (by(2, 20, "other"), 0)] {
            let given = all(&who).await;
            assert_eq!(given.len(), count, "{who:?}");
            assert!(
                given.iter().all(|one| one.text.da.contains(SECRET)),
                "as it was written"
            );
        }
        let erased = ground
            .engine
            .erase_citizen(TENANT, visit(), ground.citizen, "Gerda")
            .await;
        erased.unwrap();
        assert_eq!(all(&By::Engine).await, [], "what was erased is left out");
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_lacked_something_is_written_once_by_whoever_sends_it_or_leads_them() {
    both(async |ground| {
        ground.complete("tell", json!({})).await;
        ground.engine.hand_over_all().await.unwrap();
        assert_eq!(ground.kept().await, []);
        let inbox = ground.store.case_inbox(TENANT, ground.case, 9).await.unwrap();
        assert_eq!(inbox, [], "nobody is told of what is not there");
        ground.complete("add", json!({"d": {"more": "mere"}})).await;
        let tell = ItemId::new("tell").unwrap();
        let read = ground.engine.read_for_itself(TENANT, ground.case).await.unwrap();
        let letters = &read.case.item(&tell).letters;
        assert!(letters.len() == 1 && letters[0].failed.is_some());
        let citizen = By::Person {
            person: ground.citizen,
            members: Vec::new(),
            stands_in: Vec::new(),
            grounds: Grounds::default(),
        };
        for (by, may) in [(citizen, false), (by(2, 11, "head"), true), (worker(), false)] {
            let wrote = ground.engine.write_letter(TENANT, &by, &read, &tell, 1).await;
            match wrote {
                Ok(()) => assert!(may, "{by:?}"),
                Err(WriteRefused::Nothing) => assert!(!may, "{by:?}"),
                Err(refused) => panic!("{refused}"),
            }
        }
        assert_eq!(ground.kept().await.len(), 1);
    })
    .await;
}
