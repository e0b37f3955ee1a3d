//! How long closed cases are kept: holds, what is discarded together, and what is left of a case that was.

use std::collections::BTreeSet;

use samspil_core::case::Counted;
use samspil_core::flow::Discard;
use samspil_core::id::{CaseId, PersonId};
use samspil_store::chain::Verifier;
use samspil_store::{
    CaseQuery, ClosedCase, Commit, Discarding, Disposal, DisposalCase, DisposalOutcome, Erasure, HeldFast,
    LegalHold, Outcome, TaskQuery, Whose,
};
use uuid::Uuid;

use crate::disposals::{
    DISPOSAL, FILE, approve, closed, day, discard, discarding, disposal, hold, key, named, propose, register,
    signature,
};
use crate::documents::document;
use crate::figures::query;
use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening, person};
use crate::secrets::anna;
use crate::sign_in::{into_case, link};

pub(crate) async fn a_hold_stops_a_case_until_its_last_day_or_until_it_is_lifted(ground: &Ground) {
    for number in 1..=3 {
        closed(ground, number, &[("relative", 10 + number)], 5).await;
    }
    let on_case = hold(1, HeldFast::Case(case(1)), None);
    let on_citizen = hold(2, HeldFast::Citizen(person(12)), Some("2031-02-01"));
    for hold in [&on_case, &on_citizen] {
        assert!(ground.store.put_hold(TENANT, hold.clone()).await.unwrap());
    }
    let all = [case(1), case(2), case(3)];
    let held = |tenant, day| ground.store.held_fast(tenant, &all, day);
    let both = BTreeSet::from([case(1), case(2)]);
    assert_eq!(held(TENANT, day("2031-02-01")).await.unwrap(), both);
    let one = BTreeSet::from([case(1)]);
    assert_eq!(held(TENANT, day("2031-02-02")).await.unwrap(), one);
    assert_eq!(held(OTHER, day("2031-02-01")).await.unwrap(), BTreeSet::new());
    let citizen = |number, at| ground.store.is_held_fast(TENANT, person(number), day(at));
    assert!(citizen(12, "2031-02-01").await.unwrap());
    assert!(!citizen(12, "2031-02-02").await.unwrap());
    assert!(!citizen(11, "2031-02-01").await.unwrap());
    let lift = |tenant, id| {
        ground
            .store
            .lift_hold(tenant, Uuid::from_u128(id), signature(2, 9), "Dom er faldet")
    };
    assert!(!lift(OTHER, 1).await.unwrap(), "another tenant's");
    assert!(lift(TENANT, 1).await.unwrap());
    assert!(!lift(TENANT, 1).await.unwrap(), "once is enough");
    assert_eq!(held(TENANT, day("2031-02-02")).await.unwrap(), BTreeSet::new());
    let lifted = LegalHold {
        lifted: Some((signature(2, 9), "Dom er faldet".to_owned())),
        ..on_case
    };
    let older = hold(0, HeldFast::Case(case(3)), None);
    assert!(ground.store.put_hold(TENANT, older.clone()).await.unwrap());
    assert_eq!(
        ground.store.holds(TENANT, 9).await.unwrap(),
        [on_citizen, older, lifted],
        "what stands comes first"
    );
    assert_eq!(ground.store.holds(OTHER, 9).await.unwrap(), []);
}

pub(crate) async fn closed_cases_come_by_when_they_closed(ground: &Ground) {
    closed(ground, 1, &[], 7).await;
    closed(ground, 2, &[], 5).await;
    closed(ground, 3, &[], 5).await;
    ground.keep(opening(case(4))).await;
    let found = |before, after, limit| {
        let found = ground
            .store
            .closed_cases(TENANT, "voksen-bum", at(before), after, limit);
        async move {
            let found: Vec<ClosedCase> = found.await.unwrap();
            found.iter().map(|one| one.case).collect::<Vec<_>>()
        }
    };
    assert_eq!(found(8, None, 9).await, [case(2), case(3), case(1)]);
    assert_eq!(found(7, None, 9).await, [case(2), case(3)]);
    assert_eq!(found(8, None, 1).await, [case(2)]);
    assert_eq!(found(8, Some((at(5), case(2))), 9).await, [case(3), case(1)]);
    let other = ground
        .store
        .closed_cases(TENANT, "another", at(8), None, 9)
        .await
        .unwrap();
    assert_eq!(other, []);
}

/// However many are held, they stand before nobody who is due.
pub(crate) async fn what_a_hold_stops_is_not_among_the_closed(ground: &Ground) {
    for (number, of) in [(1, 11), (2, 12), (3, 13)] {
        closed(ground, number, &[("relative", of)], 5).await;
    }
    let today = day("2031-02-01");
    let midnight = samspil_core::calendar::instant_of(today.and_time(chrono::NaiveTime::MIN));
    let found = async || {
        let found = ground
            .store
            .closed_cases(TENANT, "voksen-bum", midnight, None, 9)
            .await;
        let found: Vec<ClosedCase> = found.unwrap();
        found.iter().map(|one| one.case).collect::<Vec<_>>()
    };
    assert_eq!(found().await, [case(1), case(2), case(3)]);
    for (id, on, until) in [
        (1, HeldFast::Case(case(1)), None),
        (2, HeldFast::Citizen(person(12)), Some("2031-02-01")),
        (3, HeldFast::Case(case(3)), Some("2031-01-31")),
    ] {
        assert!(ground.store.put_hold(TENANT, hold(id, on, until)).await.unwrap());
    }
    assert_eq!(found().await, [case(3)], "its hold ended yesterday");
    let lifted = ground
        .store
        .lift_hold(TENANT, Uuid::from_u128(1), signature(2, 9), "Dom");
    assert!(lifted.await.unwrap());
    assert_eq!(found().await, [case(1), case(3)]);
}

/// A case of a citizen who may be erased at the same moment: it is theirs and they stay, or it is not begun.
pub(crate) async fn who_is_bound_to_a_new_case_stays_and_who_was_erased_is_bound_to_none(ground: &Ground) {
    propose(
        ground,
        DISPOSAL,
        (1..=8).map(|n| named(n, n.into(), Discard::Erase)).collect(),
    )
    .await;
    approve(ground, DISPOSAL, 2).await;
    for number in 1..=8_u128 {
        register(ground, number).await;
        let version = closed(ground, number, &[("citizen", number)], 5).await;
        let anew = Commit {
            people: vec![("citizen".to_owned(), person(number))],
            ..opening(case(100 + number))
        };
        let begun = ground.store.commit(TENANT, vec![anew]);
        let (begun, gone) = tokio::join!(begun, discard(ground, number, version));
        let erased = ground.store.citizens(TENANT, &[person(number)]).await.unwrap()[0]
            .erased
            .is_some();
        let kept = matches!(begun.as_deref(), Ok([Outcome::Committed { .. }]));
        assert_eq!(kept, !erased, "{number}: {begun:?}");
        if erased {
            let named = Commit {
                people: vec![("citizen".to_owned(), person(number))],
                ..opening(case(200 + number))
            };
            let both = vec![named, opening(case(300 + number))];
            let both = ground.store.commit(TENANT, both).await.unwrap();
            assert!(
                matches!(&both[..], [Outcome::Conflict, Outcome::Committed { .. }]),
                "{both:?}"
            );
        }
        assert_eq!(gone, Some(u32::from(erased)), "{number}");
    }
    // The rest of a case goes on when its citizen was erased: they were bound before.
    register(ground, 20).await;
    let bound = |head: Commit| Commit {
        people: vec![("citizen".to_owned(), person(20))],
        ..head
    };
    let last = ground.keep(bound(opening(case(20)))).await;
    let erasure = Erasure {
        at: at(40),
        by: "Gerda".to_owned(),
        why: "Klage".to_owned(),
    };
    let erase = async |otherwise: &[CaseId]| {
        let all = (&[][..], otherwise);
        let erased = ground
            .store
            .erase_citizen(TENANT, person(20), all, erasure.clone());
        erased.await.unwrap()
    };
    assert!(!erase(&[]).await, "a case that was not known of");
    assert!(erase(&[case(20)]).await);
    ground.keep(bound(following(case(20), last, 41))).await;
    // Case 20 is another's and goes on: what it begins carries them along.
    let carried = vec![bound(opening(case(21)))];
    let carried = ground.store.commit(TENANT, carried).await.unwrap();
    assert!(matches!(&carried[..], [Outcome::Committed { .. }]), "{carried:?}");
}

pub(crate) async fn a_person_finds_the_cases_that_were_once_theirs(ground: &Ground) {
    let last = ground
        .keep(Commit {
            people: vec![
                ("citizen".to_owned(), person(1)),
                ("relative".to_owned(), person(2)),
            ],
            ..opening(case(1))
        })
        .await;
    ground
        .keep(Commit {
            people: vec![
                ("citizen".to_owned(), person(3)),
                ("relative".to_owned(), person(1)),
            ],
            ..following(case(1), last, 1)
        })
        .await;
    ground
        .keep(Commit {
            people: vec![("citizen".to_owned(), person(1))],
            ..opening(case(2))
        })
        .await;
    let of = |tenant, number, after| {
        let found = ground.store.cases_of_person(tenant, person(number), after, 9);
        async move {
            let found = found.await.unwrap().into_iter();
            found
                .map(|one| (one.row.case, one.parties.join(" ")))
                .collect::<Vec<_>>()
        }
    };
    let both = [
        (case(1), "citizen relative".to_owned()),
        (case(2), "citizen".to_owned()),
    ];
    assert_eq!(of(TENANT, 1, None).await, both);
    assert_eq!(of(TENANT, 1, Some(case(1))).await, both[1..]);
    assert_eq!(of(TENANT, 2, None).await, [(case(1), "relative".to_owned())]);
    assert_eq!(of(OTHER, 1, None).await, []);
    let first = ground
        .store
        .cases_of_person(TENANT, person(1), None, 1)
        .await
        .unwrap();
    assert_eq!(first.len(), 1, "a case is one, whatever its parties");
}

pub(crate) async fn what_one_proposes_another_approves(ground: &Ground) {
    closed(ground, 1, &[], 5).await;
    let second = Uuid::from_u128(8_000_001);
    assert_eq!(
        propose(ground, DISPOSAL, vec![named(1, 1, Discard::Erase)]).await,
        Some(1)
    );
    assert_eq!(propose(ground, second, Vec::new()).await, None, "one at a time");
    assert!(!approve(ground, DISPOSAL, 1).await, "not by whoever proposed it");
    let finish = || ground.store.finish_disposal(TENANT, DISPOSAL, at(50));
    assert!(!finish().await.unwrap(), "not approved");
    let keep = |tenant| ground.store.keep_case(tenant, DISPOSAL, case(1), "held", at(45));
    assert!(!keep(TENANT).await.unwrap(), "not approved");
    let by = signature(2, 30);
    let elsewhere = ground.store.approve_disposal(OTHER, DISPOSAL, by.clone()).await;
    assert!(!elsewhere.unwrap(), "another tenant's");
    assert!(approve(ground, DISPOSAL, 2).await);
    assert!(!approve(ground, DISPOSAL, 3).await, "once is enough");
    let withdrawn = ground.store.withdraw_disposal(TENANT, DISPOSAL, by.clone()).await;
    assert!(!withdrawn.unwrap(), "approved");
    assert!(!finish().await.unwrap(), "a case waits");
    assert!(keep(TENANT).await.unwrap());
    assert!(!keep(TENANT).await.unwrap(), "once is enough");
    assert!(finish().await.unwrap());
    let first = Disposal {
        number: 1,
        approved: Some(by.clone()),
        finished_at: Some(at(50)),
        ..disposal(DISPOSAL)
    };
    assert_eq!(
        ground.store.disposal(TENANT, DISPOSAL).await.unwrap(),
        Some(first.clone())
    );
    assert_eq!(ground.store.disposal(OTHER, DISPOSAL).await.unwrap(), None);
    assert_eq!(propose(ground, second, Vec::new()).await, Some(2));
    assert!(
        ground
            .store
            .withdraw_disposal(TENANT, second, by.clone())
            .await
            .unwrap()
    );
    let second = Disposal {
        number: 2,
        withdrawn: Some(by),
        ..disposal(second)
    };
    assert_eq!(ground.store.disposals(TENANT, 9).await.unwrap(), [second, first]);
    let cases = ground
        .store
        .disposal_cases(TENANT, DISPOSAL, 0, false, 9)
        .await
        .unwrap();
    let kept = DisposalOutcome::Kept {
        why: "held".to_owned(),
    };
    let expected = DisposalCase {
        done: Some((kept, at(45))),
        ..named(1, 1, Discard::Erase)
    };
    assert_eq!(cases, [expected]);
}

pub(crate) async fn a_case_is_discarded_only_as_it_was_approved(ground: &Ground) {
    let version = closed(ground, 1, &[("citizen", 1)], 5).await;
    closed(ground, 2, &[], 5).await;
    ground.keep(opening(case(3))).await;
    assert_eq!(discard(ground, 1, version).await, None, "nobody proposed it");
    propose(
        ground,
        DISPOSAL,
        vec![named(1, 1, Discard::Erase), named(2, 3, Discard::Erase)],
    )
    .await;
    assert_eq!(discard(ground, 1, version).await, None, "nobody approved it");
    approve(ground, DISPOSAL, 2).await;
    let elsewhere = ground.store.discard_case(OTHER, discarding(1, version)).await;
    assert_eq!(elsewhere.unwrap(), None, "another tenant's");
    assert_eq!(discard(ground, 1, version - 1).await, None, "it has changed");
    assert_eq!(discard(ground, 2, version).await, None, "it is not named");
    assert_eq!(discard(ground, 3, 1).await, None, "it is open");
    for on in [HeldFast::Case(case(1)), HeldFast::Citizen(person(1))] {
        let stops = hold(7, on, Some("2031-02-01"));
        let id = stops.id;
        assert!(ground.store.put_hold(TENANT, stops).await.unwrap());
        assert_eq!(discard(ground, 1, version).await, None, "{on:?}");
        ground.raw("DELETE FROM legal_holds").await;
        assert!(ground.store.holds(TENANT, 9).await.unwrap().is_empty(), "{id}");
    }
    assert_eq!(discard(ground, 1, version).await, Some(0));
    let late = hold(8, HeldFast::Case(case(1)), None);
    assert!(!ground.store.put_hold(TENANT, late).await.unwrap(), "it is gone");
    assert_eq!(ground.store.holds(TENANT, 9).await.unwrap(), []);
    assert_eq!(discard(ground, 1, version).await, None, "once is enough");
}

/// Everything that lists or loads of case 1.
async fn seen(ground: &Ground) -> usize {
    let store = &ground.store;
    let cases = CaseQuery {
        limit: 9,
        ..CaseQuery::default()
    };
    let tasks = TaskQuery {
        whose: Whose::Case(case(1)),
        due_before: None,
        unclaimed: false,
        marked: None,
        order: samspil_store::TaskOrder::Due,
        after: None,
        limit: 9,
    };
    let found = store.find(TENANT, &cases).await.unwrap();
    let found = found.iter().filter(|row| row.case == case(1));
    let timers = store
        .claim_timers(at(99), chrono::Duration::minutes(1), 9)
        .await
        .unwrap();
    let timers = timers.iter().filter(|timer| timer.case == case(1));
    found.count()
        + timers.count()
        + store.load(TENANT, &[case(1)], &[]).await.unwrap().cases.len()
        + store.tasks(TENANT, &tasks).await.unwrap().rows.len()
        + store.parties(TENANT, case(1)).await.unwrap().len()
        + store.case_inbox(TENANT, case(1), 9).await.unwrap().len()
        + store.document_ids(TENANT, case(1), 9).await.unwrap().len()
        + store.links_of_case(TENANT, case(1), 9).await.unwrap().len()
        + store
            .cases_of_person(TENANT, person(1), None, 9)
            .await
            .unwrap()
            .len()
}

/// A letter of case 1, and a link into it.
async fn write_and_link(ground: &Ground) {
    let store = &ground.store;
    anna(ground).await;
    assert!(store.add_document(TENANT, document(1)).await.unwrap());
    store.put_link(TENANT, link(1, into_case(), 0)).await.unwrap();
}

/// The citizen whose last case it was is erased with it, and the keys of both are destroyed.
async fn only_the_first_went_with_the_case(ground: &Ground) {
    let read = |number| ground.store.citizens(TENANT, std::slice::from_ref(number));
    let first: PersonId = person(1);
    let erased = read(&first).await.unwrap().remove(0);
    assert_eq!((erased.identity, erased.number_sum), (None, None));
    assert_eq!(erased.erased.unwrap().why, "Kassation 1");
    let second: PersonId = person(2);
    assert!(
        read(&second).await.unwrap()[0].erased.is_none(),
        "another case is theirs"
    );
    let keys = ground
        .store
        .held_keys(TENANT, &[case(1).0, person(1).0, person(2).0])
        .await
        .unwrap();
    let destroyed: BTreeSet<Uuid> = keys
        .iter()
        .filter(|key| key.sealed.is_none())
        .map(|key| key.holder)
        .collect();
    assert_eq!(destroyed, BTreeSet::from([case(1).0, person(1).0]));
}

pub(crate) async fn what_was_discarded_is_gone_and_its_chain_holds(ground: &Ground) {
    register(ground, 1).await;
    register(ground, 2).await;
    let people = [("citizen", 1), ("relative", 2), ("friend", 9)];
    let version = closed(ground, 1, &people, 5).await;
    closed(ground, 2, &[("citizen", 2)], 5).await;
    ground
        .store
        .add_held_keys(TENANT, vec![key(case(1).0)])
        .await
        .unwrap();
    write_and_link(ground).await;
    assert_eq!(seen(ground).await, 8);
    let counted = async || ground.store.figures(TENANT, &query(Counted::Done)).await.unwrap();
    assert_eq!(counted().await[0].cases, 2);
    let before = ground.history(case(1)).await;
    propose(ground, DISPOSAL, vec![named(1, 1, Discard::Archive)]).await;
    approve(ground, DISPOSAL, 2).await;
    let sum = [7; 32];
    let archived = Discarding {
        archived: Some((FILE.to_owned(), sum)),
        ..discarding(1, version)
    };
    let gone = ground.store.discard_case(TENANT, archived).await.unwrap();
    assert_eq!(gone, Some(1), "whose last case it was");
    let late = ground.store.add_document(TENANT, document(2)).await;
    assert!(!late.unwrap(), "a letter that comes too late");
    assert_eq!(seen(ground).await, 0);
    assert_eq!(
        counted().await[0].cases,
        1,
        "what it gave to figures goes with it"
    );
    let after = ground.history(case(1)).await;
    assert!(after.iter().all(|event| event.body.is_empty()));
    assert_eq!(after.len(), before.len());
    let mut verifier = Verifier::default();
    after.iter().for_each(|event| verifier.take(event).unwrap());
    let ends = ground.store.case_ends(TENANT, None, false, 9).await.unwrap();
    assert_eq!(ends.len(), 2, "it is still counted");
    assert_eq!(
        (ends[0].case, ends[0].version, ends[0].chain),
        (case(1), version, before.last().unwrap().chain)
    );
    only_the_first_went_with_the_case(ground).await;
    let cases = ground
        .store
        .disposal_cases(TENANT, DISPOSAL, 0, false, 9)
        .await
        .unwrap();
    let outcome = DisposalOutcome::Archived {
        file: FILE.to_owned(),
        sum,
    };
    assert_eq!(cases[0].done, Some((outcome, at(40))));
    assert_eq!(cases[0].citizens, 1);
    let waiting = ground
        .store
        .disposal_cases(TENANT, DISPOSAL, 0, true, 9)
        .await
        .unwrap();
    assert_eq!(waiting, []);
    // What has its number does not begin anew under it.
    assert_eq!(ground.commit(opening(case(1))).await, Outcome::Conflict);
    let changed = ground
        .store
        .log(TENANT, &[(case(1), version)], Vec::new())
        .await
        .unwrap();
    assert_eq!(changed, BTreeSet::from([case(1)]), "nobody is given it any more");
}
