//! A whole demo, built once and looked at from all sides.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use samspil_core::case::{Case, OpenTask, Runnable, Standing, Status, View, open_tasks};
use samspil_core::flow::ItemKind;
use samspil_core::id::CaseId;
use samspil_core::text::{Arg, Language, Message};
use samspil_runtime::{Engine, RandomIds, Settings, TestClock};
use samspil_store::chain::Verifier;
use samspil_store::{CaseStatus, Store, StoredCase, StoredEvent};

use super::build::{Built, build};
use super::course::{After, Beside, Course, Turn};
use super::courses::COURSES;
use super::flows::FLOWS;
use super::habits::USUAL;
use super::keys::vault;
use super::people::TENANT;
use super::read::{history, story};
use super::story::{Line, Names, tell};
use super::tuned::{lines, tune};
use crate::words::say;

/// What was kept of one case.
struct Kept {
    stored: StoredCase,
    events: Vec<StoredEvent>,
    case: Case,
    tasks: Vec<OpenTask>,
}

/// A demo as it was built on [`today`].
struct Demo {
    run: Arc<Runnable>,
    cases: Vec<Kept>,
    stories: BTreeMap<Language, Vec<String>>,
    given_up: Vec<String>,
    notices: usize,
    told: Vec<Line>,
    listed: Vec<CaseStatus>,
    tuned: Vec<Message>,
}

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn today() -> DateTime<Utc> {
    moment("2026-11-24T09:00:00Z")
}

async fn fresh() -> (Arc<dyn Store>, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    (samspil_store::open(&url).await.unwrap(), folder)
}

async fn built(courses: &'static [Course], now: DateTime<Utc>) -> (Arc<dyn Store>, tempfile::TempDir, Built) {
    let (store, folder) = fresh().await;
    let built = build(&store, (courses, &[]), now, "none", &|_| ()).await.unwrap();
    (store, folder, built)
}

fn given_up(built: &Built) -> Vec<String> {
    let given_up = built.given_up.iter();
    given_up
        .map(|one| format!("{}: {}", one.case, one.what))
        .collect()
}

async fn kept(store: &Arc<dyn Store>, engine: &Engine, id: CaseId) -> Kept {
    let loaded = store.load(TENANT, &[id], &[]).await.unwrap();
    let stored = loaded.cases.into_iter().next().unwrap();
    let read = engine.read_for_itself(TENANT, id).await.unwrap();
    Kept {
        events: store.events(TENANT, id, 0, 10_000).await.unwrap(),
        case: read.case.as_ref().clone(),
        tasks: open_tasks(&read.view()),
        stored,
    }
}

async fn demo_built() -> Demo {
    let (store, _folder, built) = built(&COURSES, today()).await;
    let engine = Engine::with_vault(
        Arc::clone(&store),
        Arc::new(TestClock::new(today())),
        Arc::new(RandomIds),
        vault(store.as_ref()).await.unwrap(),
        Settings::ASKING,
    );
    let mut cases = Vec::new();
    let run = engine.flow(TENANT, FLOWS[0].0, None).await.unwrap();
    let names = Names::read(store.as_ref(), TENANT).await.unwrap();
    let (mut notices, mut told) = (0, Vec::new());
    for id in &built.cases {
        cases.push(kept(&store, &engine, *id).await);
        let history = history(&engine, *id).await.unwrap();
        notices += history.notices.len();
        told.extend(tell(&run, &history, &names));
    }
    let mut stories = BTreeMap::new();
    for language in Language::ALL {
        let told = story(&store, built.cases[0], language).await.unwrap().0;
        stories.insert(language, told.lines);
    }
    let query = samspil_store::CaseQuery {
        limit: 100,
        ..Default::default()
    };
    let listed = store.find(TENANT, &query).await.unwrap();
    let tuned = tune(&store, today()).await.unwrap();
    Demo {
        tuned,
        run,
        cases,
        stories,
        given_up: given_up(&built),
        notices,
        told,
        listed: listed.into_iter().map(|row| row.head.status).collect(),
    }
}

fn demo() -> &'static Demo {
    static DEMO: OnceLock<Demo> = OnceLock::new();
    DEMO.get_or_init(|| tokio::runtime::Runtime::new().unwrap().block_on(demo_built()))
}

#[test]
fn everyone_could_do_what_the_courses_say() {
    assert_eq!(demo().given_up, Vec::<String>::new());
    assert_eq!(demo().cases.len(), 40);
    assert!(demo().notices > 200, "{} notices", demo().notices);
}

#[test]
fn every_chain_holds_and_every_history_makes_its_case() {
    for kept in &demo().cases {
        let title = &kept.case.title;
        let mut verifier = Verifier::default();
        for event in &kept.events {
            verifier.take(event).unwrap();
        }
        verifier.end(kept.stored.version, &kept.stored.chain).unwrap();
        let mut events = kept
            .events
            .iter()
            .map(|event| serde_json::from_slice(&event.body).unwrap());
        let mut case = Case::begin(&events.next().unwrap()).unwrap();
        events.for_each(|event| case.apply(&event));
        let sealed: Case = serde_json::from_slice(&kept.stored.snapshot).unwrap();
        assert_eq!(case, sealed, "{title}");
    }
}

/// The stages that a case is in.
fn stages(case: &Case) -> Vec<&'static str> {
    let stages = demo().run.flow.items.values();
    let stages =
        stages.filter(|item| item.kind == ItemKind::Stage && case.item(&item.id).status == Status::Active);
    stages.map(|stage| stage.id.as_str()).collect()
}

/// A task as a word: its name, its round where it is not the first, `!` where it is overdue.
fn word(task: &OpenTask) -> String {
    let late = task.due.is_some_and(|due| due < today());
    let round = if task.round > 1 {
        format!(" {}", task.round)
    } else {
        String::new()
    };
    format!("{}{round}{}", task.item, if late { "!" } else { "" })
}

#[test]
fn the_cases_are_in_all_phases() {
    let mut golden = String::new();
    for Kept { case, tasks, .. } in &demo().cases {
        let tasks: Vec<String> = tasks.iter().map(word).collect();
        let standing = format!("{:?}", case.standing).to_lowercase();
        let line = [
            case.title.as_str(),
            &standing,
            &stages(case).join(" + "),
            &tasks.join(", "),
        ];
        writeln!(golden, "{}", line.join(" | ").trim_end_matches([' ', '|'])).unwrap();
    }
    insta::assert_snapshot!(golden);

    let open: BTreeSet<&str> = demo().cases.iter().flat_map(|kept| stages(&kept.case)).collect();
    let all = demo()
        .run
        .flow
        .items
        .values()
        .filter(|item| item.kind == ItemKind::Stage);
    let missing: Vec<&str> = all
        .map(|stage| stage.id.as_str())
        .filter(|stage| !open.contains(stage))
        .collect();
    assert!(missing.is_empty(), "no case is in {missing:?}");
    for standing in [
        Standing::Open,
        Standing::OnHold,
        Standing::Closed,
        Standing::Terminated,
    ] {
        assert!(
            demo().cases.iter().any(|kept| kept.case.standing == standing),
            "{standing:?}"
        );
    }
    assert_eq!(demo().listed.len(), demo().cases.len());
    let late = demo()
        .cases
        .iter()
        .flat_map(|kept| &kept.tasks)
        .filter(|task| word(task).ends_with('!'));
    assert!((5..20).contains(&late.count()));
}

#[test]
fn the_story_is_told_in_both_languages() {
    insta::assert_snapshot!("story_da", demo().stories[&Language::Danish].join("\n"));
    insta::assert_snapshot!("story_en", demo().stories[&Language::English].join("\n"));
}

/// What the administrator saw before the deadline of the notes was tuned: deadlines that move, and last year replayed.
#[test]
fn a_tuned_deadline_is_told_with_what_it_moves_and_with_last_year() {
    let count = |key: &str, of: &str| {
        let found = demo().tuned.iter().find(|message| message.key == key);
        match &found.unwrap_or_else(|| panic!("{key}")).args[of] {
            Arg::Number(number) => *number,
            other => panic!("{other:?}"),
        }
    };
    assert!(count("tune-would-move", "count") > 0);
    assert!(count("tune-past", "cases") > 0);
    for language in Language::ALL {
        let told = lines(&demo().tuned, language);
        assert!(told.len() > 4 && told[1].contains("28"), "{told:?}");
        assert!(told.iter().all(|line| !line.starts_with("tune-")), "{told:?}");
    }
}

#[test]
fn every_case_can_be_told_and_between_them_they_need_nearly_every_sentence() {
    let file = include_str!("../../texts/da/story.ftl");
    let keys = file
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key);
    let keys: BTreeSet<&str> = keys.filter(|key| key.starts_with("story-")).collect();
    let used: BTreeSet<&str> = demo().told.iter().map(|line| line.said.key.as_str()).collect();
    let inside = ["story-who", "story-by-time", "story-by-outside", "story-summary"];
    let unused: Vec<&str> = keys
        .difference(&used)
        .copied()
        .filter(|key| !inside.contains(key))
        .collect();
    let not_needed = [
        "story-out-of-turn",
        "story-piece-added",
        "story-raised",
        "story-reopened",
    ];
    assert_eq!(unused, not_needed);
    for line in &demo().told {
        for language in Language::ALL {
            let said = say(&line.said, language);
            let holes = said.contains("story-") || said.contains(['{', '}']) || said.contains("»«");
            assert!(!holes && said.len() > 10, "{said}");
        }
    }
}

#[test]
fn habits_and_courses_speak_of_what_the_flow_has() {
    let flow = &demo().run.flow;
    let items: BTreeSet<&str> = flow.items.keys().map(|item| item.as_str()).collect();
    let mut named: Vec<&str> = USUAL.iter().map(|(item, _)| *item).collect();
    for turn in COURSES.iter().flat_map(|course| course.turns) {
        match *turn {
            Turn::Takes(item, ..) | Turn::Leaves(item, _) | Turn::Says(item, ..) => named.push(item),
            Turn::Then(after, _, beside) => {
                if let After::Opened(item, _) | After::Done(item, _) = after {
                    named.push(item);
                }
                if let Beside::Does(item) | Beside::Skips(item, _) | Beside::Redoes(item, _) = beside {
                    named.push(item);
                }
            }
        }
    }
    let unknown: Vec<&str> = named.into_iter().filter(|name| !items.contains(name)).collect();
    assert!(unknown.is_empty(), "the flow has no {unknown:?}");
}

#[test]
fn nobody_sees_a_view_of_a_later_day() {
    for kept in &demo().cases {
        let view = View {
            run: &demo().run,
            case: &kept.case,
            at: today(),
        };
        assert!(
            kept.events.iter().all(|event| event.at <= today()),
            "{}",
            kept.case.title
        );
        let wake = view.next_wake();
        assert!(
            wake.is_none_or(|wake| wake > today()),
            "{} wakes {wake:?}",
            kept.case.title
        );
    }
}

#[tokio::test]
async fn a_demo_comes_out_the_same_each_time() {
    // What is sensitive is sealed anew each time, so the cases are compared, and not their bytes.
    let cases = async || {
        let (store, _folder, built) = built(&COURSES[30..], today()).await;
        let loaded = store.load(TENANT, &built.cases, &[]).await.unwrap();
        let cases = loaded.cases.iter().map(|stored| {
            (
                stored.case,
                serde_json::from_slice::<Case>(&stored.snapshot).unwrap(),
            )
        });
        cases.collect::<BTreeMap<_, _>>()
    };
    let first = cases().await;
    assert!(!first.is_empty());
    assert_eq!(first, cases().await);
}

#[tokio::test]
async fn any_day_may_be_today() {
    // A Saturday, an Easter Sunday, New Year's Eve late in the evening.
    for now in [
        "2027-02-13T11:00:00Z",
        "2027-03-28T08:00:00Z",
        "2027-12-31T22:30:00Z",
    ] {
        let (_store, _folder, built) = built(&COURSES[..6], moment(now)).await;
        assert_eq!(given_up(&built), Vec::<String>::new(), "{now}");
    }
}
