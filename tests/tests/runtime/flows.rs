//! Flows are read and compiled once, also where a node has more versions than it keeps ready.

use samspil_store::FlowVersion;

use crate::ground::{FLOW, Ground, TENANT};

/// More versions than a node keeps ready.
const VERSIONS: u32 = 210;

/// As many as are used all the time.
const USED: u32 = 100;

#[tokio::test]
async fn versions_in_use_are_not_compiled_anew_however_many_there_are() {
    let ground = Ground::new(false).await;
    for number in 2..=VERSIONS {
        let published = ground.store.flow(TENANT, "tried", None).await.unwrap().unwrap();
        let version = FlowVersion {
            text: FLOW.replace("title: Prøvet", &format!("title: Prøvet {number}")),
            ..published
        };
        let kept = ground.store.publish(TENANT, version, None).await.unwrap();
        assert_eq!(kept, Some(number));
    }
    let run = async |version: u32| {
        let run = ground.engine.flow(TENANT, "tried", Some(version)).await.unwrap();
        assert_eq!(run.version, version);
    };
    for version in 1..=VERSIONS {
        run(version).await;
    }
    assert_eq!(ground.engine.flows_compiled(), u64::from(VERSIONS));
    for version in 1..=USED {
        run(version).await;
    }
    let warm = ground.engine.flows_compiled();
    for round in 1..=3 {
        for version in 1..=USED {
            run(version).await;
        }
        assert_eq!(ground.engine.flows_compiled(), warm, "round {round}");
    }
    // One that is seldom used takes the place of another such.
    run(VERSIONS - 1).await;
    for version in 1..=USED {
        run(version).await;
    }
    assert_eq!(ground.engine.flows_compiled(), warm);
}
