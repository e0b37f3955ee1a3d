//! The buttons of a form: finish, keep a draft, one row more, one row less.

use super::inputs::{Inputs, name_in_row, name_of, own_name};
use super::plan::{Part, Rows};

/// What was pressed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Pressed {
    /// The work is done.
    Complete,
    /// It is to be kept.
    Draft,
    /// A row more in this list, by the name of its control.
    Add(String),
    /// One row less.
    Remove(String, usize),
}

impl Pressed {
    /// By the value of the button; the enter key in a field keeps a draft, which harms nobody.
    pub(crate) fn of(value: &str) -> Self {
        let mut words = value.split(' ');
        match (words.next(), words.next(), words.next()) {
            (Some("complete"), ..) => Self::Complete,
            (Some("add"), Some(list), _) => Self::Add(list.to_owned()),
            (Some("remove"), Some(list), Some(row)) => match row.parse() {
                Ok(row) => Self::Remove(list.to_owned(), row),
                Err(_) => Self::Draft,
            },
            _ => Self::Draft,
        }
    }
}

/// Adds or removes the row; gives the field where the reader goes on.
pub(crate) fn with_rows(parts: &[Part<'_>], inputs: &mut Inputs, pressed: &Pressed) -> Option<String> {
    match pressed {
        Pressed::Add(list) => {
            let rows = rows_named(parts, list)?;
            let row = inputs.add_row(&rows.field.path);
            first_in_row(rows, row)
        }
        Pressed::Remove(list, row) => {
            let rows = rows_named(parts, list)?;
            inputs.remove_row(rows, *row);
            let last = inputs.rows(&rows.field.path).checked_sub(1)?;
            first_in_row(rows, last.min(*row))
        }
        Pressed::Complete | Pressed::Draft => None,
    }
}

fn rows_named<'a, 'p>(parts: &'a [Part<'p>], name: &str) -> Option<&'a Rows<'p>> {
    parts.iter().find_map(|part| match part {
        Part::Rows(rows) if rows.whole && name_of(&rows.field.path) == name => Some(rows),
        _ => None,
    })
}

fn first_in_row(rows: &Rows<'_>, row: usize) -> Option<String> {
    let first = rows.filled.first()?;
    Some(name_in_row(&rows.field.path, row, own_name(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_says_what_it_does_and_anything_else_keeps_a_draft() {
        let list = || "f-order-lines".to_owned();
        for (value, pressed) in [
            ("complete", Pressed::Complete),
            ("draft", Pressed::Draft),
            ("", Pressed::Draft),
            ("add f-order-lines", Pressed::Add(list())),
            ("remove f-order-lines 2", Pressed::Remove(list(), 2)),
            ("remove f-order-lines x", Pressed::Draft),
            ("remove f-order-lines", Pressed::Draft),
            ("add", Pressed::Draft),
        ] {
            assert_eq!(Pressed::of(value), pressed, "{value}");
        }
    }
}
