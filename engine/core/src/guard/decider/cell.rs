//! Cells and outcomes: from what their author wrote to what it means.

use std::str::FromStr;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveTime};

use super::fault::{Fault, decimal};
use super::line::{Key, Line};
use super::set::{Cut, Range, Set};
use crate::calendar::Length;
use crate::flow::{Cell, Diagnostic, Validity, Value};
use crate::guard::datum::Datum;
use crate::guard::kind::{Kind, Number};

/// Decimals that an amount may have: øre.
const MONEY_DECIMALS: u32 = 2;

/// One of the things that a cell lists, as it was written.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Said {
    Value(Value),
    /// Open at an end where nothing is said.
    Interval {
        from: Option<End>,
        to: Option<End>,
    },
}

/// An end of an interval.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct End {
    pub(super) value: Value,
    /// The value itself lies outside.
    pub(super) open: bool,
}

/// What a cell fits, and what it says.
///
/// # Errors
/// Everything that is wrong with it.
pub(super) fn read(line: &Line, cell: &Cell) -> Result<(Set, Vec<Said>), Vec<Diagnostic>> {
    let (mut ranges, mut names, mut said, mut wrong) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for written in &cell.any_of {
        let read = piece(line, written.text.trim()).and_then(|one| Ok((place(line, &one)?, one)));
        match read {
            Ok((Place::Range(range), one)) => {
                ranges.push(range);
                said.push(one);
            }
            Ok((Place::Name(name), one)) => {
                names.push(name);
                said.push(one);
            }
            Err(fault) => wrong.push(fault.at(&written.text, written.place)),
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let set = if line.has_order() {
        Set::ranges(ranges)
    } else {
        Set::names(names)
    };
    Ok((if cell.not { set.others() } else { set }, said))
}

/// Days from one to another.
pub(super) fn days(valid: Validity) -> (Set, Vec<Said>) {
    let end = |day: Option<NaiveDate>| {
        day.map(|day| End {
            value: Value::Date(day),
            open: false,
        })
    };
    let said = Said::Interval {
        from: end(valid.from),
        to: end(valid.to),
    };
    let set = match place(&Line::Date, &said) {
        Ok(Place::Range(range)) => Set::ranges(vec![range]),
        _ => Line::Date.whole(),
    };
    (set, vec![said])
}

enum Place {
    Range(Range),
    Name(String),
}

/// Where on the line lies what is said.
fn place(line: &Line, said: &Said) -> Result<Place, Fault> {
    let after = |number| line.grain().after(number);
    let range = match said {
        Said::Value(value) => match line.key(Datum::of(value)) {
            Some(Key::Name(name)) => return Ok(Place::Name(name.to_owned())),
            Some(Key::Number(number)) => Range {
                from: Cut::before(number),
                to: after(number),
            },
            None => return Err(Fault::Kind(line.kind())),
        },
        Said::Interval { from, to } => {
            let cut = |end: &End, inside: bool| {
                let Some(Key::Number(number)) = line.key(Datum::of(&end.value)) else {
                    return Err(Fault::Kind(line.kind()));
                };
                Ok(if end.open == inside {
                    after(number)
                } else {
                    Cut::before(number)
                })
            };
            Range {
                from: from.as_ref().map_or(Ok(Cut::Start), |end| cut(end, true))?,
                to: to.as_ref().map_or(Ok(Cut::End), |end| cut(end, false))?,
            }
        }
    };
    if range.from < range.to {
        Ok(Place::Range(range))
    } else {
        Err(Fault::Reversed)
    }
}

fn piece(line: &Line, text: &str) -> Result<Said, Fault> {
    let kind = line.kind();
    if !line.has_order() {
        if !matches!(line, Line::Text) && (text.contains("..") || text.starts_with(['<', '>'])) {
            return Err(Fault::NoOrder(kind));
        }
        return value(&kind, text).map(Said::Value);
    }
    let end = |text: &str, open| {
        let value = value(&kind, text.trim())?;
        Ok(Some(End { value, open }))
    };
    let (from, to) = if let Some(rest) = text.strip_prefix(">=") {
        (end(rest, false)?, None)
    } else if let Some(rest) = text.strip_prefix("<=") {
        (None, end(rest, false)?)
    } else if let Some(rest) = text.strip_prefix('>') {
        (end(rest, true)?, None)
    } else if let Some(rest) = text.strip_prefix('<') {
        (None, end(rest, true)?)
    } else if text.contains("..") {
        return interval(text, end);
    } else {
        return value(&kind, text).map(Said::Value);
    };
    Ok(Said::Interval { from, to })
}

/// `18..66`, `18..`, `..66`; with brackets `[18..67)`, where a round one, or one turned away, leaves its end out.
fn interval(text: &str, end: impl Fn(&str, bool) -> Result<Option<End>, Fault>) -> Result<Said, Fault> {
    let (opens, inner) = match text.strip_prefix(['[', '(', ']']) {
        Some(inner) => (text.chars().next(), inner),
        None => (None, text),
    };
    let (closes, inner) = match inner.strip_suffix([']', ')', '[']) {
        Some(rest) => (inner.chars().last(), rest),
        None => (None, inner),
    };
    let (from, to) = inner.split_once("..").ok_or(Fault::Interval)?;
    let (from, to) = (from.trim(), to.trim());
    if (from.is_empty() && to.is_empty()) || opens.is_some() != closes.is_some() {
        return Err(Fault::Interval);
    }
    let one = |text: &str, open| {
        if text.is_empty() {
            Ok(None)
        } else {
            end(text, open)
        }
    };
    Ok(Said::Interval {
        from: one(from, matches!(opens, Some('(' | ']')))?,
        to: one(to, matches!(closes, Some(')' | '[')))?,
    })
}

/// A value of this kind as its author wrote it.
pub(super) fn value(kind: &Kind, text: &str) -> Result<Value, Fault> {
    let wrong = || {
        if matches!(kind, Kind::Number(_)) && decimal(&text.replace(',', ".")).is_some() && text.contains(',')
        {
            Fault::Comma
        } else {
            Fault::Kind(kind.clone())
        }
    };
    let whole = || decimal(text).and_then(|_| text.parse::<i64>().ok());
    Ok(match kind {
        Kind::Boolean => Value::Boolean(bool::from_str(text).map_err(|_| wrong())?),
        Kind::Number(Number::Integer) => Value::Integer(whole().ok_or_else(wrong)?),
        Kind::Number(Number::Level(from, to)) => {
            let level = whole().ok_or_else(wrong)?;
            if !(*from..=*to).contains(&level) {
                return Err(Fault::Level(*from, *to));
            }
            Value::Level(level)
        }
        Kind::Number(Number::Decimal) => Value::Decimal(decimal(text).ok_or_else(wrong)?),
        Kind::Number(Number::Money) => {
            let amount = decimal(text).filter(|amount| amount.scale() <= MONEY_DECIMALS);
            Value::Money(amount.ok_or_else(wrong)?)
        }
        Kind::Date => Value::Date(NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| wrong())?),
        Kind::Time => Value::Time(NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| wrong())?),
        Kind::Choice(of) if of.contains_key(text) => Value::Choice(text.to_owned()),
        Kind::Choice(of) => return Err(Fault::Choice(Arc::clone(of))),
        Kind::Text => Value::Text(text.to_owned()),
        Kind::Person | Kind::Length | Kind::Whole(_) | Kind::Broken => return Err(wrong()),
    })
}

/// A length of time as its author wrote it.
pub(super) fn length(text: &str) -> Result<Length, Fault> {
    text.parse().map_err(Fault::Length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::flow::{Place, Written};

    fn fits(line: &Line, cell: &[&str], value: &str) -> bool {
        let cell = Cell {
            not: cell.first() == Some(&"not"),
            any_of: cell
                .iter()
                .filter(|text| **text != "not")
                .map(|text| Written {
                    text: (*text).to_owned(),
                    place: Place::default(),
                })
                .collect(),
            place: Place::default(),
        };
        let (set, _) = read(line, &cell).unwrap();
        let axis = super::super::axis::Axis::cut(line, &line.whole(), &[Some(set)]);
        let value = super::value(&line.kind(), value).unwrap();
        let part = axis.part(line.key(Datum::of(&value)).unwrap()).unwrap();
        axis.parts[part].fits.has(0)
    }

    #[test]
    fn cells_fit_what_they_say() {
        let integer = Line::Number(Number::Integer);
        let decimal = Line::Number(Number::Decimal);
        let money = Line::Number(Number::Money);
        for (line, cell, yes, no) in [
            (&integer, &["18..66"][..], vec!["18", "66"], vec!["17", "67"]),
            (&integer, &["[18..67)"], vec!["18", "66"], vec!["67"]),
            (&integer, &["]17..67["], vec!["18", "66"], vec!["17", "67"]),
            (&integer, &["18.."], vec!["18", "900"], vec!["17"]),
            (&integer, &["..-1", "5"], vec!["-1", "5"], vec!["0", "4"]),
            (
                &integer,
                &["not", "5", "7.."],
                vec!["6", "4"],
                vec!["5", "7", "8"],
            ),
            (&decimal, &["> 24000"], vec!["24000.0001"], vec!["24000"]),
            (&decimal, &["(1..2)"], vec!["1.5"], vec!["1", "2"]),
            (&money, &["<= 24000"], vec!["24000.00"], vec!["24000.01"]),
            (&money, &[">= 1.5"], vec!["1.50"], vec!["1.49"]),
            (
                &Line::Date,
                &["2026-01-01..2026-12-31"],
                vec!["2026-12-31"],
                vec!["2027-01-01"],
            ),
            (
                &Line::Date,
                &["< 2026-01-01"],
                vec!["2025-12-31"],
                vec!["2026-01-01"],
            ),
            (
                &Line::Time,
                &["08:00..16:00"],
                vec!["08:00", "16:00"],
                vec!["07:59", "16:01"],
            ),
            (&Line::Boolean, &["true"], vec!["true"], vec!["false"]),
            (
                &Line::Text,
                &["Skive", "18..66"],
                vec!["Skive", "18..66"],
                vec!["skive", "20"],
            ),
            (&Line::Text, &["not", "Skive"], vec!["Struer"], vec!["Skive"]),
        ] {
            for value in yes {
                assert!(fits(line, cell, value), "{cell:?} {value}");
            }
            for value in no {
                assert!(!fits(line, cell, value), "{cell:?} {value}");
            }
        }
    }
}
