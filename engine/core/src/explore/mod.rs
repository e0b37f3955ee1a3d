//! Searching all runs of a flow: whether one exists, what can never be done, and where a case can get stuck.
//!
//! Breadth first over states (`search`), each kept once (`visited`). What a state is and what may follow it a machine
//! says (`machine`): `cases` runs any flow by `step`; `masks` runs flows that say no more than bits can hold, many times
//! faster. What is found is made again by `step` before it is told (`witness`).

mod cases;
mod dead_end;
mod machine;
mod masks;
#[cfg(test)]
mod pair_test;
mod question;
mod search;
mod slots;
#[cfg(test)]
mod testbed;
#[cfg(test)]
mod tests;
mod track;
mod visited;
mod witness;

pub use question::{
    Answer, DEFAULT_MOST_BYTES, ExploreError, Progress, Question, Settings, Survey, explore, survey,
};
pub use witness::{Deed, WitnessStep};
