//! Closed cases are kept as long as their flow says, and then discarded: proposed by one, approved by another, on both stores.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use samspil_core::case::{Asked, Binding};
use samspil_core::id::{CaseId, ItemId, PartyId, PersonId};
use samspil_runtime::audit::{Checked, verify};
use samspil_runtime::vault::{KeyFile, Vault, VaultError};
use samspil_runtime::{
    Archive, ArchiveFault, Archived, Ask, BatchState, Begin, By, Carried, Carrying, CaseList, Clock, Engine,
    EraseRefused, Failure, Identity, Look, Object, RandomIds, Register, RetentionRefused, Settings,
    TestClock, Visit, WayIn,
};
use samspil_store::{AccessAction, AccessQuery, DisposalOutcome, Hash, HeldFast, HeldKey, Signer, Store};
use samspil_tests::postgres::database;
use sqlx::{Connection as _, SqliteConnection};
use uuid::Uuid;

use crate::bytes::{bytes, holds};
use crate::ground::{TENANT, bound, by, moment};

const SECRET: &str = "kanariefuglens hemmelighed";
const TITLE: &str = "Kanariens sag";
const PLAIN: &str = "kanariens udsigt";

const FLOW: &str = "samspil: 1
flow: kept
title: Gemt
parties:
  worker: {title: Sagsbehandler, side: authority}
  citizen: {title: Borger, side: citizen}
  relative: {title: Pårørende, side: relative, optional: true}
data:
  d: {view: {type: text}, secret: {type: text, sensitive: true, optional: true}}
retention: {from: closed, keep: 5 years, then: erase}
does:
  assess: {task: Vurdér, by: worker, fills: [d.view, d.secret]}
";

struct Kept {
    engine: Arc<Engine>,
    store: Arc<dyn Store>,
    clock: Arc<TestClock>,
    keys: KeyFile,
    url: String,
    folder: Option<tempfile::TempDir>,
}

fn gerda() -> Signer {
    Signer {
        person: PersonId(Uuid::from_u128(71)),
        name: "Gerda".to_owned(),
    }
}

fn bo() -> Signer {
    Signer {
        person: PersonId(Uuid::from_u128(72)),
        name: "Bo".to_owned(),
    }
}

fn worker() -> By {
    by(1, 10, "worker")
}

fn looks() -> Look {
    Look::new(Object::Case, WayIn::Program)
}

fn visit(purpose: &str) -> Visit<'_> {
    Visit {
        by: None,
        members: &[],
        stands_in: &[],
        way: WayIn::Program,
        purpose,
    }
}

impl Kept {
    async fn sqlite() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        Self::over(url, Some(folder), FLOW).await
    }

    async fn postgres() -> Self {
        Self::over(database().await, None, FLOW).await
    }

    async fn over(url: String, folder: Option<tempfile::TempDir>, flow: &str) -> Self {
        let store = samspil_store::open(&url).await.unwrap();
        store.add_tenant(TENANT, "Prøvekøbing").await.unwrap();
        let keys = KeyFile::fresh().unwrap();
        let clock = Arc::new(TestClock::new(moment("2026-01-05T08:00")));
        let engine = node(&store, &clock, &keys);
        engine.publish(TENANT, flow, "test").await.unwrap();
        Self {
            engine,
            store,
            clock,
            keys,
            url,
            folder,
        }
    }

    async fn register(&self, cpr: &str) -> PersonId {
        let register = Register {
            identity: Identity::read(cpr, "Kanarie Fuglsang", "").unwrap(),
            protected_since: None,
        };
        let added = self.engine.register_citizen(TENANT, visit("sag"), register, None);
        added.await.unwrap()
    }

    async fn ask(&self, case: CaseId, what: Asked) -> Result<(), Failure> {
        let seen = None;
        let asked = self.engine.ask(TENANT, worker(), Ask { case, what, seen }, None);
        asked.await.map(|_| ())
    }

    async fn begun(&self, people: &[(&str, PersonId)]) -> CaseId {
        let mut parties = vec![bound("worker", 10)];
        parties.extend(people.iter().map(|(party, person)| {
            let binding = Binding::to(None, Some(*person));
            (PartyId::new(party).unwrap(), vec![binding])
        }));
        let begin = Begin {
            flow: "kept".to_owned(),
            version: None,
            title: TITLE.to_owned(),
            parties,
            data: serde_json::Value::Null,
        };
        self.engine
            .begin(TENANT, worker(), begin, None)
            .await
            .unwrap()
            .case
    }

    async fn close(&self, case: CaseId) {
        let done = Asked::Complete {
            item: ItemId::new("assess").unwrap(),
            data: serde_json::json!({"d": {"view": PLAIN, "secret": SECRET}}),
        };
        self.ask(case, done).await.unwrap();
    }

    /// A case about these people that has closed.
    async fn closed(&self, people: &[(&str, PersonId)]) -> CaseId {
        let case = self.begun(people).await;
        self.close(case).await;
        case
    }

    async fn carry_out(
        &self,
        disposal: Uuid,
        archive: Option<&dyn Archive>,
        most: u32,
    ) -> Result<Carried, RetentionRefused> {
        let (by, signer) = (by(71, 99, "nobody"), gerda());
        let carrying = Carrying {
            by: &by,
            signer: &signer,
            way: WayIn::Program,
            archive,
            most,
        };
        self.engine
            .carry_out_disposal(TENANT, disposal, carrying, &|_| ())
            .await
    }

    /// Proposes what is due, and has it approved.
    async fn approved(&self) -> Uuid {
        let proposed = self.engine.propose_disposal(TENANT, gerda()).await.unwrap();
        self.engine
            .approve_disposal(TENANT, proposed.id, bo())
            .await
            .unwrap();
        proposed.id
    }

    /// What became of the cases of a disposal.
    async fn outcomes(&self, disposal: Uuid) -> Vec<String> {
        let (_, cases) = self.engine.disposal(TENANT, disposal).await.unwrap().unwrap();
        let outcome = |one: &samspil_store::DisposalCase| match &one.done {
            None => "waits".to_owned(),
            Some((DisposalOutcome::Erased, _)) => "erased".to_owned(),
            Some((DisposalOutcome::Archived { file, .. }, _)) => file.clone(),
            Some((DisposalOutcome::Kept { why }, _)) => why.clone(),
        };
        cases.iter().map(outcome).collect()
    }

    async fn lay(&self, on: HeldFast) -> Uuid {
        let by = by(72, 99, "nobody");
        let laid = self
            .engine
            .lay_hold(TENANT, (&by, WayIn::Program, bo()), on, "Retssag", None);
        laid.await.unwrap()
    }
}

fn node(store: &Arc<dyn Store>, clock: &Arc<TestClock>, keys: &KeyFile) -> Arc<Engine> {
    Engine::with_vault(
        Arc::clone(store),
        Arc::clone(clock) as Arc<dyn Clock>,
        Arc::new(RandomIds),
        Vault::new(Arc::new(keys.clone())),
        Settings::ASKING,
    )
}

async fn what_is_due_is_discarded(ground: Kept) {
    let citizen = ground.register("610203-9876").await;
    let other = ground.register("610304-9877").await;
    let case = ground.closed(&[("citizen", citizen), ("relative", other)]).await;
    let open = ground.begun(&[("citizen", other)]).await;
    let heap = bytes(ground.folder.as_ref(), &ground.url).await;
    assert!(holds(&heap, TITLE) && holds(&heap, PLAIN) && !holds(&heap, SECRET));
    for (day, due) in [("2031-01-05T20:00", false), ("2031-01-05T23:00", true)] {
        ground.clock.move_to(moment(day));
        if !due {
            let proposed = ground.engine.propose_disposal(TENANT, gerda()).await;
            assert!(matches!(proposed, Err(RetentionRefused::Nothing)), "{proposed:?}");
        }
    }
    let proposed = ground.engine.propose_disposal(TENANT, gerda()).await.unwrap();
    let again = ground.engine.propose_disposal(TENANT, bo()).await;
    assert!(matches!(again, Err(RetentionRefused::UnderWay)), "{again:?}");
    let early = ground.carry_out(proposed.id, None, 10).await;
    assert!(matches!(early, Err(RetentionRefused::NotApproved)), "{early:?}");
    let own = ground.engine.approve_disposal(TENANT, proposed.id, gerda()).await;
    assert!(matches!(own, Err(RetentionRefused::Own)), "{own:?}");
    ground
        .engine
        .approve_disposal(TENANT, proposed.id, bo())
        .await
        .unwrap();
    // Another node has read it, and a writer has it in memory.
    let second = node(&ground.store, &ground.clock, &ground.keys);
    second.read(TENANT, &worker(), case, &looks()).await.unwrap();
    let carried = ground.carry_out(proposed.id, None, 10).await.unwrap();
    assert_eq!((carried.cases, carried.finished), (1, true));
    nothing_is_left(&ground, case, citizen).await;
    let reopen = Asked::Reopen {
        reason: "Klage".to_owned(),
    };
    let asked = ground.ask(case, reopen).await;
    assert!(matches!(asked, Err(Failure::NoCase)), "{asked:?}");
    let read = second.read(TENANT, &worker(), case, &looks()).await;
    assert!(matches!(read, Err(Failure::NoCase)), "{read:?}");
    // The other's case goes on.
    ground.close(open).await;
    let known = ground
        .engine
        .citizen(TENANT, visit(""), other)
        .await
        .unwrap()
        .unwrap();
    assert!(known.identity.is_some());
    let (disposal, cases) = ground
        .engine
        .disposal(TENANT, proposed.id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(disposal.approved.unwrap().by, bo());
    assert_eq!((cases[0].case, cases[0].citizens), (case, 1));
    let query = AccessQuery {
        case: Some(case),
        action: Some(AccessAction::Delete),
        limit: 9,
        ..AccessQuery::default()
    };
    let entries = ground.store.access(TENANT, &query).await.unwrap();
    assert_eq!(entries.len(), 1, "that it was erased is in the log");
    assert_eq!(entries[0].access.citizen, Some(citizen));
}

async fn nothing_is_left(ground: &Kept, case: CaseId, citizen: PersonId) {
    let heap = bytes(ground.folder.as_ref(), &ground.url).await;
    assert!(!holds(&heap, PLAIN));
    let read = ground.engine.read(TENANT, &worker(), case, &looks()).await;
    assert!(matches!(read, Err(Failure::NoCase)), "{read:?}");
    let list = CaseList {
        limit: 9,
        ..CaseList::default()
    };
    let listed = ground
        .engine
        .cases(TENANT, &worker(), &list, &looks())
        .await
        .unwrap();
    assert_eq!(listed.rows.len(), 1, "the open one");
    let gone = ground.engine.citizen(TENANT, visit(""), citizen).await.unwrap();
    let gone = gone.unwrap();
    assert!(gone.identity.is_none() && gone.erased.is_some());
    let anchors = BTreeMap::new();
    for replay in [false, true] {
        let checked = Checked {
            replay,
            anchors: &anchors,
        };
        let (tally, wrong) = verify(&ground.store, checked, &mut |_| ()).await.unwrap();
        assert_eq!(wrong, []);
        assert_eq!(tally.cases, 2, "it is still counted");
    }
}

#[tokio::test]
async fn what_is_due_is_discarded_on_sqlite() {
    what_is_due_is_discarded(Kept::sqlite().await).await;
}

#[tokio::test]
async fn what_is_due_is_discarded_on_postgresql() {
    what_is_due_is_discarded(Kept::postgres().await).await;
}

#[tokio::test]
async fn a_hold_keeps_what_is_due() {
    let ground = Kept::sqlite().await;
    let citizen = ground.register("610203-9876").await;
    let case = ground.closed(&[("citizen", citizen)]).await;
    ground.clock.move_to(moment("2031-06-01T08:00"));
    let hold = ground.lay(HeldFast::Citizen(citizen)).await;
    let proposed = ground.engine.propose_disposal(TENANT, gerda()).await;
    assert!(matches!(proposed, Err(RetentionRefused::Nothing)), "{proposed:?}");
    let erased = ground
        .engine
        .erase_citizen(TENANT, visit("Ønske"), citizen, "Bo")
        .await;
    assert!(matches!(erased, Err(EraseRefused::Held)), "{erased:?}");
    let by = by(72, 99, "nobody");
    ground
        .engine
        .lift_hold(TENANT, (&by, WayIn::Program, bo()), hold, "Dom")
        .await
        .unwrap();
    let disposal = ground.approved().await;
    ground.lay(HeldFast::Case(case)).await;
    let carried = ground.carry_out(disposal, None, 10).await.unwrap();
    assert!(carried.finished);
    assert_eq!(ground.outcomes(disposal).await, ["held"]);
    ground
        .engine
        .read(TENANT, &worker(), case, &looks())
        .await
        .unwrap();
}

#[tokio::test]
async fn what_is_opened_again_is_kept_and_the_rest_goes_on_from_where_it_stopped() {
    let ground = Kept::sqlite().await;
    let cases = [
        ground.closed(&[]).await,
        ground.closed(&[]).await,
        ground.closed(&[]).await,
    ];
    ground.clock.move_to(moment("2031-06-01T08:00"));
    let disposal = ground.approved().await;
    let (_, named) = ground.engine.disposal(TENANT, disposal).await.unwrap().unwrap();
    let first = named[0].case;
    assert!(cases.contains(&first));
    let reopen = Asked::Reopen {
        reason: "Klage".to_owned(),
    };
    ground.ask(first, reopen).await.unwrap();
    let carried = ground.carry_out(disposal, None, 2).await.unwrap();
    assert_eq!((carried.cases, carried.finished), (2, false));
    assert_eq!(ground.outcomes(disposal).await, ["open", "erased", "waits"]);
    let batch = async || ground.engine.batches(TENANT).await.unwrap().remove(0);
    let (known, state) = batch().await;
    assert_eq!(known.name.about, disposal.to_string());
    assert_eq!((known.done, known.whole, state), (2, Some(3), BatchState::Part));
    let carried = ground.carry_out(disposal, None, 2).await.unwrap();
    assert_eq!((carried.cases, carried.finished), (1, true));
    let (known, state) = batch().await;
    assert_eq!((known.done, known.tries, state), (3, 2, BatchState::Done));
    let over = ground.carry_out(disposal, None, 2).await;
    assert!(matches!(over, Err(RetentionRefused::NotApproved)), "{over:?}");
}

#[tokio::test]
async fn a_case_that_cannot_be_read_is_left_and_the_rest_goes_on() {
    let ground = Kept::sqlite().await;
    ground.closed(&[]).await;
    let newer = FLOW.replace("title: Gemt", "title: Gemt igen");
    ground.engine.publish(TENANT, &newer, "test").await.unwrap();
    ground.closed(&[]).await;
    ground.clock.move_to(moment("2031-06-01T08:00"));
    let disposal = ground.approved().await;
    let file = format!("{}/{TENANT}.sqlite", ground.url);
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    sqlx::query("UPDATE flows SET text = 'x' WHERE version = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    let anew = Kept {
        engine: node(&ground.store, &ground.clock, &ground.keys),
        ..ground
    };
    let carried = anew.carry_out(disposal, None, 10).await.unwrap();
    assert_eq!((carried.cases, carried.finished), (2, true));
    assert_eq!(anew.outcomes(disposal).await, ["unreadable", "erased"]);
}

#[tokio::test]
async fn of_terms_that_are_laid_down_at_once_none_is_lost() {
    let ground = Kept::sqlite().await;
    for name in ["kept_too", "kept_as_well"] {
        let flow = FLOW.replace("flow: kept", &format!("flow: {name}"));
        ground.engine.publish(TENANT, &flow, "test").await.unwrap();
    }
    let keep = |flow: &'static str| {
        let ten = "10 years".parse().unwrap();
        ground
            .engine
            .keep_longer(TENANT, flow, Some(ten), "Gerda", "Byrådet")
    };
    let (one, other, third) = tokio::join!(keep("kept"), keep("kept_too"), keep("kept_as_well"));
    [one, other, third].into_iter().for_each(Result::unwrap);
    let told = ground.engine.retention(TENANT).await.unwrap();
    assert!(
        told.len() == 3 && told.iter().all(|one| one.term.is_some()),
        "{told:?}"
    );
}

#[tokio::test]
async fn a_municipality_keeps_longer_and_not_shorter() {
    let ground = Kept::sqlite().await;
    ground.closed(&[]).await;
    let keep = |flow: &'static str, keep: Option<&str>| {
        let keep = keep.map(|keep| keep.parse().unwrap());
        ground
            .engine
            .keep_longer(TENANT, flow, keep, "Gerda", "Byrådets beslutning")
    };
    for (flow, length, refusal) in [
        ("kept", "4 years", "shorter than 5 years"),
        ("kept", "59 months", "shorter than 5 years"),
        ("kept", "90 working days", "not counted in days"),
        ("other", "9 years", "the flow has no rule"),
    ] {
        let refused = keep(flow, Some(length)).await.unwrap_err();
        assert_eq!(refused.to_string(), refusal, "{flow} {length}");
    }
    keep("kept", Some("10 years")).await.unwrap();
    ground.clock.move_to(moment("2036-01-05T20:00"));
    let proposed = ground.engine.propose_disposal(TENANT, gerda()).await;
    assert!(matches!(proposed, Err(RetentionRefused::Nothing)), "{proposed:?}");
    let told = ground.engine.retention(TENANT).await.unwrap();
    assert_eq!(told[0].term.as_ref().unwrap().why, "Byrådets beslutning");
    keep("kept", None).await.unwrap();
    let proposed = ground.engine.propose_disposal(TENANT, gerda()).await.unwrap();
    let withdrawn = ground
        .engine
        .withdraw_disposal(TENANT, proposed.id, gerda())
        .await;
    withdrawn.unwrap();
    // A newer version that says more holds for older cases, too; one that says nothing keeps them for ever.
    for (from, to) in [("5 years", "11 years"), ("retention: ", "# ")] {
        let flow = FLOW.replace(from, to);
        ground.engine.publish(TENANT, &flow, "test").await.unwrap();
        let proposed = ground.engine.propose_disposal(TENANT, gerda()).await;
        assert!(
            matches!(proposed, Err(RetentionRefused::Nothing)),
            "{to}: {proposed:?}"
        );
    }
}

/// An archive in memory: what it was given, and whether it takes it.
#[derive(Default)]
struct Shelf {
    given: Mutex<Vec<(u32, CaseId, usize)>>,
    full: bool,
}

#[async_trait]
impl Archive for Shelf {
    async fn keep(&self, case: Archived<'_>) -> Result<(String, Hash), ArchiveFault> {
        if self.full {
            return Err(ArchiveFault("full".to_owned()));
        }
        let told = format!("{:?}", case.events);
        assert!(told.contains(SECRET), "what was sealed is archived");
        let mut given = self.given.lock().unwrap();
        given.push((case.disposal, case.read.case.id, case.events.len()));
        Ok(("hylde/1".to_owned(), [7; 32]))
    }
}

#[tokio::test]
async fn what_is_to_be_archived_is_erased_only_after_that() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let flow = FLOW.replace("then: erase", "then: archive");
    let ground = Kept::over(url, Some(folder), &flow).await;
    let case = ground.closed(&[]).await;
    ground.clock.move_to(moment("2031-06-01T08:00"));
    let disposal = ground.approved().await;
    let nowhere = ground.carry_out(disposal, None, 10).await;
    assert!(matches!(nowhere, Err(RetentionRefused::NoArchive)), "{nowhere:?}");
    let full = Shelf {
        full: true,
        ..Shelf::default()
    };
    let refused = ground.carry_out(disposal, Some(&full), 10).await;
    assert!(
        matches!(refused, Err(RetentionRefused::Archive(_))),
        "{refused:?}"
    );
    ground
        .engine
        .read(TENANT, &worker(), case, &looks())
        .await
        .unwrap();
    let shelf = Shelf::default();
    let carried = ground.carry_out(disposal, Some(&shelf), 10).await.unwrap();
    assert!(carried.finished);
    assert_eq!(*shelf.given.lock().unwrap(), [(1, case, 2)]);
    assert_eq!(ground.outcomes(disposal).await, ["hylde/1"]);
}

#[tokio::test]
async fn a_citizen_is_erased_in_the_cases_that_were_once_about_them() {
    for ground in [Kept::sqlite().await, Kept::postgres().await] {
        let citizen = ground.register("610203-9876").await;
        let other = ground.register("610304-9877").await;
        let case = ground.begun(&[("citizen", citizen)]).await;
        let bind = Asked::Bind {
            party: PartyId::new("citizen").unwrap(),
            to: vec![Binding::to(None, Some(other))],
            protected: false,
        };
        ground.ask(case, bind).await.unwrap();
        let beside = ground.closed(&[("citizen", other), ("relative", citizen)]).await;
        let erase = || ground.engine.erase_citizen(TENANT, visit("Ønske"), citizen, "Bo");
        let refused = erase().await;
        assert!(matches!(refused, Err(EraseRefused::Open(open)) if open == [case]));
        ground.close(case).await;
        let erased = erase().await.unwrap();
        assert_eq!(erased.cases, [case], "not {beside}, where they are a relative");
    }
}

#[tokio::test]
async fn a_key_that_does_not_open_keeps_its_own_case_alone_shut() {
    let ground = Kept::sqlite().await;
    let (shut, fine) = (ground.begun(&[]).await, ground.begun(&[]).await);
    for case in [shut, fine] {
        let data = serde_json::json!({"d": {"secret": SECRET}});
        ground.ask(case, Asked::Set { data }).await.unwrap();
    }
    let spoilt = HeldKey {
        holder: shut.0,
        sealed: Some(b"0000 broken".to_vec()),
        under: 2,
    };
    ground.store.reseal_keys(TENANT, vec![spoilt]).await.unwrap();
    let fresh = node(&ground.store, &ground.clock, &ground.keys);
    let (by, look) = (worker(), looks());
    let both = futures::future::join(
        fresh.read(TENANT, &by, shut, &look),
        fresh.read(TENANT, &by, fine, &look),
    );
    let (shut_read, fine_read) = both.await;
    assert!(
        matches!(
            shut_read,
            Err(Failure::Vault(VaultError::Broken | VaultError::NoSuchKey { .. }))
        ),
        "{shut_read:?}"
    );
    assert_eq!(fine_read.unwrap().case.id, fine);
    let list = CaseList {
        limit: 9,
        ..CaseList::default()
    };
    let listed = fresh.cases(TENANT, &by, &list, &look).await.unwrap();
    let listed: Vec<CaseId> = listed.rows.iter().map(|row| row.case).collect();
    assert_eq!(listed, [fine]);
}
