//! A notice: something was done, is good to know, needs care or went wrong.

use askama::Template;
use samspil_core::text::{Language, Message};

use crate::words::say;

/// What kind of notice, tag or badge.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Tone {
    /// Good to know.
    Info,
    /// Done.
    Success,
    /// Needs care.
    Warning,
    /// Went wrong, or is overdue.
    Error,
}

impl Tone {
    /// All tones.
    pub(crate) const ALL: [Self; 4] = [Self::Info, Self::Success, Self::Warning, Self::Error];

    /// The design system's word, which is also the name of the icon.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The key of its name for those who cannot see colour or icon.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Info => "tone-info",
            Self::Success => "tone-success",
            Self::Warning => "tone-warning",
            Self::Error => "tone-error",
        }
    }

    /// Whether it is read aloud at once.
    const fn urgent(self) -> bool {
        matches!(self, Self::Warning | Self::Error)
    }
}

/// A notice.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/alert.html")]
pub(crate) struct Alert {
    tone: Tone,
    tone_name: String,
    heading: Option<String>,
    text: String,
    reasons: Vec<String>,
}

impl Alert {
    /// A notice of one sentence or two.
    pub(crate) fn new(language: Language, tone: Tone, text: String) -> Self {
        Self {
            tone,
            tone_name: say(&Message::new(tone.key()), language),
            heading: None,
            text,
            reasons: Vec::new(),
        }
    }

    /// The same with a heading.
    pub(crate) fn headed(mut self, heading: String) -> Self {
        self.heading = Some(heading);
        self
    }

    /// The same with reasons beneath.
    pub(crate) fn reasons(mut self, reasons: Vec<String>) -> Self {
        self.reasons = reasons;
        self
    }

    /// Its sentence.
    #[cfg(test)]
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}
