//! Windows: at least so many in any so long, at most so long apart. When the next must be held, and when to plan it.

use chrono::{DateTime, Days, Months, NaiveDate, Utc};

use super::{Calendar, Length, end_of_day, instant_of, local_date};
use crate::calendar::rhythm::moved;

/// How often something must happen.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Window {
    /// At least this many times.
    pub at_least: u32,
    /// In any stretch of this length; counted in days or longer.
    pub in_any: Length,
    /// No two of them further apart than this, nor the first from the beginning.
    pub at_most_apart: Option<Length>,
}

/// The next time: when it is proposed, and the last day on which all can still be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// When it is proposed; never after the last day.
    pub at: DateTime<Utc>,
    /// The end of the last day.
    pub latest: DateTime<Utc>,
}

/// The days of the shortest month.
const SHORTEST_MONTH: u32 = 28;

/// How many days a length has at the least; none where it is not counted in days or longer.
#[must_use]
pub const fn least_days(length: Length) -> Option<u32> {
    match length {
        Length::Days(count) => Some(count),
        Length::Weeks(count) => count.checked_mul(7),
        Length::Months(count) => count.checked_mul(SHORTEST_MONTH),
        Length::Years(count) => count.checked_mul(SHORTEST_MONTH * 12),
        _ => None,
    }
}

/// The first time is proposed a quarter of the way to the second, so that a year with three begins in its first month.
const FIRST_SHARE: u32 = 4;

impl Window {
    /// Whether its shortest stretch has a day for each time.
    #[must_use]
    pub fn has_room(&self) -> bool {
        least_days(self.in_any).is_some_and(|days| self.at_least <= days)
    }

    /// The end of the last day on which the next may be held, `past` being those since `anchor`, oldest first; those of
    /// the last `at_least` suffice. Each needs a day of its own. None where calendars end.
    #[must_use]
    pub fn latest(
        &self,
        anchor: DateTime<Utc>,
        past: &[DateTime<Utc>],
        calendar: &Calendar,
    ) -> Option<DateTime<Utc>> {
        let most = usize::try_from(self.at_least).ok()?;
        let begun = past.len() < most;
        // Each stretch begins right after one of them, or with the beginning, and holds those that come after.
        let starts = begun.then_some(anchor).into_iter().chain(past.iter().copied());
        let starts: Vec<DateTime<Utc>> = starts.collect();
        let skipped = starts.len().saturating_sub(most);
        let stretches = starts.iter().enumerate().skip(skipped);
        let by_window = stretches.map(|(place, start)| {
            let ends = local_date(moved(*start, self.in_any, 1, calendar)?);
            let so_far = starts.len() - 1 - place;
            let after_next = u64::try_from(most.checked_sub(so_far + 1)?).ok()?;
            ends.checked_sub_days(Days::new(after_next))
        });
        let last = *starts.last()?;
        let by_distance = self
            .at_most_apart
            .map(|apart| Some(local_date(moved(last, apart, 1, calendar)?)));
        let all: Option<Vec<NaiveDate>> = by_window.chain(by_distance).collect();
        all?.into_iter().min().map(end_of_day)
    }

    /// The next time, spread evenly from the last one on. The first is so long after `anchor` as `first` says.
    #[must_use]
    pub fn proposed(
        &self,
        anchor: DateTime<Utc>,
        past: &[DateTime<Utc>],
        first: Option<Length>,
        calendar: &Calendar,
    ) -> Option<Proposed> {
        let latest = self.latest(anchor, past, calendar)?;
        let day = match (past.last(), first) {
            (Some(last), _) => self.share(local_date(*last), 1)?,
            (None, Some(first)) => local_date(moved(anchor, first, 1, calendar)?),
            (None, None) => self.share(local_date(anchor), FIRST_SHARE)?,
        };
        let day = day.min(local_date(latest));
        Some(Proposed {
            at: instant_of(day.and_time(chrono::NaiveTime::MIN)),
            latest,
        })
    }

    /// The next so many times, each held when it is proposed.
    #[must_use]
    pub fn plan(
        &self,
        anchor: DateTime<Utc>,
        past: &[DateTime<Utc>],
        first: Option<Length>,
        count: usize,
        calendar: &Calendar,
    ) -> Vec<Proposed> {
        let mut held = past.to_vec();
        let mut plan = Vec::new();
        for _ in 0..count {
            let Some(next) = self.proposed(anchor, &held, first, calendar) else {
                break;
            };
            held.push(next.at);
            plan.push(next);
        }
        plan
    }

    /// A day on, by a part of the even distance: in whole months where months divide, otherwise in days.
    fn share(&self, from: NaiveDate, parts: u32) -> Option<NaiveDate> {
        let parts = self.at_least.checked_mul(parts)?.max(1);
        let months = match self.in_any {
            Length::Months(months) => Some(months),
            Length::Years(years) => years.checked_mul(12),
            _ => None,
        };
        if let Some(months) = months.filter(|months| months % parts == 0 && *months > 0) {
            return from.checked_add_months(Months::new(months / parts));
        }
        let days = match (months, self.in_any) {
            (Some(months), _) => (from.checked_add_months(Months::new(months))? - from).num_days(),
            (None, Length::Weeks(weeks)) => i64::from(weeks) * 7,
            (None, Length::Days(days)) => i64::from(days),
            _ => return None,
        };
        let days = (days / i64::from(parts)).max(1);
        from.checked_add_days(Days::new(u64::try_from(days).ok()?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SORO: Window = Window {
        at_least: 3,
        in_any: Length::Months(12),
        at_most_apart: Some(Length::Months(5)),
    };

    fn noon(day: &str) -> DateTime<Utc> {
        format!("{day}T11:00:00Z").parse().unwrap()
    }

    fn days(plan: &[Proposed]) -> Vec<(String, String)> {
        plan.iter()
            .map(|one| (local_date(one.at).to_string(), local_date(one.latest).to_string()))
            .collect()
    }

    #[test]
    fn three_meetings_in_any_year_are_planned_in_its_first_fifth_and_ninth_month() {
        let plan = SORO.plan(noon("2026-01-05"), &[], None, 4, &Calendar::default());
        let expected = [
            ("2026-02-05", "2026-06-05"),
            ("2026-06-05", "2026-07-05"),
            ("2026-10-05", "2026-11-05"),
            ("2027-02-05", "2027-02-05"),
        ];
        let expected = expected.map(|(at, latest)| (at.to_owned(), latest.to_owned()));
        assert_eq!(days(&plan), expected);
    }

    #[test]
    fn what_was_held_late_leaves_less_time_for_the_next() {
        let calendar = Calendar::default();
        let anchor = noon("2026-01-01");
        let without_distance = Window {
            at_most_apart: None,
            ..SORO
        };
        for (past, latest) in [
            (&[][..], "2026-12-30"),
            (&["2026-12-20"], "2026-12-31"),
            (&["2026-12-20", "2026-12-31"], "2027-01-01"),
            (&["2026-03-01", "2026-05-01", "2026-12-20"], "2027-03-01"),
        ] {
            let past: Vec<DateTime<Utc>> = past.iter().map(|day| noon(day)).collect();
            let found = without_distance.latest(anchor, &past, &calendar).unwrap();
            assert_eq!(local_date(found).to_string(), latest, "{past:?}");
        }
    }

    /// Whether days keep the window, by looking at every stretch of days there is.
    fn keeps(held: &[i64], from: i64, to: i64, window: (usize, i64, Option<i64>)) -> bool {
        let (at_least, length, apart) = window;
        let enough = (from..=to - length).all(|day| {
            held.iter()
                .filter(|one| **one > day && **one <= day + length)
                .count()
                >= at_least
        });
        let mut before = from;
        let near = held.iter().all(|one| {
            let gap = one - before;
            before = *one;
            apart.is_none_or(|apart| gap <= apart)
        });
        enough && near && apart.is_none_or(|apart| to - before <= apart)
    }

    /// Whether some way of going on keeps the window for long enough, one day at most each.
    fn can_go_on(held: &[i64], next: i64, until: i64, window: (usize, i64, Option<i64>)) -> bool {
        let mut all = held.to_vec();
        all.push(next);
        // Holding one every day from then on is the best that can be done.
        all.extend(next + 1..=until);
        keeps(&all, 0, until, window)
    }

    proptest! {
        /// The last day is the last on which, holding one every day afterwards, every stretch still has enough.
        #[test]
        fn the_last_day_is_the_last_on_which_all_can_be_kept(
            at_least in 1_u32..4,
            length in 4_u32..12,
            apart in proptest::option::of(2_u32..9),
            steps in proptest::collection::vec(1_i64..4, 0..6),
        ) {
            let start = noon("2026-01-05");
            let rule = Window {
                at_least,
                in_any: Length::Days(length),
                at_most_apart: apart.map(Length::Days),
            };
            let window = (at_least as usize, i64::from(length), apart.map(i64::from));
            let mut day = 0;
            let held: Vec<i64> = steps.iter().map(|step| { day += step; day }).collect();
            let until = day + 40;
            let next: Vec<i64> = (day + 1..until).filter(|next| can_go_on(&held, *next, until, window)).collect();
            let past: Vec<DateTime<Utc>> = held.iter().map(|day| start + chrono::Duration::days(*day)).collect();
            let kept_so_far = next.first() == Some(&(day + 1));
            prop_assume!(kept_so_far);
            let found = rule.latest(start, &past, &Calendar::default()).unwrap();
            let last = (local_date(found) - local_date(start)).num_days();
            prop_assert_eq!(Some(&last), next.last(), "{:?} {:?}", rule, held);
            let short: Vec<DateTime<Utc>> = past.iter().rev().take(at_least as usize).rev().copied().collect();
            prop_assert_eq!(rule.latest(start, &short, &Calendar::default()), Some(found));
            let proposed = rule.proposed(start, &past, None, &Calendar::default()).unwrap();
            prop_assert!(proposed.at <= proposed.latest);
        }
    }
}
