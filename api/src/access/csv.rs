//! The access log as a file for spreadsheets.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::SecondsFormat;
use samspil_core::id::{PersonId, TenantId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{By, Engine, Failure, Look, LookedAt};
use samspil_store::AccessQuery;
use tokio::sync::mpsc;

use super::{criterion, deed, in_stead_of, purpose, units, way};
use crate::table::csv::{guarded, more, written};
use crate::words::say;

/// How many parts of a file wait for a slow reader: a page of entries each.
pub(crate) const PARTS_WAITING: usize = 4;

/// The columns, by their texts.
const HEAD: [&str; 12] = [
    "number",
    "at",
    "who",
    "name",
    "as",
    "units",
    "in-stead-of",
    "deed",
    "case",
    "citizen",
    "purpose",
    "way",
];

/// Which entries are taken out, by whom.
pub(crate) struct TakenOut {
    pub(crate) engine: Arc<Engine>,
    pub(crate) tenant: TenantId,
    pub(crate) by: By,
    pub(crate) query: AccessQuery,
    pub(crate) look: Look,
    pub(crate) language: Language,
}

impl TakenOut {
    /// Writes all entries that are asked for, a page at a time; each page is logged before it is given. Gives how many; ends
    /// where nobody reads any more.
    ///
    /// # Errors
    /// What the store says: then what was written is not all.
    pub(crate) async fn write(mut self, out: mpsc::Sender<String>) -> Result<usize, Failure> {
        let head = HEAD.iter().map(|column| {
            let column = Message::new(&format!("access-csv-{column}"));
            say(&column, self.language)
        });
        let mut part = written(&[head.collect()], ';');
        let (mut rows, mut names) = (0, BTreeMap::new());
        loop {
            self.query.limit = samspil_runtime::MAX_PAGE;
            let page = self
                .engine
                .access_log(self.tenant, &self.by, self.query.clone(), &self.look);
            let page = page.await?;
            let mut lines = Vec::with_capacity(page.rows.len());
            for row in &page.rows {
                let name = self.name(row.entry.access.who.person(), &mut names).await?;
                let mut stead = Vec::new();
                for person in in_stead_of(row.details.as_ref()) {
                    stead.push(self.name(Some(*person), &mut names).await?);
                }
                lines.push(cells(row, name, stead.join(", "), self.language));
            }
            rows += lines.len();
            part.push_str(&more(&lines, ';'));
            self.query.before = page.next;
            if out.send(std::mem::take(&mut part)).await.is_err() || page.next.is_none() {
                return Ok(rows);
            }
        }
    }

    /// What a person is called, asked once for each.
    async fn name(
        &self,
        person: Option<PersonId>,
        names: &mut BTreeMap<PersonId, String>,
    ) -> Result<String, Failure> {
        let Some(person) = person else {
            return Ok(String::new());
        };
        if let Some(name) = names.get(&person) {
            return Ok(name.clone());
        }
        let known = self.engine.store().person(self.tenant, person).await?;
        let name = known.map(|known| known.name).unwrap_or_default();
        names.insert(person, name.clone());
        Ok(name)
    }
}

fn cells(row: &LookedAt, name: String, stead: String, language: Language) -> Vec<String> {
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
        stead,
        deed,
        id(access.case.map(|case| case.0)),
        id(access.citizen.map(|citizen| citizen.0)),
        purpose(details, language),
        way(details),
    ];
    cells.into_iter().map(guarded).collect()
}
