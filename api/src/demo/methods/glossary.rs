//! The municipality's glossary, as it ships.

use samspil_core::text::Message;
use samspil_runtime::{Engine, LetterWords, LetterWordsSet, WordsRefused};

use super::super::people::TENANT;
use crate::pages::glossary::read;

/// The glossary beside the shipped flows.
const SHIPPED: &str = include_str!("../../../../flows/ordliste.txt");

/// Who lays it down.
const BY: &str = "Gerda Nøglebo";

/// Why.
const WHY: &str = "De to sider vil kende hinandens ord";

/// Lays it down.
///
/// # Errors
/// [`WordsRefused`] says why not.
pub(crate) async fn lay_down(engine: &Engine) -> Result<(), WordsRefused> {
    let stray = || WordsRefused::Wrong(Message::new("glossary-stray"));
    let words = LetterWords {
        glossary: read(SHIPPED).ok_or_else(stray)?,
        ..LetterWords::default()
    };
    let set = LetterWordsSet {
        words,
        seen: 0,
        by: BY.to_owned(),
        why: WHY.to_owned(),
    };
    engine.set_letter_words(TENANT, set).await?;
    Ok(())
}
