//! The register of citizens, and the keys that what is said of them is kept under.

use samspil_core::id::PersonId;
use samspil_store::{CaseQuery, Citizen, Erasure, HeldKey, Untitled, UntoldProtection};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, opening, person};

pub(crate) fn key(holder: uuid::Uuid, word: &str, under: u32) -> HeldKey {
    HeldKey {
        holder,
        sealed: Some(word.as_bytes().to_vec()),
        under,
    }
}

pub(crate) fn citizen(number: u128, sum: Option<u8>) -> Citizen {
    Citizen {
        person: person(number),
        number_sum: sum.map(|byte| [byte; 32]),
        identity: Some(format!("sealed {number}").into_bytes()),
        protected_since: Some("2025-03-01".parse().unwrap()),
        registered_at: at(1),
        changed_at: at(2),
        erased: None,
    }
}

fn untitled(number: u128, version: u64) -> Untitled {
    Untitled {
        case: case(number),
        version,
        snapshot: b"without a title".to_vec(),
    }
}

pub(crate) fn erasure() -> Erasure {
    Erasure {
        at: at(9),
        by: "Gerda".to_owned(),
        why: "Kassation 2031".to_owned(),
    }
}

async fn add(ground: &Ground, citizen: Citizen) -> bool {
    let key = key(citizen.person.0, "key", 1);
    ground.store.add_citizen(TENANT, citizen, key).await.unwrap()
}

async fn read(ground: &Ground, person: PersonId) -> Option<Citizen> {
    ground.store.citizens(TENANT, &[person]).await.unwrap().pop()
}

async fn keys(ground: &Ground, holders: &[uuid::Uuid]) -> Vec<HeldKey> {
    ground.store.held_keys(TENANT, holders).await.unwrap()
}

pub(crate) async fn a_citizen_is_kept_and_found_by_number(ground: &Ground) {
    let whole = citizen(1, Some(1));
    assert!(add(ground, whole.clone()).await);
    assert!(add(ground, citizen(2, None)).await, "nobody knows the number");
    assert!(add(ground, citizen(3, None)).await, "nor this one's");
    assert_eq!(read(ground, person(1)).await, Some(whole.clone()));
    let found = |tenant, sum| ground.store.citizen_by_number(tenant, [sum; 32]);
    assert_eq!(found(TENANT, 1).await.unwrap(), Some(whole));
    assert_eq!(found(TENANT, 2).await.unwrap(), None);
    assert_eq!(found(OTHER, 1).await.unwrap(), None);
    assert_eq!(keys(ground, &[person(1).0]).await, [key(person(1).0, "key", 1)]);
}

pub(crate) async fn a_number_is_one_citizens(ground: &Ground) {
    assert!(add(ground, citizen(1, Some(1))).await);
    assert!(!add(ground, citizen(2, Some(1))).await, "the number is taken");
    assert!(!add(ground, citizen(1, Some(2))).await, "the person is there");
    assert_eq!(read(ground, person(2)).await, None);
    assert_eq!(keys(ground, &[person(2).0]).await, [], "no key without a citizen");
    assert!(add(ground, citizen(3, Some(3))).await);
    let change = |citizen| ground.store.change_citizen(TENANT, citizen);
    let taken = Citizen {
        number_sum: Some([1; 32]),
        ..citizen(3, None)
    };
    assert!(!change(taken).await.unwrap());
    assert!(
        !change(citizen(4, None)).await.unwrap(),
        "there is no such citizen"
    );
    let changed = Citizen {
        number_sum: Some([4; 32]),
        identity: Some(b"anew".to_vec()),
        protected_since: None,
        changed_at: at(7),
        ..citizen(3, None)
    };
    assert!(change(changed.clone()).await.unwrap());
    assert_eq!(read(ground, person(3)).await, Some(changed));
    let elsewhere = key(person(5).0, "key", 1);
    let there = ground.store.add_citizen(OTHER, citizen(5, Some(1)), elsewhere);
    assert!(there.await.unwrap(), "another tenant's number");
}

pub(crate) async fn a_change_of_protection_waits_until_it_is_told(ground: &Ground) {
    let untold = async |tenant| ground.store.untold_protection(tenant, 10).await.unwrap();
    let change = async |number, protected: bool, second| {
        let day = "2025-03-01".parse().unwrap();
        let changed = Citizen {
            protected_since: protected.then_some(day),
            changed_at: at(second),
            ..citizen(number, None)
        };
        assert!(ground.store.change_citizen(TENANT, changed).await.unwrap());
    };
    let waits = |number, is_protected, second| UntoldProtection {
        person: person(number),
        is_protected,
        since: at(second),
    };
    add(ground, citizen(1, None)).await;
    add(ground, citizen(2, None)).await;
    change(1, true, 3).await;
    assert_eq!(untold(TENANT).await, [], "they were protected before");
    change(2, false, 4).await;
    change(1, false, 5).await;
    change(2, false, 6).await;
    assert_eq!(untold(TENANT).await, [waits(2, false, 4), waits(1, false, 5)]);
    assert_eq!(ground.store.untold_protection(TENANT, 1).await.unwrap().len(), 1);
    assert_eq!(untold(OTHER).await, []);
    change(1, true, 7).await;
    let told = |number, second| ground.store.protection_told(TENANT, person(number), at(second));
    assert!(!told(1, 5).await.unwrap(), "it has changed since");
    assert!(
        !ground
            .store
            .protection_told(OTHER, person(2), at(4))
            .await
            .unwrap()
    );
    assert!(told(2, 4).await.unwrap());
    assert!(!told(2, 4).await.unwrap());
    assert_eq!(untold(TENANT).await, [waits(1, true, 7)]);
    let erased = ground
        .store
        .erase_citizen(TENANT, person(1), (&[], &[]), erasure());
    assert!(erased.await.unwrap());
    assert_eq!(untold(TENANT).await, [], "there is nobody to protect");
}

pub(crate) async fn a_holder_keeps_the_first_key(ground: &Ground) {
    let (one, two) = (case(1).0, case(2).0);
    let add = |keys| ground.store.add_held_keys(TENANT, keys);
    assert_eq!(add(vec![key(one, "a", 1)]).await.unwrap(), [key(one, "a", 1)]);
    let kept = add(vec![key(one, "b", 2), key(two, "c", 2)]).await.unwrap();
    assert_eq!(kept, [key(one, "a", 1), key(two, "c", 2)]);
    assert_eq!(keys(ground, &[one, case(3).0]).await, [key(one, "a", 1)]);
    let elsewhere = ground.store.held_keys(OTHER, &[one]).await.unwrap();
    assert_eq!(elsewhere, []);
}

pub(crate) async fn what_was_erased_is_gone_and_stays_so(ground: &Ground) {
    add(ground, citizen(1, Some(1))).await;
    add(ground, citizen(2, Some(2))).await;
    let (of_case, of_other) = (key(case(1).0, "case key", 1), key(case(2).0, "other key", 1));
    let both = vec![of_case, of_other.clone()];
    ground.store.add_held_keys(TENANT, both).await.unwrap();
    let erase = |tenant, person, cases: &'static [u128]| {
        let cases: Vec<Untitled> = cases.iter().map(|number| untitled(*number, 1)).collect();
        async move {
            let erased = ground
                .store
                .erase_citizen(tenant, person, (&cases, &[]), erasure());
            erased.await.unwrap()
        }
    };
    assert!(!erase(OTHER, person(1), &[]).await, "another tenant's citizen");
    assert!(erase(TENANT, person(1), &[1]).await);
    assert!(!erase(TENANT, person(1), &[2]).await, "once is enough");
    let gone = Citizen {
        number_sum: None,
        identity: None,
        changed_at: at(9),
        erased: Some(erasure()),
        ..citizen(1, None)
    };
    assert_eq!(read(ground, person(1)).await, Some(gone));
    assert_eq!(read(ground, person(2)).await, Some(citizen(2, Some(2))));
    let destroyed = |holder| HeldKey {
        sealed: None,
        ..key(holder, "", 1)
    };
    let holders = [person(1).0, case(1).0, case(2).0];
    let mut left = keys(ground, &holders).await;
    let mut expected = vec![destroyed(person(1).0), destroyed(case(1).0), of_other];
    left.sort_by_key(|key| key.holder);
    expected.sort_by_key(|key| key.holder);
    assert_eq!(left, expected);
    let again = vec![key(case(1).0, "another", 2)];
    let kept = ground.store.add_held_keys(TENANT, again).await.unwrap();
    assert_eq!(kept, [destroyed(case(1).0)], "no new key in its place");
    assert!(
        !ground
            .store
            .change_citizen(TENANT, citizen(1, Some(1)))
            .await
            .unwrap()
    );
    assert!(add(ground, citizen(6, Some(1))).await, "the number is free");
}

pub(crate) async fn a_title_goes_with_its_citizen(ground: &Ground) {
    add(ground, citizen(1, None)).await;
    ground.keep(opening(case(7))).await;
    let erase = async |version| {
        let about = [untitled(7, version)];
        let erased = ground
            .store
            .erase_citizen(TENANT, person(1), (&about, &[]), erasure());
        erased.await.unwrap()
    };
    assert!(!erase(9).await, "it is not as it was seen");
    assert_eq!(
        read(ground, person(1)).await,
        Some(citizen(1, None)),
        "nothing was done"
    );
    let query = CaseQuery {
        limit: 9,
        ..CaseQuery::default()
    };
    let title = async || {
        ground.store.find(TENANT, &query).await.unwrap()[0]
            .head
            .title
            .clone()
    };
    assert_ne!(title().await, "");
    assert!(erase(1).await);
    assert_eq!(title().await, "");
    let kept = ground.store.load(TENANT, &[case(7)], &[]).await.unwrap().cases;
    assert_eq!(
        (kept[0].version, kept[0].snapshot.clone()),
        (1, untitled(7, 1).snapshot)
    );
    assert_eq!(ground.history(case(7)).await.len(), 1, "the history is untouched");
}

pub(crate) async fn keys_are_sealed_anew_some_at_a_time(ground: &Ground) {
    let all = (1..=5).map(|number| key(case(number).0, "old", u32::from(number > 3) + 1));
    ground.store.add_held_keys(TENANT, all.collect()).await.unwrap();
    let older = |under, limit| ground.store.keys_under_older(TENANT, under, limit);
    assert_eq!(older(1, 10).await.unwrap(), []);
    assert_eq!(older(2, 2).await.unwrap().len(), 2);
    assert_eq!(older(3, 10).await.unwrap().len(), 5);
    let first = older(2, 2).await.unwrap();
    let anew = |old: &HeldKey| HeldKey {
        sealed: Some(b"new".to_vec()),
        under: 3,
        ..old.clone()
    };
    let reseal = |keys| ground.store.reseal_keys(TENANT, keys);
    reseal(first.iter().map(anew).collect()).await.unwrap();
    assert_eq!(keys(ground, &[first[0].holder]).await, [anew(&first[0])]);
    let back = HeldKey {
        sealed: Some(b"older".to_vec()),
        under: 2,
        ..first[0].clone()
    };
    reseal(vec![back]).await.unwrap();
    assert_eq!(
        keys(ground, &[first[0].holder]).await,
        [anew(&first[0])],
        "never under an older one"
    );
    assert_eq!(older(3, 10).await.unwrap().len(), 3);
}

pub(crate) async fn a_destroyed_key_is_not_sealed_anew(ground: &Ground) {
    add(ground, citizen(1, Some(1))).await;
    let old = ground.store.keys_under_older(TENANT, 2, 10).await.unwrap();
    ground
        .store
        .erase_citizen(TENANT, person(1), (&[], &[]), erasure())
        .await
        .unwrap();
    let anew = old.into_iter().map(|key| HeldKey { under: 2, ..key });
    ground.store.reseal_keys(TENANT, anew.collect()).await.unwrap();
    assert_eq!(keys(ground, &[person(1).0]).await[0].sealed, None);
    assert_eq!(ground.store.keys_under_older(TENANT, 2, 10).await.unwrap(), []);
}
