//! What is wrong with a form, at its top: each sentence leads to its field.

use askama::Template;
use samspil_core::text::{Language, Message};

use crate::words::say;

/// A summary of what is wrong; nothing is drawn where nothing is.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/faults.html")]
pub(crate) struct Faults {
    language: Language,
    /// The id of the control that each leads to, and the sentence.
    faults: Vec<(String, String)>,
}

impl Faults {
    /// A summary in the fields' order.
    pub(crate) const fn new(language: Language, faults: Vec<(String, String)>) -> Self {
        Self { language, faults }
    }

    fn heading(&self) -> String {
        say(&Message::new("form-faults"), self.language)
    }
}
