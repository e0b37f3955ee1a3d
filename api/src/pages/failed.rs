//! What the engine refused, on the page that asked.

use samspil_core::case::{Block, Refusal};

use super::parts::{Alert, Tone};
use super::words::Speaker;

/// A refusal on the page that asked: what, why, and who can change it.
pub(super) fn refused(speaker: Speaker<'_>, refusal: &Refusal) -> Alert {
    let because = refusal.because.iter().map(|block| blocked(speaker, block));
    let sentence = speaker.say(&refusal.message);
    Alert::new(speaker.language, Tone::Error, sentence).reasons(because.collect())
}

/// What stands in the way, and who can lift it.
pub(super) fn blocked(speaker: Speaker<'_>, block: &Block) -> String {
    let what = capital(&speaker.say(&block.message));
    match &block.lifted_by {
        Some(who) => format!("{what}; {}.", speaker.say(who)),
        None => format!("{what}."),
    }
}

/// The sentence with a capital letter first.
pub(super) fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    first.to_uppercase().chain(characters).collect()
}
