//! The state of one clock as bytes.

use super::super::bytes::{Reader, Writer};
use super::Packer;
use crate::calendar::Stood;
use crate::case::{Case, ClockStanding, ClockState, PausedBy, RungTaken};
use crate::flow::{Clock, ClockStart, Sent};

impl Packer<'_> {
    pub(super) fn pack_clock(&self, writer: &mut Writer, state: &ClockState, round: u32) {
        // Whoever adds to a clock's state says here whether it makes a difference to what may follow.
        let ClockState {
            round: own_round,
            // For calendars alone.
            counted: _,
            counted_at: _,
            // Nobody tunes while runs are searched.
            tuning: _,
            standing,
            starts,
            due,
            plan_by: _,
            target,
            paused_since,
            paused_by,
            resumed_at,
            stood,
            used,
            // Nobody extends a clock while runs are searched.
            longer: _,
            breached_at,
            ended_at: _,
            rungs,
        } = state;
        let standing = match standing {
            ClockStanding::Running => 0,
            ClockStanding::Paused => 1,
            ClockStanding::Met => 2,
            ClockStanding::Stopped => 3,
        };
        let paused_by = match paused_by {
            PausedBy::Hold => 0,
            PausedBy::Rest => 1,
            PausedBy::Pause(place) => u64::from(*place) + 2,
        };
        let (same, breached) = (u8::from(*own_round == round), u8::from(breached_at.is_some()));
        writer.byte(standing | same << 2 | breached << 3);
        writer.number(paused_by);
        self.pack_moment(writer, *starts);
        self.pack_moment(writer, *due);
        for moment in [target, paused_since, resumed_at] {
            self.pack_maybe(writer, *moment);
        }
        pack_stood(writer, stood);
        writer.many(used.keys().copied());
        for stood in used.values() {
            pack_stood(writer, stood);
        }
        writer.many(rungs.keys().copied());
        for taken in rungs.values() {
            self.pack_moment(writer, taken.at);
            writer.number(u64::from(taken.times));
            writer.byte(u8::from(taken.acknowledged));
        }
    }

    pub(super) fn unpack_clock(&self, reader: &mut Reader<'_>, round: u32) -> ClockState {
        let flags = reader.byte();
        let standing = match flags & 0b11 {
            0 => ClockStanding::Running,
            1 => ClockStanding::Paused,
            2 => ClockStanding::Met,
            _ => ClockStanding::Stopped,
        };
        let paused_by = match reader.number() {
            0 => PausedBy::Hold,
            1 => PausedBy::Rest,
            place => PausedBy::Pause(u16::try_from(place - 2).unwrap_or_default()),
        };
        let (starts, due) = (self.unpack_moment(reader), self.unpack_moment(reader));
        let target = self.unpack_maybe(reader);
        let paused_since = self.unpack_maybe(reader);
        let resumed_at = self.unpack_maybe(reader);
        let stood = unpack_stood(reader);
        let pauses: Vec<u16> = reader.many().collect();
        let used = pauses.into_iter().map(|place| (place, unpack_stood(reader)));
        let used = used.collect();
        let rungs: Vec<u16> = reader.many().collect();
        let rungs = rungs.into_iter().map(|rung| (rung, self.unpack_rung(reader)));
        let rungs = rungs.collect();
        ClockState {
            tuning: None,
            counted: 0,
            counted_at: None,
            round: if flags & 0b100 != 0 {
                round
            } else {
                round.wrapping_sub(1)
            },
            standing,
            starts,
            due,
            plan_by: due,
            target,
            paused_since,
            paused_by,
            resumed_at,
            stood,
            used,
            longer: Vec::new(),
            breached_at: (flags & 0b1000 != 0).then_some(due),
            ended_at: None,
            rungs,
        }
    }

    fn unpack_rung(&self, reader: &mut Reader<'_>) -> RungTaken {
        RungTaken {
            at: self.unpack_moment(reader),
            times: u16::try_from(reader.number()).unwrap_or(u16::MAX),
            to: Vec::new(),
            acknowledged: reader.byte() == 1,
        }
    }
}

fn pack_stood(writer: &mut Writer, stood: &Stood) {
    let Stood {
        seconds,
        days,
        working_days,
        office_seconds,
    } = stood;
    writer.signed(*seconds);
    writer.number(u64::from(*days));
    writer.number(u64::from(*working_days));
    writer.signed(*office_seconds);
}

fn unpack_stood(reader: &mut Reader<'_>) -> Stood {
    Stood {
        seconds: reader.signed(),
        days: reader.small(),
        working_days: reader.small(),
        office_seconds: reader.signed(),
    }
}

/// The number that a clock's round is told by, where an item gives it one.
pub(super) fn round_of(case: &Case, clock: &Clock) -> Option<u32> {
    let times = |item| Some(case.item(item).times);
    match &clock.starts {
        ClockStart::Opened(item) => Some(case.item(item).round),
        ClockStart::Done(item) => times(item),
        ClockStart::Received(received) => match &received.sent {
            Sent::Done(item) => times(item),
            Sent::On(_) => None,
        },
        ClockStart::CaseStart | ClockStart::Field(_) | ClockStart::Known(_) | ClockStart::Owed { .. } => None,
    }
}
