//! Paired cases on both stores: what one says the other hears, each thing once and in order, whatever stops in between; and
//! no end is kept from the other.

use std::sync::Arc;

use samspil_core::case::{Asked, Binding, Case, Change, OverBecause, Standing, Status};
use samspil_core::flow::with_protocol;
use samspil_core::id::{CaseId, FieldPath, MessageName, PartyId};
use samspil_runtime::{Begin, By, Failure, PublishError};
use samspil_store::About;
use serde_json::{Value as Json, json};

use crate::ground::{Ground, TENANT, moment, unit};
use crate::subcases::{
    after_the_lease, all_of, ask, complete, item, killed_when, known_links, on_both, publish, read, replays,
    said, times,
};

const ORDERING: &str = "samspil: 1
flow: ordering
title: Bestilling
parties:
  worker: {title: Sagsbehandler, side: authority}
  provider: {title: Udfører, side: provider}
data:
  order: {what: {type: text}, answer: {type: text, optional: true}, statuses: {type: integer, starts_as: 0}}
  end: {why: {type: text, optional: true}}
pair: {with: delivery, as: orderer, other: provider, parties: {head: worker}}

protocol:
  title: Bestilling og levering
  sides: {orderer: Myndighed, deliverer: Udfører}
  messages:
    ordered:
      by: orderer
      holds: {what: {type: text}}
      owes: {message: answered, due: 5 working days}
    answered: {by: deliverer, answers: ordered, holds: {text: {type: text}}}
    status: {by: deliverer, after: answered, repeats: true, holds: {number: {type: integer}}}
    ended: {by: either, ends: true}

does:
  send: {task: Send, by: worker, fills: [order.what], says: ordered, gives: {what: order.what}}
  answered: {wait: Svar, after: send, until: {message: answered}, takes: {order.answer: text}}
  status:
    wait: Status
    after: send
    until: {message: status}
    sets: {order.statuses: order.statuses * 10 + message.number}
    repeats: {freely: true}
  stop: {task: Afslut, by: worker, optional: true, says: ended}
  stopped: {wait: Udfører afslutter, after: send, until: {message: ended}}
  gone: {wait: Sagen lukkede, after: send, until: {message: other_case_ended}, sets: {end.why: message.reason}}
closes: by_hand
";

const DELIVERY: &str = "samspil: 1
flow: delivery
title: Levering
parties:
  head: {title: Leder, side: provider}
  worker: {title: Sagsbehandler, side: authority}
data:
  order: {what: {type: text, optional: true}, answer: {type: text, optional: true}}
  status: {number: {type: integer, optional: true}}
pair: {with: ordering, as: deliverer, other: worker}
does:
  ordered: {wait: Bestilling, until: {message: ordered}, takes: {order.what: what}}
  answer: {task: Svar, by: head, after: ordered, fills: [order.answer], says: answered, gives: {text: order.answer}}
  write:
    task: Status
    by: head
    fills: [status.number]
    says: status
    gives: {number: status.number}
    repeats: {freely: true}
  stop: {task: Afslut, by: head, optional: true, says: ended}
  stopped: {wait: Myndigheden afslutter, until: {message: ended}}
closes: by_hand
";

on_both!(
    what_one_says_the_other_hears_and_both_count_from_one_moment,
    a_flow_that_is_not_published_is_an_incident_and_the_pair_begins_later,
    an_end_is_told_to_the_other_case,
    a_pair_that_is_over_before_it_began_begins_nothing,
    a_relay_that_is_killed_in_between_says_nothing_twice_and_leaves_nothing_unsaid,
    many_things_said_at_once_are_heard_in_order,
    the_flow_that_takes_the_protocol_is_kept_with_it_and_held_against_the_other,
);

async fn publish_both(ground: &Ground) {
    publish(ground, ORDERING).await;
    publish(ground, DELIVERY).await;
}

async fn begin(ground: &Ground) -> CaseId {
    let to = Binding::to(Some(unit(10)), None);
    let begin = Begin {
        flow: "ordering".to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: vec![(PartyId::new("worker").unwrap(), vec![to])],
        data: Json::Null,
    };
    let began = ground.engine.begin(TENANT, Ground::worker(), begin, None).await;
    began.unwrap().case
}

/// A case that has sent an order.
async fn sent(ground: &Ground) -> CaseId {
    let case = begin(ground).await;
    complete(ground, case, "send", json!({"order": {"what": "Støtte"}})).await;
    case
}

/// The same, and the other case, which has begun.
async fn paired(ground: &Ground) -> (CaseId, CaseId) {
    let case = sent(ground).await;
    hand_over(ground).await;
    (case, other(&read(ground, case).await))
}

fn other(case: &Case) -> CaseId {
    case.pair_now().unwrap().case.unwrap()
}

async fn hand_over(ground: &Ground) {
    while ground.engine.hand_over_all().await.unwrap() > 0 {}
}

/// Does something in the deliverer's case, as the head there.
async fn deliver(ground: &Ground, case: CaseId, name: &str, data: Json) {
    let what = Asked::Complete {
        item: item(name),
        data,
    };
    let head = crate::ground::by(1, 10, "head");
    ground.ask(head, case, what).await.unwrap();
}

async fn terminate(ground: &Ground, case: CaseId) {
    let reason = "Flyttet".to_owned();
    ask(ground, case, Asked::Terminate { reason }).await.unwrap();
}

fn text(case: &Case, path: &str) -> Option<Json> {
    let held = case.data.get(&FieldPath::new(path).unwrap());
    held.map(samspil_core::case::to_json)
}

async fn what_one_says_the_other_hears_and_both_count_from_one_moment(ground: Ground) {
    publish_both(&ground).await;
    let case = sent(&ground).await;
    // What is said is heard later; what is owed for it is counted from when it was said.
    ground.clock.move_to(moment("2026-01-06T08:00"));
    hand_over(&ground).await;
    let ordering = read(&ground, case).await;
    let below = other(&ordering);
    let delivery = read(&ground, below).await;
    assert_eq!(text(&delivery, "order.what"), Some(json!("Støtte")));
    assert_eq!(delivery.paired.as_ref().unwrap().case, case);
    let unit_of = |party: &str| delivery.parties[&PartyId::new(party).unwrap()][0].unit;
    assert_eq!(
        (unit_of("head"), unit_of("worker")),
        (Some(unit(10)), Some(unit(10)))
    );
    let clock = |case: &Case, name: &str| {
        let clock = case.clocks.get(name).unwrap();
        (clock.starts, clock.due)
    };
    assert_eq!(
        clock(&ordering, "send_owes_answered"),
        clock(&delivery, "ordered_owes_answer")
    );
    assert_eq!(known_links(&ground, case, &Ground::worker()).await, [below]);
    assert_eq!(known_links(&ground, below, &Ground::worker()).await, [case]);
    assert_eq!(known_links(&ground, below, &Ground::other()).await, []);
    deliver(&ground, below, "answer", json!({"order": {"answer": "Ja"}})).await;
    hand_over(&ground).await;
    let ordering = read(&ground, case).await;
    assert_eq!(text(&ordering, "order.answer"), Some(json!("Ja")));
    assert_eq!(ordering.item(&item("answered")).status, Status::Done);
    assert_eq!(ground.engine.hand_over_all().await.unwrap(), 0);
    // Nobody says anything in the other's place.
    let forged = Asked::Message {
        message: MessageName::new("answered").unwrap(),
        data: json!({"text": "Nej"}),
    };
    for by in [Ground::worker(), By::Outside] {
        let refused = ground.ask(by, case, forged.clone()).await;
        let code = match &refused {
            Err(Failure::Refused(refusal)) => refusal.code.as_str(),
            other => panic!("{other:?}"),
        };
        assert!(["of_pair", "no_pair"].contains(&code), "{code}");
    }
    replays(&ground, case).await;
    replays(&ground, below).await;
}

async fn a_flow_that_is_not_published_is_an_incident_and_the_pair_begins_later(ground: Ground) {
    publish(&ground, ORDERING).await;
    let case = sent(&ground).await;
    ground.engine.hand_over_all().await.unwrap();
    let incidents = ground.store.incidents(TENANT, true, 10).await.unwrap();
    let [incident] = incidents.try_into().unwrap();
    assert_eq!(incident.about, About::Subcase, "no case's own time rests");
    let said = said(&incident.body);
    assert!(
        said.contains("the flow delivery is not published. Publish it"),
        "{said}"
    );
    publish(&ground, DELIVERY).await;
    after_the_lease(&ground).await;
    hand_over(&ground).await;
    let below = other(&read(&ground, case).await);
    assert_eq!(
        read(&ground, below).await.item(&item("answer")).status,
        Status::Active
    );
}

async fn an_end_is_told_to_the_other_case(ground: Ground) {
    publish_both(&ground).await;
    // By a word of the protocol: the other then has nothing to tell.
    let (case, below) = paired(&ground).await;
    deliver(&ground, below, "stop", Json::Null).await;
    hand_over(&ground).await;
    let ordering = read(&ground, case).await;
    assert_eq!(ordering.pair_now().unwrap().over, Some(OverBecause::Message));
    assert_eq!(
        ordering.owed().count(),
        0,
        "what can no longer come is owed no longer"
    );
    terminate(&ground, below).await;
    assert_eq!(ground.engine.hand_over_all().await.unwrap(), 0);
    // Without one.
    let (case, below) = paired(&ground).await;
    terminate(&ground, below).await;
    hand_over(&ground).await;
    let ordering = read(&ground, case).await;
    assert_eq!(ordering.pair_now().unwrap().over, Some(OverBecause::OtherEnded));
    assert_eq!(text(&ordering, "end.why"), Some(json!("Flyttet")));
    assert_eq!(ordering.item(&item("answered")).status, Status::Cancelled);
    assert_eq!(ordering.standing, Standing::Open);
    // Both at once: each hears of the other, and nothing comes of it.
    let (case, below) = paired(&ground).await;
    terminate(&ground, below).await;
    terminate(&ground, case).await;
    hand_over(&ground).await;
    for one in [case, below] {
        assert_eq!(
            read(&ground, one).await.pair_now().unwrap().heard,
            if one == case { 1 } else { 2 }
        );
        replays(&ground, one).await;
    }
    assert_eq!(ground.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

async fn a_pair_that_is_over_before_it_began_begins_nothing(ground: Ground) {
    publish_both(&ground).await;
    let case = sent(&ground).await;
    terminate(&ground, case).await;
    hand_over(&ground).await;
    assert_eq!(all_of(&ground, "delivery").await, 0);
    assert_eq!(ground.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

/// Two nodes over one store. The first is killed as soon as a case has changed, wherever it then is; the second finds what
/// was said once the claim has lapsed.
async fn a_relay_that_is_killed_in_between_says_nothing_twice_and_leaves_nothing_unsaid(ground: Ground) {
    publish_both(&ground).await;
    let second = Ground::node(Arc::clone(&ground.store), Arc::clone(&ground.clock), false);
    let case = sent(&ground).await;
    killed_when(&ground, |changed| changed != case).await;
    after_the_lease(&ground).await;
    killed_when(&ground, |changed| changed == case).await;
    after_the_lease(&ground).await;
    hand_over(&second).await;
    let below = other(&read(&second, case).await);
    assert_eq!(all_of(&second, "delivery").await, 1);
    assert_eq!(
        times(&second, below, |change| matches!(change, Change::SaidToUs { .. })).await,
        1
    );
    assert_eq!(
        times(&second, case, |change| matches!(change, Change::PairBegan { .. })).await,
        1
    );
    deliver(&second, below, "answer", json!({"order": {"answer": "Ja"}})).await;
    killed_when(&ground, |changed| changed == case).await;
    after_the_lease(&ground).await;
    hand_over(&second).await;
    assert_eq!(
        times(&second, case, |change| matches!(change, Change::SaidToUs { .. })).await,
        1
    );
    assert_eq!(read(&second, case).await.item(&item("answered")).times, 1);
    assert_eq!(
        second.engine.hand_over_all().await.unwrap(),
        0,
        "nothing is left to say"
    );
}

async fn many_things_said_at_once_are_heard_in_order(ground: Ground) {
    publish_both(&ground).await;
    let (case, below) = paired(&ground).await;
    deliver(&ground, below, "answer", json!({"order": {"answer": "Ja"}})).await;
    for number in 1..=6 {
        deliver(&ground, below, "write", json!({"status": {"number": number}})).await;
    }
    let second = Ground::node(Arc::clone(&ground.store), Arc::clone(&ground.clock), false);
    let (one, other) = tokio::join!(ground.engine.hand_over_all(), second.engine.hand_over_all());
    assert_eq!(one.unwrap() + other.unwrap(), 7);
    assert_eq!(
        text(&read(&ground, case).await, "order.statuses"),
        Some(json!(123_456))
    );
    replays(&ground, case).await;
}

async fn the_flow_that_takes_the_protocol_is_kept_with_it_and_held_against_the_other(ground: Ground) {
    let codes = |error: PublishError| match error {
        PublishError::Findings(findings) => findings.iter().map(|finding| finding.code.0).collect::<Vec<_>>(),
        error => panic!("{error}"),
    };
    let error = ground.engine.publish(TENANT, DELIVERY, "test").await.unwrap_err();
    assert_eq!(codes(error), ["F0461"]);
    publish_both(&ground).await;
    let kept = ground
        .store
        .flow(TENANT, "delivery", None)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept.text, with_protocol(DELIVERY, ORDERING).unwrap());
    let circle = DELIVERY.replace("after: ordered,", "after: written,").replace(
        "closes:",
        "  written: {milestone: Skrevet, after: write}\ncloses:",
    );
    let error = ground.engine.publish(TENANT, &circle, "test").await.unwrap_err();
    assert_eq!(codes(error), ["F0565", "F0565"]);
}
