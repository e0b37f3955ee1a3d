//! Why nothing was done about how long cases are kept.

use samspil_core::calendar::Length;
use samspil_core::text::Message;
use samspil_store::StoreError;

use super::{ArchiveFault, MAX_WHY_CHARS};
use crate::Failure;

/// Why nothing was done about how long cases are kept.
#[derive(thiserror::Error, Debug)]
pub enum RetentionRefused {
    /// There is no reason, or it is too long.
    #[error("a reason is needed")]
    Reason,
    /// The flow is not there, or says nothing of how long its cases are kept.
    #[error("the flow has no rule")]
    NoRule,
    /// It is not counted in days, weeks, months or years.
    #[error("not counted in days")]
    NotDays,
    /// It is shorter than the flow says.
    #[error("shorter than {0}")]
    Shorter(Length),
    /// The last day is over.
    #[error("the last day is over")]
    Over,
    /// No such case, citizen, hold or disposal.
    #[error("there is none")]
    Unknown,
    /// Nothing is due.
    #[error("nothing is due")]
    Nothing,
    /// Another disposal is under way.
    #[error("another is under way")]
    UnderWay,
    /// Whoever proposed it approves it.
    #[error("one's own proposal")]
    Own,
    /// It was approved or withdrawn.
    #[error("it does not wait")]
    NotWaiting,
    /// It was not approved, or is finished.
    #[error("it is not approved")]
    NotApproved,
    /// Cases are to be archived, and no archive is named.
    #[error("no archive is named")]
    NoArchive,
    /// The archive cannot keep a case.
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    /// The engine or the store cannot.
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl RetentionRefused {
    /// What is wrong and what to do, for people; none where it is the store's own. The keys are in the program's own
    /// message files.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        Some(match self {
            Self::Reason => {
                let most = i64::try_from(MAX_WHY_CHARS).unwrap_or(i64::MAX);
                Message::new("retention-reason").with("most", most)
            }
            Self::NoRule => Message::new("retention-no-rule"),
            Self::NotDays => Message::new("retention-not-days"),
            Self::Shorter(least) => Message::new("retention-shorter").with("least", least.message()),
            Self::Over => Message::new("retention-over"),
            Self::Unknown => Message::new("retention-unknown"),
            Self::Nothing => Message::new("retention-nothing"),
            Self::UnderWay => Message::new("retention-under-way"),
            Self::Own => Message::new("retention-own"),
            Self::NotWaiting => Message::new("retention-not-waiting"),
            Self::NotApproved => Message::new("retention-not-approved"),
            Self::NoArchive => Message::new("retention-no-archive"),
            Self::Archive(fault) => Message::new("retention-archive-fault").with("detail", fault.0.as_str()),
            Self::Failure(_) => return None,
        })
    }
}

impl From<StoreError> for RetentionRefused {
    fn from(error: StoreError) -> Self {
        Self::Failure(error.into())
    }
}
