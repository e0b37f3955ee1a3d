//! What a case gives to the one plan, and to whom.

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{Part, departments};
use crate::calendar::Calendar;
use crate::case::{Actor, Asked, Binding, Case, Eyes, Input, Protection, Runnable, Start, View, start, step};
use crate::flow::{Side, Value, read};
use crate::guard::compile_all;
use crate::id::{CaseId, ItemId, PartyId, PersonId, UnitId};

const FLOW: &str = "samspil: 1
flow: support
title: Støtte
about: {kle: '27.12.04', subject: citizen, serves: overall_goal}
parties:
  caseworker: {title: Rådgiver, side: authority}
  guide: {title: Tovholder, side: authority, coordinates: true}
  provider: {title: Udfører, side: provider}
  citizen: {title: Borger, side: citizen}
data:
  talk:
    wishes: {type: text, code: wishes, seen_by: everyone}
    lives: {type: choice, code: lives, of: {alone: Alene, together: Sammen}, seen_by: [caseworker]}
  plan:
    overall: {type: text, in_plan: overall_goal, optional: true, seen_by: everyone}
    goals:
      seen_by: everyone
      list:
        goal: {type: text, in_plan: goal}
        theme: {type: text, in_plan: theme}
        kind: {type: choice, in_plan: direction, of: {develop: Udvikle, maintain: Fastholde}}
    visits:
      seen_by: everyone
      list:
        who: {type: text, in_plan: comes}
        often: {type: integer, in_plan: how_often}
        next: {type: date, in_plan: next, optional: true}
        rate: {type: money, per: day, in_plan: rate, seen_by: [caseworker, provider]}
does:
  ask: {task: Spørg, by: caseworker, fills: [talk.wishes, talk.lives], seen_by: everyone}
  plan_it: {task: Planlæg, by: caseworker, after: ask, fills: [plan.overall, plan.goals, plan.visits]}
  tell: {task: Fortæl, by: citizen, after: ask}
  deliver: {task: Lever, by: provider, after: plan_it, due: 5 days}
";

fn run() -> Runnable {
    let (flow, findings) = read(FLOW);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let (guards, findings) = compile_all(&flow);
    assert_eq!(findings, []);
    Runnable::new(flow, guards, 1, Calendar::default())
}

fn party(name: &str) -> PartyId {
    PartyId::new(name).unwrap()
}

fn unit(number: u128) -> UnitId {
    UnitId(Uuid::from_u128(number))
}

fn begun(run: &Runnable) -> Case {
    let guide = Binding::to(None, Some(PersonId(Uuid::from_u128(9))));
    let begin = Start {
        id: CaseId(Uuid::from_u128(1)),
        title: "Støtte".to_owned(),
        parties: vec![
            (party("caseworker"), vec![Binding::to(Some(unit(1)), None)]),
            (party("provider"), vec![Binding::to(Some(unit(2)), None)]),
            (party("guide"), vec![guide]),
        ],
        data: Json::Null,
        parent: None,
        paired: None,
        protection: Protection::default(),
    };
    let at = "2026-01-05T08:00:00Z".parse().unwrap();
    start(run, &begin, at, Actor::Engine).unwrap().case
}

fn done(run: &Runnable, case: &Case, item: &str, data: Json) -> Case {
    let input = Input {
        at: "2026-01-06T08:00:00Z".parse().unwrap(),
        by: Actor::Engine,
        what: Asked::Complete {
            item: ItemId::new(item).unwrap(),
            data,
        },
    };
    step(run, case, &input).unwrap().case
}

fn part(run: &Runnable, case: &Case, as_party: &str) -> Part {
    let view = View {
        run,
        case,
        at: "2026-01-07T08:00:00Z".parse().unwrap(),
    };
    Part::of(&view, &Eyes::of(vec![party(as_party)]))
}

fn planned(run: &Runnable) -> Case {
    let case = begun(run);
    let talk = json!({"talk": {"wishes": "Ro", "lives": "alone"}});
    let case = done(run, &case, "ask", talk);
    let plan = json!({"plan": {
        "overall": "Et liv i egen bolig",
        "goals": [{"goal": "Handle selv", "theme": "Mobilitet", "kind": "develop"}],
        "visits": [{"who": "Bostøtte", "often": 2, "next": "2026-01-12", "rate": "412.50"}],
    }});
    done(run, &case, "plan_it", plan)
}

#[test]
fn a_case_gives_goals_and_who_comes_as_far_as_each_sees_it() {
    let run = run();
    assert!(run.flow.about.serves_overall_goal);
    let case = planned(&run);
    for (who, rate) in [("caseworker", true), ("provider", true), ("citizen", false)] {
        let part = part(&run, &case, who);
        assert_eq!(part.overall.len(), 1, "{who}");
        assert_eq!(
            part.goals[0].direction.as_ref().unwrap().value,
            Value::Choice("develop".to_owned())
        );
        assert_eq!(part.comes[0].next, "2026-01-12".parse().ok(), "{who}");
        assert_eq!(part.comes[0].rate.is_some(), rate, "{who}");
        assert_eq!(part.coordinators.len(), 1, "{who}");
        assert_eq!(Vec::from_iter(part.departments), [unit(1), unit(2)], "{who}");
        assert_eq!(part.kle.as_deref(), Some("27.12.04"));
    }
}

#[test]
fn what_is_asked_is_told_with_its_answer_to_those_who_see_it() {
    let run = run();
    let open = part(&run, &begun(&run), "caseworker");
    let asks = |part: &Part| -> Vec<(String, bool, bool)> {
        let asks = part.asks.iter();
        asks.map(|one| (one.code.clone(), one.open, one.answer.is_some()))
            .collect()
    };
    let told = |lives: bool, wishes: bool, open: bool| {
        vec![
            ("lives".to_owned(), open, lives),
            ("wishes".to_owned(), open, wishes),
        ]
    };
    assert_eq!(asks(&open), told(false, false, true));
    let case = planned(&run);
    assert_eq!(asks(&part(&run, &case, "caseworker")), told(true, true, false));
    assert_eq!(asks(&part(&run, &case, "citizen")), told(false, true, false));
}

#[test]
fn a_form_or_request_without_a_field_is_asked_as_well() {
    let text = FLOW.replace(
        "  tell:",
        "  fetch: {task: Bed om lønsedler, by: caseworker, asks: payslips, seen_by: everyone}\n  tell:",
    );
    let (flow, findings) = read(&text);
    assert_eq!(findings, []);
    let flow = flow.unwrap();
    let guards = compile_all(&flow).0;
    let run = Runnable::new(flow, guards, 1, Calendar::default());
    let asked = |case: &Case| {
        let part = part(&run, case, "caseworker");
        let asks = part.asks.into_iter().find(|one| one.code == "payslips").unwrap();
        (asks.field, asks.item.to_string(), asks.open, asks.answer)
    };
    let case = begun(&run);
    assert_eq!(asked(&case), (None, "fetch".to_owned(), true, None));
    let case = done(&run, &case, "fetch", Json::Null);
    assert_eq!(asked(&case), (None, "fetch".to_owned(), false, None));
}

#[test]
fn what_the_citizen_does_stands_apart_from_what_others_do() {
    let run = run();
    let case = planned(&run);
    let part = part(&run, &case, "citizen");
    let items = |tasks: &[crate::case::OpenTask]| -> Vec<String> {
        tasks.iter().map(|task| task.item.to_string()).collect()
    };
    assert_eq!(items(&part.citizen_does), ["tell"]);
    assert_eq!(
        items(&part.others_do),
        Vec::<String>::new(),
        "the delivery is not the citizen's to see"
    );
}

#[test]
fn of_a_hidden_case_the_units_of_the_authority_are_known() {
    let run = run();
    let case = begun(&run);
    let view = View {
        run: &run,
        case: &case,
        at: case.started_at,
    };
    assert_eq!(Vec::from_iter(departments(&view, &[Side::Authority])), [unit(1)]);
}

#[test]
fn what_is_late_goes_to_the_coordinator_where_no_ladder_says_otherwise() {
    let run = run();
    let silent = &run.flow.clocks["deliver"];
    assert_eq!(silent.ladder.len(), 1);
    assert_eq!(silent.ladder[0].at, crate::flow::RungAt::Due);
    let without = FLOW.replace(", coordinates: true", "");
    let hidden = FLOW.replace("due: 5 days}", "due: 5 days, seen_by: [provider]}");
    for other in [without, hidden] {
        assert_ne!(other, FLOW);
        assert!(read(&other).0.unwrap().clocks["deliver"].ladder.is_empty());
    }
}
