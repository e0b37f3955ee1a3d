//! A guard or other expression as its author wrote it. The guard module reads it.

use crate::flow::Place;

/// An expression in the guard language, not yet read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Expression {
    /// The text.
    pub text: String,
    /// Where its first character stands in the file.
    pub place: Place,
}
