//! The case file as the reader sees it: sections of filled fields, lists as tables.

use samspil_core::case::{Eyes, View};
use samspil_core::flow::{Field, FieldKind, Record, Value};
use samspil_core::text::Message;

use crate::pages::parts::{Cell, Definitions, Table};
use crate::pages::words::Speaker;

/// A section of the case file.
#[derive(Clone, Debug)]
pub(crate) struct SectionShown {
    /// Its heading.
    pub(crate) title: String,
    /// Its fields, where there are any.
    pub(crate) facts: Option<Definitions>,
    /// Its lists.
    pub(crate) tables: Vec<Table>,
}

/// Draws the case file for one reader.
#[derive(Clone, Copy)]
pub(crate) struct File<'a> {
    /// The case.
    pub(crate) view: View<'a>,
    /// The reader's parties.
    pub(crate) parties: &'a Eyes,
    /// The reader's words.
    pub(crate) speaker: Speaker<'a>,
}

impl File<'_> {
    /// The sections in which the reader sees something.
    pub(crate) fn sections(&self) -> Vec<SectionShown> {
        self.sections_of(|_| true)
    }

    /// The same with only those fields that are wanted.
    pub(crate) fn sections_of(&self, wanted: impl Fn(&Field) -> bool) -> Vec<SectionShown> {
        let sections = self.view.run.flow.data.sections.values();
        sections
            .filter_map(|section| {
                let mut facts = Vec::new();
                let mut tables = Vec::new();
                for field in section.fields.values().filter(|field| wanted(field)) {
                    let Some(value) = self.value(field) else { continue };
                    match (&field.kind, &value) {
                        (FieldKind::List { columns }, Value::List(_)) => {
                            tables.push(self.table(field, columns.values()));
                        }
                        _ => facts.push(self.fact(field, &value)),
                    }
                }
                (!facts.is_empty() || !tables.is_empty()).then(|| SectionShown {
                    title: section.title.in_language(self.speaker.language).to_owned(),
                    facts: (!facts.is_empty()).then_some(Definitions(facts)),
                    tables,
                })
            })
            .collect()
    }

    /// What the reader sees of a field; computed fields are computed now.
    fn value(&self, field: &Field) -> Option<Value> {
        if field.is.is_some() {
            let seen = self.view.sees_field(self.parties, &field.path);
            let computed = self.view.run.guards.is.get(&field.path).filter(|_| seen)?;
            return computed.value(&self.view);
        }
        let value = self.view.case.data.get(&field.path)?;
        self.view.seen_value(self.parties, &field.path, value)
    }

    fn fact(&self, field: &Field, value: &Value) -> (String, Cell) {
        let title = field.title.in_language(self.speaker.language).to_owned();
        let text = Cell::Text(self.speaker.value(field, value));
        let said = field.said_by.as_ref().map(|party| {
            let said = Message::new("data-said-by").with("party", self.view.party_title(party));
            Cell::Small(self.speaker.say(&said))
        });
        let unseen = self.unseen(field).map(Cell::Small);
        let more: Vec<Cell> = said.into_iter().chain(unseen).collect();
        let cell = match more.is_empty() {
            true => text,
            false => Cell::Stack(std::iter::once(text).chain(more).collect()),
        };
        (title, cell)
    }

    /// That not all parties see a field, which they are, and why; nothing where the flow gives no reason, which its review
    /// asks for.
    fn unseen(&self, field: &Field) -> Option<String> {
        let because = self.view.unseen_because(&field.path)?;
        let unseen = self.view.unseen_by(&field.path);
        if unseen.is_empty() {
            return None;
        }
        let language = self.speaker.language;
        let titles = unseen.into_iter().map(|party| self.view.party_title(party));
        let titles: Vec<String> = titles
            .map(|title| title.in_language(language).to_owned())
            .collect();
        let message = Message::new("data-unseen")
            .with("parties", titles.join(", "))
            .with("because", because);
        Some(self.speaker.say(&message))
    }

    /// A list. Rows are read whole, for a computed column may need columns that the reader does not see; only columns
    /// that are seen are shown.
    fn table<'f>(&self, field: &Field, columns: impl Iterator<Item = &'f Field>) -> Table {
        let language = self.speaker.language;
        let rows = match self.view.case.data.get(&field.path) {
            Some(Value::List(rows)) => rows.as_slice(),
            _ => &[],
        };
        let columns: Vec<&Field> = columns
            .filter(|column| self.view.sees_field(self.parties, &column.path))
            .collect();
        // What the whole list is kept from is said of the list, and a column's own in its head and behind the title.
        let alone = |column: &&Field| {
            let apart = self.view.unseen_by(&column.path) != self.view.unseen_by(&field.path);
            self.unseen(column).filter(|_| apart)
        };
        let marked = |column: &&Field| {
            let title = column.title.in_language(language);
            match alone(column) {
                Some(_) => format!("{title} ({})", self.speaker.t("data-unseen-short")),
                None => title.to_owned(),
            }
        };
        let of_columns = columns.iter().filter_map(|column| {
            let title = column.title.in_language(language);
            alone(column).map(|unseen| format!("{title}: {unseen}"))
        });
        let unseen: Vec<String> = self.unseen(field).into_iter().chain(of_columns).collect();
        let title = field.title.in_language(language);
        let cells = |row: &Record| columns.iter().map(|column| self.cell(column, row)).collect();
        Table {
            caption: match unseen.is_empty() {
                true => title.to_owned(),
                false => format!("{title}. {}", unseen.join(" ")),
            },
            head: columns.iter().map(marked).collect(),
            rows: rows.iter().map(cells).collect(),
            empty: self.speaker.t("data-no-rows"),
        }
    }

    fn cell(&self, column: &Field, row: &Record) -> Cell {
        let computed = || self.view.run.guards.is.get(&column.path);
        let name = column.path.parts().last().unwrap_or_default();
        let value = match &column.is {
            None => row.get(name).cloned(),
            Some(_) => computed().and_then(|guard| guard.value_in(row, &self.view)),
        };
        value.map_or(Cell::Empty, |value| {
            Cell::Text(self.speaker.value(column, &value))
        })
    }
}
