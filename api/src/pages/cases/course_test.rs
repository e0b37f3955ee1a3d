//! Beginning cases and finding them, through the pages alone.

use crate::pages::trial::{Trial, main_of, value_of};

const NEW: &str = "/cases/new?flow=tried";

/// A unit of the trial municipality as forms send it.
fn unit(number: u128) -> String {
    uuid::Uuid::from_u128(number).to_string()
}

#[tokio::test]
async fn a_case_is_begun_once_and_found_by_those_who_are_in_it() {
    let trial = Trial::new().await;
    let choose = trial.get("rikke", "/cases/new").await;
    assert!(
        choose.body.contains(&format!("href=\"{NEW}\"")),
        "{}",
        main_of(&choose.body)
    );
    let page = trial.get("rikke", NEW).await;
    let (authority, provider) = (unit(10), unit(20));
    for kept in [
        format!("<option value=\"{authority}\" selected>Voksenmyndighed</option>"),
        format!("<option value=\"{provider}\">Bostedet Solsikken</option>"),
    ] {
        assert!(page.body.contains(&kept), "{kept}: {}", main_of(&page.body));
    }
    let key = value_of(&page.body, "key").to_owned();
    let mut form = vec![
        ("do", "complete"),
        ("key", &key),
        ("title", ""),
        ("unit-caseworker", &authority),
        ("unit-team_leader", ""),
        ("unit-provider", &provider),
        ("f-intake-came", "i går"),
    ];
    let wrong = trial.post("rikke", NEW, &form).await;
    assert_eq!(wrong.status, 422);
    for said in [
        "href=\"#title\">Skriv en titel",
        "href=\"#unit-team_leader\">Vælg, hvem der er Teamleder",
        "href=\"#f-intake-came\">Skriv Modtaget som dag, måned og år",
        "value=\"i går\"",
    ] {
        assert!(wrong.body.contains(said), "{said}: {}", main_of(&wrong.body));
    }
    form[2].1 = "Støtte, sag Æ7";
    form[4].1 = &authority;
    form[6].1 = "2.1.2026";
    let begun = trial.post("rikke", NEW, &form).await;
    assert_eq!(begun.status, 303, "{}", main_of(&begun.body));
    let again = trial.post("rikke", NEW, &form).await;
    assert_eq!(
        (again.status, &again.to),
        (303, &begun.to),
        "a second sending begins no second case"
    );
    form[2].1 = "Noget andet";
    assert_eq!(trial.post("rikke", NEW, &form).await.status, 409);

    for (login, sees) in [("rikke", true), ("ulla", true), ("frede", false)] {
        let list = trial.post(login, "/cases", &[("text", "sag Æ")]).await;
        assert_eq!(list.body.contains("Støtte, sag Æ7"), sees, "{login}");
        assert_eq!(list.body.contains(&begun.to), sees, "{login}");
    }
    narrowed(&trial, &begun.to).await;
}

/// The case is in the lists that it fits, by address and by what is looked for.
async fn narrowed(trial: &Trial, begun: &str) {
    for (query, found) in [
        ("status=open", true),
        ("status=closed", false),
        ("flow=tried", true),
        ("flow=other", false),
        ("text=intet", true),
        ("after=x", false),
    ] {
        let list = trial.get("rikke", &format!("/cases?{query}")).await;
        assert_eq!(list.body.contains(begun), found, "{query}");
    }
    for (form, found) in [
        ([("text", "sag æ7"), ("status", "open")], true),
        ([("text", "sag æ7"), ("status", "closed")], false),
        ([("text", "intet"), ("status", "")], false),
    ] {
        let list = trial.post("rikke", "/cases", &form).await;
        assert_eq!(list.body.contains(begun), found, "{form:?}");
    }
    let nothing = trial
        .post("rikke", "/cases", &[("text", " "), ("status", "open")])
        .await;
    assert_eq!((nothing.status, nothing.to.as_str()), (303, "/cases?status=open"));
}

#[tokio::test]
async fn what_is_looked_for_goes_on_to_the_next_page_and_stands_in_no_address() {
    let trial = Trial::new().await;
    for number in 0..26 {
        trial.case(number).await;
    }
    let first = trial.post("rikke", "/cases", &[("text", "sag")]).await;
    assert!(!first.body.contains("text=sag"), "{}", main_of(&first.body));
    let after = value_of(&first.body, "after").to_owned();
    let second = trial
        .post("rikke", "/cases", &[("text", "sag"), ("after", &after)])
        .await;
    assert_ne!(main_of(&first.body), main_of(&second.body));
    assert!(second.body.contains("/cases/"), "{}", main_of(&second.body));
}

#[tokio::test]
async fn whoever_begins_a_case_for_others_is_led_to_their_own_list() {
    let trial = Trial::new().await;
    let page = trial.get("frede", NEW).await;
    let key = value_of(&page.body, "key").to_owned();
    let (authority, provider) = (unit(10), unit(20));
    let form = [
        ("do", "complete"),
        ("key", key.as_str()),
        ("title", "For andre"),
        ("unit-caseworker", &authority),
        ("unit-team_leader", &authority),
        ("unit-provider", &provider),
        ("f-intake-came", "02.01.2026"),
    ];
    let begun = trial.post("frede", NEW, &form).await;
    assert_eq!(
        (begun.status, begun.to.as_str()),
        (303, "/cases"),
        "{}",
        main_of(&begun.body)
    );
    assert!(trial.get("rikke", "/cases").await.body.contains("For andre"));
    assert_eq!(trial.get("rikke", "/cases/new?flow=nowhere").await.status, 404);
}
