//! What the citizen has consented to: who may see what, until when.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::Binding;
use crate::calendar::local_date;
use crate::id::{FieldPath, PartyId, PersonId, UnitId};

/// Who gave a consent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBy {
    /// The citizen.
    #[default]
    Citizen,
    /// The citizen's guardian.
    Guardian,
}

impl GivenBy {
    /// The word for it in files, messages and text keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Guardian => "guardian",
        }
    }
}

/// How a consent was given.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenHow {
    /// In words, face to face or by telephone.
    Spoken,
    /// On paper.
    Written,
    /// By login or Digital Post.
    Digital,
}

impl GivenHow {
    /// All of them, in the order that people choose from.
    pub const ALL: [Self; 3] = [Self::Spoken, Self::Written, Self::Digital];

    /// The word for it in files, messages and text keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Spoken => "spoken",
            Self::Written => "written",
            Self::Digital => "digital",
        }
    }
}

/// To whom a consent is given, and to what.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The party.
    pub party: PartyId,
    /// The unit of it, where it is one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The person of it, where it is one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// Sections and fields; all that the party sees where none is named.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub covers: BTreeSet<String>,
    /// Who gave it.
    #[serde(default)]
    pub given_by: GivenBy,
    /// How.
    pub how: GivenHow,
    /// The last day, itself included; until it is withdrawn where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A consent that was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Consent {
    /// Its number in the case, from 1.
    pub number: u32,
    /// To whom, and to what.
    pub terms: Terms,
    /// When it was given.
    pub given_at: DateTime<Utc>,
    /// When it was withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn_at: Option<DateTime<Utc>>,
}

impl Consent {
    /// Whether it holds at a moment.
    #[must_use]
    pub fn holds(&self, at: DateTime<Utc>) -> bool {
        self.withdrawn_at.is_none() && self.terms.until.is_none_or(|until| local_date(at) <= until)
    }

    /// Whether it is about whoever is bound so to the party.
    #[must_use]
    pub fn is_about(&self, party: &PartyId, binding: &Binding) -> bool {
        let terms = &self.terms;
        terms.party == *party
            && (terms.person.is_none() || terms.person == binding.person)
            && (terms.unit.is_none() || terms.unit == binding.unit)
    }
}

/// Whether a section or field that is covered holds this path, or lies in it.
pub(super) fn covers(covered: &str, path: &FieldPath) -> bool {
    let within = |inner: &str, outer: &str| {
        let rest = inner.strip_prefix(outer);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    within(path.as_str(), covered) || within(covered, path.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_covers_its_fields_a_field_its_columns_and_a_column_shows_its_list() {
        for (covered, path, holds) in [
            ("order", "order.lines", true),
            ("order", "order.lines.rate", true),
            ("order.lines", "order.lines.rate", true),
            ("order.lines", "order.to", false),
            ("order", "orders.lines", false),
            ("order.line", "order.lines", false),
            ("order.lines.rate", "order.lines", true),
            ("order.lines.rate", "order.lines.need", false),
        ] {
            assert_eq!(
                covers(covered, &FieldPath::new(path).unwrap()),
                holds,
                "{covered} {path}"
            );
        }
    }
}
