//! A citizen is given all that is kept of them beside their cases, too: their account, how they are told, what came for them.

use samspil_core::id::{PersonId, SessionId, TenantId};
use samspil_runtime::usual_reach;
use samspil_store::{Feed, Link, Opens, ProviderIdentity, Session, Step};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{Ground, HERE, beginning, person};
use crate::own_looked::with_accounts;

const ADDRESS: &str = "kanarie@borger.example";
const DEVICE: &str = "Firefox på Ubuntu";
const SUBJECT: &str = "emne-4711";

fn moment(text: &str) -> chrono::DateTime<chrono::Utc> {
    text.parse().unwrap()
}

/// Gives a citizen what only people with accounts have.
async fn furnish(ground: &Ground, citizen: PersonId) {
    let database = format!("sqlite:{}", ground.folder.path().display());
    let store = samspil_store::open(&database).await.unwrap();
    let tenant = TenantId(HERE);
    let reach = usual_reach(citizen, Some(ADDRESS.to_owned()));
    store.put_reach(tenant, reach).await.unwrap();
    let feed = Feed {
        person: citizen,
        secret: [1; 32],
        login: None,
        made_at: moment("2026-01-03T08:00:00Z"),
    };
    store.put_feed(tenant, feed).await.unwrap();
    let session = Session {
        id: SessionId(Uuid::from_u128(1)),
        secret: [2; 32],
        person: citizen,
        began_at: moment("2026-01-04T08:00:00Z"),
        seen_at: moment("2026-01-04T08:30:00Z"),
        ends_at: moment("2026-01-04T09:30:00Z"),
        provider: Some("mitid".to_owned()),
        link: None,
        device: DEVICE.to_owned(),
        step: Step::SignedIn,
    };
    store.put_session(tenant, session).await.unwrap();
    let link = Link {
        id: Uuid::from_u128(3),
        secret: [3; 32],
        person: citizen,
        opens: Opens::Account,
        made_by: Some(person("anna")),
        made_at: moment("2026-01-02T08:00:00Z"),
        ends_at: moment("2026-01-09T08:00:00Z"),
        used_at: None,
    };
    store.put_link(tenant, link).await.unwrap();
    let identity = ProviderIdentity {
        issuer: "https://login.example".to_owned(),
        subject: SUBJECT.to_owned(),
        person: citizen,
        provider: "mitid".to_owned(),
        seen_at: moment("2026-01-04T08:00:00Z"),
    };
    store.put_identity(tenant, identity).await.unwrap();
    store.close().await;
}

async fn export(ground: &Ground, citizen: &str) -> Value {
    let path = format!("/citizens/{citizen}/export");
    let asking = ground
        .ask("anna", "POST", &path)
        .json(&json!({"purpose": "Indsigt"}));
    let asking = asking.header("accept", "application/json");
    asking.send().await.is(200).json()
}

#[tokio::test]
async fn an_account_and_all_that_hangs_on_it_is_given_to_its_citizen_alone() {
    let ground = Ground::new().await;
    let mut ids = Vec::new();
    for name in ["Kanarie Fuglsang", "Spurv Fuglsang"] {
        let asking = ground
            .ask("anna", "POST", "/citizens")
            .json(&json!({"name": name}));
        let added = asking.send().await.is(201).json();
        ids.push(added["citizen"].as_str().unwrap().to_owned());
    }
    let mut begin = beginning("Sag om støtte");
    begin["parties"]["citizen"] = json!([{"person": ids[0]}]);
    let begun = ground.ask("anna", "POST", "/cases").json(&begin).send().await;
    let case = begun.is(201).json()["case"].as_str().unwrap().to_owned();
    let hold = json!({"citizen": ids[0], "ground": "Retssag om støtte"});
    let held = ground.ask("admin", "POST", "/retention/holds").json(&hold);
    held.send().await.is(201);
    let ground = with_accounts(ground, &[(&ids[0], "kanarie"), (&ids[1], "spurv")]).await;
    furnish(&ground, PersonId(ids[0].parse().unwrap())).await;
    ground.get("kanarie", "/me").await;
    ground.get("kanarie", &format!("/cases/{case}")).await;

    let given = export(&ground, &ids[0]).await;
    let beside = &given["beside"];
    for (part, word) in [
        ("account", "kanarie"),
        ("account", ADDRESS),
        ("account", "2026-01-03T08:00:00Z"),
        ("providers", SUBJECT),
        ("sessions", DEVICE),
        ("sessions", "mitid"),
        ("links", "Navn anna"),
        ("tokens", "prøve"),
        ("holds", "Retssag om støtte"),
    ] {
        assert!(
            beside[part]["rows"].to_string().contains(word),
            "{part} {word}: {beside}"
        );
        assert_eq!(beside[part]["cut"], json!(false), "{part}");
    }
    for part in ["inbox", "mails", "absences", "lists", "marks", "proposals"] {
        assert_eq!(beside[part]["rows"], json!([]), "{part}: {beside}");
    }
    assert!(!given["own_looks"].as_array().unwrap().is_empty(), "{given}");
    assert!(
        given["cases"][0].get("history_cut").is_none(),
        "nothing of it is cut"
    );
    let others = export(&ground, &ids[1]).await.to_string();
    assert!(others.contains("spurv"), "{others}");
    for word in [ADDRESS, SUBJECT, DEVICE, "kanarie", "Retssag"] {
        assert!(!others.contains(word), "{word}: {others}");
    }
}

#[tokio::test]
async fn that_somebody_is_to_be_erased_is_told_them_until_it_is_withdrawn() {
    let ground = Ground::new().await;
    let asking = ground
        .ask("anna", "POST", "/citizens")
        .json(&json!({"name": "Kanarie"}));
    let added = asking.send().await.is(201).json();
    let citizen = added["citizen"].as_str().unwrap().to_owned();
    let path = format!("/citizens/{citizen}/erase");
    let why = json!({"purpose": "Flyttet fra landet"});
    let proposed = ground.ask("admin", "POST", &path).json(&why).send().await;
    proposed.is(202);
    let told = export(&ground, &citizen).await;
    let rows = told["beside"]["proposals"]["rows"].to_string();
    assert!(
        rows.contains("Flyttet fra landet") && rows.contains("Navn admin"),
        "{rows}"
    );
    ground.ask("admin", "DELETE", &path).send().await.is(204);
    let told = export(&ground, &citizen).await;
    assert_eq!(told["beside"]["proposals"]["rows"], json!([]));
}
