//! What a clock does as it runs out: when each rung takes effect, and what it does.

use std::borrow::Cow;

use chrono::{DateTime, Duration, Utc};

use super::super::turn::{MAX_CHANGES, Turn};
use super::super::{Case, Change, ClockStanding, ClockState, NoticeKind, Refusal, Runnable, Status, View};
use super::count::calendar;
use super::notices::{addressed, note, taking_part};
use crate::calendar::{Calendar, DaySet, Length, before};
use crate::flow::{Clock, Rung, RungAction, RungAt};
use crate::id::{ClockId, ItemId, PartyId};

/// The next thing that a running clock of the case will do.
pub(in crate::case) struct NextDue<'a> {
    /// When.
    pub(in crate::case) at: DateTime<Utc>,
    clock: Cow<'a, Clock>,
    rung: Option<u16>,
}

/// The calendar that a ladder's distances are counted by: its clock's, so that nobody is told on a day on which their own
/// unit is closed.
pub(super) fn calendar_of<'v>(view: &View<'v>, id: &ClockId) -> &'v Calendar {
    let tenant = &view.run.calendar;
    let written = view.run.flow.clocks.get(id.base());
    if written.is_none_or(|clock| clock.term.days != DaySet::Unit) {
        return tenant;
    }
    let clock = view.run.clock(id.as_str());
    clock.map_or(tenant, |clock| calendar(view, &clock))
}

/// When a rung first takes effect.
fn first_at(calendar: &Calendar, rung: &Rung, state: &ClockState) -> Option<DateTime<Utc>> {
    match rung.at {
        RungAt::Percent(share) => {
            let whole = (state.due - state.starts).num_seconds();
            Some(state.starts + Duration::seconds(whole.checked_mul(i64::from(share))? / 100))
        }
        RungAt::Before(length) => before(state.due, length, calendar),
        RungAt::Target => state.target,
        RungAt::Due => Some(state.due),
        RungAt::After(length) => later(calendar, state.due, length),
    }
}

/// So much later: days and longer at the end of their day.
fn later(calendar: &Calendar, from: DateTime<Utc>, length: Length) -> Option<DateTime<Utc>> {
    crate::case::runnable::PLAIN_TERM
        .ends(from, length, calendar)
        .ok()
}

/// When a rung takes effect next: the first time, or again as long as nobody has acknowledged it.
fn rung_at(calendar: &Calendar, rung: &Rung, place: u16, state: &ClockState) -> Option<DateTime<Utc>> {
    let Some(taken) = state.rungs.get(&place) else {
        let answered = || {
            state
                .rungs
                .range(..place)
                .any(|(_, earlier)| earlier.acknowledged)
        };
        if rung.unless_acknowledged && answered() {
            return None;
        }
        return first_at(calendar, rung, state);
    };
    let again = rung.again.as_ref()?;
    let over = taken.times >= again.at_most || (again.until_acknowledged && taken.acknowledged);
    if over {
        return None;
    }
    // What a pause has taken from between two times is added to it.
    let from = taken.at.max(state.resumed_at.unwrap_or(taken.at));
    later(calendar, from, again.every)
}

/// Every time that a rung takes effect while nobody does anything.
pub(super) fn times(calendar: &Calendar, rung: &Rung, state: &ClockState) -> Vec<DateTime<Utc>> {
    let most = rung.again.as_ref().map_or(1, |again| again.at_most);
    let every = rung.again.as_ref().map(|again| again.every);
    let first = first_at(calendar, rung, state);
    let times = std::iter::successors(first, |at| later(calendar, *at, every?));
    times.take(usize::from(most)).collect()
}

/// The soonest breach or rung of any running clock. A breach comes before the rungs of its moment.
pub(in crate::case) fn next_due<'a>(run: &'a Runnable, case: &Case) -> Option<NextDue<'a>> {
    if !case.is_open() {
        return None;
    }
    let view = View {
        run,
        case,
        // No calendar asks for the time.
        at: case.started_at,
    };
    let soonest = soonest(&view, case.clocks.iter())?;
    let clock = run.clock_in(case, soonest.clock.as_str())?;
    Some(NextDue {
        at: soonest.at,
        clock,
        rung: soonest.rung,
    })
}

/// What a running clock does next.
pub(super) struct Soonest<'c> {
    /// When.
    pub(super) at: DateTime<Utc>,
    /// Which clock.
    pub(super) clock: &'c ClockId,
    /// The rung's place; none where it runs out.
    pub(super) rung: Option<u16>,
}

/// The soonest breach or rung of these clocks.
pub(super) fn soonest<'c>(
    view: &View<'_>,
    clocks: impl Iterator<Item = (&'c ClockId, &'c ClockState)>,
) -> Option<Soonest<'c>> {
    let mut next: Option<Soonest<'c>> = None;
    for (id, state) in clocks {
        if state.standing != ClockStanding::Running {
            continue;
        }
        let Some(ladder) = view.run.ladder_of(id.base(), state) else {
            continue;
        };
        let calendar = calendar_of(view, id);
        let breach = state.breached_at.is_none().then_some((state.due, None));
        let rungs = (0_u16..).zip(ladder);
        // What first comes at or after a breach that has yet to come is not looked for.
        let rungs = rungs.filter(|(place, rung)| {
            breach.is_none() || !rung.at.comes_with_breach() || state.rungs.contains_key(place)
        });
        let rungs =
            rungs.filter_map(|(place, rung)| Some((rung_at(calendar, rung, place, state)?, Some(place))));
        for (at, rung) in breach.into_iter().chain(rungs) {
            if next.as_ref().is_none_or(|soonest| at < soonest.at) {
                next = Some(Soonest { at, clock: id, rung });
            }
        }
    }
    next
}

/// Takes every breach and rung whose time has come, in the order of their moments. What they say is said at the end of
/// the turn, to each once.
pub(in crate::case) fn take_due(turn: &mut Turn<'_>) -> Result<(), Refusal> {
    if turn.clocks_looked_at == Some(turn.clock_changes) {
        return Ok(());
    }
    for _ in 0..MAX_CHANGES {
        let Some(due) = next_due(turn.run, &turn.case).filter(|due| due.at <= turn.at()) else {
            turn.clocks_looked_at = Some(turn.clock_changes);
            return Ok(());
        };
        match due.rung {
            None => turn.change(Change::ClockBreached {
                clock: due.clock.id.clone(),
            }),
            Some(place) => {
                if let Some(rung) = due.clock.ladder.get(usize::from(place)) {
                    take(turn, &due.clock, place, rung, due.at);
                }
            }
        }
        turn.within_bounds()?;
    }
    Ok(())
}

fn take(turn: &mut Turn<'_>, clock: &Clock, place: u16, rung: &Rung, at: DateTime<Utc>) {
    let to = addressed(&turn.view(), clock, &rung.does);
    let mut parties: Vec<PartyId> = Vec::new();
    for (party, _) in &to {
        if !parties.contains(party) {
            parties.push(party.clone());
        }
    }
    let state = turn.case.clocks.get(&clock.id);
    let before = state.and_then(|state| state.rungs.get(&place));
    let before = before.map_or(0, |before| before.times);
    let (at, times) = last_time(
        calendar_of(&turn.view(), &clock.id),
        rung,
        before,
        (at, turn.at()),
    );
    turn.change(Change::RungTaken {
        clock: clock.id.clone(),
        rung: place,
        at,
        times,
        to: parties,
    });
    match &rung.does {
        RungAction::Remind(_) => note(turn, clock, place, NoticeKind::Reminder, to),
        RungAction::Tell(_) => note(turn, clock, place, NoticeKind::Lateness, to),
        RungAction::HandTo(party) => hand_to(turn, clock, party),
        RungAction::Open(item) => call(turn, item),
        RungAction::Call(item) => {
            call(turn, item);
            let to = taking_part(&turn.view(), item);
            note(turn, clock, place, NoticeKind::Reminder, to);
        }
        RungAction::RaisePriority => {
            for item in turn.run.concerns(clock) {
                if !turn.case.item(&item).raised {
                    turn.change(Change::Raised { item });
                }
            }
        }
    }
}

/// When a rung that takes effect was due, and how many times it has been by then: of the times that have passed
/// unnoticed the last alone counts.
pub(super) fn last_time(
    calendar: &Calendar,
    rung: &Rung,
    before: u16,
    (due, now): (DateTime<Utc>, DateTime<Utc>),
) -> (DateTime<Utc>, u16) {
    let (mut at, mut times) = (due, before.saturating_add(1));
    if let Some(again) = &rung.again {
        while times < again.at_most
            && let Some(next) = later(calendar, at, again.every)
            && next <= now
        {
            at = next;
            times += 1;
        }
    }
    (at, times)
}

/// Hands over what is open; what is not goes to the party once it is.
fn hand_to(turn: &mut Turn<'_>, clock: &Clock, party: &PartyId) {
    let concerned = turn.run.concerns(clock).into_iter();
    let all = concerned.flat_map(|item| {
        let rows = turn
            .run
            .is_set(&item)
            .then(|| turn.run.children(&turn.case, &item));
        rows.unwrap_or_default().into_iter().chain([item])
    });
    for item in all.collect::<Vec<_>>() {
        let open = matches!(turn.case.item(&item).status, Status::Active | Status::Possible);
        if open && turn.case.item(&item).handed_to.as_ref() != Some(party) {
            turn.change(Change::HandedOver {
                item,
                to: party.clone(),
                reason: String::new(),
            });
        }
    }
}

/// An item that opens, or may be started by hand, goes to the party that a rung has handed it over to meanwhile, otherwise
/// to the one whose work its row is.
pub(in crate::case) fn hand_on(turn: &mut Turn<'_>, item: &ItemId) {
    let rungs = item.of_base(&turn.run.handed).into_iter().flatten();
    let mut taken = rungs.filter(|(clock, place, _)| {
        let own = item.row().map(|row| ClockId::of_row(clock.as_str(), row));
        let own = own.and_then(|own| turn.case.clocks.get(&own));
        let state = own.or_else(|| turn.case.clocks.get(clock));
        state.is_some_and(|state| state.counts() && state.rungs.contains_key(place))
    });
    let handed = taken.next_back().map(|(_, _, party)| party.clone());
    let Some(party) = handed.or_else(|| turn.view().owner_by_row(item)) else {
        return;
    };
    if turn.view().owner_now(item).as_ref() != Some(&party) {
        turn.change(Change::HandedOver {
            item: item.clone(),
            to: party,
            reason: String::new(),
        });
    }
}

/// Has an item opened whatever its stage says, and makes it owed.
fn call(turn: &mut Turn<'_>, item: &ItemId) {
    let state = turn.case.item(item);
    if state.status == Status::Active {
        return;
    }
    if state.status.has_ended() {
        turn.change(Change::Again {
            item: item.clone(),
            forget: false,
        });
    }
    turn.change(Change::Called { item: item.clone() });
    turn.change(Change::Owed {
        item: item.clone(),
        by: None,
        to: None,
        since: None,
    });
}
