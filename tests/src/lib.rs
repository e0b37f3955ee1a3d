//! Tests over the whole project, and what tests stand on.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "all of this crate is for tests, and a test that cannot go on stops"
)]

#[cfg(test)]
mod asvs;
#[cfg(test)]
mod bill;
pub mod counted;
#[cfg(test)]
mod licences;
pub mod lines;
pub mod log_scan;
#[cfg(test)]
mod methods;
pub mod postgres;
pub mod program;
#[cfg(test)]
mod tidy;
pub mod vectors;
