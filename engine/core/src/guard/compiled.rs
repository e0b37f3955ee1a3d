//! A guard ready to be asked.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::datum::Datum;
use super::dear::most_steps;
use super::evaluate::Evaluator;
use super::explain::Explainer;
use super::facts::{Facts, Truth};
use super::kind::Kind;
use super::reads::Reads;
use super::table::{Table, Uses};
use super::typed::Typed;
use crate::calendar::Length;
use crate::flow::{Expression, Place, Record, Value};
use crate::id::ItemId;
use crate::text::Message;

/// A compiled expression of a flow. Cheap to clone: all clones share one program.
#[derive(Clone, Debug)]
pub struct Guard {
    program: Arc<Program>,
}

#[derive(Debug)]
struct Program {
    expression: Expression,
    typed: Typed,
    uses: Uses,
    table: Arc<Table>,
    /// The kind of the value that is asked for, which may be wider than what the expression gives.
    gives: Kind,
}

impl Guard {
    pub(super) fn new(
        expression: Expression,
        typed: Typed,
        uses: Uses,
        table: Arc<Table>,
        gives: Kind,
    ) -> Self {
        Self {
            program: Arc::new(Program {
                expression,
                typed,
                uses,
                table,
                gives,
            }),
        }
    }

    pub(super) fn typed(&self) -> &Typed {
        &self.program.typed
    }

    pub(super) fn table(&self) -> &Table {
        &self.program.table
    }

    /// The kind of the value that it gives.
    pub(super) fn gives(&self) -> &Kind {
        &self.program.gives
    }

    /// The text as its author wrote it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.program.expression.text
    }

    /// Where its first character stands in the flow file.
    #[must_use]
    pub fn place(&self) -> Place {
        self.program.expression.place
    }

    /// What it looks at.
    #[must_use]
    pub fn reads(&self) -> &Reads {
        &self.program.uses.reads
    }

    /// Whether it holds. A guard that is unknown does not hold.
    #[must_use]
    pub fn holds(&self, facts: &dyn Facts) -> Truth {
        let program = &*self.program;
        Evaluator::new(&program.table, &program.uses, facts)
            .truth(&program.typed, None)
            .into()
    }

    /// How many steps it takes at most, where every list is as long as a list may be.
    pub(super) fn most_steps(&self) -> u64 {
        let program = &*self.program;
        most_steps(&program.typed, &program.uses, &program.table)
    }

    /// How many steps it takes to say whether it holds.
    #[cfg(test)]
    pub(super) fn steps(&self, facts: &dyn Facts) -> u64 {
        let program = &*self.program;
        let evaluator = Evaluator::new(&program.table, &program.uses, facts);
        let _ = evaluator.truth(&program.typed, None);
        evaluator.steps()
    }

    /// Its value, as the field that it is meant for keeps it; none where it is unknown or the field cannot hold it.
    /// A computed column has a value only in a row: see [`Guard::value_in`].
    #[must_use]
    pub fn value(&self, facts: &dyn Facts) -> Option<Value> {
        let program = &*self.program;
        Evaluator::new(&program.table, &program.uses, facts)
            .value(&program.typed, None)?
            .to_value(&program.gives)
    }

    /// Its length of time; none where nobody can tell or no rule of a decision table says. Where the rule that decides, by
    /// its number from 1 or [`OTHERWISE`](crate::flow::OTHERWISE), is among `instead`, what stands there.
    #[must_use]
    pub fn length(&self, facts: &dyn Facts, instead: &BTreeMap<String, Length>) -> Option<Length> {
        let program = &*self.program;
        let evaluator = Evaluator::new(&program.table, &program.uses, facts);
        if !instead.is_empty()
            && let Some(length) = evaluator
                .rule_that_decides(&program.typed)
                .and_then(|rule| instead.get(&rule))
        {
            return Some(*length);
        }
        match evaluator.value(&program.typed, None)? {
            Datum::Length(length) => Some(length),
            _ => None,
        }
    }

    /// The value of a computed column in this row of its list.
    #[must_use]
    pub fn value_in(&self, row: &Record, facts: &dyn Facts) -> Option<Value> {
        let program = &*self.program;
        let evaluator = Evaluator::new(&program.table, &program.uses, facts);
        let row = evaluator.row(row, program.uses.columns.iter().copied());
        evaluator
            .value(&program.typed, Some(&row))?
            .to_value(&program.gives)
    }

    /// Each of its parts with the value that it has now and what is needed, for staff.
    #[must_use]
    pub fn explain(&self, facts: &dyn Facts) -> Vec<Message> {
        self.lines(facts, true)
    }

    /// As [`Guard::explain`], but only the parts that do not hold; nothing where the guard holds.
    #[must_use]
    pub fn lacks(&self, facts: &dyn Facts) -> Vec<Message> {
        self.lines(facts, false)
    }

    /// The items that those parts ask about which do not hold: doing them may be the way on.
    #[must_use]
    pub fn lacking_items(&self, facts: &dyn Facts) -> Vec<ItemId> {
        let program = &*self.program;
        let evaluator = Evaluator::new(&program.table, &program.uses, facts);
        Explainer::new(evaluator, facts, &program.expression).lacking_items(&program.typed)
    }

    fn lines(&self, facts: &dyn Facts, all: bool) -> Vec<Message> {
        let program = &*self.program;
        let evaluator = Evaluator::new(&program.table, &program.uses, facts);
        Explainer::new(evaluator, facts, &program.expression).lines(&program.typed, all)
    }
}
