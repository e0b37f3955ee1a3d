//! `reviewed`: findings of the review that are as they should be, and why.

use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Node};
use crate::flow::{ReviewFinding, Reviewed};

use super::scalars::words;
use super::{At, Reading, keys};

/// How many findings a flow can answer: past this, it is another flow that is needed.
const MAX_REVIEWED: usize = 100;

/// What `reviewed:` holds.
pub(super) const REVIEWED_SHAPE: Shape = Shape::List(&Shape::Object(&REVIEWED));

keys! {
    /// An answer to a finding of the review.
    REVIEWED: ReviewedKeys = "reviewed" {
        finding: must, Shape::OneOf(&words(&ReviewFinding::ALL));
        at: may, Shape::Names(Named::Item);
        because: must, Shape::Text;
    }
}

/// What is answered to the review.
pub(super) fn reviewed(entry: Option<&Entry>, out: &mut Reading) -> Vec<Reviewed> {
    let Some(entry) = entry else { return Vec::new() };
    let Some(parts) = out.list(&entry.value, &REVIEWED_SHAPE) else {
        return Vec::new();
    };
    let parts = out.at_most(parts, MAX_REVIEWED, entry.key.place);
    parts.iter().filter_map(|part| answered(part, out)).collect()
}

fn answered(part: &Node, out: &mut Reading) -> Option<Reviewed> {
    let keys = ReviewedKeys::open(&At::part(part), out)?;
    let finding = out.one_of(keys.finding, &ReviewFinding::ALL);
    let at = out.several(keys.at, |out, node| {
        let text = out.scalar(node, &Shape::Name(Named::Item))?;
        Some(text.to_owned())
    });
    let because = out.text(keys.because);
    Some(Reviewed {
        finding: finding?,
        at,
        because: because?,
        place: part.place,
    })
}
