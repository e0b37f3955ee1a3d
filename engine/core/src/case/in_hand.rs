//! A case seen from one item: what its expressions ask. What is there for a row sees its row and what the same row has,
//! and a wait sees the message in hand.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::View;
use crate::calendar::Calendar;
use crate::flow::{Record, Value};
use crate::guard::Facts;
use crate::id::{FieldPath, ItemId};

/// A case, seen from one item.
pub(super) struct InHand<'a> {
    view: View<'a>,
    item: &'a ItemId,
    message: Option<&'a BTreeMap<FieldPath, Value>>,
}

impl<'a> InHand<'a> {
    pub(super) const fn new(view: View<'a>, item: &'a ItemId) -> Self {
        Self {
            view,
            item,
            message: None,
        }
    }

    /// The same with a message in hand.
    pub(super) const fn with_message(self, message: &'a BTreeMap<FieldPath, Value>) -> Self {
        Self {
            message: Some(message),
            ..self
        }
    }

    /// What the item means by a name.
    fn meant<'i>(&self, other: &'i ItemId) -> Cow<'i, ItemId> {
        let run = self.view.run;
        match (self.item.row(), self.item.of_base(&run.sets)) {
            (Some(row), Some(root)) => Cow::Owned(run.in_row(root, row, other)),
            _ => Cow::Borrowed(other),
        }
    }
}

impl Facts for InHand<'_> {
    fn field(&self, path: &FieldPath) -> Option<&Value> {
        let in_message = self.message.and_then(|message| message.get(path));
        in_message.or_else(|| self.view.case.data.get(path))
    }

    fn done(&self, item: &ItemId) -> bool {
        self.view.done(&self.meant(item))
    }

    fn owed(&self, item: &ItemId) -> bool {
        self.view.owed(&self.meant(item))
    }

    fn times(&self, item: &ItemId) -> u32 {
        self.view.times(&self.meant(item))
    }

    fn rounds(&self, item: &ItemId) -> u32 {
        self.view.rounds(item)
    }

    fn skipped(&self, item: &ItemId) -> bool {
        self.view.skipped(&self.meant(item))
    }

    fn open(&self, item: &ItemId) -> bool {
        self.view.open(&self.meant(item))
    }

    fn may_come(&self, item: &ItemId) -> bool {
        self.view.may_come(&self.meant(item))
    }

    fn done_at(&self, item: &ItemId) -> Option<DateTime<Utc>> {
        self.view.done_at(&self.meant(item))
    }

    fn row(&self) -> Option<&Record> {
        self.view.row_of(self.item).map(|(_, row)| row)
    }

    fn today(&self) -> NaiveDate {
        self.view.today()
    }

    fn calendar(&self) -> &Calendar {
        self.view.calendar()
    }
}
