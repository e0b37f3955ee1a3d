//! `owes`: what doing something makes owed, to whom and by when.

use indexmap::IndexMap;

use crate::flow::code::NOT_NAME;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{Clock, ClockStart, ClockStop, Debt, Item, ItemKind, Proviso, Relation};
use crate::id::{ClockId, ItemId, MAX_NAME_CHARS};
use crate::text::Message;

use super::clock::Clocks;
use super::due::{DUE_SHAPE, due};
use super::ladder::{LADDER, Ladders};
use super::references::Target;
use super::{At, Reading, keys};

/// What follows `owes:`.
pub(super) const OWES_SHAPE: Shape = Shape::Any(&[
    Shape::Names(Named::Item),
    Shape::Object(&OWED),
    Shape::List(&Shape::Any(&[Shape::Name(Named::Item), Shape::Object(&OWED)])),
]);

keys! {
    /// What is owed, to whom and by when.
    OWED: OwedKeys = "owed" {
        item: must, Shape::Name(Named::Item);
        to: may, Shape::Name(Named::Party);
        when: may, Shape::Expression;
        due: may, DUE_SHAPE;
        ladder: may, LADDER;
    }
}

/// The items that are owed by doing this one, with their terms; gives the clocks of those that are due.
pub(super) fn owes(
    item: &mut Item,
    entry: Option<&Entry>,
    ladders: &Ladders,
    out: &mut Reading,
) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let mut named: Vec<ItemId> = Vec::new();
    item.owes = out.several(entry, |out, node| {
        if !matches!(node.kind, Kind::Map(_)) {
            let owed = out.item(node, Target::Item);
            named.extend(owed.clone());
            return owed;
        }
        let keys = OwedKeys::open(&At::part(node), out)?;
        let owed = keys.item.and_then(|entry| out.item(&entry.value, Target::Item));
        let to = out.party(keys.to);
        let owed = owed?;
        if let Some(when) = out.expression(keys.when).filter(|_| !named.contains(&owed)) {
            item.provisos.push(Proviso {
                relation: Relation::Owes,
                item: owed.clone(),
                when: Some(when),
                not_before: None,
            });
        }
        named.push(owed.clone());
        let clock = clock(item, &owed, &keys, ladders, out);
        item.debts.push(Debt {
            item: owed.clone(),
            to,
            clock: clock.as_ref().map(|clock| clock.id.clone()),
        });
        clocks.extend(clock);
        Some(owed)
    });
    clocks
}

/// The clock of a debt: it starts when the debt arises and is met when it is paid.
fn clock(
    item: &Item,
    owed: &ItemId,
    keys: &OwedKeys<'_>,
    ladders: &Ladders,
    out: &mut Reading,
) -> Option<Clock> {
    // Read as the clock of the owed item would be; `call_debts` gives it its title once all items are known.
    let stand_in = Item::new(owed.clone(), ItemKind::Task, item.title.clone(), item.place);
    let read = due(&stand_in, keys.due, keys.ladder, ladders, out)?;
    let name = format!("{}_owes_{owed}", item.id);
    let Ok(id) = ClockId::new(&name) else {
        let most = u32::try_from(MAX_NAME_CHARS).unwrap_or(u32::MAX);
        let what = Message::new("flow-not-name").with("name", name);
        let hint = Message::new("flow-not-name-long").with("most", most);
        out.error(NOT_NAME, read.place, what, hint);
        return None;
    };
    Some(Clock {
        id,
        starts: ClockStart::Owed {
            item: owed.clone(),
            by: item.id.clone(),
        },
        stops: ClockStop::Paid,
        ..read
    })
}

/// A debt is called what is owed.
pub(super) fn call_debts(items: &IndexMap<ItemId, Item>, clocks: &mut Clocks) {
    for clock in clocks.values_mut() {
        if let Some(owed) = clock.item.as_ref().and_then(|item| items.get(item)) {
            clock.title = owed.title.clone();
        }
    }
}
