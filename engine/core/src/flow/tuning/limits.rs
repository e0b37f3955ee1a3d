//! What an administrator may tune, and how far: what the flow marks, as far as the law leaves it.

use std::cmp::Ordering;

use crate::calendar::{Calendar, Length, Rhythm, Roll, Window};
use crate::flow::{
    Clock, ClockKind, Expression, Flow, Item, Lasts, OTHERWISE, Recipient, RhythmTunable, Rung, RungAction,
    RungAt, RungRange, Tunable, WindowTunable,
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
    /// What rules of a decision table say of its length, where they may be moved.
    pub rules: Vec<RuleLimits>,
    /// The longest that a person may put its end off in all, and how far that may be moved.
    pub extends: Option<(Length, Tunable)>,
    /// The window that its item keeps, and how far that may be changed.
    pub window: Option<WindowLimits>,
    /// Its rungs, by their number.
    pub rungs: Vec<RungLimits<'a>>,
    /// How far the rhythm of its item may be changed.
    pub every: Option<RhythmTunable>,
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

/// How far the length that a rule of a decision table gives may be moved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleLimits {
    /// Its number, the first written is 1, or [`OTHERWISE`].
    pub rule: String,
    /// The length as the flow has it.
    pub length: Length,
    /// How far.
    pub range: Tunable,
}

/// How far a window may be changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WindowLimits {
    /// The window as the flow has it.
    pub window: Window,
    /// How far.
    pub tunable: WindowTunable,
}

impl Limits<'_> {
    /// Whether nothing of the clock may be tuned.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.lasts.is_none()
            && self.pauses.is_empty()
            && self.rules.is_empty()
            && self.extends.is_none()
            && self.window.is_none()
            && self.rungs.is_empty()
            && self.every.is_none()
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
        Lasts::Until(_) | Lasts::Window(_) | Lasts::By(..) => None,
    };
    let lasts = written
        .zip(clock.tunable.as_ref())
        .map(|(length, range)| (length, lawful(clock, length, range)));
    let pauses = clock.pauses.iter().filter_map(|pause| {
        let (most, range) = (pause.at_most?, pause.tunable.as_ref()?);
        Some((&pause.during, most, not_longer(clock, most, range)))
    });
    let extends = clock.extends.as_ref().and_then(|extends| {
        let range = extends.tunable.as_ref()?;
        Some((extends.at_most, not_longer(clock, extends.at_most, range)))
    });
    let rules = match &clock.lasts {
        Lasts::By(outcome, _) => rules(flow, clock, outcome),
        _ => Vec::new(),
    };
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
    let item = clock.item.as_ref().and_then(|item| flow.items.get(item));
    let own = item.filter(|item| item.id.as_str() == clock.id.as_str());
    Limits {
        clock,
        lasts,
        pauses: pauses.collect(),
        rules,
        extends,
        window: own.and_then(window),
        rungs: rungs.collect(),
        every: own.and_then(every),
    }
}

/// What an authority must do within a time that the law sets, it neither stands still for longer over nor puts off more.
fn not_longer(clock: &Clock, most: Length, range: &Tunable) -> Tunable {
    match clock.kind {
        ClockKind::Law => at_most(most, range),
        _ => range.clone(),
    }
}

/// The rules of a decision table whose lengths are open.
fn rules(flow: &Flow, clock: &Clock, outcome: &Expression) -> Vec<RuleLimits> {
    let Some((table, outcome)) = outcome.text.split_once('.') else {
        return Vec::new();
    };
    let Some(table) = flow.tables.get(table) else {
        return Vec::new();
    };
    let numbered = (1_usize..).map(|number| number.to_string()).zip(&table.rules);
    let otherwise = table.otherwise.iter().map(|rule| (OTHERWISE.to_owned(), rule));
    let open = numbered.chain(otherwise).filter_map(|(number, rule)| {
        let range = rule.tunable.as_ref()?;
        let length = rule.gives.get(outcome)?.text.trim().parse().ok()?;
        Some(RuleLimits {
            rule: number,
            length,
            range: lawful(clock, length, range),
        })
    });
    open.collect()
}

/// How far a window may be changed; what the law demands comes neither less often nor further apart than the flow says.
fn window(item: &Item) -> Option<WindowLimits> {
    let repeats = item.repeats.as_ref()?;
    let (window, mut tunable) = (repeats.window?, repeats.window_tunable.clone()?);
    if item.required_by_law.is_some() {
        if let Some((from, _)) = &mut tunable.at_least {
            *from = window.at_least;
        }
        let shorter = |range: &mut Option<Tunable>, written: Option<Length>| {
            *range = range
                .take()
                .zip(written)
                .map(|(range, written)| at_most(written, &range));
        };
        shorter(&mut tunable.in_any, Some(window.in_any));
        shorter(&mut tunable.at_most_apart, window.at_most_apart);
    }
    Some(WindowLimits { window, tunable })
}

/// How far a rhythm may be changed; what the law demands never comes further apart than the flow says.
fn every(item: &Item) -> Option<RhythmTunable> {
    let repeats = item.repeats.as_ref()?;
    let (written, tunable) = (repeats.every.as_ref()?, repeats.tunable.clone()?);
    if item.required_by_law.is_none() {
        return Some(tunable);
    }
    Some(match (tunable, written) {
        (RhythmTunable::Interval(range), Rhythm::Every(length)) => {
            RhythmTunable::Interval(at_most(*length, &range))
        }
        (RhythmTunable::OneOf(mut rhythms), written) => {
            let calendar = Calendar::default();
            let most = written.farthest_apart(&calendar);
            let within = |rhythm: &Rhythm| {
                let apart = rhythm.farthest_apart(&calendar);
                apart.zip(most).is_some_and(|(apart, most)| apart <= most)
            };
            rhythms.retain(|rhythm| rhythm == written || within(rhythm));
            RhythmTunable::OneOf(rhythms)
        }
        (interval @ RhythmTunable::Interval(_), _) => interval,
    })
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
