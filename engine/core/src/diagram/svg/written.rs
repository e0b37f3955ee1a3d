//! What stands in each box and heading, broken into lines, and the plan that follows from their sizes.

use super::super::layout::{BOX_WIDTH, CHANNEL, Plan, PlanLink, PlanNode, PlanShape};
use super::super::look::Sign;
use super::super::measure::{Weight, filled, shortened, width, wrap};
use super::super::scene::{Kind, Node, Scene};

/// The size of a box's title and of the lines beneath it, in pixels, and how high their lines are.
pub(super) const TITLE: i32 = 14;
pub(super) const TITLE_LINE: i32 = 18;
pub(super) const FACT: i32 = 12;
pub(super) const FACT_LINE: i32 = 16;

/// The size of a frame's heading.
pub(super) const HEADING: i32 = 15;
pub(super) const HEADING_LINE: i32 = 20;

/// Where text begins in a box: after the stripe of its side.
pub(super) const LEFT: i32 = 16;
const RIGHT: i32 = 9;
/// Room above and below the text of a box.
pub(super) const ABOVE: i32 = 9;
/// Room for a sign before a line.
pub(super) const SIGN: i32 = 17;
/// Between the title and the lines.
pub(super) const GAP: i32 = 3;

/// The most lines of a fact; the whole stands in the description.
const MAX_FACT_LINES: usize = 3;

/// The most columns that a heading is measured for.
const MAX_HEADING_COLUMNS: i32 = 4;

/// A line beneath a title: its sign where it is the first of its fact, and its text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct FactLine {
    pub(super) sign: Sign,
    pub(super) text: String,
}

/// A node's text in lines.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Written {
    pub(super) title: Vec<String>,
    pub(super) facts: Vec<FactLine>,
}

impl Written {
    /// The text of a box.
    fn boxed(node: &Node) -> Self {
        let room = BOX_WIDTH - LEFT - RIGHT;
        Self {
            title: wrap(&node.title, TITLE, Weight::Regular, room),
            facts: facts(node, room - SIGN),
        }
    }

    /// The text of a heading in so much room.
    pub(super) fn heading(node: &Node, room: i32) -> Self {
        Self {
            title: wrap(&node.title, HEADING, Weight::Bold, room),
            facts: facts(node, room - SIGN),
        }
    }

    /// How high the text is.
    fn height(&self, line: i32) -> i32 {
        let title = count(self.title.len()) * line;
        let gap = if self.facts.is_empty() { 0 } else { GAP };
        title + gap + count(self.facts.len()) * FACT_LINE
    }
}

fn facts(node: &Node, room: i32) -> Vec<FactLine> {
    let mut lines = Vec::new();
    for fact in &node.facts {
        let mut sign = fact.sign;
        let broken = filled(&fact.text, FACT, Weight::Regular, room);
        for text in shortened(broken, MAX_FACT_LINES, FACT, Weight::Regular, room) {
            lines.push(FactLine { sign, text });
            sign = Sign::Nothing;
        }
    }
    lines
}

/// A number of lines, for reckoning with pixels.
pub(super) fn count(lines: usize) -> i32 {
    i32::try_from(lines).unwrap_or(i32::MAX)
}

/// The plan of a scene, and the text of its boxes.
pub(super) fn planned(scene: &Scene) -> (Plan, Vec<Written>) {
    let written: Vec<Written> = scene.nodes.iter().map(Written::boxed).collect();
    let nodes = scene.nodes.iter().zip(&written).map(|(node, written)| PlanNode {
        parent: node.parent,
        shape: if node.kind == Kind::Stage {
            framed(node)
        } else {
            PlanShape::Box {
                height: written.height(TITLE_LINE) + 2 * ABOVE,
            }
        },
    });
    let links = scene.links.iter().map(|link| PlanLink {
        from: link.from,
        to: link.to,
        look: link.look.number(),
        pull: link.look.pull(),
    });
    let plan = Plan {
        nodes: nodes.collect(),
        links: links.collect(),
    };
    (plan, written)
}

fn framed(node: &Node) -> PlanShape {
    let facts = node
        .facts
        .iter()
        .map(|fact| width(&fact.text, FACT, Weight::Regular) + SIGN);
    let title = width(&node.title, HEADING, Weight::Bold);
    let room = |columns: i32| columns * BOX_WIDTH + (columns - 1) * CHANNEL;
    PlanShape::Frame {
        width: facts.fold(title, i32::max),
        heights: (1..=MAX_HEADING_COLUMNS)
            .map(|columns| Written::heading(node, room(columns)).height(HEADING_LINE))
            .collect(),
    }
}
