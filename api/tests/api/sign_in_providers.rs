//! Sign-in providers through the API: what two administrators set up, what is refused, what is noted.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, person};

fn provider(more: &Value) -> Value {
    let mut all = json!({
        "name": "staff",
        "title": {"da": "Medarbejdere", "en": "Staff"},
        "issuer": "https://login.example",
        "client_id": "samspil",
        "meant_for": "staff",
        "people": {"made": true},
        "gives": [{"roles": ["staff"]}],
    });
    for (name, value) in more.as_object().unwrap() {
        all[name] = value.clone();
    }
    all
}

async fn put(ground: &Ground, login: &str, provider: Value) -> Answer {
    let asking = ground.ask(login, "PUT", "/sign-in-providers/staff");
    asking.json(&json!({ "provider": provider })).send().await
}

async fn press(ground: &Ground, login: &str, what: &str, body: &Value) -> Answer {
    let path = format!("/sign-in-providers/staff/{what}");
    ground.ask(login, "POST", &path).json(body).send().await
}

#[tokio::test]
async fn two_administrators_set_a_provider_up_and_one_takes_it_away() {
    let ground = Ground::new().await;
    put(&ground, "owner", provider(&json!({}))).await.is(403);
    let waits = put(&ground, "admin", provider(&json!({}))).await.is(202).json();
    assert_eq!(waits["proposed_by"], "Navn admin");
    let other = provider(&json!({"client_id": "another"}));
    let refused = put(&ground, "alma", other).await.is(409).json();
    assert_eq!(refused["code"], "another_waits");
    let listed = ground.get("alma", "/sign-in-providers").await;
    assert_eq!(
        (&listed["providers"], &listed["proposed"][0]),
        (&json!([]), &waits)
    );
    let read = json!({"proposed_at": waits["proposed_at"]});
    let own = press(&ground, "admin", "approve", &read).await.is(409).json();
    assert_eq!(own["code"], "own_proposal");
    let older = json!({"proposed_at": "2026-01-01T00:00:00Z"});
    press(&ground, "alma", "approve", &older).await.is(404);
    press(&ground, "alma", "approve", &read).await.is(204);
    press(&ground, "alma", "approve", &read).await.is(404);
    let listed = ground.get("admin", "/sign-in-providers").await;
    let kept = provider(&json!({"people": {"made": true, "called": "name"}}));
    assert_eq!(listed["providers"][0]["provider"], kept);
    assert_eq!(listed["proposed"], json!([]));

    put(&ground, "alma", provider(&json!({"client_id": "new"})))
        .await
        .is(202);
    press(&ground, "admin", "withdraw", &json!({})).await.is(204);
    press(&ground, "admin", "withdraw", &json!({})).await.is(404);
    let retire = || ground.ask("admin", "DELETE", "/sign-in-providers/staff").send();
    retire().await.is(204);
    retire().await.is(404);
    let journal = ground.get("alma", "/sign-in-provider-changes").await;
    let seen: Vec<_> = journal
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| (&entry["done"], &entry["by"], &entry["proposed_by"]))
        .collect();
    let (admin, alma) = (json!(person("admin")), json!(person("alma")));
    assert_eq!(
        seen,
        [
            (&json!("retired"), &admin, &Value::Null),
            (&json!("added"), &alma, &admin)
        ]
    );
    assert_eq!(journal[1]["what"]["provider"], kept);
}

#[tokio::test]
async fn a_provider_that_does_not_fit_is_told_all_of_it_at_once() {
    let ground = Ground::new().await;
    let wrong = provider(&json!({
        "name": "other",
        "issuer": 7,
        "gives": [{"roles": ["boss"]}, {"unit": "A"}],
        "more": true,
    }));
    let problem = put(&ground, "admin", wrong).await.is(422).json();
    let mut pointers: Vec<&str> = problem["because"]
        .as_array()
        .unwrap()
        .iter()
        .map(|reason| reason["pointer"].as_str().unwrap())
        .collect();
    pointers.sort_unstable();
    assert_eq!(
        pointers,
        [
            "/provider/gives/0/roles/0",
            "/provider/gives/1",
            "/provider/issuer",
            "/provider/more",
        ]
    );
    let other = put(&ground, "admin", provider(&json!({"name": "other"}))).await;
    assert_eq!(other.is(422).json()["pointer"], "/provider/name");
    let asking = ground.ask("admin", "PUT", "/sign-in-providers/staff");
    let empty = json!({"provider": provider(&json!({})), "secret": " "});
    assert_eq!(
        asking.json(&empty).send().await.is(422).json()["pointer"],
        "/secret"
    );
    assert_eq!(
        ground.get("admin", "/sign-in-providers").await,
        json!({"providers": [], "proposed": []})
    );
}

#[tokio::test]
async fn a_trial_reaches_nothing_within_and_tells_why() {
    let ground = Ground::new().await;
    let attempt = async |issuer: &str| {
        let body = json!({"provider": provider(&json!({ "issuer": issuer })), "claims": {"a": "b"}});
        let asking = ground.ask("admin", "POST", "/sign-in-trial").json(&body);
        asking.send().await
    };
    for (issuer, code) in [
        ("https://127.0.0.1", "outward-within"),
        ("https://10.1.2.3", "outward-within"),
        ("https://169.254.169.254", "outward-within"),
        ("https://[::1]", "outward-within"),
        ("https://[::ffff:192.168.0.1]", "outward-within"),
        ("http://login.example", "outward-address"),
        ("file:///etc/passwd", "outward-address"),
    ] {
        let problem = attempt(issuer).await.is(422).json();
        assert_eq!(problem["code"], "provider_away", "{issuer}: {problem}");
        assert_eq!(problem["because"][0]["code"], code, "{issuer}: {problem}");
        assert_eq!(problem["pointer"], "/provider/issuer", "{issuer}");
    }
}
