//! Comparisons and arithmetic.

use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::Checker;
use super::calls::{date_in, time_in};
use crate::flow::{Diagnostic, Severity, nearest};
use crate::guard::codes::{ALWAYS_SAME, COMPARISON, NOT_A_CHOICE, OPERATOR, OUTSIDE_SCALE};
use crate::guard::kind::{Kind, Number};

use crate::guard::source::Span;
use crate::guard::tree::{Arithmetic, Comparison, Tree};
use crate::guard::typed::{Literal, Node, Typed};
use crate::text::{Message, Text};

impl Checker<'_> {
    pub(super) fn compare(&mut self, how: Comparison, left: &Tree, right: &Tree, span: Span) -> Typed {
        let left = self.typed(left);
        let right = self.typed(right);
        let before = self.findings.len();
        self.check_sides(how, &left, &right, span);
        self.check_scale(how, &left, &right, span);
        self.check_scale(how.mirrored(), &right, &left, span);
        let wrong = |finding: &Diagnostic| finding.severity == Severity::Error;
        if self.findings.iter().skip(before).any(wrong) {
            return Typed {
                kind: Kind::Boolean,
                ..Typed::broken(span)
            };
        }
        Typed {
            node: Node::Compare(how, Box::new(left), Box::new(right)),
            kind: Kind::Boolean,
            span,
        }
    }

    fn check_sides(&mut self, how: Comparison, left: &Typed, right: &Typed, span: Span) {
        for (side, other) in [(left, right), (right, left)] {
            if let (Kind::Choice(of), Node::Literal(Literal::Text(text))) = (&side.kind, &other.node) {
                if how.orders() {
                    self.no_order(&side.kind, span);
                } else {
                    self.check_choice(text, of, other.span);
                }
                return;
            }
        }
        if !left.kind.can_equal(&right.kind) {
            let what = Message::new("guard-kinds-differ")
                .with("left", left.kind.message())
                .with("right", right.kind.message());
            let finding = self.finding(COMPARISON, span, what);
            let hint = comparison_hint(left, right).or_else(|| comparison_hint(right, left));
            self.findings.push(match hint {
                Some(hint) => finding.hinting(hint),
                None => finding,
            });
        } else if how.orders() && !left.kind.has_order() {
            self.no_order(&left.kind, span);
        }
    }

    fn no_order(&mut self, kind: &Kind, span: Span) {
        let what = Message::new("guard-no-order").with("kind", kind.message());
        let finding = self.finding(COMPARISON, span, what);
        self.findings.push(finding);
    }

    /// A literal text must be one of the names.
    pub(super) fn check_choice(&mut self, text: &str, of: &Arc<IndexMap<String, Text>>, span: Span) {
        if of.contains_key(text) {
            return;
        }
        let names: Vec<String> = of.keys().cloned().collect();
        let what = Message::new("guard-not-a-choice")
            .with("found", text)
            .with("choices", names);
        let finding = self.finding(NOT_A_CHOICE, span, what);
        let by_title = of
            .iter()
            .find(|(_, title)| title.da == text || title.en.as_deref() == Some(text));
        let near = by_title
            .map(|(name, _)| name.as_str())
            .or_else(|| nearest(text, of.keys().map(String::as_str)));
        self.findings.push(match near {
            Some(near) => finding.hinting(Message::new("guard-hint-near").with("name", near)),
            None => finding,
        });
    }

    /// A level beside a written number: the number must lie on the scale, and some level must give another answer
    /// than the rest.
    fn check_scale(&mut self, how: Comparison, side: &Typed, other: &Typed, span: Span) {
        let (Kind::Number(Number::Level(from, to)), Node::Literal(Literal::Number(level))) =
            (&side.kind, &other.node)
        else {
            return;
        };
        if !self.check_level(*level, (*from, *to), other.span) {
            return;
        }
        let answer = |end: i64| how.holds(Decimal::from(end).cmp(level));
        let lowest = answer(*from);
        let same = lowest == answer(*to) && (how.orders() || from == to);
        if same {
            let key = if lowest { "guard-always" } else { "guard-never" };
            let what = Message::new(key).with("from", *from).with("to", *to);
            let place = self.source.place(span);
            self.findings.push(Diagnostic::warning(ALWAYS_SAME, place, what));
        }
    }

    /// A literal level must lie on the scale; says whether it does.
    pub(super) fn check_level(&mut self, level: Decimal, (from, to): (i64, i64), span: Span) -> bool {
        if level.is_integer() && level >= Decimal::from(from) && level <= Decimal::from(to) {
            return true;
        }
        let what = Message::new("guard-outside-scale")
            .with("found", level)
            .with("from", from)
            .with("to", to);
        let finding = self.finding(OUTSIDE_SCALE, span, what);
        self.findings.push(finding);
        false
    }

    pub(super) fn negative(&mut self, one: &Tree, span: Span) -> Typed {
        let one = self.typed(one);
        let kind = match &one.kind {
            Kind::Broken => return Typed::broken(span),
            Kind::Number(Number::Level(..) | Number::Integer) => Kind::Number(Number::Integer),
            Kind::Number(number) => Kind::Number(*number),
            other => {
                let what = Message::new("guard-not-number").with("kind", other.message());
                return self.tell(OPERATOR, one.span, what);
            }
        };
        Typed {
            node: Node::Negative(Box::new(one)),
            kind,
            span,
        }
    }

    pub(super) fn arithmetic(&mut self, how: Arithmetic, left: &Tree, right: &Tree, span: Span) -> Typed {
        let left = self.typed(left);
        let right = self.typed(right);
        let number = match (&left.kind, &right.kind) {
            (Kind::Broken, _) | (_, Kind::Broken) => return Typed::broken(span),
            (Kind::Number(left), Kind::Number(right)) => result(how, *left, *right),
            (Kind::Number(_), other) | (other, _) => {
                let what = Message::new("guard-not-number").with("kind", other.message());
                let at = if matches!(left.kind, Kind::Number(_)) {
                    right.span
                } else {
                    left.span
                };
                let finding = self.finding(OPERATOR, at, what);
                return match (how, &left.kind, &right.kind) {
                    (Arithmetic::Minus, Kind::Date, Kind::Date) => {
                        self.tell_all(finding.hinting(Message::new("guard-hint-days-between")), at)
                    }
                    (_, Kind::Date, _) | (_, _, Kind::Date) => {
                        self.tell_all(finding.hinting(Message::new("guard-hint-days-after")), at)
                    }
                    _ => self.tell_all(finding, at),
                };
            }
        };
        Typed {
            node: Node::Arithmetic(how, Box::new(left), Box::new(right)),
            kind: Kind::Number(number),
            span,
        }
    }
}

/// What counting two things together counts.
fn result(how: Arithmetic, left: Number, right: Number) -> Number {
    let whole = |number| matches!(number, Number::Integer | Number::Level(..));
    match (how, left, right) {
        (Arithmetic::Divided, Number::Money, Number::Money) => Number::Decimal,
        (Arithmetic::Divided, Number::Money, _) => Number::Money,
        (Arithmetic::Divided, ..) => Number::Decimal,
        (Arithmetic::Remainder, Number::Money, _) => Number::Money,
        (Arithmetic::Remainder, ..) if whole(left) && whole(right) => Number::Integer,
        (Arithmetic::Remainder, ..) => Number::Decimal,
        (_, Number::Money, _) | (_, _, Number::Money) => Number::Money,
        _ if whole(left) && whole(right) => Number::Integer,
        _ => Number::Decimal,
    }
}

fn write(text: String) -> Message {
    Message::new("guard-hint-write").with("text", text)
}

/// What to write instead, where one side is a text that only looks wrong.
fn comparison_hint(side: &Typed, other: &Typed) -> Option<Message> {
    let Node::Literal(Literal::Text(text)) = &other.node else {
        return match (&side.kind, &other.kind) {
            (Kind::Choice(_), Kind::Choice(_)) => Some(Message::new("guard-hint-choices")),
            _ => None,
        };
    };
    match &side.kind {
        Kind::Date if date_in(text).is_some() => Some(write(format!("date(\"{text}\")"))),
        Kind::Date => Some(Message::new("guard-hint-date")),
        Kind::Time if time_in(text).is_some() => Some(write(format!("time(\"{text}\")"))),
        Kind::Time => Some(Message::new("guard-hint-time")),
        Kind::Number(_) if text.parse::<Decimal>().is_ok() => {
            Some(Message::new("guard-hint-unquoted").with("text", text.as_str()))
        }
        Kind::Boolean if text == "true" || text == "false" => {
            Some(Message::new("guard-hint-unquoted").with("text", text.as_str()))
        }
        _ => None,
    }
}
