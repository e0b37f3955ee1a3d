//! Tunings: how long a clock lasts, when and to whom its rungs speak, how long it may stand still or be put off, and in
//! what rhythm or window its item comes back, set by an administrator within what the flow marks `tunable` and what the
//! law allows.
//!
//! A [`Tuning`] is what somebody wrote. Fitted to a version of its flow it is a clock to count by ([`Fitted`]), or all
//! that stands in the way. [`Tunings`] are those of a flow with the days on which they take effect.

mod fault;
mod fit;
#[cfg(test)]
mod fit_test;
mod in_effect;
mod limits;
mod often;
mod shared;
mod written;

pub use fault::TuningFault;
pub use fit::Fitted;
pub use in_effect::{Entry, Ready, Tunings};
pub use limits::{Limits, RuleLimits, RungLimits, WindowLimits, limits, tunable_clocks};
pub use shared::sharing;
pub use written::{Deed, RungTuning, Tuning, WindowTuning};
