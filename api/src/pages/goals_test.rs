//! Goals on pages: the citizen's words at the top, the way up and down the chain, a status that opens with the notes of its
//! period, and the day's notes.

use samspil_core::case::Asked;
use samspil_core::id::{CaseId, ItemId};
use serde_json::{Value as Json, json};

use super::trial::{Answer, Trial, main_of, value_of};

const FLOW: &str = r#"samspil: 1
flow: goals
title: Støtte
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Leder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
data:
  plan:
    title: Plan
    words: {type: text, title: Borgerens egne ord, seen_by: everyone}
    purpose: {type: text, title: Formål, seen_by: everyone}
    lines:
      title: Mål
      seen_by: everyone
      list:
        number: {type: text, title: Nummer}
        goal: {type: text, title: Mål}
        activity: {type: text, optional: true, title: Aktivitet}
        note: {type: text, optional: true, title: Hvad så vi, seen_by: provider}
        source: {type: choice, of: {citizen: Borgeren, staff: Personalet}, optional: true, title: Kilde, seen_by: provider}
  status:
    text: {type: text, title: Status, seen_by: everyone}
chain:
  wishes: plan.words
  purpose: plan.purpose
  goals: plan.lines.goal
  activities: plan.lines.activity
  notes: note
  status: sum_up
stages:
  day_by_day:
    title: Dag for dag
    repeats: {each: plan.lines, key: number}
    does:
      note:
        task: Skriv et notat
        by: provider
        repeats: {while: exists(plan.words)}
        fills: [plan.lines.note, plan.lines.source]
        done_when: exists(note) && exists(source)
does:
  sum_up: {task: Skriv status, by: provider, fills: status.text, seen_by: everyone, repeats: {freely: true}}
  agree: {task: Aftal, by: caseworker, fills: plan.purpose, optional: true}
closes: by_hand
"#;

fn begun() -> Json {
    let line = |number: &str, goal: &str, activity: Option<&str>| {
        let mut line = json!({"number": number, "goal": goal});
        if let Some(activity) = activity {
            line["activity"] = json!(activity);
        }
        line
    };
    let lines = [
        line("L1", "Sove om natten", Some("Ro om aftenen")),
        line("L2", "Handle selv", None),
    ];
    json!({"plan": {"words": "Jeg vil <selv>", "purpose": "En rolig hverdag", "lines": lines}})
}

async fn note(trial: &Trial, case: CaseId, goal: &str, said: &str) {
    let item = ItemId::of_row("note", goal);
    let data = json!({"plan": {"lines": {"note": said, "source": "citizen"}}});
    trial.ask("ulla", case, Asked::Complete { item, data }).await;
}

async fn case(trial: &Trial) -> CaseId {
    trial.case_of(FLOW, "goals", begun()).await
}

/// What stands between two ids of a page.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let begins = page
        .find(&format!("id=\"{from}\""))
        .unwrap_or_else(|| panic!("no {from}: {page}"));
    let rest = &page[begins..];
    let ends = rest.find(&format!("id=\"{to}\"")).unwrap_or(rest.len());
    &rest[..ends]
}

#[tokio::test]
async fn a06_2_the_citizen_s_words_stand_at_the_top_of_every_page_in_the_chain() {
    let trial = Trial::new().await;
    let case = case(&trial).await;
    let address = format!("/cases/{case}");
    for (login, path) in [
        ("rikke", address.clone()),
        ("ulla", address.clone()),
        ("rikke", format!("{address}/goals")),
        ("rikke", format!("{address}/tasks/agree")),
        ("ulla", format!("{address}/tasks/note%23L1")),
        ("ulla", format!("{address}/tasks/sum_up")),
        ("ulla", format!("{address}/brief")),
        ("ulla", "/day".to_owned()),
    ] {
        let page = trial.get(login, &path).await;
        assert_eq!(page.status, 200, "{path} {}", page.body);
        let main = main_of(&page.body);
        let words = main
            .find("Jeg vil &#60;selv&#62;")
            .unwrap_or_else(|| panic!("{path}: {main}"));
        let form = main.find("class=\"task-form\"").unwrap_or(main.len());
        let data = main.find("id=\"data\"").unwrap_or(main.len());
        assert!(words < form && words < data, "{path}");
        assert!(main[..words].contains("class=\"citizen-words\""), "{path}");
    }
}

#[tokio::test]
async fn a06_4_one_click_up_says_why_and_one_click_down_what_was_done() {
    let trial = Trial::new().await;
    let case = case(&trial).await;
    note(&trial, case, "L1", "Sov hele natten").await;
    let task = trial.get("ulla", &format!("/cases/{case}/tasks/note%23L1")).await;
    let up = format!("href=\"/cases/{case}/goals#goal-1\"");
    assert!(task.body.contains(&up), "{}", main_of(&task.body));
    let page = trial.get("ulla", &format!("/cases/{case}/goals")).await;
    let main = main_of(&page.body);
    assert!(
        between(main, "purpose", "done").contains("En rolig hverdag"),
        "{main}"
    );
    assert!(
        between(main, "purpose", "done").contains("href=\"#done\""),
        "{main}"
    );
    let first = between(main, "goal-1", "goal-2");
    for said in [
        "Sove om natten",
        "Ro om aftenen",
        "Sov hele natten",
        "Borgeren",
        "href=\"#purpose\"",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    let second = between(main, "goal-2", "goal-3");
    assert!(second.contains("Målet har ingen aktivitet endnu."), "{second}");
    // Notes stay with the provider: neither their words nor how many there are reach the authority.
    let page = trial.get("rikke", &format!("/cases/{case}/goals")).await;
    let main = main_of(&page.body);
    assert!(
        main.contains("Ro om aftenen") && main.contains("ingen aktivitet"),
        "{main}"
    );
    for hidden in ["Sov hele natten", "notat", "tavst"] {
        assert!(!main.contains(hidden), "{hidden}: {main}");
    }
    assert_eq!(
        trial.get("frede", &format!("/cases/{case}/goals")).await.status,
        404
    );
    let other = trial.case(1).await;
    let none = trial.get("rikke", &format!("/cases/{other}/goals")).await;
    assert_eq!(none.status, 404, "a flow without a chain");
}

async fn finish(trial: &Trial, case: CaseId) {
    let data = json!({"status": {"text": "Det går"}});
    trial.complete("ulla", case, "sum_up", data).await;
}

#[tokio::test]
async fn a09_2_status_opens_with_notes_by_goal_with_counts_and_gaps() {
    let trial = Trial::new().await;
    let case = case(&trial).await;
    note(&trial, case, "L2", "Fra perioden før").await;
    finish(&trial, case).await;
    trial.pass(3).await;
    note(&trial, case, "L1", "Sov hele natten").await;
    trial.pass(1).await;
    note(&trial, case, "L1", "Vågnede to gange").await;
    let address = format!("/cases/{case}/tasks/sum_up");
    let page = trial.get("ulla", &address).await;
    let main = main_of(&page.body);
    let (notes, form) = (
        main.find("id=\"period\"").unwrap(),
        main.find("class=\"task-form\"").unwrap(),
    );
    assert!(notes < form, "the notes come first");
    assert!(
        main.contains("2 notater siden 05.01.2026. 1 mål ud af 2 har ingen."),
        "{main}"
    );
    let first = between(main, "goal-1", "goal-2");
    let (newer, older) = (
        first.find("Vågnede to gange").unwrap(),
        first.find("Sov hele natten").unwrap(),
    );
    assert!(
        newer < older && first.contains("2 notater") && first.contains("Ulla Udfører"),
        "{first}"
    );
    let second = between(main, "goal-2", "f-status-text");
    assert!(
        second.contains("Målet er tavst: intet notat siden 05.01.2026."),
        "{second}"
    );
    let notes = between(main, "period", "f-status-text");
    assert!(!notes.contains("Fra perioden før"), "{notes}");
    trial.pass(20).await;
    let page = trial.get("ulla", &address).await;
    let first = between(main_of(&page.body), "goal-1", "goal-2").to_owned();
    assert!(
        first.contains("Målet er ved at blive tavst: det seneste notat er fra 09.01.2026."),
        "{first}"
    );
    // Whoever sees the task and not the notes is shown none of them.
    let page = trial.get("rikke", &address).await;
    assert!(
        !page.body.contains("id=\"period\"") && !page.body.contains("Vågnede"),
        "{}",
        page.body
    );
}

async fn save(trial: &Trial, page: &Answer, item: &str, form: &[(&str, &str)]) -> Answer {
    let case = page.body.split("/cases/").nth(1).unwrap();
    let case = case.split(['"', '/']).next().unwrap();
    let (key, seen) = (value_of(&page.body, "key"), value_of(&page.body, "seen"));
    let mut pairs = vec![("do", "complete"), ("key", key), ("seen", seen)];
    pairs.extend(form);
    let address = format!("/cases/{case}/tasks/{item}?back=/day");
    trial.post("ulla", &address, &pairs).await
}

#[tokio::test]
async fn the_day_s_notes_stand_beside_their_citizen_and_begin_empty() {
    let trial = Trial::new().await;
    let case = case(&trial).await;
    let page = trial.get("ulla", "/day").await;
    let main = main_of(&page.body);
    for said in [
        "Anden sag",
        "Sove om natten",
        "Handle selv",
        "id=\"n1-f-plan-lines-note\"",
        "id=\"n2-f-plan-lines-note\"",
    ] {
        assert!(main.contains(said), "{said}: {main}");
    }
    let form = [
        ("f-plan-lines-note", "Sov hele natten"),
        ("f-plan-lines-source", "staff"),
    ];
    let saved = save(&trial, &page, "note%23L1", &form).await;
    assert_eq!((saved.status, saved.to.as_str()), (303, "/day"), "{}", saved.body);
    let again = trial.get("ulla", "/day").await;
    assert!(
        !again.body.contains("Sov hele natten"),
        "{}",
        main_of(&again.body)
    );
    let goals = trial.get("ulla", &format!("/cases/{case}/goals")).await;
    assert!(goals.body.contains("Sov hele natten"), "{}", main_of(&goals.body));
    let without = save(
        &trial,
        &again,
        "note%23L1",
        &[("f-plan-lines-note", "Uden kilde")],
    )
    .await;
    assert_eq!(without.status, 422);
    assert!(
        without.body.contains("Uden kilde"),
        "nothing that was written is lost"
    );
    let main = main_of(&without.body);
    for said in [
        "id=\"n1-f-plan-lines-note\"",
        "id=\"n2-f-plan-lines-note\"",
        "En note blev ikke gemt",
        "n1-f-plan-lines-source",
    ] {
        assert!(
            main.contains(said),
            "the page of the day comes back: {said}: {main}"
        );
    }
    assert_eq!(
        main.matches("Uden kilde").count(),
        1,
        "it stands in its own note alone: {main}"
    );
    let (key, before) = (value_of(&again.body, "key"), value_of(&without.body, "key"));
    assert_eq!(key, before, "sent again it is the same note");
    let elsewhere = save(&trial, &again, "note%23L1?back=//elsewhere.example", &form).await;
    assert!(!elsewhere.to.contains("elsewhere"), "{}", elsewhere.to);
    for other in ["rikke", "frede"] {
        let page = trial.get(other, "/day").await;
        assert!(
            !page.body.contains("Anden sag") && !page.body.contains("Jeg vil"),
            "{other}"
        );
    }
    assert!(trial.get("ulla", "/tasks").await.body.contains("href=\"/day\""));
    assert!(!trial.get("rikke", "/tasks").await.body.contains("href=\"/day\""));
}

#[tokio::test]
async fn a_form_that_is_refused_goes_back_where_it_came_from_when_it_is_sent_again() {
    let trial = Trial::new().await;
    let case = case(&trial).await;
    let address = format!("/cases/{case}/tasks/note%23L1");
    let task = trial.get("ulla", &address).await.body;
    let sent = [
        ("do", "complete"),
        ("key", value_of(&task, "key")),
        ("seen", value_of(&task, "seen")),
        ("f-plan-lines-note", "Uden kilde"),
    ];
    let from = format!("{address}?back=/cases/{case}/own");
    let refused = trial.post("ulla", &from, &sent).await;
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains(&format!("action=\"{from}\"")),
        "it goes back there when it is sent again: {}",
        main_of(&refused.body)
    );
}

#[tokio::test]
async fn a02_2_what_not_all_see_is_marked_so_with_the_reason() {
    let trial = Trial::new().await;
    let hidden = "source: {type: choice, of: {citizen: Borgeren, staff: Personalet}, optional: true, title: Kilde, seen_by: provider";
    let flow = FLOW
        .replace(
            hidden,
            &format!("{hidden}, unseen_because: Kilden er udførerens."),
        )
        .replace(
            "\nparties:",
            "\nabout: {unseen_because: Enhver ser sit.}\nparties:",
        )
        .replace(
            "seen_by: everyone}\nchain",
            "seen_by: [caseworker, provider]}\nchain",
        );
    let case = trial.case_of(&flow, "goals", begun()).await;
    finish(&trial, case).await;
    let seen = trial.get("ulla", &format!("/cases/{case}")).await;
    let main = main_of(&seen.body);
    for said in [
        "Ses ikke af: Leder. Enhver ser sit.",
        "Kilde (ikke for alle)",
        "Kilde: Ses ikke af: Rådgiver, Leder. Kilden er udførerens.",
    ] {
        assert!(main.contains(said), "{said}: {main}");
    }
    let other = trial.get("rikke", &format!("/cases/{case}")).await;
    let main = main_of(&other.body);
    assert!(
        main.contains("Ses ikke af: Leder. Enhver ser sit.") && !main.contains("Kilde"),
        "{main}"
    );
    let leader = trial.get("tina", &format!("/cases/{case}")).await;
    assert!(
        leader.status == 200 && main_of(&leader.body).contains("Jeg vil"),
        "{}",
        leader.body
    );
    let plain = trial.case_of(FLOW, "goals", begun()).await;
    let seen = trial.get("ulla", &format!("/cases/{plain}")).await;
    assert!(
        !seen.body.contains("Ses ikke af"),
        "without a reason nothing is said; the review asks for one"
    );
}

const ABOUT: &str = r#"samspil: 1
flow: about
title: Støtte
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Leder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
data:
  plan:
    words: {type: text, seen_by: everyone}
    goals: {seen_by: everyone, list: {goal: {type: text}}}
    parts: {seen_by: everyone, list: {goal: {type: text}, what: {type: text}}}
  note: {about: {type: text, title: Om målet}, saw: {type: text, title: Hvad så vi}}
chain:
  wishes: plan.words
  goals: plan.goals.goal
  activities: plan.parts.what
  under: plan.parts.goal
  notes: observe
  about: note.about
does:
  observe: {task: Skriv, by: provider, repeats: {freely: true}, fills: [note.about, note.saw]}
closes: by_hand
"#;

#[tokio::test]
async fn a_note_chooses_its_goal_among_those_there_are() {
    let trial = Trial::new().await;
    let data = json!({"plan": {
        "words": "Ro", "goals": [{"goal": "Sove"}, {"goal": "Spise"}],
        "parts": [{"goal": " sove", "what": "Te"}, {"goal": "Løbe", "what": "Sko"}],
    }});
    let case = trial.case_of(ABOUT, "about", data).await;
    let page = trial.get("ulla", "/day").await;
    assert!(
        page.body.contains("name=\"f-note-about\" value=\"Spise\""),
        "{}",
        main_of(&page.body)
    );
    let form = [("f-note-about", "Sove"), ("f-note-saw", "Sov godt")];
    assert_eq!(save(&trial, &page, "observe", &form).await.status, 303);
    let said = json!({"note": {"about": "Noget andet", "saw": "Gik en tur"}});
    trial.complete("ulla", case, "observe", said).await;
    let goals = trial.get("ulla", &format!("/cases/{case}/goals")).await;
    let main = main_of(&goals.body);
    let first = between(main, "goal-1", "goal-2");
    assert!(
        first.contains("Te") && first.contains("Sov godt") && !first.contains("Gik en tur"),
        "{first}"
    );
    assert!(
        between(main, "goal-2", "goals-loose").contains("ingen aktivitet"),
        "{main}"
    );
    assert!(
        between(main, "goals-loose", "goals-others").contains("Sko"),
        "{main}"
    );
    assert!(
        between(main, "goals-others", "none").contains("Gik en tur"),
        "{main}"
    );
}

#[tokio::test]
async fn notes_in_a_row_about_one_goal_are_all_of_that_goal() {
    let trial = Trial::new().await;
    let data = json!({"plan": {"words": "Ro", "goals": [{"goal": "Sove"}]}});
    let case = trial.case_of(ABOUT, "about", data).await;
    for _ in 0..2 {
        let said = json!({"note": {"about": "Sove", "saw": "Sov godt"}});
        trial.complete("ulla", case, "observe", said).await;
    }
    let page = trial.get("ulla", &format!("/cases/{case}/goals")).await;
    let main = main_of(&page.body);
    let of_goal = between(main, "goal-1", "goals-others");
    assert_eq!(of_goal.matches("Sov godt").count(), 2, "{main}");
    assert!(!main.contains("id=\"goals-others\""), "{main}");
}
