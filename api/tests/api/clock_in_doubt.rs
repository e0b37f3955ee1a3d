//! A clock that nobody can trust: what the program says of it, and how it goes on.

use samspil_tests::program::Program;
use serde_json::json;

use crate::ground::{Ground, HERE, token};

/// A month and a day after the tests' clock begins.
const LATER: &str = "2026-02-05T08:00:00Z";

/// The same municipalities, by a program that is started again when its clock shows `LATER`.
async fn started_later(more: &[&str]) -> Ground {
    let Ground { program, folder } = Ground::new().await;
    // What is due is looked at, and with it the clock.
    let asking = program.ask("POST", "/api/v1/test-clock");
    let now = json!({"to": crate::ground::START});
    asking.by(&token(HERE, "admin")).json(&now).send().await.is(200);
    assert!(program.stop().success());
    let database = format!("sqlite:{}", folder.path().display());
    let arguments = [&["--test-clock", LATER], more].concat();
    let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), &database, &arguments);
    let ground = Ground { program, folder };
    ground.clock(LATER).await;
    ground
}

#[tokio::test]
async fn timers_are_held_until_an_administrator_lets_them_go_on() {
    let ground = started_later(&[]).await;
    for path in ["/health/timers", "/api/v1/health/timers"] {
        let health = ground.program.ask("GET", path).send().await.is(503);
        assert_eq!(health.json()["code"], "timers-held");
    }
    ground.program.ask("GET", "/health/ready").send().await.is(200);
    let incidents = ground.get("admin", "/incidents?open=true").await;
    assert_eq!(incidents[0]["about"], "clock");
    let what = incidents[0]["what"].as_str().unwrap();
    assert!(
        what.starts_with(
            "The program has not run since 05.01.2026 09:00, and the clock now shows 05.02.2026"
        ),
        "{what}"
    );
    let path = format!(
        "/incidents/{}/resolve",
        incidents[0]["incident"].as_str().unwrap()
    );
    ground.ask("anna", "POST", &path).send().await.is(403);
    ground.ask("admin", "POST", &path).send().await.is(204);
    ground.ask("admin", "POST", &path).send().await.is(204);
    let incidents = ground.get("admin", "/incidents").await;
    assert_eq!(incidents[0]["resolved_by"], "Navn admin");
    // The other municipality's own administrator has not looked yet.
    ground.program.ask("GET", "/health/timers").send().await.is(503);
}

#[tokio::test]
async fn an_administrator_reads_it_on_every_page_and_lets_deadlines_go_on_there() {
    let ground = started_later(&[]).await;
    let page = async |login: &str, path: &str| {
        let asking = ground.program.ask("GET", path);
        let asking = asking.by(&token(HERE, login)).header("accept", "text/html");
        asking.header("accept-language", "en").send().await.is(200).text
    };
    const ALARM: &str = "Deadlines and reminders are held back, since";
    assert!(page("admin", "/tasks").await.contains(ALARM));
    assert!(!page("anna", "/tasks").await.contains(ALARM));
    let incidents = page("admin", "/incidents").await;
    let action = incidents.split("action=\"/incidents/").nth(1).expect(&incidents);
    let id = action.split('/').next().unwrap();
    assert!(incidents.contains("The clock is right now: let deadlines run"));
    let resolving = ground.program.ask("POST", &format!("/incidents/{id}/resolve"));
    resolving.by(&token(HERE, "admin")).send().await;
    let incidents = page("admin", "/incidents").await;
    assert!(incidents.contains("Resolved by Navn admin") && !incidents.contains(ALARM));
}

#[tokio::test]
async fn who_runs_the_program_says_how_long_an_outage_may_last() {
    let ground = started_later(&["--max-outage", "31"]).await;
    ground.program.ask("GET", "/health/timers").send().await.is(200);
}
