//! Tokens of programs, and programs as people.

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, TokenId};

use super::Hash;

/// What may be done with a token: never more than the person may as whom it acts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Read what the person may see in cases, tasks and flows.
    Read,
    /// Begin cases, do tasks and ask other things of cases.
    Tasks,
    /// Publish flows.
    Publish,
    /// Do and read what is for administrators.
    Administer,
    /// Change what is the person's own: tokens, sessions, absence, how they are told.
    Account,
    /// Provision people and units from a directory.
    Scim,
}

impl Scope {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Read,
        Self::Tasks,
        Self::Publish,
        Self::Administer,
        Self::Account,
        Self::Scim,
    ];

    /// Its name, as programs write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Tasks => "tasks",
            Self::Publish => "publish",
            Self::Administer => "administer",
            Self::Account => "account",
            Self::Scim => "scim",
        }
    }
}

/// A token for programs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its id, for lists; the secret itself is kept only as a sum.
    pub id: TokenId,
    /// The sum of the secret.
    pub secret: Hash,
    /// What it is for.
    pub name: String,
    /// As whom it acts.
    pub person: PersonId,
    /// What may be done with it, ordered.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// About when it was last used.
    pub used_at: Option<DateTime<Utc>>,
}

/// A person that is a program: it has tokens and no login.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Service {
    /// The program.
    pub person: PersonId,
    /// Who answers for it.
    pub owner: PersonId,
}
