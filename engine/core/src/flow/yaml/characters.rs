//! Characters that nobody can see, and so nobody can review.

use super::place::number;
use crate::flow::code::CHARACTER;
use crate::flow::{Diagnostic, Place};
use crate::text::Message;

/// How many unseen characters are shown; a file that is not text has them everywhere.
const MAX_SHOWN: usize = 10;

/// The error for each control character, and each character that turns the direction of what is shown, which can make
/// a file look like something that it is not (CVE-2021-42574).
pub(super) fn unseen(text: &str) -> Vec<Diagnostic> {
    let lines = text.split('\n').enumerate();
    let found = lines.flat_map(|(index, line)| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let characters = line.chars().enumerate();
        characters
            .filter(|(_, character)| is_unseen(*character))
            .map(move |(column, character)| finding(index, column, character))
    });
    found.take(MAX_SHOWN).collect()
}

/// Controls, spaces that are no space bar's, marks without width, and marks that turn the direction.
fn is_unseen(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(
            character,
            '\u{A0}' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202F}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}'
        )
}

fn finding(line: usize, column: usize, character: char) -> Diagnostic {
    let place = Place {
        line: number(line).saturating_add(1),
        column: number(column).saturating_add(1),
        length: 1,
    };
    let what = Message::new("flow-character").with("code", format!("U+{:04X}", u32::from(character)));
    Diagnostic::error(CHARACTER, place, what).hinting(Message::new("flow-character-hint"))
}
