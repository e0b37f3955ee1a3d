//! The organisation: units in a tree, people, and their places with days.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use samspil_core::flow::Side;
use samspil_core::id::{PersonId, UnitId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{ProviderIdentity, Role};

/// How deep units may lie beneath each other: a municipality's own tree has five or six levels.
pub const MAX_UNIT_DEPTH: usize = 20;

/// From and until which day something is so, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Days {
    /// The first day; none where it always was.
    pub from: Option<NaiveDate>,
    /// The last day; none where no end is known.
    pub until: Option<NaiveDate>,
}

impl Days {
    /// Without beginning and end.
    pub const ALWAYS: Self = Self {
        from: None,
        until: None,
    };

    /// Whether the day is one of them.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the last of them is over on this day, or there are none.
    #[must_use]
    pub fn is_over(&self, day: NaiveDate) -> bool {
        let never = self
            .from
            .zip(self.until)
            .is_some_and(|(from, until)| until < from);
        never || self.until.is_some_and(|until| until < day)
    }

    /// The same, over at the end of this day at the latest; what had not begun then never does.
    #[must_use]
    pub fn ended(self, last: NaiveDate) -> Self {
        let before = self.from.and_then(|from| from.pred_opt());
        let last = before.map_or(last, |before| before.max(last));
        Self {
            until: Some(self.until.map_or(last, |until| until.min(last))),
            ..self
        }
    }

    /// Whether every day of these is one of the others.
    #[must_use]
    pub fn lie_within(&self, other: &Self) -> bool {
        let from = other
            .from
            .is_none_or(|first| self.from.is_some_and(|from| from >= first));
        let until = other
            .until
            .is_none_or(|last| self.until.is_some_and(|until| until <= last));
        from && until
    }
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $word:ident = $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $word,)+
        }

        impl $name {
            /// All of them, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$word),+];

            /// Its name, as programs write it.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self {
                    $(Self::$word => $text,)+
                }
            }
        }
    };
}

words! {
    /// What a unit is.
    UnitKind {
        /// An organisation with a CVR number: the municipality, or a provider.
        Organisation = "organisation",
        /// *Forvaltning*.
        Administration = "administration",
        /// *Center*.
        Centre = "centre",
        /// *Afdeling*.
        Department = "department",
        /// *Team*.
        Team = "team",
        /// *Tilbud*: what a provider offers at one place.
        Offer = "offer",
    }
}

words! {
    /// Who owns a provider.
    Ownership {
        /// A municipality or region.
        Public = "public",
        /// Anybody else.
        Private = "private",
    }
}

words! {
    /// By which way the organisation was changed.
    ChangeWay {
        /// By a page.
        Page = "page",
        /// By a program over the API.
        Api = "api",
        /// By a file.
        Import = "import",
        /// By a directory that provisions people.
        Scim = "scim",
        /// By what a sign-in provider gives somebody as they sign in.
        SignIn = "sign_in",
        /// On the command line.
        Command = "command",
    }
}

/// Who says that something is there, and what they call it. Only they end it, beside people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Source {
    /// The source's name.
    pub name: String,
    /// The id there; one thing in the municipality has it.
    pub external_id: Option<String>,
}

/// A unit with its place in the tree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrgUnit {
    /// Its id.
    pub id: UnitId,
    /// Its name; unique in the municipality.
    pub name: String,
    /// The side it sits on.
    pub side: Side,
    /// The unit above.
    pub parent: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// The CVR number of an organisation.
    pub cvr: Option<u32>,
    /// Who owns an organisation.
    pub ownership: Option<Ownership>,
    /// Since when until when it is there.
    pub days: Days,
    /// Who says so.
    pub source: Option<Source>,
}

/// A person as the organisation knows them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OrgPerson {
    /// Their id.
    pub id: PersonId,
    /// Their login; unique in the municipality.
    pub login: String,
    /// Their name.
    pub name: String,
    /// Roles, ordered.
    pub roles: Vec<Role>,
    /// May sign in.
    pub active: bool,
    /// Their job function, which their places have where they have none of their own.
    pub job_function: Option<String>,
    /// Who says so.
    pub source: Option<Source>,
}

/// A person's place in a unit, with days.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Place {
    /// Its id.
    pub id: Uuid,
    /// The person.
    pub person: PersonId,
    /// The unit.
    pub unit: UnitId,
    /// The parties of flows that the person may act as there; none where the job function says it.
    pub acts_as: Option<Vec<String>>,
    /// The job function that they have there; none where it is their own.
    pub job_function: Option<String>,
    /// They lead the unit.
    pub leads: bool,
    /// Whom they stand in for there.
    pub stands_in_for: Option<PersonId>,
    /// From and until when.
    pub days: Days,
    /// The name of the source that says so.
    pub source: Option<String>,
}

/// A job function: what somebody who has it acts as, and whether they lead where they have it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct JobFunction {
    /// Its name.
    pub name: String,
    /// The parties of flows.
    pub acts_as: Vec<String>,
    /// Whether it leads.
    pub leads: bool,
}

/// All of the organisation as of a version.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Organisation {
    /// The number of the last change.
    pub version: u64,
    /// Units, by name.
    pub units: Vec<OrgUnit>,
    /// People, by name: neither programs nor those who have to do with a case and no account.
    pub people: Vec<OrgPerson>,
    /// Places, also those that are over.
    pub places: Vec<Place>,
    /// Job functions, by name.
    pub functions: Vec<JobFunction>,
    /// Programs: they have places as people have.
    pub programs: Vec<PersonId>,
}

/// What is new or changed of the organisation, whole things each.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Changed {
    /// Units; one that stands beneath another may come before it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<OrgUnit>,
    /// People; the password of one who is there stays, and who is not active is signed out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<OrgPerson>,
    /// Places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<Place>,
    /// Job functions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<JobFunction>,
    /// Passwords of people who are there, or come with this change: the journal says whose.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passwords: Vec<NewPassword>,
    /// Who people of this change are at a provider. One who is known there is another's, and then nothing is kept.
    #[serde(skip)]
    pub identities: Vec<ProviderIdentity>,
}

/// A password in place of the one that was seen.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPassword {
    /// Whose.
    pub person: PersonId,
    /// What was kept of theirs; none where they had none.
    #[serde(skip)]
    pub seen: Option<String>,
    /// What is kept of the new one.
    #[serde(skip)]
    pub kept: String,
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "NewPassword({})", self.person)
    }
}

impl Changed {
    /// Nothing is.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.units.is_empty()
            && self.people.is_empty()
            && self.places.is_empty()
            && self.functions.is_empty()
            && self.passwords.is_empty()
            && self.identities.is_empty()
    }

    /// How many of each, by name.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<String, u64> {
        let count = |name: &str, of: usize| (name.to_owned(), u64::try_from(of).unwrap_or(u64::MAX));
        let mut counts = BTreeMap::from([
            count("units", self.units.len()),
            count("people", self.people.len()),
            count("places", self.places.len()),
            count("functions", self.functions.len()),
        ]);
        if !self.passwords.is_empty() {
            counts.extend([count("passwords", self.passwords.len())]);
        }
        counts
    }
}

/// A change of the organisation by somebody who has seen a version of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrganisationChange {
    /// The version that was seen.
    pub seen: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none on the command line.
    pub by: Option<PersonId>,
    /// By which way.
    pub way: ChangeWay,
    /// What.
    pub changed: Changed,
}

/// A change as lists show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrganisationEntry {
    /// Its number, which is the version that it made.
    pub number: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who; none on the command line.
    pub by: Option<PersonId>,
    /// By which way.
    pub way: ChangeWay,
    /// How many of each were new or changed.
    pub counts: BTreeMap<String, u64>,
}

/// What became of a change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// It is kept, and this is the version that it made.
    Yes(u64),
    /// Somebody was first: another version is there, another password, or another person of that name at the provider.
    Moved,
    /// A name, login or outside id is another's.
    Taken,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_include_both_ends() {
        let day = |n: u32| NaiveDate::from_ymd_opt(2026, 3, n).unwrap();
        let days = Days {
            from: Some(day(2)),
            until: Some(day(4)),
        };
        for (n, has, over) in [
            (1, false, false),
            (2, true, false),
            (4, true, false),
            (5, false, true),
        ] {
            assert_eq!((days.has(day(n)), days.is_over(day(n))), (has, over), "{n}");
        }
        assert!(Days::ALWAYS.has(day(1)) && !Days::ALWAYS.is_over(day(1)));
        assert_eq!(days.ended(day(3)).until, Some(day(3)));
        assert_eq!(days.ended(day(9)).until, Some(day(4)), "an end is not put off");
        let begun = days.ended(day(1));
        assert_eq!(begun.until, Some(day(1)));
        let never = Days {
            from: Some(day(20)),
            until: None,
        }
        .ended(day(5));
        assert_eq!(never.until, Some(day(19)));
        assert!(never.is_over(day(1)) && !never.has(day(19)) && !never.has(day(20)));
        assert!(days.lie_within(&Days::ALWAYS) && !Days::ALWAYS.lie_within(&days));
        assert!(days.ended(day(3)).lie_within(&days));
    }
}
