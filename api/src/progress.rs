//! Bars over what takes long, for whoever waits at a terminal.

use std::io::IsTerminal;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a bar is drawn at most, a second.
const REDRAWS: u8 = 10;

/// A bar on standard error, where that is a terminal; hidden where nobody looks.
pub(crate) fn bar(template: &str, length: Option<u64>) -> ProgressBar {
    let target = if std::io::stderr().is_terminal() {
        ProgressDrawTarget::stderr_with_hz(REDRAWS)
    } else {
        ProgressDrawTarget::hidden()
    };
    let bar = ProgressBar::with_draw_target(length, target);
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style.progress_chars("=> "));
    }
    bar
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_what_is_done_and_bears_a_template_that_cannot_be_read() {
        for (template, length) in [("{msg} [{bar:30}]", Some(3)), ("{pos", None)] {
            assert_eq!(bar(template, length).length(), length, "{template}");
        }
    }
}
