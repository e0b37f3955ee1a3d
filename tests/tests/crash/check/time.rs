//! What time brings: clocks run out and rungs are taken once, never early and never forgotten, and each rung's notice
//! arrives once.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use samspil_tests::lines::REMINDED;
use serde_json::Value as Json;
use uuid::Uuid;

use super::{changes, micros};
use crate::kept::Kept;

/// A second in microseconds.
const SECOND: i64 = 1_000_000;

/// A day in microseconds: the run lies in winter, where all days have 24 hours.
const DAY: i64 = 86_400 * SECOND;

/// When the rungs of the ladder are, counted from when the task is due, which is the last second of a day: when the day
/// before begins, when it is due, and when the second day after ends.
const RUNGS: [i64; 3] = [SECOND - 2 * DAY, 0, 2 * DAY];

pub(super) fn check(
    kept: &Kept,
    case: Uuid,
    folded: &Json,
    events: &[Json],
    now: DateTime<Utc>,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let now = now.timestamp_micros();
    for (name, clock) in folded["clocks"].as_object().into_iter().flatten() {
        let (due, breached) = (micros(&clock["due"]), micros(&clock["breached_at"]));
        let over = micros(&clock["ended_at"]).unwrap_or(now);
        let Some(due) = due else { continue };
        match breached {
            Some(breached) if breached < due => wrong.push(format!("{name} runs out early")),
            None if due < over && clock["standing"] == "running" => {
                wrong.push(format!("{name} should have run out"));
            }
            _ => {}
        }
    }
    wrong.extend(rungs(folded, events, now));
    // What comes at once is told to each party in one notice.
    let told = |event: &Json| {
        let to: BTreeSet<String> = changes(event, "rung_taken")
            .map(|change| change["to"].to_string())
            .collect();
        to.len()
    };
    let taken: usize = events.iter().map(told).sum();
    let arrived = kept.arrived.get(&case).map_or(&[][..], Vec::as_slice);
    let different: BTreeSet<&Uuid> = arrived.iter().collect();
    if (arrived.len(), different.len()) != (taken, taken) {
        wrong.push(format!("{} notices arrived of {taken}", arrived.len()));
    }
    wrong
}

/// Rungs that were taken early, or not at all.
fn rungs(folded: &Json, events: &[Json], now: i64) -> Vec<String> {
    let Some(due) = micros(&folded["clocks"][REMINDED]["due"]) else {
        return Vec::new();
    };
    let mut wrong = Vec::new();
    for (rung, from_due) in RUNGS.iter().enumerate() {
        let taken = events.iter().find_map(|event| {
            let mut changes = changes(event, "rung_taken");
            let change = changes.find(|change| change["rung"] == rung)?;
            Some((micros(&event["at"])?, micros(&change["at"])?))
        });
        match taken {
            Some((at, _)) if at < due + from_due => wrong.push(format!("rung {rung} is taken early")),
            Some((_, due_at)) if due_at != due + from_due => {
                wrong.push(format!("rung {rung} says that it was due at another time"));
            }
            None if due + from_due <= now => wrong.push(format!("rung {rung} is forgotten")),
            _ => {}
        }
    }
    wrong
}

/// When the next clock runs out or the next rung is to be taken.
pub(super) fn next(folded: &Json) -> Option<i64> {
    let clocks = folded["clocks"].as_object().into_iter().flatten();
    let running = clocks.filter(|(_, clock)| clock["standing"] == "running");
    running
        .flat_map(|(name, clock)| {
            let due = micros(&clock["due"]).unwrap_or_default();
            let breach = clock["breached_at"].is_null().then_some(due);
            let rungs = RUNGS.iter().enumerate().filter(move |_| name == REMINDED);
            let taken = |rung: usize| !clock["rungs"][rung.to_string()].is_null();
            let left = rungs.filter(move |(rung, _)| !taken(*rung));
            breach
                .into_iter()
                .chain(left.map(move |(_, from_due)| due + from_due))
        })
        .min()
}
