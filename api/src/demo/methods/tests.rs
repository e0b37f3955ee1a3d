//! The cases of the other ways of working, built once and looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use samspil_core::case::{Case, open_tasks};
use samspil_core::id::CaseId;
use samspil_core::survey::{Group, MIN_ANSWERS};
use samspil_runtime::{By, Engine, Grounds, Look, Object, RandomIds, Settings, TestClock, WayIn};
use samspil_store::{CaseQuery, Store, WaveOf};

use super::super::build::{Built, build};
use super::super::flows::FLOWS;
use super::super::keys::vault;
use super::super::people::TENANT;
use super::METHODS;

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn today() -> DateTime<Utc> {
    moment("2026-11-24T09:00:00Z")
}

async fn built(now: DateTime<Utc>) -> (Arc<dyn Store>, tempfile::TempDir, Built) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let store = samspil_store::open(&url).await.unwrap();
    let built = build(&store, (&[], &METHODS), now, "none", &|_| ())
        .await
        .unwrap();
    (store, folder, built)
}

async fn reading(store: &Arc<dyn Store>, now: DateTime<Utc>) -> Arc<Engine> {
    Engine::with_vault(
        Arc::clone(store),
        Arc::new(TestClock::new(now)),
        Arc::new(RandomIds),
        vault(store.as_ref()).await.unwrap(),
        Settings::ASKING,
    )
}

/// What is looked at.
struct Seen {
    given_up: Vec<String>,
    /// A line for each case: its title, its flow and what is open.
    lines: BTreeMap<CaseId, String>,
    flows: BTreeSet<String>,
    /// What shows where Rosa's cases stand side by side.
    of_rosa: Vec<&'static str>,
    /// How many of each group have answered, wave by wave.
    answers: Vec<BTreeMap<Group, u64>>,
}

async fn looked_at() -> Seen {
    let (store, _folder, built) = built(today()).await;
    let engine = reading(&store, today()).await;
    let query = CaseQuery {
        limit: 100,
        ..CaseQuery::default()
    };
    let (mut lines, mut flows) = (BTreeMap::new(), BTreeSet::new());
    for row in store.find(TENANT, &query).await.unwrap() {
        let read = engine.read_for_itself(TENANT, row.case).await.unwrap();
        let flow = read.run.flow.id.to_string();
        let open = open_tasks(&read.view());
        let open = open.iter().map(|task| {
            let late = task.due.is_some_and(|due| due < today());
            format!("{}{}", task.item, if late { "!" } else { "" })
        });
        let open: BTreeSet<String> = open.collect();
        let open: Vec<String> = open.into_iter().collect();
        lines.insert(
            row.case,
            format!("{} | {flow} | {}", read.case.title, open.join(", ")),
        );
        flows.insert(flow);
    }
    let first: &Case = &engine
        .read_for_itself(TENANT, built.of_methods[0])
        .await
        .unwrap()
        .case;
    let rosa = first.parties.values().flatten().find(|to| to.unit.is_none());
    let rosa = rosa.and_then(|to| to.person).unwrap();
    let by = By::Person {
        person: rosa,
        members: Vec::new(),
        stands_in: Vec::new(),
        grounds: Grounds::default(),
    };
    let look = Look::new(Object::Plan, WayIn::Program);
    let plan = engine.one_plan(TENANT, &by, rosa, &look).await.unwrap().unwrap();
    let mut answers = Vec::new();
    let survey = store.surveys(TENANT, 10).await.unwrap()[0].id;
    for wave in store.survey(TENANT, survey).await.unwrap().unwrap().waves {
        let of = WaveOf {
            survey,
            wave: wave.number,
        };
        let mut groups: BTreeMap<Group, u64> = BTreeMap::new();
        for answer in store.answers(TENANT, of).await.unwrap() {
            *groups.entry(answer.group).or_default() += 1;
        }
        answers.push(groups);
    }
    Seen {
        given_up: given_up(&built),
        lines,
        flows,
        of_rosa: plan
            .findings()
            .iter()
            .map(samspil_core::across::Finding::word)
            .collect(),
        answers,
    }
}

fn given_up(built: &Built) -> Vec<String> {
    let given_up = built.given_up.iter();
    given_up
        .map(|one| format!("{}: {}", one.case, one.what))
        .collect()
}

fn seen() -> &'static Seen {
    static SEEN: OnceLock<Seen> = OnceLock::new();
    SEEN.get_or_init(|| tokio::runtime::Runtime::new().unwrap().block_on(looked_at()))
}

#[test]
fn every_way_of_working_has_a_case_and_everyone_could_do_their_part() {
    assert_eq!(seen().given_up, Vec::<String>::new());
    // The first flow has its cases by courses; the limits are looked up and not worked by.
    let flows = FLOWS.iter().map(|(folder, _)| *folder).skip(1);
    let without: Vec<&str> = flows
        .filter(|folder| !folder.starts_with("frister/") && !seen().flows.contains(*folder))
        .collect();
    assert_eq!(without, Vec::<&str>::new());
}

#[test]
fn each_case_is_in_a_state_that_is_worth_a_look() {
    let mut golden = String::new();
    let lines: BTreeSet<&String> = seen().lines.values().collect();
    for line in lines {
        writeln!(golden, "{}", line.trim_end_matches([' ', '|'])).unwrap();
    }
    insta::assert_snapshot!(golden);
}

#[test]
fn one_plan_shows_what_is_asked_twice_and_what_collides() {
    let words: BTreeSet<&str> = seen().of_rosa.iter().copied().collect();
    for word in ["asked_twice", "collide"] {
        assert!(words.contains(word), "{words:?}");
    }
}

#[test]
fn a_measurement_before_and_after_shows_all_groups_but_the_smallest() {
    let [before, after] = seen().answers.as_slice() else {
        panic!("{:?}", seen().answers);
    };
    let few = |groups: &BTreeMap<Group, u64>| {
        let few = groups.iter().filter(|(_, count)| **count < MIN_ANSWERS);
        few.map(|(group, _)| *group).collect::<Vec<_>>()
    };
    assert_eq!((few(before), few(after)), (vec![], vec![Group::Relative]));
}

#[tokio::test]
async fn any_day_may_be_today() {
    // A Monday early, a Sunday late, and the days around the change of the clock.
    for now in [
        "2027-01-04T06:30:00Z",
        "2027-01-10T22:30:00Z",
        "2027-03-29T08:00:00Z",
    ] {
        let (_store, _folder, built) = built(moment(now)).await;
        assert_eq!(given_up(&built), Vec::<String>::new(), "{now}");
    }
}
