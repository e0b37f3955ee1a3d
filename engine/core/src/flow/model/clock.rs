//! Clocks: who owes what by when, by which rule (domain.md B.6).

use super::{Expression, LegalSource, Rung};
use crate::calendar::{Length, Term};
use crate::flow::Place;
use crate::id::{ClockId, FieldPath, ItemId};
use crate::text::Text;

/// What kind of promise a clock keeps.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// Set in law.
    Law,
    /// Set and published by the municipality (retssikkerhedsloven § 3(2)).
    Municipal,
    /// Agreed between the parties.
    Agreement,
    /// Professional practice.
    Practice,
}

/// A clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// Its name; an item's own `due` clock has the item's name.
    pub id: ClockId,
    /// What people call it; an item's clock takes the item's title.
    pub title: Text,
    /// What kind of promise it keeps.
    pub kind: ClockKind,
    /// The rule it comes from.
    pub law: Option<LegalSource>,
    /// The item whose rounds it measures; a clock of the whole case has none.
    pub item: Option<ItemId>,
    /// What starts it.
    pub starts: ClockStart,
    /// How long it runs.
    pub lasts: Lasts,
    /// How its end is counted; the length inside is the one in `lasts`.
    pub term: Term,
    /// How far an administrator may move it.
    pub tunable: Option<Tunable>,
    /// What happens on the way, in the order written.
    pub ladder: Vec<Rung>,
    /// What stops it as met.
    pub stops: ClockStop,
    /// What makes it stand still.
    pub pauses: Vec<Pause>,
    /// Where it is declared.
    pub place: Place,
}

/// What starts a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClockStart {
    /// The case's start.
    CaseStart,
    /// The date in this field, once it is filled.
    Field(FieldPath),
    /// The item opens (each round anew).
    Opened(ItemId),
    /// The item is done (each time anew).
    Done(ItemId),
    /// The item is owed because this other was done (each time anew).
    Owed {
        /// What is owed.
        item: ItemId,
        /// What made it owed.
        by: ItemId,
    },
}

/// How long a clock runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// This long from its start.
    For(Length),
    /// Until this long before another moment; the clock starts when that moment is known.
    Before(Length, Anchor),
    /// Until the moment itself.
    Until(Anchor),
}

/// A moment that a clock may be counted back from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// When the item's own clock is due.
    DueOf(ItemId),
    /// The date in this field.
    Field(FieldPath),
    /// The item's own time by its rhythm.
    Rhythm,
}

/// The range in which an administrator may tune a length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tunable {
    /// The shortest.
    pub from: Length,
    /// The longest.
    pub to: Length,
}

/// What stops a clock as met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClockStop {
    /// Its own item is done, skipped or cancelled.
    ItemEnds,
    /// Its own item is owed no longer.
    Paid,
    /// The guard holds.
    When(Expression),
    /// Only the end of the case.
    CaseEnds,
}

/// Something that makes a clock stand still; what was used stays used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pause {
    /// The item during which the clock stands still.
    pub during: ItemId,
    /// Why the law or practice allows it.
    pub ground: LegalSource,
    /// The longest it may stand still in all.
    pub at_most: Option<Length>,
}
