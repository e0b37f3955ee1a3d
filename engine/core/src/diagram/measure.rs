//! How wide a text is, without a font at hand: as wide as in the widest of the common sans-serifs, so that a line that
//! fits here fits wherever it is read.

/// How heavy letters are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Weight {
    /// As running text.
    Regular,
    /// As headings.
    Bold,
}

/// Thousandths of the letter size.
const EM: i32 = 1_000;

/// How much wider bold letters are, in percent of regular ones.
const BOLD_PERCENT: i32 = 115;

/// How wide one character is, in thousandths of the letter size.
const fn advance(character: char) -> i32 {
    match character {
        'i' | 'j' | 'l' | '\'' => 280,
        'I' | 'J' => 296,
        ' ' | ',' | '.' | '’' | '·' | '\u{A0}' => 320,
        '/' | ':' | ';' | '\\' | '|' | 'f' => 352,
        '-' | '(' | ')' | '[' | ']' | 't' | 'r' | '!' => 412,
        '"' | '*' | '_' | '`' | '§' | '–' | '“' | '”' | 's' | 'z' | '?' => 532,
        'c' | 'L' | 'F' | 'k' => 580,
        'v' | 'x' | 'y' | 'P' | 'T' | 'Y' | 'o' | 'ø' | 'ö' | 'a' | 'å' | 'ä' | 'e' | 'é' | '»' | '«' => {
            616
        }
        'b'
        | 'd'
        | 'g'
        | 'h'
        | 'n'
        | 'p'
        | 'q'
        | 'u'
        | 'ü'
        | '0'..='9'
        | '$'
        | '{'
        | '}'
        | '€'
        | 'S'
        | 'E' => 636,
        'A' | 'Å' | 'B' | 'C' | 'K' | 'R' | 'V' | 'X' | 'Z' => 698,
        'D' | 'G' | 'H' | 'N' | 'U' | 'O' | 'Ø' | 'Q' | '&' => 788,
        'w' | '#' | '+' | '<' | '=' | '>' | '^' | '~' | '×' | '→' | '≤' | '≥' => 838,
        'm' | 'M' | 'W' | 'æ' | 'Æ' | '%' => 990,
        '@' | '—' | '…' => 1_000,
        // Marks that stand over the letter before them.
        '\u{300}'..='\u{36F}' => 0,
        // Other European letters; everything beyond is as wide as it is high, or nearly.
        '\u{A1}'..='\u{24F}' | '\u{370}'..='\u{52F}' => 800,
        _ => 1_100,
    }
}

/// How wide a line is, in pixels, rounded up.
pub(super) fn width(text: &str, size: i32, weight: Weight) -> i32 {
    let regular = text
        .chars()
        .fold(0_i32, |sum, character| sum.saturating_add(advance(character)));
    let thousandths = match weight {
        Weight::Regular => regular,
        Weight::Bold => regular.saturating_mul(BOLD_PERCENT) / 100,
    };
    thousandths.saturating_mul(size).saturating_add(EM - 1) / EM
}

/// The most lines that a title is broken into; what is left ends in an ellipsis, the whole stands in the description.
pub(super) const MAX_LINES: usize = 8;

/// Breaks a text into as few lines as it needs, all about as long; between words, and inside a word that is wider than a
/// line.
pub(super) fn wrap(text: &str, size: i32, weight: Weight, room: i32) -> Vec<String> {
    let widest = filled(text, size, weight, room);
    // The narrowest room that takes no more lines and cuts no word, halving what is left to try.
    let words = text.split_whitespace().map(|word| width(word, size, weight));
    let (mut least, mut most) = (words.fold(room / 2, i32::max).min(room) - 1, room);
    while most - least > 1 {
        let middle = least + (most - least) / 2;
        if filled(text, size, weight, middle).len() > widest.len() {
            least = middle;
        } else {
            most = middle;
        }
    }
    shortened(filled(text, size, weight, most), MAX_LINES, size, weight, room)
}

/// Breaks a text into lines, each as full as it can be.
pub(super) fn filled(text: &str, size: i32, weight: Weight, room: i32) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, size, weight, room) {
            let Some(line) = lines.last_mut() else { break };
            let longer = if line.is_empty() {
                piece.clone()
            } else {
                format!("{line} {piece}")
            };
            if width(&longer, size, weight) <= room {
                *line = longer;
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

/// No more than so many of them.
pub(super) fn shortened(
    mut lines: Vec<String>,
    most: usize,
    size: i32,
    weight: Weight,
    room: i32,
) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        if let Some(line) = lines.last_mut() {
            while !line.is_empty() && width(&format!("{line}…"), size, weight) > room {
                line.pop();
            }
            line.push('…');
        }
    }
    lines
}

/// A word whole, or cut where a line ends; a cut is shown by a hyphen.
fn pieces(word: &str, size: i32, weight: Weight, room: i32) -> Vec<String> {
    if width(word, size, weight) <= room {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    for character in word.chars() {
        let next = format!("{piece}{character}-");
        if !piece.is_empty() && width(&next, size, weight) > room {
            pieces.push(format!("{piece}-"));
            piece.clear();
        }
        piece.push(character);
    }
    pieces.push(piece);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn danish_and_wide_letters_are_measured() {
        assert_eq!(width("", 14, Weight::Regular), 0);
        assert!(width("ÆØÅ", 14, Weight::Regular) > width("iji", 14, Weight::Regular));
        assert!(width("Sag", 14, Weight::Bold) > width("Sag", 14, Weight::Regular));
        assert_eq!(
            width("e\u{301}", 10, Weight::Regular),
            width("e", 10, Weight::Regular)
        );
    }

    #[test]
    fn a_text_is_broken_between_words_and_a_long_word_inside() {
        assert_eq!(
            wrap("Svar på bestillingen linje for linje", 14, Weight::Regular, 180),
            ["Svar på bestillingen", "linje for linje"]
        );
        assert_eq!(
            wrap("Send bestilling", 14, Weight::Regular, 180),
            ["Send bestilling"]
        );
        let long = "Funktionsevnevurderingsskemagennemgang";
        let lines = wrap(long, 14, Weight::Regular, 180);
        assert_eq!(lines.len(), 2);
        assert!(lines.first().is_some_and(|line| line.ends_with('-')));
        assert_eq!(lines.concat().replace('-', ""), long);
        assert_eq!(wrap("", 14, Weight::Regular, 180), [""]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_room(text in "\\PC{0,200}", room in 40..400) {
            let lines = wrap(&text, 14, Weight::Bold, room);
            prop_assert!((1..=MAX_LINES).contains(&lines.len()));
            for line in lines {
                prop_assert!(width(&line, 14, Weight::Bold) <= room, "{line}");
            }
        }
    }
}
