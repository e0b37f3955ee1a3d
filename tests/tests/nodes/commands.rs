//! Commands that reach two nodes.

use std::time::Duration;

use futures::future::{join, join_all};
use samspil_core::case::Asked;
use samspil_core::flow::WorkKind;
use samspil_core::id::{CaseId, CommandId, PartyId};
use samspil_runtime::{Ask, Failure};
use uuid::Uuid;

use crate::ground::{FLOW, Ground, TENANT};
use crate::pair::Pair;

/// How long a test waits for word from the other node before it gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// How often a client asks again where too many others change the case.
const MAX_TRIES: u32 = 100;

/// Adds work to a case as a client does: with a key, and again where the node asks for that. The case's version then.
async fn add(node: &Ground, case: CaseId, number: u128) -> Result<u64, Failure> {
    for _ in 0..MAX_TRIES {
        let what = Asked::Add {
            title: format!("Arbejde {number}"),
            owner: PartyId::new("worker").unwrap(),
            reason: "Prøve".to_owned(),
            stage: None,
            kind: WorkKind::Task,
        };
        let ask = Ask {
            case,
            what,
            seen: None,
        };
        let key = CommandId(Uuid::from_u128(case.0.as_u128() ^ number));
        let answer = node.engine.ask(TENANT, Ground::worker(), ask, Some(key)).await;
        match answer {
            Err(Failure::Contended) => {}
            other => return other.map(|answer| answer.version),
        }
    }
    Err(Failure::Contended)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_to_both_nodes_for_the_same_cases_are_all_done() {
    const PER_NODE: u128 = 10;
    let pair = Pair::new(false).await;
    let cases = pair.begin(12).await;
    let work = cases.iter().flat_map(|case| {
        let of = |node, first| (first..first + PER_NODE).map(move |number| add(node, *case, number));
        of(&pair.one, 1).chain(of(&pair.two, 1_001))
    });
    let mut versions: Vec<u64> = join_all(work).await.into_iter().map(Result::unwrap).collect();
    versions.sort_unstable();
    let each_once = (2..).take(2 * usize::try_from(PER_NODE).unwrap());
    let mut expected: Vec<u64> = cases.iter().flat_map(|_| each_once.clone()).collect();
    expected.sort_unstable();
    assert_eq!(versions, expected);
    for case in cases {
        assert_eq!(
            pair.history(case).await.len(),
            1 + 2 * usize::try_from(PER_NODE).unwrap()
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_command_to_both_nodes_is_done_once() {
    let pair = Pair::new(false).await;
    for case in pair.begin(20).await {
        let (one, two) = join(add(&pair.one, case, 1), add(&pair.two, case, 1)).await;
        assert_eq!((one.unwrap(), two.unwrap()), (2, 2));
        assert_eq!(pair.history(case).await.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_stopping_node_leaves_the_other_does() {
    let pair = Pair::new(true).await;
    let cases = pair.begin(60).await;
    let first = cases.iter().map(|case| add(&pair.one, *case, 1));
    let (answers, ()) = join(join_all(first), pair.one.engine.stop()).await;
    for (case, answer) in cases.iter().zip(answers) {
        let again = add(&pair.two, *case, 1).await.unwrap();
        match answer {
            Ok(version) => assert_eq!(version, again),
            Err(failure) => assert!(matches!(failure, Failure::Stopping), "{failure}"),
        }
        let stored = pair.two.store.events(TENANT, *case, 0, 10).await.unwrap();
        assert_eq!(stored.len(), 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_is_heard_at_the_other_node() {
    let pair = Pair::new(false).await;
    let mut heard = pair.two.store.changes();
    let case = pair.one.begin(None).await.unwrap().case;
    add(&pair.one, case, 1).await.unwrap();
    for version in [1, 2] {
        let change = tokio::time::timeout(PATIENCE, heard.recv()).await;
        let change = change.expect("word of a change").unwrap();
        assert_eq!(
            (change.tenant, change.case, change.version),
            (TENANT, case, version)
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn flows_published_at_both_nodes_at_once_have_versions_of_their_own() {
    let pair = Pair::new(false).await;
    let texts: Vec<String> = (0..10)
        .map(|number| FLOW.replace("Prøvet", &format!("Prøvet {number}")))
        .collect();
    let published = texts.iter().zip([&pair.one, &pair.two].into_iter().cycle());
    let published = published.map(|(text, node)| node.engine.publish(TENANT, text, "test"));
    let mut versions: Vec<u32> = join_all(published)
        .await
        .into_iter()
        .map(|one| one.unwrap().version)
        .collect();
    versions.sort_unstable();
    assert_eq!(versions, (2..12).collect::<Vec<_>>());
    let again = pair.two.engine.publish(TENANT, FLOW, "test").await.unwrap();
    assert_eq!(again.version, 12, "an older text is a new version again");
}
