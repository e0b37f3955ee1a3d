//! Providers that are set up by two administrators while the program runs.

use chrono::{DateTime, TimeDelta, Utc};
use samspil_core::id::PersonId;
use samspil_store::{Person, Role, SettingDone};
use serde_json::json;
use url::form_urlencoded::Serializer;
use uuid::Uuid;

use super::world::{Answer, TENANT, World};
use crate::identity::Caller;
use crate::openid::keeping::journal;
use crate::openid::kept::all;

const PATH: &str = "/sign-in-providers";

const MAPPING: &str =
    "people: {made: true}\ngives:\n  - roles: [staff]\n    unit: Myndighed\n    acts_as: [caseworker]\n";

/// A cookie of an administrator who signed in some other way.
async fn administrator(world: &World, number: u128) -> String {
    let person = Person {
        id: PersonId(Uuid::from_u128(number)),
        login: format!("admin{number}"),
        name: format!("Administrator {number}"),
        password: None,
        roles: vec![Role::Administrator],
        active: true,
    };
    world.store.put_person(TENANT, person.clone()).await.unwrap();
    let caller = Caller {
        from: std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
        device: String::new(),
    };
    let identity = &world.app.gate.identity;
    let secret = identity.begin_by_provider(TENANT, person.id, "another", &caller);
    format!("samspil={}", secret.await.unwrap().reveal())
}

fn form(pressed: &str, issuer: &str, more: &[(&str, &str)]) -> String {
    let usual = [
        ("name", "medarbejdere"),
        ("title_da", "Medarbejdere"),
        ("title_en", "Staff"),
        ("meant_for", "staff"),
        ("issuer", issuer),
        ("client_id", "samspil"),
        ("secret", "hemme:lig"),
        ("mapping", MAPPING),
        ("do", pressed),
    ];
    let mut form = Serializer::new(String::new());
    for (name, value) in usual {
        let other = more.iter().find(|(known, _)| *known == name);
        form.append_pair(name, other.map_or(value, |(_, value)| value));
    }
    form.finish()
}

/// The address that approves what waits, as the page has it.
fn approval(page: &Answer) -> Option<String> {
    let found = page.body.split("action=\"").find(|rest| {
        let action = rest.split('"').next().unwrap_or_default();
        action.contains("/approve?at=")
    });
    found.map(|rest| rest.split('"').next().unwrap().replace("&amp;", "&"))
}

/// Takes the provider away on the page.
async fn retired(world: &World, by: &str) {
    let path = format!("{PATH}/of/medarbejdere/retire");
    let answer = world.send("POST", &path, by, "").await;
    assert_eq!(
        (answer.status, answer.to.as_str()),
        (303, PATH),
        "{}",
        answer.body
    );
}

/// Whether somebody can go to the provider.
async fn is_there(world: &World) -> bool {
    let path = format!("/sign-in/with/{TENANT}/medarbejdere");
    world.send("POST", &path, "", "").await.status == 200
}

/// One proposes it on the page, another approves it.
async fn set_up(world: &World, one: &str, other: &str) {
    let issuer = world.forger.issuer.clone();
    let sent = world
        .send("POST", PATH, one, &form("propose", &issuer, &[]))
        .await;
    assert_eq!((sent.status, sent.to.as_str()), (303, PATH), "{}", sent.body);
    assert!(!is_there(world).await, "one alone sets nothing up");
    let own = world.send("GET", PATH, one, "").await;
    assert_eq!(approval(&own), None, "{}", own.body);
    let page = world.send("GET", PATH, other, "").await;
    assert!(
        page.body.contains("acts_as") && !page.body.contains("hemme"),
        "{}",
        page.body
    );
    let approve = approval(&page).unwrap();
    assert_eq!(world.send("POST", &approve, one, "").await.status, 409);
    let again = form("propose", &issuer, &[("title_en", "Others")]);
    let again = world.send("POST", PATH, other, &again).await;
    assert_eq!(again.status, 409, "another proposal waits: {}", again.body);
    let older = approve.replace("at=2", "at=1");
    assert_eq!(world.send("POST", &older, other, "").await.status, 404);
    let approved = world.send("POST", &approve, other, "").await;
    assert_eq!(
        (approved.status, approved.to.as_str()),
        (303, PATH),
        "{}",
        approved.body
    );
}

#[tokio::test]
async fn a_provider_that_two_set_up_on_the_page_signs_people_in_at_once() {
    let world = World::new(&json!({"people": {"made": false}})).await;
    let (one, other) = (administrator(&world, 91).await, administrator(&world, 92).await);
    retired(&world, &one).await;
    assert!(!is_there(&world).await);
    let issuer = world.forger.issuer.clone();
    let tried = world.send("POST", PATH, &one, &form("try", &issuer, &[])).await;
    assert_eq!(tried.status, 200, "{}", tried.body);
    assert!(tried.body.contains("answers and fits"), "{}", tried.body);
    assert!(!tried.body.contains("hemme"), "never shown: {}", tried.body);
    set_up(&world, &one, &other).await;

    let signed = world.sign_in(&json!({"groups": []})).await;
    assert_eq!(signed.status, 303, "{}", signed.body);
    assert_eq!(world.signed(&signed).await.unwrap().roles, [Role::Staff]);
    retired(&world, &one).await;
    assert!(world.signed(&signed).await.is_none(), "who came by it is out");

    let noted = journal(&world.app, TENANT).await.unwrap();
    let people = |numbers: &[u128]| -> Vec<PersonId> {
        let numbers = numbers.iter();
        numbers.map(|number| PersonId(Uuid::from_u128(*number))).collect()
    };
    let seen: Vec<_> = noted
        .iter()
        .map(|entry| {
            let who = entry.by.into_iter().chain(entry.proposed_by);
            (entry.done, who.collect::<Vec<_>>())
        })
        .collect();
    assert_eq!(
        seen,
        [
            (SettingDone::Retired, people(&[91])),
            (SettingDone::Added, people(&[92, 91])),
            (SettingDone::Retired, people(&[91])),
        ]
    );
    assert!(
        noted.iter().all(|entry| !entry.body.contains("hemme")),
        "{noted:?}"
    );
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once_and_nothing_waits() {
    let world = World::new(&json!({})).await;
    let one = administrator(&world, 91).await;
    for (more, status, said) in [
        (
            &[
                ("name", "Mine folk"),
                ("title_en", " "),
                (
                    "mapping",
                    "people: {made: true}\ngives:\n  - roles: [boss]\n  - unit: A\n",
                ),
            ][..],
            422,
            &[
                "small letters",
                "A value is missing",
                "/gives/0/roles/0",
                "/gives/1",
            ][..],
        ),
        (&[("mapping", "people: [")], 422, &["1:"]),
        (&[("mapping", "issuer: x")], 422, &["/issuer", "field of its own"]),
        (&[("meant_for", "citizens")], 422, &["by their number"]),
        (
            &[("meant_for", "providers"), ("mapping", "people: {known_by: sub}")],
            422,
            &["nobody&#39;s account"],
        ),
    ] {
        let answer = world
            .send(
                "POST",
                PATH,
                &one,
                &form("propose", "https://login.example", more),
            )
            .await;
        assert_eq!(answer.status, status, "{more:?}: {}", answer.body);
        for said in said {
            assert!(answer.body.contains(said), "{said}: {}", answer.body);
        }
    }
    for issuer in ["http://login.example", "http://127.0.0.1:1"] {
        let answer = world.send("POST", PATH, &one, &form("try", issuer, &[])).await;
        assert_eq!(answer.status, 422, "{issuer}: {}", answer.body);
    }
    let page = world.send("GET", PATH, &one, "").await;
    assert!(!page.body.contains("/withdraw"), "{}", page.body);
}

#[tokio::test]
async fn a_changed_provider_keeps_its_secret_and_a_withdrawn_one_changes_nothing() {
    let world = World::new(&json!({"people": {"made": true}})).await;
    let (one, other) = (administrator(&world, 91).await, administrator(&world, 92).await);
    let issuer = world.forger.issuer.clone();
    let propose = async |title: &str| {
        let form = form("propose", &issuer, &[("title_en", title), ("secret", "")]);
        let sent = world.send("POST", PATH, &one, &form).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
    };
    propose("Withdrawn").await;
    let withdraw = format!("{PATH}/of/medarbejdere/withdraw");
    assert_eq!(world.send("POST", &withdraw, &other, "").await.status, 303);
    assert_eq!(world.send("POST", &withdraw, &other, "").await.status, 404);
    propose("Staff at work").await;
    let page = world.send("GET", PATH, &other, "").await;
    world.send("POST", &approval(&page).unwrap(), &other, "").await;
    let kept = all(world.store.as_ref(), TENANT).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].provider.title.en, "Staff at work");
    let secret = kept[0].secret(world.app.engine.vault(), TENANT).unwrap();
    assert_eq!(secret.as_deref(), Some("hemme:lig"));
    let begun = world.send("GET", "/sign-in", "", "").await;
    assert!(begun.body.contains("Staff at work"), "{}", begun.body);
    let form = world
        .send("GET", &format!("{PATH}/of/medarbejdere"), &one, "")
        .await;
    assert!(
        form.body.contains("made: true") || form.body.contains("acts_as"),
        "{}",
        form.body
    );
    assert!(!form.body.contains("hemme"), "{}", form.body);
}

#[tokio::test]
async fn whoever_came_by_a_provider_is_out_where_more_than_its_title_is_changed() {
    let world = World::new(&json!({"people": {"made": true}})).await;
    let (one, other) = (administrator(&world, 91).await, administrator(&world, 92).await);
    let issuer = world.forger.issuer.clone();
    let changed = async |more: &[(&str, &str)]| {
        let sent = world
            .send("POST", PATH, &one, &form("propose", &issuer, more))
            .await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        let page = world.send("GET", PATH, &other, "").await;
        let approved = world.send("POST", &approval(&page).unwrap(), &other, "").await;
        assert_eq!(approved.status, 303, "{}", approved.body);
    };
    changed(&[]).await;
    for (more, stays) in [
        (&[("title_en", "Others")], true),
        (
            &[("mapping", "people: {made: true}\ngives:\n  - roles: [staff]\n")],
            false,
        ),
        (&[("client_id", "another")], false),
    ] {
        let signed = world.sign_in(&json!({})).await;
        assert!(world.signed(&signed).await.is_some(), "{more:?}");
        changed(more).await;
        assert_eq!(world.signed(&signed).await.is_some(), stays, "{more:?}");
    }
}

/// What waited too long is forgotten, and with it the address that approves it.
#[tokio::test]
async fn a_proposal_is_no_longer_there_after_a_month() {
    let world = World::new(&json!({})).await;
    let signer = samspil_store::Signer {
        person: PersonId(Uuid::from_u128(91)),
        name: "En".to_owned(),
    };
    administrator(&world, 91).await;
    let provider = crate::openid::provider::tests::provider(&json!({"name": "nye"}));
    let proposal = crate::openid::keeping::propose(&world.app, (TENANT, &signer), provider, None)
        .await
        .unwrap();
    let waits = async |at: DateTime<Utc>| {
        let waits = crate::four_eyes::waiting(world.store.as_ref(), TENANT, at).await;
        waits.unwrap().len()
    };
    assert_eq!(waits(proposal.at + TimeDelta::days(29)).await, 1);
    assert_eq!(waits(proposal.at + TimeDelta::days(30)).await, 0);
}
