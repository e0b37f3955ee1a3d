//! From tree to typed tree: every name is found, every part has a kind, and whatever could never mean what its
//! author meant is an error. All errors of an expression are told at once.

mod calls;
mod decided;
mod operators;
mod paths;

use super::codes::{OPERATOR, WRONG_KIND};
use super::kind::{Kind, Number};
use super::resolve::Scope;
use super::source::{Source, Span};
use super::table::{Table, Uses};
use super::tree::{Tree, TreeNode};
use super::typed::{Literal, Node, Typed};
use crate::flow::{Code, Diagnostic, Field, Flow};
use crate::text::Message;

use rust_decimal::Decimal;

/// Which row is in hand.
#[derive(Clone, Copy, Debug)]
enum Rows<'f> {
    /// None.
    Outside,
    /// That of the computed column which is being read.
    Own(&'f Field),
    /// Each row that a function goes through; whose rows they are, the first column named says.
    Each(Option<Whose<'f>>),
}

/// Whose rows a function goes through.
#[derive(Clone, Copy, Debug)]
enum Whose<'f> {
    List(&'f Field),
    /// Of the decision table with this number.
    Table(usize),
}

/// Checks one expression.
pub(super) struct Checker<'f> {
    flow: &'f Flow,
    table: &'f Table,
    source: Source,
    scope: Scope<'f>,
    rows: Rows<'f>,
    uses: Uses,
    findings: Vec<Diagnostic>,
    /// It names a computed field that has an error of its own.
    leans_on_broken: bool,
}

/// What came of checking.
pub(super) struct Checked {
    pub(super) typed: Typed,
    pub(super) uses: Uses,
    pub(super) findings: Vec<Diagnostic>,
    pub(super) leans_on_broken: bool,
}

impl<'f> Checker<'f> {
    pub(super) fn new(flow: &'f Flow, table: &'f Table, source: Source, scope: Scope<'f>) -> Self {
        Self {
            flow,
            table,
            source,
            scope,
            rows: scope.row.map_or(Rows::Outside, Rows::Own),
            uses: Uses::default(),
            findings: Vec::new(),
            leans_on_broken: false,
        }
    }

    /// The same where a row of this list is in hand, whose columns are written in full.
    pub(super) const fn in_rows_of(mut self, list: &'f Field) -> Self {
        self.rows = Rows::Own(list);
        self
    }

    /// Checks the whole expression; where a kind is wanted, it has to give that.
    pub(super) fn check(mut self, tree: &Tree, wanted: Option<&Kind>) -> Checked {
        let typed = self.typed(tree);
        if let Some(wanted) = wanted {
            self.check_wanted(&typed, wanted);
        } else if typed.kind == Kind::Length {
            let finding = self.finding(WRONG_KIND, typed.span, Message::new("guard-length-loose"));
            self.findings
                .push(finding.hinting(Message::new("guard-hint-length")));
        }
        typed.reads(&mut self.uses.reads);
        Checked {
            typed,
            uses: self.uses,
            findings: self.findings,
            leans_on_broken: self.leans_on_broken,
        }
    }

    fn check_wanted(&mut self, typed: &Typed, wanted: &Kind) {
        if let (Kind::Choice(of), Node::Literal(Literal::Text(text))) = (wanted, &typed.node) {
            self.check_choice(text, of, typed.span);
        } else if let (Kind::Number(Number::Level(from, to)), Node::Literal(Literal::Number(level))) =
            (wanted, &typed.node)
        {
            self.check_level(*level, (*from, *to), typed.span);
        } else if !typed.kind.fits(wanted) {
            let what = match (wanted, &typed.kind) {
                (Kind::Choice(wanted), Kind::Choice(given)) => {
                    let missing = given.keys().filter(|name| !wanted.contains_key(*name)).cloned();
                    Message::new("guard-choices-missing").with("choices", missing.collect::<Vec<_>>())
                }
                (Kind::Whole(_), Kind::Whole(_)) => Message::new("guard-other-parts"),
                _ => Message::new("guard-wrong-kind")
                    .with("wanted", wanted.message())
                    .with("found", typed.kind.message()),
            };
            let finding = self.finding(WRONG_KIND, typed.span, what);
            self.findings.push(match (wanted, &typed.kind) {
                (Kind::Boolean, Kind::Number(_) | Kind::Text | Kind::Choice(_) | Kind::Date) => {
                    finding.hinting(Message::new("guard-hint-compare"))
                }
                (Kind::Number(Number::Integer), Kind::Number(_)) => {
                    finding.hinting(Message::new("guard-hint-whole"))
                }
                _ => finding,
            });
        }
    }

    fn finding(&self, code: Code, span: Span, what: Message) -> Diagnostic {
        Diagnostic::error(code, self.source.place(span), what)
    }

    fn tell(&mut self, code: Code, span: Span, what: Message) -> Typed {
        let finding = self.finding(code, span, what);
        self.tell_all(finding, span)
    }

    fn tell_all(&mut self, finding: Diagnostic, span: Span) -> Typed {
        self.findings.push(finding);
        Typed::broken(span)
    }

    fn typed(&mut self, tree: &Tree) -> Typed {
        let span = tree.span;
        let typed = |node, kind| Typed { node, kind, span };
        let literal = |literal, kind| typed(Node::Literal(literal), kind);
        match &tree.node {
            TreeNode::Boolean(truth) => literal(Literal::Boolean(*truth), Kind::Boolean),
            TreeNode::Integer(number) => literal(
                Literal::Number(Decimal::from(*number)),
                Kind::Number(Number::Integer),
            ),
            TreeNode::Decimal(number) => literal(Literal::Number(*number), Kind::Number(Number::Decimal)),
            TreeNode::Text(text) => literal(Literal::Text(text.clone()), Kind::Text),
            TreeNode::Path(names) => self.path(names, span),
            TreeNode::Call(name, args) => self.call(name, args, span),
            TreeNode::Not(one) => {
                let one = self.boolean(one);
                typed(Node::Not(Box::new(one)), Kind::Boolean)
            }
            TreeNode::And(parts) => {
                let parts = parts.iter().map(|part| self.boolean(part)).collect();
                typed(Node::And(parts), Kind::Boolean)
            }
            TreeNode::Or(parts) => {
                let parts = parts.iter().map(|part| self.boolean(part)).collect();
                typed(Node::Or(parts), Kind::Boolean)
            }
            TreeNode::Negative(one) => self.negative(one, span),
            TreeNode::Compare(how, left, right) => self.compare(*how, left, right, span),
            TreeNode::Arithmetic(how, left, right) => self.arithmetic(*how, left, right, span),
        }
    }

    /// A part of `&&`, `||` or `!`.
    fn boolean(&mut self, tree: &Tree) -> Typed {
        let part = self.typed(tree);
        if matches!(part.kind, Kind::Boolean | Kind::Broken) {
            return part;
        }
        let what = Message::new("guard-logic").with("kind", part.kind.message());
        let finding = self
            .finding(OPERATOR, part.span, what)
            .hinting(Message::new("guard-hint-compare"));
        self.tell_all(finding, part.span)
    }
}
