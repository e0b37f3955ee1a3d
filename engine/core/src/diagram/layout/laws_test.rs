//! What holds for every picture, whatever is drawn: tried on made-up plans.

use proptest::prelude::*;
use proptest::sample::Index;

use super::{Layout, Plan, PlanLink, PlanNode, PlanShape, Point, Pull, Rect, lay_out};

/// Any plan of up to `most` nodes, nested anyhow, with links of every kind from anywhere to anywhere.
pub(super) fn plans(most: usize) -> impl Strategy<Value = Plan> {
    let node = (
        any::<bool>(),
        any::<Index>(),
        any::<bool>(),
        30..160_i32,
        20..500_i32,
    );
    let link = (any::<Index>(), any::<Index>(), 0..4_u8, 0..3_usize);
    let nodes = prop::collection::vec(node, 1..most);
    let links = prop::collection::vec(link, 0..most * 2);
    (nodes, links).prop_map(|(nodes, links)| {
        let mut plan = Plan::default();
        for (frame, parent, inside, height, width) in nodes {
            let frames: Vec<usize> = (0..plan.nodes.len())
                .filter(|node| plan.is_frame(*node))
                .collect();
            let parent = (inside && !frames.is_empty()).then(|| frames[parent.index(frames.len())]);
            let shape = if frame {
                PlanShape::Frame {
                    width,
                    heights: vec![height, 20],
                }
            } else {
                PlanShape::Box { height }
            };
            plan.nodes.push(PlanNode { parent, shape });
        }
        let count = plan.nodes.len();
        plan.links = links
            .into_iter()
            .map(|(from, to, look, pull)| PlanLink {
                from: from.index(count),
                to: to.index(count),
                look,
                pull: [Pull::Strong, Pull::Weak, Pull::None][pull],
            })
            .collect();
        plan
    })
}

impl Rect {
    fn right(self) -> i32 {
        self.x + self.width
    }

    fn bottom(self) -> i32 {
        self.y + self.height
    }

    /// Whether the two share more than an edge.
    fn overlaps(self, other: Self) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }

    fn holds(self, other: Self) -> bool {
        self.x < other.x && other.right() < self.right() && self.y < other.y && other.bottom() < self.bottom()
    }

    fn is_on_edge(self, point: Point) -> bool {
        let on_side =
            (point.x == self.x || point.x == self.right()) && (self.y..=self.bottom()).contains(&point.y);
        let on_end =
            (point.y == self.y || point.y == self.bottom()) && (self.x..=self.right()).contains(&point.x);
        on_side || on_end
    }
}

/// A straight piece of a link as a rectangle without area.
fn piece(from: Point, to: Point) -> Rect {
    Rect {
        x: from.x.min(to.x),
        y: from.y.min(to.y),
        width: (from.x - to.x).abs(),
        height: (from.y - to.y).abs(),
    }
}

/// Everything that is wrong with a layout.
fn broken(plan: &Plan, layout: &Layout) -> Vec<String> {
    let mut broken = Vec::new();
    let whole = Rect {
        x: -1,
        y: -1,
        width: layout.width + 2,
        height: layout.height + 2,
    };
    let nodes = || (0..plan.nodes.len()).map(|node| (node, layout.nodes[node]));
    for (node, rect) in nodes() {
        if rect.width <= 0 || rect.height <= 0 || !whole.holds(rect) {
            broken.push(format!("{node} lies outside: {rect:?}"));
        }
        if let Some(parent) = plan.nodes[node].parent {
            if !layout.nodes[parent].holds(rect) {
                broken.push(format!("{node} lies outside its frame {parent}"));
            }
            if layout.headings[parent].overlaps(rect) {
                broken.push(format!("{node} lies over the heading of {parent}"));
            }
        }
        if plan.is_frame(node) && !rect.holds(layout.headings[node]) {
            broken.push(format!("the heading of {node} lies outside"));
        }
        for (other, around) in nodes().skip(node + 1) {
            let nested = plan.around(other).contains(&node);
            if !nested && rect.overlaps(around) {
                broken.push(format!("{node} and {other} overlap"));
            }
        }
    }
    for (number, (link, line)) in plan.links.iter().zip(&layout.lines).enumerate() {
        let [first, .., last] = line.as_slice() else {
            broken.push(format!("link {number} has no way"));
            continue;
        };
        if !layout.nodes[link.from].is_on_edge(*first) || !layout.nodes[link.to].is_on_edge(*last) {
            broken.push(format!("link {number} does not end at its nodes"));
        }
        for pair in line.windows(2) {
            let piece = piece(pair[0], pair[1]);
            if piece.width > 0 && piece.height > 0 {
                broken.push(format!("link {number} runs askew"));
            }
            for (node, rect) in nodes() {
                let solid = if plan.is_frame(node) {
                    layout.headings[node]
                } else {
                    rect
                };
                if solid.overlaps(piece) || runs_through(solid, piece) {
                    broken.push(format!("link {number} runs over {node}"));
                }
            }
        }
    }
    broken.extend(laid_on_one_another(plan, layout));
    broken
}

/// Whether a piece runs through the inside of a rectangle.
fn runs_through(solid: Rect, piece: Rect) -> bool {
    if piece.height == 0 {
        solid.y < piece.y && piece.y < solid.bottom() && piece.x < solid.right() && solid.x < piece.right()
    } else {
        solid.x < piece.x && piece.x < solid.right() && piece.y < solid.bottom() && solid.y < piece.bottom()
    }
}

/// Links that do not begin at one node with one look may cross, and never run on one another.
fn laid_on_one_another(plan: &Plan, layout: &Layout) -> Vec<String> {
    let pieces: Vec<(usize, Rect)> = layout
        .lines
        .iter()
        .enumerate()
        .flat_map(|(number, line)| line.windows(2).map(move |pair| (number, piece(pair[0], pair[1]))))
        .collect();
    let net = |number: usize| (plan.links[number].from, plan.links[number].look);
    let mut broken = Vec::new();
    for (at, (one, piece)) in pieces.iter().enumerate() {
        for (other, further) in &pieces[at + 1..] {
            let row = piece.height == 0 && further.height == 0 && piece.y == further.y;
            let column = piece.width == 0 && further.width == 0 && piece.x == further.x;
            let shared = (row && piece.x < further.right() && further.x < piece.right())
                || (column && piece.y < further.bottom() && further.y < piece.bottom());
            if shared && net(*one) != net(*other) {
                broken.push(format!("links {one} and {other} run on one another"));
            }
        }
    }
    broken
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn every_picture_keeps_the_laws(plan in plans(24)) {
        let layout = lay_out(&plan);
        prop_assert_eq!(broken(&plan, &layout), Vec::<String>::new());
        prop_assert_eq!(lay_out(&plan), layout);
    }
}

#[test]
fn small_and_odd_plans_are_laid_out() {
    let boxed = |parent| PlanNode {
        parent,
        shape: PlanShape::Box { height: 50 },
    };
    let frame = |parent| PlanNode {
        parent,
        shape: PlanShape::Frame {
            width: 90,
            heights: vec![24],
        },
    };
    let link = |from, to| PlanLink {
        from,
        to,
        look: 0,
        pull: Pull::Strong,
    };
    for (nodes, links) in [
        (vec![], vec![]),
        (vec![boxed(None)], vec![link(0, 0)]),
        (vec![frame(None)], vec![link(0, 0)]),
        (vec![frame(None), boxed(Some(0))], vec![link(0, 1), link(1, 0)]),
        (
            vec![frame(None), frame(Some(0)), frame(Some(1))],
            vec![link(0, 2), link(2, 0)],
        ),
        (
            vec![boxed(None), boxed(None)],
            vec![link(0, 1), link(1, 0), link(0, 0)],
        ),
    ] {
        let plan = Plan { nodes, links };
        assert_eq!(broken(&plan, &lay_out(&plan)), Vec::<String>::new(), "{plan:?}");
    }
}

#[test]
fn the_laws_find_what_is_broken() {
    let plan = Plan {
        nodes: vec![
            PlanNode {
                parent: None,
                shape: PlanShape::Box { height: 50 }
            };
            3
        ],
        links: vec![
            PlanLink {
                from: 0,
                to: 1,
                look: 0,
                pull: Pull::Strong,
            },
            PlanLink {
                from: 0,
                to: 2,
                look: 1,
                pull: Pull::Strong,
            },
        ],
    };
    let good = lay_out(&plan);
    let with = |change: fn(&mut Layout)| {
        let mut layout = good.clone();
        change(&mut layout);
        broken(&plan, &layout).len()
    };
    assert_eq!(with(|_| ()), 0);
    assert!(with(|layout| layout.nodes[0] = layout.nodes[1]) > 0);
    assert!(with(|layout| layout.nodes[0].x = -50) > 0);
    assert!(with(|layout| layout.lines[0].clear()) > 0);
    assert!(with(|layout| layout.lines[0][0].y -= 300) > 0);
    assert!(with(|layout| layout.lines[0] = layout.lines[1].clone()) > 0);
}
