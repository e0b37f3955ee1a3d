//! Models that others drew, made into flow files: DCR graphs and CMMN 1.1.
//!
//! `text` makes characters of bytes, `xml` reads them strictly, `findings` gathers what is wrong or not carried, each
//! with its id and place in the model, `names` gives every part a name that a flow file can use, `lengths` reads
//! ISO 8601 durations and `yaml` writes the flow file. A model is carried whole, or whatever is left out is named: in
//! the report, and under `not_carried` in the flow file.

mod cmmn;
mod codes;
mod dcr;
mod findings;
mod lengths;
mod names;
mod text;
mod vocabulary;
mod written;
mod xml;
mod yaml;

pub use codes::{IMPORT_CODES, LEFT_OUT};
pub use findings::{Finding, Findings};
pub use lengths::{DurationError, length_of};
pub use names::{Names, title};
pub use text::{MAX_MODEL_BYTES, text_of, too_large};
pub use vocabulary::{Vocabulary, import};
pub use written::Written;
pub use xml::{Element, Xml};
pub use yaml::{Yaml, flow_file};

/// A flow file that one of a model's cases has become.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FlowFile {
    /// The flow's name.
    pub flow: String,
    /// The file.
    pub text: String,
}

/// What became of a model.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Imported {
    /// The flow file; none where a finding hinders it.
    pub flow: Option<String>,
    /// Where the model has several cases, the flow files of the others.
    pub others: Vec<FlowFile>,
    /// What is wrong with the model, or not carried, in the order of the file.
    pub findings: Vec<Finding>,
}

#[cfg(test)]
mod explain_test;
#[cfg(test)]
mod left_out_test;
