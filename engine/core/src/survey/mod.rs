//! Surveys of how people find the collaboration: questions in versions, waves before and after, and what has changed between
//! them by group. Exact arithmetic; nothing is told of a group of few.

mod compare;
mod questions;
mod ready;
mod spread;

pub use compare::{Asked, Change, Compared, Told, Wave, compare};
pub use questions::{
    Answers, Group, MAX_QUESTION_CHARS, MAX_QUESTIONS, Question, QuestionsFault, SCALE, check,
};
pub use ready::ready;
pub use spread::{Interval, MIN_ANSWERS, Measure, interval, paired_interval};
