//! How people are told, who stands in for whom, and calendars' addresses.

use chrono::{NaiveDate, NaiveTime};
use samspil_core::id::AbsenceId;
use samspil_core::text::Language;
use samspil_store::{Absence, Channel, Feed, Hash, Person, Reach};
use uuid::Uuid;

use crate::directory::of_person;
use crate::ground::{Ground, TENANT};
use crate::rows::{at, person};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn time(text: &str) -> NaiveTime {
    text.parse().unwrap()
}

pub(crate) fn reach(number: u128) -> Reach {
    Reach {
        person: person(number),
        address: Some(format!("p{number}@kommune.example")),
        language: Language::English,
        reminders: Channel::Digest,
        lateness: Channel::AtOnce,
        for_unit: Channel::Inbox,
        meetings: Channel::AtOnce,
        digest_at: time("08:00"),
        quiet: Some((time("20:00"), time("06:30"))),
    }
}

/// From 5 to 7 January 2026.
pub(crate) fn absence(number: u128, of: u128, deputy: u128) -> Absence {
    Absence {
        id: AbsenceId(Uuid::from_u128(number)),
        person: person(of),
        deputy: person(deputy),
        first_day: day("2026-01-05"),
        last_day: day("2026-01-07"),
    }
}

pub(crate) fn feed(of: u128, secret: Hash) -> Feed {
    Feed {
        person: person(of),
        secret,
        login: None,
        made_at: at(0),
    }
}

/// People 1 to this number.
pub(crate) async fn people(ground: &Ground, count: u128) {
    for number in 1..=count {
        let known = of_person(number, &format!("p{number}"), "Navn");
        assert!(ground.store.put_person(TENANT, known).await.unwrap());
    }
}

async fn inactive(ground: &Ground, number: u128) {
    let person = Person {
        active: false,
        ..of_person(number, &format!("p{number}"), "Navn")
    };
    assert!(ground.store.put_person(TENANT, person).await.unwrap());
}

pub(crate) async fn how_people_are_told_is_kept_and_changed(ground: &Ground) {
    people(ground, 3).await;
    ground.store.put_reach(TENANT, reach(1)).await.unwrap();
    ground.store.put_reach(TENANT, reach(2)).await.unwrap();
    let changed = Reach {
        address: None,
        language: Language::Danish,
        reminders: Channel::AtOnce,
        digest_at: time("23:59"),
        quiet: None,
        ..reach(1)
    };
    ground.store.put_reach(TENANT, changed.clone()).await.unwrap();
    let all = [person(2), person(1), person(3)];
    assert_eq!(
        ground.store.reach(TENANT, &all).await.unwrap(),
        [changed, reach(2)]
    );
    assert_eq!(ground.store.reach(TENANT, &[]).await.unwrap(), []);
}

pub(crate) async fn who_may_not_sign_in_is_not_reached(ground: &Ground) {
    people(ground, 2).await;
    ground.store.put_reach(TENANT, reach(1)).await.unwrap();
    ground.store.put_absence(TENANT, absence(1, 1, 2)).await.unwrap();
    inactive(ground, 1).await;
    assert_eq!(ground.store.reach(TENANT, &[person(1)]).await.unwrap(), []);
    let absent = async || {
        ground
            .store
            .absent(TENANT, &[person(1)], day("2026-01-06"))
            .await
            .unwrap()
    };
    assert_eq!(absent().await.len(), 1, "who is away may be someone who left");
    inactive(ground, 2).await;
    assert_eq!(absent().await, [], "a deputy who left stands in for nobody");
}

pub(crate) async fn an_absence_is_from_its_first_day_to_its_last(ground: &Ground) {
    people(ground, 3).await;
    let later = Absence {
        first_day: day("2026-01-07"),
        last_day: day("2026-01-07"),
        ..absence(2, 1, 3)
    };
    for kept in [later.clone(), absence(1, 1, 2), absence(3, 3, 1)] {
        ground.store.put_absence(TENANT, kept).await.unwrap();
    }
    let moved = Absence {
        last_day: day("2027-01-01"),
        ..absence(1, 1, 2)
    };
    ground.store.put_absence(TENANT, moved).await.unwrap();
    for (on, expected) in [
        ("2026-01-04", vec![]),
        ("2026-01-05", vec![absence(1, 1, 2)]),
        ("2026-01-07", vec![absence(1, 1, 2), later.clone()]),
        ("2026-01-08", vec![]),
    ] {
        let absent = ground.store.absent(TENANT, &[person(1)], day(on)).await.unwrap();
        assert_eq!(absent, expected, "{on}");
    }
    let mut all = ground
        .store
        .absences(TENANT, person(1), day("2026-01-07"))
        .await
        .unwrap();
    assert_eq!(all, [absence(1, 1, 2), later.clone()]);
    all = ground
        .store
        .absences(TENANT, person(1), day("2026-01-08"))
        .await
        .unwrap();
    assert_eq!(all, []);
}

pub(crate) async fn an_absence_is_taken_back_by_its_own_person(ground: &Ground) {
    people(ground, 2).await;
    let kept = absence(1, 1, 2);
    ground.store.put_absence(TENANT, kept.clone()).await.unwrap();
    let end = async |of| {
        ground
            .store
            .end_absence(TENANT, person(of), kept.id)
            .await
            .unwrap()
    };
    assert!(!end(2).await);
    assert!(end(1).await);
    assert!(!end(1).await);
    for wrong in [
        absence(2, 1, 1),
        Absence {
            last_day: day("2026-01-04"),
            ..absence(2, 1, 2)
        },
        absence(2, 1, 9),
    ] {
        assert!(
            ground.store.put_absence(TENANT, wrong.clone()).await.is_err(),
            "{wrong:?}"
        );
    }
}

pub(crate) async fn a_calendar_has_one_address_at_a_time(ground: &Ground) {
    people(ground, 2).await;
    ground.store.put_feed(TENANT, feed(1, [1; 32])).await.unwrap();
    ground.store.put_feed(TENANT, feed(2, [2; 32])).await.unwrap();
    let anew = Feed {
        login: Some(uuid::Uuid::from_u128(9)),
        ..feed(1, [3; 32])
    };
    ground.store.put_feed(TENANT, anew.clone()).await.unwrap();
    assert_eq!(ground.store.feed(TENANT, [1; 32]).await.unwrap(), None);
    assert_eq!(
        ground.store.feed(TENANT, [3; 32]).await.unwrap(),
        Some(anew.clone())
    );
    assert_eq!(ground.store.feed_of(TENANT, person(1)).await.unwrap(), Some(anew));
    assert!(
        ground.store.put_feed(TENANT, feed(1, [2; 32])).await.is_err(),
        "a secret is one person's"
    );
    assert!(ground.store.end_feed(TENANT, person(1)).await.unwrap());
    assert!(!ground.store.end_feed(TENANT, person(1)).await.unwrap());
    assert_eq!(ground.store.feed(TENANT, [3; 32]).await.unwrap(), None);
    assert_eq!(
        ground.store.feed_of(TENANT, person(2)).await.unwrap(),
        Some(feed(2, [2; 32]))
    );
}
