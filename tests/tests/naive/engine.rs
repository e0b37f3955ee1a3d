//! The engine's side: a flow file read and run as ever, and what it answers to each thing that is asked.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use samspil_core::calendar::Calendar;
use samspil_core::case::{Actor, Asked, Runnable, Status};
use samspil_core::flow::{ItemKind, Severity, Starts, WorkKind, read};
use samspil_core::guard::compile_all;
use samspil_core::id::{FieldPath, ItemId, MessageName, PartyId};
use samspil_core::simulate::{Came, Trial, report};
use serde_json::{Value as Json, json};

use crate::asking::{Ask, OUTSIDE};
use crate::drawn::Move;
use crate::guard::{Plain, Rows};
use crate::interpreter::Is;
use crate::written::{FIELDS, KEYS, MESSAGES};

/// How a case stands, as far as both tell it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Picture {
    pub(crate) items: BTreeMap<ItemId, Shown>,
    /// What may be done or started now.
    pub(crate) possible: Vec<String>,
    /// What is owed.
    pub(crate) owed: Vec<String>,
    pub(crate) may_close: bool,
    pub(crate) state: &'static str,
    pub(crate) data: BTreeMap<String, String>,
    /// The clocks that have started: their word, and the day that they are due.
    pub(crate) clocks: BTreeMap<String, (String, i64)>,
}

/// How an item stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Shown {
    pub(crate) is: Is,
    pub(crate) times: u32,
    pub(crate) out: bool,
    pub(crate) rests: bool,
}

/// One thing asked, by whom, and what came of it: how the case stands, or the code of the refusal.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) by: PartyId,
    pub(crate) ask: Ask,
    pub(crate) answer: Result<Picture, String>,
}

/// A run: how the case stood when it had begun, and its steps. None where it could not begin.
pub(crate) struct Run {
    pub(crate) begun: Option<Picture>,
    pub(crate) steps: Vec<Step>,
}

/// The flow, ready to run.
pub(crate) fn runnable(text: &str) -> Runnable {
    let (flow, mut findings) = read(text);
    let flow = flow.unwrap_or_else(|| panic!("{findings:#?}\n{text}"));
    let (guards, more) = compile_all(&flow);
    findings.extend(more);
    findings.retain(|finding| finding.severity == Severity::Error);
    assert!(findings.is_empty(), "{findings:#?}\n{text}");
    Runnable::new(flow, guards, 1, Calendar::default())
}

/// Plays the moves, each aimed at what the case then shows.
pub(crate) fn play(run: &Runnable, moves: &[Move]) -> Run {
    let mut trial = Trial::new(run, DateTime::<Utc>::UNIX_EPOCH);
    let begun = trial.start(DateTime::UNIX_EPOCH, "sag", Vec::new(), Json::Null);
    if begun.is_err() {
        return Run {
            begun: None,
            steps: Vec::new(),
        };
    }
    let mut before = picture(&trial);
    let begun = Some(before.clone());
    let mut steps = Vec::new();
    for made in moves {
        let (by, ask) = match steps.last() {
            Some(Step { by, ask, .. }) if made.once_more => (by.clone(), ask.clone()),
            _ => aimed(&trial, &before, *made),
        };
        // No two things happen at the same moment.
        let moment = match ask {
            Ask::Pass(days) => trial.now + Duration::days(days),
            _ => trial.now + Duration::minutes(1),
        };
        let came = trial.advance(moment);
        let came = match &ask {
            Ask::Pass(_) => came,
            _ => came.and_then(|_| trial.ask(actor(&by), asked(&ask))),
        };
        let answer = match came {
            Ok(_) => Ok(picture(&trial)),
            Err(error) => Err(error.into_refusal().code),
        };
        if let Ok(now) = &answer {
            before = now.clone();
        }
        steps.push(Step { by, ask, answer });
    }
    Run { begun, steps }
}

/// What a move asks of the case as it stands, and who asks.
fn aimed(trial: &Trial<'_>, before: &Picture, made: Move) -> (PartyId, Ask) {
    let all: Vec<&ItemId> = before.items.keys().collect();
    let of = usize::from(made.of);
    let any = || all[of % all.len()].clone();
    let fitting = |fits: &dyn Fn(&ItemId, Is) -> bool| {
        let found: Vec<&ItemId> = all
            .iter()
            .copied()
            .filter(|id| fits(id, before.items[*id].is))
            .collect();
        if made.aimed && !found.is_empty() {
            found[of % found.len()].clone()
        } else {
            any()
        }
    };
    let can = |id: &ItemId| before.possible.iter().any(|name| name == id.as_str());
    let ask = match made.what {
        0..88 => Ask::Complete(fitting(&|id, _| can(id))),
        88..94 => Ask::Ended {
            item: fitting(&|id, is| is == Is::Active && is_subcase(trial, id)),
            done: !made.of.is_multiple_of(4),
            value: [None, Some(true), Some(false)][of % 3],
        },
        94..102 => Ask::Pass(i64::from(made.of % 4) + 1),
        102..110 => Ask::SetRows(rows(made.of)),
        110..130 => Ask::Start {
            item: fitting(&|_, is| is == Is::Possible),
            out_of_turn: false,
        },
        130..136 => Ask::Start {
            item: fitting(&|_, is| is == Is::Waiting),
            out_of_turn: true,
        },
        136..148 => Ask::Skip(fitting(&|_, is| !is.ended())),
        148..156 => Ask::Redo(fitting(&|_, is| is.ended())),
        156..162 => Ask::Cancel(fitting(&|_, is| is == Is::Active)),
        162..168 => Ask::Rest(fitting(&|_, is| is == Is::Active)),
        168..172 => Ask::GoOn(fitting(&|id, _| before.items[id].rests)),
        172..176 => Ask::Fail(fitting(&|_, is| is == Is::Active)),
        176..180 => Ask::TakeOut(fitting(&|_, is| matches!(is, Is::Waiting | Is::Possible))),
        180..184 => Ask::BringBack(fitting(&|id, _| before.items[id].out)),
        184..186 => Ask::Add,
        186..188 => Ask::AddPiece(fitting(&|id, _| {
            trial.run.flow.items[id.base()].starts == Starts::WhenAdded
        })),
        188..190 => Ask::AddPiece(fitting(&|id, _| {
            trial.run.flow.items[id.base()].starts == Starts::WhenAdded
        })),
        190..192 => Ask::Complete(ItemId::with_row("unplanned#1").expect("a name")),
        192..222 => {
            let value = match of % FIELDS.len() {
                2 => Plain::Number(i64::from(made.of % 4)),
                _ => Plain::Flag(made.of.is_multiple_of(2)),
            };
            Ask::Set(FIELDS[of % FIELDS.len()].to_owned(), value)
        }
        222..240 => Ask::Message(message(trial, made)),
        240..244 => Ask::Hold,
        244..250 => Ask::Resume,
        250..252 => Ask::Terminate,
        252.. => Ask::Reopen,
    };
    let ask = plainly(trial, ask);
    let by = who(trial, &ask, made.by_another);
    (by, ask)
}

/// Of what is there for each row only what is plain is asked.
fn plainly(trial: &Trial<'_>, ask: Ask) -> Ask {
    let whole = |id: &ItemId| trial.run.is_set(id);
    let of_rows =
        |id: &ItemId| whole(id) || (id.row().is_some() && trial.run.flow.items.contains_key(id.base()));
    match ask {
        Ask::Start { item, .. } if of_rows(&item) && !whole(&item) => Ask::Start {
            item,
            out_of_turn: false,
        },
        Ask::Skip(id) | Ask::Cancel(id) if whole(&id) => Ask::Complete(id),
        Ask::Redo(id)
        | Ask::Rest(id)
        | Ask::GoOn(id)
        | Ask::Fail(id)
        | Ask::TakeOut(id)
        | Ask::BringBack(id)
        | Ask::AddPiece(id)
        | Ask::Start { item: id, .. }
            if of_rows(&id) =>
        {
            Ask::Complete(id)
        }
        other => other,
    }
}

/// What the other of two paired cases may say is declared, and nothing else here.
fn message(trial: &Trial<'_>, made: Move) -> MessageName {
    let told: Vec<&MessageName> = trial.run.flow.messages.keys().collect();
    let of = usize::from(made.of);
    if told.is_empty() || made.by_another {
        return MessageName::new(MESSAGES[of % MESSAGES.len()]).expect("a name");
    }
    told[of % told.len()].clone()
}

fn is_subcase(trial: &Trial<'_>, id: &ItemId) -> bool {
    let item = trial.run.flow.items.get(id.base());
    item.is_some_and(|item| matches!(item.kind, ItemKind::Subcase(_)))
}

/// What the list may hold.
fn rows(number: u8) -> Rows {
    let row = |place: usize, ok: Option<bool>| (KEYS[place].to_owned(), ok);
    let ok = match number / 8 % 3 {
        0 => None,
        1 => Some(true),
        _ => Some(false),
    };
    match number % 8 {
        0 => vec![],
        1 | 2 => vec![row(0, ok)],
        3 => vec![row(1, ok)],
        _ => vec![row(0, ok), row(1, Some(number.is_multiple_of(2)))],
    }
}

/// Who asks: whoever owns what is asked for, or another.
fn who(trial: &Trial<'_>, ask: &Ask, by_another: bool) -> PartyId {
    let owner = asked(ask)
        .item()
        .and_then(|id| trial.run.flow.items.get(id.base())?.owner.clone());
    let wait = |id: &ItemId| {
        matches!(
            trial.run.flow.items.get(id).map(|item| &item.kind),
            Some(ItemKind::Wait(_))
        )
    };
    let owner = owner.unwrap_or_else(|| {
        let from_outside = matches!(
            ask,
            Ask::Set(..) | Ask::SetRows(_) | Ask::Message(_) | Ask::Ended { .. }
        );
        let outside = from_outside || matches!(ask, Ask::Complete(id) if wait(id));
        PartyId::new(if outside { OUTSIDE } else { "worker" }).expect("a name")
    });
    let other = if owner.as_str() == "worker" {
        "provider"
    } else {
        "worker"
    };
    let data = matches!(
        ask,
        Ask::Set(..) | Ask::SetRows(_) | Ask::Pass(_) | Ask::Message(_)
    );
    if by_another && !data {
        PartyId::new(other).expect("a name")
    } else {
        owner
    }
}

fn actor(by: &PartyId) -> Actor {
    match by.as_str() {
        OUTSIDE => Actor::Outside,
        _ => Actor::Party { party: by.clone() },
    }
}

fn asked(ask: &Ask) -> Asked {
    let reason = "fordi".to_owned();
    match ask.clone() {
        Ask::Complete(item) => Asked::Complete {
            item,
            data: Json::Null,
        },
        Ask::Start { item, out_of_turn } => Asked::Activate {
            item,
            reason: out_of_turn.then_some(reason),
        },
        Ask::Skip(item) => Asked::Skip { item, reason },
        Ask::Redo(item) => Asked::Redo { item, reason },
        Ask::Cancel(item) => Asked::Cancel { item, reason },
        Ask::Rest(item) => Asked::Rest { item, reason },
        Ask::GoOn(item) => Asked::GoOn { item },
        Ask::Fail(item) => Asked::Fail { item, reason },
        Ask::TakeOut(item) => Asked::TakeOut { item },
        Ask::BringBack(item) => Asked::BringBack { item },
        Ask::Add => Asked::Add {
            title: "Ekstra".to_owned(),
            owner: PartyId::new("worker").expect("a name"),
            reason,
            stage: None,
            kind: WorkKind::Task,
        },
        Ask::AddPiece(item) => Asked::AddPiece { item, reason },
        Ask::Ended { item, done, value } => Asked::SubcaseEnded {
            item,
            round: None,
            case: None,
            done,
            reason: (!done).then_some(reason),
            data: match value.filter(|_| done) {
                Some(fine) => json!({"result": {"fine": fine}}),
                None => Json::Null,
            },
        },
        Ask::Set(path, value) => {
            let (section, field) = path.split_once('.').expect("a path");
            let value = match value {
                Plain::Flag(flag) => json!(flag),
                Plain::Number(number) => json!(number),
            };
            Asked::Set {
                data: json!({section: {field: value}}),
            }
        }
        Ask::SetRows(rows) => {
            let row = |(key, ok): &(String, Option<bool>)| match ok {
                Some(ok) => json!({"k": key, "ok": ok}),
                None => json!({"k": key}),
            };
            let rows: Vec<Json> = rows.iter().map(row).collect();
            Asked::Set {
                data: json!({"d": {"rows": rows}}),
            }
        }
        Ask::Pass(_) => Asked::Tick,
        Ask::Message(message) => Asked::Message {
            message,
            data: Json::Null,
        },
        Ask::Hold => Asked::Hold { reason },
        Ask::Resume => Asked::Resume,
        Ask::Terminate => Asked::Terminate { reason },
        Ask::Reopen => Asked::Reopen { reason },
    }
}

fn picture(trial: &Trial<'_>) -> Picture {
    let view = trial.view().expect("a case");
    let report = report(&view, &Came::default());
    let names = |key: &str| -> Vec<String> {
        let list = report[key].as_array().expect("a list");
        list.iter()
            .map(|name| name.as_str().expect("a name").to_owned())
            .collect()
    };
    let shown = |id: &ItemId| {
        let state = view.case.item(id);
        Shown {
            is: match state.status {
                Status::Waiting => Is::Waiting,
                Status::Possible => Is::Possible,
                Status::Active => Is::Active,
                Status::Done => Is::Done,
                Status::Skipped => Is::Skipped,
                Status::Cancelled => Is::Cancelled,
            },
            times: state.times,
            out: state.out_of_play,
            rests: state.resting,
        }
    };
    let value = |path: &&str| {
        let value = view.case.data.get(&FieldPath::new(path).expect("a path"))?;
        let value = match value {
            samspil_core::flow::Value::Boolean(flag) => Plain::Flag(*flag),
            samspil_core::flow::Value::Integer(number) => Plain::Number(*number),
            other => panic!("no such value: {other:?}"),
        };
        Some(((*path).to_owned(), format!("{value:?}")))
    };
    Picture {
        items: trial
            .run
            .named_items(view.case)
            .iter()
            .map(|id| (id.clone(), shown(id)))
            .collect(),
        clocks: view
            .case
            .clocks
            .iter()
            .map(|(id, clock)| {
                let day = samspil_core::calendar::local_date(clock.due) - NaiveDate::default();
                (id.to_string(), (clock.word().to_owned(), day.num_days()))
            })
            .collect(),
        possible: names("possible"),
        owed: names("owed"),
        may_close: report["state"] == json!("open") && report["may_close"] == json!(true),
        state: match report["state"].as_str() {
            Some("open") => "open",
            Some("on_hold") => "on_hold",
            _ => "closed",
        },
        data: FIELDS.iter().filter_map(value).collect(),
    }
}
