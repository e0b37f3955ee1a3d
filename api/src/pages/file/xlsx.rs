//! Sheets as a workbook. Text is written as text, which no program runs, and stays text where it is saved as another kind
//! of file.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::sheet::Sheet;
use super::value::Value;
use crate::table::csv::is_formula;

/// The most characters of a sheet's name, as the format bounds it.
const MAX_NAME_CHARS: usize = 31;

/// The most characters of a cell, as the format bounds it.
const MAX_CELL_CHARS: usize = 32_767;

/// How days and moments are shown; the program that opens the file puts them as its user is used to.
const DAY: &str = "yyyy-mm-dd";
const MOMENT: &str = "yyyy-mm-dd hh:mm";

/// How cells are written.
struct Formats {
    head: Format,
    day: Format,
    moment: Format,
    /// Text that begins as a formula does.
    quoted: Format,
}

/// The workbook, which says that it was made at this time.
pub(super) fn written(sheets: &[Sheet], at: DateTime<Utc>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = DocProperties::new().set_creation_datetime(&moment(at.naive_utc())?);
    book.set_properties(&made);
    let formats = Formats {
        head: Format::new().set_bold(),
        day: Format::new().set_num_format(DAY),
        moment: Format::new().set_num_format(MOMENT),
        quoted: Format::new().set_quote_prefix(),
    };
    let mut taken = BTreeSet::new();
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(free_name(&sheet.name, &mut taken))?;
        fill(page, sheet, &formats)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(&sheet.head) {
        page.write_string_with_format(0, column, fitting(head), &formats.head)?;
    }
    for (row, values) in (1..).zip(&sheet.rows) {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Empty => continue,
                Value::Text(text) if is_formula(text) => {
                    page.write_string_with_format(row, column, fitting(text), &formats.quoted)?
                }
                Value::Text(text) => page.write_string(row, column, fitting(text))?,
                Value::Number(number) => page.write_number(row, column, *number)?,
                // The format knows no day before 1900: it stands there as text.
                Value::Day(on) => match day(*on) {
                    Ok(on) => page.write_datetime_with_format(row, column, &on, &formats.day)?,
                    Err(_) => page.write_string(row, column, value.text())?,
                },
                Value::Moment(at) => match moment(*at) {
                    Ok(at) => page.write_datetime_with_format(row, column, &at, &formats.moment)?,
                    Err(_) => page.write_string(row, column, value.text())?,
                },
            };
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.autofit();
    Ok(())
}

/// A day as the format counts days.
fn day(on: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let number = |part: u32| u8::try_from(part).unwrap_or_default();
    let year = u16::try_from(on.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, number(on.month()), number(on.day()))
}

fn moment(at: NaiveDateTime) -> Result<ExcelDateTime, XlsxError> {
    let number = |part: u32| u8::try_from(part).unwrap_or_default();
    let hour = u16::try_from(at.hour()).unwrap_or_default();
    day(at.date())?.and_hms(hour, number(at.minute()), number(at.second()))
}

/// The text as a cell can hold it: no longer than that, and without characters that no program shows.
fn fitting(text: &str) -> String {
    let shown = text.chars().filter(|one| !one.is_control() || *one == '\n');
    shown.take(MAX_CELL_CHARS).collect()
}

/// A name as sheets may have it, that no other sheet has.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |one: &char| !one.is_control() && !"[]:*?/\\'".contains(*one);
    let plain: String = name.chars().filter(allowed).collect();
    let tries = (1..).map(|number: usize| match number {
        1 => String::new(),
        number => format!(" {number}"),
    });
    for more in tries.take(taken.len().saturating_add(1)) {
        let room = MAX_NAME_CHARS.saturating_sub(more.chars().count());
        let begin: String = plain.trim().chars().take(room).collect();
        let tried = match begin.as_str() {
            "" => format!("Samspil{more}"),
            begin => format!("{begin}{more}"),
        };
        if taken.insert(tried.to_lowercase()) {
            return tried;
        }
    }
    format!("Samspil {}", taken.len())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};
    use chrono::NaiveDate;

    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn an_independent_reader_finds_what_was_written_and_no_formula() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
        let sheet = |name: &str, rows| Sheet {
            name: name.to_owned(),
            head: vec!["Navn".to_owned(), "Antal".to_owned(), "Dag".to_owned()],
            rows,
        };
        let rows = vec![
            vec![
                text("=HYPERLINK(\"http://x\")"),
                Value::Number(3),
                Value::Day(day),
            ],
            vec![
                text("Bodil 👩‍🦽 \u{202e}\u{1}"),
                Value::Empty,
                Value::Moment(day.and_hms_opt(12, 0, 0).unwrap()),
            ],
            vec![Value::Day(NaiveDate::from_ymd_opt(1850, 1, 2).unwrap())],
        ];
        let at = "2026-03-05T08:00:00Z".parse().unwrap();
        let long = "Opgaver, som andre har lovet os [alle]";
        let written = written(&[sheet(long, rows), sheet(long, Vec::new())], at).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written)).unwrap();
        let names = book.sheet_names();
        assert_eq!(
            names,
            [
                "Opgaver, som andre har lovet os",
                "Opgaver, som andre har lovet  2"
            ]
        );
        let range = book.worksheet_range(&names[0]).unwrap();
        let cell = |row, column| range.get_value((row, column)).cloned().unwrap_or(Data::Empty);
        assert_eq!(cell(0, 0), Data::String("Navn".to_owned()));
        assert_eq!(cell(1, 0), Data::String("=HYPERLINK(\"http://x\")".to_owned()));
        assert_eq!(cell(1, 1), Data::Float(3.0));
        assert_eq!(cell(2, 0), Data::String("Bodil 👩‍🦽 \u{202e}".to_owned()));
        assert_eq!(cell(3, 0), Data::String("1850-01-02".to_owned()));
        let serial = |data: &Data| match data {
            Data::DateTime(moment) => moment.as_f64().to_string(),
            other => format!("{other:?}"),
        };
        // Days since the last day of 1899, with the 29th of February 1900 that never was.
        assert_eq!(
            (serial(&cell(1, 2)), serial(&cell(2, 2))),
            ("46086".to_owned(), "46086.5".to_owned())
        );
        let formulas = book.worksheet_formula(&names[0]).unwrap();
        assert!(formulas.used_cells().next().is_none());
    }

    #[test]
    fn the_same_lists_at_the_same_time_are_the_same_file() {
        let sheet = || Sheet {
            name: "Opgaver".to_owned(),
            head: vec!["Navn".to_owned()],
            rows: vec![vec![text("a")]],
        };
        let at = "2026-03-05T08:00:00Z".parse().unwrap();
        assert_eq!(written(&[sheet()], at).unwrap(), written(&[sheet()], at).unwrap());
    }
}
