//! A case from the authority to the provider, through the pages alone.

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId};
use serde_json::json;

use super::trial::{Answer, Trial, main_of, value_of};

/// A form filled in right, in Danish forms.
const RIGHT: [(&str, &str); 9] = [
    (
        "f-need-summary",
        "Har brug for \"ro\" & <struktur>\r\nom morgenen",
    ),
    ("f-need-level", "3"),
    ("f-need-urgent", "false"),
    ("f-need-kind", ""),
    ("f-need-people", "1.200"),
    ("f-need-visit_on", "31. marts 2026"),
    ("f-need-visit_at", "kl. 9.30"),
    ("f-need-met", "Naboen"),
    ("f-need-secret", "Fortroligt"),
];

/// Sends a task's form with what its page holds hidden.
async fn send(trial: &Trial, login: &str, address: &str, pressed: &str, form: &[(&str, &str)]) -> Answer {
    let page = trial.get(login, address).await;
    assert_eq!(page.status, 200, "{}", page.body);
    let (key, seen) = (value_of(&page.body, "key"), value_of(&page.body, "seen"));
    let mut pairs = vec![("do", pressed), ("key", key), ("seen", seen)];
    pairs.extend(form);
    trial.post(login, address, &pairs).await
}

/// What is said to be wrong, each with its field.
fn faults(body: &str) -> Vec<String> {
    let links = body.split("<a class=\"function-link\" href=\"#").skip(1);
    links
        .filter_map(|rest| rest.split("</a>").next())
        .map(|link| link.replace("\">", ": "))
        .collect()
}

fn address(case: CaseId, item: &str) -> String {
    format!("/cases/{case}/tasks/{item}")
}

/// The form of [`RIGHT`] became typed data.
async fn held_as_written(trial: &Trial, case: CaseId) {
    let read = trial.read("rikke", case).await;
    let data = read.case.data.iter().map(|(path, value)| {
        let value = samspil_core::case::to_json(value);
        format!("{path} {value}")
    });
    assert_eq!(
        data.collect::<Vec<_>>(),
        [
            "intake.came \"2026-01-02\"",
            "need.level 3",
            "need.met \"Naboen\"",
            "need.people 1200",
            "need.secret \"Fortroligt\"",
            "need.summary \"Har brug for \\\"ro\\\" & <struktur>\\r\\nom morgenen\"",
            "need.urgent false",
            "need.visit_at \"09:30\"",
            "need.visit_on \"2026-03-31\"",
        ]
    );
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field_and_at_the_top() {
    let trial = Trial::new().await;
    let assess = address(trial.case(1).await, "assess");
    let wrong = send(
        &trial,
        "rikke",
        &assess,
        "complete",
        &[
            ("f-need-level", "9"),
            ("f-need-people", "mange"),
            ("f-need-visit_on", "31.02.2026"),
            ("f-need-visit_at", "halv ni"),
        ],
    )
    .await;
    assert_eq!(wrong.status, 422);
    assert_eq!(
        faults(&wrong.body),
        [
            "f-need-summary: Udfyld Borgerens situation",
            "f-need-level-1: Vælg i Støttebehov",
            "f-need-urgent-1: Vælg i Haster det",
            "f-need-people: Skriv Personer i hjemmet som et helt tal, for eksempel 12",
            "f-need-visit_on: Skriv Besøg den som dag, måned og år, for eksempel 31.03.2026",
            "f-need-visit_at: Skriv Besøg klokken som et klokkeslæt, for eksempel 14.30",
        ]
    );
    for kept in ["value=\"mange\"", "value=\"31.02.2026\"", "value=\"halv ni\""] {
        assert!(wrong.body.contains(kept), "{kept} is lost");
    }
}

#[tokio::test]
async fn from_the_authority_to_the_provider() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let assess = address(case, "assess");
    let taken = trial
        .post("rikke", &format!("{assess}/claim?back=/tasks%3Ftab=units"), &[])
        .await;
    assert_eq!((taken.status, taken.to.as_str()), (303, "/tasks?tab=units"));
    assert!(trial.get("rikke", "/tasks").await.body.contains("Sag 1"));

    let done = send(&trial, "rikke", &assess, "complete", &RIGHT).await;
    assert_eq!(
        (done.status, done.to),
        (303, format!("/cases/{case}")),
        "{}",
        done.body
    );
    held_as_written(&trial, case).await;
    let order = address(case, "send_order");
    let lines = [
        ("f-order-lines-rows", "2"),
        ("f-order-lines-0-need", "Ro om morgenen"),
        ("f-order-lines-0-hours", "2,5"),
        ("f-order-lines-0-rate", "1.105,50 kr."),
        ("f-order-lines-1-need", ""),
    ];
    let sent = send(&trial, "rikke", &order, "complete", &lines).await;
    assert_eq!(sent.status, 303, "{}", sent.body);
    let waiting = trial.get("rikke", "/tasks?tab=waiting").await;
    assert!(waiting.body.contains("Svar på bestillingen") && waiting.body.contains("Bostedet Solsikken"));

    let answer = address(case, "answer_order");
    let page = trial.get("ulla", &answer).await;
    assert!(page.body.contains("Ro om morgenen") && page.body.contains("2,5 timer pr. uge"));
    for hidden in ["1.105", "Fortroligt", "f-order-lines-0-rate"] {
        assert!(!page.body.contains(hidden), "the provider sees {hidden}");
    }
    let line = [
        ("f-order-lines-rows", "1"),
        ("f-order-lines-0-kept", "0"),
        ("f-order-lines-0-answer", "yes_can"),
    ];
    let answered = send(&trial, "ulla", &answer, "complete", &line).await;
    assert_eq!(answered.status, 303, "{}", answered.body);
    let case_page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(main_of(&case_page.body).contains("Kan levere"));
    assert!(
        main_of(&case_page.body).contains("1.105,5 kr. pr. dag")
            || case_page.body.contains("1.105,50 kr. pr. dag")
    );
}

#[tokio::test]
async fn a_second_sending_changes_nothing_and_a_used_form_cannot_be_used_for_something_else() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let assess = address(case, "assess");
    let page = trial.get("rikke", &assess).await;
    let (key, seen) = (
        value_of(&page.body, "key").to_owned(),
        value_of(&page.body, "seen").to_owned(),
    );
    let mut pairs = vec![("do", "complete"), ("key", &key), ("seen", &seen)];
    pairs.extend(RIGHT);
    for _ in 0..2 {
        let sent = trial.post("rikke", &assess, &pairs).await;
        assert_eq!(sent.status, 303, "{}", sent.body);
        assert_eq!(trial.read("rikke", case).await.case.version, 2);
    }
    pairs[3].1 = "Noget andet";
    let other = trial.post("rikke", &assess, &pairs).await;
    assert_eq!(other.status, 409);
    assert!(
        other.body.contains("Denne formular er allerede sendt."),
        "{}",
        other.body
    );
    assert_eq!(trial.read("rikke", case).await.case.version, 2);
}

#[tokio::test]
async fn rows_come_and_go_without_scripts_and_nothing_written_is_lost() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    trial
        .complete(
            "rikke",
            case,
            "assess",
            json!({"need": {"summary": "x", "level": 2, "urgent": true}}),
        )
        .await;
    let order = address(case, "send_order");
    let page = trial.get("rikke", &order).await;
    assert_eq!(
        value_of(&page.body, "f-order-lines-rows"),
        "1",
        "one row to begin with"
    );
    let mut form = vec![
        ("f-order-lines-rows", "2"),
        ("f-order-lines-0-need", "En"),
        ("f-order-lines-1-need", "To"),
        ("f-order-lines-1-hours", "mange"),
    ];
    let more = send(&trial, "rikke", &order, "add f-order-lines", &form).await;
    assert_eq!(
        (more.status, value_of(&more.body, "f-order-lines-rows")),
        (200, "3")
    );
    assert!(more.body.contains("id=\"f-order-lines-2-need\"") && more.body.contains("autofocus"));
    assert!(more.body.contains("value=\"mange\""), "what is wrong is kept too");
    form[0].1 = "3";
    let less = send(&trial, "rikke", &order, "remove f-order-lines 0", &form).await;
    assert_eq!(value_of(&less.body, "f-order-lines-rows"), "2");
    assert!(!less.body.contains(">\nEn</textarea>") && less.body.contains(">\nTo</textarea>"));
    assert_eq!(
        trial.read("rikke", case).await.case.version,
        2,
        "nothing is sent yet"
    );

    let draft = send(
        &trial,
        "rikke",
        &order,
        "draft",
        &[("f-order-lines-rows", "1"), ("f-order-lines-0-need", "Kladde")],
    )
    .await;
    assert_eq!((draft.status, draft.to), (303, order.clone()));
    assert!(
        trial
            .get("rikke", &order)
            .await
            .body
            .contains(">\nKladde</textarea>")
    );
    let unfinished = send(
        &trial,
        "rikke",
        &order,
        "complete",
        &[("f-order-lines-rows", "0")],
    )
    .await;
    assert_eq!(unfinished.status, 422);
    assert!(
        unfinished.body.contains("er ikke løst endnu"),
        "{}",
        main_of(&unfinished.body)
    );
}

#[tokio::test]
async fn what_the_form_does_not_ask_for_stays_in_its_row() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    trial
        .complete(
            "rikke",
            case,
            "assess",
            json!({"need": {"summary": "x", "level": 2, "urgent": true}}),
        )
        .await;
    let lines =
        json!([{"need": "En", "hours": "1", "rate": "10"}, {"need": "To", "hours": "2", "rate": "20"}]);
    trial
        .complete("rikke", case, "send_order", json!({"order": {"lines": lines}}))
        .await;
    let answers = json!([{"answer": "yes_can"}, {"answer": "no_cannot", "why": "Fuldt"}]);
    trial
        .complete("ulla", case, "answer_order", json!({"order": {"lines": answers}}))
        .await;
    let item = ItemId::new("send_order").unwrap();
    let reason = "Ny takst".to_owned();
    trial.ask("rikke", case, Asked::Redo { item, reason }).await;
    let order = address(case, "send_order");
    let page = trial.get("rikke", &order).await;
    assert!(
        page.body.contains("Fuldt"),
        "the provider's words are shown beside"
    );
    let mut form = [
        ("f-order-lines-rows", "1"),
        ("f-order-lines-0-kept", "1"),
        ("f-order-lines-0-need", "To"),
        ("f-order-lines-0-hours", "2"),
        ("f-order-lines-0-rate", "25"),
    ];
    // A page that keeps this as its draft goes on from the draft's one row.
    let kept = send(&trial, "rikke", &order, "autosave", &form).await;
    assert_eq!(kept.status, 204, "{}", kept.body);
    form[1].1 = "0";
    let sent = send(&trial, "rikke", &order, "complete", &form).await;
    assert_eq!(sent.status, 303, "{}", main_of(&sent.body));
    let read = trial.read("rikke", case).await;
    assert_eq!(
        samspil_core::case::to_json(&read.case.data["order.lines"]),
        json!([{"need": "To", "hours": "2", "rate": "25", "answer": "no_cannot", "why": "Fuldt"}])
    );
}

#[tokio::test]
async fn a_form_that_others_have_overtaken_is_kept_and_told_what_happened() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let assess = address(case, "assess");
    let page = trial.get("rikke", &assess).await;
    let (key, seen) = (
        value_of(&page.body, "key").to_owned(),
        value_of(&page.body, "seen").to_owned(),
    );
    let mut pairs = vec![("do", "complete"), ("key", &key), ("seen", &seen)];
    pairs.extend(RIGHT);
    let title = "Ring til lægen".to_owned();
    let reason = "Borgeren bad om det".to_owned();
    let owner = samspil_core::id::PartyId::new("team_leader").unwrap();
    trial.ask("tina", case, added(title, owner, reason)).await;
    let data = json!({"need": {"summary": "Skrevet af Tina"}});
    trial.ask("tina", case, Asked::Set { data }).await;
    let stale = trial.post("rikke", &assess, &pairs).await;
    assert_eq!(stale.status, 409);
    assert!(
        stale.body.contains("Sagen er ændret, mens du skrev."),
        "{}",
        main_of(&stale.body)
    );
    assert!(stale.body.contains("Skrevet af Tina") && stale.body.contains("Tina Teamleder"));
    assert!(
        stale.body.contains("om morgenen</textarea>"),
        "what was written is kept"
    );
    assert!(
        !stale.body.contains("Ring til lægen ("),
        "what does not touch the form is not told"
    );
    let seen = value_of(&stale.body, "seen").to_owned();
    pairs[2].1 = &seen;
    let title = "Endnu en".to_owned();
    let reason = "Den rører ikke skemaet".to_owned();
    let owner = samspil_core::id::PartyId::new("team_leader").unwrap();
    trial.ask("tina", case, added(title, owner, reason)).await;
    // More than is told at a time.
    for _ in 0..26 {
        let reason = "Pause".to_owned();
        trial.ask("rikke", case, Asked::Hold { reason }).await;
        trial.ask("rikke", case, Asked::Resume).await;
    }
    let sent = trial.post("rikke", &assess, &pairs).await;
    assert_eq!(
        sent.status,
        303,
        "a change beside the form does not stop it: {}",
        main_of(&sent.body)
    );
}

#[tokio::test]
async fn who_is_not_in_a_case_finds_nothing_and_a_colleague_s_task_is_only_read() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let assess = address(case, "assess");
    for path in [
        format!("/cases/{case}"),
        format!("/cases/{case}/history"),
        assess.clone(),
        format!("/cases/{case}/actions/hold"),
        format!("/cases/{case}/items/assess/redo"),
    ] {
        assert_eq!(trial.get("frede", &path).await.status, 404, "{path}");
    }
    for path in [
        assess.clone(),
        format!("{assess}/claim"),
        format!("/cases/{case}/actions/hold"),
    ] {
        assert_eq!(
            trial
                .post("frede", &path, &[("do", "complete"), ("reason", "x")])
                .await
                .status,
            404,
            "{path}"
        );
    }
    assert_eq!(trial.get("rikke", &address(case, "nowhere")).await.status, 404);
    assert_eq!(
        trial.get("rikke", &address(case, "assessing")).await.status,
        404,
        "a stage has no form"
    );
    assert_eq!(
        trial
            .get("ulla", &format!("/cases/{case}/actions/hold"))
            .await
            .status,
        409,
        "not the provider's to do"
    );
    trial.post("rikke", &format!("{assess}/claim"), &[]).await;
    let page = trial.get("tina", &assess).await;
    assert!(page.body.contains("Rikke Rådgiver har taget opgaven.") && !page.body.contains("name=\"seen\""));
    let late = trial.post("tina", &format!("{assess}/claim"), &[]).await;
    assert_eq!(late.status, 409);
    let released = trial.post("tina", &format!("{assess}/release"), &[]).await;
    assert_eq!(released.status, 303, "a leader may put it back");
}

#[tokio::test]
async fn a_case_is_held_and_an_item_left_out_with_a_reason() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let hold = format!("/cases/{case}/actions/hold");
    let unreasoned = trial.post("rikke", &hold, &[("reason", " ")]).await;
    assert_eq!(unreasoned.status, 422);
    assert_eq!(faults(&unreasoned.body), ["reason: Skriv en kort begrundelse"]);
    let held = trial
        .post("rikke", &hold, &[("reason", "Borgeren er på ferie")])
        .await;
    assert_eq!(held.status, 303);
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(page.body.contains("I bero") && page.body.contains("Borgeren er på ferie"));
    assert_eq!(
        trial
            .post("rikke", &format!("/cases/{case}/actions/resume"), &[])
            .await
            .status,
        303
    );
    let skip = format!("/cases/{case}/items/note/skip");
    assert_eq!(trial.get("rikke", &skip).await.status, 200);
    assert_eq!(
        trial
            .post("rikke", &skip, &[("reason", "Ikke nødvendigt")])
            .await
            .status,
        303
    );
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(
        page.body
            .contains("»Skriv notat« blev udeladt. Begrundelse: Ikke nødvendigt")
    );
    assert_eq!(
        trial
            .get("rikke", &format!("/cases/{case}/items/assess/skip"))
            .await
            .status,
        409,
        "the law demands it"
    );
    let add = format!("/cases/{case}/actions/add-work");
    let form = [
        ("title", "Ring til lægen"),
        ("owner", "caseworker"),
        ("reason", "Borgeren bad om det"),
    ];
    assert_eq!(trial.post("rikke", &add, &form).await.status, 303);
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    assert!(page.body.contains("/tasks/unplanned%231") && page.body.contains("Ekstra opgaver"));
    let added = send(&trial, "rikke", &address(case, "unplanned%231"), "complete", &[]).await;
    assert_eq!(added.status, 303, "{}", main_of(&added.body));
}

/// Work that a flow without limits lets anybody add.
fn added(title: String, owner: samspil_core::id::PartyId, reason: String) -> Asked {
    Asked::Add {
        title,
        owner,
        reason,
        stage: None,
        kind: samspil_core::flow::WorkKind::Task,
    }
}

#[tokio::test]
async fn the_later_of_two_tabs_is_told_what_changed_and_keeps_what_was_typed() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let hold = format!("/cases/{case}/actions/hold");
    let skip = format!("/cases/{case}/items/note/skip");
    for (address, typed) in [(&hold, "Borgeren er på ferie"), (&skip, "Det er ikke nødvendigt")] {
        let tab = trial.get("rikke", address).await;
        assert_eq!(tab.status, 200, "{}", tab.body);
        let key = value_of(&tab.body, "key").to_owned();
        // In another tab, or at a colleague's.
        trial
            .post("tina", &format!("{}/claim", self::address(case, "assess")), &[])
            .await;
        let late = trial
            .post("rikke", address, &[("key", &key), ("reason", typed)])
            .await;
        assert_eq!(late.status, 422, "{address}: {}", late.to);
        let main = main_of(&late.body);
        for said in ["Sagen er ændret", "Tina Teamleder", typed] {
            assert!(main.contains(said), "{address} {said}: {main}");
        }
        let key = value_of(&late.body, "key").to_owned();
        let done = trial
            .post("rikke", address, &[("key", &key), ("reason", typed)])
            .await;
        assert_eq!(done.status, 303, "{address}: {}", done.body);
        // Twice pressed, or gone back to and sent again: it is done once.
        let twice = trial
            .post("rikke", address, &[("key", &key), ("reason", typed)])
            .await;
        assert_eq!(twice.status, 303, "{address}: {}", twice.body);
        if address == &hold {
            trial.ask("rikke", case, Asked::Resume).await;
        }
        trial
            .post("tina", &format!("{}/release", self::address(case, "assess")), &[])
            .await;
    }
}

/// What a page keeps by itself while its writer goes on: the form's own key and what it knows of the case stay good.
#[tokio::test]
async fn a_page_keeps_its_draft_by_itself_and_its_writer_goes_on() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let address = address(case, "assess");
    let page = trial.get("rikke", &address).await;
    for told in ["data-draft", "role=\"status\"", "data-kept=", "data-not-kept="] {
        assert!(page.body.contains(told), "{told}: {}", page.body);
    }
    let (key, mut seen) = (
        value_of(&page.body, "key"),
        value_of(&page.body, "seen").to_owned(),
    );
    let keep = async |seen: &str, own: &str, text: &str| {
        let form = [
            ("do", "autosave"),
            ("key", own),
            ("seen", seen),
            ("f-need-summary", text),
        ];
        trial.post("rikke", &address, &form).await
    };
    for (own, text) in [
        ("00000000-0000-4000-8000-000000000001", "Har brug"),
        ("00000000-0000-4000-8000-000000000002", "Har brug for ro"),
    ] {
        let kept = keep(&seen, own, text).await;
        assert_eq!((kept.status, kept.body.as_str()), (204, ""), "{text}");
        seen = trial.read("rikke", case).await.case.version.to_string();
    }
    let again = trial.get("rikke", &address).await;
    assert!(
        again.body.contains("Har brug for ro</textarea>"),
        "{}",
        again.body
    );
    let history = trial.get("rikke", &format!("/cases/{case}/history")).await.body;
    let told = history.matches("Der blev gemt en kladde til").count();
    assert_eq!(told, 1, "the latest time is told: {history}");
    // What cannot be kept is not, and nobody else keeps it.
    let wrong = [
        ("do", "autosave"),
        ("key", "00000000-0000-4000-8000-000000000003"),
        ("seen", seen.as_str()),
        ("f-need-visit_on", "i overmorgen"),
    ];
    assert_eq!(trial.post("rikke", &address, &wrong).await.status, 422);
    let other = trial.post("ulla", &address, &wrong).await;
    assert!((400..500).contains(&other.status), "{}", other.status);
    let mut form = vec![("do", "complete"), ("key", key), ("seen", seen.as_str())];
    form.extend(RIGHT);
    let done = trial.post("rikke", &address, &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
}
