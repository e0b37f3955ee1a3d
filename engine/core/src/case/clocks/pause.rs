//! Pauses: what makes a clock stand still, for how long at most, and when it runs again.

use chrono::{DateTime, Days, Duration, Utc};

use super::super::{Change, ClockState, PausedBy, Standing, Status, View};
use super::count::{Basis, calendar, counted};
use crate::calendar::{Calendar, Length, Runs, Span, Stood, Term, end_of_day, local_date};
use crate::flow::{Clock, ClockKind, ClockStart, Pause};

/// What makes a clock stand still now, and since when.
fn pausing(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<(PausedBy, DateTime<Utc>)> {
    // What has stood still before does not stand still again for the same time.
    let earliest = state.resumed_at.unwrap_or(state.starts).max(state.starts);
    // What was agreed waits while the case is on hold; what the law or the municipality promises does not.
    if view.case.standing == Standing::OnHold
        && matches!(clock.kind, ClockKind::Agreement | ClockKind::Practice)
    {
        let since = view.case.stood_still_at.unwrap_or(view.at);
        return Some((PausedBy::Hold, since.max(earliest)));
    }
    if rests(view, clock) {
        return Some((PausedBy::Rest, view.at.max(earliest)));
    }
    (0_u16..).zip(&clock.pauses).find_map(|(place, pause)| {
        let since = opened(view, pause)?.max(earliest);
        let ends = cap_ends(view, clock, state, place, since);
        (ends.is_none_or(|ends| ends > since)).then_some((PausedBy::Pause(place), since))
    })
}

/// Whether it is for something owed that is out of play: that rests, and its clock with it.
fn rests(view: &View<'_>, clock: &Clock) -> bool {
    match &clock.starts {
        ClockStart::Owed { item, .. } => view.case.item(item).out_of_play,
        _ => false,
    }
}

/// Since when the item is open that a pause lasts as long as.
fn opened(view: &View<'_>, pause: &Pause) -> Option<DateTime<Utc>> {
    let item = view.case.item(&pause.during);
    (item.status == Status::Active).then_some(item.opened_at?)
}

/// When a pause that began then has lasted as long as it may; none where nothing caps it. What is used up ends when it
/// begins.
pub(super) fn cap_ends(
    view: &View<'_>,
    clock: &Clock,
    state: &ClockState,
    place: u16,
    since: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let cap = clock.pauses.get(usize::from(place))?.at_most?;
    let used = state.used.get(&place).copied().unwrap_or_default();
    let calendar = calendar(view, clock);
    left_ends(cap, &clock.term, state.starts, since, used, calendar)
}

/// When what is left of a cap has passed.
pub(super) fn left_ends(
    cap: Length,
    term: &Term,
    starts: DateTime<Utc>,
    since: DateTime<Utc>,
    used: Stood,
    calendar: &Calendar,
) -> Option<DateTime<Utc>> {
    let first = local_date(since);
    let elapsed = |whole: Duration, used: Duration| (whole - used).max(Duration::zero());
    match cap {
        Length::Minutes(count) => Some(since + elapsed(Duration::minutes(i64::from(count)), used.elapsed())),
        Length::Hours(count) => Some(since + elapsed(Duration::hours(i64::from(count)), used.elapsed())),
        Length::OfficeHours(count) => {
            let left = elapsed(Duration::hours(i64::from(count)), used.office_time());
            if left.is_zero() {
                return Some(since);
            }
            calendar.open_time_after(since, left, term.days)
        }
        Length::WorkingDays(count) => match count.saturating_sub(used.working_days) {
            0 => Some(since),
            left => calendar.nth_after(first, left, term.days).map(end_of_day),
        },
        _ => {
            // Months are as many days as they are from the clock's own start.
            let span = Span::plain(starts, Runs::For(cap));
            let whole = Term::default().reckon(&span, calendar).ok()?.0;
            let days = (local_date(whole) - local_date(starts)).num_days();
            match days - i64::from(used.days) {
                ..=0 => Some(since),
                left => {
                    let last = first.checked_add_days(Days::new(u64::try_from(left).ok()?));
                    last.map(end_of_day)
                }
            }
        }
    }
}

/// A running clock that should stand still.
pub(super) fn begins(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Change> {
    let (by, since) = pausing(view, clock, state)?;
    Some(Change::ClockPaused {
        clock: clock.id.clone(),
        since,
        by,
    })
}

/// A clock that stands still and should run again: what it stood still for is over, or has lasted as long as it may.
pub(super) fn over(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<Change> {
    let since = state.paused_since?;
    let (ends, capped) = match state.paused_by {
        PausedBy::Hold => {
            let held = view.case.standing == Standing::OnHold;
            ((!held).then_some(view.at)?, false)
        }
        PausedBy::Rest => ((!rests(view, clock)).then_some(view.at)?, false),
        PausedBy::Pause(place) => {
            let open = clock
                .pauses
                .get(usize::from(place))
                .and_then(|pause| opened(view, pause));
            let cap = cap_ends(view, clock, state, place, since).filter(|cap| *cap <= view.at);
            match (open, cap) {
                (_, Some(cap)) => (cap, true),
                (None, None) => (view.at, false),
                (Some(_), None) => return None,
            }
        }
    };
    Some(runs_again(view, clock, state, (since, ends), capped))
}

/// A clock that has stood still between these runs again.
pub(super) fn runs_again(
    view: &View<'_>,
    clock: &Clock,
    state: &ClockState,
    (since, ends): (DateTime<Utc>, DateTime<Utc>),
    capped: bool,
) -> Change {
    let stood = Stood::between(since, ends, calendar(view, clock), clock.term.days);
    let basis = Basis {
        stood: state.stood.and(stood),
        ..Basis::of(state)
    };
    let (due, plan_by, target) = match counted(view, clock, &basis) {
        Some(counted) => (counted.due, counted.plan_by, counted.target),
        // What it is counted back from is gone; it stands where it stood.
        None => (state.due, state.plan_by, state.target),
    };
    Change::ClockResumed {
        clock: clock.id.clone(),
        stood,
        until: ends,
        capped,
        due,
        plan_by,
        target,
    }
}

/// When a clock that stands still runs again by itself.
pub(in crate::case) fn ends(view: &View<'_>, clock: &Clock, state: &ClockState) -> Option<DateTime<Utc>> {
    match state.paused_by {
        PausedBy::Hold | PausedBy::Rest => None,
        PausedBy::Pause(place) => cap_ends(view, clock, state, place, state.paused_since?),
    }
}
