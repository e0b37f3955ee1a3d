//! When the offices are open on their working days: only lengths in office hours ask.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::{instant_of, local_time};

/// The hours of a working day in which the offices are open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hours {
    /// The weekday.
    pub on: Weekday,
    /// When they open.
    pub opens: NaiveTime,
    /// When they close.
    pub closes: NaiveTime,
}

/// The hours of all weekdays, and since when they hold.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opening {
    /// The first date on which they hold; those with the latest date hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// At most one row for a weekday; a weekday without one is not open.
    pub hours: Vec<Hours>,
}

/// The hours where a tenant says nothing: Monday to Friday from 9 to 15.
const PLAIN_HOURS: (u32, u32) = (9, 15);

const PLAIN_DAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

impl Default for Opening {
    fn default() -> Self {
        let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
        let hours = PLAIN_DAYS.map(|on| Hours {
            on,
            opens: at(PLAIN_HOURS.0),
            closes: at(PLAIN_HOURS.1),
        });
        Self {
            from: None,
            hours: hours.to_vec(),
        }
    }
}

/// The opening hours that hold on a day: those with the latest date that is not after it.
pub(super) fn holding(all: &[Opening], day: NaiveDate) -> Option<&Opening> {
    let begun = all.iter().filter(|one| one.from.is_none_or(|from| from <= day));
    begun.max_by_key(|one| one.from)
}

impl Opening {
    /// From when to when the offices are open on a day, if it is a working day at all.
    pub(super) fn on(&self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let hours = self.hours.iter().find(|hours| hours.on == day.weekday())?;
        let moment = |time| instant_of(day.and_time(time));
        Some((moment(hours.opens), moment(hours.closes)))
    }
}

/// Counts open time on from a moment. `open` gives the hours of a day, or nothing where it is closed.
///
/// The moment at which the last of the time has passed; nothing where no day is open for that long.
pub(super) fn open_time_after(
    from: DateTime<Utc>,
    mut time: Duration,
    longest_closed_days: u32,
    open: impl Fn(NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> Option<DateTime<Utc>> {
    let mut closed = 0;
    for day in local_time(from).date().iter_days() {
        let Some((opens, closes)) = open(day) else {
            closed += 1;
            if closed > longest_closed_days {
                return None;
            }
            continue;
        };
        closed = 0;
        let begins = opens.max(from);
        let left = closes - begins;
        if left >= time {
            return Some(begins + time);
        }
        time -= left.max(Duration::zero());
    }
    None
}

/// The open time that lies between two moments.
pub(super) fn open_time_between(
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    open: impl Fn(NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> Duration {
    let last = local_time(to).date();
    let days = local_time(from).date().iter_days().take_while(|day| *day <= last);
    days.filter_map(open)
        .map(|(opens, closes)| (closes.min(to) - opens.max(from)).max(Duration::zero()))
        .sum()
}

/// Counts open time back from a moment, as [`open_time_after`] counts it on.
pub(super) fn open_time_before(
    from: DateTime<Utc>,
    mut time: Duration,
    longest_closed_days: u32,
    open: impl Fn(NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)>,
) -> Option<DateTime<Utc>> {
    let mut closed = 0;
    let mut day = local_time(from).date();
    loop {
        match open(day) {
            None => {
                closed += 1;
                if closed > longest_closed_days {
                    return None;
                }
            }
            Some((opens, closes)) => {
                closed = 0;
                let ends = closes.min(from);
                let left = ends - opens;
                if left >= time {
                    return Some(ends - time);
                }
                time -= left.max(Duration::zero());
            }
        }
        day = day.pred_opt()?;
    }
}
