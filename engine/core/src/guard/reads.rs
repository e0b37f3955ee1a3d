//! What a guard looks at: when one of these changes, the guard may answer otherwise.

use std::collections::BTreeSet;

use crate::id::{FieldPath, ItemId, TableId};

/// What a guard looks at, through computed fields and decision tables as well.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reads {
    /// Top fields: `section.field`; a list for its columns. Computed fields stand for what they follow from.
    pub fields: BTreeSet<FieldPath>,
    /// Those of them that it looks at elsewhere than in the row that it stands in.
    pub beyond_row: BTreeSet<FieldPath>,
    /// Items.
    pub items: BTreeSet<ItemId>,
    /// Decision tables.
    pub tables: BTreeSet<TableId>,
    /// It asks what day it is.
    pub today: bool,
    /// It asks what may still come.
    pub coming: bool,
}

impl Reads {
    /// Both.
    pub(super) fn add(&mut self, other: &Self) {
        self.fields.extend(other.fields.iter().cloned());
        self.beyond_row.extend(other.beyond_row.iter().cloned());
        self.items.extend(other.items.iter().cloned());
        self.tables.extend(other.tables.iter().cloned());
        self.today |= other.today;
        self.coming |= other.coming;
    }
}
