//! Everyone whom a case's page names.

use std::collections::BTreeSet;

use samspil_core::case::{Actor, Change, Event, Eyes};
use samspil_core::flow::Value;
use samspil_core::id::PersonId;
use samspil_runtime::CaseRead;

/// The people of a case and of these events whom these eyes may know by name.
pub(crate) fn people<'e>(
    read: &CaseRead,
    eyes: &Eyes,
    events: impl Iterator<Item = &'e Event>,
) -> BTreeSet<PersonId> {
    let (view, case) = (read.view(), &read.case);
    let mut people = BTreeSet::new();
    let bindings = case.parties.values().flatten();
    people.extend(bindings.filter_map(|binding| binding.person));
    people.extend(case.consents.iter().filter_map(|consent| consent.terms.person));
    for state in case.items.values() {
        people.extend(state.claimed_by.into_iter().chain(state.done_by));
    }
    for value in case.data.values() {
        written(value, &mut people);
    }
    for event in events {
        if let Actor::Person {
            person,
            stands_in_for,
            ..
        } = &event.by
        {
            people.insert(*person);
            people.extend(stands_in_for);
        }
        for change in &event.changes {
            changed(change, &mut people);
        }
    }
    people.retain(|person| !view.hides_person(eyes, *person));
    people
}

fn changed(change: &Change, people: &mut BTreeSet<PersonId>) {
    match change {
        Change::Claimed { person, .. }
        | Change::Given { person, .. }
        | Change::OpenedWithReason { person, .. }
        | Change::RegisterVisited { person, .. } => {
            people.insert(*person);
        }
        Change::PartyBound { to, .. } => people.extend(to.iter().filter_map(|binding| binding.person)),
        Change::DataSet { values } => {
            for value in values.values().flatten() {
                written(value, people);
            }
        }
        _ => {}
    }
}

fn written(value: &Value, people: &mut BTreeSet<PersonId>) {
    match value {
        Value::Person(person) => people.extend(person.parse().ok().map(PersonId)),
        Value::List(rows) => {
            for value in rows.iter().flat_map(|row| row.values()) {
                written(value, people);
            }
        }
        Value::Record(record) => {
            for value in record.values() {
                written(value, people);
            }
        }
        _ => {}
    }
}
