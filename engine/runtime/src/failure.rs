//! Why the engine did not do what it was asked.

use samspil_core::case::Refusal;
use samspil_store::StoreError;

use crate::vault::VaultError;

/// Why the engine did not do what it was asked. The case is as it was.
#[derive(thiserror::Error, Clone, Debug)]
pub enum Failure {
    /// No such case, or none that the asker may know of.
    #[error("no such case")]
    NoCase,
    /// There is such a case, and the asker may not know of it. It never leaves the engine: what is answered is
    /// [`Self::NoCase`], in the same words.
    #[error("no such case")]
    NotTheirs,
    /// Whoever asked may not sign in any more, nobody answers for the program, or the link was taken back.
    #[error("signed out meanwhile")]
    SignedOut,
    /// No such flow or version.
    #[error("no such flow")]
    NoFlow,
    /// The version is on trial in other units, or on other days.
    #[error("the version is on trial elsewhere")]
    OnTrial,
    /// The case says no.
    #[error("refused: {}", .0.code)]
    Refused(Box<Refusal>),
    /// The case has changed since the asker saw it.
    #[error("the case is at version {now}")]
    Changed {
        /// The version it has now.
        now: u64,
    },
    /// The command's key was used for something else.
    #[error("the key was used for another command")]
    KeyReused,
    /// Others changed the case again and again while this was tried.
    #[error("too many others change the case")]
    Contended,
    /// More waits than the engine takes on; asking again a moment later helps.
    #[error("too much waits")]
    Busy,
    /// The engine is stopping.
    #[error("the engine stops")]
    Stopping,
    /// The case cannot go on by itself; an incident says more.
    #[error("the case has an incident: {0}")]
    Incident(String),
    /// A fault of ours over something that is no case yet; the log says more.
    #[error("a fault of ours")]
    Panicked,
    /// Personal data cannot be sealed or unsealed.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// It could not be logged that somebody looked, so nothing is shown.
    #[error("not logged: {0}")]
    NotLogged(StoreError),
    /// They have taken out as many rows of files as one person may in a day.
    #[error("more than {most} rows taken out in a day")]
    TakenOut {
        /// How many that is.
        most: u32,
    },
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Failure {
    /// Whether it is of the one case that was read, so that others go on.
    pub(crate) const fn is_of_one_case(&self) -> bool {
        matches!(
            self,
            Self::Incident(_) | Self::NoFlow | Self::Store(StoreError::Corrupt(_))
        )
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}
