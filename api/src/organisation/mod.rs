//! The organisation: what holds of it, changing it, and files of it.

mod check;
pub(crate) mod command;
mod directories;
mod ending;
mod export;
mod file;
mod keep;
mod own;
mod plan;
mod take_in;
mod told;
mod tree;

pub(crate) use self::check::{MAX_NAME_CHARS, MAX_PARTIES};
pub(crate) use self::directories::{directories, is_directory, keep_directory};
pub(crate) use self::ending::{ended, last_day};
pub(crate) use self::export::exported;
pub(crate) use self::file::{read, text};
pub(crate) use self::keep::{By, Refused, change, change_and_read, keep, own_people};
pub(crate) use self::plan::{Asked, Plan, fitted};
pub(crate) use self::take_in::take_in;
pub(crate) use self::tree::{Branch, Leaders, beneath, branches, people_there};

#[cfg(test)]
mod tests;
