//! Where one is signed in, and a new password: pages as a browser without scripts meets them.

use axum::Router;

use super::tests::{Answer, PASSWORD, get, pair, post, program, send};

/// Signs in on a browser that says who it is; what its cookie is then.
async fn signed_in(app: &Router, browser: &str) -> String {
    let form = format!("login=anna&password={PASSWORD}");
    let signed = send(app, post("/sign-in").header("user-agent", browser), &form).await;
    assert_eq!(signed.status, 303);
    pair(&signed.cookies[0]).to_owned()
}

async fn ask(app: &Router, cookie: &str, path: &str) -> Answer {
    send(app, get(path).header("cookie", cookie), "").await
}

async fn press(app: &Router, cookie: &str, path: &str, form: &str) -> Answer {
    send(app, post(path).header("cookie", cookie), form).await
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_and_together() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let here = signed_in(&app, "Firefox/140.0 (Windows NT 10.0)").await;
    let there = signed_in(&app, "Chrome/138.0 (Linux)").await;
    let page = ask(&app, &here, "/settings").await;
    assert_eq!(page.status, 200, "{}", page.body);
    for said in ["Firefox, Windows", "Chrome, Linux", "Her, hvor du sidder"] {
        assert!(page.body.contains(said), "{said}: {}", page.body);
    }
    let ends: Vec<&str> = page
        .body
        .split("action=\"/settings/sessions/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let [one, "end"] = ends[..] else {
        panic!("one other session and the button for all: {ends:?}");
    };
    let ended = press(&app, &here, &format!("/settings/sessions/{one}"), "").await;
    assert_eq!((ended.status, ended.to.as_str()), (303, "/settings"));
    assert_eq!(
        ask(&app, &there, "/settings").await.status,
        303,
        "signed out there"
    );
    let again = press(&app, &here, &format!("/settings/sessions/{one}"), "").await;
    assert_eq!(again.status, 404);

    let others = [signed_in(&app, "").await, signed_in(&app, "").await];
    press(&app, &here, "/settings/sessions/end", "").await;
    for other in &others {
        assert_eq!(ask(&app, other, "/settings").await.status, 303);
    }
    let page = ask(&app, &here, "/settings").await;
    assert!(!page.body.contains("/settings/sessions/"), "{}", page.body);
}

#[tokio::test]
async fn a_new_password_is_asked_for_with_the_old_one() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let (here, there) = (signed_in(&app, "").await, signed_in(&app, "").await);
    let new = "ny-hest-batteri";
    for (form, at) in [
        (String::new(), "#current"),
        (format!("current=forkert&new={new}&again={new}"), "#current"),
        (format!("current={PASSWORD}&new=kort&again=kort"), "#new"),
        (
            format!("current={PASSWORD}&new=Sommer2026!!!&again=Sommer2026!!!"),
            "#new",
        ),
        (format!("current={PASSWORD}&new={new}&again=andet"), "#again"),
    ] {
        let answer = press(&app, &here, "/settings/password", &form).await;
        assert_eq!(answer.status, 422, "{form}");
        assert!(
            answer
                .body
                .contains(&format!("class=\"function-link\" href=\"{at}\"")),
            "{form}"
        );
        assert!(!answer.body.contains(new) && !answer.body.contains(PASSWORD));
    }
    let form = format!("current={PASSWORD}&new={new}&again={new}");
    let changed = press(&app, &here, "/settings/password", &form).await;
    assert_eq!((changed.status, changed.to.as_str()), (303, "/settings"));
    assert_eq!(ask(&app, &here, "/settings").await.status, 200);
    assert_eq!(ask(&app, &there, "/settings").await.status, 303);
    let old = send(&app, post("/sign-in"), &format!("login=anna&password={PASSWORD}")).await;
    assert_eq!(old.status, 422);
}
