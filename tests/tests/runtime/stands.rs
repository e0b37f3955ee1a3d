//! Who asked is looked at again where places, and what else says as whom somebody may act, have changed since.

use chrono::NaiveDate;
use samspil_core::case::{Actor, Asked, Binding, Event};
use samspil_core::flow::Side;
use samspil_core::id::{AbsenceId, CaseId, ItemId, PartyId, PersonId};
use samspil_runtime::{Answer, By, Failure, Grounds, Heard, ReadFrom};
use samspil_store::{Absence, Link, Member, Opens, Person, Role, Service, StandsIn, Unit};
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, moment, unit};

/// How long anything is waited for at most: past this it will not come.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(30);

const LINK: Uuid = Uuid::from_u128(77);

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn today() -> NaiveDate {
    moment("2026-01-05T08:00").date_naive()
}

fn member(at: u128, acts_as: &str) -> Member {
    Member {
        person: person(1),
        unit: unit(at),
        acts_as: vec![acts_as.to_owned()],
    }
}

async fn put(ground: &Ground, number: u128, active: bool) {
    let person = Person {
        id: person(number),
        login: format!("p{number}"),
        name: format!("Person {number}"),
        password: None,
        roles: vec![Role::Staff],
        active,
    };
    assert!(ground.store.put_person(TENANT, person).await.unwrap());
}

/// Person 1 works in unit 10 as the worker, person 2 may answer for them where they are a program.
async fn set_up(ground: &Ground) {
    for number in [1, 2, 3] {
        put(ground, number, true).await;
    }
    for number in [10, 11] {
        let unit = Unit {
            id: unit(number),
            name: format!("Enhed {number}"),
            side: Side::Authority,
        };
        ground.store.put_unit(TENANT, unit).await.unwrap();
    }
    let members = vec![member(10, "worker")];
    ground
        .store
        .put_members(TENANT, person(1), members)
        .await
        .unwrap();
}

/// The person as a face knows them now.
async fn seen_now(ground: &Ground, answered_by: Option<PersonId>) -> By {
    let stands = ground.store.stands(TENANT, person(1), today()).await.unwrap();
    By::Person {
        person: person(1),
        members: stands.members,
        stands_in: stands.stands_in,
        grounds: Grounds {
            read: Some(ReadFrom {
                changes: stands.changes,
                day: today(),
            }),
            answered_by,
            link: None,
        },
    }
}

fn told(answer: &Result<Answer, Failure>) -> String {
    match answer {
        Ok(_) => "done".to_owned(),
        Err(Failure::NoCase) => "no case".to_owned(),
        Err(Failure::SignedOut) => "signed out".to_owned(),
        Err(Failure::Refused(refusal)) => refusal.code.clone(),
        Err(other) => format!("{other:?}"),
    }
}

async fn claim(ground: &Ground, by: By, case: CaseId) -> Result<Answer, Failure> {
    let item = ItemId::new("assess").unwrap();
    ground.ask(by, case, Asked::Claim { item }).await
}

/// What happens between the moment in which somebody was let in and the one in which their command is written.
async fn meanwhile(ground: &Ground, what: &str) {
    let store = &ground.store;
    let places = |members| store.put_members(TENANT, person(1), members);
    match what {
        "nothing" => {}
        "the place ends" => places(Vec::new()).await.unwrap(),
        "the place is another" => places(vec![member(11, "worker")]).await.unwrap(),
        "the place is looked at as another party" => places(vec![member(10, "other")]).await.unwrap(),
        "the place is made anew" => places(vec![member(10, "worker")]).await.unwrap(),
        "another person is closed" => put(ground, 3, false).await,
        "the person is closed" => put(ground, 1, false).await,
        "whoever answers is closed" => put(ground, 2, false).await,
        "somebody else answers" => {
            let service = Service {
                person: person(1),
                owner: person(3),
            };
            store.put_service(TENANT, service).await.unwrap();
        }
        what => panic!("{what}"),
    }
}

/// Each in a store of its own.
async fn each(ground: impl AsyncFn() -> Ground) {
    for (what, is_program, expected) in [
        ("nothing", false, "done"),
        ("the place ends", false, "no case"),
        ("the place is another", false, "no case"),
        ("the place is looked at as another party", false, "no case"),
        ("the place is made anew", false, "done"),
        ("another person is closed", false, "done"),
        ("the person is closed", false, "signed out"),
        ("nothing", true, "done"),
        ("the place ends", true, "no case"),
        ("whoever answers is closed", true, "signed out"),
        ("somebody else answers", true, "done"),
    ] {
        let ground = ground().await;
        set_up(&ground).await;
        let answers = is_program.then(|| person(2));
        if let Some(owner) = answers {
            let service = Service {
                person: person(1),
                owner,
            };
            ground.store.put_service(TENANT, service).await.unwrap();
        }
        let case = ground.begin(None).await.unwrap().case;
        let by = seen_now(&ground, answers).await;
        meanwhile(&ground, what).await;
        let answer = claim(&ground, by, case).await;
        assert_eq!(told(&answer), expected, "{what} {is_program}");
        let history = ground.store.events(TENANT, case, 1, 9).await.unwrap();
        assert_eq!(history.len(), usize::from(expected == "done"), "{what}");
        if let Some(event) = answer.ok().and_then(|answer| answer.event) {
            let of = if what == "somebody else answers" {
                Some(person(3))
            } else {
                answers
            };
            assert_eq!(answered_by(&event), of, "{what}");
        }
    }
}

fn answered_by(event: &Event) -> Option<PersonId> {
    match &event.by {
        Actor::Person { answered_by, .. } => *answered_by,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn what_changes_between_being_let_in_and_the_commit_counts_on_sqlite() {
    each(async || Ground::new(false).await).await;
}

#[tokio::test]
async fn what_changes_between_being_let_in_and_the_commit_counts_on_postgres() {
    each(async || Ground::postgres(false).await).await;
}

#[tokio::test]
async fn a_case_is_not_begun_by_a_place_that_has_ended() {
    for (what, expected) in [
        ("nothing", "done"),
        ("the place is another", "done"),
        ("the place ends", "begun_elsewhere"),
        ("the place is looked at as another party", "begun_elsewhere"),
        ("the person is closed", "signed out"),
    ] {
        let ground = Ground::new(false).await;
        set_up(&ground).await;
        let by = seen_now(&ground, None).await;
        let begin = samspil_runtime::Begin {
            flow: "tried".to_owned(),
            version: None,
            title: "Sag".to_owned(),
            parties: vec![bound("worker", 11), bound("boss", 11), bound("other", 20)],
            data: serde_json::Value::Null,
        };
        meanwhile(&ground, what).await;
        let begun = ground.engine.begin(TENANT, by, begin, None).await;
        assert_eq!(told(&begun), expected, "{what}");
    }
}

#[tokio::test]
async fn places_are_those_of_the_day_of_the_command() {
    let ground = Ground::new(false).await;
    set_up(&ground).await;
    let case = ground.begin(None).await.unwrap().case;
    let by = seen_now(&ground, None).await;
    ground
        .raw("UPDATE places SET until_day = '2026-01-05'; UPDATE standings SET changes = changes - 1")
        .await;
    ground.clock.move_to(moment("2026-01-05T23:30"));
    // In Copenhagen it is the day after.
    assert_eq!(told(&claim(&ground, by, case).await), "no case");
}

/// A case whose worker is person 2.
async fn of_person_two(ground: &Ground) -> CaseId {
    let own = Binding::to(None, Some(person(2)));
    let begin = samspil_runtime::Begin {
        flow: "tried".to_owned(),
        version: None,
        title: "Sag".to_owned(),
        parties: vec![
            (PartyId::new("worker").unwrap(), vec![own]),
            bound("boss", 11),
            bound("other", 20),
        ],
        data: serde_json::Value::Null,
    };
    let begun = ground.engine.begin(TENANT, By::Engine, begin, None).await;
    begun.unwrap().case
}

#[tokio::test]
async fn a_deputy_acts_on_the_days_of_it_and_until_it_is_taken_back() {
    const ABSENCE: AbsenceId = AbsenceId(Uuid::from_u128(88));
    for (first, last, taken_back, now, expected) in [
        ("2026-01-05", "2026-01-05", false, "2026-01-05T08:00", "done"),
        ("2026-01-05", "2026-01-05", true, "2026-01-05T08:00", "no case"),
        // In Copenhagen the day begins and ends an hour before it does in UTC.
        ("2026-01-05", "2026-01-05", false, "2026-01-05T22:59", "done"),
        ("2026-01-05", "2026-01-05", false, "2026-01-05T23:00", "no case"),
        ("2026-01-06", "2026-01-07", false, "2026-01-05T22:59", "no case"),
        ("2026-01-06", "2026-01-07", false, "2026-01-05T23:00", "done"),
    ] {
        let ground = Ground::new(false).await;
        set_up(&ground).await;
        let case = of_person_two(&ground).await;
        // What they are let in as is looked at again when the day is another, or absences have changed.
        let absence = Absence {
            id: ABSENCE,
            person: person(2),
            deputy: person(1),
            first_day: first.parse().unwrap(),
            last_day: last.parse().unwrap(),
        };
        ground.store.put_absence(TENANT, absence).await.unwrap();
        let by = seen_now(&ground, None).await;
        if taken_back {
            let ended = ground.store.end_absence(TENANT, person(2), ABSENCE).await;
            assert!(ended.unwrap());
        }
        ground.clock.move_to(moment(now));
        let answer = claim(&ground, by, case).await;
        assert_eq!(
            told(&answer),
            expected,
            "{first} to {last} at {now}, {taken_back}"
        );
        if let Some(event) = answer.ok().and_then(|answer| answer.event) {
            let Actor::Person { stands_in_for, .. } = &event.by else {
                panic!("{event:?}");
            };
            assert_eq!(stands_in_for, &[person(2)]);
        }
    }
}

#[tokio::test]
async fn a_deputy_hears_of_the_work_of_whoever_is_away_and_of_nothing_private() {
    let ground = Ground::new(false).await;
    set_up(&ground).await;
    let in_stead = StandsIn {
        person: person(2),
        members: Vec::new(),
    };
    let deputy = By::Person {
        person: person(1),
        members: Vec::new(),
        stands_in: vec![in_stead],
        grounds: Grounds::default(),
    };
    let mut watch = ground.watch(TENANT, deputy).await;
    let private = "samspil: 1
flow: private
title: Eget
parties:
  worker: {title: Sagsbehandler, side: authority}
  citizen: {title: Borger, side: citizen}
does:
  look: {task: Se, by: worker}
";
    ground.engine.publish(TENANT, private, "test").await.unwrap();
    let own = Binding::to(None, Some(person(2)));
    let begin = samspil_runtime::Begin {
        flow: "private".to_owned(),
        version: None,
        title: "Eget".to_owned(),
        parties: vec![bound("worker", 11), (PartyId::new("citizen").unwrap(), vec![own])],
        data: serde_json::Value::Null,
    };
    ground
        .engine
        .begin(TENANT, By::Engine, begin, None)
        .await
        .unwrap();
    let work = of_person_two(&ground).await;
    // What is heard first is the later of the two.
    let heard = tokio::time::timeout(PATIENCE, watch.next()).await.unwrap();
    assert_eq!(
        heard,
        Some(Heard::Case {
            case: work,
            version: 1
        })
    );
    ground.engine.stop().await;
    assert_eq!(watch.next().await, None);
}

#[tokio::test]
async fn what_whoever_is_away_has_in_hand_is_the_deputy_s_to_do_and_no_colleague_s() {
    let ground = Ground::new(false).await;
    set_up(&ground).await;
    let case = ground.begin(None).await.unwrap().case;
    let two = crate::ground::by(2, 10, "worker");
    assert_eq!(told(&claim(&ground, two, case).await), "done");
    let colleague = seen_now(&ground, None).await;
    assert_eq!(told(&claim(&ground, colleague, case).await), "claimed");
    let absence = Absence {
        id: AbsenceId(Uuid::from_u128(88)),
        person: person(2),
        deputy: person(1),
        first_day: today(),
        last_day: today(),
    };
    ground.store.put_absence(TENANT, absence).await.unwrap();
    let deputy = seen_now(&ground, None).await;
    assert_eq!(told(&claim(&ground, deputy, case).await), "done");
}

#[tokio::test]
async fn a_link_that_was_taken_back_does_nothing_more() {
    for (taken_back, expected) in [(false, "done"), (true, "signed out")] {
        let ground = Ground::new(false).await;
        set_up(&ground).await;
        let own = Binding::to(None, Some(person(1)));
        let begin = samspil_runtime::Begin {
            flow: "tried".to_owned(),
            version: None,
            title: "Sag".to_owned(),
            parties: vec![
                (PartyId::new("worker").unwrap(), vec![own]),
                bound("boss", 11),
                bound("other", 20),
            ],
            data: serde_json::Value::Null,
        };
        let case = ground
            .engine
            .begin(TENANT, By::Engine, begin, None)
            .await
            .unwrap()
            .case;
        let link = Link {
            id: LINK,
            secret: [7; 32],
            person: person(1),
            opens: Opens::Case {
                case,
                party: "worker".to_owned(),
            },
            made_by: None,
            made_at: moment("2026-01-05T08:00"),
            ends_at: moment("2026-01-06T08:00"),
            used_at: None,
        };
        ground.store.put_link(TENANT, link).await.unwrap();
        let stands = ground.store.stands(TENANT, person(1), today()).await.unwrap();
        let by = By::Linked {
            person: person(1),
            case,
            party: PartyId::new("worker").unwrap(),
            grounds: Grounds {
                read: Some(ReadFrom {
                    changes: stands.changes,
                    day: today(),
                }),
                answered_by: None,
                link: Some(LINK),
            },
        };
        if taken_back {
            assert!(ground.store.end_link(TENANT, LINK).await.unwrap());
        }
        assert_eq!(told(&claim(&ground, by, case).await), expected);
    }
}
