//! Why a trial is not made, started or decided.

use samspil_core::text::Message;
use samspil_store::StoreError;

use super::{MAX_TRIAL_CHARS, MAX_TRIAL_DAYS, MAX_TRIAL_PARTS, count, most};
use crate::PublishError;

/// Why a trial is not made, started or decided. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum TrialRefused {
    /// It is not said what is expected of it, or at too great length.
    #[error("it is not said what is expected")]
    Aim,
    /// The days are past, the wrong way round or too many.
    #[error("the days do not fit")]
    Days,
    /// No units, too many, or one that is not there on the first day.
    #[error("the units do not fit")]
    Units,
    /// Hassles that are not of the flow, or too many.
    #[error("the hassles do not fit")]
    Hassles,
    /// No such survey.
    #[error("no such survey")]
    Survey,
    /// The flow has no version that it could run beside.
    #[error("the flow is not published")]
    NoFlow,
    /// The file is that of the newest version.
    #[error("nothing is otherwise")]
    Same,
    /// Another trial has one of the units on one of the days.
    #[error("another trial has a unit and a day of it")]
    Overlaps,
    /// There is none.
    #[error("there is none")]
    Unknown,
    /// It is over.
    #[error("it is over")]
    Over,
    /// It was never started, and its last day has passed.
    #[error("its last day has passed")]
    Past,
    /// Two are to publish such a version, and whoever made it asks.
    #[error("one's own trial")]
    Own,
    /// Too much waits for a second person.
    #[error("too much waits")]
    Busy,
    /// It was never started, so there is nothing to keep.
    #[error("it is not started")]
    NotStarted,
    /// This version was published since.
    #[error("version {0} was published since")]
    Behind(u32),
    /// There is no reason, or it is too long.
    #[error("a reason is needed")]
    Reason,
    /// The file cannot be published.
    #[error(transparent)]
    Publish(#[from] PublishError),
}

impl TrialRefused {
    /// What is wrong and what to do, for people; none where it is the file's or the store's own.
    #[must_use]
    pub fn message(&self) -> Option<Message> {
        let longest = i64::from(MAX_TRIAL_CHARS);
        Some(match self {
            Self::Aim => most("trial-aim-wrong", longest),
            Self::Days => most("trial-days-wrong", MAX_TRIAL_DAYS),
            Self::Units => most("trial-units-wrong", count(MAX_TRIAL_PARTS)),
            Self::Hassles => most("trial-hassles-wrong", count(MAX_TRIAL_PARTS)),
            Self::Survey => Message::new("trial-survey-wrong"),
            Self::NoFlow => Message::new("trial-no-flow"),
            Self::Same => Message::new("trial-same"),
            Self::Overlaps => Message::new("trial-overlaps"),
            Self::Unknown => Message::new("trial-unknown"),
            Self::Over => Message::new("trial-is-over"),
            Self::Past => Message::new("trial-past"),
            Self::Own => Message::new("trial-own"),
            Self::Busy => Message::new("trial-busy"),
            Self::NotStarted => Message::new("trial-not-begun"),
            Self::Behind(version) => Message::new("trial-behind").with("version", *version),
            Self::Reason => most("trial-reason-wrong", longest),
            Self::Publish(_) => return None,
        })
    }
}

impl From<StoreError> for TrialRefused {
    fn from(error: StoreError) -> Self {
        Self::Publish(error.into())
    }
}
