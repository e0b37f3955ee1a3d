//! A table of small values, asked by column and row; outside it everything is the default.

/// A table.
#[derive(Clone, Debug, Default)]
pub(super) struct Table<T> {
    columns: usize,
    cells: Vec<T>,
}

impl<T: Copy + Default> Table<T> {
    /// Filled with defaults.
    pub(super) fn new(columns: usize, rows: usize) -> Self {
        Self {
            columns,
            cells: vec![T::default(); columns.saturating_mul(rows)],
        }
    }

    fn index(&self, (column, row): (usize, usize)) -> usize {
        if column < self.columns {
            row.saturating_mul(self.columns).saturating_add(column)
        } else {
            usize::MAX
        }
    }

    /// What stands there.
    pub(super) fn at(&self, place: (usize, usize)) -> T {
        self.cells.get(self.index(place)).copied().unwrap_or_default()
    }

    /// Puts something there; outside the table nothing happens.
    pub(super) fn set(&mut self, place: (usize, usize), value: T) {
        let index = self.index(place);
        if let Some(cell) = self.cells.get_mut(index) {
            *cell = value;
        }
    }

    /// Changes what stands there.
    pub(super) fn change(&mut self, place: (usize, usize), by: impl FnOnce(T) -> T) {
        let value = by(self.at(place));
        self.set(place, value);
    }
}
