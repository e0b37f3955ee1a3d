//! The clock of tests is there only where the program was started with it.

use samspil_tests::program::Program;
use serde_json::json;

use crate::ground::{Ground, HERE, START, token};

#[tokio::test]
async fn no_clock_is_moved_where_the_program_was_not_started_for_it() {
    let Ground { program, folder } = Ground::new().await;
    let asking = |program: &Program| {
        let asking = program.ask("POST", "/api/v1/test-clock");
        asking
            .by(&token(HERE, "admin"))
            .json(&json!({ "to": START }))
            .send()
    };
    asking(&program).await.is(200);
    assert!(program.stop().success());
    let database = format!("sqlite:{}", folder.path().display());
    let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), &database, &[]);
    let me = program.ask("GET", "/api/v1/me").by(&token(HERE, "admin"));
    me.send().await.is(200);
    let gone = asking(&program).await.is(404).json();
    assert_eq!(gone["code"], "not-found");
}
