//! Signing in at a provider that behaves, and at one that forges.

mod forger;
mod keeping;
mod people;
mod world;

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use samspil_store::Role;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use self::forger::{key, public, token_by};
use self::world::{TENANT, World};

const AGAIN: &str = "It took too long, or it began in another browser.";
const UNFIT: &str = "cannot be used. Tell an administrator.";
const AWAY: &str = "does not answer just now";

/// What everyone is given who comes.
fn staff() -> Value {
    json!({"gives": [{"roles": ["staff"], "unit": "Myndighed", "acts_as": ["caseworker"]}]})
}

#[tokio::test]
async fn a_person_signs_in_with_what_the_provider_gives_and_out_again() {
    let world = World::new(&staff()).await;
    let page = world.send("GET", "/sign-in", "", "").await;
    assert!(
        page.body.contains(">Staff</button>"),
        "the provider's title: {}",
        page.body
    );
    let begun = world.begin().await;
    for (name, value) in [
        ("response_type", "code"),
        ("client_id", "samspil"),
        ("redirect_uri", "http://samspil.example/sign-in/openid"),
        ("scope", "openid"),
        ("code_challenge_method", "S256"),
    ] {
        assert_eq!(begun.asked[name], value, "{name}");
    }
    world.says(world.forger.token(&world.claims(&begun, &json!({}))));
    let back = world.back(&begun, &begun.cookie, "code=a%26b").await;
    assert_eq!((back.status, back.to.as_str()), (303, "/cases"), "{}", back.body);
    let signed = world.signed(&back).await.unwrap();
    assert_eq!(signed.name, "Rådgiver Et");
    assert_eq!(signed.roles, [Role::Staff]);
    assert_eq!(signed.members[0].acts_as, ["caseworker"]);
    let exchanged = world.forger.said.lock().unwrap().exchanged.remove(0);
    let secret = BASE64_STANDARD.encode("samspil:hemme%3Alig");
    assert_eq!(exchanged.0, format!("Basic {secret}"));
    let form: std::collections::BTreeMap<String, String> =
        url::form_urlencoded::parse(exchanged.1.as_bytes())
            .into_owned()
            .collect();
    assert_eq!(form["code"], "a&b");
    assert_eq!(form["redirect_uri"], begun.asked["redirect_uri"]);
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(form["code_verifier"].as_bytes()));
    assert_eq!(challenge, begun.asked["code_challenge"]);
    assert!(form["code_verifier"].len() >= 43);

    let again = world.sign_in(&json!({"name": "Rådgiver Gift"})).await;
    let again = world.signed(&again).await.unwrap();
    assert_eq!(
        (again.person, again.name.as_str()),
        (signed.person, "Rådgiver Gift")
    );

    let out = world.send("POST", "/sign-out", &back.cookie("samspil"), "").await;
    let to = out.refresh.strip_prefix("0; url=").unwrap();
    assert_eq!(
        to,
        format!(
            "{}/out?client_id=samspil&post_logout_redirect_uri=http%3A%2F%2Fsamspil.example%2Fsign-in",
            world.forger.issuer
        )
    );
    assert!(world.signed(&back).await.is_none());
}

#[tokio::test]
async fn forged_tokens_sign_nobody_in() {
    let world = World::new(&staff()).await;
    for more in [
        json!({"iss": "https://elsewhere.example"}),
        json!({"aud": "another"}),
        json!({"aud": ["samspil", "another"]}),
        json!({"azp": "another"}),
        json!({"exp": 1_789_999_000}),
        json!({"iat": 1_790_009_000}),
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"sub": null}),
    ] {
        let answer = world.sign_in(&more).await;
        World::refused(&answer, 502, UNFIT);
    }
    let (own, stranger) = (key(), key());
    world.forger.said.lock().unwrap().keys = json!({"keys": [public(&own, "one")]});
    world.pass(3_601);
    let point = public(&own, "one").to_string();
    for (forged, head) in [
        (&stranger, json!({"alg": "ES256", "kid": "one"})),
        (&own, json!({"alg": "ES256", "kid": "two"})),
        (&own, json!({"alg": "none", "kid": "one"})),
        (&own, json!({"alg": "HS256", "kid": "one"})),
        (&own, json!({"alg": "RS256", "kid": "one"})),
        (&own, json!({"alg": "ES256", "kid": "one", "crit": ["x"]})),
        // A key that the token itself brings counts for nothing.
        (&stranger, json!({"alg": "ES256", "jwk": point})),
    ] {
        let begun = world.begin().await;
        world.says(token_by(forged, &head, &world.claims(&begun, &json!({}))));
        let answer = world.back(&begun, &begun.cookie, "code=abc").await;
        World::refused(&answer, 502, UNFIT);
    }
    let begun = world.begin().await;
    let whole = token_by(
        &own,
        &json!({"alg": "ES256", "kid": "one"}),
        &world.claims(&begun, &json!({})),
    );
    let unsigned = whole.rsplit_once('.').unwrap().0;
    world.says(format!("{unsigned}."));
    let answer = world.back(&begun, &begun.cookie, "code=abc").await;
    World::refused(&answer, 502, UNFIT);
    assert_eq!(world.store.people(TENANT).await.unwrap(), [], "nobody was made");
}

#[tokio::test]
async fn an_answer_is_taken_once_from_the_browser_that_asked_and_in_time() {
    let world = World::new(&staff()).await;
    let (begun, other) = (world.begin().await, world.begin().await);
    world.says(world.forger.token(&world.claims(&begun, &json!({}))));
    for cookie in ["", "samspil-begun=x", &other.cookie] {
        let answer = world.back(&begun, cookie, "code=abc").await;
        World::refused(&answer, 400, AGAIN);
    }
    world.forger.said.lock().unwrap().exchanged.clear();
    let first = world.back(&begun, &begun.cookie, "code=abc").await;
    assert_eq!(first.status, 303, "a stranger uses nothing up: {}", first.body);
    let replayed = world.back(&begun, &begun.cookie, "code=abc").await;
    World::refused(&replayed, 400, AGAIN);
    let exchanged = world.forger.said.lock().unwrap().exchanged.len();
    assert_eq!(exchanged, 1, "a code is not even tried again");

    let slow = world.begin().await;
    world.pass(15 * 60);
    let answer = world.back(&slow, &slow.cookie, "code=abc").await;
    World::refused(&answer, 400, AGAIN);

    let begun = world.begin().await;
    for path in [
        "/sign-in/openid?code=abc".to_owned(),
        "/sign-in/openid?code=abc&state=x".to_owned(),
        format!(
            "/sign-in/openid?code=abc&state={}",
            begun.asked["state"].replace("12345678", "87654321")
        ),
    ] {
        let answer = world.send("GET", &path, &begun.cookie, "").await;
        World::refused(&answer, 400, AGAIN);
    }
}

#[tokio::test]
async fn an_answer_of_another_provider_or_a_refusal_signs_nobody_in() {
    let world = World::new(&staff()).await;
    let own = format!(
        "code=abc&iss={}",
        url::form_urlencoded::byte_serialize(world.forger.issuer.as_bytes()).collect::<String>()
    );
    for (query, status, said) in [
        ("code=abc&iss=https%3A%2F%2Felsewhere.example", 502, UNFIT),
        ("error=access_denied", 403, "You were not signed in."),
        ("error=access_denied&code=abc", 403, "You were not signed in."),
        ("x=y", 403, "You were not signed in."),
    ] {
        let begun = world.begin().await;
        world.says(world.forger.token(&world.claims(&begun, &json!({}))));
        let answer = world.back(&begun, &begun.cookie, query).await;
        World::refused(&answer, status, said);
    }
    world.forger.said.lock().unwrap().names_itself = true;
    world.pass(3_601);
    let begun = world.begin().await;
    world.says(world.forger.token(&world.claims(&begun, &json!({}))));
    let unnamed = world.back(&begun, &begun.cookie, "code=abc").await;
    World::refused(&unnamed, 502, UNFIT);
    let begun = world.begin().await;
    world.says(world.forger.token(&world.claims(&begun, &json!({}))));
    assert_eq!(world.back(&begun, &begun.cookie, &own).await.status, 303);
}

#[tokio::test]
async fn keys_are_fetched_again_where_a_token_names_a_new_one_and_not_too_often() {
    let world = World::new(&staff()).await;
    assert_eq!(world.sign_in(&json!({})).await.status, 303);
    let asked = || world.forger.said.lock().unwrap().keys_asked;
    assert_eq!(asked(), 1);
    let next = key();
    let by_next = async || {
        let begun = world.begin().await;
        let claims = world.claims(&begun, &json!({}));
        world.says(token_by(&next, &json!({"alg": "ES256", "kid": "two"}), &claims));
        world.back(&begun, &begun.cookie, "code=abc").await
    };
    world.pass(60);
    World::refused(&by_next().await, 502, UNFIT);
    World::refused(&by_next().await, 502, UNFIT);
    assert_eq!(asked(), 2, "once a minute");
    world.forger.said.lock().unwrap().keys = json!({"keys": [public(&next, "two")]});
    World::refused(&by_next().await, 502, UNFIT);
    world.pass(60);
    assert_eq!(by_next().await.status, 303);
    assert_eq!(asked(), 3);
}

#[tokio::test]
async fn more_claims_are_fetched_where_that_is_set_up_and_only_the_person_s_own() {
    let mut more = staff();
    more["userinfo"] = json!(true);
    let world = World::new(&more).await;
    world.forger.said.lock().unwrap().userinfo = json!({"sub": "42", "name": "Fra Userinfo"});
    let answer = world.sign_in(&json!({"name": null})).await;
    assert_eq!(world.signed(&answer).await.unwrap().name, "Fra Userinfo");
    world.forger.said.lock().unwrap().userinfo = json!({"sub": "43", "name": "En anden"});
    World::refused(&world.sign_in(&json!({})).await, 502, UNFIT);
}

#[tokio::test]
async fn a_provider_that_is_away_or_unknown_leads_back() {
    let world = World::new(&staff()).await;
    let unknown = world
        .send("POST", &format!("/sign-in/with/{TENANT}/andre"), "", "")
        .await;
    assert_eq!(unknown.status, 404);
    let elsewhere = world
        .send("POST", "/sign-in/with/87654321/medarbejdere", "", "")
        .await;
    assert_eq!(elsewhere.status, 404);
    world.forger.said.lock().unwrap().keys = json!("no keys");
    assert_eq!(world.begin().await.asked["scope"], "openid");
    let away = World::new(&staff()).await;
    let kept = super::kept::Kept::new(
        &samspil_runtime::vault::Vault::none(),
        TENANT,
        super::provider::tests::provider(&json!({"issuer": "http://127.0.0.1:1"})),
        None,
    );
    away.put(kept.unwrap()).await;
    let path = format!("/sign-in/with/{TENANT}/medarbejdere");
    World::refused(&away.send("POST", &path, "", "").await, 502, AWAY);
}
