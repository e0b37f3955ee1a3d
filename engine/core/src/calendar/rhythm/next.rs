//! When a rhythm comes next.

use chrono::{DateTime, Datelike, Days, Duration, Months, NaiveDate, NaiveTime, Utc, Weekday};

use super::{Rhythm, Sort, Which};
use crate::calendar::{Calendar, DaySet, Length, instant_of, local_date, local_time};

/// How many days ahead the next time of a daily or weekly rhythm may lie.
const MAX_DAYS_AHEAD: usize = 9;

/// How many days ahead the next working day may lie: as long as a calendar may be closed, and a day.
const MAX_CLOSED_DAYS: usize = 62;

/// How many months ahead the next time of a monthly rhythm may lie.
const MAX_MONTHS_AHEAD: u32 = 2;

/// How many intervals are counted from an anchor before a rhythm is given up: weekly for a hundred years.
const MAX_INTERVALS: u32 = 5_300;

const DAYS_IN_WEEK: u32 = 7;

pub(super) fn after(
    rhythm: &Rhythm,
    at: DateTime<Utc>,
    anchor: DateTime<Utc>,
    first: Option<Length>,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    match rhythm {
        Rhythm::Cron(expression) => expression.next_after(at),
        Rhythm::Daily(time) => next_day(at, *time, MAX_DAYS_AHEAD, |_| true),
        Rhythm::WorkingDays(time) => next_day(at, *time, MAX_CLOSED_DAYS, |day| {
            calendar.is_working_day(day, DaySet::Office)
        }),
        Rhythm::Weekly(weekdays, time) => {
            next_day(at, *time, MAX_DAYS_AHEAD, |day| weekdays.contains(&day.weekday()))
        }
        Rhythm::EveryWeeks(weeks, weekday, time) => next_weeks(*weeks, *weekday, *time, at, anchor),
        Rhythm::Monthly(which, time) => {
            next_month(at, *time, |first, last| on(*which, first, last, calendar))
        }
        Rhythm::Yearly { month, day, time } => next_year(*month, *day, *time, at),
        Rhythm::Every(length) => next_interval(*length, at, anchor, first, calendar),
    }
}

fn next_day(
    at: DateTime<Utc>,
    time: NaiveTime,
    most: usize,
    fits: impl Fn(NaiveDate) -> bool,
) -> Option<DateTime<Utc>> {
    let days = local_date(at).iter_days().take(most);
    days.filter(|day| fits(*day))
        .map(|day| instant_of(day.and_time(time)))
        .find(|moment| *moment > at)
}

fn next_weeks(
    weeks: u32,
    weekday: Weekday,
    time: NaiveTime,
    at: DateTime<Utc>,
    anchor: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let first_week = local_date(anchor).week(Weekday::Mon).checked_first_day()?;
    let first = first_week.checked_add_days(Days::new(u64::from(weekday.num_days_from_monday())))?;
    let step = weeks.checked_mul(DAYS_IN_WEEK)?;
    // What lies before the anchor is not asked for.
    let at = at.max(anchor - Duration::seconds(1));
    let passed = (local_date(at) - first).num_days().max(0) / i64::from(step);
    (passed..=passed + 1).find_map(|count| {
        let days = u64::try_from(count).ok()?.checked_mul(u64::from(step))?;
        let moment = instant_of(first.checked_add_days(Days::new(days))?.and_time(time));
        (moment > at).then_some(moment)
    })
}

fn next_month(
    at: DateTime<Utc>,
    time: NaiveTime,
    pick: impl Fn(NaiveDate, NaiveDate) -> Option<NaiveDate>,
) -> Option<DateTime<Utc>> {
    let this_month = local_date(at).with_day(1)?;
    (0..=MAX_MONTHS_AHEAD).find_map(|ahead| {
        let first = this_month.checked_add_months(Months::new(ahead))?;
        let last = first.checked_add_months(Months::new(1))?.pred_opt()?;
        let moment = instant_of(pick(first, last)?.and_time(time));
        (moment > at).then_some(moment)
    })
}

/// The day of the month that is meant; none where the month has none.
fn on(which: Which, first: NaiveDate, last: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    match which {
        Which::Day(number) => first.with_day(u32::from(number)).or(Some(last)),
        Which::Last(Sort::Day) => Some(last),
        Which::Last(Sort::WorkingDay) => calendar.on_or_before(last, DaySet::Office),
        Which::Last(Sort::Weekday(weekday)) => {
            let back = last.weekday().days_since(weekday);
            last.checked_sub_days(Days::new(u64::from(back)))
        }
        Which::Nth(number, Sort::Day) => first.with_day(u32::from(number)),
        Which::Nth(number, Sort::WorkingDay) => {
            calendar.nth_after(first.pred_opt()?, u32::from(number), DaySet::Office)
        }
        Which::Nth(number, Sort::Weekday(weekday)) => {
            let ahead = weekday.days_since(first.weekday());
            let weeks = u32::from(number).checked_sub(1)?;
            first.checked_add_days(Days::new(u64::from(ahead + weeks * DAYS_IN_WEEK)))
        }
    }
}

fn next_year(month: u32, day: u32, time: NaiveTime, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let this_year = local_date(at).year();
    (this_year..=this_year.checked_add(1)?).find_map(|year| {
        let on = NaiveDate::from_ymd_opt(year, month, day);
        let on = on.or_else(|| NaiveDate::from_ymd_opt(year, month, day.checked_sub(1)?))?;
        let moment = instant_of(on.and_time(time));
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
pub(in crate::calendar) fn moved(
    anchor: DateTime<Utc>,
    length: Length,
    count: u32,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    let local = local_time(anchor);
    let (day, time) = (local.date(), local.time());
    let times = |unit: u32| unit.checked_mul(count);
    let target = match length {
        Length::Minutes(unit) => {
            return anchor.checked_add_signed(Duration::minutes(i64::from(times(unit)?)));
        }
        Length::Hours(unit) => {
            return anchor.checked_add_signed(Duration::hours(i64::from(times(unit)?)));
        }
        Length::OfficeHours(unit) => {
            let open = Duration::hours(i64::from(times(unit)?));
            return calendar.open_time_after(anchor, open, DaySet::Office);
        }
        Length::Days(unit) => day.checked_add_days(Days::new(u64::from(times(unit)?)))?,
        Length::Weeks(unit) => day.checked_add_days(Days::new(u64::from(times(unit)?) * 7))?,
        Length::Months(unit) => day.checked_add_months(Months::new(times(unit)?))?,
        Length::Years(unit) => day.checked_add_months(Months::new(times(unit)?.checked_mul(12)?))?,
        Length::WorkingDays(unit) => calendar.nth_after(day, times(unit)?, DaySet::Office)?,
        Length::EndOfMonth | Length::AtAge(_) => return None,
    };
    Some(instant_of(target.and_time(time)))
}
