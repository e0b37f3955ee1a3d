//! A process owner's way from nothing to a published flow, with an error on the way; two who write; four eyes.

use super::super::trial::{OWNERS, Trial};

const NEW: [(&str, &str); 2] = [("name", "ledsagelse"), ("title", "Ledsagelse")];

async fn begun() -> Trial {
    let trial = Trial::new().await;
    let begun = trial.post(OWNERS[0], "/workbench", &NEW).await;
    assert_eq!((begun.status, begun.to.as_str()), (303, "/workbench/ledsagelse"));
    trial
}

/// What stands in the text field.
fn written(body: &str) -> String {
    let field = body.split("<textarea id=\"text\"").nth(1).unwrap();
    let text = field.split_once(">\n").unwrap().1;
    let text = text.split("</textarea>").next().unwrap();
    text.replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&#62;", ">")
}

#[tokio::test]
async fn a_new_flow_goes_from_nothing_to_published_with_an_error_on_the_way() {
    let trial = begun().await;
    let owner = OWNERS[0];
    let page = trial.get(owner, "/workbench/ledsagelse").await;
    let text = written(&page.body);
    assert!(
        page.body.contains("<svg") && text.starts_with("samspil: 1\n"),
        "{text}"
    );
    let wrong = text.replace("by: caseworker", "by: casewrker");
    let sent = [("text", wrong.as_str()), ("seen", "1"), ("do", "check")];
    let checked = trial.post(owner, "/workbench/ledsagelse", &sent).await;
    assert_eq!(checked.status, 200);
    assert!(checked.body.contains("<a href=\"#line-13\">"), "{}", checked.body);
    assert!(checked.body.contains("id=\"line-13\"") && checked.body.contains("casewrker"));
    let kept = [("text", wrong.as_str()), ("seen", "1"), ("do", "keep")];
    assert_eq!(
        trial.post(owner, "/workbench/ledsagelse", &kept).await.status,
        303
    );
    let publishing = trial.get(owner, "/workbench/ledsagelse/publish").await;
    assert!(
        !publishing.body.contains("value=\"publish\""),
        "{}",
        publishing.body
    );
    let refused = [("seen", "2"), ("do", "publish")];
    let refused = trial.post(owner, "/workbench/ledsagelse/publish", &refused).await;
    assert_eq!(refused.status, 200);
    let mended = [("text", text.as_str()), ("seen", "2"), ("do", "keep")];
    assert_eq!(
        trial.post(owner, "/workbench/ledsagelse", &mended).await.status,
        303
    );
    let asked = [("seen", "3"), ("do", "publish")];
    let published = trial.post(owner, "/workbench/ledsagelse/publish", &asked).await;
    assert_eq!(
        (published.status, published.to.as_str()),
        (303, "/flows/ledsagelse")
    );
    assert_eq!(trial.get(owner, "/flows/ledsagelse").await.status, 200);
    assert_eq!(trial.get(owner, "/workbench/ledsagelse").await.to, "/workbench");
}

#[tokio::test]
async fn the_later_of_two_is_told_what_changed_and_keeps_what_was_typed() {
    let trial = begun().await;
    let page = trial.get(OWNERS[0], "/workbench/ledsagelse").await;
    let text = written(&page.body);
    let first = text.replace("Første opgave", "Tal med borgeren");
    let sent = [("text", first.as_str()), ("seen", "1")];
    assert_eq!(
        trial.post(OWNERS[0], "/workbench/ledsagelse", &sent).await.status,
        303
    );
    let second = text.replace("Sagsbehandler", "Ledsager");
    let sent = [("text", second.as_str()), ("seen", "1")];
    let told = trial.post(OWNERS[1], "/workbench/ledsagelse", &sent).await;
    assert_eq!(told.status, 409);
    assert!(told.body.contains("Pia Procesejer") && told.body.contains("Tal med borgeren"));
    assert_eq!(written(&told.body), second);
    assert!(told.body.contains("name=\"seen\" value=\"2\""));
    let again = [("text", second.as_str()), ("seen", "2")];
    assert_eq!(
        trial
            .post(OWNERS[1], "/workbench/ledsagelse", &again)
            .await
            .status,
        303
    );
    let given_up = [("seen", "1")];
    trial
        .post(OWNERS[0], "/workbench/ledsagelse/give-up", &given_up)
        .await;
    assert_eq!(
        trial.get(OWNERS[0], "/workbench/ledsagelse").await.status,
        200,
        "it changed"
    );
    let given_up = [("seen", "3")];
    let over = trial
        .post(OWNERS[0], "/workbench/ledsagelse/give-up", &given_up)
        .await;
    assert_eq!(over.to, "/workbench");
    assert_eq!(
        trial.get(OWNERS[0], "/workbench/ledsagelse/publish").await.status,
        404
    );
    // What was typed meanwhile is not lost: it begins the draft anew.
    let typed = [("text", second.as_str()), ("seen", "3")];
    let told = trial.post(OWNERS[1], "/workbench/ledsagelse", &typed).await;
    assert_eq!(told.status, 409);
    assert_eq!(written(&told.body), second);
    let again = [("text", second.as_str()), ("seen", "4")];
    let begun = trial.post(OWNERS[1], "/workbench/ledsagelse", &again).await;
    assert_eq!(begun.status, 303);
}

#[tokio::test]
async fn whoever_proposes_a_draft_does_not_publish_it() {
    let trial = begun().await;
    let address = "/workbench/ledsagelse/publish";
    let proposed = trial
        .post(OWNERS[0], address, &[("seen", "1"), ("do", "propose")])
        .await;
    assert_eq!((proposed.status, proposed.to.as_str()), (303, address));
    let page = trial.get(OWNERS[0], address).await;
    assert!(!page.body.contains("value=\"publish\""), "{}", page.body);
    let own = trial
        .post(OWNERS[0], address, &[("seen", "1"), ("do", "publish")])
        .await;
    assert_eq!((own.status, own.to.as_str()), (200, ""));
    let page = trial.get(OWNERS[1], address).await;
    assert!(page.body.contains("Pia Procesejer"));
    let stale = trial
        .post(OWNERS[1], address, &[("seen", "2"), ("do", "publish")])
        .await;
    assert_eq!(stale.status, 409);
    let published = trial
        .post(OWNERS[1], address, &[("seen", "1"), ("do", "publish")])
        .await;
    assert_eq!(published.to, "/flows/ledsagelse");
}

#[tokio::test]
async fn what_is_the_newest_version_already_is_not_proposed() {
    let trial = begun().await;
    let address = "/workbench/ledsagelse/publish";
    let published = [("seen", "1"), ("do", "publish")];
    let published = trial.post(OWNERS[0], address, &published).await;
    assert_eq!(published.to, "/flows/ledsagelse");
    let begin = "/workbench/ledsagelse/begin";
    trial.post(OWNERS[0], begin, &[]).await;
    let proposed = [("seen", "3"), ("do", "propose")];
    let told = trial.post(OWNERS[0], address, &proposed).await;
    assert_eq!((told.status, told.to.as_str()), (200, ""), "{}", told.body);
    assert!(told.body.contains("Kladden er som version 1"), "{}", told.body);
    let page = trial.get(OWNERS[1], address).await;
    assert!(
        page.body.contains("value=\"propose\""),
        "nothing waits: {}",
        page.body
    );
}

#[tokio::test]
async fn what_shows_more_to_somebody_is_not_published_by_one() {
    let trial = begun().await;
    let (place, address) = ("/workbench/ledsagelse", "/workbench/ledsagelse/publish");
    let narrow = "
data:
  plan:
    why: {type: text, optional: true, seen_by: [caseworker], unseen_because: Udføreren skal ikke bruge det.}

does:";
    let text = written(&trial.get(OWNERS[0], place).await.body);
    let provider = "  provider: {title: Udfører, side: provider}\n";
    let text = text.replace("\ndoes:", &format!("{provider}{narrow}"));
    trial
        .post(OWNERS[0], place, &[("text", &text), ("seen", "1")])
        .await;
    let alone = [("seen", "2"), ("do", "publish")];
    let first = trial.post(OWNERS[0], address, &alone).await;
    assert_eq!(first.to, "/flows/ledsagelse", "nobody saw anything of it before");
    trial.post(OWNERS[0], "/workbench/ledsagelse/begin", &[]).await;
    let wider = text.replace("seen_by: [caseworker]", "seen_by: everyone");
    trial
        .post(OWNERS[0], place, &[("text", &wider), ("seen", "4")])
        .await;
    let alone = [("seen", "5"), ("do", "publish")];
    let page = trial.get(OWNERS[0], address).await;
    assert!(!page.body.contains("value=\"publish\""), "{}", page.body);
    assert!(page.body.contains("value=\"propose\""), "{}", page.body);
    let refused = trial.post(OWNERS[0], address, &alone).await;
    assert_eq!((refused.status, refused.to.as_str()), (200, ""));
    trial
        .post(OWNERS[0], address, &[("seen", "5"), ("do", "propose")])
        .await;
    let both = trial.post(OWNERS[1], address, &alone).await;
    assert_eq!(both.to, "/flows/ledsagelse");
}

#[tokio::test]
async fn whoever_read_what_is_otherwise_than_in_an_older_version_is_told_and_reads_anew() {
    let trial = Trial::new().await;
    let (place, address) = ("/workbench/tried", "/workbench/tried/publish");
    trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    let text = written(&trial.get(OWNERS[0], place).await.body);
    let slower = text.replace("due: 3 working days", "due: 4 working days");
    trial
        .post(OWNERS[0], place, &[("text", &slower), ("seen", "1")])
        .await;
    let page = trial.get(OWNERS[0], address).await;
    assert!(page.body.contains("name=\"after\" value=\"1\""), "{}", page.body);
    let ask = |way: &'static str, after: &'static str| {
        let asked = [("seen", "2"), ("after", after), ("do", way)];
        let trial = &trial;
        async move { trial.post(OWNERS[0], address, &asked).await }
    };
    trial
        .post(
            OWNERS[0],
            address,
            &[("seen", "2"), ("after", "1"), ("do", "propose")],
        )
        .await;
    trial
        .publish(&text.replace("due: 3 working days", "due: 5 working days"))
        .await;
    for way in ["publish", "propose"] {
        let told = ask(way, "1").await;
        assert_eq!(told.status, 409, "{way}");
        assert!(
            told.body.contains("Version 2 er udgivet af prøve"),
            "{}",
            told.body
        );
        assert!(told.body.contains("name=\"after\" value=\"2\""), "{}", told.body);
    }
    // What was proposed before is not what two people agree to now.
    let second = trial.get(OWNERS[1], address).await;
    assert!(
        !second.body.contains("Foreslået til udgivelse"),
        "{}",
        second.body
    );
    assert_eq!(ask("publish", "2").await.to, "/flows/tried");
}

#[tokio::test]
async fn what_was_proposed_on_a_draft_is_approved_where_all_that_waits_is() {
    let trial = begun().await;
    let good = "scenario: Den første opgave\nstarts: 2026-01-05 09:00\nsteps:\n  - {complete: first_task}\n";
    let keep = [("name", "god"), ("text", good), ("seen", "1"), ("do", "keep")];
    trial
        .post(OWNERS[0], "/workbench/ledsagelse/scenarios", &keep)
        .await;
    let address = "/workbench/ledsagelse/publish";
    trial
        .post(OWNERS[0], address, &[("seen", "2"), ("do", "propose")])
        .await;
    let approving = |body: &str| -> Option<String> {
        let action = body.split("action=\"/flows/ledsagelse/approve?at=").nth(1)?;
        let at = action
            .split('"')
            .next()?
            .replace("&#38;", "&")
            .replace("&#58;", ":");
        Some(format!("/flows/ledsagelse/approve?at={at}"))
    };
    let own = trial.get(OWNERS[0], "/flows").await;
    assert_eq!(approving(&own.body), None, "nobody approves their own");
    let listed = approving(&trial.get(OWNERS[1], "/flows").await.body).unwrap();
    // Written anew it is something else.
    let text = written(&trial.get(OWNERS[1], "/workbench/ledsagelse").await.body);
    let other = text.replace("Første opgave", "Tal med borgeren");
    trial
        .post(
            OWNERS[1],
            "/workbench/ledsagelse",
            &[("text", &other), ("seen", "2")],
        )
        .await;
    assert_eq!(trial.post(OWNERS[1], &listed, &[]).await.status, 404);
    let page = trial.get(OWNERS[1], address).await;
    assert!(!page.body.contains("Foreslået til udgivelse"), "{}", page.body);
    trial
        .post(OWNERS[1], address, &[("seen", "3"), ("do", "propose")])
        .await;
    let listed = approving(&trial.get(OWNERS[0], "/flows").await.body).unwrap();
    assert_eq!(trial.post(OWNERS[0], &listed, &[]).await.to, "/flows/ledsagelse");
    assert_eq!(
        trial.get(OWNERS[0], "/workbench/ledsagelse").await.to,
        "/workbench",
        "the draft is over"
    );
    trial.post(OWNERS[0], "/workbench/ledsagelse/begin", &[]).await;
    let page = trial.get(OWNERS[0], "/workbench/ledsagelse/scenarios").await;
    assert!(page.body.contains("Den første opgave"), "{}", page.body);
}

#[tokio::test]
async fn flows_are_listed_with_their_cases_and_what_is_otherwise_is_told() {
    let trial = Trial::new().await;
    trial.case(1).await;
    let list = trial.get(OWNERS[0], "/workbench").await;
    assert!(list.body.contains("1 åben sag på version 1"), "{}", list.body);
    let begun = trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    assert_eq!(begun.to, "/workbench/tried");
    let text = written(&trial.get(OWNERS[0], "/workbench/tried").await.body);
    let text = text.replace("due: 3 working days", "due: 4 working days");
    let sent = [("text", text.as_str()), ("seen", "1")];
    assert_eq!(trial.post(OWNERS[0], "/workbench/tried", &sent).await.status, 303);
    let changes = trial.get(OWNERS[0], "/workbench/tried/changes").await;
    assert!(changes.body.contains("4 arbejdsdage"), "{}", changes.body);
    let english = trial.get_english(OWNERS[0], "/workbench/tried/changes").await;
    assert!(english.body.contains("4 working days"), "{}", english.body);
    let handbook = trial.get(OWNERS[0], "/workbench/tried/handbook").await;
    assert!(handbook.body.contains("4 arbejdsdage"));
    for other in ["rikke", "adam"] {
        assert_eq!(trial.get(other, "/workbench").await.status, 403, "{other}");
    }
}

#[tokio::test]
async fn the_editor_is_given_findings_picture_and_names() {
    let trial = begun().await;
    let text = written(&trial.get(OWNERS[0], "/workbench/ledsagelse").await.body);
    let address = "/workbench/ledsagelse/check";
    let looked = trial.post(OWNERS[0], address, &[("text", &text)]).await;
    let looked: serde_json::Value = serde_json::from_str(&looked.body).unwrap();
    assert_eq!(looked["findings"], serde_json::json!([]));
    assert_eq!(looked["lines"]["picture-first_task"], 11);
    assert!(looked["picture"].as_str().unwrap().contains("href=\"#line-11\""));
    let names: Vec<&str> = looked["names"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["name"].as_str().unwrap())
        .collect();
    assert!(
        names.contains(&"first_task") && names.contains(&"working_days_between"),
        "{names:?}"
    );
    let wrong = trial
        .post(OWNERS[0], address, &[("text", "samspil: 1\nflow: [")])
        .await;
    let wrong: serde_json::Value = serde_json::from_str(&wrong.body).unwrap();
    assert!(wrong["findings"][0]["line"].as_u64().is_some() && wrong["picture"].is_null());
    let schema = trial.get(OWNERS[0], "/workbench/ledsagelse/schema").await;
    assert!(schema.body.contains("draft-07"));
}

/// What was done in the case that is played.
pub(super) fn moves_of(body: &str) -> String {
    let field = body.split("<textarea id=\"moves\"").nth(1).unwrap();
    let text = field.split_once(">\n").unwrap().1;
    let text = text.split("</textarea>").next().unwrap();
    text.replace("&#34;", "\"")
}

#[tokio::test]
async fn a_case_of_a_draft_is_played_and_nothing_of_it_is_kept() {
    let trial = Trial::new().await;
    trial.post(OWNERS[0], "/workbench/tried/begin", &[]).await;
    let address = "/workbench/tried/play";
    let page = trial.get(OWNERS[0], address).await;
    assert!(page.body.contains("value=\"open assess\""), "{}", page.body);
    let moves = moves_of(&page.body);
    // What is missing is said at its field, and nothing has happened.
    let empty = [("moves", moves.as_str()), ("item", "assess"), ("do", "complete")];
    let refused = trial.post(OWNERS[0], address, &empty).await;
    assert!(refused.body.contains("f-need-summary-error"), "{}", refused.body);
    let form = [
        ("moves", moves.as_str()),
        ("item", "assess"),
        ("do", "complete"),
        ("f-need-summary", "Har brug for ro"),
        ("f-need-level", "3"),
        ("f-need-urgent", "false"),
    ];
    let done = trial.post(OWNERS[0], address, &form).await;
    assert!(done.body.contains("value=\"open send_order\""), "{}", done.body);
    assert!(done.body.contains("Har brug for ro"));
    // As the provider one sees no more than the provider sees.
    let moves = moves_of(&done.body);
    let seen = trial
        .post(OWNERS[0], address, &[("moves", &moves), ("as", "provider")])
        .await;
    assert!(!seen.body.contains("value=\"open send_order\""), "{}", seen.body);
    // The clock goes on, and what was done last is taken back.
    let later = trial
        .post(OWNERS[0], address, &[("moves", &moves), ("do", "pass 1 week")])
        .await;
    assert!(later.body.contains("12.01.2026"), "{}", later.body);
    let back = trial
        .post(OWNERS[0], address, &[("moves", &moves), ("do", "back")])
        .await;
    assert!(back.body.contains("value=\"open assess\""));
    // A refusal says why, and the case is as it was.
    let skip = [
        ("moves", moves_of(&page.body)),
        ("item", "assess".to_owned()),
        ("do", "skip".to_owned()),
    ];
    let skip: Vec<(&str, &str)> = skip.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let refused = trial.post(OWNERS[0], address, &skip).await;
    assert!(refused.body.contains("alert-error"), "{}", refused.body);
    assert_eq!(moves_of(&refused.body), moves_of(&page.body));
    for wrong in ["", "{}", "nothing"] {
        let answer = trial.post(OWNERS[0], address, &[("moves", wrong)]).await;
        assert_eq!(answer.status, 422, "{wrong}");
    }
    assert!(trial.get("rikke", "/cases").await.body.contains("Der er ingen"));
}

#[tokio::test]
async fn scenarios_are_kept_with_the_draft_and_the_version_and_say_what_they_come_round() {
    let trial = begun().await;
    let address = "/workbench/ledsagelse/scenarios";
    let good = "scenario: Den første opgave\nstarts: 2026-01-05 09:00\nsteps:\n  - {complete: first_task}\n";
    let keep = [("name", "god"), ("text", good), ("seen", "1"), ("do", "keep")];
    assert_eq!(trial.post(OWNERS[0], address, &keep).await.status, 303);
    let page = trial.get(OWNERS[0], address).await;
    assert!(
        page.body.contains("Den første opgave") && page.body.contains("udfører 1 af 1 trin"),
        "{}",
        page.body
    );
    let bad = good.replace("first_task", "last_task");
    let keep = [
        ("name", "skidt"),
        ("text", bad.as_str()),
        ("seen", "2"),
        ("do", "keep"),
    ];
    assert_eq!(trial.post(OWNERS[0], address, &keep).await.status, 303);
    let page = trial.get(OWNERS[0], address).await;
    assert!(
        page.body.contains("Gik anderledes") && page.body.contains("skidt:4:"),
        "{}",
        page.body
    );
    for (name, text) in [("x y", good), ("tom", " ")] {
        let keep = [("name", name), ("text", text), ("seen", "3")];
        assert_eq!(trial.post(OWNERS[0], address, &keep).await.status, 422, "{name}");
    }
    let stale = [("name", "god"), ("text", good), ("seen", "1")];
    assert_eq!(trial.post(OWNERS[0], address, &stale).await.status, 409);
    let remove = [("name", "skidt"), ("seen", "3"), ("do", "remove")];
    assert_eq!(trial.post(OWNERS[0], address, &remove).await.status, 303);
    let publish = [("seen", "4"), ("do", "publish")];
    trial
        .post(OWNERS[0], "/workbench/ledsagelse/publish", &publish)
        .await;
    trial.post(OWNERS[0], "/workbench/ledsagelse/begin", &[]).await;
    let page = trial.get(OWNERS[0], address).await;
    assert!(
        page.body.contains("Den første opgave") && !page.body.contains("skidt"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_question_is_answered_with_the_run_that_shows_it() {
    let trial = begun().await;
    let address = "/workbench/ledsagelse/explore";
    assert_eq!(trial.get(OWNERS[0], address).await.status, 200);
    let done = trial
        .get(OWNERS[0], &format!("{address}?ask=done&item=first_task"))
        .await;
    assert!(done.body.contains("name=\"moves\""), "{}", done.body);
    let played = done.body.split("name=\"moves\" value=\"").nth(1).unwrap();
    let played = played.split("\">").next().unwrap().replace("&#34;", "\"");
    let played = trial
        .post(OWNERS[0], "/workbench/ledsagelse/play", &[("moves", &played)])
        .await;
    assert!(played.body.contains("state-done"), "{}", played.body);
    for (asked, status) in [
        ("ask=close", 200),
        ("ask=all&untimed=yes", 200),
        ("ask=order&order=first_task", 200),
        ("ask=done&item=nothing", 422),
        ("ask=order&order=first_task,nothing", 422),
    ] {
        let answer = trial.get(OWNERS[0], &format!("{address}?{asked}")).await;
        assert_eq!(answer.status, status, "{asked}");
    }
}

#[tokio::test]
async fn a_source_that_is_late_to_be_reviewed_is_told_and_hinders_nothing() {
    let trial = begun().await;
    let owner = OWNERS[0];
    let text = written(&trial.get(owner, "/workbench/ledsagelse").await.body);
    let law = "about: {law: {act: serviceloven, section: \"97\", review_by: 2020-01-01}}\nparties:";
    let text = text.replacen("parties:", law, 1);
    let sent = [("text", text.as_str()), ("seen", "1"), ("do", "check")];
    let checked = trial.post(owner, "/workbench/ledsagelse", &sent).await;
    assert!(checked.body.contains("F0495"), "{}", checked.body);
    let kept = [("text", text.as_str()), ("seen", "1"), ("do", "keep")];
    trial.post(owner, "/workbench/ledsagelse", &kept).await;
    let asked = [("seen", "2"), ("do", "publish")];
    let published = trial.post(owner, "/workbench/ledsagelse/publish", &asked).await;
    assert_eq!(published.to, "/flows/ledsagelse");
    for (path, says) in [
        ("/flows/ledsagelse", "F0495"),
        ("/flows/ledsagelse", "skal kontrolleres senest 01.01.2020"),
        ("/flows/ledsagelse/handbook", "ikke kontrolleret"),
    ] {
        let page = trial.get(owner, path).await;
        assert!(page.body.contains(says), "{path}: {}", page.body);
    }
}
