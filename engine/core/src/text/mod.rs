//! Words for people: every sentence that a person reads comes from a message file, Danish and English.
//!
//! A [`Message`] is a key with arguments; it is made where something happens and put into words only where it is
//! shown. The core's own files lie in `engine/core/texts/`; the binary adds its own in `api/texts/`.

mod catalogue;
mod danish;
mod language;
mod message;

pub use catalogue::{Catalogue, core_catalogue};
pub use danish::{amount, date, decimal, instant, long_date, time_of_day};
pub use language::{Language, Text};
pub use message::{Arg, Message};
