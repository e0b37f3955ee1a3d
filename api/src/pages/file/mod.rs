//! The lists of a page as a file for spreadsheets: the page's own address with `as=csv` or `as=xlsx`, by the same rule, sight
//! and filters as the page.

mod csv;
mod gathering;
mod sheet;
mod value;
mod xlsx;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use samspil_core::text::Message;
use samspil_runtime::Look;

pub(super) use self::gathering::Gathering;
use self::sheet::Sheet;
use super::parts::Table;
use super::shell::Shell;
use crate::server::problem::{Kind, Problem};

/// The most rows of a list that a file holds: what one person works through, and what is drawn at once in memory.
pub(super) const MAX_FILE_ROWS: usize = 5_000;

/// What asks for a file in an address.
const AS: &str = "as";

/// Names in an address that say from where on a page shows a list: a file begins with its first row.
const PLACES: [&str; 2] = ["after", "before"];

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum FileKind {
    /// Cells with semicolons between.
    Csv,
    /// A workbook as Excel and others read it.
    Xlsx,
}

impl FileKind {
    const ALL: [Self; 2] = [Self::Csv, Self::Xlsx];

    const fn word(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    const fn content_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// What is asked for by an address; none where a page is.
    pub(super) fn asked(address: &str) -> Option<Self> {
        let mut asked = pairs(address).filter(|(name, _)| *name == AS);
        let (_, word) = asked.next()?;
        Self::of(word)
    }

    /// The kind of this word.
    pub(super) fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What an address asks, as it is written in it.
fn pairs(address: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = address.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")))
}

/// The address of the same list as a file, from its first row on.
fn address(page: &str, kind: FileKind) -> String {
    let path = page.split('?').next().unwrap_or_default();
    let kept = pairs(page).filter(|(name, _)| *name != AS && !PLACES.contains(name));
    let mut pairs: Vec<String> = kept.map(|(name, value)| format!("{name}={value}")).collect();
    pairs.push(format!("{AS}={}", kind.word()));
    format!("{path}?{}", pairs.join("&"))
}

/// What a file is called: by the first part of its page's address.
fn name(page: &str, kind: FileKind) -> String {
    let path = page.split('?').next().unwrap_or_default();
    let first = path.split('/').find(|part| !part.is_empty()).unwrap_or("samspil");
    let plain = |one: &char| one.is_ascii_alphanumeric() || *one == '-';
    let first: String = first.chars().filter(plain).collect();
    format!("{first}.{}", kind.word())
}

impl Shell {
    /// Where the lists of the page lie as files, and what these links say.
    pub(super) fn files(&self) -> Vec<(String, String)> {
        let link = |kind: FileKind| {
            let text = self.t(&format!("file-as-{}", kind.word()));
            (address(self.path(), kind), text)
        };
        FileKind::ALL.into_iter().map(link).collect()
    }

    /// The look as it is: what goes out as a file is taken out.
    pub(super) fn looking(&self, look: Look) -> Look {
        match self.file {
            Some(_) => look.taking_out(),
            None => look,
        }
    }

    /// These lists as a file, where one is asked for.
    pub(super) fn lists(&self, tables: &[&Table]) -> Option<Lists> {
        let whole: Vec<(&Table, bool)> = tables.iter().map(|table| (*table, false)).collect();
        self.cut_lists(&whole)
    }

    /// The same, where some of the lists go on beyond their tables.
    pub(super) fn cut_lists(&self, tables: &[(&Table, bool)]) -> Option<Lists> {
        let kind = self.file?;
        let sheet = |(table, is_cut): &(&Table, bool)| {
            let cut = Message::new("file-cut").with("most", most(table));
            Sheet::of(table, *is_cut, &self.say(&cut))
        };
        Some(Lists {
            kind,
            name: name(self.path(), kind),
            sheets: tables.iter().map(sheet).collect(),
        })
    }
}

/// How many of its rows a file holds.
fn most(table: &Table) -> i64 {
    i64::try_from(table.rows.len().min(MAX_FILE_ROWS)).unwrap_or(i64::MAX)
}

/// Lists that become a file.
pub(super) struct Lists {
    kind: FileKind,
    name: String,
    sheets: Vec<Sheet>,
}

impl Lists {
    /// The file as an answer; it says that it was made at this time.
    ///
    /// # Errors
    /// Where it could not be written.
    pub(super) async fn answer(self, at: DateTime<Utc>) -> Result<Response, Problem> {
        let (kind, sheets) = (self.kind, self.sheets);
        let written = tokio::task::spawn_blocking(move || match kind {
            FileKind::Csv => Ok(csv::written(&sheets).into_bytes()),
            FileKind::Xlsx => xlsx::written(&sheets, at),
        });
        let fault = |error: &dyn std::fmt::Display| {
            tracing::error!(%error, "a file of a list could not be written");
            Problem::new(Kind::FAULT)
        };
        let bytes = written.await.map_err(|error| fault(&error))?;
        let bytes = bytes.map_err(|error| fault(&error))?;
        let about = [
            (CONTENT_TYPE, kind.content_type().to_owned()),
            (
                CONTENT_DISPOSITION,
                format!("attachment; filename=\"{}\"", self.name),
            ),
            (CACHE_CONTROL, "no-store".to_owned()),
        ];
        Ok((about, bytes).into_response())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_asked_for_by_the_page_s_own_address() {
        for (page, asked, csv) in [
            ("/tasks", None, "/tasks?as=csv"),
            ("/tasks?tab=units&after=abc", None, "/tasks?tab=units&as=csv"),
            (
                "/tasks?tab=units&as=xlsx",
                Some(FileKind::Xlsx),
                "/tasks?tab=units&as=csv",
            ),
            (
                "/cases?text=%C3%B8&as=csv",
                Some(FileKind::Csv),
                "/cases?text=%C3%B8&as=csv",
            ),
            ("/access-log?before=7&as=pdf", None, "/access-log?as=csv"),
            ("/tasks?has=csv", None, "/tasks?has=csv&as=csv"),
        ] {
            assert_eq!(FileKind::asked(page), asked, "{page}");
            assert_eq!(address(page, FileKind::Csv), csv, "{page}");
        }
        assert_eq!(
            name("/organisation/changes?as=csv", FileKind::Xlsx),
            "organisation.xlsx"
        );
        assert_eq!(name("/", FileKind::Csv), "samspil.csv");
    }
}
