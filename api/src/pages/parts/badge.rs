//! A word on a coloured ground: the state of a case, a task, a clock. The word says it all; the colour only helps.

use askama::Template;

use super::Tone;

/// A badge.
#[derive(Template, Clone, Debug)]
#[template(
    source = "<span class=\"badge{% if let Some(tone) = tone %} badge-{{ tone.word() }}{% endif %}\">{{ text }}</span>",
    ext = "html"
)]
pub(crate) struct Badge {
    /// The word.
    pub(crate) text: String,
    /// The colour; none for plain.
    pub(crate) tone: Option<Tone>,
}
