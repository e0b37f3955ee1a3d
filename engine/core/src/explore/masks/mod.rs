//! Running flows that say no more than bits can hold: what has happened, is owed, is out of play, under way and ended.
//! Imported DCR graphs mostly are such. A move is a few operations on masks; `tests` hold it equal to `step`.

mod compile;
mod formula;
mod marks;
mod settle;
#[cfg(test)]
mod tests;

pub(super) use self::compile::MAX_WORDS;
use self::compile::{Delta, Plan};
use self::marks::Marks;
use self::settle::{Work, each};
use super::cases::{Move, Moves, Relevant};
use super::machine::{Found, Machine, State};
use crate::case::{Case, Runnable};

/// A flow as masks, and where its cases begin.
#[derive(Clone, Debug)]
pub(super) struct Masks {
    plan: Plan,
    first: Marks,
}

impl Masks {
    /// None where the flow says more than masks can.
    pub(super) fn of(run: &Runnable, relevant: &Relevant, moves: &Moves<'_>, begun: &Case) -> Option<Self> {
        let plan = Plan::of(run, relevant, moves)?;
        Some(Self {
            first: Marks::of(&run.flow, begun),
            plan,
        })
    }

    /// How many words a state takes.
    pub(super) fn words(&self) -> usize {
        self.plan.layout.words()
    }

    /// Adds what follows where doing an item always does the same to the marks.
    fn follow_plainly<const W: usize>(
        &self,
        deltas: &[Delta],
        state: &State<W>,
        done: u64,
        found: &mut Found<W>,
    ) {
        for place in each(done) {
            let Some(delta) = usize::try_from(place).ok().and_then(|place| deltas.get(place)) else {
                continue;
            };
            let mut next = *state;
            for (word, (clears, sets)) in next.iter_mut().zip(delta.clears.iter().zip(&delta.sets)) {
                *word = (*word & !clears) | sets;
            }
            if self.closes(&next) {
                next = self.plan.layout.pack(&Marks::CLOSED);
            }
            found.done.extend(u16::try_from(place));
            found.add(next, code(place, true));
        }
    }

    /// Whether the case may close here. What may be started by hand is worked out only where that counts.
    fn closes<const W: usize>(&self, state: &State<W>) -> bool {
        let marks = match self.plan.closes {
            Some(_) => self.plan.layout.unpack(state),
            None => self.marks(state),
        };
        self.plan.may_close(&marks)
    }

    /// The marks of a state, with what may be started by hand.
    fn marks<const W: usize>(&self, state: &State<W>) -> Marks {
        let mut marks = self.plan.layout.unpack(state);
        if !marks.closed {
            marks.possible = self.plan.possible(&marks);
        }
        marks
    }
}

impl<const W: usize> Machine<W> for Masks {
    fn first(&self) -> State<W> {
        let marks = if self.first.closed {
            Marks::CLOSED
        } else {
            self.first
        };
        self.plan.layout.pack(&marks)
    }

    fn follow(&mut self, state: &State<W>, found: &mut Found<W>) {
        let marks = self.marks(state);
        if marks.closed {
            return;
        }
        let plan = &self.plan;
        let open = (marks.active & (plan.work | plan.waits)) | (marks.possible & plan.work);
        let done = open & !plan.unfinishable(open, &marks);
        let begun = marks.possible & (!plan.work | plan.watched);
        let (done, begun) = match &plan.deltas {
            Some(deltas) => {
                self.follow_plainly(deltas, state, done, found);
                (0, begun)
            }
            None => (done, begun),
        };
        for (items, finish) in [(done, true), (begun, false)] {
            for place in each(items) {
                let start = found.done.len();
                let mut work = Work::on(plan, marks, &mut found.done);
                if marks.active & (1 << place) == 0 {
                    work.open(place);
                }
                if finish {
                    work.be_done(place);
                }
                if work.settle() {
                    let next = plan.layout.pack(&work.marks);
                    found.add(next, code(place, finish));
                } else {
                    found.done.truncate(start);
                }
            }
        }
    }

    fn may_close(&self, state: &State<W>) -> bool {
        self.closes(state)
    }

    fn left_out(&self) -> bool {
        false
    }

    fn kept_bytes(&self) -> u64 {
        0
    }
}

fn code(place: u32, finish: bool) -> u32 {
    let item = u16::try_from(place).unwrap_or(u16::MAX);
    let one = if finish {
        Move::Do { item, filling: 0 }
    } else {
        Move::Begin { item }
    };
    one.code()
}
