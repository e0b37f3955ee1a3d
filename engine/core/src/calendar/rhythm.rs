//! Rhythms: when something comes back, as cron or in plain words.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, Utc, Weekday};

use super::{Calendar, CronError, CronExpr, DaySet, Length, Term, instant_of, local_date, local_time};
use crate::text::{Language, Message, time_of_day};

/// How many days ahead the next time of a daily or weekly rhythm may lie.
const MAX_DAYS_AHEAD: usize = 9;

/// How many months ahead the next time of a monthly rhythm may lie.
const MAX_MONTHS_AHEAD: u32 = 2;

/// How many intervals are counted from an anchor before a rhythm is given up: weekly for a hundred years.
const MAX_INTERVALS: u32 = 5_300;

/// When something comes back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rhythm {
    /// By a cron expression.
    Cron(CronExpr),
    /// Every day at this time.
    Daily(NaiveTime),
    /// Every week on this day at this time.
    Weekly(Weekday, NaiveTime),
    /// The first working day of every month, from the start of the day.
    FirstWorkingDay,
    /// The last working day of every month, from the start of the day.
    LastWorkingDay,
    /// Again and again after this length, counted from an anchor.
    Every(Length),
}

/// Why a text is not a rhythm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RhythmError {
    /// Neither words that are known nor a length.
    Form,
    /// The cron expression cannot be read.
    Cron(CronError),
}

impl RhythmError {
    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::Form => Message::new("rhythm-form"),
            Self::Cron(error) => error.message(),
        }
    }
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Mon),
    ("Tuesday", Weekday::Tue),
    ("Wednesday", Weekday::Wed),
    ("Thursday", Weekday::Thu),
    ("Friday", Weekday::Fri),
    ("Saturday", Weekday::Sat),
    ("Sunday", Weekday::Sun),
];

fn name_of(day: Weekday) -> &'static str {
    WEEKDAYS
        .iter()
        .find(|(_, weekday)| *weekday == day)
        .map_or("", |(name, _)| name)
}

impl FromStr for Rhythm {
    type Err = RhythmError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "first working day of the month" => return Ok(Self::FirstWorkingDay),
            "last working day of the month" => return Ok(Self::LastWorkingDay),
            _ => {}
        }
        if let Some(expression) = text.strip_prefix("cron ") {
            return expression.parse().map(Self::Cron).map_err(RhythmError::Cron);
        }
        let rest = text.strip_prefix("every ").unwrap_or(text);
        if let Ok(length) = rest.parse::<Length>()
            && !matches!(length, Length::EndOfMonth | Length::AtAge(_))
        {
            return Ok(Self::Every(length));
        }
        let (day, time) = rest.split_once(' ').ok_or(RhythmError::Form)?;
        let time = NaiveTime::parse_from_str(time, "%H:%M").map_err(|_| RhythmError::Form)?;
        if day == "day" {
            return Ok(Self::Daily(time));
        }
        let weekday = WEEKDAYS
            .iter()
            .find(|(name, _)| *name == day)
            .ok_or(RhythmError::Form)?
            .1;
        Ok(Self::Weekly(weekday, time))
    }
}

impl fmt::Display for Rhythm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cron(expression) => write!(f, "cron {expression}"),
            Self::Daily(time) => write!(f, "every day {}", time.format("%H:%M")),
            Self::Weekly(day, time) => write!(f, "every {} {}", name_of(*day), time.format("%H:%M")),
            Self::FirstWorkingDay => f.write_str("first working day of the month"),
            Self::LastWorkingDay => f.write_str("last working day of the month"),
            Self::Every(length) => write!(f, "every {length}"),
        }
    }
}

impl Rhythm {
    /// The rhythm in words, for people; the time of day is written as this language does.
    #[must_use]
    pub fn message(&self, language: Language) -> Message {
        match self {
            Self::Cron(expression) => Message::new("rhythm-cron").with("cron", expression.to_string()),
            Self::Daily(time) => Message::new("rhythm-day").with("time", time_of_day(*time, language)),
            Self::Weekly(day, time) => Message::new(&format!("rhythm-{}", name_of(*day).to_lowercase()))
                .with("time", time_of_day(*time, language)),
            Self::FirstWorkingDay => Message::new("rhythm-first-working-day"),
            Self::LastWorkingDay => Message::new("rhythm-last-working-day"),
            Self::Every(length) => Message::new("rhythm-interval").with("length", length.message()),
        }
    }

    /// The first moment after `at`. Intervals are counted from `anchor`, the first one being `first` where it is
    /// given; each is counted from the anchor itself, so that a month's clamped end does not stick.
    #[must_use]
    pub fn next_after(
        &self,
        at: DateTime<Utc>,
        anchor: DateTime<Utc>,
        first: Option<Length>,
        calendar: &Calendar,
    ) -> Option<DateTime<Utc>> {
        match self {
            Self::Cron(expression) => expression.next_after(at),
            Self::Daily(time) => next_day(at, *time, |_| true),
            Self::Weekly(weekday, time) => next_day(at, *time, |day| day.weekday() == *weekday),
            Self::FirstWorkingDay => next_month(at, |first, _| calendar.on_or_after(first, DaySet::Office)),
            Self::LastWorkingDay => next_month(at, |_, last| calendar.on_or_before(last, DaySet::Office)),
            Self::Every(length) => next_interval(*length, at, anchor, first, calendar),
        }
    }
}

fn next_day(at: DateTime<Utc>, time: NaiveTime, fits: impl Fn(NaiveDate) -> bool) -> Option<DateTime<Utc>> {
    let days = local_date(at).iter_days().take(MAX_DAYS_AHEAD);
    days.filter(|day| fits(*day))
        .map(|day| instant_of(day.and_time(time)))
        .find(|moment| *moment > at)
}

fn next_month(
    at: DateTime<Utc>,
    pick: impl Fn(NaiveDate, NaiveDate) -> Option<NaiveDate>,
) -> Option<DateTime<Utc>> {
    let this_month = local_date(at).with_day(1)?;
    (0..=MAX_MONTHS_AHEAD).find_map(|ahead| {
        let first = this_month.checked_add_months(Months::new(ahead))?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        let moment = instant_of(pick(first, last)?.and_time(NaiveTime::MIN));
        (moment > at).then_some(moment)
    })
}

fn next_interval(
    length: Length,
    at: DateTime<Utc>,
    anchor: DateTime<Utc>,
    first: Option<Length>,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    let start = match first {
        Some(first) => moved(anchor, first, 1, calendar)?,
        None => anchor,
    };
    let from = u32::from(first.is_none());
    (from..=MAX_INTERVALS)
        .map_while(|count| moved(start, length, count, calendar))
        .find(|moment| *moment > at)
}

/// The anchor moved on by so many lengths, at the anchor's time of day.
fn moved(anchor: DateTime<Utc>, length: Length, count: u32, calendar: &Calendar) -> Option<DateTime<Utc>> {
    let local = local_time(anchor);
    let (day, time) = (local.date(), local.time());
    let times = |unit: u32| unit.checked_mul(count);
    let target = match length {
        Length::Minutes(unit) => {
            return anchor.checked_add_signed(chrono::Duration::minutes(i64::from(times(unit)?)));
        }
        Length::Hours(unit) => {
            return anchor.checked_add_signed(chrono::Duration::hours(i64::from(times(unit)?)));
        }
        Length::Days(unit) => day.checked_add_days(Days::new(u64::from(times(unit)?)))?,
        Length::Weeks(unit) => day.checked_add_days(Days::new(u64::from(times(unit)?) * 7))?,
        Length::Months(unit) => day.checked_add_months(Months::new(times(unit)?))?,
        Length::Years(unit) => day.checked_add_months(Months::new(times(unit)?.checked_mul(12)?))?,
        Length::WorkingDays(unit) => calendar.nth_after(day, times(unit)?, Term::default().days)?,
        Length::EndOfMonth | Length::AtAge(_) => return None,
    };
    Some(instant_of(target.and_time(time)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn rhythms_in_words() {
        let anchor = at("2026-01-31T09:00:00+01:00");
        for (text, from, expected) in [
            (
                "every Monday 08:00",
                "2026-11-23T08:00:00+01:00",
                "2026-11-30T08:00:00+01:00",
            ),
            (
                "every day 07:30",
                "2026-11-23T07:29:00+01:00",
                "2026-11-23T07:30:00+01:00",
            ),
            (
                "every Sunday 02:30",
                "2026-03-28T12:00:00+01:00",
                "2026-03-29T03:00:00+02:00",
            ),
            (
                "first working day of the month",
                "2026-12-15T12:00:00+01:00",
                "2027-01-04T00:00:00+01:00",
            ),
            (
                "last working day of the month",
                "2026-12-15T12:00:00+01:00",
                "2026-12-30T00:00:00+01:00",
            ),
            (
                "every 1 month",
                "2026-02-28T09:00:00+01:00",
                "2026-03-31T09:00:00+02:00",
            ),
            (
                "every 3 months",
                "2026-02-01T00:00:00+01:00",
                "2026-04-30T09:00:00+02:00",
            ),
            (
                "cron 0 8 * * 1",
                "2026-11-23T08:00:00+01:00",
                "2026-11-30T08:00:00+01:00",
            ),
        ] {
            let rhythm: Rhythm = text.parse().unwrap();
            assert_eq!(rhythm.to_string(), text);
            assert_eq!(
                rhythm.next_after(at(from), anchor, None, &Calendar::default()),
                Some(at(expected)),
                "{text}"
            );
            for language in Language::ALL {
                assert!(
                    !rhythm.message(language).say(language).starts_with("rhythm-"),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_first_interval_may_differ() {
        let rhythm = Rhythm::Every(Length::Months(6));
        let anchor = at("2026-01-15T09:00:00+01:00");
        let next =
            |from: &str| rhythm.next_after(at(from), anchor, Some(Length::Months(3)), &Calendar::default());
        assert_eq!(
            next("2026-01-15T09:00:00+01:00"),
            Some(at("2026-04-15T09:00:00+02:00"))
        );
        assert_eq!(
            next("2026-04-15T09:00:00+02:00"),
            Some(at("2026-10-15T09:00:00+02:00"))
        );
    }

    #[test]
    fn what_is_no_rhythm() {
        for text in [
            "",
            "every",
            "every Mandag 08:00",
            "every Monday 25:00",
            "end of month",
            "cron 0 0 30 2 *",
        ] {
            assert!(text.parse::<Rhythm>().is_err(), "{text}");
        }
    }
}
