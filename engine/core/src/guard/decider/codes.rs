//! The stable codes of everything that can be wrong with a decision table. A code never changes its meaning.

use crate::flow::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: Code = Code($code);)*

        /// Every code that a decision table can give, in order. Each has a message `explain-CODE`.
        pub const TABLE_CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    /// A cell or an outcome that is no value of its column's kind.
    NOT_A_VALUE = "F0801";
    /// A cell or an outcome that is none of its column's choices or values.
    NOT_A_CHOICE = "F0802";
    /// A value that the column can never meet.
    OUTSIDE = "F0803";
    /// An interval of something that has no order, or that ends before it begins.
    INTERVAL = "F0804";
    /// A table looks at something that tables cannot look at.
    NOT_READABLE = "F0805";
    /// The hit policy and the outcomes do not go together.
    HIT = "F0806";
    /// Two rules of a table that must not, fit the same (unique), or fit the same and disagree (any).
    OVERLAP = "F0807";
    /// No rule fits (warning).
    GAP = "F0808";
    /// A rule that never decides anything (warning).
    NEVER = "F0809";
    /// The table is too tangled to look for gaps in all of it (warning).
    NOT_COMPLETE = "F0810";
}
