//! Clocks: who owes what by when, by which rule.

use std::collections::BTreeMap;

use super::{Expression, LegalSource, Rung, RungAction};
use crate::calendar::{Channel, Length, Term, Window};
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
    /// What must hold for it to start; once it has started it runs on.
    pub when: Option<Expression>,
    /// How long it runs.
    pub lasts: Lasts,
    /// The length to aim for, where the limit is a range; `lasts` is its end.
    pub target: Option<Length>,
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
    /// How far a person may put its end off.
    pub extends: Option<Extends>,
    /// Where it is declared.
    pub place: Place,
}

impl Clock {
    /// Whether its ladder opens something.
    #[must_use]
    pub fn opens_something(&self) -> bool {
        let mut rungs = self.ladder.iter();
        rungs.any(|rung| matches!(rung.does, RungAction::Open(_)))
    }
}

/// What starts a clock.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClockStart {
    /// The case's start.
    CaseStart,
    /// The date in this field, once it is filled.
    Field(FieldPath),
    /// When the date in this field becomes known.
    Known(FieldPath),
    /// When what was sent is received, by how it was sent.
    Received(Received),
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

/// What a decision table says where no rule fits, among the numbers of its rules.
pub const OTHERWISE: &str = "otherwise";

/// How long a clock runs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lasts {
    /// This long from its start.
    For(Length),
    /// Until this long before another moment; the clock starts when that moment is known.
    Before(Length, Anchor),
    /// Until the moment itself.
    Until(Anchor),
    /// Until the last day on which the item's window can still be kept.
    Window(Window),
    /// As long as a decision table says for this case: `deadline.limit`. Rules that an administrator has tuned say this
    /// instead, by their numbers from 1, or [`OTHERWISE`].
    By(Expression, BTreeMap<String, Length>),
}

impl Clock {
    /// Whether a person may put its end off, or quieten its ladder by answering it.
    #[must_use]
    pub fn may_be_put_off(&self) -> bool {
        let answered = |rung: &Rung| {
            rung.unless_acknowledged || rung.again.as_ref().is_some_and(|again| again.until_acknowledged)
        };
        self.opens_something() && (self.extends.is_some() || self.ladder.iter().any(answered))
    }

    /// Whether its end is counted from somewhere else than its start.
    #[must_use]
    pub const fn is_counted_back(&self) -> bool {
        !matches!(self.lasts, Lasts::For(_) | Lasts::By(..))
    }
}

/// Something that is received when it has been on its way long enough.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Received {
    /// What is sent.
    pub sent: Sent,
    /// How it is sent.
    pub by: SentBy,
    /// The date on which it was received after all, where somebody knows it.
    pub actual: Option<FieldPath>,
    /// What shows that; without it that date does not count.
    pub evidence: Option<FieldPath>,
}

/// When something is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sent {
    /// When the item is done (each time anew).
    Done(ItemId),
    /// On the date in this field.
    On(FieldPath),
}

impl Sent {
    /// Whether it is sent on the date in a field.
    #[must_use]
    pub const fn is_field(&self) -> bool {
        matches!(self, Self::On(_))
    }
}

/// How something is sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SentBy {
    /// Always so.
    Channel(Channel),
    /// As the choice in this field says.
    Field(FieldPath),
}

/// How far a clock's end may be put off, and by which rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Extends {
    /// The longest in all.
    pub at_most: Length,
    /// How far an administrator may move that.
    pub tunable: Option<Tunable>,
    /// Why the law or practice allows it.
    pub ground: LegalSource,
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
    /// What people call it; a pause written with its clock takes the item's title.
    pub title: Option<Text>,
    /// The item during which the clock stands still.
    pub during: ItemId,
    /// Why the law or practice allows it.
    pub ground: LegalSource,
    /// The longest it may stand still in all.
    pub at_most: Option<Length>,
    /// How far an administrator may move that.
    pub tunable: Option<Tunable>,
}
