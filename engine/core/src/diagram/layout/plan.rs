//! What is laid out: boxes and frames with their sizes, and links between them. No words, no colours.

/// Everything that is laid out. A frame stands before what lies in it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::diagram) struct Plan {
    /// Boxes and frames in reading order.
    pub(in crate::diagram) nodes: Vec<PlanNode>,
    /// Links between them.
    pub(in crate::diagram) links: Vec<PlanLink>,
}

/// A box or a frame.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::diagram) struct PlanNode {
    /// The frame that it lies in.
    pub(in crate::diagram) parent: Option<usize>,
    /// Which of the two.
    pub(in crate::diagram) shape: PlanShape,
}

/// The two kinds of nodes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::diagram) enum PlanShape {
    /// A box, so many pixels high for its text; all are [`super::BOX_WIDTH`] wide.
    Box {
        /// In pixels.
        height: i32,
    },
    /// A frame with a heading.
    Frame {
        /// How wide the heading is where it is not broken, in pixels.
        width: i32,
        /// How high the heading is when it is given 1, 2, 3 … columns, in pixels; the last also for more.
        heights: Vec<i32>,
    },
}

/// Which way a link draws the picture.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(in crate::diagram) enum Pull {
    /// Its end comes after its start, as far as all such links can be kept to.
    Strong,
    /// Its end comes after its start where that costs no strong link.
    Weak,
    /// It orders nothing.
    None,
}

/// A link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(in crate::diagram) struct PlanLink {
    /// Where it begins.
    pub(in crate::diagram) from: usize,
    /// Where it ends.
    pub(in crate::diagram) to: usize,
    /// Links from one node that look alike share a trunk.
    pub(in crate::diagram) look: u8,
    /// Which way it draws the picture.
    pub(in crate::diagram) pull: Pull,
}

impl Plan {
    /// The node and the frames around it, innermost first.
    pub(super) fn around(&self, node: usize) -> Vec<usize> {
        let mut chain = vec![node];
        let mut at = node;
        while let Some(parent) = self.nodes.get(at).and_then(|node| node.parent) {
            // A frame stands before what lies in it, so this ends.
            if parent >= at {
                break;
            }
            chain.push(parent);
            at = parent;
        }
        chain
    }

    /// Whether the node is a frame.
    pub(super) fn is_frame(&self, node: usize) -> bool {
        self.nodes
            .get(node)
            .is_some_and(|node| matches!(node.shape, PlanShape::Frame { .. }))
    }
}
