//! What ends today: it counted for the last time the day before.

use chrono::NaiveDate;
use samspil_store::Place;

/// The last day of what ends today.
pub(crate) fn last_day(today: NaiveDate) -> NaiveDate {
    today.pred_opt().unwrap_or(today)
}

/// Places as they are once they have ended, without those that are over already.
pub(crate) fn ended<'a>(places: impl Iterator<Item = &'a Place>, today: NaiveDate) -> Vec<Place> {
    let last = last_day(today);
    places
        .filter(|place| !place.days.is_over(today))
        .map(|place| Place {
            days: place.days.ended(last),
            ..place.clone()
        })
        .collect()
}
