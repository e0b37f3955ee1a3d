//! Closed cases are kept as long as their flow says, proposed for erasing by one administrator, approved by another, and gone;
//! and everything that is kept of a citizen goes out as one file.

use std::io::Write as _;

use samspil_tests::program::{Answer, KEYS};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{FLOW, Ground, HERE, beginning, person, token};

const CPR: &str = "610203-9876";

pub(crate) async fn post(ground: &Ground, login: &str, path: &str, body: &Value) -> Answer {
    ground.ask(login, "POST", path).json(body).send().await
}

/// The flow keeps its cases for a month, and two people are administrators.
async fn ground() -> Ground {
    let ground = Ground::new().await;
    discarding(&ground, "erase").await;
    ground
}

/// Publishes the flow with what becomes of its cases after a month, and makes two people administrators.
pub(crate) async fn discarding(ground: &Ground, then: &str) {
    let keep = format!("retention: {{from: closed, keep: 30 days, then: {then}}}\nparties:\n");
    let flow = FLOW.replacen("parties:\n", &keep, 1);
    ground.publish(HERE, &flow).await.is(201);
    let path = format!("/people/{}", person("tove").0);
    let known = ground.get("admin", &path).await;
    let more = json!({
        "login": known["login"], "name": known["name"], "active": true,
        "roles": ["staff", "administrator"],
    });
    ground.ask("admin", "PUT", &path).json(&more).send().await.is(200);
}

/// A case that has ended.
pub(crate) async fn ended(ground: &Ground, title: &str) -> String {
    let case = ground.begin(title).await;
    let end = json!({"do": "terminate", "reason": "Flyttet"});
    ground.command("tove", &case, &end).await.is(200);
    case
}

#[tokio::test]
async fn one_administrator_proposes_another_approves_and_the_case_is_gone() {
    let ground = ground().await;
    let (case, kept) = (ended(&ground, "Ligger for").await, ended(&ground, "Bliver").await);
    let flows = ground.get("admin", "/retention").await;
    assert_eq!(
        (&flows[0]["flow"], &flows[0]["keep"], &flows[0]["then"]),
        (&json!("help"), &json!("30 days"), &json!("erase"))
    );
    let none = json!({});
    post(&ground, "admin", "/retention/disposals", &none)
        .await
        .is(409);
    ground.clock("2026-02-05T08:00:00Z").await;
    let hold = json!({"case": kept, "ground": "Retssag"});
    post(&ground, "admin", "/retention/holds", &hold).await.is(201);
    for (login, status) in [("anna", 403), ("owner", 403), ("bo", 403)] {
        post(&ground, login, "/retention/disposals", &none)
            .await
            .is(status);
    }
    let proposed = post(&ground, "admin", "/retention/disposals", &none)
        .await
        .is(201);
    let id = proposed.json()["disposal"].as_str().unwrap().to_owned();
    let one = |way: &str| format!("/retention/disposals/{id}/{way}");
    post(&ground, "admin", &one("carry-out"), &none).await.is(409);
    post(&ground, "admin", &one("approve"), &none).await.is(409);
    // Nor does a program that whoever proposed it answers for.
    let program = format!("/services/{}", Uuid::from_u128(0xaa));
    let robot = json!({"name": "Robot", "roles": ["administrator"]});
    let kept_program = ground.ask("admin", "PUT", &program).json(&robot).send().await;
    kept_program.is(200);
    let new = json!({"name": "nat", "scopes": ["administer"]});
    let made = post(&ground, "admin", &format!("{program}/tokens"), &new)
        .await
        .is(201);
    let path = format!("/api/v1{}", one("approve"));
    let asking = ground
        .program
        .ask("POST", &path)
        .by(made.json()["secret"].as_str().unwrap());
    asking.json(&none).send().await.is(409);
    // Nor is it offered that on the page.
    let page = page_of(&ground, &id, made.json()["secret"].as_str().unwrap()).await;
    assert!(
        page.text.contains("/withdraw\"") && !page.text.contains("/approve\""),
        "{}",
        page.text
    );
    post(&ground, "tove", &one("approve"), &none).await.is(204);
    let carried = post(&ground, "admin", &one("carry-out"), &none).await.is(200);
    assert_eq!(carried.json(), json!({"cases": 1, "finished": true}));
    let read = ground.ask("anna", "GET", &format!("/cases/{case}")).send().await;
    let nowhere = format!("/cases/{}", Uuid::from_u128(9));
    let nowhere = ground.ask("anna", "GET", &nowhere).send().await.is(404);
    assert_eq!(read.is(404).json()["code"], nowhere.json()["code"]);
    ground.get("anna", &format!("/cases/{kept}")).await;
    let protocol = ground.get("admin", &format!("/retention/disposals/{id}")).await;
    assert_eq!(protocol["cases"][0]["case"], json!(case));
    assert_eq!(protocol["cases"][0]["outcome"], json!("erased"));
    assert!(!protocol.to_string().contains("Ligger for"));
    let page = page_of(&ground, &id, &token(HERE, "admin")).await;
    assert!(
        page.text.contains(&case) && page.text.contains("Slettet"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn what_a_program_has_proposed_is_withdrawn_where_another_takes_it_over() {
    let ground = ground().await;
    ended(&ground, "Ligger for").await;
    ground.clock("2026-02-05T08:00:00Z").await;
    let none = json!({});
    let program = format!("/services/{}", Uuid::from_u128(0xaa));
    let keep = async |login: &str, name: &str| {
        let robot = json!({"name": name, "roles": ["administrator"]});
        ground
            .ask(login, "PUT", &program)
            .json(&robot)
            .send()
            .await
            .is(200);
    };
    keep("admin", "Robot").await;
    let new = json!({"name": "nat", "scopes": ["administer"]});
    let made = post(&ground, "admin", &format!("{program}/tokens"), &new)
        .await
        .is(201);
    let asking = ground
        .program
        .ask("POST", "/api/v1/retention/disposals")
        .by(made.json()["secret"].as_str().unwrap());
    let proposed = asking.json(&none).send().await.is(201).json();
    let one = format!("/retention/disposals/{}", proposed["disposal"].as_str().unwrap());
    keep("admin", "Robotten").await;
    assert!(!ground.get("tove", &one).await["withdrawn"].is_object());
    keep("tove", "Robotten").await;
    assert!(ground.get("tove", &one).await["withdrawn"].is_object());
    post(&ground, "admin", &format!("{one}/approve"), &none)
        .await
        .is(409);
}

/// The page of a disposal, as whoever has this token reads it.
async fn page_of(ground: &Ground, disposal: &str, secret: &str) -> Answer {
    let path = format!("/retention/disposals/{disposal}");
    let asking = ground.program.ask_plainly("GET", &path).by(secret);
    asking.header("accept", "text/html").send().await.is(200)
}

#[tokio::test]
async fn what_is_laid_down_wrong_is_said() {
    let ground = ground().await;
    let case = ended(&ground, "Sag").await;
    for (method, path, body, status) in [
        (
            "PUT",
            "/retention/flows/help",
            json!({"keep": "2 days", "why": "Plads"}),
            422,
        ),
        (
            "PUT",
            "/retention/flows/help",
            json!({"keep": "2 suns", "why": "Plads"}),
            422,
        ),
        (
            "PUT",
            "/retention/flows/help",
            json!({"keep": "9 years", "why": ""}),
            422,
        ),
        (
            "PUT",
            "/retention/flows/none",
            json!({"keep": "9 years", "why": "x"}),
            409,
        ),
        (
            "PUT",
            "/retention/flows/help",
            json!({"keep": "9 years", "why": "Byråd"}),
            204,
        ),
        ("POST", "/retention/holds", json!({"ground": "Retssag"}), 422),
        (
            "POST",
            "/retention/holds",
            json!({"case": case, "ground": ""}),
            422,
        ),
        (
            "POST",
            "/retention/holds",
            json!({"case": case, "ground": "x", "until": "2026-01-01"}),
            422,
        ),
        (
            "POST",
            "/retention/holds",
            json!({"case": Uuid::from_u128(9), "ground": "x"}),
            404,
        ),
        (
            "POST",
            "/retention/holds",
            json!({"case": case, "ground": "x", "until": "2026-03-01"}),
            201,
        ),
    ] {
        let answer = ground.ask("admin", method, path).json(&body).send().await;
        assert_eq!(answer.status, status, "{path} {body}: {}", answer.text);
    }
    a_hold_is_lifted_once(&ground).await;
}

async fn a_hold_is_lifted_once(ground: &Ground) {
    let holds = ground.get("admin", "/retention/holds").await;
    let lift = format!("/retention/holds/{}/lift", holds[0]["hold"].as_str().unwrap());
    post(ground, "admin", &lift, &json!({"why": ""})).await.is(422);
    post(ground, "admin", &lift, &json!({"why": "Dom"})).await.is(204);
    post(ground, "admin", &lift, &json!({"why": "Dom"})).await.is(409);
}

#[tokio::test]
async fn a_citizen_is_given_everything_as_one_file() {
    let ground = Ground::new().await;
    let citizen = json!({"cpr": CPR, "name": "Kanarie Fuglsang"});
    let added = post(&ground, "anna", "/citizens", &citizen).await.is(201);
    let citizen = added.json()["citizen"].as_str().unwrap().to_owned();
    let mut begin = beginning("Sag om støtte");
    begin["parties"]["citizen"] = json!([{"person": citizen}]);
    let begun = post(&ground, "anna", "/cases", &begin).await.is(201);
    let case = begun.json()["case"].as_str().unwrap().to_owned();
    let path = format!("/citizens/{citizen}/export");
    let why = json!({"purpose": "Indsigt"});
    post(&ground, "anna", &path, &json!({"purpose": " "}))
        .await
        .is(422);
    post(&ground, "bo", &path, &why).await.is(403);
    let file = post(&ground, "anna", &path, &why).await.is(200);
    for word in [CPR, "Kanarie Fuglsang", "Sag om støtte", &case, "</html>"] {
        assert!(file.text.contains(word), "{word}: {}", file.text);
    }
    let json = ground.ask("anna", "POST", &path).json(&why);
    let json = json
        .header("accept", "application/json")
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(json["citizen"]["cpr"], json!(CPR));
    assert_eq!(json["cases"][0]["case"], json!(case));
    assert!(!json["cases"][0]["history"].as_array().unwrap().is_empty());
    assert!(!json["looks"].as_array().unwrap().is_empty());
    let log = ground
        .get("admin", &format!("/access-log?citizen={citizen}&action=extract"))
        .await;
    let objects: Vec<&str> = log["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["object"].as_str().unwrap())
        .collect();
    assert_eq!(objects, ["case", "citizen", "case", "citizen"]);
    assert!(!log.to_string().contains(CPR));
}

/// A page, or what a form on it is answered.
async fn page(ground: &Ground, login: &str, path: &str, form: Option<&str>) -> Answer {
    let method = if form.is_some() { "POST" } else { "GET" };
    let asking = ground.program.ask_plainly(method, path).by(&token(HERE, login));
    let asking = asking
        .header("accept", "text/html")
        .header("accept-language", "en");
    match form {
        None => asking.send().await,
        Some(form) => {
            let kind = "application/x-www-form-urlencoded";
            asking.body(kind, form.to_owned()).send().await
        }
    }
}

#[tokio::test]
async fn the_pages_lay_down_and_lift_what_the_api_does() {
    let ground = ground().await;
    let case = ended(&ground, "Sag").await;
    for (form, status, says) in [
        ("flow=help&keep=2+days&why=x", 422, "The flow says 30 days"),
        ("flow=help&keep=2+suns&why=x", 422, ""),
        ("flow=help&keep=9+years&why=Council", 200, ""),
    ] {
        let answer = page(&ground, "admin", "/retention/flows", Some(form))
            .await
            .is(status);
        assert!(answer.text.contains(says), "{form}: {}", answer.text);
    }
    let form = format!("on=case&number={case}&ground=Court&until=");
    page(
        &ground,
        "admin",
        "/retention/holds",
        Some("on=case&number=x&ground=Court"),
    )
    .await
    .is(422);
    page(&ground, "admin", "/retention/holds", Some(&form))
        .await
        .is(200);
    let overview = page(&ground, "admin", "/retention", None).await.is(200);
    for says in ["Council", "9 years", "Court", "Help", "30 days"] {
        assert!(overview.text.contains(says), "{says}: {}", overview.text);
    }
    let holds = ground.get("admin", "/retention/holds").await;
    let hold = format!("/retention/holds/{}", holds[0]["hold"].as_str().unwrap());
    let shown = page(&ground, "admin", &hold, None).await.is(200);
    assert!(shown.text.contains("Court"));
    page(&ground, "admin", &hold, Some("why=")).await.is(422);
    page(&ground, "admin", &hold, Some("why=Over")).await.is(200);
    page(&ground, "admin", &hold, None).await.is(404);
    page(&ground, "admin", "/retention/disposals", Some(""))
        .await
        .is(422);
    page(&ground, "anna", "/retention", None).await.is(403);
}

#[tokio::test]
async fn a_citizen_is_changed_and_erased_on_their_page() {
    let ground = Ground::new().await;
    let citizen = json!({"cpr": CPR, "name": "Kanarie Fuglsang"});
    let added = post(&ground, "anna", "/citizens", &citizen).await.is(201);
    let citizen = format!("/citizens/{}", added.json()["citizen"].as_str().unwrap());
    let change = format!("{citizen}/change");
    let shown = page(&ground, "anna", &change, None).await.is(200);
    assert!(
        shown.text.contains("Kanarie Fuglsang") && !shown.text.contains("9876"),
        "{}",
        shown.text
    );
    page(&ground, "anna", &change, Some("name=")).await.is(422);
    let form = "name=Ny+Fuglsang&address=Vej+1&protected_since=&cpr=";
    // They have no case yet, so nobody is in it.
    let asked = page(&ground, "anna", &change, Some(form)).await.is(422);
    assert!(asked.text.contains("You are in none of"), "{}", asked.text);
    let form = &format!("{form}&reason=Misspelt");
    page(&ground, "anna", &change, Some(form)).await.is(200);
    let read = ground.get("anna", &citizen).await;
    assert_eq!(read["name"], json!("Ny Fuglsang"));
    assert_eq!(read["cpr"], json!("610203-****"), "the number stays");
    let file = page(
        &ground,
        "anna",
        &format!("{citizen}/export"),
        Some("reason=Access"),
    )
    .await
    .is(200);
    assert!(file.text.contains("Ny Fuglsang") && file.text.contains(CPR));
    page(&ground, "anna", &format!("{citizen}/export"), Some("reason="))
        .await
        .is(422);
    let erase = format!("{citizen}/erase");
    page(&ground, "anna", &erase, None).await.is(403);
    page(&ground, "admin", &erase, None).await.is(200);
    page(&ground, "admin", &erase, Some("why=")).await.is(422);
    page(&ground, "admin", &erase, Some("why=Wish")).await.is(200);
    page(&ground, "anna", &change, None).await.is(200);
    let waits = page(&ground, "alma", &erase, None).await.is(200);
    assert!(
        waits.text.contains("Navn admin proposed") && waits.text.contains("Wish"),
        "{}",
        waits.text
    );
    page(&ground, "alma", &erase, Some("why=Seen")).await.is(200);
    page(&ground, "anna", &change, None).await.is(404);
}

/// The program itself, asked from the command line, with a password on standard input.
pub(crate) fn command(ground: &Ground, arguments: &[&str], password: &str) -> (bool, String) {
    let database = format!("sqlite:{}", ground.folder.path().display());
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_samspil"))
        .args([
            "retention",
            "--database-url",
            &database,
            "--municipality",
            &HERE.to_string(),
        ])
        .args(arguments)
        .env("SAMSPIL_KEYS", KEYS)
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    writeln!(input, "{password}").unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(text).unwrap())
}

/// Gives people passwords, from the command line.
pub(crate) fn passwords(ground: &Ground, logins: &[&str]) {
    let database = format!("sqlite:{}", ground.folder.path().display());
    for &login in logins {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_samspil"))
            .args([
                "account",
                "--database-url",
                &database,
                "--municipality",
                &HERE.to_string(),
            ])
            .args(["password", login, "--stdin"])
            .env("SAMSPIL_KEYS", KEYS)
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        writeln!(child.stdin.take().unwrap(), "rigtig-hest-batteri-{login}").unwrap();
        assert!(child.wait().unwrap().success());
    }
}

#[tokio::test]
async fn on_the_command_line_whoever_signs_shows_their_password() {
    let ground = ground().await;
    ended(&ground, "Sag").await;
    passwords(&ground, &["admin", "tove", "anna"]);
    let propose = |login: &str, password: &str| command(&ground, &["propose", "--by", login], password);
    for (login, password, says) in [
        ("admin", "en anden adgangskode", "passer ikke"),
        ("anna", "rigtig-hest-batteri-anna", "ikke administrator"),
    ] {
        let (_, text) = propose(login, password);
        assert!(text.contains(says), "{login}: {text}");
    }
    ground.clock("2026-02-05T08:00:00Z").await;
    let none = json!({});
    let proposed = post(&ground, "admin", "/retention/disposals", &none)
        .await
        .is(201);
    let proposed = proposed.json();
    let id = proposed["disposal"].as_str().unwrap();
    let own = command(
        &ground,
        &["approve", id, "--by", "admin"],
        "rigtig-hest-batteri-admin",
    );
    assert!(!own.0 && own.1.contains("selv foreslået"), "{}", own.1);
    let run = ["run", id, "--by", "admin"];
    assert!(!command(&ground, &run, "rigtig-hest-batteri-admin").0);
    assert!(
        command(
            &ground,
            &["approve", id, "--by", "tove"],
            "rigtig-hest-batteri-tove"
        )
        .0
    );
    // Whether it is due yet, the machine's own clock says here, and not the trial's.
    let (done, text) = command(&ground, &run, "rigtig-hest-batteri-admin");
    assert!(done && text.contains("Færdig"), "{text}");
    let (_, listed) = command(&ground, &["list"], "");
    assert!(listed.contains("Færdig"), "{listed}");
}
