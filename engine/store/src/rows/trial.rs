//! What is in people's way at a step of a flow, and trials of versions that are to take it out of the way.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::Text;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody finds in the way at a step of a flow. It says nothing of the case that they stood in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hassle {
    /// Its id.
    pub id: Uuid,
    /// The flow.
    pub flow: String,
    /// The version that they worked by.
    pub version: u32,
    /// The item, as the flow names it.
    pub step: String,
    /// What they wrote.
    pub said: String,
    /// When.
    pub noted_at: DateTime<Utc>,
    /// Who: a name.
    pub noted_by: String,
    /// Who that is.
    pub noter: PersonId,
}

/// How a hassle was settled.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HassleSettled {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// How, or why nothing is done about it.
    pub because: String,
}

/// A hassle, and what has become of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KnownHassle {
    /// The hassle.
    pub hassle: Hassle,
    /// The newest trial that is to take it out of the way.
    pub trial: Option<Uuid>,
    /// That it is settled.
    pub settled: Option<HassleSettled>,
}

impl KnownHassle {
    /// Where it stands among all: those that are not settled come first, newest first.
    #[must_use]
    pub const fn place(&self) -> HasslePlace {
        HasslePlace {
            open: self.settled.is_none(),
            at: self.hassle.noted_at,
            id: self.hassle.id,
        }
    }
}

/// Where a page of hassles ended. It stands, whatever is settled meanwhile.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HasslePlace {
    /// Among those that are not settled.
    pub open: bool,
    /// When the last of the page was noted.
    pub at: DateTime<Utc>,
    /// Its id.
    pub id: Uuid,
}

impl fmt::Display for HasslePlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = self.at.timestamp_micros();
        write!(f, "{}.{at}.{}", u8::from(self.open), self.id.simple())
    }
}

impl FromStr for HasslePlace {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '.');
        let open = match parts.next() {
            Some("1") => true,
            Some("0") => false,
            _ => return Err(()),
        };
        let at = parts.next().and_then(|at| at.parse().ok());
        let id = parts.next().and_then(|id| Uuid::parse_str(id).ok());
        Ok(Self {
            open,
            at: at.and_then(DateTime::from_timestamp_micros).ok_or(())?,
            id: id.ok_or(())?,
        })
    }
}

/// How many hassles of a step are not settled.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct HassleCount {
    /// The flow.
    pub flow: String,
    /// The item, as the flow names it.
    pub step: String,
    /// The version that people worked by.
    pub version: u32,
    /// How many.
    pub count: u64,
}

/// What is decided of a trial.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialDecision {
    /// Its version is published for all.
    Keep,
    /// It is to be otherwise, and tried anew.
    Change,
    /// It ends, and all goes on as before.
    Drop,
}

/// That a trial has a version and is offered to new cases within its days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrialStart {
    /// The version of the flow that is marked as a trial.
    pub version: u32,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; both, where two did it.
    pub by: String,
}

/// How a trial ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrialEnd {
    /// What was decided.
    pub decision: TrialDecision,
    /// Why.
    pub because: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom; both, where two did it.
    pub by: String,
    /// The ordinary version that it became, where it is kept.
    pub kept_as: Option<u32>,
}

/// A version of a flow for the new cases of some units, between two days, beside the ordinary version.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowTrial {
    /// Its id.
    pub id: Uuid,
    /// The flow.
    pub flow: String,
    /// The ordinary version that it was made beside.
    pub beside: u32,
    /// What is expected of it, and how that will be seen.
    pub aim: String,
    /// The units whose new cases take it, by id.
    pub units: Vec<UnitId>,
    /// The first day.
    pub first_day: NaiveDate,
    /// The last day, itself included.
    pub last_day: NaiveDate,
    /// What it is to take out of the way, by id.
    pub hassles: Vec<Uuid>,
    /// The survey by which it is measured.
    pub survey: Option<Uuid>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// By whom.
    pub made_by: String,
    /// Who that is; where two are to publish a version, somebody else starts it.
    pub maker: PersonId,
    /// That it was started.
    pub started: Option<TrialStart>,
    /// That it is over.
    pub ended: Option<TrialEnd>,
}

/// The file of a trial, as it was written, with the scenarios beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrialFile {
    /// The flow file.
    pub text: String,
    /// Its scenarios.
    pub scenarios: Vec<super::ScenarioFile>,
}

/// What the version of a trial is kept as when it starts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrialVersion {
    /// The flow's title in it.
    pub title: Text,
    /// The flow file as it is kept.
    pub text: String,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}
