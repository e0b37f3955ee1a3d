//! The limits that everyone may read, without a key.

use samspil_tests::program::Answer;
use serde_json::json;

use crate::ground::{ELSEWHERE, Ground, HERE};

/// A flow without a limit of the municipality's own.
const INNER: &str = "
samspil: 1
flow: inner
title: {da: Internt, en: Inner}
parties: {caseworker: {title: Rådgiver, side: authority}}
does: {tidy: {task: Ryd op, by: caseworker, due: {lasts: 1 week, kind: practice}}}
";

async fn ask(ground: &Ground, path: &str, language: &str) -> Answer {
    let asking = ground.program.ask("GET", path);
    asking.header("accept-language", language).send().await
}

#[tokio::test]
async fn limits_are_what_the_latest_flows_say() {
    let ground = Ground::new().await;
    ground.publish(HERE, INNER).await.is(201);
    let answer = ask(&ground, &format!("/api/v1/limits/{HERE}"), "da")
        .await
        .is(200);
    assert_eq!(answer.header("cache-control"), "public, max-age=60");
    assert!(answer.header("vary").contains("accept-language"));
    let source = json!({"act": "retssikkerhedsloven", "section": "3", "subsection": "2"});
    let expected = json!({
        "municipality": "12345678",
        "name": "Kommune 12345678",
        "areas": [{
            "flow": "help",
            "title": {"da": "Hjælp", "en": "Help"},
            "law": [],
            "since": "2026-01-05T08:00:00Z",
            "limits": [{
                "clock": "decide",
                "title": {"da": "Frist for afgørelse", "en": "Time limit for the decision"},
                "lasts": "8 weeks",
                "length": "8 uger",
                "counted_from": "Application: Modtaget",
                "law": source,
            }],
            "by_law": [],
        }],
    });
    assert_eq!(answer.json(), expected);
    let english = ask(&ground, &format!("/api/v1/limits/{ELSEWHERE}"), "en")
        .await
        .is(200)
        .json();
    assert_eq!(english["areas"][0]["limits"][0]["length"], "8 weeks");
    assert_eq!(english["name"], "Kommune 87654321");
}

/// The shipped limits: the flow, how many limits it has of the municipality's own, and how many of the law's.
const SHIPPED: [(&str, &str, usize, usize); 3] = [
    (
        "sagsbehandling",
        include_str!("../../../flows/frister/sagsbehandling/flow.yaml"),
        2,
        7,
    ),
    (
        "voksne",
        include_str!("../../../flows/frister/voksne/flow.yaml"),
        15,
        6,
    ),
    (
        "boern-og-tilsyn",
        include_str!("../../../flows/frister/boern-og-tilsyn/flow.yaml"),
        3,
        12,
    ),
];

#[tokio::test]
async fn the_shipped_limits_are_published_area_by_area_with_their_sources() {
    let ground = Ground::new().await;
    for (_, text, ..) in SHIPPED {
        ground.publish(HERE, text).await.is(201);
    }
    let told = ask(&ground, &format!("/api/v1/limits/{HERE}"), "da")
        .await
        .is(200)
        .json();
    let page = ask(&ground, &format!("/limits/{HERE}"), "da").await.is(200).text;
    for (name, _, own, of_law) in SHIPPED {
        let areas = told["areas"].as_array().unwrap();
        let area = areas
            .iter()
            .find(|area| area["flow"] == format!("frister-{name}"))
            .unwrap();
        let count = |key: &str| {
            let limits = area[key].as_array().unwrap();
            assert!(
                limits.iter().all(|limit| limit["law"]["section"].is_string()),
                "{limits:?}"
            );
            limits.len()
        };
        assert_eq!((count("limits"), count("by_law")), (own, of_law), "{name}");
        for limit in area["limits"]
            .as_array()
            .unwrap()
            .iter()
            .chain(area["by_law"].as_array().unwrap())
        {
            let title = limit["title"]["da"].as_str().unwrap();
            assert!(page.contains(title), "{title}");
        }
    }
}

#[tokio::test]
async fn a_municipality_that_is_not_here_is_not_found_and_nobody_asks_without_end() {
    let ground = Ground::new().await;
    for number in ["11111111", "1", "12345678x"] {
        ask(&ground, &format!("/api/v1/limits/{number}"), "da")
            .await
            .is(404);
    }
    let path = format!("/limits/{HERE}");
    let mut answers = Vec::new();
    for _ in 0..120 {
        answers.push(ask(&ground, &path, "da").await.status);
    }
    let refused = ask(&ground, &path, "da").await.is(429).json();
    assert_eq!(refused["code"], "too-many");
    assert_eq!(answers.iter().filter(|status| **status == 200).count(), 117);
}

/// A limit that the municipality has set otherwise.
const TUNED: &str = "
samspil: 1
flow: tuned
title: {da: Justeret, en: Tuned}
parties: {caseworker: {title: Rådgiver, side: authority}}
clocks:
  answer:
    title: {da: Svar på ansøgning, en: Answer}
    kind: municipal
    law: {act: retssikkerhedsloven, section: '3', subsection: '2'}
    starts: case
    lasts: 4 weeks..8 weeks
    tunable: 4 weeks..26 weeks
    stops: {when: done(decide)}
does: {decide: {decision: {da: Afgør, en: Decide}, by: caseworker}}
";

/// What is published is what holds for everyone today: a tuning from the day on which it holds, and none of one unit alone.
#[tokio::test]
async fn a_limit_that_is_tuned_is_published_from_its_day_on() {
    let unit = crate::ground::unit(10);
    // What was published is kept for a minute, so that each day is asked of a program of its own.
    for (to, expected) in [
        (None, "4 weeks to 8 weeks"),
        (Some("2026-01-06T08:00:00Z"), "4 weeks to 10 weeks"),
    ] {
        let ground = Ground::new().await;
        ground.publish(HERE, TUNED).await.is(201);
        let tunings = [
            json!({"flow": "tuned", "clock": "answer", "from": "2026-01-05", "lasts": "12 weeks", "unit": unit}),
            json!({"flow": "tuned", "clock": "answer", "from": "2026-01-06", "lasts": "10 weeks"}),
        ];
        for (seen, tuning) in (0_u32..).zip(tunings) {
            let asking = ground.ask("admin", "POST", "/tunings").key(10 + u128::from(seen));
            let to_be = json!({"tuning": tuning, "seen": seen, "why": "Flere ansøgninger"});
            asking.json(&to_be).send().await.is(200);
        }
        if let Some(to) = to {
            let going = ground.ask("admin", "POST", "/test-clock");
            going.json(&json!({"to": to})).send().await.is(200);
        }
        let told = ask(&ground, &format!("/api/v1/limits/{HERE}"), "en")
            .await
            .is(200)
            .json();
        let areas = told["areas"].as_array().unwrap();
        let area = areas.iter().find(|area| area["flow"] == "tuned").unwrap();
        assert_eq!(area["limits"][0]["length"], expected);
        let page = ask(&ground, &format!("/limits/{HERE}"), "en").await.is(200).text;
        assert!(page.contains(expected), "{page}");
    }
}
