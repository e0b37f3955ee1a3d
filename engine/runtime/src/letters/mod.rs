//! Letters: an item that is done writes one; its text is kept as it was written, sealed, and read against a look.

mod frozen;
mod glossary;
mod make;
mod read;
mod words;

pub use frozen::Frozen;
pub use glossary::{GlossaryWord, SideWord};
pub use make::WriteRefused;
pub(crate) use make::{WrittenLetter, make};
pub use read::{KnownLetter, MAX_LETTERS};
pub use words::{LetterWords, LetterWordsSet, MAX_WORD_CHARS, WordsRefused, WordsVersion};
