//! The chain of a case, the review of a flow and what its scenarios reach, as programs read them.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token, unit};

const FLOW: &str = "samspil: 1
flow: goals
title: Støtte
parties:
  caseworker: {title: Rådgiver, side: authority}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen}
data:
  plan:
    words: {type: text, title: Borgerens egne ord, seen_by: everyone}
    purpose: {type: text, title: Formål, seen_by: everyone}
    goals:
      seen_by: everyone
      list:
        goal: {type: text, title: Mål, code: ffb-goal}
        theme: {type: text, title: Tema}
        target: {type: level, of: 0..4, codes: {1: b508ff66}, title: Niveau}
        kind: {type: choice, of: {develop: Udvikle, maintain: Fastholde}, codes: {develop: d41c8072-52f8-42b5-9375-ddbea454d27f}, title: Måltype}
        activity: {type: text, optional: true, title: Aktivitet}
  note:
    about: {type: text, title: Mål, seen_by: provider}
    saw: {type: text, title: Hvad så vi, seen_by: provider}
chain:
  wishes: plan.words
  purpose: plan.purpose
  goals: plan.goals.goal
  theme: plan.goals.theme
  level: plan.goals.target
  kind: plan.goals.kind
  activities: plan.goals.activity
  notes: write_note
  about: note.about
does:
  agree: {task: Aftal, by: caseworker, fills: [plan.words, plan.purpose, plan.goals]}
  write_note: {task: Skriv et notat, by: provider, after: agree, optional: true, repeats: {freely: true}, fills: [note.about, note.saw]}
closes: by_hand
";

/// A case with two goals, of which one has an activity.
async fn agreed(ground: &Ground) -> String {
    ground.publish(HERE, FLOW).await.is(201);
    let begin = json!({"flow": "goals", "title": "Sag", "parties": {
        "caseworker": [{"unit": unit(10)}], "provider": [{"unit": unit(20)}], "citizen": [{"person": person("bo")}],
    }});
    let begun = ground.ask("anna", "POST", "/cases").json(&begin).send().await;
    let case = begun.is(201).json()["case"].as_str().unwrap().to_owned();
    let goals = json!([
        {"goal": "Sove om natten", "theme": "Søvn", "target": 1, "kind": "develop", "activity": "Ro om aftenen"},
        {"goal": "Handle selv", "theme": "Indkøb", "target": 2, "kind": "maintain"},
    ]);
    let plan = json!({"plan": {"words": "Jeg vil selv", "purpose": "En rolig hverdag", "goals": goals}});
    ground.complete("anna", &case, "agree", plan).await;
    case
}

#[tokio::test]
async fn goals_are_read_with_what_is_done_and_written_as_far_as_each_sees_it() {
    let ground = Ground::new().await;
    let case = agreed(&ground).await;
    let path = format!("/cases/{case}/goals");
    let note = json!({"note": {"about": "Sove om natten", "saw": "Sov til klokken syv"}});
    ground.complete("ulla", &case, "write_note", note).await;

    let seen = ground.get("ulla", &path).await;
    assert_eq!(
        (&seen["wishes"], &seen["purpose"]),
        (&json!("Jeg vil selv"), &json!("En rolig hverdag"))
    );
    let goal = &seen["goals"][0];
    assert_eq!(
        (&goal["goal"], &goal["code"]),
        (&json!("Sove om natten"), &json!("ffb-goal"))
    );
    assert_eq!(goal["parts"][0]["activity"], json!("Ro om aftenen"));
    assert_eq!(
        (&goal["without_activity"], &goal["silent"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(
        goal["notes"][0]["says"],
        json!({"note.saw": "Sov til klokken syv"})
    );
    assert_eq!(seen["goals"][1]["without_activity"], json!(true));
    assert_eq!(seen["goals"][1]["notes"], json!([]));

    // Notes stay with the provider.
    for login in ["anna", "bo"] {
        let seen = ground.get(login, &path).await;
        assert_eq!(seen["goals"][0]["goal"], json!("Sove om natten"), "{login}");
        assert_eq!(
            (&seen["goals"][0]["notes"], &seen["goals"][0]["silent"]),
            (&Value::Null, &Value::Null),
            "{login}"
        );
        assert_eq!(seen["other_notes"], Value::Null, "{login}");
        assert!(!seen.to_string().contains("klokken syv"), "{login}");
    }

    ground.clock("2026-01-19T08:00:00Z").await;
    let silent = |seen: &Value| seen["goals"][0]["silent"].clone();
    assert_eq!(silent(&ground.get("ulla", &path).await), json!(false));
    ground.clock("2026-01-19T08:01:00Z").await;
    assert_eq!(silent(&ground.get("ulla", &path).await), json!(true));

    // Whoever has nothing to do with the case, and a flow without a chain, are answered alike.
    ground.ask("stranger", "GET", &path).send().await.is(404);
    let other = ground.begin("Uden kæde").await;
    let path = format!("/cases/{other}/goals");
    ground.ask("anna", "GET", &path).send().await.is(404);

    let log = ground
        .get("admin", &format!("/access-log?case={case}&limit=100"))
        .await;
    let looks = log["rows"].as_array().unwrap().iter();
    let by_ulla = looks.filter(|row| row["person"] == json!(person("ulla")) && row["object"] == "case");
    assert!(by_ulla.count() >= 3, "{log}");
}

#[tokio::test]
async fn theme_level_and_type_of_a_goal_are_told_with_their_national_codes() {
    let ground = Ground::new().await;
    let case = agreed(&ground).await;
    let seen = ground.get("anna", &format!("/cases/{case}/goals")).await;
    let goal = &seen["goals"][0];
    let coded = |value: Value, code: Option<&str>| json!({"value": value, "code": code});
    assert_eq!(
        [&goal["theme"], &goal["level"], &goal["kind"]],
        [
            &coded(json!("Søvn"), None),
            &coded(json!(1), Some("b508ff66")),
            &coded(json!("develop"), Some("d41c8072-52f8-42b5-9375-ddbea454d27f")),
        ]
    );
    assert_eq!(
        seen["goals"][1]["kind"],
        coded(json!("maintain"), None),
        "a choice may have no code"
    );
}

#[tokio::test]
async fn a_review_of_a_flow_says_what_it_found_and_what_the_flow_answers() {
    let ground = Ground::new().await;
    ground.publish(HERE, FLOW).await.is(201);
    let review = ground.get("owner", "/flows/goals/review").await;
    assert_eq!(
        (&review["flow"], &review["version"]),
        (&json!("goals"), &json!(1))
    );
    let found = review["findings"].as_array().unwrap();
    let open = found.iter().filter(|one| one["answered"].is_null()).count();
    assert_eq!(review["open"], json!(open));
    let described = found
        .iter()
        .find(|one| one["finding"] == "not_described" && one["at"] == "caseworker");
    let described = described.unwrap_or_else(|| panic!("{review}"));
    assert_eq!(described["question"], json!("roles"));
    for key in ["asked", "what", "hint"] {
        assert!(
            described[key].as_str().is_some_and(|text| text.len() > 5),
            "{key}"
        );
    }
    ground
        .ask("owner", "GET", "/flows/goals/review?version=9")
        .send()
        .await
        .is(404);
    ground
        .ask("owner", "GET", "/flows/nothing/review")
        .send()
        .await
        .is(404);
    ground
        .ask("bo", "GET", "/flows/goals/review")
        .send()
        .await
        .is(403);
}

/// The process owner sends a form of the workbench.
async fn form(ground: &Ground, path: &str, fields: &[(&str, &str)]) {
    let escaped = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let fields = fields
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)));
    let fields: Vec<String> = fields.collect();
    let asking = ground.program.ask_without_going_on("POST", path);
    let asking = asking.by(&token(HERE, "owner"));
    let answer = asking
        .body("application/x-www-form-urlencoded", fields.join("&"))
        .send()
        .await;
    answer.is(303);
}

#[tokio::test]
async fn what_the_scenarios_of_a_draft_reach_is_told_part_by_part() {
    let ground = Ground::new().await;
    ground.publish(HERE, FLOW).await.is(201);
    let path = "/drafts/goals/coverage";
    ground.ask("owner", "GET", path).send().await.is(404);
    form(&ground, "/workbench/goals/begin", &[]).await;
    let reached = ground.get("owner", path).await;
    assert_eq!(
        (&reached["items"]["all"], &reached["items"]["reached"]),
        (&json!(2), &json!(0))
    );
    let scenario = "scenario: {da: Aftalt, en: Agreed}\nstarts: 2026-01-05 09:00\nsteps:\n  - {complete: agree, data: {plan: {words: Ro, purpose: Ro, goals: [{goal: Sove, theme: Søvn, target: 1, kind: develop}]}}}\n";
    let wrong = scenario.replace("complete: agree", "complete: write_note");
    for (seen, name, text) in [("1", "agreed", scenario), ("2", "too_early", wrong.as_str())] {
        let fields = [("name", name), ("text", text), ("seen", seen), ("do", "keep")];
        form(&ground, "/workbench/goals/scenarios", &fields).await;
    }
    let reached = ground.get("owner", path).await;
    let passed: Vec<(&Value, &Value)> = reached["scenarios"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["name"], &one["passed"]))
        .collect();
    assert_eq!(
        passed,
        [
            (&json!("agreed"), &json!(true)),
            (&json!("too_early"), &json!(false))
        ]
    );
    assert_eq!(
        (&reached["items"]["reached"], &reached["items"]["missing"]),
        (&json!(1), &json!(["write_note"]))
    );
    assert_eq!(reached["other"], Value::Null, "the flow is of no pair");
    ground.ask("anna", "GET", path).send().await.is(403);
}
