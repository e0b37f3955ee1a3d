//! Says part by part how things stand and what is needed, for staff.

mod words;

pub(super) use words::shown;
use words::{boolean, unknown};

use super::datum::Datum;
use super::evaluate::Evaluator;
use super::facts::Facts;
use super::kind::Kind;
use super::source::Source;
use super::tree::Comparison;
use super::typed::{Asked, Gathered, Gathering, Moment, Node, Question, Typed};
use crate::flow::Expression;
use crate::id::ItemId;
use crate::text::{Arg, Message};

/// How deep "one of" and "all of" are told inside each other, in levels; what lies deeper is shown as it is written.
const MAX_DEPTH: usize = 2;

/// How many rows are pointed out as lacking something: whoever has more to do goes through all of them.
const MAX_ROWS_TOLD: usize = 10;

/// Explains one guard over the facts of a case.
pub(super) struct Explainer<'a> {
    evaluator: Evaluator<'a>,
    facts: &'a dyn Facts,
    source: Source,
}

/// The word that messages choose their form by.
const fn word(truth: Option<bool>) -> &'static str {
    match truth {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

impl<'a> Explainer<'a> {
    pub(super) fn new(evaluator: Evaluator<'a>, facts: &'a dyn Facts, expression: &Expression) -> Self {
        Self {
            evaluator,
            facts,
            source: Source::new(expression),
        }
    }

    /// A line for each part that must hold; those that already do only where `all` says so.
    pub(super) fn lines(&self, typed: &'a Typed, all: bool) -> Vec<Message> {
        if typed.kind != Kind::Boolean {
            let what = Message::new("guard-is")
                .with("what", self.words(typed))
                .with("actual", self.actual(typed, &typed.kind));
            return vec![what];
        }
        let parts = self.parts(typed, all).into_iter();
        parts.map(|(part, needed)| self.part(part, needed, 0)).collect()
    }

    /// The parts that must hold, and whether each must be true or false; those that already are only where `all` says so.
    fn parts(&self, typed: &'a Typed, all: bool) -> Vec<(&'a Typed, bool)> {
        let mut parts = Vec::new();
        conjuncts(typed, true, &mut parts);
        parts.retain(|(part, needed)| all || self.evaluator.truth(part, None) != Some(*needed));
        parts
    }

    /// The items that parts which do not hold ask about, in their order.
    pub(super) fn lacking_items(&self, typed: &'a Typed) -> Vec<ItemId> {
        let mut found = Vec::new();
        for (part, _) in self.parts(typed, false) {
            items_asked(part, &mut found);
        }
        found
    }

    fn part(&self, typed: &'a Typed, needed: bool, depth: usize) -> Message {
        match &typed.node {
            Node::Not(one) => self.part(one, !needed, depth),
            Node::And(parts) | Node::Or(parts) if depth < MAX_DEPTH => {
                let any = matches!(typed.node, Node::Or(_)) == needed;
                let parts: Vec<Message> = parts
                    .iter()
                    .map(|part| self.part(part, needed, depth + 1))
                    .map(|part| Message::new("guard-bracketed").with("part", part))
                    .collect();
                Message::new(if any { "guard-one-of" } else { "guard-all-of" }).with("parts", parts)
            }
            Node::Compare(how, left, right) => {
                let how = if needed { *how } else { how.negated() };
                if matches!(left.node, Node::Literal(_)) && !matches!(right.node, Node::Literal(_)) {
                    self.comparison(how.mirrored(), right, left)
                } else {
                    self.comparison(how, left, right)
                }
            }
            Node::Item(question, asked) => self.item(*question, asked, typed, needed),
            Node::Exists(field) => self
                .judged("guard-exists", typed, needed)
                .with("what", self.words(field)),
            Node::Newer(left, right) => self
                .judged("guard-newer", typed, needed)
                .with("left", self.moment(left))
                .with("right", self.moment(right)),
            Node::Plain(_, args) if !typed.is_sensitive() => {
                let message = self.judged("guard-contains", typed, needed);
                let names = ["first", "second"];
                names.into_iter().zip(args).fold(message, |message, (name, arg)| {
                    message.with(name, self.words(arg))
                })
            }
            Node::Gathered(gathered) if !typed.is_sensitive() => self.rows(gathered, needed),
            _ => Message::new("guard-equal")
                .with("what", self.words(typed))
                .with("actual", self.actual(typed, &typed.kind))
                .with("needed", boolean(needed)),
        }
    }

    /// A message that chooses its words by how the part stands and what is needed.
    fn judged(&self, key: &str, typed: &'a Typed, needed: bool) -> Message {
        Message::new(key)
            .with("state", word(self.evaluator.truth(typed, None)))
            .with("needed", word(Some(needed)))
    }

    fn item(&self, question: Question, asked: &Asked, typed: &'a Typed, needed: bool) -> Message {
        let key = match question {
            Question::Owed => "guard-owed",
            Question::Skipped => "guard-skipped",
            Question::Open => "guard-open",
            Question::MayCome => "guard-may-come",
            Question::Done | Question::Times | Question::Rounds | Question::DoneOn => "guard-done",
        };
        self.judged(key, typed, needed).with("item", &asked.title)
    }

    fn comparison(&self, how: Comparison, left: &'a Typed, right: &'a Typed) -> Message {
        let in_time = matches!(left.kind, Kind::Date | Kind::Time);
        let key = match (how, in_time) {
            (Comparison::Equal, _) => "guard-equal",
            (Comparison::Other, _) => "guard-other",
            (Comparison::Less, false) => "guard-less",
            (Comparison::AtMost, false) => "guard-at-most",
            (Comparison::More, false) => "guard-more",
            (Comparison::AtLeast, false) => "guard-at-least",
            (Comparison::Less, true) => "guard-before",
            (Comparison::AtMost, true) => "guard-latest",
            (Comparison::More, true) => "guard-after",
            (Comparison::AtLeast, true) => "guard-earliest",
        };
        Message::new(key)
            .with("what", self.words(left))
            .with("actual", self.actual(left, &left.kind))
            .with("needed", self.needed(right, &left.kind))
    }

    /// What a value is to be compared with: as it is where it is written, by its name where it is looked up.
    fn needed(&self, typed: &'a Typed, kind: &Kind) -> Arg {
        match &typed.node {
            Node::Literal(literal) => shown(Datum::literal(literal), kind),
            _ => Message::new("guard-with-value")
                .with("what", self.words(typed))
                .with("value", self.actual(typed, &typed.kind))
                .into(),
        }
    }

    fn rows(&self, gathered: &'a Gathered, needed: bool) -> Message {
        let cells = self.evaluator.each_row(gathered);
        let count = |wanted: Option<bool>| {
            let cells = cells.iter().flatten();
            let same = cells.filter(|cell| match cell {
                Some(Datum::Boolean(truth)) => wanted == Some(*truth),
                _ => wanted.is_none(),
            });
            i64::try_from(same.count()).unwrap_or(i64::MAX)
        };
        let (holds, fails, unknown) = (count(Some(true)), count(Some(false)), count(None));
        let key = match (gathered.how, needed) {
            _ if cells.is_none() => "guard-rows-unfilled",
            (Gathering::Any, true) | (Gathering::None, false) => "guard-rows-any",
            (Gathering::Any, false) | (Gathering::None, true) => "guard-rows-none",
            (_, true) => "guard-rows-all",
            (_, false) => "guard-rows-not-all",
        };
        Message::new(key)
            .with("list", &gathered.rows.shown().title)
            .with("body", self.body(gathered))
            .with("holds", holds)
            .with("unknown", unknown)
            .with("rows", holds.saturating_add(fails).saturating_add(unknown))
            .with("lacking", fails.saturating_add(unknown))
            .with("which", lacking_rows(cells.as_deref().unwrap_or_default()))
    }

    fn body(&self, gathered: &'a Gathered) -> Arg {
        match &gathered.body {
            Some(body) => self.words(body),
            None => Arg::Both(gathered.rows.shown().title.clone()),
        }
    }

    fn moment(&self, moment: &'a Moment) -> Message {
        let (what, value) = match moment {
            Moment::Date(date) => (self.words(date), self.actual(date, &Kind::Date)),
            Moment::Done(asked) => (
                Message::new("guard-words-done-on")
                    .with("item", &asked.title)
                    .into(),
                self.facts
                    .done_at(&asked.item)
                    .map_or_else(|| unknown(false), Arg::Instant),
            ),
        };
        Message::new("guard-with-value")
            .with("what", what)
            .with("value", value)
    }
}

/// The rows for which it does not hold, by their number from 1 as they stand in the form.
fn lacking_rows(cells: &[Option<Datum<'_>>]) -> Arg {
    let numbered = (1_i64..).zip(cells);
    let lacking = numbered.filter(|(_, cell)| **cell != Some(Datum::Boolean(true)));
    Arg::List(
        lacking
            .take(MAX_ROWS_TOLD)
            .map(|(row, _)| Arg::Number(row))
            .collect(),
    )
}

/// The items that a part asks about.
fn items_asked(typed: &Typed, found: &mut Vec<ItemId>) {
    let mut add = |asked: &Asked| {
        if !found.contains(&asked.item) {
            found.push(asked.item.clone());
        }
    };
    match &typed.node {
        Node::Item(_, asked) => add(asked),
        Node::Newer(left, right) => {
            for moment in [left, right] {
                if let Moment::Done(asked) = moment {
                    add(asked);
                }
            }
        }
        _ => {}
    }
    for part in typed.children() {
        items_asked(part, found);
    }
}

/// The parts that must all hold, and whether each must be true or false.
fn conjuncts<'a>(typed: &'a Typed, needed: bool, parts: &mut Vec<(&'a Typed, bool)>) {
    match (&typed.node, needed) {
        (Node::Not(one), _) => conjuncts(one, !needed, parts),
        (Node::And(all), true) | (Node::Or(all), false) => {
            for one in all {
                conjuncts(one, needed, parts);
            }
        }
        _ => parts.push((typed, needed)),
    }
}
