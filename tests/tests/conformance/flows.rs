//! Published flows.

use samspil_store::{FlowVersion, Store};

use crate::ground::{Ground, TENANT};
use crate::rows::{at, both};

fn flow(name: &str, text: &str, minutes: i64) -> FlowVersion {
    FlowVersion {
        flow: name.to_owned(),
        version: 77,
        title: both("Støtte", "Support"),
        text: text.to_owned(),
        published_at: at(minutes),
        published_by: "anna".to_owned(),
    }
}

async fn publish(ground: &Ground, flow: FlowVersion) -> u32 {
    let published = ground.store.publish(TENANT, flow, None).await.unwrap();
    published.unwrap()
}

pub(crate) async fn versions_count_from_one(ground: &Ground) {
    assert_eq!(publish(ground, flow("bum", "én", 1)).await, 1);
    assert_eq!(publish(ground, flow("bum", "to", 2)).await, 2);
    assert_eq!(publish(ground, flow("mini", "en", 3)).await, 1);
    let latest = ground.store.flow(TENANT, "bum", None).await.unwrap().unwrap();
    assert_eq!(
        latest,
        FlowVersion {
            version: 2,
            ..flow("bum", "to", 2)
        }
    );
    let first = ground.store.flow(TENANT, "bum", Some(1)).await.unwrap().unwrap();
    assert_eq!(
        first,
        FlowVersion {
            version: 1,
            ..flow("bum", "én", 1)
        }
    );
    for (name, version) in [("bum", Some(3)), ("bum", Some(0)), ("Bum", None)] {
        assert_eq!(
            ground.store.flow(TENANT, name, version).await.unwrap(),
            None,
            "{name} {version:?}"
        );
    }
}

pub(crate) async fn the_same_text_again_is_no_new_version(ground: &Ground) {
    publish(ground, flow("bum", "en", 1)).await;
    assert_eq!(publish(ground, flow("bum", "en", 2)).await, 1);
    assert_eq!(publish(ground, flow("bum", "to", 3)).await, 2);
    assert_eq!(publish(ground, flow("bum", "en", 4)).await, 3);
    assert_eq!(ground.store.versions(TENANT, "bum").await.unwrap().len(), 3);
    let first = ground.store.flow(TENANT, "bum", Some(1)).await.unwrap().unwrap();
    assert_eq!(first.published_at, at(1));
}

pub(crate) async fn whoever_held_it_against_an_older_version_publishes_nothing(ground: &Ground) {
    for (name, text, after, published) in [
        ("bum", "én", Some(1), None),
        ("bum", "én", Some(0), Some(1)),
        ("bum", "to", Some(0), None),
        ("bum", "to", Some(1), Some(2)),
        ("bum", "tre", Some(1), None),
        ("bum", "tre", Some(3), None),
        // What is the newest version already is that version, whatever it was held against.
        ("bum", "to", Some(1), Some(2)),
        ("bum", "tre", None, Some(3)),
        ("mini", "tre", Some(3), None),
        ("mini", "tre", Some(0), Some(1)),
    ] {
        let answer = ground.store.publish(TENANT, flow(name, text, 1), after).await;
        assert_eq!(answer.unwrap(), published, "{name} {text} {after:?}");
    }
    assert_eq!(ground.store.versions(TENANT, "bum").await.unwrap().len(), 3);
    assert_eq!(ground.store.versions(TENANT, "mini").await.unwrap().len(), 1);
}

pub(crate) async fn of_those_who_saw_the_same_version_one_publishes(ground: &Ground) {
    const PUBLISHERS: u32 = 8;
    publish(ground, flow("bum", "én", 1)).await;
    let publishing = (0..PUBLISHERS).map(|number| {
        let store: std::sync::Arc<dyn Store> = ground.store.clone();
        let flow = flow("bum", &format!("tekst {number}"), 1);
        tokio::spawn(async move { store.publish(TENANT, flow, Some(1)).await.unwrap() })
    });
    let published = futures::future::join_all(publishing).await;
    let published: Vec<u32> = published.into_iter().filter_map(Result::unwrap).collect();
    assert_eq!(published, [2]);
    assert_eq!(ground.store.versions(TENANT, "bum").await.unwrap().len(), 2);
}

pub(crate) async fn lists_are_by_name_and_newest_first(ground: &Ground) {
    for (name, text) in [("mini", "en"), ("bum", "en"), ("bum", "to"), ("bum", "tre")] {
        publish(ground, flow(name, text, 1)).await;
    }
    let named = |flows: Vec<FlowVersion>| -> Vec<(String, u32)> {
        flows.into_iter().map(|flow| (flow.flow, flow.version)).collect()
    };
    let expected = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
        list.iter()
            .map(|(name, version)| ((*name).to_owned(), *version))
            .collect()
    };
    let flows = ground.store.flows(TENANT).await.unwrap();
    assert_eq!(named(flows), expected(&[("bum", 3), ("mini", 1)]));
    let versions = ground.store.versions(TENANT, "bum").await.unwrap();
    assert_eq!(named(versions), expected(&[("bum", 3), ("bum", 2), ("bum", 1)]));
    assert_eq!(ground.store.versions(TENANT, "nothing").await.unwrap(), []);
}

pub(crate) async fn publishing_side_by_side_leaves_no_gap(ground: &Ground) {
    const PUBLISHERS: u32 = 16;
    let publishing = (0..PUBLISHERS).map(|number| {
        let store: std::sync::Arc<dyn Store> = ground.store.clone();
        // Every text is published twice.
        let flow = flow("bum", &format!("tekst {}", number / 2), 1);
        tokio::spawn(async move { store.publish(TENANT, flow, None).await.unwrap() })
    });
    futures::future::join_all(publishing).await;
    let versions = ground.store.versions(TENANT, "bum").await.unwrap();
    let mut numbers: Vec<u32> = versions.iter().map(|flow| flow.version).collect();
    numbers.reverse();
    let count = u32::try_from(versions.len()).unwrap();
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
    assert!((PUBLISHERS / 2..=PUBLISHERS).contains(&count), "{count} versions");
    for pair in versions.windows(2) {
        assert_ne!(pair[0].text, pair[1].text, "the same text twice in a row");
    }
}
