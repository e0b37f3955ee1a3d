//! A sentence not yet put into words: which message, with which facts in it.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Catalogue, Language, Text, core_catalogue};

/// A fact inside a message, written in the reader's own form when the message is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// Text as it is: a name, a quoted word.
    Text(String),
    /// A text in both languages: the title of an item or party.
    Both(Text),
    /// A whole number; messages may choose a plural form by it.
    Number(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// A date.
    Date(NaiveDate),
    /// A moment, shown in Copenhagen time.
    Instant(DateTime<Utc>),
    /// A sentence inside the sentence.
    Message(Box<Message>),
    /// Several facts, with commas between them.
    List(Vec<Arg>),
}

macro_rules! arg_from {
    ($($from:ty => $make:expr),* $(,)?) => {
        $(impl From<$from> for Arg {
            fn from(value: $from) -> Self {
                let make: fn($from) -> Self = $make;
                make(value)
            }
        })*
    };
}

arg_from! {
    String => Self::Text,
    &str => |text| Self::Text(text.to_owned()),
    Text => Self::Both,
    &Text => |text| Self::Both(text.clone()),
    i64 => Self::Number,
    u32 => |number| Self::Number(i64::from(number)),
    Decimal => Self::Decimal,
    NaiveDate => Self::Date,
    DateTime<Utc> => Self::Instant,
    Message => |message| Self::Message(Box::new(message)),
}

impl<A: Into<Arg>> From<Vec<A>> for Arg {
    fn from(list: Vec<A>) -> Self {
        Self::List(list.into_iter().map(Into::into).collect())
    }
}

impl Arg {
    /// The fact in words, as it stands in a sentence.
    #[must_use]
    pub fn words(&self, language: Language) -> String {
        core_catalogue().fact(self, language)
    }
}

/// A sentence for a person: the key of a message and the facts that it speaks of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Message {
    /// The message's key in the message files.
    pub key: String,
    /// The facts, by the names that the message files use.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub args: BTreeMap<String, Arg>,
}

impl Message {
    /// A message with no facts yet.
    #[must_use]
    pub fn new(key: &str) -> Self {
        Self {
            key: key.to_owned(),
            args: BTreeMap::new(),
        }
    }

    /// The same message with one fact more.
    #[must_use]
    pub fn with(mut self, name: &str, arg: impl Into<Arg>) -> Self {
        self.args.insert(name.to_owned(), arg.into());
        self
    }

    /// The sentence, from the core's own message files.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        self.say_from(core_catalogue(), language)
    }

    /// The sentence, from this catalogue.
    #[must_use]
    pub fn say_from(&self, catalogue: &Catalogue, language: Language) -> String {
        catalogue.say(self, language)
    }
}
