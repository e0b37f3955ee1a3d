//! The phase that a case is in, and when a party sees the case because of it.

use chrono::NaiveDate;

use super::turn::Turn;
use super::{Change, View};
use crate::calendar::local_date;
use crate::flow::{Flow, Party, PhaseStart};
use crate::id::{ItemId, PartyId, PhaseId};

/// How a party stands to the phases of its case.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Here<'v> {
    /// It sees what belongs to this phase; none before the first has begun.
    In(Option<&'v PhaseId>),
    /// It does not see the case.
    Away,
}

impl<'v> View<'v> {
    /// What the party sees the case in now: the phase that it is in, or the one that the party saw last, as long as its
    /// time after that goes on.
    pub(super) fn here(&self, party: &PartyId) -> Here<'v> {
        let case = self.case;
        let now = case.phase.as_ref();
        let Some(party) = self.run.flow.parties.get(party) else {
            return Here::In(now);
        };
        let phases = &party.sees_in.phases;
        if phases.is_empty() || now.is_some_and(|now| phases.contains(now)) {
            return Here::In(now);
        }
        let today = local_date(self.at);
        let left = self.left(party).filter(|(_, last_day)| today <= *last_day);
        let latest = left.max_by_key(|(phase, _)| case.left.get(*phase));
        latest.map_or(Here::Away, |(phase, _)| Here::In(Some(phase)))
    }

    /// The phases of the party's that the case has left, each with the last day on which the party still sees it.
    fn left(&self, party: &'v Party) -> impl Iterator<Item = (&'v PhaseId, NaiveDate)> + use<'v> {
        let left = &self.case.left;
        let phases = party.sees_in.phases.iter();
        phases.filter_map(move |phase| {
            let last_day = party.sees_in.and_after?.later(local_date(*left.get(phase)?))?;
            Some((phase, last_day))
        })
    }

    /// The days on which a party's time after a phase is over.
    pub(super) fn days_after_phases(&self) -> impl Iterator<Item = NaiveDate> + use<'v> {
        let view = *self;
        let parties = view.run.flow.parties.values();
        let left = parties.flat_map(move |party| view.left(party));
        left.filter_map(|(_, last_day)| last_day.succ_opt())
    }

    /// Whether the party may see a field of these phases, by the phase that it sees the case in.
    pub(super) fn is_time_for(&self, party: &PartyId, phases: Option<&Vec<PhaseId>>) -> bool {
        let Some(phases) = phases else { return true };
        match self.here(party) {
            Here::In(Some(now)) => phases.contains(now),
            Here::In(None) | Here::Away => false,
        }
    }
}

/// Takes up at the end of a turn that a phase has begun: the last that did.
pub(super) fn begin(turn: &mut Turn<'_>) {
    let flow = &turn.run.flow;
    if flow.phases.is_empty() {
        return;
    }
    let begun = turn.event.changes.iter().rev().find_map(|change| match change {
        Change::CaseStarted { .. } => begins(flow, None),
        Change::Done { item, .. } | Change::Skipped { item, .. } => begins(flow, Some(item)),
        _ => None,
    });
    if let Some(phase) = begun.filter(|phase| turn.case.phase.as_ref() != Some(phase)) {
        turn.change(Change::PhaseBegan { phase });
    }
}

/// The phase that begins with the case, or with an item; of several the last in the file.
fn begins(flow: &Flow, item: Option<&ItemId>) -> Option<PhaseId> {
    let phases = flow.phases.values().rev();
    let mut with = phases.filter(|phase| match (&phase.from, item) {
        (PhaseStart::Case, None) => true,
        (PhaseStart::Item(from), Some(item)) => from.as_str() == item.base(),
        _ => false,
    });
    with.next().map(|phase| phase.id.clone())
}
