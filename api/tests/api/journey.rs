//! A whole case between two units and a citizen, by HTTP alone.

use serde_json::{Value, json};

use crate::ground::{Ground, START, assessed, order, person, registered};

/// The names of what is listed, in the list's order.
async fn listed(ground: &Ground, login: &str, whose: &str) -> Vec<String> {
    let tasks = ground.get(login, &format!("/tasks?whose={whose}")).await;
    let names = tasks["rows"].as_array().unwrap().iter();
    names
        .map(|task| task["item"].as_str().unwrap().to_owned())
        .collect()
}

fn item<'case>(case: &'case Value, name: &str) -> &'case Value {
    let items = case["items"].as_array().unwrap();
    let found = items.iter().find(|item| item["item"] == name);
    found.unwrap_or_else(|| panic!("{name} in {case}"))
}

#[tokio::test]
async fn a_case_goes_from_hand_to_hand_and_closes() {
    let ground = Ground::new().await;
    let begun = ground.ask("anna", "POST", "/cases");
    let begun = begun
        .json(&crate::ground::beginning("Sag A"))
        .send()
        .await
        .is(201);
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    assert_eq!(begun.header("location"), format!("/api/v1/cases/{case}"));
    assert_eq!(begun.header("etag"), "\"1\"");
    assert_eq!(listed(&ground, "anna", "units").await, ["register"]);
    assert_eq!(listed(&ground, "ulla", "units").await, [""; 0]);

    let claim = format!("/cases/{case}/tasks/register/claim");
    ground.ask("anna", "POST", &claim).send().await.is(200);
    assert_eq!(listed(&ground, "anna", "mine").await, ["register"]);
    assert_eq!(listed(&ground, "asta", "mine").await, [""; 0]);
    let draft = format!("/cases/{case}/tasks/register/draft");
    let half = json!({"data": {"application": {"wishes": "Jeg vil"}}});
    ground
        .ask("anna", "POST", &draft)
        .json(&half)
        .send()
        .await
        .is(200);
    let read = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(item(&read, "register")["draft"], half["data"]);
    assert_eq!(item(&read, "register")["claimed_by"], json!(person("anna")));
    let others = ground.get("asta", &format!("/cases/{case}")).await;
    assert_eq!(
        item(&others, "register").get("draft"),
        None,
        "a draft is its writer's"
    );

    ground.complete("anna", &case, "register", registered()).await;
    ground.complete("anna", &case, "assess", assessed()).await;
    let granted = json!({"decision": {"outcome": "granted"}});
    ground.complete("tove", &case, "decide_help", granted).await;
    assert_eq!(listed(&ground, "ulla", "waiting").await, ["send_order"]);
    ground.complete("anna", &case, "send_order", order()).await;
    assert_eq!(listed(&ground, "anna", "waiting").await, ["answer_order"]);
    assert_eq!(listed(&ground, "ulla", "units").await, ["answer_order"]);
    let answer = json!({"order": {"lines": [{"answer": "accepted"}]}});
    ground.complete("ulla", &case, "answer_order", answer).await;
    let read = ground.get("anna", &format!("/cases/{case}")).await;
    let line = json!([{"need": "Støtte i hverdagen", "rate": "8122.75", "answer": "accepted"}]);
    assert_eq!(read["data"]["order"]["lines"], line);
    let status = json!({"status": {"as_expected": true}});
    ground.complete("ulla", &case, "write_status", status).await;
    ground.complete("anna", &case, "close_help", Value::Null).await;

    let read = ground
        .ask("bo", "GET", &format!("/cases/{case}"))
        .send()
        .await
        .is(200);
    assert_eq!(read.json()["standing"], "closed");
    assert_eq!(read.json()["you_are"], json!(["citizen"]));
    assert_eq!(read.header("etag"), format!("\"{}\"", read.json()["version"]));
    for login in ["anna", "ulla"] {
        assert_eq!(listed(&ground, login, "units").await, [""; 0]);
    }
    let sought = json!({"status": "closed", "text": "SAG", "flow": "help"});
    let found = ground.ask("ulla", "POST", "/cases/search").json(&sought);
    let found = found.send().await.is(200).json();
    assert_eq!(found["rows"][0]["title"], "Sag A");
    assert_eq!(ground.get("ulla", "/cases?status=open").await["rows"], json!([]));
}

#[tokio::test]
async fn clocks_ladders_and_inboxes_follow_the_clock() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag B").await;
    ground.complete("anna", &case, "register", registered()).await;
    let clocks = ground.get("anna", &format!("/cases/{case}/clocks")).await;
    let decide = clocks
        .as_array()
        .unwrap()
        .iter()
        .find(|clock| clock["clock"] == "decide")
        .unwrap();
    assert_eq!(
        (&decide["state"], &decide["kind"]),
        (&json!("running"), &json!("municipal"))
    );
    assert_eq!(
        decide["due"], "2026-03-02T22:59:59Z",
        "8 weeks, to the end of the day in Copenhagen"
    );
    assert_eq!(decide["law"]["act"], "retssikkerhedsloven");
    assert!(decide["arithmetic"].as_array().unwrap().len() > 1, "{decide}");

    ground.clock("2026-02-02T12:00:00Z").await;
    let [notice] = inbox(&ground, "asta").await.try_into().unwrap();
    assert_eq!(
        (&notice["kind"], &notice["case"]),
        (&json!("reminder"), &json!(case))
    );
    assert!(
        notice["text"]
            .as_str()
            .unwrap()
            .starts_with("Remember: Assess the need in the case Sag B")
    );
    let read = format!("/inbox/{}/read", notice["notice"].as_str().unwrap());
    ground.ask("ulla", "POST", &read).send().await.is(404);
    for _ in 0..2 {
        ground.ask("asta", "POST", &read).send().await.is(204);
    }
    assert_eq!(inbox(&ground, "asta").await[0]["read_at"], "2026-02-02T12:00:00Z");
    assert_eq!(
        ground.get("anna", "/tasks?whose=units&overdue=true").await["rows"],
        json!([])
    );
    ground.clock("2026-02-03T12:00:00Z").await;
    assert_eq!(
        ground.get("anna", "/tasks?whose=units&overdue=true").await["rows"][0]["item"],
        "assess"
    );
    assert_eq!(inbox(&ground, "tove").await[0]["kind"], "lateness");
    assert_eq!(inbox(&ground, "bo").await, [json!(null); 0]);
}

async fn inbox(ground: &Ground, login: &str) -> Vec<Value> {
    ground.get(login, "/inbox").await["rows"]
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn history_and_why_are_told_in_the_reader_s_language() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag C").await;
    ground.complete("anna", &case, "register", registered()).await;
    let path = format!("/cases/{case}/events?limit=1");
    let first = ground.get("anna", &path).await;
    assert_eq!(first["events"][0]["number"], 1);
    assert_eq!(first["events"][0]["at"], START);
    assert_eq!(first["events"][0]["changes"][0]["is"], "case_started");
    let second = ground
        .get("anna", &format!("{path}&after={}", first["next"]))
        .await;
    assert_eq!(second["next"], json!(null));
    let set = &second["events"][0]["changes"][0];
    assert_eq!(set["values"]["application.received_on"], "2026-01-05");
    assert_eq!(second["events"][0]["by"]["person"], json!(person("anna")));

    let why = format!("/cases/{case}/items/decide_help/why");
    let told = ground.get("tove", &why).await;
    assert_eq!(told["status"], "waiting");
    assert_eq!(told["blocks"][0]["code"], "after");
    assert_eq!(told["blocks"][0]["message"], "first missing: Assess the need");
    assert_eq!(told["blocks"][0]["lifted_by"], "Caseworker can do that");
    let danish = ground.ask("tove", "GET", &why).header("accept-language", "da");
    let danish = danish.send().await.is(200).json();
    assert_eq!(
        danish["blocks"][0]["message"],
        "der mangler først: Vurdér behovet"
    );
    ground
        .ask("anna", "GET", &why.replace("decide_help", "nowhere"))
        .send()
        .await
        .is(404);
}

#[tokio::test]
async fn work_leaves_the_flow_s_way_with_a_reason() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag D").await;
    let add =
        json!({"do": "add", "title": "Ring til lægen", "owner": "provider", "reason": "Borgeren bad om det"});
    ground.command("anna", &case, &add).await.is(200);
    assert_eq!(listed(&ground, "ulla", "units").await, ["unplanned#1"]);
    let hand = format!("/cases/{case}/tasks/register/hand-over");
    ground
        .ask("anna", "POST", &hand)
        .json(&json!({"to": "team_leader"}))
        .send()
        .await
        .is(200);
    ground.complete("tove", &case, "register", registered()).await;
    let skip = json!({"do": "skip", "item": "assess", "reason": "Gjort af en anden kommune"});
    ground.command("anna", &case, &skip).await.is(200);
    let read = ground.get("tove", &format!("/cases/{case}")).await;
    let assess = item(&read, "assess");
    assert_eq!(
        (&assess["status"], &assess["reason"]),
        (&json!("skipped"), &skip["reason"])
    );
    for (command, standing) in [
        (json!({"do": "hold", "reason": "Venter på lægen"}), "on_hold"),
        (json!({"do": "resume"}), "open"),
        (
            json!({"do": "terminate", "reason": "Fejlregistreret"}),
            "terminated",
        ),
        (json!({"do": "reopen", "reason": "Det var ikke en fejl"}), "open"),
    ] {
        ground.command("anna", &case, &command).await.is(200);
        let read = ground.get("anna", &format!("/cases/{case}")).await;
        assert_eq!(read["standing"], standing);
    }
    let bind = json!({"do": "bind", "party": "citizen", "to": [{"person": person("owner")}]});
    ground.command("anna", &case, &bind).await.is(200);
    ground
        .ask("bo", "GET", &format!("/cases/{case}"))
        .send()
        .await
        .is(404);
    ground
        .ask("owner", "GET", &format!("/cases/{case}"))
        .send()
        .await
        .is(200);
}
