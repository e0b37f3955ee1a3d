//! Tables of text with a separator between the cells, as spreadsheets read and write them (RFC 4180).

/// Marks a file as UTF-8, without which spreadsheets misread æ, ø and å.
const MARK: char = '\u{FEFF}';

/// What a spreadsheet takes for a formula where a cell begins with it; the wide signs are read as the narrow ones. Whatever reads
/// or writes cells goes by this list alone, so that what one keeps out another does not let in.
pub(crate) const FORMULAS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet could run a cell; some pass over spaces before.
pub(crate) fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches(' ').starts_with(FORMULAS)
}

/// A cell of what people wrote: as text where a spreadsheet would else run it as a formula.
pub(crate) fn guarded(cell: String) -> String {
    if is_formula(&cell) {
        format!("'{cell}")
    } else {
        cell
    }
}

/// The rows as a file, with this separator.
pub(crate) fn written(rows: &[Vec<String>], separator: char) -> String {
    format!("{MARK}{}", more(rows, separator))
}

/// More rows of a file that has begun.
pub(crate) fn more(rows: &[Vec<String>], separator: char) -> String {
    let mut out = String::new();
    for row in rows {
        for (index, cell) in row.iter().enumerate() {
            if index > 0 {
                out.push(separator);
            }
            if cell.contains([separator, '"', '\n', '\r']) {
                out.push('"');
                out.push_str(&cell.replace('"', "\"\""));
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
        out.push_str("\r\n");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_people_wrote_is_run_as_a_formula() {
        for (cell, expected) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+45", "'+45"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\n=1", "'\n=1"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("Bostøtte = 1", "Bostøtte = 1"),
            ("", ""),
        ] {
            assert_eq!(guarded(cell.to_owned()), expected);
        }
    }
}
