//! The stable codes of everything that importing a model can find. A code never changes its meaning.

use crate::flow::Code;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal;)*) => {
        $($(#[$doc])* pub(in crate::import) const $name: Code = Code($code);)*

        /// Every code that importing a model can give, in order. Each has a message `explain-CODE`.
        pub const IMPORT_CODES: &[Code] = &[$($name),*];
    };
}

/// The words for what of a model is not carried, each the end of a message's key: programs read them beside the code, and
/// the list of reasons in this folder's README goes by them.
pub const LEFT_OUT: &[&str] = &[
    "dcr-part",
    "dcr-instances",
    "dcr-template",
    "dcr-spawn",
    "dcr-coresponse",
    "dcr-update",
    "dcr-about-event",
    "dcr-times",
    "dcr-time-elsewhere",
    "cmmn-question",
    "cmmn-event-unknown",
    "cmmn-other-case",
    "cmmn-starters",
    "cmmn-authorized",
    "cmmn-listeners",
    "cmmn-process",
    "cmmn-case",
    "cmmn-crossing",
    "cmmn-decision",
    "cmmn-external",
    "cmmn-service",
    "cmmn-form",
    "cmmn-correlation",
    "cmmn-event",
    "cmmn-exit-type",
    "cmmn-exit-criterion",
    "cmmn-deep-data",
    "cmmn-many-data",
    "cmmn-collection",
    "cmmn-blocking",
    "cmmn-same-person",
    "cmmn-added",
    "cmmn-part",
    "cmmn-timer",
    "cmmn-unplanned",
];

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
    /// Nothing in it that a flow could be made of.
    NOTHING_THERE = "F0708";
    /// A part without an id, or without something else that it must have.
    NO_ID = "F0709";
    /// Two parts with one id.
    ID_TWICE = "F0710";
    /// A part that lies in itself.
    CIRCLE = "F0711";
    /// A part that speaks of another which is not there.
    DANGLING = "F0712";
    /// A value that does not belong where it stands.
    VALUE = "F0713";
    /// An expression in a language that is not spoken here.
    EXPRESSION = "F0714";
    /// A duration or moment that is none.
    DURATION = "F0715";
    /// More parts than a flow may have.
    TOO_MANY = "F0716";
    /// The flow file would not be read: a name or text that it cannot hold.
    RESULT = "F0717";
    /// A part that is not carried (warning).
    NOT_CARRIED = "F0720";

    /// No case with a plan.
    CMMN_NO_CASE = "F0731";
    /// A reference to nothing.
    CMMN_DANGLING = "F0732";
    /// Two parts of one id.
    CMMN_TWICE = "F0733";
    /// A stage that lies in itself.
    CMMN_CONTAINMENT = "F0734";
    /// More items than a flow may have.
    CMMN_TOO_MANY = "F0735";
    /// An expression in a language that is not read here.
    CMMN_LANGUAGE = "F0736";
    /// A sentry that waits for nothing.
    CMMN_EMPTY_SENTRY = "F0737";
    /// Something that the flow does not carry (warning).
    CMMN_NOT_CARRIED = "F0738";
    /// A condition that has become a question (warning).
    CMMN_QUESTION = "F0739";
}
