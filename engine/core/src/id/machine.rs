//! Ids that the machine makes: random, never guessable, the same length everywhere.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

uuid_id!(
    /// One case (*sag*).
    CaseId
);
uuid_id!(
    /// One command: the key under which its answer is kept, so that a second sending changes nothing.
    CommandId
);
uuid_id!(
    /// One event in a case's history.
    EventId
);
uuid_id!(
    /// One person with a login: staff, citizen or relative.
    PersonId
);
uuid_id!(
    /// One organisational unit: a department of the authority or an offer (*tilbud*) of a provider.
    UnitId
);
uuid_id!(
    /// One signed-in session.
    SessionId
);
uuid_id!(
    /// One API token.
    TokenId
);
uuid_id!(
    /// One time in which a person is away.
    AbsenceId
);

/// A tenant: one municipality, named by its CVR number (8 digits).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TenantId(pub i32);

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08}", self.0)
    }
}
