//! People, units and places in them.

use samspil_core::flow::Side;
use samspil_core::id::{PersonId, UnitId};

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

/// Somebody's places on a day, and what they were read from.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Stands {
    /// How often it had been changed by then who stands where in the municipality: places, units, job functions, who may sign
    /// in, who answers for a program, and links.
    pub changes: u64,
    /// The places that counted.
    pub members: Vec<Member>,
    /// Whom they stood in for, by person.
    pub stands_in: Vec<StandsIn>,
}

/// Somebody who was stood in for on a day: by a place that says so, or while they were away. Whom they themselves stood in for
/// is not told here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StandsIn {
    /// Who was stood in for.
    pub person: PersonId,
    /// The places by which whoever stood in acted as what they did not act as by a place that is theirs alone: the place that
    /// says so, or all that the person who was away had themselves.
    pub members: Vec<Member>,
}
