use futures::future::join_all;
use samspil_core::case::Asked;
use samspil_core::id::{CaseId, CommandId, ItemId};
use samspil_runtime::{Ask, Failure, Once};
use samspil_store::{CaseStatus, TaskOrder, TaskQuery, Whose};
use uuid::Uuid;

use crate::ground::{FLOW, Ground, TENANT, by, unit};

fn tasks_of(number: u128) -> TaskQuery {
    TaskQuery {
        whose: Whose::Units(vec![unit(number)]),
        due_before: None,
        unclaimed: false,
        marked: None,
        order: TaskOrder::Due,
        after: None,
        limit: 10,
    }
}

#[tokio::test]
async fn a_case_goes_from_one_party_to_the_other_and_closes() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let listed = |number| {
        let store = ground.store.clone();
        async move {
            let page = store.tasks(TENANT, &tasks_of(number)).await.unwrap();
            page.rows
                .into_iter()
                .map(|(_, task)| task.item)
                .collect::<Vec<_>>()
        }
    };
    assert_eq!(listed(10).await, ["assess"]);
    ground
        .complete(Ground::worker(), case, "assess", 3, None)
        .await
        .unwrap();
    assert_eq!(listed(10).await, Vec::<String>::new());
    assert_eq!(listed(20).await, ["deliver"]);
    ground
        .complete(Ground::other(), case, "deliver", 0, None)
        .await
        .unwrap();
    assert_eq!(listed(20).await, Vec::<String>::new());
    let found = ground
        .store
        .find(
            TENANT,
            &samspil_store::CaseQuery {
                limit: 5,
                ..Default::default()
            },
        )
        .await
        .unwrap();
    assert_eq!(found[0].head.status, CaseStatus::Closed);
    let history = ground.store.events(TENANT, case, 0, 100).await.unwrap();
    let whole = samspil_store::chain::verify(&history);
    assert!(whole.is_ok(), "{whole:?}");
}

#[tokio::test]
async fn the_same_command_twice_is_answered_twice_and_done_once() {
    let ground = Ground::new(false).await;
    let first = ground.begin(Some(7)).await.unwrap();
    let again = ground.begin(Some(7)).await.unwrap();
    assert_eq!((first.case, first.version), (again.case, again.version));
    let done = ground
        .complete(Ground::worker(), first.case, "assess", 3, Some(8))
        .await
        .unwrap();
    let again = ground
        .complete(Ground::worker(), first.case, "assess", 3, Some(8))
        .await
        .unwrap();
    assert_eq!(done.version, again.version);
    let other = ground
        .complete(Ground::worker(), first.case, "assess", 4, Some(8))
        .await;
    assert!(matches!(other, Err(Failure::KeyReused)), "{other:?}");
}

#[tokio::test]
async fn refusals_leave_the_case_as_it_was() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let wrong_party = ground.complete(by(3, 10, "boss"), case, "assess", 3, None).await;
    assert!(
        matches!(wrong_party, Err(Failure::NoCase)),
        "a boss works elsewhere: {wrong_party:?}"
    );
    let wrong_party = ground.complete(Ground::other(), case, "assess", 3, None).await;
    assert!(
        matches!(&wrong_party, Err(Failure::Refused(refusal)) if refusal.code == "not_owner"),
        "{wrong_party:?}"
    );
    let too_soon = ground.complete(Ground::other(), case, "deliver", 3, None).await;
    assert!(
        matches!(&too_soon, Err(Failure::Refused(refusal)) if refusal.code == "blocked"),
        "{too_soon:?}"
    );
    let nowhere = ground
        .complete(Ground::worker(), CaseId(Uuid::from_u128(99)), "assess", 3, None)
        .await;
    assert!(matches!(nowhere, Err(Failure::NoCase)), "{nowhere:?}");
    let claim = Ask {
        case,
        what: Asked::Claim {
            item: ItemId::new("assess").unwrap(),
        },
        seen: Some(7),
    };
    let old = ground.engine.ask(TENANT, Ground::worker(), claim, None).await;
    assert!(matches!(old, Err(Failure::Changed { now: 1 })), "{old:?}");
    assert_eq!(ground.store.events(TENANT, case, 0, 100).await.unwrap().len(), 1);
}

#[tokio::test]
async fn of_many_who_claim_one_task_one_gets_it() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let claims = (100..132).map(|person| {
        let what = Asked::Claim {
            item: ItemId::new("assess").unwrap(),
        };
        ground.engine.ask(
            TENANT,
            by(person, 10, "worker"),
            Ask {
                case,
                what,
                seen: None,
            },
            None,
        )
    });
    let answers = join_all(claims).await;
    assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1);
    for answer in answers.iter().filter(|answer| answer.is_err()) {
        assert!(
            matches!(answer, Err(Failure::Refused(refusal)) if refusal.code == "claimed"),
            "{answer:?}"
        );
    }
    assert_eq!(ground.store.events(TENANT, case, 0, 100).await.unwrap().len(), 2);
}

#[tokio::test]
async fn two_engines_on_one_store_decide_again_where_the_other_was_first() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let second = samspil_runtime::Engine::new(
        ground.store.clone(),
        ground.clock.clone(),
        std::sync::Arc::new(samspil_runtime::RandomIds),
        samspil_runtime::Settings::ASKING,
    );
    // The first engine has the case in memory; the second changes it behind its back.
    let what = Asked::Claim {
        item: ItemId::new("assess").unwrap(),
    };
    second
        .ask(
            TENANT,
            Ground::worker(),
            Ask {
                case,
                what,
                seen: None,
            },
            None,
        )
        .await
        .unwrap();
    let done = ground
        .complete(Ground::worker(), case, "assess", 3, None)
        .await
        .unwrap();
    assert_eq!(done.version, 3);
}

#[tokio::test]
async fn an_engine_refuses_nothing_for_what_it_remembers() {
    let ground = Ground::new(false).await;
    let case = ground.begin(None).await.unwrap().case;
    let second = samspil_runtime::Engine::new(
        ground.store.clone(),
        ground.clock.clone(),
        std::sync::Arc::new(samspil_runtime::RandomIds),
        samspil_runtime::Settings::ASKING,
    );
    let ask = |item: &str, data, seen| Ask {
        case,
        what: Asked::Complete {
            item: ItemId::new(item).unwrap(),
            data,
        },
        seen,
    };
    // The first engine remembers the case as it began: there is nothing to deliver in it, and its version is 1.
    let form = serde_json::json!({"d": {"n": 3}});
    let assessed = second.ask(TENANT, Ground::worker(), ask("assess", form, None), None);
    assert_eq!(assessed.await.unwrap().version, 2);
    let delivered = ground.engine.ask(
        TENANT,
        Ground::other(),
        ask("deliver", serde_json::Value::Null, Some(2)),
        None,
    );
    assert_eq!(delivered.await.unwrap().version, 3);
}

#[tokio::test]
async fn a_stopped_engine_takes_nothing_more() {
    let ground = Ground::new(true).await;
    let case = ground.begin(None).await.unwrap().case;
    ground.engine.stop().await;
    let late = ground.complete(Ground::worker(), case, "assess", 3, None).await;
    assert!(matches!(late, Err(Failure::Stopping)), "{late:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn more_cases_than_memory_keeps_go_on_all_the_same() {
    /// Above what one writer keeps in memory.
    const CASES: usize = 1_200;
    let ground = Ground::new(false).await;
    let mut cases = Vec::new();
    for _ in 0..CASES / 200 {
        let begun = join_all((0..200).map(|_| ground.begin(None))).await;
        cases.extend(begun.into_iter().map(|answer| answer.unwrap().case));
    }
    for part in cases.chunks(200) {
        let done = part
            .iter()
            .map(|case| ground.complete(Ground::worker(), *case, "assess", 3, None));
        for answer in join_all(done).await {
            assert_eq!(answer.unwrap().version, 2);
        }
    }
}

#[tokio::test]
async fn a_command_that_is_no_case_s_is_done_once_for_each_key() {
    let ground = Ground::new(false).await;
    let once = async |number: u128, asks: &str, work: i64| {
        let command = Once {
            key: CommandId(Uuid::from_u128(number)),
            asks: &[asks.as_bytes()],
        };
        let work = async { Ok::<_, Failure>(work) };
        ground.engine.once(TENANT, command, work).await
    };
    assert_eq!(once(1, "a", 1).await.unwrap(), 1);
    assert_eq!(once(1, "a", 2).await.unwrap(), 1, "answered as before");
    assert!(matches!(once(1, "b", 3).await, Err(Failure::KeyReused)));
    let failing = Once {
        key: CommandId(Uuid::from_u128(2)),
        asks: &[b"c"],
    };
    let work = async { Err::<i64, _>(Failure::NoFlow) };
    let failed = ground.engine.once(TENANT, failing, work).await;
    assert!(matches!(failed, Err(Failure::NoFlow)));
    assert_eq!(once(2, "c", 4).await.unwrap(), 4, "a failure is no answer");
}

#[tokio::test]
async fn a18_4_a_running_case_keeps_the_version_that_it_began_with() {
    let ground = Ground::new(false).await;
    let before = ground.begin(None).await.unwrap().case;
    // The new version has another step first.
    let newer = FLOW.replace(
        "        task: Vurdér\n        by: worker\n",
        "        task: Vurdér\n        by: worker\n        after: hear\n",
    ) + "      hear: {task: Hør, by: worker}\n";
    ground.engine.publish(TENANT, &newer, "test").await.unwrap();
    let after = ground.begin(None).await.unwrap().case;
    let assessed = async |case| {
        let answer = ground.complete(Ground::worker(), case, "assess", 3, None).await;
        answer.is_ok()
    };
    assert!(
        assessed(before).await,
        "the case that was running goes on as it began"
    );
    assert!(!assessed(after).await, "a case that begins now hears first");
}
