//! Who a citizen is.

use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::id::{Cpr, CprError, PersonId, TenantId};
use samspil_core::text::Message;
use samspil_store::{Citizen as Row, Erasure};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::vault::{Secret, VaultError, open_with, seal_with};

/// The longest name of a citizen, in characters: what the state's own register takes.
const MAX_NAME_CHARS: usize = 140;

/// The longest address, in characters: some lines of a letter's head.
const MAX_ADDRESS_CHARS: usize = 300;

/// Who a citizen is. Nothing of it is shown by accident.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The CPR number or replacement number; none where nobody knows it.
    pub cpr: Option<Cpr>,
    /// The name.
    pub name: String,
    /// The address; empty where nobody knows it.
    pub address: String,
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("****")
    }
}

/// What is wrong with what was written of a citizen.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum IdentityError {
    /// The number is none.
    #[error(transparent)]
    Cpr(#[from] CprError),
    /// No name, or one that is too long.
    #[error("the name is missing or too long")]
    Name,
    /// The address is too long.
    #[error("the address is too long")]
    Address,
}

impl IdentityError {
    /// What is wrong and what to do, for people; the keys are in the program's own message files.
    #[must_use]
    pub fn message(self) -> Message {
        let most =
            |key: &str, most: usize| Message::new(key).with("most", i64::try_from(most).unwrap_or(i64::MAX));
        match self {
            Self::Cpr(CprError::Shape) => Message::new("citizen-cpr-shape"),
            Self::Cpr(CprError::Date) => Message::new("citizen-cpr-date"),
            Self::Name => most("citizen-name-wrong", MAX_NAME_CHARS),
            Self::Address => most("citizen-address-wrong", MAX_ADDRESS_CHARS),
        }
    }
}

impl Identity {
    /// Reads what people wrote; an empty number is none.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(cpr: &str, name: &str, address: &str) -> Result<Self, Vec<IdentityError>> {
        let mut wrong = Vec::new();
        let cpr = if cpr.trim().is_empty() {
            None
        } else {
            Cpr::read(cpr).map_err(|error| wrong.push(error.into())).ok()
        };
        let (name, address) = (name.trim(), address.trim());
        if name.is_empty() || name.chars().count() > MAX_NAME_CHARS || name.chars().any(char::is_control) {
            wrong.push(IdentityError::Name);
        }
        let odd = |c: char| c.is_control() && c != '\n' && c != '\r';
        if address.chars().count() > MAX_ADDRESS_CHARS || address.chars().any(odd) {
            wrong.push(IdentityError::Address);
        }
        if wrong.is_empty() {
            Ok(Self {
                cpr,
                name: name.to_owned(),
                address: address.to_owned(),
            })
        } else {
            Err(wrong)
        }
    }

    pub(super) fn sealed(
        &self,
        tenant: TenantId,
        person: PersonId,
        key: &Secret,
    ) -> Result<Vec<u8>, Failure> {
        let written = Written {
            cpr: self.cpr.as_ref().map(|cpr| cpr.digits().to_owned()),
            name: self.name.clone(),
            address: self.address.clone(),
        };
        let bytes = serde_json::to_vec(&written).map_err(|_| VaultError::Broken)?;
        let bytes = Secret::from(bytes);
        Ok(seal_with(key, &about(tenant, person), bytes.bytes())?)
    }

    pub(super) fn open(
        tenant: TenantId,
        person: PersonId,
        key: &Secret,
        sealed: &[u8],
    ) -> Result<Self, VaultError> {
        let bytes = open_with(key, &about(tenant, person), sealed)?;
        let written: Written = serde_json::from_slice(bytes.bytes()).map_err(|_| VaultError::Broken)?;
        let cpr = written.cpr.as_deref().map(Cpr::read).transpose();
        Ok(Self {
            cpr: cpr.map_err(|_| VaultError::Broken)?,
            name: written.name,
            address: written.address,
        })
    }
}

/// Who a citizen is, as it is sealed.
#[derive(Serialize, Deserialize)]
struct Written {
    cpr: Option<String>,
    name: String,
    address: String,
}

fn about(tenant: TenantId, person: PersonId) -> Vec<u8> {
    [b"identity", &tenant.0.to_be_bytes()[..], &person.0.as_bytes()[..]].concat()
}

/// A citizen of the register.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Citizen {
    /// By whom cases and parties know them.
    pub person: PersonId,
    /// Who they are; none where they were erased.
    pub identity: Option<Identity>,
    /// Since when their name and address are protected.
    pub protected_since: Option<NaiveDate>,
    /// When they were registered.
    pub registered_at: DateTime<Utc>,
    /// When what is kept of them last changed.
    pub changed_at: DateTime<Utc>,
    /// That they were erased.
    pub erased: Option<Erasure>,
}

impl Citizen {
    pub(super) fn of(row: Row, identity: Option<Identity>) -> Self {
        Self {
            person: row.person,
            identity,
            protected_since: row.protected_since,
            registered_at: row.registered_at,
            changed_at: row.changed_at,
            erased: row.erased,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_is_wrong_is_said_at_once() {
        let long = "x".repeat(MAX_ADDRESS_CHARS + 1);
        for (cpr, name, address, wrong) in [
            ("", "Anna And", "", &[][..]),
            ("610203-1234", " Anna And ", "Vej 1\n8000 Aarhus", &[]),
            (
                "010203",
                "",
                &long,
                &[
                    IdentityError::Cpr(CprError::Shape),
                    IdentityError::Name,
                    IdentityError::Address,
                ],
            ),
            (
                "990203-1234",
                "Anna\u{7}",
                "",
                &[IdentityError::Cpr(CprError::Date), IdentityError::Name],
            ),
        ] {
            let read = Identity::read(cpr, name, address);
            assert_eq!(read.err().unwrap_or_default(), wrong, "{cpr} {name}");
        }
    }

    #[test]
    fn it_is_shown_nowhere_by_accident() {
        let identity = Identity::read("610203-1234", "Anna And", "Vej 1").unwrap();
        assert_eq!(format!("{identity:?}"), "****");
    }
}
