//! Two nodes over one PostgreSQL: what one does the other respects, and nothing is done twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod commands;
#[path = "../runtime/ground.rs"]
#[allow(dead_code, reason = "shared with the tests of one node, which use the rest")]
mod ground;
mod pair;
mod stalled;
mod time;
