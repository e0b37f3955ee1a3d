//! The values of a field that stand for all: one or more for each part that guards cut its values into.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime, Timelike};
use rust_decimal::Decimal;

use super::relevant::Relevant;
use crate::flow::{Field, FieldKind, Record, Value};
use crate::guard::Cut;
use crate::id::FieldPath;

/// How many fields that are compared with each other are told apart within one part: their orders are tried in full.
const MAX_BESIDE: usize = 3;

/// How many rows of a list are tried at most: one that is so and one that is not.
const MAX_ROWS: usize = 2;

/// How many values of one field are tried at most: more than a list of two rows with five choices each has.
const MAX_VALUES: usize = 500;

/// Minutes in a day.
const MINUTES: i64 = 24 * 60;

/// Values of a field; none of them where the field stays empty.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Values {
    pub(super) values: Vec<Option<Value>>,
    /// Every other value acts as one of these.
    pub(super) whole: bool,
}

/// What a field's values are cut by, fields that it is compared with counted in.
struct Merged {
    cut: Cut,
    /// How many fields are compared with each other.
    beside: usize,
}

/// The regions of a flow's data.
pub(super) struct Regions<'a> {
    pub(super) relevant: &'a Relevant,
    /// The day that the search begins.
    pub(super) today: NaiveDate,
}

impl Regions<'_> {
    /// The values of a field that stand for all; where the field does not matter, one that will do.
    pub(super) fn of(&self, field: &Field) -> Values {
        let mut found = if self.relevant.matters(&field.path) {
            self.filled(field)
        } else {
            Values {
                values: if field.optional {
                    Vec::new()
                } else {
                    vec![self.any(field)]
                },
                whole: true,
            }
        };
        if field.optional {
            found.values.push(None);
        }
        found
    }

    fn merged(&self, path: &FieldPath) -> Merged {
        let fields = &self.relevant.cuts.fields;
        let mut together = BTreeSet::from([path]);
        let mut open = vec![path];
        let mut cut = Cut::default();
        while let Some(path) = open.pop() {
            let Some(one) = fields.get(path) else { continue };
            cut.values.extend(one.values.iter().cloned());
            cut.today |= one.today;
            cut.reckoned |= one.reckoned;
            cut.rows = cut.rows.max(one.rows);
            cut.turns |= one.turns;
            open.extend(one.beside.iter().filter(|other| together.insert(other)));
        }
        Merged {
            cut,
            beside: together.len(),
        }
    }

    /// Every value that the field may be filled with, by what is told apart.
    fn filled(&self, field: &Field) -> Values {
        match &field.kind {
            FieldKind::List { columns } => {
                let keys = [&self.relevant.each, &self.relevant.told_apart];
                let key = keys.into_iter().find_map(|keys| keys.get(&field.path));
                let told_apart = columns.iter().filter(|(name, _)| Some(*name) != key);
                let rows = self.records(told_apart.map(|(_, column)| column));
                let mut lists = self.lists(field, &rows);
                if let Some(column) = key.and_then(|key| columns.get(key)) {
                    lists
                        .values
                        .iter_mut()
                        .for_each(|list| self.tell_apart(list, column));
                }
                lists
            }
            FieldKind::Record { fields } => {
                let records = self.records(fields.values());
                Values {
                    values: records
                        .0
                        .into_iter()
                        .map(|record| Some(Value::Record(record)))
                        .collect(),
                    whole: records.1,
                }
            }
            _ => self.plain(field),
        }
    }

    /// Every row or record that differs, and whether these stand for all.
    pub(super) fn records<'f>(&self, fields: impl Iterator<Item = &'f Field>) -> (Vec<Record>, bool) {
        let mut records = vec![Record::new()];
        let mut whole = true;
        for field in fields.filter(|field| field.is.is_none()) {
            let found = self.of(field);
            whole &= found.whole;
            let name = field.path.parts().last().unwrap_or_default();
            let longer = records.iter().flat_map(|record| {
                found.values.iter().map(|value| {
                    let mut record = record.clone();
                    record.extend(value.clone().map(|value| (name.to_owned(), value)));
                    record
                })
            });
            let longer: Vec<Record> = longer.take(MAX_VALUES + 1).collect();
            whole &= longer.len() <= MAX_VALUES;
            records = longer;
            records.truncate(MAX_VALUES);
        }
        (records, whole)
    }

    /// Gives each row of a list a key of its own; rows for which there is none go.
    fn tell_apart(&self, list: &mut Option<Value>, column: &Field) {
        let Some(Value::List(rows)) = list else { return };
        let name = column.path.parts().last().unwrap_or_default();
        let mut number = 0;
        rows.retain_mut(|row| {
            number += 1;
            let key = match &column.kind {
                FieldKind::Integer => Some(Value::Integer(number)),
                FieldKind::Text => Some(Value::Text(number.to_string())),
                FieldKind::Date => chrono::Duration::try_days(number)
                    .and_then(|days| self.today.checked_add_signed(days))
                    .map(Value::Date),
                FieldKind::Choice { of } => usize::try_from(number - 1)
                    .ok()
                    .and_then(|place| of.keys().nth(place).cloned())
                    .map(Value::Choice),
                _ => None,
            };
            let known = key.is_some();
            row.extend(key.map(|key| (name.to_owned(), key)));
            known
        });
    }

    fn lists(&self, field: &Field, (rows, whole): &(Vec<Record>, bool)) -> Values {
        let merged = self.merged(&field.path);
        let with_others = rows.iter().enumerate().filter(|_| merged.cut.rows > 1);
        let pairs = with_others.flat_map(|(number, one)| {
            let others = rows.iter().skip(number);
            others.map(|other| vec![one.clone(), other.clone()])
        });
        let single = rows.iter().map(|row| vec![row.clone()]);
        let lists = std::iter::once(Vec::new()).chain(single).chain(pairs);
        // One more than are tried, so that it shows where some are left out.
        let mut lists: Vec<Vec<Record>> = lists.take(MAX_VALUES + 1).collect();
        let all_tried = lists.len() <= MAX_VALUES && merged.cut.rows <= MAX_ROWS && !merged.cut.reckoned;
        lists.truncate(MAX_VALUES);
        Values {
            values: lists.into_iter().map(|rows| Some(Value::List(rows))).collect(),
            whole: *whole && all_tried,
        }
    }

    fn plain(&self, field: &Field) -> Values {
        let merged = self.merged(&field.path);
        // What changes has two values at least.
        let each = merged
            .beside
            .min(MAX_BESIDE)
            .max(if merged.cut.turns { 2 } else { 1 });
        let values: Vec<Value> = match &field.kind {
            FieldKind::Boolean => vec![Value::Boolean(true), Value::Boolean(false)],
            FieldKind::Choice { of } => of.keys().cloned().map(Value::Choice).collect(),
            FieldKind::Level { from, to } => {
                let count = usize::try_from(to - from).unwrap_or(usize::MAX);
                let all = (*from..=*to).take(MAX_VALUES).map(Value::Level).collect();
                return some(all, count < MAX_VALUES);
            }
            FieldKind::Integer => {
                let cuts = merged.cut.values.iter().flat_map(whole_numbers).collect();
                between(cuts, each).into_iter().map(Value::Integer).collect()
            }
            FieldKind::Decimal => decimals(&merged.cut, each)
                .into_iter()
                .map(Value::Decimal)
                .collect(),
            FieldKind::Money { .. } => decimals(&merged.cut, each)
                .into_iter()
                .map(|amount| Value::Money(amount.round_dp(2)))
                .collect(),
            FieldKind::Date => self
                .days(&merged.cut, each)
                .into_iter()
                .map(Value::Date)
                .collect(),
            FieldKind::Time => times(&merged.cut, each).into_iter().map(Value::Time).collect(),
            FieldKind::Text => texts(&merged.cut, each).into_iter().map(Value::Text).collect(),
            FieldKind::Person => (1..=each)
                .map(|number| Value::Person(format!("person {number}")))
                .collect(),
            FieldKind::List { .. } | FieldKind::Record { .. } | FieldKind::Computed => Vec::new(),
        };
        let few = matches!(field.kind, FieldKind::Boolean | FieldKind::Choice { .. });
        some(
            values,
            few || (!merged.cut.reckoned && merged.beside <= MAX_BESIDE),
        )
    }

    /// The days that are compared with, today where it is asked for, and so many between and beside them.
    fn days(&self, cut: &Cut, each: usize) -> Vec<NaiveDate> {
        let written = cut.values.iter().filter_map(|value| match value {
            Value::Date(day) => Some(*day),
            _ => None,
        });
        let own = Some(self.today).filter(|_| cut.today || cut.values.is_empty());
        let numbers = written
            .chain(own)
            .map(|day| (day - NaiveDate::default()).num_days());
        between(numbers.collect(), each)
            .into_iter()
            .filter_map(|number| NaiveDate::default().checked_add_signed(chrono::Duration::try_days(number)?))
            .collect()
    }

    /// The days after the first that can make a difference to a guard that asks what day it is.
    pub(super) fn days_to_come(&self) -> Vec<NaiveDate> {
        let cuts = &self.relevant.cuts;
        let days = cuts
            .fields
            .iter()
            .filter(|(_, cut)| cut.today)
            .flat_map(|(path, _)| {
                let merged = self.merged(path);
                self.days(&merged.cut, merged.beside.min(MAX_BESIDE))
            });
        let written = Cut {
            values: cuts.days.iter().copied().map(Value::Date).collect(),
            ..Cut::default()
        };
        let days = days.chain(self.days(&written, 1));
        let days: BTreeSet<NaiveDate> = days.filter(|day| *day > self.today).collect();
        days.into_iter().collect()
    }

    /// A value that will do where none matters.
    fn any(&self, field: &Field) -> Option<Value> {
        Some(match &field.kind {
            FieldKind::Text => Value::Text("x".to_owned()),
            FieldKind::Integer => Value::Integer(1),
            FieldKind::Decimal => Value::Decimal(Decimal::ONE),
            FieldKind::Money { .. } => Value::Money(Decimal::ONE),
            FieldKind::Boolean => Value::Boolean(true),
            FieldKind::Date => Value::Date(self.today),
            FieldKind::Time => Value::Time(NaiveTime::MIN),
            FieldKind::Choice { of } => Value::Choice(of.keys().next()?.clone()),
            FieldKind::Level { from, .. } => Value::Level(*from),
            FieldKind::Person => Value::Person("person 1".to_owned()),
            FieldKind::List { .. } => Value::List(Vec::new()),
            FieldKind::Record { fields } => {
                Value::Record(self.records(fields.values()).0.into_iter().next()?)
            }
            FieldKind::Computed => return None,
        })
    }
}

fn some(values: Vec<Value>, whole: bool) -> Values {
    Values {
        values: values.into_iter().map(Some).collect(),
        whole,
    }
}

/// The whole numbers next to a number that is compared with; the number itself where it is one.
fn whole_numbers(value: &Value) -> Vec<i64> {
    match value {
        Value::Decimal(number) => [number.floor(), number.ceil()]
            .iter()
            .filter_map(|whole| whole.to_string().parse().ok())
            .collect(),
        _ => Vec::new(),
    }
}

/// The numbers themselves, and of the numbers between and beside them so many.
fn between(mut cuts: Vec<i64>, each: usize) -> Vec<i64> {
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.is_empty() {
        cuts.push(1);
    }
    let each = i64::try_from(each).unwrap_or(1);
    let mut found = BTreeSet::new();
    let mut below: Option<i64> = None;
    for cut in &cuts {
        let room = below.map_or(i64::MAX, |below| cut - below - 1);
        found.extend((1..=each.min(room)).filter_map(|step| cut.checked_sub(step)));
        found.insert(*cut);
        below = Some(*cut);
    }
    if let Some(last) = below {
        found.extend((1..=each).filter_map(|step| last.checked_add(step)));
    }
    found.into_iter().collect()
}

/// The numbers that are compared with, and of those between and beside them so many.
fn decimals(cut: &Cut, each: usize) -> Vec<Decimal> {
    let written: BTreeSet<Decimal> = cut
        .values
        .iter()
        .filter_map(|value| match value {
            Value::Decimal(number) => Some(*number),
            _ => None,
        })
        .collect();
    let written = if written.is_empty() {
        BTreeSet::from([Decimal::ONE])
    } else {
        written
    };
    let each = u32::try_from(each).unwrap_or(1);
    let mut found = BTreeSet::new();
    let mut below: Option<Decimal> = None;
    for cut in written {
        let steps = (1..=each).map(Decimal::from);
        match below {
            None => found.extend(steps.filter_map(|step| cut.checked_sub(step))),
            Some(below) => {
                let part = (cut - below) / Decimal::from(each + 1);
                found.extend(steps.map(|step| (below + part * step).normalize()));
            }
        }
        found.insert(cut);
        below = Some(cut);
    }
    if let Some(last) = below {
        found.extend((1..=each).filter_map(|step| last.checked_add(Decimal::from(step))));
    }
    found.into_iter().collect()
}

fn times(cut: &Cut, each: usize) -> Vec<NaiveTime> {
    let minutes = cut.values.iter().filter_map(|value| match value {
        Value::Time(time) => Some(i64::from(time.num_seconds_from_midnight() / 60)),
        _ => None,
    });
    let found = between(minutes.collect(), each).into_iter();
    let found = found.filter(|minute| (0..MINUTES).contains(minute));
    found
        .filter_map(|minute| {
            let seconds = u32::try_from(minute * 60).ok()?;
            NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0)
        })
        .collect()
}

/// The texts that are compared with, and so many others.
fn texts(cut: &Cut, each: usize) -> Vec<String> {
    let written: BTreeSet<String> = cut
        .values
        .iter()
        .filter_map(|value| match value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.clone()),
            _ => None,
        })
        .collect();
    let others = (1..).map(|number| format!("x{number}"));
    let others: Vec<String> = others
        .filter(|other| !written.contains(other))
        .take(each)
        .collect();
    written.into_iter().chain(others).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::to_json;
    use crate::explore::testbed::runnable;

    /// The values of `d.x` under a guard, as JSON, `-` for empty, and whether they stand for all.
    fn values(data: &str, guard: &str) -> String {
        let run = runnable(&format!(
            "data:\n  d:\n{data}\ndoes:\n  a: {{task: A, by: worker, when: '{guard}'}}\n"
        ));
        let relevant = Relevant::of(&run, &run);
        let regions = Regions {
            relevant: &relevant,
            today: "2026-01-05".parse().unwrap(),
        };
        let field = run.flow.data.field(&FieldPath::new("d.x").unwrap()).unwrap();
        let found = regions.of(field);
        let told: Vec<String> = found
            .values
            .iter()
            .map(|value| {
                value
                    .as_ref()
                    .map_or("-".to_owned(), |value| to_json(value).to_string())
            })
            .collect();
        format!("{}{}", told.join(" "), if found.whole { "" } else { " …" })
    }

    #[test]
    fn values_stand_for_what_guards_tell_apart() {
        for (data, guard, expected) in [
            ("    x: {type: integer}", "d.x > 2", "1 2 3"),
            ("    x: {type: integer}", "d.x > 2 && d.x < 9", "1 2 8 9 10"),
            ("    x: {type: integer, optional: true}", "d.x > 2.5", "1 2 3 4 -"),
            (
                "    x: {type: integer}\n    y: {type: integer}",
                "d.x > d.y",
                "-1 0 1 2 3",
            ),
            ("    x: {type: integer}", "d.x * 2 > 10", "1 2 9 10 11 …"),
            (
                "    x: {type: decimal}",
                "d.x > 2 && d.x < 3",
                "\"1\" \"2\" \"2.5\" \"3\" \"4\"",
            ),
            ("    x: {type: boolean, optional: true}", "d.x", "true false -"),
            ("    x: {type: level, of: 0..3}", "d.x > 1", "0 1 2 3"),
            (
                "    x: {type: choice, of: {a: A, b: B}}",
                "d.x == \"a\"",
                "\"a\" \"b\"",
            ),
            (
                "    x: {type: date}",
                "d.x > today",
                "\"2026-01-04\" \"2026-01-05\" \"2026-01-06\"",
            ),
            (
                "    x: {type: date}",
                "d.x == date(\"2026-02-01\")",
                "\"2026-01-31\" \"2026-02-01\" \"2026-02-02\"",
            ),
            (
                "    x: {type: time}",
                "d.x < time(\"00:00\")",
                "\"00:00\" \"00:01\"",
            ),
            ("    x: {type: text}", "d.x == \"ja\"", "\"ja\" \"x1\""),
            ("    x: {type: text}", "contains(d.x, \"ja\")", "\"ja\" \"x1\" …"),
            ("    x: {type: text}\n    y: {type: boolean}", "d.y", "\"x\""),
            (
                "    x: {list: {ok: {type: boolean}}}",
                "all(d.x.ok)",
                "[] [{\"ok\":true}] [{\"ok\":false}]",
            ),
            (
                "    x: {list: {n: {type: integer, optional: true}}}",
                "count(d.x) > 1",
                "[] [{}] [{},{}]",
            ),
            (
                "    x: {record: {n: {type: integer}, t: {type: text}}}",
                "d.x.n > 1",
                "{\"n\":0,\"t\":\"x\"} {\"n\":1,\"t\":\"x\"} {\"n\":2,\"t\":\"x\"}",
            ),
        ] {
            assert_eq!(values(data, guard), expected, "{data}: {guard}");
        }
    }
}
