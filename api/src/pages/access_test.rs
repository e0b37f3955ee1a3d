//! Who has looked at a case stands on a page of it; the log is searched, sampled and kept by administrators alone.

use super::trial::{Trial, main_of, value_of};

#[tokio::test]
async fn who_has_looked_stands_by_role_and_unit_and_by_name_where_that_is_laid_down() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    let path = format!("/cases/{case}/looked");
    let page = trial.get("tina", &format!("/cases/{case}")).await;
    assert!(
        page.body.contains(&format!("href=\"{path}\"")),
        "{}",
        main_of(&page.body)
    );
    for names in [false, true] {
        if names {
            let kept = trial
                .post(
                    "adam",
                    "/access-log/rules",
                    &[("keep_days", "400"), ("names", "yes"), ("rows_a_day", "10000")],
                )
                .await;
            assert_eq!((kept.status, kept.to.as_str()), (303, "/access-log"));
        }
        let page = trial.get("ulla", &path).await;
        let main = main_of(&page.body);
        assert_eq!(page.status, 200);
        for told in [
            "Voksenmyndighed",
            "Bostedet Solsikken",
            "Så sagen",
            "Sin del i sagen",
        ] {
            assert!(main.contains(told), "{told}: {main}");
        }
        assert_eq!(main.contains("Tina Teamleder"), names, "{main}");
    }
    let english = trial.get_english("ulla", &path).await;
    assert!(
        main_of(&english.body).contains("Saw the case"),
        "{}",
        main_of(&english.body)
    );
    for stranger in ["frede", "adam"] {
        assert_eq!(trial.get(stranger, &path).await.status, 404, "{stranger}");
    }
}

#[tokio::test]
async fn the_log_is_searched_and_shows_no_case_but_its_id() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    for login in ["rikke", "ulla"] {
        trial.get(login, &format!("/cases/{case}")).await;
    }
    trial.post("rikke", "/cases", &[("text", "bostøtte")]).await;
    assert_eq!(trial.get("rikke", "/access-log").await.status, 403);
    for (question, shown, hidden) in [
        ("", "Rikke Rådgiver", "Sag 1"),
        ("?login=ulla", "Ulla Udfører", "Rikke"),
        ("?action=search&login=rikke", "text = bostøtte", "Så sagen"),
        ("?login=ingen", "Der er ingen opslag", "Rikke"),
        ("?since=06.01.2026", "Der er ingen opslag", "Rikke"),
    ] {
        let page = trial.get("adam", &format!("/access-log{question}")).await;
        let main = main_of(&page.body);
        assert!(
            main.contains(shown) && !main.contains(hidden),
            "{question}: {main}"
        );
    }
    let page = trial.get("adam", &format!("/access-log?case={case}")).await;
    let main = main_of(&page.body);
    assert!(
        main.contains(&case.to_string()) && !main.contains(&format!("href=\"/cases/{case}\"")),
        "{main}"
    );
    let short = trial
        .post(
            "adam",
            "/access-log/rules",
            &[("keep_days", "30"), ("names", "no"), ("rows_a_day", "10000")],
        )
        .await;
    assert_eq!(short.status, 422);
    let few = trial
        .post(
            "adam",
            "/access-log/rules",
            &[("keep_days", "400"), ("names", "no"), ("rows_a_day", "999")],
        )
        .await;
    assert_eq!(few.status, 422);
    assert!(
        main_of(&few.body).contains("mellem 1.000 og 100.000 rækker"),
        "{}",
        main_of(&few.body)
    );
    assert!(
        main_of(&short.body).contains("mindst 90 dage"),
        "{}",
        main_of(&short.body)
    );
}

#[tokio::test]
async fn a_sample_is_drawn_looked_through_and_noted_once() {
    let trial = Trial::new().await;
    let case = trial.case(1).await;
    for _ in 0..8 {
        trial.get("rikke", &format!("/cases/{case}")).await;
    }
    let page = trial.get("adam", "/access-log/samples").await;
    let key = value_of(&page.body, "key").to_owned();
    let draw = async |since: &str, count: &str| {
        let form = [
            ("key", key.as_str()),
            ("since", since),
            ("until", "05.01.2026"),
            ("count", count),
        ];
        trial.post("adam", "/access-log/samples", &form).await
    };
    assert_eq!(draw("05.01.2026", "0").await.status, 422);
    assert_eq!(draw("i går", "3").await.status, 422);
    let drawn = draw("05.01.2026", "3").await;
    assert_eq!(
        (drawn.status, drawn.to.as_str()),
        (303, draw("05.01.2026", "3").await.to.as_str())
    );
    let sample = trial.get("adam", &drawn.to).await;
    let entries: Vec<&str> = sample.body.split(&format!("{}/", drawn.to)).skip(1).collect();
    assert_eq!(entries.len(), 3, "{}", main_of(&sample.body));
    let number = entries[0].split('"').next().unwrap();
    let place = format!("{}/{number}", drawn.to);
    let page = trial.get("adam", &place).await;
    assert!(
        main_of(&page.body).contains("Rikke Rådgiver"),
        "{}",
        main_of(&page.body)
    );
    for (verdict, note, status) in [
        ("", "", 422),
        ("wrong", "", 422),
        ("wrong", "Kollegas sag", 303),
        ("in_order", "", 409),
    ] {
        let answer = trial
            .post("adam", &place, &[("verdict", verdict), ("note", note)])
            .await;
        assert_eq!(answer.status, status, "{verdict} {note}");
    }
    let sample = trial.get("adam", &drawn.to).await;
    let main = main_of(&sample.body);
    assert!(
        main.contains("Ikke i orden") && main.contains("Kollegas sag"),
        "{main}"
    );
    let nowhere = drawn.to.replace(|c: char| c.is_ascii_digit(), "0");
    assert_eq!(trial.get("adam", &nowhere).await.status, 404);
}
