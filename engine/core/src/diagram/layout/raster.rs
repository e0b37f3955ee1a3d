//! Every box and heading on one raster: frames are laid out from the inside, each as a block of its parent's.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Cell, RowKind, Shelves, Span, packed};
use super::layers::{Link, layered};
use super::order::order;
use super::plan::{Plan, PlanShape, Pull};

/// A frame has so many columns as can be followed from left to right on a page, and is rather wide than high.
const FRAME: Shelves = Shelves { columns: 4, tall: 1 };

/// The whole has so many columns as a wide screen shows, and may be high, as a page is that is read downwards.
const WHOLE: Shelves = Shelves { columns: 6, tall: 4 };

/// The raster of a whole picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Raster {
    pub(super) columns: usize,
    pub(super) rows: Vec<RowKind>,
    pub(super) cells: Vec<Cell>,
    /// Where frames lie, with how deep: 1 for those that lie in none.
    pub(super) frames: Vec<(Span, usize)>,
}

/// Lays everything out.
pub(super) fn raster(plan: &Plan) -> Raster {
    let tree = Tree::new(plan);
    let mut blocks: BTreeMap<usize, Block> = BTreeMap::new();
    // What lies in a frame stands after it, so from the last to the first every frame finds its content ready.
    for node in (0..plan.nodes.len()).rev().filter(|node| plan.is_frame(*node)) {
        let content = tree.content(Some(node), plan, &mut blocks);
        blocks.insert(node, content.framed(node));
    }
    let whole = tree.content(None, plan, &mut blocks);
    let depth = |span: &Span| plan.around(span.node).len();
    Raster {
        columns: whole.columns,
        rows: whole.rows,
        cells: whole.cells,
        frames: whole.spans.iter().map(|span| (*span, depth(span))).collect(),
    }
}

/// What lies in what, and the links between what lies side by side.
struct Tree {
    children: BTreeMap<Option<usize>, Vec<usize>>,
    links: BTreeMap<Option<usize>, Vec<Link>>,
}

impl Tree {
    fn new(plan: &Plan) -> Self {
        let mut tree = Self {
            children: BTreeMap::new(),
            links: BTreeMap::new(),
        };
        for (index, node) in plan.nodes.iter().enumerate() {
            tree.children.entry(node.parent).or_default().push(index);
        }
        for link in &plan.links {
            if let Some((parent, from, to)) = lifted(plan, link.from, link.to) {
                tree.links.entry(parent).or_default().push((from, to, link.pull));
            }
        }
        tree
    }

    /// The block of everything that lies directly in a frame, or in none.
    fn content(&self, parent: Option<usize>, plan: &Plan, blocks: &mut BTreeMap<usize, Block>) -> Block {
        let children = self.children.get(&parent).map_or(&[][..], Vec::as_slice);
        let links = self.links.get(&parent).map_or(&[][..], Vec::as_slice);
        let place: BTreeMap<usize, usize> = children
            .iter()
            .enumerate()
            .map(|(at, node)| (*node, at))
            .collect();
        let local: Vec<Link> = links
            .iter()
            .filter_map(|(from, to, pull)| Some((*place.get(from)?, *place.get(to)?, *pull)))
            .collect();
        let level = Level::new(plan, children, local);
        let mut pieces = Vec::new();
        for slot in 0..=level.frames.len() {
            for group in level.groups(slot) {
                pieces.push(level.boxes(&group));
            }
            let frame = level.frames.get(slot).and_then(|at| children.get(*at));
            pieces.extend(frame.and_then(|node| blocks.remove(node)));
        }
        let shelves = if parent.is_some() { FRAME } else { WHOLE };
        packed(&pieces, shelves, |node| height(plan, node))
    }
}

/// How high a box is for its text; a heading is about a line.
fn height(plan: &Plan, node: usize) -> i32 {
    match plan.nodes.get(node).map(|node| &node.shape) {
        Some(PlanShape::Box { height }) => *height,
        _ => 0,
    }
}

/// The two that stand side by side in the innermost frame that holds both ends; none where one end holds the other.
fn lifted(plan: &Plan, from: usize, to: usize) -> Option<(Option<usize>, usize, usize)> {
    let (ours, theirs) = (plan.around(from), plan.around(to));
    let shared = ours
        .iter()
        .rev()
        .zip(theirs.iter().rev())
        .take_while(|(one, other)| one == other)
        .count();
    let pick = |chain: &[usize]| chain.iter().rev().nth(shared).copied();
    let parent = shared
        .checked_sub(1)
        .and_then(|at| ours.iter().rev().nth(at).copied());
    Some((parent, pick(&ours)?, pick(&theirs)?))
}

/// What lies side by side, by places in reading order.
struct Level<'a> {
    children: &'a [usize],
    links: Vec<Link>,
    /// Frames in the order in which they are drawn.
    frames: Vec<usize>,
    /// Before which of the frames a box stands; behind all of them where there are no more.
    slots: Vec<usize>,
}

impl<'a> Level<'a> {
    fn new(plan: &Plan, children: &'a [usize], links: Vec<Link>) -> Self {
        let of = |pull: Pull| -> Vec<(usize, usize)> {
            let those = links.iter().filter(|link| link.2 == pull);
            those.map(|(from, to, _)| (*from, *to)).collect()
        };
        let places = order(children.len(), &of(Pull::Strong), &of(Pull::Weak));
        let place = |at: usize| places.get(at).copied().unwrap_or_default();
        let is_frame = |at: usize| children.get(at).is_some_and(|node| plan.is_frame(*node));
        let mut all: Vec<usize> = (0..children.len()).collect();
        all.sort_by_key(|at| place(*at));
        let frames: Vec<usize> = all.iter().copied().filter(|at| is_frame(*at)).collect();
        let kept: Vec<(usize, usize)> = links
            .iter()
            .filter(|(from, to, pull)| *pull != Pull::None && place(*from) < place(*to))
            .map(|(from, to, _)| (*from, *to))
            .collect();
        let slots = slots(&all, &frames, &kept);
        Self {
            children,
            links,
            frames,
            slots,
        }
    }

    /// The boxes of a slot by what hangs together, each group and all groups in reading order.
    fn groups(&self, slot: usize) -> Vec<Vec<usize>> {
        let is_frame: BTreeSet<usize> = self.frames.iter().copied().collect();
        let here = |at: usize| self.slots.get(at) == Some(&slot) && !is_frame.contains(&at);
        let mut near: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (from, to, _) in &self.links {
            if here(*from) && here(*to) {
                near.entry(*from).or_default().push(*to);
                near.entry(*to).or_default().push(*from);
            }
        }
        let mut left: BTreeSet<usize> = (0..self.children.len()).filter(|at| here(*at)).collect();
        let mut groups = Vec::new();
        while let Some(first) = left.pop_first() {
            let (mut group, mut open) = (vec![first], vec![first]);
            while let Some(at) = open.pop() {
                for other in near.get(&at).into_iter().flatten() {
                    if left.remove(other) {
                        group.push(*other);
                        open.push(*other);
                    }
                }
            }
            group.sort_unstable();
            groups.push(group);
        }
        groups
    }

    /// The block of boxes that hang together.
    fn boxes(&self, group: &[usize]) -> Block {
        let nodes: Vec<usize> = group
            .iter()
            .filter_map(|at| self.children.get(*at).copied())
            .collect();
        let place = |at: &usize| group.binary_search(at).ok();
        let links = self.links.iter();
        let links: Vec<Link> = links
            .filter_map(|(from, to, pull)| Some((place(from)?, place(to)?, *pull)))
            .collect();
        layered(&nodes, &links, FRAME.columns)
    }
}

/// Before which frame each box stands: behind all frames that it comes after; otherwise before the first that comes after
/// it; otherwise where it is read.
fn slots(all: &[usize], frames: &[usize], kept: &[(usize, usize)]) -> Vec<usize> {
    let number: BTreeMap<usize, usize> = frames.iter().enumerate().map(|(slot, at)| (*at, slot)).collect();
    let mut earliest = vec![0_usize; all.len()];
    let mut latest = vec![frames.len(); all.len()];
    let get = |list: &[usize], at: usize| list.get(at).copied().unwrap_or_default();
    let mut into: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut out: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, to) in kept {
        into.entry(*to).or_default().push(*from);
        out.entry(*from).or_default().push(*to);
    }
    for at in all {
        let before = into.get(at).into_iter().flatten();
        let bound = before.map(|from| {
            number
                .get(from)
                .map_or_else(|| get(&earliest, *from), |slot| slot + 1)
        });
        if let (Some(bound), Some(slot)) = (bound.max(), earliest.get_mut(*at)) {
            *slot = bound;
        }
    }
    for at in all.iter().rev() {
        let after = out.get(at).into_iter().flatten();
        let bound = after.map(|to| number.get(to).copied().unwrap_or_else(|| get(&latest, *to)));
        if let (Some(bound), Some(slot)) = (bound.min(), latest.get_mut(*at)) {
            *slot = bound;
        }
    }
    (0..all.len())
        .map(|at| match (get(&earliest, at), get(&latest, at)) {
            (0, last) if last == frames.len() => frames.iter().filter(|frame| **frame < at).count(),
            (0, last) => last,
            (first, _) => first,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::plan::{PlanLink, PlanNode, PlanShape};
    use super::*;

    /// `parent` is none for the top; a frame is written with `true`.
    fn plan(nodes: &[(Option<usize>, bool)], links: &[(usize, usize)]) -> Plan {
        let node = |(parent, frame): &(Option<usize>, bool)| PlanNode {
            parent: *parent,
            shape: if *frame {
                PlanShape::Frame {
                    width: 10,
                    heights: vec![20],
                }
            } else {
                PlanShape::Box { height: 40 }
            },
        };
        let link = |(from, to): &(usize, usize)| PlanLink {
            from: *from,
            to: *to,
            look: 0,
            pull: Pull::Strong,
        };
        Plan {
            nodes: nodes.iter().map(node).collect(),
            links: links.iter().map(link).collect(),
        }
    }

    /// The raster as rows of names: headings in capitals.
    fn drawn(nodes: &[(Option<usize>, bool)], links: &[(usize, usize)]) -> Vec<String> {
        let raster = raster(&plan(nodes, links));
        let mut rows = vec![vec!['.'; raster.columns]; raster.rows.len()];
        for cell in &raster.cells {
            let first = if nodes[cell.node].1 { b'A' } else { b'a' };
            rows[cell.row][cell.column] = char::from(first + u8::try_from(cell.node).unwrap());
        }
        rows.into_iter().map(String::from_iter).collect()
    }

    #[test]
    fn stages_follow_one_another_and_loose_boxes_stand_where_they_belong() {
        let stage = (None, true);
        let in_first = (Some(0), false);
        let nodes = [stage, in_first, in_first, stage, (Some(3), false), (None, false)];
        // In the first stage one box after the other; then the second stage; the loose box comes after the second.
        assert_eq!(drawn(&nodes, &[(1, 2), (0, 3), (4, 5)]), ["A.D.", "bcef"]);
        // The loose box comes between the stages.
        assert_eq!(drawn(&nodes, &[(1, 2), (2, 5), (5, 4)]), ["A..D", "bcfe"]);
        // The second stage comes first.
        assert_eq!(drawn(&nodes, &[(3, 0)]), ["DA..", "ebcf"]);
    }

    #[test]
    fn nested_stages_and_narrow_pictures() {
        let nodes = [(None, true), (Some(0), true), (Some(1), false), (Some(0), false)];
        assert_eq!(drawn(&nodes, &[(2, 3)]), ["A", "B", "c", "d"]);
        assert_eq!(drawn(&nodes, &[(3, 2)]), ["A", "d", "B", "c"]);
        // A link from a stage to what lies in it orders nothing.
        assert_eq!(drawn(&nodes, &[(0, 2)]), ["A", "B", "c", "d"]);
        assert_eq!(drawn(&[], &[]), Vec::<String>::new());
    }
}
