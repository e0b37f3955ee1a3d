//! Units in the order of their tree.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samspil_core::id::{PersonId, UnitId};
use samspil_store::{MAX_UNIT_DEPTH, OrgPerson, OrgUnit, Organisation};

/// A unit and how deep it lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Branch<'a> {
    pub(crate) unit: &'a OrgUnit,
    pub(crate) depth: usize,
}

/// Units with those beneath behind each, by name. One whose parent is not among them stands at the top.
pub(crate) fn branches(units: &[OrgUnit]) -> Vec<Branch<'_>> {
    let known: BTreeMap<UnitId, &OrgUnit> = units.iter().map(|unit| (unit.id, unit)).collect();
    let mut beneath: BTreeMap<Option<UnitId>, Vec<&OrgUnit>> = BTreeMap::new();
    for unit in units {
        let parent = unit.parent.filter(|parent| known.contains_key(parent));
        beneath.entry(parent).or_default().push(unit);
    }
    let mut found = Vec::with_capacity(units.len());
    add(&beneath, None, 0, &mut found);
    found
}

fn add<'a>(
    beneath: &BTreeMap<Option<UnitId>, Vec<&'a OrgUnit>>,
    parent: Option<UnitId>,
    depth: usize,
    found: &mut Vec<Branch<'a>>,
) {
    if depth > MAX_UNIT_DEPTH {
        return;
    }
    for unit in beneath.get(&parent).into_iter().flatten() {
        found.push(Branch { unit, depth });
        add(beneath, Some(unit.id), depth + 1, found);
    }
}

/// A unit and all beneath it.
pub(crate) fn beneath(units: &[OrgUnit], top: UnitId) -> BTreeSet<UnitId> {
    let mut found = BTreeSet::from([top]);
    for _ in 0..=MAX_UNIT_DEPTH {
        let new = units
            .iter()
            .filter(|unit| unit.parent.is_some_and(|parent| found.contains(&parent)));
        let new: Vec<UnitId> = new.map(|unit| unit.id).filter(|id| !found.contains(id)).collect();
        if new.is_empty() {
            break;
        }
        found.extend(new);
    }
    found
}

/// The people who have a place in each unit on a day.
pub(crate) fn people_there(
    organisation: &Organisation,
    day: NaiveDate,
) -> BTreeMap<UnitId, BTreeSet<PersonId>> {
    let mut there: BTreeMap<UnitId, BTreeSet<PersonId>> = BTreeMap::new();
    for place in organisation.places.iter().filter(|place| place.days.has(day)) {
        there.entry(place.unit).or_default().insert(place.person);
    }
    there
}

/// Who leads which unit on a day, as the stores tell it.
pub(crate) struct Leaders<'a> {
    units: BTreeMap<UnitId, &'a OrgUnit>,
    /// Those with a place there that leads, by itself or by its job function.
    own: BTreeMap<UnitId, BTreeSet<PersonId>>,
    day: NaiveDate,
}

impl<'a> Leaders<'a> {
    pub(crate) fn on(organisation: &'a Organisation, day: NaiveDate) -> Self {
        let people = organisation.people.iter().filter(|person| person.active);
        let people: BTreeMap<PersonId, &OrgPerson> = people.map(|person| (person.id, person)).collect();
        let leading = organisation.functions.iter().filter(|function| function.leads);
        let leading: BTreeSet<&String> = leading.map(|function| &function.name).collect();
        let mut own: BTreeMap<UnitId, BTreeSet<PersonId>> = BTreeMap::new();
        for place in organisation.places.iter().filter(|place| place.days.has(day)) {
            let Some(person) = people.get(&place.person) else {
                continue;
            };
            let function = place.job_function.as_ref().or(person.job_function.as_ref());
            if place.leads || function.is_some_and(|function| leading.contains(function)) {
                own.entry(place.unit).or_default().insert(person.id);
            }
        }
        Self {
            units: organisation.units.iter().map(|unit| (unit.id, unit)).collect(),
            own,
            day,
        }
    }

    /// Who leads a unit: those there, or else the nearest above.
    pub(crate) fn of(&self, unit: UnitId) -> Vec<PersonId> {
        let mut at = self.units.get(&unit);
        for _ in 0..=MAX_UNIT_DEPTH {
            let Some(here) = at.filter(|here| here.days.has(self.day)) else {
                break;
            };
            if let Some(found) = self.own.get(&here.id) {
                return found.iter().copied().collect();
            }
            at = here.parent.and_then(|above| self.units.get(&above));
        }
        Vec::new()
    }
}
