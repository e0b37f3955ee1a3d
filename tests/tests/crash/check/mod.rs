//! The checker: holds what a store keeps to what clients were told, by code of its own.

mod answers;
mod fold;
mod history;
mod rows;
mod time;

use chrono::{DateTime, Utc};
use serde_json::Value as Json;

use crate::kept::Kept;
use crate::ledger::Ledger;

/// Everything that is wrong; nothing where every promise was held. By `now` all that was due has been settled.
pub(crate) fn check(kept: &Kept, ledger: &Ledger, now: DateTime<Utc>) -> Vec<String> {
    let mut complaints = answers::check(kept, ledger);
    for incident in &kept.incidents {
        complaints.push(format!("incident: {incident}"));
    }
    for notice in &kept.outgoing {
        complaints.push(format!("notice {notice} never arrived"));
    }
    for case in kept.events.keys().filter(|case| !kept.cases.contains_key(case)) {
        complaints.push(format!("{case}: events without a case"));
    }
    for (case, row) in &kept.cases {
        let events = kept.events.get(case).map_or(&[][..], Vec::as_slice);
        let mut found = history::check(row, events);
        let bodies: Vec<Json> = events.iter().filter_map(|event| body(&event.body)).collect();
        if bodies.len() == events.len() {
            match fold::fold(&bodies) {
                Ok(folded) => {
                    found.extend(rows::check(kept, *case, row, &folded));
                    found.extend(time::check(kept, *case, &folded, &bodies, now));
                }
                Err(wrong) => found.push(wrong),
            }
        } else {
            found.push("an event cannot be read".to_owned());
        }
        complaints.extend(found.into_iter().map(|found| format!("{case}: {found}")));
    }
    complaints
}

/// An event, a snapshot or an answer as JSON.
fn body(bytes: &[u8]) -> Option<Json> {
    serde_json::from_slice(bytes).ok()
}

/// The changes of an event that are of this kind.
fn changes<'a>(event: &'a Json, kind: &'a str) -> impl Iterator<Item = &'a Json> {
    let all = event["changes"].as_array().map_or(&[][..], Vec::as_slice);
    all.iter().filter(move |change| change["is"] == kind)
}

/// A moment in an event or snapshot, in microseconds.
fn micros(moment: &Json) -> Option<i64> {
    let moment: DateTime<Utc> = moment.as_str()?.parse().ok()?;
    Some(moment.timestamp_micros())
}
