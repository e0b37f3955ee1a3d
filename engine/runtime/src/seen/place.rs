//! The place in a list of cases after which a page begins, opaque to whoever carries it.

use chrono::{DateTime, Utc};
use samspil_core::id::CaseId;
use samspil_store::StoreError;
use uuid::Uuid;

/// How many digits the moment takes: a signed 64-bit number in hexadecimal.
const MOMENT_DIGITS: usize = 16;

/// The place of a case that last changed then.
pub(super) fn write(changed_at: DateTime<Utc>, case: CaseId) -> String {
    format!("{:016x}{}", changed_at.timestamp_micros(), case.0.simple())
}

/// The place from its text.
pub(super) fn read(text: &str) -> Result<(DateTime<Utc>, CaseId), StoreError> {
    let place = || {
        let (moment, case) = text.split_at_checked(MOMENT_DIGITS)?;
        let moment = u64::from_str_radix(moment, 16).ok()?.cast_signed();
        let moment = DateTime::from_timestamp_micros(moment)?;
        Some((moment, CaseId(Uuid::try_parse(case).ok()?)))
    };
    place().ok_or(StoreError::Place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_goes_out_and_comes_back() {
        let case = CaseId(Uuid::from_u128(7));
        for micros in [1_790_000_000_000_001, 0, -1] {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            assert_eq!(read(&write(at, case)).unwrap(), (at, case), "{micros}");
        }
    }

    #[test]
    fn what_no_page_gave_is_no_place() {
        let good = write(DateTime::UNIX_EPOCH, CaseId(Uuid::from_u128(7)));
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
