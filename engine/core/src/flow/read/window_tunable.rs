//! How far an administrator may change a window.

use crate::calendar::{Length, Window};
use crate::flow::code::NOT_RANGE;
use crate::flow::grammar::Shape;
use crate::flow::yaml::Entry;
use crate::flow::{Lasts, Tunable, WindowTunable};

use super::field::levels;
use super::{At, Reading, keys};

/// What follows `tunable:` beside `in_any`.
pub(super) const WINDOW_TUNABLE_SHAPE: Shape = Shape::Object(&WINDOW_TUNABLE);

keys! {
    /// How far each part of a window may be changed.
    WINDOW_TUNABLE: WindowTunableKeys = "window_tunable" {
        at_least: may, Shape::Levels;
        in_any: may, Shape::LengthRange;
        at_most_apart: may, Shape::LengthRange;
    }
}

/// `{at_least: 2..4, in_any: 6 months..18 months, at_most_apart: 4 months..6 months}`.
pub(super) fn window_tunable(
    entry: Option<&Entry>,
    window: &Window,
    out: &mut Reading,
) -> Option<WindowTunable> {
    let keys = WindowTunableKeys::open(&At::value(entry?), out)?;
    if let (Some(written), None) = (keys.at_most_apart, window.at_most_apart) {
        out.key_not_here(&written.key, &["at_most_apart"]);
    }
    let range = |entry: Option<&Entry>, length: Option<Length>, out: &mut Reading| -> Option<Tunable> {
        out.tunable(entry, Some(&Lasts::For(length?)))
    };
    Some(WindowTunable {
        at_least: times(keys.at_least, window.at_least, out),
        in_any: range(keys.in_any, Some(window.in_any), out),
        at_most_apart: range(keys.at_most_apart, window.at_most_apart, out),
    })
}

/// `2..4`; what the flow says lies inside.
fn times(entry: Option<&Entry>, written: u32, out: &mut Reading) -> Option<(u32, u32)> {
    let node = &entry?.value;
    let (from, to) = levels(node, out)?;
    let range = u32::try_from(from).ok().zip(u32::try_from(to).ok());
    let range = range.filter(|(from, to)| *from > 0 && (*from..=*to).contains(&written));
    if range.is_none() {
        let text = out.scalar(node, &Shape::Levels)?;
        out.not_of_form(NOT_RANGE, node.place, text, &Shape::Levels);
    }
    range
}
