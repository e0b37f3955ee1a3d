//! What cases show by themselves, in a flow that is played until it shows each.

use chrono::{DateTime, Utc};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{CaseSign, case_signs};
use crate::calendar::Calendar;
use crate::case::{Actor, Asked, Binding, Case, Input, Protection, Runnable, Start, View, start, step};
use crate::flow::read;
use crate::guard::compile_all;
use crate::id::{CaseId, ItemId, PartyId, UnitId};

const FLOW: &str = "samspil: 1
flow: help
title: Hjælp
about: {subject: citizen}
parties:
  caseworker: {title: Rådgiver, side: authority}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen}
data:
  plan:
    wishes: {type: text, optional: true, said_by: citizen, seen_by: everyone}
    purpose: {type: text, optional: true, seen_by: everyone}
    goals: {optional: true, seen_by: everyone, list: {goal: {type: text}, does: {type: text, optional: true}}}
chain: {wishes: plan.wishes, purpose: plan.purpose, goals: plan.goals.goal, activities: plan.goals.does}
does:
  agree: {task: Aftal, by: caseworker, fills: [plan.wishes, plan.purpose, plan.goals], due: 5 days}
  deliver: {task: Lever, by: provider, after: agree}
  follow_up: {task: Følg op, by: provider, with: caseworker, after: agree, repeats: {every: 1 month, from: done(agree), opens: 1 week}}
closes: by_hand
";

fn at(text: &str) -> DateTime<Utc> {
    format!("{text}T08:00:00Z").parse().unwrap()
}

fn run() -> Runnable {
    let (flow, findings) = read(FLOW);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, []);
    Runnable::new(flow, guards, 1, Calendar::default())
}

fn begun(run: &Runnable, parties: &[&str]) -> Case {
    let bound = parties.iter().map(|name| {
        let unit = UnitId(Uuid::from_u128(1));
        (PartyId::new(name).unwrap(), vec![Binding::to(Some(unit), None)])
    });
    let begin = Start {
        id: CaseId(Uuid::from_u128(1)),
        title: "Hjælp".to_owned(),
        parties: bound.collect(),
        data: Json::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    start(run, &begin, at("2026-01-05"), Actor::Engine).unwrap().case
}

fn agreed(run: &Runnable, case: &Case, plan: Json) -> Case {
    let what = Asked::Complete {
        item: ItemId::new("agree").unwrap(),
        data: json!({"plan": plan}),
    };
    let input = Input {
        at: at("2026-01-06"),
        by: Actor::Engine,
        what,
    };
    step(run, case, &input).unwrap().case
}

fn shown(run: &Runnable, case: &Case, day: &str) -> Vec<&'static str> {
    let input = Input {
        at: at(day),
        by: Actor::Engine,
        what: Asked::Tick,
    };
    let case = &step(run, case, &input).unwrap().case;
    let view = View {
        run,
        case,
        at: at(day),
    };
    case_signs(&view).into_iter().map(CaseSign::word).collect()
}

#[test]
fn each_of_the_four_questions_is_asked_of_what_a_case_holds() {
    let run = run();
    let both = ["caseworker", "provider"];
    let whole = json!({"purpose": "Ro", "goals": [{"goal": "Gå ture", "does": "Tirsdagstur"}]});
    let no_purpose = json!({"goals": [{"goal": "Gå ture", "does": "Tirsdagstur"}]});
    let alone = json!({"purpose": "Ro", "goals": [{"goal": "Gå ture"}]});
    for (parties, plan, day, told) in [
        (&both[..], &whole, "2026-01-20", &[][..]),
        (&both[..1], &whole, "2026-01-20", &["work_without_owner"]),
        (&both, &no_purpose, "2026-01-20", &["no_purpose"]),
        (&both, &alone, "2026-01-20", &[]),
        (&both, &alone, "2026-02-05", &["goal_alone"]),
        (&both, &whole, "2026-02-20", &["follow_up_late"]),
        (&both, &whole, "2026-03-20", &["follow_up_late", "waits_long"]),
        (
            &both,
            &whole,
            "2026-05-20",
            &["sides_apart", "follow_up_late", "waits_long"],
        ),
    ] {
        let case = agreed(&run, &begun(&run, parties), plan.clone());
        assert_eq!(shown(&run, &case, day), told, "{parties:?} {plan} {day}");
    }
}

#[test]
fn what_is_not_agreed_in_time_waits_long() {
    let run = run();
    let case = begun(&run, &["caseworker", "provider"]);
    assert_eq!(shown(&run, &case, "2026-01-20"), [""; 0]);
    assert_eq!(shown(&run, &case, "2026-02-20"), ["waits_long"]);
}

#[test]
fn every_sign_has_a_word_and_a_question_of_its_own() {
    let words: std::collections::BTreeSet<&str> = CaseSign::ALL.map(CaseSign::word).into();
    assert_eq!(words.len(), CaseSign::ALL.len());
    let asked: std::collections::BTreeSet<_> = CaseSign::ALL.map(CaseSign::question).into();
    assert_eq!(
        asked.len(),
        crate::review::Question::ALL.len(),
        "every question is asked"
    );
}
