//! How people are told beside their inbox, and who stands in for whom.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use samspil_core::id::{AbsenceId, PersonId};
use samspil_core::text::Language;
use uuid::Uuid;

use super::Hash;

/// How a person is told of a kind of thing. It lies in their inbox in any case.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// There alone.
    Inbox,
    /// By mail at once, outside quiet hours.
    AtOnce,
    /// By one mail a day, with all that has come.
    Digest,
}

/// How a person wants to be told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// The person.
    pub person: PersonId,
    /// Their mail address; without it nothing is mailed.
    pub address: Option<String>,
    /// The language of their mail.
    pub language: Language,
    /// What is coming up for them.
    pub reminders: Channel,
    /// What is late.
    pub lateness: Channel,
    /// Anything for a unit of theirs, where others act as the same party.
    pub for_unit: Channel,
    /// Meetings that they take part in; at once is an invitation for their calendar.
    pub meetings: Channel,
    /// When the digest comes, in Copenhagen.
    pub digest_at: NaiveTime,
    /// From when to when nothing is mailed at once, in Copenhagen; it may go over midnight.
    pub quiet: Option<(NaiveTime, NaiveTime)>,
}

/// A time in which someone is away and another is told in their place, too.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absence {
    /// Its id.
    pub id: AbsenceId,
    /// Who is away.
    pub person: PersonId,
    /// Who stands in.
    pub deputy: PersonId,
    /// The first day away.
    pub first_day: NaiveDate,
    /// The last day away.
    pub last_day: NaiveDate,
}

/// The secret address of a person's calendar.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Whose it is.
    pub person: PersonId,
    /// The sum of the secret: the password of the login where there is one, else what stands in the address.
    pub secret: Hash,
    /// The login that it is had by, where its address is no secret.
    pub login: Option<Uuid>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
}
