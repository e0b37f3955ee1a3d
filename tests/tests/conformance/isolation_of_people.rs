//! What one tenant keeps of people, another neither sees nor changes: the register, how they sign in, links, and what is their own.

use samspil_core::id::TenantId;
use samspil_store::{Citizen, Member};
use uuid::Uuid;

use crate::citizens::{citizen, erasure, key};
use crate::directory::of_person;
use crate::ground::{Ground, OTHER, TENANT};
use crate::isolation::{Seen, all_are, none_are, there};
use crate::own::{list, mark};
use crate::reach::absence;
use crate::rows::{at, case, opening, party, person, task, today, unit};
use crate::secrets::session;
use crate::sign_in::{ISSUER, begun, code_app, identity, into_case, link};

/// A link into the case.
const LINK: u128 = 77;

async fn fill(ground: &Ground) {
    let store = &ground.store;
    for (number, login) in [(1, "anna"), (2, "bo")] {
        let one = of_person(number, login, login);
        assert!(store.put_person(TENANT, one).await.unwrap());
    }
    ground
        .keep(samspil_store::Commit {
            tasks: vec![task("assess", Some(unit(1)))],
            parties: Some(vec![party("citizen", None, Some(person(1)))]),
            people: vec![("citizen".to_owned(), person(1))],
            ..opening(case(1))
        })
        .await;
    let added = store.add_citizen(TENANT, citizen(1, Some(1)), key(person(1).0, "key", 1));
    assert!(added.await.unwrap());
    let keys = vec![key(case(1).0, "case's", 1)];
    store.add_held_keys(TENANT, keys).await.unwrap();
    store.put_identity(TENANT, identity(1, 1)).await.unwrap();
    assert!(store.put_begun(TENANT, begun([1; 32], 60), at(0)).await.unwrap());
    store.put_code_app(TENANT, code_app()).await.unwrap();
    store
        .put_recovery_codes(TENANT, person(1), vec![[9; 32]])
        .await
        .unwrap();
    store.put_link(TENANT, link(LINK, into_case(), 1)).await.unwrap();
    store.put_session(TENANT, session(1, [5; 32], 60)).await.unwrap();
    let own = store.keep_own_list(TENANT, person(1), list("Mine", "/tasks"));
    assert!(own.await.unwrap());
    let marked = store.mark_task(TENANT, person(1), mark("assess", 5, None, &[]));
    assert!(marked.await.unwrap());
    let team = samspil_store::Unit {
        id: unit(1),
        name: "Team".to_owned(),
        side: samspil_core::flow::Side::Authority,
    };
    store.put_unit(TENANT, team).await.unwrap();
    let member = Member {
        person: person(1),
        unit: unit(1),
        acts_as: vec!["caseworker".to_owned()],
    };
    store.put_members(TENANT, person(1), vec![member]).await.unwrap();
    store.put_absence(TENANT, absence(1, 2, 1)).await.unwrap();
}

async fn seen(ground: &Ground, tenant: TenantId) -> Seen {
    let store = &ground.store;
    let one = [person(1)];
    let sum = [1; 32];
    let link_secret = link(LINK, into_case(), 1).secret;
    let stands = store.stands(tenant, person(1), today()).await.unwrap();
    let codes = store.recovery_codes_left(tenant, person(1)).await.unwrap();
    let older = store.keys_under_older(tenant, 2, 9).await.unwrap();
    vec![
        ("citizens", store.citizens(tenant, &one).await.unwrap().len()),
        (
            "citizen by number",
            there(&store.citizen_by_number(tenant, sum).await.unwrap()),
        ),
        (
            "held keys",
            store.held_keys(tenant, &[case(1).0]).await.unwrap().len(),
        ),
        ("keys under older", usize::from(!older.is_empty())),
        (
            "identity",
            there(&store.identity(tenant, ISSUER, "42").await.unwrap()),
        ),
        (
            "code app",
            there(&store.code_app(tenant, person(1)).await.unwrap()),
        ),
        ("code apps", store.code_apps(tenant).await.unwrap().len()),
        ("recovery codes", usize::try_from(codes).unwrap()),
        (
            "link",
            there(&store.link(tenant, Uuid::from_u128(LINK)).await.unwrap()),
        ),
        (
            "link by secret",
            there(&store.link_by_secret(tenant, link_secret).await.unwrap()),
        ),
        (
            "links of case",
            store.links_of_case(tenant, case(1), 9).await.unwrap().len(),
        ),
        (
            "own lists",
            store.own_lists(tenant, person(1)).await.unwrap().len(),
        ),
        ("marks", store.task_marks(tenant, person(1)).await.unwrap().len()),
        (
            "cases of person",
            store
                .cases_of_person(tenant, person(1), None, 9)
                .await
                .unwrap()
                .len(),
        ),
        (
            "people among",
            store.people_among(tenant, &one).await.unwrap().len(),
        ),
        ("stands", stands.members.len()),
        ("stands in", stands.stands_in.len()),
    ]
}

/// The other tenant tries to change each of it.
async fn tried(ground: &Ground) {
    let store = &ground.store;
    let another = Citizen {
        number_sum: Some([2; 32]),
        ..citizen(1, None)
    };
    assert!(!store.change_citizen(OTHER, another).await.unwrap());
    let erased = store.erase_citizen(OTHER, person(1), (&[], &[]), erasure());
    assert!(!erased.await.unwrap());
    let resealed = vec![key(case(1).0, "theirs", 9)];
    store.reseal_keys(OTHER, resealed).await.unwrap();
    let begun = store.take_begun(OTHER, [1; 32], [7; 32], at(1)).await;
    assert_eq!(begun.unwrap(), None);
    assert!(!store.take_step(OTHER, person(1), 5, at(1)).await.unwrap());
    store
        .reseal_code_app(OTHER, person(1), &[1, 2, 3], vec![4])
        .await
        .unwrap();
    assert!(!store.end_code_app(OTHER, person(1)).await.unwrap());
    let taken = store.take_recovery_code(OTHER, person(1), [9; 32]).await;
    assert!(!taken.unwrap());
    store
        .put_recovery_codes(OTHER, person(1), Vec::new())
        .await
        .unwrap();
    let id = Uuid::from_u128(LINK);
    assert!(!store.use_link(OTHER, id, at(2)).await.unwrap());
    assert!(!store.end_link(OTHER, id).await.unwrap());
    assert!(!store.forget_own_list(OTHER, person(1), "Mine").await.unwrap());
    let marked = store.mark_task(OTHER, person(1), mark("assess", 9, None, &[]));
    assert!(!marked.await.unwrap());
    assert_eq!(store.end_sessions_by(OTHER, "medarbejdere").await.unwrap(), 0);
    let password = of_person(1, "anna", "anna").password.unwrap();
    let anew = store.rehash_password(OTHER, person(1), &password, "$theirs$".to_owned());
    assert!(!anew.await.unwrap());
}

pub(crate) async fn what_is_kept_of_people_is_seen_and_changed_by_their_own_tenant_alone(ground: &Ground) {
    fill(ground).await;
    all_are(&seen(ground, TENANT).await);
    none_are(&seen(ground, OTHER).await);
    tried(ground).await;
    all_are(&seen(ground, TENANT).await);
    // Each is as it was, and its own tenant may still do what the other could not.
    let store = &ground.store;
    let keys = store.held_keys(TENANT, &[case(1).0]).await.unwrap();
    assert_eq!(keys, [key(case(1).0, "case's", 1)]);
    assert_eq!(store.code_app(TENANT, person(1)).await.unwrap(), Some(code_app()));
    let known = store.person(TENANT, person(1)).await.unwrap().unwrap();
    assert_eq!(known.password, of_person(1, "anna", "anna").password);
    let begun = store.take_begun(TENANT, [1; 32], [7; 32], at(1)).await;
    assert!(begun.unwrap().is_some());
    assert!(store.take_step(TENANT, person(1), 5, at(1)).await.unwrap());
    let taken = store.take_recovery_code(TENANT, person(1), [9; 32]).await;
    assert!(taken.unwrap());
    let id = Uuid::from_u128(LINK);
    assert!(store.use_link(TENANT, id, at(2)).await.unwrap());
    assert_eq!(store.end_sessions_by(TENANT, "medarbejdere").await.unwrap(), 1);
    assert!(store.forget_own_list(TENANT, person(1), "Mine").await.unwrap());
    let changed = store.change_citizen(TENANT, citizen(1, Some(2))).await;
    assert!(changed.unwrap());
}
