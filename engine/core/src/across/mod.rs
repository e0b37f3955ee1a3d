//! The cases of one citizen side by side, each as far as somebody's eyes see it: one plan, and what in it is asked twice,
//! collides or pulls apart (A21 in `flows/lines.csv`).

#[cfg(test)]
mod across_test;
mod bounds;
mod case_sign;
#[cfg(test)]
mod case_sign_test;
mod crowd;
mod finding;
mod gather;
#[cfg(test)]
mod gather_test;
mod goals;
mod part;
mod questions;
mod together;

pub use bounds::{ASKED_AGAIN_DAYS, BACK_DAYS, BEGUN_TOGETHER_DAYS, DEPARTMENTS_A_WEEK, PlanBounds};
pub use case_sign::{CaseSign, case_signs};
pub use finding::{Finding, Mark, findings};
pub use gather::departments;
pub use part::{Appointment, Asking, Coming, Goal, Part, Said};
pub use questions::asked_before;
