//! A small script language for tests of what constructs mean: one line, one thing.
//!
//! `start TIME [JSON]`, `to TIME`, `do ITEM [JSON]`, `as PARTY do ITEM [JSON]`, `as 7:PARTY …` for person 7,
//! `claim|release ITEM`, `hand ITEM PARTY`, `draft ITEM JSON`, `bind PARTY COUNT`, `person PARTY NUMBER`,
//! `skip|redo|activate|out_of_turn|cancel|finish|rest|go_on|fail|take_out|bring_back ITEM`,
//! `arrange ITEM TIME PLACE` for an hour, `call_off ITEM`,
//! `add|add_silently|add_meeting PARTY [STAGE]`, `piece ITEM`,
//! `ask JSON` for a command as it is kept, `set JSON`, `message NAME [JSON]`, `ended ITEM [JSON]`, `undone ITEM`, `hold`, `resume`, `reopen`, `terminate`; `! CODE LINE` where the line is refused;
//! `extend CLOCK LENGTH`, `acknowledge CLOCK`; `sleep TIME` moves the clock with nobody awake on the way;
//! `= active a b | owed c | …` for what the report says then, `= data PATH JSON …` for what fields hold.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde_json::{Value as Json, json};

use super::{Came, Trial, report};
use crate::calendar::{Calendar, instant_of, local_date};
use crate::case::{
    Actor, Asked, Binding, Case, Effect, Event, Hindsight, RhythmHindsight, Runnable, hindsight,
    rhythm_hindsight, to_json,
};
use crate::flow::{Item, Severity, WorkKind, read};
use crate::guard::compile_all;
use crate::id::{ClockId, FieldPath, ItemId, PartyId, PersonId};

pub(super) const HEAD: &str = "samspil: 1\nflow: tried\ntitle: Prøvet\nparties:\n  worker: {title: Sagsbehandler, side: authority}\n  other: {title: Udfører, side: provider}\n  boss: {title: Leder, side: authority, leads: worker}\n";

/// A flow with the usual parties and this body, ready to run.
pub(super) fn runnable(body: &str) -> Runnable {
    runnable_of(&format!("{HEAD}{body}"))
}

/// A whole flow, ready to run.
pub(super) fn runnable_of(text: &str) -> Runnable {
    let (flow, mut findings) = read(text);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}"));
    let (guards, more) = compile_all(&flow);
    findings.extend(more);
    let errors: Vec<_> = findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    Runnable::new(flow, guards, 1, Calendar::default())
}

pub(super) fn moment(text: &str) -> DateTime<Utc> {
    let wall =
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap_or_else(|_| panic!("no moment: {text}"));
    instant_of(wall)
}

/// Plays a script and checks every line of it; then that replaying the events gives the same case.
pub(super) fn check(body: &str, script: &str) {
    let run = runnable(body);
    let mut trial = Trial::new(&run, DateTime::<Utc>::UNIX_EPOCH);
    let mut came = Came::default();
    let mut history: Vec<Event> = Vec::new();
    for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(expected) = line.strip_prefix("= data ") {
            expect_data(&trial.case, expected, line);
            continue;
        }
        if let Some(expected) = line.strip_prefix("= ") {
            let mut told = report(&trial.view().unwrap(), &came);
            told["notices"] = notices(&came);
            expect(&told, expected, line);
            continue;
        }
        let refused = line.strip_prefix("! ").map(|rest| rest.split_once(' ').unwrap());
        let before = trial.case.clone();
        let result = play(&mut trial, refused.map_or(line, |(_, rest)| rest));
        match (result, refused) {
            (Ok(new), None) => {
                history.extend(new.events.clone());
                came = new;
            }
            (Err(refusal), Some((code, _))) => {
                assert_eq!(refusal.code, code, "{line}: {refusal:?}");
                assert_eq!(trial.case, before, "a refusal changes nothing: {line}");
            }
            (result, _) => panic!("{line}: {result:?}"),
        }
    }
    let now = trial.now;
    replays(&trial.case.unwrap(), &history);
    // Timers that slept came late, and nobody can tell by the history alone.
    if !script.contains("sleep ") {
        is_the_same_in_hindsight(&run, &history, now);
    }
}

/// By the rules that it ran by, a clock goes in hindsight as it went, and what comes back in a rhythm comes back as it did.
fn is_the_same_in_hindsight(run: &Runnable, history: &[Event], now: DateTime<Utc>) {
    for clock in run.flow.clocks.keys() {
        let Hindsight { was, would } = hindsight(run, history, clock.as_str(), now);
        assert_eq!(would, was, "{clock}");
    }
    let comes_back = |item: &&Item| {
        let repeats = item.repeats.as_ref();
        repeats.is_some_and(|repeats| repeats.every.is_some())
    };
    for item in run.flow.items.values().filter(comes_back) {
        let RhythmHindsight { was, would } = rhythm_hindsight(run, run, history, item.id.as_str(), now);
        assert_eq!(would, was, "{}", item.id);
    }
}

/// Replaying a history gives the case that was there, and reading it back from what is kept gives it too.
pub(super) fn replays(case: &Case, history: &[Event]) {
    let (first, rest) = history.split_first().unwrap();
    let mut again = Case::begin(first).unwrap();
    for event in rest {
        again.apply(event);
    }
    assert_eq!(again, *case, "replay");
    let kept = serde_json::to_vec(case).unwrap();
    assert_eq!(serde_json::from_slice::<Case>(&kept).unwrap(), *case, "snapshot");
    let kept = serde_json::to_vec(history).unwrap();
    assert_eq!(
        serde_json::from_slice::<Vec<Event>>(&kept).unwrap(),
        history,
        "events"
    );
}

pub(super) fn play(trial: &mut Trial<'_>, line: &str) -> Result<Came, crate::case::Refusal> {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    if word == "start" {
        let (time, data) = rest.split_at(16.min(rest.len()));
        let data = if data.trim().is_empty() {
            Json::Null
        } else {
            serde_json::from_str(data).unwrap()
        };
        return trial
            .start(moment(time), "sag", Vec::new(), data)
            .map_err(super::TrialError::into_refusal);
    }
    if word == "to" {
        return trial
            .advance(moment(rest))
            .map_err(super::TrialError::into_refusal);
    }
    if word == "sleep" {
        trial.now = moment(rest);
        return trial
            .ask(Actor::Engine, Asked::Tick)
            .map_err(super::TrialError::into_refusal);
    }
    let (by, what) = asked_by(trial, line);
    trial.ask(by, what).map_err(super::TrialError::into_refusal)
}

/// What a line asks, and by whom: as it says, otherwise by whoever owns the item.
pub(super) fn asked_by(trial: &Trial<'_>, line: &str) -> (Actor, Asked) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    let (party, word, rest) = match rest.split_once(' ') {
        Some((party, rest)) if word == "as" => {
            let (word, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            (Some(actor(party)), word, rest)
        }
        _ => (None, word, rest),
    };
    let (name, data) = rest.split_once(' ').unwrap_or((rest, "null"));
    let what = asked(word, rest, name, data);
    let by =
        party.unwrap_or_else(|| owner(trial, name).map_or(Actor::Outside, |party| Actor::Party { party }));
    (by, what)
}

/// What a line asks: its word, all that follows, and that cut at the first space.
fn asked(word: &str, rest: &str, name: &str, data: &str) -> Asked {
    let item = || ItemId::with_row(name).unwrap();
    let reason = "fordi".to_owned();
    match word {
        "do" => Asked::Complete {
            item: item(),
            data: serde_json::from_str(data).unwrap(),
        },
        "skip" => Asked::Skip { item: item(), reason },
        "redo" => Asked::Redo { item: item(), reason },
        "finish" => Asked::Finish { item: item(), reason },
        "cancel" => Asked::Cancel { item: item(), reason },
        "rest" => Asked::Rest { item: item(), reason },
        "go_on" => Asked::GoOn { item: item() },
        "fail" => Asked::Fail { item: item(), reason },
        "take_out" => Asked::TakeOut { item: item() },
        "bring_back" => Asked::BringBack { item: item() },
        "claim" => Asked::Claim { item: item() },
        "release" => Asked::Release { item: item() },
        "give" => given(item(), data, reason),
        "hand" => Asked::HandOver {
            item: item(),
            to: PartyId::new(data).unwrap(),
            reason: None,
        },
        "draft" => Asked::SaveDraft {
            item: item(),
            data: serde_json::from_str(data).unwrap(),
        },
        "bind" => Asked::Bind {
            party: PartyId::new(name).unwrap(),
            to: bindings(data.parse().unwrap()),
            protected: false,
        },
        "activate" => Asked::Activate {
            item: item(),
            reason: None,
        },
        "out_of_turn" => Asked::Activate {
            item: item(),
            reason: Some(reason),
        },
        "set" => Asked::Set {
            data: serde_json::from_str(rest).unwrap(),
        },
        "message" => Asked::Message {
            message: crate::id::MessageName::new(name).unwrap(),
            data: serde_json::from_str(data).unwrap(),
        },
        "add" | "add_silently" | "add_meeting" => added(word, name, data, reason),
        "piece" => Asked::AddPiece { item: item(), reason },
        "extend" => Asked::Extend {
            clock: ClockId::with_row(name).unwrap(),
            by: data.parse().unwrap(),
            reason,
        },
        "acknowledge" => Asked::Acknowledge {
            clock: ClockId::with_row(name).unwrap(),
        },
        "ended" => subcase_ended(item(), None, serde_json::from_str(data).unwrap()),
        "undone" => subcase_ended(item(), Some(reason), Json::Null),
        "ask" => serde_json::from_str(rest).unwrap(),
        "hold" => Asked::Hold { reason },
        "resume" => Asked::Resume,
        "close" => Asked::Close,
        "reopen" => Asked::Reopen { reason },
        "terminate" => Asked::Terminate { reason },
        _ => asked_of_meeting(word, name, data),
    }
}

/// What a line asks of a meeting, or who is to come to it.
fn asked_of_meeting(word: &str, name: &str, data: &str) -> Asked {
    let item = || ItemId::with_row(name).unwrap();
    let reason = "fordi".to_owned();
    match word {
        "arrange" => {
            let (starts, place) = data.split_at(16);
            Asked::Arrange {
                item: item(),
                starts: moment(starts),
                ends: moment(starts) + chrono::Duration::hours(1),
                place: place.to_owned(),
            }
        }
        "call_off" => Asked::CallOff { item: item(), reason },
        "person" => Asked::Bind {
            party: PartyId::new(name).unwrap(),
            to: vec![Binding::to(
                None,
                Some(PersonId(uuid::Uuid::from_u128(data.parse().unwrap()))),
            )],
            protected: false,
        },
        other => panic!("no such line: {other}"),
    }
}

/// Work for a party, in a stage where one is named.
fn added(word: &str, party: &str, stage: &str, reason: String) -> Asked {
    Asked::Add {
        title: "Ekstra".to_owned(),
        owner: PartyId::new(party).unwrap(),
        reason: if word == "add_silently" {
            String::new()
        } else {
            reason
        },
        stage: (stage != "null").then(|| ItemId::new(stage).unwrap()),
        kind: if word == "add_meeting" {
            WorkKind::Meeting
        } else {
            WorkKind::Task
        },
    }
}

/// The sub-case of an item has ended: done, or undone with a reason.
fn subcase_ended(item: ItemId, reason: Option<String>, data: Json) -> Asked {
    Asked::SubcaseEnded {
        item,
        round: None,
        case: None,
        done: reason.is_none(),
        reason,
        data,
    }
}

/// So many who are nobody yet.
fn bindings(count: usize) -> Vec<Binding> {
    let nobody = Binding::to(None, None);
    vec![nobody; count]
}

/// `worker`, or `7:worker` for person 7 who acts as the worker, `7:worker+boss` as both, `7>1:worker` for a program that
/// person 1 answers for.
fn actor(text: &str) -> Actor {
    let person = |number: &str| PersonId(uuid::Uuid::from_u128(number.parse().unwrap()));
    match text.split_once(':') {
        None => Actor::Party {
            party: PartyId::new(text).unwrap(),
        },
        Some((asks, parties)) => {
            let (asks, answers) = asks
                .split_once('>')
                .map_or((asks, None), |(asks, answers)| (asks, Some(answers)));
            Actor::Person {
                person: person(asks),
                parties: parties
                    .split('+')
                    .map(|party| PartyId::new(party).unwrap())
                    .collect(),
                answered_by: answers.map(person),
                stands_in_for: Vec::new(),
            }
        }
    }
}

/// That a task is given to the person of this number.
fn given(item: ItemId, number: &str, reason: String) -> Asked {
    let person = PersonId(uuid::Uuid::from_u128(number.parse().unwrap()));
    Asked::Give { item, person, reason }
}

fn owner(trial: &Trial<'_>, name: &str) -> Option<PartyId> {
    let view = trial.view()?;
    let id = ItemId::with_row(name).ok()?;
    let item = trial.run.item(view.case, &id)?;
    view.owner(&item)
}

/// Each notice as `party:kind:clock+clock`.
pub(super) fn notices(came: &Came) -> Json {
    let effects = came.effects.iter().map(|(_, effect)| effect);
    let notices = effects.filter_map(|effect| match effect {
        Effect::Notice { kind, rungs, to, .. } => {
            let clocks: Vec<&str> = rungs.iter().map(|rung| rung.clock.as_str()).collect();
            let kind = serde_json::to_value(kind).unwrap();
            Some(format!("{to}:{}:{}", kind.as_str().unwrap(), clocks.join("+")))
        }
        Effect::Meeting {
            to,
            news,
            number,
            item,
            ..
        } => {
            let news = serde_json::to_value(news).unwrap();
            Some(format!("{to}:{}:{item}:{number}", news.as_str().unwrap()))
        }
        _ => None,
    });
    json!(notices.collect::<Vec<_>>())
}

/// `PATH JSON PATH JSON …`: what fields hold.
pub(super) fn expect_data(case: &Option<Case>, expected: &str, line: &str) {
    let mut rest = expected;
    while let Some((path, after)) = rest.split_once(' ') {
        let mut values = serde_json::Deserializer::from_str(after).into_iter::<Json>();
        let wanted = values.next().unwrap().unwrap();
        rest = after[values.byte_offset()..].trim_start();
        let path = FieldPath::new(path).unwrap();
        let found = case.as_ref().unwrap().data.get(&path).map_or(Json::Null, to_json);
        assert_eq!(found, wanted, "{path} after: {line}");
    }
}

pub(super) fn expect(report: &Json, expected: &str, line: &str) {
    for part in expected.split('|') {
        let mut words = part.split_whitespace();
        let key = words.next().unwrap();
        let wanted: Vec<&str> = words.collect();
        let found = match key {
            "state" => report[key].clone(),
            "may_close" => json!(report[key].to_string()),
            "clocks" => json!(
                report[key]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|clock| format!(
                        "{}:{}:{}",
                        clock["name"].as_str().unwrap(),
                        clock["state"].as_str().unwrap(),
                        clock["due_on"].as_str().unwrap()
                    ))
                    .collect::<Vec<_>>()
            ),
            "debts" => json!(
                report[key]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|debt| format!(
                        "{}:{}:{}:{}",
                        debt["item"].as_str().unwrap(),
                        debt["debtor"].as_str().unwrap_or("nobody"),
                        debt["creditor"].as_str().unwrap_or("nobody"),
                        debt["due_on"].as_str().unwrap_or("never")
                    ))
                    .collect::<Vec<_>>()
            ),
            "aims" => json!(
                report["clocks"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|clock| {
                        let target: DateTime<Utc> = clock["target"].as_str()?.parse().unwrap();
                        Some(format!("{}:{}", clock["name"].as_str()?, local_date(target)))
                    })
                    .collect::<Vec<_>>()
            ),
            "rungs" => json!(
                report[key]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|rung| format!(
                        "{}:{}",
                        rung["clock"].as_str().unwrap(),
                        rung["does"].as_str().unwrap()
                    ))
                    .collect::<Vec<_>>()
            ),
            _ => report[key].clone(),
        };
        let found: Vec<String> = match &found {
            Json::Array(list) => list.iter().map(|one| one.as_str().unwrap().to_owned()).collect(),
            Json::String(text) => vec![text.clone()],
            other => panic!("{key}: {other}"),
        };
        assert_eq!(found, wanted, "{key} after: {line}");
    }
}
