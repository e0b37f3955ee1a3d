//! Codes of code apps (TOTP, RFC 6238): six digits that change every half minute, from a secret that the app and the
//! program share.

use chrono::{DateTime, Utc};
use ring::hmac;
use samspil_store::CodeApp;
use subtle::ConstantTimeEq;

/// How long a code counts, in seconds; apps know no other.
const STEP_SECONDS: i64 = 30;

/// How many steps before and after the moment count: the clock of a telephone may be half a minute out.
const STEPS_OUT: i64 = 1;

/// How many digits a code has; apps know no other.
const DIGITS: usize = 6;

/// 10 to the number of digits.
const MODULUS: u32 = 1_000_000;

/// How many random bytes the secret has: 160 bits (RFC 4226, section 4).
pub(super) const SECRET_BYTES: usize = 20;

/// The letters of base 32 (RFC 4648, section 6).
const BASE_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The step of time.
fn step(at: DateTime<Utc>) -> i64 {
    at.timestamp().div_euclid(STEP_SECONDS)
}

/// The code of a step. SHA-1 is what apps know, and within HMAC it is not broken.
pub(super) fn code(secret: &[u8], step: i64) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let from = usize::from(bytes.last().copied().unwrap_or_default() & 0x0f);
    let four = bytes.get(from..from + 4).and_then(|four| four.try_into().ok());
    let number = u32::from_be_bytes(four.unwrap_or_default()) & 0x7fff_ffff;
    format!("{:0DIGITS$}", number % MODULUS)
}

/// The step whose code this is, now or a moment ago, where it is later than the last whose code was taken.
pub(super) fn step_of(secret: &[u8], app: &CodeApp, given: &str, now: DateTime<Utc>) -> Option<i64> {
    let given: String = given.chars().filter(|c| !c.is_whitespace()).collect();
    let here = step(now);
    let mut found = None;
    for step in (here - STEPS_OUT)..=(here + STEPS_OUT) {
        let same = code(secret, step).as_bytes().ct_eq(given.as_bytes());
        if bool::from(same) && step > app.last_step {
            found = Some(step);
        }
    }
    found
}

/// The secret as people write it off, in groups of four.
pub(super) fn in_letters(secret: &[u8]) -> String {
    let mut letters: Vec<u8> = Vec::new();
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in secret {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let index = usize::try_from((held >> bits) & 31).unwrap_or_default();
            letters.extend(BASE_32.get(index));
        }
        held &= (1 << bits) - 1;
    }
    let groups: Vec<String> = letters
        .chunks(4)
        .map(|group| group.iter().copied().map(char::from).collect())
        .collect();
    groups.join(" ")
}

/// What an app reads the secret from (the form that Google's app laid down and all read).
pub(super) fn address(secret: &[u8], login: &str, municipality: &str) -> String {
    let issuer = crate::pages::address::segment(&format!("Samspil {municipality}"));
    let login = crate::pages::address::segment(login);
    let letters = in_letters(secret).replace(' ', "");
    format!("otpauth://totp/{issuer}:{login}?secret={letters}&issuer={issuer}")
}

#[cfg(test)]
mod tests {
    use samspil_core::id::PersonId;
    use uuid::Uuid;

    use super::*;

    /// The secret of RFC 4226 and RFC 6238.
    const SECRET: &[u8] = b"12345678901234567890";

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standards() {
        // RFC 4226, appendix D.
        let by_count = [
            "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871",
            "520489",
        ];
        for (count, expected) in (0..).zip(by_count) {
            assert_eq!(code(SECRET, count), expected, "{count}");
        }
        // RFC 6238, appendix B, the last six of its eight digits.
        for (second, expected) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(SECRET, step(at(second))), expected, "{second}");
        }
    }

    #[test]
    fn a_code_counts_in_its_time_and_after_the_last_that_was_taken() {
        let app = |last_step| CodeApp {
            person: PersonId(Uuid::nil()),
            sealed: Vec::new(),
            confirmed_at: None,
            last_step,
        };
        let here = step(at(1_790_000_000));
        for (of, last, counts) in [
            (here, 0, true),
            (here - 1, 0, true),
            (here + 1, 0, true),
            (here - 2, 0, false),
            (here + 2, 0, false),
            (here, here, false),
            (here, here - 1, true),
            (here + 1, here, true),
        ] {
            let given = code(SECRET, of);
            let found = step_of(SECRET, &app(last), &given, at(1_790_000_000));
            assert_eq!(found, counts.then_some(of), "{} {last}", of - here);
        }
        let given = code(SECRET, here);
        let spaced = format!(" {} {} ", &given[..3], &given[3..]);
        assert!(step_of(SECRET, &app(0), &spaced, at(1_790_000_000)).is_some());
        for wrong in ["", "12345", "1234567", "abcdef"] {
            assert_eq!(
                step_of(SECRET, &app(0), wrong, at(1_790_000_000)),
                None,
                "{wrong}"
            );
        }
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        // RFC 4648, section 10.
        for (bytes, letters) in [("fooba", "MZXW 6YTB"), ("foobafooba", "MZXW 6YTB MZXW 6YTB")] {
            assert_eq!(in_letters(bytes.as_bytes()), letters);
        }
        assert_eq!(
            address(SECRET, "anna", "Ærø"),
            "otpauth://totp/Samspil%20%C3%86r%C3%B8:anna?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Samspil%20%C3%86r%C3%B8"
        );
    }
}
