//! Task lists.

use samspil_core::case::Meets;
use samspil_core::id::{CaseId, PartyId};
use samspil_store::{Commit, StoreError, TaskOrder, TaskQuery, TaskRow, Whose};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, both, case, following, opening, party, person, task, unit};

fn query(whose: Whose) -> TaskQuery {
    TaskQuery {
        whose,
        due_before: None,
        unclaimed: false,
        marked: None,
        order: TaskOrder::Due,
        after: None,
        limit: 100,
    }
}

fn with_tasks(number: u128, tasks: Vec<TaskRow>) -> Commit {
    Commit {
        tasks,
        ..opening(case(number))
    }
}

/// The tasks of a list as `case item`.
async fn names(ground: &Ground, query: &TaskQuery) -> Vec<String> {
    let page = ground.store.tasks(TENANT, query).await.unwrap();
    page.rows.into_iter().map(|(of, task)| name(of, &task)).collect()
}

fn name(of: CaseId, task: &TaskRow) -> String {
    format!("{} {}", of.0.as_u128(), task.item)
}

fn of_case(number: u128) -> TaskQuery {
    query(Whose::Case(case(number)))
}

/// A meeting of the provider's that begins at this second.
fn meets(second: i64) -> Meets {
    Meets {
        starts: at(second),
        ends: at(second + 60),
        number: 1,
        since: at(0),
        with: vec![PartyId::new("provider").unwrap()],
    }
}

pub(crate) async fn meetings_are_found_by_who_is_bound(ground: &Ground) {
    let meeting = |item: &str| TaskRow {
        meets: Some(meets(1)),
        ..task(item, Some(unit(2)))
    };
    let mut first = with_tasks(1, vec![meeting("talk"), task("write", Some(unit(2)))]);
    first.parties = Some(vec![
        party("authority", Some(unit(1)), None),
        party("citizen", None, Some(person(1))),
        party("relative", None, Some(person(3))),
        party("relative", None, Some(person(4))),
    ]);
    ground.keep(first).await;
    let mut second = with_tasks(2, vec![meeting("talk")]);
    second.parties = Some(vec![party("authority", Some(unit(3)), None)]);
    let last = ground.keep(second).await;
    for (units, of, expected) in [
        (vec![unit(1)], vec![person(2)], &["1 talk"][..]),
        (vec![], vec![person(1)], &["1 talk"]),
        (vec![], vec![person(2), person(1)], &["1 talk"]),
        (vec![], vec![], &[]),
        (vec![unit(3), unit(1)], vec![person(1)], &["1 talk", "2 talk"]),
        (vec![unit(2)], vec![person(2)], &[]),
    ] {
        assert_eq!(
            names(ground, &query(Whose::Meetings(units.clone(), of))).await,
            expected,
            "{units:?}"
        );
    }
    let mut called_off = following(case(2), last, 1);
    called_off.tasks = vec![task("talk", Some(unit(2)))];
    ground.keep(called_off).await;
    assert!(
        names(ground, &query(Whose::Meetings(vec![unit(3)], vec![person(2)])))
            .await
            .is_empty()
    );
}

pub(crate) async fn a_row_comes_back_whole(ground: &Ground) {
    let full = TaskRow {
        item: "vurdér_støtte".to_owned(),
        round: 3,
        title: both("Vurdér \"støtte\"", "Assess"),
        person: Some(person(1)),
        claimed_by: Some(person(2)),
        opened_at: at(1),
        due: Some(at(2)),
        plan_by: Some(at(3)),
        owed: true,
        raised: true,
        counted: 4,
        counted_at: Some(at(4)),
        meets: Some(meets(5)),
        ..task("x", Some(unit(1)))
    };
    let bare = task("assess", None);
    ground.keep(with_tasks(1, vec![full.clone(), bare.clone()])).await;
    let page = ground.store.tasks(TENANT, &of_case(1)).await.unwrap();
    assert_eq!(page.rows, [(case(1), full), (case(1), bare)]);
    assert_eq!(page.next, None);
}

pub(crate) async fn tasks_are_changed_and_go_away(ground: &Ground) {
    let tasks = ["a", "b", "c"].map(|item| task(item, Some(unit(1)))).to_vec();
    let last = ground.keep(with_tasks(1, tasks.clone())).await;
    ground.keep(with_tasks(2, tasks)).await;
    let mut commit = following(case(1), last, 1);
    commit.tasks_gone = vec!["a".to_owned(), "b".to_owned(), "never".to_owned()];
    commit.tasks = vec![TaskRow {
        round: 2,
        ..task("b", None)
    }];
    ground.keep(commit).await;
    assert_eq!(names(ground, &of_case(1)).await, ["1 b", "1 c"]);
    assert_eq!(names(ground, &of_case(2)).await, ["2 a", "2 b", "2 c"]);
    assert_eq!(
        names(ground, &query(Whose::Units(vec![unit(1)]))).await,
        ["1 c", "2 a", "2 b", "2 c"]
    );
}

/// A case whose tasks are held by units, by people and by nobody.
async fn a_case_of_all(ground: &Ground) {
    let mut first = with_tasks(
        1,
        vec![
            task("of_one", Some(unit(1))),
            TaskRow {
                claimed_by: Some(person(1)),
                ..task("claimed", Some(unit(1)))
            },
            task("of_two", Some(unit(2))),
            TaskRow {
                person: Some(person(1)),
                ..task("of_person", None)
            },
            TaskRow {
                claimed_by: Some(person(2)),
                ..task("of_two_claimed", Some(unit(2)))
            },
            task("of_nobody", None),
            TaskRow {
                person: Some(person(3)),
                party: "relative".to_owned(),
                ..task("of_relatives", None)
            },
        ],
    );
    first.parties = Some(vec![
        party("authority", Some(unit(1)), None),
        party("provider", Some(unit(2)), None),
        party("citizen", None, Some(person(1))),
        party("relative", None, Some(person(3))),
        party("relative", None, Some(person(4))),
    ]);
    ground.keep(first).await;
}

pub(crate) async fn each_sees_their_own(ground: &Ground) {
    a_case_of_all(ground).await;
    let mut second = with_tasks(2, vec![task("of_two", Some(unit(2)))]);
    second.parties = Some(vec![party("provider", Some(unit(2)), None)]);
    ground.keep(second).await;
    lists_of_each(ground).await;
    // What others owe is found in another way where one's own cases are more than their tasks.
    for number in 3..3 + QUIET {
        let mut quiet = with_tasks(number, Vec::new());
        quiet.parties = Some(vec![party("authority", Some(unit(1)), None)]);
        ground.keep(quiet).await;
    }
    lists_of_each(ground).await;
}

/// How many cases unit 1 has in which nobody owes anything: more than others have tasks.
const QUIET: u128 = 10;

async fn lists_of_each(ground: &Ground) {
    for (whose, expected) in [
        (Whose::Mine(vec![person(1)]), &["1 claimed", "1 of_person"][..]),
        (Whose::Mine(vec![person(2)]), &["1 of_two_claimed"]),
        (Whose::Mine(vec![person(3)]), &["1 of_relatives"]),
        (Whose::Mine(vec![person(4)]), &["1 of_relatives"]),
        (Whose::Mine(vec![person(9)]), &[]),
        (Whose::Mine(vec![person(9), person(2)]), &["1 of_two_claimed"]),
        (
            Whose::Mine(vec![person(9), person(1)]),
            &["1 claimed", "1 of_person"],
        ),
        (Whose::Mine(vec![]), &[]),
        (Whose::Units(vec![unit(1)]), &["1 claimed", "1 of_one"]),
        (
            Whose::Units(vec![unit(1), unit(2)]),
            &[
                "1 claimed",
                "1 of_one",
                "1 of_two",
                "1 of_two_claimed",
                "2 of_two",
            ],
        ),
        (Whose::Units(vec![]), &[]),
        (
            Whose::WaitingFor(vec![unit(1)], vec![person(9)]),
            &[
                "1 of_nobody",
                "1 of_person",
                "1 of_relatives",
                "1 of_two",
                "1 of_two_claimed",
            ],
        ),
        (
            Whose::WaitingFor(vec![unit(1)], vec![person(2)]),
            &["1 of_nobody", "1 of_person", "1 of_relatives", "1 of_two"],
        ),
        (
            Whose::WaitingFor(vec![], vec![person(1)]),
            &[
                "1 of_nobody",
                "1 of_one",
                "1 of_relatives",
                "1 of_two",
                "1 of_two_claimed",
            ],
        ),
        (
            Whose::WaitingFor(vec![], vec![person(4)]),
            &[
                "1 claimed",
                "1 of_nobody",
                "1 of_one",
                "1 of_person",
                "1 of_two",
                "1 of_two_claimed",
            ],
        ),
        (Whose::WaitingFor(vec![unit(9)], vec![person(9), person(8)]), &[]),
        (Whose::Case(case(2)), &["2 of_two"]),
    ] {
        assert_eq!(names(ground, &query(whose.clone())).await, expected, "{whose:?}");
    }
}

/// Tasks in the order in which they are due; `late` and `soon` are raised.
fn ordered() -> Vec<TaskRow> {
    let due = |item: &str, opened, due: Option<i64>, raised| TaskRow {
        opened_at: at(opened),
        due: due.map(at),
        raised,
        ..task(item, Some(unit(1)))
    };
    vec![
        due("soon", 1, Some(10), true),
        due("late", 4, None, true),
        due("first", 2, Some(5), false),
        due("tied_a", 3, Some(7), false),
        due("tied_b", 3, Some(7), false),
        due("never", 5, None, false),
    ]
}

const BY_DUE: [&str; 6] = ["1 soon", "1 late", "1 first", "1 tied_a", "1 tied_b", "1 never"];
const BY_AGE: [&str; 6] = ["1 late", "1 soon", "1 never", "1 tied_a", "1 tied_b", "1 first"];

pub(crate) async fn raised_tasks_come_first_and_then_the_order(ground: &Ground) {
    let mut tasks = ordered();
    tasks.reverse();
    ground.keep(with_tasks(1, tasks)).await;
    assert_eq!(names(ground, &of_case(1)).await, BY_DUE);
    let newest = TaskQuery {
        order: TaskOrder::Newest,
        ..of_case(1)
    };
    assert_eq!(names(ground, &newest).await, BY_AGE);
}

pub(crate) async fn lists_are_narrowed(ground: &Ground) {
    let mut tasks = ordered();
    tasks[2].claimed_by = Some(person(1));
    ground.keep(with_tasks(1, tasks)).await;
    let before = |minutes| TaskQuery {
        due_before: Some(at(minutes)),
        ..of_case(1)
    };
    for (query, expected) in [
        (before(5), &[][..]),
        (before(7), &["1 first"]),
        (before(11), &["1 soon", "1 first", "1 tied_a", "1 tied_b"]),
        (
            TaskQuery {
                unclaimed: true,
                marked: None,
                ..before(11)
            },
            &["1 soon", "1 tied_a", "1 tied_b"],
        ),
        (
            TaskQuery {
                limit: 0,
                ..of_case(1)
            },
            &[],
        ),
    ] {
        assert_eq!(names(ground, &query).await, expected, "{query:?}");
    }
}

pub(crate) async fn pages_follow_each_other_in_both_orders(ground: &Ground) {
    ground.keep(with_tasks(1, ordered())).await;
    for (order, expected) in [(TaskOrder::Due, BY_DUE), (TaskOrder::Newest, BY_AGE)] {
        for limit in 1..=6 {
            let mut query = TaskQuery {
                order,
                limit,
                ..query(Whose::Units(vec![unit(1)]))
            };
            let mut seen = Vec::new();
            loop {
                let page = ground.store.tasks(TENANT, &query).await.unwrap();
                seen.extend(page.rows.iter().map(|(of, task)| name(*of, task)));
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected, "{order:?} by {limit}");
        }
    }
}

pub(crate) async fn pages_hold_while_tasks_come_and_go(ground: &Ground) {
    let last = ground.keep(with_tasks(1, ordered())).await;
    let mut query = TaskQuery {
        limit: 3,
        ..of_case(1)
    };
    let page = ground.store.tasks(TENANT, &query).await.unwrap();
    let mut commit = following(case(1), last, 1);
    commit.tasks_gone = vec!["first".to_owned()];
    commit.tasks = vec![
        TaskRow {
            due: Some(at(1)),
            ..task("before", Some(unit(1)))
        },
        TaskRow {
            due: Some(at(6)),
            ..task("between", Some(unit(1)))
        },
    ];
    ground.keep(commit).await;
    query.after = page.next;
    assert_eq!(names(ground, &query).await, ["1 between", "1 tied_a", "1 tied_b"]);
}

pub(crate) async fn a_place_of_another_list_is_refused(ground: &Ground) {
    ground.keep(with_tasks(1, ordered())).await;
    let page = ground
        .store
        .tasks(
            TENANT,
            &TaskQuery {
                limit: 1,
                ..of_case(1)
            },
        )
        .await
        .unwrap();
    for (after, order) in [
        (page.next.unwrap(), TaskOrder::Newest),
        ("' OR 1 = 1".to_owned(), TaskOrder::Due),
    ] {
        let query = TaskQuery {
            order,
            after: Some(after),
            ..of_case(1)
        };
        let refused = ground.store.tasks(TENANT, &query).await;
        assert!(matches!(refused, Err(StoreError::Place)));
    }
}
