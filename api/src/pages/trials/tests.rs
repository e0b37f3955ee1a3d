//! From what is in Rikke's way to a trial, and from the trial to a decision, on the pages alone.

use super::super::trial::{FLOW, OWNERS, TENANT, Trial, main_of, value_of};
use crate::four_eyes::PublishingTerms;

/// The unit of the authority in which every case begins.
const UNIT: &str = "00000000-0000-0000-0000-00000000000a";

/// A draft of the flow with one title otherwise.
async fn draft(trial: &Trial) -> String {
    let begun = trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    assert_eq!(begun.status, 303);
    let text = FLOW.replacen("title: {da: ", "title: {da: Ny ", 1);
    assert_ne!(text, FLOW);
    let sent = [("text", text.as_str()), ("seen", "1")];
    assert_eq!(trial.post(OWNERS[0], "/workbench/tried", &sent).await.status, 303);
    text
}

/// Makes a trial of the draft on its page; where it lies.
async fn made(trial: &Trial, hassles: &[&str]) -> String {
    let page = trial.get(OWNERS[0], "/workbench/tried/trial").await;
    let main = main_of(&page.body);
    let mut sent = vec![
        ("seen", value_of(main, "seen")),
        ("key", value_of(main, "key")),
        ("aim", "Færre dage"),
        ("unit", UNIT),
        ("first", "2026-01-05"),
        ("last", "2026-02-05"),
    ];
    sent.extend(hassles.iter().map(|hassle| ("hassle", *hassle)));
    let made = trial.post(OWNERS[0], "/workbench/tried/trial", &sent).await;
    assert_eq!(made.status, 303, "{}", made.body);
    let again = trial.post(OWNERS[0], "/workbench/tried/trial", &sent).await;
    assert_eq!(
        (again.status, &again.to),
        (303, &made.to),
        "sent twice it is made once"
    );
    made.to
}

#[tokio::test]
async fn a_hassle_is_noted_from_the_task_and_the_case_with_two_clicks() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let task = format!("/cases/{case}/tasks/assess");
    for (page, step) in [(task.clone(), Some("assess")), (format!("/cases/{case}"), None)] {
        let shown = trial.get("rikke", &page).await.body;
        let form = shown.split("<details class=\"details hassle\"").nth(1).unwrap();
        let form = form.split("</details>").next().unwrap();
        // One click unfolds it, and one sends it: the step of a task is known.
        assert_eq!(
            form.matches("<summary").count() + form.matches("<button").count(),
            2,
            "{form}"
        );
        assert_eq!(form.contains("<select"), step.is_none(), "{form}");
        let step = step.unwrap_or("note");
        let said = format!("Fra {page}");
        let sent = [
            ("key", value_of(form, "key")),
            ("back", value_of(form, "back")),
            ("step", step),
            ("said", &said),
        ];
        let path = format!("/cases/{case}/hassles");
        for _ in 0..2 {
            let noted = trial.post("rikke", &path, &sent).await;
            assert_eq!((noted.status, &noted.to), (303, &page));
        }
    }
    let listed = trial.get(OWNERS[0], "/trials/hassles/tried").await.body;
    let main = main_of(&listed);
    assert_eq!(main.matches("Rikke Rådgiver").count(), 2, "{main}");
    assert!(!main.contains("Sag 1"), "{main}");
}

#[tokio::test]
async fn what_is_wrong_with_a_hassle_is_said_and_nothing_is_lost() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let path = format!("/cases/{case}/hassles");
    let sent = [("step", "assess"), ("said", "Borger 610203-1234 spurgt to gange")];
    let refused = trial.post("rikke", &path, &sent).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("CPR-nummer") && refused.body.contains("spurgt to gange"),
        "{}",
        refused.body
    );
    let elsewhere = [
        ("step", "assess"),
        ("said", "Ukendt"),
        ("back", "https://elsewhere.example"),
    ];
    assert_eq!(trial.post("rikke", &path, &elsewhere).await.to, "/");
    assert_eq!(
        trial.post("frede", &path, &sent).await.status,
        422,
        "the words are looked at first"
    );
    let known = [("step", "assess"), ("said", "Kender ikke sagen")];
    assert_eq!(trial.post("frede", &path, &known).await.status, 404);
    let nowhere = [("step", "nowhere"), ("said", "Intet trin")];
    assert_eq!(trial.post("rikke", &path, &nowhere).await.status, 404);
}

#[tokio::test]
async fn a_draft_is_tried_in_a_unit_and_decided_with_the_measures_beside() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let note = [("step", "assess"), ("said", "Spørger to gange")];
    trial
        .post("rikke", &format!("/cases/{case}/hassles"), &note)
        .await;
    draft(&trial).await;
    let form = trial.get(OWNERS[0], "/workbench/tried/trial").await.body;
    let choice = form.split("name=\"hassle\"").nth(1).unwrap_or_default();
    let hassle = choice
        .split("value=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let place = made(&trial, &[&hassle]).await;
    assert_eq!(
        trial.get(OWNERS[0], "/workbench/tried/trial").await.status,
        404,
        "the draft is over"
    );
    let page = trial.get(OWNERS[0], &place).await.body;
    let main = main_of(&page);
    for shown in [
        "i gang",
        "Version 2",
        "Voksenmyndighed",
        "05.01.2026 til 05.02.2026",
        "Færre dage",
        "Spørger to gange",
        "Prøvens enheder før",
        "Andre enheder under",
        "for få sager",
        "value=\"keep\"",
    ] {
        assert!(main.contains(shown), "{shown}: {main}");
    }
    let listed = trial.get(OWNERS[0], "/trials").await.body;
    assert!(main_of(&listed).contains("i gang"), "{listed}");
    let decide = format!("{place}/decide");
    for (sent, says) in [
        ([("decision", ""), ("because", "Godt")], "Vælg, om prøven"),
        ([("decision", "keep"), ("because", " ")], "Skriv en grund"),
    ] {
        let refused = trial.post(OWNERS[0], &decide, &sent).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(says), "{says}: {}", refused.body);
    }
    let sent = [("decision", "keep"), ("because", "Der spørges én gang")];
    assert_eq!(trial.post(OWNERS[0], &decide, &sent).await.to, place);
    let over = trial.get(OWNERS[0], &place).await.body;
    let main = main_of(&over);
    assert!(
        main.contains("Behold") && main.contains("Der spørges én gang"),
        "{main}"
    );
    assert!(
        main.contains("/flows/tried?version=3") && !main.contains("value=\"drop\""),
        "{main}"
    );
    let solved = trial.get(OWNERS[0], "/trials/hassles/tried").await.body;
    assert!(main_of(&solved).contains("Der spørges én gang"), "{solved}");
}

#[tokio::test]
async fn a_trial_is_made_only_where_something_fits() {
    let trial = Trial::new().await;
    draft(&trial).await;
    let page = trial.get(OWNERS[0], "/workbench/tried/trial").await.body;
    let seen = value_of(main_of(&page), "seen").to_owned();
    for (name, value, says) in [
        ("aim", "", "Skriv, hvad I venter"),
        ("unit", "nothing", "Vælg mindst én"),
        ("first", "2026-01-01", "Vælg en første dag"),
        ("last", "", "Vælg en første dag"),
        ("seen", "1", "Kladden er ændret"),
    ] {
        let mut sent = vec![
            ("seen", seen.as_str()),
            ("aim", "Færre dage"),
            ("unit", UNIT),
            ("first", "2026-01-05"),
            ("last", "2026-02-05"),
        ];
        for one in &mut sent {
            if one.0 == name {
                one.1 = value;
            }
        }
        let refused = trial.post(OWNERS[0], "/workbench/tried/trial", &sent).await;
        assert_eq!(refused.status, 422, "{name}");
        assert!(refused.body.contains(says), "{name}: {}", refused.body);
    }
    let none = trial.get("rikke", "/workbench/tried/trial").await.status;
    assert_eq!(none, 403);
}

#[tokio::test]
async fn whoever_begins_a_case_of_a_trying_unit_writes_in_the_form_of_the_trial() {
    let trial = Trial::new().await;
    draft(&trial).await;
    let place = made(&trial, &[]).await;
    let of_unit = trial.get("rikke", "/cases/new?flow=tried").await.body;
    assert!(
        main_of(&of_unit).contains("Ny Støtte i hverdagen"),
        "Rikke's own unit tries it: {of_unit}"
    );
    let case = trial.case(1).await;
    let page = trial.get("rikke", &format!("/cases/{case}")).await.body;
    assert!(
        page.contains("version 2 af forløbet, der er på prøve fra"),
        "{page}"
    );
    let sent = [("decision", "drop"), ("because", "Intet bedre")];
    let dropped = trial.post(OWNERS[0], &format!("{place}/decide"), &sent).await;
    assert_eq!(dropped.to, place);
    let page = trial.get("rikke", &format!("/cases/{case}")).await.body;
    assert!(
        page.contains("version 2 af forløbet, der var på prøve fra"),
        "{page}"
    );
}

/// Where the version of the flow that waits is approved, for whoever may.
async fn approving(trial: &Trial, login: &str) -> Option<String> {
    let listed = trial.get(login, "/flows").await.body;
    let action = listed.split("action=\"/flows/tried/approve?at=").nth(1)?;
    let at = action
        .split('"')
        .next()?
        .replace("&#38;", "&")
        .replace("&#58;", ":");
    Some(format!("/flows/tried/approve?at={at}"))
}

/// A trial that one process owner has proposed to keep; where it lies.
async fn kept_by_one(trial: &Trial) -> String {
    draft(trial).await;
    let place = made(trial, &[]).await;
    let terms = PublishingTerms { always_two: true };
    terms.keep(trial.engine.store().as_ref(), TENANT).await.unwrap();
    let sent = [("decision", "keep"), ("because", "Der spørges én gang")];
    let proposed = trial.post(OWNERS[0], &format!("{place}/decide"), &sent).await;
    assert_eq!(proposed.to, place);
    let page = trial.get(OWNERS[0], &place).await.body;
    assert!(page.contains("value=\"keep\""), "it waits for another: {page}");
    place
}

#[tokio::test]
async fn a_trial_whose_keeping_is_approved_among_the_flows_is_over() {
    let trial = Trial::new().await;
    let place = kept_by_one(&trial).await;
    let approve = approving(&trial, OWNERS[1]).await.unwrap();
    assert_eq!(trial.post(OWNERS[1], &approve, &[]).await.status, 303);
    let over = trial.get(OWNERS[0], &place).await.body;
    let main = main_of(&over);
    for shown in ["Behold", "Der spørges én gang", "/flows/tried?version=3"] {
        assert!(main.contains(shown), "{shown}: {main}");
    }
    assert!(!main.contains("value=\"drop\""), "{main}");
}

#[tokio::test]
async fn what_was_proposed_of_a_trial_that_is_dropped_waits_no_longer() {
    let trial = Trial::new().await;
    let place = kept_by_one(&trial).await;
    let approve = approving(&trial, OWNERS[1]).await.unwrap();
    let sent = [("decision", "drop"), ("because", "Intet bedre")];
    let dropped = trial.post(OWNERS[1], &format!("{place}/decide"), &sent).await;
    assert_eq!(dropped.to, place);
    assert_eq!(approving(&trial, OWNERS[1]).await, None);
    assert_eq!(trial.post(OWNERS[1], &approve, &[]).await.status, 404);
}

#[tokio::test]
async fn the_same_file_published_from_elsewhere_leaves_no_trial_undecided() {
    let trial = Trial::new().await;
    let text = draft(&trial).await;
    let place = made(&trial, &[]).await;
    // Not from the trial: a draft of the same file, as another might have written it.
    let begun = trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    assert_eq!(begun.status, 303, "{}", begun.body);
    let page = trial.get(OWNERS[0], "/workbench/tried").await;
    let seen = value_of(main_of(&page.body), "seen").to_owned();
    let sent = [("text", text.as_str()), ("seen", seen.as_str())];
    assert_eq!(trial.post(OWNERS[0], "/workbench/tried", &sent).await.status, 303);
    let page = trial.get(OWNERS[0], "/workbench/tried/publish").await;
    let main = main_of(&page.body);
    let sent = [
        ("seen", value_of(main, "seen")),
        ("after", value_of(main, "after")),
    ];
    let published = trial.post(OWNERS[0], "/workbench/tried/publish", &sent).await;
    assert_eq!(published.status, 303, "{}", published.body);
    let over = trial.get(OWNERS[0], &place).await.body;
    let main = main_of(&over);
    for shown in [
        "Behold",
        "Den samme fil blev udgivet for alle.",
        "/flows/tried?version=3",
    ] {
        assert!(main.contains(shown), "{shown}: {main}");
    }
    assert!(!main.contains("value=\"drop\""), "{main}");
}

#[tokio::test]
async fn a_hassle_that_is_not_settled_is_reached_however_many_came_after_it() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let store = trial.engine.store();
    let oldest = [("step", "assess"), ("said", "Det ældste")];
    trial
        .post("rikke", &format!("/cases/{case}/hassles"), &oldest)
        .await;
    let known = store
        .hassles(TENANT, None, None, 1)
        .await
        .unwrap()
        .remove(0)
        .hassle;
    let noted = |number: u32, settled: bool| {
        let hassle = samspil_store::Hassle {
            id: uuid::Uuid::from_u128(u128::from(number)),
            said: format!("Nyere {number}"),
            noted_at: known.noted_at + chrono::TimeDelta::minutes(i64::from(number)),
            ..known.clone()
        };
        let id = hassle.id;
        async move {
            store.note_hassle(TENANT, hassle).await.unwrap();
            if settled {
                let how = samspil_store::HassleSettled {
                    at: known_later(),
                    by: "Pia".to_owned(),
                    because: "Rettet".to_owned(),
                };
                assert!(store.settle_hassle(TENANT, id, how).await.unwrap());
            }
        }
    };
    // As many settled ones as a page takes do not push it out.
    for number in 1..=samspil_runtime::MAX_HASSLES {
        noted(number, true).await;
    }
    let page = trial.get(OWNERS[0], "/trials/hassles/tried").await.body;
    assert!(main_of(&page).contains("Det ældste"));
    let form = draft(&trial).await;
    assert!(!form.is_empty());
    let form = trial.get(OWNERS[0], "/workbench/tried/trial").await.body;
    assert!(
        main_of(&form).contains("Det ældste"),
        "it may be chosen for a trial"
    );
    // Nor do as many that are not: the next page has it.
    for number in 1_001..=1_000 + samspil_runtime::MAX_HASSLES {
        noted(number, false).await;
    }
    let page = trial.get(OWNERS[0], "/trials/hassles/tried").await.body;
    let main = main_of(&page);
    assert!(!main.contains("Det ældste"));
    let next = main.split("href=\"/trials/hassles/tried?after=").nth(1).unwrap();
    let next = format!("/trials/hassles/tried?after={}", next.split('"').next().unwrap());
    let page = trial.get(OWNERS[0], &next).await.body;
    assert!(main_of(&page).contains("Det ældste"), "{next}");
}

/// When hassles were settled; the moment counts for nothing.
fn known_later() -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::UNIX_EPOCH
}

/// The text of a picture, as it is drawn.
fn drawn(body: &str) -> &str {
    let from = body
        .find("<svg class=\"picture")
        .or_else(|| body.find("<svg"))
        .unwrap();
    &body[from..body.rfind("</svg>").unwrap()]
}

#[tokio::test]
async fn waiting_deviations_and_hassles_stand_at_each_step_on_the_picture_and_in_a_table() {
    let trial = Trial::new().await;
    for number in 1..samspil_runtime::MIN_CASES {
        trial.case(number.into()).await;
    }
    let case = trial.case(99).await;
    let skip = |reason: &str| samspil_core::case::Asked::Skip {
        item: samspil_core::id::ItemId::new("note").unwrap(),
        reason: reason.to_owned(),
    };
    trial.ask("rikke", case, skip("Kendt")).await;
    let note = [("step", "assess"), ("said", "Spørger to gange")];
    trial
        .post("rikke", &format!("/cases/{case}/hassles"), &note)
        .await;
    trial.pass(3).await;
    trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    for path in ["/flows/tried/steps", "/workbench/tried/steps"] {
        let page = trial.get(OWNERS[0], path).await.body;
        let main = main_of(&page);
        let table = main.split("<table").nth(1).unwrap();
        for words in ["venter 3 dage (5 åbne)", "1 besvær"] {
            assert!(drawn(main).contains(words), "{path} {words}: {main}");
            assert!(table.contains(words), "{path} {words}: {table}");
        }
        assert!(
            !main.contains("1 fravigelse<") && !drawn(main).contains("1 fravigelse"),
            "one case is few: {main}"
        );
        assert!(
            main.contains("I levende sager: venter 3 dage"),
            "it is told to those who do not see it: {main}"
        );
    }
    let other = trial.get(OWNERS[0], "/flows/tried/steps?version=1").await.body;
    assert!(main_of(&other).contains("alle versioner"), "{other}");
    assert_eq!(trial.get("rikke", "/flows/tried/steps").await.status, 403);
}
