//! Answers, with which marks stand in each.

use std::collections::BTreeSet;

use aho_corasick::AhoCorasick;
use samspil_tests::program::Answer;
use url::form_urlencoded::byte_serialize;
use uuid::Uuid;

use crate::flow::{Field, Flow, Kind};
use crate::town::Town;
use crate::world::{canary, title};

/// What a mark stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum What {
    /// The title of a case.
    Title,
    /// A field that holds a text: its place among all fields of the flow.
    Field(usize),
}

/// A text of a case that is found again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) town: usize,
    pub(crate) case: usize,
    pub(crate) what: What,
}

/// All marks of two municipalities, found in one pass.
pub(crate) struct Marks {
    pub(crate) all: Vec<Mark>,
    find: AhoCorasick,
}

/// Whether a field holds a text of its own.
fn holds_text(field: &Field) -> bool {
    field.inner.is_empty() && !matches!(field.kind, Kind::Is(_))
}

impl Marks {
    pub(crate) fn new(towns: &[Town<'_>], flow: &Flow) -> Self {
        let (mut all, mut texts) = (Vec::new(), Vec::new());
        for (town, of) in towns.iter().enumerate() {
            for (case, world) in of.worlds.iter().enumerate() {
                let mut add = |what, text: String| {
                    all.push(Mark { town, case, what });
                    texts.push(text);
                };
                add(What::Title, title(world.mark));
                for (number, (_, field)) in flow.all_fields().enumerate() {
                    if holds_text(field) {
                        add(What::Field(number), canary(field, world.mark));
                    }
                }
            }
        }
        // As they stand, and as they stand in an address.
        let in_addresses: Vec<String> = texts
            .iter()
            .map(|text| byte_serialize(text.as_bytes()).collect())
            .collect();
        let find = AhoCorasick::new(texts.iter().chain(&in_addresses)).unwrap();
        Self { all, find }
    }

    /// Which marks stand in a text, by their numbers.
    pub(crate) fn found(&self, text: &str) -> BTreeSet<usize> {
        // A line of a calendar that is too long goes on in the next one.
        let unfolded = text.replace("\r\n ", "");
        let found = self.find.find_iter(&unfolded);
        found
            .map(|found| found.pattern().as_usize() % self.all.len())
            .collect()
    }
}

/// What an answer has to hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Holds {
    /// Nothing.
    Nothing,
    /// What the case is called.
    Title,
    /// Every text of the case that is seen, and what it is called.
    Everything,
    /// The same, with what was done of the items that are seen.
    History,
    /// Those letters of the case that are read, by their ids.
    Letters,
    /// A letter of the case, by its place among them: what it tells.
    Letter(usize),
    /// That it may be said what has become of a letter of the case, by its place among them.
    Sends(usize),
    /// Everything that is kept of a citizen: all of the cases that are about them, and of others what they see.
    Export(usize),
    /// The cases that stand in somebody's lists; those alone whose title they may know, where it was searched for.
    Rows {
        /// Whether the title was searched for.
        searched: bool,
    },
    /// No case at all: what was searched for is in no title.
    NoRows,
    /// What administrators keep order by: it may name cases, and tells nothing in them.
    Order,
}

/// One answer.
pub(crate) struct Heard {
    pub(crate) town: usize,
    pub(crate) person: usize,
    /// The link that they came by, by its place among those of the municipality.
    pub(crate) link: Option<usize>,
    /// They asked once more, when nobody had done anything for a while.
    pub(crate) later: bool,
    /// What was asked, for people.
    pub(crate) asked: String,
    /// The case that was asked about, by its number.
    pub(crate) of: Option<usize>,
    pub(crate) holds: Holds,
    pub(crate) status: u16,
    /// The marks that stand in it, head and body.
    pub(crate) found: BTreeSet<usize>,
    /// The cases whose ids stand in it, by their numbers.
    pub(crate) named: BTreeSet<usize>,
    /// Of the case that was asked about: the letters whose ids stand in it, and those of which it lets the reader say what has
    /// become of them.
    pub(crate) letters: BTreeSet<usize>,
    pub(crate) sends: BTreeSet<usize>,
    /// And the items that are named in it, where a program reads it.
    pub(crate) items: BTreeSet<usize>,
    /// What is otherwise in it than in the answer about a case that is not there; nothing where it is the same.
    pub(crate) missing: Option<String>,
    /// The cases of their own municipality whose marks stand in it while no entry says that they looked.
    pub(crate) unlogged: BTreeSet<usize>,
}

impl Heard {
    /// Everything of an answer that somebody reads.
    pub(crate) fn text(answer: &Answer) -> String {
        format!("{}\n{}", answer.headers(), answer.text)
    }

    /// Everything of an answer by which it can be told from another one.
    pub(crate) fn told_apart(answer: &Answer) -> String {
        format!("{}\n{}", answer.headers_without(&OF_ITSELF), answer.text)
    }
}

/// What differs from answer to answer and says nothing of what was asked.
const OF_ITSELF: [&str; 2] = ["date", "x-request-id"];

/// A letter of a case as the store has it.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) id: Uuid,
    /// The item that sent it, and its number there.
    pub(crate) item: String,
    pub(crate) number: u32,
}

impl Kept {
    /// What stands in a page that lets its reader say what has become of the letter.
    pub(crate) fn way(&self) -> String {
        format!("/letters/{}/{}/", self.item, self.number)
    }
}

/// All answers, and the marks that they were searched for.
pub(crate) struct Answers {
    pub(crate) marks: Marks,
    pub(crate) all: Vec<Heard>,
}

impl Answers {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}
