//! Evaluates a typed expression over the facts of a case. `None` is unknown, and unknown spreads as Kleene's
//! three-valued logic says: `false && unknown` is false, `true || unknown` is true, everything else is unknown.

use std::cell::RefCell;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::budget::Meter;
use super::datum::Datum;
use super::facts::Facts;
use super::table::{Table, Uses};
use super::tree::{Arithmetic, Comparison};
use super::typed::{Asked, Gathered, Gathering, Moment, Node, Question, Rows, Stored, Typed};
use crate::calendar::local_date;
use crate::flow::{Record, Value};
use crate::id::ItemId;

/// Results of computed fields by their number, in rising order.
type Results<'a> = Vec<(usize, Option<Datum<'a>>)>;

fn result_of<'a>(results: &[(usize, Option<Datum<'a>>)], number: usize) -> Option<Datum<'a>> {
    let at = results
        .binary_search_by_key(&number, |(number, _)| *number)
        .ok()?;
    results.get(at)?.1
}

/// The row in hand.
#[derive(Debug)]
pub(super) struct Row<'a> {
    record: &'a Record,
    computed: Results<'a>,
}

/// Evaluates the parts of one guard; computed fields are reckoned once, before anything else.
pub(super) struct Evaluator<'a> {
    facts: &'a dyn Facts,
    table: &'a Table,
    computed: Results<'a>,
    /// The row that the whole expression stands in.
    own: Option<Row<'a>>,
    meter: Meter,
    /// Whether items may come, as far as it was asked: each is worked out through all items of the case, and is the same for every
    /// row.
    coming: RefCell<BTreeMap<&'a ItemId, bool>>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(table: &'a Table, uses: &'a Uses, facts: &'a dyn Facts) -> Self {
        let mut evaluator = Self {
            facts,
            table,
            computed: Vec::with_capacity(uses.computed.len()),
            own: None,
            meter: Meter::new(),
            coming: RefCell::default(),
        };
        for number in &uses.computed {
            let value = table
                .get(*number)
                .and_then(|field| evaluator.value(&field.typed, None));
            evaluator.computed.push((*number, value));
        }
        if let Some(record) = facts.row() {
            evaluator.own = Some(evaluator.row(record, uses.columns.iter().copied()));
        }
        evaluator
    }

    /// A row with its computed columns, of which these are needed.
    pub(super) fn row(&self, record: &'a Record, columns: impl IntoIterator<Item = usize>) -> Row<'a> {
        let mut row = Row {
            record,
            computed: Vec::new(),
        };
        for number in columns {
            let value = self
                .table
                .get(number)
                .and_then(|column| self.value(&column.typed, Some(&row)));
            row.computed.push((number, value));
        }
        row
    }

    /// How many steps it has taken.
    #[cfg(test)]
    pub(super) fn steps(&self) -> u64 {
        self.meter.taken()
    }

    pub(super) const fn table(&self) -> &'a Table {
        self.table
    }

    pub(super) fn truth(&self, typed: &'a Typed, row: Option<&Row<'a>>) -> Option<bool> {
        match self.value(typed, row)? {
            Datum::Boolean(truth) => Some(truth),
            _ => None,
        }
    }

    /// What it comes to; unknown as well where that takes more steps than there are, which whoever decides by it is told of.
    pub(super) fn value(&self, typed: &'a Typed, row: Option<&Row<'a>>) -> Option<Datum<'a>> {
        if !self.meter.takes(1) {
            return None;
        }
        let row = row.or(self.own.as_ref());
        match &typed.node {
            Node::Literal(literal) => Some(Datum::literal(literal)),
            Node::Field(stored) => self.stored(stored).and_then(Datum::known),
            Node::Cell(names, _) => within(row?.record, names).and_then(Datum::known),
            Node::Computed(number, _) => result_of(&self.computed, *number),
            Node::ComputedCell(number, _) => result_of(&row?.computed, *number),
            Node::Today => Some(Datum::Date(self.facts.today())),
            Node::Item(question, asked) => self.item(*question, asked),
            Node::Exists(one) => Some(Datum::Boolean(self.value(one, row).is_some_and(Datum::is_filled))),
            Node::Newer(left, right) => Some(Datum::Boolean(self.newer(left, right, row))),
            Node::Gathered(gathered) => self.gathered(gathered),
            Node::Decided(number, output, _) => self
                .table
                .decider(*number)?
                .outcome(output, |typed| self.value(typed, row)),
            Node::Plain(plain, args) => {
                let args = args
                    .iter()
                    .map(|arg| self.value(arg, row))
                    .collect::<Option<Vec<_>>>()?;
                if !self.meter.takes((plain.costs)(&args, self.facts.calendar())) {
                    return None;
                }
                (plain.run)(&args, self.facts.calendar())
            }
            Node::Not(one) => self.truth(one, row).map(|truth| Datum::Boolean(!truth)),
            Node::And(parts) => every(parts.iter().map(|part| self.truth(part, row))).map(Datum::Boolean),
            Node::Or(parts) => some(parts.iter().map(|part| self.truth(part, row))).map(Datum::Boolean),
            Node::Compare(how, left, right) => {
                compare(*how, self.value(left, row)?, self.value(right, row)?).map(Datum::Boolean)
            }
            Node::Negative(one) => match self.value(one, row)? {
                Datum::Number(number) => Some(Datum::Number(-number)),
                _ => None,
            },
            Node::Arithmetic(how, left, right) => match (self.value(left, row)?, self.value(right, row)?) {
                (Datum::Number(left), Datum::Number(right)) => reckon(*how, left, right).map(Datum::Number),
                _ => None,
            },
            Node::Broken => None,
        }
    }

    /// The rule of a decision table that decides what it gives: its number from 1, or the word for where none fits.
    pub(super) fn rule_that_decides(&self, typed: &'a Typed) -> Option<String> {
        let Node::Decided(number, ..) = &typed.node else {
            return None;
        };
        let decider = self.table.decider(*number)?;
        decider.rule_that_decides(|typed| self.value(typed, None))
    }

    fn stored(&self, stored: &'a Stored) -> Option<&'a Value> {
        let top = self.facts.field(&stored.top)?;
        match (stored.inner.as_slice(), top) {
            ([], top) => Some(top),
            (names, Value::Record(record)) => within(record, names),
            _ => None,
        }
    }

    fn item(&self, question: Question, asked: &'a Asked) -> Option<Datum<'a>> {
        let item = &asked.item;
        Some(match question {
            Question::Done => Datum::Boolean(self.facts.done(item)),
            Question::Owed => Datum::Boolean(self.facts.owed(item)),
            Question::Skipped => Datum::Boolean(self.facts.skipped(item)),
            Question::Open => Datum::Boolean(self.facts.open(item)),
            Question::MayCome => Datum::Boolean(self.may_come(item)),
            Question::Times => Datum::Number(Decimal::from(self.facts.times(item))),
            Question::Rounds => Datum::Number(Decimal::from(self.facts.rounds(item))),
            Question::DoneOn => Datum::Date(local_date(self.facts.done_at(item)?)),
        })
    }

    fn may_come(&self, item: &'a ItemId) -> bool {
        let mut coming = self.coming.borrow_mut();
        *coming.entry(item).or_insert_with(|| self.facts.may_come(item))
    }

    /// Never unknown: nothing is newer than something, and something is newer than nothing.
    fn newer(&self, left: &'a Moment, right: &'a Moment, row: Option<&Row<'a>>) -> bool {
        if let (Moment::Done(left), Moment::Done(right)) = (left, right) {
            return self.facts.done_at(&left.item) > self.facts.done_at(&right.item);
        }
        let date = |side: &'a Moment| match side {
            Moment::Date(typed) => match self.value(typed, row) {
                Some(Datum::Date(day)) => Some(day),
                _ => None,
            },
            Moment::Done(asked) => self.facts.done_at(&asked.item).map(local_date),
        };
        date(left) > date(right)
    }

    /// What is made of each row in turn; none where the list is not filled, or nobody can tell which rows there are.
    pub(super) fn each_row(&self, gathered: &'a Gathered) -> Option<Vec<Option<Datum<'a>>>> {
        let cell = |record: &'a Record| {
            if !self.meter.takes(1) {
                return None;
            }
            let row = self.row(record, gathered.columns.iter().copied());
            match &gathered.body {
                Some(body) => self.value(body, Some(&row)),
                None => Some(Datum::Boolean(true)),
            }
        };
        Some(match &gathered.rows {
            Rows::List(list) => match self.stored(list)? {
                Value::List(records) => records.iter().map(cell).collect(),
                _ => return None,
            },
            Rows::Decided(number, _) => {
                let records = self
                    .table
                    .decider(*number)?
                    .rows(|typed| self.value(typed, None))?;
                records.into_iter().map(cell).collect()
            }
        })
    }

    fn gathered(&self, gathered: &'a Gathered) -> Option<Datum<'a>> {
        let cells = self.each_row(gathered);
        // What was gathered until the steps ran out is no answer.
        if !self.meter.takes(0) {
            return None;
        }
        if gathered.how == Gathering::Count {
            let holds = |cell: &Option<Datum<'_>>| *cell == Some(Datum::Boolean(true));
            let count = cells.map_or(0, |cells| cells.iter().filter(|cell| holds(cell)).count());
            return Some(Datum::Number(Decimal::from(count)));
        }
        let cells = cells?;
        let truths = cells.iter().map(|cell| match cell {
            Some(Datum::Boolean(truth)) => Some(*truth),
            _ => None,
        });
        match gathered.how {
            Gathering::All => every(truths).map(Datum::Boolean),
            Gathering::Any => some(truths).map(Datum::Boolean),
            Gathering::None => some(truths).map(|any| Datum::Boolean(!any)),
            Gathering::Sum => cells.into_iter().try_fold(Datum::Number(Decimal::ZERO), plus),
            Gathering::Min => outermost(cells, Comparison::Less),
            Gathering::Max => outermost(cells, Comparison::More),
            Gathering::Count => None,
        }
    }
}

/// Kleene's "and": false as soon as one is false.
pub(super) fn every(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let mut all = Some(true);
    for part in parts {
        match part {
            Some(false) => return Some(false),
            None => all = None,
            Some(true) => {}
        }
    }
    all
}

/// Kleene's "or": true as soon as one is true.
pub(super) fn some(parts: impl IntoIterator<Item = Option<bool>>) -> Option<bool> {
    let negated = parts.into_iter().map(|part| part.map(|truth| !truth));
    every(negated).map(|none| !none)
}

fn plus<'a>(sum: Datum<'a>, cell: Option<Datum<'a>>) -> Option<Datum<'a>> {
    match (sum, cell?) {
        (Datum::Number(sum), Datum::Number(cell)) => sum.checked_add(cell).map(Datum::Number),
        _ => None,
    }
}

fn outermost<'a>(cells: Vec<Option<Datum<'a>>>, how: Comparison) -> Option<Datum<'a>> {
    let mut cells = cells.into_iter();
    let first = cells.next()??;
    cells.try_fold(first, |best, cell| {
        let cell = cell?;
        Some(if compare(how, cell, best)? { cell } else { best })
    })
}

fn within<'a>(record: &'a Record, names: &[String]) -> Option<&'a Value> {
    let (first, rest) = names.split_first()?;
    let mut value = record.get(first)?;
    for name in rest {
        match value {
            Value::Record(record) => value = record.get(name)?,
            _ => return None,
        }
    }
    Some(value)
}

/// Compares two known values; values of different kinds, as a changed flow may leave them, cannot be compared.
fn compare(how: Comparison, left: Datum<'_>, right: Datum<'_>) -> Option<bool> {
    let order = match (left, right) {
        (Datum::Number(left), Datum::Number(right)) => left.cmp(&right),
        (Datum::Date(left), Datum::Date(right)) => left.cmp(&right),
        (Datum::Time(left), Datum::Time(right)) => left.cmp(&right),
        (Datum::Text(left), Datum::Text(right)) => left.cmp(right),
        (Datum::Boolean(left), Datum::Boolean(right)) => left.cmp(&right),
        _ => return None,
    };
    Some(how.holds(order))
}

/// Division by zero and numbers too large to hold are unknown.
fn reckon(how: Arithmetic, left: Decimal, right: Decimal) -> Option<Decimal> {
    match how {
        Arithmetic::Plus => left.checked_add(right),
        Arithmetic::Minus => left.checked_sub(right),
        Arithmetic::Times => left.checked_mul(right),
        Arithmetic::Divided => left.checked_div(right),
        Arithmetic::Remainder => left.checked_rem(right),
    }
}
