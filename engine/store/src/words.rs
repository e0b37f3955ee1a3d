//! How values are written in columns of both databases.

use chrono::{DateTime, NaiveTime, Timelike, Utc};
use serde::Serialize;
use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{Deserialize, DeserializeOwned, IntoDeserializer};

use crate::StoreError;
use crate::rows::Hash;

/// A value as JSON text: titles in both languages, roles.
pub(crate) fn json<T: Serialize + ?Sized>(value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::Database(format!("a value as JSON: {error}")))
}

/// A value from JSON text.
pub(crate) fn from_json<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::Corrupt(format!("JSON: {error}")))
}

/// An enum's name as serde writes it: `on_hold`.
pub(crate) fn word<T: Serialize>(value: T) -> Result<String, StoreError> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(StoreError::Database("a value that has no name".to_owned())),
    }
}

/// An enum from its name.
pub(crate) fn from_word<'a, T: Deserialize<'a>>(word: &'a str) -> Result<T, StoreError> {
    let name: StrDeserializer<'a, WordError> = word.into_deserializer();
    T::deserialize(name).map_err(|error| StoreError::Corrupt(error.to_string()))
}

/// A moment from microseconds since 1970.
pub(crate) fn moment(micros: i64) -> Result<DateTime<Utc>, StoreError> {
    DateTime::from_timestamp_micros(micros)
        .ok_or_else(|| StoreError::Corrupt(format!("{micros} microseconds is no moment")))
}

/// How many digits hexadecimal numbers have.
const HEX_DIGITS: u32 = 16;

/// Minutes in an hour.
const HOUR: u32 = 60;

/// A time of day as minutes after midnight; what is finer is left out.
pub(crate) fn minutes(time: NaiveTime) -> i32 {
    i32::try_from(time.hour() * HOUR + time.minute()).unwrap_or_default()
}

/// A time of day from minutes after midnight.
pub(crate) fn from_minutes(minutes: i32) -> Result<NaiveTime, StoreError> {
    let time = u32::try_from(minutes)
        .ok()
        .and_then(|minutes| NaiveTime::from_hms_opt(minutes / HOUR, minutes % HOUR, 0));
    time.ok_or_else(|| StoreError::Corrupt(format!("{minutes} minutes is no time of day")))
}

/// A sum from its 32 bytes.
pub(crate) fn hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes
        .try_into()
        .map_err(|_| StoreError::Corrupt(format!("a sum of {} bytes", bytes.len())))
}

/// The hexadecimal text of bytes.
pub(crate) fn hexed(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes from their hexadecimal text.
pub(crate) fn unhexed(text: &str) -> Result<Vec<u8>, StoreError> {
    let wrong = || StoreError::Corrupt(format!("{} characters are no bytes", text.len()));
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(HEX_DIGITS)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return Err(wrong());
    }
    let bytes = pairs
        .iter()
        .map(|[high, low]| Some((digit(*high)? << 4) | digit(*low)?));
    bytes.collect::<Option<_>>().ok_or_else(wrong)
}

/// A count or number that cannot be negative.
pub(crate) fn natural<T: TryFrom<i64>>(number: i64) -> Result<T, StoreError> {
    T::try_from(number).map_err(|_| StoreError::Corrupt(format!("{number} is out of range")))
}

/// A count or number for a column.
pub(crate) fn column(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Database(format!("{number} is too large to keep")))
}

/// A number that a page begins at. Beyond the largest that can be kept lies nothing, and no fault.
pub(crate) fn place(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A text without regard to the case of its letters, Danish ones too.
pub(crate) fn folded(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rows::{CaseStatus, Role};

    #[test]
    fn names_go_both_ways() {
        for (status, name) in [
            (CaseStatus::Open, "open"),
            (CaseStatus::OnHold, "on_hold"),
            (CaseStatus::Closed, "closed"),
        ] {
            assert_eq!(word(status).unwrap(), name);
            assert_eq!(from_word::<CaseStatus>(name).unwrap(), status);
        }
        assert_eq!(word(Role::ProcessOwner).unwrap(), "process_owner");
        assert!(matches!(
            from_word::<CaseStatus>("lost"),
            Err(StoreError::Corrupt(_))
        ));
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(hash(&[0; 31]).is_err());
        assert_eq!(unhexed("00fFa1").unwrap(), [0, 255, 161]);
        assert!(unhexed("0").is_err() && unhexed("0g").is_err());
        assert!(moment(i64::MAX).is_err());
        assert!(from_minutes(24 * 60).is_err() && from_minutes(-1).is_err());
        assert!(natural::<u32>(-1).is_err());
        assert!(column(u64::MAX).is_err());
        assert!(from_json::<Vec<Role>>("[\"king\"]").is_err());
    }

    #[test]
    fn times_of_day_go_both_ways() {
        for (time, count) in [("00:00", 0), ("07:30", 450), ("23:59", 1_439)] {
            let time: NaiveTime = time.parse().unwrap();
            assert_eq!((minutes(time), from_minutes(count).unwrap()), (count, time));
        }
    }

    #[test]
    fn danish_letters_fold() {
        assert_eq!(folded("ÆRØ Å"), "ærø å");
    }
}
