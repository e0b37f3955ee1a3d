//! Sessions of people who are signed in.

use chrono::{DateTime, Utc};
use samspil_core::id::{PersonId, SessionId, TokenId};
use uuid::Uuid;

use super::Hash;

/// How far signing in has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// All of it: the person is signed in.
    SignedIn,
    /// The password was right; the code of their app is missing.
    Code,
    /// The password was right; they must take a code app into use.
    Enrol,
}

/// By what somebody shows who they are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ShownBy {
    /// A session.
    Session(SessionId),
    /// A token.
    Token(TokenId),
}

/// A session.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Session {
    /// Its id, for lists; the secret itself is kept only as a sum.
    pub id: SessionId,
    /// The sum of the secret in the cookie.
    pub secret: Hash,
    /// Whose it is.
    pub person: PersonId,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// When it was last prolonged: about when it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// The OpenID provider that said who it is; none where it was a password or a link.
    pub provider: Option<String>,
    /// The link that was opened, and how far the session reaches with it.
    pub link: Option<Uuid>,
    /// The browser and its device, for people to know it again.
    pub device: String,
    /// How far signing in has come.
    pub step: Step,
}
