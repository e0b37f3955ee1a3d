//! What a file says beside what is there.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samspil_core::id::{PersonId, UnitId};
use samspil_core::text::{Language, Message};
use samspil_store::{Changed, JobFunction, OrgPerson, OrgUnit, Organisation, Place, Source};
use uuid::Uuid;

use super::{Asked, Called, Lines, Step, Thing, What, fitted, new_roles};
use crate::organisation::check::{Subject, merged};
use crate::organisation::file::{Column, Fault, Faults, FunctionRow, PersonRow, PlaceRow, UnitRow};
use crate::organisation::last_day;

/// What comes of a file, step by step.
pub(super) struct Diff<'a> {
    before: &'a Organisation,
    called: Called<'a>,
    asked: Asked<'a>,
    new_id: &'a dyn Fn() -> Uuid,
    /// The places that end.
    over: BTreeSet<Uuid>,
    changed: Changed,
    steps: Vec<Step>,
    lines: Lines,
    faults: Faults,
    /// The ids here of those of the file.
    units: BTreeMap<String, UnitId>,
    people: BTreeMap<String, PersonId>,
}

impl<'a> Diff<'a> {
    pub(super) fn new(before: &'a Organisation, asked: Asked<'a>, new_id: &'a dyn Fn() -> Uuid) -> Self {
        Self {
            before,
            called: Called::of(before),
            asked,
            new_id,
            over: BTreeSet::new(),
            changed: Changed::default(),
            steps: Vec::new(),
            lines: Lines::new(),
            faults: Faults::default(),
            units: BTreeMap::new(),
            people: BTreeMap::new(),
        }
    }

    pub(super) fn done(self) -> Result<(Changed, Vec<Step>, Lines), Faults> {
        match self.faults.is_empty() {
            true => Ok((self.changed, self.steps, self.lines)),
            false => Err(self.faults),
        }
    }

    /// The last day of what ends now.
    fn yesterday(&self) -> NaiveDate {
        last_day(self.asked.today)
    }

    fn step(&mut self, what: What, thing: Thing, name: String) {
        self.steps.push(Step { what, thing, name });
    }

    fn source(&self, id: &str) -> Option<Source> {
        Some(Source {
            name: self.asked.source.to_owned(),
            external_id: Some(id.to_owned()),
        })
    }

    fn is_own(&self, source: Option<&Source>) -> bool {
        source.is_some_and(|source| source.name == self.asked.source)
    }

    /// Says that an id or name is another source's.
    fn another(&mut self, line: u64, column: Column, source: Option<&Source>) {
        let name = source.map_or("", |source| source.name.as_str());
        self.faults.add(Fault {
            line,
            column: 0,
            head: column.head(Language::Danish).to_owned(),
            message: Message::new("organisation-file-source").with("name", name),
        });
    }

    /// Says that an id is nobody's.
    fn unknown(&mut self, line: u64, column: Column, id: &str) {
        self.faults.add(Fault {
            line,
            column: 0,
            head: column.head(Language::Danish).to_owned(),
            message: Message::new("organisation-file-unknown").with("id", id),
        });
    }

    /// Somebody of the file, or somebody who is here already, as they are written out: by the id that their source has for them, or
    /// by the one they have here.
    fn anybody(&self, id: &str) -> Option<PersonId> {
        let here = |one: &&OrgPerson| match external(one.source.as_ref()) {
            Some(outside) => outside == id,
            None => one.id.0.to_string() == id,
        };
        let known = || self.before.people.iter().find(here).map(|one| one.id);
        self.people.get(id).copied().or_else(known)
    }

    pub(super) fn functions(&mut self, rows: &[FunctionRow]) {
        for row in rows {
            let function = JobFunction {
                name: row.name.clone(),
                acts_as: row.acts_as.clone(),
                leads: row.leads,
            };
            self.lines.insert(Subject::Function(row.name.clone()), row.line);
            let known = self.before.functions.iter().find(|known| known.name == row.name);
            if known == Some(&function) {
                continue;
            }
            let what = if known.is_some() { What::Changed } else { What::New };
            self.step(what, Thing::Function, row.name.clone());
            self.changed.functions.push(function);
        }
    }

    pub(super) fn units(&mut self, rows: &[UnitRow]) {
        let before = self.before;
        let mut found: BTreeMap<u64, &OrgUnit> = BTreeMap::new();
        for row in rows {
            let by_id = before
                .units
                .iter()
                .find(|unit| external(unit.source.as_ref()) == Some(&row.id));
            let by_hand = || {
                before
                    .units
                    .iter()
                    .find(|unit| unit.name == row.name && unit.source.is_none())
            };
            let known = by_id.or_else(by_hand);
            if let Some(known) = known {
                found.insert(row.line, known);
            }
            if let Some(other) = by_id.filter(|unit| !self.is_own(unit.source.as_ref())) {
                self.another(row.line, Column::Id, other.source.as_ref());
            }
            let id = known.map_or_else(|| UnitId((self.new_id)()), |unit| unit.id);
            self.units.insert(row.id.clone(), id);
            self.lines.insert(Subject::Unit(id), row.line);
        }
        let mut new: BTreeMap<UnitId, OrgUnit> = BTreeMap::new();
        for row in rows {
            let Some(unit) = self.unit(row) else { continue };
            new.insert(unit.id, unit);
        }
        for row in rows {
            let Some(unit) = self.units.get(&row.id).and_then(|id| new.get(id)).cloned() else {
                continue;
            };
            let unit = within(unit, &new);
            self.one_unit(found.get(&row.line).copied(), unit);
        }
        self.end_units();
    }

    fn unit(&self, row: &UnitRow) -> Option<OrgUnit> {
        Some(OrgUnit {
            id: *self.units.get(&row.id)?,
            name: row.name.clone(),
            side: row.side,
            parent: row
                .parent
                .as_ref()
                .and_then(|parent| self.units.get(parent))
                .copied(),
            kind: row.kind,
            cvr: row.cvr,
            ownership: row.ownership,
            days: row.days,
            source: self.source(&row.id),
        })
    }

    fn one_unit(&mut self, known: Option<&OrgUnit>, unit: OrgUnit) {
        if known == Some(&unit) {
            return;
        }
        let today = self.asked.today;
        let what = match known {
            None => What::New,
            Some(known) if known.source.is_none() => What::TakenOver,
            Some(known) if known.days.is_over(today) && !unit.days.is_over(today) => What::Back,
            Some(_) => What::Changed,
        };
        self.step(what, Thing::Unit, unit.name.clone());
        self.changed.units.push(unit);
    }

    /// Units of the source that the file does not name end, with the places there.
    fn end_units(&mut self) {
        let named: BTreeSet<UnitId> = self.units.values().copied().collect();
        let (before, last) = (self.before, self.yesterday());
        let over = before.units.iter().filter(|unit| {
            self.is_own(unit.source.as_ref())
                && !named.contains(&unit.id)
                && !unit.days.is_over(self.asked.today)
        });
        let over: Vec<&OrgUnit> = over.collect();
        for unit in over {
            self.step(What::Ended, Thing::Unit, unit.name.clone());
            self.changed.units.push(OrgUnit {
                days: unit.days.ended(last),
                ..unit.clone()
            });
            let there = before.places.iter().filter(|place| place.unit == unit.id);
            self.end_places(there.collect());
        }
    }

    fn end_places(&mut self, places: Vec<&Place>) {
        let last = self.yesterday();
        for place in places {
            if place.days.is_over(self.asked.today) || !self.over.insert(place.id) {
                continue;
            }
            let name = self.called.place(place);
            self.step(What::Ended, Thing::Place, name);
            self.changed.places.push(Place {
                days: place.days.ended(last),
                ..place.clone()
            });
        }
    }

    pub(super) fn people(&mut self, rows: &[PersonRow]) {
        let before = self.before;
        let people = before.people.iter();
        let ids: BTreeMap<&String, &OrgPerson> = people
            .filter_map(|one| Some((external(one.source.as_ref())?, one)))
            .collect();
        let logins: BTreeMap<&String, &OrgPerson> = before
            .people
            .iter()
            .filter(|one| one.source.is_none())
            .map(|one| (&one.login, one))
            .collect();
        for row in rows {
            let by_id = ids.get(&row.id).copied();
            let by_hand = || logins.get(&row.login).copied();
            let known = by_id.or_else(by_hand);
            if let Some(other) = by_id.filter(|person| !self.is_own(person.source.as_ref())) {
                self.another(row.line, Column::Id, other.source.as_ref());
            }
            let person = OrgPerson {
                id: known.map_or_else(|| PersonId((self.new_id)()), |person| person.id),
                login: row.login.clone(),
                name: row.name.clone(),
                roles: known.map_or_else(new_roles, |person| person.roles.clone()),
                active: true,
                job_function: row.job_function.clone(),
                source: self.source(&row.id),
            };
            self.people.insert(row.id.clone(), person.id);
            self.lines.insert(Subject::Person(person.id), row.line);
            if known == Some(&person) {
                continue;
            }
            let what = match known {
                None => What::New,
                Some(known) if known.source.is_none() => What::TakenOver,
                Some(known) if !known.active => What::Back,
                Some(_) => What::Changed,
            };
            self.step(what, Thing::Person, person.name.clone());
            self.changed.people.push(person);
        }
        self.close_people();
    }

    /// People of the source that the file does not name are closed, and all their places end.
    fn close_people(&mut self) {
        let named: BTreeSet<PersonId> = self.people.values().copied().collect();
        let before = self.before;
        let gone = before.people.iter().filter(|person| {
            self.is_own(person.source.as_ref()) && !named.contains(&person.id) && person.active
        });
        let gone: Vec<&OrgPerson> = gone.collect();
        for person in gone {
            self.step(What::Ended, Thing::Person, person.name.clone());
            self.changed.people.push(OrgPerson {
                active: false,
                ..person.clone()
            });
            let theirs = before.places.iter().filter(|place| place.person == person.id);
            self.end_places(theirs.collect());
        }
    }

    pub(super) fn places(&mut self, rows: &[PlaceRow]) {
        let before = self.before;
        let after = merged(before, &self.changed);
        let names = Called::of(&after);
        let own = before
            .places
            .iter()
            .filter(|place| place.source.as_deref() == Some(self.asked.source));
        let own: BTreeMap<_, &Place> = own.map(|place| (key(place), place)).collect();
        let mut named: BTreeSet<Uuid> = BTreeSet::new();
        for row in rows {
            let ids = (self.people.get(&row.person), self.units.get(&row.unit));
            let (Some(person), Some(unit)) = ids else { continue };
            let (person, unit) = (*person, *unit);
            let stands_in_for = row.stands_in_for.as_ref().map(|id| (id, self.anybody(id)));
            if let Some((id, None)) = stands_in_for {
                self.unknown(row.line, Column::StandsInFor, id);
                continue;
            }
            let mut place = Place {
                id: Uuid::nil(),
                person,
                unit,
                acts_as: row.acts_as.clone(),
                job_function: row.job_function.clone(),
                leads: row.leads,
                stands_in_for: stands_in_for.and_then(|(_, person)| person),
                days: row.days,
                source: Some(self.asked.source.to_owned()),
            };
            let known = own.get(&key(&place)).copied();
            place.id = known.map_or_else(|| (self.new_id)(), |place| place.id);
            named.insert(place.id);
            self.lines.insert(Subject::Place(place.id), row.line);
            if known == Some(&place) {
                continue;
            }
            let today = self.asked.today;
            let what = match known {
                None => What::New,
                Some(known) if known.days.is_over(today) && !place.days.is_over(today) => What::Back,
                Some(_) => What::Changed,
            };
            self.step(what, Thing::Place, names.place(&place));
            self.changed.places.push(place);
        }
        let over = before
            .places
            .iter()
            .filter(|place| place.source.as_deref() == Some(self.asked.source) && !named.contains(&place.id));
        self.end_places(over.collect());
    }
}

/// What tells the places of a source apart.
fn key(place: &Place) -> (PersonId, UnitId, Option<NaiveDate>, Option<PersonId>) {
    (place.person, place.unit, place.days.from, place.stands_in_for)
}

fn external(source: Option<&Source>) -> Option<&String> {
    source.and_then(|source| source.external_id.as_ref())
}

/// A unit whose days lie within those above it in the file where it says none.
fn within(mut unit: OrgUnit, new: &BTreeMap<UnitId, OrgUnit>) -> OrgUnit {
    let mut parent = unit.parent;
    for _ in 0..samspil_store::MAX_UNIT_DEPTH {
        let Some(above) = parent.and_then(|parent| new.get(&parent)) else {
            break;
        };
        unit = fitted(unit, Some(above));
        parent = above.parent;
    }
    unit
}
