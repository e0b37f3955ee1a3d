//! The rows that a case has of what is there once for each: which there are, and what each has.

use std::collections::{BTreeMap, BTreeSet};

use super::super::bytes::{Reader, Writer};
use super::{Kept, Packer};
use crate::case::{Case, Runnable};
use crate::id::ItemId;

/// What is there once for each row, and the keys that rows were met with.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    run: &'a Runnable,
    roots: Vec<&'a ItemId>,
    keys: Vec<String>,
    numbers: BTreeMap<String, usize>,
}

impl<'a> Rows<'a> {
    pub(super) fn of(run: &'a Runnable) -> Self {
        let roots: BTreeSet<&ItemId> = run.sets().values().collect();
        Self {
            run,
            roots: roots.into_iter().collect(),
            keys: Vec::new(),
            numbers: BTreeMap::new(),
        }
    }

    /// What an item is there for each row with.
    pub(super) fn root_of(&self, item: &ItemId) -> Option<&'a ItemId> {
        self.run.sets().get(item)
    }

    /// Whether the rows alone have this item.
    pub(super) fn hold(&self, item: &ItemId) -> bool {
        self.root_of(item).is_some_and(|root| root != item)
    }

    /// Which rows there are.
    pub(super) fn pack(&mut self, writer: &mut Writer, case: &Case) {
        for root in &self.roots {
            let rows = self.run.children(case, root);
            writer.number(u64::try_from(rows.len()).unwrap_or_default());
            for row in rows.iter().filter_map(ItemId::row) {
                let next = self.keys.len();
                let number = *self.numbers.entry(row.to_owned()).or_insert(next);
                if number == next {
                    self.keys.push(row.to_owned());
                }
                writer.number(u64::try_from(number).unwrap_or_default());
            }
        }
    }

    pub(super) fn unpack(&self, reader: &mut Reader<'_>) -> Vec<ItemId> {
        let mut found = Vec::new();
        for root in &self.roots {
            for _ in 0..reader.number() {
                let key = usize::try_from(reader.number()).ok();
                let key = key.and_then(|key| self.keys.get(key));
                found.extend(key.map(|key| ItemId::of_row(root.as_str(), key)));
            }
        }
        found
    }

    /// What the rows of a case have, by the flow's order in each.
    pub(super) fn items<'p>(&self, packer: &'p Packer<'a>, case: &Case) -> Vec<(ItemId, &'p Kept<'a>)> {
        let mut found = Vec::new();
        for root in &self.roots {
            let own = || {
                let items = packer.items.iter();
                items.filter(|(id, _)| self.root_of(id) == Some(root))
            };
            for row in self.run.children(case, root).iter().filter_map(ItemId::row) {
                found.extend(own().map(|(id, kept)| (ItemId::of_row(id.as_str(), row), kept)));
            }
        }
        found
    }

    /// The number of a row's key, 0 where no row is named.
    pub(super) fn number(&self, item: &ItemId) -> u64 {
        let number = item.row().and_then(|row| self.numbers.get(row));
        u64::try_from(number.map_or(0, |number| number + 1)).unwrap_or_default()
    }

    /// An item as the row with this number has it.
    pub(super) fn numbered(&self, item: &ItemId, number: u64) -> ItemId {
        let key = usize::try_from(number).unwrap_or_default().checked_sub(1);
        let key = key.and_then(|key| self.keys.get(key));
        key.map_or_else(|| item.clone(), |key| ItemId::of_row(item.as_str(), key))
    }

    /// What an item means by a name.
    pub(super) fn meant(&self, item: &ItemId, other: &ItemId) -> ItemId {
        let meant = self.run.meant_by(item, std::slice::from_ref(other));
        meant.into_iter().next().unwrap_or_else(|| other.clone())
    }
}
