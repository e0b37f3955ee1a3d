//! How a case stands, against how a scenario says that it should.

use std::collections::BTreeSet;
use std::str::FromStr;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use samspil_core::calendar::local_date;
use samspil_core::case::{Effect, View, to_json};
use samspil_core::id::{ItemId, PartyId};
use samspil_core::simulate::{Came, report};
use samspil_core::text::Message;
use serde_json::{Value as Json, json};

use super::run::Failure;
use super::{ClockWanted, DebtWanted, Expected, Names, Pattern, Wanted};

/// Everything that is otherwise than expected.
pub(super) fn compare(view: &View<'_>, came: &Came, expected: &[Expected]) -> Vec<Failure> {
    let shown = report(view, came);
    let mut failures = Vec::new();
    for one in expected {
        let otherwise = match &one.wanted {
            Wanted::MayClose(wanted) => word("may_close", &wanted.to_string(), &plain(&shown["may_close"])),
            Wanted::State(wanted) => word("state", wanted, &plain(&shown["state"])),
            Wanted::Names(list, wanted) => names(list, wanted, &texts(&shown[*list])),
            Wanted::Letters(wanted) => names("letters", wanted, &letters(came)),
            Wanted::Clock(name, wanted) => {
                let state = view.case.clocks.get(name);
                let due = state.map(|clock| local_date(clock.due));
                let state = state.map_or("absent", |clock| clock.word());
                clock(name.as_str(), wanted, state, due)
            }
            Wanted::Debt(item, wanted) => debt(view, item, wanted),
            Wanted::Rungs(wanted) => patterns("rungs", wanted, shown["rungs"].as_array()),
            Wanted::Notices(wanted) => patterns("notices", wanted, Some(&notices(came))),
            Wanted::Field(path, wanted) => {
                let found = view.held(path).as_ref().map_or(Json::Null, to_json);
                (!same(wanted, &found)).then(|| Otherwise {
                    what: format!("data.{path}"),
                    expected: wanted.to_string(),
                    found: found.to_string(),
                })
            }
        };
        failures.extend(otherwise.map(|otherwise| Failure {
            place: one.place,
            step: 0,
            what: otherwise.what,
            expected: Message::new("scenario-as-written").with("text", otherwise.expected),
            found: Message::new("scenario-as-written").with("text", otherwise.found),
        }));
    }
    failures
}

/// What was looked at, what should have been there and what was.
struct Otherwise {
    what: String,
    expected: String,
    found: String,
}

fn word(what: &str, expected: &str, found: &str) -> Option<Otherwise> {
    (expected != found).then(|| Otherwise {
        what: what.to_owned(),
        expected: expected.to_owned(),
        found: found.to_owned(),
    })
}

fn joined<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    format!("[{}]", names.join(", "))
}

fn names(what: &str, wanted: &Names, found: &[String]) -> Option<Otherwise> {
    let there: BTreeSet<String> = found.iter().cloned().collect();
    let expected = match wanted {
        Names::Exactly(names) if *names == there => return None,
        Names::Exactly(names) => joined(names),
        Names::Among(includes, excludes) => {
            if includes.is_subset(&there) && excludes.is_disjoint(&there) {
                return None;
            }
            format!("includes {}, excludes {}", joined(includes), joined(excludes))
        }
    };
    Some(Otherwise {
        what: what.to_owned(),
        expected,
        found: joined(&there),
    })
}

fn clock(name: &str, wanted: &ClockWanted, state: &str, due: Option<chrono::NaiveDate>) -> Option<Otherwise> {
    let right = wanted.state.as_deref().is_none_or(|wanted| wanted == state)
        && wanted.due.is_none_or(|wanted| Some(wanted) == due);
    let shown = |state: Option<&str>, due: Option<chrono::NaiveDate>| {
        let due = due.map(|due| format!("due {due}"));
        let parts: Vec<String> = state.map(str::to_owned).into_iter().chain(due).collect();
        parts.join(", ")
    };
    (!right).then(|| Otherwise {
        what: format!("clocks.{name}"),
        expected: shown(wanted.state.as_deref(), wanted.due),
        found: shown(Some(state), due),
    })
}

fn debt(view: &View<'_>, item: &ItemId, wanted: &DebtWanted) -> Option<Otherwise> {
    let debts = view.debts();
    let found = debts.iter().find(|debt| debt.item == *item);
    let due = found.and_then(|debt| debt.due).map(local_date);
    let right = found.is_some_and(|debt| {
        let same = |wanted: &Option<PartyId>, found: &Option<PartyId>| wanted.is_none() || wanted == found;
        same(&wanted.debtor, &debt.debtor)
            && same(&wanted.creditor, &debt.creditor)
            && (wanted.due.is_none() || wanted.due == due)
    });
    let shown = |debtor: Option<&PartyId>, creditor: Option<&PartyId>, due: Option<NaiveDate>| {
        let party = |party: Option<&PartyId>| party.map_or_else(|| "-".to_owned(), ToString::to_string);
        let due = due.map_or_else(|| "-".to_owned(), |due| due.to_string());
        format!("{} → {}, {due}", party(debtor), party(creditor))
    };
    (!right).then(|| Otherwise {
        what: format!("debts.{item}"),
        expected: shown(wanted.debtor.as_ref(), wanted.creditor.as_ref(), wanted.due),
        found: found.map_or_else(
            || "-".to_owned(),
            |debt| shown(debt.debtor.as_ref(), debt.creditor.as_ref(), due),
        ),
    })
}

fn patterns(what: &str, wanted: &[Pattern], found: Option<&Vec<Json>>) -> Option<Otherwise> {
    let found = found.map(Vec::as_slice).unwrap_or_default();
    let shown = |pattern: &Pattern| {
        let words: Vec<&str> = pattern.iter().map(|(_, word)| word.as_str()).collect();
        words.join(" ")
    };
    let keys: Vec<&str> = match what {
        "rungs" => vec!["clock", "does"],
        _ => vec!["to", "kind", "clock"],
    };
    let expected: Vec<String> = wanted.iter().map(shown).collect();
    let found: Vec<String> = found
        .iter()
        .map(|one| {
            let words: Vec<String> = keys.iter().map(|key| plain(&one[*key])).collect();
            words.join(" ")
        })
        .collect();
    (expected != found).then(|| Otherwise {
        what: what.to_owned(),
        expected: joined(&expected),
        found: joined(&found),
    })
}

fn notices(came: &Came) -> Vec<Json> {
    let effects = came.effects.iter().map(|(_, effect)| effect);
    effects
        .flat_map(|effect| match effect {
            // One notice may tell of several rungs; each is looked for by itself.
            Effect::Notice { rungs, to, .. } => rungs
                .iter()
                .map(|rung| json!({"to": to, "kind": rung.kind, "clock": rung.clock}))
                .collect(),
            Effect::Meeting { to, news, item, .. } => vec![json!({"to": to, "kind": news, "meeting": item})],
            _ => Vec::new(),
        })
        .collect()
}

fn letters(came: &Came) -> Vec<String> {
    let effects = came.effects.iter().map(|(_, effect)| effect);
    effects
        .filter_map(|effect| match effect {
            Effect::Letter { document, .. } => Some(document.clone()),
            _ => None,
        })
        .collect()
}

fn texts(list: &Json) -> Vec<String> {
    list.as_array().into_iter().flatten().map(plain).collect()
}

fn plain(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Whether a value is the one that was written: words and numbers alike however they are written, of a row only what
/// is written.
fn same(wanted: &Json, found: &Json) -> bool {
    match (wanted, found) {
        (Json::Array(wanted), Json::Array(found)) => {
            wanted.len() == found.len()
                && wanted
                    .iter()
                    .zip(found)
                    .all(|(wanted, found)| same(wanted, found))
        }
        (Json::Object(wanted), Json::Object(found)) => wanted
            .iter()
            .all(|(key, wanted)| same(wanted, found.get(key).unwrap_or(&Json::Null))),
        (Json::Array(_) | Json::Object(_), _) | (_, Json::Array(_) | Json::Object(_)) => false,
        _ => {
            let (wanted, found) = (plain(wanted), plain(found));
            let numbers = Decimal::from_str(&wanted)
                .ok()
                .zip(Decimal::from_str(&found).ok());
            wanted == found || numbers.is_some_and(|(wanted, found)| wanted == found)
        }
    }
}
