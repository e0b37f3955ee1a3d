//! What signing in goes by beside passwords: providers, code apps and links.

use chrono::{DateTime, Utc};
use samspil_core::id::{CaseId, PersonId};
use uuid::Uuid;

use super::Hash;

/// Who a person is at an OpenID provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderIdentity {
    /// The provider's own address, as its tokens name it.
    pub issuer: String,
    /// Whom it means: never given to another there.
    pub subject: String,
    /// Who that is here.
    pub person: PersonId,
    /// The provider's name here.
    pub provider: String,
    /// When they last came by it.
    pub seen_at: DateTime<Utc>,
}

/// A sign-in that is under way at a provider.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BegunSignIn {
    /// The sum of the state that the answer must carry.
    pub state: Hash,
    /// The sum of what the browser that asked holds.
    pub browser: Hash,
    /// The provider's name here.
    pub provider: String,
    /// Where to go on to.
    pub next: String,
    /// How long the answer is waited for.
    pub ends_at: DateTime<Utc>,
}

/// Someone's code app.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CodeApp {
    /// Whose it is.
    pub person: PersonId,
    /// Its secret, sealed.
    pub sealed: Vec<u8>,
    /// Since when it counts; none before its first code was shown.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// The last step of time whose code was taken.
    pub last_step: i64,
}

/// What a link opens.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Opens {
    /// An account, for a password of one's own choice.
    Account,
    /// One case, as one party.
    Case {
        /// The case.
        case: CaseId,
        /// The party.
        party: String,
    },
}

impl Opens {
    /// The case, where it is one.
    #[must_use]
    pub const fn case(&self) -> Option<CaseId> {
        match self {
            Self::Account => None,
            Self::Case { case, .. } => Some(*case),
        }
    }
}

/// A link that is opened once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Its id, for lists; the secret itself is kept only as a sum.
    pub id: Uuid,
    /// The sum of its secret.
    pub secret: Hash,
    /// For whom it is.
    pub person: PersonId,
    /// What it opens.
    pub opens: Opens,
    /// Who made it; none where it was made on the machine itself.
    pub made_by: Option<PersonId>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// Until when it can be opened.
    pub ends_at: DateTime<Utc>,
    /// When it was opened.
    pub used_at: Option<DateTime<Utc>>,
}

impl Link {
    /// Whether it can be opened now.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.used_at.is_none() && now < self.ends_at
    }
}
