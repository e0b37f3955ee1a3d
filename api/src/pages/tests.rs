//! The templates' keys and icons exist, and signing in and out works without scripts.

use std::fs;
use std::net::{IpAddr, Ipv4Addr};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use axum::http::request::Builder;
use chrono::DateTime;
use samspil_core::id::{PersonId, TenantId};
use samspil_runtime::{Engine, RandomIds, Settings, TestClock};
use samspil_store::{Person, Role};
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use crate::app::App;
use crate::identity::password::Passwords;
use crate::identity::{Gate, Identity};
use crate::routes::routes;
use crate::server::listen::Peer;
use crate::server::{Front, Https};
use crate::words::catalogue;

/// The files of a kind beneath a folder of the package.
fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == ending) {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// What stands between a beginning and the next quotation mark.
fn quoted<'text>(text: &'text str, beginning: &str) -> Vec<&'text str> {
    let after = text.split(beginning).skip(1);
    after.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_key_of_templates_and_pages_exists_in_both_languages() {
    let mut keys = 0;
    for (path, text) in files("templates", "html")
        .into_iter()
        .chain(files("src/pages", "rs"))
    {
        let keys_here = quoted(&text, ".t(\"").into_iter().map(str::to_owned);
        let menu = quoted(&text, "key: \"").into_iter().map(str::to_owned);
        for key in keys_here.chain(menu) {
            assert!(catalogue().knows(&key), "{}: {key}", path.display());
            keys += 1;
        }
    }
    assert!(keys > 20, "{keys}");
}

#[test]
fn every_icon_of_the_templates_is_in_the_bundle() {
    let icons = crate::assets::text(crate::assets::ICONS).unwrap();
    let mut named = 0;
    for (path, text) in files("templates", "html") {
        for icon in quoted(&text, "icon(\"") {
            assert!(
                icons.contains(&format!("id=\"{icon}\"")),
                "{}: {icon}",
                path.display()
            );
            named += 1;
        }
    }
    assert!(named > 2, "{named}");
}

#[test]
fn templates_hold_nothing_that_the_browser_would_refuse() {
    for (path, text) in files("templates", "html") {
        for refused in [
            " style=",
            "<style",
            "<script>",
            " onclick=",
            " onsubmit=",
            "javascript:",
            "|safe",
            "hx-on",
        ] {
            assert!(!text.contains(refused), "{}: {refused}", path.display());
        }
    }
}

pub(super) const PASSWORD: &str = "rigtig-hest-batteri";

/// The program over a store with these municipalities and one person in the first.
pub(super) async fn program(municipalities: &[i32], https: bool) -> (Router, TempDir) {
    let (app, folder) = app(municipalities, https).await;
    (routes(app, &Front::direct()), folder)
}

/// What the program's routes reach.
pub(crate) async fn app(municipalities: &[i32], https: bool) -> (App, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().display());
    let store = samspil_store::open(&url).await.unwrap();
    for number in municipalities {
        let name = format!("Kommune {number}");
        store.add_tenant(TenantId(*number), &name).await.unwrap();
    }
    let person = Person {
        id: PersonId(Uuid::from_u128(1)),
        login: "anna".to_owned(),
        name: "<b>Anna".to_owned(),
        password: Some(Passwords::new().unwrap().hash(PASSWORD).await.unwrap()),
        roles: vec![Role::Staff],
        active: true,
    };
    store
        .put_person(TenantId(municipalities[0]), person)
        .await
        .unwrap();
    let now = || DateTime::from_timestamp(1_790_000_000, 0).unwrap();
    let identity = Arc::new(Identity::new(Arc::clone(&store), Arc::new(now)).unwrap());
    let gate = Gate {
        identity,
        https: Https(https),
    };
    let settings = Settings::ASKING;
    let engine = Engine::new(
        store,
        Arc::new(TestClock::new(now())),
        Arc::new(RandomIds),
        settings,
    );
    (App::new(gate, engine), folder)
}

pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) to: String,
    pub(super) cookies: Vec<String>,
    pub(super) body: String,
    pub(super) cleared: String,
}

pub(super) async fn send(app: &Router, request: Builder, body: &str) -> Answer {
    let request = request
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(Peer(IpAddr::V4(Ipv4Addr::LOCALHOST)))
        .body(Body::from(body.to_owned()))
        .unwrap();
    let answer = app.clone().oneshot(request).await.unwrap();
    let header = |name: &str| -> Vec<String> {
        let all = answer.headers().get_all(name).iter();
        all.map(|value| value.to_str().unwrap().to_owned()).collect()
    };
    let cleared = header("clear-site-data").join("");
    let (status, to, cookies) = (answer.status().as_u16(), header("location"), header("set-cookie"));
    let body = to_bytes(answer.into_body(), 1 << 20).await.unwrap();
    Answer {
        status,
        to: to.into_iter().next().unwrap_or_default(),
        cookies,
        body: String::from_utf8(body.to_vec()).unwrap(),
        cleared,
    }
}

pub(super) fn get(path: &str) -> Builder {
    Request::builder().uri(path)
}

pub(super) fn post(path: &str) -> Builder {
    Request::builder().method("POST").uri(path)
}

/// The part of a `Set-Cookie` line that comes back.
pub(super) fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

#[tokio::test]
async fn in_and_out_again() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let turned_away = send(&app, get("/?x=1"), "").await;
    assert_eq!(
        (turned_away.status, turned_away.to.as_str()),
        (303, "/sign-in?next=/%3Fx%3D1")
    );
    let page = send(&app, get("/sign-in?next=/%3Fx%3D1"), "").await;
    assert!(
        page.body.contains("name=\"next\" value=\"/?x=1\""),
        "{}",
        page.body
    );
    let form = format!("login=Anna&password={PASSWORD}&next=/?x=1");
    let signed = send(&app, post("/sign-in"), &form).await;
    assert_eq!((signed.status, signed.to.as_str()), (303, "/?x=1"));
    let cookie = &signed.cookies[0];
    assert!(cookie.starts_with("samspil=samspil_12345678_"), "{cookie}");
    assert!(
        cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"),
        "{cookie}"
    );
    let front = send(&app, get("/").header("cookie", pair(cookie)), "").await;
    assert_eq!((front.status, front.to.as_str()), (303, "/tasks"));
    let start = send(&app, get("/tasks").header("cookie", pair(cookie)), "").await;
    assert!(start.body.contains("&#60;b&#62;Anna"), "{}", start.body);
    assert!(start.body.contains("Kommune 12345678") && start.body.contains("aria-current=\"page\""));
    assert_eq!(
        send(&app, get("/about/parts").header("cookie", pair(cookie)), "")
            .await
            .status,
        403
    );
    let already = send(&app, get("/sign-in").header("cookie", pair(cookie)), "").await;
    assert_eq!((already.status, already.to.as_str()), (303, "/"));
    let out = send(&app, post("/sign-out").header("cookie", pair(cookie)), "").await;
    assert_eq!((out.status, out.to.as_str()), (303, "/sign-in"));
    assert!(out.cookies[0].contains("Max-Age=0"));
    assert_eq!(
        (out.cleared.as_str(), signed.cleared.as_str()),
        (r#""cache", "storage""#, "")
    );
    assert_eq!(
        send(&app, get("/").header("cookie", pair(cookie)), "")
            .await
            .status,
        303
    );
    let told = send(&app, get("/sign-in").header("cookie", pair(&out.cookies[1])), "").await;
    assert!(told.body.contains("Du er logget ud.") && told.cookies[0].starts_with("said=;"));
}

#[tokio::test]
async fn signing_in_anew_ends_the_session_that_the_browser_had() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let form = format!("login=Anna&password={PASSWORD}");
    let first = send(&app, post("/sign-in"), &form).await;
    let old = pair(&first.cookies[0]);
    let elsewhere = send(&app, post("/sign-in"), &form).await;
    let other = pair(&elsewhere.cookies[0]);
    let second = send(&app, post("/sign-in").header("cookie", old), &form).await;
    let new = pair(&second.cookies[0]);
    assert!(old != new && other != new);
    for (cookie, status) in [(old, 303), (other, 200), (new, 200)] {
        let tasks = send(&app, get("/tasks").header("cookie", cookie), "").await;
        assert_eq!(tasks.status, status, "{cookie}");
    }
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field() {
    let (app, _folder) = program(&[12_345_678, 87_654_321], true).await;
    let wrong = |form: &'static str| send(&app, post("/sign-in").header("accept-language", "en"), form);
    for (form, ids) in [
        ("", &["municipality", "login", "password"][..]),
        ("municipality=12345678&login=anna", &["password"]),
        ("municipality=1&login=anna&password=x", &["municipality"]),
        (
            "municipality=87654321&login=anna&password=rigtig-hest-batteri",
            &["password"],
        ),
        (
            "municipality=12345678&login=anna&password=forkert-hest",
            &["password"],
        ),
    ] {
        let answer = wrong(form).await;
        assert_eq!(answer.status, 422, "{form}");
        let at: Vec<&str> = quoted(&answer.body, "class=\"function-link\" href=\"#");
        assert_eq!(at, ids, "{form}");
        for id in ids {
            assert!(
                answer.body.contains(&format!("aria-describedby=\"{id}-error\"")),
                "{form} {id}"
            );
        }
        assert!(
            !answer.body.contains("forkert-hest"),
            "a password is not sent back"
        );
        assert!(answer.cookies.is_empty());
    }
    let form = format!("municipality=12345678&login=anna&password={PASSWORD}&next=//elsewhere.example");
    let signed = send(&app, post("/sign-in"), &form).await;
    assert_eq!(signed.to, "/");
    assert!(signed.cookies[0].starts_with("__Host-samspil=") && signed.cookies[0].ends_with("; Secure"));
}

#[tokio::test]
async fn a_language_is_chosen_and_kept() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let chosen = send(&app, get("/language/en?next=/sign-in"), "").await;
    assert_eq!((chosen.status, chosen.to.as_str()), (303, "/sign-in"));
    let english = send(
        &app,
        get("/sign-in").header("cookie", pair(&chosen.cookies[0])),
        "",
    )
    .await;
    assert!(english.body.contains("<html lang=\"en\">") && english.body.contains("User name"));
    let unknown = send(&app, get("/language/de"), "").await;
    assert_eq!(unknown.status, 404);
    assert!(unknown.body.contains("Siden findes ikke"));
}

#[tokio::test]
async fn a_piece_of_page_that_cannot_be_had_is_told_aside_and_a_lost_session_leads_to_sign_in() {
    let (app, _folder) = program(&[12_345_678], false).await;
    let asked = |path: &str| {
        let request = get(path)
            .header("hx-request", "true")
            .header("accept", "text/html");
        app.clone().oneshot(request.body(Body::empty()).unwrap())
    };
    let lost = asked("/").await.unwrap();
    assert_eq!(lost.headers()["hx-redirect"], "/sign-in?next=/");
    let missing = asked("/nowhere").await.unwrap();
    assert_eq!(missing.headers()["hx-retarget"], "#messages");
    let body = to_bytes(missing.into_body(), 1 << 20).await.unwrap();
    assert!(body.starts_with(b"<div class=\"alert alert-error\""), "{body:?}");
}
