//! What a cell fits: intervals of something with an order, or names.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

/// A place between two neighbours on a line: before or after a number, or beyond all of them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Cut {
    Start,
    /// Just before the number, or where `true` just after it.
    At(Decimal, bool),
    End,
}

impl Cut {
    pub(super) const fn before(number: Decimal) -> Self {
        Self::At(number, false)
    }
}

/// How close numbers can lie: any two have others between them, or they come in steps.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Grain {
    Dense,
    Steps(Decimal),
}

impl Grain {
    /// Just after the number; on a line of steps that is just before the next.
    pub(super) fn after(self, number: Decimal) -> Cut {
        match self {
            Self::Dense => Cut::At(number, true),
            Self::Steps(step) => number.checked_add(step).map_or(Cut::End, Cut::before),
        }
    }
}

/// From one cut to a later one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Range {
    pub(super) from: Cut,
    pub(super) to: Cut,
}

impl Range {
    pub(super) const ALL: Self = Self {
        from: Cut::Start,
        to: Cut::End,
    };
}

/// What a cell fits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Set {
    /// Ranges that rise and neither touch nor overlap.
    Ranges(Vec<Range>),
    /// These names, or where `listed` is false every other.
    Names { names: BTreeSet<String>, listed: bool },
}

impl Set {
    pub(super) fn ranges(mut ranges: Vec<Range>) -> Self {
        ranges.retain(|range| range.from < range.to);
        ranges.sort_by_key(|range| range.from);
        let mut joined: Vec<Range> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if range.from <= last.to => last.to = last.to.max(range.to),
                _ => joined.push(range),
            }
        }
        Self::Ranges(joined)
    }

    pub(super) fn names(names: impl IntoIterator<Item = String>) -> Self {
        Self::Names {
            names: names.into_iter().collect(),
            listed: true,
        }
    }

    /// Everything that this does not fit.
    pub(super) fn others(&self) -> Self {
        match self {
            Self::Names { names, listed } => Self::Names {
                names: names.clone(),
                listed: !listed,
            },
            Self::Ranges(ranges) => {
                let mut from = Cut::Start;
                let mut others = Vec::with_capacity(ranges.len() + 1);
                for range in ranges {
                    others.push(Range { from, to: range.from });
                    from = range.to;
                }
                others.push(Range { from, to: Cut::End });
                Self::ranges(others)
            }
        }
    }

    /// Whether it fits all that lies between the cuts; sets are only asked of what lies between their own cuts.
    pub(super) fn fits_between(&self, from: Cut, to: Cut) -> bool {
        match self {
            Self::Ranges(ranges) => ranges.iter().any(|range| range.from <= from && to <= range.to),
            Self::Names { .. } => false,
        }
    }

    pub(super) fn fits_name(&self, name: &str) -> bool {
        match self {
            Self::Names { names, listed } => names.contains(name) == *listed,
            Self::Ranges(_) => false,
        }
    }

    /// Whether it fits the names that it does not speak of.
    pub(super) const fn fits_others(&self) -> bool {
        matches!(self, Self::Names { listed: false, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(from: i64, to: i64, grain: Grain) -> Range {
        Range {
            from: Cut::before(from.into()),
            to: grain.after(to.into()),
        }
    }

    #[test]
    fn ranges_that_touch_become_one_and_everything_else_is_their_complement() {
        let steps = Grain::Steps(Decimal::ONE);
        let set = Set::ranges(vec![range(5, 9, steps), range(1, 4, steps), range(20, 10, steps)]);
        assert_eq!(set, Set::ranges(vec![range(1, 9, steps)]));
        assert_eq!(set.others().others(), set);
        let dense = Set::ranges(vec![range(1, 4, Grain::Dense), range(5, 9, Grain::Dense)]);
        let between = (Cut::At(4.into(), true), Cut::before(5.into()));
        assert!(!dense.fits_between(between.0, between.1));
        assert!(dense.others().fits_between(between.0, between.1));
        assert_eq!(Set::ranges(vec![Range::ALL]).others(), Set::Ranges(Vec::new()));
        let names = Set::names(["a".to_owned()]).others();
        assert!(names.fits_name("b") && names.fits_others() && !names.fits_name("a"));
    }
}
