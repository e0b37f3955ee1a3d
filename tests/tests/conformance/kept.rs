//! What is kept of a person beside their cases is found for them, and nobody else's with it.

use samspil_store::{
    Commit, Delivery, HeldFast, KeptMail, LegalHold, Link, Opens, ProviderIdentity, Signature,
};
use uuid::Uuid;

use crate::disposals::{hold, signature};
use crate::ground::{Ground, OTHER, TENANT};
use crate::mails::{give_up, mail};
use crate::reach::people;
use crate::rows::{at, case, notice, opening, person};
use crate::sign_in::link;

fn identity(of: u128, subject: &str) -> ProviderIdentity {
    ProviderIdentity {
        issuer: "https://login.example".to_owned(),
        subject: subject.to_owned(),
        person: person(of),
        provider: "borgere".to_owned(),
        seen_at: at(3),
    }
}

pub(crate) async fn how_somebody_is_let_in_is_found_for_them_alone(ground: &Ground) {
    let store = &ground.store;
    people(ground, 2).await;
    for (of, subject) in [(1, "b"), (2, "c"), (1, "a")] {
        store.put_identity(TENANT, identity(of, subject)).await.unwrap();
    }
    let known = store.identities_of(TENANT, person(1)).await.unwrap();
    assert_eq!(known, [identity(1, "a"), identity(1, "b")]);
    assert_eq!(store.identities_of(OTHER, person(1)).await.unwrap(), []);

    ground.keep(opening(case(1))).await;
    let into = |number, of, made| Link {
        person: person(of),
        ..link(number, crate::sign_in::into_case(), made)
    };
    for one in [into(1, 1, 1), into(2, 2, 2), into(3, 1, 3)] {
        store.put_link(TENANT, one).await.unwrap();
    }
    let account = link(4, Opens::Account, 2);
    store.put_link(TENANT, account.clone()).await.unwrap();
    let links = store.links_of_person(TENANT, person(1), 9).await.unwrap();
    assert_eq!(links, [into(3, 1, 3), account, into(1, 1, 1)]);
    let some = store.links_of_person(TENANT, person(1), 1).await.unwrap();
    assert_eq!(some, [into(3, 1, 3)]);
    assert_eq!(store.links_of_person(OTHER, person(1), 9).await.unwrap(), []);
}

pub(crate) async fn mail_that_is_not_sent_is_found_for_whom_it_is_to(ground: &Ground) {
    let store = &ground.store;
    people(ground, 2).await;
    let commit = Commit {
        notices: vec![notice(1, "brev")],
        ..opening(case(1))
    };
    ground.keep(commit).await;
    let claimed = store
        .claim_notices(at(0), chrono::Duration::minutes(5), 9)
        .await
        .unwrap();
    let delivery = Delivery {
        mails: vec![mail(1, 1)],
        ..Delivery::default()
    };
    let delivered = store.deliver(TENANT, claimed[0].id, claimed[0].fence, delivery);
    assert!(delivered.await.unwrap());
    let made = mail(1, 1).made_at;
    let waits = KeptMail {
        made_at: made,
        things: 1,
        tries: 0,
        given_up_at: None,
    };
    let kept = || store.mails_of_person(TENANT, person(1), 9);
    assert_eq!(kept().await.unwrap(), [waits]);
    assert_eq!(store.mails_of_person(TENANT, person(2), 9).await.unwrap(), []);
    assert_eq!(store.mails_of_person(OTHER, person(1), 9).await.unwrap(), []);
    give_up(ground).await;
    let given_up = kept().await.unwrap();
    assert_eq!(given_up.len(), 1);
    assert!(
        given_up[0].given_up_at.is_some() && given_up[0].tries > 0,
        "{given_up:?}"
    );
}

pub(crate) async fn holds_are_found_by_citizen_and_by_their_cases(ground: &Ground) {
    let store = &ground.store;
    for (number, of) in [(1, 1), (2, 2)] {
        let commit = Commit {
            people: [("citizen".to_owned(), person(of))].into_iter().collect(),
            ..opening(case(number))
        };
        ground.keep(commit).await;
    }
    let holds: [LegalHold; 4] = [
        hold(1, HeldFast::Case(case(1)), None),
        hold(2, HeldFast::Case(case(2)), None),
        hold(3, HeldFast::Citizen(person(1)), Some("2027-01-01")),
        hold(4, HeldFast::Citizen(person(2)), None),
    ];
    for one in &holds {
        assert!(store.put_hold(TENANT, one.clone()).await.unwrap());
    }
    let by: Signature = signature(1, 90);
    let lifted = store.lift_hold(TENANT, Uuid::from_u128(1), by.clone(), "Dom");
    assert!(lifted.await.unwrap());
    let of = |citizen, limit| store.holds_of_citizen(TENANT, citizen, limit);
    let lifted = LegalHold {
        lifted: Some((by, "Dom".to_owned())),
        ..holds[0].clone()
    };
    let found = of(person(1), 9).await.unwrap();
    assert_eq!(found, [holds[2].clone(), lifted]);
    assert_eq!(of(person(1), 1).await.unwrap().len(), 1);
    assert_eq!(of(person(3), 9).await.unwrap(), []);
    assert_eq!(store.holds_of_citizen(OTHER, person(1), 9).await.unwrap(), []);
}
