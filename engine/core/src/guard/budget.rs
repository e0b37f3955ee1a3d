//! How much guards may reckon. It is counted in steps and not by a clock, so that every node stops at the same one and a
//! history that is replayed says the same.
//!
//! A step is a part of an expression that is looked at, or a row that is gone through: some 20 to 50 nanoseconds.

use std::cell::Cell;

/// How many steps one guard may take: 50 ms at most. A list of a thousand rows with thirty columns that are computed by
/// ten parts each takes a third.
pub const MAX_GUARD_STEPS: u64 = 1_000_000;

/// How many steps all guards may take together while one thing is asked of a case: half a second at most, in which the
/// other cases of its municipality wait.
pub const MAX_TURN_STEPS: u64 = 10_000_000;

/// The most rows in a list.
pub(crate) const MAX_ROWS: usize = 1_000;

/// What a turn has left.
#[derive(Clone, Copy)]
struct Left {
    steps: u64,
    /// A guard took more than it may, or all together did; whatever was answered since counts nothing.
    spent: bool,
}

thread_local! {
    /// That of the turn that is being worked out on this thread: a turn begins and ends on one, and asks its guards in places
    /// that know of the case alone.
    static TURN: Cell<Option<Left>> = const { Cell::new(None) };
}

/// Gives back to the turn around, if there is one, what it had left, also where the work panics.
struct Around(Option<Left>);

impl Drop for Around {
    fn drop(&mut self) {
        TURN.set(self.0);
    }
}

/// Does work whose guards have one budget together; none where they took more than it.
pub(crate) fn within_budget<T>(work: impl FnOnce() -> T) -> Option<T> {
    let _around = Around(TURN.get());
    TURN.set(Some(Left {
        steps: MAX_TURN_STEPS,
        spent: false,
    }));
    let done = work();
    (!is_spent()).then_some(done)
}

/// Whether the guards of the turn under way have taken more than they may: there is no use in going on.
pub(crate) fn is_spent() -> bool {
    TURN.get().is_some_and(|left| left.spent)
}

/// Counts the steps of one guard, and takes them from what its turn has left when it is gone.
pub(super) struct Meter {
    most: u64,
    taken: Cell<u64>,
}

impl Meter {
    pub(super) fn new() -> Self {
        let turn = TURN.get().map_or(MAX_TURN_STEPS, |left| match left.spent {
            true => 0,
            false => left.steps,
        });
        Self {
            most: turn.min(MAX_GUARD_STEPS),
            taken: Cell::new(0),
        }
    }

    /// Takes so many; false where that is more than there are.
    pub(super) fn takes(&self, steps: u64) -> bool {
        let taken = self.taken.get().saturating_add(steps);
        self.taken.set(taken);
        taken <= self.most
    }

    /// How many were asked for.
    #[cfg(test)]
    pub(super) fn taken(&self) -> u64 {
        self.taken.get()
    }
}

impl Drop for Meter {
    fn drop(&mut self) {
        if let Some(left) = TURN.get() {
            let taken = self.taken.get();
            TURN.set(Some(Left {
                steps: left.steps.saturating_sub(taken),
                spent: left.spent || taken > self.most,
            }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_guard_has_its_own_bound_and_all_of_a_turn_have_one_together() {
        let guard = |steps| Meter::new().takes(steps);
        let one = |steps| within_budget(|| guard(steps));
        assert_eq!(one(MAX_GUARD_STEPS), Some(true));
        assert_eq!(one(MAX_GUARD_STEPS + 1), None);
        let many = |more| {
            within_budget(|| {
                let full = (0..MAX_TURN_STEPS / MAX_GUARD_STEPS).all(|_| guard(MAX_GUARD_STEPS));
                full && guard(more)
            })
        };
        assert_eq!(many(0), Some(true));
        assert_eq!(many(1), None);
        assert!(guard(MAX_GUARD_STEPS), "outside a turn each has its own alone");
    }

    #[test]
    fn once_too_much_was_taken_nothing_more_is_reckoned_in_that_turn() {
        let after = within_budget(|| {
            let _ = Meter::new().takes(MAX_GUARD_STEPS + 1);
            assert!(is_spent());
            assert!(!Meter::new().takes(1));
        });
        assert_eq!(after, None);
        assert!(!is_spent(), "the next turn has all of its own");
    }

    #[test]
    fn a_turn_within_a_turn_has_a_budget_of_its_own() {
        let outer = within_budget(|| {
            let inner = within_budget(|| Meter::new().takes(MAX_GUARD_STEPS + 1));
            assert_eq!(inner, None);
            Meter::new().takes(MAX_GUARD_STEPS)
        });
        assert_eq!(outer, Some(true));
    }

    #[test]
    fn a_turn_that_panics_leaves_nothing_behind() {
        let broken = std::panic::catch_unwind(|| within_budget(|| assert!(is_spent(), "a fault of ours")));
        assert!(broken.is_err());
        assert!(TURN.get().is_none());
    }
}
