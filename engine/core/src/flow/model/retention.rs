//! How long a closed case is kept, and what becomes of it then (*bevaring og kassation*).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::LegalSource;
use crate::calendar::Length;

/// What becomes of a case whose time is up.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discard {
    /// It is erased.
    Erase,
    /// It is written to an archive, and then erased.
    Archive,
}

impl Discard {
    /// The word for it in files, messages and text keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Erase => "erase",
            Self::Archive => "archive",
        }
    }
}

/// How long a case is kept from the day on which it closed, and what becomes of it then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Retention {
    /// How long, in days, weeks, months or years.
    pub keep: Length,
    /// What becomes of it then.
    pub then: Discard,
    /// Where the time comes from.
    pub law: Option<LegalSource>,
}

impl Retention {
    /// The last day on which a case that closed on this one is kept.
    #[must_use]
    pub fn last_day(&self, closed: NaiveDate) -> NaiveDate {
        self.keep.later(closed).unwrap_or(NaiveDate::MAX)
    }

    /// Both together: the longer time, and the archive where one of them says so.
    #[must_use]
    pub fn with(self, other: Self, closed: NaiveDate) -> Self {
        let then = self.then.max(other.then);
        let longer = if other.last_day(closed) > self.last_day(closed) {
            other
        } else {
            self
        };
        Self { then, ..longer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_rules_the_longer_time_holds_and_the_archive_outdoes_erasing() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let rule = |keep: &str, then| Retention {
            keep: keep.parse().unwrap(),
            then,
            law: None,
        };
        let closed = day("2024-02-29");
        for (one, other, last_day, then) in [
            ("5 years", "60 months", "2029-02-28", Discard::Erase),
            ("5 years", "10 years", "2034-02-28", Discard::Erase),
            ("30 days", "4 weeks", "2024-03-30", Discard::Erase),
        ] {
            for then in [then, Discard::Archive] {
                let (one, other) = (rule(one, Discard::Erase), rule(other, then));
                for both in [
                    one.clone().with(other.clone(), closed),
                    other.clone().with(one.clone(), closed),
                ] {
                    assert_eq!((both.last_day(closed), both.then), (day(last_day), then));
                }
            }
        }
    }
}
