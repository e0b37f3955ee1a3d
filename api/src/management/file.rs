//! Figures as a file for spreadsheets: the same rows as the page, a line for each.

use samspil_core::text::{Language, Message};
use samspil_runtime::{Figures, Management, ManagementAsk};

use super::{Titles, deviation};
use crate::table::csv::{guarded, written};
use crate::words::say;

/// The columns, by their texts.
const HEAD: [&str; 13] = [
    "period", "what", "flow", "name", "party", "other", "unit", "times", "in-time", "late", "median",
    "ninety", "in-part",
];

/// The file.
pub(crate) fn file(ask: &ManagementAsk, figures: &Management, titles: &Titles, language: Language) -> String {
    let word = |key: &str| say(&Message::new(&format!("management-csv-{key}")), language);
    let mut rows = vec![HEAD.iter().map(|column| word(column)).collect::<Vec<_>>()];
    let tables = [
        ("waits", &figures.waits),
        ("deadlines", &figures.deadlines),
        ("deviations", &figures.deviations),
        ("contacts", &figures.contacts),
        ("tasks", &figures.tasks),
    ];
    for (what, table) in tables {
        let of_table = table.rows.iter().map(|row| {
            let mut cells = vec![ask.period.to_string(), word(what)];
            cells.extend(line(row, what, titles, language));
            cells
        });
        rows.extend(of_table);
    }
    for row in &figures.load.rows {
        let counts = [row.tasks.to_string(), String::new(), row.overdue.to_string()];
        let mut cells = vec![
            String::new(),
            word("load"),
            titles.flow(&row.flow, language),
            String::new(),
            titles.party(&row.flow, &row.party, language),
            String::new(),
            titles.unit(row.unit, language),
        ];
        cells.extend(
            counts
                .into_iter()
                .chain([String::new(), String::new(), String::new()]),
        );
        rows.push(cells);
    }
    let rows: Vec<Vec<String>> = rows
        .into_iter()
        .map(|cells| cells.into_iter().map(guarded).collect())
        .collect();
    written(&rows, ';')
}

fn line(row: &Figures, what: &str, titles: &Titles, language: Language) -> Vec<String> {
    let key = &row.key;
    let party = |party: &str| match party {
        "" => String::new(),
        party => titles.party(&key.flow, party, language),
    };
    let other = match what {
        "deviations" => deviation(&key.other, language),
        _ => party(&key.other),
    };
    let name = match key.name.as_str() {
        "" => String::new(),
        name => titles.part(&key.flow, name, language),
    };
    let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
    let timed = row.in_time.saturating_add(row.late) > 0;
    let of_timed = |count: u64| if timed { count.to_string() } else { String::new() };
    let in_part = if row.in_part {
        "management-csv-yes"
    } else {
        "management-csv-no"
    };
    vec![
        titles.flow(&key.flow, language),
        name,
        party(&key.party),
        other,
        key.unit
            .map(|unit| titles.unit(Some(unit), language))
            .unwrap_or_default(),
        row.times.to_string(),
        of_timed(row.in_time),
        of_timed(row.late),
        days(row.days.median()),
        days(row.days.percentile(90)),
        say(&Message::new(in_part), language),
    ]
}
