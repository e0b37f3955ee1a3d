//! One case that cannot go on: it is an incident and rests, those who have to do with it are told so, and all others go on.

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Answer, Ask, Begin, By, CaseList, Engine, Failure};
use samspil_store::{About, Incident, unpacked};
use serde_json::{Value, json};

use crate::ground::{FLOW, Ground, Place, TENANT, bound, by, moment};
use crate::subcases::on_both;

on_both!(
    what_panics_over_one_case_stops_no_other,
    a_snapshot_that_cannot_be_read_is_told_to_those_alone_who_have_to_do_with_the_case,
    a_snapshot_that_cannot_be_read_is_found_when_its_time_comes,
    a_snapshot_that_cannot_be_unpacked_stops_its_case_alone,
    an_event_that_cannot_be_read_stops_its_history_alone,
    a_flow_that_cannot_be_read_stops_its_own_cases,
    a_notice_that_cannot_be_read_is_handed_over_when_it_is_mended,
    a_case_that_never_comes_to_rest_is_an_incident,
    guards_that_take_too_much_are_an_incident,
);

const SNAPSHOT: Place = Place {
    read: "SELECT snapshot FROM cases WHERE case_id = $1",
    write: "UPDATE cases SET snapshot = $2 WHERE case_id = $1",
};

const FIRST_EVENT: Place = Place {
    read: "SELECT body FROM events WHERE case_id = $1 AND number = 1",
    write: "UPDATE events SET body = $2 WHERE case_id = $1 AND number = 1",
};

const OUTGOING: Place = Place {
    read: "SELECT body FROM outgoing WHERE case_id = $1",
    write: "UPDATE outgoing SET body = $2 WHERE case_id = $1",
};

/// What no JSON begins with.
const SPOILT: &[u8] = b"\x00spoilt";

/// As if it were packed, and far too long.
const SPOILT_PACKED: &[u8] = b"\x01\xff\xff\xff\xffspoilt";

/// When the first rung of the flow's ladder is due.
const REMINDED: &str = "2026-01-14T00:00";

/// Somebody of another unit.
fn stranger() -> By {
    by(9, 90, "worker")
}

/// Another node over the same store, which has nothing in memory.
fn node(ground: &Ground) -> Ground {
    Ground::node(ground.store.clone(), ground.clock.clone(), false)
}

async fn assess(node: &Ground, by: By, case: CaseId) -> Result<Answer, Failure> {
    node.complete(by, case, "assess", 3, None).await
}

async fn events(ground: &Ground, case: CaseId) -> usize {
    ground.store.events(TENANT, case, 0, 100).await.unwrap().len()
}

/// The one incident there is, which is of the case.
async fn the_one_of(ground: &Ground, case: CaseId) -> Incident {
    let open = ground.store.incidents(TENANT, true, 10).await.unwrap();
    let [incident] = open.try_into().expect("one incident");
    assert_eq!(incident.about, About::Case(case));
    incident
}

/// What an incident says in English; as it was written down where it is no sentence of ours.
fn said(incident: &Incident) -> String {
    match serde_json::from_slice::<Message>(&incident.body) {
        Ok(message) => message.say(Language::English),
        Err(_) => String::from_utf8(incident.body.clone()).unwrap(),
    }
}

async fn resolve(engine: &std::sync::Arc<Engine>, incident: &Incident) {
    assert!(engine.resolve(TENANT, incident.id, ("test", None)).await.unwrap());
}

/// The case rests whatever the time is, and the other one does not.
async fn rests_alone(node: &Ground, case: CaseId, other: CaseId) {
    let before = (events(node, case).await, events(node, other).await);
    node.clock.move_to(moment(REMINDED));
    node.engine.wake_all_due().await.unwrap();
    let after = (events(node, case).await, events(node, other).await);
    assert_eq!(after, (before.0, before.1 + 1));
}

/// Mended and resolved, the case is woken and does what it is asked.
async fn goes_on(node: &Ground, case: CaseId) {
    let incident = the_one_of(node, case).await;
    resolve(&node.engine, &incident).await;
    let before = events(node, case).await;
    node.engine.wake_all_due().await.unwrap();
    assert_eq!(
        events(node, case).await,
        before + 1,
        "the reminder that it missed"
    );
    assess(node, Ground::worker(), case).await.unwrap();
    assert_eq!(node.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

/// To somebody who has nothing to do with the case it is not there, whatever is wrong with it.
async fn is_not_there_for_a_stranger(node: &Ground, case: CaseId) {
    let asked = assess(node, stranger(), case).await;
    assert!(matches!(asked, Err(Failure::NoCase)), "{asked:?}");
    let read = node.engine.read(TENANT, &stranger(), case, &Ground::look()).await;
    assert!(matches!(read, Err(Failure::NoCase)), "{read:?}");
}

async fn what_panics_over_one_case_stops_no_other(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    let third = ground.begin(None).await.unwrap().case;
    let node = node(&ground);
    // The next event would be numbered past the largest number there is.
    let whole = ground.swap(&SNAPSHOT, case, SPOILT).await;
    let mut snapshot: Value = serde_json::from_slice(&unpacked(whole.clone())).unwrap();
    assert_eq!(snapshot["version"], 1);
    snapshot["version"] = json!(u64::MAX);
    let spoilt = serde_json::to_vec(&snapshot).unwrap();
    ground.swap(&SNAPSHOT, case, &spoilt).await;

    let (panicked, went_on) = tokio::join!(
        assess(&node, Ground::worker(), case),
        assess(&node, Ground::worker(), third)
    );
    assert!(matches!(panicked, Err(Failure::Incident(_))), "{panicked:?}");
    assert_eq!(went_on.unwrap().version, 2);
    let again = assess(&node, Ground::worker(), case).await;
    assert!(matches!(again, Err(Failure::Incident(_))), "{again:?}");
    let of_stranger = assess(&node, stranger(), case).await;
    assert!(matches!(of_stranger, Err(Failure::NoCase)), "{of_stranger:?}");
    let said = said(&the_one_of(&node, case).await);
    assert!(said.starts_with("The program broke off over the case"), "{said}");
    rests_alone(&node, case, other).await;

    ground.swap(&SNAPSHOT, case, &whole).await;
    goes_on(&node, case).await;
}

async fn a_snapshot_that_cannot_be_read_is_told_to_those_alone_who_have_to_do_with_the_case(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    let node = node(&ground);
    let whole = ground.swap(&SNAPSHOT, case, SPOILT).await;

    is_not_there_for_a_stranger(&node, case).await;
    let asked = assess(&node, Ground::worker(), case).await;
    assert!(matches!(asked, Err(Failure::Incident(_))), "{asked:?}");
    let look = Ground::look();
    let read = node.engine.read(TENANT, &Ground::worker(), case, &look).await;
    assert!(matches!(read, Err(Failure::Incident(_))), "{read:?}");
    let whole_other = node.engine.read(TENANT, &Ground::worker(), other, &look).await;
    assert_eq!(whole_other.unwrap().case.id, other);
    the_one_of(&node, case).await;
    rests_alone(&node, case, other).await;

    ground.swap(&SNAPSHOT, case, &whole).await;
    goes_on(&node, case).await;
}

async fn a_snapshot_that_cannot_be_read_is_found_when_its_time_comes(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    let node = node(&ground);
    let whole = ground.swap(&SNAPSHOT, case, SPOILT).await;
    rests_alone(&node, case, other).await;
    the_one_of(&node, case).await;
    let next = node.engine.next_timer().await.unwrap();
    assert!(next.is_some_and(|next| next > moment(REMINDED)), "{next:?}");

    // Resolved too early, it is an incident again.
    let incident = the_one_of(&node, case).await;
    resolve(&node.engine, &incident).await;
    node.engine.wake_all_due().await.unwrap();
    assert_ne!(the_one_of(&node, case).await.id, incident.id);

    ground.swap(&SNAPSHOT, case, &whole).await;
    goes_on(&node, case).await;
}

async fn a_snapshot_that_cannot_be_unpacked_stops_its_case_alone(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    let third = ground.begin(None).await.unwrap().case;
    let node = node(&ground);
    let whole = ground.swap(&SNAPSHOT, case, SPOILT_PACKED).await;

    let (stopped, went_on) = tokio::join!(
        assess(&node, Ground::worker(), case),
        assess(&node, Ground::worker(), third)
    );
    assert!(matches!(stopped, Err(Failure::Incident(_))), "{stopped:?}");
    assert_eq!(went_on.unwrap().version, 2);
    let looked = node.store.load(TENANT, &[case, other], &[]).await.unwrap();
    assert_eq!(looked.cases.len(), 2);
    the_one_of(&node, case).await;
    rests_alone(&node, case, other).await;

    ground.swap(&SNAPSHOT, case, &whole).await;
    goes_on(&node, case).await;
}

async fn an_event_that_cannot_be_read_stops_its_history_alone(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    let node = node(&ground);
    let whole = ground.swap(&FIRST_EVENT, case, SPOILT).await;

    let history = async |by: By, case: CaseId| {
        let look = Ground::look();
        node.engine.history(TENANT, &by, case, (0, 10), &look).await
    };
    let told = history(Ground::worker(), case).await;
    assert!(matches!(told, Err(Failure::Incident(_))), "{told:?}");
    let told = history(stranger(), case).await;
    assert!(matches!(told, Err(Failure::NoCase)), "{told:?}");
    assert_eq!(history(Ground::worker(), other).await.unwrap().events.len(), 1);
    // The case itself does not go by its events.
    assess(&node, Ground::worker(), case).await.unwrap();
    assert_eq!(node.store.incidents(TENANT, true, 10).await.unwrap(), []);

    ground.swap(&FIRST_EVENT, case, &whole).await;
    assert_eq!(history(Ground::worker(), case).await.unwrap().events.len(), 2);
}

async fn a_flow_that_cannot_be_read_stops_its_own_cases(ground: Ground) {
    let whole = FLOW.replace("flow: tried", "flow: whole");
    ground.engine.publish(TENANT, &whole, "test").await.unwrap();
    let case = ground.begin(None).await.unwrap().case;
    let other = begin(&ground, "whole").await;
    let node = node(&ground);
    ground
        .raw("UPDATE flows SET text = 'x' || text WHERE flow = 'tried'")
        .await;

    is_not_there_for_a_stranger(&node, case).await;
    let asked = assess(&node, Ground::worker(), case).await;
    assert!(matches!(asked, Err(Failure::Incident(_))), "{asked:?}");
    let read = node
        .engine
        .read(TENANT, &Ground::worker(), case, &Ground::look())
        .await;
    assert!(matches!(read, Err(Failure::Incident(_))), "{read:?}");
    // A list leaves it out, and tells of the other.
    let list = CaseList {
        limit: 10,
        ..CaseList::default()
    };
    let (by, look) = (Ground::worker(), Ground::look());
    let listed = node.engine.cases(TENANT, &by, &list, &look);
    let listed: Vec<CaseId> = listed.await.unwrap().rows.iter().map(|row| row.case).collect();
    assert_eq!(listed, [other]);
    the_one_of(&node, case).await;
    rests_alone(&node, case, other).await;

    ground
        .raw("UPDATE flows SET text = substr(text, 2) WHERE flow = 'tried'")
        .await;
    goes_on(&node, case).await;
}

async fn a_notice_that_cannot_be_read_is_handed_over_when_it_is_mended(ground: Ground) {
    let case = ground.begin(None).await.unwrap().case;
    let other = ground.begin(None).await.unwrap().case;
    ground.clock.move_to(moment(REMINDED));
    ground.engine.wake_all_due().await.unwrap();
    let whole = ground.swap(&OUTGOING, case, SPOILT).await;
    let handed = async |case: CaseId| {
        ground.engine.hand_over_all().await.unwrap();
        ground.store.case_inbox(TENANT, case, 10).await.unwrap().len()
    };
    assert_eq!(handed(other).await, 1, "the other is told");
    assert_eq!(handed(case).await, 0);
    let incident = the_one_of(&ground, case).await;

    ground.swap(&OUTGOING, case, &whole).await;
    resolve(&ground.engine, &incident).await;
    ground.clock.move_to(moment("2026-01-14T01:00"));
    assert_eq!(handed(case).await, 1, "once it is mended");
    assert_eq!(handed(case).await, 1, "and once");
    assert_eq!(ground.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

const HEAD: &str = "samspil: 1
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
";

/// Begins a case of a flow with the same parties.
async fn begin(ground: &Ground, flow: &str) -> CaseId {
    let begin = Begin {
        flow: flow.to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: match flow {
            "whole" => vec![bound("worker", 10), bound("boss", 11), bound("other", 20)],
            _ => vec![bound("worker", 10)],
        },
        data: Value::Null,
    };
    let began = ground.engine.begin(TENANT, Ground::worker(), begin, None).await;
    began.unwrap().case
}

/// What is told of a case whose flow asks too much of it, and that others go on: `fill` is done with the one, then the other.
async fn a_flow_too_much(ground: Ground, name: &str, [bad, good]: [Value; 2], code: &str) {
    let (case, other) = (begin(&ground, name).await, begin(&ground, name).await);
    let fill = async |case: CaseId, data: &Value| {
        let ask = Ask {
            case,
            what: Asked::Complete {
                item: ItemId::new("fill").unwrap(),
                data: data.clone(),
            },
            seen: None,
        };
        ground.engine.ask(TENANT, Ground::worker(), ask, None).await
    };
    for _ in 0..2 {
        let Err(Failure::Refused(refusal)) = fill(case, &bad).await else {
            panic!("it is refused")
        };
        assert_eq!(refusal.code, code);
    }
    assert_eq!(events(&ground, case).await, 1, "nothing of it is kept");
    let incident = the_one_of(&ground, case).await;
    assert!(!said(&incident).contains('{'), "a sentence: {}", said(&incident));
    assert_eq!(fill(other, &good).await.unwrap().version, 2);
    resolve(&ground.engine, &incident).await;
    ground.engine.wake_all_due().await.unwrap();
    assert_eq!(fill(case, &good).await.unwrap().version, 2);
    assert_eq!(ground.store.incidents(TENANT, true, 10).await.unwrap(), []);
}

async fn a_case_that_never_comes_to_rest_is_an_incident(ground: Ground) {
    let flow = format!(
        "{HEAD}flow: restless
data:
  d: {{n: {{type: integer}}}}
stages:
  s:
    title: S
    does:
      fill: {{task: Udfyld, by: worker, fills: [d.n]}}
      more: {{action: Igen, after: fill, sets: {{d.n: d.n + 1}}, repeats: {{while: d.n > 0}}}}
"
    );
    ground.engine.publish(TENANT, &flow, "test").await.unwrap();
    let filled = [1, -5].map(|n| json!({"d": {"n": n}}));
    a_flow_too_much(ground, "restless", filled, "endless").await;
}

/// A list with twenty columns that are each computed by forty parts, all of which one condition adds up.
fn heavy() -> String {
    let parts = vec!["n"; 40].join(" + ");
    let columns: Vec<String> = (10..30).map(|number| format!("c{number}")).collect();
    let computed: Vec<String> = columns
        .iter()
        .map(|name| format!("        {name}: {{is: {parts}}}\n"))
        .collect();
    let asked: Vec<String> = columns.iter().map(|name| format!("d.rows.{name}")).collect();
    format!(
        "{HEAD}flow: heavy
data:
  d:
    rows:
      title: Rækker
      list:
        n: {{type: integer}}
{}stages:
  s:
    title: S
    does:
      fill: {{task: Udfyld, by: worker, fills: [d.rows]}}
      large: {{milestone: Stort, after: fill, when: sum({}) > 0}}
      check: {{task: Se efter, by: worker, after: large}}
",
        computed.concat(),
        asked.join(" + ")
    )
}

async fn guards_that_take_too_much_are_an_incident(ground: Ground) {
    ground.engine.publish(TENANT, &heavy(), "test").await.unwrap();
    // Some 1,600 steps for each row, of a million that one guard may take.
    let filled = [1_000, 100].map(|rows| {
        let rows = vec![json!({"n": 1}); rows];
        json!({"d": {"rows": rows}})
    });
    a_flow_too_much(ground, "heavy", filled, "too_much").await;
}
