//! The parts of the tree.

use serde_json::Value as Json;

use crate::flow::Place;

/// One part of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Node {
    /// Where it is written.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// What a part is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Kind {
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
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// Indented below a `|` or `>`.
    Block,
}

/// A key with its value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The key.
    pub key: Key,
    /// The value.
    pub value: Node,
}

/// A key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Key {
    /// The word.
    pub text: String,
    /// Where it is written.
    pub place: Place,
}

impl Node {
    /// The part as data without places. Only the plain words `true` and `false` become yes and no; every other scalar
    /// stays the text that it is, since only the type of a field says whether it is a number, a date or words.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match &self.kind {
            Kind::Map(entries) => Json::Object(
                entries
                    .iter()
                    .map(|entry| (entry.key.text.clone(), entry.value.to_json()))
                    .collect(),
            ),
            Kind::List(parts) => Json::Array(parts.iter().map(Self::to_json).collect()),
            Kind::Scalar { text, style } => match (style, text.as_str()) {
                (Style::Plain, "true") => Json::Bool(true),
                (Style::Plain, "false") => Json::Bool(false),
                _ => Json::String(text.clone()),
            },
            Kind::Empty | Kind::Refused => Json::Null,
        }
    }

    /// Where the first character of a scalar's text stands: after the quote, where there is one.
    #[must_use]
    pub const fn text_place(&self) -> Place {
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::flow::yaml::tree;

    #[test]
    fn only_plain_words_become_yes_and_no() {
        for (text, expected) in [
            ("a: true", json!({"a": true})),
            ("a: 'true'", json!({"a": "true"})),
            ("a: no", json!({"a": "no"})),
            ("a: [3, 2026-01-05, ~]", json!({"a": ["3", "2026-01-05", null]})),
            ("a: {b: {c: 1.50}}", json!({"a": {"b": {"c": "1.50"}}})),
            ("a: |\n  false", json!({"a": "false\n"})),
        ] {
            let (tree, findings) = tree(text);
            assert_eq!(findings, [], "{text}");
            assert_eq!(tree.unwrap().to_json(), expected, "{text}");
        }
    }
}
