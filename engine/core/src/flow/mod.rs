//! Flow files: how a process owner writes a way of working together, read strictly into a [`Flow`].
//!
//! `model` is what a flow file says once it is read; a file that cannot be read in full gives diagnostics, each with
//! its place, and no flow.

mod diagnostic;
mod model;
mod value;

pub use diagnostic::{Code, Diagnostic, Place, Severity};
pub use model::*;
pub use value::{Record, Value};
