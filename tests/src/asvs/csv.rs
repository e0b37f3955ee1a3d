//! Tables of text with commas between the cells (RFC 4180), read strictly: one shape for each cell, and none that could be
//! read in two ways.

/// A line of the table.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Line {
    /// Its number in the file, from one; of a line in several, the first.
    pub(crate) number: usize,
    /// Its cells.
    pub(crate) cells: Vec<String>,
}

/// Where a cell stands while it is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before its first character.
    Begin,
    /// Among plain characters.
    Plain,
    /// Between quotation marks.
    Quoted,
    /// After a quotation mark that ends it, or the first of two that stand for one.
    After,
}

/// All lines.
///
/// # Errors
/// What cannot be read, with its line.
pub(crate) fn lines(text: &str) -> Result<Vec<Line>, String> {
    let (mut lines, mut cells, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut number, mut began, mut place) = (1, 1, Place::Begin);
    for sign in text.chars() {
        match (place, sign) {
            (Place::Quoted, '"') => place = Place::After,
            (Place::Quoted, _) => cell.push(sign),
            (Place::Begin, '"') => place = Place::Quoted,
            (Place::After, '"') => {
                cell.push('"');
                place = Place::Quoted;
            }
            (_, ',' | '\n') => {
                cells.push(std::mem::take(&mut cell));
                place = Place::Begin;
                if sign == '\n' {
                    let cells = std::mem::take(&mut cells);
                    lines.push(Line { number: began, cells });
                    began = number + 1;
                }
            }
            (Place::Plain, '"') => return Err(format!("line {number}: a quotation mark in a plain cell")),
            (Place::After, _) => return Err(format!("line {number}: something after a quoted cell")),
            (_, '\r') => return Err(format!("line {number}: a line ends with more than a line feed")),
            (Place::Begin | Place::Plain, _) => {
                cell.push(sign);
                place = Place::Plain;
            }
        }
        number += usize::from(sign == '\n');
    }
    if place == Place::Quoted {
        return Err(format!("line {began}: a quoted cell has no end"));
    }
    if place != Place::Begin || !cells.is_empty() {
        cells.push(cell);
        lines.push(Line { number: began, cells });
    }
    Ok(lines)
}

#[test]
fn cells_come_as_they_were_written() {
    let line = |number, cells: &[&str]| Line {
        number,
        cells: cells.iter().map(|cell| (*cell).to_owned()).collect(),
    };
    for (text, expected) in [
        ("", vec![]),
        ("a,b\n", vec![line(1, &["a", "b"])]),
        ("a,b", vec![line(1, &["a", "b"])]),
        ("a,\n,b\n", vec![line(1, &["a", ""]), line(2, &["", "b"])]),
        ("\"a, \"\"b\"\"\",c\n", vec![line(1, &["a, \"b\"", "c"])]),
        ("\"a\nb\"\nc\n", vec![line(1, &["a\nb"]), line(3, &["c"])]),
        ("\"\"\n", vec![line(1, &[""])]),
        ("\"\"", vec![line(1, &[""])]),
    ] {
        assert_eq!(lines(text), Ok(expected), "{text:?}");
    }
    for (text, wrong) in [
        ("a\nb\"c\"\n", "line 2: a quotation mark in a plain cell"),
        ("\"a\"b\n", "line 1: something after a quoted cell"),
        ("a\n\"b\nc", "line 2: a quoted cell has no end"),
        ("a\r\n", "line 1: a line ends with more than a line feed"),
    ] {
        assert_eq!(lines(text), Err(wrong.to_owned()), "{text:?}");
    }
}
