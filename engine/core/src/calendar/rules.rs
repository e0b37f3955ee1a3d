//! What a tenant lays down of its calendar, as it is kept: closed days, opening hours, when letters are received.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ClosedDays, Opening, ReceiptRule};
use crate::id::UnitId;
use crate::text::Message;

/// How many dates of its own a tenant or unit may close: a hundred years of summers.
const MAX_OWN: usize = 1_000;

/// How many rows of opening hours or receipt rules a tenant may keep: a change each year for a hundred years.
const MAX_DATED: usize = 100;

/// How many units may have a calendar of their own.
const MAX_UNITS: usize = 1_000;

/// How many days a letter may be taken to be on its way: more than any post has needed.
const MAX_ON_ITS_WAY: u32 = 60;

/// The longest name of a closed day, in characters.
const MAX_NAME_CHARS: usize = 120;

/// What a tenant lays down.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalendarRules {
    /// The days beside weekends and statutory holidays on which the offices are closed.
    pub closed_days: ClosedDays,
    /// When the offices are open, for lengths in office hours.
    pub opening: Vec<Opening>,
    /// When what was sent is taken to be received.
    pub receipt: Vec<ReceiptRule>,
    /// Units with days or hours of their own, beside those of the tenant.
    pub units: BTreeMap<UnitId, UnitRules>,
}

/// What a unit has of its own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitRules {
    /// Days on which the unit is closed beside the tenant's.
    #[serde(default = "ClosedDays::none")]
    pub closed_days: ClosedDays,
    /// When it is open; as the tenant's offices where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opening: Vec<Opening>,
}

impl Default for CalendarRules {
    fn default() -> Self {
        Self {
            closed_days: ClosedDays::default(),
            opening: vec![Opening::default()],
            receipt: vec![ReceiptRule::default()],
            units: BTreeMap::new(),
        }
    }
}

/// What is wrong with rules: where, by the names of their keys, and what.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CalendarError {
    /// Where: a JSON pointer.
    pub pointer: String,
    /// What is wrong and what to write instead.
    pub message: Message,
}

pub(super) fn wrong(pointer: impl Into<String>, message: Message) -> CalendarError {
    CalendarError {
        pointer: pointer.into(),
        message,
    }
}

impl CalendarRules {
    /// Everything that is wrong with single rows; that there are working days left is seen when all is put together.
    pub(super) fn faults(&self) -> Vec<CalendarError> {
        let mut faults = Vec::new();
        closed_faults("/closed_days", &self.closed_days, &mut faults);
        opening_faults("/opening", &self.opening, &mut faults);
        self.receipt_faults(&mut faults);
        if self.units.len() > MAX_UNITS {
            faults.push(too_many("/units", MAX_UNITS));
        }
        for (unit, rules) in &self.units {
            let place = format!("/units/{unit}");
            closed_faults(&format!("{place}/closed_days"), &rules.closed_days, &mut faults);
            opening_faults(&format!("{place}/opening"), &rules.opening, &mut faults);
        }
        faults
    }

    fn receipt_faults(&self, faults: &mut Vec<CalendarError>) {
        if self.receipt.len() > MAX_DATED {
            faults.push(too_many("/receipt", MAX_DATED));
        }
        let dates: Vec<Option<NaiveDate>> = self.receipt.iter().map(|rule| rule.from).collect();
        twice("/receipt", &dates, faults);
        for (index, rule) in self.receipt.iter().enumerate() {
            let days = [
                ("letter_working_days", rule.letter_working_days),
                ("quick_letter_days", rule.quick_letter_days),
            ];
            for (key, _) in days.into_iter().filter(|(_, days)| *days > MAX_ON_ITS_WAY) {
                let message = Message::new("calendar-receipt-days").with("most", MAX_ON_ITS_WAY);
                faults.push(wrong(format!("/receipt/{index}/{key}"), message));
            }
        }
    }
}

fn too_many(place: &str, most: usize) -> CalendarError {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    wrong(place, Message::new("calendar-too-many").with("most", most))
}

/// Two rows from one date would leave it open which of them holds.
fn twice(place: &str, dates: &[Option<NaiveDate>], faults: &mut Vec<CalendarError>) {
    for (index, from) in dates.iter().enumerate() {
        if dates.iter().take(index).any(|earlier| earlier == from) {
            let pointer = format!("{place}/{index}/from");
            faults.push(wrong(pointer, Message::new("calendar-date-twice")));
        }
    }
}

fn closed_faults(place: &str, closed: &ClosedDays, faults: &mut Vec<CalendarError>) {
    if closed.own.len() > MAX_OWN {
        faults.push(too_many(&format!("{place}/own"), MAX_OWN));
    }
    for (index, rule) in closed.half_official.iter().enumerate() {
        if rule.from.zip(rule.to).is_some_and(|(from, to)| to < from) {
            let pointer = format!("{place}/half_official/{index}/to");
            faults.push(wrong(pointer, Message::new("calendar-dates-reversed")));
        }
    }
    for (index, own) in closed.own.iter().enumerate() {
        if own.last() < own.from {
            let pointer = format!("{place}/own/{index}/to");
            faults.push(wrong(pointer, Message::new("calendar-dates-reversed")));
        }
        let texts = [Some(&own.name.da), own.name.en.as_ref()];
        let fits = |text: &String| (1..=MAX_NAME_CHARS).contains(&text.trim().chars().count());
        if !texts.into_iter().flatten().all(fits) {
            let most = i64::try_from(MAX_NAME_CHARS).unwrap_or(i64::MAX);
            let message = Message::new("calendar-name").with("most", most);
            faults.push(wrong(format!("{place}/own/{index}/name"), message));
        }
    }
}

fn opening_faults(place: &str, all: &[Opening], faults: &mut Vec<CalendarError>) {
    if all.len() > MAX_DATED {
        faults.push(too_many(place, MAX_DATED));
    }
    let dates: Vec<Option<NaiveDate>> = all.iter().map(|opening| opening.from).collect();
    twice(place, &dates, faults);
    for (index, opening) in all.iter().enumerate() {
        for (row, hours) in opening.hours.iter().enumerate() {
            let pointer = format!("{place}/{index}/hours/{row}");
            if hours.closes <= hours.opens {
                faults.push(wrong(&*pointer, Message::new("calendar-hours-reversed")));
            }
            let before = opening.hours.iter().take(row);
            if before.into_iter().any(|other| other.on == hours.on) {
                faults.push(wrong(&*pointer, Message::new("calendar-weekday-twice")));
            }
        }
        let workdays = |day: chrono::Weekday| day.num_days_from_monday() < 5;
        if !opening.hours.iter().any(|hours| workdays(hours.on)) {
            let pointer = format!("{place}/{index}/hours");
            faults.push(wrong(pointer, Message::new("calendar-never-open")));
        }
    }
}

/// Where a calendar has no working day for too long.
pub(super) fn closed_for_long(place: &str, begins: NaiveDate, days: u32) -> CalendarError {
    let year = i64::from(begins.year());
    let message = Message::new("calendar-closed-for-long")
        .with("from", begins)
        .with("year", year)
        .with("days", days);
    wrong(place, message)
}
