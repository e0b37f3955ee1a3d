//! `after`: what must have been done first.

use crate::flow::code::{AT_LEAST, MISSING_KEY};
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{After, Item, Relation};
use crate::id::ItemId;
use crate::text::Message;

use super::related::{PRECEDED, related};
use super::{At, Reading, keys};

/// The most items that `at_least` can ask for.
pub(super) const MAX_AT_LEAST: u32 = 200;

/// What follows `after:`.
pub(super) const AFTER_SHAPE: Shape = Shape::Any(&[
    Shape::Names(Named::Item),
    Shape::Object(&AFTER),
    Shape::Object(&PRECEDED),
    Shape::List(&Shape::Any(&[Shape::Name(Named::Item), Shape::Object(&PRECEDED)])),
]);

keys! {
    /// How many of several items must have been done.
    AFTER: AfterKeys = "after" {
        all: may, Shape::Names(Named::Item);
        any: may, Shape::Names(Named::Item);
        at_least: may, Shape::Count(1, MAX_AT_LEAST);
        of: may, Shape::Names(Named::Item);
        those_that_come: may, Shape::Names(Named::Item);
    }
}

/// `x`, `[a, b]`, `{item: x, when: …}`, `{any: [a, b]}`, `{at_least: 2, of: [a, b, c]}`, `{those_that_come: [a, b]}`.
pub(super) fn after(item: &mut Item, entry: Option<&Entry>, out: &mut Reading) -> Option<After> {
    let entry = entry?;
    let named = |entries: &[Entry]| entries.iter().any(|entry| entry.key.text == "item");
    if !matches!(&entry.value.kind, Kind::Map(entries) if !named(entries)) {
        let all = After::All(related(item, Relation::After, Some(entry), out));
        return Some(all).filter(|after| !after.items().is_empty());
    }
    let keys = AfterKeys::open(&At::value(entry), out)?;
    let counted = keys.at_least.or(keys.of);
    out.one_of_keys(
        entry.key.place,
        &["all", "any", "at_least", "those_that_come"],
        &[keys.all, keys.any, counted, keys.those_that_come],
    )?;
    if keys.all.is_some() {
        return Some(After::All(out.items(keys.all)));
    }
    if keys.any.is_some() {
        return Some(After::Any(out.items(keys.any)));
    }
    if keys.those_that_come.is_some() {
        return Some(After::Coming(out.items(keys.those_that_come)));
    }
    if keys.at_least.is_none() {
        out.missing(
            MISSING_KEY,
            entry.key.place,
            "at_least",
            &Shape::Count(1, MAX_AT_LEAST),
        );
    } else if keys.of.is_none() {
        out.missing(MISSING_KEY, entry.key.place, "of", &Shape::Names(Named::Item));
    }
    let count = out.count(keys.at_least, 1, MAX_AT_LEAST);
    let items = out.items(keys.of);
    let count = count?;
    enough_named(count, &items, keys.at_least.unwrap_or(entry), out);
    Some(After::AtLeast(count, items))
}

/// No more can be asked for than are named.
pub(super) fn enough_named(count: u32, items: &[ItemId], written: &Entry, out: &mut Reading) {
    let most = u32::try_from(items.len()).unwrap_or(u32::MAX);
    if count > most {
        let what = Message::new("flow-at-least")
            .with("count", count)
            .with("most", most);
        out.plain_error(AT_LEAST, written.value.place, what);
    }
}
