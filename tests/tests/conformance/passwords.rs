//! Passwords and who people are at a provider, as part of a change of the organisation.

use samspil_store::{Changed, Kept, NewPassword, ProviderIdentity};

use crate::ground::{Ground, TENANT};
use crate::organisation::{keep, somebody};
use crate::rows::{at, person};

fn password(number: u128, seen: Option<&str>, kept: &str) -> NewPassword {
    NewPassword {
        person: person(number),
        seen: seen.map(str::to_owned),
        kept: kept.to_owned(),
    }
}

fn with_password(password: NewPassword) -> Changed {
    Changed {
        passwords: vec![password],
        ..Changed::default()
    }
}

pub(crate) async fn a_password_is_changed_by_who_saw_the_one_before(ground: &Ground) {
    let first = Changed {
        people: vec![somebody(1)],
        ..with_password(password(1, None, "first"))
    };
    assert_eq!(keep(ground, 0, first).await, Kept::Yes(1));
    let kept = async || {
        ground
            .store
            .person(TENANT, person(1))
            .await
            .unwrap()
            .unwrap()
            .password
    };
    assert_eq!(kept().await.as_deref(), Some("first"));
    let noted = ground.store.organisation_changes(TENANT, 1).await.unwrap();
    assert_eq!(noted[0].counts["passwords"], 1);
    for stale in [
        password(1, None, "x"),
        password(1, Some("other"), "x"),
        password(2, None, "x"),
    ] {
        assert_eq!(keep(ground, 1, with_password(stale)).await, Kept::Moved);
    }
    let second = with_password(password(1, Some("first"), "second"));
    assert_eq!(keep(ground, 1, second).await, Kept::Yes(2));
    assert_eq!(kept().await.as_deref(), Some("second"));
    let rehash = async |seen: &str| {
        let anew = format!("{seen} anew");
        ground
            .store
            .rehash_password(TENANT, person(1), seen, anew)
            .await
            .unwrap()
    };
    assert!(!rehash("first").await, "another was chosen meanwhile");
    assert!(rehash("second").await);
    assert_eq!(kept().await.as_deref(), Some("second anew"));
    let noted = ground.store.organisation_changes(TENANT, 9).await.unwrap();
    assert_eq!(noted.len(), 2, "what stays the same password is no change");
}

pub(crate) async fn of_two_who_come_first_one_is_who_the_provider_means(ground: &Ground) {
    let first_time = |number: u128| Changed {
        people: vec![somebody(number)],
        identities: vec![ProviderIdentity {
            issuer: "https://login.example".to_owned(),
            subject: "42".to_owned(),
            person: person(number),
            provider: "medarbejdere".to_owned(),
            seen_at: at(1),
        }],
        ..Changed::default()
    };
    let (one, other) = tokio::join!(keep(ground, 0, first_time(1)), keep(ground, 0, first_time(2)));
    assert!(matches!(
        (one, other),
        (Kept::Yes(1), Kept::Moved) | (Kept::Moved, Kept::Yes(1))
    ));
    assert_eq!(
        keep(ground, 1, first_time(3)).await,
        Kept::Moved,
        "somebody is that by now"
    );
    let read = ground.store.organisation(TENANT).await.unwrap();
    assert_eq!((read.version, read.people.len()), (1, 1));
    let known = ground.store.identity(TENANT, "https://login.example", "42").await;
    assert_eq!(known.unwrap().unwrap().person, read.people[0].id);
}
