//! The signs before lines, on a field of 12 by 12 pixels: paths of our own, for fonts differ in what they hold.

use super::super::look::Sign;
use super::ink::Ink;

/// Draws a sign with its upper left corner here.
pub(super) fn sign(ink: &mut Ink, sign: Sign, (x, y): (i32, i32)) {
    let (class, d) = match sign {
        Sign::Nothing => return,
        Sign::Side => ("dot", "M6 2a4 4 0 1 0 1 0Z"),
        Sign::Condition => ("sign", "M6 1L11 6L6 11L1 6Z"),
        Sign::Clock => ("sign", "M6 1a5 5 0 1 0 1 0ZM6 3V6H9"),
        Sign::Repeat => ("sign", "M10 7a4 4 0 1 1 -2 -4M8 0V3H5"),
        Sign::Hand => ("sign", "M2 1L11 6L2 11Z"),
        Sign::Ladder => ("sign", "M1 11H4V8H7V5H10V2H12"),
        Sign::Law => (
            "sign",
            "M9 3Q8 1 6 1T3 3T6 6T9 9T6 11T3 9M3 5Q2 4 3 3M9 7Q10 8 9 9",
        ),
        Sign::Owed => ("sign", "M6 1V7M6 10V11"),
        Sign::Done => ("sign strong", "M1 7L4 10L11 2"),
        Sign::Active => ("sign solid", "M2 1L11 6L2 11Z"),
        Sign::Possible => ("sign strong", "M6 1a5 5 0 1 0 1 0Z"),
        Sign::Waiting => ("sign", "M3 1H9M3 11H9M4 1V3L8 9V11M8 1V3L4 9V11"),
        Sign::Gone => ("sign strong", "M2 2L10 10M10 2L2 10"),
        Sign::Figures => ("sign strong", "M2 11V7M6 11V2M10 11V5"),
    };
    let place = format!("translate({x} {y})");
    ink.empty("path", &[("class", class), ("transform", &place), ("d", d)]);
}
