//! What stands in a form's fields: as the reader sent it, or as the case holds it. Names of fields are paths with
//! hyphens, which no name in a flow has: `f-order-lines-0-rate`.

use std::collections::BTreeMap;

use samspil_core::flow::{Field, Value};
use samspil_core::id::FieldPath;
use samspil_core::text::Language;

use super::plan::{Part, Rows};
use crate::pages::words::as_written;

/// The most rows that a form shows; the core keeps no more.
pub(crate) const MAX_ROWS: usize = 1_000;

/// What stands in the fields, by their names.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Inputs(BTreeMap<String, String>);

/// The name of a field's control.
pub(crate) fn name_of(path: &FieldPath) -> String {
    format!("f-{}", path.as_str().replace('.', "-"))
}

/// The name of the control for a column in a row of a list.
pub(crate) fn name_in_row(list: &FieldPath, row: usize, column: &str) -> String {
    format!("{}-{row}-{column}", name_of(list))
}

/// The last part of a path: a column's or inner field's own name.
pub(crate) fn own_name(field: &Field) -> &str {
    field.path.parts().last().unwrap_or_default()
}

impl Inputs {
    /// What the reader sent; the first value stands where a name comes twice.
    pub(crate) fn sent(pairs: Vec<(String, String)>) -> Self {
        let mut inputs = Self::default();
        for (name, value) in pairs {
            inputs.0.entry(name).or_insert(value);
        }
        inputs
    }

    /// What the case holds, as a reader in this language would have written it.
    pub(crate) fn held<'v>(
        parts: &[Part<'_>],
        language: Language,
        held: impl Fn(&FieldPath) -> Option<&'v Value>,
    ) -> Self {
        let mut inputs = Self::default();
        for part in parts {
            match part {
                Part::Field(field) => {
                    if let Some(value) = held(&field.path) {
                        inputs.put(name_of(&field.path), as_written(value, language));
                    }
                }
                Part::Record { field, inner, .. } => {
                    let record = match held(&field.path) {
                        Some(Value::Record(record)) => Some(record),
                        _ => None,
                    };
                    for inner in inner {
                        let own = record.and_then(|record| record.get(own_name(inner)));
                        if let Some(value) = own.or_else(|| held(&inner.path)) {
                            inputs.put(name_of(&inner.path), as_written(value, language));
                        }
                    }
                }
                Part::Rows(rows) => inputs.hold_rows(rows, language, held(&rows.field.path)),
            }
        }
        inputs
    }

    /// One empty row in each list, to begin with.
    pub(crate) fn begin_rows(&mut self, parts: &[Part<'_>]) {
        for part in parts {
            if let Part::Rows(rows) = part {
                self.set_rows(&rows.field.path, 1);
            }
        }
    }

    fn hold_rows(&mut self, rows: &Rows<'_>, language: Language, held: Option<&Value>) {
        let list = &rows.field.path;
        let held = match held {
            Some(Value::List(held)) => held.as_slice(),
            _ => &[],
        };
        for (index, row) in held.iter().enumerate() {
            self.set_kept(list, index, Some(index));
            for column in &rows.filled {
                if let Some(value) = row.get(own_name(column)) {
                    self.put(
                        name_in_row(list, index, own_name(column)),
                        as_written(value, language),
                    );
                }
            }
        }
        let blank = usize::from(rows.whole && held.is_empty());
        self.set_rows(list, held.len() + blank);
    }

    /// Everything, by the names of the controls.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Puts something in a field.
    pub(crate) fn put(&mut self, name: String, value: String) {
        self.0.insert(name, value);
    }

    /// What stands in a field, without spaces around it; empty where nothing does.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0.get(name).map_or("", |value| value.trim())
    }

    /// What stands in a field, to the letter.
    pub(crate) fn exactly(&self, name: &str) -> &str {
        self.0.get(name).map_or("", String::as_str)
    }

    /// How many rows a list has in the form.
    pub(crate) fn rows(&self, list: &FieldPath) -> usize {
        let rows: usize = self.get(&rows_name(list)).parse().unwrap_or(0);
        rows.min(MAX_ROWS)
    }

    fn set_rows(&mut self, list: &FieldPath, rows: usize) {
        self.put(rows_name(list), rows.min(MAX_ROWS).to_string());
    }

    /// The row of the case that a row of the form stands for; none for one that was added.
    pub(crate) fn kept(&self, list: &FieldPath, row: usize) -> Option<usize> {
        self.get(&kept_name(list, row)).parse().ok()
    }

    fn set_kept(&mut self, list: &FieldPath, row: usize, kept: Option<usize>) {
        let name = kept_name(list, row);
        match kept {
            Some(kept) => self.put(name, kept.to_string()),
            None => {
                self.0.remove(&name);
            }
        }
    }

    /// One empty row more at the end; its number.
    pub(crate) fn add_row(&mut self, list: &FieldPath) -> usize {
        let rows = self.rows(list);
        self.set_rows(list, rows + 1);
        rows
    }

    /// One row less; those behind it move up.
    pub(crate) fn remove_row(&mut self, rows: &Rows<'_>, gone: usize) {
        let list = &rows.field.path;
        let count = self.rows(list);
        if gone >= count {
            return;
        }
        for row in gone..count {
            let next = self.kept(list, row + 1).filter(|_| row + 1 < count);
            self.set_kept(list, row, next);
            for column in &rows.filled {
                let name = |row| name_in_row(list, row, own_name(column));
                match self.0.remove(&name(row + 1)).filter(|_| row + 1 < count) {
                    Some(value) => self.put(name(row), value),
                    None => {
                        self.0.remove(&name(row));
                    }
                }
            }
        }
        self.set_rows(list, count - 1);
    }
}

/// The name of the hidden field that counts a list's rows.
pub(crate) fn rows_name(list: &FieldPath) -> String {
    format!("{}-rows", name_of(list))
}

/// The name of the hidden field that says which row of the case a row of the form stands for.
pub(crate) fn kept_name(list: &FieldPath, row: usize) -> String {
    format!("{}-{row}-kept", name_of(list))
}
