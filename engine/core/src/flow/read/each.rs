//! `repeats: {each: …}`: once for each row of a list, or for each number.

use crate::flow::code::ONE_OF_KEYS;
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Each, EachOf, Enough};
use crate::id::{FieldPath, ItemId};
use crate::text::Message;

use super::Reading;
use super::references::Target;
use super::repeat::{MAX_ROUNDS, RepeatKeys};

/// What follows `each`.
pub(super) const EACH: Shape = Shape::Any(&[Shape::Path, Shape::Count(1, MAX_ROUNDS), Shape::Expression]);

/// What follows `enough`.
pub(super) const ENOUGH: Shape = Shape::Any(&[Shape::Count(1, MAX_ROUNDS), Shape::Expression]);

pub(super) const RESTS: [(&str, bool); 2] = [("ends", false), ("goes_on", true)];

/// What is said of rows; nothing where the item does not repeat for rows.
pub(super) fn each(keys: &RepeatKeys<'_>, out: &mut Reading) -> Option<Each> {
    let Some(entry) = keys.each else {
        let beside = [keys.key, keys.owner, keys.enough, keys.rest];
        for written in beside.into_iter().flatten() {
            out.key_not_here(&written.key, &["each"]);
        }
        return None;
    };
    let others = [
        keys.every,
        keys.each_time,
        keys.r#while,
        keys.freely,
        keys.at_least,
    ];
    let others = others.into_iter().chain([keys.at_most, keys.until]);
    if let Some(other) = others.flatten().next() {
        let hint = Message::new("flow-each-alone-hint");
        out.error(
            ONE_OF_KEYS,
            other.key.place,
            Message::new("flow-several-of-keys"),
            hint,
        );
    }
    let of = match keys.key {
        Some(key) => rows(entry, key, out),
        None => out.expression(Some(entry)).map(EachOf::Number),
    };
    if let (Some(written), None) = (keys.owner, keys.key) {
        out.key_not_here(&written.key, &["key"]);
    }
    let of = of?;
    let owner = match &of {
        EachOf::Row { list, .. } => owner(keys.owner, list, out),
        EachOf::Number(_) => None,
    };
    Some(Each {
        of,
        owner,
        enough: keys.enough.and_then(|entry| enough(entry, out)),
        rest_goes_on: out.one_of(keys.rest, &RESTS).unwrap_or_default(),
    })
}

/// The rows of a list, told apart by a column.
fn rows(entry: &Entry, key: &Entry, out: &mut Reading) -> Option<EachOf> {
    let list = out.path(&entry.value, Target::ListField);
    if let Some(list) = &list {
        out.refer(
            Target::KeyOf,
            &format!("{list}.{}", column(key)),
            key.value.text_place(),
        );
    }
    let name = out
        .line(Some(key))
        .and_then(|text| out.checked(&text, key.value.text_place(), ItemId::new));
    Some(EachOf::Row {
        list: list?,
        key: name?.as_str().to_owned(),
    })
}

/// The column that names the party whose work a row is.
fn owner(entry: Option<&Entry>, list: &FieldPath, out: &mut Reading) -> Option<String> {
    let entry = entry?;
    let place = entry.value.text_place();
    let name = out.line(Some(entry))?;
    out.refer(Target::OwnerOf, &format!("{list}.{name}"), place);
    Some(out.checked(&name, place, ItemId::new)?.as_str().to_owned())
}

/// The column as written.
fn column(entry: &Entry) -> &str {
    match &entry.value.kind {
        crate::flow::yaml::Kind::Scalar { text, .. } => text.trim(),
        _ => "",
    }
}

/// A number of rows, or an expression.
fn enough(entry: &Entry, out: &mut Reading) -> Option<Enough> {
    let written = out.expression(Some(entry))?;
    if written.text.chars().all(|c| c.is_ascii_digit()) {
        return out.count(Some(entry), 1, MAX_ROUNDS).map(Enough::Rows);
    }
    Some(Enough::When(written))
}
