//! How long closed cases are kept and how they are discarded: a rule of the flow, which a municipality may lengthen; holds
//! that stop it; and disposals that one person proposes and another approves.

mod archive;
mod holds;
mod judge;
mod propose;
mod refused;
mod run;
mod terms;

pub use archive::{Archive, ArchiveFault, Archived};
pub use judge::KeptBecause;
pub use propose::MAX_DISPOSAL;
pub use refused::RetentionRefused;
pub use run::{Carried, Carrying};
pub use terms::{RetentionOfFlow, RetentionTerm};

/// The longest reason or ground, in characters: a few lines.
const MAX_WHY_CHARS: usize = 500;

/// A reason as it is kept; none where there is none, or it is too long.
fn reason(why: &str) -> Option<&str> {
    let why = why.trim();
    let fits = (1..=MAX_WHY_CHARS).contains(&why.chars().count());
    fits.then_some(why)
}
