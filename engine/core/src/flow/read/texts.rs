//! Texts for people: Danish alone, or Danish and English.

use crate::flow::grammar::Shape;
use crate::flow::yaml::{Entry, Kind, Node};
use crate::text::Text;

use super::{At, Reading, keys};

/// The longest title, in characters: two lines of a list.
pub const MAX_TITLE_CHARS: usize = 160;

/// The longest text, in characters: a page that is still read.
const MAX_TEXT_CHARS: usize = 3_000;

keys! {
    /// A text in both languages.
    TEXT: TextKeys = "text" {
        da: must, Shape::Line;
        en: may, Shape::Line;
    }
}

impl Reading {
    /// What people call a thing.
    pub(super) fn title(&mut self, entry: Option<&Entry>) -> Option<Text> {
        self.text_in(&entry?.value, MAX_TITLE_CHARS)
    }

    /// What people call a thing; its name where nothing is written.
    pub(super) fn title_or_name(&mut self, entry: Option<&Entry>, name: &str) -> Text {
        self.title(entry).unwrap_or_else(|| from_name(name))
    }

    /// A text of some sentences.
    pub(super) fn text(&mut self, entry: Option<&Entry>) -> Option<Text> {
        self.text_in(&entry?.value, MAX_TEXT_CHARS)
    }

    pub(super) fn text_in(&mut self, node: &Node, most: usize) -> Option<Text> {
        if !matches!(node.kind, Kind::Map(_)) {
            let text = self.scalar(node, &Shape::Text)?;
            self.check_length(node, text, most);
            return Some(Text::danish(text));
        }
        let keys = TextKeys::open(&At::part(node), self)?;
        let da = self.language(keys.da, most);
        let en = self.language(keys.en, most);
        Some(Text { da: da?, en })
    }

    fn language(&mut self, entry: Option<&Entry>, most: usize) -> Option<String> {
        let node = &entry?.value;
        let text = self.scalar(node, &Shape::Line)?;
        self.check_length(node, text, most);
        Some(text.to_owned())
    }
}

/// `weekly_hours` as `Weekly hours`.
pub(super) fn from_name(name: &str) -> Text {
    let words = name.replace('_', " ");
    let mut characters = words.chars();
    let first = characters.next().map(char::to_uppercase);
    Text::danish(first.into_iter().flatten().chain(characters).collect::<String>())
}

/// Whether a part can only be a text, not a construct with other keys.
pub(super) fn is_text(node: &Node) -> bool {
    match &node.kind {
        Kind::Scalar { .. } => true,
        Kind::Map(entries) => {
            !entries.is_empty()
                && entries
                    .iter()
                    .all(|entry| matches!(entry.key.text.as_str(), "da" | "en"))
        }
        _ => false,
    }
}
