//! What stands in a cell of a table or a definition.

use askama::Template;
use chrono::{DateTime, SecondsFormat, Utc};
use samspil_core::text::{Language, instant};

use super::Badge;

/// A cell.
#[derive(Template, Clone, Debug)]
#[template(path = "parts/cell.html")]
pub(crate) enum Cell {
    /// Nothing.
    Empty,
    /// Text; its line breaks are kept.
    Text(String),
    /// A link to another page.
    Link {
        /// Where to.
        href: String,
        /// What stands there.
        text: String,
    },
    /// A moment or a date: for people, and for machines in ISO 8601.
    Time {
        /// ISO 8601.
        iso: String,
        /// What stands there.
        text: String,
    },
    /// A word on a ground.
    Badge(Badge),
    /// Several in a row.
    Several(Vec<Cell>),
    /// Several, one beneath the other.
    Stack(Vec<Cell>),
    /// A line of less weight.
    Small(String),
    /// A button that changes something.
    Post {
        /// The address that it is sent to.
        action: String,
        /// What stands on it.
        text: String,
        /// What it is about, for those who hear the page and go from button to button.
        about: String,
    },
    /// A box that chooses the row, for a form elsewhere on the page.
    Choose {
        /// The id of the form.
        form: &'static str,
        /// What its field is called.
        name: &'static str,
        /// What is sent.
        value: String,
        /// What it is about, for those who hear the page.
        about: String,
    },
}

impl Cell {
    /// A moment, to the second for machines and to the minute for people.
    pub(crate) fn moment(at: DateTime<Utc>, language: Language) -> Self {
        Self::Time {
            iso: at.to_rfc3339_opts(SecondsFormat::Secs, true),
            text: instant(at, language),
        }
    }
}
