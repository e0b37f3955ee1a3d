//! Roles given and taken on the page, and what an administrator cannot do to themselves.

use samspil_tests::program::Answer;
use serde_json::json;

use crate::ground::{Ground, HERE, person, token};

async fn ask(ground: &Ground, login: &str, method: &str, body: &str) -> Answer {
    let asking = ground.program.ask_without_going_on(method, "/roles");
    let asking = asking.by(&token(HERE, login)).header("accept-language", "en");
    asking
        .body("application/x-www-form-urlencoded", body.to_owned())
        .send()
        .await
}

#[tokio::test]
async fn a_person_gets_exactly_the_roles_that_were_ticked_and_no_administrator_loses_their_own() {
    let ground = Ground::new().await;
    let page = ask(&ground, "admin", "GET", "").await.is(200);
    assert!(
        page.text.contains("Navn anna") && !page.text.contains("Navn bo"),
        "{}",
        page.text
    );
    ask(&ground, "bo", "GET", "").await.is(403);
    ask(
        &ground,
        "admin",
        "POST",
        "login=bo&roles=staff&roles=process-owner",
    )
    .await
    .is(303);
    let page = ask(&ground, "admin", "GET", "").await.is(200);
    assert!(page.text.contains("Navn bo"), "{}", page.text);
    ground.ask("bo", "GET", "/management").send().await.is(200);
    ask(&ground, "admin", "POST", "login=bo").await.is(303);
    ground.ask("bo", "GET", "/management").send().await.is(403);
    for (body, said) in [
        ("login=nobody&roles=staff", "There is nobody with that user name"),
        ("login=&roles=staff", "There is nobody with that user name"),
        ("login=admin&roles=staff", "value=\"admin\""),
    ] {
        let refused = ask(&ground, "admin", "POST", body).await.is(422);
        assert!(refused.text.contains(said), "{body}: {}", refused.text);
    }
    let changes = ground.get("admin", "/organisation/changes").await;
    let changes = changes.as_array().unwrap();
    let ways = changes.iter().map(|entry| (&entry["way"], &entry["by"]));
    let (page, admin) = (json!("page"), json!(person("admin")));
    assert_eq!(
        ways.collect::<Vec<_>>(),
        [(&page, &admin), (&page, &admin)],
        "given and taken, and what was refused left nothing: {changes:?}"
    );
}
