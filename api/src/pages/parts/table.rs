//! A table with a caption; on a narrow screen each row becomes a card that repeats the headings.

use askama::Template;

use super::Cell;

/// With more columns than this a table is wider than a screen, and scrolls by itself.
const MAX_BESIDE: usize = 8;

/// A table.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/table.html")]
pub(crate) struct Table {
    /// What it shows, for those who cannot see it at a glance.
    pub(crate) caption: String,
    /// The headings of its columns.
    pub(crate) head: Vec<String>,
    /// Its rows, each as long as the head; the first cell names the row.
    pub(crate) rows: Vec<Vec<Cell>>,
    /// What to say where there are no rows.
    pub(crate) empty: String,
}

impl Table {
    /// Whether it is too wide for most screens.
    const fn is_wide(&self) -> bool {
        self.head.len() > MAX_BESIDE
    }

    /// The row's cells, each with its column's heading.
    fn with_heads<'table>(
        &'table self,
        row: &'table [Cell],
    ) -> impl Iterator<Item = (&'table String, &'table Cell)> {
        self.head.iter().zip(row)
    }
}
