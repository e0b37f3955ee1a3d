//! The organisation over the API: the day decides who sees and does what, and files change it.

use samspil_tests::program::Answer;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{ELSEWHERE, Ground, person, token, unit};

async fn put(ground: &Ground, path: &str, body: &Value) -> Answer {
    ground.ask("admin", "PUT", path).json(body).send().await
}

async fn places(ground: &Ground, login: &str, places: Value) {
    put(ground, &format!("/people/{}/places", person(login)), &places)
        .await
        .is(200);
}

async fn sees(ground: &Ground, login: &str, case: &str) -> u16 {
    ground
        .ask(login, "GET", &format!("/cases/{case}"))
        .send()
        .await
        .status
}

async fn tasks(ground: &Ground, login: &str) -> usize {
    let list = ground.get(login, "/tasks?whose=units").await;
    list["rows"].as_array().unwrap().len()
}

#[tokio::test]
async fn a_place_gives_sight_and_tasks_from_its_first_day_to_its_last_and_no_longer() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    assert_eq!(
        (sees(&ground, "anna", &case).await, tasks(&ground, "anna").await),
        (200, 1)
    );
    let days = |from: &str, until: &str| json!([{"unit": unit(10), "acts_as": ["caseworker"], "from": from, "until": until}]);
    places(&ground, "anna", days("2026-01-06", "2026-01-07")).await;
    for (now, sight) in [
        ("2026-01-05T22:30:00Z", false),
        // Midnight in Copenhagen.
        ("2026-01-05T23:00:00Z", true),
        ("2026-01-07T22:59:00Z", true),
        ("2026-01-07T23:00:00Z", false),
    ] {
        ground.clock(now).await;
        let status = if sight { 200 } else { 404 };
        assert_eq!(sees(&ground, "anna", &case).await, status, "{now}");
        assert_eq!(tasks(&ground, "anna").await, usize::from(sight), "{now}");
        let register = json!({"data": {"application": {"received_on": "2026-01-05"}}});
        let draft = ground
            .ask("anna", "POST", &format!("/cases/{case}/tasks/register/draft"))
            .json(&register)
            .send()
            .await;
        assert_eq!(draft.status == 404, !sight, "{now}: {}", draft.text);
    }
    let kept = ground.get("admin", &format!("/people/{}", person("anna"))).await;
    let kept = kept["places"].as_array().unwrap();
    assert_eq!(kept.len(), 2, "what was is still told: {kept:?}");
}

#[tokio::test]
async fn a_unit_that_is_over_gives_nothing_and_takes_no_new_work() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let unit_path = format!("/units/{}", unit(10));
    let over = json!({"name": "Myndighed", "side": "authority", "until": "2026-01-05"});
    put(&ground, &unit_path, &over).await.is(200);
    assert_eq!(
        sees(&ground, "anna", &case).await,
        200,
        "its last day is not over"
    );
    ground.clock("2026-01-06T08:00:00Z").await;
    assert_eq!(sees(&ground, "anna", &case).await, 404);
    let stranger = json!([{"unit": unit(30), "acts_as": ["caseworker"]}]);
    places(&ground, "anna", stranger).await;
    let beginning = crate::ground::beginning("Ny sag");
    let answer = ground.ask("anna", "POST", "/cases").json(&beginning).send().await;
    assert_eq!(answer.is(422).json()["code"], "unknown_binding");
}

#[tokio::test]
async fn a_leader_leads_what_lies_beneath_until_somebody_leads_there() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let centre = Uuid::from_u128(0xce);
    put(
        &ground,
        &format!("/units/{centre}"),
        &json!({"name": "Center", "side": "authority", "kind": "centre"}),
    )
    .await
    .is(200);
    let beneath = json!({"name": "Myndighed", "side": "authority", "kind": "team", "parent": centre});
    put(&ground, &format!("/units/{}", unit(10)), &beneath)
        .await
        .is(200);
    let leads = json!([{"unit": centre, "acts_as": ["team_leader"], "leads": true}]);
    places(&ground, "stranger", leads).await;
    assert_eq!(
        sees(&ground, "stranger", &case).await,
        200,
        "nobody leads the team itself"
    );
    let told = ground.get("admin", &format!("/units/{}", unit(10))).await;
    assert_eq!(told["led_by"], json!([person("stranger")]));
    places(
        &ground,
        "tove",
        json!([{"unit": unit(10), "acts_as": ["team_leader"], "leads": true}]),
    )
    .await;
    assert_eq!(sees(&ground, "stranger", &case).await, 404);
    assert_eq!(sees(&ground, "tove", &case).await, 200);
}

#[tokio::test]
async fn a_job_function_counts_at_once_for_everyone_who_has_it() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let by_function = json!([{"unit": unit(10), "job_function": "Rådgiver"}]);
    places(&ground, "stranger", by_function).await;
    assert_eq!(sees(&ground, "stranger", &case).await, 404);
    let path = "/job-functions/R%C3%A5dgiver";
    put(&ground, path, &json!({"acts_as": ["caseworker"]}))
        .await
        .is(200);
    assert_eq!(sees(&ground, "stranger", &case).await, 200);
    put(&ground, path, &json!({"acts_as": []})).await.is(200);
    assert_eq!(sees(&ground, "stranger", &case).await, 404);
    put(&ground, path, &json!({"acts_as": ["Case worker"]}))
        .await
        .is(422);
    assert_eq!(ground.get("admin", "/job-functions").await[0]["name"], "Rådgiver");
}

#[tokio::test]
async fn what_does_not_hold_is_refused_with_its_place() {
    let ground = Ground::new().await;
    let (one, two) = (Uuid::from_u128(0xa1), Uuid::from_u128(0xa2));
    let of = |name: &str, more: Value| {
        let mut unit = json!({"name": name, "side": "authority"});
        for (key, value) in more.as_object().unwrap() {
            unit[key] = value.clone();
        }
        unit
    };
    put(
        &ground,
        &format!("/units/{one}"),
        &of("Et", json!({"until": "2026-12-31"})),
    )
    .await
    .is(200);
    put(
        &ground,
        &format!("/units/{two}"),
        &of("To", json!({"parent": one})),
    )
    .await
    .is(200);
    let kept = ground.get("admin", &format!("/units/{two}")).await;
    assert_eq!(kept["until"], "2026-12-31", "it ends with what it lies under");
    for (id, more, pointer) in [
        (one, json!({"parent": two}), "/parent"),
        (two, json!({"parent": one, "until": "2027-01-01"}), "/until"),
        (two, json!({"parent": Uuid::from_u128(9)}), "/parent"),
        (two, json!({"kind": "organisation", "cvr": "12345678"}), "/cvr"),
        (two, json!({"kind": "team", "cvr": "10000009"}), "/kind"),
        (two, json!({"cvr": "x"}), "/cvr"),
        (
            two,
            json!({"from": "2026-02-01", "until": "2026-01-01"}),
            "/until",
        ),
    ] {
        let answer = put(&ground, &format!("/units/{id}"), &of("Andet", more.clone())).await;
        assert_eq!(answer.is(422).json()["pointer"], pointer, "{more}");
    }
    let stands_in = json!([{"unit": unit(10), "acts_as": ["caseworker"], "stands_in_for": person("tove")}]);
    let path = format!("/people/{}/places", person("anna"));
    assert_eq!(
        put(&ground, &path, &stands_in).await.is(422).json()["pointer"],
        "/until"
    );
    let admin = json!({"login": "admin", "name": "Admin", "roles": []});
    put(&ground, &format!("/people/{}", person("admin")), &admin)
        .await
        .is(409);
}

async fn file(ground: &Ground, path: &str, bytes: impl Into<String>) -> Answer {
    let asking = ground.ask("admin", "PUT", path);
    asking.body("text/csv", bytes.into()).send().await
}

#[tokio::test]
async fn a_file_is_looked_at_taken_in_and_noted_and_the_other_municipality_knows_nothing() {
    let ground = Ground::new().await;
    let text = "type,id,name,login,person,unit,acts as\nunit,u1,Team Nord,,,,\n\
        person,p1,Anna,ann,,,\nplace,,,,p1,u1,caseworker\n";
    let path = "/organisation/sources/hr";
    let looked = file(&ground, &format!("{path}?dry_run=true"), text)
        .await
        .is(200)
        .json();
    assert_eq!(looked["steps"].as_array().unwrap().len(), 3);
    assert!(
        ground
            .get("admin", "/organisation/changes")
            .await
            .as_array()
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        file(&ground, path, text).await.is(200).json()["steps"],
        looked["steps"]
    );
    assert_eq!(
        file(&ground, path, text).await.is(200).json()["steps"],
        json!([]),
        "again it is nothing"
    );
    let noted = ground.get("admin", "/organisation/changes").await;
    assert_eq!(noted.as_array().unwrap().len(), 1);
    assert_eq!(
        (&noted[0]["way"], &noted[0]["by"]),
        (&json!("import"), &json!(person("admin")))
    );
    let wrong = file(&ground, path, "type,id,name\nunit,1,\nhorse,2,x\n")
        .await
        .is(422)
        .json();
    assert_eq!(wrong["because"].as_array().unwrap().len(), 2, "{wrong}");
    let out = ground
        .ask("admin", "GET", "/organisation.csv?source=hr")
        .send()
        .await
        .is(200);
    assert_eq!(
        file(&ground, path, out.text).await.is(200).json()["steps"],
        json!([])
    );
    let elsewhere = ground
        .program
        .ask("GET", "/api/v1/units")
        .by(&token(ELSEWHERE, "admin"))
        .send()
        .await;
    assert!(!elsewhere.is(200).text.contains("Team Nord"));
    for login in ["anna", "owner", "bo"] {
        ground
            .ask(login, "PUT", path)
            .body("text/csv", text.to_owned())
            .send()
            .await
            .is(403);
    }
}

#[tokio::test]
async fn a_file_that_takes_away_much_is_stopped_until_it_is_confirmed() {
    let ground = Ground::new().await;
    let people: String = (0..10)
        .map(|n| format!("person,p{n},Person {n},person{n}\n"))
        .collect();
    let path = "/organisation/sources/hr";
    file(&ground, path, format!("type,id,name,login\n{people}"))
        .await
        .is(200);
    let less = "type,id,name,login\nperson,p0,Person 0,person0\n";
    let refused = file(&ground, path, less).await.is(409).json();
    assert_eq!(refused["code"], "takes_much");
    file(&ground, &format!("{path}?confirm=true"), less).await.is(200);
    let people = ground.get("admin", "/people").await;
    let closed = people
        .as_array()
        .unwrap()
        .iter()
        .filter(|person| person["active"] == false)
        .count();
    assert_eq!(closed, 9);
}
