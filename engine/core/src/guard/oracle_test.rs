//! Guards against two judges that share no code with the evaluator: Rhai's own engine running the same text, and
//! Kleene's logic as least and greatest of three numbers.

use chrono::{Datelike, Days, NaiveDate};
use proptest::prelude::*;
use rhai::{Array, Dynamic, Engine, Map, Scope};
use rust_decimal::Decimal;

use super::testbed::{MadeUp, day, guard, path};
use super::{Truth, Wanted};
use crate::flow::{Record, Value};

/// One expression, as a guard and as Rhai would have it: rows by closures, dates as days, items as variables.
#[derive(Clone, Debug)]
struct Pair {
    ours: String,
    rhai: String,
}

fn pair(ours: impl Into<String>, rhai: impl Into<String>) -> Pair {
    Pair {
        ours: ours.into(),
        rhai: rhai.into(),
    }
}

/// Both put together in the same way.
fn join(form: impl Fn(&str, &str) -> String, left: &Pair, right: &Pair) -> Pair {
    pair(form(&left.ours, &right.ours), form(&left.rhai, &right.rhai))
}

/// Written as a guard would have them and as Rhai would; a row's columns are `row.` there.
fn one_of(names: &'static [(&'static str, &'static str)]) -> BoxedStrategy<Pair> {
    prop::sample::select(names)
        .prop_map(|(ours, rhai)| pair(ours, rhai))
        .boxed()
}

const PRICE: &str = "(row.hours * row.rate)";

/// A number; where `row` is set also a row's.
fn number(row: bool, depth: u32) -> BoxedStrategy<Pair> {
    let written = (0_i64..9, 0_u8..4).prop_map(|(whole, quarters)| match quarters {
        0 => pair(whole.to_string(), format!("{whole}.0")),
        _ => {
            let text = format!("{whole}.{}", u16::from(quarters) * 25);
            pair(text.clone(), text)
        }
    });
    let field = one_of(&[
        ("assessment.need", "assessment.need"),
        ("assessment.visits", "assessment.visits"),
        ("assessment.weight", "assessment.weight"),
        ("assessment.cost", "assessment.cost"),
        ("times(assess)", "times_assess"),
        (
            "days_between(assessment.held_on, today)",
            "(today - assessment.held_on)",
        ),
    ]);
    let cell = one_of(&[
        ("order.lines.hours", "row.hours"),
        ("order.lines.rate", "row.rate"),
        ("order.lines.price", PRICE),
    ]);
    let leaf = if row {
        prop_oneof![written, field, cell].boxed()
    } else {
        prop_oneof![written, field].boxed()
    };
    if depth == 0 {
        return leaf;
    }
    let two = (
        number(row, depth - 1),
        prop::sample::select(&["+", "-", "*", "/", "%"][..]),
        number(row, depth - 1),
    )
        .prop_map(|(left, sign, right)| {
            join(|left, right| format!("({left} {sign} {right})"), &left, &right)
        });
    let minus =
        number(row, depth - 1).prop_map(|one| pair(format!("(-{})", one.ours), format!("(-{})", one.rhai)));
    if row {
        return prop_oneof![2 => leaf, 3 => two, 1 => minus].boxed();
    }
    let of_rows = (prop::sample::select(&["sum", "min", "max"][..]), number(true, 1)).prop_filter_map(
        "names no column",
        |(how, body)| {
            let named = body.ours.contains("order.lines.");
            named.then(|| {
                pair(
                    format!("{how}({})", body.ours),
                    format!("{how}(order.lines.map(|row| {}))", body.rhai),
                )
            })
        },
    );
    let total = Just(pair(
        "order.total",
        format!("sum(order.lines.map(|row| {PRICE}))"),
    ));
    let count = rows_that().prop_map(|body| {
        pair(
            format!("count({})", body.ours),
            format!("order.lines.filter(|row| {}).len()", body.rhai),
        )
    });
    prop_oneof![2 => leaf, 3 => two, 1 => minus, 2 => of_rows, 1 => total, 1 => count].boxed()
}

/// Something about rows that names a column.
fn rows_that() -> BoxedStrategy<Pair> {
    boolean(true, 1)
        .prop_filter("names no column", |body| body.ours.contains("order.lines."))
        .boxed()
}

/// A comparison of numbers.
fn comparison(row: bool, depth: u32) -> BoxedStrategy<Pair> {
    let signs = prop::sample::select(&["==", "!=", "<", "<=", ">", ">="][..]);
    let level = (signs.clone(), 0..5_i64).prop_map(|(sign, level)| {
        pair(
            format!("assessment.need {sign} {level}"),
            format!("assessment.need {sign} {level}.0"),
        )
    });
    // Sums keep a level from standing alone beside a number outside its scale.
    let compared = (number(row, depth), signs, number(row, depth)).prop_map(|(left, sign, right)| {
        join(
            |left, right| format!("({left} + 0) {sign} ({right} + 0)"),
            &left,
            &right,
        )
    });
    prop_oneof![level, compared].boxed()
}

/// Yes or no; where `row` is set also of a row.
fn boolean(row: bool, depth: u32) -> BoxedStrategy<Pair> {
    let field = one_of(&[
        ("assessment.urgent", "assessment.urgent"),
        ("done(assess)", "done_assess"),
        (
            "decision.outcome == \"granted\"",
            "decision.outcome == \"granted\"",
        ),
        (
            "decision.outcome != decision.earlier",
            "decision.outcome != decision.earlier",
        ),
        (
            "assessment.held_on <= days_after(today, 2)",
            "assessment.held_on <= today + 2.0",
        ),
        (
            "contains(assessment.name, \"b\")",
            "assessment.name.contains(\"b\")",
        ),
        ("assessment.dearer", "(assessment.cost > assessment.limit)"),
        (
            "order.share > 1",
            "(sum(order.lines.map(|row| row.hours * row.rate)) / assessment.limit) > 1.0",
        ),
    ]);
    let cell = one_of(&[
        ("order.lines.sure", "row.sure"),
        ("order.lines.accepted", "(row.answer == \"accepted\")"),
        ("order.lines.answer == \"declined\"", "row.answer == \"declined\""),
        ("order.lines.dear", "((row.hours * row.rate) > assessment.limit)"),
    ]);
    let compared = comparison(row, depth.min(2));
    let leaf = if row {
        prop_oneof![1 => field, 1 => cell, 2 => compared].boxed()
    } else {
        prop_oneof![1 => field, 2 => compared].boxed()
    };
    if depth == 0 {
        return leaf;
    }
    let two =
        (boolean(row, depth - 1), any::<bool>(), boolean(row, depth - 1)).prop_map(|(left, both, right)| {
            let sign = if both { "&&" } else { "||" };
            join(|left, right| format!("({left} {sign} {right})"), &left, &right)
        });
    let not =
        boolean(row, depth - 1).prop_map(|one| pair(format!("!({})", one.ours), format!("!({})", one.rhai)));
    if row {
        return prop_oneof![2 => leaf, 3 => two, 1 => not].boxed();
    }
    let rows = (prop::sample::select(&["all", "any", "none"][..]), rows_that()).prop_map(|(how, body)| {
        let rhai = match how {
            "all" => format!("order.lines.all(|row| {})", body.rhai),
            "any" => format!("order.lines.some(|row| {})", body.rhai),
            _ => format!("!order.lines.some(|row| {})", body.rhai),
        };
        pair(format!("{how}({})", body.ours), rhai)
    });
    prop_oneof![2 => leaf, 3 => two, 1 => not, 2 => rows].boxed()
}

/// Everything that the expressions ask for, all of it filled.
fn filled() -> BoxedStrategy<MadeUp> {
    let money = || (0_i64..2_000).prop_map(|hundredths| Decimal::new(hundredths, 2));
    let row = (money(), money(), any::<bool>(), any::<bool>()).prop_map(|(hours, rate, sure, accepted)| {
        let answer = if accepted { "accepted" } else { "declined" };
        Record::from([
            ("hours".to_owned(), Value::Decimal(hours)),
            ("rate".to_owned(), Value::Money(rate)),
            ("sure".to_owned(), Value::Boolean(sure)),
            ("answer".to_owned(), Value::Choice(answer.to_owned())),
        ])
    });
    let rows = prop::collection::vec(row, 0..4);
    let names = prop::sample::select(&["", "abc", "æøå", "B"][..]);
    (
        (0..5_i64, -3..9_i64, money(), money(), money()),
        (any::<bool>(), 0..3_usize, 0..2_usize),
        (0..9_u64, rows, names, 0..3_usize),
    )
        .prop_map(
            |((need, visits, weight, cost, limit), (urgent, outcome, earlier), (since, rows, name, done))| {
                let choice =
                    |number: usize| Value::Choice(["granted", "refused", "partly"][number].to_owned());
                let data = [
                    ("assessment.need", Value::Level(need)),
                    ("assessment.visits", Value::Integer(visits)),
                    ("assessment.weight", Value::Decimal(weight)),
                    ("assessment.cost", Value::Money(cost)),
                    ("assessment.limit", Value::Money(limit)),
                    ("assessment.urgent", Value::Boolean(urgent)),
                    ("assessment.name", Value::Text(name.to_owned())),
                    (
                        "assessment.held_on",
                        Value::Date(day("2026-02-28") + Days::new(since)),
                    ),
                    ("decision.outcome", choice(outcome)),
                    ("decision.earlier", choice(earlier)),
                    ("order.lines", Value::List(rows)),
                ];
                let facts = MadeUp {
                    data: data
                        .into_iter()
                        .map(|(field, value)| (path(field), value))
                        .collect(),
                    ..MadeUp::default()
                };
                (0..done).fold(facts, |facts, _| facts.done("assess", "2026-01-05T10:00:00Z"))
            },
        )
        .boxed()
}

fn days(day: NaiveDate) -> Dynamic {
    Dynamic::from_decimal(Decimal::from(day.num_days_from_ce()))
}

fn to_rhai(value: &Value) -> Dynamic {
    match value {
        Value::Text(text) | Value::Choice(text) | Value::Person(text) => text.clone().into(),
        Value::Integer(number) | Value::Level(number) => Dynamic::from_decimal(Decimal::from(*number)),
        Value::Decimal(number) | Value::Money(number) => Dynamic::from_decimal(*number),
        Value::Boolean(truth) => (*truth).into(),
        Value::Date(day) => days(*day),
        Value::Time(time) => time.to_string().into(),
        Value::List(rows) => rows.iter().map(record_to_rhai).collect::<Array>().into(),
        Value::Record(record) => record_to_rhai(record),
        Value::Erased => Dynamic::UNIT,
    }
}

fn record_to_rhai(record: &Record) -> Dynamic {
    let map: Map = record
        .iter()
        .map(|(name, value)| (name.as_str().into(), to_rhai(value)))
        .collect();
    map.into()
}

/// What Rhai makes of the text; none where it stops with an error, as at a division by zero.
fn judged(text: &str, facts: &MadeUp) -> Option<bool> {
    let mut engine = Engine::new();
    engine.set_max_expr_depths(0, 0);
    let numbers = |array: Array| array.into_iter().map(|one| one.as_decimal().unwrap());
    let found = |number: Option<Decimal>| number.map_or(Dynamic::UNIT, Dynamic::from_decimal);
    engine.register_fn("sum", move |array: Array| found(Some(numbers(array).sum())));
    engine.register_fn("min", move |array: Array| found(numbers(array).min()));
    engine.register_fn("max", move |array: Array| found(numbers(array).max()));
    let mut scope = Scope::new();
    for section in ["assessment", "decision", "order"] {
        let inside = facts
            .data
            .iter()
            .filter(|(field, _)| field.parts().next() == Some(section));
        let map: Map = inside
            .map(|(field, value)| (field.parts().last().unwrap().into(), to_rhai(value)))
            .collect();
        scope.push(section, map);
    }
    let times = facts.done.values().map(Vec::len).sum::<usize>();
    scope.push("times_assess", Decimal::from(times));
    scope.push("done_assess", times > 0);
    scope.push_dynamic("today", days(super::Facts::today(facts)));
    engine.eval_with_scope::<bool>(&mut scope, text).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    /// Where everything is filled, a guard answers what Rhai answers.
    #[test]
    fn the_same_as_rhai(expression in boolean(false, 3), facts in filled()) {
        let compiled = guard(&expression.ours, Wanted::Boolean);
        let Ok(compiled) = compiled else {
            return Err(TestCaseError::fail(format!("{} {compiled:#?}", expression.ours)));
        };
        if let Some(judged) = judged(&expression.rhai, &facts) {
            prop_assert_eq!(compiled.holds(&facts), Truth::from(Some(judged)), "{} | {}", expression.ours, expression.rhai);
        }
    }

    /// What is known stays so when more is filled: a guard never turns on what it did not yet know.
    #[test]
    fn filling_more_never_changes_what_was_known(
        expression in boolean(false, 3),
        facts in filled(),
        left_out in prop::collection::vec(any::<bool>(), 32),
    ) {
        // How many rows hold is asked of what is known, so it changes with it.
        prop_assume!(!expression.ours.contains("count("));
        let compiled = guard(&expression.ours, Wanted::Boolean).unwrap();
        let mut left_out = left_out.into_iter().cycle();
        let mut fewer = facts.clone();
        fewer.data.retain(|_, value| {
            if let Value::List(rows) = value {
                rows.iter_mut().for_each(|row| row.retain(|_, _| left_out.next() != Some(true)));
            }
            left_out.next() != Some(true)
        });
        let (before, after) = (compiled.holds(&fewer), compiled.holds(&facts));
        prop_assert!(before == Truth::Unknown || before == after, "{} {before:?} {after:?}", expression.ours);
    }
}

/// A formula over four fields that may be unfilled.
#[derive(Clone, Debug)]
enum Formula {
    Flag(usize),
    Not(Box<Formula>),
    Both(Box<Formula>, Box<Formula>),
    Either(Box<Formula>, Box<Formula>),
}

const FLAGS: [&str; 4] = ["flags.a", "flags.b", "flags.c", "flags.d"];

fn formula() -> impl Strategy<Value = Formula> {
    let leaf = (0..FLAGS.len()).prop_map(Formula::Flag);
    leaf.prop_recursive(5, 40, 2, |inner| {
        let two = (inner.clone(), inner.clone()).prop_map(|(left, right)| (Box::new(left), Box::new(right)));
        prop_oneof![
            inner.prop_map(|one| Formula::Not(Box::new(one))),
            two.clone().prop_map(|(left, right)| Formula::Both(left, right)),
            two.prop_map(|(left, right)| Formula::Either(left, right)),
        ]
    })
}

impl Formula {
    fn text(&self) -> String {
        match self {
            Self::Flag(number) => FLAGS[*number].to_owned(),
            Self::Not(one) => format!("!({})", one.text()),
            Self::Both(left, right) => format!("({}) && ({})", left.text(), right.text()),
            Self::Either(left, right) => format!("({}) || ({})", left.text(), right.text()),
        }
    }

    /// True is 1, false -1 and unknown 0: "and" is the least, "or" the greatest, "not" the other sign.
    fn weighed(&self, flags: [i8; 4]) -> i8 {
        match self {
            Self::Flag(number) => flags[*number],
            Self::Not(one) => -one.weighed(flags),
            Self::Both(left, right) => left.weighed(flags).min(right.weighed(flags)),
            Self::Either(left, right) => left.weighed(flags).max(right.weighed(flags)),
        }
    }
}

const WEIGHTS: [i8; 3] = [-1, 0, 1];

fn weight(truth: Truth) -> i8 {
    match truth {
        Truth::True => 1,
        Truth::False => -1,
        Truth::Unknown => 0,
    }
}

proptest! {
    /// Every formula has Kleene's truth table, all 81 rows of it.
    #[test]
    fn the_truth_tables_of_kleene(formula in formula()) {
        let compiled = guard(&formula.text(), Wanted::Boolean).unwrap();
        for row in 0..WEIGHTS.len().pow(4) {
            let flags = [0, 1, 2, 3].map(|place| WEIGHTS[row / WEIGHTS.len().pow(place) % WEIGHTS.len()]);
            let mut facts = MadeUp::default();
            for (name, flag) in FLAGS.iter().zip(flags) {
                if flag != 0 {
                    facts.data.insert(path(name), Value::Boolean(flag > 0));
                }
            }
            prop_assert_eq!(weight(compiled.holds(&facts)), formula.weighed(flags), "{} {:?}", formula.text(), flags);
        }
    }
}
