//! What each party can see of the case file in each phase, proved from the flow alone: whatever happens in a case, what is
//! never here is never seen.

use super::Runnable;
use crate::flow::{Each, Field, FieldKind, Item, Party, Protected, RungAction, Sight};
use crate::id::{FieldPath, PartyId, PhaseId};

/// Whether a party can see a field.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum CanSee {
    /// Never, whatever happens.
    Never,
    /// Where work of the party's own side is handed over to it.
    HandedOver,
    /// As soon as it is bound.
    Bound,
}

/// What a party can see of a field in a phase.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seen {
    /// Whether.
    pub can: CanSee,
    /// Only as far as the citizen consents.
    pub by_consent: bool,
    /// Not while this is protected.
    pub unless: Option<Protected>,
}

/// A column of the matrix: a party, in a phase of the flow's; none before the first has begun, or where the flow has none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Onlooker<'r> {
    /// The party.
    pub party: &'r Party,
    /// The phase.
    pub phase: Option<&'r PhaseId>,
}

impl Runnable {
    /// Every party in every phase in which it can see anything.
    pub fn onlookers(&self) -> impl Iterator<Item = Onlooker<'_>> {
        let flow = &self.flow;
        let begins = flow
            .phases
            .values()
            .any(|phase| phase.from == crate::flow::PhaseStart::Case);
        let before = (!begins).then_some(None);
        let phases = flow.phases.keys().map(Some);
        let phases: Vec<Option<&PhaseId>> = before.into_iter().chain(phases).collect();
        flow.parties.values().flat_map(move |party| {
            let here = |phase: &Option<&PhaseId>| {
                let of_party = &party.sees_in.phases;
                of_party.is_empty() || phase.is_some_and(|phase| of_party.contains(phase))
            };
            let phases: Vec<_> = phases.iter().copied().filter(here).collect();
            phases.into_iter().map(move |phase| Onlooker { party, phase })
        })
    }

    /// Every field, column and field of a record, in reading order.
    pub fn all_fields(&self) -> impl Iterator<Item = (&Field, &Field)> {
        self.flow.data.fields().flat_map(|outer| {
            let inner = match &outer.kind {
                FieldKind::List { columns: inner } | FieldKind::Record { fields: inner } => Some(inner),
                _ => None,
            };
            let inner = inner.into_iter().flat_map(|inner| inner.values());
            std::iter::once(outer)
                .chain(inner)
                .map(move |inner| (outer, inner))
        })
    }

    /// What somebody can see of a field.
    #[must_use]
    pub fn can_see(&self, onlooker: &Onlooker<'_>, outer: &Field, inner: &Field) -> Seen {
        let party = onlooker.party;
        let is_time = |field: &Field| {
            let phases = field.seen_in.get(&party.id);
            phases.is_none_or(|phases| onlooker.phase.is_some_and(|phase| phases.contains(phase)))
        };
        let own = inner.path != outer.path && inner.seen_by != Sight::Narrow;
        let meant = self.can_be_meant(party, outer);
        let meant = if own {
            meant.min(self.can_be_meant(party, inner))
        } else {
            meant
        };
        let knows = matches!(
            party.side,
            crate::flow::Side::Authority | crate::flow::Side::Citizen
        );
        let mut protected = self.protected(&outer.path).chain(self.protected(&inner.path));
        Seen {
            can: if is_time(outer) && is_time(inner) {
                meant
            } else {
                CanSee::Never
            },
            by_consent: party.needs_consent,
            unless: protected.next().filter(|_| !knows),
        }
    }

    fn can_be_meant(&self, party: &Party, field: &Field) -> CanSee {
        let named = |named| if named { CanSee::Bound } else { CanSee::Never };
        match &field.seen_by {
            Sight::Everyone => CanSee::Bound,
            Sight::Parties(list) => named(list.contains(&party.id)),
            Sight::Narrow if field.said_by.as_ref() == Some(&party.id) => CanSee::Bound,
            Sight::Narrow => {
                let clocks = self.flow.clocks.values();
                let handed = clocks
                    .flat_map(|clock| &clock.ladder)
                    .any(|rung| matches!(&rung.does, RungAction::HandTo(to) if *to == party.id));
                let needed = self.needed_by.get(&field.path).into_iter().flatten();
                let items = needed.filter_map(|item| self.flow.items.get(item));
                let can = items.map(|item| {
                    let side = |owner: &PartyId| self.flow.parties.get(owner).map(|owner| owner.side);
                    if item.owner.as_ref() == Some(&party.id) || item.also_by.contains(&party.id) {
                        CanSee::Bound
                    } else if handed
                        || self.may_own_a_row(item, &party.id)
                        || item.owner.as_ref().and_then(side) == Some(party.side)
                    {
                        CanSee::HandedOver
                    } else {
                        CanSee::Never
                    }
                });
                can.max().unwrap_or(CanSee::Never)
            }
        }
    }

    /// Whether a row may name the party as the one whose work it is.
    pub(super) fn may_own_a_row(&self, item: &Item, party: &PartyId) -> bool {
        let each = item.repeats.as_ref().and_then(|repeats| repeats.each.as_ref());
        let column = each.and_then(Each::owner_column);
        let field = column.and_then(|path| self.flow.data.field(&path));
        field.is_some_and(|field| match &field.kind {
            FieldKind::Choice { of } => of.contains_key(party.as_str()),
            _ => false,
        })
    }

    /// Whether the flow alone rules it out that the party ever sees the field: in this phase, or in any where none is named.
    /// None where the flow has no such party, field or phase.
    #[must_use]
    pub fn never_sees(&self, party: &PartyId, path: &FieldPath, phase: Option<&PhaseId>) -> Option<bool> {
        self.flow.parties.get(party)?;
        if let Some(phase) = phase {
            self.flow.phases.get(phase)?;
        }
        let (outer, inner) = self.all_fields().find(|(_, inner)| inner.path == *path)?;
        let mut onlookers = self
            .onlookers()
            .filter(|one| one.party.id == *party && phase.is_none_or(|phase| one.phase == Some(phase)));
        Some(onlookers.all(|one| self.can_see(&one, outer, inner).can == CanSee::Never))
    }
}
