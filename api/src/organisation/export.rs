//! The organisation as a file that can be read in again.

use std::collections::{BTreeMap, BTreeSet};

use samspil_core::id::PersonId;
use samspil_core::text::Language;
use samspil_store::{Days, JobFunction, OrgPerson, OrgUnit, Organisation, Place, Source};
use uuid::Uuid;

use super::file::{COLUMNS, Column, Kind, Worded};
use super::tree::branches;
use crate::table::csv::{guarded, written};

/// A row by its columns; what it says nothing of is empty.
type Row = BTreeMap<Column, String>;

/// All of it, or what one source has said.
pub(crate) fn exported(organisation: &Organisation, source: Option<&str>, language: Language) -> String {
    let writing = Writing {
        words: Worded(language),
        ids: ids(organisation),
    };
    let of = |said: Option<&Source>| source.is_none_or(|name| said.is_some_and(|said| said.name == name));
    let functions = organisation.functions.iter().filter(|_| source.is_none());
    let units = branches(&organisation.units)
        .into_iter()
        .map(|branch| branch.unit);
    let units = units.filter(|unit| of(unit.source.as_ref()));
    let people = organisation
        .people
        .iter()
        .filter(|person| person.active && of(person.source.as_ref()));
    let active = organisation.people.iter().filter(|person| person.active);
    let active: BTreeSet<PersonId> = active.map(|person| person.id).collect();
    let places = organisation.places.iter().filter(|place| {
        let own = source.is_none_or(|name| place.source.as_deref() == Some(name));
        own && active.contains(&place.person)
    });
    let head = COLUMNS
        .iter()
        .map(|column| column.head(language).to_owned())
        .collect();
    let cells = |mut row: Row| -> Vec<String> {
        let cell = |column| guarded(row.remove(column).unwrap_or_default());
        COLUMNS.iter().map(cell).collect()
    };
    let rows = functions
        .map(|function| writing.function(function))
        .chain(units.map(|unit| writing.unit(unit)))
        .chain(people.map(|person| writing.person(person)))
        .chain(places.map(|place| writing.place(place)));
    let rows: Vec<Vec<String>> = std::iter::once(head).chain(rows.map(cells)).collect();
    written(&rows, ';')
}

/// In which language, and what things are called outside.
struct Writing {
    words: Worded,
    ids: BTreeMap<Uuid, String>,
}

impl Writing {
    fn id(&self, id: Uuid) -> String {
        self.ids.get(&id).cloned().unwrap_or_default()
    }

    fn function(&self, function: &JobFunction) -> Row {
        Row::from([
            (Column::Type, self.words.kind(Kind::Function).to_owned()),
            (Column::Name, function.name.clone()),
            (Column::ActsAs, function.acts_as.join(", ")),
            (Column::Leads, self.words.yes_no(function.leads).to_owned()),
        ])
    }

    fn unit(&self, unit: &OrgUnit) -> Row {
        let mut row = Row::from([
            (Column::Type, self.words.kind(Kind::Unit).to_owned()),
            (Column::Id, self.id(unit.id.0)),
            (Column::Name, unit.name.clone()),
            (
                Column::Parent,
                unit.parent.map(|parent| self.id(parent.0)).unwrap_or_default(),
            ),
            (Column::Kind, self.words.unit(unit.kind).to_owned()),
            (Column::Side, self.words.side(unit.side).to_owned()),
            (
                Column::Cvr,
                unit.cvr.map(|cvr| cvr.to_string()).unwrap_or_default(),
            ),
            (Column::Ownership, self.words.owner(unit.ownership).to_owned()),
        ]);
        add_days(&mut row, unit.days);
        row
    }

    fn person(&self, person: &OrgPerson) -> Row {
        Row::from([
            (Column::Type, self.words.kind(Kind::Person).to_owned()),
            (Column::Id, self.id(person.id.0)),
            (Column::Name, person.name.clone()),
            (Column::Login, person.login.clone()),
            (Column::Job, person.job_function.clone().unwrap_or_default()),
        ])
    }

    fn place(&self, place: &Place) -> Row {
        let acts_as = place.acts_as.as_ref().map(|list| list.join(", "));
        let mut row = Row::from([
            (Column::Type, self.words.kind(Kind::Place).to_owned()),
            (Column::Person, self.id(place.person.0)),
            (Column::Unit, self.id(place.unit.0)),
            (Column::ActsAs, acts_as.unwrap_or_default()),
            (Column::Job, place.job_function.clone().unwrap_or_default()),
            (Column::Leads, self.words.yes_no(place.leads).to_owned()),
            (
                Column::StandsInFor,
                place
                    .stands_in_for
                    .map(|person| self.id(person.0))
                    .unwrap_or_default(),
            ),
        ]);
        add_days(&mut row, place.days);
        row
    }
}

fn add_days(row: &mut Row, days: Days) {
    for (column, day) in [(Column::From, days.from), (Column::Until, days.until)] {
        row.insert(column, day.map(|day| day.to_string()).unwrap_or_default());
    }
}

/// What things are called outside; where nobody has said it, their id here.
fn ids(organisation: &Organisation) -> BTreeMap<Uuid, String> {
    let outside = |id: Uuid, source: Option<&Source>| {
        let external = source.and_then(|source| source.external_id.clone());
        (id, external.unwrap_or_else(|| id.to_string()))
    };
    let units = organisation
        .units
        .iter()
        .map(|unit| outside(unit.id.0, unit.source.as_ref()));
    let people = organisation
        .people
        .iter()
        .map(|person| outside(person.id.0, person.source.as_ref()));
    units.chain(people).collect()
}
