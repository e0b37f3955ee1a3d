//! People, units and tokens, and what administrators do with them.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token, unit};

const NEW: &str = "00000000-0000-0000-0000-0000000000aa";

async fn put(ground: &Ground, path: &str, body: &Value) -> Answer {
    ground.ask("admin", "PUT", path).json(body).send().await
}

#[tokio::test]
async fn an_administrator_keeps_units_people_and_places() {
    let ground = Ground::new().await;
    let unit = json!({"name": " Bostøtten ", "side": "provider"});
    put(&ground, &format!("/units/{NEW}"), &unit).await.is(200);
    let units = ground.get("anna", "/units").await;
    let names = units
        .as_array()
        .unwrap()
        .iter()
        .map(|unit| unit["name"].as_str().unwrap());
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["Bostøtten", "En anden", "Myndighed", "Udfører"]
    );
    let named = json!({"login": "Nora", "name": "Nora Ny", "roles": ["staff", "staff"]});
    let kept = put(&ground, &format!("/people/{NEW}"), &named)
        .await
        .is(200)
        .json();
    assert_eq!(
        (&kept["login"], &kept["roles"]),
        (&json!("nora"), &json!(["staff"]))
    );
    assert_eq!(kept["has_password"], false);
    let places = json!([{"unit": NEW, "acts_as": ["provider"]}]);
    put(&ground, &format!("/people/{NEW}/places"), &places)
        .await
        .is(200);
    assert_eq!(
        ground.get("admin", &format!("/people/{NEW}")).await["places"],
        places
    );
    assert_eq!(ground.get("admin", "/people").await.as_array().unwrap().len(), 10);
}

/// At which address, the status, code and place that come, and what is put.
const NOT_KEPT: &str = r#"
/units/NEW 409 name_taken /name {"name": "Myndighed", "side": "provider"}
/units/NEW 422 name /name {"name": "", "side": "provider"}
/units/NEW 422 wrong-value /side {"name": "x", "side": "left"}
/people/NEW 409 login_taken /login {"login": "ANNA", "name": "x"}
/people/NEW 422 name /name {"login": "x", "name": "a\nb"}
/people/NEW 422 wrong-value /roles/0 {"login": "x", "name": "x", "roles": ["king"]}
/people/ADMIN 409 own_access - {"login": "admin", "name": "x"}
/people/ADMIN/places 422 unknown_binding /0/unit [{"unit": "NEW", "acts_as": []}]
/people/ADMIN/places 422 unknown_binding /1/unit [{"unit": "UNIT", "acts_as": []}, {"unit": "UNIT", "acts_as": []}]
/people/ADMIN/places 422 name /0/acts_as/0 [{"unit": "UNIT", "acts_as": [" "]}]
/people/UNIT/places 404 not-found - []
"#;

#[tokio::test]
async fn what_does_not_fit_is_not_kept() {
    let ground = Ground::new().await;
    let numbers = |text: &str| {
        text.replace("NEW", NEW)
            .replace("ADMIN", &person("admin").to_string())
            .replace("UNIT", &unit(10).to_string())
    };
    for line in NOT_KEPT.lines().filter(|line| !line.is_empty()) {
        let [path, status, code, pointer, body] = line.splitn(5, ' ').collect::<Vec<_>>().try_into().unwrap();
        let body: Value = serde_json::from_str(&numbers(body)).unwrap();
        let answer = put(&ground, &numbers(path), &body).await;
        let problem = answer.json();
        let found = problem["pointer"].as_str().unwrap_or("-");
        let found = format!("{} {} {found}", answer.status, problem["code"].as_str().unwrap());
        assert_eq!(found, format!("{status} {code} {pointer}"), "{line}: {problem}");
    }
}

#[tokio::test]
async fn a_token_ends_when_told_and_makes_none_that_outlives_it() {
    let ground = Ground::new().await;
    let make = |by: String, days: Value| {
        let asking = ground.program.ask("POST", "/api/v1/tokens").by(&by);
        async move {
            asking
                .json(&json!({"name": "kørsel", "days": days, "scopes": ["account"]}))
                .send()
                .await
        }
    };
    let first = make(token(HERE, "anna"), json!(10)).await.is(201).json();
    let secret = first["secret"].as_str().unwrap().to_owned();
    let second = make(secret.clone(), json!(700)).await.is(201).json();
    assert_eq!(second["ends_at"], first["ends_at"]);
    for days in [json!(0), json!(732)] {
        assert_eq!(
            make(secret.clone(), days).await.is(422).json()["pointer"],
            "/days"
        );
    }
    let path = format!("/tokens/{}", first["token"].as_str().unwrap());
    ground.ask("ulla", "DELETE", &path).send().await.is(404);
    ground.ask("anna", "DELETE", &path).send().await.is(204);
    ground.ask("anna", "DELETE", &path).send().await.is(404);
    let listed = ground.get("anna", "/tokens").await.to_string();
    assert!(
        !listed.contains("secret") && !listed.contains(first["token"].as_str().unwrap()),
        "{listed}"
    );
}

#[tokio::test]
async fn the_clock_for_trials_goes_forward_and_only_where_the_program_has_one() {
    let ground = Ground::new().await;
    let go = |to: &str| {
        ground
            .ask("admin", "POST", "/test-clock")
            .json(&json!({"to": to}))
            .send()
    };
    assert_eq!(
        go("2026-02-01T10:00:00+01:00").await.is(200).json()["now"],
        "2026-02-01T09:00:00Z"
    );
    assert_eq!(
        go("2026-01-01T00:00:00Z").await.is(200).json()["now"],
        "2026-02-01T09:00:00Z"
    );
    assert_eq!(go("tomorrow").await.is(422).json()["pointer"], "/to");
    assert_eq!(ground.get("admin", "/incidents?open=true").await, json!([]));
    let nowhere = format!("/incidents/{}/resolve", person("anna"));
    ground.ask("admin", "POST", &nowhere).send().await.is(404);
}
