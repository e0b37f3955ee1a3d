//! Conditions of DCR relations in the guard language.
//!
//! In DCR a comparison with a value that is not there does not hold, except that it is different; in the guard language
//! it is unknown. So where it makes a difference, under a negation and of `!=`, it is written out what is filled.

mod parse;
mod render;
mod tree;

pub(super) use parse::{NotSpoken, parse};
pub(super) use render::{Fields, Kind, kinds, literal, written};
pub(super) use tree::Tree;
