//! Lists, history and news hold what the asker may see, and nothing else.

use std::time::Duration;

use samspil_core::id::TenantId;
use samspil_runtime::{By, CaseList, Failure, Heard, InboxList, Missed, TaskList, TaskOf};
use samspil_store::StoreError;

use crate::ground::{Ground, TENANT, by, moment};

/// How long a test waits for news before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

async fn titles(ground: &Ground, by: &By, of: TaskOf) -> Vec<String> {
    let list = TaskList {
        of,
        limit: 10,
        ..TaskList::default()
    };
    let page = ground
        .engine
        .tasks(TENANT, by, &list, &Ground::look())
        .await
        .unwrap();
    page.rows.into_iter().map(|(_, task)| task.title.da).collect()
}

/// Another municipality.
const ELSEWHERE: TenantId = TenantId(87_654_321);

#[tokio::test]
async fn task_lists_hold_what_the_asker_may_see() {
    let ground = Ground::new(false).await;
    ground.begin(None).await.unwrap();
    for (by, of, expected) in [
        (Ground::worker(), TaskOf::Units, &["Vurdér"][..]),
        (Ground::worker(), TaskOf::Mine, &[]),
        (Ground::worker(), TaskOf::Others, &[]),
        // The provider waits for the assessment; the boss leads who does it.
        (Ground::other(), TaskOf::Others, &["Vurdér"]),
        (by(3, 11, "boss"), TaskOf::Others, &["Vurdér"]),
        // In the unit, but not as the party that is bound to it.
        (by(4, 10, "other"), TaskOf::Units, &[]),
        (by(5, 20, "worker"), TaskOf::Others, &[]),
        (By::Engine, TaskOf::Units, &[]),
    ] {
        assert_eq!(titles(&ground, &by, of).await, expected, "{by:?} {of:?}");
    }
}

#[tokio::test]
async fn pages_go_on_where_the_one_before_ended_whoever_may_see_what() {
    let ground = Ground::new(false).await;
    for _ in 0..7 {
        ground.begin(None).await.unwrap();
    }
    let read = async |by: &By| {
        let (mut list, mut seen, mut pages) = (CaseList::default(), Vec::new(), 0);
        list.limit = 3;
        loop {
            let page = ground
                .engine
                .cases(TENANT, by, &list, &Ground::look())
                .await
                .unwrap();
            assert!(page.rows.len() <= 3);
            seen.extend(page.rows.iter().map(|row| row.case));
            pages += 1;
            list.after = page.next;
            if list.after.is_none() {
                seen.sort_unstable();
                seen.dedup();
                return (seen.len(), pages);
            }
        }
    };
    assert_eq!(read(&Ground::worker()).await, (7, 3));
    assert_eq!(
        read(&by(4, 10, "other")).await.0,
        0,
        "the unit alone is not enough"
    );
    assert_eq!(read(&by(9, 99, "worker")).await, (0, 1));
    let lost = CaseList {
        after: Some("nowhere".to_owned()),
        ..CaseList::default()
    };
    let answer = ground
        .engine
        .cases(TENANT, &Ground::worker(), &lost, &Ground::look())
        .await;
    assert!(matches!(answer, Err(Failure::Store(StoreError::Place))));
}

#[tokio::test]
async fn history_is_read_in_pages_by_those_who_may_know_of_the_case() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    ground
        .complete(Ground::worker(), case, "assess", 3, None)
        .await
        .unwrap();
    let history = |by: By, after, limit| {
        let engine = &ground.engine;
        async move {
            engine
                .history(TENANT, &by, case, (after, limit), &Ground::look())
                .await
        }
    };
    let first = history(Ground::worker(), 0, 1).await.unwrap();
    assert_eq!((first.events[0].number, first.next), (1, Some(1)));
    let second = history(Ground::worker(), 1, 1).await.unwrap();
    assert_eq!((second.events[0].number, second.next), (2, None));
    let told = format!("{:?}", second.events);
    assert!(told.contains("d.n") && told.contains("Integer(3)"), "{told}");
    let stranger = history(by(4, 10, "other"), 0, 10).await;
    assert!(matches!(stranger, Err(Failure::NoCase)));
}

#[tokio::test]
async fn a_watcher_hears_of_their_own_cases_and_of_what_they_missed() {
    let ground = Ground::new(false).await;
    ground.store.add_tenant(ELSEWHERE, "Nabokøbing").await.unwrap();
    let mut worker = ground.watch(TENANT, Ground::worker()).await;
    let mut stranger = ground.watch(TENANT, by(4, 10, "other")).await;
    let mut elsewhere = ground.watch(ELSEWHERE, Ground::worker()).await;
    let case = ground.begin(None).await.unwrap().case;
    let heard = tokio::time::timeout(PATIENCE, worker.next()).await.unwrap();
    assert_eq!(heard, Some(Heard::Case { case, version: 1 }));
    let missed = |by: By, since: &str| {
        let (ground, since) = (&ground, moment(since));
        async move {
            let watch = ground.watch(TENANT, by).await;
            ground.engine.missed(&watch, since).await.unwrap()
        }
    };
    let these = |cases: &[_]| Missed::These(cases.to_vec());
    assert_eq!(
        missed(Ground::worker(), "2026-01-05T07:00").await,
        these(&[(case, 1)])
    );
    assert_eq!(missed(Ground::worker(), "2026-01-05T09:00").await, these(&[]));
    assert_eq!(missed(by(4, 10, "other"), "2026-01-05T07:00").await, these(&[]));
    ground.engine.stop().await;
    assert_eq!(
        stranger.next().await,
        None,
        "it heard nothing before the engine stopped"
    );
    assert_eq!(elsewhere.next().await, None);
}

#[tokio::test]
async fn an_inbox_holds_notices_of_cases_that_its_owner_may_know_of() {
    let ground = Ground::new(false).await;
    ground.begin(None).await.unwrap();
    ground.clock.move_to(moment("2026-01-14T00:00"));
    ground.engine.wake_all_due().await.unwrap();
    ground.engine.hand_over_all().await.unwrap();
    let inbox = |by: By| {
        let engine = &ground.engine;
        let list = InboxList {
            limit: 10,
            ..InboxList::default()
        };
        async move {
            engine
                .inbox(TENANT, &by, &list, &Ground::look())
                .await
                .unwrap()
                .rows
        }
    };
    let [arrived] = inbox(Ground::worker()).await.try_into().unwrap();
    assert_eq!(arrived.read_at, None);
    for stranger in [by(4, 10, "other"), by(4, 10, "boss"), by(4, 11, "worker")] {
        assert!(inbox(stranger.clone()).await.is_empty(), "{stranger:?}");
    }
    let mark = |by: By| {
        let (engine, id) = (&ground.engine, arrived.id);
        async move { engine.mark_read(TENANT, &by, id).await.unwrap() }
    };
    assert!(!mark(by(4, 10, "other")).await);
    assert!(mark(Ground::worker()).await);
    assert!(inbox(Ground::worker()).await[0].read_at.is_some());
}
