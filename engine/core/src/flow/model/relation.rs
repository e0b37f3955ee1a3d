//! Relations between items.

use super::{Expression, Tunable};
use crate::calendar::{Length, Rhythm, Window};
use crate::id::{FieldPath, ItemId};

/// What must have been done first. An item that is out of play does not block (DCR condition).
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum After {
    /// All of these.
    All(Vec<ItemId>),
    /// At least one of these.
    Any(Vec<ItemId>),
    /// At least this many of these.
    AtLeast(u32, Vec<ItemId>),
    /// Those of these that come: at least one, and none that may still come.
    Coming(Vec<ItemId>),
}

impl After {
    /// The items spoken of.
    #[must_use]
    pub fn items(&self) -> &[ItemId] {
        match self {
            Self::All(items) | Self::Any(items) | Self::AtLeast(_, items) | Self::Coming(items) => items,
        }
    }

    /// The same, to change whom it speaks of.
    pub(crate) fn items_mut(&mut self) -> &mut [ItemId] {
        match self {
            Self::All(items) | Self::Any(items) | Self::AtLeast(_, items) | Self::Coming(items) => items,
        }
    }
}

/// What something is there once for each of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum EachOf {
    /// Each row of this list; what is there for a row goes by what this column of it holds.
    Row {
        /// The list.
        list: FieldPath,
        /// The column that tells rows apart.
        key: String,
    },
    /// Each number from 1 up to what this gives; what is there for a number goes by the number.
    Number(Expression),
}

/// Once for each row of a list, or for each number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Each {
    /// Of what.
    pub of: EachOf,
    /// The column that names the party whose work the row is; where nothing stands there, it is the item's owner's.
    pub owner: Option<String>,
    /// When enough of it is done, before every row is.
    pub enough: Option<Enough>,
    /// What is under way when enough is done goes on; otherwise it ends.
    pub rest_goes_on: bool,
}

impl Each {
    /// The column that names the party whose work a row is.
    #[must_use]
    pub fn owner_column(&self) -> Option<FieldPath> {
        let path = format!("{}.{}", self.list()?, self.owner.as_ref()?);
        FieldPath::new(&path).ok()
    }

    /// The list whose rows it is there for.
    #[must_use]
    pub const fn list(&self) -> Option<&FieldPath> {
        match &self.of {
            EachOf::Row { list, .. } => Some(list),
            EachOf::Number(_) => None,
        }
    }
}

/// How often those that a repetition listens for must have come for one new round. What comes meanwhile is kept for the
/// round after.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Join {
    /// How many of them; the next round waits until all of them have come.
    pub need: u32,
    /// How often each.
    pub times: u32,
    /// Those that have not come when enough have end; then the next round waits for nobody.
    pub rest_ends: bool,
}

/// When enough rows are done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Enough {
    /// So many are.
    Rows(u32),
    /// This holds.
    When(Expression),
}

/// What a rhythm's intervals are counted from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CountedFrom {
    /// The date in this field.
    Field(FieldPath),
    /// When the item was last done.
    Done(ItemId),
}

impl Repeat {
    /// Whether its rounds have times of their own: by a rhythm or a window.
    #[must_use]
    pub const fn is_planned(&self) -> bool {
        self.every.is_some() || self.window.is_some()
    }

    /// How many of its last times its window may ask for, however it is tuned.
    #[must_use]
    pub fn times_remembered(&self) -> u32 {
        let most = self.window_tunable.as_ref().and_then(|tunable| tunable.at_least);
        let written = self.window.map_or(0, |window| window.at_least);
        most.map_or(written, |(_, most)| most.max(written))
    }
}

/// How far an administrator may change a rhythm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RhythmTunable {
    /// An interval between these.
    Interval(Tunable),
    /// One of these.
    OneOf(Vec<Rhythm>),
}

/// How far an administrator may change a window. What is not named stays as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WindowTunable {
    /// How many times, from and to.
    pub at_least: Option<(u32, u32)>,
    /// In any stretch of what length.
    pub in_any: Option<Tunable>,
    /// How far apart they may be.
    pub at_most_apart: Option<Tunable>,
}

/// What makes an item happen again; every time is a numbered round.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Repeat {
    /// On a rhythm; each time it names is when the round is due.
    pub every: Option<Rhythm>,
    /// How far an administrator may change the rhythm.
    pub tunable: Option<RhythmTunable>,
    /// The first interval, where it differs from the others.
    pub first: Option<Length>,
    /// What intervals are counted from; otherwise the moment the item first may start.
    pub from: Option<CountedFrom>,
    /// At least so many in any so long.
    pub window: Option<Window>,
    /// How far an administrator may change the window.
    pub window_tunable: Option<WindowTunable>,
    /// How long before its time the round opens; otherwise it opens at its time.
    pub opens: Option<Length>,
    /// Each time one of these is done.
    pub each_time: Vec<ItemId>,
    /// Not each time one of them is, but when so many are, so many times.
    pub join: Option<Join>,
    /// Again as long as this holds when a round is done.
    pub again_while: Option<Expression>,
    /// No new round once this holds.
    pub until: Option<Expression>,
    /// As often as anyone wants.
    pub freely: bool,
    /// Once for each row of a list; then nothing else is said.
    pub each: Option<Each>,
    /// At least this many times, before the stage it lies in can end.
    pub at_least: Option<u32>,
    /// At most this many rounds.
    pub at_most: Option<u32>,
    /// At most this many rounds open or asked for at one time, where a cue asks for them.
    pub side_by_side: Option<u32>,
}
