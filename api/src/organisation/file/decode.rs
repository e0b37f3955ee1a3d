//! Bytes to text: the encodings that spreadsheets save in.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use samspil_core::text::Message;

/// The text of a file, and what is said of how it was read.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) note: Option<Message>,
}

/// Reads UTF-8 and UTF-16 with their marks, UTF-8 without, and what is not UTF-8 as Windows-1252, which is then said.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Message> {
    let broken = |name: &str| Message::new("organisation-file-encoding").with("name", name);
    match bytes {
        [0xFF, 0xFE, rest @ ..] => {
            let (text, wrong) = UTF_16LE.decode_without_bom_handling(rest);
            fitting(text.into_owned(), wrong, broken("UTF-16"))
        }
        [0xFE, 0xFF, rest @ ..] => {
            let (text, wrong) = UTF_16BE.decode_without_bom_handling(rest);
            fitting(text.into_owned(), wrong, broken("UTF-16"))
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => match std::str::from_utf8(rest) {
            Ok(text) => fitting(text.to_owned(), false, broken("UTF-8")),
            Err(_) => Err(broken("UTF-8")),
        },
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => fitting(text.to_owned(), false, broken("UTF-16")),
            Err(_) => {
                let (text, wrong) = WINDOWS_1252.decode_without_bom_handling(bytes);
                // What no character has there was written in something else.
                let strange = text.chars().any(|sign| ('\u{80}'..='\u{9F}').contains(&sign));
                let mut decoded = fitting(text.into_owned(), wrong || strange, broken("Windows-1252"))?;
                decoded.note = Some(Message::new("organisation-file-windows"));
                Ok(decoded)
            }
        },
    }
}

/// A text without signs that only another encoding leaves.
fn fitting(text: String, wrong: bool, broken: Message) -> Result<Decoded, Message> {
    if wrong || text.contains('\0') {
        return Err(broken);
    }
    Ok(Decoded { text, note: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_read_or_named() {
        let utf16 = |little: bool| -> Vec<u8> {
            let units = "\u{FEFF}Ærø".encode_utf16();
            units
                .flat_map(|unit| {
                    if little {
                        unit.to_le_bytes()
                    } else {
                        unit.to_be_bytes()
                    }
                })
                .collect()
        };
        let rows: [(&str, Vec<u8>, Result<bool, &str>); 9] = [
            ("utf-8", "Ærø".into(), Ok(false)),
            ("utf-8 with its mark", "\u{FEFF}Ærø".into(), Ok(false)),
            ("utf-16 le", utf16(true), Ok(false)),
            ("utf-16 be", utf16(false), Ok(false)),
            ("windows-1252", b"\xC6r\xF8".to_vec(), Ok(true)),
            ("half a utf-16", utf16(true)[..5].to_vec(), Err("UTF-16")),
            ("utf-16 without its mark", b"A\0r\0".to_vec(), Err("UTF-16")),
            (
                "the mark of utf-8 before others",
                b"\xEF\xBB\xBF\xC6r".to_vec(),
                Err("UTF-8"),
            ),
            ("none of these", b"\x8F\x90r".to_vec(), Err("Windows-1252")),
        ];
        for (what, bytes, expected) in rows {
            match (decode(&bytes), expected) {
                (Ok(decoded), Ok(noted)) => {
                    assert_eq!(
                        (decoded.text.as_str(), decoded.note.is_some()),
                        ("Ærø", noted),
                        "{what}"
                    );
                }
                (Err(message), Err(name)) => {
                    assert_eq!(message.args["name"], name.into(), "{what}");
                }
                (read, _) => panic!("{what}: {read:?}"),
            }
        }
    }
}
