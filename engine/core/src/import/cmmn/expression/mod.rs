//! Conditions as engines write them – JUEL, SpEL, FEEL and what looks like them – made into guards.
//!
//! `tokens` and `parse` read a text into a tree, `kinds` finds out what kind of value each variable holds, and `guard`
//! writes the tree in our own language. What an engine calls true of a variable that is not there is kept: those
//! languages have two truth values, ours has three.

mod guard;
mod kinds;
mod parse;
mod speech;
mod tokens;
mod tree;

pub(super) use guard::{Fields, guard};
pub(super) use kinds::{Kind, Kinds};
pub(super) use parse::parse;
pub(super) use speech::{Speech, Spoken, spoken};
pub(super) use tree::Tree;

#[cfg(test)]
mod tests;
