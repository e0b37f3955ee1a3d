//! The journal of what administrators did: people, roles, places, keys, programs, sign-in, deadlines, calendars, settings,
//! publishing, what is discarded, what was let go on.
//!
//! Every route by which an administrator or process owner changes what holds for the municipality is in one table
//! ([`routes`]), and a test holds it to the table of who may ask what. What has a journal of its own (tunings, calendars, letters'
//! words) is read from there; of all else a deed is kept behind the answer ([`note`]), with what was otherwise before. The list
//! ([`list`]) is over all of it.

mod facts;
mod list;
mod note;
mod routes;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use self::list::{Asked, Told, found, page};
pub(crate) use self::note::{noted, on_the_machine};
pub(crate) use self::routes::KINDS;

/// Who did what nobody did who was signed in.
const ON_THE_MACHINE: &str = "samspil";

/// A deed as its row keeps it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Body {
    /// What was done, by the word of its message.
    did: String,
    /// To whom or what, by its name then.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    about: String,
    /// What was otherwise before, by its word.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    before: BTreeMap<String, String>,
    /// The same after it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    after: BTreeMap<String, String>,
    /// Why, as it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}
