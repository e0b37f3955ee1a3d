//! What the program writes of requests: who asked, from where, what came of it, and never what was asked.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE, beginning, person, token};

/// The lines with this message, the oldest first, each with what it holds and what it belongs to.
fn lines(log: &str, message: &str) -> Vec<Value> {
    let lines = log
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter(|line| line["fields"]["message"] == message)
        .collect()
}

#[tokio::test]
async fn each_request_is_a_line_with_who_asked_and_a_refusal_stands_out() {
    let ground = Ground::new().await;
    let answered = ground.ask("anna", "GET", "/cases?limit=7").send().await.is(200);
    let number = answered.header("x-request-id").to_owned();
    for (login, method, path, status) in [
        ("anna", "GET", "/access-log", 403),
        ("unknown", "GET", "/cases", 401),
    ] {
        ground.ask(login, method, path).send().await.is(status);
    }
    let foreign = ground.program.ask("POST", "/sign-out").by(&token(HERE, "anna"));
    foreign
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .is(403);
    let log = ground.program.log();
    let all = lines(&log, "answered");
    let line = all
        .iter()
        .find(|line| line["span"]["number"] == json!(number))
        .unwrap();
    let anna = person("anna").0.to_string();
    assert_eq!(
        (
            &line["fields"]["person"],
            &line["fields"]["tenant"],
            &line["fields"]["from"]
        ),
        (&json!(anna), &json!(HERE.to_string()), &json!("127.0.0.1"))
    );
    assert_eq!(line["span"]["route"], "/api/v1/cases");
    assert!(
        line["fields"]["by"].is_string() && line["timestamp"].is_string(),
        "{line}"
    );
    let refused = lines(&log, "refused");
    let told: Vec<(u64, bool)> = refused
        .iter()
        .map(|line| {
            assert_eq!(
                (&line["level"], &line["fields"]["from"]),
                (&json!("WARN"), &json!("127.0.0.1")),
                "{line}"
            );
            (
                line["fields"]["status"].as_u64().unwrap(),
                line["fields"]["person"] == json!(anna),
            )
        })
        .collect();
    assert_eq!(told, [(403, true), (401, false), (403, false)], "{refused:?}");
    for never in ["limit=7", "Navn anna", "samspil_1"] {
        assert!(!log.contains(never), "{never}");
    }
}

/// The answer says that there is no such case, byte for byte; the log says that there is one, who asked for it and how.
#[tokio::test]
async fn who_asks_for_a_case_that_is_not_theirs_is_told_of_none_and_stands_in_the_log() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let nowhere = "00000000-0000-0000-0000-000000000001";
    let ways = [
        ("GET", "/cases/CASE", "case"),
        ("GET", "/cases/CASE/events", "history"),
        ("GET", "/cases/CASE/looked", "looked"),
        ("POST", "/cases/CASE/tasks/register/claim", "command"),
    ];
    for (method, path, _) in ways {
        let asked = async |case: &str| {
            let asking = ground.ask("stranger", method, &path.replace("CASE", case));
            let answer = asking.send().await.is(404);
            let number = answer.header("x-request-id").to_owned();
            let text = answer.text.replace(&number, "").replace(case, "");
            (number, text, answer.headers_without(&["date", "x-request-id"]))
        };
        let (number, text, headers) = asked(&case).await;
        let (_, none, no_headers) = asked(nowhere).await;
        assert_eq!((text, headers), (none, no_headers), "{method} {path}");
        let log = ground.program.log();
        let told = lines(&log, "not theirs");
        let line = told.iter().find(|line| line["span"]["number"] == json!(number));
        assert_eq!(line.unwrap()["level"], "WARN");
    }
    let log = ground.program.log();
    let told: Vec<Value> = lines(&log, "not theirs");
    let (who, tenant) = (person("stranger").0.to_string(), HERE.to_string());
    for (line, (method, _, what)) in told.iter().zip(ways) {
        let fields = &line["fields"];
        assert_eq!(fields["case"], case, "{line}");
        assert_eq!(
            (&fields["person"], &fields["tenant"], &fields["what"]),
            (&json!(who), &json!(tenant), &json!(what)),
            "{line}"
        );
        let way = fields["way"].as_str().unwrap_or_default();
        assert!(way.starts_with("token:") || method == "POST", "{line}");
    }
    assert_eq!(told.len(), ways.len(), "what is not there is no line: {told:?}");
    assert!(!log.contains("Navn stranger"));
}

#[tokio::test]
async fn a_sign_in_is_a_line_right_or_wrong_with_its_address() {
    let ground = Ground::new().await;
    let form = format!("municipality={HERE}&login=ingen&password=forkert-hest");
    let asking = ground
        .program
        .ask("POST", "/sign-in")
        .header("accept", "text/html");
    asking
        .body("application/x-www-form-urlencoded", form)
        .send()
        .await
        .is(422);
    let database = format!("sqlite:{}", ground.folder.path().display());
    let given = std::process::Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--format", "json", "account", "--database-url", &database])
        .args(["--municipality", &HERE.to_string(), "password", "anna"])
        .output()
        .unwrap();
    let given: Value = serde_json::from_slice(&given.stdout).unwrap();
    let password = given["password"].as_str().unwrap();
    let form = format!("municipality={HERE}&login=anna&password={password}");
    let asking = ground
        .program
        .ask_without_going_on("POST", "/sign-in")
        .header("accept", "text/html");
    asking
        .body("application/x-www-form-urlencoded", form)
        .send()
        .await
        .is(303);
    let log = ground.program.log();
    let signed = lines(&log, "signed in");
    assert_eq!(
        (
            signed.len(),
            &signed[0]["fields"]["from"],
            &signed[0]["fields"]["person"]
        ),
        (1, &json!("127.0.0.1"), &json!(person("anna").0.to_string()))
    );
    assert!(!log.contains(password));
    let failed = lines(&log, "a sign-in failed");
    assert_eq!(
        (failed.len(), &failed[0]["fields"]["from"], &failed[0]["level"]),
        (1, &json!("127.0.0.1"), &json!("WARN"))
    );
    assert!(!log.contains("forkert-hest"));
}

#[tokio::test]
async fn a_store_that_fails_is_in_the_log_with_the_number_of_the_request() {
    let ground = Ground::on_a_small_disk(0).await;
    let mut refused = None;
    for number in 0..200_u32 {
        let asking = ground
            .ask("anna", "POST", "/cases")
            .key(5_000 + u128::from(number));
        let answer = asking.json(&beginning("Sag")).send().await;
        if answer.status == 503 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.unwrap();
    let number = refused.header("x-request-id").to_owned();
    let log = ground.program.log();
    let of_it: Vec<&str> = log.lines().filter(|line| line.contains(&number)).collect();
    assert!(
        of_it
            .iter()
            .any(|line| line.contains("\"ERROR\"") || line.contains("\"WARN\"")),
        "{number}\n{log}"
    );
    ground.program.make_room();
}
