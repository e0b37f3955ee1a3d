//! What a flow marks as sensitive is kept only sealed: under the key of the case's citizen, or of the case where no citizen
//! is registered. It is sealed when a commit is made and unsealed when a case is loaded; in between the core reads it as
//! everything else. Where the key was destroyed, what was sealed reads as erased.

mod body;
mod held;
mod holder;
mod open;

pub(crate) use body::{About, Seal, kept, kept_with};
pub(crate) use held::{Held, HeldKeys, fresh_key, sealed_key};
pub(crate) use holder::{citizens_of, may_hold};
pub(crate) use open::{Body, without_title};
