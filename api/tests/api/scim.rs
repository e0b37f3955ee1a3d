//! SCIM 2.0 as directories speak it: the requests that Entra ID and Okta are documented to send, and the RFC's own.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{ELSEWHERE, Ground, HERE, person, token, unit};

pub(crate) const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

pub(crate) async fn scim(ground: &Ground, method: &str, path: &str, body: Option<Value>) -> Answer {
    let asking = ground
        .program
        .ask(method, &format!("/scim/v2{path}"))
        .by(&token(HERE, "admin"));
    let asking = asking.header("accept-language", "en");
    match body {
        Some(body) => {
            asking
                .body("application/scim+json", body.to_string())
                .send()
                .await
        }
        None => asking.send().await,
    }
}

async fn get(ground: &Ground, path: &str) -> Value {
    scim(ground, "GET", path, None).await.is(200).json()
}

async fn patch(ground: &Ground, path: &str, operations: Value) -> Answer {
    let body = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": operations,
    });
    scim(ground, "PATCH", path, Some(body)).await
}

/// What Entra ID sends to provision somebody.
fn entra() -> Value {
    json!({
        "schemas": [USER, ENTERPRISE],
        "externalId": "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef",
        "userName": "Mette@Kommune.example",
        "active": true,
        "emails": [{"primary": true, "type": "work", "value": "mette@kommune.example"}],
        "meta": {"resourceType": "User"},
        "name": {"formatted": "givenName familyName", "familyName": "Retningsen", "givenName": "Mette"},
        "displayName": "Mette Retningsen",
        "title": "Rådgiver",
        "roles": [],
        ENTERPRISE: {"department": "Voksen", "manager": "x"},
    })
}

async fn made(ground: &Ground, body: Value) -> String {
    let path = if body["schemas"][0] == GROUP {
        "/Groups"
    } else {
        "/Users"
    };
    let answer = scim(ground, "POST", path, Some(body)).await.is(201).json();
    answer["id"].as_str().unwrap().to_owned()
}

pub(crate) fn code(answer: &Answer) -> (u16, String) {
    let body = answer.json();
    assert_eq!(
        body["schemas"],
        json!(["urn:ietf:params:scim:api:messages:2.0:Error"])
    );
    assert_eq!(body["status"], answer.status.to_string());
    (
        answer.status,
        body["scimType"].as_str().unwrap_or_default().to_owned(),
    )
}

#[tokio::test]
async fn a_user_is_made_and_found_as_entra_does_it() {
    let ground = Ground::new().await;
    let none = get(
        &ground,
        "/Users?filter=userName%20eq%20%22mette%40kommune.example%22",
    )
    .await;
    assert_eq!(
        (&none["totalResults"], &none["Resources"]),
        (&json!(0), &json!([]))
    );
    let id = made(&ground, entra()).await;
    let path = format!("/Users/{id}");
    let user = get(&ground, &path).await;
    assert_eq!(user["userName"], "mette@kommune.example");
    assert_eq!(user["displayName"], "Mette Retningsen");
    assert_eq!(user["title"], "Rådgiver");
    assert!(
        user["meta"]["location"]
            .as_str()
            .unwrap()
            .ends_with(&format!("/scim/v2{path}"))
    );
    for filter in [
        "userName eq \"METTE@kommune.example\"",
        "externalId eq \"0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef\"",
        &format!("id eq \"{id}\" and active eq true"),
    ] {
        let filter = filter.replace(' ', "%20").replace('"', "%22");
        let found = get(&ground, &format!("/Users?filter={filter}")).await;
        assert_eq!(
            (&found["totalResults"], &found["Resources"][0]["id"]),
            (&json!(1), &json!(id)),
            "{filter}"
        );
    }
    let twice = scim(&ground, "POST", "/Users", Some(entra())).await;
    assert_eq!(code(&twice), (409, "uniqueness".to_owned()));
}

#[tokio::test]
async fn a_user_is_changed_and_closed_as_entra_does_it() {
    let ground = Ground::new().await;
    let id = made(&ground, entra()).await;
    let path = format!("/Users/{id}");
    for (operations, name, value) in renamed() {
        let answer = patch(&ground, &path, operations.clone()).await.is(200).json();
        assert_eq!(answer[name], value, "{operations}");
    }
    let people = ground.get("admin", "/people").await;
    let mette = people
        .as_array()
        .unwrap()
        .iter()
        .find(|person| person["person"] == id.as_str())
        .unwrap();
    assert_eq!(
        (&mette["active"], &mette["roles"]),
        (&json!(false), &json!(["staff"]))
    );
    scim(&ground, "DELETE", &path, None).await.is(204);
    assert_eq!(code(&scim(&ground, "GET", &path, None).await).0, 404);
    assert_eq!(
        made(&ground, entra()).await,
        id,
        "whoever comes back is the same person"
    );
    let noted = ground.get("admin", "/organisation/changes").await;
    assert!(
        noted
            .as_array()
            .unwrap()
            .iter()
            .all(|entry| entry["way"] == "scim")
    );
}

/// Operations, and what an attribute is after them.
fn renamed() -> Vec<(Value, &'static str, Value)> {
    vec![
        (
            json!([{"op": "Replace", "path": "displayName", "value": "Mette Ny"}]),
            "displayName",
            json!("Mette Ny"),
        ),
        (
            json!([{"op": "Add", "path": "title", "value": "Leder"}]),
            "title",
            json!("Leder"),
        ),
        (json!([{"op": "remove", "path": "title"}]), "title", Value::Null),
        (
            json!([
                {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "ny@kommune.example"},
                {"op": "Replace", "path": "name.familyName", "value": "Ny"},
                {"op": "Add", "path": format!("{ENTERPRISE}:department"), "value": "Børn"},
            ]),
            "displayName",
            json!("Mette Ny"),
        ),
        (
            json!([{"op": "replace", "value": {"externalId": "e2", "active": true}}]),
            "externalId",
            json!("e2"),
        ),
        (
            json!([{"op": "Replace", "path": "active", "value": "False"}]),
            "active",
            json!(false),
        ),
    ]
}

#[tokio::test]
async fn who_is_closed_is_out_at_once_with_every_token_and_session() {
    let ground = Ground::new().await;
    let (_, cookie) = ground
        .browser("anna", "2020-01-01T00:00:00Z".parse().unwrap(), None)
        .await;
    let browses = async || {
        let asking = ground.program.ask("GET", "/api/v1/me").header("cookie", &cookie);
        asking.send().await.status
    };
    ground.get("anna", "/me").await;
    assert_eq!(browses().await, 200);
    let path = format!("/Users/{}", person("anna"));
    patch(
        &ground,
        &path,
        json!([{"op": "replace", "path": "active", "value": false}]),
    )
    .await
    .is(200);
    ground.ask("anna", "GET", "/me").send().await.is(401);
    assert_eq!(browses().await, 401);
    patch(
        &ground,
        &path,
        json!([{"op": "replace", "path": "active", "value": true}]),
    )
    .await
    .is(200);
    ground.ask("anna", "GET", "/me").send().await.is(401);
    assert_eq!(browses().await, 401);
    assert_eq!(
        ground
            .get("admin", &format!("/people/{}/tokens", person("anna")))
            .await,
        json!([]),
        "tokens are gone for good"
    );
}

#[tokio::test]
async fn groups_are_units_and_members_have_places_there() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let group = format!("/Groups/{}", unit(10));
    let read = get(&ground, &group).await;
    assert_eq!(
        (&read["displayName"], read["members"].as_array().unwrap().len()),
        (&json!("Myndighed"), 4)
    );
    let without = get(
        &ground,
        "/Groups?excludedAttributes=members&filter=displayName%20eq%20%22myndighed%22",
    )
    .await;
    assert_eq!(without["totalResults"], 1);
    assert_eq!(without["Resources"][0].get("members"), None);
    let member = |login: &str| json!({"value": person(login)});
    // Entra removes by a list, Okta and the RFC by a filter.
    let asta = person("asta");
    for operation in [
        json!({"op": "Remove", "path": "members", "value": [member("asta")]}),
        json!({"op": "remove", "path": format!("members[value eq \"{asta}\"]")}),
    ] {
        let added = patch(
            &ground,
            &group,
            json!([{"op": "Add", "path": "members", "value": [member("asta")]}]),
        );
        assert_eq!(added.await.is(200).json()["members"].as_array().unwrap().len(), 4);
        let removed = patch(&ground, &group, json!([operation])).await.is(200).json();
        assert_eq!(removed["members"].as_array().unwrap().len(), 3, "{operation}");
        assert_eq!(
            ground
                .ask("asta", "GET", &format!("/cases/{case}"))
                .send()
                .await
                .status,
            404,
            "{operation}"
        );
    }
}

#[tokio::test]
async fn a_member_acts_by_their_job_function_and_groups_come_back() {
    let ground = Ground::new().await;
    let group = format!("/Groups/{}", unit(10));
    let member = |login: &str| json!({"value": person(login)});
    // A member acts by their job function.
    let function = json!({"acts_as": ["caseworker"]});
    ground
        .ask("admin", "PUT", "/job-functions/Sagsbehandler")
        .json(&function)
        .send()
        .await
        .is(200);
    let titled = json!([{"op": "add", "path": "title", "value": "Sagsbehandler"}]);
    patch(&ground, &format!("/Users/{}", person("bo")), titled)
        .await
        .is(200);
    let both = json!([{"op": "add", "value": {"members": [member("bo"), member("stranger")]}}]);
    patch(&ground, &group, both).await.is(200);
    let of_bo = get(&ground, &format!("/Users/{}", person("bo"))).await;
    assert_eq!(of_bo["groups"][0]["display"], "Myndighed");
    let replaced =
        json!({"schemas": [GROUP], "displayName": "Myndighed", "members": [member("anna"), member("bo")]});
    let replaced = scim(&ground, "PUT", &group, Some(replaced)).await.is(200).json();
    assert_eq!(replaced["members"].as_array().unwrap().len(), 2);
    let stays = json!({"schemas": [GROUP], "displayName": "Myndighed", "externalId": "g1"});
    let stays = scim(&ground, "PUT", &group, Some(stays)).await.is(200).json();
    assert_eq!(
        stays["members"].as_array().unwrap().len(),
        2,
        "what is not spoken of stays"
    );
    let new = made(
        &ground,
        json!({"schemas": [GROUP], "displayName": "Ny gruppe", "externalId": "g2"}),
    )
    .await;
    scim(&ground, "DELETE", &format!("/Groups/{new}"), None)
        .await
        .is(204);
    assert_eq!(
        scim(&ground, "GET", &format!("/Groups/{new}"), None).await.status,
        404
    );
    let again = json!({"schemas": [GROUP], "displayName": "Ny gruppe", "externalId": "g2"});
    assert_eq!(made(&ground, again).await, new);
}

#[tokio::test]
async fn a_group_that_was_ended_by_hand_comes_back_by_its_outside_id() {
    let ground = Ground::new().await;
    let group = |name: &str| json!({"schemas": [GROUP], "displayName": name, "externalId": "g3"});
    let new = made(&ground, group("Ny gruppe")).await;
    let over = json!({
        "name": "Ny gruppe", "side": "authority", "kind": "team", "from": "2026-01-05", "until": "2026-01-04",
    });
    let unit = format!("/units/{new}");
    ground.ask("admin", "PUT", &unit).json(&over).send().await.is(200);
    scim(&ground, "GET", &format!("/Groups/{new}"), None)
        .await
        .is(404);
    assert_eq!(made(&ground, group("Andet navn")).await, new);
    let back = get(&ground, &format!("/Groups/{new}")).await;
    assert_eq!(back["displayName"], "Andet navn");
    let twice = scim(&ground, "POST", "/Groups", Some(group("Tredje"))).await;
    assert_eq!(code(&twice), (409, "uniqueness".to_owned()));
}

#[tokio::test]
async fn a_change_counts_only_where_nobody_was_first() {
    let ground = Ground::new().await;
    let path = format!("/Users/{}", person("anna"));
    let read = scim(&ground, "GET", &path, None).await.is(200);
    let version = read.json()["meta"]["version"].as_str().unwrap().to_owned();
    let ask = async |method: &str, header: &str, tag: &str, name: &str| {
        let body = json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
            "Operations": [{"op": "replace", "path": "displayName", "value": name}],
        });
        let asking = ground
            .program
            .ask(method, &format!("/scim/v2{path}"))
            .by(&token(HERE, "admin"));
        let asking = asking.header(header, tag);
        match method {
            "GET" => asking.send().await.status,
            _ => {
                asking
                    .body("application/scim+json", body.to_string())
                    .send()
                    .await
                    .status
            }
        }
    };
    assert_eq!(ask("GET", "if-none-match", &version, "").await, 304);
    assert_eq!(ask("PATCH", "if-match", "W/\"other\"", "Et").await, 412);
    assert_eq!(ask("PATCH", "if-match", &version, "To").await, 200);
    assert_eq!(ask("PATCH", "if-match", &version, "Tre").await, 412);
    assert_eq!(ask("PATCH", "if-match", "*", "Fire").await, 200);
    assert_eq!(ask("GET", "if-none-match", &version, "").await, 200);
}

#[tokio::test]
async fn pages_of_a_list_follow_each_other() {
    let ground = Ground::new().await;
    let all = get(&ground, "/Users").await;
    let count = all["totalResults"].as_u64().unwrap();
    let mut seen: Vec<Value> = Vec::new();
    for start in (1..=count).step_by(3) {
        let page = get(
            &ground,
            &format!("/Users?startIndex={start}&count=3&attributes=userName"),
        )
        .await;
        assert_eq!(
            (&page["totalResults"], &page["startIndex"]),
            (&json!(count), &json!(start))
        );
        assert_eq!(page["itemsPerPage"], page["Resources"].as_array().unwrap().len());
        seen.extend(
            page["Resources"]
                .as_array()
                .unwrap()
                .iter()
                .map(|user| user["id"].clone()),
        );
        assert_eq!(page["Resources"][0].get("displayName"), None);
    }
    let ids: Vec<Value> = all["Resources"]
        .as_array()
        .unwrap()
        .iter()
        .map(|user| user["id"].clone())
        .collect();
    assert_eq!(seen, ids);
    for (query, items) in [
        ("count=0", 0),
        ("startIndex=-5&count=1", 1),
        ("startIndex=9999", 0),
        ("count=-1", 0),
    ] {
        let page = get(&ground, &format!("/Users?{query}")).await;
        assert_eq!(page["Resources"].as_array().unwrap().len(), items, "{query}");
    }
}

#[tokio::test]
async fn only_a_token_that_was_made_for_it_provisions() {
    let ground = Ground::new().await;
    for (login, status) in [("anna", 403), ("owner", 403), ("bo", 403), ("admin", 200)] {
        let asking = ground
            .program
            .ask("GET", "/scim/v2/Users")
            .by(&token(HERE, login));
        assert_eq!(asking.send().await.status, status, "{login}");
    }
    let nobody = ground.program.ask("GET", "/scim/v2/Users").send().await;
    assert_eq!(code(&nobody).0, 401);
    for (scopes, status) in [(json!(["administer", "read"]), 403), (json!(["scim"]), 200)] {
        let new = json!({"name": "katalog", "scopes": scopes});
        let made = ground
            .ask("admin", "POST", "/tokens")
            .json(&new)
            .send()
            .await
            .is(201)
            .json();
        let secret = made["secret"].as_str().unwrap();
        let asked = ground
            .program
            .ask("GET", "/scim/v2/Users")
            .by(secret)
            .send()
            .await;
        assert_eq!(asked.status, status, "{scopes}");
        let beside = ground
            .program
            .ask("GET", "/api/v1/people")
            .by(secret)
            .send()
            .await;
        assert_eq!(
            beside.status == 200,
            status == 403,
            "a directory reads nothing else"
        );
    }
    let elsewhere = ground
        .program
        .ask("GET", &format!("/scim/v2/Users/{}", person("anna")));
    let elsewhere = elsewhere
        .by(&token(ELSEWHERE, "admin"))
        .send()
        .await
        .is(200)
        .json();
    let here = get(&ground, &format!("/Users/{}", person("anna"))).await;
    assert_eq!(elsewhere["id"], here["id"], "the same id in two municipalities");
    patch(
        &ground,
        &format!("/Users/{}", person("anna")),
        json!([{"op": "replace", "path": "displayName", "value": "Her"}]),
    )
    .await
    .is(200);
    let after = ground
        .program
        .ask("GET", &format!("/scim/v2/Users/{}", person("anna")));
    let after = after.by(&token(ELSEWHERE, "admin")).send().await.is(200).json();
    assert_eq!(after["displayName"], elsewhere["displayName"]);
}

#[tokio::test]
async fn it_says_what_it_can() {
    let ground = Ground::new().await;
    let config = get(&ground, "/ServiceProviderConfig").await;
    for (name, supported) in [
        ("patch", true),
        ("filter", true),
        ("etag", true),
        ("bulk", false),
        ("sort", false),
    ] {
        assert_eq!(config[name]["supported"], supported, "{name}");
    }
    for list in ["/ResourceTypes", "/Schemas"] {
        let listed = get(&ground, list).await;
        assert_eq!(listed["totalResults"], 2);
        for resource in listed["Resources"].as_array().unwrap() {
            let one = get(&ground, &format!("{list}/{}", resource["id"].as_str().unwrap())).await;
            assert_eq!(&one, resource);
        }
    }
    let answer = scim(&ground, "GET", "/Schemas", None).await;
    assert_eq!(answer.header("content-type"), "application/scim+json");
}

#[tokio::test]
async fn a_member_that_a_path_chooses_is_the_one_that_is_there() {
    let ground = Ground::new().await;
    let group = format!("/Groups/{}", unit(10));
    let chosen = |login: &str| format!("members[value eq \"{}\"]", person(login));
    let members = |group: Value| -> Vec<String> {
        let members = group["members"].as_array().unwrap().iter();
        members
            .map(|one| one["value"].as_str().unwrap().to_owned())
            .collect()
    };
    let before = members(get(&ground, &group).await);
    // What says nothing new of a member changes nothing.
    for operation in [
        json!({"op": "add", "path": chosen("asta"), "value": {"value": person("asta")}}),
        json!({"op": "add", "path": chosen("asta"), "value": {"display": "Asta"}}),
        json!({"op": "replace", "path": format!("{}.display", chosen("asta")), "value": "Asta"}),
        json!({"op": "remove", "path": format!("{}.display", chosen("asta"))}),
    ] {
        let after = patch(&ground, &group, json!([operation])).await.is(200).json();
        assert_eq!(members(after), before, "{operation}");
    }
    let replaced = json!([{"op": "replace", "path": chosen("asta"), "value": [{"value": person("bo")}]}]);
    let after = members(patch(&ground, &group, replaced).await.is(200).json());
    let is_in = |login: &str| after.contains(&person(login).to_string());
    assert!(is_in("bo") && is_in("anna") && !is_in("asta"), "{after:?}");
    assert_eq!(after.len(), before.len());
}
