//! Sheets as one CSV file: one beneath the other, each with its name where there are several.

use super::sheet::Sheet;
use crate::table::csv;

/// Between cells: what spreadsheets set up in Danish take for it.
const SEPARATOR: char = ';';

/// The file. What people wrote is never run as a formula.
pub(super) fn written(sheets: &[Sheet]) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for sheet in sheets {
        if sheets.len() > 1 {
            if !lines.is_empty() {
                lines.push(Vec::new());
            }
            lines.push(vec![csv::guarded(sheet.name.clone())]);
        }
        lines.push(sheet.head.iter().cloned().map(csv::guarded).collect());
        let rows = sheet.rows.iter();
        lines.extend(rows.map(|row| row.iter().map(|value| csv::guarded(value.text())).collect()));
    }
    csv::written(&lines, SEPARATOR)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::file::value::Value;

    fn sheet(name: &str, cell: &str) -> Sheet {
        Sheet {
            name: name.to_owned(),
            head: vec!["Navn".to_owned(), "Antal".to_owned()],
            rows: vec![vec![Value::Text(cell.to_owned()), Value::Number(3)]],
        }
    }

    #[test]
    fn several_lists_stand_beneath_each_other_and_no_cell_is_a_formula() {
        let one = written(&[sheet("A", "=1+1")]);
        assert_eq!(one, "\u{feff}Navn;Antal\r\n'=1+1;3\r\n");
        let two = written(&[sheet("A", "x;y"), sheet("@B", "z")]);
        let expected = "\u{feff}A\r\nNavn;Antal\r\n\"x;y\";3\r\n\r\n'@B\r\nNavn;Antal\r\nz;3\r\n";
        assert_eq!(two, expected);
    }
}
