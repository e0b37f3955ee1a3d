//! `samspil verify` as administrators run it: what was altered or cut off behind the program's back is named.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use sqlx::{Connection, SqliteConnection};

use crate::ground::{Ground, HERE, START};

/// Runs the program on a database: its exit code, and what it says as JSON where it says something.
fn samspil(database: &str, arguments: &[&str]) -> (Option<i32>, Value) {
    let done = Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args(["--lang", "en", "--format", "json"])
        .args(arguments)
        .env("SAMSPIL_DATABASE_URL", database)
        .output()
        .unwrap();
    let said = serde_json::from_slice(&done.stdout).unwrap_or_default();
    (done.status.code(), said)
}

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

async fn alter(folder: &Path, statement: &'static str) {
    let file = format!("sqlite:{}/{HERE}.sqlite", folder.display());
    let mut connection = SqliteConnection::connect(&file).await.unwrap();
    sqlx::query(statement).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

#[tokio::test]
async fn what_was_altered_or_cut_off_behind_the_program_s_back_is_named() {
    let Ground { program, folder } = Ground::new().await;
    assert!(program.stop().success());
    let database = format!("sqlite:{}", folder.path().display());
    let beside = tempfile::tempdir().unwrap();
    let key = beside.path().join("heads.key");
    let public = beside.path().join("heads.key.pub");
    let heads = beside.path().join("heads.jsonl");
    assert_eq!(samspil(&database, &["verify", "keygen", text(&key)]).0, Some(0));
    assert_eq!(
        samspil(&database, &["verify", "keygen", text(&key)]).0,
        Some(2),
        "twice"
    );
    let more = [
        "--test-clock",
        START,
        "--signing-key",
        text(&key),
        "--heads-to",
        text(beside.path()),
    ];
    let binary = env!("CARGO_BIN_EXE_samspil");
    let ground = Ground {
        program: samspil_tests::program::Program::serve(binary, &database, &more),
        folder,
    };
    let case = ground.ordered("Sag").await;
    for login in ["anna", "ulla", "bo"] {
        ground.get(login, &format!("/cases/{case}")).await;
    }
    let Ground { program, folder } = ground;
    assert!(program.stop().success());

    let plain = ["verify", "--replay"];
    let against = ["verify", "--heads", text(&heads), "--public-key", text(&public)];
    for arguments in [&plain[..], &against] {
        let (code, said) = samspil(&database, arguments);
        assert_eq!((code, &said["whole"]), (Some(0), &Value::Bool(true)), "{said}");
        assert_eq!(said["checked"]["entries"], 3, "{said}");
    }
    let other = ["verify", "--heads", text(&heads), "--public-key", text(&key)];
    assert_eq!(samspil(&database, &other).0, Some(2), "another key");

    alter(folder.path(), "DELETE FROM access_log WHERE number = 3").await;
    assert_eq!(
        samspil(&database, &plain).0,
        Some(0),
        "a chain alone cannot show it"
    );
    let (code, said) = samspil(&database, &against);
    let bad = &said["bad"][0];
    assert_eq!(
        (code, &bad["table"], &bad["number"]),
        (Some(1), &"access_log".into(), &3.into())
    );
    assert_eq!(bad["tenant"], HERE, "{said}");

    alter(folder.path(), "UPDATE events SET body = sum WHERE number = 2").await;
    let (code, said) = samspil(&database, &plain);
    let bad = &said["bad"][0];
    assert_eq!(
        (code, &bad["table"], &bad["number"]),
        (Some(1), &"events".into(), &2.into())
    );
    assert_eq!(bad["case"], case.as_str(), "{said}");
    assert_eq!(bad["message"], "The content is not what was written.");
}

#[tokio::test]
async fn all_that_was_logged_about_a_case_is_taken_out_and_that_is_logged() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    for login in ["anna", "ulla", "anna"] {
        ground.get(login, &format!("/cases/{case}")).await;
    }
    let database = format!("sqlite:{}", ground.folder.path().display());
    let here = HERE.to_string();
    let arguments = [
        "access-log",
        "--municipality",
        &here,
        "--case",
        &case,
        "--why",
        "Indsigt",
    ];
    for earlier in [0, 1] {
        let (code, said) = samspil(&database, &arguments);
        assert_eq!((code, &said["rows"]), (Some(0), &3.into()), "{said}");
        assert!(said["csv"].as_str().unwrap().contains("Navn ulla"), "{said}");
        let extracted = ground.get("admin", "/access-log?action=extract").await;
        let rows = extracted["rows"].as_array().unwrap();
        assert_eq!(rows.len(), earlier + 1);
        assert_eq!(
            (&rows[0]["who"], &rows[0]["purpose"]),
            (&"outside".into(), &"Indsigt".into())
        );
    }
}
