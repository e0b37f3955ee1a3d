//! Names that a process owner writes in a flow file.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::by_name::Sought;
use super::name::Name;

/// The longest name of an item, party, field or clock, in characters: fits a line of a list and a database column.
pub const MAX_NAME_CHARS: usize = 64;

/// Why a text is not a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NameError {
    /// Nothing is written.
    Empty,
    /// More than [`MAX_NAME_CHARS`] characters.
    TooLong,
    /// Something else than letters, digits, `_` and `-`, or a first character that is not a letter.
    Characters,
}

/// Letters (æøå too), digits, `_`; the first a letter. Hyphens only where `hyphen` says so (flow ids).
fn check_name(text: &str, hyphen: bool) -> Result<(), NameError> {
    let mut characters = text.chars();
    let Some(first) = characters.next() else {
        return Err(NameError::Empty);
    };
    if text.chars().count() > MAX_NAME_CHARS {
        return Err(NameError::TooLong);
    }
    let fits = |c: char| c.is_alphanumeric() || c == '_' || (hyphen && c == '-');
    if first.is_alphabetic() && characters.all(fits) {
        Ok(())
    } else {
        Err(NameError::Characters)
    }
}

/// What stands between the name of something that is there once for each row and the row's key.
const ROW: char = '#';

/// The same in UTF-8: one byte.
const ROW_BYTE: u8 = b'#';

/// A name that may stand for one of many, each with the key of its row: `visit#L1`.
macro_rules! name_with_rows {
    ($name:ident) => {
        impl $name {
            /// The name of what is there for the row with this key.
            #[must_use]
            pub fn of_row(base: &str, key: &str) -> Self {
                Self(Name::from(Arc::from(format!("{base}{ROW}{key}"))))
            }

            /// Takes the text as a name, with a row's key behind it where there is one.
            ///
            /// # Errors
            /// [`NameError`] says what is wrong with the name; a key may be any text.
            pub fn with_row(text: &str) -> Result<Self, NameError> {
                let base = text.split(ROW).next().unwrap_or_default();
                check_name(base, false).map(|()| Self(Name::from(Arc::from(text))))
            }

            /// What a map has for the name, or for the name without a row's key.
            pub(crate) fn of_base<'m, V>(
                &self,
                map: &'m std::collections::BTreeMap<Self, V>,
            ) -> Option<&'m V> {
                match self.split() {
                    _ if map.is_empty() => None,
                    None => map.get(self),
                    Some((base, _)) => map.get(base),
                }
            }

            /// The name as it stands in the flow file, without a row's key.
            #[must_use]
            pub fn base(&self) -> &str {
                self.split().map_or(&self.0, |(base, _)| base)
            }

            /// The key of the row that it is there for.
            #[must_use]
            pub fn row(&self) -> Option<&str> {
                self.split().map(|(_, key)| key)
            }

            fn split(&self) -> Option<(&str, &str)> {
                // Names are short and rows are few: looking for the byte is the quickest way to know that there is none.
                let at = self.0.bytes().position(|byte| byte == ROW_BYTE)?;
                Some((self.0.get(..at)?, self.0.get(at + 1..)?))
            }
        }
    };
}

macro_rules! written_name {
    ($(#[$doc:meta])* $name:ident, $hyphen:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Name);

        impl $name {
            /// Takes the text as a name.
            ///
            /// # Errors
            /// [`NameError`] says what is wrong with the text.
            pub fn new(text: &str) -> Result<Self, NameError> {
                check_name(text, $hyphen).map(|()| Self(Name::from(Arc::from(text))))
            }

            /// The name as written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Sought for $name {
            fn text(&self) -> &str {
                &self.0
            }

            fn head(&self) -> u128 {
                self.0.head()
            }
        }

        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

written_name!(
    /// A flow: `voksen-bum`.
    FlowId, true
);
written_name!(
    /// A stage or an item inside one; unique in its flow.
    ItemId, false
);
written_name!(
    /// A party of a flow: a role in the case, bound per case to a unit or a person.
    PartyId, false
);
written_name!(
    /// A phase of a flow's cases.
    PhaseId, false
);
written_name!(
    /// A clock of a flow.
    ClockId, false
);
written_name!(
    /// A ladder of a flow.
    LadderId, false
);
written_name!(
    /// A region of a flow: what ends together.
    RegionId, false
);
written_name!(
    /// A decision table of a flow.
    TableId, false
);
written_name!(
    /// A message from outside that a wait waits for.
    MessageName, false
);
written_name!(
    /// A side of the protocol by which two paired cases speak.
    SideId, false
);

name_with_rows!(ItemId);
name_with_rows!(ClockId);

/// Where a datum lies: `section.field`, or `section.list.column`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldPath(Name);

impl FieldPath {
    /// Takes two or more names with dots between them.
    ///
    /// # Errors
    /// [`NameError`] of the first part that is not a name, or `Empty` where there are fewer than two parts.
    pub fn new(text: &str) -> Result<Self, NameError> {
        let mut parts = 0;
        for part in text.split('.') {
            check_name(part, false)?;
            parts += 1;
        }
        if parts < 2 {
            Err(NameError::Empty)
        } else {
            Ok(Self(Name::from(Arc::from(text))))
        }
    }

    /// The path as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The names of the path, outermost first.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0.split('.')
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for FieldPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_underscores() {
        for (text, expected) in [
            ("assess", Ok(())),
            ("vurdér_støtte2", Ok(())),
            ("", Err(NameError::Empty)),
            ("2nd", Err(NameError::Characters)),
            ("a b", Err(NameError::Characters)),
            ("a-b", Err(NameError::Characters)),
            (&"x".repeat(MAX_NAME_CHARS + 1), Err(NameError::TooLong)),
        ] {
            assert_eq!(ItemId::new(text).map(|_| ()), expected, "{text}");
        }
        assert!(FlowId::new("voksen-bum").is_ok());
    }

    #[test]
    fn a_name_may_carry_the_key_of_a_row() {
        let visit = ItemId::of_row("visit", "støtte #2");
        assert_eq!((visit.base(), visit.row()), ("visit", Some("støtte #2")));
        assert_eq!(ItemId::with_row(visit.as_str()), Ok(visit));
        let plain = ItemId::new("visit").unwrap();
        assert_eq!((plain.base(), plain.row()), ("visit", None));
        assert_eq!(ItemId::new("visit#1"), Err(NameError::Characters));
        assert_eq!(ItemId::with_row("2#1"), Err(NameError::Characters));
    }

    #[test]
    fn a_path_has_at_least_two_names() {
        assert!(FieldPath::new("order.lines.rate").is_ok());
        assert_eq!(FieldPath::new("order"), Err(NameError::Empty));
        assert_eq!(FieldPath::new("order."), Err(NameError::Empty));
    }
}
