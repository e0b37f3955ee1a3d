//! People and units.

use samspil_core::flow::Side;
use samspil_store::{Member, Person, Role, Unit};

use crate::ground::{Ground, TENANT};
use crate::rows::{person, today, unit};

fn of_unit(number: u128, name: &str, side: Side) -> Unit {
    Unit {
        id: unit(number),
        name: name.to_owned(),
        side,
    }
}

pub(crate) fn of_person(number: u128, login: &str, name: &str) -> Person {
    Person {
        id: person(number),
        login: login.to_owned(),
        name: name.to_owned(),
        password: Some("$argon2id$".to_owned()),
        roles: vec![Role::Staff],
        active: true,
    }
}

async fn put(ground: &Ground, person: Person) -> bool {
    ground.store.put_person(TENANT, person).await.unwrap()
}

pub(crate) async fn units_are_kept_and_changed(ground: &Ground) {
    let sides = [
        Side::Authority,
        Side::Provider,
        Side::Citizen,
        Side::Relative,
        Side::Partner,
    ];
    for (number, side) in (1..).zip(sides) {
        let unit = of_unit(number, &format!("Enhed {number}"), side);
        ground.store.put_unit(TENANT, unit).await.unwrap();
    }
    let changed = of_unit(1, "Enhed 0", Side::Partner);
    ground.store.put_unit(TENANT, changed.clone()).await.unwrap();
    let units = ground.store.units(TENANT).await.unwrap();
    assert_eq!(units.len(), 5);
    assert_eq!(units[0], changed);
    assert_eq!(units[4].side, Side::Partner);
}

pub(crate) async fn lists_are_in_danish_order(ground: &Ground) {
    let names = ["Åsen", "Østvang", "Bakken", "Ærøhus", "Aahuset", "zoo"];
    for (number, name) in (1..).zip(names) {
        let unit = of_unit(number, name, Side::Provider);
        ground.store.put_unit(TENANT, unit).await.unwrap();
        put(ground, of_person(number, &format!("p{number}"), name)).await;
    }
    let expected = ["Bakken", "zoo", "Ærøhus", "Østvang", "Aahuset", "Åsen"];
    let units = ground.store.units(TENANT).await.unwrap();
    assert_eq!(
        units.iter().map(|unit| unit.name.as_str()).collect::<Vec<_>>(),
        expected
    );
    let people = ground.store.people(TENANT).await.unwrap();
    assert_eq!(
        people
            .iter()
            .map(|person| person.name.as_str())
            .collect::<Vec<_>>(),
        expected
    );
}

pub(crate) async fn two_units_cannot_have_one_name(ground: &Ground) {
    ground
        .store
        .put_unit(TENANT, of_unit(1, "Bakken", Side::Provider))
        .await
        .unwrap();
    let second = ground
        .store
        .put_unit(TENANT, of_unit(2, "Bakken", Side::Authority))
        .await;
    assert!(second.is_err());
    assert_eq!(ground.store.units(TENANT).await.unwrap().len(), 1);
}

pub(crate) async fn a_person_is_found_by_id_and_login(ground: &Ground) {
    let mut anna = of_person(1, "anna", "Anna");
    anna.roles = vec![Role::ProcessOwner, Role::Staff, Role::Administrator];
    assert!(put(ground, anna.clone()).await);
    assert_eq!(
        ground.store.person(TENANT, anna.id).await.unwrap(),
        Some(anna.clone())
    );
    assert_eq!(
        ground.store.person_by_login(TENANT, "anna").await.unwrap(),
        Some(anna.clone())
    );
    assert_eq!(ground.store.person_by_login(TENANT, "ann").await.unwrap(), None);
    assert_eq!(ground.store.person(TENANT, person(2)).await.unwrap(), None);
    for (among, found) in [
        (vec![], vec![]),
        (vec![person(2)], vec![]),
        (vec![person(2), person(1), person(1)], vec![anna.clone()]),
    ] {
        let there = ground.store.people_among(TENANT, &among).await.unwrap();
        assert_eq!(there, found, "{among:?}");
    }

    let changed = Person {
        login: "anna2".to_owned(),
        password: None,
        roles: Vec::new(),
        active: false,
        ..anna
    };
    assert!(put(ground, changed.clone()).await);
    assert_eq!(ground.store.person_by_login(TENANT, "anna").await.unwrap(), None);
    assert_eq!(ground.store.people(TENANT).await.unwrap(), [changed]);
}

pub(crate) async fn a_login_is_one_persons(ground: &Ground) {
    let anna = of_person(1, "anna", "Anna");
    assert!(put(ground, anna.clone()).await);
    assert!(!put(ground, of_person(2, "anna", "Bo")).await);
    assert!(put(ground, of_person(2, "bo", "Bo")).await);
    assert!(!put(ground, of_person(2, "anna", "Bo")).await);
    assert_eq!(
        ground.store.person_by_login(TENANT, "anna").await.unwrap(),
        Some(anna)
    );
    let bo = ground.store.person(TENANT, person(2)).await.unwrap().unwrap();
    assert_eq!(bo.login, "bo");
}

pub(crate) async fn places_in_units_are_set_together(ground: &Ground) {
    for number in 1..=3 {
        let unit = of_unit(number, &format!("Enhed {number}"), Side::Authority);
        ground.store.put_unit(TENANT, unit).await.unwrap();
    }
    for number in 1..=2 {
        put(ground, of_person(number, &format!("p{number}"), "Navn")).await;
    }
    let member = |of: u128, place: u128, acts_as: &[&str]| Member {
        person: person(of),
        unit: unit(place),
        acts_as: acts_as.iter().map(|party| (*party).to_owned()).collect(),
    };
    let first = vec![member(1, 1, &["caseworker", "team_leader"]), member(1, 2, &[])];
    ground
        .store
        .put_members(TENANT, person(1), first.clone())
        .await
        .unwrap();
    ground
        .store
        .put_members(TENANT, person(2), vec![member(2, 2, &["caseworker"])])
        .await
        .unwrap();
    assert_eq!(
        ground.store.members(TENANT, person(1), today()).await.unwrap(),
        first
    );
    let of_two = ground.store.members_of(TENANT, unit(2), today()).await.unwrap();
    assert_eq!(of_two, [member(1, 2, &[]), member(2, 2, &["caseworker"])]);

    let second = vec![member(1, 3, &["leder_på_ærø"])];
    ground
        .store
        .put_members(TENANT, person(1), second.clone())
        .await
        .unwrap();
    assert_eq!(
        ground.store.members(TENANT, person(1), today()).await.unwrap(),
        second
    );
    assert_eq!(
        ground.store.members_of(TENANT, unit(1), today()).await.unwrap(),
        []
    );
    ground
        .store
        .put_members(TENANT, person(1), Vec::new())
        .await
        .unwrap();
    assert_eq!(
        ground.store.members(TENANT, person(1), today()).await.unwrap(),
        []
    );
}

pub(crate) async fn a_place_in_no_unit_changes_nothing(ground: &Ground) {
    ground
        .store
        .put_unit(TENANT, of_unit(1, "Bakken", Side::Provider))
        .await
        .unwrap();
    put(ground, of_person(1, "anna", "Anna")).await;
    let member = |place: u128| Member {
        person: person(1),
        unit: unit(place),
        acts_as: Vec::new(),
    };
    ground
        .store
        .put_members(TENANT, person(1), vec![member(1)])
        .await
        .unwrap();
    let refused = ground.store.put_members(TENANT, person(1), vec![member(9)]).await;
    assert!(refused.is_err());
    assert_eq!(
        ground.store.members(TENANT, person(1), today()).await.unwrap(),
        [member(1)]
    );
}
