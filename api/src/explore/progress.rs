//! How far a search has come, for whoever waits at a terminal.

use indicatif::ProgressBar;
use rust_decimal::Decimal;
use samspil_core::explore::Progress as Come;
use samspil_core::text::{Language, Message};

use crate::progress::bar;
use crate::words::say;

/// What the bar looks like: states whose moves have been tried, of those met so far.
const TEMPLATE: &str = "{msg} [{bar:30}]";

/// Bytes in a megabyte.
const MEGABYTE: u64 = 1 << 20;

/// A bar over the states, on standard error, where that is a terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    language: Language,
}

impl Progress {
    pub(super) fn new(language: Language) -> Self {
        let bar = bar(TEMPLATE, Some(0));
        Self { bar, language }
    }

    /// The search has come so far.
    pub(super) fn show(&self, come: Come) {
        let said = Message::new("explore-progress")
            .with("states", Decimal::from(come.states))
            .with("megabytes", Decimal::from(come.kept_bytes / MEGABYTE));
        self.bar.set_length(come.states);
        self.bar.set_position(come.tried);
        if !self.bar.is_hidden() {
            self.bar.set_message(say(&said, self.language));
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_shows_what_was_tried_of_what_was_met() {
        let progress = Progress::new(Language::Danish);
        progress.show(Come {
            states: 10,
            tried: 4,
            kept_bytes: 0,
        });
        assert_eq!(progress.bar.length(), Some(10));
        assert_eq!(progress.bar.position(), 4);
    }
}
