//! What is proposed, approved, overtaken and forgotten.

use std::sync::Arc;

use samspil_store::{Person, Role, Service};

use super::*;

pub(super) const TENANT: TenantId = TenantId(12_345_678);

pub(super) fn signer(number: u128) -> Signer {
    Signer {
        person: PersonId(Uuid::from_u128(number)),
        name: format!("Person {number}"),
    }
}

fn erase(number: u128, why: &str) -> What {
    What::Erase {
        citizen: PersonId(Uuid::from_u128(number)),
        why: why.to_owned(),
    }
}

pub(super) fn publish(text: &str) -> What {
    What::Publish {
        flow: "help".to_owned(),
        text: text.to_owned(),
        after: Some(1),
        draft: None,
        trial: None,
    }
}

pub(super) fn day(day: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::days(day)
}

pub(super) async fn store() -> (tempfile::TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let store = samspil_store::open(&url).await.unwrap();
    store.add_tenant(TENANT, "Prøvekommune").await.unwrap();
    for number in [1, 2, 3] {
        let person = Person {
            id: signer(number).person,
            login: format!("p{number}"),
            name: format!("Person {number}"),
            password: None,
            roles: vec![Role::Administrator],
            active: true,
        };
        store.put_person(TENANT, person).await.unwrap();
    }
    let service = Service {
        person: signer(3).person,
        owner: signer(1).person,
    };
    store.put_service(TENANT, service).await.unwrap();
    (folder, store)
}

fn told(word: Word) -> &'static str {
    match word {
        Word::First(_) => "first",
        Word::Second(_) => "second",
        Word::Other(_) => "other",
        Word::Full => "full",
    }
}

#[tokio::test]
async fn another_person_approves_the_same_and_nobody_their_own() {
    let (_folder, store) = store().await;
    for (by, what, at, expected) in [
        (1, erase(9, "Klage"), 0, "first"),
        (1, erase(9, "En ny grund"), 0, "first"),
        (3, erase(9, "Klage"), 0, "first"),
        (2, erase(9, "Set"), 0, "second"),
        (2, erase(8, "Klage"), 0, "first"),
        (1, publish("a"), 0, "first"),
        (2, publish("b"), 0, "other"),
        (1, publish("b"), 0, "first"),
        (2, publish("b"), 29, "second"),
        (2, publish("b"), 30, "first"),
    ] {
        let word = word(store.as_ref(), TENANT, &signer(by), what.clone(), day(at)).await;
        assert_eq!(told(word.unwrap()), expected, "{by} {what:?} {at}");
    }
    let waits = waiting(store.as_ref(), TENANT, day(30)).await.unwrap();
    assert_eq!(waits.len(), 1, "what is older was forgotten");
    // A program stays one with what it proposed, and whoever answered for it then, too.
    let ask = async |by: u128| {
        let said = word(store.as_ref(), TENANT, &signer(by), erase(7, "Klage"), day(30)).await;
        told(said.unwrap())
    };
    assert_eq!(ask(3).await, "first");
    let other = Service {
        person: signer(3).person,
        owner: signer(2).person,
    };
    store.put_service(TENANT, other).await.unwrap();
    let waits = waiting(store.as_ref(), TENANT, day(30)).await.unwrap();
    let own = |by: u128, answers: u128| {
        let proposal = waits.iter().find(|one| one.through.is_some()).unwrap();
        proposal.is_own(signer(by).person, signer(answers).person)
    };
    assert!(own(3, 2) && own(1, 1) && !own(2, 2));
    assert_eq!(ask(2).await, "second");
    assert!(
        let_go(store.as_ref(), TENANT, About::Flow("help"), day(30))
            .await
            .unwrap()
    );
    assert!(
        !let_go(store.as_ref(), TENANT, About::Flow("help"), day(30))
            .await
            .unwrap()
    );
}

#[tokio::test]
async fn what_was_overtaken_is_told_and_hinders_nothing_until_it_is_proposed_anew() {
    let (_folder, store) = store().await;
    let store = store.as_ref();
    let ask =
        async |by: u128, what: What| told(word(store, TENANT, &signer(by), what, day(0)).await.unwrap());
    let come = async |flow: &str, version: u32| {
        let came =
            |one: &Proposal| (one.what.about() == About::Flow(flow)).then_some(Overtaken::Published(version));
        overtake(store, TENANT, day(0), came).await.unwrap()
    };
    let waits = async || waiting(store, TENANT, day(0)).await.unwrap().len();
    let told_of = async || -> Vec<(PersonId, Overtaken)> {
        let list = overtaken(store, TENANT, day(0)).await.unwrap();
        list.into_iter().map(|(one, by)| (one.by, by)).collect()
    };
    assert_eq!(ask(1, publish("a")).await, "first");
    assert_eq!(ask(1, erase(9, "Klage")).await, "first");
    assert!(come("help", 2).await && !come("help", 3).await);
    assert_eq!(waits().await, 1, "what is about something else waits on");
    let first = (signer(1).person, Overtaken::Published(2));
    assert_eq!(told_of().await, [first]);
    assert_eq!(
        ask(2, publish("a")).await,
        "first",
        "nobody agrees to what was overtaken"
    );
    assert_eq!((waits().await, told_of().await), (2, vec![first]));
    assert_eq!(ask(3, publish("a")).await, "second", "a program of the first");
    assert!(come("help", 4).await);
    assert_eq!(
        told_of().await,
        [first, (signer(2).person, Overtaken::Published(4))]
    );
    assert_eq!(ask(1, publish("b")).await, "first");
    assert_eq!(told_of().await, [(signer(2).person, Overtaken::Published(4))]);
    assert!(let_go(store, TENANT, About::Flow("help"), day(0)).await.unwrap());
    assert_eq!((waits().await, told_of().await), (1, Vec::new()));
    for number in 0..=u32::try_from(MAX_OVERTAKEN).unwrap() {
        let flow = format!("f{number}");
        let What::Publish { text, after, .. } = publish("c") else {
            unreachable!()
        };
        let what = What::Publish {
            flow: flow.clone(),
            text,
            after,
            draft: None,
            trial: None,
        };
        assert_eq!(ask(1, what).await, "first");
        assert!(come(&flow, number).await);
    }
    let told = told_of().await;
    assert_eq!(
        (told.len(), told[0].1),
        (MAX_OVERTAKEN, Overtaken::Published(1)),
        "the oldest went"
    );
}

#[tokio::test]
async fn so_much_waits_and_no_more_and_nothing_is_lost_at_once() {
    let (_folder, store) = store().await;
    let (store, one) = (store.as_ref(), signer(1));
    let ask = |number: u128| word(store, TENANT, &one, erase(number, "Klage"), day(0));
    let (first, second, third) = tokio::join!(ask(10), ask(11), ask(12));
    [first, second, third]
        .into_iter()
        .for_each(|word| assert_eq!(told(word.unwrap()), "first"));
    for number in 13..60 {
        assert_eq!(told(ask(number).await.unwrap()), "first");
    }
    assert_eq!(told(ask(60).await.unwrap()), "full");
    assert_eq!(waiting(store, TENANT, day(0)).await.unwrap().len(), MAX_WAITING);
}
