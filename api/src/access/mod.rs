//! The access log in words: what pages, the API and files tell of an entry.

pub(crate) mod command;
pub(crate) mod csv;

use chrono::{DateTime, Utc};
use samspil_core::calendar::instant_of;
use samspil_core::id::{CaseId, PersonId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{LookDetails, LookedAt, Object, Purpose, VisitFor};
use samspil_store::{AccessAction, AccessQuery};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::words::say;

/// Every action with its word.
pub(crate) const ACTIONS: [(&str, AccessAction); 6] = [
    ("read", AccessAction::Read),
    ("search", AccessAction::Search),
    ("add", AccessAction::Add),
    ("change", AccessAction::Change),
    ("extract", AccessAction::Extract),
    ("delete", AccessAction::Delete),
];

/// The word of an action.
pub(crate) fn word(action: AccessAction) -> &'static str {
    let known = ACTIONS.iter().find(|(_, known)| *known == action);
    known.map_or("", |(word, _)| word)
}

/// Which entries.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct Wanted {
    /// Only about this case.
    pub(crate) case: Option<Uuid>,
    /// Only about this citizen.
    pub(crate) citizen: Option<Uuid>,
    /// Only what this person did.
    pub(crate) person: Option<Uuid>,
    /// Only this: read, search, add, change, extract or delete.
    #[param(pattern = "^(read|search|add|change|extract|delete)$")]
    pub(crate) action: Option<String>,
    /// Only from this moment on.
    pub(crate) since: Option<DateTime<Utc>>,
    /// Only before this moment.
    pub(crate) until: Option<DateTime<Utc>>,
    /// Only before the entry with this number: `next` of the page before.
    pub(crate) before: Option<u64>,
    /// The most entries: 50 where nothing is said, 100 at most.
    pub(crate) limit: Option<u32>,
}

/// The rows of a page where nothing is said.
const ROWS: u32 = 50;

impl Wanted {
    /// The same as a question; none where the action is no action.
    pub(crate) fn query(&self) -> Option<AccessQuery> {
        let action = match self.action.as_deref() {
            None => None,
            Some(word) => Some(ACTIONS.iter().find(|(known, _)| *known == word)?.1),
        };
        Some(AccessQuery {
            case: self.case.map(CaseId),
            citizen: self.citizen.map(PersonId),
            person: self.person.map(PersonId),
            action,
            since: self.since,
            until: self.until,
            numbers: None,
            before: self.before,
            limit: self.limit.unwrap_or(ROWS),
        })
    }
}

/// The first moment of a day in Copenhagen.
pub(crate) fn beginning(day: chrono::NaiveDate) -> DateTime<Utc> {
    instant_of(day.and_time(chrono::NaiveTime::MIN))
}

/// What was done with what: "Læste en sag".
pub(crate) fn deed(row: &LookedAt, language: Language) -> String {
    let access = &row.entry.access;
    let object = Message::new(&format!("access-object-{}", access.object));
    let deed = Message::new(&format!("access-action-{}", word(access.action)));
    say(&deed.with("object", say(&object, language)), language)
}

/// The same said to the citizen whom it is about; of the register it tells what was seen there: "Så hele dit CPR-nummer".
pub(crate) fn deed_to_citizen(row: &LookedAt, language: Language) -> String {
    let details = row.details.as_ref();
    let what = details.and_then(|details| details.criterion.get("what"));
    let known = what.and_then(|what| VisitFor::ALL.into_iter().find(|visit| visit.word() == what));
    match known.filter(|_| row.entry.access.object == Object::Citizen.word()) {
        Some(visit) => say(
            &Message::new(&format!("own-who-looked-{}", visit.word())),
            language,
        ),
        None => deed(row, language),
    }
}

/// What for, as far as it is still kept.
pub(crate) fn purpose(details: Option<&LookDetails>, language: Language) -> String {
    let message = match details.map(|details| &details.purpose) {
        None => Message::new("access-purpose-erased"),
        Some(Purpose::Part) => Message::new("access-purpose-part"),
        Some(Purpose::Task(task)) => Message::new("access-purpose-task").with("task", task.as_str()),
        Some(Purpose::Reason(reason)) => {
            Message::new("access-purpose-reason").with("reason", reason.as_str())
        }
        Some(Purpose::Oversight) => Message::new("access-purpose-oversight"),
        Some(Purpose::Opened) => Message::new("access-purpose-opened"),
    };
    say(&message, language)
}

/// By what was searched: "text = bostøtte; of = mine".
pub(crate) fn criterion(details: Option<&LookDetails>) -> String {
    let given = details.map(|details| &details.criterion);
    let parts = given.into_iter().flatten();
    let parts: Vec<String> = parts.map(|(name, value)| format!("{name} = {value}")).collect();
    parts.join("; ")
}

/// The units by which somebody looked, as they were called then.
pub(crate) fn units(details: Option<&LookDetails>) -> Vec<String> {
    let places = details.map(|details| details.places.iter());
    let mut units: Vec<String> = places
        .into_iter()
        .flatten()
        .map(|place| place.unit.clone())
        .filter(|unit| !unit.is_empty())
        .collect();
    units.dedup();
    units
}

/// In whose stead somebody looked.
pub(crate) fn in_stead_of(details: Option<&LookDetails>) -> &[PersonId] {
    details.map_or(&[], |details| &details.in_stead_of)
}

/// By which way in: "session:…".
pub(crate) fn way(details: Option<&LookDetails>) -> String {
    details.map(|details| details.way.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deed_has_its_words_in_both_languages() {
        for language in Language::ALL {
            for object in Object::ALL {
                let key = format!("access-object-{}", object.word());
                assert_ne!(say(&Message::new(&key), language), key);
            }
            for visit in VisitFor::ALL {
                let key = format!("own-who-looked-{}", visit.word());
                assert_ne!(say(&Message::new(&key), language), key);
            }
            for (word, _) in ACTIONS {
                let key = format!("access-action-{word}");
                let said = say(&Message::new(&key).with("object", "x"), language);
                assert!(said.contains('x') && said != key, "{said}");
            }
        }
    }

    #[test]
    fn what_is_no_action_is_no_question() {
        let wanted = |action: Option<&str>| Wanted {
            action: action.map(str::to_owned),
            ..Wanted::default()
        };
        assert!(wanted(Some("peek")).query().is_none());
        let query = wanted(Some("search")).query().unwrap();
        assert_eq!((query.action, query.limit), (Some(AccessAction::Search), ROWS));
        assert_eq!(wanted(None).query().unwrap().action, None);
    }
}
