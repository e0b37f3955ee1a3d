//! What is otherwise in one version of a flow than in another, in sentences: for whoever publishes it, and whoever asks why a
//! case from last year went another way.

mod clocks;
mod data;
mod items;
mod parties;
mod placeless;
mod sections;
mod sight;
mod sources;
#[cfg(test)]
mod tests;

use crate::flow::Flow;
use crate::guard::Guards;
use crate::text::{Arg, Language, Message, Text};

/// A version of a flow.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// What it says.
    pub flow: &'a Flow,
    /// Its conditions.
    pub guards: &'a Guards,
    /// The file.
    pub text: &'a str,
}

/// What a difference is about, in the order in which they are told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Area {
    /// The case as a whole.
    Case,
    /// Who takes part.
    Parties,
    /// Stages and items, who does them, and what must be so.
    Items,
    /// Clocks.
    Deadlines,
    /// The case file.
    Data,
    /// Who sees what.
    Sight,
    /// What is told by the name of its section alone.
    Sections,
}

impl Area {
    /// The key of its heading.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Case => "difference-of-case",
            Self::Parties => "difference-of-parties",
            Self::Items => "difference-of-items",
            Self::Deadlines => "difference-of-deadlines",
            Self::Data => "difference-of-data",
            Self::Sight => "difference-of-sight",
            Self::Sections => "difference-of-sections",
        }
    }
}

/// One thing that is otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// What it is about.
    pub area: Area,
    /// The sentence.
    pub what: Message,
}

/// Everything that is otherwise in the newer version, by what it is about; nothing where only words of the file differ that
/// say nothing.
#[must_use]
pub fn differences(before: Version<'_>, after: Version<'_>, language: Language) -> Vec<Difference> {
    let mut found = Found {
        language,
        all: Vec::new(),
    };
    parties::compare(before.flow, after.flow, &mut found);
    items::compare(before, after, &mut found);
    clocks::compare(before.flow, after.flow, &mut found);
    data::compare(before.flow, after.flow, &mut found);
    sight::compare(before.flow, after.flow, &mut found);
    sections::compare(before, after, &mut found);
    sources::compare(before.flow, after.flow, &mut found);
    found.all.sort_by_key(|difference| difference.area);
    found.all
}

/// What was found so far.
struct Found {
    /// The reader's language.
    language: Language,
    all: Vec<Difference>,
}

impl Found {
    fn add(&mut self, area: Area, what: Message) {
        self.all.push(Difference { area, what });
    }

    /// That a thing is called otherwise, where the reader's language has another word for it.
    fn renamed(&mut self, area: Area, before: &Text, after: &Text) {
        if before.in_language(self.language) != after.in_language(self.language) {
            let renamed = Message::new("difference-renamed").with("before", before);
            self.add(area, renamed.with("after", after));
        }
    }

    /// One sentence about a thing that has a title.
    fn about(&mut self, area: Area, key: &str, title: impl Into<Arg>) {
        self.add(area, Message::new(key).with("title", title));
    }
}
