//! A command is done once for each key, however often it is sent.

use futures::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ground::{Ground, beginning, registered};

#[tokio::test]
async fn the_same_command_twice_is_one_change_and_one_answer() {
    let ground = Ground::new().await;
    let start = |title: &str| {
        ground
            .ask("anna", "POST", "/cases")
            .key(7)
            .json(&beginning(title))
            .send()
    };
    let (first, again) = (start("Sag").await.is(201), start("Sag").await.is(201));
    assert_eq!(first.text, again.text);
    assert_eq!(start("En anden").await.is(409).json()["code"], "key-reused");
    assert_eq!(
        ground.get("anna", "/cases").await["rows"]
            .as_array()
            .unwrap()
            .len(),
        1
    );

    let case = first.json()["case"].as_str().unwrap().to_owned();
    let path = format!("/cases/{case}/tasks/register/complete");
    let complete = |data: Value, key: u128| {
        ground
            .ask("anna", "POST", &path)
            .key(key)
            .json(&json!({"data": data}))
            .send()
    };
    let first = complete(registered(), 8).await.is(200);
    let again = complete(registered(), 8).await.is(200);
    assert_eq!(
        (first.text.as_str(), first.header("etag")),
        (again.text.as_str(), again.header("etag"))
    );
    let mut other = registered();
    other["application"]["wishes"] = json!("Noget andet");
    assert_eq!(complete(other, 8).await.is(409).json()["code"], "key-reused");
    assert_eq!(
        complete(registered(), 7).await.is(409).json()["code"],
        "key-reused"
    );
    assert_eq!(complete(registered(), 9).await.is(409).json()["code"], "ended");
    let events = ground.get("anna", &format!("/cases/{case}/events")).await;
    assert_eq!(events["events"].as_array().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_at_once_with_one_key_are_one() {
    let ground = Ground::new().await;
    let starts = (0..20).map(|_| {
        ground
            .ask("anna", "POST", "/cases")
            .key(7)
            .json(&beginning("Sag"))
            .send()
    });
    let answers = join_all(starts).await;
    let bodies: std::collections::BTreeSet<String> =
        answers.into_iter().map(|answer| answer.is(201).text).collect();
    assert_eq!(bodies.len(), 1, "{bodies:?}");
    let case = ground.get("anna", "/cases").await["rows"][0]["case"]
        .as_str()
        .unwrap()
        .to_owned();
    let path = format!("/cases/{case}/tasks/register/claim");
    let claims = (0..20).map(|n| {
        let login = if n % 2 == 0 { "anna" } else { "asta" };
        ground.ask(login, "POST", &path).send()
    });
    let answers = join_all(claims).await;
    let done = answers.iter().filter(|answer| answer.status == 200).count();
    let refused = answers.iter().filter(|answer| answer.status == 409).count();
    assert_eq!(
        (done, refused),
        (10, 10),
        "one of the two has it, however often they ask"
    );
}

#[tokio::test]
async fn what_is_no_case_s_is_done_once_too() {
    let ground = Ground::new().await;
    let publish = |text: &str, key: u128| {
        ground
            .ask("owner", "POST", "/flows")
            .key(key)
            .body("application/yaml", text.to_owned())
            .send()
    };
    let second = crate::ground::FLOW.replace("8 weeks", "6 weeks");
    let third = crate::ground::FLOW.replace("8 weeks", "5 weeks");
    assert_eq!(publish(&second, 1).await.is(201).json()["version"], 2);
    assert_eq!(publish(&third, 2).await.is(201).json()["version"], 3);
    assert_eq!(
        publish(&second, 1).await.is(201).json()["version"],
        2,
        "not published over the third"
    );
    assert_eq!(publish(&third, 1).await.is(409).json()["code"], "key-reused");
    assert_eq!(ground.get("owner", "/flows").await[0]["version"], 3);

    let make = |name: &str| {
        ground
            .ask("anna", "POST", "/tokens")
            .key(3)
            .json(&json!({"name": name, "days": 7}))
            .send()
    };
    let made = make("nattens kørsel").await.is(201).json();
    let secret = made["secret"].as_str().unwrap().to_owned();
    let again = make("nattens kørsel").await.is(201).json();
    assert_eq!(
        (&again["token"], again.get("secret")),
        (&made["token"], None),
        "told once"
    );
    for other in ["en anden", ""] {
        assert_eq!(make(other).await.is(409).json()["code"], "key-reused", "{other}");
    }
    let me = ground
        .program
        .ask("GET", "/api/v1/me")
        .by(&secret)
        .send()
        .await
        .is(200)
        .json();
    assert_eq!(
        (me["name"].as_str(), me["way"].as_str()),
        (Some("Navn anna"), Some("token"))
    );
    assert_eq!(ground.get("anna", "/tokens").await.as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn another_s_key_does_not_give_another_s_answer() {
    let ground = Ground::new().await;
    ground
        .ask("anna", "POST", "/cases")
        .key(7)
        .json(&beginning("Sag"))
        .send()
        .await
        .is(201);
    let other = ground
        .ask("ulla", "POST", "/cases")
        .key(7)
        .json(&beginning("Sag"))
        .send()
        .await;
    assert_eq!(
        (other.status, other.json()["code"].as_str()),
        (409, Some("key-reused")),
        "{}",
        other.text
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_token_is_left_of_many_sendings_at_once_and_its_secret_opens_it() {
    let ground = Ground::new().await;
    let before = ground.get("anna", "/tokens").await.as_array().unwrap().len();
    let makes = (0..20).map(|n| {
        let name = if n % 4 == 0 { "en anden" } else { "nattens kørsel" };
        let body = json!({"name": name, "days": 7});
        ground.ask("anna", "POST", "/tokens").key(5).json(&body).send()
    });
    let answers = join_all(makes).await;
    let made: Vec<Value> = answers
        .iter()
        .filter(|answer| answer.status == 201)
        .map(|answer| answer.json())
        .collect();
    assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 409)));
    assert!(
        made.iter().all(|one| one["token"] == made[0]["token"]),
        "{made:?}"
    );
    let secrets: Vec<&str> = made.iter().filter_map(|one| one["secret"].as_str()).collect();
    let [secret] = secrets.as_slice() else {
        panic!("{} secrets were told", secrets.len());
    };
    let opened = ground.program.ask("GET", "/api/v1/me").by(secret).send().await;
    opened.is(200);
    let after = ground.get("anna", "/tokens").await.as_array().unwrap().len();
    assert_eq!(after, before + 1, "no other is left");
}

#[tokio::test]
async fn a_key_tells_of_no_case() {
    let ground = Ground::new().await;
    let case = ground.begin("Sag").await;
    let id: Uuid = case.parse().unwrap();
    let begin = |login: &str, key: u128| {
        let asking = ground.ask(login, "POST", "/cases").key(key);
        asking.json(&beginning("En anden")).send()
    };
    // The same whether a case has the key for its id or none has.
    for key in [id.as_u128(), id.as_u128() ^ 0xf00] {
        let begun = begin("asta", key).await.is(201).json();
        assert_ne!(begun["case"], json!(case));
        assert_ne!(begun["case"], json!(Uuid::from_u128(key)));
        assert_eq!(begin("asta", key).await.is(201).json(), begun, "the same answer");
    }
    let kept = ground.get("anna", &format!("/cases/{case}")).await;
    assert_eq!((&kept["title"], &kept["version"]), (&json!("Sag"), &json!(1)));
}
