//! One glossary for a municipality: written by an administrator in versions, read by all at work, and shown where a form, a
//! page or a handbook uses a word that the sides use differently.

use super::trial::{ADMINISTRATOR, Answer, Trial, main_of, value_of};

const WORDS: &str = "== støttebehov / need of support
Hvor meget hjælp borgeren skal have.
Myndighed: støttebehov | niveauet fra 0 til 4
Udfører: plejetyngde | hvor mange timer det tager
== takst
== orlov
Myndighed: fravær
";

async fn lay_down(trial: &Trial, words: &str, seen: &str) -> Answer {
    let form = [
        ("glossary", words),
        ("seen", seen),
        ("why", "Aftalt af begge sider"),
    ];
    trial.post(ADMINISTRATOR, "/letter-words", &form).await
}

#[tokio::test]
async fn a10_1_one_glossary_for_a_municipality_with_its_versions() {
    let trial = Trial::new().await;
    assert!(
        trial
            .get("ulla", "/glossary")
            .await
            .body
            .contains("Ordlisten er tom endnu.")
    );
    assert_eq!(lay_down(&trial, WORDS, "0").await.status, 303);
    for login in ["ulla", "rikke"] {
        let page = trial.get(login, "/glossary").await;
        let main = main_of(&page.body);
        for said in [
            "need of support",
            "Hvor meget hjælp",
            "Udfører siger &#34;plejetyngde&#34;: hvor mange timer det tager",
            "Nr. 1, lagt fast",
        ] {
            assert!(main.contains(said), "{said}: {main}");
        }
    }
    let form = trial.get(ADMINISTRATOR, "/letter-words").await;
    assert_eq!(value_of(&form.body, "seen"), "1");
    assert!(
        form.body
            .contains("Udfører: plejetyngde | hvor mange timer det tager"),
        "{}",
        main_of(&form.body)
    );
    for (wrong, seen, why) in [
        ("En betydning uden ord", "1", "skal hver betydning stå under"),
        ("== a\n== A\n", "1", "står to gange"),
        ("== a\n", "0", "En anden har ændret"),
    ] {
        let refused = lay_down(&trial, wrong, seen).await;
        assert!(
            refused.status == 422 && refused.body.contains(why),
            "{why}: {}",
            main_of(&refused.body)
        );
        assert!(
            refused.body.contains(wrong.lines().next().unwrap()),
            "what was written is not lost"
        );
    }
    let changed = lay_down(&trial, "== indsats\n", "1").await;
    assert_eq!(changed.status, 303, "{}", changed.body);
    let page = trial.get("ulla", "/glossary").await;
    assert!(
        page.body.contains("Nr. 2") && !page.body.contains("plejetyngde"),
        "{}",
        main_of(&page.body)
    );
    let versions = trial.get(ADMINISTRATOR, "/letter-words").await;
    assert!(main_of(&versions.body).matches("Aftalt af begge sider").count() >= 2);
}

#[tokio::test]
async fn a10_2_the_word_of_both_sides_stands_in_form_page_and_handbook_where_they_differ() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let told = "Udfører siger &#34;plejetyngde&#34;: hvor mange timer det tager";
    let pages = [
        format!("/cases/{case}/tasks/assess"),
        format!("/cases/{case}"),
        "/flows/tried/handbook".to_owned(),
    ];
    for path in &pages {
        assert!(
            !trial.get("rikke", path).await.body.contains("plejetyngde"),
            "{path}"
        );
    }
    assert_eq!(lay_down(&trial, WORDS, "0").await.status, 303);
    for path in &pages {
        let page = trial.get("rikke", path).await;
        let main = main_of(&page.body);
        assert!(
            main.contains(told) && main.contains("Myndighed siger &#34;støttebehov&#34;"),
            "{path}: {main}"
        );
        assert!(!main.contains("fravær"), "a word that stands nowhere: {path}");
    }
    let other = trial.get("rikke", &format!("/cases/{case}/tasks/note")).await;
    assert!(
        !other.body.contains("plejetyngde"),
        "its form does not use the word"
    );
    let english = trial.get_english("rikke", &pages[0]).await;
    assert!(
        english.body.contains("Provider says &#34;plejetyngde&#34;"),
        "{}",
        main_of(&english.body)
    );
}
