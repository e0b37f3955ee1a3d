//! What a cell of a page holds for a spreadsheet, which can sort and count dates and numbers.

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use samspil_core::calendar::local_time;

use crate::pages::parts::Cell;

/// Between what stands beneath each other in a cell of a page.
const BETWEEN: &str = " – ";

/// The most digits of a number: what is longer is a name made of digits, as a personal number is.
const MAX_DIGITS: usize = 9;

/// What a cell holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Value {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A whole number.
    Number(i32),
    /// A day.
    Day(NaiveDate),
    /// A moment by Danish clocks.
    Moment(NaiveDateTime),
}

impl Value {
    /// What stands in the cell. A button is nothing; a time with words beneath is the time.
    pub(super) fn of(cell: &Cell) -> Self {
        match cell {
            Cell::Time { iso, text } => time(iso).unwrap_or_else(|| Self::Text(text.clone())),
            Cell::Several(cells) | Cell::Stack(cells) => match cells.as_slice() {
                [only] => Self::of(only),
                [first @ Cell::Time { .. }, ..] => Self::of(first),
                _ => written(words(cell)),
            },
            _ => written(words(cell)),
        }
    }

    /// The same as text: days and moments so that their order is that of their letters.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::Day(day) => day.to_string(),
            Self::Moment(moment) => moment.format("%Y-%m-%d %H:%M").to_string(),
        }
    }
}

fn time(iso: &str) -> Option<Value> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(iso) {
        return Some(Value::Moment(local_time(moment.to_utc())));
    }
    iso.parse().ok().map(Value::Day)
}

fn written(text: String) -> Value {
    let is_number = text.len() <= MAX_DIGITS
        && text.bytes().all(|byte| byte.is_ascii_digit())
        && (text == "0" || !text.starts_with('0'));
    match text.parse() {
        _ if text.is_empty() => Value::Empty,
        Ok(number) if is_number => Value::Number(number),
        _ => Value::Text(text),
    }
}

/// The words of a cell.
fn words(cell: &Cell) -> String {
    match cell {
        Cell::Empty | Cell::Post { .. } | Cell::Choose { .. } => String::new(),
        Cell::Text(text) | Cell::Small(text) => text.trim().to_owned(),
        Cell::Link { text, .. } | Cell::Time { text, .. } => text.trim().to_owned(),
        Cell::Badge(badge) => badge.text.clone(),
        Cell::Several(cells) | Cell::Stack(cells) => {
            let words = cells.iter().map(words).filter(|words| !words.is_empty());
            words.collect::<Vec<_>>().join(BETWEEN)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_what_a_spreadsheet_can_sort_and_count() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let link = Cell::Link {
            href: "/cases/1".to_owned(),
            text: "Sag".to_owned(),
        };
        let button = Cell::Post {
            action: "/x".to_owned(),
            text: "Tag".to_owned(),
            about: "Sag".to_owned(),
        };
        let moment = |iso: &str| Cell::Time {
            iso: iso.to_owned(),
            text: "i dag".to_owned(),
        };
        for (cell, expected) in [
            (Cell::Empty, ""),
            (text("\u{2003}Team"), "Team"),
            (link.clone(), "Sag"),
            (button, ""),
            (moment("2026-07-01T10:15:00Z"), "2026-07-01 12:15"),
            (moment("2026-01-01T10:15:00Z"), "2026-01-01 11:15"),
            (moment("2026-01-01"), "2026-01-01"),
            (moment("snart"), "i dag"),
            (
                Cell::Stack(vec![moment("2026-01-01"), text("om 3 dage")]),
                "2026-01-01",
            ),
            (Cell::Stack(vec![link, Cell::Empty, text("Flow")]), "Sag – Flow"),
        ] {
            assert_eq!(Value::of(&cell).text(), expected, "{cell:?}");
        }
        for (written, number) in [
            ("0", true),
            ("42", true),
            ("0042", false),
            ("6102031234", false),
            ("-1", false),
        ] {
            let is_number = matches!(Value::of(&text(written)), Value::Number(_));
            assert_eq!(is_number, number, "{written}");
        }
    }
}
