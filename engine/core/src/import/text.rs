//! From bytes to characters: UTF-8, UTF-16 with its mark, and the Latin alphabets that older Danish systems write.

use super::Finding;
use super::codes::{ENCODING, TOO_LARGE};
use crate::flow::Place;
use crate::text::Message;

/// The largest model, in bytes: forty times the largest that we have seen, with all its drawing.
pub const MAX_MODEL_BYTES: usize = 8 * 1024 * 1024;

const BYTES_IN_MEGABYTE: usize = 1024 * 1024;

/// How far into the file the XML declaration is looked for, in bytes.
const DECLARATION_BYTES: usize = 200;

/// Characters that Windows puts where ISO 8859-1 has controls, from 0x80.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// The finding for a model that is too large, which need not be read for that.
#[must_use]
pub fn too_large() -> Finding {
    let most = u32::try_from(MAX_MODEL_BYTES / BYTES_IN_MEGABYTE).unwrap_or(u32::MAX);
    let what = Message::new("import-too-large").with("most", most);
    Finding::error(TOO_LARGE, None, Place::default(), what).hinting(Message::new("import-too-large-hint"))
}

/// The text of a model.
///
/// # Errors
/// A finding where there is too much of it, or where the bytes are no text in an encoding that is known here.
pub fn text_of(bytes: Vec<u8>) -> Result<String, Box<Finding>> {
    if bytes.len() > MAX_MODEL_BYTES {
        return Err(Box::new(too_large()));
    }
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        _ => narrow(bytes),
    }
}

fn wide(bytes: &[u8], unit: impl Fn([u8; 2]) -> u16) -> Result<String, Box<Finding>> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let characters = char::decode_utf16(pairs.iter().map(|pair| unit(*pair)));
    let text: Option<String> = characters.map(Result::ok).collect();
    text.filter(|_| rest.is_empty())
        .ok_or_else(|| unknown("UTF-16", 0))
}

fn narrow(bytes: Vec<u8>) -> Result<String, Box<Finding>> {
    let declared = declared(&bytes);
    match declared.as_deref() {
        None | Some("utf-8" | "utf8" | "us-ascii" | "ascii") => {
            let read = String::from_utf8(bytes);
            read.map_err(|error| unknown("UTF-8", error.utf8_error().valid_up_to()))
        }
        Some("iso-8859-1" | "latin1" | "latin-1" | "windows-1252" | "cp1252") => {
            Ok(bytes.into_iter().map(latin).collect())
        }
        Some(other) => Err(unknown(other, 0)),
    }
}

/// ISO 8859-1 as everyone reads it: with the characters of Windows between the two halves.
fn latin(byte: u8) -> char {
    let index = byte.checked_sub(0x80).map(usize::from);
    let windows = index.and_then(|index| WINDOWS.get(index));
    windows.copied().unwrap_or(char::from(byte))
}

/// The encoding that the XML declaration names, in small letters.
fn declared(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(bytes.get(..DECLARATION_BYTES.min(bytes.len()))?);
    let declaration = start.strip_prefix("<?xml")?.split("?>").next()?;
    let (_, after) = declaration.split_once("encoding")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let name = after.get(1..)?.split(quote).next()?;
    Some(name.to_ascii_lowercase())
}

fn unknown(encoding: &str, byte: usize) -> Box<Finding> {
    let what = Message::new("import-encoding")
        .with("encoding", encoding)
        .with("byte", i64::try_from(byte).unwrap_or(i64::MAX));
    let finding = Finding::error(ENCODING, None, Place::default(), what);
    Box::new(finding.hinting(Message::new("import-encoding-hint")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: [u8; 2], bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.into_iter()
            .chain(text.encode_utf16().flat_map(bytes))
            .collect()
    }

    #[test]
    fn every_known_encoding_gives_the_same_characters() {
        let text = "<a>Ærø så €</a>";
        let latin = |name: &str| {
            let start = format!("<?xml version='1.0' encoding = '{name}'?><a>");
            [start.as_bytes(), b"\xC6r\xF8 s\xE5 \x80</a>"].concat()
        };
        for bytes in [
            text.as_bytes().to_vec(),
            utf16(text, [0xFF, 0xFE], u16::to_le_bytes),
            utf16(text, [0xFE, 0xFF], u16::to_be_bytes),
            latin("ISO-8859-1"),
            latin("windows-1252"),
        ] {
            let read = text_of(bytes).unwrap();
            assert!(read.ends_with(text), "{read}");
        }
    }

    #[test]
    fn what_is_no_text_is_said_to_be_none() {
        for bytes in [
            b"<a>\xFF</a>".to_vec(),
            b"\xFF\xFE<".to_vec(),
            b"\xFF\xFE\x00\xD8".to_vec(),
            b"<?xml version='1.0' encoding='EBCDIC'?><a/>".to_vec(),
        ] {
            assert_eq!(text_of(bytes).unwrap_err().code, ENCODING);
        }
        assert_eq!(
            text_of(vec![b' '; MAX_MODEL_BYTES + 1]).unwrap_err().code,
            TOO_LARGE
        );
    }
}
