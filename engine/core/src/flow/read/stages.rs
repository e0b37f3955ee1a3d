//! Stages and what lies in them.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::flow::code::{NAME_TWICE, ONE_OF_KEYS};
use crate::flow::grammar::{Kinds, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{Clock, Item, Pair, Place, Repeat, Rung};
use crate::id::ItemId;
use crate::text::Message;

use super::Reading;
use super::clock::Clocks;
use super::due::due;
use super::item::{ITEM, KINDS, STAGE, blank, item};
use super::ladder::{Ladders, ladder_of};
use super::names::Given;
use super::owed_by_protocol::is_owed;
use super::owes::owes;
use super::unplanned::{Whereto, unplanned};

/// How many stages and items a flow may have: more than fits any picture or any head.
const MAX_ITEMS: usize = 1_000;

/// What `stages:` holds.
pub(super) const STAGES: Shape = Shape::Map(&Shape::Kind(&ITEM, STAGE));

/// What `does:` holds.
pub(super) const DOES: Shape = Shape::Map(&Shape::AnyKind(&ITEM));

/// What a map of items may hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// `stages:`: stages alone.
    Stages,
    /// `does:`: items of every kind.
    Does,
}

/// Items and their clocks, as they are read.
pub(super) struct Items<'l> {
    pub(super) ladders: &'l Ladders,
    pair: Option<&'l Pair>,
    /// Every item, in reading order.
    pub(super) items: IndexMap<ItemId, Item>,
    /// Clocks of the case, and after them those of items.
    pub(super) clocks: Clocks,
    /// Ladders of items that have no clock but the one that the protocol of a pair names.
    pub(super) by_protocol: BTreeMap<ItemId, Vec<Rung>>,
    /// Every name that is given, even where the rest could not be read.
    pub(super) names: BTreeMap<String, Place>,
}

impl<'l> Items<'l> {
    pub(super) fn new(ladders: &'l Ladders, pair: Option<&'l Pair>, clocks: Clocks) -> Self {
        Self {
            ladders,
            pair,
            by_protocol: BTreeMap::new(),
            items: IndexMap::new(),
            clocks,
            names: BTreeMap::new(),
        }
    }

    /// Reads `stages:` and `does:` of the flow or of a stage, in the order written.
    pub(super) fn groups(
        &mut self,
        stages: Option<&Entry>,
        does: Option<&Entry>,
        parent: Option<&ItemId>,
        out: &mut Reading,
    ) {
        let mut written: Vec<(Group, &Entry)> =
            stages.map(|entry| (Group::Stages, entry)).into_iter().collect();
        written.extend(does.map(|entry| (Group::Does, entry)));
        written.sort_by_key(|(_, entry)| entry.key.place);
        for (group, entry) in written {
            self.group(group, entry, parent, out);
        }
    }

    fn group(&mut self, group: Group, entry: &Entry, parent: Option<&ItemId>, out: &mut Reading) {
        let shape = if group == Group::Stages { STAGES } else { DOES };
        let Some(entries) = out.map(&entry.value, &shape) else {
            return;
        };
        for entry in entries {
            if self.names.len() >= MAX_ITEMS {
                out.too_many(MAX_ITEMS, entry.key.place);
                return;
            }
            self.one(group, entry, parent, out);
        }
    }

    fn one(&mut self, group: Group, entry: &Entry, parent: Option<&ItemId>, out: &mut Reading) {
        let first = out.is_first(&mut self.names, &entry.key);
        let Some(id) = out.given(&entry.key, Given::Spoken, ItemId::new) else {
            return;
        };
        let mut read = blank(&id, parent, entry);
        let kind = match group {
            Group::Stages => Some(STAGE),
            Group::Does => kind_of(entry, out),
        };
        if first {
            self.items.insert(id.clone(), read.clone());
        }
        let Some(kind) = kind else { return };
        let Some(keys) = item(&mut read, kind, entry, out) else {
            return;
        };
        let place = Whereto {
            stage: Some(&id),
            title: &read.title,
            ladders: self.ladders,
        };
        let (limits, of_added) = unplanned(keys.unplanned, &place, out);
        read.unplanned = limits;
        let by_protocol = keys.due.is_none() && self.pair.is_some_and(|pair| is_owed(pair, &read));
        if by_protocol {
            let ladder = ladder_of(keys.ladder, self.ladders, out);
            self.by_protocol.insert(id.clone(), ladder);
        }
        let rhythm = |repeats: &Repeat| repeats.every.is_some() || repeats.window.is_some();
        let own = if by_protocol && !read.repeats.as_ref().is_some_and(rhythm) {
            None
        } else {
            due(&read, keys.due, keys.ladder, self.ladders, out)
        };
        let of_debts = owes(&mut read, keys.owes, self.ladders, out);
        for clock in own.into_iter().chain(of_debts).chain(of_added).filter(|_| first) {
            self.add_clock(clock, out);
        }
        if first {
            self.items.insert(id.clone(), read);
        }
        self.groups(keys.stages, keys.does, Some(&id), out);
    }

    /// An item's clock has the item's name, so no clock of the case may have it.
    pub(super) fn add_clock(&mut self, clock: Clock, out: &mut Reading) {
        if let Some(other) = self.clocks.get(&clock.id) {
            let what = Message::new("flow-name-twice")
                .with("name", clock.id.as_str())
                .with("line", other.place.line);
            out.error(
                NAME_TWICE,
                clock.place,
                what,
                Message::new("flow-clock-twice-hint"),
            );
        } else {
            self.clocks.insert(clock.id.clone(), clock);
        }
    }
}

/// The kind that an item's title key says.
fn kind_of(entry: &Entry, out: &mut Reading) -> Option<Kinds> {
    let Kind::Map(entries) = &entry.value.kind else {
        out.wrong(&entry.value, &DOES);
        return None;
    };
    let is_kind = |written: &&Entry| KINDS.iter().any(|(word, _)| *word == written.key.text);
    let written: Vec<Option<&Entry>> = entries.iter().filter(is_kind).map(Some).collect();
    let names: Vec<&str> = KINDS.iter().map(|(word, _)| *word).collect();
    if written.is_empty() {
        let what = Message::new("flow-no-kind").with("item", entry.key.text.as_str());
        let hint = Message::new("flow-no-kind-hint").with("keys", names);
        out.error(ONE_OF_KEYS, entry.key.place, what, hint);
        return None;
    }
    let one = out.one_of_keys(entry.key.place, &names, &written)?;
    KINDS
        .iter()
        .find(|(word, _)| *word == one.key.text)
        .map(|(_, kind)| *kind)
}
