//! A decision table as others see it: its sheet, and what it answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use super::analysis::numbered;
use super::cell::value;
use super::fault::Fault;
use super::say::Told;
use super::{Decider, Rule};
use crate::calendar::Length;
use crate::flow::{Hit, OTHERWISE, Value};
use crate::guard::datum::Datum;
use crate::guard::evaluate::Evaluator;
use crate::guard::facts::Facts;
use crate::guard::reads::Reads;
use crate::guard::table::Table;
use crate::id::TableId;
use crate::text::{Arg, Message, Text};

/// How many rows of a list are told of one by one.
const MAX_ROWS_TOLD: usize = 20;

/// A decision table ready to be asked. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RuleTable {
    table: Arc<Table>,
    number: usize,
}

/// A table as it is drawn: a heading for each column, a row for each rule.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sheet {
    /// What people call it.
    pub title: Text,
    /// How to read it.
    pub guidance: Option<Text>,
    /// Which rule decides, in a sentence.
    pub hit: Message,
    /// What the table looks at, then what comes out.
    pub columns: Vec<Column>,
    /// A row for each rule, and one for where none fits.
    pub rows: Vec<Row>,
    /// Some rule says why.
    pub has_notes: bool,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its name in the flow file.
    pub name: String,
    /// What people call it.
    pub title: Arg,
    /// Whether it comes out of the table.
    pub gives: bool,
}

/// What stands first in a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Heading {
    /// The rule of this number, from 1.
    Rule(i64),
    /// What holds where no rule fits.
    Otherwise,
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// Which rule it is.
    pub heading: Heading,
    /// A cell for each column.
    pub cells: Vec<Arg>,
    /// Why it says so.
    pub note: Option<Text>,
}

/// What a table answers.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// The rules that decided, by their numbers from 1, in the order that the table says.
    pub rules: Vec<i64>,
    /// No rule fits, and the table says what comes out then.
    pub otherwise: bool,
    /// Nobody can tell: something that the table looks at is not filled.
    pub unknown: bool,
    /// What came out, by name: a value, or a list of values where every rule that fits gives a row.
    pub gives: BTreeMap<String, Option<Given>>,
    /// The same in a sentence.
    pub sentence: Message,
}

/// What came out under a name.
#[derive(Clone, PartialEq, Debug)]
pub enum Given {
    /// A value.
    Value(Value),
    /// A length of time, as it is written.
    Length(String),
    /// A value for each rule that fits.
    Each(Vec<Value>),
}

impl RuleTable {
    pub(in crate::guard) const fn new(table: Arc<Table>, number: usize) -> Self {
        Self { table, number }
    }

    fn decider(&self) -> Option<&Decider> {
        self.table.decider(self.number)
    }

    /// What people call it.
    #[must_use]
    pub fn title(&self) -> Text {
        self.decider()
            .map_or_else(|| Text::danish(""), |decider| decider.title.clone())
    }

    /// What it looks at.
    #[must_use]
    pub fn reads(&self) -> Reads {
        self.decider()
            .map_or_else(Reads::default, |decider| decider.uses.reads.clone())
    }

    /// The table as it is drawn.
    #[must_use]
    pub fn sheet(&self) -> Option<Sheet> {
        let decider = self.decider()?;
        let looked = decider.inputs.iter().map(|input| Column {
            name: input.name.clone(),
            title: input.title.clone(),
            gives: false,
        });
        let given = decider.outputs.iter().map(|output| Column {
            name: output.name.clone(),
            title: Arg::from(&output.title),
            gives: true,
        });
        let rules = (0..).zip(&decider.rules);
        let mut rows: Vec<Row> = rules
            .map(|(number, rule)| row(decider, Heading::Rule(numbered(number)), rule))
            .collect();
        rows.extend(
            decider
                .otherwise
                .iter()
                .map(|rule| row(decider, Heading::Otherwise, rule)),
        );
        Some(Sheet {
            title: decider.title.clone(),
            guidance: decider.guidance.clone(),
            hit: hit_words(decider.hit),
            columns: looked.chain(given).collect(),
            has_notes: rows.iter().any(|row| row.note.is_some()),
            rows,
        })
    }

    /// What it says under this name, a line for each rule: when, and what; of rules that are tuned, by their numbers from
    /// 1 or [`OTHERWISE`], what they say instead.
    #[must_use]
    pub fn lines(&self, outcome: &str, instead: &BTreeMap<String, Length>) -> Vec<Message> {
        let Some(decider) = self.decider() else {
            return Vec::new();
        };
        let numbered = (1_u32..).zip(&decider.rules);
        let rules =
            numbered.map(|(number, rule)| decider.line(rule, outcome, instead.get(&number.to_string())));
        let otherwise = decider.otherwise.iter().map(|rule| Message {
            key: "table-line-otherwise".to_owned(),
            ..decider.line(rule, outcome, instead.get(OTHERWISE))
        });
        rules.chain(otherwise).collect()
    }

    /// What it answers for a case; nothing for a table that decides for each row of a list.
    #[must_use]
    pub fn answer(&self, facts: &dyn Facts) -> Option<Answer> {
        let decider = self.decider().filter(|decider| decider.list.is_none())?;
        let evaluator = Evaluator::new(&self.table, &decider.uses, facts);
        let told = decider.told(|typed| evaluator.value(typed, None));
        Some(answer(decider, &told))
    }

    /// Which rule decides for a case, from what: a sentence, or one for each row where it decides for rows.
    #[must_use]
    pub fn sentences(&self, facts: &dyn Facts) -> Vec<Message> {
        let Some(decider) = self.decider() else {
            return Vec::new();
        };
        // Which rule decided tells what it was found by.
        if decider.sensitive {
            return vec![Message::new("table-hidden").with("table", &decider.title)];
        }
        let evaluator = Evaluator::new(&self.table, &decider.uses, facts);
        let Some(list) = &decider.list else {
            let told = decider.told(|typed| evaluator.value(typed, None));
            return vec![decider.sentence(&told)];
        };
        let Some(Value::List(rows)) = facts.field(list) else {
            return Vec::new();
        };
        let rows = (1_i64..).zip(rows).take(MAX_ROWS_TOLD);
        rows.map(|(number, record)| {
            let row = evaluator.row(record, decider.uses.columns.iter().copied());
            let told = decider.told(|typed| evaluator.value(typed, Some(&row)));
            Message::new("table-row")
                .with("row", number)
                .with("what", decider.sentence(&told))
        })
        .collect()
    }

    /// What it answers where its columns have these values, by name, as people write them.
    ///
    /// # Errors
    /// What is wrong with each value that is.
    pub fn ask(&self, given: &Map<String, Json>) -> Result<Answer, Vec<Message>> {
        let Some(decider) = self.decider() else {
            return Err(Vec::new());
        };
        let mut wrong = Vec::new();
        for name in given.keys() {
            if !decider.inputs.iter().any(|input| input.name == *name) {
                let names: Vec<&str> = decider.inputs.iter().map(|input| input.name.as_str()).collect();
                let what = Message::new("table-no-column")
                    .with("name", name.as_str())
                    .with("names", names);
                wrong.push(what);
            }
        }
        let mut values = Vec::with_capacity(decider.inputs.len());
        for input in &decider.inputs {
            let text = given.get(&input.name).and_then(text_of);
            let read = text.map(|text| (value(&input.line.kind(), &text), text));
            values.push(match read {
                None => None,
                Some((Ok(value), _)) => Some(value),
                Some((Err(fault), text)) => {
                    wrong.push(input.valued(said_wrong(fault, &text)));
                    None
                }
            });
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let looked = values.iter().map(|value| value.as_ref().map(Datum::of));
        Ok(answer(decider, &decider.told_of(looked.collect())))
    }

    /// Its name in the flow file.
    #[must_use]
    pub fn id(&self) -> Option<&TableId> {
        self.decider().map(|decider| &decider.id)
    }
}

/// A value as it is written; nothing where nothing is given.
fn text_of(given: &Json) -> Option<String> {
    match given {
        Json::Null => None,
        Json::String(text) if text.trim().is_empty() => None,
        Json::String(text) => Some(text.trim().to_owned()),
        other => Some(other.to_string()),
    }
}

fn said_wrong(fault: Fault, text: &str) -> Arg {
    fault.at(text, crate::flow::Place::default()).what.into()
}

fn row(decider: &Decider, heading: Heading, rule: &Rule) -> Row {
    let otherwise = heading == Heading::Otherwise;
    let cells = decider.inputs.iter().enumerate().map(|(column, input)| {
        let cell = rule.cells.get(column).and_then(Option::as_ref);
        input.cell(cell.filter(|_| !otherwise))
    });
    let given = decider
        .outputs
        .iter()
        .map(|output| output.given_by(rule.given(&output.name)));
    Row {
        heading,
        cells: cells.chain(given).collect(),
        note: rule.note.clone(),
    }
}

fn answer(decider: &Decider, told: &Told<'_>) -> Answer {
    let kept = |value: Datum<'_>, kind| match value {
        Datum::Length(length) => Some(Given::Length(length.to_string())),
        value => value.to_value(kind).map(Given::Value),
    };
    let rows = |name: &str| -> Option<Given> {
        let rules = told.rules.as_ref()?;
        let rows = rules.iter().filter_map(|rule| decider.rules.get(*rule));
        let rows = rows.chain(decider.otherwise.iter().filter(|_| told.otherwise));
        let values = rows.filter_map(|rule| rule.record.get(name).cloned());
        Some(Given::Each(values.collect()))
    };
    let gives = decider.outputs.iter().map(|output| {
        let given = if decider.hit.gives_rows() {
            rows(&output.name)
        } else {
            decider
                .made(output, told)
                .and_then(|value| kept(value, &output.gives))
        };
        (output.name.clone(), given)
    });
    let rules = told.rules.iter().flatten();
    Answer {
        rules: rules.map(|rule| numbered(*rule)).collect(),
        otherwise: told.otherwise,
        unknown: told.rules.is_none(),
        gives: gives.collect(),
        sentence: decider.sentence(told),
    }
}

/// Which rule decides, in a sentence.
fn hit_words(hit: Hit) -> Message {
    Message::new(match hit {
        Hit::Unique => "table-hit-unique",
        Hit::First => "table-hit-first",
        Hit::Any => "table-hit-any",
        Hit::Priority => "table-hit-priority",
        Hit::Collect => "table-hit-collect",
        Hit::RuleOrder => "table-hit-rule-order",
        Hit::OutputOrder => "table-hit-output-order",
        Hit::Sum => "table-hit-sum",
        Hit::Min => "table-hit-min",
        Hit::Max => "table-hit-max",
        Hit::Count => "table-hit-count",
    })
}
