//! Whoever came by a link into one case as one party, and reaches nothing else.

use crate::flow::{Flow, Side};
use crate::town::Town;

/// One of them.
#[derive(Clone, Debug)]
pub(crate) struct ByLink {
    /// Their place among the people.
    pub(crate) person: usize,
    /// The case, by its number.
    pub(crate) case: usize,
    /// As which party.
    pub(crate) party: &'static str,
}

impl ByLink {
    /// For each case a relative and a citizen, where one is bound by name; whether that holds now or not.
    pub(crate) fn all(town: &Town<'_>, flow: &Flow) -> Vec<Self> {
        let mut all = Vec::new();
        for (case, world) in town.worlds.iter().enumerate() {
            for side in [Side::Relative, Side::Citizen] {
                let parties = flow.parties.iter().filter(|party| party.side == side);
                let mut guests = parties.flat_map(|party| {
                    let bound = world.record.bound.get(party.name).into_iter().flatten();
                    bound.filter_map(|one| Some((party.name, one.person?)))
                });
                let guest = guests.next();
                all.extend(guest.map(|(party, number)| {
                    let mut people = town.people.iter();
                    let person = people.position(|one| one.number == number).unwrap();
                    Self { person, case, party }
                }));
            }
        }
        all
    }
}
