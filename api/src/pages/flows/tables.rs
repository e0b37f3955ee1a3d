//! The decision tables of a flow: each drawn rule by rule, with what it is read by.

use askama::Template;
use samspil_core::guard::{Guards, Heading, RuleTable, Sheet};
use samspil_core::text::Message;

use crate::pages::parts::{Cell, Table};
use crate::pages::shell::Shell;

/// What the ids of tables begin with.
const PREFIX: &str = "table-";

/// A decision table.
#[derive(Template, Clone, Debug)]
#[template(path = "flows/table.html")]
pub(super) struct Decided {
    anchor: String,
    title: String,
    guidance: Option<String>,
    hit: String,
    table: Table,
}

impl askama::filters::HtmlSafe for Decided {}

/// The decision tables of a flow.
pub(super) fn tables(page: &Shell, guards: &Guards) -> Vec<Decided> {
    let tables = guards.tables.iter();
    tables
        .filter_map(|(id, table)| Some(decided(page, id.as_str(), &RuleTable::sheet(table)?)))
        .collect()
}

fn decided(page: &Shell, name: &str, sheet: &Sheet) -> Decided {
    let language = page.language;
    let mut head = vec![page.t("table-heading-rule")];
    head.extend(sheet.columns.iter().map(|column| {
        let title = column.title.words(language);
        let key = if column.gives {
            "table-gives"
        } else {
            "table-reads"
        };
        page.say(&Message::new(key).with("title", title))
    }));
    if sheet.has_notes {
        head.push(page.t("table-heading-note"));
    }
    let rows = sheet.rows.iter().map(|row| {
        let mut cells = vec![Cell::Text(match row.heading {
            Heading::Rule(number) => number.to_string(),
            Heading::Otherwise => page.t("table-heading-otherwise"),
        })];
        cells.extend(row.cells.iter().map(|cell| Cell::Text(cell.words(language))));
        if sheet.has_notes {
            cells.push(row.note.as_ref().map_or(Cell::Empty, |note| {
                Cell::Small(note.in_language(language).to_owned())
            }));
        }
        cells
    });
    let title = sheet.title.in_language(language).to_owned();
    Decided {
        anchor: format!("{PREFIX}{name}"),
        guidance: sheet
            .guidance
            .as_ref()
            .map(|guidance| guidance.in_language(language).to_owned()),
        hit: page.say(&sheet.hit),
        table: Table {
            caption: title.clone(),
            head,
            rows: rows.collect(),
            empty: String::new(),
        },
        title,
    }
}
