//! Days on which offices are closed though they are no statutory holidays (domain.md C.2): a tenant's setting.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::easter_sunday;
use crate::text::Text;

/// A half-official closed day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosedDay {
    /// Grundlovsdag, 5 June (forældelsesloven § 27(2)).
    ConstitutionDay,
    /// Juleaften, 24 December (forældelsesloven § 27(2)).
    ChristmasEve,
    /// Nytårsaften, 31 December (forældelsesloven § 27(2)).
    NewYearsEve,
    /// The Friday after Ascension.
    FridayAfterAscension,
}

impl ClosedDay {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::ConstitutionDay,
        Self::ChristmasEve,
        Self::NewYearsEve,
        Self::FridayAfterAscension,
    ];

    fn is(self, day: NaiveDate) -> bool {
        match self {
            Self::ConstitutionDay => (day.month(), day.day()) == (6, 5),
            Self::ChristmasEve => (day.month(), day.day()) == (12, 24),
            Self::NewYearsEve => (day.month(), day.day()) == (12, 31),
            Self::FridayAfterAscension => easter_sunday(day.year())
                .is_some_and(|easter| day.signed_duration_since(easter).num_days() == 40),
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> Text {
        let (da, en) = match self {
            Self::ConstitutionDay => ("Grundlovsdag", "Constitution Day"),
            Self::ChristmasEve => ("Juleaften", "Christmas Eve"),
            Self::NewYearsEve => ("Nytårsaften", "New Year's Eve"),
            Self::FridayAfterAscension => ("Fredag efter Kristi himmelfart", "Friday after Ascension"),
        };
        Text {
            da: da.to_owned(),
            en: Some(en.to_owned()),
        }
    }
}

/// A tenant's closed days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClosedDays {
    /// The half-official days that the offices keep closed.
    pub half_official: Vec<ClosedDay>,
    /// The tenant's own dates.
    pub own: BTreeMap<NaiveDate, Text>,
}

impl Default for ClosedDays {
    /// 5 June, 24 and 31 December; the Friday after Ascension is open (domain.md C.2).
    fn default() -> Self {
        Self {
            half_official: vec![
                ClosedDay::ConstitutionDay,
                ClosedDay::ChristmasEve,
                ClosedDay::NewYearsEve,
            ],
            own: BTreeMap::new(),
        }
    }
}

impl ClosedDays {
    /// Why the offices are closed on this day, where they are.
    #[must_use]
    pub fn closed(&self, day: NaiveDate) -> Option<Text> {
        let half_official = self
            .half_official
            .iter()
            .find(|closed| closed.is(day))
            .map(|closed| closed.title());
        half_official.or_else(|| self.own.get(&day).cloned())
    }
}
