//! What people keep for themselves: lists by name, and marks on tasks.

use chrono::NaiveDate;
use samspil_store::{
    MAX_OWN_LISTS, Marked, OwnList, TaskMark, TaskOrder, TaskPriority, TaskQuery, TaskRow, Whose,
};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening, person, task, unit};

pub(crate) fn list(name: &str, address: &str) -> OwnList {
    OwnList {
        name: name.to_owned(),
        address: address.to_owned(),
        kept_at: at(1),
    }
}

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, number).unwrap()
}

pub(crate) fn mark(item: &str, follow_up: u32, priority: Option<TaskPriority>, tags: &[&str]) -> TaskMark {
    TaskMark {
        case: case(1),
        item: item.to_owned(),
        round: 1,
        follow_up: (follow_up > 0).then(|| day(follow_up)),
        priority,
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
    }
}

fn marked(by: u128) -> Marked {
    Marked {
        by: person(by),
        follow_up_until: None,
        priority: None,
        tag: None,
    }
}

/// The tasks of the unit that are marked so.
async fn found(ground: &Ground, marked: Marked) -> Vec<String> {
    let query = TaskQuery {
        whose: Whose::Units(vec![unit(1)]),
        due_before: None,
        unclaimed: false,
        marked: Some(marked),
        order: TaskOrder::Due,
        after: None,
        limit: 9,
    };
    let page = ground.store.tasks(TENANT, &query).await.unwrap();
    page.rows.into_iter().map(|(_, task)| task.item).collect()
}

pub(crate) async fn a_list_has_one_name_and_is_one_persons(ground: &Ground) {
    let store = &ground.store;
    for (name, address) in [("Ø", "/tasks?tab=units"), ("a", "/cases"), ("a", "/tasks")] {
        assert!(
            store
                .keep_own_list(TENANT, person(1), list(name, address))
                .await
                .unwrap()
        );
    }
    let lists = store.own_lists(TENANT, person(1)).await.unwrap();
    assert_eq!(lists, [list("a", "/tasks"), list("Ø", "/tasks?tab=units")]);
    for (tenant, who) in [(TENANT, person(2)), (OTHER, person(1))] {
        assert!(store.own_lists(tenant, who).await.unwrap().is_empty());
        assert!(!store.forget_own_list(tenant, who, "a").await.unwrap());
    }
    for number in 2..MAX_OWN_LISTS {
        let more = list(&format!("n{number}"), "/cases");
        assert!(store.keep_own_list(TENANT, person(1), more).await.unwrap());
    }
    let one = list("one more", "/cases");
    assert!(!store.keep_own_list(TENANT, person(1), one.clone()).await.unwrap());
    assert!(
        store
            .keep_own_list(TENANT, person(1), list("a", "/cases"))
            .await
            .unwrap()
    );
    assert!(store.forget_own_list(TENANT, person(1), "a").await.unwrap());
    assert!(store.keep_own_list(TENANT, person(1), one).await.unwrap());
}

pub(crate) async fn a_mark_is_of_an_open_round_and_goes_with_its_task(ground: &Ground) {
    let store = &ground.store;
    let mut commit = opening(case(1));
    commit.tasks = ["a", "b"].map(|item| task(item, Some(unit(1)))).to_vec();
    let last = ground.keep(commit).await;
    let high = Some(TaskPriority::High);
    for (who, what, kept) in [
        (1, mark("a", 5, high, &["haster", "Ærø"]), true),
        (1, mark("a", 6, high, &["Ærø"]), true),
        (1, mark("b", 0, None, &["Ærø"]), true),
        (2, mark("a", 7, None, &[]), true),
        (1, mark("c", 5, None, &[]), false),
        (
            1,
            TaskMark {
                round: 2,
                ..mark("a", 5, None, &[])
            },
            false,
        ),
    ] {
        let came = store.mark_task(TENANT, person(who), what.clone()).await.unwrap();
        assert_eq!(came, kept, "{what:?}");
    }
    let marks = store.task_marks(TENANT, person(1)).await.unwrap();
    assert_eq!(
        marks,
        [mark("a", 6, high, &["Ærø"]), mark("b", 0, None, &["Ærø"])]
    );
    assert!(store.task_marks(OTHER, person(1)).await.unwrap().is_empty());
    // Written anew, a task keeps its marks; done, it takes them with it.
    let mut commit = following(case(1), last, 1);
    commit.tasks_gone = vec!["b".to_owned()];
    commit.tasks = vec![TaskRow {
        claimed_by: Some(person(1)),
        ..task("a", Some(unit(1)))
    }];
    ground.keep(commit).await;
    let marks = store.task_marks(TENANT, person(1)).await.unwrap();
    assert_eq!(marks, [mark("a", 6, high, &["Ærø"])]);
    let forget = async |tenant| store.forget(tenant, at(0), at(0), 9).await.unwrap();
    assert_eq!(forget(OTHER).await, 0);
    assert_eq!(
        forget(TENANT).await,
        1,
        "what was noted of the one that is done is forgotten"
    );
    assert_eq!(forget(TENANT).await, 0);
    let marks = store.task_marks(TENANT, person(1)).await.unwrap();
    assert_eq!(marks, [mark("a", 6, high, &["Ærø"])]);
    assert!(
        store
            .mark_task(TENANT, person(1), mark("a", 0, None, &[]))
            .await
            .unwrap()
    );
    assert!(store.task_marks(TENANT, person(1)).await.unwrap().is_empty());
    assert_eq!(store.task_marks(TENANT, person(2)).await.unwrap().len(), 1);
}

pub(crate) async fn tasks_are_found_by_how_one_person_marked_them(ground: &Ground) {
    let store = &ground.store;
    let mut commit = opening(case(1));
    commit.tasks = ["a", "b", "c"].map(|item| task(item, Some(unit(1)))).to_vec();
    ground.keep(commit).await;
    for what in [
        mark("a", 5, Some(TaskPriority::High), &["x", "y"]),
        mark("b", 9, Some(TaskPriority::Low), &["x"]),
    ] {
        assert!(store.mark_task(TENANT, person(1), what).await.unwrap());
    }
    let own = marked(1);
    for (wanted, expected) in [
        (own.clone(), &["a", "b"][..]),
        (marked(2), &[]),
        (
            Marked {
                follow_up_until: Some(day(5)),
                ..own.clone()
            },
            &["a"],
        ),
        (
            Marked {
                priority: Some(TaskPriority::Low),
                ..own.clone()
            },
            &["b"],
        ),
        (
            Marked {
                tag: Some("x".to_owned()),
                ..own.clone()
            },
            &["a", "b"],
        ),
        (
            Marked {
                tag: Some("y".to_owned()),
                priority: Some(TaskPriority::Low),
                ..own.clone()
            },
            &[],
        ),
    ] {
        assert_eq!(found(ground, wanted.clone()).await, expected, "{wanted:?}");
    }
}
