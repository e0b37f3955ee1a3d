//! YAML as a tree in which every part knows its place.
//!
//! Only the plain part of YAML: maps, lists and texts. Every scalar stays the text that it is, so `no` is never a
//! boolean. Anchors, aliases, tags and several documents are refused, sizes are bounded, and no text makes it panic.

mod build;
mod characters;
mod fault;
mod node;
mod place;

pub use build::MAX_FLOW_BYTES;
pub(crate) use build::tree;
pub(crate) use node::{Entry, Key, Kind, Node, Style};
