//! The state of one item as bytes.

use std::collections::BTreeSet;

use chrono::{DateTime, Duration, Utc};

use super::super::bytes::{Reader, Writer};
use super::super::relevant::Relevant;
use super::Packer;
use crate::case::{ItemState, Runnable, Status, YET_TO_COME};
use crate::flow::{ClockStart, CountedFrom, Item, ItemKind, Repeat, Sent};
use crate::id::ItemId;

/// What of one item makes a difference.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept<'a> {
    /// Those that it joins, in their order.
    joins: &'a [ItemId],
    /// From this count on it makes none how often it was done, in all or since its stage began, and which round it is in.
    times: u32,
    came: u32,
    rounds: u32,
    /// From this count on it makes none how often people have added it.
    added: u32,
    /// Whether it was opened since its stage began.
    begun: bool,
    /// What made it owed, and when.
    debt: bool,
    /// When it was last done, when its round opened and ended, when its wait ends, what its rhythm names.
    pub(super) happened_at: bool,
    opened_at: bool,
    ended_at: bool,
    ends_at: bool,
    planned: bool,
    /// When it was last done, as often as its window asks for.
    moments: bool,
}

/// What of an item's state makes a difference to what may follow: whoever adds to it comes here, and decides.
const fn judged(state: &ItemState) -> &ItemState {
    let ItemState {
        status: _,
        round: _,
        times: _,
        came: _,
        happened: _,
        happened_at: _,
        done_by: _,
        done_for: _,
        gone: _,
        arrived: _,
        joined: _,
        out_of_play: _,
        owed: _,
        owed_since: _,
        owed_by: _,
        owed_to: _,
        called: _,
        added: _,
        added_times: _,
        begun: _,
        heard: _,
        heard_out: _,
        cued: _,
        resting: _,
        failed: _,
        again: _,
        opened_at: _,
        ended_at: _,
        ends_at: _,
        moments: _,
        planned: _,
        planned_before: _,
        could_start: _,
        claimed_by: _,
        handed_to: _,
        raised: _,
        draft: _,
        // Nobody agrees on the time of a meeting while runs are searched.
        agreed: _,
        // What is sent by a letter is taken as the flow says while runs are searched.
        letters: _,
        deviations: _,
        reason: _,
    } = state;
    state
}

impl Packer<'_> {
    pub(super) fn pack_item(
        &self,
        writer: &mut Writer,
        id: &ItemId,
        state: &ItemState,
        kept: &Kept<'_>,
        ranks: &BTreeSet<DateTime<Utc>>,
    ) {
        let state = judged(state);
        self.pack_marks(writer, id, state, kept);
        self.pack_moments(writer, state, kept, ranks);
    }

    fn pack_marks(&self, writer: &mut Writer, id: &ItemId, state: &ItemState, kept: &Kept<'_>) {
        let counts = state.round > 0 || state.times > 0 || state.again > 0 || state.came > 0;
        let hears = !state.heard.is_empty() || !state.heard_out.is_empty();
        let debt = kept.debt && state.owed;
        let added = state.added_times > 0;
        let flags = [
            state.happened,
            state.out_of_play,
            state.owed,
            counts,
            kept.begun && state.begun,
            state.called,
            state.cued,
            state.resting,
            hears,
            added,
            state.gone,
        ];
        let flags = flags.iter().zip(3..).map(|(flag, bit)| u64::from(*flag) << bit);
        writer.number(status_number(state.status) | flags.sum::<u64>());
        if counts {
            for (count, most) in [
                (state.round, kept.rounds),
                (state.times, kept.times),
                (state.came, kept.came),
                (state.again, u32::MAX),
            ] {
                writer.number(u64::from(count.min(most)));
            }
        }
        if hears {
            for parts in [&state.heard, &state.heard_out] {
                writer.many(parts.iter().copied());
            }
        }
        if added {
            writer.number(u64::from(state.added));
            writer.number(u64::from(state.added_times.min(kept.added)));
        }
        for cause in kept.joins {
            let came = state.arrived.get(&self.rows.meant(id, cause)).copied();
            let came = came.unwrap_or_default();
            writer.number(u64::from(came));
        }
        if !kept.joins.is_empty() {
            writer.byte(u8::from(state.joined));
        }
        if debt {
            let by = state
                .owed_by
                .as_ref()
                .and_then(|by| self.items.iter().position(|(id, _)| id.as_str() == by.base()));
            writer.number(u64::try_from(by.map_or(0, |place| place + 1)).unwrap_or_default());
            writer.number(state.owed_by.as_ref().map_or(0, |by| self.rows.number(by)));
            self.pack_maybe(writer, state.owed_since);
        }
    }

    fn pack_moments(
        &self,
        writer: &mut Writer,
        state: &ItemState,
        kept: &Kept<'_>,
        ranks: &BTreeSet<DateTime<Utc>>,
    ) {
        if kept.happened_at {
            match state.happened_at.filter(|_| !self.timed) {
                Some(moment) => {
                    let rank = ranks.range(..=moment).count();
                    writer.number(u64::try_from(rank).unwrap_or_default());
                    self.pack_moment(writer, moment);
                }
                None => self.pack_maybe(writer, state.happened_at),
            }
        }
        for (moment, is_kept) in [
            (state.opened_at, kept.opened_at),
            (state.ended_at, kept.ended_at),
            (state.ends_at, kept.ends_at),
            (state.planned_before, kept.planned && self.timed),
            (state.could_start, kept.planned && self.timed),
        ] {
            if is_kept {
                self.pack_maybe(writer, moment);
            }
        }
        if kept.planned {
            if self.timed {
                self.pack_maybe(writer, state.planned);
            } else {
                let come = state
                    .planned
                    .is_some_and(|planned| planned <= self.empty.started_at);
                writer.byte(u8::from(state.planned.is_some()) + u8::from(come));
            }
        }
        if kept.moments {
            writer.number(u64::try_from(state.moments.len()).unwrap_or_default());
            for moment in &state.moments {
                self.pack_moment(writer, *moment);
            }
        }
        if self.hands_over {
            let to = state
                .handed_to
                .as_ref()
                .and_then(|to| self.parties.iter().position(|party| *party == to));
            let number = to.map_or(0, |place| place + 1);
            writer.number(u64::try_from(number).unwrap_or_default());
        }
    }

    pub(super) fn unpack_item(&self, reader: &mut Reader<'_>, id: &ItemId, kept: &Kept<'_>) -> ItemState {
        let mut state = self.unpack_marks(reader, id, kept);
        self.unpack_moments(reader, &mut state, kept);
        state
    }

    fn unpack_marks(&self, reader: &mut Reader<'_>, id: &ItemId, kept: &Kept<'_>) -> ItemState {
        let flags = reader.number();
        let flag = |bit: u32| flags & (1 << bit) != 0;
        let mut state = ItemState {
            status: status_of(flags & 0b111),
            happened: flag(3),
            out_of_play: flag(4),
            owed: flag(5),
            begun: flag(7),
            called: flag(8),
            cued: flag(9),
            resting: flag(10),
            gone: flag(13),
            ..ItemState::default()
        };
        if flag(6) {
            state.round = reader.small();
            state.times = reader.small();
            state.came = reader.small();
            state.again = reader.small();
        }
        if flag(11) {
            state.heard = reader.many().collect();
            state.heard_out = reader.many().collect();
        }
        if flag(12) {
            state.added = reader.small();
            state.added_times = reader.small();
        }
        for cause in kept.joins {
            let came = reader.small();
            if came > 0 {
                state.arrived.insert(self.rows.meant(id, cause), came);
            }
        }
        if !kept.joins.is_empty() {
            state.joined = reader.byte() == 1;
        }
        if kept.debt && state.owed {
            let by = usize::try_from(reader.number())
                .unwrap_or_default()
                .checked_sub(1);
            let row = reader.number();
            let by = by.and_then(|by| self.items.get(by));
            state.owed_by = by.map(|(id, _)| self.rows.numbered(id, row));
            state.owed_since = self.unpack_maybe(reader);
        }
        state
    }

    fn unpack_moments(&self, reader: &mut Reader<'_>, state: &mut ItemState, kept: &Kept<'_>) {
        if kept.happened_at {
            state.happened_at = if self.timed {
                self.unpack_maybe(reader)
            } else {
                let rank = i64::from(reader.small());
                (rank > 0).then(|| self.unpack_moment(reader) + Duration::seconds(rank))
            };
        }
        for (moment, is_kept) in [
            (&mut state.opened_at, kept.opened_at),
            (&mut state.ended_at, kept.ended_at),
            (&mut state.ends_at, kept.ends_at),
            (&mut state.planned_before, kept.planned && self.timed),
            (&mut state.could_start, kept.planned && self.timed),
        ] {
            if is_kept {
                *moment = self.unpack_maybe(reader);
            }
        }
        if kept.planned {
            state.planned = if self.timed {
                self.unpack_maybe(reader)
            } else {
                match reader.byte() {
                    0 => None,
                    1 => Some(YET_TO_COME),
                    _ => Some(self.empty.started_at),
                }
            };
        }
        if kept.moments {
            let count = reader.number();
            state.moments = (0..count).map(|_| self.unpack_moment(reader)).collect();
        }
        if self.hands_over {
            let place = usize::try_from(reader.number())
                .unwrap_or_default()
                .checked_sub(1);
            state.handed_to = place
                .and_then(|place| self.parties.get(place))
                .map(|party| (*party).clone());
        }
    }
}

const fn status_number(status: Status) -> u64 {
    match status {
        Status::Waiting => 0,
        Status::Possible => 1,
        Status::Active => 2,
        Status::Done => 3,
        Status::Skipped => 4,
        Status::Cancelled => 5,
    }
}

const fn status_of(number: u64) -> Status {
    match number {
        0 => Status::Waiting,
        1 => Status::Possible,
        2 => Status::Active,
        3 => Status::Done,
        4 => Status::Skipped,
        _ => Status::Cancelled,
    }
}

/// Whether a clock runs while the item is owed.
fn item_is_debt(run: &Runnable, id: &ItemId) -> bool {
    let mut clocks = run.flow.clocks.values();
    clocks.any(|clock| matches!(&clock.starts, ClockStart::Owed { item, .. } if item == id))
}

pub(super) fn kept<'a>(run: &'a Runnable, relevant: &Relevant, item: &'a Item) -> Kept<'a> {
    let flow = &run.flow;
    let timed = !run.is_untimed();
    let id = &item.id;
    let on_rhythm = item.repeats.as_ref().is_some_and(Repeat::is_planned);
    let mut clocks = flow.clocks.values();
    let clocked = clocks.any(|clock| {
        let starts = match &clock.starts {
            ClockStart::Opened(item) | ClockStart::Done(item) => item == id,
            ClockStart::Received(received) => matches!(&received.sent, Sent::Done(item) if item == id),
            _ => false,
        };
        let pauses = clock.pauses.iter().any(|pause| pause.during == *id);
        starts || pauses || clock.item.as_ref() == Some(id)
    });
    let delays = |other: &Item| {
        let mut before = other.after.iter().flat_map(|after| after.items());
        let from = other.repeats.as_ref().and_then(|repeats| repeats.from.as_ref());
        let counted = matches!(from, Some(CountedFrom::Done(from)) if from == id);
        counted || (other.not_before.is_some() && before.any(|before| before == id))
    };
    let most = item.repeats.as_ref().and_then(|repeats| repeats.at_most);
    let joined = item.repeats.as_ref().filter(|repeats| repeats.join.is_some());
    Kept {
        joins: joined.map_or(&[], |repeats| repeats.each_time.as_slice()),
        times: match relevant.cuts.times.get(id) {
            None => 1,
            Some(most) => most.unwrap_or(u32::MAX).max(1),
        },
        came: item
            .repeats
            .as_ref()
            .and_then(|repeats| repeats.at_least)
            .unwrap_or(1),
        rounds: most.unwrap_or(1).max(1),
        added: flow
            .piece(id)
            .and_then(|(_, limits, _)| limits.at_most)
            .unwrap_or(1),
        begun: flow.tells_what_has_begun(),
        debt: timed && item_is_debt(run, id),
        happened_at: relevant.cuts.moments.contains(id)
            || (timed && (clocked || flow.items.values().any(delays))),
        opened_at: timed && clocked,
        ended_at: timed && (clocked || on_rhythm),
        ends_at: timed && matches!(&item.kind, ItemKind::Wait(wait) if wait.ends_by_time()),
        planned: on_rhythm || item.not_before.is_some(),
        moments: timed
            && item
                .repeats
                .as_ref()
                .is_some_and(|repeats| repeats.window.is_some()),
    }
}
