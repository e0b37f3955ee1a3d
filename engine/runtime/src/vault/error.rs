//! Why a vault cannot do what it was asked.

use samspil_core::text::Message;

/// Why a vault cannot do what it was asked. Nothing secret is in it.
#[derive(thiserror::Error, Clone, PartialEq, Eq, Debug)]
pub enum VaultError {
    /// The program was started without keys.
    #[error("there are no keys")]
    NoKeys,
    /// The key with this number is not among the keys.
    #[error("key {number} is not among the keys")]
    NoSuchKey {
        /// The number.
        number: u32,
    },
    /// The key was destroyed: what it was for has been erased.
    #[error("the key was destroyed")]
    Destroyed,
    /// The key is another one, or the bytes are not as they were sealed.
    #[error("it does not open with the key: the key is another one, or the bytes were changed")]
    Broken,
    /// The machine gives no random numbers.
    #[error("the machine gives no random numbers")]
    NoChance,
    /// A line of a key file is not as it should be.
    #[error("line {line} of the keys is not as it should be")]
    Line {
        /// The line's number, from 1.
        line: usize,
    },
    /// A key file lacks what must be there.
    #[error("the keys have no line that begins with {missing}")]
    Missing {
        /// The word that a line should begin with.
        missing: &'static str,
    },
}

impl VaultError {
    /// What is wrong and what to do, for people; the keys are in the program's own message files.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoKeys => Message::new("vault-no-keys"),
            Self::NoSuchKey { number } => Message::new("vault-no-such-key").with("number", *number),
            Self::Destroyed => Message::new("vault-destroyed"),
            Self::Broken => Message::new("vault-broken"),
            Self::NoChance => Message::new("vault-no-chance"),
            Self::Line { line } => {
                Message::new("vault-line").with("line", u32::try_from(*line).unwrap_or(u32::MAX))
            }
            Self::Missing { missing } => Message::new("vault-missing").with("word", *missing),
        }
    }
}
