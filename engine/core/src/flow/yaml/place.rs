//! From the parser's marks to places in the file.

use saphyr_parser::{Marker, Span};

use crate::flow::Place;

/// How many characters each line has, so that a place never lies outside the file.
pub(super) struct Lines(Vec<u32>);

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let count = |line: &str| number(line.trim_end_matches('\r').chars().count());
        Self(text.split('\n').map(count).collect())
    }

    fn length(&self, line: u32) -> Option<u32> {
        let index = usize::try_from(line.checked_sub(1)?).ok()?;
        self.0.get(index).copied()
    }

    /// The place of a mark. A mark past the end is put on the last character.
    pub(super) fn mark(&self, mark: &Marker) -> Place {
        let (line, column) = (number(mark.line()), number(mark.col()));
        match self.length(line) {
            Some(length) => Place {
                line,
                column: column.min(length).saturating_add(1),
                length: 1,
            },
            None => self.end(),
        }
    }

    /// The end of the last line that has anything on it.
    fn end(&self) -> Place {
        let last = self.0.iter().rposition(|length| *length > 0).unwrap_or_default();
        let length = self.0.get(last).copied().unwrap_or_default();
        Place {
            line: number(last).saturating_add(1),
            column: length.max(1),
            length: 1,
        }
    }

    /// The place of a span, cut at the end of its first line.
    pub(super) fn span(&self, span: &Span) -> Place {
        let start = self.mark(&span.start);
        let end = self.mark(&span.end);
        if end.line == start.line {
            return reaching(start, end.column);
        }
        let rest = self.length(start.line).unwrap_or_default().saturating_add(1);
        reaching(start, rest)
    }
}

/// From a place up to a column on the same line; at least one character.
pub(super) fn reaching(start: Place, column: u32) -> Place {
    Place {
        length: column.saturating_sub(start.column).max(1),
        ..start
    }
}

/// Counts fit: the file's size is bounded far below.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
