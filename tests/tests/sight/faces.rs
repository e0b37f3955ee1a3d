//! The faces that go through a store: lists, search, tasks, history and inbox, of two municipalities whose people, units and
//! cases have the same ids.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};
use samspil_core::case::Asked;
use samspil_core::id::CaseId;
use samspil_runtime::{
    Ask, By, CaseList, Clock, Engine, Failure, Heard, InboxList, Look, Object, TaskList, TaskOf, Watch, WayIn,
};

fn looks() -> Look {
    Look::new(Object::Case, WayIn::Program)
}

use crate::chance::Chance;
use crate::flow::Flow;
use crate::oracle::{Oracle, Rule, Sight};
use crate::record::Person;
use crate::town::{Town, begin_last, case, engine, last_case};
use crate::world::{self, World, by, canary, title};

/// How many cases each municipality has.
const CASES: u128 = 8;

/// How many worlds are drawn.
const WORLDS: u64 = 3;

/// The title of the flow, by which a case is known to those who may not know its own.
const FLOW_TITLE: &str = "Forløbets titel";

/// What one person of a town is shown at a moment, held against the oracle; all of it in one text for canaries.
struct Shown<'t, 'r> {
    town: &'t Town<'r>,
    oracle: &'t Oracle<'t>,
    one: &'t Person,
    by: By,
    at: DateTime<Utc>,
    decisions: u64,
    text: String,
}

impl Shown<'_, '_> {
    fn sight(&self, case: CaseId) -> Sight {
        let number = usize::try_from(case.0.as_u128() - 7_000).unwrap();
        self.oracle
            .sight(&self.town.worlds[number].record, self.one, self.at)
    }

    fn world(&self, case: CaseId) -> &World<'_> {
        &self.town.worlds[usize::try_from(case.0.as_u128() - 7_000).unwrap()]
    }

    fn knows(&self, case: CaseId) -> bool {
        !self.sight(case).eyes.is_empty()
    }

    /// Whether the case stands in the person's lists: what somebody opened with a reason does not.
    fn is_listed(&self, case: CaseId) -> bool {
        let oracle = Oracle {
            flow: self.oracle.flow,
            without: Some(Rule::OpenedWithReason),
        };
        let sight = oracle.sight(&self.world(case).record, self.one, self.at);
        !sight.eyes.is_empty()
    }

    fn knows_title(&self, case: CaseId) -> bool {
        self.oracle
            .sees_title(&self.world(case).record, &self.sight(case))
    }

    fn check<T: PartialEq + std::fmt::Debug>(&mut self, engine: &T, oracle: &T, what: &str) {
        self.decisions += 1;
        assert_eq!(
            engine, oracle,
            "{what}: person {} in {} at {}",
            self.one.number, self.town.mark, self.at
        );
    }

    async fn lists(&mut self, engine: &Engine) {
        for (text, what) in [
            (None, "list"),
            (Some("TITLE"), "search"),
            (Some(self.town.other), "search elsewhere"),
        ] {
            let list = CaseList {
                text: text.map(str::to_owned),
                limit: 100,
                ..CaseList::default()
            };
            let page = engine
                .cases(self.town.tenant, &self.by, &list, &looks())
                .await
                .unwrap();
            let found: BTreeSet<CaseId> = page.rows.iter().map(|row| row.case).collect();
            let right = (0..CASES).map(case).filter(|case| self.is_listed(*case));
            let right: BTreeSet<CaseId> = match what {
                "list" => right.collect(),
                "search" => right.filter(|case| self.knows_title(*case)).collect(),
                _ => BTreeSet::new(),
            };
            self.decisions += u64::try_from(CASES).unwrap();
            self.check(&found, &right, what);
            for row in &page.rows {
                let own = row.head.title == title(self.world(row.case).mark);
                self.check(&own, &self.knows_title(row.case), "the title in a list");
                assert!(own || row.head.title == FLOW_TITLE, "{}", row.head.title);
            }
            self.text += &format!("{page:?}");
        }
    }

    async fn tasks(&mut self, engine: &Engine) {
        for of in [TaskOf::Mine, TaskOf::Units, TaskOf::Others] {
            let list = TaskList {
                of,
                limit: 100,
                ..TaskList::default()
            };
            let page = engine
                .tasks(self.town.tenant, &self.by, &list, &looks())
                .await
                .unwrap();
            for (case, task) in &page.rows {
                let sight = self.sight(*case);
                let item = self
                    .oracle
                    .flow
                    .items
                    .iter()
                    .find(|item| item.name == task.item)
                    .unwrap();
                let sees =
                    self.oracle.sees_item(&self.world(*case).record, &sight, item) || sight.has(&task.party);
                self.check(&true, &(sees && !sight.eyes.is_empty()), "a task in a list");
                let own = task.case_title == title(self.world(*case).mark);
                self.check(&own, &self.knows_title(*case), "the title at a task");
            }
            let counted = engine
                .count_tasks(self.town.tenant, &self.by, &list)
                .await
                .unwrap();
            let shown = (page.rows.len(), page.next.is_some());
            self.check(&counted, &shown, "how many tasks there are");
            self.text += &format!("{page:?}");
        }
    }

    /// What is told to whoever listens while each case changes, until the case that everyone hears of.
    async fn news(&mut self, watch: &mut Watch, changed: &BTreeSet<CaseId>) {
        let mut heard = BTreeSet::new();
        loop {
            match watch.next().await.unwrap() {
                Heard::Case { case, .. } if case == last_case() => break,
                Heard::Case { case, .. } => heard.insert(case),
                Heard::Lost => panic!("so few changes are told one by one"),
            };
        }
        let right = changed.iter().copied().filter(|case| self.is_listed(*case));
        let right: BTreeSet<CaseId> = right.collect();
        self.decisions += u64::try_from(CASES).unwrap();
        self.check(&heard, &right, "news");
    }

    async fn cases(&mut self, engine: &Engine) {
        let nowhere = engine
            .read(self.town.tenant, &self.by, case(CASES), &looks())
            .await
            .err();
        let nowhere = format!("{nowhere:?}");
        for case in (0..CASES).map(case) {
            let read = engine.read(self.town.tenant, &self.by, case, &looks()).await;
            self.check(&read.is_ok(), &self.knows(case), "a case by its id");
            let history = engine
                .history(self.town.tenant, &self.by, case, (0, 100), &looks())
                .await;
            self.check(&history.is_ok(), &self.knows(case), "a history");
            self.commands(engine, case).await;
            match (read, history) {
                (Ok(_), Ok(history)) => {
                    let text = format!("{history:?}");
                    let world = self.world(case);
                    let sight = self.sight(case);
                    let all = self.oracle.flow.all_fields();
                    let hidden =
                        all.filter(|pair| !self.oracle.sees_field(&world.record, &sight, *pair, self.at));
                    for (_, field) in hidden {
                        assert!(
                            !text.contains(&canary(field, world.mark)),
                            "{} in a history",
                            field.path
                        );
                    }
                    self.text += &text;
                }
                (read, _) => assert_eq!(format!("{:?}", read.err()), nowhere, "not yours is not there"),
            }
        }
    }

    /// The cases that they were ever bound in by name, which are what is kept of them.
    async fn once_theirs(&mut self, engine: &Engine) {
        let store = engine.store();
        let own = world::person(self.one.number);
        let found = store
            .cases_of_person(self.town.tenant, own, None, 100)
            .await
            .unwrap();
        let found: BTreeSet<CaseId> = found.iter().map(|one| one.row.case).collect();
        let right = (0..CASES).map(case);
        let right: BTreeSet<CaseId> = right
            .filter(|case| self.world(*case).record.named.contains(&self.one.number))
            .collect();
        self.check(&found, &right, "the cases that were once theirs");
    }

    /// What is asked of a case that is not theirs is answered as of one that is not there, opening it with a reason too.
    async fn commands(&mut self, engine: &Engine, case: CaseId) {
        let works = |role: &&str| ["caseworker", "team_leader"].contains(role);
        let authority = self.one.places.iter().any(|(_, roles)| roles.iter().any(&works));
        if self.knows(case) || authority {
            return;
        }
        let reason = "Vagt".to_owned();
        for what in [
            Asked::WithdrawConsent { number: 1 },
            Asked::OpenWithReason { reason, hours: 1 },
        ] {
            let ask = Ask {
                case,
                what,
                seen: Some(1),
            };
            let answer = engine.ask(self.town.tenant, self.by.clone(), ask, None).await;
            self.check(
                &matches!(answer, Err(Failure::NoCase)),
                &true,
                "a command to another's case",
            );
        }
    }

    async fn inbox(&mut self, engine: &Engine) {
        let list = InboxList {
            limit: 100,
            ..InboxList::default()
        };
        let page = engine
            .inbox(self.town.tenant, &self.by, &list, &looks())
            .await
            .unwrap();
        for (case, notice) in page.rows.iter().filter_map(|row| row.notice.as_ref()) {
            self.check(&true, &self.knows(*case), "a notice");
            let text = serde_json::to_string(notice).unwrap();
            let own = text.contains(&title(self.world(*case).mark));
            self.check(&own, &self.knows_title(*case), "the title in a notice");
        }
        self.text += &format!("{page:?}");
    }
}

/// Everyone listens, each case that is open changes, and then one begins that everyone is bound in.
async fn change(engine: &Engine, town: &Town<'_>, flow: &Flow) -> (Vec<Watch>, BTreeSet<CaseId>) {
    let (mut watches, mut changed) = (Vec::new(), BTreeSet::new());
    for one in &town.people {
        watches.push(
            engine
                .watch(town.tenant, by(one, engine.clock().now()), &looks())
                .await
                .unwrap(),
        );
    }
    for number in 0..CASES {
        let ask = Ask {
            case: case(number),
            what: Asked::Hold {
                reason: "Ferie".to_owned(),
            },
            seen: None,
        };
        match engine.ask(town.tenant, By::Engine, ask, None).await {
            Ok(_) => {
                changed.insert(case(number));
            }
            Err(Failure::Refused(_)) => {}
            Err(failure) => panic!("{failure:?}"),
        }
    }
    assert!(!changed.is_empty());
    begin_last(engine, town, flow).await;
    (watches, changed)
}

#[tokio::test]
async fn every_list_shows_what_the_oracle_says_and_nothing_of_another_municipality() {
    let mut decisions = 0;
    for seed in 1..=WORLDS {
        let mut chance = Chance::new(seed << 32);
        let (flow, run) = world::flow(&mut chance);
        let towns = [0, 1].map(|number| Town::played(number, CASES, (&flow, &run), &mut chance));
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().display());
        let (engine, clock) = engine(&url, &towns, &flow).await;
        let worlds = towns.iter().flat_map(|town| &town.worlds);
        let last = worlds.map(|world| world.trial.now).max().unwrap();
        let oracle = Oracle {
            flow: &flow,
            without: None,
        };
        engine.hand_over_all().await.unwrap();
        // Some while later nobody has been awake, and what is over is over all the same.
        for (hours, awake) in [(0, true), (100, false)] {
            let at = last + Duration::hours(hours);
            clock.move_to(at);
            if awake {
                engine.wake_all_due().await.unwrap();
            }
            for town in &towns {
                for one in &town.people {
                    let mut shown = Shown {
                        town,
                        oracle: &oracle,
                        one,
                        by: by(one, at),
                        at,
                        decisions: 0,
                        text: String::new(),
                    };
                    if awake {
                        shown.lists(&engine).await;
                    }
                    shown.tasks(&engine).await;
                    shown.cases(&engine).await;
                    shown.inbox(&engine).await;
                    shown.once_theirs(&engine).await;
                    assert!(!shown.text.contains(town.other), "another municipality's text");
                    decisions += shown.decisions;
                }
            }
        }
        for town in &towns {
            let (mut watches, changed) = change(&engine, town, &flow).await;
            for (one, watch) in town.people.iter().zip(&mut watches) {
                let mut shown = Shown {
                    town,
                    oracle: &oracle,
                    one,
                    by: by(one, clock.now()),
                    at: clock.now(),
                    decisions: 0,
                    text: String::new(),
                };
                shown.news(watch, &changed).await;
                decisions += shown.decisions;
            }
        }
        engine.stop().await;
    }
    println!("{decisions} decisions through the store");
}
