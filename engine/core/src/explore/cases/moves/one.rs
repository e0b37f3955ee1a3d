//! One move, and the number that it is kept as.

use super::super::deviation::Deviation;

/// One thing that may happen; items, clocks, rungs and fields by their places in the flow.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::explore) enum Move {
    /// The item is done, its form filled in this way.
    Do { item: u16, filling: u16 },
    /// The item is started by hand and stays open.
    Begin { item: u16 },
    /// A person leaves the flow's way with the item, where something listens for that.
    Deviate { item: u16, how: Deviation },
    /// A message comes that holds this.
    Message { message: u16, filling: u16 },
    /// Data that no form fills are set in this way.
    Set { field: u16, filling: u16 },
    /// The time of the item comes, where lengths of time are left out.
    Comes { item: u16 },
    /// A rung of a ladder opens its item, where lengths of time are left out.
    Climb { clock: u16, rung: u16 },
    /// This day begins, where lengths of time are left out.
    Day { number: u16 },
    /// The clock moves to the next moment at which something happens.
    Time,
}

/// The bits of a code that hold a filling or a rung, and those that hold a place in the flow.
const LOW_BITS: u32 = 13;
const PLACE_BITS: u32 = 15;

impl Move {
    /// The highest place that a move can name.
    pub(super) const MAX_PLACE: u16 = (1 << PLACE_BITS) - 1;

    pub(in crate::explore) fn code(self) -> u32 {
        let (kind, place, low) = match self {
            Self::Do { item, filling } => (0_u32, item, filling),
            Self::Begin { item } => (1, item, 0),
            Self::Set { field, filling } => (2, field, filling),
            Self::Comes { item } => (3, item, 0),
            Self::Climb { clock, rung } => (4, clock, rung),
            Self::Day { number } => (5, number, 0),
            Self::Time => (6, 0, 0),
            Self::Message { message, filling } => (7, message, filling),
            Self::Deviate { item, how } => (8, item, how.number()),
        };
        (kind << (LOW_BITS + PLACE_BITS)) | (u32::from(place) << LOW_BITS) | u32::from(low)
    }

    pub(in crate::explore) fn from_code(code: u32) -> Self {
        let part =
            |bits: u32, shift: u32| u16::try_from((code >> shift) & ((1 << bits) - 1)).unwrap_or_default();
        let (place, low) = (part(PLACE_BITS, LOW_BITS), part(LOW_BITS, 0));
        match code >> (LOW_BITS + PLACE_BITS) {
            0 => Self::Do {
                item: place,
                filling: low,
            },
            1 => Self::Begin { item: place },
            2 => Self::Set {
                field: place,
                filling: low,
            },
            3 => Self::Comes { item: place },
            4 => Self::Climb {
                clock: place,
                rung: low,
            },
            5 => Self::Day { number: place },
            6 => Self::Time,
            8 => Self::Deviate {
                item: place,
                how: Deviation::numbered(low),
            },
            _ => Self::Message {
                message: place,
                filling: low,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_move_is_known_again_by_its_code() {
        for one in [
            Move::Do { item: 0, filling: 0 },
            Move::Do {
                item: 32_000,
                filling: 1_999,
            },
            Move::Begin { item: 7 },
            Move::Set { field: 3, filling: 9 },
            Move::Comes { item: 63 },
            Move::Climb { clock: 2, rung: 5 },
            Move::Day { number: 4 },
            Move::Time,
            Move::Deviate {
                item: 5,
                how: Deviation::GoOn,
            },
            Move::Message {
                message: 1,
                filling: 3,
            },
        ] {
            assert_eq!(Move::from_code(one.code()), one);
        }
    }
}
