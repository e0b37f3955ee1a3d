//! What spreadsheets and flow files write differently, and in which columns.

use samspil_core::flow::{DecisionTable, FieldKind, Flow, OutputKind};
use samspil_core::id::FieldPath;
use samspil_core::text::Language;

/// The column of rules' numbers, which only say where the last row stands.
pub(super) const RULE: &str = "rule";
/// The row of what holds where no rule fits.
pub(super) const OTHERWISE: &str = "otherwise";
/// The column of days.
pub(super) const VALID: &str = "valid";
/// The column of notes.
pub(super) const NOTE: &str = "note";
/// The column of notes in English.
pub(super) const NOTE_ENGLISH: &str = "note_en";

/// What stands between cells: what spreadsheets set up in the language take for it.
pub(super) const fn separator(language: Language) -> char {
    match language {
        Language::Danish => ';',
        Language::English => ',',
    }
}

/// The kinds of a table's columns, as far as the flow file says them.
pub(super) struct Kinds<'f> {
    pub(super) flow: &'f Flow,
    pub(super) table: &'f DecisionTable,
}

impl Kinds<'_> {
    /// The type of a column; none where an expression says it.
    pub(super) fn of(&self, column: &str) -> Option<&FieldKind> {
        if let Some(output) = self.table.gives.get(column) {
            return match &output.kind {
                OutputKind::Field(kind) => Some(kind),
                OutputKind::Length => None,
            };
        }
        let path = FieldPath::new(&self.table.reads.get(column)?.is.text).ok()?;
        Some(&self.flow.data.field(&path)?.kind)
    }

    /// Whether a column holds people's own words, which mean nothing else.
    pub(super) fn is_text(&self, column: &str) -> bool {
        matches!(self.of(column), Some(FieldKind::Text))
    }
}

/// The numbers of a cell with decimal commas.
pub(super) fn with_commas(text: &str) -> String {
    turned(text, '.', ',')
}

/// A decimal sign between digits becomes another; `..` of intervals and dates stay.
pub(super) fn turned(text: &str, from: char, to: char) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    characters
        .iter()
        .enumerate()
        .map(|(at, c)| {
            let between = digit(at.checked_sub(1)) && digit(at.checked_add(1));
            if *c == from && between { to } else { *c }
        })
        .collect()
}
