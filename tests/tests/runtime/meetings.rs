//! Meetings: who is invited by mail, once for each word, and in whose calendar they stand.

use std::sync::Arc;

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId};
use samspil_runtime::{Begin, Mailer};
use samspil_store::Channel;
use serde_json::json;

use crate::ground::{Ground, TENANT, bound, by, moment};
use crate::postman::{Postman, away, choose, go, person, post, with_postman};

const FLOW: &str = "samspil: 1
flow: meeting
title: Møder
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
stages:
  s:
    title: S
    does:
      talk: {meeting: Tal sammen, by: worker, with: boss}
";

/// A case that is held by Anna's unit and led by Bent's, in each of which who acts is known.
async fn begun(ground: &Ground) -> CaseId {
    ground.engine.publish(TENANT, FLOW, "test").await.unwrap();
    let begin = Begin {
        flow: "meeting".to_owned(),
        version: None,
        title: "HEMMELIG".to_owned(),
        parties: vec![bound("worker", 10), bound("boss", 11)],
        data: json!({}),
    };
    let begun = ground
        .engine
        .begin(TENANT, by(1, 10, "worker"), begin, None)
        .await;
    begun.unwrap().case
}

async fn ask(ground: &Ground, case: CaseId, what: Asked) {
    ground.ask(by(1, 10, "worker"), case, what).await.unwrap();
    ground.engine.hand_over_all().await.unwrap();
}

fn talk() -> ItemId {
    ItemId::new("talk").unwrap()
}

async fn arrange(ground: &Ground, case: CaseId, starts: &str) {
    let starts = moment(starts);
    let what = Asked::Arrange {
        item: talk(),
        starts,
        ends: starts + chrono::Duration::hours(1),
        place: "Rådhuset".to_owned(),
    };
    ask(ground, case, what).await;
}

#[tokio::test]
async fn whoever_takes_part_in_person_is_invited_and_a_unit_is_told_as_units_are() {
    let (ground, postman) = with_postman(false).await;
    let case = begun(&ground).await;
    arrange(&ground, case, "2026-01-07T09:00").await;
    post(&ground).await;
    // Bent alone acts as leader; of Anna and Asta nobody has taken the meeting on.
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 0"]);
    ask(&ground, case, Asked::Claim { item: talk() }).await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna 0"]);
    arrange(&ground, case, "2026-01-08T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna 1", "asta -", "bent 1"]);
    let reason = "Sygdom".to_owned();
    ask(&ground, case, Asked::CallOff { item: talk(), reason }).await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna 2 off", "asta -", "bent 2 off"]);
    go(&ground, "2026-01-09T09:00").await;
    assert_eq!(post(&ground).await, 0, "once");
}

#[tokio::test]
async fn whoever_alone_acts_in_a_unit_is_invited_once_and_stays_invited_without_the_task() {
    let (ground, postman) = with_postman(false).await;
    ground
        .store
        .put_members(TENANT, person("asta"), Vec::new())
        .await
        .unwrap();
    let case = begun(&ground).await;
    arrange(&ground, case, "2026-01-07T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna 0", "bent 0"]);
    for what in [Asked::Claim { item: talk() }, Asked::Release { item: talk() }] {
        ask(&ground, case, what).await;
    }
    post(&ground).await;
    assert_eq!(postman.invited(), [""; 0], "she comes either way");
    arrange(&ground, case, "2026-01-08T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna 2", "bent 2"]);
}

#[tokio::test]
async fn an_invitation_comes_as_it_was_chosen_and_not_in_quiet_hours() {
    let (ground, postman) = with_postman(false).await;
    choose(&ground, "bent", |reach| {
        reach.quiet = Some(("08:00".parse().unwrap(), "12:00".parse().unwrap()));
    })
    .await;
    for login in ["anna", "asta"] {
        choose(&ground, login, |reach| reach.for_unit = Channel::Inbox).await;
    }
    let case = begun(&ground).await;
    arrange(&ground, case, "2026-01-07T09:00").await;
    assert_eq!(post(&ground).await, 0);
    go(&ground, "2026-01-05T11:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["bent 0"]);
    choose(&ground, "bent", |reach| reach.meetings = Channel::Inbox).await;
    arrange(&ground, case, "2026-01-08T09:00").await;
    choose(&ground, "bent", |reach| {
        reach.meetings = Channel::Digest;
        reach.digest_at = "13:00".parse().unwrap();
    })
    .await;
    arrange(&ground, case, "2026-01-09T09:00").await;
    go(&ground, "2026-01-05T12:00").await;
    post(&ground).await;
    assert_eq!(
        postman.invited(),
        ["bent -"],
        "the last in the digest, the one before in the inbox alone"
    );
}

#[tokio::test]
async fn a_deputy_is_told_that_it_is_held_without_them_once_whoever_was_away_is_back() {
    let (ground, postman) = with_postman(false).await;
    let case = begun(&ground).await;
    away(&ground, "bent", "egon", ("2026-01-01", "2026-01-06")).await;
    arrange(&ground, case, "2026-01-09T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 0", "egon 0"]);
    // Moved while he is away: the newer invitation takes the place of the first, and so does what is said when it is over.
    arrange(&ground, case, "2026-01-10T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 1", "egon 1"]);
    go(&ground, "2026-01-06T20:00").await;
    assert_eq!(post(&ground).await, 0, "Bent is still away");
    choose(&ground, "egon", |reach| {
        reach.quiet = Some(("18:00".parse().unwrap(), "07:00".parse().unwrap()));
    })
    .await;
    go(&ground, "2026-01-07T00:30").await;
    assert_eq!(post(&ground).await, 0, "not at night");
    go(&ground, "2026-01-07T06:30").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["egon 1 off"]);
    go(&ground, "2026-01-09T12:00").await;
    assert_eq!(post(&ground).await, 0, "once");
}

#[tokio::test]
async fn a_deputy_who_stays_until_the_meeting_is_told_nothing_and_one_whose_meeting_is_off_is_told_so() {
    let (ground, postman) = with_postman(false).await;
    let case = begun(&ground).await;
    away(&ground, "bent", "egon", ("2026-01-01", "2026-01-31")).await;
    arrange(&ground, case, "2026-01-07T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 0", "egon 0"]);
    go(&ground, "2026-01-07T09:30").await;
    assert_eq!(post(&ground).await, 0, "it is held");
    go(&ground, "2026-02-01T09:30").await;
    assert_eq!(post(&ground).await, 0);
    // Moved once Bent was back, before anybody looked: what Egon's calendar holds is taken out all the same.
    let absence = samspil_core::id::AbsenceId(uuid::Uuid::from_u128(
        person("bent").0.as_u128() * 100 + person("dorte").0.as_u128(),
    ));
    away(&ground, "bent", "dorte", ("2026-02-01", "2026-02-28")).await;
    arrange(&ground, case, "2026-02-20T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 1", "dorte 1"]);
    let ended = ground.store.end_absence(TENANT, person("bent"), absence).await;
    assert!(ended.unwrap());
    arrange(&ground, case, "2026-02-21T09:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["anna -", "asta -", "bent 2"]);
    go(&ground, "2026-02-01T11:00").await;
    post(&ground).await;
    assert_eq!(postman.invited(), ["dorte 1 off"]);
}

/// What one node hands over another sends, and neither twice.
#[tokio::test]
async fn two_nodes_send_each_invitation_once() {
    let (ground, postman) = with_postman(false).await;
    let other = Ground::node(ground.store.clone(), ground.clock.clone(), false);
    let second = Arc::new(Postman::default());
    other.engine.mail_by(Arc::clone(&second) as Arc<dyn Mailer>);
    let case = begun(&ground).await;
    away(&ground, "bent", "egon", ("2026-01-01", "2026-01-06")).await;
    let mut all = Vec::new();
    let starts = ["2026-01-09T09:00", "2026-01-12T09:00", "2026-01-13T09:00"];
    for starts in starts {
        let from = moment(starts);
        let what = Asked::Arrange {
            item: talk(),
            starts: from,
            ends: from + chrono::Duration::hours(1),
            place: "Rådhuset".to_owned(),
        };
        ground.ask(by(1, 10, "worker"), case, what).await.unwrap();
        let (one, two) = tokio::join!(ground.engine.hand_over_all(), other.engine.hand_over_all());
        one.unwrap();
        two.unwrap();
        let (one, two) = tokio::join!(ground.engine.send_mail(), other.engine.send_mail());
        assert_eq!(one.unwrap() + two.unwrap(), 4, "{starts}");
        all.extend(postman.invited());
        all.extend(second.invited());
    }
    all.retain(|told| !told.ends_with('-'));
    all.sort();
    assert_eq!(all, ["bent 0", "bent 1", "bent 2", "egon 0", "egon 1", "egon 2"]);
    ground.clock.move_to(moment("2026-01-07T09:00"));
    let (one, two) = tokio::join!(ground.engine.send_mail(), other.engine.send_mail());
    assert_eq!(one.unwrap() + two.unwrap(), 1);
    let off: Vec<String> = postman.invited().into_iter().chain(second.invited()).collect();
    assert_eq!(off, ["egon 2 off"]);
    other.engine.stop().await;
}

#[tokio::test]
async fn a_meeting_stands_in_the_calendar_of_whoever_takes_part_and_of_nobody_else() {
    let (ground, _) = with_postman(false).await;
    let case = begun(&ground).await;
    arrange(&ground, case, "2026-01-07T09:00").await;
    for (login, expected) in [("anna", 1), ("asta", 1), ("bent", 1), ("dorte", 0)] {
        let agenda = ground
            .engine
            .agenda(TENANT, person(login), &Ground::look())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(agenda.meetings.len(), expected, "{login}");
    }
    ask(
        &ground,
        case,
        Asked::Complete {
            item: talk(),
            data: json!({}),
        },
    )
    .await;
    let agenda = ground
        .engine
        .agenda(TENANT, person("bent"), &Ground::look())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(agenda.meetings, []);
}

#[tokio::test]
async fn a_deadline_stands_in_the_calendars_of_a_unit_until_one_of_it_takes_the_task() {
    let (ground, _) = with_postman(false).await;
    let case = ground.begin(Some(1)).await.unwrap().case;
    let due = async |login: &str| {
        let agenda = ground
            .engine
            .agenda(TENANT, person(login), &Ground::look())
            .await
            .unwrap()
            .unwrap();
        agenda
            .deadlines
            .into_iter()
            .map(|(_, task)| task.item)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (due("anna").await, due("asta").await),
        (vec!["assess".to_owned()], vec!["assess".to_owned()])
    );
    assert_eq!(due("dorte").await, [""; 0]);
    let item = ItemId::new("assess").unwrap();
    ask(&ground, case, Asked::Claim { item }).await;
    assert_eq!(
        (due("anna").await, due("asta").await),
        (vec!["assess".to_owned()], Vec::new())
    );
}
