//! Words, numbers, dates and expressions on a line.

use chrono::NaiveDate;

use crate::flow::code::{NOT_BOOLEAN, NOT_DATE, NOT_NUMBER, NOT_ONE_OF, TOO_LONG};
use crate::flow::grammar::{Shape, one_of_words};
use crate::flow::near::nearest;
use crate::flow::yaml::{Entry, Node};
use crate::flow::{Code, Expression, Place};
use crate::text::Message;

use super::Reading;

/// The longest expression, in characters: more is a computed field or two.
pub(super) const MAX_EXPRESSION_CHARS: usize = 2_000;

/// The longest line that is not translated (an act, a section), in characters.
const MAX_LINE_CHARS: usize = 120;

/// Words with what each stands for.
pub(super) type Words<T> = [(&'static str, T)];

/// The words alone, for the table of the language.
#[allow(
    clippy::indexing_slicing,
    reason = "reckoned while compiling; both lists have N parts"
)]
pub(super) const fn words<T: Copy, const N: usize>(pairs: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut out = [""; N];
    let mut index = 0;
    while index < N {
        out[index] = pairs[index].0;
        index += 1;
    }
    out
}

impl Reading {
    /// Says that the text is not of the form that belongs here.
    pub(super) fn not_of_form(&mut self, code: Code, place: Place, text: &str, shape: &Shape) {
        let what = Message::new("flow-not-of-form").with("text", text);
        let hint = Message::new("flow-shape-hint").with("shape", shape.words());
        self.error(code, place, what, hint);
    }

    /// Says so where a text has more characters than this.
    pub(super) fn check_length(&mut self, node: &Node, text: &str, most: usize) {
        let count = text.chars().count();
        if count > most {
            let number = |count| u32::try_from(count).unwrap_or(u32::MAX);
            let what = Message::new("flow-too-long")
                .with("count", number(count))
                .with("most", number(most));
            self.plain_error(TOO_LONG, node.place, what);
        }
    }

    /// A few words that are not translated.
    pub(super) fn line(&mut self, entry: Option<&Entry>) -> Option<String> {
        let node = &entry?.value;
        let text = self.scalar(node, &Shape::Line)?;
        self.check_length(node, text, MAX_LINE_CHARS);
        Some(text.to_owned())
    }

    /// An expression, kept as written.
    pub(super) fn expression(&mut self, entry: Option<&Entry>) -> Option<Expression> {
        let node = &entry?.value;
        let text = self.scalar(node, &Shape::Expression)?;
        self.check_length(node, text, MAX_EXPRESSION_CHARS);
        Some(Expression {
            text: text.to_owned(),
            place: node.text_place(),
        })
    }

    /// A date, `2026-11-30`.
    pub(super) fn date(&mut self, entry: Option<&Entry>) -> Option<NaiveDate> {
        let node = &entry?.value;
        let text = self.scalar(node, &Shape::Date)?;
        let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        if date.is_none() {
            self.not_of_form(NOT_DATE, node.place, text, &Shape::Date);
        }
        date
    }

    /// `true` or `false`; false where nothing is written.
    pub(super) fn boolean(&mut self, entry: Option<&Entry>) -> bool {
        let Some(node) = entry.map(|entry| &entry.value) else {
            return false;
        };
        match self.scalar(node, &Shape::Boolean) {
            Some("true") => true,
            Some("false") | None => false,
            Some(text) => {
                self.not_of_form(NOT_BOOLEAN, node.place, text, &Shape::Boolean);
                false
            }
        }
    }

    /// A whole number between these, ends included.
    pub(super) fn count(&mut self, entry: Option<&Entry>, from: u32, to: u32) -> Option<u32> {
        let node = &entry?.value;
        let shape = Shape::Count(from, to);
        let text = self.scalar(node, &shape)?;
        let number = text.parse().ok().filter(|number| (from..=to).contains(number));
        if number.is_none() {
            self.not_of_form(NOT_NUMBER, node.place, text, &shape);
        }
        number
    }

    /// What one of these words stands for.
    pub(super) fn one_of<T: Copy>(&mut self, entry: Option<&Entry>, words: &Words<T>) -> Option<T> {
        self.word(&entry?.value, words)
    }

    /// What the word that is written here stands for.
    pub(super) fn word<T: Copy>(&mut self, node: &Node, words: &Words<T>) -> Option<T> {
        let known: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
        let shape = one_of_words(known.clone());
        let text = self.scalar(node, &Shape::Line)?;
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let what = Message::new("flow-not-one-of").with("text", text);
            let hint = nearest(text, known).map_or_else(
                || Message::new("flow-shape-hint").with("shape", shape),
                |near| Message::new("flow-did-you-mean").with("word", near),
            );
            self.error(NOT_ONE_OF, node.place, what, hint);
        }
        found.map(|(_, meaning)| *meaning)
    }
}
