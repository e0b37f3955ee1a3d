//! Incidents: a case that cannot go on rests, alone.

use chrono::Duration;
use samspil_store::{About, Commit, Incident};
use uuid::Uuid;

use crate::ground::{Ground, OTHER, TENANT};
use crate::rows::{at, case, following, opening};

const LEASE: Duration = Duration::minutes(5);

fn incident(number: u128, of: u128, minutes: i64) -> Incident {
    Incident {
        id: Uuid::from_u128(5_000_000 + number),
        about: About::Case(case(of)),
        at: at(minutes),
        body: b"grund".to_vec(),
        resolved_at: None,
        resolved_by: None,
    }
}

/// A case whose timer is due at minute 10.
async fn waiting(ground: &Ground, number: u128) -> (u64, samspil_store::Hash) {
    let commit = Commit {
        wake_at: Some(at(10)),
        ..opening(case(number))
    };
    ground.keep(commit).await
}

async fn raise(ground: &Ground, incident: Incident) -> bool {
    ground.store.raise(TENANT, incident).await.unwrap()
}

async fn resolve(ground: &Ground, incident: &Incident, minutes: i64) -> bool {
    ground
        .store
        .resolve(TENANT, incident.id, "anna", at(minutes))
        .await
        .unwrap()
}

pub(crate) async fn a_case_has_at_most_one(ground: &Ground) {
    waiting(ground, 1).await;
    waiting(ground, 2).await;
    let (first, other) = (incident(1, 1, 20), incident(3, 2, 22));
    assert!(raise(ground, first.clone()).await);
    assert!(!raise(ground, incident(2, 1, 21)).await);
    assert!(raise(ground, other.clone()).await);
    assert_eq!(
        ground.store.incidents(TENANT, true, 9).await.unwrap(),
        [other, first]
    );
}

pub(crate) async fn its_timer_rests_and_others_do_not(ground: &Ground) {
    waiting(ground, 1).await;
    waiting(ground, 2).await;
    raise(ground, incident(1, 1, 5)).await;
    let claimed = ground.store.claim_timers(at(20), LEASE, 9).await.unwrap();
    assert_eq!(claimed.iter().map(|one| one.case).collect::<Vec<_>>(), [case(2)]);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(25)));
}

pub(crate) async fn a_commit_does_not_wake_it(ground: &Ground) {
    let last = waiting(ground, 1).await;
    raise(ground, incident(1, 1, 5)).await;
    let mut commit = following(case(1), last, 6);
    commit.wake_at = Some(at(7));
    ground.keep(commit).await;
    assert_eq!(ground.store.next_timer().await.unwrap(), None);
    assert_eq!(ground.store.claim_timers(at(20), LEASE, 9).await.unwrap(), []);
}

pub(crate) async fn resolving_wakes_it_at_once(ground: &Ground) {
    let commit = Commit {
        wake_at: None,
        ..opening(case(1))
    };
    ground.keep(commit).await;
    let raised = incident(1, 1, 5);
    raise(ground, raised.clone()).await;
    assert!(resolve(ground, &raised, 30).await);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(30)));
    assert_eq!(
        ground.store.claim_timers(at(30), LEASE, 9).await.unwrap().len(),
        1
    );
    assert!(!resolve(ground, &raised, 31).await);
}

pub(crate) async fn a_claim_ends_with_the_incident(ground: &Ground) {
    waiting(ground, 1).await;
    ground.store.claim_timers(at(10), LEASE, 9).await.unwrap();
    let raised = incident(1, 1, 11);
    raise(ground, raised.clone()).await;
    resolve(ground, &raised, 12).await;
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(12)));
}

pub(crate) async fn a_resolved_one_is_history_and_makes_room(ground: &Ground) {
    waiting(ground, 1).await;
    let first = incident(1, 1, 20);
    raise(ground, first.clone()).await;
    resolve(ground, &first, 30).await;
    let second = incident(2, 1, 40);
    assert!(raise(ground, second.clone()).await);
    let resolved = Incident {
        resolved_at: Some(at(30)),
        resolved_by: Some("anna".to_owned()),
        ..first
    };
    assert_eq!(
        ground.store.incidents(TENANT, true, 9).await.unwrap(),
        std::slice::from_ref(&second)
    );
    assert_eq!(
        ground.store.incidents(TENANT, false, 9).await.unwrap(),
        [second.clone(), resolved]
    );
    assert_eq!(ground.store.incidents(TENANT, false, 1).await.unwrap(), [second]);
}

pub(crate) async fn one_that_is_not_there_cannot_be_resolved(ground: &Ground) {
    assert!(!resolve(ground, &incident(1, 1, 1), 2).await);
}

pub(crate) async fn what_all_cases_share_has_at_most_one_and_stops_no_case(ground: &Ground) {
    waiting(ground, 1).await;
    let of_mail = |number, minutes| Incident {
        about: About::Mail,
        ..incident(number, 1, minutes)
    };
    let (first, later) = (of_mail(1, 5), of_mail(3, 40));
    assert!(raise(ground, first.clone()).await);
    assert!(!raise(ground, of_mail(2, 6)).await);
    assert!(
        raise(ground, incident(9, 1, 7)).await,
        "a case may have one beside it"
    );
    assert_eq!(ground.store.incidents(TENANT, true, 9).await.unwrap()[1], first);
    assert!(resolve(ground, &first, 30).await);
    assert_eq!(
        ground.store.next_timer().await.unwrap(),
        None,
        "the case still rests"
    );
    assert!(raise(ground, later).await);
}

pub(crate) async fn one_about_the_clock_holds_the_timers_of_its_tenant(ground: &Ground) {
    waiting(ground, 1).await;
    let commit = Commit {
        wake_at: Some(at(12)),
        ..opening(case(1))
    };
    ground.store.commit(OTHER, vec![commit]).await.unwrap();
    let held = Incident {
        about: About::Clock,
        ..incident(1, 1, 5)
    };
    assert!(raise(ground, held.clone()).await);
    assert_eq!(ground.store.held_tenants().await.unwrap(), [TENANT]);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(12)));
    let claimed = ground.store.claim_timers(at(20), LEASE, 9).await.unwrap();
    let whose: Vec<_> = claimed.iter().map(|one| one.tenant).collect();
    assert_eq!(whose, [OTHER]);
    assert!(resolve(ground, &held, 20).await);
    assert_eq!(ground.store.held_tenants().await.unwrap(), []);
    assert_eq!(ground.store.next_timer().await.unwrap(), Some(at(10)));
    let claimed = ground.store.claim_timers(at(20), LEASE, 9).await.unwrap();
    let whose: Vec<_> = claimed.iter().map(|one| one.tenant).collect();
    assert_eq!(whose, [TENANT]);
}
