//! Says part by part how things stand and what is needed, for staff.

use super::datum::Datum;
use super::evaluate::Evaluator;
use super::facts::Facts;
use super::kind::{Kind, Number};
use super::source::Source;
use super::tree::Comparison;
use super::typed::{Asked, Gathered, Gathering, Moment, Node, Question, Stored, Typed};
use crate::flow::Expression;
use crate::text::{Arg, Language, Message, Text, amount};

/// The longest text that is quoted in an explanation, in characters: enough to recognise it by.
const MAX_QUOTED: usize = 60;

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
        let mut parts = Vec::new();
        conjuncts(typed, true, &mut parts);
        let lacks = |part: &&(&'a Typed, bool)| all || self.evaluator.truth(part.0, None) != Some(part.1);
        parts
            .iter()
            .filter(lacks)
            .map(|(part, needed)| self.part(part, *needed))
            .collect()
    }

    fn part(&self, typed: &'a Typed, needed: bool) -> Message {
        let is_choice = matches!((&typed.node, needed), (Node::Or(_), true) | (Node::And(_), false));
        match &typed.node {
            Node::Not(one) => self.part(one, !needed),
            Node::And(parts) | Node::Or(parts) => {
                let key = if is_choice { "guard-one-of" } else { "guard-all-of" };
                let parts: Vec<Message> = parts.iter().map(|part| self.part(part, needed)).collect();
                Message::new(key).with("parts", parts)
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
            Node::Gathered(gathered) => self.rows(gathered, needed),
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
            Question::Done | Question::Times | Question::DoneOn => "guard-done",
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
            Node::Literal(literal) => self.shown(Datum::literal(literal), kind),
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
            .with("list", &gathered.list.shown.title)
            .with("body", self.body(gathered))
            .with("holds", holds)
            .with("unknown", unknown)
            .with("rows", holds.saturating_add(fails).saturating_add(unknown))
    }

    fn body(&self, gathered: &'a Gathered) -> Arg {
        match &gathered.body {
            Some(body) => self.words(body),
            None => Arg::Both(gathered.list.shown.title.clone()),
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

    /// What people call a part.
    fn words(&self, typed: &'a Typed) -> Arg {
        match &typed.node {
            Node::Field(Stored { shown, .. })
            | Node::Cell(_, shown)
            | Node::Computed(_, shown)
            | Node::ComputedCell(_, shown) => Arg::Both(shown.title.clone()),
            Node::Today => Message::new("guard-words-today").into(),
            Node::Item(Question::Times, asked) => Message::new("guard-words-times")
                .with("item", &asked.title)
                .into(),
            Node::Item(Question::DoneOn, asked) => Message::new("guard-words-done-on")
                .with("item", &asked.title)
                .into(),
            Node::Gathered(gathered) => {
                let key = match (gathered.how, &gathered.body) {
                    (Gathering::Sum, _) => "guard-words-sum",
                    (Gathering::Min, _) => "guard-words-min",
                    (Gathering::Max, _) => "guard-words-max",
                    (Gathering::Count, Some(_)) => "guard-words-count-where",
                    _ => "guard-words-count",
                };
                Message::new(key)
                    .with("list", &gathered.list.shown.title)
                    .with("body", self.body(gathered))
                    .into()
            }
            Node::Plain(plain, args) => {
                let key = format!("guard-words-{}", plain.name.replace('_', "-"));
                let names = ["first", "second"];
                let args = names.into_iter().zip(args);
                args.fold(Message::new(&key), |message, (name, arg)| {
                    message.with(name, self.words(arg))
                })
                .into()
            }
            Node::Literal(literal) => self.shown(Datum::literal(literal), &typed.kind),
            _ => Arg::Text(self.source.text(typed.span)),
        }
    }

    /// The value of a part now. What is kept encrypted is not written into sentences.
    fn actual(&self, typed: &'a Typed, kind: &Kind) -> Arg {
        match self.evaluator.value(typed, None) {
            None => unknown(matches!(typed.node, Node::Field(_) | Node::Cell(..))),
            Some(_) if typed.is_sensitive() => Message::new("guard-hidden").into(),
            Some(value) => self.shown(value, kind),
        }
    }

    fn shown(&self, value: Datum<'_>, kind: &Kind) -> Arg {
        match (value, kind) {
            (Datum::Boolean(truth), _) => boolean(truth).into(),
            (Datum::Number(number), Kind::Number(Number::Money)) => {
                let amount = |language| amount(number, language);
                Arg::Both(Text {
                    da: amount(Language::Danish),
                    en: Some(amount(Language::English)),
                })
            }
            (Datum::Number(number), _) => Arg::Decimal(number.normalize()),
            (Datum::Text(name), Kind::Choice(of)) if of.contains_key(name) => {
                of.get(name).map_or_else(|| Arg::from(name), Arg::from)
            }
            (Datum::Text(name), Kind::Person) => Arg::from(name),
            (Datum::Text(""), _) => Message::new("guard-nothing").into(),
            (Datum::Text(text), _) => Message::new("guard-quoted").with("text", shortened(text)).into(),
            (Datum::Date(day), _) => Arg::Date(day),
            (Datum::Time(time), _) => Arg::Text(time.format("%H:%M").to_string()),
            (Datum::Whole(_), _) => Message::new("guard-filled").into(),
        }
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

fn boolean(truth: bool) -> Message {
    Message::new(if truth { "guard-yes" } else { "guard-no" })
}

fn unknown(is_field: bool) -> Arg {
    Message::new(if is_field {
        "guard-unfilled"
    } else {
        "guard-unknown"
    })
    .into()
}

fn shortened(text: &str) -> String {
    let mut characters = text.chars();
    let start: String = characters.by_ref().take(MAX_QUOTED).collect();
    if characters.next().is_some() {
        format!("{start}…")
    } else {
        start
    }
}
