//! DCR graphs that others drew, and what must happen in them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod log;
mod models;
mod played;
mod walks;
mod wrong;
