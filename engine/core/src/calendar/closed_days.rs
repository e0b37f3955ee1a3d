//! Days on which offices are closed though they are no statutory holidays: a tenant's setting.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::easter_sunday;
use crate::text::Text;

/// A half-official closed day, the same every year.
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
    /// 1 May.
    MayDay,
    /// 27 to 30 December.
    AfterChristmas,
}

impl ClosedDay {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::ConstitutionDay,
        Self::ChristmasEve,
        Self::NewYearsEve,
        Self::FridayAfterAscension,
        Self::MayDay,
        Self::AfterChristmas,
    ];

    fn is(self, day: NaiveDate) -> bool {
        match self {
            Self::ConstitutionDay => (day.month(), day.day()) == (6, 5),
            Self::ChristmasEve => (day.month(), day.day()) == (12, 24),
            Self::NewYearsEve => (day.month(), day.day()) == (12, 31),
            Self::FridayAfterAscension => easter_sunday(day.year())
                .is_some_and(|easter| day.signed_duration_since(easter).num_days() == 40),
            Self::MayDay => (day.month(), day.day()) == (5, 1),
            Self::AfterChristmas => day.month() == 12 && (27..=30).contains(&day.day()),
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
            Self::MayDay => ("1. maj", "May Day"),
            Self::AfterChristmas => ("Mellem jul og nytår", "Between Christmas and New Year"),
        };
        Text {
            da: da.to_owned(),
            en: Some(en.to_owned()),
        }
    }
}

/// A half-official day that the offices keep closed, and since and until when they do.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HalfOfficial {
    /// The day.
    pub day: ClosedDay,
    /// The first date on which it can be closed; always, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last date on which it can be closed; for ever, where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
}

impl HalfOfficial {
    /// A day that is closed every year.
    #[must_use]
    pub const fn always(day: ClosedDay) -> Self {
        Self {
            day,
            from: None,
            to: None,
        }
    }

    fn closes(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to) && self.day.is(day)
    }
}

/// Dates of the tenant's own on which the offices are closed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnClosed {
    /// The first date.
    pub from: NaiveDate,
    /// The last date; the first alone where nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// What people call it.
    pub name: Text,
}

impl OwnClosed {
    /// The last date.
    #[must_use]
    pub fn last(&self) -> NaiveDate {
        self.to.unwrap_or(self.from)
    }
}

/// A tenant's closed days, or a unit's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ClosedDays {
    /// The half-official days that the offices keep closed.
    pub half_official: Vec<HalfOfficial>,
    /// Dates of their own.
    pub own: Vec<OwnClosed>,
}

impl Default for ClosedDays {
    /// 5 June, 24 and 31 December; the Friday after Ascension is open. Forældelsesloven § 27, stk. 2 names the
    /// three.
    fn default() -> Self {
        let closed = [
            ClosedDay::ConstitutionDay,
            ClosedDay::ChristmasEve,
            ClosedDay::NewYearsEve,
        ];
        Self {
            half_official: closed.map(HalfOfficial::always).to_vec(),
            own: Vec::new(),
        }
    }
}

impl ClosedDays {
    /// None at all.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            half_official: Vec::new(),
            own: Vec::new(),
        }
    }

    /// Why the offices are closed on this day, where they are.
    #[must_use]
    pub fn closed(&self, day: NaiveDate) -> Option<Text> {
        let half_official = self.half_official.iter().find(|rule| rule.closes(day));
        half_official
            .map(|rule| rule.day.title())
            .or_else(|| self.own_on(day).map(|own| own.name.clone()))
    }

    /// Whether the offices are closed on this day.
    #[must_use]
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        self.half_official.iter().any(|rule| rule.closes(day)) || self.own_on(day).is_some()
    }

    fn own_on(&self, day: NaiveDate) -> Option<&OwnClosed> {
        self.own.iter().find(|own| own.from <= day && day <= own.last())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_closed_day_holds_from_and_to_its_dates() {
        let closed = ClosedDays {
            half_official: vec![HalfOfficial {
                day: ClosedDay::FridayAfterAscension,
                from: Some(day("2027-01-01")),
                to: Some(day("2028-12-31")),
            }],
            own: vec![OwnClosed {
                from: day("2026-07-20"),
                to: Some(day("2026-07-24")),
                name: Text::danish("Sommerlukket"),
            }],
        };
        for (on, name) in [
            ("2026-05-15", None),
            ("2027-05-07", Some("Fredag efter Kristi himmelfart")),
            ("2028-05-26", Some("Fredag efter Kristi himmelfart")),
            ("2029-05-11", None),
            ("2026-06-05", None),
            ("2026-07-19", None),
            ("2026-07-20", Some("Sommerlukket")),
            ("2026-07-24", Some("Sommerlukket")),
            ("2026-07-25", None),
        ] {
            assert_eq!(
                closed.closed(day(on)).map(|text| text.da).as_deref(),
                name,
                "{on}"
            );
            assert_eq!(closed.is_closed(day(on)), name.is_some(), "{on}");
        }
    }

    #[test]
    fn each_half_official_day_has_its_dates() {
        for (of, dates) in [
            (ClosedDay::MayDay, vec!["2026-05-01"]),
            (
                ClosedDay::AfterChristmas,
                vec!["2026-12-27", "2026-12-28", "2026-12-29", "2026-12-30"],
            ),
            (ClosedDay::ConstitutionDay, vec!["2026-06-05"]),
            (ClosedDay::ChristmasEve, vec!["2026-12-24"]),
            (ClosedDay::NewYearsEve, vec!["2026-12-31"]),
            (ClosedDay::FridayAfterAscension, vec!["2026-05-15"]),
        ] {
            let closed = ClosedDays {
                half_official: vec![HalfOfficial::always(of)],
                ..ClosedDays::none()
            };
            let year = day("2026-01-01").iter_days().take(365);
            let found: Vec<String> = year
                .filter(|day| closed.is_closed(*day))
                .map(|day| day.to_string())
                .collect();
            assert_eq!(found, dates, "{of:?}");
        }
    }
}
