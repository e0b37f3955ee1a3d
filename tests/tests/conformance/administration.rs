//! An administrator's work: batches, deeds in one chain, copies of the database.

use samspil_store::deed_chain::{DeedHead, follow};
use samspil_store::{
    Backup, BackupWay, BatchKind, BatchName, DeedQuery, NewBatch, NewDeed, TaskMark, TaskOrder, TaskQuery,
    Whose,
};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, opening, person, task, unit};

pub(crate) fn name(about: &str) -> BatchName {
    BatchName {
        kind: BatchKind::Calendar,
        about: about.to_owned(),
    }
}

pub(crate) async fn begin(ground: &Ground, about: &str, minute: i64, by: &str) {
    let batch = NewBatch {
        name: name(about),
        at: at(minute),
        by: by.to_owned(),
        done: 0,
        whole: Some(9),
    };
    ground.store.begin_batch(TENANT, batch).await.unwrap();
}

pub(crate) async fn a_batch_says_how_far_it_is_and_is_begun_anew_as_itself(ground: &Ground) {
    let store = &ground.store;
    begin(ground, "1", 1, "anna").await;
    begin(ground, "2", 2, "adam").await;
    store.batch_came(TENANT, &name("1"), (4, 2), at(3)).await.unwrap();
    let fault = Some("full".to_owned());
    store
        .end_batch(TENANT, &name("1"), fault.clone(), at(4))
        .await
        .unwrap();
    // What ended says no more, and ends once.
    store.batch_came(TENANT, &name("1"), (9, 9), at(5)).await.unwrap();
    store.end_batch(TENANT, &name("1"), None, at(6)).await.unwrap();
    let all = store.batches(TENANT, 9).await.unwrap();
    let names: Vec<&str> = all.iter().map(|one| one.name.about.as_str()).collect();
    assert_eq!(names, ["2", "1"], "newest first");
    let one = &all[1];
    assert_eq!((one.done, one.moved, one.whole, one.tries), (4, 2, Some(9), 1));
    assert_eq!(
        (one.came_at, one.ended_at, &one.fault),
        (at(4), Some(at(4)), &fault)
    );
    begin(ground, "1", 7, "frode").await;
    let all = store.batches(TENANT, 1).await.unwrap();
    assert_eq!(all.len(), 1, "so many");
    let all = store.batches(TENANT, 9).await.unwrap();
    let one = &all[1];
    assert_eq!(
        (one.began_at, one.began_by.as_str(), one.tries),
        (at(1), "anna", 2)
    );
    assert_eq!((one.done, one.ended_at, &one.fault), (0, None, &None));
    assert!(store.batches(OTHER, 9).await.unwrap().is_empty());
}

pub(crate) fn deed(minute: i64, by: u128, kind: &str) -> NewDeed {
    NewDeed {
        at: at(minute),
        person: Some(person(by)),
        by: format!("Person {by}"),
        kind: kind.to_owned(),
        body: "{\"did\": \"rolle på Ærø\"}".to_owned(),
    }
}

pub(crate) async fn deeds_stand_in_one_chain_and_are_found_by_person_kind_and_time(ground: &Ground) {
    let store = &ground.store;
    for (number, deed) in [deed(1, 1, "roles"), deed(2, 2, "roles"), deed(3, 1, "tokens")]
        .into_iter()
        .enumerate()
    {
        let expected = u64::try_from(number).unwrap() + 1;
        assert_eq!(store.add_deed(TENANT, deed).await.unwrap(), expected);
    }
    let nobody = NewDeed {
        person: None,
        ..deed(4, 1, "people")
    };
    store.add_deed(TENANT, nobody.clone()).await.unwrap();
    let numbers = async |query: DeedQuery| -> Vec<u64> {
        let query = DeedQuery { limit: 9, ..query };
        let found = store.deeds(TENANT, &query).await.unwrap();
        found.iter().map(|deed| deed.number).collect()
    };
    let all = DeedQuery::default;
    assert_eq!(numbers(all()).await, [4, 3, 2, 1]);
    let by_one = DeedQuery {
        person: Some(person(1)),
        ..all()
    };
    assert_eq!(numbers(by_one).await, [3, 1]);
    let of_kind = DeedQuery {
        kind: Some("roles".to_owned()),
        ..all()
    };
    assert_eq!(numbers(of_kind).await, [2, 1]);
    let between = DeedQuery {
        since: Some(at(2)),
        until: Some(at(4)),
        ..all()
    };
    assert_eq!(numbers(between).await, [3, 2]);
    let chained = store.deeds_after(TENANT, 0, 9).await.unwrap();
    assert_eq!(chained[3].deed, nobody);
    let mut head = DeedHead::default();
    for deed in &chained {
        head = follow(head, deed).unwrap();
    }
    assert_eq!(head.number, 4);
    let after = store.deeds_after(TENANT, 2, 1).await.unwrap();
    assert_eq!(after, chained[2..3]);
    assert!(store.deeds_after(OTHER, 0, 9).await.unwrap().is_empty());
}

pub(crate) async fn deeds_at_once_each_have_their_place(ground: &Ground) {
    const AT_ONCE: u128 = 12;
    let adding = (0..AT_ONCE).map(|number| {
        let store = ground.store.clone();
        tokio::spawn(async move { store.add_deed(TENANT, deed(1, number, "roles")).await.unwrap() })
    });
    let numbers = futures::future::join_all(adding).await;
    let mut numbers: Vec<u64> = numbers.into_iter().map(|one| one.unwrap()).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=12).collect::<Vec<u64>>());
    let mut head = DeedHead::default();
    for deed in ground.store.deeds_after(TENANT, 0, 99).await.unwrap() {
        head = follow(head, &deed).unwrap();
    }
    assert_eq!(head.number, 12);
}

pub(crate) async fn what_is_known_of_copies_stays_as_it_is(ground: &Ground) {
    let store = &ground.store;
    let backup = |number: u128, minute| Backup {
        id: Uuid::from_u128(number),
        taken_at: at(minute),
        way: BackupWay::Reported,
        place: "båndrobot 3".to_owned(),
        bytes: Some(7),
        verified_at: Some(at(minute + 1)),
        by: "nattens job".to_owned(),
        manifest: "{}".to_owned(),
        fault: None,
    };
    assert!(store.put_backup(TENANT, backup(1, 5)).await.unwrap());
    let other = Backup {
        bytes: None,
        verified_at: None,
        fault: Some("full".to_owned()),
        ..backup(2, 9)
    };
    assert!(store.put_backup(TENANT, other.clone()).await.unwrap());
    assert!(
        !store.put_backup(TENANT, backup(1, 99)).await.unwrap(),
        "told twice"
    );
    assert_eq!(
        store.backups(TENANT, 9).await.unwrap(),
        [other.clone(), backup(1, 5)]
    );
    assert_eq!(store.backups(TENANT, 1).await.unwrap(), [other]);
    assert!(store.backups(OTHER, 9).await.unwrap().is_empty());
    let unchecked = Backup {
        verified_at: None,
        ..backup(3, 11)
    };
    assert!(store.put_backup(TENANT, unchecked).await.unwrap());
    assert!(store.put_backup(TENANT, backup(4, 20)).await.unwrap());
    for (tenant, until, expected) in [
        (TENANT, 4, None),
        (TENANT, 19, Some(at(5))),
        (TENANT, 20, Some(at(20))),
        (OTHER, 20, None),
    ] {
        let last = store.last_whole_backup(tenant, at(until)).await.unwrap();
        assert_eq!(last, expected, "up to {until}");
    }
}

pub(crate) async fn a_database_that_copies_itself_is_copied_and_another_says_how_it_is(ground: &Ground) {
    ground.keep(opening(case(1))).await;
    ground.store.add_deed(TENANT, deed(1, 1, "roles")).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("copy.sqlite");
    let held = ground.store.copy_to(TENANT, &file).await.unwrap();
    let archiving = ground.store.archiving(TENANT).await.unwrap();
    assert_eq!(held.is_some(), archiving.is_none(), "one or the other");
    let Some(held) = held else { return };
    assert_eq!((held.cases, held.deed_number), (1, 1));
    let (events, _) = ground.store.chained(TENANT).await.unwrap();
    let head = ground.store.access_head(TENANT).await.unwrap();
    assert_eq!((held.events, held.access_number), (events, head.number));
    assert_eq!(held.bytes, std::fs::metadata(&file).unwrap().len());
    assert!(
        ground.store.copy_to(TENANT, &file).await.is_err(),
        "nothing is written over"
    );
}

pub(crate) async fn tasks_go_by_the_day_of_one_person_and_pages_follow_each_other(ground: &Ground) {
    let mut commit = opening(case(1));
    let due = |item: &str, minute: Option<i64>| {
        let mut row = task(item, Some(unit(1)));
        row.due = minute.map(at);
        row
    };
    commit.tasks = vec![
        due("late", Some(9)),
        due("soon", Some(3)),
        due("never", None),
        due("marked_late", Some(1)),
        due("marked_soon", None),
        due("marked_tied", Some(2)),
    ];
    ground.keep(commit).await;
    let mark = |item: &str, day: Option<&str>| TaskMark {
        case: case(1),
        item: item.to_owned(),
        round: 1,
        follow_up: day.map(|day| day.parse().unwrap()),
        priority: None,
        tags: vec!["x".to_owned()],
    };
    for (who, mark) in [
        (1, mark("marked_late", Some("2026-03-09"))),
        (1, mark("marked_soon", Some("2026-03-02"))),
        (1, mark("marked_tied", Some("2026-03-09"))),
        (1, mark("late", None)),
        (2, mark("never", Some("2026-01-01"))),
    ] {
        assert!(ground.store.mark_task(TENANT, person(who), mark).await.unwrap());
    }
    let expected = [
        "marked_soon",
        "marked_late",
        "marked_tied",
        "soon",
        "late",
        "never",
    ];
    for whose in [Whose::Units(vec![unit(1)]), Whose::Case(case(1))] {
        for limit in 1..=6 {
            let mut query = TaskQuery {
                whose: whose.clone(),
                due_before: None,
                unclaimed: false,
                marked: None,
                order: TaskOrder::FollowUp(person(1)),
                after: None,
                limit,
            };
            let mut seen = Vec::new();
            loop {
                let page = ground.store.tasks(TENANT, &query).await.unwrap();
                seen.extend(page.rows.into_iter().map(|(_, task)| task.item));
                query.after = page.next;
                if query.after.is_none() {
                    break;
                }
            }
            assert_eq!(seen, expected, "{whose:?} by {limit}");
        }
    }
}
