//! Every look is logged, and nobody is given what is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use samspil_core::case::Binding;
use samspil_core::flow::Side;
use samspil_core::id::{CaseId, PartyId, PersonId, SessionId};
use samspil_runtime::{
    AccessRules, Begin, By, CaseList, Failure, InboxList, Look, LookAbout, LookDetails, Object, PlaceThen,
    Purpose, TaskList, WayIn,
};
use samspil_store::access_chain::Verifier;
use samspil_store::{About, AccessAction, AccessEntry, AccessQuery, Accessor, Person, Role, Service, Unit};
use uuid::Uuid;

use crate::ground::{Ground, TENANT, bound, by, moment, unit};

/// More entries than any test makes.
const ALL: u32 = 10_000;

async fn log(ground: &Ground) -> Vec<AccessEntry> {
    ground.store.access_after(TENANT, 0, ALL).await.unwrap()
}

/// Who did what with what, how often.
type Counts = BTreeMap<(u128, AccessAction, String), usize>;

fn counted(entries: &[AccessEntry]) -> Counts {
    let mut counts = Counts::new();
    for entry in entries {
        let access = &entry.access;
        let person = access.who.person().map_or(0, |person| person.0.as_u128());
        *counts
            .entry((person, access.action, access.object.clone()))
            .or_default() += 1;
    }
    counts
}

/// One request of a kind; whether something was given.
async fn ask(ground: &Ground, by: By, case: CaseId, kind: usize) -> (Object, bool) {
    let engine = &ground.engine;
    let look = |object| Look::new(object, WayIn::Program);
    match kind % 5 {
        0 => {
            let read = engine.read(TENANT, &by, case, &look(Object::Case)).await;
            (Object::Case, read.is_ok())
        }
        1 => {
            let look = look(Object::History);
            let history = engine.history(TENANT, &by, case, (0, 10), &look).await;
            (Object::History, history.is_ok())
        }
        2 => {
            let list = TaskList::default();
            let tasks = engine.tasks(TENANT, &by, &list, &look(Object::Tasks)).await;
            (Object::Tasks, tasks.is_ok())
        }
        3 => {
            let list = CaseList::default();
            let cases = engine.cases(TENANT, &by, &list, &look(Object::Cases)).await;
            (Object::Cases, cases.is_ok())
        }
        _ => {
            let list = InboxList::default();
            let inbox = engine.inbox(TENANT, &by, &list, &look(Object::Inbox)).await;
            (Object::Inbox, inbox.is_ok())
        }
    }
}

async fn an_outside_count_equals_the_log(ground: Ground) {
    let mut cases = Vec::new();
    for _ in 0..5 {
        cases.push(ground.begin(None).await.unwrap().case);
    }
    cases.push(CaseId(Uuid::from_u128(404)));
    let ground = Arc::new(ground);
    let people = [
        (1, Ground::worker()),
        (2, Ground::other()),
        (4, by(4, 40, "worker")),
    ];
    let asked = (0..300_usize).map(|number| {
        let ((person, by), case) = (people[number % 3].clone(), cases[number % 6]);
        let ground = Arc::clone(&ground);
        tokio::spawn(async move {
            let (object, given) = ask(&ground, by, case, number / 7).await;
            (person, object, given)
        })
    });
    let mut expected = Counts::new();
    for answer in futures::future::join_all(asked).await {
        let (person, object, given) = answer.unwrap();
        let of_case = matches!(object, Object::Case | Object::History);
        let action = if of_case {
            AccessAction::Read
        } else {
            AccessAction::Search
        };
        if given {
            *expected
                .entry((person, action, object.word().to_owned()))
                .or_default() += 1;
        }
    }
    let entries = log(&ground).await;
    assert_eq!(counted(&entries), expected);
    assert!(entries.len() > 200 && expected.len() == 13, "{expected:?}");
    let mut verifier = Verifier::default();
    for entry in &entries {
        verifier.take(entry).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outside_count_equals_the_log_on_sqlite() {
    an_outside_count_equals_the_log(Ground::new(false).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_outside_count_equals_the_log_on_postgres() {
    an_outside_count_equals_the_log(Ground::postgres(false).await).await;
}

#[tokio::test]
async fn no_log_no_answer() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let worker = Ground::worker();
    let spoil = "CREATE TRIGGER full BEFORE INSERT ON access_log BEGIN SELECT RAISE(ABORT, 'full'); END";
    for (statement, given) in [(spoil, false), ("DROP TRIGGER full", true)] {
        ground.raw(statement).await;
        for kind in 0..5 {
            let (object, answered) = ask(&ground, worker.clone(), case, kind).await;
            assert_eq!(answered, given, "{object:?}");
        }
        let look = Look::new(Object::Changes, WayIn::Program);
        let watch = ground.engine.watch(TENANT, worker.clone(), &look).await;
        assert_eq!(watch.is_ok(), given);
        if !given {
            let read = ground.engine.read(TENANT, &worker, case, &Ground::look()).await;
            assert!(matches!(read, Err(Failure::NotLogged(_))), "{read:?}");
        }
    }
    let after = ground.complete(worker, case, "assess", 3, None).await;
    assert_eq!(after.unwrap().version, 2, "work goes on");
}

const FLOW_OF_A_CITIZEN: &str = "samspil: 1
flow: of_a_citizen
title: Borgerens
parties:
  worker: {title: Sagsbehandler, side: authority}
  citizen: {title: Borger, side: citizen}
data:
  d:
    n: {type: integer}
stages:
  s:
    title: S
    does:
      assess: {task: Vurdér, by: worker, fills: [d.n]}
";

/// Begins a case of this citizen, in a unit that has a name.
async fn of_a_citizen(ground: &Ground, citizen: PersonId) -> CaseId {
    ground
        .engine
        .publish(TENANT, FLOW_OF_A_CITIZEN, "test")
        .await
        .unwrap();
    let named = Unit {
        id: unit(10),
        name: "Voksenteam Ærø".to_owned(),
        side: Side::Authority,
    };
    ground.store.put_unit(TENANT, named).await.unwrap();
    let of_citizen = Binding::to(None, Some(citizen));
    let begin = Begin {
        flow: "of_a_citizen".to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: vec![
            bound("worker", 10),
            (PartyId::new("citizen").unwrap(), vec![of_citizen]),
        ],
        data: serde_json::Value::Null,
    };
    let begun = ground.engine.begin(TENANT, Ground::worker(), begin, None).await;
    begun.unwrap().case
}

#[tokio::test]
async fn an_entry_tells_as_whom_and_of_whom_it_was_then() {
    let ground = Ground::new(false).await;
    let citizen = PersonId(Uuid::from_u128(70));
    let case = of_a_citizen(&ground, citizen).await;
    let task = Purpose::Task("assess".to_owned());
    let session = WayIn::Session(SessionId(Uuid::from_u128(9)));
    let look = Look::new(Object::Form, session).for_(task.clone());
    ground
        .engine
        .read(TENANT, &Ground::worker(), case, &look)
        .await
        .unwrap();
    let list = CaseList {
        text: Some("sag".to_owned()),
        ..CaseList::default()
    };
    let look = Look::new(Object::Cases, session);
    ground
        .engine
        .cases(TENANT, &Ground::worker(), &list, &look)
        .await
        .unwrap();
    let entries = log(&ground).await;
    let [read, search] = entries.as_slice() else {
        panic!("{entries:?}")
    };
    let place = PlaceThen {
        unit: "Voksenteam Ærø".to_owned(),
        acts_as: vec!["worker".to_owned()],
    };
    assert_eq!(read.access.who, Accessor::Person(PersonId(Uuid::from_u128(1))));
    assert_eq!(
        (read.access.case, read.access.citizen),
        (Some(case), Some(citizen))
    );
    let expected = LookDetails {
        in_stead_of: Vec::new(),
        parties: vec!["worker".to_owned()],
        places: vec![place],
        purpose: task,
        criterion: BTreeMap::new(),
        found: None,
        way: session,
    };
    assert_eq!(LookDetails::read(&read.access.details), Some(expected));
    assert_eq!(
        (search.access.case, search.access.action),
        (None, AccessAction::Search)
    );
    let details = LookDetails::read(&search.access.details).unwrap();
    let by_text = BTreeMap::from([("text".to_owned(), "sag".to_owned())]);
    assert_eq!((details.criterion, details.found), (by_text, Some(1)));
}

#[tokio::test]
async fn who_may_know_of_a_case_is_told_who_looked_and_those_who_keep_the_log_search_it() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let other_case = ground.begin(None).await.unwrap().case;
    let (worker, other) = (Ground::worker(), Ground::other());
    for (by, case) in [(&worker, case), (&other, case), (&worker, other_case)] {
        ground
            .engine
            .read(TENANT, by, case, &Ground::look())
            .await
            .unwrap();
    }
    let look = Look::new(Object::Looked, WayIn::Program);
    let looked = ground.engine.looked(TENANT, &other, case, None, &look).await;
    let (_, looked) = looked.unwrap();
    let told: Vec<(u64, &str)> = looked
        .rows
        .iter()
        .map(|row| (row.entry.number, row.entry.access.object.as_str()))
        .collect();
    assert_eq!(told, [(4, "looked"), (2, "case"), (1, "case")]);
    let stranger = by(4, 40, "worker");
    let refused = ground.engine.looked(TENANT, &stranger, case, None, &look).await;
    assert!(matches!(refused, Err(Failure::NoCase)));
    let query = AccessQuery {
        person: Some(PersonId(Uuid::from_u128(1))),
        limit: 1,
        ..AccessQuery::default()
    };
    let look = Look::new(Object::AccessLog, WayIn::Program).for_(Purpose::Oversight);
    let found = ground
        .engine
        .access_log(TENANT, &stranger, query, &look)
        .await
        .unwrap();
    assert_eq!(
        (found.rows.len(), found.rows[0].entry.number, found.next),
        (1, 3, Some(3))
    );
    let last = log(&ground).await.pop().unwrap();
    assert_eq!(last.access.action, AccessAction::Search);
    let details = LookDetails::read(&last.access.details).unwrap();
    assert_eq!(details.purpose, Purpose::Oversight);
    assert_eq!(details.criterion.keys().collect::<Vec<_>>(), ["person"]);
}

/// The numbers that are left after a night.
async fn kept(ground: &Ground) -> Vec<u64> {
    ground.engine.forget().await.unwrap();
    log(ground).await.iter().map(|entry| entry.number).collect()
}

#[tokio::test]
async fn the_log_is_forgotten_as_the_tenant_says_and_no_sooner() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let rules = |keep_days| AccessRules {
        keep_days,
        ..AccessRules::default()
    };
    let worker = Ground::worker();
    let look = Ground::look();
    for day in ["2026-01-05T08:00", "2026-03-05T08:00", "2026-05-05T08:00"] {
        ground.clock.move_to(moment(day));
        ground.engine.read(TENANT, &worker, case, &look).await.unwrap();
    }
    assert_eq!(kept(&ground).await, [1, 2, 3]);
    assert!(!ground.engine.set_access_rules(TENANT, rules(89)).await.unwrap());
    assert!(ground.engine.set_access_rules(TENANT, rules(100)).await.unwrap());
    assert_eq!(kept(&ground).await, [2, 3]);
    ground.clock.move_to(moment("2027-05-05T08:00"));
    assert_eq!(kept(&ground).await, [0_u64; 0]);
    ground.engine.read(TENANT, &worker, case, &look).await.unwrap();
    assert_eq!(kept(&ground).await, [4]);
}

/// A program that a person answers for.
async fn program(ground: &Ground, number: u128, owner: u128) {
    let [person, owner] = [number, owner].map(|number| PersonId(Uuid::from_u128(number)));
    for id in [owner, person] {
        let known = Person {
            id,
            login: format!("p{id}"),
            name: "Navn".to_owned(),
            password: None,
            roles: vec![Role::Administrator],
            active: true,
        };
        assert!(ground.store.put_person(TENANT, known).await.unwrap());
    }
    let service = Service { person, owner };
    ground.store.put_service(TENANT, service).await.unwrap();
}

#[tokio::test]
async fn whoever_takes_out_as_much_as_one_may_is_stopped_until_another_lets_them() {
    for ground in [Ground::new(false).await, Ground::postgres(false).await] {
        ground.clock.move_to(moment("2026-01-05T20:00"));
        let rules = |rows_a_day| AccessRules {
            rows_a_day,
            ..AccessRules::default()
        };
        for (rows, fits) in [(999, false), (100_001, false), (1_000, true)] {
            let kept = ground.engine.set_access_rules(TENANT, rules(rows)).await.unwrap();
            assert_eq!(kept, fits, "{rows}");
        }
        let look = Look::new(Object::Cases, WayIn::Session(SessionId(Uuid::from_u128(1))));
        let takes = async |who, look: &Look, rows| {
            let about = LookAbout {
                found: Some(rows),
                ..LookAbout::default()
            };
            let by = by(who, 10, "worker");
            ground.engine.log_look(TENANT, &by, look, about).await
        };
        let out = look.clone().taking_out();
        takes(1, &out, 600).await.unwrap();
        let before = log(&ground).await.len();
        let refused = takes(1, &out, 401).await;
        assert!(
            matches!(refused, Err(Failure::TakenOut { most: 1_000 })),
            "{refused:?}"
        );
        assert_eq!(log(&ground).await.len(), before, "nothing was given");
        takes(1, &out, 400).await.unwrap();
        takes(1, &look, 5_000).await.unwrap();
        takes(2, &out, 1_000).await.unwrap();
        let open = ground.store.incidents(TENANT, true, 9).await.unwrap();
        let [incident] = open.as_slice() else {
            panic!("{open:?}")
        };
        assert_eq!(incident.about, About::TakenOut);
        assert!(
            !String::from_utf8_lossy(&incident.body).contains("00000000"),
            "nobody is named"
        );
        let resolve = async |incident, who: u128| {
            let by = ("Navn", Some(PersonId(Uuid::from_u128(who))));
            assert!(ground.engine.resolve(TENANT, incident, by).await.unwrap());
        };
        resolve(incident.id, 1).await;
        assert!(takes(1, &out, 1).await.is_err(), "not by their own hand");
        program(&ground, 4, 1).await;
        let open = ground.store.incidents(TENANT, true, 9).await.unwrap();
        resolve(open[0].id, 4).await;
        assert!(takes(1, &out, 1).await.is_err(), "nor by a program's");
        let open = ground.store.incidents(TENANT, true, 9).await.unwrap();
        resolve(open[0].id, 3).await;
        takes(1, &out, 1_000).await.unwrap();
        assert!(takes(1, &out, 1).await.is_err());
        ground.clock.move_to(moment("2026-01-06T08:00"));
        takes(1, &out, 1_000).await.unwrap();
    }
}
