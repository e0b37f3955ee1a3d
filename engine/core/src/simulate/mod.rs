//! Trying a flow: a case in memory, or two of a pair, with a clock that only moves when told.

mod both;
#[cfg(test)]
mod constructs;
#[cfg(test)]
mod hands;
#[cfg(test)]
mod imported_test;
#[cfg(test)]
mod odd_models_test;
mod original;
#[cfg(test)]
mod planned_test;
mod report;
#[cfg(test)]
mod rounds;
#[cfg(test)]
mod script;
#[cfg(test)]
mod script_both;
#[cfg(test)]
mod sights;
mod states;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod told;
mod trial;
#[cfg(test)]
mod why_test;

pub use both::{Both, CameBoth, Which};
pub use original::{meant, placed, shown};
pub use report::report;
pub use trial::{Came, Trial, TrialError};
