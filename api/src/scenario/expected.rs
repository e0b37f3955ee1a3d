//! What a scenario expects, as a table of keys.

use std::collections::BTreeSet;

use samspil_core::flow::yaml::{Entry, Kind};
use samspil_core::id::{ClockId, PartyId};

use super::reading::{Reading, Rule, may, must};
use super::{ClockWanted, DebtWanted, Expected, Names, Pattern, Wanted};

/// Lists of items in the report.
const LISTS: [&str; 7] = [
    "active",
    "possible",
    "addable",
    "owed",
    "done",
    "skipped",
    "milestones",
];

const STATES: [&str; 3] = ["open", "on_hold", "closed"];

/// How a clock stands; `absent` where it has not started.
const CLOCK_STATES: [&str; 7] = [
    "running", "paused", "breached", "met", "met_late", "stopped", "absent",
];

const RUNG_DOES: [&str; 6] = ["remind", "tell", "hand_to", "open", "call", "raise_priority"];

const NOTICE_KINDS: [&str; 2] = ["reminder", "lateness"];

const KEYS: [Rule; 15] = [
    may("active"),
    may("possible"),
    may("addable"),
    may("owed"),
    may("done"),
    may("skipped"),
    may("milestones"),
    may("letters"),
    may("clocks"),
    may("debts"),
    may("rungs"),
    may("notices"),
    may("state"),
    may("may_close"),
    may("data"),
];

/// Everything that is expected, in the order written.
pub(super) fn expected(entry: &Entry, out: &mut Reading<'_>) -> Vec<Expected> {
    let mut found = Vec::new();
    if out.open(&entry.value, entry.key.place, &KEYS).is_none() {
        return found;
    }
    let entries = out.map(&entry.value).unwrap_or_default();
    if entries.is_empty() {
        out.wants(entry.value.place, "scenario-wants-keys");
    }
    for part in entries {
        match part.key.text.as_str() {
            "clocks" => clocks(part, &mut found, out),
            "debts" => debts(part, &mut found, out),
            "data" => data(part, &mut found, out),
            key => {
                if let Some(wanted) = one(key, part, out) {
                    let place = part.key.place;
                    found.push(Expected { place, wanted });
                }
            }
        }
    }
    found
}

fn one(key: &str, part: &Entry, out: &mut Reading<'_>) -> Option<Wanted> {
    if let Some(list) = LISTS.into_iter().find(|list| *list == key) {
        return names(part, out, |out, node| out.item(node).map(|item| item.to_string()))
            .map(|names| Wanted::Names(list, names));
    }
    match key {
        "letters" => names(part, out, |out, node| {
            let text = out.text(node)?;
            let flow = out.flow;
            let letters = flow.items.values().filter_map(|item| item.letter.as_deref());
            out.known(text, node.place, letters)
        })
        .map(Wanted::Letters),
        "state" => out.word(&part.value, &STATES).map(Wanted::State),
        "may_close" => out.boolean(part).map(Wanted::MayClose),
        "rungs" => Some(Wanted::Rungs(patterns(part, &["clock", "does"], out))),
        "notices" => Some(Wanted::Notices(patterns(part, &["to", "kind", "clock"], out))),
        _ => None,
    }
}

type Name = fn(&mut Reading<'_>, &samspil_core::flow::yaml::Node) -> Option<String>;

/// A list of names, or `{includes: …, excludes: …}`.
fn names(part: &Entry, out: &mut Reading<'_>, name: Name) -> Option<Names> {
    let set = |entry: &Entry, out: &mut Reading<'_>| -> BTreeSet<String> {
        let parts = out.list(entry);
        parts.iter().filter_map(|node| name(out, node)).collect()
    };
    if !matches!(part.value.kind, Kind::Map(_)) {
        return Some(Names::Exactly(set(part, out)));
    }
    let keys = out.open(&part.value, part.key.place, &[may("includes"), may("excludes")])?;
    let includes = keys.get("includes").map(|entry| set(entry, out));
    let excludes = keys.get("excludes").map(|entry| set(entry, out));
    Some(Names::Among(
        includes.unwrap_or_default(),
        excludes.unwrap_or_default(),
    ))
}

pub(super) fn clock_name(
    text: &str,
    place: samspil_core::flow::Place,
    out: &mut Reading<'_>,
) -> Option<ClockId> {
    let flow = out.flow;
    let base = text.split('#').next().unwrap_or_default();
    out.known(base, place, flow.clocks.keys().map(ClockId::as_str))?;
    ClockId::with_row(text).ok()
}

fn clocks(part: &Entry, found: &mut Vec<Expected>, out: &mut Reading<'_>) {
    let Some(entries) = out.map(&part.value) else {
        return out.wants(part.value.place, "scenario-wants-keys");
    };
    for entry in entries {
        let name = clock_name(&entry.key.text, entry.key.place, out);
        let keys = out.open(&entry.value, entry.key.place, &[may("state"), may("due")]);
        let (Some(name), Some(keys)) = (name, keys) else {
            continue;
        };
        let wanted = ClockWanted {
            state: keys
                .get("state")
                .and_then(|entry| out.word(&entry.value, &CLOCK_STATES)),
            due: keys.get("due").and_then(|entry| out.date(entry)),
        };
        found.push(Expected {
            place: entry.key.place,
            wanted: Wanted::Clock(name, wanted),
        });
    }
}

fn debts(part: &Entry, found: &mut Vec<Expected>, out: &mut Reading<'_>) {
    let Some(entries) = out.map(&part.value) else {
        return out.wants(part.value.place, "scenario-wants-keys");
    };
    for entry in entries {
        let item = out.item_named(&entry.key.text, entry.key.place);
        let rules = [may("debtor"), may("creditor"), may("due")];
        let keys = out.open(&entry.value, entry.key.place, &rules);
        let (Some(item), Some(keys)) = (item, keys) else {
            continue;
        };
        let wanted = DebtWanted {
            debtor: keys.get("debtor").and_then(|entry| out.party(&entry.value)),
            creditor: keys.get("creditor").and_then(|entry| out.party(&entry.value)),
            due: keys.get("due").and_then(|entry| out.date(entry)),
        };
        found.push(Expected {
            place: entry.key.place,
            wanted: Wanted::Debt(item, wanted),
        });
    }
}

fn data(part: &Entry, found: &mut Vec<Expected>, out: &mut Reading<'_>) {
    let Some(entries) = out.map(&part.value) else {
        return out.wants(part.value.place, "scenario-wants-keys");
    };
    for entry in entries {
        if let Some(path) = out.field(&entry.key.text, entry.key.place) {
            found.push(Expected {
                place: entry.key.place,
                wanted: Wanted::Field(path, entry.value.to_json()),
            });
        }
    }
}

/// Things in order, each by what it should have.
fn patterns(part: &Entry, keys: &[&'static str], out: &mut Reading<'_>) -> Vec<Pattern> {
    let rules: Vec<Rule> = keys.iter().map(|key| must(key)).collect();
    let parts = out.list(part);
    let mut found = Vec::new();
    for node in parts {
        let Some(opened) = out.open(node, node.place, &rules) else {
            continue;
        };
        let mut pattern = Pattern::new();
        for key in keys {
            let Some(entry) = opened.get(key) else { continue };
            let flow = out.flow;
            let word = match *key {
                "clock" => out
                    .text(&entry.value)
                    .and_then(|text| clock_name(text, entry.value.place, out))
                    .map(|name| name.to_string()),
                "to" => out.text(&entry.value).and_then(|text| {
                    out.known(text, entry.value.place, flow.parties.keys().map(PartyId::as_str))
                }),
                "does" => out.word(&entry.value, &RUNG_DOES),
                _ => out.word(&entry.value, &NOTICE_KINDS),
            };
            pattern.extend(word.map(|word| (*key, word)));
        }
        found.push(pattern);
    }
    found
}
