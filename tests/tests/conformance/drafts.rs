//! Drafts of flows: two who write, one after the other; and what runs by which version.

use samspil_store::{CaseStatus, DRAFTS_KEPT, Draft, Running, ScenarioFile};

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, opening};

pub(crate) fn draft(flow: &str, number: u32, text: &str) -> Draft {
    let scenario = ScenarioFile {
        name: "godt".to_owned(),
        text: "scenario: Ærø\n".to_owned(),
    };
    Draft {
        flow: flow.to_owned(),
        number,
        text: text.to_owned(),
        scenarios: vec![scenario],
        written_at: at(i64::from(number)),
        written_by: "anna".to_owned(),
    }
}

pub(crate) async fn a_draft_is_written_after_the_newest(ground: &Ground) {
    let store = &ground.store;
    for (number, written) in [(2, false), (1, true), (1, false), (2, true), (4, false)] {
        let text = format!("flow: bum # {number}\n");
        let kept = store
            .write_draft(TENANT, draft("bum", number, &text))
            .await
            .unwrap();
        assert_eq!(kept, written, "{number}");
    }
    let newest = store.draft(TENANT, "bum", None).await.unwrap().unwrap();
    assert_eq!(newest, draft("bum", 2, "flow: bum # 2\n"));
    let first = store.draft(TENANT, "bum", Some(1)).await.unwrap().unwrap();
    assert_eq!(first.text, "flow: bum # 1\n");
    assert_eq!(store.draft(OTHER, "bum", None).await.unwrap(), None);
    let heads = store.drafts(TENANT).await.unwrap();
    let heads: Vec<(&str, u32)> = heads
        .iter()
        .map(|head| (head.flow.as_str(), head.number))
        .collect();
    assert_eq!(heads, [("bum", 2)]);
    assert!(store.drafts(OTHER).await.unwrap().is_empty());
}

pub(crate) async fn what_is_old_goes_and_what_is_over_is_no_draft(ground: &Ground) {
    let store = &ground.store;
    for number in 1..=DRAFTS_KEPT + 1 {
        assert!(
            store
                .write_draft(TENANT, draft("bum", number, "x"))
                .await
                .unwrap()
        );
    }
    assert_eq!(store.draft(TENANT, "bum", Some(1)).await.unwrap(), None);
    assert!(store.draft(TENANT, "bum", Some(2)).await.unwrap().is_some());
    let end = DRAFTS_KEPT + 2;
    assert!(store.write_draft(TENANT, draft("bum", end, "")).await.unwrap());
    assert_eq!(store.drafts(TENANT).await.unwrap(), []);
    assert_eq!(store.draft(TENANT, "bum", Some(end - 1)).await.unwrap(), None);
    assert!(store.draft(TENANT, "bum", None).await.unwrap().unwrap().is_over());
    assert!(!store.write_draft(TENANT, draft("bum", 1, "x")).await.unwrap());
    assert!(
        store
            .write_draft(TENANT, draft("bum", end + 1, "x"))
            .await
            .unwrap()
    );
    assert_eq!(store.drafts(TENANT).await.unwrap().len(), 1);
}

pub(crate) async fn scenarios_are_kept_with_a_version(ground: &Ground) {
    let store = &ground.store;
    let scenarios = draft("bum", 1, "x").scenarios;
    assert!(store.scenarios(TENANT, "bum", 1).await.unwrap().is_empty());
    for kept in [Vec::new(), scenarios] {
        store.put_scenarios(TENANT, "bum", 1, kept.clone()).await.unwrap();
        assert_eq!(store.scenarios(TENANT, "bum", 1).await.unwrap(), kept);
    }
    // A version that none were kept with has those of the newest before it; one that was kept without any has none.
    let kept = draft("bum", 1, "x").scenarios;
    assert_eq!(store.scenarios(TENANT, "bum", 3).await.unwrap(), kept);
    store.put_scenarios(TENANT, "bum", 2, Vec::new()).await.unwrap();
    assert_eq!(store.scenarios(TENANT, "bum", 1).await.unwrap(), kept);
    assert!(store.scenarios(TENANT, "bum", 3).await.unwrap().is_empty());
    assert!(store.scenarios(OTHER, "bum", 1).await.unwrap().is_empty());
}

pub(crate) async fn open_cases_are_counted_by_version(ground: &Ground) {
    for (number, flow, version, status) in [
        (1, "bum", 1, CaseStatus::Open),
        (2, "bum", 2, CaseStatus::Open),
        (3, "bum", 2, CaseStatus::OnHold),
        (4, "bum", 2, CaseStatus::Closed),
        (5, "mini", 1, CaseStatus::Closed),
    ] {
        let mut commit = opening(case(number));
        commit.head.flow = flow.to_owned();
        commit.head.flow_version = version;
        commit.head.status = status;
        if status == CaseStatus::Closed {
            commit.head.closed_at = Some(at(1));
        }
        ground.keep(commit).await;
    }
    let running = |version, cases| Running {
        flow: "bum".to_owned(),
        version,
        cases,
    };
    let found = ground.store.running(TENANT).await.unwrap();
    assert_eq!(found, [running(1, 1), running(2, 2)]);
    assert!(ground.store.running(OTHER).await.unwrap().is_empty());
}
