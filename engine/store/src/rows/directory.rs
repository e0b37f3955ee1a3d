//! People, units and their logins.

use chrono::{DateTime, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, SessionId, TokenId, UnitId};

use super::Hash;

/// What a person may do in the system, beside their work in cases.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Publishes flows.
    ProcessOwner,
    /// Handles tasks.
    Staff,
    /// Keeps people, units, calendars and health.
    Administrator,
}

/// A unit: a department of the authority or an offer of a provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// Its name; unique in the tenant.
    pub name: String,
    /// The side it sits on.
    pub side: Side,
}

/// A person with a login.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their login; unique in the tenant.
    pub login: String,
    /// Their name.
    pub name: String,
    /// The password's argon2 string; none where the person cannot sign in by password.
    pub password: Option<String>,
    /// Roles, ordered.
    pub roles: Vec<Role>,
    /// May sign in.
    pub active: bool,
}

/// A person's place in a unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The person.
    pub person: PersonId,
    /// The unit.
    pub unit: UnitId,
    /// The parties of flows that the person may act as there: `caseworker`, `team_leader`.
    pub acts_as: Vec<String>,
}

/// A signed-in session.
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
    /// When it ends.
    pub ends_at: DateTime<Utc>,
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
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
}
