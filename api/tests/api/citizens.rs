//! The register of citizens: found by number, shown with it hidden, revealed and erased for a reason, and never logged.

use samspil_tests::program::{Answer, Program};
use serde_json::{Value, json};

use crate::ground::{Ground, HERE, START, token, unit};

const CPR: &str = "610203-9876";
const DIGITS: &str = "6102039876";
const NAME: &str = "Kanarie Fuglsang";

fn citizen() -> Value {
    json!({"cpr": CPR, "name": NAME, "address": "Burvej 17\n9999 Fuglekøbing", "protected_since": "2025-02-01"})
}

async fn post(ground: &Ground, login: &str, path: &str, body: &Value) -> Answer {
    ground.ask(login, "POST", path).json(body).send().await
}

async fn register(ground: &Ground) -> String {
    let added = post(ground, "anna", "/citizens", &citizen()).await.is(201);
    added.json()["citizen"].as_str().unwrap().to_owned()
}

fn beginning(citizen: &str) -> Value {
    json!({
        "flow": "help", "title": "Sag om støtte",
        "parties": {
            "caseworker": [{"unit": unit(10)}], "team_leader": [{"unit": unit(10)}],
            "provider": [{"unit": unit(20)}], "citizen": [{"person": citizen}],
        },
        "data": {"assessment": {"summary": format!("Om {CPR}")}},
    })
}

#[tokio::test]
async fn a_citizen_is_found_by_number_and_shown_with_it_hidden() {
    let ground = Ground::new().await;
    let sought = json!({"cpr": DIGITS});
    post(&ground, "anna", "/citizens/search", &sought).await.is(404);
    let citizen = register(&ground).await;
    for written in [CPR, DIGITS, "610203 9876", " 61 02 03 98 76"] {
        let sought = json!({"cpr": written});
        let found = post(&ground, "anna", "/citizens/search", &sought).await.is(200);
        assert_eq!(found.json()["citizen"], json!(citizen), "{written}");
        assert!(!found.text.contains("9876"), "{}", found.text);
    }
    let read = ground.get("anna", &format!("/citizens/{citizen}")).await;
    assert_eq!(read["cpr"], json!("610203-****"));
    assert_eq!(read["name"], json!(NAME));
    assert_eq!(read["protected_since"], json!("2025-02-01"));
    let begun = post(&ground, "anna", "/cases", &beginning(&citizen))
        .await
        .is(201);
    let cases = ground.get("anna", &format!("/citizens/{citizen}/cases")).await;
    assert_eq!(cases["rows"][0]["case"], begun.json()["case"]);
    // Whom the register has as protected is so in their cases from the beginning.
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    let shown = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!(shown["protected"], json!(["name", "address"]));
    let others = ground
        .get("stranger", &format!("/citizens/{citizen}/cases"))
        .await;
    assert_eq!(others["rows"], json!([]));
}

#[tokio::test]
async fn a_number_is_revealed_for_a_reason_alone() {
    let ground = Ground::new().await;
    let citizen = register(&ground).await;
    let path = format!("/citizens/{citizen}/reveal");
    post(&ground, "anna", &path, &json!({"purpose": " "}))
        .await
        .is(422);
    let revealed = post(&ground, "anna", &path, &json!({"purpose": "Brev"}))
        .await
        .is(200);
    assert_eq!(revealed.json()["cpr"], json!(CPR));
    for login in ["bo", "owner", "admin"] {
        post(&ground, login, &path, &json!({"purpose": "Brev"}))
            .await
            .is(403);
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_without_repeating_it() {
    let ground = Ground::new().await;
    register(&ground).await;
    for (body, status, pointer) in [
        (json!({"cpr": "990203-9876", "name": NAME}), 422, Some("/cpr")),
        (json!({"cpr": "6102039", "name": NAME}), 422, Some("/cpr")),
        (json!({"name": " "}), 422, Some("/name")),
        (json!({"cpr": 6_102_039_876_u64, "name": NAME}), 422, Some("/cpr")),
        (json!({"cpr": CPR, "name": NAME}), 409, None),
        (json!({"cpr": CPR, "name": NAME, "x": 1}), 422, None),
    ] {
        let answer = post(&ground, "anna", "/citizens", &body).await.is(status);
        assert!(!answer.text.contains("9876"), "{}", answer.text);
        if let Some(pointer) = pointer {
            assert_eq!(answer.json()["pointer"], json!(pointer), "{body}");
        }
    }
}

#[tokio::test]
async fn an_administrator_erases_whose_cases_have_ended() {
    let ground = Ground::new().await;
    let citizen = register(&ground).await;
    let begun = post(&ground, "anna", "/cases", &beginning(&citizen))
        .await
        .is(201);
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    let path = format!("/citizens/{citizen}/erase");
    let why = json!({"purpose": "Kassation"});
    post(&ground, "anna", &path, &why).await.is(403);
    post(&ground, "admin", &path, &json!({"purpose": ""}))
        .await
        .is(422);
    post(&ground, "admin", &path, &why).await.is(409);
    let end = json!({"do": "terminate", "reason": "Flyttet"});
    ground.command("tove", &case, &end).await.is(200);
    for _ in 0..2 {
        let waits = post(&ground, "admin", &path, &why).await.is(202).json();
        assert_eq!(waits["proposed_by"], json!("Navn admin"), "nobody does it alone");
    }
    ground.ask("anna", "DELETE", &path).send().await.is(403);
    ground.ask("admin", "DELETE", &path).send().await.is(204);
    post(&ground, "alma", &path, &why).await.is(202);
    let erased = post(&ground, "admin", &path, &why).await.is(200);
    assert_eq!(erased.json()["cases"], json!(1));
    post(&ground, "admin", &path, &why).await.is(404);
    let read = ground.get("anna", &format!("/citizens/{citizen}")).await;
    assert_eq!((&read["name"], &read["cpr"]), (&json!(null), &json!(null)));
    for path in [format!("/cases/{case}"), format!("/cases/{case}/events")] {
        let read = ground.get("anna", &path).await.to_string();
        assert!(!read.contains(CPR), "{read}");
    }
    for path in [
        format!("/cases/{case}"),
        format!("/cases/{case}/history"),
        format!("/citizens/{citizen}"),
    ] {
        let page = ground.program.ask_plainly("GET", &path).by(&token(HERE, "anna"));
        let page = page.header("accept", "text/html").send().await.is(200);
        assert!(!page.text.contains(CPR), "{path}");
    }
}

#[tokio::test]
async fn a_number_is_written_only_where_it_is_sealed() {
    let ground = Ground::new().await;
    let citizen = register(&ground).await;
    let begun = post(&ground, "anna", "/cases", &beginning(&citizen))
        .await
        .is(201);
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    let complete = |wishes: &str| {
        let data = json!({"application": {"received_on": "2026-01-05", "wishes": wishes}});
        json!({"do": "complete", "item": "register", "data": data})
    };
    for written in [CPR.to_owned(), DIGITS.to_owned(), "Hun er 610203 9876".to_owned()] {
        let refused = ground.command("anna", &case, &complete(&written)).await;
        assert!(
            (400..500).contains(&refused.status),
            "{written}: {}",
            refused.text
        );
        assert!(
            refused.text.contains("must not hold a CPR number"),
            "{}",
            refused.text
        );
        assert!(!refused.text.contains("9876"), "{}", refused.text);
    }
    // A number that is no day of birth is something else.
    let order = complete("Ordre 9876543210 af 2026-01-05");
    ground.command("anna", &case, &order).await.is(200);
    let end = |reason: String| json!({"do": "terminate", "reason": reason});
    let refused = ground
        .command("tove", &case, &end(format!("Flyttet, {CPR}")))
        .await;
    assert!((400..500).contains(&refused.status), "{}", refused.text);
    assert!(
        refused.text.contains("must not hold a CPR number"),
        "{}",
        refused.text
    );
    ground
        .command("tove", &case, &end("Flyttet".to_owned()))
        .await
        .is(200);
    let reveal = format!("/citizens/{citizen}/reveal");
    let purpose = json!({"purpose": format!("Brev til {CPR}")});
    post(&ground, "anna", &reveal, &purpose).await.is(422);
}

/// Every way in that takes a number, right, wrong and malformed.
async fn everywhere(ground: &Ground) {
    let citizen = register(ground).await;
    let one = format!("/citizens/{citizen}");
    for (login, method, path, body) in [
        ("anna", "POST", "/citizens/search".to_owned(), json!({"cpr": CPR})),
        ("bo", "POST", "/citizens/search".to_owned(), json!({"cpr": CPR})),
        (
            "anna",
            "POST",
            "/citizens/search".to_owned(),
            json!({"cpr": [CPR]}),
        ),
        ("anna", "POST", "/citizens".to_owned(), citizen_again()),
        ("anna", "PUT", one.clone(), citizen_again()),
        ("anna", "POST", format!("{one}/reveal"), json!({"purpose": CPR})),
        ("anna", "POST", "/cases".to_owned(), beginning(&citizen)),
        (
            "anna",
            "POST",
            "/cases".to_owned(),
            json!({"flow": CPR, "title": CPR}),
        ),
        ("admin", "POST", format!("{one}/erase"), json!({"purpose": CPR})),
    ] {
        let asking = ground.ask(login, method, &path).json(&body);
        asking.send().await;
    }
    for text in [
        format!("{{\"cpr\": \"{CPR}"),
        format!("{{\"cpr\": {DIGITS}}}"),
        CPR.to_owned(),
    ] {
        let asking = ground.ask("anna", "POST", "/citizens/search");
        asking.body("application/json", text).send().await;
    }
    for (path, form) in [
        ("/citizens".to_owned(), format!("do=find&cpr={CPR}")),
        ("/citizens".to_owned(), format!("do=register&cpr={CPR}&name=X")),
        (format!("{one}/reveal"), "purpose=Brev".to_owned()),
        (
            "/cases/new?flow=help".to_owned(),
            format!("do=complete&title=X&person-citizen={CPR}"),
        ),
    ] {
        let asking = ground.program.ask_plainly("POST", &path).by(&token(HERE, "anna"));
        let asking = asking.header("accept", "text/html");
        let answer = asking
            .body("application/x-www-form-urlencoded", form)
            .send()
            .await;
        assert!(!answer.headers().contains("9876"), "{}", answer.headers());
    }
}

fn citizen_again() -> Value {
    json!({"cpr": CPR, "name": "En anden", "address": CPR})
}

#[tokio::test]
async fn a_number_is_never_logged() {
    let Ground { program, folder } = Ground::new().await;
    assert!(program.stop().success());
    let database = format!("sqlite:{}", folder.path().display());
    let log = folder.path().join("log");
    let more = ["--test-clock", START];
    let program = Program::serve_logging(env!("CARGO_BIN_EXE_samspil"), &database, &more, &log);
    let ground = Ground { program, folder };
    everywhere(&ground).await;
    assert!(ground.program.stop().success());
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("/api/v1/citizens"), "the log tells what was asked");
    for word in [CPR, DIGITS, NAME] {
        assert!(!log.contains(word), "{word}");
    }
}
