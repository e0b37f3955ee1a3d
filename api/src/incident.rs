//! What an incident says, for those who look after it.

use samspil_core::text::{Language, Message};

/// What went wrong: a sentence of ours in the reader's language, or what was written down.
pub(crate) fn what(body: &[u8], language: Language) -> String {
    match serde_json::from_slice::<Message>(body) {
        Ok(message) => message.say(language),
        Err(_) => String::from_utf8_lossy(body).into_owned(),
    }
}
