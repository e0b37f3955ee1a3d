//! What administrators tune: the journal, what a tuning would move, and what it would have made of last year.

mod journal;
mod lay_down;
mod live;
mod past;

pub(crate) use journal::Journals;
pub use journal::{MAX_SHOWN_TUNINGS, TuningSet};
pub use lay_down::TuningRefused;
pub use live::{LivePreview, Told};
pub use past::{PastPreview, Tally};

/// What a tuning would do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TuningPreview {
    /// To the cases that are open now.
    pub live: LivePreview,
    /// To last year's, had it held then.
    pub past: PastPreview,
}
