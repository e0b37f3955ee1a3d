//! The place in a list by moment and id after which a page begins, opaque to whoever carries it.

use chrono::{DateTime, Utc};
use samspil_store::StoreError;
use uuid::Uuid;

/// How many digits the moment takes: a signed 64-bit number in hexadecimal.
const MOMENT_DIGITS: usize = 16;

/// The place of what has this moment and this id.
pub(super) fn write(at: DateTime<Utc>, id: Uuid) -> String {
    format!("{:016x}{}", at.timestamp_micros(), id.simple())
}

/// The place from its text.
pub(super) fn read(text: &str) -> Result<(DateTime<Utc>, Uuid), StoreError> {
    let place = || {
        let (moment, id) = text.split_at_checked(MOMENT_DIGITS)?;
        let moment = u64::from_str_radix(moment, 16).ok()?.cast_signed();
        let moment = DateTime::from_timestamp_micros(moment)?;
        Some((moment, Uuid::try_parse(id).ok()?))
    };
    place().ok_or(StoreError::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_goes_out_and_comes_back() {
        let id = Uuid::from_u128(7);
        for micros in [1_790_000_000_000_001, 0, -1] {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            assert_eq!(read(&write(at, id)).unwrap(), (at, id), "{micros}");
        }
    }

    #[test]
    fn what_no_page_gave_is_no_place() {
        let good = write(DateTime::UNIX_EPOCH, Uuid::from_u128(7));
        for text in [
            "",
            "x",
            &good[1..],
            &format!("{good}0"),
            &good.replace('0', "æ"),
            "7fffffffffffffff",
        ] {
            assert!(matches!(read(text), Err(StoreError::Place)), "{text}");
        }
    }
}
