//! From an open browser nobody makes a token that does more than read without showing who they are.

use samspil_runtime::{Clock as _, SystemClock};
use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, HERE};

async fn asks(ground: &Ground, cookie: &str, path: &str, more: &Value) -> Answer {
    let mut body = json!({"name": "fra browseren"});
    body.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    let asking = ground.program.ask("POST", &format!("/api/v1{path}"));
    let asking = asking.header("cookie", cookie).header("accept-language", "en");
    asking.json(&body).send().await
}

/// A password that is given to somebody beside the program.
fn password(ground: &Ground, login: &str) -> String {
    let database = format!("sqlite:{}", ground.folder.path().display());
    let given = std::process::Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--format", "json", "account", "--database-url", &database])
        .args(["--municipality", &HERE.to_string(), "password", login])
        .output()
        .unwrap();
    let given: Value = serde_json::from_slice(&given.stdout).unwrap();
    given["password"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_session_makes_a_token_that_does_more_than_read_by_the_password_alone() {
    let ground = Ground::new().await;
    let right = password(&ground, "anna");
    let (_, cookie) = ground.browser("anna", SystemClock.now(), None).await;
    for (more, status, code) in [
        (json!({"scopes": ["read"]}), 201, None),
        (json!({}), 403, Some("proof_needed")),
        (json!({"scopes": ["account"]}), 403, Some("proof_needed")),
        (
            json!({"scopes": ["tasks"], "password": "forkert-hest-batteri"}),
            403,
            Some("proof_wrong"),
        ),
        (
            json!({"scopes": ["tasks"], "code": "123456"}),
            403,
            Some("proof_wrong"),
        ),
        (json!({"scopes": ["read", "tasks"], "password": right}), 201, None),
    ] {
        let answer = asks(&ground, &cookie, "/tokens", &more).await.is(status);
        assert_eq!(answer.json()["code"].as_str(), code, "{more}");
        assert_eq!(answer.json()["secret"].is_string(), status == 201, "{more}");
    }
    let listed = ground.get("anna", "/tokens").await;
    let made = listed.as_array().unwrap().iter();
    let made = made.filter(|token| token["name"] == "fra browseren");
    assert_eq!(made.count(), 2, "what was refused made nothing: {listed}");
}

#[tokio::test]
async fn whoever_signs_in_by_a_provider_has_done_so_a_moment_ago() {
    let ground = Ground::new().await;
    let long_ago = "2020-01-01T00:00:00Z".parse().unwrap();
    let provider = Some("medarbejdere");
    let (_, tove) = ground.browser("tove", SystemClock.now(), provider).await;
    let (_, ulla) = ground.browser("ulla", long_ago, provider).await;
    let tasks = json!({"scopes": ["tasks"]});
    asks(&ground, &tove, "/tokens", &tasks).await.is(201);
    let refused = asks(&ground, &ulla, "/tokens", &tasks).await.is(403);
    assert_eq!(refused.json()["code"], "proof_needed");
    assert!(refused.text.contains("within 10 minutes"), "{}", refused.text);
    asks(&ground, &ulla, "/tokens", &json!({"scopes": ["read"]}))
        .await
        .is(201);
}

#[tokio::test]
async fn a_program_s_token_is_made_by_the_same_proof() {
    let ground = Ground::new().await;
    let program = "/services/018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4ec8";
    let kept = json!({"name": "Kataloget", "roles": ["administrator"]});
    let put = ground.ask("admin", "PUT", program).json(&kept).send().await;
    put.is(200);
    let (_, cookie) = ground.browser("admin", SystemClock.now(), None).await;
    let tokens = format!("{program}/tokens");
    let refused = asks(&ground, &cookie, &tokens, &json!({"scopes": ["scim"]})).await;
    assert_eq!(refused.is(403).json()["code"], "proof_needed");
    asks(&ground, &cookie, &tokens, &json!({"scopes": ["read"]}))
        .await
        .is(201);
}
