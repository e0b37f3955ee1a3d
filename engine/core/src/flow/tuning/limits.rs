//! What an administrator may tune, and how far: what the flow marks, as far as the law leaves it.

use std::cmp::Ordering;

use crate::calendar::{Length, Roll};
use crate::flow::{
    Clock, ClockKind, Flow, Lasts, Recipient, RhythmTunable, Rung, RungAction, RungAt, RungRange, Tunable,
};
use crate::id::ItemId;

/// What may be tuned of a clock, and how far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits<'a> {
    /// The clock as the flow has it.
    pub clock: &'a Clock,
    /// How long it lasts by the flow, and how far that may be moved.
    pub lasts: Option<(Length, Tunable)>,
    /// The caps of its pauses by their items: as the flow has them, and how far each may be moved.
    pub pauses: Vec<(&'a ItemId, Length, Tunable)>,
    /// Its rungs, by their number.
    pub rungs: Vec<RungLimits<'a>>,
    /// How far the rhythm of its item may be changed.
    pub every: Option<&'a RhythmTunable>,
}

/// How far a rung may be moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RungLimits<'a> {
    /// Its number; the first written is 1.
    pub number: u16,
    /// The rung as the flow has it.
    pub rung: &'a Rung,
    /// How far its moment.
    pub at: Option<RungRange>,
    /// Whom it may speak to.
    pub to: &'a [Recipient],
}

impl Limits<'_> {
    /// Whether nothing of the clock may be tuned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lasts.is_none() && self.pauses.is_empty() && self.rungs.is_empty() && self.every.is_none()
    }
}

/// The clocks of a flow of which something may be tuned, in the flow's order.
pub fn tunable_clocks(flow: &Flow) -> impl Iterator<Item = Limits<'_>> {
    let all = flow.clocks.values().map(|clock| limits(flow, clock));
    all.filter(|limits| !limits.is_empty())
}

/// What may be tuned of a clock.
#[must_use]
pub fn limits<'a>(flow: &'a Flow, clock: &'a Clock) -> Limits<'a> {
    let written = match clock.lasts {
        Lasts::For(length) | Lasts::Before(length, _) => Some(length),
        Lasts::Until(_) | Lasts::Window | Lasts::By(_) => None,
    };
    let lasts = written
        .zip(clock.tunable.as_ref())
        .map(|(length, range)| (length, lawful(clock, length, range)));
    let pauses = clock.pauses.iter().filter_map(|pause| {
        let (most, range) = (pause.at_most?, pause.tunable.as_ref()?);
        // What an authority must do within a time that the law sets, it may not stand still for longer over.
        let range = match clock.kind {
            ClockKind::Law => at_most(most, range),
            _ => range.clone(),
        };
        Some((&pause.during, most, range))
    });
    let rungs = (1_u16..).zip(&clock.ladder).filter_map(|(number, rung)| {
        let tunable = rung.tunable.as_ref()?;
        let at = tunable.at.as_ref().map(|range| on_time(flow, rung, range));
        Some(RungLimits {
            number,
            rung,
            at,
            to: &tunable.to,
        })
    });
    let repeats = clock.item.as_ref().and_then(|item| flow.items.get(item));
    Limits {
        clock,
        lasts,
        pauses: pauses.collect(),
        rungs: rungs.collect(),
        every: repeats
            .filter(|item| item.id.as_str() == clock.id.as_str())
            .and_then(|item| item.repeats.as_ref()?.tunable.as_ref()),
    }
}

/// The range as far as the law leaves it: an authority's duty is never put off, a citizen's right is never cut short.
fn lawful(clock: &Clock, written: Length, range: &Tunable) -> Tunable {
    match (clock.kind, clock.term.roll) {
        (ClockKind::Law, Roll::None) => at_most(written, range),
        (ClockKind::Law, Roll::NextWorkingDay) => Tunable {
            from: later_of(range.from, written),
            to: range.to,
        },
        _ => range.clone(),
    }
}

fn at_most(most: Length, range: &Tunable) -> Tunable {
    let above = range.to.compared(most).is_none_or(Ordering::is_gt);
    Tunable {
        from: range.from,
        to: if above { most } else { range.to },
    }
}

fn later_of(one: Length, other: Length) -> Length {
    if one.compared(other).is_some_and(Ordering::is_gt) {
        one
    } else {
        other
    }
}

/// What a rung opens because the law demands it, it never opens later than the flow says.
fn on_time(flow: &Flow, rung: &Rung, range: &RungRange) -> RungRange {
    let demanded = match &rung.does {
        RungAction::Open(item) | RungAction::Call(item) => {
            let item = flow.items.get(item);
            item.is_some_and(|item| item.required_by_law.is_some())
        }
        _ => false,
    };
    if !demanded {
        return range.clone();
    }
    match (range, &rung.at) {
        (RungRange::Percent(from, _), RungAt::Percent(share)) => RungRange::Percent(*from, *share),
        (RungRange::Distance(range), RungAt::After(length)) => RungRange::Distance(at_most(*length, range)),
        (RungRange::Distance(range), RungAt::Before(length)) => RungRange::Distance(Tunable {
            from: later_of(range.from, *length),
            to: range.to,
        }),
        _ => range.clone(),
    }
}
