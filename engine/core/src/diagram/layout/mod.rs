//! A picture of boxes in frames with links between them: boxes on a raster, links on tracks between. Everything is a
//! whole number, every pass is bounded, and what cannot be had is left out of the picture, never out of the answer.
//!
//! Nothing here knows words or colours. Boxes lie in columns from left to right by what comes after what (`layers`);
//! frames are blocks that follow one another like words in lines (`raster`, `block`). Links look for ways along the lines
//! between (`routes`, `search`), get tracks of their own there (`segments`, `tracks`), and only then lines get room
//! (`metrics`): so no link can run over a box or over another link.

mod axis;
mod block;
mod field;
mod layers;
mod metrics;
mod order;
mod plan;
mod raster;
mod routes;
mod rows;
mod search;
mod segments;
mod table;
mod tracks;

use self::field::Field;
use self::metrics::Drawing;
pub(in crate::diagram) use self::plan::{Plan, PlanLink, PlanNode, PlanShape, Pull};
use self::raster::{Raster, raster};
use self::routes::routes;
use self::segments::segments;
use self::tracks::tracks;

/// How wide a box is, in pixels: three or four Danish words side by side.
pub(in crate::diagram) const BOX_WIDTH: i32 = 224;

/// How wide a channel between boxes is at least, in pixels.
pub(in crate::diagram) const CHANNEL: i32 = 38;

/// How far links that run side by side are apart, in pixels.
const TRACK: i32 = 9;

/// A point, in pixels from the picture's upper left corner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(in crate::diagram) struct Point {
    pub(in crate::diagram) x: i32,
    pub(in crate::diagram) y: i32,
}

/// A rectangle, in pixels.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(in crate::diagram) struct Rect {
    pub(in crate::diagram) x: i32,
    pub(in crate::diagram) y: i32,
    pub(in crate::diagram) width: i32,
    pub(in crate::diagram) height: i32,
}

/// Where everything lies.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(in crate::diagram) struct Layout {
    pub(in crate::diagram) width: i32,
    pub(in crate::diagram) height: i32,
    /// Boxes and frames, by their numbers in the plan.
    pub(in crate::diagram) nodes: Vec<Rect>,
    /// The room for the heading of each frame; nothing for boxes.
    pub(in crate::diagram) headings: Vec<Rect>,
    /// The corners of every link, from start to end.
    pub(in crate::diagram) lines: Vec<Vec<Point>>,
}

/// Lays out a plan.
pub(in crate::diagram) fn lay_out(plan: &Plan) -> Layout {
    let raster = raster(plan);
    let mut field = Field::new(&raster, |node| headed(plan, &raster, node));
    let routes = routes(plan, &raster, &mut field);
    let segments = segments(&field, &routes);
    let tracks = tracks(&segments.all);
    Drawing::new(plan, &raster, &field, &segments, &tracks).measured()
}

/// Over how many columns the heading of a frame reaches: as many as it needs, and as the frame has. A box has one.
fn headed(plan: &Plan, raster: &Raster, node: usize) -> usize {
    let Some(PlanShape::Frame { width, .. }) = plan.nodes.get(node).map(|node| &node.shape) else {
        return 1;
    };
    let span = raster.frames.iter().find(|(span, _)| span.node == node);
    let columns = span.map_or(1, |(span, _)| span.columns.1 - span.columns.0 + 1);
    let room = |columns: usize| {
        i32::try_from(columns)
            .unwrap_or(i32::MAX)
            .saturating_mul(BOX_WIDTH)
    };
    (1..columns)
        .find(|count| *width <= room(*count))
        .unwrap_or(columns)
}

#[cfg(test)]
mod laws_test;
