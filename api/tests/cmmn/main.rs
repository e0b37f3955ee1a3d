//! CMMN models as other tools write them: imported and played through the program, with the runs that they must give.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "all of this crate is tests, and a test that cannot go on stops"
)]

mod calls;
mod models;
mod played;
mod vectors;
mod wrong;
