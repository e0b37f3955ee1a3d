//! What is seen where the cases of a citizen stand side by side, and in none of them alone.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Part, PlanBounds, crowd, goals, questions, together};

/// The most findings that one plan tells: beyond them nobody reads.
pub(super) const MAX_FINDINGS: usize = 100;

/// Something of a part: the number of the part, and its number there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Mark {
    /// The number of the part.
    pub part: usize,
    /// The number in the part's own list.
    pub number: usize,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The same is asked by two: their numbers among what each asks.
    AskedTwice {
        /// Who asked first.
        first: Mark,
        /// Who asks, or asked, after that.
        second: Mark,
    },
    /// The same was asked by two, and the answers are not the same.
    TwoStories {
        /// Who was answered first.
        first: Mark,
        /// Who was answered after that.
        second: Mark,
    },
    /// These were begun at about the same time, and nobody coordinates.
    Parallel(Vec<usize>),
    /// Two goals on one theme go different ways: their numbers among the goals of each.
    Against {
        /// One of them.
        one: Mark,
        /// The other.
        other: Mark,
    },
    /// Two appointments are at the same time: their numbers among the appointments of each.
    Collide {
        /// The one that begins first.
        one: Mark,
        /// The other.
        other: Mark,
    },
    /// More departments come to the citizen in one week than one can keep apart.
    Crowded {
        /// The Monday of the week.
        week: NaiveDate,
        /// The parts that they are of.
        parts: Vec<usize>,
    },
    /// A case was closed, its work done, and soon another was begun about the same.
    Back {
        /// The one that was closed.
        ended: usize,
        /// The one that was begun.
        anew: usize,
    },
}

impl Finding {
    /// Its word in programs and in the keys of messages.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::AskedTwice { .. } => "asked_twice",
            Self::TwoStories { .. } => "two_stories",
            Self::Parallel(_) => "parallel",
            Self::Against { .. } => "against",
            Self::Collide { .. } => "collide",
            Self::Crowded { .. } => "crowded",
            Self::Back { .. } => "back",
        }
    }
}

/// Everything that is found, what collides first.
#[must_use]
pub fn findings(parts: &[Part], now: DateTime<Utc>, bounds: &PlanBounds) -> Vec<Finding> {
    let found = crowd::collisions(parts)
        .into_iter()
        .chain(goals::against(parts))
        .chain(questions::asked_twice(parts, bounds))
        .chain(questions::two_stories(parts))
        .chain(together::parallel(parts, bounds))
        .chain(crowd::crowded(parts, now, bounds))
        .chain(together::back(parts, bounds));
    found.take(MAX_FINDINGS).collect()
}
