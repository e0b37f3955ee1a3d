//! Letters: the text of a document, filled in with what a case tells.

mod escape;
mod facts;
mod html;
mod outline;
mod write;

pub use outline::outline;
pub use write::{Facts, LetterFault, write};
