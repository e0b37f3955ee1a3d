//! The parts of the tree.

use crate::flow::Place;

/// One part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Node {
    /// Where it is written.
    pub(crate) place: Place,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a part is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// Keys with values, in the order written; no key twice.
    Map(Vec<Entry>),
    /// A list.
    List(Vec<Node>),
    /// A text, number or whatever else fits on a line.
    Scalar {
        /// The text, without quotes.
        text: String,
        /// How it is written.
        style: Style,
    },
    /// A key with nothing after it.
    Empty,
    /// Something that was refused, and said so already.
    Refused,
}

/// How a scalar is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// Indented below a `|` or `>`.
    Block,
}

/// A key with its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// The key.
    pub(crate) key: Key,
    /// The value.
    pub(crate) value: Node,
}

/// A key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Key {
    /// The word.
    pub(crate) text: String,
    /// Where it is written.
    pub(crate) place: Place,
}

impl Node {
    /// Where the first character of a scalar's text stands: after the quote, where there is one.
    pub(crate) const fn text_place(&self) -> Place {
        match self.kind {
            Kind::Scalar {
                style: Style::Quoted, ..
            } => Place {
                line: self.place.line,
                column: self.place.column.saturating_add(1),
                length: self.place.length.saturating_sub(2),
            },
            _ => self.place,
        }
    }
}
