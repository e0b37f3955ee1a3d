//! The text of an expression and where its parts stand, in itself and in the flow file.

use crate::flow::{Expression, Place};

/// A part of an expression's text: from this character up to, not including, that one; counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Span {
    /// From the start of this to the end of that.
    pub(super) fn to(self, last: Self) -> Self {
        Self {
            start: self.start.min(last.start),
            end: self.end.max(last.end),
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// An expression's text, by characters.
#[derive(Debug)]
pub(super) struct Source {
    characters: Vec<char>,
    /// The first character of each line.
    lines: Vec<usize>,
    place: Place,
}

impl Source {
    pub(super) fn new(expression: &Expression) -> Self {
        let characters: Vec<char> = expression.text.chars().collect();
        let breaks = characters.iter().enumerate().filter(|(_, c)| **c == '\n');
        let lines = std::iter::once(0).chain(breaks.map(|(at, _)| at + 1)).collect();
        Self {
            lines,
            characters,
            place: expression.place,
        }
    }

    pub(super) fn whole(&self) -> Span {
        Span {
            start: 0,
            end: self.characters.len(),
        }
    }

    pub(super) fn character(&self, at: usize) -> Option<char> {
        self.characters.get(at).copied()
    }

    /// The character at a line and column, both counted from 1.
    pub(super) fn at(&self, line: usize, column: usize) -> usize {
        let start = self
            .lines
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or_default();
        (start + column.saturating_sub(1)).min(self.characters.len())
    }

    /// The text of a part, on one line.
    pub(super) fn text(&self, span: Span) -> String {
        let part = self.characters.get(span.start..span.end).unwrap_or_default();
        let line: String = part
            .iter()
            .map(|c| if c.is_whitespace() { ' ' } else { *c })
            .collect();
        line.split(' ')
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// How far a run of characters goes from here.
    pub(super) fn run(&self, from: usize, belongs: impl Fn(char) -> bool) -> usize {
        let rest = self.characters.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|c| belongs(**c)).count()
    }

    /// The word at this character, or the character itself; nothing at the end.
    pub(super) fn word(&self, start: usize) -> Span {
        let end = self.run(start, is_of_word).max(start + 1);
        Span {
            start,
            end: end.min(self.whole().end).max(start),
        }
    }

    /// The word that ends before this character, with nothing but space between.
    pub(super) fn word_before(&self, end: usize) -> Span {
        let before = self.characters.get(..end).unwrap_or_default();
        let space = before.iter().rev().take_while(|c| c.is_whitespace()).count();
        let end = before.len() - space;
        let word = before
            .iter()
            .rev()
            .skip(space)
            .take_while(|c| is_of_word(**c))
            .count();
        Span {
            start: end - word,
            end,
        }
    }

    /// Where the quoted text ends that starts here.
    pub(super) fn quoted(&self, from: usize) -> usize {
        let Some(quote) = self.character(from) else {
            return from;
        };
        let mut escaped = false;
        for (at, c) in self.characters.iter().enumerate().skip(from + 1) {
            match c {
                _ if escaped => escaped = false,
                '\\' if quote == '"' => escaped = true,
                c if *c == quote => return at + 1,
                _ => {}
            }
        }
        self.characters.len()
    }

    /// Where a comment starts, `//` or `/*`, that does not stand in a quoted text.
    pub(super) fn comment(&self) -> Option<usize> {
        let mut at = 0;
        while let Some(c) = self.character(at) {
            match (c, self.character(at + 1)) {
                ('"' | '`' | '\'', _) => at = self.quoted(at),
                ('/', Some('/' | '*')) => return Some(at),
                _ => at += 1,
            }
        }
        None
    }

    /// The end of the brackets that open at or after this character; quoted texts inside do not count.
    pub(super) fn closing(&self, from: usize) -> usize {
        let (mut at, mut depth) = (from, 0_usize);
        while let Some(c) = self.character(at) {
            match c {
                '"' | '`' => at = self.quoted(at).saturating_sub(1).max(at),
                '(' => depth += 1,
                ')' if depth <= 1 => return at + 1,
                ')' => depth -= 1,
                _ => {}
            }
            at += 1;
        }
        self.characters.len()
    }

    /// The place in the flow file. A part that goes on over several lines is shown on its first.
    pub(super) fn place(&self, span: Span) -> Place {
        let line = self
            .lines
            .partition_point(|start| *start <= span.start)
            .saturating_sub(1);
        let start = self.lines.get(line).copied().unwrap_or_default();
        let end = self
            .lines
            .get(line + 1)
            .map_or(self.characters.len(), |next| next - 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Place {
            line: self.place.line.saturating_add(count(line)),
            column: self
                .place
                .column
                .saturating_add(count(span.start.saturating_sub(start))),
            length: count(span.end.min(end).saturating_sub(span.start)).max(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new(&Expression {
            text: text.to_owned(),
            place: Place {
                line: 7,
                column: 11,
                length: 0,
            },
        })
    }

    #[test]
    fn places_count_lines_and_columns_from_the_expression_on() {
        let source = source("a.b &&\nnot_é > 1");
        for (start, end, expected) in [
            (0, 3, (7, 11, 3)),
            (7, 12, (8, 11, 5)),
            (4, 16, (7, 15, 2)),
            (16, 16, (8, 20, 1)),
        ] {
            let place = source.place(Span { start, end });
            assert_eq!((place.line, place.column, place.length), expected);
        }
        assert_eq!(source.at(2, 1), 7);
        assert_eq!(source.text(source.whole()), "a.b && not_é > 1");
    }

    #[test]
    fn quotes_and_brackets_end_where_they_close() {
        assert_eq!(source(r#""a\"b" == x"#).quoted(0), 6);
        assert_eq!(source(r#"f("(", (1)) + 2"#).closing(1), 11);
        assert_eq!(source("f(").closing(1), 2);
        assert_eq!(source("\"open").quoted(0), 5);
        assert_eq!(source("a == \"//\" // b").comment(), Some(10));
        assert_eq!(source("a / b == \"/*\"").comment(), None);
    }

    #[test]
    fn words_are_found_forwards_and_backwards() {
        let source = source("not  done(x)");
        assert_eq!(source.text(source.word(5)), "done");
        assert_eq!(source.text(source.word_before(5)), "not");
        assert_eq!(source.text(source.word(9)), "(");
        assert_eq!(source.text(source.word(12)), "");
        assert_eq!(source.text(source.word_before(0)), "");
    }
}
