//! Cues: who listens for which happening, what has been heard, and what is met.
//!
//! A happening is a change seen from outside: `news` tells it from the change and the case before it, and only what
//! somebody listens for is told. `listen` writes down what each listener heard; `meet` opens and ends what is met.

mod index;
mod listen;
mod meet;
mod news;
mod told;

pub(super) use index::{Cues, Listener};
pub(super) use meet::take;
