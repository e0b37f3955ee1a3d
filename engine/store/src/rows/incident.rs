//! What cannot go on by itself: a case, or something that all cases share.

use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use uuid::Uuid;

use crate::StoreError;

/// What an incident is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum About {
    /// A case that the engine could not bring forward. Its timer rests until the incident is resolved.
    Case(CaseId),
    /// Mail that could not be sent.
    Mail,
    /// The machine's clock, which may be wrong. No timer of the tenant is claimed until the incident is resolved.
    Clock,
    /// What one case wants done in another and cannot be done.
    Subcase,
    /// Somebody who has taken out as much as one person may in a day. They take out no more until the incident is resolved,
    /// or the next day.
    TakenOut,
}

impl About {
    /// Its word: `case`, `mail`, `clock`, `subcase` or `taken_out`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Case(_) => "case",
            Self::Mail => "mail",
            Self::Clock => "clock",
            Self::Subcase => "subcase",
            Self::TakenOut => "taken_out",
        }
    }

    /// The case, where it is about one.
    #[must_use]
    pub const fn case(self) -> Option<CaseId> {
        match self {
            Self::Case(case) => Some(case),
            Self::Mail | Self::Clock | Self::Subcase | Self::TakenOut => None,
        }
    }

    /// From its word and its case.
    pub(crate) fn read(word: &str, case: Option<CaseId>) -> Result<Self, StoreError> {
        match (word, case) {
            ("case", Some(case)) => Ok(Self::Case(case)),
            ("mail", None) => Ok(Self::Mail),
            ("clock", None) => Ok(Self::Clock),
            ("subcase", None) => Ok(Self::Subcase),
            ("taken_out", None) => Ok(Self::TakenOut),
            _ => Err(StoreError::Corrupt(format!("an incident about {word}"))),
        }
    }
}

/// Something that somebody must look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Incident {
    /// Its id.
    pub id: Uuid,
    /// What it is about.
    pub about: About,
    /// When it arose.
    pub at: DateTime<Utc>,
    /// What went wrong, in the runtime's own form; no personal data.
    pub body: Vec<u8>,
    /// When it was resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// By whom.
    pub resolved_by: Option<String>,
}
