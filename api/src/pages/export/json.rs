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

/// What ends a case that [`case_begins`] began.
pub(super) const CASE_ENDS: &str = "]}";

/// What ends a document.
pub(super) const END: &str = "}";

/// A case in the list of cases, up to the first of its events and what follows them.
pub(super) fn case_begins(case: &Value, history: &[Value], first: bool) -> String {
    let comma = if first { "" } else { "," };
    let case = case.to_string();
    let open = case.strip_suffix('}').unwrap_or(&case);
    format!("{comma}{open},\"history\":[{}", more(history, true))
}

/// More of a list that is open.
pub(super) fn more(values: &[Value], first: bool) -> String {
    let mut more = String::new();
    for (number, value) in values.iter().enumerate() {
        let comma = if first && number == 0 { "" } else { "," };
        more.push_str(&format!("{comma}{value}"));
    }
    more
}

/// What is kept beside the cases, whose list ends with it.
pub(super) fn beside(sections: &Value) -> String {
    format!("],\"beside\":{sections}")
}

/// A part of a list of its own.
pub(super) fn list_part(name: &str, values: &[Value], (begins, ends): (bool, bool)) -> String {
    let name = name.replace('-', "_");
    let begin = if begins {
        format!(",\"{name}\":[")
    } else {
        String::new()
    };
    let end = if ends { "]" } else { "" };
    format!("{begin}{}{end}", more(values, begins))
}

/// A table.
pub(super) fn table(table: &Table) -> Value {
    Value::Array(rows(&table.head, &table.rows))
}

/// Rows under these headings.
pub(super) fn rows(head: &[String], rows: &[Vec<Cell>]) -> Vec<Value> {
    let row = |row: &Vec<Cell>| -> Value {
        let cells = head.iter().cloned().zip(row.iter().map(plain));
        Value::Object(cells.collect::<Map<String, Value>>())
    };
    rows.iter().map(row).collect()
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
        let looks = rows(&shown.head, &shown.rows);
        let parts = [
            beginning(&json!({"name": "Å \"x\""}), DateTime::UNIX_EPOCH),
            case_begins(&json!({"case": 1}), &[json!({"at": 1})], true),
            more(&[json!({"at": 2}), json!({"at": 3})], false),
            CASE_ENDS.to_owned(),
            case_begins(&json!({"case": 2}), &[], false),
            more(&[json!({"at": 4})], true),
            CASE_ENDS.to_owned(),
            beside(&json!({"account": table(&shown)})),
            list_part("looks", &looks, (true, false)),
            list_part("looks", &looks, (false, true)),
            list_part("own-looks", &[], (true, true)),
            END.to_owned(),
        ];
        let read: Value = serde_json::from_str(&parts.concat()).unwrap();
        let told = json!({"Hvem": ["Anna", "Team"], "Hvad": null});
        assert_eq!(read["citizen"]["name"], "Å \"x\"");
        let history = |case: usize| read["cases"][case]["history"].as_array().unwrap().len();
        assert_eq!((history(0), history(1)), (3, 1), "{read}");
        assert_eq!(read["beside"]["account"], json!([told]));
        assert_eq!(read["looks"], json!([told, told]));
        assert_eq!(read["own_looks"], json!([]));
    }
}
