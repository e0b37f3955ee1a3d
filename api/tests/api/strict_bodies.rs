//! Every body that the document of the API names, and those of SCIM, is read strictly: what is not understood is refused
//! with its code and its place, and nothing is changed by it.

use std::collections::BTreeSet;

use samspil_tests::program::Answer;
use serde_json::{Value, json};

use crate::bodies::{Sent, World, all, asking, with_rules};
use crate::ground::{Ground, HERE, person, token};
use crate::roles::{address, kind};

/// The largest body, in bytes, and how deep one goes.
const MAX_BODY_BYTES: usize = 1024 * 1024;
const MAX_DEPTH: usize = 64;

/// A name that no body has.
const UNKNOWN: &str = "hverken_eller";

/// What is sent in place of a body that is understood, and what has to come: a status, a code, and a place where there is one.
struct Odd {
    what: &'static str,
    text: String,
    status: u16,
    code: &'static str,
    pointer: Option<String>,
}

/// A body of an object as a text with this before all else in it.
fn with_first(object: &Value, first: &str) -> String {
    let text = object.to_string();
    match text.strip_prefix('{') {
        Some("}") => format!("{{{first}}}"),
        Some(rest) => format!("{{{first},{rest}"),
        None => panic!("{text} is no object"),
    }
}

/// Lists that lie one deeper than is read, in an object or list that is the first level.
fn too_deep() -> String {
    format!("{}{}", "[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH))
}

/// What is odd about any body.
fn odd(body: &Value) -> Vec<Odd> {
    match body {
        Value::Array(list) => odd_list(list),
        _ => odd_object(body),
    }
}

fn odd_object(body: &Value) -> Vec<Odd> {
    let (name, value) = body.as_object().unwrap().iter().next().unwrap();
    vec![
        Odd {
            what: "an unknown name",
            text: with_first(body, &format!(r#""{UNKNOWN}": 1"#)),
            status: 422,
            code: "unknown-field",
            pointer: Some(format!("/{UNKNOWN}")),
        },
        Odd {
            what: "a name twice",
            text: with_first(body, &format!(r#""{name}": {value}"#)),
            status: 400,
            code: "duplicate-key",
            pointer: Some(format!("/{name}")),
        },
        Odd {
            what: "65 levels",
            text: with_first(body, &format!(r#""{UNKNOWN}": {}"#, too_deep())),
            status: 400,
            code: "too-deep",
            pointer: Some(format!("/{UNKNOWN}{}", "/0".repeat(MAX_DEPTH - 1))),
        },
        Odd {
            what: "a list in place of an object",
            text: json!([body]).to_string(),
            status: 422,
            code: "wrong-value",
            pointer: Some(String::new()),
        },
    ]
}

/// The same of a body that is a list of objects.
fn odd_list(list: &[Value]) -> Vec<Odd> {
    let inner = odd_object(&list[0]).into_iter().map(|odd| {
        let levels_more = if odd.code == "too-deep" { 2 } else { 0 };
        let pointer = odd.pointer.unwrap_or_default();
        Odd {
            text: format!("[{}]", odd.text),
            pointer: Some(format!("/0{}", &pointer[..pointer.len() - levels_more])),
            ..odd
        }
    });
    let whole = Odd {
        what: "an object in place of a list",
        text: "{}".to_owned(),
        status: 422,
        code: "wrong-value",
        pointer: Some(String::new()),
    };
    inner.chain([whole]).collect()
}

/// What came, as what has to come is written.
fn came(answer: &Answer) -> (u16, String, Option<String>) {
    let problem = answer.json();
    let text = |name: &str| problem[name].as_str().map(str::to_owned);
    (answer.status, text("code").unwrap_or_default(), text("pointer"))
}

/// One byte more than is read is announced: the answer comes before any of it.
async fn announced_too_large(ground: &Ground, sent: &Sent, address: &str) {
    let length = MAX_BODY_BYTES + 1;
    let head = format!(
        "{} {address} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: Bearer {}\r\nidempotency-key: {}\r\n\
         content-type: {}\r\ncontent-length: {length}\r\n\r\n",
        sent.method,
        token(HERE, sent.by),
        person("anna"),
        kind(sent.path),
    );
    let answer = ground.program.raw(&head).await;
    assert!(
        answer.starts_with("HTTP/1.1 413 "),
        "{} {address}: {answer}",
        sent.method
    );
    let code = if sent.is_scim() {
        "tooMany"
    } else {
        "\"code\":\"too-large\""
    };
    assert!(answer.contains(code), "{} {address}: {answer}", sent.method);
}

/// All that a body could have changed, as those see it who may look.
async fn state(ground: &Ground, world: &World) -> String {
    let mut all = String::new();
    let case = &world.case;
    for (login, path) in [
        ("anna", format!("/cases/{case}")),
        ("anna", format!("/cases/{case}/events?limit=100")),
        ("anna", format!("/cases/{case}/links")),
        ("anna", "/cases".to_owned()),
        ("anna", format!("/citizens/{}", world.citizen)),
        ("anna", "/me/absences".to_owned()),
        ("anna", "/me/reach".to_owned()),
        ("admin", "/people".to_owned()),
        ("admin", "/units".to_owned()),
        ("admin", "/services".to_owned()),
        ("admin", "/deeds".to_owned()),
        ("admin", "/tunings".to_owned()),
        ("admin", "/calendar".to_owned()),
        ("admin", "/letter-words".to_owned()),
        ("admin", "/access-log/samples".to_owned()),
        ("admin", "/backups".to_owned()),
        ("admin", "/retention/holds".to_owned()),
        ("admin", "/sign-in-providers".to_owned()),
        ("owner", "/trials".to_owned()),
        ("owner", "/flows".to_owned()),
    ] {
        let answer = ground.ask(login, "GET", &path).send().await.is(200);
        all.push_str(&format!("{path}: {}\n", answer.text));
    }
    all
}

async fn world(ground: &Ground) -> World {
    let case = ground.ordered("Sag").await;
    World::new(ground, case, "En borger").await
}

#[tokio::test]
async fn no_body_is_half_understood() {
    let ground = Ground::new().await;
    let world = world(&ground).await;
    let before = state(&ground, &world).await;
    for sent in with_rules(&ground, all(&world)).await {
        let address = sent.address(&world);
        announced_too_large(&ground, &sent, &address).await;
        for odd in odd(&sent.body) {
            let answer = asking(&ground, &sent, &address, odd.text).send().await;
            let case = format!("{} {address}, {}: {}", sent.method, odd.what, answer.text);
            if sent.is_scim() {
                assert_eq!(answer.status, 400, "{case}");
                let kind = answer.json()["scimType"].as_str().unwrap_or_default().to_owned();
                assert!(
                    matches!(kind.as_str(), "invalidSyntax" | "invalidPath" | "invalidValue"),
                    "{case}"
                );
            } else {
                assert_eq!(
                    came(&answer),
                    (odd.status, odd.code.to_owned(), odd.pointer),
                    "{case}"
                );
            }
        }
    }
    assert_eq!(state(&ground, &world).await, before, "nothing of it was done");
}

/// The requests with a JSON body that the document names.
fn described(document: &Value) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if operation["requestBody"]["content"]
                .get("application/json")
                .is_some()
            {
                found.insert((method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

/// Whether a body is what the document says of it: it has each name that it must have, and no other than those it knows.
fn fits(document: &Value, schema: &Value, body: &Value) -> bool {
    if let Some(place) = schema["$ref"].as_str() {
        let place = place.strip_prefix('#').unwrap();
        return fits(document, document.pointer(place).unwrap(), body);
    }
    if let Some(list) = schema["oneOf"].as_array().or_else(|| schema["anyOf"].as_array()) {
        return list.iter().any(|one| fits(document, one, body));
    }
    if let Some(list) = schema["allOf"].as_array() {
        return list.iter().all(|one| fits(document, one, body));
    }
    if let (Some(items), Some(list)) = (schema.get("items"), body.as_array()) {
        return list.iter().all(|one| fits(document, items, one));
    }
    let (Some(known), Some(object)) = (schema["properties"].as_object(), body.as_object()) else {
        return schema["properties"].is_null() && schema["items"].is_null() && schema["type"] != "null";
    };
    let needed = schema["required"].as_array().into_iter().flatten();
    let has_all = needed
        .filter_map(Value::as_str)
        .all(|name| object.contains_key(name));
    has_all && object.keys().all(|name| known.contains_key(name))
}

#[tokio::test]
async fn every_body_of_the_document_is_known_and_is_what_it_says() {
    let ground = Ground::new().await;
    let world = world(&ground).await;
    let answer = ground.ask("anna", "GET", "/openapi.json").send().await;
    let document = answer.is(200).json();
    let all = all(&world);
    let of_api = all.iter().filter(|sent| !sent.is_scim());
    let known: BTreeSet<(String, String)> = of_api
        .clone()
        .map(|sent| (sent.method.to_owned(), sent.path.to_owned()))
        .collect();
    assert_eq!(known, described(&document));
    for Sent {
        method, path, body, ..
    } in of_api
    {
        let operation = &document["paths"][path][method.to_lowercase()];
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        assert!(
            fits(&document, schema, body),
            "{method} {path}: {body} is not {schema}"
        );
    }
}

/// The requests with parameters behind the question mark that the document names.
fn with_queries(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let mut parameters = operation["parameters"].as_array().into_iter().flatten();
            if parameters.any(|one| one["in"] == "query") {
                found.push((method.to_uppercase(), path.clone()));
            }
        }
    }
    found
}

#[tokio::test]
async fn no_query_is_half_understood() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let document = ground.get("anna", "/openapi.json").await;
    let queries = with_queries(&document);
    assert!(queries.len() > 15, "{queries:?}");
    for (method, path) in queries {
        let address = format!("{}?{UNKNOWN}=1", address(&path, &case));
        let asking = ground.program.ask(&method, &address);
        let asking = asking.by(&token(HERE, "alma")).header("accept-language", "en");
        // What is sent there is a file, and its kind is looked at after its query.
        let asking = match method.as_str() {
            "GET" => asking,
            _ => asking.body("text/csv", "type,id,name\n"),
        };
        let answer = asking.send().await.is(400);
        assert_eq!(answer.json()["code"], "bad-request", "{method} {address}");
        assert!(
            answer.text.contains(UNKNOWN),
            "{method} {address}: {}",
            answer.text
        );
    }
}
