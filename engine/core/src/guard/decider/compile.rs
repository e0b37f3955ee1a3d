//! From a decision table as its author wrote it to one that can be asked.

use std::collections::BTreeMap;

use super::analysis::analyse;
use super::axis::Axis;
use super::cell::{Said, days, length, read, value};
use super::codes::{HIT, NOT_READABLE};
use super::fault::Fault;
use super::line::Line;
use super::ranks::{has_order, ranks};
use super::set::Set;
use super::{Decider, Fits, Input, Output, Rule, VALID};
use crate::flow::{
    Cell, DecisionTable, Diagnostic, FieldKind, Hit, OutputKind, Record, Severity, TableInput, TableOutput,
    TableRule, Validity, Value, Written,
};
use crate::guard::kind::{Kind, Number};
use crate::guard::source::Span;
use crate::guard::table::Uses;
use crate::guard::typed::{Node, Typed};
use crate::id::FieldPath;
use crate::text::{Arg, Message, Text};

/// What a table looks at, understood; none for what has an error that has been told.
pub(in crate::guard) struct Looked {
    /// In the order of the table's columns.
    pub(in crate::guard) inputs: Vec<Option<Typed>>,
    /// The day that validity is asked of, where the table says one.
    pub(in crate::guard) valid_on: Option<Typed>,
    pub(in crate::guard) list: Option<FieldPath>,
    pub(in crate::guard) uses: Uses,
}

/// The table, where nothing is wrong with it, and all that is wrong or should be looked at.
pub(in crate::guard) fn compile(table: &DecisionTable, looked: Looked) -> (Option<Decider>, Vec<Diagnostic>) {
    let mut reading = Reading { findings: Vec::new() };
    let complete = looked.inputs.iter().all(Option::is_some);
    let mut uses = looked.uses;
    uses.reads.tables.insert(table.id.clone());
    let mut inputs: Vec<Option<Input>> = table
        .reads
        .iter()
        .zip(looked.inputs)
        .map(|((name, input), typed)| reading.input(name, input, typed?))
        .collect();
    let dated = table.is_dated();
    if dated {
        uses.reads.today |= looked.valid_on.is_none();
        inputs.push(Some(validity(table.valid, looked.valid_on)));
    }
    let outputs: Vec<Output> = table
        .gives
        .iter()
        .map(|(name, output)| reading.output(name, output, table.hit))
        .collect();
    let rules: Vec<Rule> = table
        .rules
        .iter()
        .map(|rule| reading.rule(table, rule, &inputs, &outputs))
        .collect();
    let otherwise = table
        .otherwise
        .as_ref()
        .map(|rule| reading.rule(table, rule, &[], &outputs));
    reading.hit(table, &outputs, looked.list.is_some());
    let wrong = |finding: &Diagnostic| finding.severity == Severity::Error;
    let inputs: Vec<Input> = inputs.into_iter().flatten().collect();
    if !complete || reading.findings.iter().any(wrong) {
        return (None, reading.findings);
    }
    let axes = axes(&inputs, &rules);
    let ranks = if table.hit.ranks() {
        ranks(&outputs, &rules)
    } else {
        Vec::new()
    };
    let decider = Decider {
        id: table.id.clone(),
        title: table.title.clone(),
        guidance: table.guidance.clone(),
        hit: table.hit,
        list: looked.list,
        uses,
        sensitive: inputs.iter().any(|input| input.typed.is_sensitive()),
        inputs,
        outputs,
        axes,
        rules,
        otherwise,
        ranks,
    };
    let found = analyse(&decider, table.place);
    let sound = !found.iter().any(wrong);
    reading.findings.extend(found);
    (sound.then_some(decider), reading.findings)
}

fn axes(inputs: &[Input], rules: &[Rule]) -> Vec<Axis> {
    let cells = |column: usize| -> Vec<Option<Set>> {
        let cells = rules.iter().map(|rule| rule.cells.get(column)?.as_ref());
        cells.map(|cell| cell.map(|fits| fits.set.clone())).collect()
    };
    inputs
        .iter()
        .enumerate()
        .map(|(column, input)| Axis::cut(&input.line, &input.of, &cells(column)))
        .collect()
}

/// The column that rules' days are cells of.
fn validity(valid: Option<Validity>, on: Option<Typed>) -> Input {
    Input {
        name: VALID.to_owned(),
        title: Message::new("table-valid").into(),
        typed: on.unwrap_or(Typed {
            node: Node::Today,
            kind: Kind::Date,
            span: Span::default(),
        }),
        line: Line::Date,
        of: valid.map_or_else(|| Line::Date.whole(), |valid| days(valid).0),
    }
}

struct Reading {
    findings: Vec<Diagnostic>,
}

impl Reading {
    fn fault(&mut self, fault: Fault, written: &Written) {
        self.findings.push(fault.at(&written.text, written.place));
    }

    fn cell(&mut self, line: &Line, cell: &Cell) -> Option<(Set, Vec<Said>)> {
        read(line, cell).map_err(|wrong| self.findings.extend(wrong)).ok()
    }

    fn input(&mut self, name: &str, input: &TableInput, typed: Typed) -> Option<Input> {
        let Some(line) = Line::of(&typed.kind) else {
            let what = Message::new("table-not-readable").with("kind", typed.kind.message());
            let finding = Diagnostic::error(NOT_READABLE, input.is.place, what);
            self.findings
                .push(finding.hinting(Message::new("table-hint-readable")));
            return None;
        };
        let of = input.of.as_ref().and_then(|cell| self.cell(&line, cell));
        Some(Input {
            name: name.to_owned(),
            title: title_of(name, input, &typed),
            of: of.map_or_else(|| line.whole(), |(set, _)| set),
            typed,
            line,
        })
    }

    fn output(&mut self, name: &str, output: &TableOutput, hit: Hit) -> Output {
        let (kind, per) = match &output.kind {
            OutputKind::Length => (Kind::Length, None),
            OutputKind::Field(FieldKind::Money { per }) => (Kind::Number(Number::Money), per.clone()),
            OutputKind::Field(kind) => (Kind::of(kind), None),
        };
        let mut ordered = Vec::new();
        for written in &output.values {
            match value(&kind, &written.text) {
                Ok(value) => ordered.push(value),
                Err(fault) => self.fault(fault, written),
            }
        }
        let gives = match (hit, &kind) {
            (Hit::Count, _) | (Hit::Sum, Kind::Number(Number::Level(..))) => Kind::Number(Number::Integer),
            _ => kind.clone(),
        };
        Output {
            name: name.to_owned(),
            title: output.title.clone(),
            kind,
            per,
            unit: output.unit.clone(),
            gives,
            ordered,
        }
    }

    fn rule(
        &mut self,
        table: &DecisionTable,
        rule: &TableRule,
        inputs: &[Option<Input>],
        outputs: &[Output],
    ) -> Rule {
        let mut cells: Vec<Option<Fits>> = Vec::with_capacity(inputs.len());
        for (name, input) in table.reads.keys().zip(inputs) {
            let cell = input.as_ref().zip(rule.tests.get(name));
            cells.push(cell.and_then(|(input, cell)| {
                let (set, said) = self.cell(&input.line, cell)?;
                let not = cell.not;
                Some(Fits { set, not, said })
            }));
        }
        if inputs.len() > table.reads.len() {
            cells.push(rule.valid.map(|valid| {
                let (set, said) = days(valid);
                let not = false;
                Fits { set, not, said }
            }));
        }
        let (mut record, mut lengths) = (Record::new(), BTreeMap::new());
        for output in outputs {
            let Some(written) = rule.gives.get(&output.name) else {
                continue;
            };
            if output.kind == Kind::Length {
                match length(&written.text) {
                    Ok(length) => {
                        lengths.insert(output.name.clone(), length);
                    }
                    Err(fault) => self.fault(fault, written),
                }
            } else if let Some(value) = self.given(output, written) {
                record.insert(output.name.clone(), value);
            }
        }
        Rule {
            cells,
            record,
            lengths,
            note: rule.note.clone(),
            place: rule.place,
        }
    }

    fn given(&mut self, output: &Output, written: &Written) -> Option<Value> {
        let value = value(&output.kind, &written.text);
        let fault = match value {
            Ok(value) if output.ordered.is_empty() || output.ordered.contains(&value) => return Some(value),
            Ok(_) => Fault::Values(output.ordered.iter().map(plain).collect()),
            Err(fault) => fault,
        };
        self.fault(fault, written);
        None
    }

    /// Whether the hit policy can do with the outcomes what it says.
    fn hit(&mut self, table: &DecisionTable, outputs: &[Output], of_rows: bool) {
        let hit = table.hit;
        let mut wrong = |key: &str, place| {
            let what = Message::new(key).with("hit", hit.letter());
            let finding = Diagnostic::error(HIT, place, what);
            self.findings
                .push(finding.hinting(Message::new(&format!("{key}-hint"))));
        };
        if hit.ranks() && !outputs.iter().any(has_order) {
            wrong("table-no-ranks", table.place);
        }
        if hit.gives_rows() && of_rows {
            wrong("table-rows-of-rows", table.place);
        }
        if hit.makes_one() && outputs.len() > 1 {
            wrong("table-one-outcome", table.place);
        }
        if let (Hit::Count, Some(otherwise)) = (hit, &table.otherwise) {
            wrong("table-counted", otherwise.place);
        }
        for (output, declared) in outputs.iter().zip(table.gives.values()) {
            let fits = match hit {
                Hit::Sum => matches!(output.kind, Kind::Number(_)),
                Hit::Min | Hit::Max => output.kind.has_order(),
                Hit::Collect | Hit::RuleOrder | Hit::OutputOrder | Hit::Count => output.kind != Kind::Length,
                _ => true,
            };
            if !fits {
                wrong("table-hit-kind", declared.place);
            }
        }
    }
}

/// A value as its author would write it.
fn plain(value: &Value) -> String {
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Person(text) => text.clone(),
        Value::Integer(number) | Value::Level(number) => number.to_string(),
        Value::Decimal(number) | Value::Money(number) => number.to_string(),
        Value::Boolean(truth) => truth.to_string(),
        Value::Date(day) => day.to_string(),
        Value::Time(time) => time.format("%H:%M").to_string(),
        Value::List(_) | Value::Record(_) | Value::Erased => String::new(),
    }
}

/// What people call a column: what is written, otherwise what the field is called.
fn title_of(name: &str, input: &TableInput, typed: &Typed) -> Arg {
    let shown = match &typed.node {
        Node::Field(stored) => Some(&stored.shown),
        Node::Cell(_, shown)
        | Node::Computed(_, shown)
        | Node::ComputedCell(_, shown)
        | Node::Decided(.., shown) => Some(shown),
        _ => None,
    };
    let title = input.title.as_ref().or_else(|| shown.map(|shown| &shown.title));
    match title {
        Some(title) => Arg::Both(title.clone()),
        None => Arg::Both(Text::danish(name.replace('_', " "))),
    }
}
