//! The ways that a flow's guards can go, and those that a history went: what scenarios reach and what they do not.

use std::collections::BTreeSet;

use super::{Case, Change, Event, Runnable, Status, View};
use crate::flow::Relation;
use crate::guard::{Guard, Truth};
use crate::id::{ClockId, ItemId};

/// One of the two ways that a guard can go.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Way {
    /// The item whose guard it is; none where it is the case's.
    pub item: Option<ItemId>,
    /// The key that the guard stands after: `when`, `done_when` …
    pub key: &'static str,
    /// Which of several, from 0.
    pub number: usize,
    /// It holds; otherwise it does not, or is not known.
    pub holds: bool,
}

/// What histories reached of a flow.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reached {
    /// Items that were done.
    pub items: BTreeSet<ItemId>,
    /// Rungs that were taken: the clock, and the rung's number from 0.
    pub rungs: BTreeSet<(ClockId, u16)>,
    /// Ways that guards went.
    pub ways: BTreeSet<Way>,
}

/// A guard with its name.
type Named<'r> = (Option<&'r ItemId>, &'static str, usize, &'r Guard);

/// Every guard that decides what happens, with its name.
fn guards(run: &Runnable) -> Vec<Named<'_>> {
    let guards = &run.guards;
    let mut found: Vec<Named<'_>> = Vec::new();
    for (key, map) in [
        ("when", &guards.when),
        ("done_when", &guards.done_when),
        ("ends_when", &guards.ends_when),
        ("by_hand_when", &guards.by_hand),
        ("required", &guards.required),
        ("again_while", &guards.again_while),
        ("until", &guards.until),
        ("while", &guards.only_while),
        ("matching", &guards.matching),
        ("pieces", &guards.pieces),
        ("enough", &guards.enough),
    ] {
        found.extend(map.iter().map(|(item, guard)| (Some(item), key, 0, guard)));
    }
    for (key, map) in [("opened_by", &guards.opened_by), ("ended_by", &guards.ended_by)] {
        for (item, cues) in map {
            let cues = cues.iter().enumerate();
            found.extend(cues.filter_map(|(number, guard)| Some((Some(item), key, number, guard.as_ref()?))));
        }
    }
    for (item, provisos) in &guards.provisos {
        let provisos = provisos.iter().enumerate();
        let named =
            provisos.map(|(number, (relation, _, guard))| (Some(item), word(*relation), number, guard));
        found.extend(named);
    }
    let cues = guards.case_ended_by.iter().enumerate();
    found.extend(cues.filter_map(|(number, guard)| Some((None, "ended_by", number, guard.as_ref()?))));
    found.extend(guards.closes.iter().map(|guard| (None, "closes", 0, guard)));
    found.extend(guards.case_ends.iter().map(|guard| (None, "ends_when", 0, guard)));
    found
}

const fn word(relation: Relation) -> &'static str {
    match relation {
        Relation::After => "after",
        Relation::NotWhileOwed => "not_while_owed",
        Relation::Owes => "owes",
        Relation::Removes => "removes",
        Relation::BringsBack => "brings_back",
    }
}

/// Every way that the guards of a flow can go.
#[must_use]
pub fn all_ways(run: &Runnable) -> BTreeSet<Way> {
    let named = guards(run).into_iter();
    named
        .flat_map(|(item, key, number, _)| {
            [true, false].map(|holds| Way {
                item: item.cloned(),
                key,
                number,
                holds,
            })
        })
        .collect()
}

impl View<'_> {
    /// The ways that guards go now, as far as they are asked: of work that is not over, in a stage that goes on.
    fn ways_now(&self, ways: &mut BTreeSet<Way>) {
        for (item, key, number, guard) in guards(self.run) {
            let mut add = |holds: bool| {
                ways.insert(Way {
                    item: item.cloned(),
                    key,
                    number,
                    holds,
                });
            };
            let Some(item) = item else {
                add(guard.holds(self) == Truth::True);
                continue;
            };
            // What ends work holds once that has ended, and its stage may have ended with it.
            let ends = matches!(key, "ends_when" | "until" | "ended_by");
            for one in self.run.those_meant(self.case, item) {
                let over = matches!(
                    self.case.item(&one.id).status,
                    Status::Skipped | Status::Cancelled
                );
                let asked = !over && self.stage_goes_on(&one);
                if asked || ends {
                    let holds = self.judged(Some(guard), &one.id) == Some(Truth::True);
                    if asked || holds {
                        add(holds);
                    }
                }
            }
        }
    }
}

impl Reached {
    /// Adds what a history reached.
    pub fn add(&mut self, run: &Runnable, history: &[Event]) {
        let mut case: Option<Case> = None;
        for event in history {
            match &mut case {
                Some(case) => case.apply(event),
                None => case = Case::begin(event),
            }
            for change in &event.changes {
                self.add_change(run, change);
            }
            if let Some(case) = &case {
                let view = View {
                    run,
                    case,
                    at: event.at,
                };
                view.ways_now(&mut self.ways);
            }
        }
    }

    fn add_change(&mut self, run: &Runnable, change: &Change) {
        match change {
            Change::Done { item, .. } => {
                let Some(item) = run.flow.items.get(item.base()) else {
                    return;
                };
                // What it asks when it is done held, whatever its form was then set to.
                for (key, map) in [
                    ("done_when", &run.guards.done_when),
                    ("matching", &run.guards.matching),
                ] {
                    if map.contains_key(&item.id) {
                        self.ways.insert(Way {
                            item: Some(item.id.clone()),
                            key,
                            number: 0,
                            holds: true,
                        });
                    }
                }
                self.items.insert(item.id.clone());
            }
            Change::RungTaken { clock, rung, .. } => {
                if let Some(clock) = run.flow.clocks.get(clock.base()) {
                    self.rungs.insert((clock.id.clone(), *rung));
                }
            }
            _ => {}
        }
    }
}
