//! Lines of an input that may be of any length.

use std::io::{self, BufRead, Read};

/// The longest line that is read, in bytes: a form with ten pages of text in every field.
const MAX_LINE_BYTES: u64 = 1_000_000;

/// What comes next on the input.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum NextLine {
    /// A line without its end.
    Line(String),
    /// A line of which no more was kept than may be read.
    TooLong,
    /// Nothing comes any more.
    End,
}

/// Reads the next line. Of one that is too long the rest is passed over and not kept: whoever writes lines does not
/// choose how much memory that takes.
///
/// # Errors
/// Where the input fails, or a line is not UTF-8.
pub(crate) fn next_line(input: &mut impl BufRead) -> io::Result<NextLine> {
    let mut bytes = Vec::new();
    let mut limited = input.by_ref().take(MAX_LINE_BYTES + 1);
    if limited.read_until(b'\n', &mut bytes)? == 0 {
        return Ok(NextLine::End);
    }
    let is_at_limit = limited.limit() == 0;
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
    } else if is_at_limit {
        input.skip_until(b'\n')?;
        return Ok(NextLine::TooLong);
    }
    String::from_utf8(bytes)
        .map(NextLine::Line)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_line_that_is_too_long_no_more_is_kept_and_the_next_is_read() {
        let most = usize::try_from(MAX_LINE_BYTES).unwrap();
        let text = format!("{}\n{}\nnext\n\nlast", "a".repeat(most), "b".repeat(3 * most));
        let mut input = text.as_bytes();
        let mut read = || next_line(&mut input).unwrap();
        assert_eq!(read(), NextLine::Line("a".repeat(most)));
        assert_eq!(read(), NextLine::TooLong);
        for line in ["next", "", "last"] {
            assert_eq!(read(), NextLine::Line(line.to_owned()));
        }
        assert_eq!(read(), NextLine::End);
        let mut input = &b"\xF8\n"[..];
        assert!(next_line(&mut input).is_err(), "not UTF-8");
    }
}
