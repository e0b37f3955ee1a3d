//! Who stands where: a commit that went by what has changed since is left out, whatever it was that changed.

use samspil_core::flow::Side;
use samspil_store::{
    Changed, Commit, Days, JobFunction, Link, Member, Opens, Outcome, Person, Service, Unit,
};
use uuid::Uuid;

use crate::directory::of_person;
use crate::ground::{Ground, OTHER, TENANT};
use crate::organisation::{change, place, somebody};
use crate::reach::absence;
use crate::rows::{at, case, following, opening, person, today, unit};
use crate::secrets::session;

/// What is changed, and whether it says anything of who stands where.
const CHANGES: [(&str, bool); 12] = [
    ("nothing", false),
    ("a unit", true),
    ("places that are set up", true),
    ("a person may sign in no more", true),
    ("a place ends", true),
    ("a job function", true),
    ("who answers for a program", true),
    ("a link is taken back", true),
    ("somebody is away", true),
    ("they are there again", true),
    ("a password", false),
    ("a session", false),
];

async fn set_up(ground: &Ground) {
    let store = &ground.store;
    for number in [1, 2] {
        let one = of_person(number, &format!("p{number}"), &format!("Person {number}"));
        assert!(store.put_person(TENANT, one).await.unwrap());
    }
    let team = Unit {
        id: unit(1),
        name: "Team".to_owned(),
        side: Side::Authority,
    };
    store.put_unit(TENANT, team).await.unwrap();
    let link = Link {
        id: Uuid::from_u128(77),
        secret: [7; 32],
        person: person(2),
        opens: Opens::Case {
            case: case(1),
            party: "relative".to_owned(),
        },
        made_by: Some(person(1)),
        made_at: at(0),
        ends_at: at(60),
        used_at: None,
    };
    store.put_link(TENANT, link).await.unwrap();
}

async fn keep(ground: &Ground, changed: Changed) {
    let store = &ground.store;
    let seen = store.organisation(TENANT).await.unwrap().version;
    let kept = store.keep_organisation(TENANT, change(seen, changed));
    kept.await.unwrap();
}

async fn change_it(ground: &Ground, what: &str) {
    let store = &ground.store;
    match what {
        "nothing" => {}
        "a unit" => {
            let another = Unit {
                id: unit(2),
                name: "Et team til".to_owned(),
                side: Side::Provider,
            };
            store.put_unit(TENANT, another).await.unwrap();
        }
        "places that are set up" => {
            let member = Member {
                person: person(2),
                unit: unit(1),
                acts_as: vec!["caseworker".to_owned()],
            };
            store.put_members(TENANT, person(2), vec![member]).await.unwrap();
        }
        "a person may sign in no more" => {
            let closed = Person {
                active: false,
                ..of_person(1, "p1", "Person 1")
            };
            assert!(store.put_person(TENANT, closed).await.unwrap());
        }
        "a place ends" => {
            let ended = place(1, 2, 1, Days::ALWAYS.ended(today()));
            let changed = Changed {
                people: vec![somebody(2)],
                places: vec![ended],
                ..Changed::default()
            };
            keep(ground, changed).await;
        }
        "a job function" => {
            let function = JobFunction {
                name: "Visitator".to_owned(),
                acts_as: vec!["caseworker".to_owned()],
                leads: false,
            };
            let changed = Changed {
                functions: vec![function],
                ..Changed::default()
            };
            keep(ground, changed).await;
        }
        "who answers for a program" => {
            let service = Service {
                person: person(1),
                owner: person(2),
            };
            store.put_service(TENANT, service).await.unwrap();
        }
        "a link is taken back" => assert!(store.end_link(TENANT, Uuid::from_u128(77)).await.unwrap()),
        "somebody is away" => store.put_absence(TENANT, absence(1, 1, 2)).await.unwrap(),
        "they are there again" => {
            let ended = store.end_absence(TENANT, person(1), absence(1, 1, 2).id);
            assert!(ended.await.unwrap());
        }
        "a password" => {
            let anew = store.rehash_password(TENANT, person(2), "$argon2id$", "$anew$".to_owned());
            assert!(anew.await.unwrap());
        }
        "a session" => store.put_session(TENANT, session(1, [5; 32], 60)).await.unwrap(),
        what => panic!("{what}"),
    }
}

pub(crate) async fn a_commit_that_went_by_what_has_changed_since_is_left_out(ground: &Ground) {
    set_up(ground).await;
    let store = &ground.store;
    let mut kept = ground.keep(opening(case(1))).await;
    for (what, moves) in CHANGES {
        let before = store.stands(TENANT, person(2), today()).await.unwrap().changes;
        change_it(ground, what).await;
        let after = store.stands(TENANT, person(2), today()).await.unwrap().changes;
        assert_eq!(before != after, moves, "{what}");
        let went_by = |stands| Commit {
            stands,
            ..following(case(1), kept, 1)
        };
        let length = ground.history(case(1)).await.len();
        if moves {
            assert_eq!(
                ground.commit(went_by(Some(before))).await,
                Outcome::StandsChanged,
                "{what}"
            );
            assert_eq!(ground.history(case(1)).await.len(), length, "{what}");
        }
        kept = ground.keep(went_by(Some(after))).await;
        let by_none = Commit {
            stands: None,
            ..following(case(1), kept, 1)
        };
        kept = ground.keep(by_none).await;
    }
}

/// One that went by what has changed is left out alone, and another municipality's changes are none of ours.
pub(crate) async fn the_others_of_a_batch_are_kept_and_tenants_stand_for_themselves(ground: &Ground) {
    set_up(ground).await;
    let store = &ground.store;
    let before = store.stands(TENANT, person(2), today()).await.unwrap().changes;
    let elsewhere = Unit {
        id: unit(1),
        name: "Andetsteds".to_owned(),
        side: Side::Authority,
    };
    store.put_unit(OTHER, elsewhere).await.unwrap();
    let now = store.stands(TENANT, person(2), today()).await.unwrap().changes;
    assert_eq!(now, before);
    change_it(ground, "places that are set up").await;
    let went_by = |number: u128, stands| Commit {
        stands,
        ..opening(case(number))
    };
    let now = store.stands(TENANT, person(2), today()).await.unwrap();
    assert_eq!(now.members.len(), 1);
    let batch = vec![
        went_by(1, Some(before)),
        went_by(2, Some(now.changes)),
        went_by(3, None),
    ];
    let outcomes = ground.batch(batch).await;
    assert_eq!(outcomes[0], Outcome::StandsChanged);
    let kept = outcomes
        .iter()
        .filter(|one| matches!(one, Outcome::Committed { .. }));
    assert_eq!(kept.count(), 2, "{outcomes:?}");
    assert!(ground.history(case(1)).await.is_empty());
}
