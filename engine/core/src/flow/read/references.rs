//! Names that must stand for something, looked up once everything is read.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use crate::calendar::Channel;
use crate::flow::code::{
    COMPUTED_FILLED, NO_CLOCK, NO_FIELD, NO_ITEM, NO_LADDER, NO_PARTY, NO_PHASE, NOT_A_CHANNEL,
    NOT_A_DATE_FIELD, NOT_A_KEY, NOT_A_LIST, NOT_A_MEETING, NOT_AN_OWNER, NOT_BY_LADDER, NOT_WHEN_ADDED,
};
use crate::flow::near::nearest;
use crate::flow::{Code, Field, FieldKind, Item, ItemKind, Party, Place, Schema, Sight, Starts};
use crate::id::{ClockId, FieldPath, ItemId, PartyId, PhaseId, RegionId};
use crate::text::Message;

use super::Reading;
use super::clock::Clocks;
use super::ladder::Ladders;
use super::phase::Phases;
use super::region::{CASE, Regions};

/// What a name must stand for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    /// An item.
    Item,
    /// An item that starts by ladder.
    OpenedByRung,
    /// A meeting that starts by ladder.
    CalledByRung,
    /// An item that starts when a person adds it.
    Added,
    /// An item with a clock of its own.
    Clocked,
    /// An item, or a clock of the case.
    ItemOrClock,
    /// Something that can be ended: an item, a region, a clock of the case, or the case.
    Ended,
    /// A party.
    Party,
    /// A phase.
    Phase,
    /// A ladder.
    Ladder,
    /// A field.
    AnyField,
    /// A field that somebody fills.
    FilledField,
    /// A field that holds a date.
    DateField,
    /// A choice between ways of sending.
    ChannelField,
    /// A list.
    ListField,
    /// A column that tells the rows of its list apart.
    KeyOf,
    /// A column that names the party whose work a row is.
    OwnerOf,
}

/// A name with its place.
pub(super) struct Reference {
    pub(super) target: Target,
    pub(super) name: String,
    pub(super) place: Place,
}

/// Everything that a name can stand for.
pub(super) struct Known<'f> {
    pub(super) items: &'f IndexMap<ItemId, Item>,
    pub(super) item_names: &'f BTreeMap<String, Place>,
    pub(super) parties: &'f IndexMap<PartyId, Party>,
    pub(super) phases: &'f Phases,
    pub(super) data: &'f Schema,
    pub(super) ladders: &'f Ladders,
    pub(super) clocks: &'f Clocks,
    pub(super) regions: &'f Regions,
}

impl Known<'_> {
    /// Looks every reference up.
    pub(super) fn resolve(&self, out: &mut Reading) {
        for reference in out.take_references() {
            if out.is_full() {
                return;
            }
            match reference.target {
                Target::Item
                | Target::OpenedByRung
                | Target::CalledByRung
                | Target::Added
                | Target::Clocked => {
                    self.item(&reference, out);
                }
                Target::ItemOrClock | Target::Ended => self.ending(&reference, out),
                Target::Party => self.party(&reference, out),
                Target::Phase => self.phase(&reference, out),
                Target::Ladder => self.ladder(&reference, out),
                Target::AnyField
                | Target::FilledField
                | Target::DateField
                | Target::ChannelField
                | Target::ListField
                | Target::KeyOf
                | Target::OwnerOf => {
                    self.field(&reference, out);
                }
            }
        }
    }

    fn item(&self, reference: &Reference, out: &mut Reading) {
        let name = reference.name.as_str();
        let Some(item) = self.items.get(name) else {
            if !self.item_names.contains_key(name) {
                let names = self.item_names.keys().map(String::as_str);
                unknown(NO_ITEM, "flow-no-item", reference, names, out);
            }
            return;
        };
        match reference.target {
            Target::CalledByRung if item.kind != ItemKind::Meeting => {
                let what = Message::new("flow-not-a-meeting").with("item", name);
                let hint = Message::new("flow-not-a-meeting-hint");
                out.error(NOT_A_MEETING, reference.place, what, hint);
            }
            Target::OpenedByRung | Target::CalledByRung if item.starts != Starts::ByLadder => {
                let what = Message::new("flow-not-by-ladder").with("item", name);
                out.error(
                    NOT_BY_LADDER,
                    reference.place,
                    what,
                    Message::new("flow-not-by-ladder-hint"),
                );
            }
            Target::Added if item.starts != Starts::WhenAdded => {
                let what = Message::new("flow-not-when-added").with("item", name);
                let hint = Message::new("flow-not-when-added-hint");
                out.error(NOT_WHEN_ADDED, reference.place, what, hint);
            }
            Target::Clocked if !self.clocks.contains_key(name) => {
                let what = Message::new("flow-no-clock").with("item", name);
                out.error(
                    NO_CLOCK,
                    reference.place,
                    what,
                    Message::new("flow-no-clock-hint"),
                );
            }
            _ => {}
        }
    }

    fn ending(&self, reference: &Reference, out: &mut Reading) {
        let name = reference.name.as_str();
        let more = reference.target == Target::Ended;
        let known = self.item_names.contains_key(name)
            || self.clocks.contains_key(name)
            || (more && (name == CASE || self.regions.contains_key(name)));
        if known {
            return;
        }
        let regions = self.regions.keys().map(RegionId::as_str).filter(|_| more);
        let clocks = self.clocks.keys().map(ClockId::as_str);
        let names = self.item_names.keys().map(String::as_str);
        let names = names.chain(clocks).chain(regions);
        unknown(NO_ITEM, "flow-nothing-to-end", reference, names, out);
    }

    fn party(&self, reference: &Reference, out: &mut Reading) {
        if !self.parties.contains_key(reference.name.as_str()) {
            let names = self.parties.keys().map(PartyId::as_str);
            unknown(NO_PARTY, "flow-no-party", reference, names, out);
        }
    }

    fn phase(&self, reference: &Reference, out: &mut Reading) {
        if !self.phases.contains_key(reference.name.as_str()) {
            let names = self.phases.keys().map(PhaseId::as_str);
            unknown(NO_PHASE, "flow-no-phase", reference, names, out);
        }
    }

    fn ladder(&self, reference: &Reference, out: &mut Reading) {
        if !self.ladders.contains_key(reference.name.as_str()) {
            let names = self.ladders.keys().map(crate::id::LadderId::as_str);
            unknown(NO_LADDER, "flow-no-ladder", reference, names, out);
        }
    }

    fn is_list(&self, path: &str) -> bool {
        let path = FieldPath::new(path).ok();
        let field = path.and_then(|path| self.data.field(&path));
        field.is_some_and(|field| matches!(field.kind, FieldKind::List { .. }))
    }

    fn field(&self, reference: &Reference, out: &mut Reading) {
        let path = FieldPath::new(&reference.name).ok();
        let Some(field) = path.and_then(|path| self.data.field(&path)) else {
            // That the list is no list has been told.
            if reference.target == Target::KeyOf && !self.is_list(name_before_last(&reference.name)) {
                return;
            }
            let paths = paths(self.data);
            unknown(
                NO_FIELD,
                "flow-no-field",
                reference,
                paths.iter().map(String::as_str),
                out,
            );
            return;
        };
        match reference.target {
            Target::FilledField if field.is.is_some() => {
                let what = Message::new("flow-computed-filled").with("field", reference.name.as_str());
                let hint = Message::new("flow-computed-filled-hint");
                out.error(COMPUTED_FILLED, reference.place, what, hint);
            }
            Target::DateField if !holds_date(field) => {
                let what = Message::new("flow-not-a-date-field").with("field", reference.name.as_str());
                let hint = Message::new("flow-not-a-date-field-hint");
                out.error(NOT_A_DATE_FIELD, reference.place, what, hint);
            }
            Target::ChannelField if !names_channels(field) => {
                let what = Message::new("flow-not-a-channel").with("field", reference.name.as_str());
                let words: Vec<&str> = Channel::ALL.iter().map(|(word, _)| *word).collect();
                let hint = Message::new("flow-not-a-channel-hint").with("words", words);
                out.error(NOT_A_CHANNEL, reference.place, what, hint);
            }
            Target::ListField if !matches!(field.kind, FieldKind::List { .. }) => {
                let what = Message::new("flow-not-a-list").with("field", reference.name.as_str());
                let hint = Message::new("flow-not-a-list-hint");
                out.error(NOT_A_LIST, reference.place, what, hint);
            }
            Target::KeyOf if !tells_apart(field) => {
                let what = Message::new("flow-not-a-key").with("field", reference.name.as_str());
                let hint = Message::new("flow-not-a-key-hint");
                out.error(NOT_A_KEY, reference.place, what, hint);
            }
            Target::OwnerOf if !self.names_parties(field) => {
                let what = Message::new("flow-not-an-owner").with("field", reference.name.as_str());
                let hint = Message::new("flow-not-an-owner-hint");
                out.error(NOT_AN_OWNER, reference.place, what, hint);
            }
            _ => {}
        }
    }

    /// Whether a column is a choice that people fill, each of whose names is a party.
    fn names_parties(&self, field: &Field) -> bool {
        match &field.kind {
            FieldKind::Choice { of } => {
                let mut names = of.keys();
                field.is.is_none()
                    && !field.sensitive
                    && names.all(|name| self.parties.contains_key(name.as_str()))
            }
            _ => false,
        }
    }
}

/// Whether a field is a choice, each of whose names is a way of sending.
fn names_channels(field: &Field) -> bool {
    match &field.kind {
        FieldKind::Choice { of } => of.keys().all(|name| Channel::named(name).is_some()),
        _ => false,
    }
}

fn name_before_last(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(before, _)| before)
}

/// Whether a column can tell rows apart: filled by people, seen by whoever sees the list, and fit for a name that stands
/// in lists and addresses.
const fn tells_apart(field: &Field) -> bool {
    let kind = matches!(
        field.kind,
        FieldKind::Text | FieldKind::Integer | FieldKind::Choice { .. } | FieldKind::Date
    );
    kind && !field.sensitive && field.is.is_none() && matches!(field.seen_by, Sight::Narrow)
}

/// Whether a field can hold a date; what an expression gives is not known yet.
const fn holds_date(field: &Field) -> bool {
    matches!(field.kind, FieldKind::Date | FieldKind::Computed)
}

/// Every path of the case file, in reading order.
fn paths(data: &Schema) -> Vec<String> {
    let mut found = Vec::new();
    for field in data.fields() {
        found.push(field.path.as_str().to_owned());
        if let FieldKind::List { columns: parts } | FieldKind::Record { fields: parts } = &field.kind {
            found.extend(parts.values().map(|part| part.path.as_str().to_owned()));
        }
    }
    found
}

fn unknown<'k>(
    code: Code,
    what: &str,
    reference: &Reference,
    known: impl Iterator<Item = &'k str>,
    out: &mut Reading,
) {
    let name = reference.name.as_str();
    let what = Message::new(what).with("name", name);
    let hint = nearest(name, known).map_or_else(
        || Message::new("flow-no-such-hint"),
        |near| Message::new("flow-did-you-mean").with("word", near),
    );
    out.error(code, reference.place, what, hint);
}
