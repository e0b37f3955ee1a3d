//! The columns of a file, and the words in them, in Danish and English.

use csv::StringRecord;
use samspil_core::flow::Side;
use samspil_core::text::{Language, Message};
use samspil_store::{Ownership, UnitKind};

use super::{Fault, Faults};

macro_rules! columns {
    ($($name:ident = $danish:literal, $english:literal;)+) => {
        /// A column, by what it holds.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
        pub(crate) enum Column {
            $($name,)+
        }

        /// All of them, in the order in which they are written.
        pub(crate) const COLUMNS: &[Column] = &[$(Column::$name),+];

        impl Column {
            /// What it is called.
            pub(crate) const fn head(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Danish) => $danish, (Self::$name, Language::English) => $english,)+
                }
            }
        }
    };
}

columns! {
    Type = "type", "type";
    Id = "id", "id";
    Name = "navn", "name";
    Parent = "overordnet", "parent";
    Kind = "slags", "kind";
    Side = "side", "side";
    Cvr = "cvr", "cvr";
    Ownership = "ejerform", "ownership";
    Login = "brugernavn", "login";
    Person = "person", "person";
    Unit = "enhed", "unit";
    ActsAs = "optræder som", "acts as";
    Job = "jobfunktion", "job function";
    Leads = "leder", "leads";
    From = "fra", "from";
    Until = "til", "until";
    StandsInFor = "stedfortræder for", "stands in for";
}

/// What a row is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// A unit.
    Unit,
    /// A person.
    Person,
    /// A place of a person in a unit.
    Place,
    /// A job function.
    Function,
}

/// A word in both languages and what it means.
pub(super) type Words<T> = &'static [(&'static str, &'static str, T)];

pub(super) const KINDS: Words<Kind> = &[
    ("enhed", "unit", Kind::Unit),
    ("person", "person", Kind::Person),
    ("plads", "place", Kind::Place),
    ("jobfunktion", "job function", Kind::Function),
];

pub(super) const UNIT_KINDS: Words<UnitKind> = &[
    ("organisation", "organisation", UnitKind::Organisation),
    ("forvaltning", "administration", UnitKind::Administration),
    ("center", "centre", UnitKind::Centre),
    ("afdeling", "department", UnitKind::Department),
    ("team", "team", UnitKind::Team),
    ("tilbud", "offer", UnitKind::Offer),
];

pub(super) const SIDES: Words<Side> = &[
    ("myndighed", "authority", Side::Authority),
    ("udfører", "provider", Side::Provider),
    ("samarbejdspart", "partner", Side::Partner),
];

pub(super) const OWNERS: Words<Ownership> = &[
    ("offentlig", "public", Ownership::Public),
    ("privat", "private", Ownership::Private),
];

pub(super) const YES_NO: Words<bool> = &[("ja", "yes", true), ("nej", "no", false)];

/// The word for a value.
pub(crate) fn word<T: PartialEq>(words: Words<T>, value: &T, language: Language) -> &'static str {
    let found = words.iter().find(|(.., meant)| meant == value);
    found.map_or("", |(danish, english, _)| match language {
        Language::Danish => danish,
        Language::English => english,
    })
}

/// Which column of the file holds what.
#[derive(Debug)]
pub(super) struct Heads {
    columns: Vec<(Column, String)>,
}

impl Heads {
    pub(super) fn count(&self) -> usize {
        self.columns.len()
    }

    /// The column's number from 0 and what it is called in the file.
    pub(super) fn find(&self, column: Column) -> Option<(usize, &str)> {
        let at = self.columns.iter().position(|(known, _)| *known == column)?;
        Some((at, self.columns.get(at)?.1.as_str()))
    }
}

/// Reads the first line: any order, either language, each once; type and id must be there.
pub(super) fn heads(record: &StringRecord) -> Result<Heads, Faults> {
    let mut faults = Faults::default();
    let mut columns: Vec<(Column, String)> = Vec::new();
    for (at, cell) in record.iter().enumerate() {
        let plain = cell.trim().to_lowercase().replace('_', " ");
        let named = |column: &&Column| {
            [Language::Danish, Language::English]
                .iter()
                .any(|language| column.head(*language) == plain)
        };
        let mut wrong = |key: &str| {
            let known: Vec<&str> = COLUMNS
                .iter()
                .map(|column| column.head(Language::Danish))
                .collect();
            faults.add(Fault {
                line: 1,
                column: at + 1,
                head: cell.trim().to_owned(),
                message: Message::new(key).with("known", known),
            });
        };
        match COLUMNS.iter().find(named) {
            Some(column) if columns.iter().any(|(known, _)| known == column) => {
                wrong("organisation-file-head-twice")
            }
            Some(column) => columns.push((*column, cell.trim().to_owned())),
            None => wrong("organisation-file-head"),
        }
    }
    for needed in [Column::Type, Column::Id, Column::Name] {
        if !columns.iter().any(|(known, _)| *known == needed) {
            faults.add(Fault {
                line: 1,
                column: 0,
                head: String::new(),
                message: Message::new("organisation-file-head-missing")
                    .with("name", needed.head(Language::Danish)),
            });
        }
    }
    match faults.is_empty() {
        true => Ok(Heads { columns }),
        false => Err(faults),
    }
}
