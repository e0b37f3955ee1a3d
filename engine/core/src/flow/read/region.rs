//! `regions`, and what `ends` may name: items, regions, clocks of the case, and the case itself.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::flow::code::NAME_TWICE;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::Entry;
use crate::flow::{Item, Place, Region};
use crate::id::{ClockId, ItemId, RegionId};
use crate::text::Message;

use super::Reading;
use super::clock::Clocks;
use super::names::Given;
use super::references::Target;

/// How many regions a flow may have.
const MAX_REGIONS: usize = 100;

/// The word that stands for the case; no item can have it as a name.
pub(super) const CASE: &str = "case";

/// What `regions:` holds.
pub(super) const REGIONS: Shape = Shape::Map(&Shape::Names(Named::Item));

/// What a name may stand for; an item before a clock.
#[derive(Clone, Copy)]
pub(super) struct Names<'n> {
    pub(super) items: &'n BTreeMap<String, Place>,
    pub(super) clocks: &'n Clocks,
}

impl Names<'_> {
    fn clock(&self, name: &str) -> Option<&ClockId> {
        let clock = self.clocks.get(name).filter(|_| !self.items.contains_key(name));
        clock.map(|clock| &clock.id)
    }

    fn place(&self, name: &str) -> Option<Place> {
        let item = self.items.get(name).copied();
        item.or_else(|| self.clocks.get(name).map(|clock| clock.place))
    }
}

/// Regions by name.
pub(super) type Regions = IndexMap<RegionId, Region>;

/// The regions, with what they hold taken apart into items and clocks.
pub(super) fn regions(entry: Option<&Entry>, known: Names<'_>, out: &mut Reading) -> Regions {
    let mut found = Regions::new();
    let Some(entry) = entry else { return found };
    let Some(entries) = out.map(&entry.value, &REGIONS) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_REGIONS, entry.key.place) {
        let names = out.several(Some(entry), |out, node| out.item(node, Target::ItemOrClock));
        if let Some(id) = out.given(&entry.key, Given::Spoken, RegionId::new) {
            if let Some(other) = known.place(id.as_str()) {
                let what = Message::new("flow-name-twice")
                    .with("name", id.as_str())
                    .with("line", other.line);
                out.error(
                    NAME_TWICE,
                    entry.key.place,
                    what,
                    Message::new("flow-name-twice-hint"),
                );
            }
            let (clocks, items) = apart(names, known);
            let region = Region {
                id: id.clone(),
                items,
                clocks,
                place: entry.key.place,
            };
            found.insert(id, region);
        }
    }
    found
}

/// Names that end: looked up when all are known.
pub(super) fn ended(entry: Option<&Entry>, out: &mut Reading) -> Vec<ItemId> {
    out.several(entry, |out, node| out.item(node, Target::Ended))
}

/// Takes what each item ends apart.
pub(super) fn take_all_apart(items: &mut IndexMap<ItemId, Item>, regions: &Regions, known: Names<'_>) {
    for item in items.values_mut() {
        take_apart(item, regions, known);
    }
}

/// Takes what an item ends apart: items, clocks of the case, the case. A region stands for what it holds.
fn take_apart(item: &mut Item, regions: &Regions, known: Names<'_>) {
    let mut items: Vec<ItemId> = Vec::new();
    let mut stopped: Vec<ClockId> = Vec::new();
    for name in std::mem::take(&mut item.ends) {
        if name.as_str() == CASE {
            item.ends_case = true;
        } else if let Some(region) = regions.get(name.as_str()) {
            items.extend(region.items.iter().cloned());
            stopped.extend(region.clocks.iter().cloned());
        } else {
            let (more, one) = apart(vec![name], known);
            items.extend(one);
            stopped.extend(more);
        }
    }
    for name in items {
        if !item.ends.contains(&name) {
            item.ends.push(name);
        }
    }
    stopped.dedup();
    item.ends_clocks = stopped;
}

fn apart(names: Vec<ItemId>, known: Names<'_>) -> (Vec<ClockId>, Vec<ItemId>) {
    let mut found = (Vec::new(), Vec::new());
    for name in names {
        match known.clock(name.as_str()) {
            Some(clock) => found.0.push(clock.clone()),
            None => found.1.push(name),
        }
    }
    found
}
