//! A case's history, and what tampering leaves.

use samspil_store::StoredEvent;
use samspil_store::chain::{Broken, Verifier, verify};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, case, event, following, opening};

/// A case with events 1 to 5.
async fn five(ground: &Ground) -> (u64, samspil_store::Hash) {
    let mut commit = opening(case(1));
    commit.events = vec![event(0, "åbnet"), event(0, "tildelt")];
    let last = ground.keep(commit).await;
    let mut commit = following(case(1), last, 1);
    commit.events = vec![event(1, "en"), event(1, "to"), event(2, "tre")];
    ground.keep(commit).await
}

fn numbers(events: &[StoredEvent]) -> Vec<u64> {
    events.iter().map(|event| event.number).collect()
}

pub(crate) async fn events_are_numbered_without_gaps(ground: &Ground) {
    let (version, chain) = five(ground).await;
    let events = ground.history(case(1)).await;
    assert_eq!(numbers(&events), [1, 2, 3, 4, 5]);
    assert_eq!(events[4].at, at(2));
    let mut verifier = Verifier::default();
    for event in &events {
        verifier.take(event).unwrap();
    }
    assert_eq!(verifier.end(version, &chain), Ok(()));
}

pub(crate) async fn a_history_is_read_in_pages(ground: &Ground) {
    five(ground).await;
    for (after, limit, expected) in [
        (0, 2, &[1, 2][..]),
        (2, 2, &[3, 4]),
        (4, 2, &[5]),
        (5, 2, &[]),
        (99, 2, &[]),
        (1, 0, &[]),
    ] {
        let page = ground.store.events(TENANT, case(1), after, limit).await.unwrap();
        assert_eq!(numbers(&page), expected, "after {after}");
    }
    assert_eq!(ground.store.events(TENANT, case(2), 0, 9).await.unwrap(), []);
}

pub(crate) async fn histories_of_several_cases_are_read_at_once(ground: &Ground) {
    five(ground).await;
    ground.keep(opening(case(2))).await;
    let read = |cases: Vec<samspil_core::id::CaseId>| async move {
        let histories = ground.store.histories(TENANT, &cases).await.unwrap();
        let told = |(one, body): &(samspil_core::id::CaseId, Vec<u8>)| (*one, body.len());
        histories.iter().map(told).collect::<Vec<_>>()
    };
    let mut expected = Vec::new();
    for one in [case(1), case(2)] {
        let events = ground.history(one).await;
        expected.extend(events.iter().map(|event| (one, event.body.len())));
    }
    assert_eq!(read(vec![case(2), case(1), case(1), case(9)]).await, expected);
    assert_eq!(read(Vec::new()).await, []);
}

pub(crate) async fn tampering_is_found(ground: &Ground) {
    for (statements, expected) in [
        (
            &["UPDATE events SET body = sum WHERE number = 2"][..],
            Err(Broken::Body(2)),
        ),
        (
            &["UPDATE events SET sum = chain WHERE number = 2"],
            Err(Broken::Body(2)),
        ),
        (
            &["UPDATE events SET sum = chain, body = NULL WHERE number = 2"],
            Err(Broken::Chain(2)),
        ),
        (&["UPDATE events SET body = NULL WHERE number = 2"], Ok(())),
        (
            &["UPDATE events SET at = (SELECT at FROM events WHERE number = 5) WHERE number = 3"],
            Err(Broken::Chain(3)),
        ),
        (
            &["UPDATE events SET chain = sum WHERE number = 5"],
            Err(Broken::Chain(5)),
        ),
        (
            &["DELETE FROM events WHERE number = 4"],
            Err(Broken::Number {
                expected: 4,
                found: 5,
            }),
        ),
        (
            &[
                "DELETE FROM events WHERE number = 4",
                "UPDATE events SET number = 4 WHERE number = 5",
            ],
            Err(Broken::Chain(4)),
        ),
        (
            &[
                "UPDATE events SET number = 9 WHERE number = 3",
                "UPDATE events SET number = 3 WHERE number = 4",
                "UPDATE events SET number = 4 WHERE number = 9",
            ],
            Err(Broken::Chain(3)),
        ),
    ] {
        for table in ["DELETE FROM events", "DELETE FROM timers", "DELETE FROM cases"] {
            ground.raw(table).await;
        }
        five(ground).await;
        assert_eq!(verify(&ground.history(case(1)).await), Ok(()));
        for statement in statements {
            ground.raw(statement).await;
        }
        assert_eq!(verify(&ground.history(case(1)).await), expected, "{statements:?}");
    }
}

pub(crate) async fn a_history_cut_short_is_found(ground: &Ground) {
    let (version, chain) = five(ground).await;
    ground.raw("DELETE FROM events WHERE number = 5").await;
    let mut verifier = Verifier::default();
    for event in ground.history(case(1)).await {
        verifier.take(&event).unwrap();
    }
    assert_eq!(
        verifier.end(version, &chain),
        Err(Broken::End {
            expected: 5,
            found: 4
        })
    );
}
