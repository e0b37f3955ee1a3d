//! From lines to pixels: every line gets the room that what stands and runs on it needs.

use std::collections::BTreeMap;

use super::axis::{Axis, Line};
use super::block::RowKind;
use super::field::{Field, Spot};
use super::plan::{Plan, PlanShape};
use super::raster::Raster;
use super::segments::Segments;
use super::tracks::Tracks;
use super::{BOX_WIDTH, Layout, Point, Rect, TRACK, headed};

/// Room in a channel beside boxes, for the heads of links.
const BESIDE_BOX: i32 = 19;
/// Room in a channel beside a frame's border.
const BESIDE_BORDER: i32 = 11;
/// Room in a channel beside a heading.
const BESIDE_HEADING: i32 = 5;
/// Room in a channel at the edge of the picture.
const BESIDE_EDGE: i32 = 4;
/// How far from a corner a link may touch a box.
const CORNER: i32 = 9;

/// Where each line begins and how much room it has.
#[derive(Clone, Debug)]
struct Rooms(Vec<(i32, i32)>);

impl Rooms {
    fn new(axis: &Axis, size: impl Fn(usize, Line) -> i32) -> Self {
        let mut at = 0_i32;
        let rooms = axis.lines.iter().enumerate().map(|(line, kind)| {
            let room = (at, size(line, *kind).max(0));
            at = at.saturating_add(room.1);
            room
        });
        Self(rooms.collect())
    }

    fn at(&self, line: usize) -> (i32, i32) {
        self.0.get(line).copied().unwrap_or_default()
    }

    fn start(&self, line: usize) -> i32 {
        self.at(line).0
    }

    fn end(&self, line: usize) -> i32 {
        self.at(line).0 + self.at(line).1
    }

    fn middle(&self, line: usize) -> i32 {
        self.at(line).0 + self.at(line).1 / 2
    }

    fn whole(&self) -> i32 {
        self.0.last().map_or(0, |(start, size)| start + size)
    }
}

/// Everything that is known before pixels.
pub(super) struct Drawing<'a> {
    plan: &'a Plan,
    raster: &'a Raster,
    field: &'a Field,
    segments: &'a Segments,
    tracks: &'a Tracks,
    /// How far from its middle a line is used, in half tracks: by direction and line.
    used: BTreeMap<(bool, usize), i32>,
    /// How far from the middle of its left and right, or upper and lower, sides a box is touched.
    touched: BTreeMap<(bool, usize), i32>,
    /// What each row of the raster holds.
    rows: Vec<Vec<usize>>,
}

impl<'a> Drawing<'a> {
    pub(super) fn new(
        plan: &'a Plan,
        raster: &'a Raster,
        field: &'a Field,
        segments: &'a Segments,
        tracks: &'a Tracks,
    ) -> Self {
        let mut used = BTreeMap::new();
        let mut touched = BTreeMap::new();
        for (number, segment) in segments.all.iter().enumerate() {
            let off = tracks.offset(number).abs();
            let raise = |slot: &mut i32| *slot = (*slot).max(off);
            raise(used.entry((segment.level, segment.line)).or_default());
            for node in &segment.boxes {
                raise(touched.entry((segment.level, *node)).or_default());
            }
        }
        let mut rows = vec![Vec::new(); raster.rows.len()];
        for cell in &raster.cells {
            if let Some(row) = rows.get_mut(cell.row) {
                row.push(cell.node);
            }
        }
        Self {
            plan,
            raster,
            field,
            segments,
            tracks,
            used,
            touched,
            rows,
        }
    }

    /// The picture in pixels.
    pub(super) fn measured(&self) -> Layout {
        let x = Rooms::new(&self.field.x, |line, kind| self.wide(line, kind));
        let y = Rooms::new(&self.field.y, |line, kind| self.high(line, kind));
        let none = Rect::default();
        let mut layout = Layout {
            width: x.whole(),
            height: y.whole(),
            nodes: vec![none; self.plan.nodes.len()],
            headings: vec![none; self.plan.nodes.len()],
            lines: Vec::new(),
        };
        for cell in &self.raster.cells {
            let (column, row) = (self.field.x.cell(cell.column), self.field.y.cell(cell.row));
            let rect = match self.plan.nodes.get(cell.node).map(|node| &node.shape) {
                Some(PlanShape::Box { height }) => {
                    let height = (*height).max(self.for_ports(cell.node));
                    Rect {
                        x: x.start(column),
                        y: y.middle(row) - height / 2,
                        width: x.at(column).1,
                        height,
                    }
                }
                _ => {
                    let last = self.field.x.cell(cell.column + self.columns(cell.node) - 1);
                    Rect {
                        x: x.start(column),
                        y: y.start(row),
                        width: x.end(last) - x.start(column),
                        height: y.at(row).1,
                    }
                }
            };
            let list = if self.plan.is_frame(cell.node) {
                &mut layout.headings
            } else {
                &mut layout.nodes
            };
            if let Some(slot) = list.get_mut(cell.node) {
                *slot = rect;
            }
        }
        for (span, depth) in &self.raster.frames {
            let frame = self.field.frame(span.columns, span.rows, *depth);
            let rect = Rect {
                x: x.start(frame.x.0),
                y: y.start(frame.y.0),
                width: x.start(frame.x.1) - x.start(frame.x.0),
                height: y.start(frame.y.1) - y.start(frame.y.0),
            };
            if let Some(slot) = layout.nodes.get_mut(span.node) {
                *slot = rect;
            }
        }
        let links = 0..self.plan.links.len();
        layout.lines = links.map(|link| self.line(link, &layout, &x, &y)).collect();
        layout
    }

    /// Over how many columns a frame's heading reaches.
    fn columns(&self, node: usize) -> usize {
        headed(self.plan, self.raster, node)
    }

    /// The room that the tracks of a line need; none where none runs there.
    fn tracked(&self, level: bool, line: usize) -> Option<i32> {
        self.used.get(&(level, line)).map(|most| most * TRACK)
    }

    /// How high a box must be so that all links that touch its left and right do so away from its corners.
    fn for_ports(&self, node: usize) -> i32 {
        let most = self.touched.get(&(true, node));
        most.map_or(0, |most| most * TRACK + 2 * CORNER)
    }

    fn wide(&self, line: usize, kind: Line) -> i32 {
        let tracks = self.tracked(false, line).unwrap_or_default();
        match kind {
            Line::Border => 0,
            Line::Cells(_) => BOX_WIDTH.max(tracks + 2 * CORNER),
            Line::Channel => {
                let beside = |line: Option<usize>| match line.and_then(|line| self.field.x.line(line)) {
                    Some(Line::Cells(_)) => BESIDE_BOX,
                    Some(_) => BESIDE_BORDER,
                    None => BESIDE_EDGE,
                };
                beside(line.checked_sub(1)) + tracks + beside(Some(line + 1))
            }
        }
    }

    fn high(&self, line: usize, kind: Line) -> i32 {
        let tracks = self.tracked(true, line);
        match kind {
            Line::Border => 0,
            Line::Cells(row) => {
                let nodes = self.rows.get(row).into_iter().flatten();
                let content = nodes.map(|node| self.content(*node)).max().unwrap_or_default();
                content.max(tracks.map_or(0, |tracks| tracks + CORNER))
            }
            Line::Channel => {
                let beside = |line: Option<usize>| match line.and_then(|line| self.field.y.line(line)) {
                    Some(Line::Cells(row)) if self.raster.rows.get(row) == Some(&RowKind::Heading) => {
                        BESIDE_HEADING
                    }
                    Some(Line::Cells(_)) => BESIDE_BOX,
                    Some(_) => BESIDE_BORDER,
                    None => BESIDE_EDGE,
                };
                beside(line.checked_sub(1)) + tracks.unwrap_or_default() + beside(Some(line + 1))
            }
        }
    }

    fn content(&self, node: usize) -> i32 {
        match self.plan.nodes.get(node).map(|node| &node.shape) {
            Some(PlanShape::Box { height }) => (*height).max(self.for_ports(node)),
            Some(PlanShape::Frame { heights, .. }) => {
                let at = self.columns(node).saturating_sub(1);
                heights
                    .get(at)
                    .or_else(|| heights.last())
                    .copied()
                    .unwrap_or_default()
            }
            None => 0,
        }
    }

    /// The corners of a link, from where it leaves its start to where it reaches its end.
    fn line(&self, link: usize, layout: &Layout, x: &Rooms, y: &Rooms) -> Vec<Point> {
        let (Some(chain), Some(ends)) = (self.segments.of_links.get(link), self.plan.links.get(link)) else {
            return Vec::new();
        };
        let pieces: Vec<(bool, i32)> = chain
            .pieces
            .iter()
            .filter_map(|number| {
                let segment = self.segments.all.get(*number)?;
                let rooms = if segment.level { y } else { x };
                let off = self.tracks.offset(*number) * TRACK / 2;
                Some((segment.level, rooms.middle(segment.line) + off))
            })
            .collect();
        let (Some(first), Some(last), Some([begin, end])) = (pieces.first(), pieces.last(), chain.ends)
        else {
            return Vec::new();
        };
        let touch = |node: usize, (spot, onward): (Spot, bool), leaves: bool, (level, at): (bool, i32)| {
            let rect = layout.nodes.get(node).copied().unwrap_or_default();
            // A frame is touched at the border that the spot is on, a box at the side that the link runs by.
            let along = match (self.plan.is_frame(node), level) {
                (true, true) => x.start(spot.0),
                (true, false) => y.start(spot.1),
                (false, true) if onward == leaves => rect.x + rect.width,
                (false, true) => rect.x,
                (false, false) if onward == leaves => rect.y + rect.height,
                (false, false) => rect.y,
            };
            point(level, along, at)
        };
        let mut points = vec![touch(ends.from, begin, true, *first)];
        for pair in pieces.windows(2) {
            if let [(level, at), (_, along)] = pair {
                points.push(point(*level, *along, *at));
            }
        }
        points.push(touch(ends.to, end, false, *last));
        points
    }
}

/// A point on a line along a row (or a column) that lies at a height.
const fn point(level: bool, along: i32, at: i32) -> Point {
    if level {
        Point { x: along, y: at }
    } else {
        Point { x: at, y: along }
    }
}
