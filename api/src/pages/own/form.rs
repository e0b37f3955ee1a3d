//! An item that the reader may do, as a short form on another page. It is sent to the item's own page, which does what was
//! asked or says what is wrong, and leads back.

use samspil_core::case::View;
use samspil_core::flow::{Field as Declared, FieldKind, Item};
use samspil_core::id::FieldPath;

use super::Own;
use crate::app::App;
use crate::identity::Signed;
use crate::pages::key::Key;
use crate::pages::parts::Field;
use crate::pages::task::inputs::{Inputs, name_in_row, own_name};
use crate::pages::task::loaded::Loaded;
use crate::pages::task::plan::{Part, Rows};
use crate::pages::task::read::Faults;
use crate::pages::task::sheet::{Drawing, Sheet};
use crate::pages::words::Speaker;

/// The most forms on a page: what one person has at hand.
pub(super) const MAX_FORMS: usize = 6;

/// An item as a short form.
pub(super) struct ItemForm {
    /// Its number on the page.
    pub(super) number: usize,
    /// The item's own page.
    pub(super) address: String,
    /// The page to come back to.
    pub(super) back: String,
    pub(super) title: String,
    pub(super) guidance: Option<String>,
    /// What is written; none where it takes the item's own page.
    pub(super) fields: Option<Vec<Field>>,
    /// What is sent along as it stands.
    pub(super) kept: Vec<(String, String)>,
    /// The form adds a row to what is there.
    pub(super) adds: bool,
    pub(super) key: Key,
    pub(super) seen: u64,
}

/// Makes the forms of a page.
pub(super) struct Making<'a> {
    pub(super) app: &'a App,
    pub(super) signed: &'a Signed,
    pub(super) own: &'a Own,
    pub(super) speaker: Speaker<'a>,
    /// The page to come back to.
    pub(super) back: &'a str,
}

impl Making<'_> {
    /// The forms of the items that can be filled in now and of which this holds.
    pub(super) fn forms(&self, wanted: impl Fn(&Item) -> bool, before: usize) -> Vec<ItemForm> {
        let items = super::tasks::fillable(&self.own.view(), &self.own.eyes);
        let wanted = items
            .into_iter()
            .filter(|item| !item.fills.is_empty() && wanted(item));
        let loaded = wanted.map(|item| Loaded {
            read: self.own.read.clone(),
            item,
            eyes: self.own.eyes.clone(),
        });
        let open = loaded
            .filter(|loaded| loaded.may_fill(self.signed))
            .take(MAX_FORMS);
        let numbered = open.zip(before + 1..);
        numbered
            .map(|(loaded, number)| self.form(&loaded, number))
            .collect()
    }

    fn form(&self, loaded: &Loaded, number: usize) -> ItemForm {
        let language = self.speaker.language;
        let parts = loaded.parts();
        let mut inputs = loaded.inputs(&parts, language);
        let added = match parts.as_slice() {
            [Part::Rows(rows)] if rows.whole => Some((rows, self.added(loaded, rows, &mut inputs))),
            _ => None,
        };
        let rows = |path: &FieldPath| loaded.rows(path);
        let goals = loaded.goals(self.speaker);
        let drawing = Drawing {
            speaker: self.speaker,
            inputs: &inputs,
            wrong: &Faults::new(),
            held: &rows,
            focus: None,
            about: loaded.about().map(|path| (path, goals.as_slice())),
        };
        let (fields, kept) = match added {
            Some((rows, row)) => {
                let fields = drawing.row(rows, row);
                let own: Vec<&str> = fields.iter().map(Field::name).collect();
                let kept = inputs.pairs().filter(|(name, _)| !own.contains(name));
                let kept = kept.map(|(name, value)| (name.to_owned(), value.to_owned()));
                let kept = kept.collect();
                (Some(fields), kept)
            }
            None => (Sheet::new(&parts, drawing).only_fields(), Vec::new()),
        };
        let within = format!("own{number}");
        let text = |text: &samspil_core::text::Text| text.in_language(language).to_owned();
        ItemForm {
            number,
            address: loaded.address(),
            back: self.back.to_owned(),
            title: text(&loaded.item.title),
            guidance: loaded.item.guidance.as_ref().map(text),
            fields: fields.map(|fields| fields.into_iter().map(|field| field.within(&within)).collect()),
            adds: added.is_some(),
            kept,
            key: Key::new(self.app.engine.ids().as_ref()),
            seen: loaded.read.case.version,
        }
    }

    /// The place of a new row behind those there are. Who it comes from is the reader, where that is asked by the names of
    /// the parties.
    fn added(&self, loaded: &Loaded, rows: &Rows<'_>, inputs: &mut Inputs) -> usize {
        let list = &rows.field.path;
        let row = if loaded.rows(list).is_empty() {
            0
        } else {
            inputs.add_row(list)
        };
        for column in &rows.filled {
            if let Some(party) = self.from(column) {
                inputs.put(name_in_row(list, row, own_name(column)), party);
            }
        }
        row
    }

    fn from(&self, column: &Declared) -> Option<String> {
        let FieldKind::Choice { of } = &column.kind else {
            return None;
        };
        let mut acting = self.own.eyes.acting().iter();
        acting
            .find(|party| of.contains_key(party.as_str()))
            .map(ToString::to_string)
    }
}

/// Whether an item takes down words of the reader's own.
pub(super) fn takes_own_words(view: &View<'_>, own: &Own, item: &Item) -> bool {
    let said = |path: &FieldPath| {
        let field = view.run.flow.data.field(path);
        let by = field.and_then(|field| field.said_by.as_ref());
        by.is_some_and(|party| own.eyes.acting().contains(party))
    };
    item.fills.iter().any(said)
}
