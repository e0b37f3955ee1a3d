//! What SCIM cannot do is said in its form.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token, unit};
use crate::scim::{GROUP, USER, code, scim};

/// What is asked, and the status and kind of the answer.
type Asked = (&'static str, String, Option<Value>, (u16, &'static str));

fn op(operation: Value) -> Value {
    json!({"schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation]})
}

fn of_lists() -> Vec<Asked> {
    let group = json!({"schemas": [GROUP], "displayName": "Myndighed"});
    vec![
        (
            "GET",
            "/Users?filter=userName%20co%20%22a%22".to_owned(),
            None,
            (400, "invalidFilter"),
        ),
        // Of another resource, of none, and with what is no value of it: nobody found would be taken for an answer.
        (
            "GET",
            "/Users?filter=members%20eq%20%22a%22".to_owned(),
            None,
            (400, "invalidFilter"),
        ),
        (
            "GET",
            "/Users?filter=userName%20eq%20%22anna%22%20and%20horse%20eq%20%22a%22".to_owned(),
            None,
            (400, "invalidFilter"),
        ),
        (
            "GET",
            "/Users?filter=active%20eq%20%22yes%22".to_owned(),
            None,
            (400, "invalidFilter"),
        ),
        (
            "GET",
            "/Groups?filter=userName%20eq%20%22a%22".to_owned(),
            None,
            (400, "invalidFilter"),
        ),
        (
            "GET",
            format!("/Users?attributes={}", "a,".repeat(501)),
            None,
            (400, "invalidValue"),
        ),
        (
            "GET",
            format!("/Groups?excludedAttributes={}", "a,".repeat(501)),
            None,
            (400, "invalidValue"),
        ),
        ("GET", "/Users?count=many".to_owned(), None, (400, "invalidValue")),
        ("GET", "/Users/nobody".to_owned(), None, (404, "")),
        ("GET", "/Nothing".to_owned(), None, (404, "")),
        ("DELETE", "/Users".to_owned(), None, (405, "")),
        ("POST", "/Groups".to_owned(), Some(group), (409, "uniqueness")),
    ]
}

fn of_users() -> Vec<Asked> {
    let rows = [
        (json!({"userName": "x"}), (400, "invalidValue")),
        (json!({"schemas": [USER]}), (400, "invalidValue")),
        (
            json!({"schemas": [USER], "userName": "x", "horse": 1}),
            (400, "invalidPath"),
        ),
        (json!({"schemas": [USER], "userName": 7}), (400, "invalidValue")),
        (
            json!({"schemas": [USER], "userName": "a b"}),
            (400, "invalidValue"),
        ),
        (
            json!({"schemas": [USER], "userName": "anna"}),
            (409, "uniqueness"),
        ),
    ];
    rows.map(|(body, expected)| ("POST", "/Users".to_owned(), Some(body), expected))
        .to_vec()
}

fn chosen(login: &str) -> String {
    format!("members[value eq \"{}\"]", person(login))
}

fn of_changes() -> Vec<Asked> {
    let anna = format!("/Users/{}", person("anna"));
    let admin = format!("/Users/{}", person("admin"));
    let group = format!("/Groups/{}", unit(10));
    let rows = [
        (&anna, json!({"Operations": []}), (400, "invalidSyntax")),
        (&anna, op(json!({"op": "remove"})), (400, "noTarget")),
        (
            &anna,
            op(json!({"op": "remove", "path": "userName"})),
            (400, "mutability"),
        ),
        (
            &anna,
            op(json!({"op": "replace", "path": "a b", "value": 1})),
            (400, "invalidPath"),
        ),
        (
            &anna,
            op(json!({"op": "replace", "path": "active", "value": "maybe"})),
            (400, "invalidValue"),
        ),
        (
            &anna,
            op(json!({"op": "replace", "path": "userName", "value": "tove"})),
            (409, "uniqueness"),
        ),
        (
            &group,
            op(json!({"op": "add", "path": "members", "value": [{"value": "x"}]})),
            (400, "invalidValue"),
        ),
        // Nobody is chosen who is not a member, and who a member is stays.
        (
            &group,
            op(json!({"op": "add", "path": chosen("bo"), "value": {"value": person("bo")}})),
            (400, "noTarget"),
        ),
        (
            &group,
            op(json!({"op": "replace", "path": chosen("bo"), "value": {"value": person("bo")}})),
            (400, "noTarget"),
        ),
        (
            &group,
            op(json!({"op": "add", "path": chosen("anna"), "value": {"value": person("bo")}})),
            (400, "mutability"),
        ),
        (
            &group,
            op(json!({"op": "remove", "path": format!("{}.value", chosen("anna"))})),
            (400, "mutability"),
        ),
        (
            &group,
            op(json!({"op": "add", "path": format!("{}.horse", chosen("anna")), "value": "x"})),
            (400, "invalidPath"),
        ),
        // The directory's own way in.
        (
            &admin,
            op(json!({"op": "replace", "path": "active", "value": false})),
            (409, "mutability"),
        ),
    ];
    rows.map(|(path, body, expected)| ("PATCH", path.clone(), Some(body), expected))
        .to_vec()
}

#[tokio::test]
async fn what_cannot_be_done_is_said_in_its_form() {
    let ground = Ground::new().await;
    for (method, path, body, expected) in of_lists().into_iter().chain(of_users()).chain(of_changes()) {
        let answer = scim(&ground, method, &path, body.clone()).await;
        let (status, kind) = code(&answer);
        assert_eq!(
            (status, kind.as_str()),
            expected,
            "{method} {path} {body:?}: {}",
            answer.text
        );
    }
    let asking = |body: &str| {
        let asking = ground
            .program
            .ask("POST", "/scim/v2/Users")
            .by(&token(HERE, "admin"));
        asking.body("application/scim+json", body.to_owned()).send()
    };
    for body in ["{", "[]", "{\"schemas\": [], \"schemas\": []}"] {
        assert_eq!(asking(body).await.status, 400, "{body}");
    }
}

#[tokio::test]
async fn a_name_that_stands_twice_in_other_letters_is_refused() {
    let ground = Ground::new().await;
    let anna = format!("/Users/{}", person("anna"));
    let group = format!("/Groups/{}", unit(10));
    let user = json!({"schemas": [USER], "userName": "mette", "username": "nina"});
    let named = json!({"schemas": [USER], "userName": "x", "name": {"givenName": "A", "givenname": "B"}});
    let title = |one: &str, other: &str| json!({"op": "replace", "path": "title", one: "A", other: "B"});
    let both = json!({"op": "replace", "value": {"displayName": "A", "displayname": "B"}});
    for (method, path, body) in [
        ("POST", "/Users", user.clone()),
        ("PUT", anna.as_str(), user),
        ("POST", "/Users", named),
        ("PATCH", anna.as_str(), op(title("value", "Value"))),
        ("PATCH", group.as_str(), op(both)),
    ] {
        let answer = scim(&ground, method, path, Some(body.clone())).await;
        let (status, kind) = code(&answer);
        assert_eq!(
            (status, kind.as_str()),
            (400, "invalidSyntax"),
            "{method} {path} {body}"
        );
        assert!(answer.text.contains("stands twice"), "{}", answer.text);
    }
    let listed = scim(&ground, "GET", "/Users", None).await.is(200);
    assert!(
        !listed.text.contains("mette") && !listed.text.contains("nina"),
        "{}",
        listed.text
    );
    let shown = scim(&ground, "GET", &group, None).await.is(200).json();
    assert_eq!(shown["displayName"], "Myndighed");
}

#[tokio::test]
async fn what_another_source_says_stays_as_it_says() {
    let ground = Ground::new().await;
    let file = "type,id,name,login,person,unit\nunit,u,Team Nord,,,\nperson,p,Mette M,mette,,\n";
    let asking = ground.ask("alma", "PUT", "/organisation/sources/hr");
    asking.body("text/csv", file.to_owned()).send().await.is(200);
    let found = async |path: &str| {
        let listed = scim(&ground, "GET", path, None).await.is(200).json();
        listed["Resources"][0]["id"].as_str().unwrap().to_owned()
    };
    let user = format!(
        "/Users/{}",
        found("/Users?filter=userName%20eq%20%22mette%22").await
    );
    let group = format!(
        "/Groups/{}",
        found("/Groups?filter=displayName%20eq%20%22Team%20Nord%22").await
    );
    let operations = |operation: Value| {
        Some(json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:PatchOp"], "Operations": [operation],
        }))
    };
    for (path, operation) in [
        (
            &user,
            json!({"op": "replace", "path": "displayName", "value": "En anden"}),
        ),
        (
            &user,
            json!({"op": "replace", "path": "externalId", "value": "77"}),
        ),
        (
            &group,
            json!({"op": "replace", "path": "displayName", "value": "Team Syd"}),
        ),
        (
            &group,
            json!({"op": "replace", "path": "externalId", "value": "77"}),
        ),
    ] {
        let refused = scim(&ground, "PATCH", path, operations(operation)).await.is(409);
        assert!(refused.text.contains("hr says"), "{}", refused.text);
    }
    let closed = json!({"op": "replace", "path": "active", "value": false});
    scim(&ground, "PATCH", &user, operations(closed)).await.is(200);
    let out = ground
        .ask("alma", "GET", "/organisation.csv?source=hr")
        .send()
        .await
        .is(200);
    assert!(
        out.text.contains("Team Nord") && !out.text.contains("Team Syd"),
        "{}",
        out.text
    );
}
