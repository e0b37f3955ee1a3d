//! Copies of the database.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How it is known of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BackupWay {
    /// This program made the copy.
    Copied,
    /// Whatever made the copy told of it.
    Reported,
}

impl BackupWay {
    /// Its word, as message keys have it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Copied => "copied",
            Self::Reported => "reported",
        }
    }
}

/// A copy of the database. What is known of it never changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// Its id.
    pub id: Uuid,
    /// When it was taken.
    pub taken_at: DateTime<Utc>,
    /// How it is known of.
    pub way: BackupWay,
    /// Where it lies, in words; never a secret.
    pub place: String,
    /// How large it is, in bytes.
    pub bytes: Option<u64>,
    /// When it was last seen that it can be read and is whole.
    pub verified_at: Option<DateTime<Utc>>,
    /// Who made it or told of it.
    pub by: String,
    /// What is in it, as JSON: the ends of its chains.
    pub manifest: String,
    /// Why it failed.
    pub fault: Option<String>,
}

/// What a copy holds, read from the copy itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CopyHeld {
    /// How large it is, in bytes.
    pub bytes: u64,
    /// The number of its newest migration.
    pub migration: i64,
    /// How many cases it has.
    pub cases: u64,
    /// How many events.
    pub events: u64,
    /// The number of the last entry of the access log.
    pub access_number: u64,
    /// The chain's hash after it, in hexadecimal.
    pub access_chain: String,
    /// The number of the last deed of an administrator.
    pub deed_number: u64,
    /// The chain's hash after it, in hexadecimal.
    pub deed_chain: String,
}

/// How a database that copies itself onwards says that it does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Archiving {
    /// It is set up to.
    pub on: bool,
    /// When it last did.
    pub last_at: Option<DateTime<Utc>>,
    /// When it last failed to, where that is later than when it last did.
    pub failed_at: Option<DateTime<Utc>>,
}
