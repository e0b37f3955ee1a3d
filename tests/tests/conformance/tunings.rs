//! What administrators tune.

use samspil_store::TuningEntry;

use crate::ground::{Ground, TENANT};
use crate::rows::at;

fn entry(number: u32, deed: &str) -> TuningEntry {
    TuningEntry {
        number,
        deed: deed.as_bytes().to_vec(),
        set_at: at(i64::from(number)),
        set_by: "anna".to_owned(),
        why: "Mere tid på Ærø".to_owned(),
        counted_at: None,
    }
}

async fn put(ground: &Ground, number: u32, deed: &str) -> bool {
    let put = ground.store.put_tuning(TENANT, entry(number, deed)).await;
    put.unwrap()
}

pub(crate) async fn a_tuning_is_laid_down_after_the_latest(ground: &Ground) {
    assert_eq!(ground.store.tuning_number(TENANT).await.unwrap(), 0);
    assert!(!put(ground, 2, "to").await, "before the first");
    assert!(put(ground, 1, "en").await);
    assert!(!put(ground, 1, "en igen").await, "twice");
    assert!(put(ground, 2, "to").await);
    assert!(!put(ground, 4, "fire").await, "a gap");
    assert_eq!(ground.store.tuning_number(TENANT).await.unwrap(), 2);
    let all = ground.store.tunings(TENANT, 9).await.unwrap();
    assert_eq!(all, [entry(2, "to"), entry(1, "en")]);
    let newest = ground.store.tunings(TENANT, 1).await.unwrap();
    assert_eq!(newest, [entry(2, "to")]);
}

pub(crate) async fn a_tuning_is_counted_by_itself(ground: &Ground) {
    for number in 1..=3 {
        assert!(put(ground, number, "justering").await);
    }
    ground.store.tuning_counted(TENANT, 2, at(50)).await.unwrap();
    ground.store.tuning_counted(TENANT, 2, at(60)).await.unwrap();
    let all = ground.store.tunings(TENANT, 9).await.unwrap();
    let counted: Vec<_> = all.iter().map(|one| one.counted_at).collect();
    assert_eq!(counted, [None, Some(at(50)), None]);
}

pub(crate) async fn of_many_who_tune_at_once_one_does(ground: &Ground) {
    const AT_ONCE: u32 = 16;
    let putting = (0..AT_ONCE).map(|number| {
        let store = ground.store.clone();
        let entry = entry(1, &format!("justering {number}"));
        tokio::spawn(async move { store.put_tuning(TENANT, entry).await.unwrap() })
    });
    let put = futures::future::join_all(putting).await;
    let put = put.into_iter().filter(|one| *one.as_ref().unwrap()).count();
    assert_eq!(put, 1);
    assert_eq!(ground.store.tunings(TENANT, 9).await.unwrap().len(), 1);
}
