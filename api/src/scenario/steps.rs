//! The words of steps, as a table: what follows each, and what it asks of the case.

use chrono::{DateTime, Utc};
use samspil_core::calendar::Length;
use samspil_core::case::Asked;
use samspil_core::flow::yaml::{Entry, Node};
use samspil_core::flow::{ItemKind, WorkKind};
use samspil_core::id::{ClockId, ItemId, MessageName, PartyId};
use samspil_core::text::Message;
use serde_json::Value as Json;

use super::expected::{clock_name, expected};
use super::reading::{Reading, Rule, may, must};
use super::{Does, Step, trust};

/// What a step's own word is followed by, and what stands beside it.
#[derive(Default)]
struct Parts {
    item: Option<ItemId>,
    clock: Option<ClockId>,
    by: Option<Length>,
    message: Option<MessageName>,
    words: Option<String>,
    owner: Option<PartyId>,
    /// Where work is added, and of what kind it is.
    stage: Option<ItemId>,
    kind: WorkKind,
    reason: Option<String>,
    /// Why a sub-case was ended before its work was done.
    undone: Option<String>,
    data: Json,
    /// When a meeting begins and ends, and where it is.
    starts: Option<DateTime<Utc>>,
    ends: Option<DateTime<Utc>>,
    place: Option<String>,
    /// What a step about who may see the case asks.
    trust: Option<Asked>,
}

impl Parts {
    fn reason(&mut self) -> Option<String> {
        self.reason.take()
    }
}

/// What follows a step's own word.
#[derive(Clone, Copy)]
enum Follows {
    Item,
    Clock,
    Message,
    Words,
    Data,
    True,
    /// A party, a number or words: see `trust`.
    Trust,
}

/// A word that asks something of the case.
struct Word {
    name: &'static str,
    follows: Follows,
    beside: &'static [Rule],
    asks: fn(Parts) -> Option<Asked>,
}

/// Beside every word that asks: by whom, which person of theirs, and the code of the refusal that must come.
const BESIDE_ALL: [Rule; 3] = [may("by"), may("person"), may("refused")];

/// The most persons that a scenario tells apart: more than work on one case.
const MAX_PERSONS: u32 = 100;

static WORDS: [Word; 30] = [
    Word {
        name: "start",
        follows: Follows::Item,
        beside: &[],
        asks: |parts| {
            Some(Asked::Activate {
                item: parts.item?,
                reason: None,
            })
        },
    },
    Word {
        name: "activate",
        follows: Follows::Item,
        beside: &[must("reason")],
        asks: |parts| {
            Some(Asked::Activate {
                item: parts.item?,
                reason: parts.reason,
            })
        },
    },
    Word {
        name: "complete",
        follows: Follows::Item,
        beside: &[may("data")],
        asks: |parts| {
            Some(Asked::Complete {
                item: parts.item?,
                data: parts.data,
            })
        },
    },
    Word {
        name: "arrange",
        follows: Follows::Item,
        beside: &[must("starts"), must("ends"), must("place")],
        asks: |parts| {
            Some(Asked::Arrange {
                item: parts.item?,
                starts: parts.starts?,
                ends: parts.ends?,
                place: parts.place?,
            })
        },
    },
    Word {
        name: "call_off",
        follows: Follows::Item,
        beside: &[must("reason")],
        asks: |parts| {
            Some(Asked::CallOff {
                item: parts.item?,
                reason: parts.reason?,
            })
        },
    },
    Word {
        name: "skip",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Skip {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "redo",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Redo {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "cancel",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Cancel {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "finish",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Finish {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "rest",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Rest {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "fail",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::Fail {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "go_on",
        follows: Follows::Item,
        beside: &[],
        asks: |parts| Some(Asked::GoOn { item: parts.item? }),
    },
    Word {
        name: "take_out",
        follows: Follows::Item,
        beside: &[],
        asks: |parts| Some(Asked::TakeOut { item: parts.item? }),
    },
    Word {
        name: "bring_back",
        follows: Follows::Item,
        beside: &[],
        asks: |parts| Some(Asked::BringBack { item: parts.item? }),
    },
    Word {
        name: "add",
        follows: Follows::Words,
        beside: &[must("owner"), may("reason"), may("stage"), may("kind")],
        asks: |mut parts| {
            Some(Asked::Add {
                reason: parts.reason().unwrap_or_default(),
                title: parts.words?,
                owner: parts.owner?,
                stage: parts.stage,
                kind: parts.kind,
            })
        },
    },
    Word {
        name: "add_piece",
        follows: Follows::Item,
        beside: &[may("reason")],
        asks: |mut parts| {
            Some(Asked::AddPiece {
                reason: parts.reason().unwrap_or_default(),
                item: parts.item?,
            })
        },
    },
    Word {
        name: "set",
        follows: Follows::Data,
        beside: &[],
        asks: |parts| Some(Asked::Set { data: parts.data }),
    },
    Word {
        name: "message",
        follows: Follows::Message,
        beside: &[may("data")],
        asks: |parts| {
            Some(Asked::Message {
                message: parts.message?,
                data: parts.data,
            })
        },
    },
    Word {
        name: "ended",
        follows: Follows::Item,
        beside: &[may("data"), may("undone")],
        asks: |parts| {
            Some(Asked::SubcaseEnded {
                item: parts.item?,
                round: None,
                case: None,
                done: parts.undone.is_none(),
                reason: parts.undone,
                data: parts.data,
            })
        },
    },
    Word {
        name: "bind",
        follows: Follows::Trust,
        beside: &trust::BIND,
        asks: |parts| parts.trust,
    },
    Word {
        name: "consent",
        follows: Follows::Trust,
        beside: &trust::CONSENT,
        asks: |parts| parts.trust,
    },
    Word {
        name: "withdraw",
        follows: Follows::Trust,
        beside: &[],
        asks: |parts| parts.trust,
    },
    Word {
        name: "protect",
        follows: Follows::Trust,
        beside: &[],
        asks: |parts| parts.trust,
    },
    Word {
        name: "hold",
        follows: Follows::Words,
        beside: &[],
        asks: |parts| Some(Asked::Hold { reason: parts.words? }),
    },
    Word {
        name: "resume",
        follows: Follows::True,
        beside: &[],
        asks: |_| Some(Asked::Resume),
    },
    Word {
        name: "close",
        follows: Follows::True,
        beside: &[],
        asks: |_| Some(Asked::Close),
    },
    Word {
        name: "terminate",
        follows: Follows::Words,
        beside: &[],
        asks: |parts| Some(Asked::Terminate { reason: parts.words? }),
    },
    Word {
        name: "extend",
        follows: Follows::Clock,
        beside: &[must("longer"), must("reason")],
        asks: |parts| {
            Some(Asked::Extend {
                clock: parts.clock?,
                by: parts.by?,
                reason: parts.reason?,
            })
        },
    },
    Word {
        name: "acknowledge",
        follows: Follows::Clock,
        beside: &[],
        asks: |parts| Some(Asked::Acknowledge { clock: parts.clock? }),
    },
    Word {
        name: "reopen",
        follows: Follows::Words,
        beside: &[],
        asks: |parts| Some(Asked::Reopen { reason: parts.words? }),
    },
];

/// Words that ask nothing: they move the clock, or look at the case.
const OTHERS: [&str; 3] = ["advance", "to", "expect"];

/// The word for what is asked or said of the other case of a pair.
const OTHER: &str = "other";

/// A step; behind `other` it is one of the other case.
pub(super) fn step(node: &Node, out: &mut Reading<'_>) -> Option<Step> {
    let entries = out.map(node).unwrap_or_default();
    let [entry] = entries else {
        return own_step(node, out);
    };
    if entry.key.text != OTHER {
        return own_step(node, out);
    }
    let Some(other) = out.other else {
        out.wants(entry.key.place, "scenario-no-other");
        return None;
    };
    let own = std::mem::replace(&mut out.flow, other);
    let step = own_step(&entry.value, out);
    out.flow = own;
    if step
        .as_ref()
        .is_some_and(|step| matches!(step.does, Does::Advance(_) | Does::To(_)))
    {
        out.wants(entry.key.place, "scenario-one-clock");
    }
    Some(Step {
        of_other: true,
        ..step?
    })
}

/// A step, by the one of its keys that is a step's word.
fn own_step(node: &Node, out: &mut Reading<'_>) -> Option<Step> {
    let entries = out.map(node).unwrap_or_default();
    let words: Vec<&str> = WORDS.iter().map(|word| word.name).chain(OTHERS).collect();
    let mut own = entries
        .iter()
        .filter(|entry| words.contains(&entry.key.text.as_str()));
    let (Some(first), None) = (own.next(), own.next()) else {
        let what = Message::new("scenario-wants-step").with("words", words);
        out.fault(node.place, what, None);
        return None;
    };
    let does = match WORDS.iter().find(|word| word.name == first.key.text) {
        Some(word) => asks(word, first, node, out),
        None => other(first, node, out),
    };
    Some(Step {
        place: first.key.place,
        of_other: false,
        does: does?,
    })
}

fn other(own: &Entry, node: &Node, out: &mut Reading<'_>) -> Option<Does> {
    let name = OTHERS.into_iter().find(|name| *name == own.key.text)?;
    out.open(node, own.key.place, &[must(name)])?;
    match name {
        "advance" => out.length(own).map(Does::Advance),
        "to" => out.moment(own).map(Does::To),
        _ => Some(Does::Expect(expected(own, out))),
    }
}

fn asks(word: &Word, own: &Entry, node: &Node, out: &mut Reading<'_>) -> Option<Does> {
    let mut rules = vec![must(word.name)];
    rules.extend(word.beside);
    rules.extend(BESIDE_ALL);
    let keys = out.open(node, own.key.place, &rules)?;
    let before = out.faults.len();
    let mut parts = Parts::default();
    match word.follows {
        Follows::Item => parts.item = out.item(&own.value),
        Follows::Clock => {
            parts.clock = out
                .text(&own.value)
                .and_then(|text| clock_name(text, own.value.place, out))
        }
        Follows::Message => parts.message = message(&own.value, out),
        Follows::Words => parts.words = out.text(&own.value).map(str::to_owned),
        Follows::Data => parts.data = own.value.to_json(),
        Follows::Trust => parts.trust = trust::asked(word.name, own, &keys, out),
        Follows::True => {
            out.word(&own.value, &["true"]);
        }
    }
    parts.owner = keys.get("owner").and_then(|entry| out.party(&entry.value));
    parts.stage = keys.get("stage").and_then(|entry| out.item(&entry.value));
    parts.kind = keys
        .get("kind")
        .and_then(|entry| out.word(&entry.value, &["task", "meeting"]))
        .map_or(WorkKind::Task, |word| match word.as_str() {
            "meeting" => WorkKind::Meeting,
            _ => WorkKind::Task,
        });
    parts.reason = keys
        .get("reason")
        .and_then(|entry| out.text(&entry.value))
        .map(str::to_owned);
    parts.undone = keys
        .get("undone")
        .and_then(|entry| out.text(&entry.value))
        .map(str::to_owned);
    parts.by = keys
        .get("longer")
        .and_then(|entry| out.length(entry))
        .and_then(|text| text.parse().ok());
    parts.starts = keys.get("starts").and_then(|entry| out.moment(entry));
    parts.ends = keys.get("ends").and_then(|entry| out.moment(entry));
    parts.place = keys
        .get("place")
        .and_then(|entry| out.text(&entry.value))
        .map(str::to_owned);
    if let Some(entry) = keys.get("data") {
        parts.data = entry.value.to_json();
    }
    let by = keys.get("by").and_then(|entry| out.party(&entry.value));
    let person = keys.get("person").and_then(|entry| person(entry, out));
    let refused = keys
        .get("refused")
        .and_then(|entry| out.text(&entry.value))
        .map(str::to_owned);
    if out.faults.len() > before {
        return None;
    }
    let what = (word.asks)(parts)?;
    Some(Does::Ask {
        what,
        by,
        person,
        refused,
    })
}

/// Which person, by a number.
fn person(entry: &Entry, out: &mut Reading<'_>) -> Option<u32> {
    let number = out.text(&entry.value)?.parse().ok();
    let known = number.filter(|number| (1..=MAX_PERSONS).contains(number));
    if known.is_none() {
        out.wants(entry.value.place, "scenario-wants-person");
    }
    known
}

/// The name of a message that some wait of the flow ends by.
fn message(node: &Node, out: &mut Reading<'_>) -> Option<MessageName> {
    let text = out.text(node)?;
    let flow = out.flow;
    let names = flow.items.values().filter_map(|item| match &item.kind {
        ItemKind::Wait(wait) => wait.message.as_ref().map(MessageName::as_str),
        _ => None,
    });
    let name = out.known(text, node.place, names)?;
    MessageName::new(&name).ok()
}
