//! Mail: what people are to be told by it, and what is on its way.

use chrono::{DateTime, Utc};
use samspil_core::id::PersonId;
use uuid::Uuid;

use super::InboxRow;

/// That a person is to be told of something in an inbox by mail.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Telling {
    /// The row of the inbox; with the person it is the intent, which is kept once.
    pub notice: Uuid,
    /// Whom.
    pub person: PersonId,
    /// Not before.
    pub due_at: DateTime<Utc>,
}

/// A mail of its own, which is not gathered with others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMail {
    /// Its id: one cause gives one id.
    pub id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Not before.
    pub due_at: DateTime<Utc>,
    /// What it is, in the runtime's own form.
    pub body: Vec<u8>,
    /// The row of the inbox that it tells of.
    pub notice: Uuid,
}

/// Where a notice goes.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Delivery {
    /// Inboxes.
    pub inbox: Vec<InboxRow>,
    /// What is told by mail.
    pub tellings: Vec<Telling>,
    /// Mails of their own.
    pub mails: Vec<NewMail>,
}

impl Delivery {
    /// Whether anyone is told of it by mail.
    #[must_use]
    pub const fn is_told_by_mail(&self) -> bool {
        !self.tellings.is_empty() || !self.mails.is_empty()
    }
}

impl From<Vec<InboxRow>> for Delivery {
    fn from(inbox: Vec<InboxRow>) -> Self {
        Self {
            inbox,
            ..Self::default()
        }
    }
}

/// A mail on its way, claimed for a while by one node.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ClaimedMail {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many things it tells of.
    pub things: u32,
    /// What it is, in the runtime's own form; none where it tells that something waits.
    pub body: Option<Vec<u8>>,
    /// The claim's number, as with timers.
    pub fence: u64,
    /// How often sending it has failed.
    pub tries: u32,
    /// The rows of inboxes that it tells of.
    pub notices: Vec<Uuid>,
}

/// What becomes of a claimed mail that was not sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unsent {
    /// It was not its turn: it is free again at this moment, and nothing counts against it.
    NotTried(DateTime<Utc>),
    /// It failed and is tried again.
    Again {
        /// When.
        at: DateTime<Utc>,
        /// What went wrong; no personal data.
        fault: String,
    },
    /// It failed for good, until somebody asks for it anew.
    GivenUp {
        /// When.
        at: DateTime<Utc>,
        /// What went wrong; no personal data.
        fault: String,
    },
}

/// A mail to a person that is not sent yet or was given up: nothing is kept of one that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptMail {
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many things it tells of.
    pub things: u32,
    /// How often sending it has failed.
    pub tries: u32,
    /// When it was given up.
    pub given_up_at: Option<DateTime<Utc>>,
}

/// A mail that was given up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivenUpMail {
    /// Its id.
    pub id: Uuid,
    /// To whom.
    pub person: PersonId,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// How many things it tells of.
    pub things: u32,
    /// How often it was tried.
    pub tries: u32,
    /// What went wrong.
    pub fault: String,
    /// When it was given up.
    pub given_up_at: DateTime<Utc>,
}
