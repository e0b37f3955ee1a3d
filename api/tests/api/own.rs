//! A case from the citizen's side, over HTTP: what they owe first, a point on the agenda, a consent, and a relative who sees
//! nothing any more once it is withdrawn.

use serde_json::json;
use uuid::Uuid;

use crate::ground::{AUTHORITY, Ground, HERE, person, token, unit};

const FLOW: &str = include_str!("own.yaml");

/// What only the authority may read.
const ASIDE: &str = "SECRET-ASIDE";

/// Who is the relative: somebody without a place in a unit.
const RELATIVE: &str = "owner";

/// A case in which the citizen is bo, and what the authority has invited with.
async fn begun(ground: &Ground) -> String {
    ground.publish(HERE, FLOW).await.is(201);
    let beginning = json!({
        "flow": "own",
        "title": "Bos møder",
        "parties": {
            "caseworker": [{"unit": unit(AUTHORITY)}],
            "team_leader": [{"unit": unit(AUTHORITY)}],
            "citizen": [{"person": person("bo")}],
            "relative": [{"person": person(RELATIVE)}],
        },
    });
    let begun = ground.ask("anna", "POST", "/cases").json(&beginning).send().await;
    let case = begun.is(201).json()["case"].as_str().unwrap().to_owned();
    let data = json!({
        "meeting": {"place": "Biblioteket"},
        "note": {"aside": ASIDE},
        "plan": {"goal": "Handle selv"},
    });
    ground.complete("anna", &case, "invite", data).await;
    case
}

/// A page as bo reads it, in Danish.
async fn page(ground: &Ground, path: &str) -> String {
    let asking = ground.program.ask("GET", path).by(&token(HERE, "bo"));
    let asking = asking
        .header("accept", "text/html")
        .header("accept-language", "da");
    let body = asking.send().await.is(200).text;
    let from = body.find("<main").unwrap();
    body[from..].to_owned()
}

/// Bo sends a form; where it leads.
async fn send(ground: &Ground, path: &str, pairs: &[(String, String)]) -> String {
    let form: Vec<String> = pairs
        .iter()
        .map(|(name, value)| format!("{name}={}", value.replace(' ', "+")))
        .collect();
    let asking = ground
        .program
        .ask_without_going_on("POST", path)
        .by(&token(HERE, "bo"))
        .header("accept", "text/html")
        .body("application/x-www-form-urlencoded", form.join("&"));
    let answer = asking.send().await.is(303);
    answer.header("location").to_owned()
}

/// What stands in an attribute of a piece of markup.
fn attribute<'a>(piece: &'a str, name: &str) -> &'a str {
    let from = piece
        .find(&format!("{name}=\""))
        .unwrap_or_else(|| panic!("no {name} in {piece}"));
    let rest = &piece[from + name.len() + 2..];
    rest.split('"').next().unwrap()
}

/// The address of the form that is sent to this place, and what it sends along hidden.
fn form(page: &str, place: &str) -> (String, Vec<(String, String)>) {
    let mut forms = page.split("<form ").skip(1);
    let form = forms.find(|form| attribute(form, "action").contains(place));
    let form = form.unwrap_or_else(|| panic!("no form to {place} in {page}"));
    let form = form.split("</form>").next().unwrap();
    let hidden = form
        .split("<input ")
        .filter(|input| input.starts_with("type=\"hidden\""));
    let pairs = hidden.map(|input| {
        (
            attribute(input, "name").to_owned(),
            attribute(input, "value").to_owned(),
        )
    });
    (attribute(form, "action").to_owned(), pairs.collect())
}

fn pair(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

#[tokio::test]
async fn a_citizen_lands_on_their_cases_with_what_they_owe_first() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    let asked = ground
        .program
        .ask_without_going_on("GET", "/")
        .by(&token(HERE, "bo"));
    assert_eq!(asked.send().await.is(303).header("location"), "/own");
    let asked = ground
        .program
        .ask_without_going_on("GET", "/")
        .by(&token(HERE, "anna"));
    assert_eq!(asked.send().await.is(303).header("location"), "/tasks");

    let front = page(&ground, "/own").await;
    let at = |text: &str| front.find(text).unwrap_or_else(|| panic!("no {text} in {front}"));
    assert!(at("Svar på, om du kommer") < at("Bos møder</a>"), "{front}");
    for told in [
        "Sagen er nået til: Det første møde.",
        "Der er én ting, du skal gøre.",
    ] {
        at(told);
    }
    let now = page(&ground, &format!("/cases/{case}/own")).await;
    for told in [
        "Svar på, om du kommer",
        "Sæt et punkt på dagsordenen",
        "Lav kaffe",
        "Rådgiver: Myndighed",
        "Frist: Hele sagen",
        "Så kommer: Skriv referat",
        "Mine møder",
    ] {
        assert!(now.contains(told), "{told} in {now}");
    }
    let plan = page(&ground, &format!("/cases/{case}/own/plan")).await;
    assert!(plan.contains("Handle selv"), "{plan}");
    for part in ["", "/plan", "/meetings", "/letters", "/consents"] {
        let body = page(&ground, &format!("/cases/{case}/own{part}")).await;
        assert!(
            !body.contains(ASIDE) && !body.contains("Kun for myndigheden"),
            "{part}: {body}"
        );
    }
    let whole = ground
        .program
        .ask_without_going_on("GET", &format!("/cases/{case}/own"));
    let whole = whole.by(&token(HERE, "anna")).send().await.is(303);
    assert_eq!(
        whole.header("location"),
        format!("/cases/{case}"),
        "staff read the case page"
    );
}

#[tokio::test]
async fn a_citizen_adds_points_one_at_a_time_and_writes_their_own_words() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    let meetings = format!("/cases/{case}/own/meetings");
    for (row, point) in ["Bolig", "Cykel til arbejde"].iter().enumerate() {
        let before = page(&ground, &meetings).await;
        let (address, mut pairs) = form(&before, "/tasks/add_point");
        pairs.push(pair(&format!("f-agenda-points-{row}-point"), point));
        pairs.push(pair(&format!("f-agenda-points-{row}-from"), "citizen"));
        pairs.push(pair("do", "complete"));
        assert_eq!(send(&ground, &address, &pairs).await, meetings);
    }
    let shown = page(&ground, &meetings).await;
    for told in [
        "Biblioteket",
        "Bolig",
        "Cykel til arbejde",
        "Vi har ikke aftalt en dag endnu.",
        "Lav kaffe",
    ] {
        assert!(shown.contains(told), "{told} in {shown}");
    }
    let held = ground.get("anna", &format!("/cases/{case}")).await;
    let points = &held["data"]["agenda"]["points"];
    assert_eq!(points.as_array().map(Vec::len), Some(2), "{held}");

    let plan = format!("/cases/{case}/own/plan");
    let (address, mut pairs) = form(&page(&ground, &plan).await, "/tasks/say_words");
    pairs.extend([pair("f-meeting-words", "Jeg vil selv"), pair("do", "complete")]);
    assert_eq!(send(&ground, &address, &pairs).await, plan);
    assert!(page(&ground, &plan).await.contains("Jeg vil selv"));

    let done = json!({"agenda": {"points": [{"covered": true}, {"covered": true}]}, "meeting": {"agreed": "Vi leder efter en bolig"}});
    ground.complete("anna", &case, "hold", done).await;
    let shown = page(&ground, &meetings).await;
    assert!(
        shown.contains("Det kom der ud af mødet") && shown.contains("Vi leder efter en bolig"),
        "{shown}"
    );
}

/// A relative opens a link into the case; their cookie.
async fn relative(ground: &Ground, case: &str) -> String {
    let new = json!({"party": "relative", "person": person(RELATIVE)});
    let made = ground
        .ask("anna", "POST", &format!("/cases/{case}/links"))
        .json(&new);
    let made = made.send().await.is(201).json();
    let path = made["address"]
        .as_str()
        .unwrap()
        .strip_prefix(&ground.program.url)
        .unwrap()
        .to_owned();
    let opened = ground
        .program
        .ask_without_going_on("POST", &path)
        .body("application/x-www-form-urlencoded", "")
        .send()
        .await
        .is(303);
    assert_eq!(opened.header("location"), format!("/cases/{case}/own"));
    opened.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_consent_opens_the_case_to_a_relative_and_its_end_closes_it_at_once() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    let consents = format!("/cases/{case}/own/consents");
    let (address, mut pairs) = form(&page(&ground, &consents).await, "/give-consent");
    pairs.extend([pair("party", "relative"), pair("covers", ""), pair("until", "")]);
    assert_eq!(send(&ground, &address, &pairs).await, consents);

    let cookie = relative(&ground, &case).await;
    let look = |path: String| {
        let asking = ground.program.ask_without_going_on("GET", &path);
        let asking = asking
            .header("accept", "text/html")
            .header("accept-language", "da");
        asking.header("cookie", &cookie).send()
    };
    let front = look("/".to_owned()).await.is(303);
    assert_eq!(front.header("location"), format!("/cases/{case}/own"));
    let seen = look(format!("/cases/{case}/own")).await.is(200).text;
    assert!(
        seen.contains("Bos møder") && seen.contains("Sæt et punkt på dagsordenen"),
        "{seen}"
    );
    assert!(!seen.contains(ASIDE) && !seen.contains("/own/consents"), "{seen}");

    let (address, pairs) = form(&page(&ground, &consents).await, "/withdraw-consent");
    assert_eq!(send(&ground, &address, &pairs).await, consents);
    for part in [
        "own",
        "own/plan",
        "own/meetings",
        "tasks/add_point",
        "looked",
        "looked.csv",
    ] {
        let gone = look(format!("/cases/{case}/{part}")).await.is(404).text;
        assert!(gone.contains("Du har ikke gjort noget galt."), "{part}: {gone}");
        assert!(
            !gone.contains("Bos møder") && !gone.contains("Biblioteket"),
            "{part}: {gone}"
        );
    }
    let other = Uuid::from_u128(0xdead);
    let never = |path: String| {
        let asking = ground.program.ask("GET", &path).by(&token(HERE, "bo"));
        asking
            .header("accept", "text/html")
            .header("accept-language", "da")
            .send()
    };
    let not_there = never(format!("/cases/{other}/own")).await.is(404).text;
    let not_theirs = ground.begin("Ikke din").await;
    let stranger = ground
        .program
        .ask("GET", &format!("/cases/{not_theirs}/own"))
        .by(&token(HERE, "stranger"));
    let stranger = stranger
        .header("accept", "text/html")
        .header("accept-language", "da");
    let stranger = stranger.send().await.is(404).text;
    let sentence = |body: &str| {
        let rest = body.split("font-lead").nth(1).unwrap();
        rest.split("</p>").next().unwrap().to_owned()
    };
    assert_eq!(
        sentence(&not_there),
        sentence(&stranger),
        "not there and not theirs read the same"
    );
    assert!(
        page(&ground, "/own").await.contains("Bos møder"),
        "the citizen still sees it"
    );
}

#[tokio::test]
async fn who_has_looked_is_a_page_and_a_file() {
    let ground = Ground::new().await;
    let case = begun(&ground).await;
    let shown = page(&ground, &format!("/cases/{case}/looked")).await;
    assert!(shown.contains(&format!("/cases/{case}/looked.csv")), "{shown}");
    let file = ground.program.ask("GET", &format!("/cases/{case}/looked.csv"));
    let file = file
        .by(&token(HERE, "bo"))
        .header("accept-language", "da")
        .send()
        .await
        .is(200);
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"looked.csv\""
    );
    let lines: Vec<&str> = file.text.lines().collect();
    assert!(lines[0].ends_with("Hvornår;Hvem;Hvad;Hvad for"), "{}", file.text);
    assert!(
        lines.iter().any(|line| line.contains("Borger")),
        "the citizen's own looks too: {}",
        file.text
    );
    assert!(
        file.text.contains("Hentede"),
        "that it was taken out is in it: {}",
        file.text
    );
}
