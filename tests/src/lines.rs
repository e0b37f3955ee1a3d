//! What a test and an engine in a process of its own say to each other: one JSON object a line.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The tenant whose cases are worked on: eight nines are nobody's CVR number.
pub const TENANT: i32 = 99_999_999;

/// The five tasks of the reference work, in their order.
pub const STEPS: [&str; 5] = ["assess", "order", "deliver", "status", "follow_up"];

/// The task of the flow whose ladder sends three notices.
pub const REMINDED: &str = "answer";

/// A line to the engine.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Asked {
    /// The line's number, which the answer carries.
    pub line: u64,
    /// What is asked.
    pub what: What,
}

/// What a line asks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum What {
    /// Begin a case of the reference work, or of the flow with a ladder.
    Begin {
        /// The command's key.
        key: Uuid,
        /// Of the flow with a ladder.
        reminded: bool,
    },
    /// Complete a task.
    Complete {
        /// The command's key.
        key: Uuid,
        /// The case.
        case: Uuid,
        /// Which of [`STEPS`].
        step: usize,
    },
    /// Move the clock.
    Time {
        /// To this moment; it never goes back.
        to: DateTime<Utc>,
    },
    /// Wake every case whose time has come and hand over every notice that waits.
    Settle,
}

/// A line from the engine. The first has number 0 and says that it is ready.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answered {
    /// The number of the line that it answers.
    pub line: u64,
    /// The answer.
    pub told: Told,
}

/// What a line was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Told {
    /// It is done, and will be after a crash.
    Done {
        /// The case; none where none was asked for.
        case: Option<Uuid>,
        /// How many events it has had now.
        version: u64,
    },
    /// The case says no.
    Refused {
        /// The refusal's code.
        code: String,
    },
    /// It is not known whether it was done: ask again with the same key.
    Unknown {
        /// What went wrong.
        why: String,
    },
}
