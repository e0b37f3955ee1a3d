//! Closed cases and what is laid on them: holds, and disposals as they are proposed and approved.

use chrono::NaiveDate;
use samspil_core::case::Counted;
use samspil_core::flow::Discard;
use samspil_store::{
    CaseHead, CaseStatus, Citizen, Commit, Discarding, Disposal, DisposalCase, HeldFast, HeldKey, LegalHold,
    Signature, Signer,
};
use uuid::Uuid;

use crate::figures::figure;
use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, event, following, notice, opening, party, person, task};

pub(crate) const DISPOSAL: Uuid = Uuid::from_u128(8_000_000);

/// What is archived in.
pub(crate) const FILE: &str = "2031/en-sag.zip";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn signature(number: u128, minutes: i64) -> Signature {
    Signature {
        by: Signer {
            person: person(number),
            name: format!("Gerda {number}"),
        },
        at: at(minutes),
    }
}

pub(crate) fn hold(number: u128, on: HeldFast, until: Option<&str>) -> LegalHold {
    LegalHold {
        id: Uuid::from_u128(number),
        on,
        ground: "Retssag".to_owned(),
        until: until.map(day),
        laid: signature(1, i64::try_from(number).unwrap()),
        lifted: None,
    }
}

/// Opens a case that these people take part in, and closes it at a minute.
pub(crate) async fn closed(ground: &Ground, number: u128, people: &[(&str, u128)], minutes: i64) -> u64 {
    let named = people
        .iter()
        .map(|(party, number)| ((*party).to_owned(), person(*number)));
    let commit = Commit {
        people: named.collect(),
        parties: Some(vec![party("citizen", None, Some(person(1)))]),
        tasks: vec![task("assess", None)],
        notices: vec![notice(number, "brev")],
        wake_at: Some(at(90)),
        figures: vec![figure(Counted::Done, "assess", None)],
        ..opening(case(number))
    };
    let last = ground.keep(commit).await;
    let commit = Commit {
        events: vec![event(minutes, "sag lukket"), event(minutes, "farvel")],
        head: CaseHead {
            status: CaseStatus::Closed,
            closed_at: Some(at(minutes)),
            ..opening(case(number)).head
        },
        wake_at: Some(at(90)),
        ..following(case(number), last, minutes)
    };
    ground.keep(commit).await.0
}

pub(crate) async fn register(ground: &Ground, number: u128) {
    let holder = person(number);
    let citizen = Citizen {
        person: holder,
        number_sum: Some([u8::try_from(number).unwrap(); 32]),
        identity: Some(b"sealed".to_vec()),
        protected_since: None,
        registered_at: at(0),
        changed_at: at(0),
        erased: None,
    };
    assert!(
        ground
            .store
            .add_citizen(TENANT, citizen, key(holder.0))
            .await
            .unwrap()
    );
}

pub(crate) fn key(holder: Uuid) -> HeldKey {
    HeldKey {
        holder,
        sealed: Some(b"key".to_vec()),
        under: 1,
    }
}

pub(crate) fn disposal(id: Uuid) -> Disposal {
    Disposal {
        id,
        number: 0,
        proposed: signature(1, 20),
        approved: None,
        withdrawn: None,
        finished_at: None,
    }
}

pub(crate) fn named(place: u32, number: u128, what: Discard) -> DisposalCase {
    DisposalCase {
        place,
        case: case(number),
        flow: "voksen-bum".to_owned(),
        closed_at: at(5),
        last_day: day("2026-01-05"),
        what,
        done: None,
        citizens: 0,
    }
}

pub(crate) async fn propose(ground: &Ground, id: Uuid, cases: Vec<DisposalCase>) -> Option<u32> {
    ground
        .store
        .propose_disposal(TENANT, disposal(id), cases)
        .await
        .unwrap()
}

pub(crate) async fn approve(ground: &Ground, id: Uuid, by: u128) -> bool {
    ground
        .store
        .approve_disposal(TENANT, id, signature(by, 30))
        .await
        .unwrap()
}

pub(crate) fn discarding(number: u128, version: u64) -> Discarding {
    Discarding {
        disposal: DISPOSAL,
        case: case(number),
        version,
        at: at(40),
        day: day("2031-02-01"),
        archived: None,
        noted: ("Gerda 2".to_owned(), "Kassation 1".to_owned()),
    }
}

pub(crate) async fn discard(ground: &Ground, number: u128, version: u64) -> Option<u32> {
    let discarding = discarding(number, version);
    ground.store.discard_case(TENANT, discarding).await.unwrap()
}
