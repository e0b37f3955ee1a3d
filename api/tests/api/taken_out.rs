//! Whoever takes out as many rows in a day as one person may is told so and gets no more, until an administrator lets them.

use samspil_tests::program::Answer;
use serde_json::json;

use crate::ground::{Ground, HERE, token};

/// The fewest rows that a municipality can let one person have in a day.
const ROWS: usize = 1_000;

/// How many cases there are: as many rows of each file.
const CASES: usize = 50;

async fn file(ground: &Ground, login: &str) -> Answer {
    let asking = ground.program.ask("GET", "/cases?as=csv").by(&token(HERE, login));
    asking.header("accept-language", "da").send().await
}

#[tokio::test]
async fn whoever_takes_out_too_much_is_stopped_until_an_administrator_lets_them() {
    let ground = Ground::new().await;
    for number in 0..CASES {
        ground.begin(&format!("Sag {number:02}")).await;
    }
    let rules = json!({"keep_days": 400, "names": false, "rows_a_day": ROWS});
    let set = ground.ask("admin", "PUT", "/access-log/rules").json(&rules);
    set.send().await.is(204);
    for _ in 0..ROWS / CASES {
        file(&ground, "anna").await.is(200);
    }
    let refused = file(&ground, "anna").await.is(429);
    assert!(
        refused.text.contains("1.000"),
        "how many one may: {}",
        refused.text
    );
    assert!(
        refused.text.contains("administrator"),
        "who lets them: {}",
        refused.text
    );
    assert!(
        !refused.text.contains("Sag 0"),
        "nothing of the file: {}",
        refused.text
    );
    // Looking goes on, and so do others.
    let page = ground.program.ask("GET", "/cases").by(&token(HERE, "anna"));
    page.send().await.is(200);
    file(&ground, "asta").await.is(200);
    let open = ground.get("admin", "/incidents").await;
    let incident = open
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["about"] == "taken_out")
        .unwrap()["incident"]
        .as_str()
        .unwrap()
        .to_owned();
    let resolve = ground.ask("admin", "POST", &format!("/incidents/{incident}/resolve"));
    resolve.send().await.is(204);
    file(&ground, "anna").await.is(200);
}
