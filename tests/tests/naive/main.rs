//! A second interpreter of flow files, slow and obvious, written from the language reference (`flows/README.md`) and
//! from nothing of the engine's own: on generated flows and runs it must say the same as `step` after every step.
//!
//! Left out: rhythms, `not_before`, waits that end by their time, and ladders; of clocks all but the plain ones of items, so
//! many days long; forms and who sees what; cues (`opened_by`, `ended_by`); what messages hold; stages that are there for each
//! row; sub-cases, pairs, and stages that are done each time.
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
mod doing;
mod drawn;
mod engine;
mod guard;
mod interpreter;
mod obstacles;
mod rows;
mod settling;
mod tables;
mod twist;
mod written;
