//! Figures over many cases, and surveys: as whoever leads reads them, and as whoever is asked answers.

use samspil_tests::program::Answer;
use serde_json::Value;

use crate::ground::{Ground, HERE, token};

/// So many cases that figures of them are shown.
const CASES: usize = 5;

/// Questions as they are written: one for everyone, one for staff.
const QUESTIONS: &str =
    "trust: Stoler du på os? / Do you trust us?\ntimely [authority provider]: Er I i tide?";

/// The process owner asks for a page, in English.
async fn get(ground: &Ground, path: &str) -> Answer {
    let asking = ground.program.ask("GET", path);
    asking
        .by(&token(HERE, "owner"))
        .header("accept-language", "en")
        .send()
        .await
}

/// What stands in a form, as browsers send it.
fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// Somebody sends a form; without a token nobody in particular.
async fn post(ground: &Ground, path: &str, login: Option<&str>, fields: &[(&str, &str)]) -> Answer {
    let asking = ground.program.ask_without_going_on("POST", path);
    let asking = match login {
        Some(login) => asking.by(&token(HERE, login)),
        None => asking,
    };
    let asking = asking.header("accept-language", "en");
    asking
        .body("application/x-www-form-urlencoded", encoded(fields))
        .send()
        .await
}

/// A survey with these questions, and where it lies.
async fn survey(ground: &Ground) -> String {
    let made = post(
        ground,
        "/surveys",
        Some("owner"),
        &[("title", "Samarbejde"), ("questions", QUESTIONS)],
    )
    .await;
    made.is(303).header("location").to_owned()
}

/// Links for a group, each as the path that it leads to.
async fn links(ground: &Ground, survey: &str, group: &str, count: &str) -> Vec<String> {
    let fields = [("group", group), ("count", count)];
    let made = post(ground, &format!("{survey}/links"), Some("owner"), &fields)
        .await
        .is(200);
    let found = made.text.split("/answer/").skip(1);
    found
        .map(|rest| format!("/answer/{}", rest.split('<').next().unwrap().trim()))
        .collect()
}

/// What a hidden field of a page holds.
fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.text.split(&mark).nth(1).unwrap();
    rest.split('"').next().unwrap().to_owned()
}

/// The process owner sends a form of a page with what the page hides in it.
async fn sent_from(ground: &Ground, page: &str, way: &str, fields: &[(&str, &str)]) -> Answer {
    let shown = get(ground, page).await.is(200);
    let wave = hidden(&shown, "wave");
    let mut all = fields.to_vec();
    all.push(("wave", &wave));
    let key = if way.is_empty() {
        hidden(&shown, "key")
    } else {
        String::new()
    };
    all.push(("key", &key));
    post(ground, &format!("{page}{way}"), Some("owner"), &all).await
}

/// One wave: five citizens answer by links, and four staff of the provider on paper.
async fn wave(ground: &Ground, survey: &str, because: &str, answer: &str) {
    sent_from(ground, survey, "/open", &[("because", because)])
        .await
        .is(303);
    for link in links(ground, survey, "citizen", "5").await {
        post(ground, &link, None, &[("q_trust", answer)]).await.is(200);
    }
    for _ in 0..4 {
        let fields = [("q_trust", "2"), ("q_timely", "3")];
        sent_from(ground, &format!("{survey}/paper/provider"), "", &fields)
            .await
            .is(303);
    }
    sent_from(ground, survey, "/close", &[]).await.is(303);
}

#[tokio::test]
async fn figures_of_many_cases_are_told_and_of_few_are_not() {
    let ground = Ground::new().await;
    for _ in 1..CASES {
        ground.ordered("Sag").await;
    }
    let few = ground.get("owner", "/management?period=2026-K1").await;
    assert_eq!(few["tasks"]["rows"], Value::Array(Vec::new()), "{few}");
    assert!(few["tasks"]["hidden"].as_u64() > Some(0));
    ground.ordered("Hemmelig sag").await;
    let found = ground.get("owner", "/management?period=2026-K1").await;
    for what in ["tasks", "waits", "contacts", "deadlines"] {
        let rows = found[what]["rows"].as_array().unwrap();
        assert!(
            rows.iter().all(|row| row["times"].as_u64() >= Some(5)) && !rows.is_empty(),
            "{what}: {found}"
        );
    }
    let page = get(&ground, "/management?period=2026-K1").await.is(200);
    assert!(
        page.text.contains("Quarter 1") || page.text.contains("quarter 1"),
        "{}",
        page.text
    );
    assert!(!page.text.contains("Hemmelig"), "no case is named");
    let file = get(&ground, "/api/v1/management.csv?period=2026-K1")
        .await
        .is(200);
    assert!(
        file.text.starts_with("\u{feff}Period;Figure;") && file.text.contains("\r\n2026-K1;Waiting;"),
        "{}",
        file.text
    );
    ground
        .ask("owner", "GET", "/management?period=i%20dag")
        .send()
        .await
        .is(400);
}

#[tokio::test]
async fn each_figure_stands_beside_the_period_before_as_protected_there_as_here() {
    let ground = Ground::new().await;
    for _ in 0..CASES {
        ground.ordered("Sag").await;
    }
    let alone = get(&ground, "/management?period=2026-K1").await.is(200);
    assert!(alone.text.contains("Period before") && alone.text.contains("href=\"/surveys\""));
    let spread = "less than a day / less than a day";
    assert!(!alone.text.contains(spread), "nothing was before: {}", alone.text);
    ground.clock("2026-04-15T08:00:00Z").await;
    for _ in 0..CASES {
        ground.ordered("Sag").await;
    }
    let both = get(&ground, "/management?period=2026-K2").await.is(200);
    assert!(both.text.contains(spread), "{}", both.text);
}

#[tokio::test]
async fn a17_5_who_is_asked_answers_once_by_a_link_or_on_paper() {
    let ground = Ground::new().await;
    let survey = survey(&ground).await;
    post(
        &ground,
        &format!("{survey}/links"),
        Some("owner"),
        &[("group", "citizen"), ("count", "1")],
    )
    .await
    .is(422);
    sent_from(&ground, &survey, "/open", &[]).await.is(303);
    let made = links(&ground, &survey, "citizen", "2").await;
    assert_eq!(made.len(), 2, "{made:?}");
    let asked = ground.program.ask("GET", &made[0]).send().await.is(200);
    assert!(asked.text.contains("Stoler du på os?"), "{}", asked.text);
    assert!(!asked.text.contains("Er I i tide?"), "that staff alone are asked");
    for wrong in [
        &[][..],
        &[("q_trust", "6")],
        &[("q_timely", "3")],
        &[("q_trust", "meget")],
    ] {
        post(&ground, &made[0], None, wrong).await.is(422);
    }
    post(&ground, &made[0], None, &[("q_trust", "4")]).await.is(200);
    post(&ground, &made[0], None, &[("q_trust", "1")]).await.is(404);
    ground.program.ask("GET", &made[0]).send().await.is(404);
    let paper = format!("{survey}/paper/citizen");
    sent_from(&ground, &paper, "", &[("q_trust", "")]).await.is(422);
    let keyless = post(&ground, &paper, Some("owner"), &[("q_trust", "5")])
        .await
        .is(422);
    assert!(keyless.text.contains("without its key"), "{}", keyless.text);
    sent_from(&ground, &paper, "", &[("q_trust", "5")]).await.is(303);
    post(&ground, &paper, Some("anna"), &[("q_trust", "5")])
        .await
        .is(403);
    let open = get(&ground, &survey).await.is(200);
    assert!(
        !open.text.contains("id=\"results\""),
        "nothing is told while it is open"
    );
    sent_from(&ground, &survey, "/close", &[]).await.is(303);
    post(&ground, &made[1], None, &[("q_trust", "4")]).await.is(404);
    let few = get(&ground, &survey).await.is(200);
    assert!(
        few.text.contains("few answers, not shown") && !few.text.contains("4.5"),
        "{}",
        few.text
    );
    // A link ends with its wave: the next one does not bring it back.
    sent_from(&ground, &survey, "/open", &[]).await.is(303);
    ground.program.ask("GET", &made[1]).send().await.is(404);
    post(&ground, &made[1], None, &[("q_trust", "4")]).await.is(404);
}

#[tokio::test]
async fn waves_are_compared_by_group_and_other_questions_need_a_reason() {
    let ground = Ground::new().await;
    let survey = survey(&ground).await;
    wave(&ground, &survey, "", "2").await;
    wave(&ground, &survey, "", "4").await;
    let page = get(&ground, &survey).await.is(200);
    assert!(
        page.text.contains("2 (5 answers)") && page.text.contains("4 (5 answers)"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("+2") && page.text.contains("2 and 2"),
        "{}",
        page.text
    );
    assert_eq!(
        page.text.matches("few answers, not shown").count(),
        10,
        "four of the provider are not told, nor are groups without answers"
    );
    let other = QUESTIONS.replace("Stoler du på os?", "Har du tillid til os?");
    let fields = [("questions", other.as_str()), ("version", "1")];
    post(&ground, &format!("{survey}/questions"), Some("owner"), &fields)
        .await
        .is(303);
    let refused = sent_from(&ground, &survey, "/open", &[]).await.is(422);
    assert!(
        refused
            .text
            .contains("The questions were changed since the last wave"),
        "{}",
        refused.text
    );
    wave(&ground, &survey, "Klarere ord", "5").await;
    let page = get(&ground, &survey).await.is(200);
    assert!(
        page.text.contains("The pair is broken, because: Klarere ord"),
        "{}",
        page.text
    );
    assert!(
        page.text.contains("the question was changed") && !page.text.contains("+3"),
        "{}",
        page.text
    );
}

#[tokio::test]
async fn a_sheet_of_paper_that_is_sent_twice_is_kept_once() {
    let ground = Ground::new().await;
    let survey = survey(&ground).await;
    sent_from(&ground, &survey, "/open", &[]).await.is(303);
    let paper = format!("{survey}/paper/citizen");
    for _ in 0..4 {
        sent_from(&ground, &paper, "", &[("q_trust", "2")]).await.is(303);
    }
    let shown = get(&ground, &paper).await.is(200);
    let (key, wave) = (hidden(&shown, "key"), hidden(&shown, "wave"));
    let fields = [("q_trust", "2"), ("key", &key), ("wave", &wave)];
    for _ in 0..3 {
        post(&ground, &paper, Some("owner"), &fields).await.is(303);
    }
    post(
        &ground,
        &paper,
        Some("owner"),
        &[("q_trust", "2"), ("wave", &wave)],
    )
    .await
    .is(422);
    sent_from(&ground, &survey, "/close", &[]).await.is(303);
    let page = get(&ground, &survey).await.is(200);
    assert!(page.text.contains("2 (5 answers)"), "{}", page.text);
}

#[tokio::test]
async fn a_page_that_has_grown_old_neither_opens_nor_closes_nor_answers_the_next_wave() {
    let ground = Ground::new().await;
    let survey = survey(&ground).await;
    let paper = format!("{survey}/paper/citizen");
    wave(&ground, &survey, "", "2").await;
    sent_from(&ground, &survey, "/open", &[]).await.is(303);
    let key = uuid::Uuid::from_u128(7).to_string();
    for (path, wave) in [
        (format!("{survey}/close"), "1"),
        (format!("{survey}/close"), ""),
        (format!("{survey}/open"), "1"),
        (paper.clone(), "1"),
    ] {
        let fields = [("wave", wave), ("q_trust", "5"), ("key", key.as_str())];
        let refused = post(&ground, &path, Some("owner"), &fields).await.is(422);
        assert!(
            refused.text.contains("since you loaded the page"),
            "{path} {wave}: {}",
            refused.text
        );
    }
    sent_from(&ground, &survey, "/close", &[]).await.is(303);
}

#[tokio::test]
async fn questions_that_were_laid_down_meanwhile_are_told_of_and_what_was_written_stays() {
    let ground = Ground::new().await;
    let survey = survey(&ground).await;
    let path = format!("{survey}/questions");
    let shown = get(&ground, &path).await.is(200);
    let seen = hidden(&shown, "version");
    let keep = async |questions: &str, version: &str| {
        let fields = [("questions", questions), ("version", version)];
        post(&ground, &path, Some("owner"), &fields).await
    };
    keep("trust: Først?", &seen).await.is(303);
    let late = keep("trust: Senere?", &seen).await.is(422);
    assert!(
        late.text.contains("has kept version 2") && late.text.contains("trust: Senere?"),
        "{}",
        late.text
    );
    keep("trust: Senere?", &hidden(&late, "version")).await.is(303);
    let page = get(&ground, &path).await.is(200);
    assert!(page.text.contains("trust: Senere?"), "{}", page.text);
}

#[tokio::test]
async fn a17_1_a_linked_survey_knows_its_people_by_number_and_compares_the_same() {
    let ground = Ground::new().await;
    let fields = [
        ("title", "Samarbejde"),
        ("questions", QUESTIONS),
        ("linked", "linked"),
    ];
    let made = post(&ground, "/surveys", Some("owner"), &fields).await;
    let survey = made.is(303).header("location").to_owned();
    let paper = format!("{survey}/paper/citizen");
    for (wave, answers) in [
        ("before", ["2", "3", "3", "4", "2"]),
        ("after", ["4", "4", "5", "3", "5"]),
    ] {
        sent_from(&ground, &survey, "/open", &[]).await.is(303);
        let fields = [("group", "citizen"), ("count", "5")];
        let links = post(&ground, &format!("{survey}/links"), Some("owner"), &fields).await;
        let links = links.is(200).text;
        for (number, answer) in (1..).zip(answers) {
            let mark = format!("Number {number}: ");
            let address = links.split(&mark).nth(1).unwrap().split('<').next().unwrap();
            let path = format!("/answer/{}", address.split("/answer/").nth(1).unwrap().trim());
            let asked = ground.program.ask("GET", &path).header("accept-language", "en");
            let asked = asked.send().await.is(200).text;
            assert!(asked.contains(&format!("linked to number {number}")), "{asked}");
            post(&ground, &path, None, &[("q_trust", answer)]).await.is(200);
        }
        for (number, status, says) in [
            ("", 422, "Write the number"),
            ("0", 422, "Write the number"),
            ("3", 422, "has answered in this wave"),
            ("6", 303, ""),
        ] {
            let written = sent_from(&ground, &paper, "", &[("q_trust", "1"), ("number", number)]).await;
            let written = written.is(status);
            assert!(written.text.contains(says), "{wave} {number}: {}", written.text);
        }
        sent_from(&ground, &survey, "/close", &[]).await.is(303);
    }
    let page = get(&ground, &survey).await.is(200);
    assert!(
        page.text.contains("+1.17") && page.text.contains("6 who answered both times"),
        "{}",
        page.text
    );
    let anonymous = self::survey(&ground).await;
    sent_from(&ground, &anonymous, "/open", &[]).await.is(303);
    let paper = format!("{anonymous}/paper/citizen");
    sent_from(&ground, &paper, "", &[("q_trust", "1"), ("number", "3")])
        .await
        .is(422);
}
