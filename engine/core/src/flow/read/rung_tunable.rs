//! How far an administrator may move a rung.

use crate::flow::code::NOT_RANGE;
use crate::flow::grammar::{Named, Shape};
use crate::flow::yaml::{Entry, Kind, Node};
use crate::flow::{Lasts, RungAction, RungAt, RungRange, RungTunable};

use super::rung::recipient;
use super::{At, Reading, keys};

/// What follows `tunable:` of a rung.
pub(super) const RUNG_TUNABLE_SHAPE: Shape = Shape::Any(&[Shape::MomentRange, Shape::Object(&RUNG_TUNABLE)]);

keys! {
    /// How far a rung may be moved, and whom it may speak to.
    RUNG_TUNABLE: RungTunableKeys = "rung_tunable" {
        at: may, Shape::MomentRange;
        to: may, Shape::Names(Named::Party);
    }
}

/// `1 working day..10 working days`, `50 %..90 %`, or with whom it may speak to: `{at: …, to: [leader]}`.
pub(super) fn tunable(
    entry: Option<&Entry>,
    at: &RungAt,
    does: &RungAction,
    out: &mut Reading,
) -> Option<RungTunable> {
    let entry = entry?;
    if !matches!(entry.value.kind, Kind::Map(_)) {
        return Some(RungTunable {
            at: Some(range(entry, at, out)?),
            to: Vec::new(),
        });
    }
    let keys = RungTunableKeys::open(&At::value(entry), out)?;
    let speaks = matches!(does, RungAction::Remind(_) | RungAction::Tell(_));
    if let Some(written) = keys.to.filter(|_| !speaks) {
        out.key_not_here(&written.key, &["remind", "tell"]);
    }
    Some(RungTunable {
        at: keys.at.and_then(|entry| range(entry, at, out)),
        to: out.several(keys.to, |out, node| recipient(node, out)),
    })
}

/// The range of a moment: shares for a share, distances for a distance. What is due, or aimed for, moves with its clock.
fn range(entry: &Entry, at: &RungAt, out: &mut Reading) -> Option<RungRange> {
    match at {
        RungAt::Percent(share) => shares(&entry.value, *share, out),
        RungAt::Before(length) | RungAt::After(length) => {
            let range = out.tunable(Some(entry), Some(&Lasts::For(*length)));
            range.map(RungRange::Distance)
        }
        RungAt::Target | RungAt::Due => {
            out.key_not_here(&entry.key, &["at"]);
            None
        }
    }
}

fn shares(node: &Node, share: u8, out: &mut Reading) -> Option<RungRange> {
    let text = out.scalar(node, &Shape::MomentRange)?;
    let percent = |text: &str| {
        let number = text.trim().strip_suffix('%')?.trim_end().parse::<u8>().ok()?;
        (1..=99).contains(&number).then_some(number)
    };
    let range = text
        .split_once("..")
        .and_then(|(from, to)| Some((percent(from)?, percent(to)?)));
    match range {
        Some((from, to)) if (from..=to).contains(&share) => Some(RungRange::Percent(from, to)),
        _ => {
            out.not_of_form(NOT_RANGE, node.place, text, &Shape::MomentRange);
            None
        }
    }
}
