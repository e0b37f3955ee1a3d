//! An expression understood: every name found, every part with its kind. This is what is evaluated and explained.

use chrono::{NaiveDate, NaiveTime};
use rust_decimal::Decimal;

use super::functions::Plain;
use super::kind::Kind;
use super::reads::Reads;
use super::source::Span;
use super::tree::{Arithmetic, Comparison};
use crate::id::{FieldPath, ItemId};
use crate::text::Text;

/// A part of an expression with its kind.
#[derive(Clone, Debug)]
pub(super) struct Typed {
    pub(super) node: Node,
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// A value that is written in the expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Literal {
    Boolean(bool),
    Number(Decimal),
    Text(String),
    Date(NaiveDate),
    Time(NaiveTime),
}

/// What people call a field, and whether its value may be shown in a sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Shown {
    pub(super) title: Text,
    pub(super) sensitive: bool,
}

/// A field of the case file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Stored {
    /// The top field.
    pub(super) top: FieldPath,
    /// The names that lead on through records.
    pub(super) inner: Vec<String>,
    pub(super) shown: Shown,
}

/// What is asked of an item.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Question {
    Done,
    Owed,
    Times,
    Rounds,
    Skipped,
    Open,
    MayCome,
    DoneOn,
}

/// An item with what people call it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Asked {
    pub(super) item: ItemId,
    pub(super) title: Text,
}

/// What is made of a list's rows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Gathering {
    All,
    Any,
    None,
    Count,
    Sum,
    Min,
    Max,
}

/// Rows that are gathered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Rows {
    /// Those of a list.
    List(Stored),
    /// Those that a decision table gives, by its number.
    Decided(usize, Shown),
}

impl Rows {
    pub(super) const fn shown(&self) -> &Shown {
        match self {
            Self::List(stored) => &stored.shown,
            Self::Decided(_, shown) => shown,
        }
    }
}

/// Rows made into one value.
#[derive(Clone, Debug)]
pub(super) struct Gathered {
    pub(super) how: Gathering,
    pub(super) rows: Rows,
    /// What is asked of each row; a plain count asks nothing.
    pub(super) body: Option<Box<Typed>>,
    /// The computed columns that the body needs, each after those that it needs itself.
    pub(super) columns: Vec<usize>,
}

/// A side of `newer`.
#[derive(Clone, Debug)]
pub(super) enum Moment {
    Date(Box<Typed>),
    Done(Asked),
}

/// What a part is.
#[derive(Clone, Debug)]
pub(super) enum Node {
    Literal(Literal),
    Field(Stored),
    /// A column of the row in hand, and the names that lead on through records.
    Cell(Vec<String>, Shown),
    /// A computed field, by its number in the table.
    Computed(usize, Shown),
    /// A computed column of the row in hand, by its number in the table.
    ComputedCell(usize, Shown),
    Today,
    Item(Question, Asked),
    Exists(Box<Typed>),
    Newer(Moment, Moment),
    Gathered(Gathered),
    /// What a decision table gives: its number, and the name of the outcome.
    Decided(usize, String, Shown),
    Plain(&'static Plain, Vec<Typed>),
    Not(Box<Typed>),
    Negative(Box<Typed>),
    Compare(Comparison, Box<Typed>, Box<Typed>),
    Arithmetic(Arithmetic, Box<Typed>, Box<Typed>),
    And(Vec<Typed>),
    Or(Vec<Typed>),
    /// Has an error that has been told; never evaluated.
    Broken,
}

impl Typed {
    pub(super) const fn broken(span: Span) -> Self {
        Self {
            node: Node::Broken,
            kind: Kind::Broken,
            span,
        }
    }

    /// The parts that this one is made of.
    pub(super) fn children(&self) -> Vec<&Self> {
        match &self.node {
            Node::Exists(one) | Node::Not(one) | Node::Negative(one) => vec![one],
            Node::Compare(_, left, right) | Node::Arithmetic(_, left, right) => vec![left, right],
            Node::Plain(_, many) | Node::And(many) | Node::Or(many) => many.iter().collect(),
            Node::Gathered(gathered) => gathered.body.as_deref().into_iter().collect(),
            Node::Newer(left, right) => [left, right]
                .into_iter()
                .filter_map(|side| match side {
                    Moment::Date(date) => Some(&**date),
                    Moment::Done(_) => None,
                })
                .collect(),
            _ => Vec::new(),
        }
    }

    /// Whether a value that is kept encrypted goes into it.
    pub(super) fn is_sensitive(&self) -> bool {
        let own = match &self.node {
            Node::Field(stored) => stored.shown.sensitive,
            Node::Cell(_, shown)
            | Node::Computed(_, shown)
            | Node::ComputedCell(_, shown)
            | Node::Decided(.., shown) => shown.sensitive,
            Node::Gathered(gathered) => matches!(&gathered.rows, Rows::Decided(_, shown) if shown.sensitive),
            _ => false,
        };
        own || self.children().into_iter().any(Self::is_sensitive)
    }

    /// What it asks of the case by itself; computed fields and decision tables add theirs elsewhere.
    pub(super) fn reads(&self, reads: &mut Reads) {
        match &self.node {
            Node::Field(stored) => {
                reads.fields.insert(stored.top.clone());
                reads.beyond_row.insert(stored.top.clone());
            }
            Node::Gathered(gathered) => {
                if let Rows::List(list) = &gathered.rows {
                    reads.fields.insert(list.top.clone());
                    reads.beyond_row.insert(list.top.clone());
                }
            }
            Node::Item(question, asked) => {
                reads.items.insert(asked.item.clone());
                reads.coming |= *question == Question::MayCome;
            }
            Node::Newer(left, right) => {
                for side in [left, right] {
                    if let Moment::Done(asked) = side {
                        reads.items.insert(asked.item.clone());
                    }
                }
            }
            Node::Today => reads.today = true,
            _ => {}
        }
        for child in self.children() {
            child.reads(reads);
        }
    }
}
