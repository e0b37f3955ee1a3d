//! Sub-cases on both stores: they begin, end and tell the case that they belong to, each once, whatever stops in between.

use std::sync::Arc;
use std::time::Duration;

use samspil_core::case::{Asked, Case, Change, Event, Standing, Status, Subcase, SubcaseStanding};
use samspil_core::id::{CaseId, FieldPath, ItemId, PartyId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Begin, By, Failure, PublishError};
use samspil_store::{About, CaseQuery};
use serde_json::{Value as Json, json};

use crate::ground::{Ground, TENANT, bound, unit};

/// How long a test waits for what must come before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

const HEAD: &str = "samspil: 1
title: Prøvet
parties:
  worker: {title: Sagsbehandler, side: authority}
  boss: {title: Leder, side: authority, leads: worker}
";

const SUPPORT: &str = "flow: support
data:
  plan:
    need: {type: level, of: 0..4}
    from: {type: date, optional: true}
does:
  send: {task: Send, by: worker, fills: [plan.need]}
  place:
    subcase: Anbring
    after: send
    begins: placement
    gives: {need.level: plan.need}
    takes: {plan.from: result.from}
    parties: {helper: boss}
  tell: {task: Fortæl, by: worker, after: place}
";

const PLACEMENT: &str = "flow: placement
data:
  need: {level: {type: level, of: 0..4}}
  result: {from: {type: date}}
does:
  find: {task: Find et sted, by: worker, fills: [result.from]}
";

fn placement() -> String {
    let head = HEAD.replace(
        "boss: {title: Leder, side: authority, leads: worker}",
        "helper: {title: Hjælper, side: provider}",
    );
    format!("{head}{PLACEMENT}")
}

pub(crate) fn item(name: &str) -> ItemId {
    ItemId::new(name).unwrap()
}

pub(crate) async fn publish(ground: &Ground, text: &str) {
    ground.engine.publish(TENANT, text, "test").await.unwrap();
}

async fn begin(ground: &Ground, flow: &str) -> CaseId {
    let begin = Begin {
        flow: flow.to_owned(),
        version: None,
        title: "Sag 1".to_owned(),
        parties: vec![bound("worker", 10), bound("boss", 11)],
        data: Json::Null,
    };
    ground
        .engine
        .begin(TENANT, Ground::worker(), begin, None)
        .await
        .unwrap()
        .case
}

pub(crate) async fn ask(ground: &Ground, case: CaseId, what: Asked) -> Result<(), Failure> {
    ground.ask(Ground::worker(), case, what).await.map(|_| ())
}

pub(crate) async fn complete(ground: &Ground, case: CaseId, name: &str, data: Json) {
    let what = Asked::Complete {
        item: item(name),
        data,
    };
    ask(ground, case, what).await.unwrap();
}

pub(crate) async fn read(ground: &Ground, case: CaseId) -> Case {
    let read = ground.engine.read_for_itself(TENANT, case).await.unwrap();
    read.case.as_ref().clone()
}

/// The only sub-case of a case.
async fn only(ground: &Ground, case: CaseId) -> Subcase {
    let [subcase] = read(ground, case).await.subcases.try_into().unwrap();
    subcase
}

async fn sent(ground: &Ground) -> CaseId {
    let case = begin(ground, "support").await;
    complete(ground, case, "send", json!({"plan": {"need": 3}})).await;
    case
}

/// What an incident says, in English.
pub(crate) fn said(body: &[u8]) -> String {
    let message: Message = serde_json::from_slice(body).unwrap();
    message.say(Language::English)
}

/// Every case with this flow.
pub(crate) async fn all_of(ground: &Ground, flow: &str) -> usize {
    let query = CaseQuery {
        flow: Some(flow.to_owned()),
        limit: 100,
        ..CaseQuery::default()
    };
    ground.store.find(TENANT, &query).await.unwrap().len()
}

/// The case's history gives the case that there is.
pub(crate) async fn replays(ground: &Ground, case: CaseId) {
    let stored = ground.store.events(TENANT, case, 0, 1_000).await.unwrap();
    let events = stored
        .iter()
        .map(|event| serde_json::from_slice::<Event>(&event.body).unwrap());
    let mut events = events.collect::<Vec<_>>().into_iter();
    let mut again = Case::begin(&events.next().unwrap()).unwrap();
    events.for_each(|event| again.apply(&event));
    assert_eq!(again, read(ground, case).await);
}

/// The cases that a case is tied to and somebody may know of.
pub(crate) async fn known_links(ground: &Ground, case: CaseId, by: &By) -> Vec<CaseId> {
    let read = ground.engine.read_for_itself(TENANT, case).await.unwrap();
    ground
        .engine
        .linked(TENANT, by, &read)
        .await
        .unwrap()
        .into_keys()
        .collect()
}

/// How often a change of this kind lies in the case's history.
pub(crate) async fn times(ground: &Ground, case: CaseId, fits: fn(&Change) -> bool) -> usize {
    let stored = ground.store.events(TENANT, case, 0, 1_000).await.unwrap();
    let events = stored
        .iter()
        .map(|event| serde_json::from_slice::<Event>(&event.body).unwrap());
    events.flat_map(|event| event.changes).filter(fits).count()
}

/// Makes a test of each function for each store.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::ground::Ground::new(false).await).await;
            })+
        }

        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name($crate::ground::Ground::postgres(false).await).await;
            })+
        }
    };
}

pub(crate) use on_both;

on_both!(
    a_sub_case_gets_what_it_is_given_and_gives_back_what_is_taken,
    a_flow_that_is_not_published_is_an_incident_and_the_sub_case_begins_later,
    what_ends_the_item_ends_its_sub_case,
    a_sub_case_that_is_ended_undone_ends_its_item,
    nobody_ends_a_sub_case_that_the_law_demands,
    a_relay_that_is_killed_in_between_leaves_nothing_undone_and_nothing_twice,
    a_recursion_without_an_end_is_stopped_and_told_of,
    what_does_not_fit_is_not_published,
    a_key_tells_of_no_sub_case,
);

async fn a_key_tells_of_no_sub_case(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    publish(&ground, &placement()).await;
    let case = sent(&ground).await;
    ground.engine.hand_over_all().await.unwrap();
    let below = only(&ground, case).await.case.unwrap();
    let begun = ground.begin(Some(below.0.as_u128())).await.unwrap();
    assert_ne!(begun.case, below);
    assert_eq!(begun.version, 1);
}

async fn a_sub_case_gets_what_it_is_given_and_gives_back_what_is_taken(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    publish(&ground, &placement()).await;
    let case = sent(&ground).await;
    assert_eq!(only(&ground, case).await.standing, SubcaseStanding::Called);
    ground.engine.hand_over_all().await.unwrap();
    let subcase = only(&ground, case).await;
    assert_eq!(subcase.standing, SubcaseStanding::UnderWay);
    let below = subcase.case.unwrap();
    let child = read(&ground, below).await;
    let parent = child.parent.clone().unwrap();
    assert_eq!(
        (parent.case, parent.item, parent.round, parent.depth),
        (case, item("place"), 1, 1)
    );
    let level = FieldPath::new("need.level").unwrap();
    assert_eq!(child.data.get(&level), Some(&samspil_core::flow::Value::Level(3)));
    let unit_of = |party: &str| child.parties[&PartyId::new(party).unwrap()][0].unit;
    assert_eq!(
        (unit_of("worker"), unit_of("helper")),
        (Some(unit(10)), Some(unit(11)))
    );
    assert_eq!(known_links(&ground, case, &Ground::worker()).await, [below]);
    assert_eq!(known_links(&ground, below, &Ground::worker()).await, [case]);
    assert_eq!(
        known_links(&ground, below, &Ground::other()).await,
        [],
        "whom neither case knows"
    );
    complete(&ground, below, "find", json!({"result": {"from": "2026-02-01"}})).await;
    assert_eq!(
        read(&ground, case).await.item(&item("place")).status,
        Status::Active
    );
    ground.engine.hand_over_all().await.unwrap();
    let above = read(&ground, case).await;
    assert_eq!(above.item(&item("place")).status, Status::Done);
    assert_eq!(above.item(&item("tell")).status, Status::Active);
    let from = above.data.get(&FieldPath::new("plan.from").unwrap());
    assert_eq!(from.map(samspil_core::case::to_json), Some(json!("2026-02-01")));
    assert_eq!(
        ground.engine.hand_over_all().await.unwrap(),
        0,
        "nothing is left to do"
    );
    replays(&ground, case).await;
    replays(&ground, below).await;
}

async fn a_flow_that_is_not_published_is_an_incident_and_the_sub_case_begins_later(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    let case = sent(&ground).await;
    ground.engine.hand_over_all().await.unwrap();
    let [incident] = ground
        .store
        .incidents(TENANT, true, 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    assert_eq!(incident.about, About::Subcase, "no case's own time rests");
    let said = said(&incident.body);
    assert!(
        said.contains("the flow placement is not published. Publish it"),
        "{said}"
    );
    publish(&ground, &placement()).await;
    ground.clock.move_to(crate::ground::moment("2026-01-05T09:00"));
    ground.engine.hand_over_all().await.unwrap();
    assert_eq!(only(&ground, case).await.standing, SubcaseStanding::UnderWay);
}

async fn what_ends_the_item_ends_its_sub_case(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    publish(&ground, &placement()).await;
    for (begun, what) in [
        (
            true,
            Asked::Cancel {
                item: item("place"),
                reason: "Flyttet".to_owned(),
            },
        ),
        (
            true,
            Asked::Terminate {
                reason: "Flyttet".to_owned(),
            },
        ),
        (
            false,
            Asked::Cancel {
                item: item("place"),
                reason: "Flyttet".to_owned(),
            },
        ),
    ] {
        let case = sent(&ground).await;
        let before = all_of(&ground, "placement").await;
        if begun {
            ground.engine.hand_over_all().await.unwrap();
        }
        ask(&ground, case, what).await.unwrap();
        ground.engine.hand_over_all().await.unwrap();
        let subcase = only(&ground, case).await;
        assert_eq!(subcase.standing, SubcaseStanding::LetGo);
        assert_eq!(
            all_of(&ground, "placement").await - before,
            usize::from(begun),
            "what nobody wants never begins"
        );
        if let Some(below) = subcase.case {
            assert_eq!(read(&ground, below).await.standing, Standing::Terminated);
            let because = |change: &Change| matches!(change, Change::EndedWithParent { reason: Some(reason), .. } if reason == "Flyttet");
            assert_eq!(times(&ground, below, because).await, 1);
            replays(&ground, below).await;
        }
        replays(&ground, case).await;
    }
}

async fn a_sub_case_that_is_ended_undone_ends_its_item(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    publish(&ground, &placement()).await;
    let case = sent(&ground).await;
    ground.engine.hand_over_all().await.unwrap();
    let below = only(&ground, case).await.case.unwrap();
    ask(
        &ground,
        below,
        Asked::Terminate {
            reason: "Intet sted".to_owned(),
        },
    )
    .await
    .unwrap();
    ground.engine.hand_over_all().await.unwrap();
    let above = read(&ground, case).await;
    assert_eq!(above.item(&item("place")).status, Status::Cancelled);
    assert_eq!(above.subcases[0].reason.as_deref(), Some("Intet sted"));
}

async fn nobody_ends_a_sub_case_that_the_law_demands(ground: Ground) {
    let law = "after: send\n    required_by_law: {act: serviceloven, section: \"85\"}";
    let support = SUPPORT.replace("after: send\n", &format!("{law}\n"));
    publish(&ground, &format!("{HEAD}{support}")).await;
    publish(&ground, &placement()).await;
    let case = sent(&ground).await;
    ground.engine.hand_over_all().await.unwrap();
    let below = only(&ground, case).await.case.unwrap();
    let terminate = Asked::Terminate {
        reason: "Intet sted".to_owned(),
    };
    let refused = ask(&ground, below, terminate).await;
    assert!(
        matches!(&refused, Err(Failure::Refused(refusal)) if refusal.code == "required_by_law"),
        "{refused:?}"
    );
}

/// Two nodes over one store. The first is killed as soon as the other case has changed, before it has told the first; the
/// second finds the errand once its claim has lapsed.
async fn a_relay_that_is_killed_in_between_leaves_nothing_undone_and_nothing_twice(ground: Ground) {
    publish(&ground, &format!("{HEAD}{SUPPORT}")).await;
    publish(&ground, &placement()).await;
    let second = Ground::node(Arc::clone(&ground.store), Arc::clone(&ground.clock), false);
    let case = sent(&ground).await;
    killed_when(&ground, |changed| changed != case).await;
    after_the_lease(&ground).await;
    second.engine.hand_over_all().await.unwrap();
    let below = only(&second, case).await.case.unwrap();
    assert_eq!(all_of(&second, "placement").await, 1);
    complete(&second, below, "find", json!({"result": {"from": "2026-02-01"}})).await;
    killed_when(&ground, |changed| changed == case).await;
    after_the_lease(&ground).await;
    second.engine.hand_over_all().await.unwrap();
    assert_eq!(read(&second, case).await.item(&item("place")).times, 1);
    assert_eq!(
        times(&second, case, |change| matches!(
            change,
            Change::SubcaseBegan { .. }
        ))
        .await,
        1
    );
    assert_eq!(
        times(&second, case, |change| matches!(
            change,
            Change::SubcaseEnded { .. }
        ))
        .await,
        1
    );
    assert_eq!(
        second.engine.hand_over_all().await.unwrap(),
        0,
        "nothing is left to do"
    );
}

/// Hands over until a case changes that fits, and no further.
pub(crate) async fn killed_when(ground: &Ground, fits: impl Fn(CaseId) -> bool) {
    let mut changes = ground.store.changes();
    let changed = async { while !fits(changes.recv().await.unwrap().case) {} };
    let until = tokio::time::timeout(PATIENCE, changed);
    tokio::select! {
        biased;
        changed = until => changed.expect("the other case changes"),
        handed = ground.engine.hand_over_all() => { handed.unwrap(); }
    }
}

/// What a node that was killed had claimed is free again.
pub(crate) async fn after_the_lease(ground: &Ground) {
    use samspil_runtime::Clock;
    let later = ground.clock.now() + chrono::Duration::minutes(1);
    ground.clock.move_to(later);
}

async fn a_recursion_without_an_end_is_stopped_and_told_of(ground: Ground) {
    publish(
        &ground,
        &format!("{HEAD}flow: endless\ndoes:\n  again: {{subcase: Igen, begins: endless}}\n"),
    )
    .await;
    begin(&ground, "endless").await;
    ground.engine.hand_over_all().await.unwrap();
    let most = usize::try_from(samspil_core::case::MAX_SUBCASE_DEPTH).unwrap();
    assert_eq!(
        all_of(&ground, "endless").await,
        most,
        "the last one cannot begin another"
    );
    let [incident] = ground
        .store
        .incidents(TENANT, true, 10)
        .await
        .unwrap()
        .try_into()
        .unwrap();
    let said = said(&incident.body);
    assert!(said.contains("too_deep"), "{said}");
}

async fn what_does_not_fit_is_not_published(ground: Ground) {
    publish(&ground, &placement()).await;
    let wrong = format!("{HEAD}{}", SUPPORT.replace("need.level", "need.leval"));
    let error = ground.engine.publish(TENANT, &wrong, "test").await.unwrap_err();
    let PublishError::Findings(findings) = error else {
        panic!("{error}")
    };
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.0).collect();
    assert_eq!(codes, ["F0542"]);
}
