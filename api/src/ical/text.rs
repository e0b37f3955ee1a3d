//! Lines of a calendar: texts escaped (RFC 5545 section 3.3.11), lines folded (section 3.1).

/// The longest line, in octets without its end (RFC 5545 section 3.1).
const MAX_OCTETS: usize = 75;

/// Lines of a calendar.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line whose value is written as it is.
    pub(super) fn plain(&mut self, name: &str, value: &str) {
        self.fold(&format!("{name}:{value}"));
    }

    /// A line whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.plain(name, &escaped(value));
    }

    /// All lines.
    pub(super) fn finish(self) -> String {
        self.0
    }

    /// Cuts between characters, so that each piece is text by itself.
    fn fold(&mut self, line: &str) {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MAX_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(c);
            octets += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value. What a calendar cannot hold is left out.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").chars() {
        match c {
            '\\' => written.push_str("\\\\"),
            ';' => written.push_str("\\;"),
            ',' => written.push_str("\\,"),
            '\n' | '\r' => written.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => written.push(c),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_a_calendar_is_escaped() {
        for (text, expected) in [
            ("plain: \"ord\"", "plain: \"ord\""),
            ("a, b; c", "a\\, b\\; c"),
            ("C:\\mappe", "C:\\\\mappe"),
            ("en\nto\r\ntre\rfire", "en\\nto\\ntre\\nfire"),
            ("klokke\u{7}\u{0}", "klokke"),
            ("\\n", "\\\\n"),
            ("X\nBEGIN:VEVENT", "X\\nBEGIN:VEVENT"),
        ] {
            assert_eq!(escaped(text), expected, "{text:?}");
        }
    }

    #[test]
    fn lines_are_folded_by_octets_and_between_characters() {
        for (text, pieces) in [
            ("a".repeat(73), vec![75]),
            ("a".repeat(74), vec![75, 2]),
            ("å".repeat(36), vec![74]),
            ("å".repeat(37), vec![74, 3]),
            ("a".repeat(73 + 74 + 1), vec![75, 75, 2]),
            ("😀".repeat(19), vec![74, 5]),
        ] {
            let mut lines = Lines::default();
            lines.plain("X", &text);
            let written = lines.finish();
            let found: Vec<usize> = written.trim_end().split("\r\n").map(str::len).collect();
            assert_eq!(found, pieces, "{text}");
            assert!(written.ends_with("\r\n"));
            assert_eq!(written.replace("\r\n ", ""), format!("X:{text}\r\n"));
        }
    }
}
