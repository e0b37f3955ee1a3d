//! The bounds of what shows between cases. A practice, no rule: a municipality sets them within limits.

use std::ops::RangeInclusive;

use chrono::Duration;
use serde::{Deserialize, Serialize};

/// Within how many days the same question is told as asked twice. Less than a week is one conversation; after a year what
/// was answered is old.
pub const ASKED_AGAIN_DAYS: RangeInclusive<u16> = 7..=365;

/// Within how many days of each other cases are told as begun in parallel. Less than a week is one enquiry; half a year apart
/// nothing is parallel.
pub const BEGUN_TOGETHER_DAYS: RangeInclusive<u16> = 7..=180;

/// Within how many days after a case closed another about the same is told as come back: a month to three years.
pub const BACK_DAYS: RangeInclusive<u16> = 30..=1_095;

/// More than how many departments in a week are told: one is no crowd, and ten no family lets in.
pub const DEPARTMENTS_A_WEEK: RangeInclusive<u16> = 2..=10;

/// What a municipality has laid down.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanBounds {
    /// How near two questions lie that are told as one asked twice, in days.
    pub asked_again_days: u16,
    /// How near two cases are begun that are told as begun in parallel, in days.
    pub begun_together_days: u16,
    /// How soon after a case was closed another about the same tells that it did not help, in days.
    pub back_days: u16,
    /// How many departments come to a citizen in one week before it is told.
    pub departments_a_week: u16,
}

impl Default for PlanBounds {
    /// What was asked a quarter of a year ago the citizen still remembers having answered.
    fn default() -> Self {
        Self {
            asked_again_days: 90,
            begun_together_days: 60,
            back_days: 365,
            departments_a_week: 3,
        }
    }
}

impl PlanBounds {
    /// The names of those that lie outside their limits, each with the limits.
    #[must_use]
    pub fn outside(&self) -> Vec<(&'static str, RangeInclusive<u16>)> {
        let all = [
            ("asked_again_days", self.asked_again_days, ASKED_AGAIN_DAYS),
            (
                "begun_together_days",
                self.begun_together_days,
                BEGUN_TOGETHER_DAYS,
            ),
            ("back_days", self.back_days, BACK_DAYS),
            ("departments_a_week", self.departments_a_week, DEPARTMENTS_A_WEEK),
        ];
        all.into_iter()
            .filter(|(_, value, limits)| !limits.contains(value))
            .map(|(name, _, limits)| (name, limits))
            .collect()
    }

    /// Within which time the same question is told as asked twice.
    #[must_use]
    pub fn asked_again(&self) -> Duration {
        Duration::days(self.asked_again_days.into())
    }

    /// Within which time of each other cases are told as begun in parallel.
    #[must_use]
    pub fn begun_together(&self) -> Duration {
        Duration::days(self.begun_together_days.into())
    }

    /// Within which time a case that closed is told as come back.
    #[must_use]
    pub fn back(&self) -> Duration {
        Duration::days(self.back_days.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_bounds_lie_within_the_limits_and_others_are_named() {
        assert_eq!(PlanBounds::default().outside(), []);
        let wrong = PlanBounds {
            asked_again_days: 6,
            departments_a_week: 11,
            ..PlanBounds::default()
        };
        assert_eq!(
            wrong.outside(),
            [
                ("asked_again_days", ASKED_AGAIN_DAYS),
                ("departments_a_week", DEPARTMENTS_A_WEEK)
            ]
        );
    }
}
