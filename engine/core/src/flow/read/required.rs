//! What a stage waits for before it is done: `waits_for`, `waited_for`, `required`.

use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Awaited, Required, WaitsFor};

use super::Reading;
use super::names::is_word;

pub(super) const WAITS_FOR: [(&str, WaitsFor); 3] = [
    ("coming", WaitsFor::Coming),
    ("all", WaitsFor::All),
    ("required", WaitsFor::Required),
];

pub(super) const AWAITED: [(&str, Awaited); 4] = [
    ("once_possible", Awaited::OncePossible),
    ("under_way", Awaited::UnderWay),
    ("first_time", Awaited::FirstTime),
    ("never", Awaited::Never),
];

/// What follows `required:`.
pub(super) const REQUIRED_SHAPE: Shape = Shape::Any(&[Shape::Boolean, Shape::Expression]);

/// `true`, or an expression under which it is required.
pub(super) fn required(entry: Option<&Entry>, out: &mut Reading) -> Option<Required> {
    let node = &entry?.value;
    if is_word(node, "true") {
        Some(Required::Always)
    } else if is_word(node, "false") {
        None
    } else {
        out.expression(entry).map(Required::When)
    }
}
