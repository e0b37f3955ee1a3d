//! A case as masks: a bit for each item.

use crate::case::{Case, Standing, Status};
use crate::explore::machine::{POSITION_SHIFT, State};
use crate::flow::Flow;

/// What is so of which items.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Marks {
    /// What comes after it may go on.
    pub(super) happened: u64,
    /// Done at least once.
    pub(super) ever: u64,
    /// Opened at least once.
    pub(super) begun: u64,
    pub(super) owed: u64,
    /// Out of play.
    pub(super) out: u64,
    pub(super) active: u64,
    /// May be started by hand. Follows from the rest once a case has settled, and is not kept.
    pub(super) possible: u64,
    /// Done, skipped or cancelled.
    pub(super) ended: u64,
    /// Something was opened.
    pub(super) any_begun: bool,
    pub(super) closed: bool,
}

/// Which marks a flow's states are told apart by, and how they lie in the words of a state.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    /// The bits of one mask: one for each item.
    pub(super) bits: u32,
    /// Something can be owed.
    pub(super) owed: bool,
    /// Something can be out of play.
    pub(super) out: bool,
    /// Something can stay under way.
    pub(super) active: bool,
    /// Something can have ended for good.
    pub(super) ended: bool,
    /// Something can be done and then wait as if it had never happened.
    pub(super) ever: bool,
    /// It counts which items were ever opened.
    pub(super) begun: bool,
}

/// The bits beside the masks: something was opened, and the case has closed.
const FLAGS: u32 = 2;

/// The most masks that a state can need.
const MASKS: usize = 7;

impl Layout {
    /// Which masks are kept, `happened` first.
    const fn kept(&self) -> [bool; MASKS] {
        [
            true,
            self.owed,
            self.out,
            self.active,
            self.ended,
            self.ever,
            self.begun,
        ]
    }

    /// How many words a state takes.
    pub(super) fn words(&self) -> usize {
        let masks = self.kept().iter().filter(|kept| **kept).count();
        let masks = u32::try_from(masks).unwrap_or(u32::MAX);
        let own = u64::BITS - POSITION_SHIFT;
        let bits = self.bits.saturating_mul(masks).saturating_add(FLAGS + own);
        usize::try_from(bits.div_ceil(u64::BITS)).unwrap_or(usize::MAX)
    }

    pub(super) fn pack<const W: usize>(&self, marks: &Marks) -> State<W> {
        let mut writer = Words {
            state: [0; W],
            place: 0,
        };
        let flags = u64::from(marks.any_begun) | u64::from(marks.closed) << 1;
        writer.add(flags, FLAGS);
        writer.add(marks.happened, self.bits);
        for (kept, mask) in [
            (self.owed, marks.owed),
            (self.out, marks.out),
            (self.active, marks.active),
            (self.ended, marks.ended),
            (self.ever, marks.ever),
            (self.begun, marks.begun),
        ] {
            if kept {
                writer.add(mask, self.bits);
            }
        }
        writer.state
    }

    pub(super) fn unpack<const W: usize>(&self, state: &State<W>) -> Marks {
        let mut reader = Words {
            state: *state,
            place: 0,
        };
        let flags = reader.take(FLAGS);
        let happened = reader.take(self.bits);
        let mut next = |kept: bool| if kept { reader.take(self.bits) } else { 0 };
        let mut marks = Marks {
            happened,
            owed: next(self.owed),
            out: next(self.out),
            active: next(self.active),
            ended: next(self.ended),
            ever: next(self.ever),
            begun: next(self.begun),
            possible: 0,
            any_begun: flags & 1 != 0,
            closed: flags & 2 != 0,
        };
        if !self.ever {
            marks.ever = happened;
        }
        marks
    }
}

/// Numbers of a few bits each, one after another in words.
struct Words<const W: usize> {
    state: State<W>,
    place: u32,
}

impl<const W: usize> Words<W> {
    fn at(&self) -> (usize, u32) {
        let word = usize::try_from(self.place / u64::BITS).unwrap_or(usize::MAX);
        (word, self.place % u64::BITS)
    }

    fn add(&mut self, number: u64, bits: u32) {
        let (word, shift) = self.at();
        if let Some(one) = self.state.get_mut(word) {
            *one |= number << shift;
        }
        if shift + bits > u64::BITS
            && let Some(next) = self.state.get_mut(word + 1)
        {
            *next |= number >> (u64::BITS - shift);
        }
        self.place += bits;
    }

    fn take(&mut self, bits: u32) -> u64 {
        let (word, shift) = self.at();
        let mut number = self.state.get(word).copied().unwrap_or_default() >> shift;
        if shift + bits > u64::BITS {
            number |= self.state.get(word + 1).copied().unwrap_or_default() << (u64::BITS - shift);
        }
        self.place += bits;
        if bits < u64::BITS {
            number &= (1 << bits) - 1;
        }
        number
    }
}

impl Marks {
    /// What is left of a case that has closed: nothing follows any more.
    pub(super) const CLOSED: Self = Self {
        happened: 0,
        ever: 0,
        begun: 0,
        owed: 0,
        out: 0,
        active: 0,
        possible: 0,
        ended: 0,
        any_begun: false,
        closed: true,
    };

    /// The marks of a case that has settled.
    pub(super) fn of(flow: &Flow, case: &Case) -> Self {
        let mut marks = Self {
            any_begun: case
                .items
                .values()
                .any(|state| state.round > 0 || state.status.has_ended()),
            closed: !matches!(case.standing, Standing::Open),
            ..Self::default()
        };
        for (bit, id) in flow
            .items
            .keys()
            .enumerate()
            .map(|(place, id)| (1_u64 << place, id))
        {
            let state = case.item(id);
            for (mask, is) in [
                (&mut marks.happened, state.happened),
                (&mut marks.ever, state.times > 0),
                (&mut marks.begun, state.round > 0),
                (&mut marks.owed, state.owed),
                (&mut marks.out, state.out_of_play),
                (&mut marks.active, state.status == Status::Active),
                (&mut marks.possible, state.status == Status::Possible),
                (&mut marks.ended, state.status.has_ended()),
            ] {
                *mask |= if is { bit } else { 0 };
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            bits in 1_u32..=64,
            masks: [u64; 6],
            kept: [bool; 6],
            any_begun: bool,
            closed: bool,
        ) {
            let layout = Layout {
                bits,
                owed: kept[0],
                out: kept[1],
                active: kept[2],
                ended: kept[3],
                ever: kept[4],
                begun: kept[5],
            };
            let [happened, owed, out, active, ended, ever] = masks.map(|mask| mask >> (64 - bits));
            let begun = happened ^ owed;
            let only = |kept: bool, mask: u64| if kept { mask } else { 0 };
            let marks = Marks {
                happened,
                owed: only(layout.owed, owed),
                out: only(layout.out, out),
                active: only(layout.active, active),
                ended: only(layout.ended, ended),
                ever: if layout.ever { ever } else { happened },
                begun: only(layout.begun, begun),
                possible: 0,
                any_begun,
                closed,
            };
            prop_assume!(layout.words() <= 8);
            let packed: State<8> = layout.pack(&marks);
            prop_assert_eq!(layout.unpack(&packed), marks);
            let used = layout.words();
            prop_assert!(packed.iter().skip(used).all(|word| *word == 0));
            prop_assert_eq!(packed[used - 1] >> POSITION_SHIFT, 0);
        }
    }
}
