//! Why a mail was not sent.

use std::fmt;

/// Why a mail was not sent. It holds a reply code and a word, never what a server wrote: that may name people.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MailFault {
    /// This mail will never be taken, by this reply code: the address is wrong.
    Refused(u16),
    /// This mail is not taken now, by this reply code.
    Later(u16),
    /// The address cannot be used at all.
    Address,
    /// No mail is taken now, by this word: `unreachable`, `timeout`, `encryption`, `login`, `answer`.
    Away(&'static str),
}

impl MailFault {
    /// Whether trying again helps.
    #[must_use]
    pub const fn may_pass(self) -> bool {
        matches!(self, Self::Later(_) | Self::Away(_))
    }
}

impl fmt::Display for MailFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(code) => write!(f, "refused {code}"),
            Self::Later(code) => write!(f, "later {code}"),
            Self::Address => f.write_str("address"),
            Self::Away(word) => write!(f, "away {word}"),
        }
    }
}
