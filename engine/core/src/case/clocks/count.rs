//! From a clock and the case to its due moment.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::super::in_hand::InHand;
use super::super::{ClockState, View};
use crate::calendar::{Calendar, DaySet, Due, Length, Runs, Span, Stood, end_of_day, local_date};
use crate::flow::{Anchor, Clock, Lasts};
use crate::id::{ItemId, UnitId};

/// What a clock is counted by beside its own rules.
pub(in crate::case) struct Basis<'a> {
    /// When it started.
    pub(in crate::case) starts: DateTime<Utc>,
    /// How long it has stood still.
    pub(in crate::case) stood: Stood,
    /// By what it has been extended.
    pub(in crate::case) longer: &'a [Length],
}

impl<'a> Basis<'a> {
    /// A clock that has only just started.
    pub(in crate::case) fn new(starts: DateTime<Utc>) -> Self {
        Self {
            starts,
            stood: Stood::default(),
            longer: &[],
        }
    }

    /// A clock as it stands.
    pub(in crate::case) fn of(state: &'a ClockState) -> Self {
        Self {
            starts: state.starts,
            stood: state.stood,
            longer: &state.longer,
        }
    }
}

/// Where a clock runs to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::case) struct Counted {
    pub(in crate::case) due: DateTime<Utc>,
    pub(in crate::case) plan_by: DateTime<Utc>,
    /// The moment to aim for, where the limit is a range.
    pub(in crate::case) target: Option<DateTime<Utc>>,
}

/// When a clock is due; none where that is not known yet, or no calendar holds it.
pub(in crate::case) fn counted(view: &View<'_>, clock: &Clock, basis: &Basis<'_>) -> Option<Counted> {
    let calendar = calendar(view, clock);
    let runs = runs(view, clock)?;
    let (due, plan_by) = clock.term.reckon(&span(basis, runs), calendar).ok()?;
    let aim = match target(view, clock, basis) {
        Some(span) => Some(clock.term.reckon(&span, calendar).ok()?),
        None => None,
    };
    Some(Counted {
        due,
        plan_by: aim.map_or(plan_by, |(_, plan_by_target)| plan_by_target.min(plan_by)),
        target: aim.map(|(target, _)| target.min(due)),
    })
}

/// The same with the arithmetic: of the due moment, and of the moment to aim for where there is one.
pub(super) fn told(view: &View<'_>, clock: &Clock, basis: &Basis<'_>) -> Option<(Due, Option<Due>)> {
    let calendar = calendar(view, clock);
    let due = clock.term.told(&span(basis, runs(view, clock)?), calendar).ok()?;
    let aim = target(view, clock, basis).and_then(|span| clock.term.told(&span, calendar).ok());
    Some((due, aim))
}

const fn span<'a>(basis: &Basis<'a>, runs: Runs) -> Span<'a> {
    Span {
        start: basis.starts,
        runs,
        stood: basis.stood,
        longer: basis.longer,
    }
}

/// The moment to aim for stands still with the clock, but what extends the limit does not put it off.
fn target<'a>(view: &View<'_>, clock: &Clock, basis: &Basis<'a>) -> Option<Span<'a>> {
    let runs = match (&clock.lasts, clock.target) {
        (_, Some(length)) => Runs::For(length),
        (Lasts::Window(_), None) => Runs::Until(end_of_day(local_date(planned(view, clock.item.as_ref()?)?))),
        (_, None) => return None,
    };
    let longer: &[Length] = &[];
    Some(Span {
        longer,
        ..span(basis, runs)
    })
}

fn planned(view: &View<'_>, item: &ItemId) -> Option<DateTime<Utc>> {
    view.case.item(item).planned
}

/// How long a clock runs, with the moment that it is counted back from as the case has it now.
fn runs(view: &View<'_>, clock: &Clock) -> Option<Runs> {
    let moment = |anchor: &Anchor| match anchor {
        Anchor::DueOf(item) => match view.case.clocks.get(item.as_str()).filter(|other| other.counts()) {
            Some(other) => Some(other.due),
            None => planned(view, item).map(|at| end_of_day(local_date(at))),
        },
        Anchor::Field(path) => view
            .moment_in(clock.item.as_ref(), path)
            .map(|at| end_of_day(local_date(at))),
        // What a rhythm names is a day; work is due when the day ends.
        Anchor::Rhythm => planned(view, clock.item.as_ref()?).map(|at| end_of_day(local_date(at))),
    };
    Some(match &clock.lasts {
        Lasts::For(length) => Runs::For(*length),
        Lasts::Before(length, anchor) => Runs::Before(*length, moment(anchor)?),
        Lasts::Until(anchor) => Runs::Until(moment(anchor)?),
        Lasts::Window(window) => Runs::Until(view.latest_in_window(clock.item.as_ref()?, window)?),
        Lasts::By(_, instead) => Runs::For(by_table(view, clock, instead)?),
    })
}

/// What a decision table says, seen from the item that the clock belongs to; of rules that are tuned, what they say instead.
pub(super) fn by_table(view: &View<'_>, clock: &Clock, instead: &BTreeMap<String, Length>) -> Option<Length> {
    let guard = clock.id.of_base(&view.run.guards.clock_lasts)?;
    match &clock.item {
        Some(item) => guard.length(&InHand::new(*view, item), instead),
        None => guard.length(view, instead),
    }
}

/// The calendar that a clock is counted by: its owner's unit's own, where it asks for that.
pub(in crate::case) fn calendar<'v>(view: &View<'v>, clock: &Clock) -> &'v Calendar {
    let tenant = &view.run.calendar;
    if clock.term.days != DaySet::Unit {
        return tenant;
    }
    unit_of(view, clock).map_or(tenant, |unit| tenant.of_unit(unit))
}

/// The unit that has the work which a clock concerns.
pub(in crate::case) fn unit_of(view: &View<'_>, clock: &Clock) -> Option<UnitId> {
    let items = view.run.concerns(clock);
    let owners = items
        .iter()
        .filter_map(|item| view.owner(&*view.run.item(view.case, item)?));
    owners
        .flat_map(|party| view.case.parties.get(&party).into_iter().flatten())
        .find_map(|binding| binding.unit)
}
