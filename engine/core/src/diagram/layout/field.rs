//! Where links may run: the crossings of all lines, what stands on them, and which links run there already.

use super::axis::{Axis, Line};
use super::block::RowKind;
use super::raster::Raster;
use super::table::Table;
use super::{BOX_WIDTH, CHANNEL};

/// A crossing of two lines: which column line, which row line.
pub(super) type Spot = (usize, usize);

/// A direction in which a link runs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(super) enum Way {
    #[default]
    Right,
    Left,
    Down,
    Up,
}

impl Way {
    pub(super) const ALL: [Self; 4] = [Self::Right, Self::Left, Self::Down, Self::Up];

    /// Whether it runs along a row.
    pub(super) const fn level(self) -> bool {
        matches!(self, Self::Right | Self::Left)
    }

    pub(super) const fn back(self) -> Self {
        match self {
            Self::Right => Self::Left,
            Self::Left => Self::Right,
            Self::Down => Self::Up,
            Self::Up => Self::Down,
        }
    }

    /// The next spot that way; beyond the last line there is nothing, which whoever asks must look at.
    pub(super) const fn next(self, (x, y): Spot) -> Option<Spot> {
        Some(match self {
            Self::Right => (x + 1, y),
            Self::Down => (x, y + 1),
            Self::Left if x > 0 => (x - 1, y),
            Self::Up if y > 0 => (x, y - 1),
            Self::Left | Self::Up => return None,
        })
    }

    /// The way from one spot to one beside it.
    pub(super) const fn between(from: Spot, to: Spot) -> Self {
        if to.0 > from.0 {
            Self::Right
        } else if to.0 < from.0 {
            Self::Left
        } else if to.1 > from.1 {
            Self::Down
        } else {
            Self::Up
        }
    }
}

/// Where a frame's borders lie, by lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Frame {
    pub(super) x: (usize, usize),
    pub(super) y: (usize, usize),
    /// The line of its heading.
    pub(super) heading: usize,
}

/// The height that a row is taken for while links look for their ways, in pixels.
const fn guessed(kind: RowKind) -> i32 {
    match kind {
        RowKind::Heading => 24,
        RowKind::Boxes => 90,
    }
}

/// Where links may run.
#[derive(Clone, Debug, Default)]
pub(super) struct Field {
    pub(super) x: Axis,
    pub(super) y: Axis,
    /// About where each line lies, in pixels.
    places: (Vec<i32>, Vec<i32>),
    /// Boxes and headings, by one more than their node's number.
    taken: Table<usize>,
    /// Frames whose border passes here, by one more than their node's number.
    borders: Table<usize>,
    /// Links that run on to the right and on down.
    runs: (Table<u16>, Table<u16>),
    /// Links that run straight through along the row and along the column.
    through: (Table<u16>, Table<u16>),
}

impl Field {
    /// The field of a raster. `headings` says over how many columns each frame's heading reaches.
    pub(super) fn new(raster: &Raster, heading_columns: impl Fn(usize) -> usize) -> Self {
        let columns: Vec<_> = raster
            .frames
            .iter()
            .map(|(span, depth)| (span.columns, *depth))
            .collect();
        let rows: Vec<_> = raster
            .frames
            .iter()
            .map(|(span, depth)| (span.rows, *depth))
            .collect();
        let x = Axis::new(raster.columns, &columns);
        let y = Axis::new(raster.rows.len(), &rows);
        let (across, down) = (x.lines.len(), y.lines.len());
        let height = |row: usize| raster.rows.get(row).map_or(0, |kind| guessed(*kind));
        let mut field = Self {
            places: (places(&x, |_| BOX_WIDTH), places(&y, height)),
            taken: Table::new(across, down),
            borders: Table::new(across, down),
            runs: (Table::new(across, down), Table::new(across, down)),
            through: (Table::new(across, down), Table::new(across, down)),
            x,
            y,
        };
        for cell in &raster.cells {
            let last = cell.column + heading_columns(cell.node).max(1) - 1;
            let row = field.y.cell(cell.row);
            for line in field.x.cell(cell.column)..=field.x.cell(last) {
                field.taken.set((line, row), cell.node + 1);
            }
        }
        for (span, depth) in &raster.frames {
            let frame = field.frame(span.columns, span.rows, *depth);
            for line in frame.y.0..=frame.y.1 {
                field.borders.set((frame.x.0, line), span.node + 1);
                field.borders.set((frame.x.1, line), span.node + 1);
            }
            for line in frame.x.0..=frame.x.1 {
                field.borders.set((line, frame.y.0), span.node + 1);
                field.borders.set((line, frame.y.1), span.node + 1);
            }
        }
        field
    }

    /// Where a frame's borders lie.
    pub(super) fn frame(&self, columns: (usize, usize), rows: (usize, usize), depth: usize) -> Frame {
        Frame {
            x: self.x.border(columns, depth),
            y: self.y.border(rows, depth),
            heading: self.y.cell(rows.0),
        }
    }

    /// Which node's box or heading stands here.
    pub(super) fn taken(&self, spot: Spot) -> Option<usize> {
        self.taken.at(spot).checked_sub(1)
    }

    /// Which frame's border passes here.
    pub(super) fn border(&self, spot: Spot) -> Option<usize> {
        self.borders.at(spot).checked_sub(1)
    }

    /// Whether links may only run straight on here.
    pub(super) fn is_border(&self, (x, y): Spot) -> bool {
        self.x.line(x) == Some(Line::Border) || self.y.line(y) == Some(Line::Border)
    }

    /// Whether there is such a spot.
    pub(super) fn holds(&self, (x, y): Spot) -> bool {
        x < self.x.lines.len() && y < self.y.lines.len()
    }

    /// About where a spot lies, in pixels.
    pub(super) fn place(&self, (x, y): Spot) -> (i32, i32) {
        let at = |list: &[i32], line: usize| list.get(line).copied().unwrap_or_default();
        (at(&self.places.0, x), at(&self.places.1, y))
    }

    /// How many links run between two spots beside each other.
    pub(super) fn crowd(&self, from: Spot, way: Way) -> u32 {
        let at = if matches!(way, Way::Left | Way::Up) {
            way.next(from).unwrap_or(from)
        } else {
            from
        };
        let table = if way.level() { &self.runs.0 } else { &self.runs.1 };
        u32::from(table.at(at))
    }

    /// How many links somebody crosses who runs straight on here.
    pub(super) fn crossed(&self, spot: Spot, way: Way) -> u32 {
        let table = if way.level() {
            &self.through.1
        } else {
            &self.through.0
        };
        u32::from(table.at(spot))
    }

    /// Notes that a link runs between two spots beside each other, or no longer does.
    pub(super) fn note_run(&mut self, from: Spot, to: Spot, there: bool) {
        let level = from.1 == to.1;
        let table = if level { &mut self.runs.0 } else { &mut self.runs.1 };
        table.change(from.min(to), counted(there));
    }

    /// Notes that a link runs straight through a spot, or no longer does.
    pub(super) fn note_through(&mut self, spot: Spot, level: bool, there: bool) {
        let table = if level {
            &mut self.through.0
        } else {
            &mut self.through.1
        };
        table.change(spot, counted(there));
    }
}

const fn counted(there: bool) -> impl FnOnce(u16) -> u16 {
    move |count| {
        if there {
            count.saturating_add(1)
        } else {
            count.saturating_sub(1)
        }
    }
}

/// About where the lines lie, cells being as wide or high as guessed.
fn places(axis: &Axis, size: impl Fn(usize) -> i32) -> Vec<i32> {
    let mut at = 0_i32;
    axis.lines
        .iter()
        .map(|line| {
            let room = match line {
                Line::Channel => CHANNEL,
                Line::Border => 0,
                Line::Cells(cell) => size(*cell),
            };
            let middle = at.saturating_add(room / 2);
            at = at.saturating_add(room);
            middle
        })
        .collect()
}
