//! What a guard may ask of a case, and what it may answer.

use chrono::{DateTime, NaiveDate, Utc};

use crate::calendar::Calendar;
use crate::flow::{Record, Value};
use crate::id::{FieldPath, ItemId};

/// What a guard answers. An unfilled field makes every comparison with it unknown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Truth {
    /// It holds.
    True,
    /// It does not hold.
    False,
    /// Something that it asks for is not filled, so that nobody can tell. It does not hold.
    Unknown,
}

impl From<Option<bool>> for Truth {
    fn from(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::True,
            Some(false) => Self::False,
            None => Self::Unknown,
        }
    }
}

/// What a guard may ask; a case answers.
pub trait Facts {
    /// The value of a top field, `section.field`; none where it is not filled. Columns are taken from the list and
    /// computed fields are reckoned by the guard itself.
    fn field(&self, path: &FieldPath) -> Option<&Value>;
    /// Whether the item has been done at least once.
    fn done(&self, item: &ItemId) -> bool;
    /// Whether the item is owed.
    fn owed(&self, item: &ItemId) -> bool;
    /// How often the item has been done.
    fn times(&self, item: &ItemId) -> u32;
    /// How many rounds of the item have begun, or been asked for.
    fn rounds(&self, item: &ItemId) -> u32;
    /// Whether the item was left out.
    fn skipped(&self, item: &ItemId) -> bool;
    /// Whether the item is active now.
    fn open(&self, item: &ItemId) -> bool;
    /// Whether a round of the item is under way or may still begin.
    fn may_come(&self, item: &ItemId) -> bool;
    /// When the item was last done.
    fn done_at(&self, item: &ItemId) -> Option<DateTime<Utc>>;
    /// The row of a list that the expression stands in, where it is there once for each row.
    fn row(&self) -> Option<&Record> {
        None
    }
    /// The day in Copenhagen.
    fn today(&self) -> NaiveDate;
    /// The calendar that working days are counted by.
    fn calendar(&self) -> &Calendar;
}
