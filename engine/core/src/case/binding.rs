//! Whom a party is bound to, from when until when, and what a relative is to the citizen.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::id::{PersonId, UnitId};

/// What someone on the relatives' side is to the citizen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Værge: acts for the citizen.
    Guardian,
    /// A power of attorney to read and nothing more.
    PowerOfAttorneyRead,
    /// A power of attorney to read and act.
    PowerOfAttorneyAct,
    /// Bisidder: sits beside the citizen and does not act.
    Supporter,
    /// A parent who has custody.
    ParentWithCustody,
    /// A parent who has not.
    ParentWithoutCustody,
    /// Ægtefælle or partner.
    Spouse,
    /// Anyone else who is near.
    Other,
}

impl Relation {
    /// All of them, in the order that people choose from.
    pub const ALL: [Self; 8] = [
        Self::Guardian,
        Self::PowerOfAttorneyAct,
        Self::PowerOfAttorneyRead,
        Self::Supporter,
        Self::ParentWithCustody,
        Self::ParentWithoutCustody,
        Self::Spouse,
        Self::Other,
    ];

    /// The word for it in files, messages and text keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Guardian => "guardian",
            Self::PowerOfAttorneyRead => "power_of_attorney_read",
            Self::PowerOfAttorneyAct => "power_of_attorney_act",
            Self::Supporter => "supporter",
            Self::ParentWithCustody => "parent_with_custody",
            Self::ParentWithoutCustody => "parent_without_custody",
            Self::Spouse => "spouse",
            Self::Other => "other",
        }
    }

    /// Whether they only look on, whatever the party may do.
    #[must_use]
    pub const fn only_reads(self) -> bool {
        matches!(self, Self::PowerOfAttorneyRead | Self::Supporter)
    }
}

/// Whom a party is bound to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Binding {
    /// The unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<UnitId>,
    /// The person; with a unit, the person there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
    /// What they are to the citizen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// The first day; from the beginning where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// The last day, itself included; without end where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

impl Binding {
    /// To this unit or person, without dates.
    #[must_use]
    pub const fn to(unit: Option<UnitId>, person: Option<PersonId>) -> Self {
        Self {
            unit,
            person,
            relation: None,
            from: None,
            until: None,
        }
    }

    /// Whom alone, whatever the ground and the dates.
    #[must_use]
    pub const fn who(&self) -> Self {
        Self::to(self.unit, self.person)
    }

    /// Whether the person only looks on.
    #[must_use]
    pub fn only_reads(&self) -> bool {
        self.relation.is_some_and(Relation::only_reads)
    }
}
