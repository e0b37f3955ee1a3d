//! Whom the register has as protected is so in every case, whatever stops between the change of the register and the cases.

use samspil_core::case::{Asked, Binding, Protection};
use samspil_core::id::{CaseId, PartyId, PersonId};
use samspil_runtime::{Begin, By, Clock};
use samspil_store::{Citizen, HeldKey};
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, moment, until};

const WHOLE: Protection = Protection {
    name: true,
    address: true,
};

fn citizen() -> PersonId {
    PersonId(Uuid::from_u128(4_001))
}

/// What the register holds, sealed by nobody: who it is is asked by nobody here.
fn row(ground: &Ground, protected: bool) -> Citizen {
    let now = ground.clock.now();
    Citizen {
        person: citizen(),
        number_sum: None,
        identity: Some(b"sealed".to_vec()),
        protected_since: protected.then(|| "2026-01-02".parse().unwrap()),
        registered_at: now,
        changed_at: now,
        erased: None,
    }
}

async fn registered(ground: &Ground) {
    let key = HeldKey {
        holder: citizen().0,
        sealed: Some(b"sealed".to_vec()),
        under: 1,
    };
    let row = row(ground, false);
    assert!(ground.store.add_citizen(TENANT, row, key).await.unwrap());
}

/// The register is changed, and whoever changed it stops before any case has heard.
async fn changed(ground: &Ground, protected: bool) {
    let row = row(ground, protected);
    assert!(ground.store.change_citizen(TENANT, row).await.unwrap());
}

async fn begun(ground: &Ground) -> CaseId {
    let to = Binding::to(None, Some(citizen()));
    let begin = Begin {
        flow: "tried".to_owned(),
        version: None,
        title: "Sag".to_owned(),
        parties: vec![
            bound("worker", 10),
            bound("boss", 11),
            (PartyId::new("other").unwrap(), vec![to]),
        ],
        data: serde_json::Value::Null,
    };
    let begun = ground.engine.begin(TENANT, By::Engine, begin, None).await;
    begun.unwrap().case
}

async fn protection(ground: &Ground, case: CaseId) -> Protection {
    let read = ground.engine.read_for_itself(TENANT, case).await.unwrap();
    read.case.protection
}

async fn waits(ground: &Ground) -> usize {
    ground.store.untold_protection(TENANT, 9).await.unwrap().len()
}

async fn it_is_brought(ground: Ground) {
    registered(&ground).await;
    let (one, two) = (begun(&ground).await, begun(&ground).await);
    // Whoever is bound no longer is not theirs to protect.
    let left = begun(&ground).await;
    let party = PartyId::new("other").unwrap();
    let unbind = Asked::Bind {
        party,
        to: Vec::new(),
        protected: false,
    };
    ground.ask(By::Engine, left, unbind).await.unwrap();
    changed(&ground, true).await;
    assert_eq!(protection(&ground, one).await, Protection::default());
    ground.engine.bring_protection(TENANT).await.unwrap();
    for case in [one, two] {
        assert_eq!(protection(&ground, case).await, WHOLE);
    }
    assert_eq!(protection(&ground, left).await, Protection::default());
    assert_eq!(protection(&ground, begun(&ground).await).await, WHOLE);
    // What asked before may still begin a case by what the register said then: it is found later.
    assert_eq!(waits(&ground).await, 1);
    let late = Asked::Protect {
        protection: Protection::default(),
    };
    ground.ask(By::Engine, two, late).await.unwrap();
    ground.clock.move_to(moment("2026-01-05T08:05"));
    ground.engine.bring_protection(TENANT).await.unwrap();
    assert_eq!(protection(&ground, two).await, WHOLE);
    assert_eq!(waits(&ground).await, 0);
    // Nobody in the case lifts what the register says.
    let lifted = Asked::Protect {
        protection: Protection::default(),
    };
    ground.ask(Ground::worker(), two, lifted).await.unwrap();
    assert_eq!(protection(&ground, two).await, WHOLE);
    changed(&ground, false).await;
    ground.engine.bring_protection(TENANT).await.unwrap();
    assert_eq!(protection(&ground, one).await, Protection::default());
    assert_eq!(waits(&ground).await, 0);
}

#[tokio::test]
async fn a_change_of_the_register_reaches_every_case_on_sqlite() {
    it_is_brought(Ground::new(false).await).await;
}

#[tokio::test]
async fn a_change_of_the_register_reaches_every_case_on_postgres() {
    it_is_brought(Ground::postgres(false).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_node_that_starts_takes_up_what_another_left() {
    let before = Ground::new(false).await;
    registered(&before).await;
    let case = begun(&before).await;
    changed(&before, true).await;
    let clock = std::sync::Arc::new(samspil_runtime::TestClock::new(moment("2026-01-05T08:10")));
    let after = Ground::node(before.store.clone(), clock, true);
    until("the case is protected", async || {
        protection(&after, case).await == WHOLE
    })
    .await;
    until("nobody waits", async || waits(&after).await == 0).await;
    after.engine.stop().await;
}
