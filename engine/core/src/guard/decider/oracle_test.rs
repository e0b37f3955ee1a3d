//! Tables against a judge that shares no code with them: it goes through every value of every column and every rule from
//! the top. What decides, what comes out, which rules meet, what is left out and which rules never decide are the same.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::testbed::with;
use crate::flow::{Diagnostic, Value};
use crate::guard::{Answer, Given, RuleTable};
use crate::text::{Arg, Message};

/// A column: its name, what it looks at, and every value that it is tried with. Between any two that a cell can name,
/// a column of decimal numbers is tried with one more.
struct Column {
    name: &'static str,
    looks_at: &'static str,
    values: &'static [&'static str],
    ordered: bool,
}

const COLUMNS: [Column; 5] = [
    Column {
        name: "kind",
        looks_at: "device.kind",
        values: &["ramp", "chair", "car"],
        ordered: false,
    },
    Column {
        name: "urgent",
        looks_at: "device.urgent",
        values: &["false", "true"],
        ordered: false,
    },
    Column {
        name: "need",
        looks_at: "citizen.need",
        values: &["0", "1", "2", "3", "4"],
        ordered: true,
    },
    Column {
        name: "age",
        looks_at: "{is: citizen.age, of: 0..4}",
        values: &["0", "1", "2", "3", "4"],
        ordered: true,
    },
    Column {
        name: "weight",
        looks_at: "{is: device.weight, of: 0..2}",
        values: &["0", "0.5", "1", "1.5", "2"],
        ordered: true,
    },
];

/// Values that a cell may name: of decimal numbers only the whole ones, so that there is one between.
fn named(column: &Column) -> Vec<&'static str> {
    let whole = column.values.iter().filter(|value| !value.contains('.'));
    whole.copied().collect()
}

/// A cell as the judge has it.
#[derive(Clone, Debug)]
enum Cell {
    Any,
    Listed(Vec<&'static str>, bool),
    /// From, to, and whether each end is left out.
    Interval(Option<(&'static str, bool)>, Option<(&'static str, bool)>),
}

fn number(text: &str) -> Decimal {
    text.parse().unwrap()
}

impl Cell {
    fn fits(&self, value: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Listed(listed, not) => listed.contains(&value) != *not,
            Self::Interval(from, to) => {
                let value = number(value);
                from.is_none_or(|(from, open)| value > number(from) || (!open && value == number(from)))
                    && to.is_none_or(|(to, open)| value < number(to) || (!open && value == number(to)))
            }
        }
    }

    fn written(&self) -> Option<String> {
        Some(match self {
            Self::Any => return None,
            Self::Listed(listed, false) => format!("[{}]", listed.join(", ")),
            Self::Listed(listed, true) => format!("{{not: [{}]}}", listed.join(", ")),
            Self::Interval(Some((from, false)), None) => format!("{from}.."),
            Self::Interval(Some((from, true)), None) => format!("\"> {from}\""),
            Self::Interval(None, Some((to, false))) => format!("\"<= {to}\""),
            Self::Interval(None, Some((to, true))) => format!("\"< {to}\""),
            Self::Interval(Some((from, opens)), Some((to, closes))) => {
                let (opens, closes) = (if *opens { '(' } else { '[' }, if *closes { ')' } else { ']' });
                format!("\"{opens}{from}..{to}{closes}\"")
            }
            Self::Interval(None, None) => return None,
        })
    }
}

fn cell(column: &'static Column) -> BoxedStrategy<Cell> {
    let names = named(column);
    let listed = (
        prop::sample::subsequence(names.clone(), 1..=names.len()),
        any::<bool>(),
    )
        .prop_map(|(listed, not)| Cell::Listed(listed, not));
    if !column.ordered {
        return prop_oneof![2 => Just(Cell::Any), 3 => listed].boxed();
    }
    let ends = (0..names.len(), 0..names.len(), any::<[bool; 4]>());
    let interval = ends.prop_filter_map("empty", move |(one, other, [low, high, opens, closes])| {
        let (from, to) = (one.min(other), one.max(other));
        let empty = low && high && from == to && (opens || closes);
        let dense = names.len() == 3;
        let between = low && high && from + 1 == to && opens && closes && !dense;
        (!empty && !between && (low || high)).then(|| {
            Cell::Interval(
                low.then_some((names[from], opens)),
                high.then_some((names[to], closes)),
            )
        })
    });
    prop_oneof![2 => Just(Cell::Any), 1 => listed, 3 => interval].boxed()
}

#[derive(Clone, Debug)]
struct Table {
    hit: &'static str,
    columns: Vec<usize>,
    rules: Vec<(Vec<Cell>, &'static str)>,
    otherwise: bool,
}

/// What comes out is a choice in this order.
const OUTCOMES: [&str; 3] = ["high", "middle", "low"];

fn table(hits: &'static [&'static str]) -> impl Strategy<Value = Table> {
    let columns = prop::sample::subsequence(vec![0_usize, 1, 2, 3, 4], 1..=3);
    (prop::sample::select(hits), columns, any::<bool>()).prop_flat_map(|(hit, columns, otherwise)| {
        let cells: Vec<BoxedStrategy<Cell>> = columns.iter().map(|column| cell(&COLUMNS[*column])).collect();
        let rule = (cells, prop::sample::select(&OUTCOMES[..]));
        prop::collection::vec(rule, 1..6).prop_map(move |rules| Table {
            hit,
            columns: columns.clone(),
            rules,
            otherwise: otherwise && hit != "count",
        })
    })
}

impl Table {
    fn written(&self) -> String {
        let number = !matches!(
            self.hit,
            "unique" | "first" | "any" | "priority" | "collect" | "rule_order" | "output_order"
        );
        let outcome = |name: &str| {
            let place = OUTCOMES.iter().position(|outcome| *outcome == name).unwrap();
            if number {
                place.to_string()
            } else {
                name.to_owned()
            }
        };
        let reads: Vec<String> = self
            .columns
            .iter()
            .map(|column| format!("{}: {}", COLUMNS[*column].name, COLUMNS[*column].looks_at))
            .collect();
        let rules: Vec<String> = self
            .rules
            .iter()
            .map(|(cells, name)| {
                let cells = self.columns.iter().zip(cells);
                let cells = cells.filter_map(|(column, cell)| {
                    Some(format!("{}: {}", COLUMNS[*column].name, cell.written()?))
                });
                let parts: Vec<String> = cells.chain([format!("out: {}", outcome(name))]).collect();
                format!("{{{}}}", parts.join(", "))
            })
            .collect();
        let gives = if number {
            "integer"
        } else {
            "{type: choice, of: [high, middle, low]}"
        };
        let otherwise = if self.otherwise {
            format!(", otherwise: {{out: {}}}", outcome("low"))
        } else {
            String::new()
        };
        format!(
            "tables:\n  t: {{title: T, hit: {}, reads: {{{}}}, gives: {{out: {gives}}}, rules: [{}]{otherwise}}}\n",
            self.hit,
            reads.join(", "),
            rules.join(", ")
        )
    }

    /// Every case: a value for each column.
    fn cases(&self) -> Vec<Vec<&'static str>> {
        self.columns.iter().fold(vec![Vec::new()], |cases, column| {
            let more = |case: Vec<&'static str>| {
                COLUMNS[*column].values.iter().map(move |value| {
                    let mut case = case.clone();
                    case.push(*value);
                    case
                })
            };
            cases.into_iter().flat_map(more).collect()
        })
    }

    fn fitting(&self, case: &[&str]) -> Vec<usize> {
        let fits =
            |(cells, _): &&(Vec<Cell>, &str)| cells.iter().zip(case).all(|(cell, value)| cell.fits(value));
        let rules = self.rules.iter().enumerate();
        rules
            .filter(|(_, rule)| fits(rule))
            .map(|(number, _)| number)
            .collect()
    }

    /// The rules that count, in their order, from 1.
    fn decide(&self, case: &[&str]) -> Vec<usize> {
        let mut fitting = self.fitting(case);
        let rank = |rule: &usize| {
            let name = self.rules[*rule].1;
            (
                OUTCOMES.iter().position(|outcome| *outcome == name).unwrap(),
                *rule,
            )
        };
        match self.hit {
            "priority" => {
                fitting.sort_by_key(rank);
                fitting.truncate(1);
            }
            "output_order" => fitting.sort_by_key(rank),
            "unique" | "first" | "any" => fitting.truncate(1),
            _ => {}
        }
        fitting.iter().map(|rule| rule + 1).collect()
    }

    /// What comes out.
    fn outcome(&self, case: &[&str]) -> Json {
        let rules = self.decide(case);
        let names: Vec<&str> = rules.iter().map(|rule| self.rules[rule - 1].1).collect();
        let place = |name: &&str| OUTCOMES.iter().position(|outcome| outcome == name).unwrap();
        let numbers = || names.iter().map(place);
        let none = names.is_empty();
        match self.hit {
            "count" => json!(names.len()),
            "sum" | "min" | "max" if none && self.otherwise => json!(2),
            "sum" => json!(numbers().sum::<usize>()),
            "min" => numbers().min().map_or(Json::Null, |least| json!(least)),
            "max" => numbers().max().map_or(Json::Null, |most| json!(most)),
            "collect" | "rule_order" | "output_order" if none && self.otherwise => json!(["low"]),
            "collect" | "rule_order" | "output_order" => json!(names),
            _ if none && self.otherwise => json!("low"),
            _ => names.first().map_or(Json::Null, |name| json!(name)),
        }
    }

    fn given(&self, case: &[Option<&str>]) -> Map<String, Json> {
        let columns = self.columns.iter().zip(case);
        columns
            .filter_map(|(column, value)| Some((COLUMNS[*column].name.to_owned(), json!((*value)?))))
            .collect()
    }
}

fn as_json(answer: &Answer) -> Json {
    let value = |value: &Value| match value {
        Value::Choice(name) => json!(name),
        Value::Integer(number) => json!(number),
        other => panic!("{other:?}"),
    };
    match &answer.gives["out"] {
        None => Json::Null,
        Some(Given::Value(one)) => value(one),
        Some(Given::Each(all)) => all.iter().map(value).collect(),
        Some(Given::Length(length)) => panic!("{length}"),
    }
}

fn compiled(table: &Table) -> (Option<RuleTable>, Vec<Diagnostic>) {
    let (_, guards, findings) = with(&table.written());
    (guards.tables.into_values().next(), findings)
}

/// The numbers that a finding's sentence names.
fn numbers(finding: &Diagnostic, names: &[&str]) -> Vec<i64> {
    names
        .iter()
        .map(|name| match &finding.what.args[*name] {
            Arg::Number(number) => *number,
            other => panic!("{other:?}"),
        })
        .collect()
}

/// The case that a finding shows, column by column; what makes no difference is left out of it.
fn witness(table: &Table, finding: &Diagnostic) -> Vec<&'static str> {
    let told: BTreeMap<String, String> = match &finding.what.args["when"] {
        Arg::List(parts) => parts.iter().map(titled).collect(),
        _ => BTreeMap::new(),
    };
    table
        .columns
        .iter()
        .map(|column| {
            let column = &COLUMNS[*column];
            let title = match column.name {
                "kind" => "Type",
                "urgent" => "Haster",
                "need" => "Behov",
                "age" => "Alder",
                _ => "Vægt",
            };
            let value = told.get(title).map_or(column.values[0], String::as_str);
            let found = column.values.iter().find(|known| **known == value);
            found.unwrap_or_else(|| panic!("{value} of {title}"))
        })
        .copied()
        .collect()
}

fn titled(part: &Arg) -> (String, String) {
    let Arg::Message(message) = part else {
        panic!("{part:?}")
    };
    let Message { args, .. } = &**message;
    let Arg::Both(title) = &args["title"] else {
        panic!("{args:?}")
    };
    let value = match &args["value"] {
        Arg::Decimal(number) => number.to_string(),
        Arg::Message(word) if word.key == "guard-yes" => "true".to_owned(),
        Arg::Message(word) if word.key == "guard-no" => "false".to_owned(),
        Arg::Both(title) => match title.da.as_str() {
            "Rampe" => "ramp".to_owned(),
            "Kørestol" => "chair".to_owned(),
            _ => "car".to_owned(),
        },
        other => panic!("{other:?}"),
    };
    (title.da.clone(), value)
}

const ALL_BUT_UNIQUE: &[&str] = &[
    "first",
    "priority",
    "collect",
    "rule_order",
    "output_order",
    "sum",
    "min",
    "max",
    "count",
];

proptest! {
    #[test]
    fn every_case_is_decided_by_the_rules_that_the_judge_says(table in table(ALL_BUT_UNIQUE)) {
        let (compiled, findings) = compiled(&table);
        let compiled = compiled.unwrap_or_else(|| panic!("{findings:#?}"));
        for case in table.cases() {
            let whole: Vec<Option<&str>> = case.iter().map(|value| Some(*value)).collect();
            let answer = compiled.ask(&table.given(&whole)).unwrap();
            let rules: Vec<usize> = answer.rules.iter().map(|rule| usize::try_from(*rule).unwrap()).collect();
            prop_assert_eq!(&rules, &table.decide(&case), "{} {:?}", table.written(), case);
            prop_assert_eq!(as_json(&answer), table.outcome(&case), "{} {:?}", table.written(), case);
            prop_assert!(!answer.unknown);
        }
    }

    #[test]
    fn what_is_decided_without_knowing_all_is_decided_so_whatever_the_rest_is(
        table in table(&["unique", "any", "first", "priority", "collect", "rule_order", "output_order", "sum", "min", "max", "count"]),
        unfilled in any::<[bool; 3]>(),
    ) {
        if let (Some(compiled), _) = compiled(&table) {
            for case in table.cases() {
                let some: Vec<Option<&str>> = case.iter().zip(unfilled).map(|(value, no)| (!no).then_some(*value)).collect();
                let answer = compiled.ask(&table.given(&some)).unwrap();
                if !answer.unknown {
                    prop_assert_eq!(as_json(&answer), table.outcome(&case), "{} {:?}", table.written(), some);
                }
            }
        }
    }

    #[test]
    fn rules_that_meet_and_must_not_are_found_with_a_case(table in table(&["unique", "any"])) {
        let (compiled, findings) = compiled(&table);
        let meets = |hit: &str, one: usize, other: usize| hit == "unique" || table.rules[one].1 != table.rules[other].1;
        let mut pairs = BTreeSet::new();
        for case in table.cases() {
            let fitting = table.fitting(&case);
            for (place, one) in fitting.iter().enumerate() {
                let others = fitting.iter().skip(place + 1);
                pairs.extend(others.filter(|other| meets(table.hit, *one, **other)).map(|other| (*one, *other)));
            }
        }
        let found: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code.0 == "F0807").collect();
        let told: BTreeSet<(usize, usize)> = found
            .iter()
            .map(|finding| numbers(finding, &["one", "other"]))
            .map(|pair| (usize::try_from(pair[0]).unwrap() - 1, usize::try_from(pair[1]).unwrap() - 1))
            .collect();
        prop_assert_eq!(&told, &pairs, "{}", table.written());
        prop_assert_eq!(compiled.is_none(), !pairs.is_empty());
        for finding in found {
            let case = witness(&table, finding);
            let fitting = table.fitting(&case);
            for rule in numbers(finding, &["one", "other"]) {
                let rule = usize::try_from(rule).unwrap() - 1;
                prop_assert!(fitting.contains(&rule), "{} {:?}", table.written(), case);
            }
        }
    }

    #[test]
    fn what_no_rule_fits_is_found_with_a_case(table in table(&["unique", "any", "first", "priority", "min", "sum", "collect"])) {
        let (_, findings) = compiled(&table);
        let looked_for = !table.otherwise && !matches!(table.hit, "sum" | "collect");
        let left_out = table.cases().iter().any(|case| table.fitting(case).is_empty());
        let found: Vec<&Diagnostic> = findings.iter().filter(|finding| finding.code.0 == "F0808").collect();
        prop_assert_eq!(!found.is_empty(), looked_for && left_out, "{}", table.written());
        for finding in found {
            let case = witness(&table, finding);
            prop_assert!(table.fitting(&case).is_empty(), "{} {:?}", table.written(), case);
        }
        let never = findings.iter().any(|finding| finding.what.key == "table-otherwise-never");
        prop_assert_eq!(never, table.otherwise && !left_out, "{}", table.written());
    }

    #[test]
    fn rules_that_never_decide_are_found(table in table(&["first", "priority", "collect"])) {
        let (_, findings) = compiled(&table);
        let mut deciding = BTreeSet::new();
        for case in table.cases() {
            deciding.extend(table.decide(&case));
        }
        let never: BTreeSet<usize> = (1..=table.rules.len()).filter(|rule| !deciding.contains(rule)).collect();
        let found = findings.iter().filter(|finding| finding.code.0 == "F0809" && finding.what.args.contains_key("rule"));
        let told: BTreeSet<usize> = found
            .map(|finding| usize::try_from(numbers(finding, &["rule"])[0]).unwrap())
            .collect();
        prop_assert_eq!(told, never, "{}", table.written());
    }
}
