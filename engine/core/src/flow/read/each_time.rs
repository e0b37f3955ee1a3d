//! `repeats: {each_time: …}`: a new round each time one of these is done, or when enough of them are.

use crate::flow::Join;
use crate::flow::code::MISSING_KEY;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::id::ItemId;

use super::each::RESTS;
use super::relations::{MAX_AT_LEAST, enough_named};
use super::repeat::MAX_ROUNDS;
use super::scalars::words;
use super::{At, Reading, keys};

/// What follows `each_time:`.
pub(super) const EACH_TIME_SHAPE: Shape = Shape::Any(&[Shape::Names(Named::Item), Shape::Object(&EACH_TIME)]);

keys! {
    /// How many of several items must have come, and how often, for one new round.
    EACH_TIME: EachTimeKeys = "each_time" {
        all: may, Shape::Names(Named::Item);
        at_least: may, Shape::Count(1, MAX_AT_LEAST);
        of: may, Shape::Names(Named::Item);
        times: may, Shape::Count(1, MAX_ROUNDS);
        rest: may, Shape::OneOf(&words(&RESTS));
    }
}

/// `x`, `[a, b]`, `{all: [a, b]}`, `{at_least: 1, of: [a, b, c], rest: ends}`, `{times: 3, of: a}`.
pub(super) fn each_time(entry: Option<&Entry>, out: &mut Reading) -> (Vec<ItemId>, Option<Join>) {
    let Some(entry) = entry.filter(|entry| matches!(entry.value.kind, Kind::Map(_))) else {
        return (out.items(entry), None);
    };
    let Some(keys) = EachTimeKeys::open(&At::value(entry), out) else {
        return (Vec::new(), None);
    };
    if out
        .one_of_keys(entry.key.place, &["all", "of"], &[keys.all, keys.of])
        .is_none()
    {
        return (Vec::new(), None);
    }
    if let (Some(_), Some(written)) = (keys.all, keys.at_least) {
        out.key_not_here(&written.key, &["of"]);
    }
    if keys.of.is_some() && keys.at_least.is_none() && keys.times.is_none() {
        let shape = Shape::Count(1, MAX_AT_LEAST);
        out.missing(MISSING_KEY, entry.key.place, "at_least", &shape);
    }
    let items = out.items(keys.all.or(keys.of));
    let least = out.count(keys.at_least, 1, MAX_AT_LEAST);
    if let (Some(least), Some(written)) = (least, keys.at_least) {
        enough_named(least, &items, written, out);
    }
    let every = u32::try_from(items.len()).unwrap_or(u32::MAX);
    let join = Join {
        need: least.unwrap_or(every),
        times: out.count(keys.times, 1, MAX_ROUNDS).unwrap_or(1),
        rest_ends: out.one_of(keys.rest, &RESTS) == Some(false),
    };
    (items, Some(join))
}
