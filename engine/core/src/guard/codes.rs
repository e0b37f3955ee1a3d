//! The stable codes of everything that can be wrong with a guard. A code never changes its meaning.

use crate::flow::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub(super) const $name: Code = Code($code);)*

        /// Every code that a guard can give, in order. Each has a message `explain-CODE`.
        pub const GUARD_CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The text is no expression.
    SYNTAX = "F0501";
    /// Something that programs have and guards do not.
    NOT_IN_LANGUAGE = "F0502";
    /// No such section or field.
    NO_FIELD = "F0503";
    /// No such item.
    NO_ITEM = "F0504";
    /// No such function.
    NO_FUNCTION = "F0505";
    /// A function is given too much, too little or the wrong thing.
    ARGUMENTS = "F0506";
    /// Two things are compared that never can be alike.
    COMPARISON = "F0507";
    /// A text is compared with a choice that does not have it.
    NOT_A_CHOICE = "F0508";
    /// An operator on something that it cannot work on.
    OPERATOR = "F0509";
    /// A column where one value is needed, or rows that do not belong together.
    COLUMN = "F0510";
    /// The expression gives another kind of value than is needed here.
    WRONG_KIND = "F0511";
    /// Computed fields that follow from each other in a circle.
    CIRCLE = "F0512";
    /// Longer or more deeply nested than a guard may be.
    TOO_LONG = "F0513";
    /// A level outside its scale.
    OUTSIDE_SCALE = "F0514";
    /// A text that is no date or time.
    NOT_A_DATE = "F0515";
    /// A comparison with a level that has the same answer for every level of the scale (warning).
    ALWAYS_SAME = "F0516";
    /// What is there once for each row is asked about from outside.
    INSIDE_ROWS = "F0531";
    /// A field that is not sensitive gets a value that is.
    LEAKS = "F0532";
    /// A condition may be answered by what was filled in the round before (warning).
    LAST_ROUND = "F0533";
    /// It may take more steps than a guard may (warning).
    TOO_DEAR = "F0534";
}
