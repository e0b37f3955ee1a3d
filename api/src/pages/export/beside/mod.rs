//! What is kept of a citizen beside their cases: their account and how they are told, where and by what they are signed in, what
//! came for them, what they keep for themselves, and what stops that they are erased or says that they shall be.

mod account;
#[cfg(test)]
mod catalogue_test;
mod told;

use std::collections::BTreeSet;

use samspil_core::id::{CaseId, PersonId, TenantId};
use samspil_core::text::{Language, Message};
use samspil_runtime::{Engine, Failure};
use serde_json::{Map, Value, json};

use super::json::table as plain;
use crate::pages::names::Names;
use crate::pages::parts::{Cell, Table};
use crate::pages::words::Speaker;
use crate::words::say;

/// How many rows a section holds: years of use. Of more the newest are told, and it is said how to have the rest.
const MAX_ROWS: u32 = 10_000;

/// Of whom, and for whom it is told.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) engine: &'a Engine,
    pub(super) tenant: TenantId,
    pub(super) citizen: PersonId,
    /// The cases that are about them.
    pub(super) own: &'a BTreeSet<CaseId>,
    pub(super) language: Language,
}

/// A part of it: a table under a name.
pub(super) struct Section {
    /// Its name for programs.
    pub(super) name: &'static str,
    pub(super) table: Table,
    /// There is more than it holds.
    pub(super) is_cut: bool,
}

impl Section {
    /// Where it is cut: how much is there, and how to have the rest.
    pub(super) fn cut(&self, language: Language) -> Option<String> {
        let said = Message::new("export-section-cut").with("most", i64::from(MAX_ROWS));
        self.is_cut.then(|| say(&said, language))
    }
}

/// All of it, in the order in which it is told.
///
/// # Errors
/// What the store says.
pub(super) async fn sections(of: Of<'_>) -> Result<Vec<Section>, Failure> {
    Ok(vec![
        account::account(of).await?,
        account::providers(of).await?,
        account::sessions(of).await?,
        account::links(of).await?,
        account::tokens(of).await?,
        told::inbox(of).await?,
        told::mails(of).await?,
        told::absences(of).await?,
        told::lists(of).await?,
        told::marks(of).await?,
        told::holds(of).await?,
        told::proposals(of).await?,
    ])
}

/// The same for programs.
pub(super) fn json(sections: &[Section]) -> Value {
    let each = sections.iter().map(|section| {
        let rows = json!({ "rows": plain(&section.table), "cut": section.is_cut });
        (section.name.to_owned(), rows)
    });
    Value::Object(each.collect::<Map<String, Value>>())
}

impl Of<'_> {
    fn t(&self, key: &str) -> String {
        say(&Message::new(key), self.language)
    }

    /// A section with these columns; of what was asked for with one row too many, the last says that there is more.
    fn section(&self, name: &'static str, columns: &[&str], mut rows: Vec<Vec<Cell>>) -> Section {
        let most = usize::try_from(MAX_ROWS).unwrap_or(usize::MAX);
        let is_cut = rows.len() > most;
        rows.truncate(most);
        let table = Table {
            caption: self.t(&format!("export-{name}")),
            head: columns
                .iter()
                .map(|column| self.t(&format!("export-column-{column}")))
                .collect(),
            rows,
            empty: self.t("export-nothing"),
        };
        Section { name, table, is_cut }
    }

    async fn named(&self, people: &BTreeSet<PersonId>) -> Result<Names, Failure> {
        let names = Names::read(self.engine.store().as_ref(), self.tenant, people).await?;
        Ok(names)
    }

    const fn speaker<'n>(&self, names: &'n Names) -> Speaker<'n> {
        Speaker {
            language: self.language,
            names,
        }
    }
}
