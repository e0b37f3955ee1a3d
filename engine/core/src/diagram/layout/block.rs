//! A piece of the picture on a raster of its own: which node stands in which column and row, and where frames lie.

use super::{BOX_WIDTH, CHANNEL};

/// What a row of the raster holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum RowKind {
    /// Headings of frames.
    Heading,
    /// Boxes.
    Boxes,
}

/// A node on the raster: a box, or the heading of a frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cell {
    pub(super) node: usize,
    pub(super) column: usize,
    pub(super) row: usize,
}

/// Where a frame lies, ends included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Span {
    pub(super) node: usize,
    pub(super) columns: (usize, usize),
    pub(super) rows: (usize, usize),
}

/// A piece of the picture.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Block {
    pub(super) columns: usize,
    pub(super) rows: Vec<RowKind>,
    pub(super) cells: Vec<Cell>,
    pub(super) spans: Vec<Span>,
}

impl Block {
    /// Puts another beneath this one.
    pub(super) fn beneath(&mut self, other: &Self) {
        let rows: Vec<usize> = (self.rows.len()..).take(other.rows.len()).collect();
        self.rows.extend_from_slice(&other.rows);
        self.take(other, 0, &rows);
        self.columns = self.columns.max(other.columns);
    }

    /// Puts another to the right of this one; rows of headings and rows of boxes keep to themselves.
    pub(super) fn beside(&mut self, other: &Self) {
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        let mut rows = Vec::new();
        let (mut left, mut right) = (self.rows.iter().peekable(), other.rows.iter().peekable());
        while left.peek().is_some() || right.peek().is_some() {
            let row = match (left.peek(), right.peek()) {
                (Some(RowKind::Heading), _) | (_, Some(RowKind::Heading)) => RowKind::Heading,
                _ => RowKind::Boxes,
            };
            if left.next_if(|next| **next == row).is_some() {
                mine.push(rows.len());
            }
            if right.next_if(|next| **next == row).is_some() {
                theirs.push(rows.len());
            }
            rows.push(row);
        }
        let own = std::mem::take(self);
        self.rows = rows;
        self.take(&own, 0, &mine);
        self.take(other, own.columns, &theirs);
        self.columns = own.columns.saturating_add(other.columns);
    }

    /// Puts a frame around it, with a row for its heading.
    pub(super) fn framed(self, node: usize) -> Self {
        let mut block = Self {
            columns: 1,
            rows: vec![RowKind::Heading],
            cells: vec![Cell {
                node,
                column: 0,
                row: 0,
            }],
            spans: Vec::new(),
        };
        block.beneath(&self);
        let span = Span {
            node,
            columns: (0, block.columns.saturating_sub(1)),
            rows: (0, block.rows.len().saturating_sub(1)),
        };
        block.spans.push(span);
        block
    }

    /// About how much room it takes, in pixels; what is very high or wide counts more.
    fn room(&self, tall: i64, height: impl Fn(usize) -> i32) -> i64 {
        let mut rows = vec![0_i64; self.rows.len()];
        for cell in &self.cells {
            if let Some(row) = rows.get_mut(cell.row) {
                *row = (*row).max(i64::from(height(cell.node)));
            }
        }
        let height: i64 = rows.iter().map(|row| row + i64::from(CHANNEL)).sum();
        let columns = i64::try_from(self.columns).unwrap_or(i64::MAX);
        let width = columns.saturating_mul(i64::from(BOX_WIDTH + CHANNEL));
        let beyond = (height - tall * width).max(0);
        let room = width.saturating_mul(height.saturating_add(beyond));
        let wider = i64::try_from(self.columns.saturating_sub(PAGE_COLUMNS)).unwrap_or(i64::MAX);
        room.saturating_add(room / 100 * WIDER_PERCENT.saturating_mul(wider))
    }

    /// Takes over what lies in another, moved to the right and into these rows.
    fn take(&mut self, other: &Self, right: usize, rows: &[usize]) {
        let row = |row: usize| rows.get(row).copied().unwrap_or_default();
        self.cells.extend(other.cells.iter().map(|cell| Cell {
            node: cell.node,
            column: cell.column.saturating_add(right),
            row: row(cell.row),
        }));
        self.spans.extend(other.spans.iter().map(|span| Span {
            node: span.node,
            columns: (
                span.columns.0.saturating_add(right),
                span.columns.1.saturating_add(right),
            ),
            rows: (row(span.rows.0), row(span.rows.1)),
        }));
    }
}

/// So many columns fit on a page; what is wider counts more, by this share for each column.
const PAGE_COLUMNS: usize = 4;
const WIDER_PERCENT: i64 = 8;

/// How blocks are put on shelves.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shelves {
    /// At most so many columns.
    pub(super) columns: usize,
    /// How many times as high as wide the whole may be before its height counts double.
    pub(super) tall: i64,
}

/// Puts blocks on shelves as wide as takes the least room. `height` is that of a node, in pixels.
pub(super) fn packed(blocks: &[Block], shelves: Shelves, height: impl Fn(usize) -> i32) -> Block {
    let columns = shelves.columns;
    let widest = blocks
        .iter()
        .map(|block| block.columns)
        .max()
        .unwrap_or_default()
        .max(1);
    // Of two that take the same room the wider is the shorter.
    let tried = (widest..=columns.max(widest))
        .rev()
        .map(|columns| shelved(blocks, columns));
    tried
        .min_by_key(|block| block.room(shelves.tall, &height))
        .unwrap_or_default()
}

/// Puts blocks on shelves, from left to right and then beneath, as words are put in lines.
fn shelved(blocks: &[Block], columns: usize) -> Block {
    let mut all = Block::default();
    let mut shelf = Block::default();
    for block in blocks {
        if shelf.columns > 0 && shelf.columns.saturating_add(block.columns) > columns {
            all.beneath(&std::mem::take(&mut shelf));
        }
        shelf.beside(block);
    }
    all.beneath(&shelf);
    all
}

#[cfg(test)]
mod tests {
    use super::RowKind::{Boxes, Heading};
    use super::*;

    fn one(node: usize) -> Block {
        Block {
            columns: 1,
            rows: vec![Boxes],
            cells: vec![Cell {
                node,
                column: 0,
                row: 0,
            }],
            spans: Vec::new(),
        }
    }

    fn places(block: &Block) -> Vec<(usize, usize, usize)> {
        block
            .cells
            .iter()
            .map(|cell| (cell.node, cell.column, cell.row))
            .collect()
    }

    #[test]
    fn shelves_are_filled_from_left_to_right() {
        let block = shelved(&[one(0), one(1), one(2)], 2);
        assert_eq!(places(&block), [(0, 0, 0), (1, 1, 0), (2, 0, 1)]);
        assert_eq!((block.columns, block.rows.len()), (2, 2));
        assert_eq!(shelved(&[], 2), Block::default());
    }

    #[test]
    fn shelves_are_as_wide_as_takes_the_least_room() {
        let four = [one(0), one(1), one(2), one(3)];
        let columns = |columns: usize, tall: i64, height: fn(usize) -> i32| {
            packed(&four, Shelves { columns, tall }, height).columns
        };
        assert_eq!(columns(4, 4, |_| 60), 4);
        assert_eq!(columns(3, 4, |_| 60), 2);
        assert_eq!(columns(3, 1, |_| 60), 2);
        // One that is much higher than the others leaves less empty beneath them than beside it.
        assert_eq!(columns(4, 4, |node| if node == 3 { 600 } else { 60 }), 1);
    }

    #[test]
    fn headings_beside_boxes_have_rows_of_their_own() {
        let framed = one(1).framed(0);
        let block = shelved(&[framed, one(2)], 4);
        assert_eq!(block.rows, [Heading, Boxes]);
        assert_eq!(places(&block), [(0, 0, 0), (1, 0, 1), (2, 1, 1)]);
        assert_eq!(block.spans.len(), 1);
        assert_eq!((block.spans[0].columns, block.spans[0].rows), ((0, 0), (0, 1)));
    }

    #[test]
    fn a_frame_without_content_is_its_heading() {
        let block = Block::default().framed(7);
        assert_eq!((block.columns, block.rows.as_slice()), (1, [Heading].as_slice()));
        assert_eq!(block.spans[0].rows, (0, 0));
    }
}
