//! A citizen is told who has looked at what is kept of them, in cases and in the register, and of nobody else's.

use samspil_core::id::{PersonId, TenantId, TokenId};
use samspil_store::{Person, Scope, Token};
use samspil_tests::program::Program;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::ground::{Ground, HERE, START, person, token};

/// The numbers are replacement numbers: nobody has them.
const CPR: &str = "610203-9876";
const OTHERS: &str = "620304-1234";

/// Why the number is looked at, which only its citizen reads.
const WHY: &str = "Brev om afgørelse";

async fn post(ground: &Ground, path: &str, body: &Value) -> Value {
    let answer = ground.ask("anna", "POST", path).json(body).send().await;
    assert!(answer.status < 300, "{path}: {}", answer.text);
    serde_json::from_str(&answer.text).unwrap_or(Value::Null)
}

async fn register(ground: &Ground, cpr: &str, name: &str) -> String {
    let citizen = post(ground, "/citizens", &json!({"cpr": cpr, "name": name})).await;
    citizen["citizen"].as_str().unwrap().to_owned()
}

/// The same ground, where these citizens of the register have accounts with these logins.
pub(crate) async fn with_accounts(ground: Ground, citizens: &[(&str, &str)]) -> Ground {
    let Ground { program, folder } = ground;
    assert!(program.stop().success());
    let database = format!("sqlite:{}", folder.path().display());
    let store = samspil_store::open(&database).await.unwrap();
    let tenant = TenantId(HERE);
    for (citizen, login) in citizens {
        let id = PersonId(citizen.parse().unwrap());
        let account = Person {
            id,
            login: (*login).to_owned(),
            name: String::new(),
            password: None,
            roles: Vec::new(),
            active: true,
        };
        assert!(store.put_person(tenant, account).await.unwrap());
        let own = Token {
            id: TokenId(Uuid::from_u128(0x4000 + u128::from(login.as_bytes()[0]))),
            secret: Sha256::digest(token(HERE, login)).into(),
            name: "prøve".to_owned(),
            person: id,
            made_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            ends_at: "2100-01-01T00:00:00Z".parse().unwrap(),
            scopes: Scope::ALL.to_vec(),
            used_at: None,
        };
        store.put_token(tenant, own).await.unwrap();
    }
    store.close().await;
    let more = ["--test-clock", START];
    let program = Program::serve(env!("CARGO_BIN_EXE_samspil"), &database, &more);
    Ground { program, folder }
}

/// Two citizens with accounts, and what staff did with the first in the register.
async fn looked_at() -> Ground {
    let ground = Ground::new().await;
    let kanarie = register(&ground, CPR, "Kanarie Fuglsang").await;
    let spurv = register(&ground, OTHERS, "Spurv Fuglsang").await;
    let one = format!("/citizens/{kanarie}");
    post(&ground, "/citizens/search", &json!({"cpr": CPR})).await;
    ground.get("anna", &one).await;
    post(&ground, &format!("{one}/reveal"), &json!({"purpose": WHY})).await;
    let changed = json!({"cpr": CPR, "name": "Kanarie Fuglsang", "address": "Burvej 17", "reason": WHY});
    let put = ground.ask("anna", "PUT", &one).json(&changed).send().await;
    put.is(204);
    post(&ground, &format!("{one}/export"), &json!({"purpose": "Indsigt"})).await;
    with_accounts(ground, &[(&kanarie, "kanarie"), (&spurv, "spurv")]).await
}

/// What the register's entries say, newest first.
fn register_says(page: &Value) -> Vec<&str> {
    let rows = page["rows"].as_array().unwrap().iter();
    let of_register = rows.filter(|row| row["object"] == "citizen");
    of_register.map(|row| row["says"].as_str().unwrap()).collect()
}

/// A page or a file as text, in Danish.
async fn plain(ground: &Ground, login: &str, path: &str) -> String {
    let asking = ground.program.ask("GET", path).by(&token(HERE, login));
    let asking = asking
        .header("accept", "text/html")
        .header("accept-language", "da");
    asking.send().await.is(200).text
}

#[tokio::test]
async fn what_was_done_in_the_register_is_told_to_that_citizen_and_to_no_other() {
    let ground = looked_at().await;
    let own = ground.get("kanarie", "/me/looked").await;
    assert_eq!(
        register_says(&own),
        [
            "Took out everything about you as a file",
            "Changed what the register has about you",
            "Saw all of your CPR number",
            "Saw what the register has about you",
            "Found you by your CPR number",
            "Wrote you into the register",
        ]
    );
    let rows = own["rows"].as_array().unwrap();
    assert_eq!(rows[0]["object"], "looked", "the one who asks: {own}");
    let revealed = rows
        .iter()
        .find(|row| row["says"] == "Saw all of your CPR number");
    let revealed = revealed.unwrap();
    assert_eq!(revealed["units"], json!(["Myndighed"]));
    assert_eq!(
        (&revealed["name"], &revealed["case"]),
        (&json!(null), &json!(null))
    );
    assert!(revealed["purpose"].as_str().unwrap().contains(WHY), "{revealed}");

    let others = ground.get("spurv", "/me/looked").await;
    assert_eq!(register_says(&others), ["Wrote you into the register"]);
    let staff = ground.get("anna", "/me/looked").await;
    assert_eq!(register_says(&staff), [""; 0], "what she did is not about her");
    for (login, tells) in [("kanarie", true), ("spurv", false)] {
        for path in ["/own/looked", "/own/looked.csv"] {
            let text = plain(&ground, login, path).await;
            assert_eq!(
                text.contains("Så hele dit CPR-nummer"),
                tells,
                "{login} {path}: {text}"
            );
            assert_eq!(text.contains(WHY), tells, "{login} {path}: {text}");
            assert!(
                text.contains("Skrev dig ind i registret"),
                "{login} {path}: {text}"
            );
        }
    }
    let front = plain(&ground, "kanarie", "/own").await;
    assert!(front.contains("href=\"/own/looked\""), "{front}");
}

#[tokio::test]
async fn own_looks_are_found_by_day_and_case_and_read_on_page_by_page() {
    let ground = looked_at().await;
    for (question, expected) in [
        ("", 6),
        ("?since=2026-01-05&until=2026-01-05", 6),
        ("?since=2026-01-06", 0),
        ("?until=2026-01-04", 0),
        ("?case=00000000-0000-0000-0000-000000000001", 0),
    ] {
        let found = ground.get("kanarie", &format!("/me/looked{question}")).await;
        assert_eq!(register_says(&found).len(), expected, "{question}: {found}");
    }
    let mut said = Vec::new();
    let mut path = "/me/looked?limit=2".to_owned();
    loop {
        let page = ground.get("kanarie", &path).await;
        assert!(page["rows"].as_array().unwrap().len() <= 2, "{page}");
        said.extend(register_says(&page).into_iter().map(str::to_owned));
        match page["next"].as_u64() {
            Some(next) => path = format!("/me/looked?limit=2&before={next}"),
            None => break,
        }
    }
    assert_eq!(said.len(), 6, "{said:?}");
    for wrong in ["?citizen=1", "?since=yesterday"] {
        let asking = ground.ask("kanarie", "GET", &format!("/me/looked{wrong}"));
        asking.send().await.is(400);
    }
}

#[tokio::test]
async fn looks_at_cases_stand_beside_with_names_only_where_the_municipality_says_so() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    ground.get("anna", &format!("/cases/{case}")).await;
    for (names, expected) in [(false, Value::Null), (true, json!("Navn anna"))] {
        let rules = json!({"keep_days": 400, "names": names});
        let put = ground.ask("admin", "PUT", "/access-log/rules").json(&rules);
        put.send().await.is(204);
        let own = ground.get("bo", &format!("/me/looked?case={case}")).await;
        let rows = own["rows"].as_array().unwrap();
        assert_eq!(rows.len(), 1, "{own}");
        assert_eq!(rows[0]["case"], json!(case));
        assert_eq!(rows[0]["as"], json!(["caseworker"]));
        assert_eq!(rows[0]["name"], expected);
        let page = plain(&ground, "bo", "/own/looked").await;
        assert!(page.contains(&format!("href=\"/cases/{case}/own\"")), "{page}");
        assert!(page.contains("Myndighed"), "{page}");
        assert_eq!(page.contains("Navn anna"), names, "{page}");
    }
    // Others in the case are not told of its citizen here.
    for login in ["anna", "ulla", "stranger"] {
        let own = ground.get(login, "/me/looked").await;
        let rows = own["rows"].as_array().unwrap();
        let foreign = rows.iter().filter(|row| row["object"] != "looked").count();
        assert_eq!(foreign, 0, "{login}: {own}");
    }
    let person = person("bo").to_string();
    let asking = ground.ask("anna", "GET", &format!("/me/looked?person={person}"));
    asking.send().await.is(400);
}
