//! How long a clock has stood still, in every unit that a clock may count by.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use super::{Calendar, DaySet, local_date};

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over references")]
fn is_zero<T: Default + PartialEq>(count: &T) -> bool {
    *count == T::default()
}

/// How long something stood still. A day has been stood still through when the stillness lay over the midnight before
/// it, so that what stood still from Monday to Wednesday stood still for two days, whatever the hour.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Stood {
    /// Elapsed seconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub seconds: i64,
    /// Calendar days.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub days: u32,
    /// Those of them that were working days of the clock's own kind.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub working_days: u32,
    /// Seconds in which the offices were open.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub office_seconds: i64,
}

impl Stood {
    /// The stillness between two moments; none where the second is not after the first.
    #[must_use]
    pub fn between(from: DateTime<Utc>, to: DateTime<Utc>, calendar: &Calendar, days: DaySet) -> Self {
        if to <= from {
            return Self::default();
        }
        let (first, last) = (local_date(from), local_date(to));
        let working_days = calendar.working_days_between(first, last, days);
        Self {
            seconds: (to - from).num_seconds(),
            days: u32::try_from((last - first).num_days()).unwrap_or(u32::MAX),
            working_days: u32::try_from(working_days).unwrap_or(u32::MAX),
            office_seconds: calendar.open_time_between(from, to, days).num_seconds(),
        }
    }

    /// Both together.
    #[must_use]
    pub const fn and(self, more: Self) -> Self {
        Self {
            seconds: self.seconds.saturating_add(more.seconds),
            days: self.days.saturating_add(more.days),
            working_days: self.working_days.saturating_add(more.working_days),
            office_seconds: self.office_seconds.saturating_add(more.office_seconds),
        }
    }

    /// The elapsed time.
    #[must_use]
    pub fn elapsed(self) -> Duration {
        Duration::seconds(self.seconds)
    }

    /// The open time.
    #[must_use]
    pub fn office_time(self) -> Duration {
        Duration::seconds(self.office_seconds)
    }

    /// Whether it has not stood still at all.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}
