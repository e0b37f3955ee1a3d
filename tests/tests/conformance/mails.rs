//! Mail: told once, gathered once, sent until it is sent or given up.

use std::collections::BTreeSet;

use chrono::Duration;
use samspil_store::{ClaimedMail, Commit, Delivery, InboxRow, NewMail, Telling, Unsent, open};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::reach::people;
use crate::rows::{at, case, notice, opening, person};

const LEASE: Duration = Duration::minutes(5);

/// An inbox row of a person.
fn arrived(number: u128, of: u128) -> InboxRow {
    InboxRow {
        id: notice(number, "").id,
        case: case(number),
        unit: None,
        person: Some(person(of)),
        on_behalf_of: None,
        at: at(0),
        body: Vec::new(),
        read_at: None,
    }
}

fn telling(number: u128, of: u128, due: i64) -> Telling {
    Telling {
        notice: notice(number, "").id,
        person: person(of),
        due_at: at(due),
    }
}

/// Delivers a notice to person `of`, of whom it is to be told by mail at `due`.
async fn told(ground: &Ground, number: u128, of: u128, due: i64) {
    let delivery = Delivery {
        inbox: vec![arrived(number, of)],
        tellings: vec![telling(number, of, due)],
        mails: Vec::new(),
    };
    deliver(ground, number, delivery).await;
}

async fn deliver(ground: &Ground, number: u128, delivery: Delivery) {
    let commit = Commit {
        notices: vec![notice(number, "brev")],
        ..opening(case(number))
    };
    ground.keep(commit).await;
    let claimed = ground.store.claim_notices(at(0), LEASE, 9).await.unwrap();
    let delivered = ground
        .store
        .deliver(TENANT, claimed[0].id, claimed[0].fence, delivery)
        .await;
    assert!(delivered.unwrap());
}

async fn gather(ground: &Ground, minutes: i64) -> u32 {
    ground.store.gather_mails(TENANT, at(minutes), 100).await.unwrap()
}

async fn claim(ground: &Ground, minutes: i64) -> Vec<ClaimedMail> {
    ground
        .store
        .claim_mails(TENANT, at(minutes), LEASE, 9)
        .await
        .unwrap()
}

/// To whom and of how many things.
fn seen(mails: &[ClaimedMail]) -> Vec<(u128, u32)> {
    let number = |mail: &ClaimedMail| (1..9).find(|number| person(*number) == mail.person).unwrap();
    let mut seen: Vec<_> = mails.iter().map(|mail| (number(mail), mail.things)).collect();
    seen.sort_unstable();
    seen
}

/// A mail of its own to a person.
pub(crate) fn mail(number: u128, of: u128) -> NewMail {
    NewMail {
        id: Uuid::from_u128(number),
        person: person(of),
        made_at: at(0),
        due_at: at(1),
        body: b"kom".to_vec(),
        notice: Uuid::from_u128(number),
    }
}

/// Gives the one mail up that is free.
pub(crate) async fn give_up(ground: &Ground) {
    let mail = claim(ground, 1).await.remove(0);
    let unsent = Unsent::GivenUp {
        at: at(2),
        fault: "refused 550".to_owned(),
    };
    assert!(
        ground
            .store
            .mail_unsent(TENANT, mail.id, mail.fence, unsent)
            .await
            .unwrap()
    );
}

pub(crate) async fn a_delivery_says_whom_to_tell_once(ground: &Ground) {
    people(ground, 2).await;
    let invitation = NewMail {
        due_at: at(3),
        ..mail(77, 2)
    };
    let delivery = Delivery {
        inbox: vec![arrived(1, 1)],
        tellings: vec![telling(1, 1, 5), telling(1, 1, 5)],
        mails: vec![invitation.clone(), invitation],
    };
    deliver(ground, 1, delivery).await;
    assert_eq!(gather(ground, 4).await, 0);
    let mails = claim(ground, 4).await;
    assert_eq!(seen(&mails), [(2, 1)]);
    assert_eq!(
        (mails[0].body.as_deref(), mails[0].made_at, mails[0].tries),
        (Some(&b"kom"[..]), at(0), 0)
    );
    assert_eq!(mails[0].notices, [Uuid::from_u128(77)]);
    assert_eq!(gather(ground, 5).await, 1);
    let mails = claim(ground, 5).await;
    assert_eq!(seen(&mails), [(1, 1)]);
    assert_eq!(mails[0].notices, [arrived(1, 1).id]);
    assert_eq!(gather(ground, 5).await, 0);
}

pub(crate) async fn what_is_due_to_a_person_becomes_one_mail(ground: &Ground) {
    people(ground, 2).await;
    for (number, of, due) in [(1, 1, 5), (2, 1, 10), (3, 2, 10), (4, 1, 11)] {
        told(ground, number, of, due).await;
    }
    assert_eq!(gather(ground, 10).await, 2);
    assert_eq!(seen(&claim(ground, 10).await), [(1, 2), (2, 1)]);
    assert_eq!(gather(ground, 11).await, 1);
    assert_eq!(seen(&claim(ground, 11).await), [(1, 1)]);
}

pub(crate) async fn what_is_read_meanwhile_is_not_told(ground: &Ground) {
    people(ground, 1).await;
    for number in [1, 2, 3] {
        told(ground, number, 1, 10).await;
    }
    ground
        .store
        .mark_read(TENANT, notice(2, "").id, at(4))
        .await
        .unwrap();
    assert_eq!(gather(ground, 10).await, 1);
    assert_eq!(seen(&claim(ground, 10).await), [(1, 2)]);
    told(ground, 4, 1, 20).await;
    ground
        .store
        .mark_read(TENANT, notice(4, "").id, at(19))
        .await
        .unwrap();
    assert_eq!(gather(ground, 20).await, 0);
}

pub(crate) async fn a_mail_is_claimed_by_one_at_a_time_and_a_claim_lapses(ground: &Ground) {
    people(ground, 1).await;
    told(ground, 1, 1, 1).await;
    gather(ground, 1).await;
    let first = claim(ground, 1).await.remove(0);
    assert_eq!(claim(ground, 5).await, []);
    let second = claim(ground, 6).await.remove(0);
    assert!(second.fence > first.fence);
    assert_eq!((second.id, second.tries, second.things), (first.id, 0, 1));
    let sent = async |fence| ground.store.mail_sent(TENANT, first.id, fence).await.unwrap();
    assert!(!sent(first.fence).await);
    let late = ground
        .store
        .mail_unsent(TENANT, first.id, first.fence, Unsent::NotTried(at(7)))
        .await;
    assert!(!late.unwrap());
    assert!(sent(second.fence).await);
    assert!(!sent(second.fence).await);
    assert_eq!(claim(ground, 99).await, []);
}

pub(crate) async fn what_was_not_sent_is_tried_again_or_given_up(ground: &Ground) {
    people(ground, 1).await;
    told(ground, 1, 1, 1).await;
    gather(ground, 1).await;
    let put_back = async |mail: &ClaimedMail, unsent| {
        let done = ground
            .store
            .mail_unsent(TENANT, mail.id, mail.fence, unsent)
            .await;
        assert!(done.unwrap());
    };
    let mail = claim(ground, 1).await.remove(0);
    put_back(&mail, Unsent::NotTried(at(2))).await;
    let mail = claim(ground, 2).await.remove(0);
    assert_eq!(mail.tries, 0);
    let again = Unsent::Again {
        at: at(10),
        fault: "later 451".to_owned(),
    };
    put_back(&mail, again).await;
    assert_eq!(claim(ground, 9).await, []);
    assert_eq!(ground.store.given_up_mails(TENANT, 9).await.unwrap(), []);
    let mail = claim(ground, 10).await.remove(0);
    assert_eq!(mail.tries, 1);
    let gone = Unsent::GivenUp {
        at: at(11),
        fault: "refused 550".to_owned(),
    };
    put_back(&mail, gone).await;
    assert_eq!(claim(ground, 999).await, []);
    assert_eq!(ground.store.next_mail().await.unwrap(), None);
    let listed = ground.store.given_up_mails(TENANT, 9).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(
        (
            listed[0].id,
            listed[0].tries,
            listed[0].fault.as_str(),
            listed[0].given_up_at
        ),
        (mail.id, 2, "refused 550", at(11))
    );
}

pub(crate) async fn a_mail_that_was_given_up_is_tried_anew_or_forgotten(ground: &Ground) {
    people(ground, 1).await;
    told(ground, 1, 1, 0).await;
    gather(ground, 1).await;
    give_up(ground).await;
    let id = ground.store.given_up_mails(TENANT, 9).await.unwrap()[0].id;
    assert!(ground.store.try_mail_again(TENANT, id, at(30)).await.unwrap());
    assert!(!ground.store.try_mail_again(TENANT, id, at(30)).await.unwrap());
    assert!(
        !ground.store.forget_mail(TENANT, id).await.unwrap(),
        "it is on its way"
    );
    assert_eq!(claim(ground, 29).await, []);
    let mail = claim(ground, 30).await.remove(0);
    assert_eq!((mail.id, mail.tries), (id, 0));
    let gone = Unsent::GivenUp {
        at: at(31),
        fault: String::new(),
    };
    assert!(
        ground
            .store
            .mail_unsent(TENANT, id, mail.fence, gone)
            .await
            .unwrap()
    );
    assert!(ground.store.forget_mail(TENANT, id).await.unwrap());
    assert_eq!(ground.store.given_up_mails(TENANT, 9).await.unwrap(), []);
}

pub(crate) async fn two_nodes_gather_each_telling_once(ground: &Ground) {
    people(ground, 8).await;
    for number in 1..=40 {
        told(ground, number, 1 + number % 8, 1).await;
    }
    let second = open(&ground.url).await.unwrap();
    let gather = async |store: &dyn samspil_store::Store| {
        let mut made = 0;
        loop {
            match store.gather_mails(TENANT, at(1), 3).await.unwrap() {
                0 => break made,
                count => made += count,
            }
        }
    };
    let (one, other) = tokio::join!(gather(ground.store.as_ref()), gather(second.as_ref()));
    let mails = ground.store.claim_mails(TENANT, at(1), LEASE, 99).await.unwrap();
    assert_eq!(mails.iter().map(|mail| mail.things).sum::<u32>(), 40);
    assert_eq!(u32::try_from(mails.len()).unwrap(), one + other);
    let whom: BTreeSet<_> = mails.iter().map(|mail| mail.person).collect();
    assert_eq!(whom.len(), 8);
    second.close().await;
}

pub(crate) async fn the_next_mail_is_the_earliest_of_all_tenants(ground: &Ground) {
    assert_eq!(ground.store.next_mail().await.unwrap(), None);
    people(ground, 1).await;
    told(ground, 1, 1, 20).await;
    assert_eq!(ground.store.next_mail().await.unwrap(), Some(at(20)));
    assert_eq!(ground.store.tenants_with_mail(at(19)).await.unwrap(), []);
    assert_eq!(ground.store.tenants_with_mail(at(20)).await.unwrap(), [TENANT]);
    assert_eq!(ground.store.gather_mails(OTHER, at(20), 9).await.unwrap(), 0);
    gather(ground, 20).await;
    assert_eq!(ground.store.tenants_with_mail(at(20)).await.unwrap(), [TENANT]);
    claim(ground, 20).await;
    assert_eq!(ground.store.tenants_with_mail(at(20)).await.unwrap(), []);
    assert_eq!(ground.store.next_mail().await.unwrap(), Some(at(25)));
}
