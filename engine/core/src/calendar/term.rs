//! How the end of a term is counted (Justitsministeriet's guide no. 9533 of 26 June 2018).

use chrono::{DateTime, Months, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Calendar, DaySet, Length, instant_of, local_date};
use crate::text::Message;

/// Where an end that falls on a closed day goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Roll {
    /// It stays: an authority's duty never rolls.
    #[default]
    None,
    /// To the next working day: a citizen's right.
    NextWorkingDay,
}

/// Which day the work is planned for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanBy {
    /// The due day itself.
    Same,
    /// The last working day up to and including the due day.
    #[default]
    PreviousWorkingDay,
}

/// Whether the day on which a term starts is its first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DayZero {
    /// The day after is the first (Justitsministeriet's guide 9533 of 2018).
    #[default]
    NotCounted,
    /// It is the first.
    Counted,
}

/// The time of the last day at which a term in days or longer ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EndAt {
    /// When the day ends: 23:59:59.
    #[default]
    EndOfDay,
    /// At this time of day.
    Time(NaiveTime),
    /// At the time of day at which it started.
    Exact,
}

/// How the end of a term is counted. The default is an authority's duty: no roll, planned for the working day before.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Term {
    /// Which closed days count.
    pub days: DaySet,
    /// Where an end on a closed day goes.
    pub roll: Roll,
    /// Which day the work is planned for.
    pub plan_by: PlanBy,
    /// Whether the first day counts.
    pub day_zero: DayZero,
    /// When on its last day it ends.
    pub at: EndAt,
}

/// Why there is no due moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TermError {
    /// The calendar has no working day where one is looked for.
    NoWorkingDay,
    /// The date lies outside what a calendar can hold.
    OutOfRange,
}

impl TermError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::NoWorkingDay => "term-no-working-day",
            Self::OutOfRange => "term-out-of-range",
        })
    }
}

/// The moment that lies this long before another: days and longer at the start of their day, hours and minutes
/// exactly. None where calendars end.
#[must_use]
pub fn before(moment: DateTime<Utc>, length: Length, calendar: &Calendar) -> Option<DateTime<Utc>> {
    let hours = |count: u32| chrono::Duration::hours(i64::from(count));
    match length {
        Length::Minutes(count) => moment.checked_sub_signed(chrono::Duration::minutes(i64::from(count))),
        Length::Hours(count) => moment.checked_sub_signed(hours(count)),
        Length::OfficeHours(count) => calendar.open_time_before(moment, hours(count), DaySet::Office),
        _ => {
            let day = day_before(local_date(moment), length, calendar, DaySet::Office)?;
            Some(instant_of(day.and_time(NaiveTime::MIN)))
        }
    }
}

/// The day that lies this long before another; the day itself for what is no number of days.
pub(super) fn day_before(
    day: NaiveDate,
    length: Length,
    calendar: &Calendar,
    days: DaySet,
) -> Option<NaiveDate> {
    let back = |count: u64| day.checked_sub_days(chrono::Days::new(count));
    match length {
        Length::Days(count) => back(u64::from(count)),
        Length::Weeks(count) => back(u64::from(count) * 7),
        Length::WorkingDays(count) => calendar.nth_before(day, count, days),
        Length::Months(count) | Length::AtAge(count) => day.checked_sub_months(Months::new(count)),
        Length::Years(count) => day.checked_sub_months(Months::new(count.checked_mul(12)?)),
        Length::Minutes(_) | Length::Hours(_) | Length::OfficeHours(_) | Length::EndOfMonth => Some(day),
    }
}
