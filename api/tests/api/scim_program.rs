//! A program that provisions: what it may say of whoever answers for it.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, person, unit};

/// The program.
const DIRECTORY: &str = "018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4ec7";

async fn put(ground: &Ground, login: &str, directory: bool) -> Answer {
    let body = json!({"name": "Kataloget", "roles": ["administrator"], "directory": directory});
    let path = format!("/services/{DIRECTORY}");
    ground.ask(login, "PUT", &path).json(&body).send().await
}

/// A token of it for provisioning; its secret.
async fn token(ground: &Ground, login: &str) -> String {
    let new = json!({"name": "katalog", "scopes": ["scim"]});
    let asking = ground.ask(login, "POST", &format!("/services/{DIRECTORY}/tokens"));
    let made = asking.json(&new).send().await.is(201).json();
    made["secret"].as_str().unwrap().to_owned()
}

async fn patch(ground: &Ground, secret: &str, path: &str, operation: Value) -> Answer {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation],
    });
    let asking = ground.program.ask("PATCH", &format!("/scim/v2{path}")).by(secret);
    let asking = asking.header("accept-language", "en");
    asking
        .body("application/scim+json", body.to_string())
        .send()
        .await
}

/// Somebody becomes a member of a unit.
async fn joins(ground: &Ground, secret: &str, number: u128, login: &str) -> u16 {
    let operation = json!({"op": "add", "path": "members", "value": [{"value": person(login)}]});
    let path = format!("/Groups/{}", unit(number));
    patch(ground, secret, &path, operation).await.status
}

#[tokio::test]
async fn a_program_gives_its_owner_nothing_until_another_administrator_says_that_it_is_a_directory() {
    let ground = Ground::new().await;
    let kept = put(&ground, "admin", false).await.is(200).json();
    assert_eq!(kept["directory"], json!(false));
    let first = token(&ground, "admin").await;
    assert_eq!(
        joins(&ground, &first, 10, "bo").await,
        200,
        "others it gives a place"
    );
    let title = || json!({"op": "add", "path": "title", "value": "Leder"});
    let own = format!("/Users/{}", person("admin"));
    let refused = patch(&ground, &first, &own, title()).await.is(409);
    assert!(refused.text.contains("directory"), "{}", refused.text);
    assert_eq!(joins(&ground, &first, 10, "admin").await, 409);

    // Whoever proposed it does not approve it, and until somebody has it is as it was.
    for _ in 0..2 {
        let waits = put(&ground, "admin", true).await.is(202).json();
        assert_eq!(waits["directory"], json!(true));
    }
    assert_eq!(joins(&ground, &first, 10, "admin").await, 409);
    let approved = put(&ground, "alma", true).await.is(200).json();
    assert_eq!(
        (&approved["owner"], &approved["directory"]),
        (&json!(person("admin")), &json!(true))
    );
    assert_eq!(joins(&ground, &first, 20, "bo").await, 401, "it opens more now");
    let second = token(&ground, "admin").await;
    assert_eq!(joins(&ground, &second, 10, "admin").await, 200);
    patch(&ground, &second, &own, title()).await.is(200);
    assert_eq!(ground.get("alma", "/services").await[0]["directory"], json!(true));

    // It is kept alone as it is, and taken back alone; a token that was made before opens no more than one that is made after.
    put(&ground, "admin", true).await.is(200);
    put(&ground, "admin", false).await.is(200);
    assert_eq!(joins(&ground, &second, 20, "admin").await, 409);
    put(&ground, "admin", true).await.is(202);
}

#[tokio::test]
async fn whoever_takes_a_directory_over_asks_anew_and_their_own_token_is_no_way_round() {
    let ground = Ground::new().await;
    put(&ground, "admin", true).await.is(202);
    put(&ground, "alma", true).await.is(200);
    // Alma takes it over: with the approval that somebody else had it is not hers.
    put(&ground, "alma", true).await.is(202);
    put(&ground, "alma", false).await.is(200);
    let hers = token(&ground, "alma").await;
    assert_eq!(joins(&ground, &hers, 20, "alma").await, 409);
    assert_eq!(joins(&ground, &hers, 20, "admin").await, 200);
    // Nor does the program that somebody else answered for give itself back.
    put(&ground, "admin", true).await.is(202);
    let new = json!({"name": "eget katalog", "scopes": ["scim"]});
    let made = ground.ask("admin", "POST", "/tokens").json(&new).send().await;
    let own = made.is(201).json()["secret"].as_str().unwrap().to_owned();
    assert_eq!(joins(&ground, &own, 30, "admin").await, 409);
}
