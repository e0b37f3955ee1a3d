//! What a case has planned and is no work yet.

use serde_json::json;

use super::Trial;
use crate::calendar::Calendar;
use crate::case::{Actor, Asked, Eyes, Runnable};
use crate::flow::read;
use crate::guard::compile_all;
use crate::id::{ItemId, PartyId};

const FLOW: &str = "samspil: 1
flow: planned
title: Planlagt
parties:
  worker: {title: Sagsbehandler, side: authority}
  other: {title: Anden, side: provider}
  citizen: {title: Borger, side: citizen}
data:
  d:
    starts_on: {type: date, title: Start, seen_by: everyone}
    hidden_on: {type: date, title: Skjult, optional: true, seen_by: [worker]}
stages:
  s:
    title: S
    does:
      weekly:
        task: Ugens tilsyn
        by: worker
        seen_by: everyone
        repeats: {every: 1 week, from: d.starts_on, opens: 2 days}
      secret:
        task: Skjult tilsyn
        by: worker
        seen_by: everyone
        repeats: {every: 2 weeks, from: d.hidden_on}
      monday: {task: Mandag, by: worker, repeats: {every: cron 0 10 * * 1}}
      talk: {meeting: Samtale, by: worker, with: [citizen], repeats: {at_least: 2, in_any: 12 months}}
      later: {task: Senere, by: worker, after: monday, repeats: {every: 1 week}}
";

fn named(trial: &Trial<'_>, party: &str) -> Vec<String> {
    let eyes = Eyes::of(vec![PartyId::new(party).unwrap()]);
    let rounds = trial.view().unwrap().planned_rounds(&eyes);
    let told = rounds
        .iter()
        .map(|round| format!("{} {}", round.item, round.at.format("%m-%d %H:%M")));
    told.collect()
}

#[test]
fn what_is_planned_and_no_work_yet_is_told_to_those_who_see_it() {
    let (flow, findings) = read(FLOW);
    let flow = flow.unwrap_or_else(|| panic!("{findings:?}"));
    let (guards, findings) = compile_all(&flow);
    assert!(findings.is_empty(), "{findings:?}");
    let run = Runnable::new(flow, guards, 1, Calendar::default());
    let begins = "2026-01-05T08:00:00Z".parse().unwrap();
    let mut trial = Trial::new(&run, begins);
    let data = json!({"d": {"starts_on": "2026-01-05", "hidden_on": "2026-01-07"}});
    trial.start(begins, "sag", Vec::new(), data).unwrap();
    let planned = named(&trial, "worker");
    assert!(planned.contains(&"weekly 01-11 23:00".to_owned()), "{planned:?}");
    assert!(planned.contains(&"secret 01-20 23:00".to_owned()), "{planned:?}");
    assert!(planned.contains(&"monday 01-05 09:00".to_owned()), "{planned:?}");
    assert!(
        planned.iter().any(|one| one.starts_with("talk ")),
        "a window proposes a day: {planned:?}"
    );
    assert!(
        !planned.iter().any(|one| one.starts_with("later ")),
        "{planned:?}"
    );
    assert_eq!(
        named(&trial, "other"),
        ["weekly 01-11 23:00"],
        "a date that is counted from a hidden one tells it"
    );
    // It is a task from when it opens, and planned anew when that is done.
    trial.advance("2026-01-10T08:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(named(&trial, "other"), Vec::<String>::new());
    let party = PartyId::new("worker").unwrap();
    let item = ItemId::new("weekly").unwrap();
    let done = Asked::Complete {
        item,
        data: json!({}),
    };
    trial.ask(Actor::Party { party }, done).unwrap();
    assert_eq!(named(&trial, "other"), ["weekly 01-18 23:00"]);
    let party = PartyId::new("worker").unwrap();
    let hold = Asked::Hold {
        reason: "pause".to_owned(),
    };
    trial.ask(Actor::Party { party }, hold).unwrap();
    assert_eq!(
        named(&trial, "worker"),
        Vec::<String>::new(),
        "a case at rest plans nothing"
    );
}
