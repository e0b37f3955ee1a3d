//! Appointments that collide, and weeks in which too many come.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

use super::{Appointment, Finding, Mark, Part, PlanBounds};
use crate::calendar::local_date;

/// Appointments of two cases that are at the same time.
pub(super) fn collisions(parts: &[Part]) -> Vec<Finding> {
    let mut all: Vec<(Mark, &Appointment)> = parts
        .iter()
        .enumerate()
        .flat_map(|(part, found)| {
            let agreed = found.appointments.iter().enumerate();
            agreed.map(move |(number, one)| (Mark { part, number }, one))
        })
        .collect();
    all.sort_by_key(|(mark, one)| (one.meets.starts, *mark));
    let mut found = Vec::new();
    for (place, (one, first)) in all.iter().enumerate() {
        let later = all.iter().skip(place + 1);
        let during = later.take_while(|(_, other)| other.meets.starts < first.meets.ends);
        for (other, _) in during.filter(|(other, _)| other.part != one.part) {
            found.push(Finding::Collide {
                one: *one,
                other: *other,
            });
        }
    }
    found
}

/// The weeks from this one on in which more come than the bounds say, each with the cases that they are of.
pub(super) fn crowded(parts: &[Part], now: DateTime<Utc>, bounds: &PlanBounds) -> Vec<Finding> {
    let this_week = monday(local_date(now));
    let mut weeks: BTreeMap<NaiveDate, BTreeSet<usize>> = BTreeMap::new();
    for (number, part) in parts.iter().enumerate().filter(|(_, part)| part.is_open()) {
        let agreed = part.appointments.iter();
        let agreed = agreed.map(|one| local_date(one.meets.starts));
        let comes = part.comes.iter().filter_map(|coming| coming.next);
        for day in agreed.chain(comes) {
            weeks.entry(monday(day)).or_default().insert(number);
        }
    }
    let mut found = Vec::new();
    for (week, numbers) in weeks.into_iter().filter(|(week, _)| *week >= this_week) {
        if numbers.len() > usize::from(bounds.departments_a_week) {
            let parts = numbers.into_iter().collect();
            found.push(Finding::Crowded { week, parts });
        }
    }
    found
}

/// The Monday of a day's week.
fn monday(day: NaiveDate) -> NaiveDate {
    let since = Days::new(u64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_days(since).unwrap_or(day)
}
