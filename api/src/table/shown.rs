//! A table drawn in columns, for people, and the same for programs.

use samspil_core::guard::{Column, Heading, Row, RuleTable, Sheet};
use samspil_core::text::{Language, Message};
use serde_json::{Value as Json, json};

use super::Tables;
use crate::language::{Answer, Told};
use crate::words::say;

/// What stands between two columns.
const BETWEEN: &str = "  ";

/// Every table of a flow: its name, and what people call it.
pub(super) fn all(tables: &Tables, language: Language) -> Told {
    let rows = tables.flow.tables.values();
    let (lines, json) = rows
        .map(|table| {
            let title = table.title.in_language(language);
            let line = format!("{}{BETWEEN}{title}", table.id);
            let json = json!({ "table": table.id, "title": title, "hit": table.hit.letter(), "rules": table.rules.len() });
            (line, json)
        })
        .unzip();
    Told {
        lines,
        json: Json::Array(json),
    }
}

/// One table, rule by rule.
pub(super) fn one(name: &str, table: &RuleTable, language: Language) -> Answer {
    let Some(sheet) = table.sheet() else {
        return Err(say(
            &Message::new("table-unknown-name").with("name", name),
            language,
        ));
    };
    let mut lines = vec![sheet.title.in_language(language).to_owned()];
    if let Some(guidance) = &sheet.guidance {
        lines.push(guidance.in_language(language).to_owned());
    }
    lines.push(say(&sheet.hit, language));
    lines.push(String::new());
    lines.extend(drawn(&sheet, language));
    let rows = sheet.rows.iter().map(|row| for_programs(&sheet, row, language));
    let json = json!({
        "table": name,
        "title": sheet.title.in_language(language),
        "hit": say(&sheet.hit, language),
        "rules": rows.collect::<Vec<Json>>(),
    });
    Ok(Told { lines, json })
}

fn heading(heading: &Heading, language: Language) -> String {
    match heading {
        Heading::Rule(number) => number.to_string(),
        Heading::Otherwise => say(&Message::new("table-heading-otherwise"), language),
    }
}

fn drawn(sheet: &Sheet, language: Language) -> Vec<String> {
    let word = |key: &str| say(&Message::new(key), language);
    let mut head = vec![word("table-heading-rule")];
    head.extend(sheet.columns.iter().map(|column| title(column, language)));
    if sheet.has_notes {
        head.push(word("table-heading-note"));
    }
    let mut rows = vec![head];
    rows.extend(sheet.rows.iter().map(|row| {
        let mut cells = vec![heading(&row.heading, language)];
        cells.extend(row.cells.iter().map(|cell| cell.words(language)));
        if sheet.has_notes {
            let note = row.note.as_ref();
            cells.push(note.map_or_else(String::new, |note| note.in_language(language).to_owned()));
        }
        cells
    }));
    let wide = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..rows.first().map_or(0, Vec::len)).map(wide).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths);
            let cells = cells.map(|(cell, width)| format!("{cell:<width$}"));
            cells.collect::<Vec<String>>().join(BETWEEN).trim_end().to_owned()
        })
        .collect()
}

/// What people call a column; what comes out of the table is marked.
fn title(column: &Column, language: Language) -> String {
    let title = column.title.words(language);
    if column.gives {
        format!("→ {title}")
    } else {
        title
    }
}

fn for_programs(sheet: &Sheet, row: &Row, language: Language) -> Json {
    let cells = sheet.columns.iter().zip(&row.cells);
    let cells: serde_json::Map<String, Json> = cells
        .map(|(column, cell)| (column.name.clone(), json!(cell.words(language))))
        .collect();
    json!({
        "rule": match row.heading {
            Heading::Rule(number) => json!(number),
            Heading::Otherwise => json!("otherwise"),
        },
        "cells": cells,
        "note": row.note.as_ref().map(|note| note.in_language(language)),
    })
}
