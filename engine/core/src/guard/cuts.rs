//! Where guards tell values apart: whoever tries all data of a case need try no more values of a field than these
//! cut it into.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::compiled::Guard;
use super::kind::Kind;
use super::table::Table;
use super::typed::{Gathered, Gathering, Literal, Moment, Node, Question, Rows, Stored, Typed};
use crate::flow::Value;
use crate::id::{FieldPath, ItemId};

/// What guards tell apart in one field, column or list.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cut {
    /// Values that it is compared with, in no order, some perhaps twice.
    pub values: Vec<Value>,
    /// Other fields that it is compared with or that are made from it.
    pub beside: BTreeSet<FieldPath>,
    /// It is compared with today or with the day that something was done.
    pub today: bool,
    /// It matters that it changes, from whatever to whatever.
    pub turns: bool,
    /// How many rows of a list may have to differ.
    pub rows: usize,
    /// Something is reckoned from it, so that other values than these may matter.
    pub reckoned: bool,
}

/// What guards tell apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cuts {
    /// By the path of a field, of a column, or of a list for its rows.
    pub fields: BTreeMap<FieldPath, Cut>,
    /// Items whose times are counted, and the count from which on nothing differs; none where every count may.
    pub times: BTreeMap<ItemId, Option<u32>>,
    /// Items of which it matters when they were last done.
    pub moments: BTreeSet<ItemId>,
    /// Items of which it matters whether they are under way.
    pub open: BTreeSet<ItemId>,
    /// Days that today is compared with.
    pub days: BTreeSet<NaiveDate>,
    /// Something is reckoned from what day it is, so that every day may matter.
    pub today_reckoned: bool,
}

impl Guard {
    /// Adds what the guard tells apart.
    pub fn cut(&self, cuts: &mut Cuts) {
        Cutter::over(self.table(), cuts).formula(self.typed());
    }

    /// Adds what the guard tells apart in a row of this list, which it stands in.
    pub fn cut_in_row(&self, list: &FieldPath, cuts: &mut Cuts) {
        let mut cutter = Cutter::over(self.table(), cuts);
        cutter.list = Some(list.clone());
        cutter.formula(self.typed());
    }

    /// Adds what the guard tells apart where its value goes into this field.
    pub fn cut_for(&self, target: &FieldPath, cuts: &mut Cuts) {
        Cutter::over(self.table(), cuts).value_for(target, self.typed());
    }
}

/// What a side of a comparison is.
enum Side<'a> {
    Field(FieldPath),
    Written(Value),
    Today,
    DoneOn(&'a ItemId),
    Times(&'a ItemId),
    Count(&'a Gathered),
    Truth,
    Other,
}

struct Cutter<'a> {
    table: &'a Table,
    cuts: &'a mut Cuts,
    /// The list whose row is in hand.
    list: Option<FieldPath>,
}

impl<'a> Cutter<'a> {
    const fn over(table: &'a Table, cuts: &'a mut Cuts) -> Self {
        Self {
            table,
            cuts,
            list: None,
        }
    }

    fn cut(&mut self, path: &FieldPath) -> &mut Cut {
        self.cuts.fields.entry(path.clone()).or_default()
    }

    /// What is behind a computed field; the part itself where it is none.
    fn resolved(&self, typed: &'a Typed) -> &'a Typed {
        match &typed.node {
            Node::Computed(number, _) | Node::ComputedCell(number, _) => self
                .table
                .get(*number)
                .map_or(typed, |computed| self.resolved(&computed.typed)),
            _ => typed,
        }
    }

    /// The path of a field or of a column of the row in hand.
    fn path(&self, typed: &Typed) -> Option<FieldPath> {
        match &typed.node {
            Node::Field(stored) => path_of(stored),
            Node::Cell(names, _) => joined(self.list.as_ref()?, names),
            _ => None,
        }
    }

    fn side(&self, typed: &'a Typed) -> Side<'a> {
        if let Some(path) = self.path(typed) {
            return Side::Field(path);
        }
        match &typed.node {
            Node::Literal(literal) => Side::Written(written(literal)),
            Node::Today => Side::Today,
            Node::Item(Question::DoneOn, asked) => Side::DoneOn(&asked.item),
            Node::Item(Question::Times, asked) => Side::Times(&asked.item),
            Node::Gathered(gathered) if gathered.how == Gathering::Count => Side::Count(gathered),
            _ if typed.kind == Kind::Boolean => Side::Truth,
            _ => Side::Other,
        }
    }

    /// What gives yes or no.
    fn formula(&mut self, typed: &'a Typed) {
        let typed = self.resolved(typed);
        if let Some(path) = self.path(typed) {
            self.cut(&path);
            return;
        }
        match &typed.node {
            Node::Compare(_, left, right) => self.compare(left, right),
            Node::Exists(one) => self.exists(one),
            Node::Newer(left, right) => {
                for side in [left, right] {
                    self.moment(side);
                }
                if let (Moment::Date(left), Moment::Date(right)) = (left, right) {
                    self.compare(left, right);
                }
            }
            Node::Gathered(gathered) => self.gathered(gathered),
            Node::Not(_) | Node::And(_) | Node::Or(_) => {
                for part in typed.children() {
                    self.formula(part);
                }
            }
            Node::Item(Question::Open, asked) => {
                self.cuts.open.insert(asked.item.clone());
            }
            Node::Item(..) | Node::Literal(_) => {}
            _ => self.reckon(typed, &written_in(typed)),
        }
    }

    fn exists(&mut self, one: &'a Typed) {
        let one = self.resolved(one);
        match self.path(one) {
            Some(path) => {
                let cut = self.cut(&path);
                cut.rows = cut.rows.max(1);
            }
            None => self.reckon(one, &[]),
        }
    }

    fn moment(&mut self, moment: &'a Moment) {
        match moment {
            Moment::Done(asked) => {
                self.cuts.moments.insert(asked.item.clone());
            }
            Moment::Date(date) => {
                let date = self.resolved(date);
                match self.path(date) {
                    Some(path) => self.cut(&path).today = true,
                    None => self.reckon(date, &[]),
                }
            }
        }
    }

    /// What a decision table looks at is cut by its cells.
    fn decided(&mut self, number: usize) {
        let Some(decider) = self.table.decider(number) else {
            return;
        };
        let outer = self.list.clone();
        if let Some(list) = &decider.list {
            self.list = Some(list.clone());
        }
        for (typed, ends) in decider.looks() {
            let looked = self.resolved(typed);
            match self.side(looked) {
                Side::Field(path) => self.cut(&path).values.extend(ends),
                Side::Today => self.cuts.days.extend(ends.iter().filter_map(|end| match end {
                    Value::Date(day) => Some(*day),
                    _ => None,
                })),
                Side::Truth => self.formula(looked),
                _ => self.reckon(looked, &ends),
            }
        }
        self.list = outer;
    }

    /// The list that is gathered; none where a decision table gives the rows, which adds what it looks at.
    fn list_of(&mut self, gathered: &'a Gathered) -> Option<FieldPath> {
        match &gathered.rows {
            Rows::List(list) => path_of(list),
            Rows::Decided(number, _) => {
                self.decided(*number);
                None
            }
        }
    }

    /// The rows of a list made into a truth: as many may have to differ as there are such questions of the list.
    fn gathered(&mut self, gathered: &'a Gathered) {
        let Some(list) = self.list_of(gathered) else {
            return;
        };
        self.cut(&list).rows += 1;
        if let Some(body) = &gathered.body {
            let outer = self.list.replace(list);
            self.formula(body);
            self.list = outer;
        }
    }

    fn compare(&mut self, left: &'a Typed, right: &'a Typed) {
        let (left, right) = (self.resolved(left), self.resolved(right));
        match (self.side(left), self.side(right)) {
            (Side::Truth, _) | (_, Side::Truth) => {
                self.formula(left);
                self.formula(right);
            }
            (Side::Field(path), Side::Written(value)) | (Side::Written(value), Side::Field(path)) => {
                self.cut(&path).values.push(value);
            }
            (Side::Field(one), Side::Field(other)) => self.beside(&one, &other),
            (Side::Field(path), Side::Today) | (Side::Today, Side::Field(path)) => {
                self.cut(&path).today = true;
            }
            (Side::Field(path), Side::DoneOn(item)) | (Side::DoneOn(item), Side::Field(path)) => {
                self.cut(&path).today = true;
                self.cuts.moments.insert(item.clone());
            }
            (Side::Today, Side::Written(Value::Date(day)))
            | (Side::Written(Value::Date(day)), Side::Today) => {
                self.cuts.days.insert(day);
            }
            (Side::Times(item), Side::Written(value)) | (Side::Written(value), Side::Times(item)) => {
                self.times(item, whole(&value));
            }
            (Side::Count(gathered), Side::Written(value)) | (Side::Written(value), Side::Count(gathered)) => {
                self.count(gathered, whole(&value));
            }
            _ => {
                let hints = [written_in(left), written_in(right)].concat();
                self.reckon(left, &hints);
                self.reckon(right, &hints);
            }
        }
    }

    fn beside(&mut self, one: &FieldPath, other: &FieldPath) {
        self.cut(one).beside.insert(other.clone());
        self.cut(other).beside.insert(one.clone());
    }

    fn times(&mut self, item: &ItemId, compared: Option<u32>) {
        let most = compared.map(|count| count.saturating_add(1));
        let held = self.cuts.times.entry(item.clone()).or_insert(Some(1));
        *held = held.zip(most).map(|(held, most)| held.max(most));
    }

    fn count(&mut self, gathered: &'a Gathered, compared: Option<u32>) {
        self.gathered(gathered);
        let Rows::List(list) = &gathered.rows else {
            return;
        };
        let Some(list) = path_of(list) else {
            return;
        };
        let rows = compared.and_then(|count| usize::try_from(count.saturating_add(1)).ok());
        let cut = self.cut(&list);
        match rows {
            Some(rows) => cut.rows = cut.rows.max(rows),
            None => cut.reckoned = true,
        }
    }

    fn value_for(&mut self, target: &FieldPath, typed: &'a Typed) {
        let typed = self.resolved(typed);
        match self.side(typed) {
            Side::Field(path) => self.beside(target, &path),
            Side::Written(_) | Side::Today => {}
            Side::Truth => self.formula(typed),
            _ => self.reckon(typed, &[]),
        }
    }

    /// Marks whatever goes into a value that is reckoned.
    fn reckon(&mut self, typed: &'a Typed, hints: &[Value]) {
        let typed = self.resolved(typed);
        if let Some(path) = self.path(typed) {
            let cut = self.cut(&path);
            cut.reckoned = true;
            cut.values.extend(hints.iter().cloned());
            return;
        }
        match &typed.node {
            Node::Today => self.cuts.today_reckoned = true,
            Node::Item(Question::Times, asked) => self.times(&asked.item, None),
            Node::Item(Question::DoneOn, asked) => {
                self.cuts.moments.insert(asked.item.clone());
            }
            Node::Decided(number, ..) => self.decided(*number),
            Node::Gathered(gathered) => {
                let Some(list) = self.list_of(gathered) else {
                    return;
                };
                let cut = self.cut(&list);
                cut.reckoned = true;
                cut.rows = cut.rows.max(1);
                if let Some(body) = &gathered.body {
                    let outer = self.list.replace(list);
                    self.reckon(body, hints);
                    self.list = outer;
                }
            }
            _ => {
                for part in typed.children() {
                    self.reckon(part, hints);
                }
            }
        }
    }
}

fn path_of(stored: &Stored) -> Option<FieldPath> {
    joined(&stored.top, &stored.inner)
}

fn joined(path: &FieldPath, names: &[String]) -> Option<FieldPath> {
    let mut text = path.as_str().to_owned();
    for name in names {
        text.push('.');
        text.push_str(name);
    }
    FieldPath::new(&text).ok()
}

fn written(literal: &Literal) -> Value {
    match literal {
        Literal::Boolean(truth) => Value::Boolean(*truth),
        Literal::Number(number) => Value::Decimal(*number),
        Literal::Text(text) => Value::Text(text.clone()),
        Literal::Date(day) => Value::Date(*day),
        Literal::Time(time) => Value::Time(*time),
    }
}

/// Every value that is written in a part.
fn written_in(typed: &Typed) -> Vec<Value> {
    let own = match &typed.node {
        Node::Literal(literal) => Some(written(literal)),
        _ => None,
    };
    own.into_iter()
        .chain(typed.children().into_iter().flat_map(written_in))
        .collect()
}

/// A value as a count; none where it is no whole number of things.
fn whole(value: &Value) -> Option<u32> {
    match value {
        Value::Decimal(number) => number.to_string().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Wanted;
    use crate::guard::testbed::{guard, path};

    fn cuts(text: &str) -> Cuts {
        let mut cuts = Cuts::default();
        guard(text, Wanted::Boolean).unwrap().cut(&mut cuts);
        cuts
    }

    /// One field's cut in a line: `2, 3 | other.field | today | 2 rows | reckoned`.
    fn told(cut: &Cut) -> String {
        let mut parts = Vec::new();
        let values: Vec<String> = cut
            .values
            .iter()
            .map(|value| match value {
                Value::Decimal(number) => number.to_string(),
                Value::Text(text) => text.clone(),
                other => format!("{other:?}"),
            })
            .collect();
        parts.push(values.join(", "));
        parts.extend(cut.beside.iter().map(ToString::to_string));
        parts.extend(cut.today.then(|| "today".to_owned()));
        parts.extend((cut.rows > 0).then(|| format!("{} rows", cut.rows)));
        parts.extend(cut.reckoned.then(|| "reckoned".to_owned()));
        parts.retain(|part| !part.is_empty());
        parts.join(" | ")
    }

    #[test]
    fn what_is_compared_cuts_a_field() {
        for (text, field, expected) in [
            (
                "assessment.visits > 2 && assessment.visits != 7",
                "assessment.visits",
                "2, 7",
            ),
            ("3 <= assessment.visits", "assessment.visits", "3"),
            ("decision.outcome == \"granted\"", "decision.outcome", "granted"),
            ("assessment.urgent || done(assess)", "assessment.urgent", ""),
            ("assessment.dearer", "assessment.cost", "assessment.limit"),
            ("assessment.dearer", "assessment.limit", "assessment.cost"),
            ("assessment.held_on < today", "assessment.held_on", "today"),
            (
                "newer(assessment.held_on, done(assess))",
                "assessment.held_on",
                "today",
            ),
            (
                "assessment.visits * 2 > 10",
                "assessment.visits",
                "2, 10 | reckoned",
            ),
            ("length(assessment.name) > 3", "assessment.name", "3 | reckoned"),
            (
                "assessment.length_of_summary > 3",
                "assessment.summary",
                "3 | reckoned",
            ),
            ("all(order.lines.accepted)", "order.lines", "1 rows"),
            ("all(order.lines.accepted)", "order.lines.answer", "accepted"),
            (
                "any(order.lines.sure) && none(order.lines.sure)",
                "order.lines",
                "2 rows",
            ),
            ("count(order.lines) > 1", "order.lines", "2 rows"),
            ("sum(order.lines.hours) > 37", "order.lines", "1 rows | reckoned"),
            (
                "sum(order.lines.hours) > 37",
                "order.lines.hours",
                "37 | reckoned",
            ),
            ("exists(home.address.street)", "home.address.street", "1 rows"),
            (
                "days_between(assessment.held_on, today) > 7",
                "assessment.held_on",
                "7 | reckoned",
            ),
        ] {
            let cuts = cuts(text);
            let cut = cuts
                .fields
                .get(&path(field))
                .unwrap_or_else(|| panic!("{text}: {cuts:#?}"));
            assert_eq!(told(cut), expected, "{text}: {field}");
        }
    }

    #[test]
    fn counts_matter_as_far_as_they_are_compared() {
        let assess = ItemId::new("assess").unwrap();
        for (text, expected) in [
            ("times(assess) > 2", Some(Some(3))),
            ("times(assess) > 2 || times(assess) == 5", Some(Some(6))),
            ("times(assess) > times(decide_help)", Some(None)),
            (
                "times(assess) > 2 && times(assess) > assessment.visits",
                Some(None),
            ),
            ("done(assess)", None),
        ] {
            assert_eq!(cuts(text).times.get(&assess).copied(), expected, "{text}");
        }
    }

    #[test]
    fn today_is_compared_with_days() {
        let cuts = cuts("today >= date(\"2026-02-01\") || date(\"2026-03-01\") == today");
        let days: Vec<String> = cuts.days.iter().map(ToString::to_string).collect();
        assert_eq!(days, ["2026-02-01", "2026-03-01"]);
        assert!(!cuts.today_reckoned);
    }

    #[test]
    fn what_goes_into_a_field_is_cut_as_the_field_is() {
        let mut cuts = Cuts::default();
        let target = path("assessment.limit");
        guard("assessment.cost", Wanted::Any)
            .unwrap()
            .cut_for(&target, &mut cuts);
        assert_eq!(told(&cuts.fields[&target]), "assessment.cost");
        guard("assessment.visits + 1", Wanted::Any)
            .unwrap()
            .cut_for(&target, &mut cuts);
        assert_eq!(told(&cuts.fields[&path("assessment.visits")]), "reckoned");
    }
}
