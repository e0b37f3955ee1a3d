//! Pictures in pages: every box leads somewhere, nothing in them is refused by the browser, and nobody is shown more of a
//! case than they see.

use std::collections::BTreeSet;

use samspil_store::FlowVersion;
use serde_json::json;

use super::trial::{TENANT, Trial, main_of};

/// The values of an attribute.
fn values(body: &str, attribute: &str) -> Vec<String> {
    let beginning = format!(" {attribute}=\"");
    let after = body.split(beginning.as_str()).skip(1);
    after
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

/// Every id is the page's only one, and every link within the page leads to one.
fn holds_together(body: &str) {
    let ids = values(body, "id");
    let unique: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(ids.len(), unique.len(), "{ids:?}");
    for target in values(body, "href") {
        if let Some(id) = target.strip_prefix('#') {
            assert!(unique.contains(&id.to_owned()), "{target} leads nowhere");
        }
    }
    for refused in ["<style", " style=", "<script>", "javascript:"] {
        assert!(!main_of(body).contains(refused), "{refused}");
    }
}

#[tokio::test]
async fn a_flow_is_listed_and_shown_as_a_picture_and_in_words() {
    let trial = Trial::new().await;
    let list = trial.get("rikke", "/flows").await;
    assert!(
        list.body
            .contains("<a href=\"/flows/tried\">Støtte i hverdagen</a>"),
        "{}",
        list.body
    );
    for (address, language) in [("/flows/tried", "da"), ("/flows/tried?version=1", "en")] {
        let page = match language {
            "da" => trial.get("rikke", address).await,
            _ => trial.get_english("rikke", address).await,
        };
        assert_eq!(page.status, 200);
        holds_together(&page.body);
        let boxes = values(&page.body, "id");
        let boxes = boxes
            .iter()
            .filter(|id| id.starts_with("picture-") && !id.contains('.'));
        // Two stages and five items.
        assert_eq!(boxes.count(), 7);
    }
    for nowhere in ["/flows/unknown", "/flows/tried?version=2"] {
        assert_eq!(trial.get("rikke", nowhere).await.status, 404);
    }
    assert_eq!(trial.get("rikke", "/flows/tried?version=x").await.status, 400);
}

/// The numbers of the versions that a page leads to.
fn versions(body: &str) -> Vec<u32> {
    let to = values(body, "href").into_iter();
    to.filter_map(|href| href.strip_prefix("/flows/tried?version=")?.parse().ok())
        .collect()
}

#[tokio::test]
async fn versions_of_a_flow_are_listed_fifty_at_a_time() {
    let trial = Trial::new().await;
    let store = trial.engine.store();
    let first = store.flow(TENANT, "tried", None).await.unwrap().unwrap();
    for number in 2..=52 {
        let next = FlowVersion {
            text: format!("{}# {number}\n", first.text),
            ..first.clone()
        };
        assert_eq!(store.publish(TENANT, next, None).await.unwrap(), Some(number));
    }
    let page = trial.get("rikke", "/flows/tried").await.body;
    assert_eq!(versions(&page), (3..=52).rev().collect::<Vec<_>>());
    let older = values(&page, "href");
    let older = older.iter().find(|href| href.ends_with("before=3#versions"));
    assert!(older.is_some_and(|href| href.starts_with("/flows/tried?version=52&")));
    let rest = trial.get("rikke", "/flows/tried?version=52&before=3").await.body;
    assert_eq!(versions(&rest), [2, 1]);
    assert!(!rest.contains("#versions"), "there are none before the first");
}

#[tokio::test]
async fn the_course_of_a_case_is_drawn_as_it_stands() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let need = json!({"summary": "Ro", "level": 3, "urgent": false, "kind": "home"});
    trial
        .complete("rikke", case, "assess", json!({"need": need}))
        .await;
    trial.pass(30).await;
    let address = format!("/cases/{case}/picture");
    let page = trial.get("rikke", &address).await;
    holds_together(&page.body);
    let stands = |class: &str, word: &str| {
        let mut boxes = page.body.split("<a class=\"node ").skip(1);
        let found = boxes.find(|node| {
            node.split('"')
                .next()
                .is_some_and(|classes| classes.contains(class))
        });
        assert!(found.is_some_and(|node| node.contains(word)), "{class}: {word}");
    };
    stands("stands-done", "Løst");
    stands("stands-gone", "Afbrudt");
    stands("stands-active", "Åben, overskredet");
    stands("stands-waiting", "Venter");
    let course = trial.get("rikke", &format!("/cases/{case}")).await;
    let ids: BTreeSet<String> = values(&course.body, "id").into_iter().collect();
    let to_course = format!("/cases/{case}#");
    let links = values(&page.body, "href");
    let links: Vec<&str> = links
        .iter()
        .filter_map(|link| link.strip_prefix(&to_course))
        .collect();
    assert_eq!(links.len(), 7);
    assert!(
        links.iter().all(|link| ids.contains(*link)),
        "{links:?} in {ids:?}"
    );
    let to_picture = format!("{address}#");
    let ids: BTreeSet<String> = values(&page.body, "id").into_iter().collect();
    let links = values(&course.body, "href");
    let links: Vec<&str> = links
        .iter()
        .filter_map(|link| link.strip_prefix(&to_picture))
        .collect();
    assert!(
        links.len() >= 5 && links.iter().all(|link| ids.contains(*link)),
        "{links:?}"
    );
}

#[tokio::test]
async fn nobody_is_shown_more_of_a_case_than_they_see() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let address = format!("/cases/{case}/picture");
    for login in ["rikke", "ulla"] {
        let read = trial.read(login, case).await;
        let (view, eyes) = (read.view(), read.eyes(&super::trial::by(login)));
        let page = trial.get(login, &address).await;
        assert_eq!(page.status, 200);
        let mut hidden = 0;
        for item in read.run.flow.items.values() {
            let seen = view.sees_item(&eyes, item);
            let drawn = page.body.contains(&format!("id=\"picture-{}\"", item.id));
            assert_eq!(drawn, seen, "{login}: {}", item.id);
            if !seen {
                hidden += 1;
                assert!(!page.body.contains(&item.title.da), "{login}: {}", item.title.da);
            }
        }
        assert_eq!(hidden > 0, login == "ulla");
        assert!(!page.body.contains("need.level"), "a condition is written out");
    }
    assert_eq!(trial.get("frede", &address).await.status, 404);
}
