//! What a case refuses, over HTTP: its status, its code, why, and who can lift it.

use serde_json::{Value, json};

use crate::ground::{Ground, assessed, order, person, registered};

/// Who asks, of which case, the status and code that come, and what is asked.
const REFUSED: &str = r#"
anna fresh 409 blocked {"do": "complete", "item": "assess", "data": {"assessment": {"need": 3}, "order": {"limit": "500"}}}
ulla fresh 403 not_owner {"do": "claim", "item": "send_order"}
ulla fresh 404 unknown_item {"do": "claim", "item": "register"}
anna fresh 404 unknown_item {"do": "claim", "item": "registr"}
anna fresh 409 no_work {"do": "claim", "item": "intake"}
anna fresh 409 not_open {"do": "claim", "item": "assess"}
asta claimed 409 claimed {"do": "complete", "item": "register", "data": {"application": {"received_on": "2026-01-05", "wishes": "x"}}}
anna fresh 422 wrong_data {"do": "complete", "item": "register", "data": {"application": {"received_on": "i går"}}}
anna fresh 422 wrong_data {"do": "complete", "item": "register", "data": {"nothing": {"x": 1}}}
anna fresh 422 wrong_data {"do": "complete", "item": "register", "data": {"assessment": {"need": 3}, "order": {"limit": "500"}}}
anna fresh 422 missing_data {"do": "complete", "item": "register"}
anna fresh 422 reason_missing {"do": "skip", "item": "assess", "reason": " "}
anna fresh 422 reason_long {"do": "skip", "item": "assess", "reason": "LONG"}
anna fresh 409 required_by_law {"do": "skip", "item": "register", "reason": "nej"}
anna fresh 409 not_ended {"do": "redo", "item": "assess", "reason": "nej"}
anna fresh 409 blocked {"do": "activate", "item": "assess"}
anna fresh 422 other_side {"do": "hand_over", "item": "register", "to": "provider"}
anna fresh 422 unknown_party {"do": "hand_over", "item": "register", "to": "nobody"}
anna fresh 422 unknown_message {"do": "message", "message": "nothing"}
anna fresh 409 not_on_hold {"do": "resume"}
anna fresh 409 not_closed {"do": "reopen", "reason": "x"}
anna fresh 403 not_owner {"do": "set", "data": {"decision": {"outcome": "granted"}}}
ulla fresh 403 not_owner {"do": "hold", "reason": "x"}
bo fresh 403 not_owner {"do": "bind", "party": "caseworker", "to": []}
tove ordered 403 not_owner {"do": "complete", "item": "send_order"}
anna ordered 409 ended {"do": "skip", "item": "assess", "reason": "x"}
anna held 409 on_hold {"do": "complete", "item": "register", "data": {"application": {"received_on": "2026-01-05", "wishes": "x"}}}
anna closed 409 closed {"do": "complete", "item": "register", "data": {"application": {"received_on": "2026-01-05", "wishes": "x"}}}
"#;

#[tokio::test]
async fn a_title_holds_no_personal_number() {
    let ground = Ground::new().await;
    for title in ["Ansøgning 610203-1234", "6102031234", "Anna 610203 1234"] {
        let begin = crate::ground::beginning(title);
        let refused = ground
            .ask("anna", "POST", "/cases")
            .json(&begin)
            .send()
            .await
            .is(422);
        assert_eq!(refused.json()["code"], "title", "{title}");
    }
}

#[tokio::test]
async fn every_kind_of_refusal_has_its_status_and_code() {
    let ground = Ground::new().await;
    let cases = [
        ("fresh", ground.begin("Ny").await),
        ("ordered", ground.ordered("Bestilt").await),
        ("claimed", ground.begin("Taget").await),
        ("held", ground.begin("Standset").await),
        ("closed", ground.begin("Lukket").await),
    ];
    let case = |name: &str| &cases.iter().find(|(known, _)| *known == name).unwrap().1;
    for (name, command) in [
        ("claimed", json!({"do": "claim", "item": "register"})),
        ("held", json!({"do": "hold", "reason": "venter"})),
        ("closed", json!({"do": "terminate", "reason": "fejl"})),
    ] {
        ground.command("anna", case(name), &command).await.is(200);
    }
    for line in REFUSED.lines().filter(|line| !line.is_empty()) {
        let [login, name, status, code, command] =
            line.splitn(5, ' ').collect::<Vec<_>>().try_into().unwrap();
        let command = command.replace("LONG", &"x".repeat(501));
        let command: Value = serde_json::from_str(&command).unwrap();
        let answer = ground.command(login, case(name), &command).await;
        let problem = answer.json();
        let found = format!("{} {}", answer.status, problem["code"].as_str().unwrap());
        assert_eq!(found, format!("{status} {code}"), "{line}: {problem}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert!(!problem["detail"].as_str().unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_refusal_says_why_and_who_can_lift_it_in_both_languages() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let asked = |language: &'static str| {
        let asking = ground.ask("anna", "POST", &format!("/cases/{case}/tasks/assess/claim"));
        asking.header("accept-language", language).send()
    };
    let english = asked("en").await.is(409).json();
    assert_eq!(english["title"], "That cannot be done now");
    assert_eq!(english["detail"], "Assess the need is not open.");
    let stage = json!({"code": "stage", "message": "the stage Assessment and decision is not under way"});
    let after = json!({"code": "after", "message": "first missing: Register the application", "lifted_by": "Caseworker can do that"});
    assert_eq!(english["because"], json!([stage, after]));
    let danish = asked("da-DK, en;q=0.5").await.is(409).json();
    assert_eq!(danish["detail"], "Vurdér behovet er ikke åben.");
    assert_eq!(danish["because"][1]["lifted_by"], "det kan Rådgiver");
}

#[tokio::test]
async fn wrong_values_are_pointed_at_each_by_itself() {
    let ground = Ground::new().await;
    let case = ground.ordered("Sag").await;
    let wrong = json!({"data": {"order": {"lines": [{"answer": "måske"}]}, "status": {"as_expected": 1}}});
    let path = format!("/cases/{case}/tasks/answer_order/complete");
    let answer = ground
        .ask("ulla", "POST", &path)
        .json(&wrong)
        .send()
        .await
        .is(422)
        .json();
    assert_eq!(answer["pointer"], "/data/order/lines/0/answer");
    let pointers: Vec<&Value> = answer["because"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["pointer"])
        .collect();
    assert_eq!(
        pointers,
        ["/data/order/lines/0/answer", "/data/status/as_expected"]
    );
}

#[tokio::test]
async fn four_eyes_are_two_people_even_where_one_could() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let both = json!([{"unit": crate::ground::unit(10), "acts_as": ["caseworker", "team_leader"]}]);
    let places = format!("/people/{}/places", person("asta"));
    ground
        .ask("admin", "PUT", &places)
        .json(&both)
        .send()
        .await
        .is(200);
    ground.complete("asta", &case, "register", registered()).await;
    ground.complete("asta", &case, "assess", assessed()).await;
    let granted =
        json!({"do": "complete", "item": "decide_help", "data": {"decision": {"outcome": "granted"}}});
    let refused = ground.command("asta", &case, &granted).await.is(403).json();
    assert_eq!(refused["code"], "four_eyes");
    assert_eq!(refused["because"][0]["lifted_by"], "another person must do it");
    ground.command("tove", &case, &granted).await.is(200);
    let empty = json!({"do": "complete", "item": "send_order", "data": {"order": {"lines": []}}});
    let refused = ground.command("asta", &case, &empty).await.is(422).json();
    assert_eq!(refused["code"], "not_finished");
    ground.complete("anna", &case, "send_order", order()).await;
}

#[tokio::test]
async fn who_saw_an_older_version_is_told_and_changes_nothing() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let path = format!("/cases/{case}/tasks/register/claim");
    for (tag, status) in [
        ("\"9\"", 412),
        ("\"0\"", 412),
        ("W/\"1\"", 412),
        ("nonsense", 412),
        ("\"1\"", 200),
        ("\"1\"", 412),
        ("*", 200),
    ] {
        let answer = ground
            .ask("anna", "POST", &path)
            .header("if-match", tag)
            .send()
            .await;
        assert_eq!(answer.status, status, "{tag}: {}", answer.text);
        if status == 412 {
            assert_eq!(answer.json()["code"], "changed");
        } else {
            assert_eq!(answer.header("etag"), "\"2\"");
        }
    }
}

/// What is put where in what begins a case, and the status, code and place that come.
const NOT_THERE: &str = r#"
/flow "nowhere" 422 no-flow /flow
/version 9 422 no-flow /flow
/parties {"nobody":[]} 422 unknown_party -
/parties {"1":[]} 422 unknown-field /parties/1
/parties/citizen [{"unit":"NOBODY"}] 422 unknown_binding /parties/citizen/0/unit
/parties/citizen [{"person":"NOBODY"}] 422 unknown_binding /parties/citizen/0/person
/parties/citizen [{}] 422 unknown_binding /parties/citizen/0
/parties/citizen [{"person":"BO"},{"person":"BO"}] 422 one_only -
/title "" 422 title -
/title "LONG" 422 title -
/data {"assessment":{"need":7}} 422 wrong_data /data/assessment/need
"#;

#[tokio::test]
async fn a_case_cannot_begin_with_what_is_not_there() {
    let ground = Ground::new().await;
    for line in NOT_THERE.lines().filter(|line| !line.is_empty()) {
        let [place, value, status, code, pointer] = line.split(' ').collect::<Vec<_>>().try_into().unwrap();
        let value = value
            .replace("NOBODY", "00000000-0000-0000-0000-0000000000ff")
            .replace("BO", &person("bo").to_string())
            .replace("LONG", &"x".repeat(201));
        let value: Value = serde_json::from_str(&value).unwrap();
        let mut beginning = crate::ground::beginning("Sag");
        match beginning.pointer_mut(place) {
            Some(there) => *there = value,
            None => beginning[&place[1..]] = value,
        }
        let answer = ground.ask("anna", "POST", "/cases").json(&beginning).send().await;
        let problem = answer.json();
        let found = format!(
            "{} {} {}",
            answer.status,
            problem["code"].as_str().unwrap(),
            problem["pointer"].as_str().unwrap_or("-")
        );
        assert_eq!(found, format!("{status} {code} {pointer}"), "{line}: {problem}");
    }
    assert_eq!(ground.get("anna", "/cases").await["rows"], json!([]));
}

#[tokio::test]
async fn whom_there_is_is_told_nobody_who_may_not_know_of_the_case() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let nowhere = "00000000-0000-0000-0000-00000000dead";
    let command = |what: &str, to: &Value| {
        let mut command = json!({"do": what, "party": "caseworker", "to": [to]});
        if what == "pass_on" {
            command["note"] = json!("Ny på sagen");
        }
        command
    };
    for what in ["bind", "pass_on"] {
        let mut told = Vec::new();
        for to in [
            json!({"unit": crate::ground::unit(10)}),
            json!({"unit": nowhere}),
            json!({"person": person("asta")}),
            json!({"person": nowhere}),
            json!({}),
        ] {
            for (login, case) in [
                ("stranger", case.as_str()),
                ("owner", case.as_str()),
                ("stranger", nowhere),
            ] {
                let answer = ground.command(login, case, &command(what, &to)).await;
                let mut body = answer.json();
                body.as_object_mut().unwrap().remove("instance");
                told.push((answer.status, body));
            }
            // Whoever sees the case is told.
            let known = to["unit"] != json!(nowhere) && to["person"] != json!(nowhere) && to != json!({});
            let answer = ground.command("anna", &case, &command(what, &to)).await;
            assert_eq!(
                answer.status,
                if known { 200 } else { 422 },
                "{to}: {}",
                answer.text
            );
            // And asta still acts in it for the next.
            let back = json!({"unit": crate::ground::unit(10)});
            ground
                .command("asta", &case, &command("bind", &back))
                .await
                .is(200);
        }
        assert_eq!(told[0].0, 404, "{told:?}");
        assert!(told.iter().all(|one| *one == told[0]), "{told:?}");
    }
}
