//! Markup that the program itself has made, of text that was escaped where it was written.

use std::fmt;

/// Markup as it is, not escaped again. Only what the core has made of a document's text comes here.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Made(String);

impl Made {
    /// The text of a document, as the core has made it.
    pub(crate) const fn letter(html: String) -> Self {
        Self(html)
    }

    /// The styles of a page that stands alone in a file.
    pub(crate) fn styles(css: &'static str) -> Self {
        Self(format!("<style>\n{css}</style>"))
    }
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for Made {}
