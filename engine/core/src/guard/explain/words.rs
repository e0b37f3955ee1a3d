//! What parts of a guard and their values are called.

use super::Explainer;
use crate::guard::datum::Datum;
use crate::guard::kind::{Kind, Number};
use crate::guard::tree::{Arithmetic, Comparison};
use crate::guard::typed::{Gathering, Node, Question, Stored, Typed};
use crate::text::{Arg, Language, Message, Text, amount};

/// The longest text that is quoted in an explanation, in characters: enough to recognise it by.
const MAX_QUOTED: usize = 60;

impl<'a> Explainer<'a> {
    /// What people call a part.
    pub(super) fn words(&self, typed: &'a Typed) -> Arg {
        match &typed.node {
            Node::Field(Stored { shown, .. })
            | Node::Cell(_, shown)
            | Node::Computed(_, shown)
            | Node::ComputedCell(_, shown) => Arg::Both(shown.title.clone()),
            Node::Today => Message::new("guard-words-today").into(),
            Node::Item(Question::Rounds, asked) => Message::new("guard-words-rounds")
                .with("item", &asked.title)
                .into(),
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
                    .with("list", &gathered.rows.shown().title)
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
            Node::Decided(number, output, named) => self.evaluator.table().decider(*number).map_or_else(
                || Arg::Both(named.title.clone()),
                |decider| decider.words(output, |typed| self.evaluator.value(typed, None)),
            ),
            Node::Literal(literal) => shown(Datum::literal(literal), &typed.kind),
            Node::Compare(how, left, right) => self.between(sign(*how), left, right, &left.kind),
            Node::Arithmetic(how, left, right) => self.between(operator(*how), left, right, &right.kind),
            Node::Not(one) => Message::new("guard-words-not")
                .with("what", self.words(one))
                .into(),
            _ => Arg::Text(self.source.text(typed.span)),
        }
    }

    /// Two parts with a sign between; brackets where a part has a sign of its own.
    fn between(&self, sign: &str, left: &'a Typed, right: &'a Typed, kind: &Kind) -> Arg {
        let side = |side: &'a Typed| match &side.node {
            Node::Arithmetic(..) => Message::new("guard-bracketed")
                .with("part", self.words(side))
                .into(),
            Node::Literal(literal) => shown(Datum::literal(literal), kind),
            _ => self.words(side),
        };
        Message::new("guard-words-between")
            .with("left", side(left))
            .with("sign", sign)
            .with("right", side(right))
            .into()
    }

    /// The value of a part now. What is kept encrypted is not written into sentences.
    pub(super) fn actual(&self, typed: &'a Typed, kind: &Kind) -> Arg {
        match self.evaluator.value(typed, None) {
            None => unknown(matches!(typed.node, Node::Field(_) | Node::Cell(..))),
            Some(_) if typed.is_sensitive() => Message::new("guard-hidden").into(),
            Some(value) => shown(value, kind),
        }
    }
}

/// A value as people write it.
pub(in crate::guard) fn shown(value: Datum<'_>, kind: &Kind) -> Arg {
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
        (Datum::Length(length), _) => length.message().into(),
        (Datum::Whole(_), _) => Message::new("guard-filled").into(),
    }
}

const fn sign(how: Comparison) -> &'static str {
    match how {
        Comparison::Equal => "=",
        Comparison::Other => "≠",
        Comparison::Less => "<",
        Comparison::AtMost => "≤",
        Comparison::More => ">",
        Comparison::AtLeast => "≥",
    }
}

const fn operator(how: Arithmetic) -> &'static str {
    match how {
        Arithmetic::Plus => "+",
        Arithmetic::Minus => "−",
        Arithmetic::Times => "·",
        Arithmetic::Divided => "/",
        Arithmetic::Remainder => "%",
    }
}

pub(super) fn boolean(truth: bool) -> Message {
    Message::new(if truth { "guard-yes" } else { "guard-no" })
}

pub(super) fn unknown(is_field: bool) -> Arg {
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
