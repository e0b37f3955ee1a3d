//! A case seen with a message in hand: what the expressions of a wait ask.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::View;
use crate::calendar::Calendar;
use crate::flow::Value;
use crate::guard::Facts;
use crate::id::{FieldPath, ItemId};

/// A case, and what the message in hand holds.
pub(super) struct InHand<'a> {
    pub(super) view: View<'a>,
    pub(super) message: &'a BTreeMap<FieldPath, Value>,
}

impl Facts for InHand<'_> {
    fn field(&self, path: &FieldPath) -> Option<&Value> {
        self.message.get(path).or_else(|| self.view.field(path))
    }

    fn done(&self, item: &ItemId) -> bool {
        self.view.done(item)
    }

    fn owed(&self, item: &ItemId) -> bool {
        self.view.owed(item)
    }

    fn times(&self, item: &ItemId) -> u32 {
        self.view.times(item)
    }

    fn rounds(&self, item: &ItemId) -> u32 {
        self.view.rounds(item)
    }

    fn skipped(&self, item: &ItemId) -> bool {
        self.view.skipped(item)
    }

    fn open(&self, item: &ItemId) -> bool {
        self.view.open(item)
    }

    fn done_at(&self, item: &ItemId) -> Option<DateTime<Utc>> {
        self.view.done_at(item)
    }

    fn today(&self) -> NaiveDate {
        self.view.today()
    }

    fn calendar(&self) -> &Calendar {
        self.view.calendar()
    }
}
