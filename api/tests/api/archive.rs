//! What is archived before it is erased is all of the case, in a file whose sum is noted beside it and in the protocol.

use std::path::Path;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::ground::{Ground, HERE, registered};
use crate::retention::{command, discarding, ended, passwords, post};

const TITLE: &str = "Sag, der arkiveres";
const PASSWORD: &str = "rigtig-hest-batteri-admin";

/// A case with something in it that has ended.
async fn filled(ground: &Ground) -> String {
    let case = ground.begin(TITLE).await;
    ground.complete("anna", &case, "register", registered()).await;
    let end = json!({"do": "terminate", "reason": "Flyttet til Ærø"});
    ground.command("tove", &case, &end).await.is(200);
    case
}

/// Proposed by one and approved by another, when its time has come.
async fn approved(ground: &Ground) -> String {
    ground.clock("2026-02-05T08:00:00Z").await;
    let none = json!({});
    let proposed = post(ground, "admin", "/retention/disposals", &none).await.is(201);
    let id = proposed.json()["disposal"].as_str().unwrap().to_owned();
    let approve = format!("/retention/disposals/{id}/approve");
    post(ground, "tove", &approve, &none).await.is(204);
    id
}

/// How many events a case has had, as somebody of the authority reads it.
async fn events(ground: &Ground, case: &str) -> u64 {
    let history = ground
        .get("anna", &format!("/cases/{case}/events?limit=100"))
        .await;
    let last = history["events"].as_array().unwrap().last().unwrap();
    last["number"].as_u64().unwrap()
}

/// The file says all of the case, and its sum is the one that stands beside it and in the protocol.
async fn whole(ground: &Ground, folder: &Path, (id, case): (&str, &str), events: u64) {
    let protocol = ground.get("admin", &format!("/retention/disposals/{id}")).await;
    let row = &protocol["cases"][0];
    assert_eq!(
        (&row["case"], &row["outcome"]),
        (&json!(case), &json!("archived"))
    );
    let name = row["file"].as_str().unwrap();
    assert!(
        name.starts_with(&format!("{HERE}/")) && name.ends_with(&format!("/{case}.html")),
        "{name}"
    );
    let file = folder.join(name);
    let bytes = std::fs::read(&file).unwrap();
    let sum: String = Sha256::digest(&bytes)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    assert_eq!(row["file_sum"], json!(sum));
    let sums = std::fs::read_to_string(file.parent().unwrap().join("SHA256SUMS")).unwrap();
    assert_eq!(sums, format!("{sum}  {case}.html\n"));

    let text = String::from_utf8(bytes).unwrap();
    for told in [
        TITLE,
        case,
        "Jeg vil bo for mig selv",
        "Flyttet til Ærø",
        "Historik",
        "</html>",
    ] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let (_, rest) = text.split_once("id=\"events\">\n").unwrap();
    let (lines, _) = rest.split_once("</script>").unwrap();
    let read: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(
        u64::try_from(read.len()).unwrap(),
        events,
        "every event, for programs"
    );
    assert_eq!(read[0]["changes"][0]["title"], json!(TITLE));
    let reason = read.last().unwrap().to_string();
    assert!(reason.contains("Flyttet til Ærø"), "{reason}");

    let gone = ground.ask("anna", "GET", &format!("/cases/{case}")).send().await;
    gone.is(404);
}

#[tokio::test]
async fn a_case_is_archived_whole_by_the_command_line_before_it_is_erased() {
    let ground = Ground::new().await;
    discarding(&ground, "archive").await;
    let case = filled(&ground).await;
    let count = events(&ground, &case).await;
    let id = approved(&ground).await;
    passwords(&ground, &["admin"]);
    let place = tempfile::tempdir().unwrap();
    let run = |folder: &[&str]| {
        let arguments = [&["run", id.as_str(), "--by", "admin"][..], folder].concat();
        command(&ground, &arguments, PASSWORD)
    };
    // Where it cannot be archived it is not erased.
    let blocked = place.path().join("a-file");
    std::fs::write(&blocked, "no folder").unwrap();
    for nowhere in [&[][..], &["--archive", blocked.to_str().unwrap()][..]] {
        let (done, text) = run(nowhere);
        assert!(!done, "{text}");
        ground.get("anna", &format!("/cases/{case}")).await;
    }
    let folder = place.path().join("arkiv");
    let (done, text) = run(&["--archive", folder.to_str().unwrap()]);
    assert!(done && text.contains("Færdig"), "{text}");
    whole(&ground, &folder, (&id, &case), count).await;
}

#[tokio::test]
async fn a_case_is_archived_whole_by_the_program_that_serves() {
    let place = tempfile::tempdir().unwrap();
    let ground = Ground::with(&["--archive", place.path().to_str().unwrap()]).await;
    discarding(&ground, "archive").await;
    let case = filled(&ground).await;
    let count = events(&ground, &case).await;
    let id = approved(&ground).await;
    let carry = format!("/retention/disposals/{id}/carry-out");
    let carried = post(&ground, "admin", &carry, &json!({})).await.is(200);
    assert_eq!(carried.json(), json!({"cases": 1, "finished": true}));
    whole(&ground, place.path(), (&id, &case), count).await;
}

#[tokio::test]
async fn what_is_only_to_be_erased_is_in_no_archive() {
    let place = tempfile::tempdir().unwrap();
    let ground = Ground::with(&["--archive", place.path().to_str().unwrap()]).await;
    discarding(&ground, "erase").await;
    ended(&ground, TITLE).await;
    let id = approved(&ground).await;
    let carry = format!("/retention/disposals/{id}/carry-out");
    post(&ground, "admin", &carry, &json!({})).await.is(200);
    assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
}
