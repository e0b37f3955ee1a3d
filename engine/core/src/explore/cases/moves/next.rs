//! Which moves there are from a case.

use chrono::{DateTime, Utc};

use super::{Move, Moves};
use crate::calendar::local_date;
use crate::case::{Case, Status, View};
use crate::flow::{Clock, ClockStart, ClockStop, Item, ItemKind, MessageForm, RungAction, Sent, WaitFor};
use crate::guard::Truth;
use crate::id::ItemId;

impl Moves<'_> {
    /// Everything that may happen next in a case; whether every way to fill a form is among it.
    pub(in crate::explore) fn next(&self, case: &Case, at: DateTime<Utc>) -> (Vec<Move>, bool) {
        let mut moves = Vec::new();
        let mut all = true;
        let view = View {
            run: self.run,
            case,
            at,
        };
        if !case.is_open() {
            return (moves, all);
        }
        for (place, item) in (0_u16..).zip(self.run.flow.items.values()) {
            all &= match self.run.sets().get(&item.id) {
                None => self.of_item(&view, place, item, &mut moves),
                Some(root) if *root == item.id => self.of_set(&view, place, item, &mut moves),
                Some(_) => true,
            };
        }
        for (message, (declared, form)) in (0_u16..).zip(&self.messages) {
            if self.may_come(&view, declared) {
                let (count, every) = form.count(case);
                all &= every;
                moves.extend(
                    (0_u16..)
                        .take(count)
                        .map(|filling| Move::Message { message, filling }),
                );
            }
        }
        for (field, (_, form)) in (0_u16..).zip(&self.free) {
            let (count, every) = form.count(case);
            all &= every;
            moves.extend((0_u16..).take(count).map(|filling| Move::Set { field, filling }));
        }
        for (clock, ladder) in &self.ladders {
            self.of_ladder(&view, *clock, ladder, &mut moves);
        }
        let today = local_date(at);
        let days = (0_u16..).zip(&self.days).filter(|(_, day)| **day > today);
        moves.extend(days.map(|(number, _)| Move::Day { number }));
        if self.timed && view.next_wake().is_some() {
            moves.push(Move::Time);
        }
        (moves, all)
    }

    /// What may happen with the rows of a set, and with the whole.
    fn of_set(&self, view: &View<'_>, place: u16, set: &Item, moves: &mut Vec<Move>) -> bool {
        if !self.timed && view.case.item(&set.id).status == Status::Waiting && view.waits_for_its_time(set) {
            moves.push(Move::Comes { item: place });
        }
        let mut all = true;
        for (number, row) in (1..).zip(self.run.children(view.case, &set.id)) {
            let Some(row) = row.row() else { continue };
            let own = (0_u16..).zip(self.run.flow.items.keys());
            for (place, id) in own.filter(|(_, id)| self.run.sets().get(*id) == Some(&set.id)) {
                let id = ItemId::of_row(id.as_str(), row);
                match (self.place_in_row(place, number), self.run.item(view.case, &id)) {
                    (Some(place), Some(item)) => all &= self.of_item(view, place, &item, moves),
                    _ => all = false,
                }
            }
        }
        all
    }

    fn of_item(&self, view: &View<'_>, place: u16, item: &Item, moves: &mut Vec<Move>) -> bool {
        let status = view.case.item(&item.id).status;
        let mut all = true;
        let in_flow = self.in_flow(place);
        let ways = self.deviations.get(in_flow).into_iter().flatten();
        let possible = ways.filter(|how| how.is_possible(view.case.item(&item.id)));
        moves.extend(possible.map(|how| Move::Deviate {
            item: place,
            how: *how,
        }));
        match (&item.kind, status) {
            (ItemKind::Task | ItemKind::Decision | ItemKind::Meeting, Status::Active | Status::Possible) => {
                if view.may_finish(item)
                    && let Some(form) = self.forms.get(in_flow)
                {
                    let (count, every) = form.count(view.case);
                    all = every;
                    moves.extend(
                        (0_u16..)
                            .take(count)
                            .map(|filling| Move::Do { item: place, filling }),
                    );
                }
                let watched = self.watched.get(in_flow) == Some(&true);
                if status == Status::Possible && watched {
                    moves.push(Move::Begin { item: place });
                }
            }
            (ItemKind::Subcase(_), Status::Active) if !view.case.item(&item.id).resting => {
                if let Some(form) = self.forms.get(in_flow) {
                    let (count, every) = form.count(view.case);
                    all = every;
                    moves.extend(
                        (0_u16..)
                            .take(count)
                            .map(|filling| Move::Do { item: place, filling }),
                    );
                }
            }
            (ItemKind::Wait(wait), Status::Active)
                if view.may_finish(item) && self.ends_by_itself(item, wait) =>
            {
                moves.push(Move::Do {
                    item: place,
                    filling: 0,
                });
            }
            (_, Status::Possible) => moves.push(Move::Begin { item: place }),
            (_, Status::Waiting) if !self.timed && view.waits_for_its_time(item) => {
                moves.push(Move::Comes { item: place });
            }
            _ => {}
        }
        all
    }

    /// Whether a wait may end without a message that the flow declares: what it waits for is not declared, or time
    /// passes that is left out.
    fn ends_by_itself(&self, item: &Item, wait: &WaitFor) -> bool {
        let whole = self.whole.flow.items.get(item.id.base());
        let by_time =
            whole.is_some_and(|item| matches!(&item.kind, ItemKind::Wait(wait) if wait.ends_by_time()));
        let declared = |message| self.run.flow.messages.contains_key(message);
        (by_time && !self.timed) || wait.message.as_ref().is_some_and(|message| !declared(message))
    }

    fn of_ladder(&self, view: &View<'_>, clock: u16, ladder: &Clock, moves: &mut Vec<Move>) {
        if !runs(view, ladder) {
            return;
        }
        for (rung, one) in (0_u16..).zip(&ladder.ladder) {
            if let RungAction::Open(item) = &one.does {
                let state = view.case.item(item);
                if state.status != Status::Active && !state.called {
                    moves.push(Move::Climb { clock, rung });
                }
            }
        }
    }
}

impl Moves<'_> {
    /// Whether a message may come now so that it makes a difference: what the other of two paired cases says when the
    /// protocol lets it, every other one when some wait is open for it.
    fn may_come(&self, view: &View<'_>, message: &MessageForm) -> bool {
        let waited_for = is_waited_for(view, message);
        if self.of_pair(&message.id) {
            return view.may_be_told(&message.id) && (waited_for || view.counts_unheard(&message.id));
        }
        waited_for
    }
}

/// Whether some wait is open for a message.
fn is_waited_for(view: &View<'_>, message: &MessageForm) -> bool {
    let waits = |item: &Item| match &item.kind {
        ItemKind::Wait(wait) => wait.message.as_ref() == Some(&message.id),
        _ => false,
    };
    let mut open = view
        .case
        .items
        .iter()
        .filter(|(_, state)| state.status == Status::Active);
    open.any(|(id, _)| view.run.flow.items.get(id.base()).is_some_and(waits))
}

/// Whether a clock counts, by what starts and stops it.
fn runs(view: &View<'_>, clock: &Clock) -> bool {
    let state = |item: &ItemId| view.case.item(item);
    let started = match &clock.starts {
        ClockStart::CaseStart => true,
        ClockStart::Field(path) | ClockStart::Known(path) => view.case.data.contains_key(path),
        ClockStart::Received(received) => match &received.sent {
            Sent::Done(item) => state(item).times > 0,
            Sent::On(path) => view.case.data.contains_key(path),
        },
        ClockStart::Opened(item) => state(item).status == Status::Active,
        ClockStart::Done(item) => state(item).times > 0,
        ClockStart::Owed { item, .. } => state(item).owed,
    };
    let stopped = match &clock.stops {
        ClockStop::CaseEnds | ClockStop::Paid => false,
        ClockStop::When(_) => {
            let guard = view.run.guards.clock_stops.get(&clock.id);
            guard.is_some_and(|guard| guard.holds(view) == Truth::True)
        }
        ClockStop::ItemEnds => clock
            .item
            .as_ref()
            .is_some_and(|item| !matches!(state(item).status, Status::Active | Status::Possible)),
    };
    let guard = view.run.guards.clock_when.get(&clock.id);
    let may_start = guard.is_none_or(|guard| guard.holds(view) == Truth::True);
    started && may_start && !stopped
}
