//! Houses: what both sides of an area have agreed on, read by all, with its rules on the tasks where they matter.

use serde_json::json;

use crate::ground::{Ground, HERE, token};

fn house(rule: &str, authority: &str, provider: &str) -> String {
    format!(
        "samspil: 1
flow: shared-house
title: {{da: Fælles hus, en: Shared house}}
about: {{subject: project}}
house:
  area: {{da: Voksne, en: Adults}}
  strategy: {{da: Vi begynder med borgerens ord., en: We begin with the citizen's words.}}
  tools: [{{title: {{da: Hjælpen, en: The help}}, flow: help}}]
  rules:
    ring_first: {{says: {{da: {rule}, en: Ring first}}, shown_on: [help.assess, help.no_such]}}
  approved: {{authority: {authority}, provider: {provider}}}
parties:
  caseworker: {{title: {{da: Rådgiver, en: Caseworker}}, side: authority}}
  provider: {{title: {{da: Udfører, en: Provider}}, side: provider}}
does:
  exchange: {{meeting: {{da: Sparring, en: Exchange}}, by: caseworker, with: provider, expects: Samme ord., repeats: {{every: 1 month}}}}
closes: by_hand
"
    )
}

async fn page(ground: &Ground, login: &str, path: &str) -> String {
    let asking = ground.program.ask_plainly("GET", path).by(&token(HERE, login));
    asking.header("accept", "text/html").send().await.is(200).text
}

#[tokio::test]
async fn a05_1_a_house_is_published_and_read_by_all() {
    let ground = Ground::new().await;
    assert!(
        page(&ground, "ulla", "/houses")
            .await
            .contains("Intet fælles hus endnu")
    );
    ground
        .publish(HERE, &house("Ring først", "2026-01-05", "2026-01-12"))
        .await
        .is(201);
    for login in ["anna", "ulla", "bo", "owner"] {
        assert!(
            page(&ground, login, "/houses").await.contains("Voksne"),
            "{login}"
        );
        let read = page(&ground, login, "/houses/shared-house").await;
        for says in [
            "Vi begynder med borgerens ord.",
            "Ring først",
            "Sparring",
            "Hjælpen",
            "Vurdér behovet",
        ] {
            assert!(read.contains(says), "{login} {says}: {read}");
        }
        assert_eq!(read.contains("/flows/help"), login != "bo", "{login}");
    }
    let missing = ground
        .program
        .ask_plainly("GET", "/houses/help")
        .by(&token(HERE, "anna"));
    missing.header("accept", "text/html").send().await.is(404);
}

#[tokio::test]
async fn a05_2_the_rule_of_play_is_shown_on_the_task_where_it_matters() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    ground
        .publish(HERE, &house("Ring først", "2026-01-05", "2026-01-12"))
        .await
        .is(201);
    let registered = json!({"application": {"received_on": "2026-01-05", "wishes": "Ro"}});
    for (item, shown) in [("register", false), ("assess", true)] {
        let read = page(&ground, "anna", &format!("/cases/{case}/tasks/{item}")).await;
        assert_eq!(read.contains("Ring først"), shown, "{item}");
    }
    let book = page(&ground, "anna", "/flows/help/handbook").await;
    assert!(book.contains("Ring først"), "and in the handbook: {book}");
    ground.complete("anna", &case, "register", registered).await;
    ground
        .publish(HERE, &house("Ring altid", "2026-02-02", "2026-02-09"))
        .await
        .is(201);
    let read = page(&ground, "anna", &format!("/cases/{case}/tasks/assess")).await;
    assert!(
        read.contains("Ring altid") && !read.contains("Ring først"),
        "{read}"
    );
}

#[tokio::test]
async fn a05_3_versions_are_kept_with_the_days_on_which_both_sides_approved() {
    let ground = Ground::new().await;
    for (rule, authority, provider, status) in [
        ("Ring først", "2026-01-05", "2026-01-12", 201),
        ("Ring altid", "2026-01-05", "2026-06-01", 422),
        ("Ring altid", "2026-05-25", "2026-01-12", 422),
        ("Ring altid", "2026-05-25", "2026-06-01", 201),
    ] {
        let published = ground.publish(HERE, &house(rule, authority, provider)).await;
        published.is(status);
    }
    let one_side = house("Ring altid", "2026-05-25", "2026-06-01").replace(", provider: 2026-06-01", "");
    ground.publish(HERE, &one_side).await.is(422);
    let read = page(&ground, "bo", "/houses/shared-house").await;
    for says in ["12.01.2026", "01.06.2026", "05.01.2026", "25.05.2026"] {
        assert!(read.contains(says), "{says}: {read}");
    }
}
