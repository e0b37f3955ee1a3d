//! Decision tables ready to be asked: compiled once per version of a flow, cut into the parts that their cells cut
//! their columns into, so that asking is a search in each column and one `and` over sets of rules.
//!
//! What is unknown spreads as in guards: a rule that does not look at what is not filled may still decide, and nothing
//! is decided that another value could change.

mod analysis;
mod axis;
mod bits;
mod cell;
mod codes;
mod compile;
mod fault;
mod hit;
mod line;
mod ranks;
mod rule_table;
mod say;
mod set;

pub use codes::TABLE_CODES;
pub(super) use compile::{Looked, compile};
pub use rule_table::{Answer, Column, Given, Heading, Row, RuleTable, Sheet};

#[cfg(test)]
mod findings_test;
#[cfg(test)]
mod oracle_test;
#[cfg(test)]
mod say_test;
#[cfg(test)]
mod testbed;

use std::collections::BTreeMap;

use self::axis::Axis;
use self::cell::Said;
use self::line::Line;
use self::set::Set;
use super::datum::Datum;
use super::kind::Kind;
use super::table::Uses;
use super::typed::Typed;
use crate::calendar::Length;
use crate::flow::{Hit, OTHERWISE, Place, Record, Value};
use crate::id::{FieldPath, TableId};
use crate::text::{Arg, Text};

/// The column of the days of rules; no other column may have the name.
const VALID: &str = "valid";

/// A decision table, understood.
#[derive(Clone, Debug)]
pub(super) struct Decider {
    pub(super) id: TableId,
    pub(super) title: Text,
    guidance: Option<Text>,
    pub(super) hit: Hit,
    /// The list whose columns it looks at: it then decides for each row.
    pub(super) list: Option<FieldPath>,
    pub(super) uses: Uses,
    /// Something that it looks at is kept encrypted.
    pub(super) sensitive: bool,
    inputs: Vec<Input>,
    pub(super) outputs: Vec<Output>,
    axes: Vec<Axis>,
    rules: Vec<Rule>,
    otherwise: Option<Rule>,
    /// Rules in the order of what they give, by their numbers; empty where that order means nothing.
    ranks: Vec<usize>,
}

/// What a table looks at: a column of its cells.
#[derive(Clone, Debug)]
struct Input {
    name: String,
    title: Arg,
    typed: Typed,
    line: Line,
    /// The values that the table is made for.
    of: Set,
}

/// What comes out of a table.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) name: String,
    pub(super) title: Text,
    /// The kind of what a rule gives.
    kind: Kind,
    /// The period that an amount is for.
    per: Option<String>,
    unit: Option<Text>,
    /// The kind of what comes out of the table.
    pub(super) gives: Kind,
    /// The only values that rules may give, in their order.
    ordered: Vec<Value>,
}

/// A rule of a table.
#[derive(Clone, Debug)]
struct Rule {
    cells: Vec<Option<Fits>>,
    record: Record,
    lengths: BTreeMap<String, Length>,
    note: Option<Text>,
    place: Place,
}

/// What a cell fits, and as what it was written.
#[derive(Clone, Debug)]
struct Fits {
    set: Set,
    not: bool,
    said: Vec<Said>,
}

impl Rule {
    fn given(&self, output: &str) -> Option<Datum<'_>> {
        let value = self.record.get(output).map(Datum::of);
        value.or_else(|| self.lengths.get(output).map(|length| Datum::Length(*length)))
    }
}

/// Where an input lies.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Spot {
    /// In this part of its column.
    In(usize),
    /// Nobody can tell.
    Unknown,
    /// Where the table is not made for it.
    Outside,
}

/// What came of asking a table for the one rule that decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Came {
    /// This rule decides.
    Rule(usize),
    /// No rule fits, and the table says what comes out then.
    Otherwise,
    /// No rule fits.
    Nothing,
    /// Nobody can tell.
    Unknown,
}

impl Decider {
    /// What it looks at.
    pub(super) fn looks_at(&self) -> impl Iterator<Item = &Typed> {
        self.inputs.iter().map(|input| &input.typed)
    }

    /// How many rows it gives at most.
    pub(super) fn most_rows(&self) -> usize {
        self.rules.len().max(1)
    }

    /// What comes out under this name; none where nobody can tell or no rule says.
    pub(super) fn outcome<'a>(
        &'a self,
        output: &str,
        value: impl Fn(&'a Typed) -> Option<Datum<'a>>,
    ) -> Option<Datum<'a>> {
        let spots = self.spots(value);
        if self.hit.makes_one() {
            return self.made_one(output, &spots);
        }
        match self.one(&spots) {
            Came::Rule(rule) => self.rules.get(rule)?.given(output),
            Came::Otherwise => self.otherwise.as_ref()?.given(output),
            Came::Nothing | Came::Unknown => None,
        }
    }

    /// The one rule that decides, by its number from 1 or the word for where none fits; none where nobody can tell, no rule
    /// fits, or several make the answer.
    pub(super) fn rule_that_decides<'a>(
        &'a self,
        value: impl Fn(&'a Typed) -> Option<Datum<'a>>,
    ) -> Option<String> {
        if self.hit.makes_one() {
            return None;
        }
        match self.one(&self.spots(value)) {
            Came::Rule(rule) => Some(analysis::numbered(rule).to_string()),
            Came::Otherwise => Some(OTHERWISE.to_owned()),
            Came::Nothing | Came::Unknown => None,
        }
    }

    /// A row for each rule that fits, in the order that the table says; none where nobody can tell.
    pub(super) fn rows<'a>(
        &'a self,
        value: impl Fn(&'a Typed) -> Option<Datum<'a>>,
    ) -> Option<Vec<&'a Record>> {
        let rules = self.ranked(&self.spots(value))?;
        if rules.is_empty() {
            return Some(self.otherwise.iter().map(|rule| &rule.record).collect());
        }
        Some(
            rules
                .iter()
                .filter_map(|rule| self.rules.get(*rule))
                .map(|rule| &rule.record)
                .collect(),
        )
    }

    /// What it looks at, each with the values at which its cells tell others apart.
    pub(super) fn looks(&self) -> impl Iterator<Item = (&Typed, Vec<Value>)> {
        self.inputs.iter().enumerate().map(|(column, input)| {
            let cells = self
                .rules
                .iter()
                .filter_map(move |rule| rule.cells.get(column)?.as_ref());
            let sets = cells.map(|fits| &fits.set).chain([&input.of]);
            (&input.typed, sets.flat_map(|set| input.line.ends(set)).collect())
        })
    }

    fn spots<'a>(&'a self, value: impl Fn(&'a Typed) -> Option<Datum<'a>>) -> Vec<Spot> {
        let looked = self.inputs.iter().zip(&self.axes);
        looked
            .map(|(input, axis)| self::spot(input, axis, value(&input.typed)))
            .collect()
    }

    /// Whether a column holds the days of rules.
    fn is_validity(&self, column: usize) -> bool {
        self.inputs.get(column).is_some_and(|input| input.name == VALID)
    }

    pub(super) fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| output.name == name)
    }
}

fn spot(input: &Input, axis: &Axis, value: Option<Datum<'_>>) -> Spot {
    let Some(value) = value else {
        return Spot::Unknown;
    };
    let part = input.line.key(value).and_then(|key| axis.part(key));
    match part {
        Some(part) if axis.parts.get(part).is_some_and(|part| part.inside) => Spot::In(part),
        _ => Spot::Outside,
    }
}
