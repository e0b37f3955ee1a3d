//! Lists of cases.

use samspil_core::id::CaseId;
use samspil_store::{CaseQuery, CaseStatus, Commit};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, both, case, following, opening, party, person, unit};

fn all() -> CaseQuery {
    CaseQuery {
        limit: 100,
        ..CaseQuery::default()
    }
}

async fn found(ground: &Ground, query: &CaseQuery) -> Vec<CaseId> {
    let rows = ground.store.find(TENANT, query).await.unwrap();
    rows.into_iter().map(|row| row.case).collect()
}

/// A case that last changed at a minute.
async fn changed(ground: &Ground, number: u128, minutes: i64, with: impl FnOnce(&mut Commit)) {
    let mut commit = opening(case(number));
    commit.at = at(minutes);
    with(&mut commit);
    ground.keep(commit).await;
}

pub(crate) async fn a_row_shows_the_last_head(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let mut closing = following(case(1), last, 7);
    closing.head.title = "Bostøtte, afsluttet".to_owned();
    closing.head.status = CaseStatus::Closed;
    closing.head.closed_at = Some(at(7));
    closing.head.stage = Some(both("Opfølgning", "Follow-up"));
    closing.head.flow_version = 2;
    let (version, _) = ground.keep(closing.clone()).await;
    let rows = ground.store.find(TENANT, &all()).await.unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].case, rows[0].version, rows[0].changed_at),
        (case(1), version, at(7))
    );
    assert_eq!(rows[0].head, closing.head);
}

pub(crate) async fn the_newest_change_comes_first(ground: &Ground) {
    for (number, minutes) in [(1, 10), (2, 30), (3, 20), (4, 20)] {
        changed(ground, number, minutes, |_| ()).await;
    }
    assert_eq!(found(ground, &all()).await, [case(2), case(4), case(3), case(1)]);
}

pub(crate) async fn lists_are_narrowed(ground: &Ground) {
    changed(ground, 1, 1, |commit| commit.head.flow = "mini".to_owned()).await;
    changed(ground, 2, 2, |commit| commit.head.status = CaseStatus::Closed).await;
    changed(ground, 3, 3, |commit| commit.head.status = CaseStatus::OnHold).await;
    changed(ground, 4, 4, |commit| {
        commit.head.title = "ÆLDRE 100 % ÅRLIGT_møde".to_owned()
    })
    .await;
    let flow = |flow: &str| CaseQuery {
        flow: Some(flow.to_owned()),
        ..all()
    };
    let status = |status| CaseQuery {
        status: Some(status),
        ..all()
    };
    let text = |text: &str| CaseQuery {
        text: Some(text.to_owned()),
        ..all()
    };
    for (query, expected) in [
        (flow("mini"), &[1][..]),
        (flow("Mini"), &[]),
        (status(CaseStatus::Open), &[4, 1]),
        (status(CaseStatus::OnHold), &[3]),
        (status(CaseStatus::Closed), &[2]),
        (text("ældre"), &[4]),
        (text("100 %"), &[4]),
        (text("0_%"), &[]),
        (text("årligt_M"), &[4]),
        (text("årligtxm"), &[]),
        (text(""), &[4, 3, 2, 1]),
        (
            CaseQuery {
                status: Some(CaseStatus::Open),
                ..flow("mini")
            },
            &[1],
        ),
        (CaseQuery { limit: 2, ..all() }, &[4, 3]),
        (CaseQuery { limit: 0, ..all() }, &[]),
    ] {
        let expected: Vec<_> = expected.iter().copied().map(case).collect();
        assert_eq!(found(ground, &query).await, expected, "{query:?}");
    }
}

pub(crate) async fn only_cases_that_are_bound_to_them(ground: &Ground) {
    let bind = |parties| move |commit: &mut Commit| commit.parties = Some(parties);
    changed(ground, 1, 1, bind(vec![party("authority", Some(unit(1)), None)])).await;
    changed(ground, 2, 2, bind(vec![party("provider", Some(unit(2)), None)])).await;
    changed(ground, 3, 3, bind(vec![party("citizen", None, Some(person(1)))])).await;
    let both_bound = vec![
        party("authority", Some(unit(1)), None),
        party("citizen", None, Some(person(1))),
    ];
    changed(ground, 4, 4, bind(both_bound)).await;
    changed(ground, 5, 5, |_| ()).await;
    for (units, who, expected) in [
        (vec![unit(1)], vec![person(9)], &[4, 1][..]),
        (vec![unit(1), unit(2)], vec![person(9)], &[4, 2, 1]),
        (vec![], vec![person(1)], &[4, 3]),
        (vec![], vec![person(9), person(1)], &[4, 3]),
        (vec![unit(1)], vec![person(1)], &[4, 3, 1]),
        (vec![], vec![person(9)], &[]),
        (vec![], vec![], &[]),
    ] {
        let query = CaseQuery {
            bound_to: Some((units, who)),
            ..all()
        };
        let expected: Vec<_> = expected.iter().copied().map(case).collect();
        assert_eq!(found(ground, &query).await, expected, "{query:?}");
    }
}

pub(crate) async fn only_cases_that_wake_by_then(ground: &Ground) {
    for (number, wakes) in [(1, Some(10)), (2, Some(20)), (3, None)] {
        changed(ground, number, 1, |commit| commit.wake_at = wakes.map(at)).await;
    }
    for (before, expected) in [(10, &[][..]), (11, &[1]), (21, &[2, 1])] {
        let query = CaseQuery {
            wakes_before: Some(at(before)),
            ..all()
        };
        let expected: Vec<_> = expected.iter().copied().map(case).collect();
        assert_eq!(found(ground, &query).await, expected, "{query:?}");
    }
}

pub(crate) async fn pages_hold_while_cases_are_added(ground: &Ground) {
    for number in 1..=5 {
        changed(ground, number, 10, |_| ()).await;
    }
    let mut query = CaseQuery { limit: 2, ..all() };
    let mut seen = Vec::new();
    for added in 10.. {
        let rows = ground.store.find(TENANT, &query).await.unwrap();
        let Some(last) = rows.last() else { break };
        query.after = Some((last.changed_at, last.case));
        seen.extend(rows.iter().map(|row| row.case));
        changed(ground, added, 20, |_| ()).await;
    }
    assert_eq!(seen, [5, 4, 3, 2, 1].map(case));
}
