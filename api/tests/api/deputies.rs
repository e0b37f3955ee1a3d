//! Deputies over the API: whoever stands in for somebody sees and does what they do, on the days of it and on no other.

use serde_json::{Value, json};

use crate::ground::{Ground, PROVIDER, person, registered, unit};

/// Moments around the days from 6 to 7 January in Copenhagen, an hour ahead of UTC, and whether they are of those days.
const MOMENTS: [(&str, bool); 5] = [
    ("2026-01-05T22:59:00Z", false),
    ("2026-01-05T23:00:00Z", true),
    ("2026-01-06T12:00:00Z", true),
    ("2026-01-07T22:59:00Z", true),
    ("2026-01-07T23:00:00Z", false),
];

/// Begins a case with these parties; its id.
async fn begin(ground: &Ground, login: &str, parties: &Value) -> String {
    let body = json!({"flow": "help", "title": "Sag", "parties": parties});
    let answer = ground.ask(login, "POST", "/cases").json(&body).send().await;
    answer.is(201).json()["case"].as_str().unwrap().to_owned()
}

/// A case of Anna's own.
async fn of_anna(ground: &Ground) -> String {
    let parties = json!({
        "caseworker": [{"person": person("anna")}],
        "team_leader": [{"unit": unit(10)}],
        "provider": [{"unit": unit(PROVIDER)}],
        "citizen": [{"person": person("bo")}],
    });
    begin(ground, "anna", &parties).await
}

async fn away(ground: &Ground, login: &str, deputy: &str) -> Value {
    let days = json!({"deputy": person(deputy), "first_day": "2026-01-06", "last_day": "2026-01-07"});
    let answer = ground.ask(login, "POST", "/me/absences").json(&days).send().await;
    answer.is(201).json()
}

async fn status(ground: &Ground, login: &str, case: &str) -> u16 {
    let path = format!("/cases/{case}");
    ground.ask(login, "GET", &path).send().await.status
}

/// In whose stead somebody's own tasks are theirs.
async fn tasks(ground: &Ground, login: &str) -> Vec<Value> {
    let list = ground.get(login, "/tasks?whose=mine").await;
    let rows = list["rows"].as_array().unwrap();
    rows.iter().map(|row| row["in_stead_of"].clone()).collect()
}

async fn draft(ground: &Ground, login: &str, case: &str) -> u16 {
    let path = format!("/cases/{case}/tasks/register/draft");
    let asking = ground.ask(login, "POST", &path);
    asking.json(&json!({"data": registered()})).send().await.status
}

#[tokio::test]
async fn a_deputy_sees_and_does_what_whoever_is_away_does_from_the_first_day_to_the_last() {
    let ground = Ground::new().await;
    let case = of_anna(&ground).await;
    let claim = json!({"do": "claim", "item": "register"});
    ground.command("anna", &case, &claim).await.is(200);
    // A case in which Anna is the citizen is not her work.
    let private = json!({
        "caseworker": [{"unit": unit(30)}],
        "team_leader": [{"unit": unit(30)}],
        "provider": [{"unit": unit(PROVIDER)}],
        "citizen": [{"person": person("anna")}],
    });
    let private = begin(&ground, "stranger", &private).await;
    assert_eq!(status(&ground, "anna", &private).await, 200);
    away(&ground, "anna", "asta").await;
    away(&ground, "asta", "alma").await;
    for (now, is_away) in MOMENTS {
        ground.clock(now).await;
        let (seen, mine) = match is_away {
            true => (200, vec![json!(person("anna"))]),
            false => (404, vec![]),
        };
        assert_eq!(status(&ground, "asta", &case).await, seen, "{now}");
        assert_eq!(tasks(&ground, "asta").await, mine, "{now}");
        let drafted = draft(&ground, "asta", &case).await;
        assert_eq!(drafted < 300, is_away, "{now}: {drafted}");
        assert_eq!(
            status(&ground, "asta", &private).await,
            404,
            "{now}: it is private"
        );
        // Alma stands in for Asta, and not for those whom Asta stands in for.
        assert_eq!(status(&ground, "alma", &case).await, 404, "{now}");
        assert_eq!(tasks(&ground, "alma").await, Vec::<Value>::new(), "{now}");
        assert_eq!(
            status(&ground, "anna", &case).await,
            200,
            "{now}: she sees it all the same"
        );
    }
}

#[tokio::test]
async fn what_a_deputy_looks_at_and_does_is_told_as_in_whose_stead() {
    let ground = Ground::new().await;
    let case = of_anna(&ground).await;
    let kept = away(&ground, "anna", "asta").await;
    ground.clock("2026-01-06T12:00:00Z").await;
    ground.complete("asta", &case, "register", registered()).await;
    assert_eq!(status(&ground, "asta", &case).await, 200);
    let (asta, anna) = (person("asta"), person("anna"));
    let path = format!("/access-log?case={case}&person={}", asta.0);
    let log = ground.get("admin", &path).await;
    let rows = log["rows"].as_array().unwrap();
    assert!(!rows.is_empty());
    for row in rows {
        assert_eq!(row["in_stead_of"], json!([anna]), "{row}");
    }
    assert_eq!(status(&ground, "anna", &case).await, 200);
    let path = format!("/access-log?case={case}&person={}", anna.0);
    let log = ground.get("admin", &path).await;
    for row in log["rows"].as_array().unwrap() {
        assert_eq!(row["in_stead_of"], json!([]), "her own: {row}");
    }
    let history = ground.get("anna", &format!("/cases/{case}/events")).await;
    let of_asta = |row: &&Value| row["by"]["person"] == json!(asta);
    let rows = history["events"].as_array().unwrap();
    let done: Vec<&Value> = rows.iter().filter(of_asta).collect();
    assert!(!done.is_empty());
    for row in done {
        assert_eq!(row["by"]["stands_in_for"], json!([anna]), "{row}");
    }
    // Taken back, it ends at once.
    let path = format!("/me/absences/{}", kept["absence"].as_str().unwrap());
    ground.ask("anna", "DELETE", &path).send().await.is(204);
    assert_eq!(status(&ground, "asta", &case).await, 404);
}

#[tokio::test]
async fn no_administrator_makes_themselves_a_deputy() {
    let ground = Ground::new().await;
    let path = format!("/people/{}/absences", person("anna"));
    let put = async |by: &str, deputy: &str| {
        let days = json!({"deputy": person(deputy), "first_day": "2026-01-06", "last_day": "2026-01-07"});
        ground.ask(by, "POST", &path).json(&days).send().await
    };
    let own = put("admin", "admin").await.is(409);
    assert_eq!(own.json()["code"], "own_sight");
    put("alma", "alma").await.is(409);
    put("admin", "alma").await.is(201);
    // Anna herself chooses whom she likes.
    away(&ground, "anna", "alma").await;
}

#[tokio::test]
async fn a_place_in_somebody_s_stead_gives_what_they_act_for_in_person_and_that_place_alone() {
    let ground = Ground::new().await;
    let case = of_anna(&ground).await;
    let of_unit = ground.begin("Enhedens").await;
    let places = json!([
        {"unit": unit(PROVIDER), "acts_as": ["provider"]},
        {"unit": unit(30), "acts_as": ["caseworker"], "stands_in_for": person("anna"),
         "from": "2026-01-06", "until": "2026-01-07"},
    ]);
    let path = format!("/people/{}/places", person("ulla"));
    ground
        .ask("admin", "PUT", &path)
        .json(&places)
        .send()
        .await
        .is(200);
    for (now, stands_in) in MOMENTS {
        ground.clock(now).await;
        let mine = match stands_in {
            true => vec![json!(person("anna"))],
            false => vec![],
        };
        assert_eq!(tasks(&ground, "ulla").await, mine, "{now}");
        let drafted = draft(&ground, "ulla", &case).await;
        assert_eq!(drafted < 300, stands_in, "{now}: {drafted}");
        // Anna's own unit is not where Ulla stands in for her.
        let drafted = draft(&ground, "ulla", &of_unit).await;
        assert!(drafted >= 400, "{now}: {drafted}");
    }
}
