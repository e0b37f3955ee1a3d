//! Tables of text with a separator between the cells, as spreadsheets read and write them (RFC 4180).

/// Marks a file as UTF-8, without which spreadsheets misread æ, ø and å.
const MARK: char = '\u{FEFF}';

/// The rows as a file, with this separator.
pub(super) fn written(rows: &[Vec<String>], separator: char) -> String {
    let mut out = String::from(MARK);
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
