//! One plan: the cases of a citizen side by side, as far as each reader sees them, and what shows between them.

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token, unit};

/// Two flows that ask and aim at the same, by two departments.
fn flow(name: &str, kle: &str) -> String {
    format!(
        "samspil: 1
flow: {name}
title: {{da: Flow {name}, en: The flow {name}}}
about: {{kle: '{kle}', subject: citizen, serves: overall_goal}}
parties:
  caseworker: {{title: Rådgiver, side: authority}}
  guide: {{title: Tovholder, side: authority, coordinates: true, optional: true}}
  citizen: {{title: Borger, side: citizen}}
data:
  talk:
    lives: {{type: choice, code: lives, title: {{da: Bor du alene, en: Do you live alone}}, of: {{alone: {{da: Alene, en: Alone}}, together: {{da: Sammen, en: Together}}}}, seen_by: everyone}}
  plan:
    overall: {{type: text, in_plan: overall_goal, optional: true, seen_by: everyone}}
    goals:
      optional: true
      seen_by: everyone
      list:
        goal: {{type: text, in_plan: goal}}
        theme: {{type: text, in_plan: theme}}
        kind: {{type: choice, in_plan: direction, of: {{develop: Udvikle, maintain: Fastholde}}}}
    visits:
      optional: true
      seen_by: everyone
      list:
        who: {{type: text, in_plan: comes}}
        often: {{type: integer, in_plan: how_often}}
        rate: {{type: money, per: day, in_plan: rate, seen_by: [caseworker]}}
does:
  ask: {{task: Spørg borgeren, by: caseworker, fills: talk.lives, seen_by: everyone, due: 5 days}}
  plan_it: {{task: Læg plan, by: caseworker, after: ask, fills: [plan.overall, plan.goals, plan.visits], seen_by: everyone}}
  tell: {{task: Fortæl, by: citizen, seen_by: everyone}}
  meet: {{meeting: Mødes, by: caseworker, with: citizen}}
closes: by_hand
"
    )
}

async fn published(ground: &Ground) {
    for (name, kle) in [("alpha", "27.12.04"), ("beta", "27.18.02")] {
        ground.publish(HERE, &flow(name, kle)).await.is(201);
    }
}

/// Begins a case about the citizen `bo`; its id.
async fn begun(ground: &Ground, login: &str, flow: &str, title: &str, parties: Value) -> String {
    let mut bound = json!({"citizen": [{"person": person("bo")}]});
    for (party, to) in parties.as_object().unwrap() {
        bound[party] = to.clone();
    }
    let begin = json!({"flow": flow, "title": title, "parties": bound});
    let begun = ground.ask(login, "POST", "/cases").json(&begin).send().await;
    begun.is(201).json()["case"].as_str().unwrap().to_owned()
}

fn at(number: u128) -> Value {
    json!({"caseworker": [{"unit": unit(number)}]})
}

async fn plan(ground: &Ground, login: &str) -> Value {
    let path = format!("/citizens/{}/plan", person("bo"));
    ground.get(login, &path).await
}

fn kinds(plan: &Value) -> Vec<&str> {
    let found = plan["findings"].as_array().unwrap();
    found.iter().filter_map(|one| one["kind"].as_str()).collect()
}

async fn page(ground: &Ground, login: &str, path: &str) -> Answer {
    let asking = ground.program.ask_plainly("GET", path).by(&token(HERE, login));
    asking.header("accept", "text/html").send().await.is(200)
}

#[tokio::test]
async fn a21_1_one_view_over_all_flows() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    let hidden = begun(&ground, "stranger", "alpha", "Sag Skjult", at(30)).await;
    ground
        .complete("anna", &first, "ask", json!({"talk": {"lives": "alone"}}))
        .await;
    let goals = json!({"plan": {
        "overall": "Et liv i egen bolig",
        "goals": [{"goal": "Handle selv", "theme": "Mobilitet", "kind": "develop"}],
        "visits": [{"who": "Bostøtte", "often": 2, "rate": "8122.75"}],
    }});
    ground.complete("anna", &first, "plan_it", goals).await;

    let seen = plan(&ground, "anna").await;
    let cases: Vec<&str> = seen["plans"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["case"].as_str())
        .collect();
    // Both were begun at the same moment.
    let place = |case: &String| cases.iter().position(|one| one == case).unwrap();
    let (one, other) = (place(&first), place(&second));
    assert_eq!(one + other, 1, "{cases:?}");
    assert_eq!(seen["plans"][one]["comes"][0]["rate"], json!("8122.75"));
    assert_eq!(seen["plans"][one]["overall_goal"], json!(["Et liv i egen bolig"]));
    assert_eq!(seen["plans"][other]["citizen_does"][0]["item"], json!("tell"));
    assert_eq!(seen["elsewhere"], json!([unit(30)]));
    for path in ["/citizens/BO/plan", "/cases/CASE"] {
        let path = path
            .replace("BO", &person("bo").to_string())
            .replace("CASE", &second);
        let read = page(&ground, "anna", &path).await.text;
        assert!(!read.contains("Skjult") && !read.contains(&hidden), "{path}");
        assert!(read.contains("Et liv i egen bolig"), "{path}");
    }

    let own = ground.get("bo", "/me/plan").await;
    assert_eq!(own["plans"].as_array().unwrap().len(), 3);
    assert_eq!(own["elsewhere"], json!([]));
    assert!(
        !own.to_string().contains("8122.75"),
        "the rate is not the citizen's to see"
    );
    assert!(!page(&ground, "bo", "/plan").await.text.contains("8122.75"));

    let path = format!("/citizens/{}/plan", person("bo"));
    ground.ask("ulla", "GET", &path).send().await.is(404);
    ground.ask("anna", "GET", "/me/plan").send().await.is(404);
}

#[tokio::test]
async fn each_case_that_the_plan_shows_is_a_look_at_it_and_no_other() {
    let ground = Ground::new().await;
    published(&ground).await;
    let seen = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let hidden = begun(&ground, "stranger", "alpha", "Sag Skjult", at(30)).await;
    plan(&ground, "anna").await;
    let path = format!("/citizens/{}/plan", person("bo"));
    ground.ask("ulla", "GET", &path).send().await.is(404);
    let looks = async |case: &str| {
        let log = ground.get("admin", &format!("/access-log?case={case}")).await;
        let rows = log["rows"].as_array().unwrap().clone();
        rows.iter().filter(|row| row["object"] == "plan").count()
    };
    assert_eq!((looks(&seen).await, looks(&hidden).await), (1, 0));
}

#[tokio::test]
async fn a21_2_the_same_question_is_told_before_it_is_asked() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    ground
        .complete("anna", &first, "ask", json!({"talk": {"lives": "alone"}}))
        .await;
    let form = page(&ground, "anna", &format!("/cases/{second}/tasks/ask"))
        .await
        .text;
    assert!(
        form.contains("Spørg kun én gang") && form.contains("Svaret var: Alene"),
        "{form}"
    );
    let form = page(&ground, "anna", &format!("/cases/{second}/tasks/plan_it"))
        .await
        .text;
    assert!(!form.contains("Spørg kun én gang"));
    assert_eq!(kinds(&plan(&ground, "anna").await), ["asked_twice", "parallel"]);
    // Whoever does not see the other case is told nothing of what it asks.
    let third = begun(&ground, "stranger", "beta", "Sag Gamma", at(30)).await;
    let form = page(&ground, "stranger", &format!("/cases/{third}/tasks/ask"))
        .await
        .text;
    assert!(!form.contains("Spørg kun én gang"));
}

/// Sends the form of a task as a person does; `more` beside what is filled.
async fn sent(ground: &Ground, case: &str, item: &str, more: &[(&str, &str)]) -> Answer {
    let path = format!("/cases/{case}/tasks/{item}");
    let form = page(ground, "anna", &path).await.text;
    let hidden = |name: &str| {
        let mark = format!("name=\"{name}\" value=\"");
        let rest = form.split(&mark).nth(1).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let mut pairs = vec![
        ("key".to_owned(), hidden("key")),
        ("seen".to_owned(), hidden("seen")),
        ("do".to_owned(), "complete".to_owned()),
    ];
    pairs.extend(
        more.iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    );
    let body: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let asking = ground.program.ask_without_going_on("POST", &path);
    let asking = asking.by(&token(HERE, "anna")).header("accept", "text/html");
    asking
        .body("application/x-www-form-urlencoded", body.join("&"))
        .send()
        .await
}

#[tokio::test]
async fn a21_2_a_form_or_request_that_another_has_sent_is_asked_about_before_it_is_sent() {
    let ground = Ground::new().await;
    for (name, kle) in [("alpha", "27.12.04"), ("beta", "27.18.02")] {
        let asking = format!(
            "does:\n  fetch: {{task: Bed om lønsedler i {name}, by: caseworker, asks: payslips, seen_by: everyone}}\n"
        );
        let asking = flow(name, kle).replace("does:\n", &asking);
        ground.publish(HERE, &asking).await.is(201);
    }
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    sent(&ground, &first, "fetch", &[]).await.is(303);
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    let form = page(&ground, "anna", &format!("/cases/{second}/tasks/fetch"))
        .await
        .text;
    assert!(
        form.contains("Spørg kun én gang") && form.contains("Bed om lønsedler i alpha"),
        "{form}"
    );
    let refused = sent(&ground, &second, "fetch", &[]).await.is(422);
    assert!(
        refused.text.contains("Borgeren er spurgt før"),
        "{}",
        refused.text
    );
    let plan_before = plan(&ground, "anna").await;
    assert!(kinds(&plan_before).contains(&"asked_twice"), "{plan_before}");
    sent(&ground, &second, "fetch", &[("asked_again", "yes")])
        .await
        .is(303);
    // Whoever has let the days pass is asked nothing.
    ground.clock("2026-04-15T08:00:00Z").await;
    let third = begun(&ground, "anna", "alpha", "Sag Gamma", at(10)).await;
    let form = page(&ground, "anna", &format!("/cases/{third}/tasks/fetch"))
        .await
        .text;
    assert!(!form.contains("Spørg kun én gang"), "{form}");
    sent(&ground, &third, "fetch", &[]).await.is(303);
}

#[tokio::test]
async fn a21_s4_two_answers_to_one_question_are_two_stories() {
    let ground = Ground::new().await;
    published(&ground).await;
    for (flow, lives) in [("alpha", "alone"), ("beta", "together")] {
        let case = begun(&ground, "anna", flow, flow, at(10)).await;
        ground
            .complete("anna", &case, "ask", json!({"talk": {"lives": lives}}))
            .await;
    }
    let found = plan(&ground, "anna").await;
    assert_eq!(kinds(&found), ["asked_twice", "two_stories", "parallel"]);
    let read = page(&ground, "anna", &format!("/citizens/{}/plan", person("bo")))
        .await
        .text;
    assert!(read.contains("står der noget forskelligt"), "{read}");
}

#[tokio::test]
async fn a21_3_goals_that_pull_apart_and_appointments_that_collide_are_found() {
    let ground = Ground::new().await;
    published(&ground).await;
    for (flow, kind, starts, ends) in [
        ("alpha", "develop", "2026-01-12T09:00:00Z", "2026-01-12T10:00:00Z"),
        ("beta", "maintain", "2026-01-12T09:30:00Z", "2026-01-12T10:30:00Z"),
    ] {
        let case = begun(&ground, "anna", flow, flow, at(10)).await;
        let meeting =
            json!({"do": "arrange", "item": "meet", "starts": starts, "ends": ends, "place": "Rådhuset"});
        ground.command("anna", &case, &meeting).await.is(200);
        ground
            .complete("anna", &case, "ask", json!({"talk": {"lives": "alone"}}))
            .await;
        let goals = json!([{"goal": format!("Mål i {flow}"), "theme": "Mobilitet", "kind": kind}]);
        ground
            .complete("anna", &case, "plan_it", json!({"plan": {"goals": goals}}))
            .await;
    }
    let found = plan(&ground, "anna").await;
    assert_eq!(kinds(&found), ["collide", "against", "asked_twice", "parallel"]);
    let read = page(&ground, "bo", "/plan").await.text;
    assert!(
        read.contains("To møder ligger på samme tid") && read.contains("går hver sin vej"),
        "{read}"
    );
}

#[tokio::test]
async fn a21_s2_what_is_begun_in_parallel_is_found_until_somebody_coordinates() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    assert!(kinds(&plan(&ground, "anna").await).contains(&"parallel"));
    let bind = json!({"do": "bind", "party": "guide", "to": [{"person": person("asta")}]});
    ground.command("anna", &first, &bind).await.is(200);
    assert!(!kinds(&plan(&ground, "anna").await).contains(&"parallel"));
    let case = page(&ground, "anna", &format!("/cases/{second}")).await.text;
    assert!(
        case.contains("Sag Alfa") && case.contains("Tovholder: Navn asta"),
        "{case}"
    );
}

#[tokio::test]
async fn a21_s6_a_case_that_comes_back_after_it_was_closed_is_found() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    ground.clock("2026-01-06T08:00:00Z").await;
    let end = json!({"do": "terminate", "reason": "Færdig"});
    ground.command("anna", &first, &end).await.is(200);
    ground.clock("2026-03-02T08:00:00Z").await;
    begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    assert_eq!(kinds(&plan(&ground, "anna").await), Vec::<&str>::new());
    begun(&ground, "anna", "alpha", "Sag Alfa igen", at(10)).await;
    assert!(kinds(&plan(&ground, "anna").await).contains(&"back"));
    let read = page(&ground, "anna", &format!("/citizens/{}/plan", person("bo")))
        .await
        .text;
    assert!(read.contains("problemet er der endnu"), "{read}");
}

#[tokio::test]
async fn a20_2_each_plan_names_its_coordinator_and_the_other_plans() {
    let ground = Ground::new().await;
    published(&ground).await;
    let mut with_guide = at(10);
    with_guide["guide"] = json!([{"person": person("asta")}]);
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", with_guide).await;
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    for (case, other, coordinator) in [(&first, "Sag Beta", false), (&second, "Sag Alfa", true)] {
        for login in ["anna", "bo"] {
            let read = page(&ground, login, &format!("/cases/{case}")).await.text;
            assert!(read.contains(other), "{login} {other}");
            assert_eq!(
                read.contains("Tovholder: Navn asta"),
                coordinator,
                "{login} {other}"
            );
        }
    }
}

#[tokio::test]
async fn a21_4_cases_show_the_overall_goal_that_they_serve_and_looks_are_told_to_it() {
    let ground = Ground::new().await;
    published(&ground).await;
    let holder = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let serving = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    ground
        .complete("anna", &holder, "ask", json!({"talk": {"lives": "alone"}}))
        .await;
    let goal = json!({"plan": {"overall": "Et liv i egen bolig"}});
    ground.complete("anna", &holder, "plan_it", goal).await;
    let read = page(&ground, "anna", &format!("/cases/{serving}")).await.text;
    assert!(read.contains("Overordnet mål: Et liv i egen bolig"), "{read}");
    let log = ground.get("admin", &format!("/access-log?case={holder}")).await;
    let rows = log["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["object"] == "plan"), "{log}");
}

#[tokio::test]
async fn a21_2_the_days_of_the_duplicate_detector_are_the_municipality_s_within_limits() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    ground
        .complete("anna", &first, "ask", json!({"talk": {"lives": "alone"}}))
        .await;
    ground.clock("2026-01-15T08:00:00Z").await;
    begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    assert!(kinds(&plan(&ground, "anna").await).contains(&"asked_twice"));

    let usual = ground.get("anna", "/plan-bounds").await;
    let mut bounds = usual.clone();
    for (name, value, status) in [
        ("asked_again_days", 6, 422),
        ("back_days", 2_000, 422),
        ("departments_a_week", 1, 422),
        ("asked_again_days", 7, 200),
    ] {
        bounds = usual.clone();
        bounds[name] = json!(value);
        let answer = ground
            .ask("admin", "PUT", "/plan-bounds")
            .json(&bounds)
            .send()
            .await
            .is(status);
        if status == 422 {
            let pointer = answer.json()["because"][0]["pointer"].clone();
            assert_eq!(pointer, json!(format!("/{name}")));
            assert_eq!(ground.get("admin", "/plan-bounds").await, usual);
        }
    }
    assert_eq!(ground.get("admin", "/plan-bounds").await, bounds);
    assert!(!kinds(&plan(&ground, "anna").await).contains(&"asked_twice"));
    ground
        .ask("anna", "PUT", "/plan-bounds")
        .json(&usual)
        .send()
        .await
        .is(403);
}

#[tokio::test]
async fn a_page_that_names_other_cases_of_a_citizen_is_logged_with_which() {
    let ground = Ground::new().await;
    published(&ground).await;
    let first = begun(&ground, "anna", "alpha", "Sag Alfa", at(10)).await;
    let entries = async || {
        let log = ground
            .get("admin", &format!("/access-log?case={first}&limit=100"))
            .await;
        let rows = log["rows"].as_array().unwrap().clone();
        rows.into_iter()
            .filter(|row| row["object"] == "plan")
            .collect::<Vec<_>>()
    };
    page(&ground, "anna", &format!("/cases/{first}")).await;
    assert_eq!(
        entries().await,
        Vec::<Value>::new(),
        "nothing of another case is named"
    );
    let second = begun(&ground, "anna", "beta", "Sag Beta", at(10)).await;
    begun(&ground, "stranger", "alpha", "Sag Skjult", at(30)).await;
    assert!(
        page(&ground, "anna", &format!("/cases/{first}"))
            .await
            .text
            .contains("Sag Beta")
    );
    let found = entries().await;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["criterion"], json!({"beside": second}), "{found:?}");
    assert_eq!(found[0]["citizen"], json!(person("bo")));
}
