//! What may be written where in a flow file: one table that the reader, the editor's schema and the handbook share.

use super::Code;
use super::code::{MISSING_KEY, OWNER};
use crate::text::Message;

/// Something that is written as keys with values.
#[derive(Debug)]
pub struct Construct {
    /// Its name in message keys: `item`.
    pub name: &'static str,
    /// Its keys, in the order that a reader expects them.
    pub keys: &'static [KeyRule],
    /// Its kinds, each by the key that only it has; most constructs have none.
    pub kinds: &'static [(&'static str, Kinds)],
}

/// A key of a construct.
#[derive(Debug)]
pub struct KeyRule {
    /// The key as written.
    pub name: &'static str,
    /// What follows it.
    pub shape: Shape,
    /// Whether it must be written.
    pub need: Need,
    /// The kinds of the construct that it belongs to; only items and fields have kinds.
    pub kinds: Kinds,
}

/// Whether a key must be written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// It may be left out.
    May,
    /// It must be written.
    Must,
    /// It names the one owner and must be written.
    Owner,
}

impl Need {
    /// The code of the error where the key is missing.
    pub(super) const fn code(self) -> Option<Code> {
        match self {
            Self::May => None,
            Self::Must => Some(MISSING_KEY),
            Self::Owner => Some(OWNER),
        }
    }
}

/// A set of kinds of one construct, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kinds(pub u8);

impl Kinds {
    /// Every kind.
    pub const ALL: Self = Self(u8::MAX);

    /// Whether the sets share a kind.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Named {
    /// A stage or item.
    Item,
    /// A party.
    Party,
    /// A phase.
    Phase,
    /// A ladder.
    Ladder,
    /// A clock.
    Clock,
    /// A message from outside.
    Message,
    /// A document that is sent as a letter.
    Document,
    /// A flow.
    Flow,
    /// A side of a protocol.
    Side,
}

/// What follows a key.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A text for people: Danish alone, or `{da, en}`.
    Text,
    /// A few words that are not translated: an act, a section.
    Line,
    /// The name of something.
    Name(Named),
    /// One name or a list of names.
    Names(Named),
    /// The path of a field.
    Path,
    /// An expression of the guard language.
    Expression,
    /// A length of time.
    Length,
    /// A stretch of time to the second, a moment, or a field that holds one.
    Exactly,
    /// A length of time, a length before a field or item, or a decision table's.
    DueLength,
    /// A rhythm.
    Rhythm,
    /// A date.
    Date,
    /// `true` or `false`.
    Boolean,
    /// A whole number between these, ends included.
    Count(u32, u32),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Lowest and highest level: `0..4`.
    Levels,
    /// Shortest and longest length: `4 weeks..26 weeks`.
    LengthRange,
    /// When a rung takes effect.
    Moment,
    /// How far that may be moved: `1 working day..10 working days` or `50 %..90 %`.
    MomentRange,
    /// What starts a clock.
    Start,
    /// When on its last day a term ends.
    EndAt,
    /// A KLE subject.
    Kle,
    /// The owner, the leader or a party.
    Recipient,
    /// Who sees it: `everyone` or parties.
    Sight,
    /// Keys with values.
    Object(&'static Construct),
    /// Keys with values, as far as they belong to these kinds.
    Kind(&'static Construct, Kinds),
    /// Keys with values, as far as they belong to the kind whose own key is written.
    AnyKind(&'static Construct),
    /// Any number of these.
    List(&'static Shape),
    /// Any number of these, each with a name of its own.
    Map(&'static Shape),
    /// Any number of these by name, and a title beside them.
    TitledMap(&'static Shape),
    /// Any number of these by name, and the construct's own keys beside them.
    Beside(&'static Construct, &'static Shape),
    /// What a cell of a decision table fits.
    Cell,
    /// A value that comes out of a decision table.
    Outcome,
    /// Days from one to another: `2026-01-01..2026-12-31`.
    Days,
    /// One of these.
    Any(&'static [Shape]),
}

impl Shape {
    /// What belongs here, in words: "a length of time, for example 3 working days".
    #[must_use]
    pub fn words(&self) -> Message {
        let key = match self {
            Self::Text => "flow-shape-text",
            Self::Line => "flow-shape-line",
            Self::Name(_) | Self::Recipient => "flow-shape-name",
            Self::Names(_) | Self::Sight => "flow-shape-names",
            Self::Path => "flow-shape-path",
            Self::Expression => "flow-shape-expression",
            Self::Length => "flow-shape-length",
            Self::Exactly => "flow-shape-exactly",
            Self::DueLength => "flow-shape-due-length",
            Self::Rhythm => "flow-shape-rhythm",
            Self::Date => "flow-shape-date",
            Self::Boolean => "flow-shape-boolean",
            Self::Count(from, to) => {
                return Message::new("flow-shape-count")
                    .with("from", *from)
                    .with("to", *to);
            }
            Self::OneOf(words) => {
                return one_of_words(words.to_vec());
            }
            Self::Levels => "flow-shape-levels",
            Self::LengthRange => "flow-shape-length-range",
            Self::Moment => "flow-shape-moment",
            Self::MomentRange => "flow-shape-moment-range",
            Self::Start => "flow-shape-start",
            Self::EndAt => "flow-shape-end-at",
            Self::Kle => "flow-shape-kle",
            Self::Object(construct) => {
                let keys: Vec<&str> = construct.keys.iter().map(|rule| rule.name).collect();
                return Message::new("flow-shape-keys").with("keys", keys);
            }
            Self::Kind(..) | Self::AnyKind(..) => "flow-shape-object",
            Self::List(_) => "flow-shape-list",
            Self::Map(_) | Self::TitledMap(_) | Self::Beside(..) => "flow-shape-map",
            Self::Cell => "flow-shape-cell",
            Self::Outcome => "flow-shape-outcome",
            Self::Days => "flow-shape-days",
            Self::Any(shapes) => {
                let words: Vec<Message> = shapes.iter().map(Self::words).collect();
                return Message::new("flow-shape-any").with("words", words);
            }
        };
        Message::new(key)
    }
}

/// "One of the words": with one word alone, "the word".
pub(super) fn one_of_words(words: Vec<&'static str>) -> Message {
    let count = u32::try_from(words.len()).unwrap_or(u32::MAX);
    Message::new("flow-shape-one-of")
        .with("count", count)
        .with("words", words)
}
