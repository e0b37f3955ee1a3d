//! Addresses of things whose names may hold more than letters: a row's key is any text.

use std::fmt::Write;

/// A name as one part of an address's path.
pub(crate) fn segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_an_address_is_written_out() {
        for (name, expected) in [
            ("visit", "visit"),
            ("visit#L 1", "visit%23L%201"),
            ("besøg#a/b?c", "bes%C3%B8g%23a%2Fb%3Fc"),
        ] {
            assert_eq!(segment(name), expected, "{name}");
        }
    }
}
