//! XML read strictly: no document type, so no entities and nothing from elsewhere; bounded in size, depth and parts.

use roxmltree::{Document, Error, ParsingOptions, TextPos};

use super::codes::{DOCUMENT_TYPE, SYNTAX, TOO_COMPLEX};
use super::{Finding, MAX_MODEL_BYTES, too_large};
use crate::flow::Place;
use crate::text::Message;

/// How deep a model may nest: stages in stages take three levels each, and nobody draws twenty of them.
const MAX_DEPTH: usize = 100;

/// How many parts a model may have, texts and drawing included.
const MAX_PARTS: u32 = 500_000;

/// The longest tag that a finding covers, in characters.
const MAX_TAG_CHARS: u32 = 80;

/// An element of a model.
pub type Element<'x> = roxmltree::Node<'x, 'x>;

/// A model as XML.
#[derive(Debug)]
pub struct Xml<'t> {
    document: Document<'t>,
}

impl<'t> Xml<'t> {
    /// Reads the text.
    ///
    /// # Errors
    /// The finding that hinders it.
    pub fn read(text: &'t str) -> Result<Self, Box<Finding>> {
        if text.len() > MAX_MODEL_BYTES {
            return Err(Box::new(too_large()));
        }
        let options = ParsingOptions {
            allow_dtd: false,
            nodes_limit: MAX_PARTS,
            ..ParsingOptions::default()
        };
        let read = Document::parse_with_options(text, options);
        let xml = Self {
            document: read.map_err(|error| Box::new(fault(text, &error)))?,
        };
        match xml.too_deep() {
            Some(element) => Err(Box::new(too_complex(xml.place(element)))),
            None => Ok(xml),
        }
    }

    /// The outermost element.
    #[must_use]
    pub fn root(&self) -> Element<'_> {
        self.document.root_element()
    }

    /// The place of an element's tag. Slow: for findings only.
    #[must_use]
    pub fn place(&self, element: Element<'_>) -> Place {
        let length = element.tag_name().name().chars().count().saturating_add(1);
        self.place_at(element.range().start, length)
    }

    /// The place of a byte of the text, so many characters long. Slow: for findings only.
    #[must_use]
    pub fn place_at(&self, byte: usize, length: usize) -> Place {
        let length = u32::try_from(length).unwrap_or(u32::MAX).min(MAX_TAG_CHARS);
        place(self.document.text_pos_at(byte), length)
    }

    /// An element deeper than a model may nest, if there is one.
    fn too_deep(&self) -> Option<Element<'_>> {
        let mut open = vec![(self.root(), 1)];
        while let Some((element, depth)) = open.pop() {
            if depth > MAX_DEPTH {
                return Some(element);
            }
            let inner = element.children().filter(Element::is_element);
            open.extend(inner.map(|inner| (inner, depth + 1)));
        }
        None
    }
}

const fn place(at: TextPos, length: u32) -> Place {
    Place {
        line: at.row,
        column: at.col,
        length,
    }
}

fn too_complex(at: Place) -> Finding {
    Finding::error(TOO_COMPLEX, None, at, Message::new("import-too-complex"))
        .hinting(Message::new("import-too-complex-hint"))
}

/// What the parser stumbled over, in words for whoever made the model.
fn fault(text: &str, error: &Error) -> Finding {
    let at = place(error.pos(), 1);
    match error {
        Error::DtdDetected => {
            let at = text.find("<!DOCTYPE").map_or(at, |byte| place_in(text, byte));
            Finding::error(DOCUMENT_TYPE, None, at, Message::new("import-document-type"))
                .hinting(Message::new("import-document-type-hint"))
        }
        Error::NodesLimitReached | Error::AttributesLimitReached | Error::NamespacesLimitReached => {
            too_complex(at)
        }
        // An entity that no document type could have declared.
        Error::UnknownEntityReference(name, _) => {
            let what = Message::new("import-entity").with("name", name.as_str());
            Finding::error(DOCUMENT_TYPE, None, at, what).hinting(Message::new("import-entity-hint"))
        }
        _ if text.trim().is_empty() => {
            Finding::error(SYNTAX, None, Place::default(), Message::new("import-empty"))
                .hinting(Message::new("import-xml-hint"))
        }
        Error::UnclosedRootNode => {
            Finding::error(SYNTAX, None, end_of(text), Message::new("import-xml-ends"))
                .hinting(Message::new("import-xml-hint"))
        }
        Error::UnexpectedCloseTag(expected, actual, _) => {
            let what = Message::new("import-xml-close-tag")
                .with("expected", expected.as_str())
                .with("actual", actual.as_str());
            Finding::error(SYNTAX, None, at, what).hinting(Message::new("import-xml-hint"))
        }
        Error::DuplicatedAttribute(name, _) => {
            let what = Message::new("import-xml-attribute-twice").with("name", name.as_str());
            Finding::error(SYNTAX, None, at, what).hinting(Message::new("import-xml-hint"))
        }
        Error::UnknownNamespace(name, _) => {
            let what = Message::new("import-xml-namespace").with("name", name.as_str());
            Finding::error(SYNTAX, None, at, what).hinting(Message::new("import-xml-hint"))
        }
        _ => Finding::error(SYNTAX, None, at, Message::new("import-xml"))
            .hinting(Message::new("import-xml-hint")),
    }
}

/// The place of a byte of a text that could not be read.
fn place_in(text: &str, byte: usize) -> Place {
    let before = text.get(..byte).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX).saturating_add(1);
    Place {
        line: number(before.matches('\n').count()),
        column: number(line.chars().count()),
        length: 1,
    }
}

fn end_of(text: &str) -> Place {
    place_in(text, text.trim_end().len())
}

#[cfg(test)]
mod tests {
    use super::super::codes::TOO_LARGE;
    use super::*;

    fn refused(text: &str) -> (&'static str, u32, u32) {
        let finding = Xml::read(text).unwrap_err();
        (finding.code.0, finding.place.line, finding.place.column)
    }

    #[test]
    fn what_is_no_model_is_refused_at_its_place() {
        let deep = format!("{}{}", "<a>".repeat(MAX_DEPTH + 1), "</a>".repeat(MAX_DEPTH + 1));
        for (text, expected) in [
            ("", ("F0703", 0, 0)),
            ("  \n", ("F0703", 0, 0)),
            ("no xml", ("F0703", 1, 1)),
            ("<a>\n  <b>", ("F0703", 2, 6)),
            ("<a>\n<b></c>\n</a>", ("F0703", 2, 4)),
            ("<a>\n<b x='1' x='2'/></a>", ("F0703", 2, 10)),
            ("<a>\n <x:b/></a>", ("F0703", 2, 3)),
            ("<a>&lt;\n&ingen;</a>", ("F0704", 2, 1)),
            (
                "<?xml version='1.0'?>\n<!DOCTYPE a SYSTEM 'http://example.invalid/a.dtd'>\n<a/>",
                ("F0704", 2, 1),
            ),
            (
                "<!DOCTYPE a [<!ENTITY b 'b'><!ENTITY c '&b;&b;'>]><a>&c;</a>",
                ("F0704", 1, 1),
            ),
            (deep.as_str(), ("F0705", 1, 301)),
        ] {
            assert_eq!(refused(text), expected, "{text}");
        }
        let large = format!("<a>{}</a>", " ".repeat(MAX_MODEL_BYTES));
        assert_eq!(refused(&large).0, TOO_LARGE.0);
        let many = format!("<a>{}</a>", "<b/>".repeat(MAX_PARTS as usize));
        assert_eq!(refused(&many).0, TOO_COMPLEX.0);
    }

    #[test]
    fn a_place_counts_characters() {
        let xml = Xml::read("<a>\n  <æø b='1'/><c/>\n</a>").unwrap();
        let at: Vec<(u32, u32, u32)> = xml
            .root()
            .children()
            .filter(Element::is_element)
            .map(|element| xml.place(element))
            .map(|place| (place.line, place.column, place.length))
            .collect();
        assert_eq!(at, [(2, 3, 3), (2, 14, 2)]);
    }
}
