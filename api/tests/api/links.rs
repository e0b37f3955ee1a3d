//! Links into a case, over HTTP: made by the authority, opened once, and reaching nothing else.

use serde_json::{Value, json};

use crate::ground::{Ground, HERE, person, token};

/// Asks as a browser does, with a cookie where there is one; the answer's head and body as they came.
async fn browse(ground: &Ground, method: &str, path: &str, cookie: &str, form: &str) -> String {
    let sent = format!(
        "{method} {path} HTTP/1.1\r\nhost: samspil\r\naccept: text/html\r\naccept-language: en\r\ncookie: {cookie}\r\n\
         content-type: application/x-www-form-urlencoded\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{form}",
        form.len()
    );
    ground.program.raw(&sent).await
}

fn status(answer: &str) -> &str {
    &answer[9..12]
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let line = answer.lines().find_map(|line| line.strip_prefix(name));
    line.unwrap_or_else(|| panic!("no {name} in {answer}")).trim()
}

async fn make(ground: &Ground, case: &str, new: &Value) -> samspil_tests::program::Answer {
    let path = format!("/cases/{case}/links");
    ground.ask("anna", "POST", &path).json(new).send().await
}

fn for_bo() -> Value {
    json!({"party": "citizen", "person": person("bo")})
}

/// What bo wrote when the link had been taken back comes back to bo: whoever signs in next does not send it.
async fn another_cannot_send_it(ground: &Ground, case: &str, cookie: &str) {
    let path = format!("/cases/{case}/tasks/register/claim");
    let kept = browse(ground, "POST", &path, cookie, "text=Hej").await;
    assert_eq!(status(&kept), "401", "{kept}");
    let own = format!("{path}?kept-for={}", person("bo"));
    assert!(kept.contains(&format!("action=\"{own}\"")), "{kept}");
    let asking = ground.program.ask_without_going_on("POST", &own);
    let asking = asking.by(&token(HERE, "anna")).header("accept", "text/html");
    let asking = asking.header("accept-language", "en");
    let sent = asking.body("application/x-www-form-urlencoded", "text=Hej".to_owned());
    let sent = sent.send().await.is(403);
    assert!(sent.text.contains("written by somebody else"), "{}", sent.text);
}

/// The path of a link that was just made.
async fn link(ground: &Ground, case: &str) -> String {
    link_for(ground, case, &for_bo()).await
}

async fn link_for(ground: &Ground, case: &str, new: &Value) -> String {
    let made = make(ground, case, new).await.is(201).json();
    let address = made["address"].as_str().unwrap();
    let path = address.strip_prefix(&ground.program.url).unwrap();
    assert!(path.starts_with(&format!("/link/samspil_{HERE}_")), "{path}");
    path.to_owned()
}

/// Opens a link; the session's cookie.
async fn open(ground: &Ground, path: &str) -> String {
    let opened = browse(ground, "POST", path, "", "").await;
    assert_eq!(status(&opened), "303", "{opened}");
    let cookie = header(&opened, "set-cookie:");
    cookie.split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_is_opened_by_a_button_once_and_shows_that_case_alone() {
    let ground = Ground::new().await;
    let (case, other) = (ground.ordered("Sag et").await, ground.begin("Sag to").await);
    let path = link(&ground, &case).await;
    for _ in 0..3 {
        let looked = browse(&ground, "GET", &path, "", "").await;
        assert_eq!(status(&looked), "200", "what looks through mail opens nothing");
        assert!(looked.contains("Open the case</button>"), "{looked}");
        assert!(!looked.contains("Sag et"), "{looked}");
    }
    let cookie = open(&ground, &path).await;
    let again = browse(&ground, "POST", &path, "", "").await;
    assert_eq!(status(&again), "404", "{again}");

    let page = browse(&ground, "GET", &format!("/cases/{case}"), &cookie, "").await;
    assert_eq!(status(&page), "200", "{page}");
    assert!(page.contains("Navn bo") && !page.contains("mainmenu"), "{page}");
    for secret in crate::ground::SECRETS {
        assert!(!page.contains(secret), "{secret}");
    }
    let front = browse(&ground, "GET", "/", &cookie, "").await;
    assert_eq!(header(&front, "location:"), format!("/cases/{case}/own"));
    for (method, path, expected) in [
        ("GET", format!("/cases/{other}"), "404"),
        ("GET", "/cases".to_owned(), "404"),
        ("GET", "/tasks".to_owned(), "404"),
        ("GET", "/inbox".to_owned(), "404"),
        ("GET", "/settings".to_owned(), "404"),
        ("POST", "/settings/feed".to_owned(), "404"),
        ("GET", "/api/v1/tokens".to_owned(), "404"),
        ("POST", "/api/v1/tokens".to_owned(), "404"),
        ("GET", "/api/v1/cases".to_owned(), "404"),
        ("GET", format!("/api/v1/cases/{case}"), "200"),
        ("GET", format!("/api/v1/cases/{other}"), "404"),
        ("GET", format!("/cases/{case}/links"), "403"),
        ("GET", "/citizens".to_owned(), "403"),
        ("GET", "/api/v1/people".to_owned(), "403"),
    ] {
        let answer = browse(&ground, method, &path, &cookie, "").await;
        assert_eq!(status(&answer), expected, "{method} {path}: {answer}");
    }
}

#[tokio::test]
async fn a_link_that_is_taken_back_is_over_and_so_is_who_came_by_it() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let (used, unused) = (link(&ground, &case).await, link(&ground, &case).await);
    let cookie = open(&ground, &used).await;
    let listed = ground.get("anna", &format!("/cases/{case}/links")).await;
    let listed = listed.as_array().unwrap().clone();
    assert_eq!(listed.len(), 2);
    let opened = listed.iter().filter(|link| !link["used_at"].is_null()).count();
    assert_eq!(opened, 1);
    for link in &listed {
        assert_eq!(link["party"], "citizen");
        assert!(link.get("address").is_none() && link.get("secret").is_none());
        let path = format!("/cases/{case}/links/{}", link["link"].as_str().unwrap());
        assert_eq!(ground.ask("ulla", "DELETE", &path).send().await.status, 403);
        ground.ask("anna", "DELETE", &path).send().await.is(204);
        ground.ask("anna", "DELETE", &path).send().await.is(404);
    }
    let page = browse(&ground, "GET", &format!("/cases/{case}"), &cookie, "").await;
    assert_eq!(status(&page), "303", "signed out: {page}");
    another_cannot_send_it(&ground, &case, &cookie).await;
    let over = browse(&ground, "GET", &unused, "", "").await;
    assert_eq!(status(&over), "404");
    assert!(over.contains("The link has been used, is over or was taken back."));
    let made_up = format!("/link/samspil_{HERE}_{}", "A".repeat(43));
    for path in [made_up.as_str(), "/link/x", "/link/samspil_99999999_x"] {
        let nothing = browse(&ground, "GET", path, "", "").await;
        let body = |answer: &str| answer.split("<main").nth(1).unwrap().to_owned();
        assert_eq!(body(&nothing), body(&over), "nobody is told which: {path}");
    }
}

/// What a relative who came by a link is answered: by the API, and on two pages.
async fn relative_reads(ground: &Ground, case: &str, cookie: &str) -> Vec<String> {
    let mut answers = Vec::new();
    for path in [
        format!("/api/v1/cases/{case}"),
        format!("/cases/{case}"),
        format!("/cases/{case}/own/plan"),
    ] {
        answers.push(browse(ground, "GET", &path, cookie, "").await);
    }
    answers
}

#[tokio::test]
async fn a_relative_who_came_by_a_link_sees_what_consent_covers_while_it_holds_and_nothing_protected() {
    let ground = Ground::new().await;
    let case = crate::trust::begun(&ground).await;
    let for_ulla = json!({"party": "relative", "person": person("ulla")});
    let path = link_for(&ground, &case, &for_ulla).await;
    let cookie = open(&ground, &path).await;
    let is = async |expected: &str, why: &str| {
        for answer in relative_reads(&ground, &case, &cookie).await {
            assert_eq!(status(&answer), expected, "{why}: {answer}");
        }
    };
    let sees = async |text: &str| relative_reads(&ground, &case, &cookie).await[0].contains(text);
    let done = async |login: &str, command: Value| ground.command(login, &case, &command).await.is(200);
    is("404", "nobody has consented").await;
    let some = json!({
        "do": "give_consent", "party": "relative", "how": "spoken",
        "covers": ["plan.wishes"], "until": "2026-01-31",
    });
    done("bo", some).await;
    is("200", "it is consented to").await;
    assert!(sees("\"wishes\":\"Ro\"").await && !sees("HEMMELIGVEJ").await);
    let all = json!({"do": "give_consent", "party": "relative", "how": "spoken"});
    done("bo", all).await;
    assert!(sees("HEMMELIGVEJ").await, "all of it is covered");
    done("anna", json!({"do": "protect", "name": true, "address": true})).await;
    assert!(sees("\"wishes\":\"Ro\"").await);
    for answer in relative_reads(&ground, &case, &cookie).await {
        for hidden in ["HEMMELIGVEJ", "Anna Hansen", "Navn bo"] {
            assert!(!answer.contains(hidden), "{hidden} in {answer}");
        }
    }
    done("bo", json!({"do": "withdraw_consent", "number": 2})).await;
    is("200", "the first still holds").await;
    ground.clock("2026-02-01T08:00:00Z").await;
    is("404", "it has run out").await;
    let claim = format!("/cases/{case}/tasks/answer/claim");
    let claimed = browse(&ground, "POST", &claim, &cookie, "").await;
    assert_eq!(status(&claimed), "404", "{claimed}");
    let again = json!({"do": "give_consent", "party": "relative", "how": "spoken"});
    done("bo", again).await;
    is("200", "the session was there all the time").await;
    done("bo", json!({"do": "withdraw_consent", "number": 3})).await;
    is("404", "it was withdrawn").await;
}

#[tokio::test]
async fn only_the_authority_makes_links_and_only_for_who_takes_part_in_person() {
    let ground = Ground::new().await;
    let case = ground.ordered("Sag").await;
    let path = format!("/cases/{case}/links");
    for (login, expected) in [("ulla", 403), ("bo", 403), ("stranger", 404), ("admin", 403)] {
        let asked = ground.ask(login, "POST", &path).json(&for_bo()).send().await;
        assert_eq!(asked.status, expected, "{login}: {}", asked.text);
    }
    for (new, expected) in [
        (json!({"party": "citizen", "person": person("anna")}), 404),
        (json!({"party": "caseworker", "person": person("bo")}), 404),
        (json!({"party": "nobody", "person": person("bo")}), 404),
        (
            json!({"party": "citizen", "person": person("bo"), "hours": 0}),
            422,
        ),
        (
            json!({"party": "citizen", "person": person("bo"), "hours": 337}),
            422,
        ),
        (json!({"party": "citizen"}), 422),
    ] {
        let answer = make(&ground, &case, &new).await;
        assert_eq!(answer.status, expected, "{new}: {}", answer.text);
    }
    let same = || {
        let asked = ground.ask("anna", "POST", &path).key(77).json(&for_bo());
        asked.send()
    };
    let (first, second) = (same().await.is(201).json(), same().await.is(201).json());
    assert_eq!(first["link"], second["link"]);
    assert!(first.get("address").is_some() && second.get("address").is_none());
}
