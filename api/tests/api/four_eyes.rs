//! What two people do together: a version that shows more, places of one's own.

use serde_json::{Value, json};

use crate::ground::{AUTHORITY, FLOW, Ground, HERE, assessed, person, registered, token, unit};

async fn publish(ground: &Ground, login: &str, text: &str) -> samspil_tests::program::Answer {
    let asking = ground.ask(login, "POST", "/flows");
    asking.body("application/yaml", text.to_owned()).send().await
}

/// The flow with the limit of the order shown to everyone.
fn wider() -> String {
    let text = FLOW.replace(
        "limit: {type: money, seen_by: [caseworker, team_leader]}",
        "limit: {type: money, seen_by: everyone}",
    );
    assert_ne!(text, FLOW);
    text
}

async fn newest(ground: &Ground) -> Value {
    ground.get("anna", "/flows").await[0].clone()
}

#[tokio::test]
async fn a_version_that_shows_more_is_published_by_two() {
    let ground = Ground::new().await;
    for _ in 0..2 {
        let waits = publish(&ground, "owner", &wider()).await.is(202).json();
        let shows = waits["shows"].as_array().unwrap();
        assert!(
            !shows.is_empty() && shows[0].as_str().unwrap().contains("comes to see"),
            "{waits}"
        );
    }
    assert_eq!(newest(&ground).await["version"], 1);
    let listed = ground.get("alma", "/flows/proposed").await;
    assert_eq!(
        (&listed[0]["flow"], &listed[0]["text"]),
        (&json!("help"), &json!(wider()))
    );
    let other = wider().replace("8 weeks", "7 weeks");
    assert_eq!(
        publish(&ground, "alma", &other).await.is(409).json()["code"],
        "another_waits"
    );
    ground.ask("anna", "GET", "/flows/proposed").send().await.is(403);
    let page = |login: &'static str| {
        let asking = ground.program.ask("GET", "/flows").by(&token(HERE, login));
        asking
            .header("accept", "text/html")
            .header("accept-language", "en")
            .send()
    };
    assert!(page("alma").await.is(200).text.contains("/flows/help/approve"));
    assert!(!page("owner").await.is(200).text.contains("/flows/help/approve"));
    assert!(!page("anna").await.is(200).text.contains("comes to see"));
    publish(&ground, "alma", &wider()).await.is(201);
    let version = newest(&ground).await;
    assert_eq!(
        (&version["version"], &version["published_by"]),
        (&json!(2), &json!("Navn owner, Navn alma"))
    );
    assert_eq!(ground.get("alma", "/flows/proposed").await, json!([]));
    // What shows less, or the same, needs nobody else.
    publish(&ground, "owner", FLOW).await.is(201);
    let longer = FLOW.replace("8 weeks", "9 weeks");
    publish(&ground, "owner", &longer).await.is(201);
    assert_eq!(newest(&ground).await["version"], 4);
}

#[tokio::test]
async fn a_version_is_published_after_the_one_that_it_was_held_against() {
    let ground = Ground::new().await;
    let weeks = |weeks: u32| FLOW.replace("8 weeks", &format!("{weeks} weeks"));
    let after = |login: &'static str, tag: &'static str, text: String| {
        let asking = ground.ask(login, "POST", "/flows").header("if-match", tag);
        asking.body("application/yaml", text).send()
    };
    let read = ground.ask("owner", "GET", "/flows/help/versions/1").send().await;
    assert_eq!(read.is(200).header("etag"), "\"1\"");
    after("owner", "\"1\"", weeks(9)).await.is(201);
    for tag in ["\"1\"", "\"0\"", "\"3\"", "\"99999999999\""] {
        let refused = after("alma", tag, weeks(10)).await.is(409).json();
        assert_eq!(refused["code"], "published_meanwhile", "{tag}");
        let told = refused["detail"].as_str().unwrap();
        assert!(
            told.contains("Version 2") && told.contains("Navn owner"),
            "{told}"
        );
    }
    // What is the newest version already is that version.
    assert_eq!(
        after("alma", "\"1\"", weeks(9)).await.is(201).json()["version"],
        2
    );
    after("alma", "*", weeks(10)).await.is(201);
    assert_eq!(newest(&ground).await["version"], 3);
    // What two agree to is agreed to against one version as well.
    let waits = publish(&ground, "owner", &wider()).await.is(202).json();
    after("owner", "\"3\"", weeks(11)).await.is(201);
    let at = waits["proposed_at"].as_str().unwrap();
    let asking = ground
        .program
        .ask("POST", &format!("/flows/help/approve?at={at}"));
    let asking = asking
        .by(&token(HERE, "alma"))
        .body("application/x-www-form-urlencoded", "");
    asking.header("accept", "text/html").send().await.is(409);
    // It is told what came in between, until it is proposed anew.
    let told = async || ground.get("alma", "/flows/proposed").await;
    let overtaken = told().await;
    assert_eq!(
        (&overtaken[0]["text"], &overtaken[0]["proposed_by"]),
        (&json!(wider()), &json!("Navn owner"))
    );
    let because = overtaken[0]["overtaken"].as_str().unwrap();
    assert!(because.contains("Version 4"), "{because}");
    publish(&ground, "alma", &wider()).await.is(202);
    let both = told().await;
    assert_eq!(
        (&both[0]["overtaken"], both.as_array().unwrap().len()),
        (&Value::Null, 2)
    );
    publish(&ground, "owner", &wider()).await.is(201);
    assert_eq!(newest(&ground).await["published_by"], "Navn alma, Navn owner");
    assert_eq!(told().await, json!([]), "it is the newest version by now");
}

#[tokio::test]
async fn a_municipality_may_have_every_version_published_by_two() {
    let ground = Ground::new().await;
    let terms = "/publishing-terms";
    assert_eq!(ground.get("admin", terms).await, json!({"always_two": false}));
    let put = |login: &'static str| {
        let asking = ground.ask(login, "PUT", terms);
        asking.json(&json!({"always_two": true})).send()
    };
    put("owner").await.is(403);
    put("admin").await.is(200);
    let longer = FLOW.replace("8 weeks", "9 weeks");
    let waits = publish(&ground, "owner", &longer).await.is(202).json();
    assert_eq!(waits["shows"], json!([]));
    let withdraw = || ground.ask("alma", "DELETE", "/flows/proposed/help").send();
    withdraw().await.is(204);
    withdraw().await.is(404);
    let waits = publish(&ground, "owner", &longer).await.is(202).json();
    let other = ground
        .program
        .ask("POST", "/flows/help/approve?at=2020-01-01T00:00:00Z");
    let other = other
        .by(&token(HERE, "alma"))
        .body("application/x-www-form-urlencoded", "");
    other.header("accept", "text/html").send().await.is(404);
    let at = waits["proposed_at"].as_str().unwrap();
    let asking = ground
        .program
        .ask("POST", &format!("/flows/help/approve?at={at}"));
    let asking = asking
        .by(&token(HERE, "alma"))
        .body("application/x-www-form-urlencoded", "");
    asking.header("accept", "text/html").send().await.is(200);
    assert_eq!(newest(&ground).await["version"], 2);
}

#[tokio::test]
async fn a_program_and_whoever_answers_for_it_are_noted_as_one() {
    let ground = Ground::new().await;
    let put = async |login: &str, path: &str, body: Value| {
        ground.ask(login, "PUT", path).json(&body).send().await.is(200);
    };
    let program = format!("/services/{OTHER}");
    put(
        "alma",
        &program,
        json!({"name": "Robot", "roles": ["process_owner"]}),
    )
    .await;
    let new = json!({"name": "nat", "scopes": ["publish"]});
    let made = ground.ask("alma", "POST", &format!("{program}/tokens"));
    let made = made.json(&new).send().await.is(201).json();
    put("admin", "/publishing-terms", json!({"always_two": true})).await;
    let longer = FLOW.replace("8 weeks", "9 weeks");
    let asking = ground.program.ask("POST", "/api/v1/flows");
    let asking = asking.by(made["secret"].as_str().unwrap());
    let waits = asking.body("application/yaml", longer.clone()).send().await;
    waits.is(202);
    put("admin", "/publishing-terms", json!({"always_two": false})).await;
    publish(&ground, "alma", &longer).await.is(201);
    assert_eq!(newest(&ground).await["published_by"], "Navn alma");
}

#[tokio::test]
async fn in_a_case_a_program_and_whoever_answers_for_it_are_one_pair_of_eyes() {
    let ground = Ground::new().await;
    let put = async |login: &str, path: &str, body: Value| {
        ground.ask(login, "PUT", path).json(&body).send().await.is(200);
    };
    let program = format!("/services/{OTHER}");
    put("alma", &program, json!({"name": "Robot", "roles": ["staff"]})).await;
    let both = json!([{"unit": unit(AUTHORITY).0, "acts_as": ["caseworker", "team_leader"]}]);
    for who in [OTHER.to_owned(), person("alma").0.to_string()] {
        put("admin", &format!("/people/{who}/places"), both.clone()).await;
    }
    let new = json!({"name": "nat", "scopes": ["read", "tasks"]});
    let made = ground.ask("alma", "POST", &format!("{program}/tokens"));
    let made = made.json(&new).send().await.is(201).json();
    let (robot, alma) = (made["secret"].as_str().unwrap().to_owned(), token(HERE, "alma"));
    let tove = token(HERE, "tove");
    let complete = async |secret: &str, case: &str, item: &str, data: Value| {
        let asking = ground
            .program
            .ask("POST", &format!("/api/v1/cases/{case}/commands"));
        let asking = asking.by(secret).header("accept-language", "en");
        asking
            .json(&json!({"do": "complete", "item": item, "data": data}))
            .send()
            .await
    };
    for (does, decides) in [(&robot, &alma), (&alma, &robot)] {
        let case = ground.begin("Sag").await;
        complete(does, &case, "register", registered()).await.is(200);
        complete(does, &case, "assess", assessed()).await.is(200);
        let granted = json!({"decision": {"outcome": "granted"}});
        let refused = complete(decides, &case, "decide_help", granted.clone())
            .await
            .is(403)
            .json();
        assert_eq!(refused["code"], "four_eyes");
        let because = refused["because"][0]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned();
        assert!(
            because.contains("a program and whoever answers for it are one"),
            "{refused}"
        );
        complete(&tove, &case, "decide_help", granted).await.is(200);
        // Who answers for a program is in no history.
        let history = ground
            .ask("anna", "GET", &format!("/cases/{case}/events"))
            .send()
            .await
            .is(200);
        assert!(!history.text.contains("answered_by"));
        assert_eq!(
            history.text.contains(&person("alma").0.to_string()),
            does == &alma
        );
    }
}

#[tokio::test]
async fn nobody_gives_themselves_sight() {
    let ground = Ground::new().await;
    let put =
        |login: &'static str, path: String, body: Value| ground.ask(login, "PUT", &path).json(&body).send();
    let place = || json!([{"unit": unit(AUTHORITY).0, "acts_as": ["caseworker"]}]);
    let places = |login: &str| format!("/people/{}/places", person(login).0);
    let refused = put("admin", places("admin"), place()).await.is(409).json();
    assert_eq!(refused["code"], "own_sight");
    put("alma", places("admin"), place()).await.is(200);
    put("admin", places("admin"), json!([])).await.is(200);
    let own = format!("/people/{}", person("admin").0);
    let to_be =
        json!({"login": "admin", "name": "Navn admin", "roles": ["staff", "administrator"], "active": true});
    let refused = put("admin", own.clone(), to_be.clone()).await.is(409).json();
    assert_eq!(refused["code"], "own_sight");
    put("alma", own, to_be).await.is(200);
    // Nor through a program that another answers for.
    let path = format!("/services/{OTHER}");
    let program = json!({"name": "Fagsystemet", "roles": ["staff"]});
    put("alma", path.clone(), program).await.is(200);
    put("admin", format!("/people/{OTHER}/places"), place())
        .await
        .is(200);
    let new = json!({"name": "nat", "scopes": ["read"]});
    let tokens = format!("{path}/tokens");
    ground
        .ask("admin", "POST", &tokens)
        .json(&new)
        .send()
        .await
        .is(403);
    let taken = put("admin", path, json!({"name": "Fagsystemet"}))
        .await
        .is(409)
        .json();
    assert_eq!(taken["code"], "own_sight");
}

/// A program of another administrator's.
const OTHER: &str = "0b0e0000-0000-4000-8000-0000000000aa";
