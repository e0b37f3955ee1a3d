//! What is there once for each row of a list: which rows there are, and what each has of the flow's items and clocks.
//!
//! An item that repeats for each row is a *set*, and so is one that repeats for each number: its rows are the numbers.
//! The set opens as its flow says (`after`, delay, ladder); while it is open, every row has the item by the name
//! `item#key`, with a state, clocks and relations of its own. In a set that is a stage this goes for all that lies in
//! it, and what these name in the same stage is what the same row has.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::in_hand::InHand;
use super::turn::MAX_CHANGES;
use super::{Case, Runnable, Status, View};
use crate::flow::{
    Anchor, Clock, ClockStart, CountedFrom, Each, EachOf, FieldKind, Item, Lasts, Record, RungAction, Sent,
    Starts, Value,
};
use crate::guard::{Guard, Truth};
use crate::id::{ClockId, FieldPath, ItemId, MAX_NAME_CHARS};

impl Runnable {
    /// Whether this is a set as a whole: there once for each row, and no row named.
    #[must_use]
    pub fn is_set(&self, item: &ItemId) -> bool {
        self.sets.get(item) == Some(item)
    }

    /// Whether this is what a row has of a set as a whole, and not of something in it.
    #[must_use]
    pub fn is_of_whole(&self, item: &ItemId) -> bool {
        let root = self.sets.get(item.base());
        item.row().is_some() && root.is_some_and(|root| root.as_str() == item.base())
    }

    /// For each item that is there once for each row, the item that says so: itself, or a stage around it.
    pub(crate) const fn sets(&self) -> &BTreeMap<ItemId, ItemId> {
        &self.sets
    }

    /// What repeats a set for each row.
    pub(super) fn each(&self, root: &ItemId) -> Option<&Each> {
        let item = self.flow.items.get(root.base())?;
        item.repeats.as_ref()?.each.as_ref()
    }

    /// The item as it is there for a row that the case has; none where it has no such row.
    pub(super) fn item_of_row(&self, case: &Case, id: &ItemId, row: &str) -> Option<Item> {
        let base = self.flow.items.get(id.base())?;
        let root = self.sets.get(&base.id)?;
        case.items.get(&ItemId::of_row(root.as_str(), row))?;
        Some(self.for_row(base, root, row))
    }

    fn for_row(&self, base: &Item, root: &ItemId, row: &str) -> Item {
        let mut item = base.clone();
        item.id = ItemId::of_row(base.id.as_str(), row);
        item.title.da = format!("{}: {row}", item.title.da);
        item.title.en = item.title.en.map(|title| format!("{title}: {row}"));
        // What it was called in a model is what the whole is called.
        item.known_as = None;
        let own = |other: &mut ItemId| *other = self.in_row(root, row, other);
        if base.id == *root {
            // What the set as a whole waited for is behind its rows.
            item.parent = Some(root.clone());
            item.after = None;
            item.not_before = None;
            item.repeats = None;
            item.starts = match item.starts {
                Starts::ByLadder => Starts::ByItself,
                starts => starts,
            };
        } else if let Some(parent) = &mut item.parent {
            *parent = ItemId::of_row(parent.as_str(), row);
        }
        if let Some(after) = &mut item.after {
            after.items_mut().iter_mut().for_each(own);
        }
        if let Some(repeats) = &mut item.repeats {
            repeats.each_time.iter_mut().for_each(own);
            if let Some(CountedFrom::Done(item)) = &mut repeats.from {
                own(item);
            }
        }
        for list in [
            &mut item.not_while_owed,
            &mut item.not_same_as,
            &mut item.owes,
            &mut item.removes,
            &mut item.brings_back,
            &mut item.ends,
            &mut item.then_again,
        ] {
            list.iter_mut().for_each(own);
        }
        for proviso in &mut item.provisos {
            own(&mut proviso.item);
        }
        for debt in &mut item.debts {
            own(&mut debt.item);
            debt.clock = debt
                .clock
                .as_ref()
                .map(|clock| ClockId::of_row(clock.as_str(), row));
        }
        item
    }

    /// What an item of this row means by a name: what the same row has, where it lies in the same set.
    pub(super) fn in_row(&self, root: &ItemId, row: &str, other: &ItemId) -> ItemId {
        if self.sets.get(other) == Some(root) {
            ItemId::of_row(other.as_str(), row)
        } else {
            other.clone()
        }
    }

    /// What these mean where this item names them.
    pub(crate) fn meant_by(&self, item: &ItemId, others: &[ItemId]) -> Vec<ItemId> {
        match (item.row(), item.of_base(&self.sets)) {
            (Some(row), Some(root)) => others.iter().map(|other| self.in_row(root, row, other)).collect(),
            _ => others.to_vec(),
        }
    }

    /// What lies directly in a stage or set of the case: in a set what its rows have.
    #[must_use]
    pub fn children(&self, case: &Case, id: &ItemId) -> Vec<ItemId> {
        if self.is_set(id) {
            return rows(case, id).map(|(item, _)| item.clone()).collect();
        }
        let Some(base) = self.flow.items.get(id.base()) else {
            return Vec::new();
        };
        let inside = self.flow.inside(Some(&base.id)).map(|item| &item.id);
        match id.row() {
            Some(row) => inside.map(|item| ItemId::of_row(item.as_str(), row)).collect(),
            None => inside.chain(case.added_to(Some(id))).cloned().collect(),
        }
    }

    /// Every item that the case has by the flow, in the flow's order: a set, and then what its rows have.
    #[must_use]
    pub fn named_items(&self, case: &Case) -> Vec<ItemId> {
        let mut found = Vec::with_capacity(self.flow.items.len());
        for id in self.flow.items.keys() {
            let Some(root) = self.sets.get(id) else {
                found.push(id.clone());
                continue;
            };
            if root == id {
                found.push(id.clone());
            }
            let of_rows = rows(case, root).filter_map(|(item, _)| item.row());
            found.extend(of_rows.map(|row| ItemId::of_row(id.as_str(), row)));
        }
        found
    }

    /// What a name of the flow stands for in the case: itself, or what the rows have of it.
    pub(super) fn those_meant<'r>(&'r self, case: &Case, id: &ItemId) -> Vec<Cow<'r, Item>> {
        if !self.sets.contains_key(id) {
            return self.flow.items.get(id).map(Cow::Borrowed).into_iter().collect();
        }
        let named = self.named_items(case);
        let own = named.iter().filter(|one| one.base() == id.as_str());
        own.filter_map(|one| self.item(case, one)).collect()
    }

    /// A clock of the flow, or what a row has of it.
    #[must_use]
    pub fn clock(&self, id: &str) -> Option<Cow<'_, Clock>> {
        if let Some(clock) = self.flow.clocks.get(id) {
            return Some(Cow::Borrowed(clock));
        }
        let id = ClockId::with_row(id).ok()?;
        let clock = self.flow.clocks.get(id.base())?;
        let root = self.sets.get(clock.item.as_ref()?)?;
        Some(Cow::Owned(self.clock_of_row(clock, root, id.row()?)))
    }

    pub(super) fn clock_of_row(&self, clock: &Clock, root: &ItemId, row: &str) -> Clock {
        let mut clock = clock.clone();
        clock.id = ClockId::of_row(clock.id.as_str(), row);
        clock.title.da = format!("{}: {row}", clock.title.da);
        clock.title.en = clock.title.en.map(|title| format!("{title}: {row}"));
        let own = |other: &mut ItemId| *other = self.in_row(root, row, other);
        clock.item.iter_mut().for_each(own);
        match &mut clock.starts {
            ClockStart::Opened(item) | ClockStart::Done(item) => own(item),
            ClockStart::Owed { item, by } => {
                own(item);
                own(by);
            }
            ClockStart::Received(received) => {
                if let Sent::Done(item) = &mut received.sent {
                    own(item);
                }
            }
            ClockStart::CaseStart | ClockStart::Field(_) | ClockStart::Known(_) => {}
        }
        if let Lasts::Before(_, Anchor::DueOf(item)) | Lasts::Until(Anchor::DueOf(item)) = &mut clock.lasts {
            own(item);
        }
        for pause in &mut clock.pauses {
            own(&mut pause.during);
        }
        for rung in &mut clock.ladder {
            if let RungAction::Open(item) | RungAction::Call(item) = &mut rung.does {
                own(item);
            }
        }
        clock
    }

    /// The items that a clock speaks of: its own, or those that stop it.
    pub(super) fn concerns(&self, clock: &Clock) -> Vec<ItemId> {
        let items = clock.id.of_base(&self.concerned).map_or(&[][..], Vec::as_slice);
        match &clock.item {
            Some(item) => self.meant_by(item, items),
            None => items.to_vec(),
        }
    }

    /// Every clock that the case may have, as the flow has it: of what is there once for each row, one for each.
    pub(super) fn written_clocks<'a>(&'a self, case: &Case) -> Vec<Cow<'a, Clock>> {
        let mut found = Vec::with_capacity(self.flow.clocks.len());
        for clock in self.flow.clocks.values() {
            match self.set_of_clock(clock) {
                None => found.push(Cow::Borrowed(clock)),
                Some(root) => found.extend(self.clock_in_rows(case, clock, root).into_iter().map(Cow::Owned)),
            }
        }
        found
    }

    /// The set that a clock's item is there in for each row.
    pub(super) fn set_of_clock(&self, clock: &Clock) -> Option<&ItemId> {
        clock.item.as_ref().and_then(|item| self.sets.get(item))
    }

    /// What the rows of a set have of a clock.
    pub(super) fn clock_in_rows(&self, case: &Case, clock: &Clock, root: &ItemId) -> Vec<Clock> {
        let of_rows = rows(case, root).filter_map(|(item, _)| item.row());
        of_rows.map(|row| self.clock_of_row(clock, root, row)).collect()
    }
}

/// What the rows of a set have had of it, also those that have gone, by their keys.
pub(super) fn rows<'a>(
    case: &'a Case,
    root: &ItemId,
) -> impl Iterator<Item = (&'a ItemId, &'a super::ItemState)> + use<'a> {
    let first = ItemId::of_row(root.as_str(), "");
    let base = root.clone();
    case.items
        .from_name(&first)
        .take_while(move |(id, _)| id.base() == base.as_str())
}

/// The key of a row, where it has one: what its column holds, as text.
pub(super) fn key_of(value: &Value) -> Option<String> {
    let key = match value {
        Value::Text(text) | Value::Choice(text) => text.trim().to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Date(day) => day.to_string(),
        _ => return None,
    };
    (!key.is_empty() && key.chars().count() <= MAX_KEY_CHARS).then_some(key)
}

/// The longest key, in characters: with the item's name it fits a column of the store and a line of a list.
pub(super) const MAX_KEY_CHARS: usize = MAX_NAME_CHARS;

impl<'a> View<'a> {
    /// The list and the row that an item is there for.
    #[must_use]
    pub fn row_of(&self, item: &ItemId) -> Option<(&'a FieldPath, &'a Record)> {
        let row = item.row()?;
        let each = self.run.each(item.of_base(&self.run.sets)?)?;
        let EachOf::Row { list, key } = &each.of else {
            return None;
        };
        let Some(Value::List(records)) = self.case.data.get(list) else {
            return None;
        };
        let same = |record: &&Record| record.get(key).and_then(key_of).as_deref() == Some(row);
        Some((list, records.iter().find(same)?))
    }
}

impl View<'_> {
    /// The keys of a set's rows, in the list's order and each once. None where the list is not filled, or nobody can tell
    /// how many there are.
    pub(super) fn keys_of(&self, root: &ItemId) -> Option<Vec<String>> {
        let (list, key) = match &self.run.each(root)?.of {
            EachOf::Row { list, key } => (list, key),
            EachOf::Number(_) => {
                let number = self.run.guards.each.get(root)?.value(self);
                let Some(Value::Integer(number)) = number else {
                    return None;
                };
                // One turn makes no more than this; it is refused, and nothing of it counts.
                let most = usize::try_from(number.max(0)).ok()?.min(MAX_CHANGES);
                return Some((1..=most).map(|number| number.to_string()).collect());
            }
        };
        let Some(Value::List(records)) = self.case.data.get(list) else {
            return None;
        };
        let mut seen = BTreeSet::new();
        let keys = records.iter().filter_map(|record| key_of(record.get(key)?));
        Some(keys.filter(|key| seen.insert(key.clone())).collect())
    }

    /// Whether an item's guard holds, seen from the item; none where it has none.
    pub(super) fn judged(&self, guard: Option<&Guard>, item: &ItemId) -> Option<Truth> {
        let guard = guard?;
        Some(match item.row() {
            None => guard.holds(self),
            Some(_) => guard.holds(&InHand::new(*self, item)),
        })
    }
}

/// What is wrong with the keys of lists that are given: two rows with one key, or a key that is too long.
pub(super) fn wrong_keys(run: &Runnable, values: &BTreeMap<FieldPath, Option<Value>>) -> Vec<super::Block> {
    let mut wrong = Vec::new();
    let roots: BTreeSet<&ItemId> = run.sets.values().collect();
    for each in roots.into_iter().filter_map(|root| run.each(root)) {
        let EachOf::Row { list, key } = &each.of else {
            continue;
        };
        let Some(Some(Value::List(records))) = values.get(list) else {
            continue;
        };
        let path = format!("{list}.{key}");
        let mut seen = BTreeSet::new();
        for value in records.iter().filter_map(|record| record.get(key)) {
            let message = match key_of(value) {
                Some(key) if seen.insert(key.clone()) => continue,
                Some(key) => crate::text::Message::new("data-key-twice").with("key", key),
                None => {
                    let most = i64::try_from(MAX_KEY_CHARS).unwrap_or(i64::MAX);
                    crate::text::Message::new("data-key-long").with("most", most)
                }
            };
            wrong.push(super::Block::new("data", message.with("path", path.as_str())));
        }
    }
    wrong
}

/// Whether a field is a column of a list.
pub(super) fn is_column(run: &Runnable, list: &FieldPath, path: &FieldPath) -> bool {
    let inside = path
        .as_str()
        .strip_prefix(list.as_str())
        .is_some_and(|rest| rest.starts_with('.'));
    inside
        && matches!(
            run.flow.data.field(list).map(|field| &field.kind),
            Some(FieldKind::List { .. })
        )
}

/// Whether a row's item counts for its set: its row is there.
pub(super) const fn counts(state: &super::ItemState) -> bool {
    !state.gone
}

/// Whether it was done or left out.
pub(super) const fn is_behind(state: &super::ItemState) -> bool {
    matches!(state.status, Status::Done | Status::Skipped)
}
