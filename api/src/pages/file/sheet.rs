//! A table of a page as a sheet: its name, its head, and rows up to a bound.

use super::MAX_FILE_ROWS;
use super::value::Value;
use crate::pages::parts::Table;

/// A sheet.
pub(super) struct Sheet {
    /// What the list shows.
    pub(super) name: String,
    /// The headings.
    pub(super) head: Vec<String>,
    /// The rows, each as long as the head; where some were left out, the last one says so.
    pub(super) rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// The table as a sheet. `cut` stands beneath the last row where there are more: rows of the table, or of its list.
    pub(super) fn of(table: &Table, is_cut: bool, cut: &str) -> Self {
        let row = |cells: &Vec<_>| cells.iter().map(Value::of).collect();
        let mut rows: Vec<Vec<Value>> = table.rows.iter().take(MAX_FILE_ROWS).map(row).collect();
        if is_cut || table.rows.len() > MAX_FILE_ROWS {
            rows.push(vec![Value::Text(cut.to_owned())]);
        }
        Self {
            name: table.caption.clone(),
            head: table.head.clone(),
            rows,
        }
    }
}
