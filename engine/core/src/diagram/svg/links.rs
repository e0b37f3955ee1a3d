//! Links as drawn: a line with round turns, and a head that says what kind it is.

use super::super::layout::Point;
use super::super::look::Look;
use super::ink::Ink;

/// How round a turn is, in pixels.
const ROUND: i32 = 5;

/// Where on the line a head that is no arrow has its middle, in pixels from its end.
const MIDDLE: i32 = 6;

/// The line of a link.
pub(super) fn line(points: &[Point]) -> String {
    let mut d = String::new();
    let mut before: Option<Point> = None;
    for (at, point) in points.iter().enumerate() {
        let after = points.get(at + 1);
        match (before, after) {
            (None, _) => d.push_str(&format!("M{} {}", point.x, point.y)),
            (Some(_), None) => d.push_str(&format!("L{} {}", point.x, point.y)),
            (Some(from), Some(to)) => {
                let (into, out) = (towards(*point, from), towards(*point, *to));
                let turn = format!(
                    "L{} {}Q{} {} {} {}",
                    into.x, into.y, point.x, point.y, out.x, out.y
                );
                d.push_str(&turn);
            }
        }
        before = Some(*point);
    }
    d
}

/// The point on the way to another where a turn begins: not beyond half of the way.
fn towards(from: Point, to: Point) -> Point {
    let step = |from: i32, to: i32| from + (to - from).signum() * ROUND.min((to - from).abs() / 2);
    Point {
        x: step(from.x, to.x),
        y: step(from.y, to.y),
    }
}

/// Draws the head of a link, and what it has where it begins.
pub(super) fn ends(ink: &mut Ink, look: Look, points: &[Point]) {
    let ([first, second, ..], [.., before, last]) = (points, points) else {
        return;
    };
    if matches!(look, Look::Owes | Look::AfterOwes) {
        let at = along(*first, *second, 4);
        circle(ink, "head solid", at, 4);
    }
    let at = |off: i32| along(*last, *before, off);
    let middle = at(MIDDLE);
    match look {
        Look::After | Look::AfterOwes => ink.path("head solid", &arrow(*last, *before, true)),
        Look::Owes | Look::Opens => ink.path("head hollow", &arrow(*last, *before, true)),
        Look::Again => ink.path("head open", &arrow(*last, *before, false)),
        Look::OpenedBy => {
            ink.path("head solid", &arrow(*last, *before, true));
            ink.path("head open", &bar(along(*first, *second, 4), *second));
        }
        Look::EachTime => {
            ink.path("head solid", &arrow(*last, *before, true));
            ink.path("head open", &arrow(at(6), *before, false));
        }
        Look::NotWhileOwed => {
            let (x, y) = (middle.x, middle.y);
            let d = format!("M{} {y}L{x} {}L{} {y}L{x} {}Z", x - 6, y - 5, x + 6, y + 5);
            ink.path("head hollow", &d);
        }
        Look::NotWith => {
            ink.path("head open", &bar(at(4), *before));
            ink.path("head open", &bar(along(*first, *second, 4), *second));
        }
        Look::Removes => {
            circle(ink, "head hollow", middle, 6);
            let (x, y) = (middle.x, middle.y);
            ink.path(
                "head open",
                &format!(
                    "M{} {}L{} {}M{} {}L{} {}",
                    x - 3,
                    y - 3,
                    x + 3,
                    y + 3,
                    x + 3,
                    y - 3,
                    x - 3,
                    y + 3
                ),
            );
        }
        Look::BringsBack => {
            circle(ink, "head hollow", middle, 6);
            let (x, y) = (middle.x, middle.y);
            ink.path(
                "head open",
                &format!("M{} {y}H{}M{x} {}V{}", x - 3, x + 3, y - 3, y + 3),
            );
        }
        Look::Ends => {
            let (x, y) = (middle.x, middle.y);
            ink.path(
                "head solid",
                &format!("M{} {}H{}V{}H{}Z", x - 5, y - 5, x + 5, y + 5, x - 5),
            );
        }
        Look::Reads => circle(ink, "head hollow", at(4), 4),
    }
}

/// A point so far from one on the way to another.
fn along(from: Point, to: Point, off: i32) -> Point {
    Point {
        x: from.x + (to.x - from.x).signum() * off,
        y: from.y + (to.y - from.y).signum() * off,
    }
}

fn circle(ink: &mut Ink, class: &str, at: Point, r: i32) {
    let [x, y, r] = [at.x, at.y, r].map(|number| number.to_string());
    ink.empty("circle", &[("class", class), ("cx", &x), ("cy", &y), ("r", &r)]);
}

/// A bar across the line.
fn bar(at: Point, before: Point) -> String {
    let (across_x, across_y) = ((at.y - before.y).signum() * 6, (at.x - before.x).signum() * 6);
    let (x, y) = (at.x, at.y);
    format!(
        "M{} {}L{} {}",
        x - across_x,
        y - across_y,
        x + across_x,
        y + across_y
    )
}

/// An arrow's head with its tip at the end.
fn arrow(tip: Point, before: Point, closed: bool) -> String {
    let back = along(tip, before, 10);
    // Across the line: rows and columns change places.
    let (across_x, across_y) = ((tip.y - back.y).signum() * 5, (tip.x - back.x).signum() * 5);
    format!(
        "M{} {}L{} {}L{} {}{}",
        back.x + across_x,
        back.y + across_y,
        tip.x,
        tip.y,
        back.x - across_x,
        back.y - across_y,
        if closed { "Z" } else { "" }
    )
}
