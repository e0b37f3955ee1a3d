//! The lines of one direction: cells of the raster, the borders of frames, and channels between them for links.

use std::collections::BTreeMap;

/// What a line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Line {
    /// Links may run along it.
    Channel,
    /// A frame may begin or end here; links only cross it.
    Border,
    /// The middle of a row or column; links run along it where no box stands.
    Cells(usize),
}

/// Which end of a frame.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum End {
    /// Left or top.
    First,
    /// Right or bottom.
    Last,
}

/// All lines of one direction, from left to right or from top to bottom. Between any two others lies a channel.
#[derive(Clone, Debug, Default)]
pub(super) struct Axis {
    pub(super) lines: Vec<Line>,
    cells: Vec<usize>,
    borders: BTreeMap<(usize, End, usize), usize>,
}

impl Axis {
    /// The lines for so many cells, and frames that reach from cell to cell, each with its depth.
    pub(super) fn new(cells: usize, frames: &[((usize, usize), usize)]) -> Self {
        let mut ends: BTreeMap<usize, Vec<(End, usize)>> = BTreeMap::new();
        for ((first, last), depth) in frames {
            ends.entry(*first).or_default().push((End::First, *depth));
            ends.entry(last.saturating_add(1))
                .or_default()
                .push((End::Last, *depth));
        }
        let mut axis = Self::default();
        for gap in 0..=cells {
            axis.lines.push(Line::Channel);
            let mut here = ends.remove(&gap).unwrap_or_default();
            // What ends here ends from the inside out, then what begins does so from the outside in.
            here.sort_unstable_by_key(|(end, depth)| match end {
                End::Last => (0, usize::MAX - depth),
                End::First => (1, *depth),
            });
            here.dedup();
            for (end, depth) in here {
                axis.borders.insert((gap, end, depth), axis.lines.len());
                axis.lines.extend([Line::Border, Line::Channel]);
            }
            if gap < cells {
                axis.cells.push(axis.lines.len());
                axis.lines.push(Line::Cells(gap));
            }
        }
        axis
    }

    /// The line of a cell.
    pub(super) fn cell(&self, cell: usize) -> usize {
        self.cells.get(cell).copied().unwrap_or_default()
    }

    /// The lines of a frame's two borders.
    pub(super) fn border(&self, (first, last): (usize, usize), depth: usize) -> (usize, usize) {
        let line = |gap: usize, end: End| self.borders.get(&(gap, end, depth)).copied().unwrap_or_default();
        (line(first, End::First), line(last.saturating_add(1), End::Last))
    }

    /// What a line is.
    pub(super) fn line(&self, at: usize) -> Option<Line> {
        self.lines.get(at).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_lie_between_cells_and_borders() {
        let axis = Axis::new(2, &[((0, 0), 1), ((0, 0), 2), ((1, 1), 1)]);
        let drawn: String = axis
            .lines
            .iter()
            .map(|line| match line {
                Line::Channel => ' ',
                Line::Border => '|',
                Line::Cells(_) => '#',
            })
            .collect();
        assert_eq!(drawn, " | | # | | | # | ");
        assert_eq!(axis.border((0, 0), 2), (3, 7));
        assert_eq!(axis.border((1, 1), 1), (11, 15));
        assert_eq!((axis.cell(0), axis.cell(1)), (5, 13));
        assert!(Axis::new(0, &[]).lines == [Line::Channel]);
    }
}
