//! What a guard looks at: when one of these changes, the guard may answer otherwise.

use std::collections::BTreeSet;

use crate::id::{FieldPath, ItemId};

/// What a guard looks at, through computed fields as well.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reads {
    /// Top fields: `section.field`; a list for its columns. Computed fields stand for what they follow from.
    pub fields: BTreeSet<FieldPath>,
    /// Items.
    pub items: BTreeSet<ItemId>,
    /// It asks what day it is.
    pub today: bool,
}

impl Reads {
    /// Both.
    pub(super) fn add(&mut self, other: &Self) {
        self.fields.extend(other.fields.iter().cloned());
        self.items.extend(other.items.iter().cloned());
        self.today |= other.today;
    }
}
