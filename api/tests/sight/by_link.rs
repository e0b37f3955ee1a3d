//! Whoever came by a link into one case as one party, and reaches nothing else.

use crate::flow::{Flow, Side};
use crate::town::Town;

/// How many relatives, and how many citizens, of a municipality come by links: each asks about as much as one of the staff.
const OF_A_SIDE: usize = 4;

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
    /// Some relatives and some citizens of a municipality's cases who are bound by name, whether that holds now or not.
    pub(crate) fn all(town: &Town<'_>, flow: &Flow) -> Vec<Self> {
        let mut all = Vec::new();
        for side in [Side::Relative, Side::Citizen] {
            let cases = town.worlds.iter().enumerate();
            let guests = cases.filter_map(|(case, world)| {
                let parties = flow.parties.iter().filter(|party| party.side == side);
                let mut bound = parties.flat_map(|party| {
                    let bound = world.record.bound.get(party.name).into_iter().flatten();
                    bound.filter_map(|one| Some((party.name, one.person?)))
                });
                let (party, number) = bound.next()?;
                let person = town.people.iter().position(|one| one.number == number)?;
                Some(Self { person, case, party })
            });
            all.extend(guests.take(OF_A_SIDE));
        }
        all
    }
}
