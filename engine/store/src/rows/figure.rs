//! Figures over many cases.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use samspil_core::case::Counted;
use samspil_core::id::{CaseId, UnitId};
use serde::Serialize;

use crate::Stored;
use crate::words::json;

/// One thing that an event says for figures.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureRow {
    /// What is counted.
    pub counted: Counted,
    /// The item or the clock, as its flow names it.
    pub name: String,
    /// Whose doing it was.
    pub party: String,
    /// The party that waited, or how people deviated; empty elsewhere.
    pub other: String,
    /// The unit that the party was bound to.
    pub unit: Option<UnitId>,
    /// Since when. Of a contact the store knows it: when the one before it was, in the same case.
    pub since: Option<DateTime<Utc>>,
    /// Whether it was in time, where that can be said.
    pub in_time: Option<bool>,
}

/// One thing that an event says for figures, as it lies in the event's row: what is counted, its name, whose doing, the
/// other, the unit, since when in microseconds since 1970, whether in time.
type Given<'a> = (
    Counted,
    &'a str,
    &'a str,
    &'a str,
    Option<String>,
    Option<i64>,
    Option<bool>,
);

/// What an event says for figures, by which version of the flow: text that both databases read. Short, since each event's
/// row holds one.
#[derive(Serialize)]
struct Giving<'a> {
    v: u32,
    f: Vec<Given<'a>>,
}

/// What an event says for figures, as it lies in its row; none where that is nothing.
pub(crate) fn giving(figures: &[FigureRow], flow_version: u32) -> Stored<Option<String>> {
    if figures.is_empty() {
        return Ok(None);
    }
    let all = figures.iter().map(|figure| {
        (
            figure.counted,
            figure.name.as_str(),
            figure.party.as_str(),
            figure.other.as_str(),
            figure.unit.map(|unit| unit.0.simple().to_string()),
            figure.since.map(|since| since.timestamp_micros()),
            figure.in_time,
        )
    });
    let giving = Giving {
        v: flow_version,
        f: all.collect(),
    };
    json(&giving).map(Some)
}

/// Which figures are asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureQuery {
    /// What is counted.
    pub counted: Counted,
    /// From this moment on.
    pub since: DateTime<Utc>,
    /// Before this one.
    pub until: DateTime<Utc>,
    /// Only of this flow.
    pub flow: Option<String>,
    /// Only by this version of it.
    pub version: Option<u32>,
    /// Only of this unit.
    pub unit: Option<UnitId>,
    /// Each item or clock by itself; otherwise all of a flow are one.
    pub by_name: bool,
}

/// What of figures belongs together.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FigureKey {
    /// The flow.
    pub flow: String,
    /// The item or the clock; empty where they are not told apart.
    pub name: String,
    /// Whose doing it was.
    pub party: String,
    /// The party that waited, or how people deviated; empty elsewhere.
    pub other: String,
    /// The unit.
    pub unit: Option<UnitId>,
}

/// Figures that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FigureCell {
    /// What they are of.
    pub key: FigureKey,
    /// How many cases they come from.
    pub cases: u64,
    /// How often, by whether it was in time and how many whole days it took.
    pub counts: Vec<FigureCount>,
}

/// How often something took so long.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FigureCount {
    /// Whether it was in time, where that can be said.
    pub in_time: Option<bool>,
    /// How many whole days it took, of 24 hours each; none where it took no time.
    pub days: Option<u32>,
    /// How often.
    pub times: u64,
}

/// Which live cases are asked about: those of a flow that are not closed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LiveQuery {
    /// The flow.
    pub flow: String,
    /// Only by this version of it.
    pub version: Option<u32>,
    /// The moment up to which open work has waited.
    pub now: DateTime<Utc>,
}

/// What is told of live cases, by step and version: the name of a cell is the item as its flow names it, and its other is the
/// number of the version. Nothing else is told apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LiveSteps {
    /// Work that is open, by how many whole days it has been so.
    pub waiting: Vec<FigureCell>,
    /// How often people deviated.
    pub deviated: Vec<FigureCell>,
}

/// Work that is open now.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenWork {
    /// The flow.
    pub flow: String,
    /// The party that owns it.
    pub party: String,
    /// Its unit.
    pub unit: Option<UnitId>,
    /// How many cases it is in.
    pub cases: u64,
    /// How many pieces of work.
    pub tasks: u64,
    /// How many of them are overdue.
    pub overdue: u64,
}

/// An event that a figure came from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct FigureEvent {
    /// The case.
    pub case: CaseId,
    /// The event's number in it.
    pub number: u64,
}

/// Cells of their keys, each with the cases that it comes from, and of their counts. What came in between two statements
/// waits for the next look.
pub(crate) fn cells(keys: Vec<(FigureKey, u64)>, counts: Vec<(FigureKey, FigureCount)>) -> Vec<FigureCell> {
    let mut cells: BTreeMap<FigureKey, (u64, Vec<FigureCount>)> = keys
        .into_iter()
        .map(|(key, cases)| (key, (cases, Vec::new())))
        .collect();
    for (key, count) in counts {
        if let Some((_, of_cell)) = cells.get_mut(&key) {
            of_cell.push(count);
        }
    }
    let cells = cells.into_iter().map(|(key, (cases, mut counts))| {
        counts.sort_unstable();
        FigureCell { key, cases, counts }
    });
    cells.collect()
}
