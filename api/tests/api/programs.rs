//! Programs that ask: what a token was made for, programs as people, and for how long people are signed in.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, beginning, person, unit};
use crate::scim::{GROUP, scim};

const PROGRAM: &str = "018f2f6e-7b1c-7c5e-9d2a-0a1b2c3d4e5f";

/// Someone makes a token for this; its secret.
async fn token_for(ground: &Ground, login: &str, scopes: &[&str]) -> String {
    let new = json!({"name": "prøve", "scopes": scopes});
    let made = ground.ask(login, "POST", "/tokens").json(&new).send().await;
    made.is(201).json()["secret"].as_str().unwrap().to_owned()
}

async fn with(ground: &Ground, secret: &str, method: &str, path: &str, body: &Value) -> Answer {
    let asking = ground.program.ask(method, &format!("/api/v1{path}")).by(secret);
    asking.header("accept-language", "en").json(body).send().await
}

#[tokio::test]
async fn a_token_does_what_it_was_made_for_and_nothing_else() {
    let ground = Ground::new().await;
    let term = json!({"idle_minutes": 30, "longest_hours": 8});
    let asked = [
        ("GET", "/cases", "read", json!({})),
        ("GET", "/me", "read", json!({})),
        ("POST", "/cases", "tasks", beginning("Sag")),
        ("POST", "/flows", "publish", json!({})),
        ("GET", "/people", "administer", json!({})),
        ("PUT", "/sign-in-terms", "administer", term),
        ("GET", "/tokens", "account", json!({})),
        ("GET", "/me/sessions", "account", json!({})),
    ];
    for login in ["anna", "admin", "owner"] {
        for scope in ["read", "tasks", "publish", "administer", "account"] {
            let secret = token_for(&ground, login, &[scope]).await;
            for (method, path, needed, body) in &asked {
                let all = ground.ask(login, method, path).json(body).send().await;
                let answer = with(&ground, &secret, method, path, body).await;
                let case = format!("{login} {scope} {method} {path}: {}", answer.text);
                if *needed == scope || all.status == 403 {
                    assert_eq!(answer.status, all.status, "{case}");
                } else {
                    assert_eq!(answer.status, 403, "{case}");
                    assert_eq!(answer.json()["code"], "scope-missing", "{case}");
                    assert!(answer.text.contains(needed), "{case}");
                }
            }
        }
    }
}

#[tokio::test]
async fn a_token_makes_none_that_may_more() {
    let ground = Ground::new().await;
    let secret = token_for(&ground, "anna", &["account", "read"]).await;
    for (scopes, status) in [
        (json!(["read"]), 201),
        (json!(["account", "read", "read"]), 201),
        (json!(["tasks"]), 422),
        (json!([]), 422),
        (json!(["all"]), 422),
    ] {
        let new = json!({"name": "prøve", "scopes": scopes});
        let answer = with(&ground, &secret, "POST", "/tokens", &new).await;
        assert_eq!(answer.status, status, "{scopes}: {}", answer.text);
        if status == 422 {
            let at = answer.json()["pointer"].as_str().unwrap().to_owned();
            assert!(at.starts_with("/scopes"), "{at}");
        }
    }
    let listed = ground.get("anna", "/tokens").await;
    let few = listed
        .as_array()
        .unwrap()
        .iter()
        .rfind(|token| token["scopes"] == json!(["read", "account"]));
    assert!(few.unwrap()["used_at"].is_string(), "it was used: {listed}");
}

#[tokio::test]
async fn a_program_is_a_person_without_a_login_that_an_administrator_answers_for() {
    let ground = Ground::new().await;
    let path = format!("/services/{PROGRAM}");
    let tokens = format!("{path}/tokens");
    let put =
        async |login: &str, path: &str, body: Value| ground.ask(login, "PUT", path).json(&body).send().await;
    let new = json!({"name": "Fagsystemet", "roles": ["staff"]});
    put("anna", &path, new.clone()).await.is(403);
    let human = format!("/services/{}", person("anna"));
    assert_eq!(
        put("admin", &human, new.clone()).await.is(409).json()["code"],
        "no_program"
    );
    put("admin", &path, new.clone()).await.is(202);
    let kept = put("alma", &path, new.clone()).await.is(200).json();
    assert_eq!(kept["owner"], json!(person("admin")), "who proposed it");
    assert_eq!(ground.get("admin", "/services").await, json!([kept]));
    let as_human = json!({"login": "fagsystem", "name": "Fagsystemet"});
    let answer = put("admin", &format!("/people/{PROGRAM}"), as_human).await;
    assert_eq!(answer.is(409).json()["code"], "is_program");

    let new_token = json!({"name": "nat", "scopes": ["read"]});
    let make = async |path: &str| {
        let asking = ground.ask("admin", "POST", path).json(&new_token);
        asking.send().await
    };
    make(&format!("{human}/tokens")).await.is(404);
    let made = make(&tokens).await.is(201).json();
    let secret = made["secret"].as_str().unwrap();
    let me = async || with(&ground, secret, "GET", "/me", &json!({})).await;
    let seen = me().await.is(200).json();
    assert_eq!(
        (seen["name"].as_str(), seen["roles"].clone()),
        (Some("Fagsystemet"), json!(["staff"]))
    );
    let closed = json!({"name": "Fagsystemet", "roles": ["staff"], "active": false});
    put("admin", &path, closed).await.is(200);
    me().await.is(401);
    put("admin", &path, new).await.is(200);
    me().await.is(200);
    let of_person = format!("/people/{PROGRAM}/tokens");
    let listed = ground.get("admin", &of_person).await;
    assert_eq!(listed[0]["token"], made["token"]);
    let end = format!("{of_person}/{}", made["token"].as_str().unwrap());
    ground.ask("admin", "DELETE", &end).send().await.is(204);
    me().await.is(401);
    ground.ask("admin", "DELETE", &end).send().await.is(404);
}

#[tokio::test]
async fn a_role_that_nobody_who_answers_for_a_program_has_is_given_by_two() {
    let ground = Ground::new().await;
    let path = format!("/services/{PROGRAM}");
    let put = async |login: &str, roles: Value| {
        let body = json!({"name": "Fagsystemet", "roles": roles});
        ground.ask(login, "PUT", &path).json(&body).send().await
    };
    put("admin", json!(["administrator"])).await.is(200);
    for roles in [json!(["staff"]), json!(["administrator", "process_owner"])] {
        let waits = put("admin", roles.clone()).await.is(202).json();
        assert_eq!(
            waits["roles"].as_array().unwrap().len(),
            roles.as_array().unwrap().len()
        );
        // Asked again it waits still, also by a program of the same owner.
        put("admin", roles).await.is(202);
    }
    let listed = ground.get("admin", "/services").await;
    assert_eq!(listed[0]["roles"], json!(["administrator"]));
    let waiting = ground.get("alma", "/services/proposed").await;
    assert_eq!(waiting[0]["roles"], json!(["process_owner", "administrator"]));
    let withdraw = format!("/services/proposed/{PROGRAM}");
    ground.ask("alma", "DELETE", &withdraw).send().await.is(204);
    ground.ask("alma", "DELETE", &withdraw).send().await.is(404);
    assert_eq!(ground.get("alma", "/services/proposed").await, json!([]));

    put("admin", json!(["staff"])).await.is(202);
    let kept = put("alma", json!(["staff"])).await.is(200).json();
    assert_eq!(
        (&kept["owner"], &kept["roles"]),
        (&json!(person("admin")), &json!(["staff"]))
    );
    assert_eq!(ground.get("alma", "/services/proposed").await, json!([]));
    // What it has it keeps, and what its owner may is given by them alone.
    put("admin", json!(["staff", "administrator"])).await.is(200);

    // Nor is it had by taking over a program that another answers for.
    let of_other = format!("/services/{}", uuid::Uuid::from_u128(0xbb));
    let body = json!({"name": "Robot", "roles": ["staff"]});
    let own = ground.ask("alma", "PUT", &of_other).json(&body).send().await;
    own.is(200);
    let taken = ground.ask("admin", "PUT", &of_other).json(&body).send().await;
    taken.is(202);
}

#[tokio::test]
async fn a_programs_tokens_end_where_another_answers_for_it_or_it_gets_a_role() {
    let ground = Ground::new().await;
    let path = format!("/services/{PROGRAM}");
    let put = async |login: &str, name: &str, roles: Value| {
        let body = json!({"name": name, "roles": roles});
        ground.ask(login, "PUT", &path).json(&body).send().await.is(200);
    };
    let make = async |login: &str| {
        let new = json!({"name": "nat", "scopes": ["read"]});
        let asking = ground.ask(login, "POST", &format!("{path}/tokens"));
        let made = asking.json(&new).send().await.is(201).json();
        made["secret"].as_str().unwrap().to_owned()
    };
    let me = async |secret: &str| with(&ground, secret, "GET", "/me", &json!({})).await.status;
    put("admin", "Fagsystemet", json!(["administrator"])).await;
    let first = make("admin").await;
    put("admin", "Robotten", json!(["administrator"])).await;
    assert_eq!(me(&first).await, 200, "another name is no reason");
    put("alma", "Robotten", json!(["administrator"])).await;
    assert_eq!(me(&first).await, 401, "another answers for it");
    let second = make("alma").await;
    put("alma", "Robotten", json!(["staff", "administrator"])).await;
    assert_eq!(me(&second).await, 401, "it may more");
    let third = make("alma").await;
    put("alma", "Robotten", json!(["staff"])).await;
    assert_eq!(me(&third).await, 200, "it may less");
}

#[tokio::test]
async fn a_program_has_places_that_directories_and_files_leave_alone_and_that_end_with_the_unit() {
    let ground = Ground::new().await;
    let put = async |path: &str, body: &Value| ground.ask("admin", "PUT", path).json(body).send().await;
    let program = json!({"name": "Fagsystemet", "roles": ["staff"]});
    let path = format!("/services/{PROGRAM}");
    put(&path, &program).await.is(202);
    let approved = ground.ask("alma", "PUT", &path).json(&program).send().await;
    approved.is(200);
    let places = json!([{"unit": unit(10), "acts_as": ["caseworker"]}]);
    let of_program = format!("/people/{PROGRAM}");
    // Who answers for it gives it no sight.
    let path = format!("{of_program}/places");
    put(&path, &places).await.is(409);
    ground
        .ask("alma", "PUT", &path)
        .json(&places)
        .send()
        .await
        .is(200);
    let group = format!("/Groups/{}", unit(10));
    let members = json!([{"value": person("anna")}]);
    let replaced = json!({"schemas": [GROUP], "displayName": "Myndighed", "members": members});
    scim(&ground, "PUT", &group, Some(replaced)).await.is(200);
    assert_eq!(ground.get("admin", &of_program).await["places"], places);
    let file = ground
        .ask("admin", "GET", "/organisation.csv")
        .send()
        .await
        .is(200);
    assert!(!file.text.contains(PROGRAM), "{}", file.text);
    scim(&ground, "DELETE", &group, None).await.is(204);
    assert_eq!(
        ground.get("admin", &of_program).await["places"][0]["until"],
        "2026-01-04"
    );
}

#[tokio::test]
async fn for_how_long_people_are_signed_in_is_set_within_bounds() {
    let ground = Ground::new().await;
    assert_eq!(
        ground.get("admin", "/sign-in-terms").await,
        json!({"idle_minutes": 60, "longest_hours": 8, "administrators_need_code": false})
    );
    for (idle, longest, pointers) in [
        (5, 1, json!([])),
        (120, 12, json!([])),
        (4, 8, json!(["/idle_minutes"])),
        (121, 13, json!(["/idle_minutes", "/longest_hours"])),
        (30, 0, json!(["/longest_hours"])),
    ] {
        let mut terms = json!({"idle_minutes": idle, "longest_hours": longest});
        let answer = ground
            .ask("admin", "PUT", "/sign-in-terms")
            .json(&terms)
            .send()
            .await;
        if pointers == json!([]) {
            answer.is(200);
            terms["administrators_need_code"] = json!(false);
            assert_eq!(ground.get("admin", "/sign-in-terms").await, terms);
        } else {
            let problem = answer.is(422).json();
            let found = problem["because"].as_array().unwrap().iter();
            let found: Vec<&Value> = found.map(|reason| &reason["pointer"]).collect();
            assert_eq!(json!(found), pointers);
        }
    }
}

#[tokio::test]
async fn an_administrator_sees_and_ends_where_people_are_signed_in() {
    let ground = Ground::new().await;
    let path = format!("/people/{}/sessions", person("anna"));
    assert_eq!(ground.get("admin", &path).await, json!([]));
    ground.ask("admin", "DELETE", &path).send().await.is(204);
    ground.ask("ulla", "DELETE", &path).send().await.is(403);
    let nobody = format!("/people/{PROGRAM}/sessions");
    ground.ask("admin", "DELETE", &nobody).send().await.is(404);
    assert_eq!(ground.get("anna", "/me/sessions").await, json!([]));
    ground.ask("anna", "DELETE", "/me/sessions").send().await.is(204);
    let unknown = format!("/me/sessions/{PROGRAM}");
    ground.ask("anna", "DELETE", &unknown).send().await.is(404);
}

#[tokio::test]
async fn that_administrators_need_a_code_stays_until_it_is_taken_back() {
    let ground = Ground::new().await;
    for (said, holds) in [
        (None, false),
        (Some(true), true),
        (None, true),
        (Some(false), false),
    ] {
        let mut terms = json!({"idle_minutes": 60, "longest_hours": 8});
        if let Some(said) = said {
            terms["administrators_need_code"] = json!(said);
        }
        let asked = ground.ask("admin", "PUT", "/sign-in-terms").json(&terms);
        asked.send().await.is(200);
        let kept = ground.get("admin", "/sign-in-terms").await;
        assert_eq!(kept["administrators_need_code"], holds, "{said:?}");
    }
}

#[tokio::test]
async fn a_code_app_is_taken_away_by_another_administrator_alone() {
    let ground = Ground::new().await;
    for (login, whose, expected) in [
        ("anna", "bo", 403),
        ("owner", "anna", 403),
        // One's own goes with the password.
        ("admin", "admin", 403),
        // They have none.
        ("admin", "anna", 404),
    ] {
        let path = format!("/people/{}/code-app", person(whose));
        let answer = ground.ask(login, "DELETE", &path).send().await;
        assert_eq!(answer.status, expected, "{login} {whose}: {}", answer.text);
    }
}
