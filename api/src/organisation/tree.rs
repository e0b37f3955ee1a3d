//! Units in the order of their tree.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use samspil_core::id::{PersonId, UnitId};
use samspil_store::{MAX_UNIT_DEPTH, OrgPerson, OrgUnit, Organisation, Place};

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

/// Whether a place leads: by itself or by its job function.
fn leads(organisation: &Organisation, person: &OrgPerson, place: &Place) -> bool {
    let function = place.job_function.as_ref().or(person.job_function.as_ref());
    let of_function = organisation
        .functions
        .iter()
        .find(|known| Some(&known.name) == function);
    place.leads || of_function.is_some_and(|function| function.leads)
}

/// Who leads a unit on a day, as the stores tell it: those there, or else the nearest above.
pub(crate) fn leaders(organisation: &Organisation, unit: &OrgUnit, day: NaiveDate) -> Vec<PersonId> {
    let mut at = Some(unit);
    for _ in 0..=MAX_UNIT_DEPTH {
        let Some(here) = at.filter(|here| here.days.has(day)) else {
            break;
        };
        let there = organisation
            .places
            .iter()
            .filter(|place| place.unit == here.id && place.days.has(day));
        let mut found: Vec<PersonId> = there
            .filter_map(|place| {
                let person = organisation
                    .people
                    .iter()
                    .find(|one| one.id == place.person && one.active)?;
                leads(organisation, person, place).then_some(person.id)
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            return found;
        }
        at = organisation
            .units
            .iter()
            .find(|above| Some(above.id) == here.parent);
    }
    Vec::new()
}
