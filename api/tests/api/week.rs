//! What a flow repeats stands in the week before it is a task, told as planned.

use serde_json::json;

use crate::ground::{AUTHORITY, Ground, HERE, PROVIDER, person, token, unit};

/// A flow whose work comes again: every Monday, every other week from a date, and in a window.
const FLOW: &str = "samspil: 1
flow: rhythms
title: {da: Fast rytme, en: Fixed rhythm}
parties:
  caseworker: {title: {da: Rådgiver, en: Caseworker}, side: authority}
  provider: {title: {da: Udfører, en: Provider}, side: provider}
  citizen: {title: {da: Borger, en: Citizen}, side: citizen}
data:
  plan:
    starts_on: {type: date, title: {da: Begynder, en: Starts}, seen_by: everyone}
stages:
  on_the_way:
    title: {da: Undervejs, en: On the way}
    does:
      forum:
        meeting: {da: Fast forum, en: Standing forum}
        by: caseworker
        with: [provider]
        repeats: {every: cron 30 10 * * 1}
      visit:
        task: {da: Tilsyn, en: Inspection}
        by: caseworker
        repeats: {every: 2 weeks, from: plan.starts_on, opens: 2 days}
      talk:
        meeting: {da: Opfølgende samtale, en: Follow-up talk}
        by: caseworker
        with: [citizen]
        repeats: {at_least: 2, in_any: 12 months}
";

async fn week(ground: &Ground, login: &str, query: &str) -> String {
    let asking = ground.program.ask("GET", &format!("/week?{query}"));
    let asking = asking.by(&token(HERE, login)).header("accept-language", "en");
    asking.send().await.is(200).text
}

fn on_day(page: &str, day: &str) -> String {
    let rest = page.split(&format!("id=\"day-{day}\"")).nth(1).unwrap();
    rest.split("</section>").next().unwrap().to_owned()
}

#[tokio::test]
async fn what_is_planned_and_no_task_yet_stands_in_the_week_as_planned() {
    let ground = Ground::new().await;
    ground.publish(HERE, FLOW).await.is(201);
    let body = json!({
        "flow": "rhythms",
        "title": "Sagen",
        "data": {"plan": {"starts_on": "2026-01-06"}},
        "parties": {
            "caseworker": [{"unit": unit(AUTHORITY)}],
            "provider": [{"unit": unit(PROVIDER)}],
            "citizen": [{"person": person("bo")}],
        },
    });
    let case = ground.ask("anna", "POST", "/cases").json(&body).send().await;
    let case = case.is(201).json()["case"].as_str().unwrap().to_owned();

    // Tuesday 6 January and two weeks on; the days after what is shown are another week's.
    let units = week(&ground, "anna", "week=2026-W04&units=true").await;
    let day = on_day(&units, "2026-01-20");
    for told in ["Planned, no task yet", "Inspection", "Sagen"] {
        assert!(day.contains(told), "{told}: {day}");
    }
    assert!(day.contains(&format!("href=\"/cases/{case}\"")), "{day}");
    assert_eq!(units.matches("Inspection").count(), 1, "{units}");
    let before = week(&ground, "anna", "week=2026-W03&units=true").await;
    assert!(!before.contains("Inspection"), "{before}");

    // A forum has its time of day, and whoever takes part in it sees it as their own.
    for (login, query) in [("anna", "&units=true"), ("ulla", ""), ("ulla", "&units=true")] {
        let shown = week(&ground, login, &format!("week=2026-W02{query}")).await;
        let next = week(&ground, login, &format!("week=2026-W03{query}")).await;
        let monday = [on_day(&shown, "2026-01-05"), on_day(&next, "2026-01-12")].concat();
        assert_eq!(monday.matches("Standing forum").count(), 1, "{login}: {monday}");
        assert!(
            monday.contains("10:30") || monday.contains("10.30"),
            "{login}: {monday}"
        );
    }
    let mine = week(&ground, "anna", "week=2026-W04").await;
    assert!(
        !mine.contains("Inspection"),
        "it is the unit's, and nobody's own: {mine}"
    );
    for login in ["ulla", "stranger"] {
        let other = week(&ground, login, "week=2026-W04&units=true").await;
        assert!(!other.contains("Inspection"), "{login}: {other}");
    }

    // From when it opens it is a task, with its deadline, and planned no more.
    ground.clock("2026-01-18T08:00:00Z").await;
    let open = week(&ground, "anna", "week=2026-W04&units=true").await;
    let day = on_day(&open, "2026-01-20");
    assert!(day.contains("Inspection") && !day.contains("Planned"), "{day}");
    assert_eq!(open.matches("Inspection").count(), 1, "{open}");

    // The same as a file.
    let file = week(&ground, "anna", "week=2026-W04&units=true&as=csv").await;
    assert!(file.contains("Inspection"), "{file}");
}
