//! The access log as a file for spreadsheets.

use std::sync::Arc;

use chrono::SecondsFormat;
use samspil_core::id::TenantId;
use samspil_core::text::{Language, Message};
use samspil_runtime::{By, Engine, Failure, Look, LookedAt};
use samspil_store::AccessQuery;

use super::{criterion, deed, purpose, units, way};
use crate::table::csv::{guarded, written};
use crate::words::say;

/// The most rows of a file: beyond them a spreadsheet is the wrong tool, and a narrower period the right question.
pub(crate) const MAX_ROWS: usize = 10_000;

/// The columns, by their texts.
const HEAD: [&str; 11] = [
    "number", "at", "who", "name", "as", "units", "deed", "case", "citizen", "purpose", "way",
];

/// The entries that are asked for as a file; each page of it is logged before it is given.
///
/// # Errors
/// What the store says.
pub(crate) async fn file(
    engine: &Arc<Engine>,
    tenant: TenantId,
    by: &By,
    mut query: AccessQuery,
    look: &Look,
    language: Language,
) -> Result<String, Failure> {
    let head = HEAD.iter().map(|column| {
        let column = Message::new(&format!("access-csv-{column}"));
        say(&column, language)
    });
    let mut rows = vec![head.collect()];
    loop {
        query.limit = samspil_runtime::MAX_PAGE;
        let page = engine.access_log(tenant, by, query.clone(), look).await?;
        for row in &page.rows {
            let name = match row.entry.access.who.person() {
                None => None,
                Some(person) => engine.store().person(tenant, person).await?,
            };
            let name = name.map(|person| person.name).unwrap_or_default();
            rows.push(cells(row, name, language));
        }
        query.before = page.next;
        if page.next.is_none() || rows.len() > MAX_ROWS {
            break;
        }
    }
    Ok(written(&rows, ';'))
}

fn cells(row: &LookedAt, name: String, language: Language) -> Vec<String> {
    let (entry, details) = (&row.entry, row.details.as_ref());
    let access = &entry.access;
    let parties = details.map(|details| details.parties.join(", "));
    let mut deed = deed(row, language);
    let searched = criterion(details);
    if !searched.is_empty() {
        deed = format!("{deed} ({searched})");
    }
    let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    let cells = [
        entry.number.to_string(),
        access.at.to_rfc3339_opts(SecondsFormat::Micros, true),
        access
            .who
            .person()
            .map_or_else(|| access.who.word().to_owned(), |person| person.0.to_string()),
        name,
        parties.unwrap_or_default(),
        units(details).join(", "),
        deed,
        id(access.case.map(|case| case.0)),
        id(access.citizen.map(|citizen| citizen.0)),
        purpose(details, language),
        way(details),
    ];
    cells.into_iter().map(guarded).collect()
}
