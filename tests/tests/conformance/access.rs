//! Who looked at what: what is kept, in which order, for how long, and what tampering leaves.

use std::collections::BTreeSet;

use samspil_store::access_chain::Verifier;
use samspil_store::chain::Broken;
use samspil_store::{
    AccessAction, AccessEntry, AccessHead, AccessQuery, Accessor, NewAccess, Sample, SampleNote,
    SampleVerdict, TakenOut,
};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening, person};

/// More entries than any test makes.
const ALL: u32 = 10_000;

/// Person `n` reads case `n`.
pub(crate) fn access(n: u128) -> NewAccess {
    NewAccess {
        at: at(i64::try_from(n).unwrap()),
        who: Accessor::Person(person(n)),
        action: AccessAction::Read,
        object: "case".to_owned(),
        case: Some(case(n)),
        citizen: Some(person(100 + n)),
        details: format!("sagsbehandler {n} på Ærø").into_bytes(),
    }
}

/// A sample of these entries in which nothing is noted.
pub(crate) fn sample(number: u128, entries: &[u64]) -> Sample {
    Sample {
        id: Uuid::from_u128(number),
        at: at(i64::try_from(number).unwrap()),
        drawn_by: person(1),
        since: at(0),
        until: at(60),
        entries: entries.iter().map(|entry| (*entry, None)).collect(),
    }
}

/// Adds these entries, whatever was read; the end of the log.
async fn look(ground: &Ground, entries: Vec<NewAccess>) -> AccessHead {
    let changed = ground.store.log(TENANT, &[], entries).await.unwrap();
    assert_eq!(changed, BTreeSet::new());
    ground.store.access_head(TENANT).await.unwrap()
}

async fn log(ground: &Ground) -> Vec<AccessEntry> {
    ground.store.access_after(TENANT, 0, ALL).await.unwrap()
}

fn numbers(entries: &[AccessEntry]) -> Vec<u64> {
    entries.iter().map(|entry| entry.number).collect()
}

/// What is wrong with the log as it is kept.
async fn verified(ground: &Ground) -> Result<AccessHead, Broken> {
    let start = ground.store.access_start(TENANT).await.unwrap();
    let mut verifier = Verifier::after(start);
    for entry in log(ground).await {
        verifier.take(&entry)?;
    }
    Ok(verifier.head())
}

pub(crate) async fn an_entry_comes_back_whole(ground: &Ground) {
    let mut outside = access(2);
    outside.who = Accessor::Outside;
    outside.action = AccessAction::Extract;
    (outside.case, outside.citizen) = (None, None);
    let head = look(ground, vec![access(1), outside.clone()]).await;
    let kept = log(ground).await;
    let told: Vec<&NewAccess> = kept.iter().map(|entry| &entry.access).collect();
    assert_eq!(told, [&access(1), &outside]);
    assert_eq!(numbers(&kept), [1, 2]);
    let end = AccessHead {
        number: 2,
        chain: kept[1].chain,
    };
    assert_eq!(head, end);
    assert_eq!(ground.store.access_head(TENANT).await.unwrap(), end);
    assert_eq!(verified(ground).await, Ok(end));
    assert_eq!(
        ground.store.access_head(OTHER).await.unwrap(),
        AccessHead::default()
    );
}

pub(crate) async fn what_has_changed_since_it_was_seen_leaves_no_entry(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    ground.keep(opening(case(2))).await;
    ground.keep(following(case(1), last, 1)).await;
    let mut search = access(3);
    search.case = None;
    let entries = vec![access(1), access(2), search];
    let seen = [(case(1), 1), (case(2), 1)];
    let changed = ground.store.log(TENANT, &seen, entries).await.unwrap();
    assert_eq!(changed, BTreeSet::from([case(1)]));
    let kept: Vec<_> = log(ground).await.iter().map(|entry| entry.access.case).collect();
    assert_eq!(kept, [Some(case(2)), None]);
    let seen = [(case(1), 2), (case(9), 1)];
    let entries = vec![access(1), access(9)];
    let changed = ground.store.log(TENANT, &seen, entries).await.unwrap();
    assert_eq!(changed, BTreeSet::from([case(9)]), "nor what is not there");
    let head = look(ground, Vec::new()).await;
    assert_eq!(head.number, 3, "nothing seen leaves nothing");
    assert_eq!(verified(ground).await, Ok(head));
}

/// Questions and the numbers of the entries that they find.
fn questions() -> Vec<(AccessQuery, &'static [u64])> {
    let all = || AccessQuery {
        limit: ALL,
        ..AccessQuery::default()
    };
    let with = |change: fn(&mut AccessQuery)| {
        let mut query = all();
        change(&mut query);
        query
    };
    vec![
        (all(), &[4, 3, 2, 1]),
        (with(|query| query.limit = 2), &[4, 3]),
        (with(|query| query.before = Some(3)), &[2, 1]),
        (with(|query| query.case = Some(case(1))), &[4, 1]),
        (with(|query| query.citizen = Some(person(103))), &[3]),
        (with(|query| query.person = Some(person(2))), &[2]),
        (with(|query| query.action = Some(AccessAction::Search)), &[2]),
        (
            with(|query| (query.since, query.until) = (Some(at(2)), Some(at(3)))),
            &[2],
        ),
        (with(|query| query.numbers = Some(vec![1, 3, 9])), &[3, 1]),
    ]
}

pub(crate) async fn lists_are_narrowed(ground: &Ground) {
    let mut search = access(2);
    search.action = AccessAction::Search;
    look(ground, vec![access(1), search, access(3), access(1)]).await;
    for (query, expected) in questions() {
        let found = ground.store.access(TENANT, &query).await.unwrap();
        assert_eq!(numbers(&found), expected, "{query:?}");
        let other = ground.store.access(OTHER, &query).await.unwrap();
        assert_eq!(other, [], "another tenant's");
    }
    for (since, until, expected) in [(1, 9, Some((1, 4))), (2, 4, Some((2, 3))), (5, 9, None)] {
        let span = ground.store.access_span(TENANT, at(since), at(until)).await;
        assert_eq!(span.unwrap(), expected, "{since} to {until}");
    }
}

pub(crate) async fn many_who_look_at_once_leave_no_gap(ground: &Ground) {
    const AT_ONCE: u128 = 24;
    let looking = (1..=AT_ONCE).map(|number| {
        let store = ground.store.clone();
        tokio::spawn(async move {
            let entries = vec![access(number), access(number)];
            store.log(TENANT, &[], entries).await.unwrap()
        })
    });
    for looked in futures::future::join_all(looking).await {
        looked.unwrap();
    }
    let kept = log(ground).await;
    assert_eq!(kept.len(), 48);
    assert_eq!(verified(ground).await.unwrap().number, 48);
}

pub(crate) async fn what_is_old_is_forgotten_and_the_rest_holds(ground: &Ground) {
    // The fourth is young, so the fifth stays behind it though it is old.
    let mut young = access(4);
    young.at = at(60);
    look(ground, vec![access(1), access(2), access(3), young, access(5)]).await;
    let forget = |limit| ground.store.forget_access(TENANT, at(30), limit);
    assert_eq!(forget(2).await.unwrap(), 2);
    assert_eq!(forget(9).await.unwrap(), 1);
    assert_eq!(forget(9).await.unwrap(), 0);
    assert_eq!(numbers(&log(ground).await), [4, 5]);
    assert_eq!(ground.store.access_start(TENANT).await.unwrap().number, 3);
    assert_eq!(verified(ground).await.unwrap().number, 5);
    assert_eq!(ground.store.forget_access(TENANT, at(99), 9).await.unwrap(), 2);
    assert_eq!(ground.store.access_head(TENANT).await.unwrap().number, 5);
    look(ground, vec![access(6)]).await;
    assert_eq!(numbers(&log(ground).await), [6], "the count goes on");
    assert_eq!(verified(ground).await.unwrap().number, 6);
    assert_eq!(ground.store.forget_access(OTHER, at(99), 9).await.unwrap(), 0);
}

pub(crate) async fn tampering_with_the_log_is_found(ground: &Ground) {
    let gap = |expected, found| Err(Broken::Number { expected, found });
    for (statements, expected) in [
        (
            &["UPDATE access_log SET details = NULL WHERE number = 2"][..],
            Ok(()),
        ),
        (
            &["UPDATE access_log SET details = sum WHERE number = 2"],
            Err(Broken::Body(2)),
        ),
        (
            &["UPDATE access_log SET person_id = citizen_id WHERE number = 2"],
            Err(Broken::Chain(2)),
        ),
        (
            &["UPDATE access_log SET who = 'engine', person_id = NULL WHERE number = 2"],
            Err(Broken::Chain(2)),
        ),
        (
            &["UPDATE access_log SET action = 'search' WHERE number = 3"],
            Err(Broken::Chain(3)),
        ),
        (
            &["UPDATE access_log SET object = 'cases' WHERE number = 3"],
            Err(Broken::Chain(3)),
        ),
        (
            &["UPDATE access_log SET case_id = NULL WHERE number = 3"],
            Err(Broken::Chain(3)),
        ),
        (&["DELETE FROM access_log WHERE number = 1"], gap(1, 2)),
        (&["DELETE FROM access_log WHERE number = 3"], gap(3, 4)),
        (
            &[
                "DELETE FROM access_log WHERE number = 3",
                "UPDATE access_log SET number = 3 WHERE number = 4",
            ],
            Err(Broken::Chain(3)),
        ),
        (
            &[
                "UPDATE access_log SET number = 9 WHERE number = 1",
                "UPDATE access_log SET number = 1 WHERE number = 2",
                "UPDATE access_log SET number = 2 WHERE number = 9",
            ],
            Err(Broken::Chain(1)),
        ),
    ] {
        ground.raw("DELETE FROM access_log").await;
        look(ground, (1..=4).map(access).collect()).await;
        assert_eq!(verified(ground).await.unwrap().number, 4);
        for statement in statements {
            ground.raw(statement).await;
        }
        assert_eq!(verified(ground).await.map(|_| ()), expected, "{statements:?}");
    }
}

pub(crate) async fn a_sample_is_kept_and_noted_once(ground: &Ground) {
    let note = |verdict| SampleNote {
        verdict,
        note: "Kollega på ferie".to_owned(),
        at: at(70),
        by: person(2),
    };
    let (first, second) = (sample(1, &[3, 7, 9]), sample(2, &[]));
    for one in [&first, &second] {
        ground.store.put_sample(TENANT, one.clone()).await.unwrap();
    }
    let kept = ground.store.samples(TENANT, 9).await.unwrap();
    assert_eq!(kept, [second.clone(), first.clone()]);
    assert_eq!(ground.store.samples(TENANT, 1).await.unwrap(), [second]);
    for (number, verdict, noted) in [
        (7, SampleVerdict::Unclear, true),
        (7, SampleVerdict::InOrder, false),
        (8, SampleVerdict::InOrder, false),
    ] {
        let put = ground
            .store
            .put_sample_note(TENANT, first.id, number, note(verdict));
        assert_eq!(put.await.unwrap(), noted, "{number}");
    }
    let kept = ground.store.samples(TENANT, 9).await.unwrap();
    let expected = [(3, None), (7, Some(note(SampleVerdict::Unclear))), (9, None)];
    assert_eq!(kept[1].entries, expected);
    assert_eq!(ground.store.samples(OTHER, 9).await.unwrap(), []);
    let other = ground
        .store
        .put_sample_note(OTHER, first.id, 3, note(SampleVerdict::Wrong));
    assert!(!other.await.unwrap());
}

pub(crate) async fn what_is_taken_out_is_counted_by_day_up_to_a_bound(ground: &Ground) {
    let store = &ground.store;
    let (monday, tuesday) = ("2026-01-05", "2026-01-06");
    let taken = |who, day: &str, rows| TakenOut {
        person: person(who),
        day: day.parse().unwrap(),
        rows,
    };
    for (who, day, rows, expected) in [
        (1, monday, 101, false),
        (1, monday, 60, true),
        (1, monday, 41, false),
        (1, monday, 40, true),
        (1, monday, 0, true),
        (1, monday, 1, false),
        (2, monday, 100, true),
        (2, tuesday, 100, true),
        // A clock that was set back gives nobody a new day.
        (2, monday, 1, false),
    ] {
        let counted = store.take_out(TENANT, taken(who, day, rows), 100).await.unwrap();
        assert_eq!(counted, expected, "{who} {day} {rows}");
    }
    assert!(store.take_out(OTHER, taken(1, monday, 100), 100).await.unwrap());
    let let_go = async |tenant, but| {
        let day = monday.parse().unwrap();
        store.let_take_out(tenant, day, but).await.unwrap()
    };
    assert_eq!(let_go(OTHER, None).await, 0, "nobody was refused there");
    assert_eq!(let_go(TENANT, Some(person(1))).await, 0, "not by their own hand");
    assert!(!store.take_out(TENANT, taken(1, monday, 1), 100).await.unwrap());
    assert_eq!(let_go(TENANT, Some(person(2))).await, 1);
    assert!(store.take_out(TENANT, taken(1, monday, 100), 100).await.unwrap());
    assert!(!store.take_out(TENANT, taken(2, tuesday, 1), 100).await.unwrap());
    // Many at once never come past the bound.
    let at_once = (0..20).map(|_| store.take_out(TENANT, taken(3, monday, 10), 100));
    let counted = futures::future::join_all(at_once).await;
    assert_eq!(
        counted
            .into_iter()
            .filter(|counted| *counted.as_ref().unwrap())
            .count(),
        10
    );
}
