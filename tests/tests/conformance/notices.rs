//! Notices: sent again until they are delivered, delivered once.

use chrono::Duration;
use samspil_core::id::{PersonId, UnitId};
use samspil_store::{Commit, Delivery, HandOver, InboxQuery, InboxRow, Outgoing, Telling};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::reach::people;
use crate::rows::{at, case, following, notice, opening, person, unit};

const LEASE: Duration = Duration::minutes(5);

/// A case whose opening sends these notices.
async fn sending(ground: &Ground, of: u128, numbers: &[u128]) -> (u64, samspil_store::Hash) {
    let commit = Commit {
        notices: numbers
            .iter()
            .map(|number| notice(*number, &format!("brev {number}")))
            .collect(),
        ..opening(case(of))
    };
    ground.keep(commit).await
}

/// All of the inbox of a person in these units.
pub(crate) fn of(who: u128, units: &[u128]) -> InboxQuery {
    InboxQuery {
        person: person(who),
        units: units.iter().map(|number| unit(*number)).collect(),
        unread: false,
        after: None,
        limit: 9,
    }
}

async fn claim(ground: &Ground, minutes: i64) -> Vec<Outgoing> {
    ground.store.claim_notices(at(minutes), LEASE, 99).await.unwrap()
}

fn arrived(number: u128, unit: Option<UnitId>, person: Option<PersonId>, minutes: i64) -> InboxRow {
    InboxRow {
        id: notice(number, "").id,
        case: case(1),
        unit,
        person,
        on_behalf_of: None,
        at: at(minutes),
        body: format!("brev {number} på Ærø").into_bytes(),
        read_at: None,
    }
}

/// Sends a notice of case 1 and delivers it into the inbox.
async fn delivered(
    ground: &Ground,
    last: (u64, samspil_store::Hash),
    rows: Vec<InboxRow>,
) -> (u64, samspil_store::Hash) {
    let id = rows[0].id;
    let mut commit = following(case(1), last, 1);
    commit.notices = vec![samspil_store::NewNotice { id, body: Vec::new() }];
    let last = ground.keep(commit).await;
    let claimed = claim(ground, 1).await;
    assert_eq!(claimed.len(), 1);
    assert!(
        ground
            .store
            .deliver(TENANT, id, claimed[0].fence, rows.into())
            .await
            .unwrap()
    );
    last
}

pub(crate) async fn a_notice_is_claimed_by_one_at_a_time(ground: &Ground) {
    sending(ground, 1, &[1, 2]).await;
    let claimed = claim(ground, 1).await;
    let seen: Vec<_> = claimed
        .iter()
        .map(|one| (one.tenant, one.case, one.id, one.attempts, one.body.as_slice()))
        .collect();
    assert_eq!(
        seen,
        [
            (TENANT, case(1), notice(1, "").id, 0, &b"brev 1"[..]),
            (TENANT, case(1), notice(2, "").id, 0, &b"brev 2"[..]),
        ]
    );
    assert_eq!(claim(ground, 5).await, []);
}

pub(crate) async fn a_claim_lapses(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    let first = claim(ground, 1).await.remove(0);
    assert_eq!(claim(ground, 5).await, []);
    let second = claim(ground, 6).await.remove(0);
    assert!(second.fence > first.fence);
    assert_eq!(second.attempts, 1);
    assert!(
        !ground
            .store
            .deliver(TENANT, first.id, first.fence, Delivery::default())
            .await
            .unwrap()
    );
    assert!(
        ground
            .store
            .deliver(TENANT, first.id, second.fence, Delivery::default())
            .await
            .unwrap()
    );
    assert_eq!(claim(ground, 99).await, []);
}

pub(crate) async fn the_oldest_go_first_up_to_the_limit(ground: &Ground) {
    for (number, minutes) in [(1, 30), (2, 10), (3, 20)] {
        let commit = Commit {
            at: at(minutes),
            notices: vec![notice(number, "brev")],
            ..opening(case(number))
        };
        ground.keep(commit).await;
    }
    let first = ground.store.claim_notices(at(60), LEASE, 2).await.unwrap();
    assert_eq!(
        first.iter().map(|one| one.case).collect::<Vec<_>>(),
        [case(2), case(3)]
    );
    let rest = ground.store.claim_notices(at(60), LEASE, 2).await.unwrap();
    assert_eq!(rest.iter().map(|one| one.case).collect::<Vec<_>>(), [case(1)]);
}

pub(crate) async fn a_notice_is_new_whatever_the_clock_of_the_node(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    assert_eq!(claim(ground, -60).await.len(), 1);
}

pub(crate) async fn notices_of_all_tenants_are_claimed_together(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    let commit = Commit {
        notices: vec![notice(1, "brev")],
        ..opening(case(1))
    };
    ground.store.commit(OTHER, vec![commit]).await.unwrap();
    let mut whose: Vec<_> = claim(ground, 1).await.iter().map(|one| one.tenant).collect();
    whose.sort_unstable();
    assert_eq!(whose, [TENANT, OTHER]);
}

pub(crate) async fn a_delivery_writes_the_inbox_once(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    let claimed = claim(ground, 1).await.remove(0);
    let rows = vec![
        arrived(1, Some(unit(1)), None, 2),
        arrived(1, None, Some(person(1)), 2),
    ];
    assert!(
        ground
            .store
            .deliver(TENANT, claimed.id, claimed.fence, rows.clone().into())
            .await
            .unwrap()
    );
    assert!(
        !ground
            .store
            .deliver(TENANT, claimed.id, claimed.fence, rows.clone().into())
            .await
            .unwrap()
    );
    assert_eq!(ground.store.case_inbox(TENANT, case(1), 9).await.unwrap(), rows);
    assert_eq!(claim(ground, 99).await, []);
}

pub(crate) async fn a_refused_delivery_writes_nothing(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    let claimed = claim(ground, 1).await.remove(0);
    let rows = vec![arrived(1, Some(unit(1)), None, 2)];
    let other = claimed.fence + 1;
    assert!(
        !ground
            .store
            .deliver(TENANT, claimed.id, other, rows.into())
            .await
            .unwrap()
    );
    assert_eq!(ground.store.case_inbox(TENANT, case(1), 9).await.unwrap(), []);
}

pub(crate) async fn notices_are_handed_over_together_but_for_those_that_are_no_longer_ours(ground: &Ground) {
    sending(ground, 1, &[1, 2, 3]).await;
    let claimed = claim(ground, 1).await;
    assert_eq!(claimed.len(), 3);
    let telling = Telling {
        notice: notice(3, "").id,
        person: person(1),
        due_at: at(5),
    };
    people(ground, 1).await;
    let handed = (1_u128..).zip(&claimed).map(|(number, one)| HandOver {
        notice: one.id,
        fence: if number == 2 { one.fence + 1 } else { one.fence },
        delivery: Delivery {
            inbox: vec![
                arrived(number, Some(unit(1)), None, 2),
                arrived(number, None, Some(person(1)), 2),
            ],
            tellings: if number == 1 {
                Vec::new()
            } else {
                vec![telling.clone()]
            },
            mails: Vec::new(),
        },
    });
    let ours = ground.store.deliver_all(TENANT, handed.collect()).await.unwrap();
    assert_eq!(ours, [1, 3].map(|number| notice(number, "").id).into());
    let there = ground.store.case_inbox(TENANT, case(1), 9).await.unwrap();
    let expected = [1, 3].map(|number| {
        [
            arrived(number, Some(unit(1)), None, 2),
            arrived(number, None, Some(person(1)), 2),
        ]
    });
    assert_eq!(there, expected.concat());
    assert_eq!(
        claim(ground, 1).await,
        [],
        "what is no longer ours is still another's"
    );
}

pub(crate) async fn a_notice_put_back_waits_and_is_no_longer_ours(ground: &Ground) {
    sending(ground, 1, &[1]).await;
    let claimed = claim(ground, 1).await.remove(0);
    let back = async |fence| {
        ground
            .store
            .put_back(TENANT, claimed.id, fence, at(30))
            .await
            .unwrap()
    };
    assert!(!back(claimed.fence + 1).await);
    assert!(back(claimed.fence).await);
    assert!(!back(claimed.fence).await);
    assert!(
        !ground
            .store
            .deliver(TENANT, claimed.id, claimed.fence, Delivery::default())
            .await
            .unwrap()
    );
    assert_eq!(claim(ground, 29).await, []);
    let again = claim(ground, 30).await.remove(0);
    assert_eq!(again.attempts, 1);
    assert!(again.fence > claimed.fence);
}

pub(crate) async fn one_cause_arrives_once_however_often_it_is_sent(ground: &Ground) {
    let last = sending(ground, 1, &[1]).await;
    let mut twice = following(case(1), last, 1);
    twice.notices = vec![notice(1, "brev igen"), notice(1, "og igen")];
    let last = ground.keep(twice).await;
    let claimed = claim(ground, 1).await;
    assert_eq!(claimed.len(), 1);
    let rows = vec![arrived(1, Some(unit(1)), None, 2)];
    ground
        .store
        .deliver(TENANT, claimed[0].id, claimed[0].fence, rows.clone().into())
        .await
        .unwrap();
    delivered(ground, last, vec![arrived(1, Some(unit(1)), None, 9)]).await;
    assert_eq!(ground.store.case_inbox(TENANT, case(1), 9).await.unwrap(), rows);
}

pub(crate) async fn inboxes_show_what_is_theirs(ground: &Ground) {
    let mut last = ground.keep(opening(case(1))).await;
    let rows = [
        arrived(1, Some(unit(1)), None, 10),
        arrived(2, None, Some(person(1)), 20),
        arrived(3, Some(unit(2)), None, 30),
        arrived(4, Some(unit(1)), None, 40),
    ];
    for row in &rows {
        last = delivered(ground, last, vec![row.clone()]).await;
    }
    for (who, units, limit, expected) in [
        (1, vec![1], 9, &[4, 2, 1][..]),
        (1, vec![], 9, &[2]),
        (9, vec![2, 1], 9, &[4, 3, 1]),
        (9, vec![1], 1, &[4]),
        (9, vec![], 9, &[]),
    ] {
        let query = InboxQuery {
            limit,
            ..of(who, &units)
        };
        let inbox = ground.store.inbox(TENANT, &query).await.unwrap();
        let ids: Vec<Uuid> = inbox.iter().map(|row| row.id).collect();
        let expected: Vec<Uuid> = expected.iter().map(|number| notice(*number, "").id).collect();
        assert_eq!(ids, expected, "person {who}, {units:?}");
    }
    assert_eq!(ground.store.case_inbox(TENANT, case(1), 9).await.unwrap(), rows);
    assert_eq!(ground.store.case_inbox(TENANT, case(2), 9).await.unwrap(), []);
}

pub(crate) async fn what_is_read_first_stays_read(ground: &Ground) {
    let last = ground.keep(opening(case(1))).await;
    let row = arrived(1, Some(unit(1)), None, 10);
    delivered(ground, last, vec![row.clone()]).await;
    for minutes in [20, 30] {
        ground.store.mark_read(TENANT, row.id, at(minutes)).await.unwrap();
    }
    let inbox = ground.store.case_inbox(TENANT, case(1), 9).await.unwrap();
    assert_eq!(inbox[0].read_at, Some(at(20)));
}

pub(crate) async fn an_inbox_is_read_page_by_page_and_row_by_row(ground: &Ground) {
    let mut last = ground.keep(opening(case(1))).await;
    // Two of the same moment: the place after one of them still finds the other.
    let rows = [(1, 10), (2, 20), (3, 20), (4, 30)].map(|(number, minutes)| InboxRow {
        on_behalf_of: (number == 2).then(|| person(7)),
        ..arrived(number, None, Some(person(1)), minutes)
    });
    for row in &rows {
        last = delivered(ground, last, vec![row.clone()]).await;
    }
    let mut query = InboxQuery {
        limit: 1,
        ..of(1, &[])
    };
    let mut seen = Vec::new();
    while let Some(row) = ground.store.inbox(TENANT, &query).await.unwrap().pop() {
        query.after = Some((row.at, row.id));
        seen.push(row);
    }
    seen.reverse();
    assert_eq!(seen, rows);
    ground.store.mark_read(TENANT, rows[3].id, at(40)).await.unwrap();
    let unread = InboxQuery {
        unread: true,
        ..of(1, &[])
    };
    let unread = ground.store.inbox(TENANT, &unread).await.unwrap();
    assert_eq!(
        unread.iter().map(|row| row.id).collect::<Vec<_>>(),
        [rows[2].id, rows[1].id, rows[0].id]
    );
    let one = ground.store.notice(TENANT, rows[1].id).await.unwrap();
    assert_eq!(one.as_ref(), Some(&rows[1]));
    assert_eq!(ground.store.notice(TENANT, Uuid::nil()).await.unwrap(), None);
}
