//! What each construct means, as small flows and scripts, a file for each theme.

mod again;
mod apart;
mod clocks;
mod cues;
mod leaving;
mod order;
mod owed;
mod people;
mod waits;
