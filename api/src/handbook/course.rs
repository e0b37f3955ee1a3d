//! The course of the flow, step by step.

use samspil_core::diagram::{Kind, Scene};

/// The level of the first headings of the course, and the deepest that HTML has.
const FIRST_LEVEL: usize = 3;
const LAST_LEVEL: usize = 6;

/// A stage or an item.
pub(super) struct Step {
    pub(super) level: usize,
    pub(super) title: String,
    pub(super) about: Vec<String>,
}

/// Every stage and item in reading order, each below its stage.
pub(super) fn steps(scene: &Scene) -> Vec<Step> {
    let mut steps = Vec::new();
    below(scene, None, FIRST_LEVEL, &mut steps);
    steps
}

fn holds_clocks(scene: &Scene, at: usize) -> bool {
    scene.inside(Some(at)).all(|(_, node)| node.kind == Kind::Clock)
}

fn below(scene: &Scene, parent: Option<usize>, level: usize, steps: &mut Vec<Step>) {
    for (at, node) in scene.inside(parent) {
        // The deadlines of the case, and the frame around them, have a table of their own.
        if node.kind == Kind::Clock || (node.name.is_empty() && holds_clocks(scene, at)) {
            continue;
        }
        steps.push(Step {
            level: level.min(LAST_LEVEL),
            title: node.title.clone(),
            about: node.about.iter().chain(&node.more).cloned().collect(),
        });
        below(scene, Some(at), level + 1, steps);
    }
}
