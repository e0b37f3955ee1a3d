//! Whom a provider means.

use chrono::NaiveDate;
use samspil_core::id::{Cpr, PersonId, UnitId};
use samspil_runtime::{Identity, Register, Visit, WayIn};
use samspil_store::{ChangeWay, Changed, Days, Kept, OrganisationChange, Person, Place, Role, Service};
use serde_json::json;
use uuid::Uuid;

use super::world::{TENANT, World};

fn person(number: u128, login: &str) -> Person {
    Person {
        id: PersonId(Uuid::from_u128(number)),
        login: login.to_owned(),
        name: login.to_owned(),
        password: None,
        roles: vec![Role::Staff],
        active: true,
    }
}

#[tokio::test]
async fn whoever_is_known_by_a_user_name_stays_the_same_when_it_changes() {
    let known = json!({"people": {"known_by": "preferred_username"}});
    let world = World::new(&known).await;
    world.store.put_person(TENANT, person(7, "anna")).await.unwrap();
    let stranger = world.sign_in(&json!({"preferred_username": "bo"})).await;
    World::refused(&stranger, 403, "You are not known here.");
    let nobody = world.sign_in(&json!({})).await;
    World::refused(&nobody, 403, "You are not known here.");
    for login in ["ANNA", "anna-gift"] {
        let answer = world.sign_in(&json!({"preferred_username": login})).await;
        let signed = world.signed(&answer).await.unwrap();
        assert_eq!(signed.person, PersonId(Uuid::from_u128(7)));
        assert_eq!(signed.roles, [Role::Staff], "kept here, since there are no rows");
    }
    let other = world
        .sign_in(&json!({"sub": "43", "preferred_username": "x"}))
        .await;
    World::refused(&other, 403, "You are not known here.");
}

#[tokio::test]
async fn a_program_is_nobody_who_signs_in_and_a_closed_account_stays_closed() {
    let world = World::new(&json!({"people": {"known_by": "preferred_username"}})).await;
    for (number, login) in [(7, "anna"), (8, "program")] {
        world
            .store
            .put_person(TENANT, person(number, login))
            .await
            .unwrap();
    }
    let service = Service {
        person: PersonId(Uuid::from_u128(8)),
        owner: PersonId(Uuid::from_u128(7)),
    };
    world.store.put_service(TENANT, service).await.unwrap();
    let program = world.sign_in(&json!({"preferred_username": "program"})).await;
    World::refused(&program, 403, "You are not known here.");
    let anna = world.sign_in(&json!({"preferred_username": "anna"})).await;
    assert_eq!(anna.status, 303);
    let closed = Person {
        active: false,
        ..person(7, "anna")
    };
    world.store.put_person(TENANT, closed).await.unwrap();
    let closed = world.sign_in(&json!({"preferred_username": "anna"})).await;
    World::refused(&closed, 403, "Your access is closed.");
}

#[tokio::test]
async fn what_the_provider_gives_no_more_is_taken_away_everywhere_at_once() {
    let rows = json!({"gives": [
        {"when": {"claim": "groups", "is": "staff"}, "roles": ["staff"]},
        {"when": {"claim": "groups", "is": "leads"}, "unit": "Myndighed", "acts_as": ["team_leader"]},
    ]});
    let world = World::new(&rows).await;
    let first = world.sign_in(&json!({"groups": ["staff", "leads"]})).await;
    let signed = world.signed(&first).await.unwrap();
    assert_eq!((signed.roles.len(), signed.members.len()), (1, 1));
    world.sign_in(&json!({"groups": ["leads"]})).await;
    let signed = world.signed(&first).await.unwrap();
    assert_eq!((signed.roles.len(), signed.members.len()), (0, 1));
    let none = world.sign_in(&json!({"groups": []})).await;
    World::refused(&none, 403, "You have no role here.");
    assert!(
        world.signed(&first).await.is_none(),
        "and the other session is over"
    );
}

/// A place that a file has given, with days.
fn of_a_file(person: PersonId) -> Place {
    Place {
        id: Uuid::from_u128(77),
        person,
        unit: UnitId(Uuid::from_u128(1)),
        acts_as: Some(vec!["caseworker".to_owned()]),
        job_function: None,
        leads: false,
        stands_in_for: None,
        days: Days {
            from: None,
            until: NaiveDate::from_ymd_opt(2030, 1, 1),
        },
        source: Some("hr".to_owned()),
    }
}

#[tokio::test]
async fn places_that_others_gave_stay_and_what_a_sign_in_changes_is_noted() {
    let world = World::new(&json!({"people": {"known_by": "preferred_username"}, "gives": [
        {"roles": ["staff"]},
        {"when": {"claim": "groups", "is": "leads"}, "unit": "Myndighed", "acts_as": ["team_leader"]},
    ]}))
    .await;
    let anna = person(7, "anna");
    world.store.put_person(TENANT, anna.clone()).await.unwrap();
    let there = of_a_file(anna.id);
    let change = OrganisationChange {
        seen: 0,
        at: world.app.engine.clock().now(),
        by: None,
        way: ChangeWay::Import,
        changed: Changed {
            places: vec![there.clone()],
            ..Changed::default()
        },
    };
    let kept = world.store.keep_organisation(TENANT, change).await.unwrap();
    assert_eq!(kept, Kept::Yes(1));
    // The first also calls her what the provider does.
    for (groups, expected, noted) in [
        (json!([]), vec!["caseworker"], 2),
        (json!(["leads"]), vec!["caseworker", "team_leader"], 3),
        (json!(["leads"]), vec!["caseworker", "team_leader"], 3),
        (json!([]), vec!["caseworker"], 4),
        (json!([]), vec!["caseworker"], 4),
    ] {
        let claims = json!({"preferred_username": "anna", "groups": groups});
        let signed = world.signed(&world.sign_in(&claims).await).await.unwrap();
        let acts_as = signed.members.iter().flat_map(|member| &member.acts_as);
        let mut acts_as: Vec<&str> = acts_as.map(String::as_str).collect();
        acts_as.sort_unstable();
        assert_eq!(acts_as, expected, "{groups}");
        let organisation = world.store.organisation(TENANT).await.unwrap();
        assert!(organisation.places.contains(&there), "{:?}", organisation.places);
        let changes = world.store.organisation_changes(TENANT, 9).await.unwrap();
        let ways: Vec<_> = changes.iter().map(|entry| (entry.way, entry.by)).collect();
        let mut ways_expected = vec![(ChangeWay::SignIn, Some(anna.id)); noted - 1];
        ways_expected.push((ChangeWay::Import, None));
        assert_eq!(ways, ways_expected, "{groups}");
    }
}

#[tokio::test]
async fn a_citizen_is_who_the_register_says() {
    let world = World::new(&json!({"people": {"cpr": "cpr"}})).await;
    let number = "610190-1234";
    let unknown = world.sign_in(&json!({"cpr": number})).await;
    World::refused(&unknown, 403, "You are not known here.");
    let visit = Visit {
        by: None,
        members: &[],
        stands_in: &[],
        way: WayIn::Program,
        purpose: "prøve",
    };
    let register = Register {
        identity: Identity {
            cpr: Some(Cpr::read(number).unwrap()),
            name: "Borger Et".to_owned(),
            address: String::new(),
        },
        protected_since: None,
    };
    let engine = &world.app.engine;
    let citizen = engine
        .register_citizen(TENANT, visit, register, None)
        .await
        .unwrap();
    for cpr in [number, "6101901234"] {
        let answer = world.sign_in(&json!({"cpr": cpr, "name": "Et andet navn"})).await;
        let signed = world.signed(&answer).await.unwrap();
        assert_eq!((signed.person, signed.name.as_str()), (citizen, ""));
        assert!(signed.roles.is_empty() && signed.members.is_empty());
        let page = world.send("GET", "/cases", &answer.cookie("samspil"), "").await;
        assert_eq!(page.status, 200, "{}", page.body);
    }
    let kept = world.store.identity(TENANT, &world.forger.issuer, "42").await;
    assert_eq!(kept.unwrap(), None, "who they are at the provider is not kept");
    for cpr in [json!("610190-4321"), json!("x"), json!(null)] {
        let other = world.sign_in(&json!({"cpr": cpr})).await;
        World::refused(&other, 403, "You are not known here.");
    }
}

#[tokio::test]
async fn what_others_change_of_a_person_who_signs_in_stays() {
    let world = World::new(&json!({"people": {"known_by": "preferred_username"}})).await;
    world.store.put_person(TENANT, person(7, "anna")).await.unwrap();
    let store = world.store.as_ref();
    for round in 0..8 {
        let name = format!("Anna {}", if round % 2 == 0 { "Et" } else { "To" });
        let claims = json!({"preferred_username": "anna", "name": name});
        let before = store.person(TENANT, person(7, "").id).await.unwrap().unwrap();
        let by = (None, ChangeWay::Command, world.app.engine.clock().now());
        let kept = format!("sum {round}");
        let (signed, changed) = tokio::join!(
            world.sign_in(&claims),
            crate::identity::keep_password(store, TENANT, by, &before, kept.clone())
        );
        assert_eq!((signed.status, changed.unwrap()), (303, true));
        let after = store.person(TENANT, before.id).await.unwrap().unwrap();
        assert_eq!((after.name, after.password), (name, Some(kept)));
    }
}

/// Two browsers of one person come back at the same moment, the first time that anybody hears of them.
#[tokio::test]
async fn of_two_first_sign_ins_at_once_one_account_comes_and_both_are_signed_in() {
    for round in 0..8 {
        let rows = json!({"people": {"made": true}, "gives": [
            {"roles": ["staff"], "unit": "Myndighed", "acts_as": ["caseworker"]},
        ]});
        let world = World::new(&rows).await;
        let mut begun = Vec::new();
        for code in ["a", "b", "c"] {
            let one = world.begin().await;
            let token = world.forger.token(&world.claims(&one, &json!({"sub": "nyt"})));
            let mut said = world.forger.said.lock().unwrap();
            said.by_code.insert(code.to_owned(), token);
            drop(said);
            begun.push(one);
        }
        let back = |place: usize, query: &'static str| {
            let one = &begun[place];
            world.back(one, &one.cookie, query)
        };
        let (a, b, c) = tokio::join!(back(0, "code=a"), back(1, "code=b"), back(2, "code=c"));
        let mut people = std::collections::BTreeSet::new();
        for answer in [&a, &b, &c] {
            assert_eq!(
                (answer.status, answer.to.as_str()),
                (303, "/cases"),
                "{round}: {}",
                answer.body
            );
            let signed = world.signed(answer).await.unwrap();
            assert_eq!((signed.roles.len(), signed.members.len()), (1, 1), "{round}");
            people.insert(signed.person);
        }
        assert_eq!(people.len(), 1, "{round}: one person");
        let kept = world.store.people(TENANT).await.unwrap();
        assert_eq!(kept.len(), 1, "{round}: {kept:?}");
        let organisation = world.store.organisation(TENANT).await.unwrap();
        assert_eq!(organisation.places.len(), 1, "{round}: {:?}", organisation.places);
    }
}
