//! Decision tables: what follows from what, rule by rule (DMN 1.x, section 8).

use chrono::NaiveDate;
use indexmap::IndexMap;

use super::{Expression, FieldKind, Tunable};
use crate::flow::Place;
use crate::id::TableId;
use crate::text::Text;

/// Which of the rules that fit says what comes out (DMN: hit policy).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hit {
    /// At most one rule ever fits (U).
    Unique,
    /// The first that fits, from the top (F).
    First,
    /// Several may fit, and they then say the same (A).
    Any,
    /// The one whose outcome comes first in the order that the outcomes are declared in (P).
    Priority,
    /// Every rule that fits gives a row, in no order that means anything (C).
    Collect,
    /// Every rule that fits gives a row, from the top (R).
    RuleOrder,
    /// Every rule that fits gives a row, in the order that the outcomes are declared in (O).
    OutputOrder,
    /// What the rules that fit give, added up (C+).
    Sum,
    /// The lowest that a rule gives that fits (C<).
    Min,
    /// The highest that a rule gives that fits (C>).
    Max,
    /// How many rules fit (C#).
    Count,
}

impl Hit {
    /// Whether every rule that fits gives a row, so that outcomes are columns.
    #[must_use]
    pub const fn gives_rows(self) -> bool {
        matches!(self, Self::Collect | Self::RuleOrder | Self::OutputOrder)
    }

    /// Whether one value is made of all rules that fit.
    #[must_use]
    pub const fn makes_one(self) -> bool {
        matches!(self, Self::Sum | Self::Min | Self::Max | Self::Count)
    }

    /// Whether outcomes are ranked by the order that they are declared in.
    #[must_use]
    pub const fn ranks(self) -> bool {
        matches!(self, Self::Priority | Self::OutputOrder)
    }

    /// The letter that DMN writes in the corner of the table.
    #[must_use]
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Unique => "U",
            Self::First => "F",
            Self::Any => "A",
            Self::Priority => "P",
            Self::Collect => "C",
            Self::RuleOrder => "R",
            Self::OutputOrder => "O",
            Self::Sum => "C+",
            Self::Min => "C<",
            Self::Max => "C>",
            Self::Count => "C#",
        }
    }
}

/// A decision table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DecisionTable {
    /// Its name in the flow file.
    pub id: TableId,
    /// What people call it.
    pub title: Text,
    /// How to read it.
    pub guidance: Option<Text>,
    /// Which rule decides.
    pub hit: Hit,
    /// What it looks at, by the names that rules use, in the order of its columns.
    pub reads: IndexMap<String, TableInput>,
    /// What comes out, by name, in the order of its columns.
    pub gives: IndexMap<String, TableOutput>,
    /// The days that it answers for; otherwise those that its rules name.
    pub valid: Option<Validity>,
    /// The day that validity is asked of; otherwise today.
    pub valid_on: Option<Expression>,
    /// Its rules, from the top.
    pub rules: Vec<TableRule>,
    /// What comes out where no rule fits.
    pub otherwise: Option<TableRule>,
    /// Where it is declared.
    pub place: Place,
}

impl DecisionTable {
    /// Whether it or a rule of it says on which days it holds.
    #[must_use]
    pub fn is_dated(&self) -> bool {
        self.valid.is_some() || self.rules.iter().any(|rule| rule.valid.is_some())
    }
}

/// Something that a table looks at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableInput {
    /// What people call it; otherwise what the field is called.
    pub title: Option<Text>,
    /// What it is, of the case.
    pub is: Expression,
    /// The only values that the table is made for.
    pub of: Option<Cell>,
    /// Where it is declared.
    pub place: Place,
}

/// The type of what comes out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OutputKind {
    /// A value as a field would hold it.
    Field(FieldKind),
    /// A length of time, for clocks.
    Length,
}

/// Something that comes out of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableOutput {
    /// What people call it.
    pub title: Text,
    /// Its type.
    pub kind: OutputKind,
    /// What a number counts, shown after it.
    pub unit: Option<Text>,
    /// The only values that rules may give, the first before the others.
    pub values: Vec<Written>,
    /// Where it is declared.
    pub place: Place,
}

/// A rule: where all of its cells fit, these come out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableRule {
    /// Its cells by the names of what they look at; what is left out fits anything.
    pub tests: IndexMap<String, Cell>,
    /// What comes out, by name.
    pub gives: IndexMap<String, Written>,
    /// How far an administrator may move the length that comes out.
    pub tunable: Option<Tunable>,
    /// The days on which it holds.
    pub valid: Option<Validity>,
    /// Why it says so.
    pub note: Option<Text>,
    /// Where it is written.
    pub place: Place,
}

/// A cell as its author wrote it: one of these, or none of them (DMN: unary tests).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cell {
    /// Whether it fits what is *not* listed.
    pub not: bool,
    /// Values and intervals.
    pub any_of: Vec<Written>,
    /// Where it is written.
    pub place: Place,
}

/// A value or an interval as its author wrote it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Written {
    /// The text.
    pub text: String,
    /// Where it is written.
    pub place: Place,
}

/// Days from one to another, ends included; open where nothing is said.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Validity {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}
