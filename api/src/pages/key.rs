//! The key of a form: made when it is shown, sent with it, so that a second sending changes nothing. With it goes the version
//! of the case that was shown, where the form is about one.

use std::fmt;

use samspil_core::id::CommandId;
use samspil_runtime::Ids;
use serde::Deserialize;
use uuid::Uuid;

/// Between the key and the version.
const BETWEEN: char = '.';

/// The key, as the hidden field `key` of a form; none where a form was sent without.
#[derive(Clone, PartialEq, Eq, Debug, Default, Deserialize)]
#[serde(from = "String")]
pub(super) struct Key {
    key: Option<Uuid>,
    seen: Option<u64>,
}

impl Key {
    /// A new one.
    pub(super) fn new(ids: &dyn Ids) -> Self {
        Self::of(ids.next())
    }

    /// This one.
    pub(super) const fn of(key: Uuid) -> Self {
        Self {
            key: Some(key),
            seen: None,
        }
    }

    /// The same of a form that shows a case at this version.
    pub(super) fn seeing(self, version: u64) -> Self {
        Self {
            seen: Some(version),
            ..self
        }
    }

    /// The version of the case that was shown.
    pub(super) const fn seen(&self) -> Option<u64> {
        self.seen
    }

    /// The key as the engine knows it.
    pub(super) fn command(&self) -> Option<CommandId> {
        self.key.map(CommandId)
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        let (key, seen) = text.split_once(BETWEEN).unwrap_or((&text, ""));
        Self {
            key: Uuid::try_parse(key).ok(),
            seen: seen.parse().ok(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(key) = self.key else { return Ok(()) };
        key.fmt(f)?;
        self.seen.map_or(Ok(()), |seen| write!(f, "{BETWEEN}{seen}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_back_with_what_was_seen() {
        let key = Key::of(Uuid::from_u128(7));
        for key in [key.clone(), key.seeing(0), Key::of(Uuid::from_u128(8)).seeing(12)] {
            assert_eq!(Key::from(key.to_string()), key);
        }
        assert_eq!(Key::from("x.7".to_owned()).command(), None);
        assert_eq!(Key::from(String::new()).to_string(), "");
    }
}
