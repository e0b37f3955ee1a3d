//! A text as a QR code, for a telephone to read.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc};

/// How many light modules stand around it (ISO/IEC 18004).
const QUIET: i32 = 4;

/// A code: how many modules it is wide, and its dark ones as one path.
pub(super) struct Qr {
    pub(super) size: i32,
    pub(super) path: String,
}

/// The code of a text; none where it is too long for one.
pub(super) fn qr(text: &str) -> Option<Qr> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in 0..code.size() {
            if code.get_module(x, y) {
                // Writing to a text cannot fail.
                let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
    }
    Some(Qr {
        size: code.size() + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_drawn_and_one_that_is_too_long_is_not() {
        let drawn = qr("otpauth://totp/Samspil:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        assert!(drawn.size >= 29, "{}", drawn.size);
        // The finder pattern's corner.
        assert!(
            drawn.path.starts_with("M4,4h1v1h-1zM5,4h1v1h-1z"),
            "{:.40}",
            drawn.path
        );
        assert!(qr(&"x".repeat(5_000)).is_none());
    }
}
