//! What each construct means, as small flows and scripts, a file for each theme.

mod again;
mod apart;
mod beginning;
mod clocks;
mod coming;
mod cues;
mod each_time;
mod extending;
mod joins;
mod ladders;
mod leaving;
mod meetings;
mod order;
mod owed;
mod pairs;
mod pausing;
mod people;
mod receipt;
mod rows;
mod subcases;
mod terms;
mod trust;
mod tuning;
mod unplanned;
mod waits;
mod windows;
