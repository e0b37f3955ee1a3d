//! What each construct means, as small flows and scripts, a file for each theme.

mod again;
mod apart;
mod clocks;
mod cues;
mod extending;
mod ladders;
mod leaving;
mod order;
mod owed;
mod pausing;
mod people;
mod receipt;
mod waits;
mod windows;
