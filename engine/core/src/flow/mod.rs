//! Flow files: how a process owner writes a way of working together, read strictly into a [`Flow`].
//!
//! `yaml` gives the text as a tree in which every part knows its place, `read` makes the tree a flow or says all that
//! is wrong with it, `model` is what a flow file says once it is read, and `grammar` is the table of what may be
//! written where. A file that cannot be read in full gives diagnostics, each with its place, and no flow.

mod code;
mod compose;
mod diagnostic;
mod grammar;
mod house_kept;
mod late_review;
mod model;
mod near;
mod read;
mod schema;
pub(crate) mod template;
mod tuning;
mod value;
pub mod yaml;

pub(crate) use code::NO_LEADER;
pub use code::READ_CODES;
pub use compose::{has_documents, name_of, protocol_from, with_documents, with_protocol, with_protocol_anew};
pub use diagnostic::{Code, Diagnostic, Place, Severity};
pub use grammar::{Construct, KeyRule, Kinds, Named, Need, Shape};
pub use house_kept::{HOUSE_CODES, not_approved_anew};
pub use late_review::{SOURCE_CODES, late_reviews};
pub use model::*;
pub use near::nearest;
pub use read::{
    LETTER_WORDS, MAX_NOT_CARRIED, MAX_ORIGIN_CHARS, MAX_TITLE_CHARS, grammar, is_reserved_name, read,
};
pub use schema::schema;
pub use tuning::{
    Deed, Entry, Fitted, Limits, Ready, RuleLimits, RungLimits, RungTuning, Tuning, TuningFault, Tunings,
    WindowLimits, WindowTuning, limits, sharing, tunable_clocks,
};
pub use value::{Record, Value};
pub use yaml::MAX_FLOW_BYTES;
