//! A file of the organisation: what stands in it, and everything that is wrong with it, by line and column.

mod decode;
mod heads;
mod typed;

use csv::{Position, ReaderBuilder, StringRecord};
use samspil_core::text::Message;

pub(crate) use self::heads::{COLUMNS, Column, Kind};
use self::heads::{Heads, heads};
pub(crate) use self::typed::{File, FunctionRow, Line, PersonRow, PlaceRow, UnitRow, Worded};

/// The most rows of a file: the largest municipality has some thirty thousand people.
const MAX_ROWS: usize = 100_000;

/// How many faults are told; one who has as many begins with these.
pub(crate) const MAX_FAULTS: usize = 200;

/// What is wrong with a file: where, and what.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Fault {
    /// The line, from 1; 0 where the whole file is meant.
    pub(crate) line: u64,
    /// The column, from 1; 0 where the whole line is meant.
    pub(crate) column: usize,
    /// What the column is called in the file.
    pub(crate) head: String,
    /// What is wrong.
    pub(crate) message: Message,
}

/// Faults as they are found: the first of them, and how many there are.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Faults {
    pub(crate) first: Vec<Fault>,
    pub(crate) all: usize,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault) {
        self.all += 1;
        if self.first.len() < MAX_FAULTS {
            self.first.push(fault);
        }
    }

    pub(crate) const fn is_empty(&self) -> bool {
        self.all == 0
    }

    fn of_file(message: Message) -> Self {
        let mut faults = Self::default();
        faults.add(Fault {
            line: 0,
            column: 0,
            head: String::new(),
            message,
        });
        faults
    }
}

/// Reads a file.
///
/// # Errors
/// Everything that is wrong with it.
pub(crate) fn read(bytes: &[u8]) -> Result<File, Faults> {
    let decoded = decode::decode(bytes).map_err(Faults::of_file)?;
    let separator = separator(&decoded.text);
    let mut rows = ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(decoded.text.as_bytes());
    let mut records = rows.records();
    let head = match records.next() {
        Some(Ok(head)) => head,
        _ => return Err(Faults::of_file(Message::new("organisation-file-empty"))),
    };
    let heads = heads(&head)?;
    let mut faults = Faults::default();
    let mut file = File::with(decoded.note);
    for (count, record) in records.enumerate() {
        if count >= MAX_ROWS {
            let most = i64::try_from(MAX_ROWS).unwrap_or(i64::MAX);
            faults.add(Fault {
                line: 0,
                column: 0,
                head: String::new(),
                message: Message::new("organisation-file-long").with("most", most),
            });
            break;
        }
        match record {
            Ok(record) => row(&heads, &record, &mut file, &mut faults),
            Err(error) => faults.add(Fault {
                line: error.position().map_or(0, Position::line),
                column: 0,
                head: String::new(),
                message: Message::new("organisation-file-row"),
            }),
        }
    }
    file.check(&heads, &mut faults);
    match faults.is_empty() {
        true => Ok(file),
        false => Err(faults),
    }
}

/// The text of a file, however it is encoded; nothing where it cannot be read.
pub(crate) fn text(bytes: &[u8]) -> String {
    decode::decode(bytes)
        .map(|decoded| decoded.text)
        .unwrap_or_default()
}

/// A semicolon where the first line has one, as Danish spreadsheets write; else a tab or a comma.
fn separator(text: &str) -> u8 {
    let first = text.lines().next().unwrap_or_default();
    match (first.contains(';'), first.contains('\t')) {
        (true, _) => b';',
        (false, true) => b'\t',
        (false, false) => b',',
    }
}

fn row(heads: &Heads, record: &StringRecord, file: &mut File, faults: &mut Faults) {
    let line = record.position().map_or(0, Position::line);
    if record.iter().all(|cell| cell.trim().is_empty()) {
        return;
    }
    if record.len() != heads.count() {
        let count = |of: usize| i64::try_from(of).unwrap_or(i64::MAX);
        faults.add(Fault {
            line,
            column: 0,
            head: String::new(),
            message: Message::new("organisation-file-half")
                .with("has", count(record.len()))
                .with("heads", count(heads.count())),
        });
        return;
    }
    file.add(&mut Line::new(heads, record, line, faults));
}
