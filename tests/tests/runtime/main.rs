//! The engine over a real store: commands, timers, notices, conflicts, stopping.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod batches;
mod bytes;
mod calendars;
mod catching_up;
mod commands;
mod erased;
mod falling;
mod figures;
mod flows;
mod ground;
mod letters;
mod looks;
mod mail;
mod mail_faults;
mod meetings;
mod pairs;
mod plan;
mod poison;
mod postman;
mod protection;
mod receipt;
mod retention;
mod seen;
mod sensitive;
mod signs;
mod stands;
mod subcases;
mod timers;
mod trials;
mod tunings;
mod verify;
mod widened;
