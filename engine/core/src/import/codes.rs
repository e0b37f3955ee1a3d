//! The stable codes of everything that importing a model can find. A code never changes its meaning.

use crate::flow::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub(in crate::import) const $name: Code = Code($code);)*

        /// Every code that importing a model can give, in order. Each has a message `explain-CODE`.
        pub const IMPORT_CODES: &[Code] = &[$($name),*];
    };
}

codes! {
    /// The file is larger than a model may be.
    TOO_LARGE = "F0701";
    /// The bytes are no text in a known encoding.
    ENCODING = "F0702";
    /// The file cannot be read as XML here.
    SYNTAX = "F0703";
    /// A document type, and so entities or things from elsewhere.
    DOCUMENT_TYPE = "F0704";
    /// Nested too deep, or too many parts.
    TOO_COMPLEX = "F0705";
    /// More findings than are shown.
    MORE_FINDINGS = "F0706";
    /// Written in another vocabulary.
    VOCABULARY = "F0707";
}
