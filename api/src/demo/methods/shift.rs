//! A made-up case is moved in time: whole weeks, so that days of the week stay what they are.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, Utc};
use samspil_core::calendar::{instant_of, local_time};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

/// How far a made-up case is moved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Shift {
    weeks: i64,
}

impl Shift {
    /// Such that the week of `last` is the one before the week of `today`: all of it has passed.
    pub(super) fn to_last_week(last: NaiveDate, today: NaiveDate) -> Self {
        Self {
            weeks: (monday(today) - monday(last)).num_weeks() - 1,
        }
    }

    /// The moment: the same time of the day on the other day.
    pub(super) fn moment(self, moment: DateTime<Utc>) -> DateTime<Utc> {
        instant_of(local_time(moment) + Duration::weeks(self.weeks))
    }

    fn day(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_signed(Duration::weeks(self.weeks)).unwrap_or(day)
    }

    /// Whatever is written as JSON, with each text in it moved that is a day or a moment and nothing else.
    pub(super) fn all_in<T: Serialize + DeserializeOwned>(self, written: &T) -> serde_json::Result<T> {
        let mut json = serde_json::to_value(written)?;
        self.move_in(&mut json);
        serde_json::from_value(json)
    }

    /// The same for JSON alone.
    pub(super) fn move_in(self, json: &mut Json) {
        match json {
            Json::String(text) => {
                if let Ok(day) = text.parse::<NaiveDate>() {
                    *text = self.day(day).to_string();
                } else if let Ok(moment) = text.parse::<DateTime<Utc>>() {
                    *text = self.moment(moment).to_rfc3339();
                }
            }
            Json::Array(rows) => rows.iter_mut().for_each(|row| self.move_in(row)),
            Json::Object(fields) => fields.values_mut().for_each(|field| self.move_in(field)),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
}

fn monday(day: NaiveDate) -> NaiveDate {
    let since = Days::new(u64::from(day.weekday().num_days_from_monday()));
    day.checked_sub_days(since).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_last_week_is_always_over_and_days_of_the_week_stay() {
        for (last, today) in [
            ("2026-01-18", "2026-11-23"),
            ("2026-01-12", "2026-11-29"),
            ("2026-10-25", "2026-03-01"),
        ] {
            let moved = Shift::to_last_week(day(last), day(today)).day(day(last));
            assert_eq!(moved.weekday(), day(last).weekday());
            let ago = (day(today) - moved).num_days();
            assert!((1..=13).contains(&ago), "{last} {today} {ago}");
        }
    }

    #[test]
    fn days_and_moments_are_moved_wherever_they_stand_and_words_are_not() {
        let shift = Shift { weeks: 10 };
        let written = json!({
            "day": "2026-01-05", "words": "Den 2026-01-05", "time": "10:00",
            "rows": [{"starts": "2026-01-21T12:00:00Z", "number": 2026}],
        });
        let moved = json!({
            "day": "2026-03-16", "words": "Den 2026-01-05", "time": "10:00",
            // Summer time has begun: thirteen o'clock stays thirteen o'clock.
            "rows": [{"starts": "2026-04-01T11:00:00+00:00", "number": 2026}],
        });
        assert_eq!(shift.all_in(&written).unwrap(), moved);
    }
}
