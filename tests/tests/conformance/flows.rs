//! Published flows.

use samspil_store::{FlowHead, FlowVersion, Store};

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

/// More versions than any test publishes.
const ALL: u32 = 1_000;

async fn versions(ground: &Ground, name: &str) -> Vec<FlowHead> {
    ground.store.versions(TENANT, name, None, ALL).await.unwrap()
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
    assert_eq!(versions(ground, "bum").await.len(), 3);
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
    assert_eq!(versions(ground, "bum").await.len(), 3);
    assert_eq!(versions(ground, "mini").await.len(), 1);
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
    assert_eq!(versions(ground, "bum").await.len(), 2);
}

pub(crate) async fn lists_are_by_name_and_newest_first(ground: &Ground) {
    for (name, text) in [("mini", "en"), ("bum", "en"), ("bum", "to"), ("bum", "tre")] {
        publish(ground, flow(name, text, 1)).await;
    }
    let expected = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
        list.iter()
            .map(|(name, version)| ((*name).to_owned(), *version))
            .collect()
    };
    let flows = ground.store.flows(TENANT).await.unwrap().into_iter();
    let named: Vec<(String, u32)> = flows.map(|flow| (flow.flow, flow.version)).collect();
    assert_eq!(named, expected(&[("bum", 3), ("mini", 1)]));
    let versions_of_bum = versions(ground, "bum").await.into_iter();
    let named: Vec<(String, u32)> = versions_of_bum.map(|flow| (flow.flow, flow.version)).collect();
    assert_eq!(named, expected(&[("bum", 3), ("bum", 2), ("bum", 1)]));
    assert_eq!(versions(ground, "nothing").await, []);
}

pub(crate) async fn versions_come_page_by_page(ground: &Ground) {
    for number in 1..=5 {
        publish(ground, flow("bum", &format!("tekst {number}"), number)).await;
    }
    publish(ground, flow("mini", "en", 9)).await;
    for (before, limit, expected) in [
        (None, 2, &[5, 4][..]),
        (Some(4), 2, &[3, 2]),
        (Some(2), 2, &[1]),
        (Some(1), 2, &[]),
        (Some(99), 3, &[5, 4, 3]),
        (None, 0, &[]),
        (Some(u32::MAX), ALL, &[5, 4, 3, 2, 1]),
    ] {
        let page = ground.store.versions(TENANT, "bum", before, limit).await.unwrap();
        let expected: Vec<FlowHead> = expected
            .iter()
            .map(|version: &u32| FlowHead {
                flow: "bum".to_owned(),
                version: *version,
                title: both("Støtte", "Support"),
                published_at: at(i64::from(*version)),
                published_by: "anna".to_owned(),
            })
            .collect();
        assert_eq!(page, expected, "before {before:?}, {limit} at most");
    }
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
    let heads = versions(ground, "bum").await;
    let mut numbers: Vec<u32> = heads.iter().map(|flow| flow.version).collect();
    numbers.reverse();
    let count = u32::try_from(heads.len()).unwrap();
    assert_eq!(numbers, (1..=count).collect::<Vec<_>>());
    assert!((PUBLISHERS / 2..=PUBLISHERS).contains(&count), "{count} versions");
    let mut before = None;
    for version in numbers {
        let flow = ground.store.flow(TENANT, "bum", Some(version)).await.unwrap();
        let text = flow.unwrap().text;
        assert_ne!(before.as_ref(), Some(&text), "the same text twice in a row");
        before = Some(text);
    }
}
