//! Running a flow case by case: whatever the language can say, by `step`. A case is kept as a few bytes (`pack`), and
//! what may follow it is worked out once.

mod bytes;
mod deviation;
mod forms;
mod moves;
mod pack;
mod regions;
mod relevant;

use chrono::{DateTime, Utc};

pub(super) use self::moves::{Move, Moves};
use self::pack::Packer;
pub(super) use self::relevant::{MOST_ROWS, Relevant};
use super::machine::{Found, Machine, State};
use super::slots::Slots;
use super::visited::bytes;
use crate::case::{Case, Change, Event, Runnable};
use crate::flow::Clock;

/// Cases by number, and what may follow each.
pub(super) struct Cases<'a> {
    moves: &'a Moves<'a>,
    packer: Packer<'a>,
    first: u32,
    /// The bytes of all cases, one after another, and where each ends.
    packed: Vec<u8>,
    ends: Vec<usize>,
    slots: Slots,
    /// For each case that was looked at, where what follows it lies.
    follows: Vec<Option<(usize, usize)>>,
    follow: Vec<Follow>,
    done: Vec<u16>,
    /// By number, whether the case may close.
    may_close: Vec<bool>,
    /// Not every way of going on was tried.
    too_many_ways: bool,
}

/// What follows a case by a move.
#[derive(Clone, Copy, Debug)]
struct Follow {
    code: u32,
    case: u32,
    /// Where the items that are done on the way begin and end.
    done: (usize, usize),
}

impl<'a> Cases<'a> {
    /// The cases of a flow that begin so.
    pub(super) fn new(
        moves: &'a Moves<'a>,
        run: &'a Runnable,
        relevant: &Relevant,
        begun: &Case,
        starts: DateTime<Utc>,
    ) -> Self {
        let mut cases = Self {
            moves,
            packer: Packer::new(run, relevant, begun, starts),
            first: 0,
            packed: Vec::new(),
            ends: Vec::new(),
            slots: Slots::new(),
            follows: Vec::new(),
            follow: Vec::new(),
            done: Vec::new(),
            may_close: Vec::new(),
            too_many_ways: moves.leaves_out_ladders()
                || !run.is_untimed() && run.flow.clocks.values().any(Clock::may_be_put_off),
        };
        cases.first = cases.number(begun, starts);
        cases
    }

    /// The number of a case.
    fn number(&mut self, case: &Case, at: DateTime<Utc>) -> u32 {
        let packed = self.packer.pack(case, at);
        if self.slots.is_full() {
            let (all, ends) = (&self.packed, &self.ends);
            self.slots
                .grow(|number| hash(part(all, ends, number).unwrap_or_default()));
        }
        let new = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        let (all, ends) = (&self.packed, &self.ends);
        let same = |number| part(all, ends, number) == Some(packed.as_slice());
        if let Some(known) = self.slots.enter(hash(&packed), new, same) {
            return known;
        }
        self.packed.extend(&packed);
        self.ends.push(self.packed.len());
        self.follows.push(None);
        let view = crate::case::View {
            run: self.moves.run,
            case,
            at,
        };
        self.may_close.push(view.may_close());
        new
    }

    fn case(&self, number: u32) -> Option<(Case, DateTime<Utc>)> {
        part(&self.packed, &self.ends, number).map(|packed| self.packer.unpack(packed))
    }

    /// Works out what follows a case, where that is not done.
    fn work_out(&mut self, number: u32) -> Option<(usize, usize)> {
        let place = usize::try_from(number).ok()?;
        if let Some(known) = self.follows.get(place).copied().flatten() {
            return Some(known);
        }
        let (case, at) = self.case(number)?;
        let (moves, all) = self.moves.next(&case, at);
        self.too_many_ways |= !all;
        let start = self.follow.len();
        for one in moves {
            let Some(made) = self.moves.make(&case, at, one) else {
                continue;
            };
            let begin = self.done.len();
            self.done.extend(done(self.moves.run, made.step.event.as_ref()));
            let follow = Follow {
                code: one.code(),
                case: self.number(&made.step.case, made.at),
                done: (begin, self.done.len()),
            };
            self.follow.push(follow);
        }
        let range = (start, self.follow.len());
        if let Some(known) = self.follows.get_mut(place) {
            *known = Some(range);
        }
        Some(range)
    }
}

/// The items that were done, in order, by their places in the flow.
pub(super) fn done(run: &Runnable, event: Option<&Event>) -> Vec<u16> {
    let changes = event.into_iter().flat_map(|event| &event.changes);
    let done = changes.filter_map(|change| match change {
        // What lies in a row is done as the flow names it; of what is there for each row the whole is.
        Change::Done { item, .. } if run.is_of_whole(item) => None,
        Change::Done { item, .. } => run.flow.items.get_index_of(item.base()),
        _ => None,
    });
    done.filter_map(|place| u16::try_from(place).ok()).collect()
}

fn part<'b>(packed: &'b [u8], ends: &[usize], number: u32) -> Option<&'b [u8]> {
    let number = usize::try_from(number).ok()?;
    let start = match number.checked_sub(1) {
        Some(before) => *ends.get(before)?,
        None => 0,
    };
    packed.get(start..*ends.get(number)?)
}

fn hash(packed: &[u8]) -> u64 {
    let words: Vec<u64> = packed
        .chunks(size_of::<u64>())
        .map(|chunk| {
            chunk
                .iter()
                .rev()
                .fold(0, |word, byte| word << 8 | u64::from(*byte))
        })
        .collect();
    super::visited::hash(&words)
}

impl Machine<1> for Cases<'_> {
    fn first(&self) -> State<1> {
        [u64::from(self.first)]
    }

    fn follow(&mut self, state: &State<1>, found: &mut Found<1>) {
        let [number] = state;
        let Ok(number) = u32::try_from(*number) else {
            return;
        };
        let Some((start, end)) = self.work_out(number) else {
            return;
        };
        for follow in self.follow.get(start..end).unwrap_or_default() {
            let (begin, end) = follow.done;
            found.done.extend(self.done.get(begin..end).unwrap_or_default());
            found.add([u64::from(follow.case)], follow.code);
        }
    }

    fn may_close(&self, state: &State<1>) -> bool {
        let [number] = state;
        let place = usize::try_from(*number).unwrap_or(usize::MAX);
        self.may_close.get(place) == Some(&true)
    }

    fn left_out(&self) -> bool {
        self.too_many_ways
    }

    fn kept_bytes(&self) -> u64 {
        bytes(self.packed.len(), 1)
            + bytes(
                self.ends.len(),
                size_of::<usize>() + size_of::<Option<(usize, usize)>>() + 1,
            )
            + bytes(self.follow.len(), size_of::<Follow>())
            + bytes(self.done.len(), size_of::<u16>())
            + self.slots.bytes()
            + self.packer.bytes()
    }
}
