//! Who is told by mail, of how much, and when.

use std::sync::Arc;
use std::time::Duration;

use samspil_core::case::Binding;
use samspil_core::id::{CaseId, PartyId};
use samspil_runtime::{Ask, Begin, By, InboxList, Mailer, TestClock};
use samspil_store::{ChangeWay, Changed, Channel, Days, OrgUnit, OrganisationChange, Person, Place};

use crate::ground::{Ground, TENANT, bound, by, moment, unit, until};
use crate::postman::{Postman, away, choose, go, person, post, taken, with_postman};

/// How long a test waits for the engine's own background work before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// The inbox of someone: for whom they stand in, the unit, and whether they may read it.
async fn inbox(ground: &Ground, by: By) -> Vec<(bool, bool, bool)> {
    let list = InboxList {
        limit: 10,
        ..InboxList::default()
    };
    let page = ground
        .engine
        .inbox(TENANT, &by, &list, &Ground::look())
        .await
        .unwrap();
    let row = |row: samspil_runtime::Arrived| {
        (
            row.on_behalf_of.is_some(),
            row.unit.is_some(),
            row.notice.is_some(),
        )
    };
    page.rows.into_iter().map(row).collect()
}

#[tokio::test]
async fn whoever_has_the_task_is_told_and_otherwise_the_unit() {
    let (ground, postman) = with_postman(false).await;
    taken(&ground, 1).await;
    ground.begin(Some(2)).await.unwrap();
    go(&ground, "2026-01-14T00:00").await;
    post(&ground).await;
    let mut told = postman.told();
    told.sort();
    // One reminder to Anna herself and one to everyone who acts there, her included: one mail, two things.
    assert_eq!(told, ["anna 2", "asta 1"]);
    assert_eq!(post(&ground).await, 0, "once");
    go(&ground, "2026-01-16T00:00").await;
    post(&ground).await;
    assert_eq!(postman.told(), ["bent 2"], "the leader is told of what is late");
}

#[tokio::test]
async fn what_is_read_already_and_what_was_not_asked_for_is_not_mailed() {
    let (ground, postman) = with_postman(false).await;
    for number in 1..=3 {
        taken(&ground, number).await;
    }
    choose(&ground, "bent", |reach| reach.lateness = Channel::Inbox).await;
    choose(&ground, "anna", |reach| reach.reminders = Channel::Digest).await;
    go(&ground, "2026-01-14T00:00").await;
    let list = InboxList {
        limit: 1,
        ..InboxList::default()
    };
    let anna = by(1, 10, "worker");
    let newest = ground
        .engine
        .inbox(TENANT, &anna, &list, &Ground::look())
        .await
        .unwrap()
        .rows
        .remove(0);
    assert!(ground.engine.mark_read(TENANT, &anna, newest.id).await.unwrap());
    assert_eq!(post(&ground).await, 0);
    go(&ground, "2026-01-14T06:59").await;
    assert_eq!(post(&ground).await, 0, "the digest is at eight in Copenhagen");
    go(&ground, "2026-01-14T07:00").await;
    post(&ground).await;
    assert_eq!(postman.told(), ["anna 2"]);
    go(&ground, "2026-01-17T00:00").await;
    post(&ground).await;
    assert_eq!(postman.told(), [""; 0], "Bent reads his inbox");
    assert_eq!(inbox(&ground, by(3, 11, "boss")).await.len(), 3);
}

#[tokio::test]
async fn quiet_hours_are_kept_and_end_with_one_mail() {
    let (ground, postman) = with_postman(false).await;
    choose(&ground, "anna", |reach| {
        reach.quiet = Some(("18:00".parse().unwrap(), "07:00".parse().unwrap()));
    })
    .await;
    for number in 1..=4 {
        taken(&ground, number).await;
    }
    go(&ground, "2026-01-14T00:00").await;
    assert_eq!(post(&ground).await, 0);
    assert_eq!(
        ground.engine.next_mail().await.unwrap(),
        Some(moment("2026-01-14T06:00"))
    );
    go(&ground, "2026-01-14T06:00").await;
    assert_eq!(post(&ground).await, 1);
    assert_eq!(postman.told(), ["anna 4"]);
}

#[tokio::test]
async fn a_deputy_is_told_too_for_as_long_as_someone_is_away() {
    let (ground, postman) = with_postman(false).await;
    taken(&ground, 1).await;
    away(&ground, "anna", "dorte", ("2026-01-14", "2026-01-14")).await;
    away(&ground, "dorte", "egon", ("2026-01-10", "2026-01-20")).await;
    away(&ground, "egon", "anna", ("2026-01-10", "2026-01-20")).await;
    go(&ground, "2026-01-14T00:00").await;
    post(&ground).await;
    let mut told = postman.told();
    told.sort();
    assert_eq!(
        told,
        ["anna 1", "dorte 1", "egon 1"],
        "round in a ring, each once"
    );
    assert_eq!(inbox(&ground, by(1, 10, "worker")).await, [(false, false, true)]);
    // Dorte may not know of the case: she learns that there is something for Anna, and no more.
    assert_eq!(inbox(&ground, by(4, 30, "nobody")).await, [(true, false, false)]);
    assert_eq!(inbox(&ground, by(4, 10, "worker")).await, [(true, false, true)]);

    taken(&ground, 2).await;
    go(&ground, "2026-01-23T00:00").await;
    post(&ground).await;
    let told = postman.told();
    assert!(!told.iter().any(|line| line.starts_with("dorte")), "{told:?}");
}

#[tokio::test]
async fn a_unit_is_away_when_everyone_is_who_acts_there() {
    let (ground, postman) = with_postman(false).await;
    ground.begin(Some(1)).await.unwrap();
    away(&ground, "anna", "dorte", ("2026-01-01", "2026-01-31")).await;
    away(&ground, "bent", "egon", ("2026-01-01", "2026-01-31")).await;
    go(&ground, "2026-01-14T00:00").await;
    post(&ground).await;
    let mut told = postman.told();
    told.sort();
    assert_eq!(told, ["anna 1", "asta 1"], "Asta is there");
    go(&ground, "2026-01-16T00:00").await;
    post(&ground).await;
    let mut told = postman.told();
    told.sort();
    assert_eq!(told, ["bent 1", "egon 1"], "no leader is there");
    let rows = ground
        .store
        .notice(TENANT, newest(&ground).await)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (rows.person, rows.on_behalf_of),
        (Some(person("egon")), Some(person("bent")))
    );
}

/// The newest row for Egon.
async fn newest(ground: &Ground) -> uuid::Uuid {
    let list = InboxList {
        limit: 1,
        ..InboxList::default()
    };
    let page = ground
        .engine
        .inbox(TENANT, &by(5, 30, "nobody"), &list, &Ground::look())
        .await
        .unwrap();
    page.rows[0].id
}

#[tokio::test]
async fn whoever_has_left_or_has_no_address_gets_no_mail() {
    let (ground, postman) = with_postman(false).await;
    ground.begin(Some(1)).await.unwrap();
    choose(&ground, "anna", |reach| reach.reminders = Channel::Digest).await;
    choose(&ground, "asta", |reach| reach.address = None).await;
    taken(&ground, 2).await;
    go(&ground, "2026-01-14T00:00").await;
    post(&ground).await;
    assert_eq!(postman.told(), ["anna 1"]);
    let anna = ground
        .store
        .person(TENANT, person("anna"))
        .await
        .unwrap()
        .unwrap();
    let left = Person {
        active: false,
        ..anna
    };
    ground.store.put_person(TENANT, left).await.unwrap();
    go(&ground, "2026-01-14T12:00").await;
    assert_eq!(post(&ground).await, 0);
    assert_eq!(postman.told(), [""; 0]);
    assert_eq!(
        ground.engine.next_mail().await.unwrap(),
        None,
        "nothing is left behind"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mail_goes_by_itself_when_the_clock_moves() {
    let (ground, postman) = with_postman(true).await;
    taken(&ground, 1).await;
    ground.clock.move_to(moment("2026-01-14T00:00"));
    tokio::time::timeout(PATIENCE, postman.got())
        .await
        .expect("a mail goes out");
    assert_eq!(postman.told(), ["anna 1"]);
    ground.engine.stop().await;
}

/// A month of outage, after which the deadlines of many cases have ended with all their rungs: each case tells each once, and
/// whoever is told of many cases gets one mail of them all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn after_an_outage_each_gets_one_mail_of_everything() {
    const CASES: u128 = 200;
    let (before, _) = with_postman(false).await;
    let begun = (1..=CASES).map(|number| before.begin(Some(number)));
    for begun in futures::future::join_all(begun).await {
        begun.unwrap();
    }
    // The node before does nothing by itself from here on.
    let clock = Arc::new(TestClock::new(moment("2026-02-03T08:00")));
    let after = Ground::node(before.store.clone(), clock, true);
    let postman = Arc::new(Postman::default());
    after.engine.mail_by(Arc::clone(&postman) as Arc<dyn Mailer>);
    until("everybody has mail", async || postman.count() >= 3).await;
    after.engine.wake_all_due().await.unwrap();
    assert_eq!(after.engine.hand_over_all().await.unwrap(), 0);
    assert_eq!(post(&after).await, 0);
    let mut told = postman.told();
    told.sort();
    assert_eq!(told, ["anna 200", "asta 200", "bent 200"]);
    after.engine.stop().await;
}

#[tokio::test]
async fn what_is_late_is_told_to_the_nearest_leader_above_from_the_day_that_a_leader_is_gone() {
    let (ground, postman) = with_postman(false).await;
    let before = ground.store.organisation(TENANT).await.unwrap();
    let of = |login: &str| {
        before
            .places
            .iter()
            .find(|place| place.person == person(login))
            .unwrap()
    };
    let places = vec![
        Place {
            days: Days::ALWAYS.ended("2026-01-15".parse().unwrap()),
            leads: true,
            ..of("bent").clone()
        },
        Place {
            unit: unit(30),
            acts_as: Some(vec!["boss".to_owned()]),
            leads: true,
            ..of("dorte").clone()
        },
    ];
    let team = before.units.iter().find(|one| one.id == unit(11)).unwrap();
    let units = vec![OrgUnit {
        parent: Some(unit(30)),
        ..team.clone()
    }];
    let change = OrganisationChange {
        seen: before.version,
        at: moment("2026-01-05T09:00"),
        by: None,
        way: ChangeWay::Command,
        changed: Changed {
            units,
            places,
            ..Changed::default()
        },
    };
    ground.store.keep_organisation(TENANT, change).await.unwrap();
    taken(&ground, 1).await;
    go(&ground, "2026-01-16T00:00").await;
    post(&ground).await;
    let told = postman.told();
    assert!(told.contains(&"dorte 1".to_owned()), "{told:?}");
    assert!(!told.iter().any(|line| line.starts_with("bent")), "{told:?}");
}

/// A relative, who is in the case with the citizen's consent alone, is reminded of what they owe.
const ASKED: &str = "samspil: 1
flow: asked
title: Spurgt
parties:
  worker: {title: Sagsbehandler, side: authority}
  relative: {title: Pårørende, side: relative, optional: true, needs: consent}
does:
  tell:
    task: Fortæl
    by: relative
    due: {lasts: 10 days, ladder: [{at: 1 day before, remind: owner}]}
";

#[tokio::test]
async fn who_is_told_no_more_after_a_consent_ends_gets_no_mail_of_what_waited() {
    let (ground, postman) = with_postman(false).await;
    ground.engine.publish(TENANT, ASKED, "test").await.unwrap();
    let mut cases = Vec::new();
    for _ in 0..2 {
        let relative = Binding::to(None, Some(person("dorte")));
        let begin = Begin {
            flow: "asked".to_owned(),
            version: None,
            title: "Sag".to_owned(),
            parties: vec![
                bound("worker", 10),
                (PartyId::new("relative").unwrap(), vec![relative]),
            ],
            data: serde_json::Value::Null,
        };
        let begun = ground.engine.begin(TENANT, By::Engine, begin, None).await;
        let case = begun.unwrap().case;
        cases.push(case);
        asked(
            &ground,
            case,
            r#"{"do": "give_consent", "terms": {"party": "relative", "how": "spoken"}}"#,
        )
        .await;
    }
    go(&ground, "2026-01-14T08:00").await;
    asked(&ground, cases[0], r#"{"do": "withdraw_consent", "number": 1}"#).await;
    post(&ground).await;
    assert_eq!(postman.told(), ["dorte 1"], "of the other case alone");
    assert_eq!(post(&ground).await, 0);
}

async fn asked(ground: &Ground, case: CaseId, what: &str) {
    let ask = Ask {
        case,
        what: serde_json::from_str(what).unwrap(),
        seen: None,
    };
    let asked = ground.engine.ask(TENANT, by(1, 10, "worker"), ask, None).await;
    asked.unwrap();
}
