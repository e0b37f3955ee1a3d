//! The same for programs: what a table shows becomes a list of objects, by the table's own headings.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use crate::pages::case::data::SectionShown;
use crate::pages::case::document::Sheet;
use crate::pages::parts::{Cell, Table};

/// The beginning of a document, up to its first case.
pub(super) fn beginning(citizen: &Value, at: DateTime<Utc>) -> String {
    format!(r#"{{"made_at":{},"citizen":{citizen},"cases":["#, json!(at))
}

/// A case in the list of cases.
pub(super) fn listed(case: &Value, first: bool) -> String {
    let comma = if first { "" } else { "," };
    format!("{comma}{case}")
}

/// The end of a document: who has looked.
pub(super) fn end(looks: &Value, cut: bool) -> String {
    format!(r#"],"looks":{looks},"looks_cut":{cut}}}"#)
}

/// A table.
pub(super) fn table(table: &Table) -> Value {
    let row = |row: &Vec<Cell>| -> Value {
        let cells = table.head.iter().cloned().zip(row.iter().map(plain));
        Value::Object(cells.collect::<Map<String, Value>>())
    };
    table.rows.iter().map(row).collect()
}

/// A section of a case's file.
pub(super) fn section(section: &SectionShown) -> Value {
    let facts = section.facts.iter().flat_map(|facts| &facts.0);
    let facts: Map<String, Value> = facts.map(|(title, cell)| (title.clone(), plain(cell))).collect();
    let tables = section
        .tables
        .iter()
        .map(|one| json!({ "title": one.caption, "rows": table(one) }));
    json!({ "title": section.title, "facts": facts, "tables": tables.collect::<Vec<_>>() })
}

/// A letter; what it says as HTML.
pub(super) fn letter(sheet: &Sheet) -> Value {
    json!({
        "language": sheet.tag,
        "letterhead": sheet.letterhead,
        "to": sheet.to,
        "date": sheet.date,
        "title": sheet.title,
        "text": sheet.html.to_string(),
    })
}

fn plain(cell: &Cell) -> Value {
    match cell {
        Cell::Empty | Cell::Choose { .. } => Value::Null,
        Cell::Text(text) | Cell::Small(text) | Cell::Link { text, .. } | Cell::Post { text, .. } => {
            json!(text)
        }
        Cell::Time { iso, .. } => json!(iso),
        Cell::Badge(badge) => json!(badge.text),
        Cell::Several(cells) | Cell::Stack(cells) => cells.iter().map(plain).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_one_document() {
        let shown = Table {
            caption: "Opslag".to_owned(),
            head: vec!["Hvem".to_owned(), "Hvad".to_owned()],
            rows: vec![vec![
                Cell::Stack(vec![
                    Cell::Text("Anna".to_owned()),
                    Cell::Small("Team".to_owned()),
                ]),
                Cell::Empty,
            ]],
            empty: String::new(),
        };
        let parts = [
            beginning(&json!({"name": "Å \"x\""}), DateTime::UNIX_EPOCH),
            listed(&json!({"case": 1}), true),
            listed(&json!({"case": 2}), false),
            end(&table(&shown), false),
        ];
        let read: Value = serde_json::from_str(&parts.concat()).unwrap();
        assert_eq!(read["cases"].as_array().unwrap().len(), 2);
        assert_eq!(read["citizen"]["name"], "Å \"x\"");
        assert_eq!(read["looks"], json!([{"Hvem": ["Anna", "Team"], "Hvad": null}]));
    }
}
