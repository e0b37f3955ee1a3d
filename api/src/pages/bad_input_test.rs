//! What people send without meaning harm: text from elsewhere, far too much of it, files of another kind, and a form whose
//! sign-in ran out. Nothing that was written is lost, and nothing of it becomes markup.

use super::tests::{PASSWORD, get, pair, post, program, send};
use super::trial::{Trial, value_of};

/// More than any request may hold.
const TOO_MUCH: usize = 1024 * 1024 + 1;

/// As it stands in a page.
fn escaped(text: &str) -> String {
    let parts = text.chars().map(|one| match one {
        '&' => "&#38;".to_owned(),
        '<' => "&#60;".to_owned(),
        '>' => "&#62;".to_owned(),
        '"' => "&#34;".to_owned(),
        '\'' => "&#39;".to_owned(),
        one => one.to_string(),
    });
    parts.collect()
}

#[tokio::test]
async fn text_from_elsewhere_comes_back_as_it_was_written() {
    let trial = Trial::new().await;
    let address = format!("/cases/{}/tasks/assess", trial.case(1).await);
    for text in [
        "“Citat” – fra Word… med\u{a0}hårde\u{2028}linjer og ½ ©",
        "<p class=MsoNormal>Hej<o:p></o:p></p>",
        "👩🏽‍🦽 og 🇩🇰 og \u{1f9d1}\u{200d}\u{1f91d}\u{200d}\u{1f9d1}",
        "\u{202e}txt.exe\u{202c} \u{2067}שלום\u{2069}",
        "A\u{30a}ndelig støtte",
        "=cmd|' /C calc'!A0",
        "</textarea><script>alert(1)</script>",
        "{{ 7 * 7 }} ${7*7} %s %00",
    ] {
        let page = trial.get("rikke", &address).await;
        let (key, seen) = (value_of(&page.body, "key"), value_of(&page.body, "seen"));
        let form = [
            ("do", "draft"),
            ("key", key),
            ("seen", seen),
            ("f-need-summary", text),
        ];
        let kept = trial.post("rikke", &address, &form).await;
        assert_eq!(kept.status, 303, "{text}: {}", kept.body);
        let page = trial.get("rikke", &address).await;
        assert!(page.body.contains(&escaped(text)), "{text}: {}", page.body);
        assert!(!page.body.contains("<script>alert"), "{text}");
    }
}

#[tokio::test]
async fn far_too_much_is_refused_with_words_and_a_long_text_stays_in_its_field() {
    let trial = Trial::new().await;
    let address = format!("/cases/{}/tasks/assess", trial.case(1).await);
    let page = trial.get("rikke", &address).await;
    let (key, seen) = (value_of(&page.body, "key"), value_of(&page.body, "seen"));
    for (length, status, said) in [(200_000, 422, "er for lang"), (TOO_MUCH, 413, "<h1>")] {
        let text = "ø".repeat(length / 2);
        let form = [
            ("do", "complete"),
            ("key", key),
            ("seen", seen),
            ("f-need-summary", text.as_str()),
        ];
        let refused = trial.post("rikke", &address, &form).await;
        assert_eq!(refused.status, status, "{length}");
        assert!(refused.body.contains(said), "{length}");
        assert_eq!(refused.body.contains(&text), status == 422, "{length}");
    }
}

#[tokio::test]
async fn a_file_of_another_kind_is_refused_where_it_was_chosen() {
    let trial = Trial::new().await;
    for (what, text) in [
        ("a picture", "\u{89}PNG\r\n\u{1a}\n\u{0}\u{0}\u{0}\rIHDR"),
        ("a program", "MZ\u{90}\u{0}\u{3}"),
        ("a page", "<!doctype html><script>alert(1)</script>"),
        ("nothing", ""),
    ] {
        let form = [("source", "løn"), ("file", text)];
        let refused = trial
            .upload(super::trial::ADMINISTRATOR, "/organisation/file", &form)
            .await;
        assert!(
            (400..=422).contains(&refused.status),
            "{what}: {} {}",
            refused.status,
            refused.body
        );
        assert!(
            refused.body.contains("<h1>") && !refused.body.contains("<script>alert"),
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_form_whose_sign_in_ran_out_goes_back_to_its_writer_and_can_be_sent_again() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let text = "Første linje%0D%0A%3Cb%3E+%26+%22to%22+%F0%9F%91%8D";
    let shown = "Første linje\r\n&#60;b&#62; &#38; &#34;to&#34; 👍";
    for path in [
        "/cases/00000000-0000-0000-0000-000000000001/tasks/assess?back=/day",
        "/workbench/bum",
        "/lists",
    ] {
        let lost = send(&app, post(path), &format!("key=1&text={text}")).await;
        assert_eq!(lost.status, 401, "{path}");
        assert!(lost.body.contains(shown), "{path}: {}", lost.body);
        let action = format!("action=\"{}\"", escaped(path));
        assert!(lost.body.contains(&action), "{path}: {}", lost.body);
        assert!(
            lost.body.contains("href=\"/sign-in\" target=\"_blank\""),
            "{path}"
        );
    }
    let piece = send(&app, post("/lists").header("hx-request", "true"), "name=a").await;
    assert_eq!(piece.status, 401);
    assert!(piece.body.contains("står her stadig"), "{}", piece.body);
    for (path, body) in [
        ("/settings/password", "old=hemmelig1&new=hemmelig2"),
        ("/settings/code", "password=hemmelig1"),
        ("/sign-in-providers", "name=a&secret=hemmelig1"),
    ] {
        let secret = send(&app, post(path), body).await;
        assert_eq!(secret.status, 303, "{path}");
        assert!(!secret.body.contains("hemmelig"), "{path}");
    }
    assert_eq!(
        send(&app, get("/tasks"), "").await.status,
        303,
        "what is read is asked for anew"
    );
    // The same form, sent again after signing in.
    let signed = send(&app, post("/sign-in"), &format!("login=anna&password={PASSWORD}")).await;
    let cookie = pair(&signed.cookies[0]).to_owned();
    let form = "name=Min+liste&address=%2Ftasks%3Ftab%3Dunits";
    let again = send(&app, post("/lists").header("cookie", &cookie), form).await;
    assert_eq!((again.status, again.to.as_str()), (303, "/tasks?tab=units"));
}

/// Rikke leaves a form open, and Tina signs in where she did: what Rikke wrote is not done as Tina, and is Rikke's to send.
#[tokio::test]
async fn a_page_that_one_left_open_does_not_act_as_the_next() {
    let trial = Trial::new().await;
    let address = format!("/cases/{}/tasks/assess", trial.case(1).await);
    let page = trial.get("rikke", &address).await.body;
    let form = [
        ("writer", value_of(&page, "writer")),
        ("do", "complete"),
        ("key", value_of(&page, "key")),
        ("seen", value_of(&page, "seen")),
        ("f-need-level", "3"),
        ("f-need-urgent", "false"),
        ("f-need-summary", "Rikkes ord"),
    ];
    let refused = trial.post("tina", &address, &form).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
    assert!(
        refused
            .body
            .contains("skrevet af en anden end den, der er logget ind nu"),
        "{}",
        refused.body
    );
    let action = format!("action=\"{address}?kept-for={}\"", value_of(&page, "writer"));
    assert!(refused.body.contains(&action), "{}", refused.body);
    assert!(
        refused.body.contains("value=\"Rikkes ord\"") && !refused.body.contains("<textarea"),
        "it is kept, and shown to nobody else: {}",
        refused.body
    );
    let again = trial.post("tina", &address, &form).await;
    assert_eq!(again.status, 403, "nor by sending it again");
    assert!(!trial.get("tina", &address).await.body.contains("Rikkes ord"));
    let piece = format!("{address}?kept-for={}", value_of(&page, "writer"));
    assert_eq!(trial.post("tina", &piece, &form).await.status, 403);
    let done = trial.post("rikke", &piece, &form).await;
    assert_eq!(done.status, 303, "{}", done.body);
}

/// A file is sent in parts, and its form says in its address for whom it was drawn.
#[tokio::test]
async fn a_file_is_sent_by_nobody_but_whoever_chose_it() {
    let trial = Trial::new().await;
    let administrator = super::trial::ADMINISTRATOR;
    let page = trial.get(administrator, "/organisation/file").await.body;
    let writer = value_of(&page, "writer");
    let action = format!("/organisation/file?kept-for={writer}");
    assert!(page.contains(&format!("action=\"{action}\"")), "{page}");
    let form = [("source", "løn"), ("file", "login;navn\n")];
    let own = trial.upload(administrator, &action, &form).await;
    assert_ne!(own.status, 403, "{}", own.body);
    let others = format!(
        "/organisation/file?kept-for={}",
        "00000000-0000-0000-0000-000000000001"
    );
    let refused = trial.upload(administrator, &others, &form).await;
    assert_eq!(refused.status, 403, "{}", refused.body);
}
