//! Letters on pages: written when an item is done, opened against the log, sent, come back, and written when what was missing
//! is there; the municipality's own words; and the page for somebody new to a case.

use samspil_core::text::Language;
use samspil_runtime::{Archive as _, Archived, By};
use serde_json::json;

use super::export::{CaseTold, Whose};
use super::trial::{TENANT, Trial, by, main_of, value_of};
use crate::retention::Folder;

const FLOW: &str = "samspil: 1
flow: letters
title: Breve
about: {purpose: Borgeren får besked., law: {act: serviceloven, section: \"85\"}}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Teamleder, side: authority, leads: caseworker}
  provider: {title: Udfører, side: provider}
data:
  d:
    why: {type: text, title: Begrundelse, optional: true, seen_by: everyone}
    inside: {type: text, title: Internt, optional: true, seen_by: caseworker}
stages:
  s:
    title: S
    does:
      decide: {decision: Afgør, by: caseworker, fills: [d.why, d.inside], letter: decision}
      fill: {task: Udfyld, by: caseworker, fills: d.why, after: decide}
      rest: {task: R, by: provider}
documents:
  decision:
    title: {da: Afgørelse, en: Decision}
    to: provider
    text:
      da: |
        Kære {{ provider }}

        ## Begrundelse

        {{ d.why }}

        {{ appeal_guidance }}

        {{ caseworker }}, {{ municipality }}
      en: |
        Dear {{ provider }}: {{ d.why }}
";

/// The address of the only document that a case page leads to.
fn document_in(body: &str, case: &str) -> String {
    let start = body.find(&format!("/cases/{case}/documents/")).unwrap();
    body[start..].split('"').next().unwrap().to_owned()
}

async fn said(trial: &Trial, path: &str, pairs: &[(&str, &str)]) -> u16 {
    let page = trial.get("rikke", path).await;
    let key = value_of(&page.body, "key").to_owned();
    let all: Vec<(&str, &str)> = std::iter::once(("key", key.as_str()))
        .chain(pairs.iter().copied())
        .collect();
    trial.post("rikke", path, &all).await.status
}

#[tokio::test]
async fn a_letter_is_written_opened_sent_and_comes_back_as_work() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let words = [
        ("letterhead", "Prøvekøbing\nSocial"),
        ("acts", "== serviceloven\nKlag til os inden fire uger.\n"),
        ("why", "Nyt brevhoved"),
        ("seen", "0"),
    ];
    assert_eq!(trial.post("adam", "/letter-words", &words).await.status, 303);
    assert_eq!(
        trial.post("adam", "/letter-words", &words).await.status,
        422,
        "changed meanwhile"
    );
    assert_eq!(trial.get("rikke", "/letter-words").await.status, 403);
    let data = json!({"d": {"why": "Fordi <b>det</b> virker", "inside": "HEMMELIG"}});
    trial.complete("rikke", case, "decide", data).await;
    let case = case.to_string();
    trial.hand_over().await;
    let path = format!("/cases/{case}");
    let shown = trial.get("ulla", &path).await.body;
    let document = document_in(&shown, &case);
    let letter = trial.get("ulla", &document).await.body;
    for told in [
        "Kære Bostedet Solsikken",
        "Fordi &lt;b&gt;det&lt;/b&gt; virker",
        "Klag til os inden fire uger.",
        "Rikke Rådgiver, Prøvekøbing Kommune",
        "Venter på at blive sendt",
    ] {
        assert!(letter.contains(told), "{told}: {}", main_of(&letter));
    }
    assert!(!letter.contains("HEMMELIG"));
    let inbox = trial.get("ulla", "/inbox").await.body;
    let told = "Der er kommet et brev i sagen";
    assert!(inbox.contains(told), "{}", main_of(&inbox));
    assert_eq!(trial.get("frede", &document).await.status, 404);
    let looked = trial.get("rikke", &format!("{path}/looked")).await.body;
    assert!(looked.contains("et brev i sagen"), "{}", main_of(&looked));
    let letters = format!("{path}/letters/decide/1");
    assert_eq!(trial.get("ulla", &format!("{letters}/sent")).await.status, 409);
    let sent = [("channel", "letter"), ("on", "2026-01-05")];
    assert_eq!(
        said(
            &trial,
            &format!("{letters}/sent"),
            &[("channel", "due"), ("on", "")]
        )
        .await,
        422
    );
    assert_eq!(said(&trial, &format!("{letters}/sent"), &sent).await, 303);
    assert_eq!(
        said(
            &trial,
            &format!("{letters}/failed"),
            &[("reason", "Retur fra posten")]
        )
        .await,
        303
    );
    let shown = trial.get("rikke", &path).await.body;
    for told in [
        "Kom ikke frem: Retur fra posten",
        "Brevet »Afgørelse« kom ikke frem",
    ] {
        assert!(shown.contains(told), "{told}: {}", main_of(&shown));
    }
}

#[tokio::test]
async fn a_letter_tells_when_it_is_taken_to_be_received_until_more_is_known() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let data = json!({"d": {"why": "Fordi det virker"}});
    trial.complete("rikke", case, "decide", data).await;
    trial.hand_over().await;
    let (path, letter) = (
        format!("/cases/{case}"),
        format!("/cases/{case}/letters/decide/1"),
    );
    let taken = "Regnes for modtaget ";
    let sent = [("channel", "letter"), ("on", "2026-01-05")];
    for (way, pairs, told) in [
        ("sent", &sent[..], true),
        ("failed", &[("reason", "Retur fra posten")], false),
        ("sent", &[("channel", "digital_post"), ("on", "2026-01-05")], true),
        (
            "received",
            &[("on", "2026-01-05"), ("shown", "Kvittering")],
            false,
        ),
    ] {
        assert_eq!(
            said(&trial, &format!("{letter}/{way}"), pairs).await,
            303,
            "{way}"
        );
        let shown = trial.get("rikke", &path).await.body;
        assert_eq!(shown.contains(taken), told, "{way}: {}", main_of(&shown));
    }
}

#[tokio::test]
async fn a_letter_that_lacks_something_is_not_sent_and_is_written_when_it_is_there() {
    let trial = Trial::new().await;
    let id = trial.case_of(FLOW, "letters", json!({})).await;
    let case = id.to_string();
    trial.complete("rikke", id, "decide", json!({})).await;
    trial.hand_over().await;
    let path = format!("/cases/{case}");
    let shown = trial.get("rikke", &path).await.body;
    for told in ["Ikke skrevet endnu", "Begrundelse", "kom ikke frem"] {
        assert!(shown.contains(told), "{told}: {}", main_of(&shown));
    }
    assert!(!shown.contains("/documents/"));
    let write = format!("{path}/letters/decide/1/write");
    assert_eq!(said(&trial, &write, &[]).await, 422);
    trial
        .complete("rikke", id, "fill", json!({"d": {"why": "Nu er den der"}}))
        .await;
    assert_eq!(said(&trial, &write, &[]).await, 303);
    let document = document_in(&trial.get("rikke", &path).await.body, &case);
    assert!(trial.get("ulla", &document).await.body.contains("Nu er den der"));
    assert_eq!(trial.get("rikke", &write).await.status, 409, "once");
}

#[tokio::test]
async fn a15_1_somebody_new_to_a_case_reads_it_in_short() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let brief = trial.get("rikke", &format!("/cases/{case}/brief")).await;
    assert_eq!(brief.status, 200);
    for told in ["Borgeren får besked.", "Voksenmyndighed", "Afgør", "Hvem er hvem"] {
        assert!(brief.body.contains(told), "{told}: {}", main_of(&brief.body));
    }
    assert_eq!(
        trial.get("frede", &format!("/cases/{case}/brief")).await.status,
        404
    );
}

const COURSE: &str = "samspil: 1
flow: course
title: Forløb
about: {subject: citizen}
parties:
  caseworker: {title: Rådgiver, side: authority}
  team_leader: {title: Leder, side: authority}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen, optional: true}
data:
  plan:
    wishes: {type: text, said_by: citizen, seen_by: everyone}
    purpose: {type: text, seen_by: everyone}
    goals: {seen_by: everyone, list: {goal: {type: text}}}
    agreements: {seen_by: everyone, list: {what: {type: text}, owner: {type: text}}}
chain: {wishes: plan.wishes, purpose: plan.purpose, goals: plan.goals.goal}
stages:
  s:
    title: S
    does:
      agree: {task: Aftal, by: caseworker, fills: [plan.wishes, plan.purpose, plan.goals, plan.agreements]}
      left_out: {task: Ring til naboen, by: caseworker, seen_by: everyone}
      meet: {meeting: Opfølgning, by: caseworker, with: provider}
      write: {task: Skriv status, by: provider, due: 5 days}
";

#[tokio::test]
async fn a_case_in_short_tells_purpose_goals_agreements_deviations_and_what_comes_next() {
    let trial = Trial::new().await;
    let case = trial.case_of(COURSE, "course", json!({})).await;
    let plan = json!({"plan": {
        "wishes": "Jeg vil have ro",
        "purpose": "En hverdag i egen bolig",
        "goals": [{"goal": "Handle selv"}],
        "agreements": [{"what": "Ringe tirsdag", "owner": "Ulla"}],
    }});
    trial.complete("rikke", case, "agree", plan).await;
    for what in [
        json!({"do": "skip", "item": "left_out", "reason": "Naboen er flyttet"}),
        json!({"do": "arrange", "item": "meet", "starts": "2026-01-19T09:00:00Z", "ends": "2026-01-19T10:00:00Z", "place": "Solsikken"}),
    ] {
        trial
            .ask("rikke", case, serde_json::from_value(what).unwrap())
            .await;
    }
    // However much has happened since.
    for _ in 0..9 {
        trial
            .ask(
                "ulla",
                case,
                serde_json::from_value(json!({"do": "claim", "item": "write"})).unwrap(),
            )
            .await;
        trial
            .ask(
                "ulla",
                case,
                serde_json::from_value(json!({"do": "release", "item": "write"})).unwrap(),
            )
            .await;
    }
    let brief = trial.get("ulla", &format!("/cases/{case}/brief")).await;
    assert_eq!(brief.status, 200);
    for told in [
        "Jeg vil have ro",
        "En hverdag i egen bolig",
        "Handle selv",
        "Ringe tirsdag",
        "Naboen er flyttet",
        "19.01.2026",
        "Solsikken",
        "Skriv status",
        "10.01.2026",
    ] {
        assert!(brief.body.contains(told), "{told}: {}", main_of(&brief.body));
    }
}

#[tokio::test]
async fn a15_2_that_a_case_was_read_in_short_is_logged() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let before = trial.get("rikke", &format!("/cases/{case}/looked")).await.body;
    assert!(!before.contains("kort om sagen"), "{}", main_of(&before));
    trial.get("rikke", &format!("/cases/{case}/brief")).await;
    let looked = trial.get("rikke", &format!("/cases/{case}/looked")).await.body;
    assert!(looked.contains("kort om sagen"), "{}", main_of(&looked));
}

#[tokio::test]
async fn a_flow_leads_to_its_handbook() {
    let trial = Trial::new().await;
    trial.case_of(FLOW, "letters", json!({})).await;
    let flow = trial.get("rikke", "/flows/letters").await.body;
    assert!(flow.contains("/flows/letters/handbook"));
    let book = trial.get("rikke", "/flows/letters/handbook").await;
    assert_eq!(book.status, 200);
    for told in ["[Begrundelse]", "Afgør", "Træffer ingen afgørelser"] {
        assert!(book.body.contains(told), "{told}: {}", main_of(&book.body));
    }
}

#[tokio::test]
async fn a_case_that_is_told_whole_is_told_with_its_letters() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let data = json!({"d": {"why": "Fordi det virker"}});
    trial.complete("rikke", case, "decide", data).await;
    trial.hand_over().await;
    let read = trial.read("rikke", case).await;
    for (who, expected) in [(By::Engine, 2), (by("ulla"), 2), (by("frede"), 0)] {
        let (whose, language) = (Whose::Archive, Language::Danish);
        let told = CaseTold::of(&trial.engine, TENANT, (&read, &who), whose, language);
        let told = told.await.unwrap();
        let (html, json) = (told.html(), told.json());
        for told in ["Kære Bostedet Solsikken", "Dear Bostedet Solsikken"] {
            assert_eq!(html.contains(told), expected > 0, "{who:?} {told}: {html}");
            assert_eq!(json.to_string().contains(told), expected > 0, "{who:?}: {json}");
        }
        assert_eq!(json["letters"].as_array().unwrap().len(), expected, "{who:?}");
    }
}

#[tokio::test]
async fn a_case_that_has_changed_meanwhile_takes_no_archived_ones_place() {
    let trial = Trial::new().await;
    let case = trial.case_of(FLOW, "letters", json!({})).await;
    let read = trial.read("rikke", case).await;
    let folder = tempfile::tempdir().unwrap();
    let archive = Folder::new(folder.path().to_owned(), &trial.engine);
    let archived = || Archived {
        tenant: TENANT,
        disposal: 1,
        read: &read,
        events: Vec::new(),
    };
    let (name, _) = archive.keep(archived()).await.unwrap();
    let file = folder.path().join(name);
    let before = tokio::fs::read(&file).await.unwrap();
    trial.complete("rikke", case, "decide", json!({})).await;
    archive.keep(archived()).await.unwrap_err();
    assert_eq!(tokio::fs::read(&file).await.unwrap(), before);
}
