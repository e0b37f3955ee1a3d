//! The outlines of boxes: what kind of thing it is can be told by its shape.

use super::super::scene::Kind;
use super::Rect;

/// How much of a corner is cut off, or how deep a notch is, in pixels.
const CUT: i32 = 9;

/// How wide the bars at the sides of what happens by itself are.
const BAR: i32 = 4;

/// The outline of a kind, and lines inside it.
pub(super) fn outline(kind: Kind, rect: Rect) -> (String, Option<String>) {
    let Rect { x, y, width, height } = rect;
    let (right, bottom, middle) = (x + width, y + height, x + width / 2);
    match kind {
        Kind::Task | Kind::Stage => (round(rect, 5), None),
        Kind::Clock => (round(rect, 5), Some(format!("M{} {y}V{bottom}", right - BAR))),
        Kind::Milestone => (round(rect, 18.min(height / 2)), None),
        Kind::Meeting => {
            let inner = Rect {
                x: x + 3,
                y: y + 3,
                width: width - 6,
                height: height - 6,
            };
            (round(rect, 5), Some(round(inner, 3)))
        }
        Kind::Decision => {
            let (cut_x, cut_y) = (right - CUT, bottom - CUT);
            let d = format!(
                "M{} {y}H{cut_x}L{right} {}V{cut_y}L{cut_x} {bottom}H{}L{x} {cut_y}V{}Z",
                x + CUT,
                y + CUT,
                x + CUT,
                y + CUT
            );
            (d, None)
        }
        Kind::Action => {
            let bars = format!("M{} {y}V{bottom}M{} {y}V{bottom}", x + BAR, right - BAR);
            (round(rect, 0), Some(bars))
        }
        Kind::Subcase => {
            let inner = Rect {
                x: x + 3,
                y: y + 3,
                width: width - 6,
                height: height - 6,
            };
            (round(rect, 0), Some(round(inner, 0)))
        }
        Kind::Wait => {
            let notch = CUT / 2 + 2;
            let d = format!(
                "M{x} {y}H{}L{middle} {}L{} {y}H{right}V{bottom}H{}L{middle} {}L{} {bottom}H{x}Z",
                middle - CUT,
                y + notch,
                middle + CUT,
                middle + CUT,
                bottom - notch,
                middle - CUT
            );
            (d, None)
        }
    }
}

/// A rectangle with round corners.
pub(super) fn round(rect: Rect, r: i32) -> String {
    let Rect { x, y, width, height } = rect;
    let (right, bottom) = (x + width, y + height);
    if r == 0 {
        return format!("M{x} {y}H{right}V{bottom}H{x}Z");
    }
    format!(
        "M{} {y}H{}Q{right} {y} {right} {}V{}Q{right} {bottom} {} {bottom}H{}Q{x} {bottom} {x} {}V{}Q{x} {y} {} {y}Z",
        x + r,
        right - r,
        y + r,
        bottom - r,
        right - r,
        x + r,
        bottom - r,
        y + r,
        x + r
    )
}
