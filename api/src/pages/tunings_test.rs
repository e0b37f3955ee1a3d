//! A deadline is tuned on pages: what moves is shown first, only what was shown is applied, and it is taken back.

use serde_json::json;

use super::trial::{Trial, main_of, value_of};

const FLOW: &str = "samspil: 1
flow: tuned
title: {da: Justeret, en: Tuned}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
does:
  decide:
    decision: {da: Afgør sagen, en: Decide}
    by: caseworker
    due:
      lasts: 10 working days
      tunable: 2 working days..20 working days
      ladder: [{at: 3 working days before, remind: owner, tunable: {at: 1 working day..5 working days, to: [owner, leader]}}]
";

const PATH: &str = "/tunings/clocks/tuned/decide";

/// What the form sends.
fn form(todo: &str, lasts: &str, previewed: &str) -> Vec<(String, String)> {
    let fields = [
        ("do", todo),
        ("lasts", lasts),
        ("from", "2026-01-05"),
        ("rung_1_to", "leader"),
        ("seen", "0"),
        ("why", "Færre sager"),
        ("previewed", previewed),
    ];
    let fields = fields.iter();
    fields
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[tokio::test]
async fn what_moves_is_shown_before_it_is_applied_and_taken_back() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "tuned", json!(null)).await;
    let list = trial.get("adam", "/tunings").await;
    assert!(
        list.body.contains(PATH) && list.body.contains("Afgør sagen"),
        "{}",
        main_of(&list.body)
    );
    assert_eq!(trial.get("rikke", "/tunings").await.status, 403);
    let page = trial.get("adam", PATH).await;
    assert!(
        page.body.contains("Fra 2 working days til 20 working days"),
        "{}",
        main_of(&page.body)
    );
    let post = |fields: Vec<(String, String)>| {
        let trial = &trial;
        async move {
            let fields: Vec<(&str, &str)> = fields
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .collect();
            trial.post("adam", PATH, &fields).await
        }
    };
    let wrong = post(form("preview", "30 working days", "")).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("Uden for grænserne"),
        "{}",
        main_of(&wrong.body)
    );
    let shown = post(form("apply", "5 working days", "")).await;
    assert_eq!(shown.status, 200, "what was not looked at is shown first");
    assert!(
        shown.body.contains("19.01.2026") && shown.body.contains("12.01.2026"),
        "{}",
        main_of(&shown.body)
    );
    let previewed = value_of(&shown.body, "previewed")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    let applied = post(form("apply", "5 working days", &previewed)).await;
    assert_eq!(
        (applied.status, applied.to.as_str()),
        (303, "/tunings"),
        "{}",
        main_of(&applied.body)
    );
    let page = trial.get("rikke", &format!("/cases/{case}")).await;
    let told =
        "5 arbejdsdage efter justering 1 fra 05.01.2026 i stedet for 10 arbejdsdage. Hvorfor: Færre sager";
    assert!(page.body.contains(told), "{}", main_of(&page.body));
    let back = trial.get("adam", "/tunings/back/1").await;
    assert!(back.body.contains("19.01.2026"), "{}", main_of(&back.body));
    let taken = trial
        .post(
            "adam",
            "/tunings/back/1",
            &[("seen", "1"), ("why", "Alligevel ikke")],
        )
        .await;
    assert_eq!(taken.status, 303);
    let list = trial.get_english("adam", "/tunings").await;
    assert!(list.body.contains("Taken back by 2"), "{}", main_of(&list.body));
    assert_eq!(
        trial.get("adam", "/tunings/clocks/tuned/nothing").await.status,
        404
    );
}

const MORE: &str = "samspil: 1
flow: more
title: {da: Mere, en: More}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
data:
  d: {kind: {type: choice, title: Slags, of: {one: En, two: To}, starts_as: '\"one\"'}}
tables:
  limit:
    title: Frist
    reads: {kind: d.kind}
    gives: {lasts: length}
    rules: [{kind: one, lasts: 10 days, tunable: 3 days..20 days}]
    otherwise: {lasts: 30 days, tunable: 20 days..40 days}
does:
  aid:
    task: {da: Hjælp, en: Help}
    by: caseworker
    due: {lasts: limit.lasts, extends: {at_most: 2 weeks, tunable: 1 week..4 weeks, ground: {act: aftale, section: '1'}}}
  meet:
    meeting: {da: Mød, en: Meet}
    by: caseworker
    optional: true
    repeats: {at_least: 3, in_any: 12 months, at_most_apart: 5 months, tunable: {at_least: 2..4, in_any: 6 months..18 months, at_most_apart: 3 months..6 months}, at_most: 90}
";

#[tokio::test]
async fn rules_of_a_table_extensions_and_windows_have_fields_of_their_own() {
    let trial = Trial::new().await;
    trial.case_of(MORE, "more", json!(null)).await;
    let list = trial.get("adam", "/tunings").await.body;
    for told in [
        "Regel 1 giver 10 dage; fra 3 dage til 20 dage.",
        "Hvor ingen regel passer, er det 30 dage; fra 20 dage til 40 dage.",
        "Kan forlænges 2 uger i alt; fra 1 uge til 4 uger.",
        "Mindst 3 gange; fra 2 til 4.",
        "Højst 5 måneder imellem; fra 3 måneder til 6 måneder.",
    ] {
        assert!(list.contains(told), "{told}: {}", main_of(&list));
    }
    let path = "/tunings/clocks/more/aid";
    let page = trial.get("adam", path).await.body;
    assert!(
        page.contains("Regel 1: (Slags: En) 10 dage"),
        "{}",
        main_of(&page)
    );
    let mut fields = vec![
        ("do", "preview"),
        ("rule_1", "5 days"),
        ("extends", "9 weeks"),
        ("from", "2026-01-05"),
        ("seen", "0"),
        ("why", "Færre sager"),
    ];
    let wrong = trial.post("adam", path, &fields).await;
    assert_eq!(wrong.status, 422);
    fields[2].1 = "3 weeks";
    let shown = trial.post("adam", path, &fields).await;
    assert_eq!(shown.status, 200);
    assert!(
        shown.body.contains("15.01.2026") && shown.body.contains("10.01.2026"),
        "{}",
        main_of(&shown.body)
    );
    let previewed = value_of(&shown.body, "previewed")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    fields[0].1 = "apply";
    fields.push(("previewed", &previewed));
    assert_eq!(trial.post("adam", path, &fields).await.status, 303);
    let list = trial.get("adam", "/tunings").await.body;
    let told = "regel 1 giver 5 days";
    assert!(
        list.contains(told) && list.contains("kan forlænges 3 weeks i alt"),
        "{}",
        main_of(&list)
    );
    let path = "/tunings/clocks/more/meet";
    let fields = [
        ("do", "preview"),
        ("window_at_least", "4"),
        ("window_in_any", "9 weeks"),
        ("from", "2026-01-05"),
        ("seen", "1"),
        ("why", "Flere møder"),
    ];
    let wrong = trial.post("adam", path, &fields).await;
    assert_eq!(wrong.status, 422);
    assert!(
        wrong.body.contains("Brug grænsernes enhed"),
        "{}",
        main_of(&wrong.body)
    );
}

#[tokio::test]
async fn what_several_deadlines_have_from_one_table_is_tuned_for_all_of_them_at_once() {
    let trial = Trial::new().await;
    let more = MORE.replace(
        "  meet:\n",
        "  extra: {task: {da: Ekstra, en: Extra}, by: caseworker, due: {lasts: limit.lasts}}\n  meet:\n",
    );
    trial.case_of(&more, "more", json!(null)).await;
    let path = "/tunings/clocks/more/aid";
    let page = trial.get("adam", path).await.body;
    assert!(page.contains("Også for Ekstra"), "{}", main_of(&page));
    let alone = trial.get("adam", "/tunings/clocks/more/meet").await.body;
    assert!(!alone.contains("Også for"), "{}", main_of(&alone));
    let mut fields = vec![
        ("do", "preview"),
        ("rule_1", "5 days"),
        ("shared", "yes"),
        ("from", "2026-01-05"),
        ("seen", "0"),
        ("why", "Færre sager"),
    ];
    let shown = trial.post("adam", path, &fields).await;
    assert_eq!(shown.status, 200, "{}", main_of(&shown.body));
    assert_eq!(
        shown.body.matches("10.01.2026").count(),
        2,
        "{}",
        main_of(&shown.body)
    );
    let previewed = value_of(&shown.body, "previewed")
        .replace("&#34;", "\"")
        .replace("&quot;", "\"");
    fields[0].1 = "apply";
    fields.push(("previewed", &previewed));
    assert_eq!(trial.post("adam", path, &fields).await.status, 303);
    let list = trial.get("adam", "/tunings").await.body;
    assert!(
        list.contains("også for andre frister, der har det fra samme sted"),
        "{}",
        main_of(&list)
    );
    let other = trial.get("adam", "/tunings/clocks/more/extra").await.body;
    assert!(
        other.contains("5 days"),
        "it holds there, too: {}",
        main_of(&other)
    );
}

const RHYTHM: &str = "samspil: 1
flow: coming
title: {da: Kommer igen, en: Comes back}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
does:
  keep: {task: {da: Hold åben, en: Keep}, by: caseworker}
  look: {task: {da: Se til, en: Look}, by: provider, repeats: {every: 3 months, tunable: 1 month..6 months, at_most: 90}, ladder: {at: due, tell: team_leader}}
";

#[tokio::test]
async fn a_rhythm_shows_how_often_it_would_have_come_last_year_beside_how_often_it_came() {
    let trial = Trial::new().await;
    let case = trial.case_of(RHYTHM, "coming", json!(null)).await;
    trial.pass(90).await;
    // It opened on 5 April, and is done the day after, late.
    trial.pass(1).await;
    trial.complete("ulla", case, "look", json!(null)).await;
    trial.pass(29).await;
    let fields = [
        ("do", "preview"),
        ("every", "every 1 month"),
        ("from", "2026-05-05"),
        ("seen", "0"),
        ("why", "Tættere på"),
    ];
    let shown = trial.post("adam", "/tunings/clocks/coming/look", &fields).await;
    assert_eq!(shown.status, 200, "{}", main_of(&shown.body));
    let page = main_of(&shown.body);
    let cells = |what: &str| {
        let row = page.split("<tr").find(|row| row.contains(what));
        let row = row.unwrap_or_else(|| panic!("{what}: {page}"));
        let texts = row.split("kept-lines\">").skip(2);
        let texts = texts.filter_map(|text| text.split('<').next());
        texts.collect::<Vec<_>>().join(" ")
    };
    for (what, counts) in [
        ("Gange, rytmen kom", "1 4"),
        ("Opgaver, der åbnede", "1 4"),
        ("Overskredet", "1 3"),
        ("Opgaver til Udfører", "1 4"),
        ("Beskeder til Teamleder", "1 3"),
    ] {
        assert_eq!(cells(what), counts, "{what}");
    }
    assert!(
        page.contains("Én gang ville det, der kommer igen, få en anden næste gang."),
        "{page}"
    );
    assert!(page.contains("En opgave regnes for at vare"), "{page}");
}
