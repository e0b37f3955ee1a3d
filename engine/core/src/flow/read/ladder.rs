//! Ladders: named ones, and those that stand with their clock.

use indexmap::IndexMap;

use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind};
use crate::flow::{Ladder, Rung};
use crate::id::LadderId;

use super::Reading;
use super::names::Given;
use super::rung::{RUNG, rungs};

/// How many ladders a flow may have.
const MAX_LADDERS: usize = 200;

/// Named ladders.
pub(super) type Ladders = IndexMap<LadderId, Ladder>;

/// What `ladders:` holds.
pub(super) const LADDERS: Shape = Shape::Map(&Shape::Any(&[
    Shape::Object(&RUNG),
    Shape::List(&Shape::Object(&RUNG)),
]));

/// The named ladders.
pub(super) fn ladders(entry: &Entry, out: &mut Reading) -> Ladders {
    let mut found = Ladders::new();
    let Some(entries) = out.map(&entry.value, &LADDERS) else {
        return found;
    };
    for entry in out.at_most(entries, MAX_LADDERS, entry.key.place) {
        let rungs = rungs(entry, out);
        if let Some(id) = out.given(&entry.key, Given::Other, LadderId::new) {
            let ladder = Ladder {
                id: id.clone(),
                rungs,
                place: entry.key.place,
            };
            found.insert(id, ladder);
        }
    }
    found
}

/// The rungs that a clock follows: a ladder's name, one rung or a list of rungs.
pub(super) fn ladder_of(entry: Option<&Entry>, ladders: &Ladders, out: &mut Reading) -> Vec<Rung> {
    let Some(entry) = entry else {
        return Vec::new();
    };
    if !matches!(entry.value.kind, Kind::Scalar { .. }) {
        return rungs(entry, out);
    }
    let name = out.ladder_name(&entry.value);
    let ladder = name.and_then(|name| ladders.get(&name));
    ladder.map_or_else(Vec::new, |ladder| ladder.rungs.clone())
}

/// What may follow `ladder:`.
pub(super) const LADDER: Shape = Shape::Any(&[
    Shape::Name(Named::Ladder),
    Shape::Object(&RUNG),
    Shape::List(&Shape::Object(&RUNG)),
]);
