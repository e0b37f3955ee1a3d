//! Parties: roles in a case, bound per case to a unit or a person.

use serde::{Deserialize, Serialize};

use crate::flow::{Place, SeesIn};
use crate::id::PartyId;
use crate::text::Text;

/// The side of the table that a party sits on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Myndighed: decides.
    Authority,
    /// Udfører: delivers.
    Provider,
    /// Borger.
    Citizen,
    /// Pårørende, værge, bisidder.
    Relative,
    /// Anyone else: doctor, job centre, another authority.
    Partner,
}

impl Party {
    /// Whether every case has it.
    #[must_use]
    pub const fn is_always_there(&self) -> bool {
        !self.optional && !self.needs_consent
    }
}

/// A party of a flow.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Party {
    /// Its name in the flow file.
    pub id: PartyId,
    /// What people call it.
    pub title: Text,
    /// Its side.
    pub side: Side,
    /// What it does, in plain words, shown on its tasks (A3.2 in `flows/lines.csv`).
    pub does: Option<Text>,
    /// The party that this one leads; escalations to "leader" find it so.
    pub leads: Option<PartyId>,
    /// It coordinates the case (tovholder; A13.1 in `flows/lines.csv`); ladders find it so.
    pub coordinates: bool,
    /// No person begins a case without somebody who is bound to it, and none leaves it empty.
    pub demanded: bool,
    /// More than one may be bound in a case.
    pub many: bool,
    /// A case may be without it.
    pub optional: bool,
    /// May be bound only with the citizen's consent.
    pub needs_consent: bool,
    /// When it sees the case.
    pub sees_in: SeesIn,
    /// Where it is declared.
    pub place: Place,
}
