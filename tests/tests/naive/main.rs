//! A second interpreter of flow files, slow and obvious, written from the language reference (`flows/README.md`) and
//! from nothing of the engine's own: on generated flows and runs it must say the same as `step` after every step.
//!
//! What of the language no generated flow has, and why, stands in `reach`. Stages that are there for each row are left out, too.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::float_arithmetic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod asking;
mod clocks;
mod compared;
mod cues;
mod doing;
mod drawn;
mod engine;
mod guard;
mod interpreter;
mod obstacles;
mod pairs;
mod reach;
mod rows;
mod settling;
mod spoken;
mod tables;
mod twist;
mod written;
