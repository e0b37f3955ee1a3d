//! The two languages, and a text that a process owner wrote in one or both of them.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A language that the product speaks. Danish comes first everywhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default, Serialize, Deserialize)]
pub enum Language {
    /// Dansk.
    #[default]
    #[serde(rename = "da")]
    Danish,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, Danish first.
    pub const ALL: [Self; 2] = [Self::Danish, Self::English];

    /// `da` or `en`, as HTML and HTTP write it.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Danish => "da",
            Self::English => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A text from a flow file: Danish, and English where the author wrote it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
pub struct Text {
    /// Danish.
    pub da: String,
    /// English; Danish is shown where it is missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Text {
    /// A text in Danish alone.
    #[must_use]
    pub fn danish(da: impl Into<String>) -> Self {
        Self {
            da: da.into(),
            en: None,
        }
    }

    /// The text in this language, or in Danish where that is all there is.
    #[must_use]
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::Danish => &self.da,
            Language::English => self.en.as_deref().unwrap_or(&self.da),
        }
    }
}
