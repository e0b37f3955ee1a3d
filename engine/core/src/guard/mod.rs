//! Guards: single expressions over the data of a case, type-checked before a flow may be published.
//!
//! Rhai reads the text (`syntax`), nothing of Rhai runs. The tree is checked (`check`) into a typed tree, which is
//! evaluated (`evaluate`) with Kleene's three-valued logic and explained part by part (`explain`). The folder's README
//! says what the language is.

mod budget;
mod carried;
mod check;
mod codes;
mod compile;
mod compiled;
mod crossing;
mod cuts;
mod datum;
mod dear;
mod decider;
mod evaluate;
mod explain;
mod facts;
mod formula;
mod functions;
mod kind;
mod last_round;
mod leaking;
mod misread;
mod pairing;
mod plain;
mod reads;
mod resolve;
mod source;
mod syntax;
mod table;
mod telling;
mod tree;
mod typed;

pub use budget::{MAX_GUARD_STEPS, MAX_TURN_STEPS};
pub(crate) use budget::{MAX_ROWS, is_spent, within_budget};
pub use carried::CARRIED_CODES;
pub use codes::GUARD_CODES;
pub use compile::{Guards, Wanted, compile, compile_all};
pub use compiled::Guard;
pub use crossing::{Linked, SUBCASE_CODES, check_subcases};
pub use cuts::{Cut, Cuts};
pub use decider::{Answer, Column, Given, Heading, Row, RuleTable, Sheet, TABLE_CODES};
pub use facts::{Facts, Truth};
pub use formula::Formula;
pub use functions::{Function, functions};
pub use pairing::{PAIR_CODES, check_pair};
pub use reads::Reads;

#[cfg(test)]
mod budget_test;
#[cfg(test)]
mod crossing_test;
#[cfg(test)]
mod evaluate_test;
#[cfg(test)]
mod explain_test;
#[cfg(test)]
mod findings_test;
#[cfg(test)]
mod oracle_test;
#[cfg(test)]
mod pairing_test;
#[cfg(test)]
mod robustness_test;
#[cfg(test)]
mod testbed;
