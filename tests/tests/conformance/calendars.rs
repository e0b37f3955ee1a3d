//! Calendars that a tenant lays down.

use samspil_store::CalendarVersion;

use crate::ground::{Ground, TENANT};
use crate::rows::at;

fn calendar(version: u32, rules: &str) -> CalendarVersion {
    CalendarVersion {
        version,
        rules: rules.as_bytes().to_vec(),
        set_at: at(i64::from(version)),
        set_by: "anna".to_owned(),
        why: "Sommerlukket på Ærø".to_owned(),
        counted_at: None,
    }
}

async fn put(ground: &Ground, version: u32, rules: &str) -> bool {
    let put = ground.store.put_calendar(TENANT, calendar(version, rules)).await;
    put.unwrap()
}

pub(crate) async fn a_calendar_is_laid_down_after_the_latest(ground: &Ground) {
    assert_eq!(ground.store.calendar_version(TENANT).await.unwrap(), 0);
    assert!(!put(ground, 2, "to").await, "before the first");
    assert!(put(ground, 1, "en").await);
    assert!(!put(ground, 1, "en igen").await, "twice");
    assert!(put(ground, 2, "to").await);
    assert!(!put(ground, 4, "fire").await, "a gap");
    assert_eq!(ground.store.calendar_version(TENANT).await.unwrap(), 2);
    let all = ground.store.calendars(TENANT, 9).await.unwrap();
    assert_eq!(all, [calendar(2, "to"), calendar(1, "en")]);
    let newest = ground.store.calendars(TENANT, 1).await.unwrap();
    assert_eq!(newest, [calendar(2, "to")]);
}

pub(crate) async fn what_is_counted_by_one_is_counted_by_those_before(ground: &Ground) {
    for version in 1..=3 {
        assert!(put(ground, version, "regler").await);
    }
    ground.store.calendar_counted(TENANT, 2, at(50)).await.unwrap();
    ground.store.calendar_counted(TENANT, 2, at(60)).await.unwrap();
    let all = ground.store.calendars(TENANT, 9).await.unwrap();
    let counted: Vec<_> = all.iter().map(|one| one.counted_at).collect();
    assert_eq!(counted, [None, Some(at(50)), Some(at(50))]);
}

pub(crate) async fn of_many_who_lay_one_down_at_once_one_does(ground: &Ground) {
    const AT_ONCE: u32 = 16;
    let putting = (0..AT_ONCE).map(|number| {
        let store = ground.store.clone();
        let calendar = calendar(1, &format!("regler {number}"));
        tokio::spawn(async move { store.put_calendar(TENANT, calendar).await.unwrap() })
    });
    let put = futures::future::join_all(putting).await;
    let put = put.into_iter().filter(|one| *one.as_ref().unwrap()).count();
    assert_eq!(put, 1);
    assert_eq!(ground.store.calendars(TENANT, 9).await.unwrap().len(), 1);
}
