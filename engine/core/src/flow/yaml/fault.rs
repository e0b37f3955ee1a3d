//! What the YAML parser stumbled over, in words for whoever wrote the file.

use saphyr_parser::ScanError;

use super::place::Lines;
use crate::flow::code::{ANCHOR, SYNTAX, TOO_COMPLEX};
use crate::flow::{Diagnostic, Place};
use crate::text::Message;

/// Words of the parser's own message, and what to say instead.
const HINTS: [(&str, &str); 13] = [
    ("in quoted scalar", "flow-yaml-hint-quote"),
    ("tab", "flow-yaml-hint-tab"),
    ("quoted scalar, found unexpected end", "flow-yaml-hint-quote"),
    ("unknown escape", "flow-yaml-hint-escape"),
    ("invalid trailing content", "flow-yaml-hint-after-quote"),
    ("mapping values are not allowed", "flow-yaml-hint-colon"),
    ("expected ',' or", "flow-yaml-hint-bracket"),
    ("misplaced bracket", "flow-yaml-hint-bracket"),
    ("unexpected character", "flow-yaml-hint-character"),
    ("did not find expected key", "flow-yaml-hint-indent"),
    ("did not find expected '-'", "flow-yaml-hint-indent"),
    ("indentation", "flow-yaml-hint-indent"),
    ("simple key", "flow-yaml-hint-indent"),
];

/// The finding for a fault.
pub(super) fn finding(error: &ScanError, lines: &Lines) -> Diagnostic {
    let place = lines.mark(error.marker());
    let info = error.info();
    if info.contains("unknown anchor") {
        return Diagnostic::error(ANCHOR, place, Message::new("flow-anchor"))
            .hinting(Message::new("flow-anchor-hint"));
    }
    if info.contains("recursion") {
        return too_complex(place);
    }
    let hint = HINTS.iter().find(|(words, _)| info.contains(words));
    let hint = hint.map_or_else(|| Message::new("flow-yaml-hint"), |(_, key)| Message::new(key));
    Diagnostic::error(SYNTAX, place, Message::new("flow-yaml")).hinting(hint)
}

/// The finding for a file that nests too deep or has too many parts.
pub(super) fn too_complex(place: Place) -> Diagnostic {
    Diagnostic::error(TOO_COMPLEX, place, Message::new("flow-too-complex"))
        .hinting(Message::new("flow-too-complex-hint"))
}
