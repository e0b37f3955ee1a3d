//! Ladders: who is told and what is done as a clock runs out, step by step.

use std::fmt;

use super::Tunable;
use crate::calendar::Length;
use crate::flow::Place;
use crate::id::{ItemId, LadderId, PartyId};

/// A named ladder that several clocks may use.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ladder {
    /// Its name in the flow file.
    pub id: LadderId,
    /// Rungs in the order they are written; they take effect in the order of their moments.
    pub rungs: Vec<Rung>,
    /// Where it is declared.
    pub place: Place,
}

/// One rung.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rung {
    /// When.
    pub at: RungAt,
    /// What.
    pub does: RungAction,
    /// How it comes again.
    pub again: Option<Again>,
    /// It is left out where somebody has acknowledged an earlier rung.
    pub unless_acknowledged: bool,
    /// How far an administrator may move it.
    pub tunable: Option<RungTunable>,
    /// Where it is written.
    pub place: Place,
}

/// How far an administrator may move a rung.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RungTunable {
    /// How far its moment; it stays on its side of due.
    pub at: Option<RungRange>,
    /// Whom it may speak to instead of whom it names.
    pub to: Vec<Recipient>,
}

/// How far a rung's moment may be moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RungRange {
    /// Between these shares of the time.
    Percent(u8, u8),
    /// Between these distances from due.
    Distance(Tunable),
}

/// How a rung comes again.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Again {
    /// How long after the time before.
    pub every: Length,
    /// How many times in all.
    pub at_most: u16,
    /// Only until somebody it speaks to has acknowledged it.
    pub until_acknowledged: bool,
}

/// When a rung takes effect, seen from its clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RungAt {
    /// When this share of the time from start to due has passed; 1 to 99.
    Percent(u8),
    /// This long before due.
    Before(Length),
    /// At the moment to aim for, where the limit is a range.
    Target,
    /// At due.
    Due,
    /// This long after due.
    After(Length),
}

impl RungAt {
    /// Whether it comes with the breach or after it.
    pub(crate) const fn comes_with_breach(&self) -> bool {
        matches!(self, Self::Due | Self::After(_))
    }

    /// A moment as a flow file writes it: `75 %`, `5 working days before`, `target`, `due`, `2 working days after`.
    #[must_use]
    pub fn written(text: &str) -> Option<Self> {
        let distance = |words: &str| words.parse::<Length>().ok().filter(|length| length.is_plain());
        match text {
            "due" => return Some(Self::Due),
            "target" => return Some(Self::Target),
            _ => {}
        }
        if let Some(share) = text.strip_suffix('%') {
            let share = share.trim_end().parse().ok();
            return share.filter(|share| (1..=99).contains(share)).map(Self::Percent);
        }
        match text.strip_suffix(" before") {
            Some(length) => distance(length).map(Self::Before),
            None => distance(text.strip_suffix(" after")?).map(Self::After),
        }
    }
}

impl fmt::Display for RungAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Percent(share) => write!(f, "{share} %"),
            Self::Before(length) => write!(f, "{length} before"),
            Self::Target => f.write_str("target"),
            Self::Due => f.write_str("due"),
            Self::After(length) => write!(f, "{length} after"),
        }
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Owner => "owner",
            Self::Leader => "leader",
            Self::Coordinator => "coordinator",
            Self::Party(party) => party.as_str(),
        })
    }
}

/// Whom a rung speaks to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Recipient {
    /// Whoever owns the item, or whoever has claimed it.
    Owner,
    /// The party that leads the owner.
    Leader,
    /// The party that coordinates the case.
    Coordinator,
    /// This party.
    Party(PartyId),
}

/// What a rung does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RungAction {
    /// Reminds.
    Remind(Recipient),
    /// Tells of the lateness.
    Tell(Recipient),
    /// Hands the item over to this party.
    HandTo(PartyId),
    /// Opens an item that starts by ladder, and makes it owed.
    Open(ItemId),
    /// Calls a meeting that starts by ladder: opens it, makes it owed, and tells those who take part.
    Call(ItemId),
    /// Puts the item first in its owner's list.
    RaisePriority,
}
