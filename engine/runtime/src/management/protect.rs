//! Figures without those of few cases: what is hidden is in no sum that is shown. Small groups are not put together either:
//! they may be of the same cases.

use std::collections::BTreeMap;

use samspil_store::{FigureCell, FigureKey};

use super::Spread;

/// The fewest cases that a figure is shown of: with fewer, whoever knows one of them could read the others (of answers
/// it is five as well: A17.3 in `flows/lines.csv`).
pub const MIN_CASES: u64 = 5;

/// Figures of one row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// What they are of.
    pub key: FigureKey,
    /// How often.
    pub times: u64,
    /// How often in time.
    pub in_time: u64,
    /// How often late.
    pub late: u64,
    /// How long it took.
    pub days: Spread,
    /// A part of it comes from few cases and is left out.
    pub in_part: bool,
}

impl Figures {
    /// How many of a hundred were in time, rounded down: what is not always in time is never a hundred. None where
    /// nothing had a deadline.
    #[must_use]
    pub fn of_hundred_in_time(&self) -> Option<u64> {
        self.in_time
            .saturating_mul(100)
            .checked_div(self.in_time.saturating_add(self.late))
    }

    fn add(&mut self, cell: &FigureCell) {
        for count in &cell.counts {
            self.times = self.times.saturating_add(count.times);
            match count.in_time {
                Some(true) => self.in_time = self.in_time.saturating_add(count.times),
                Some(false) => self.late = self.late.saturating_add(count.times),
                None => {}
            }
            if let Some(days) = count.days {
                self.days.add(days, count.times);
            }
        }
    }
}

/// Rows of figures.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FigureTable {
    /// The rows, by what they are of.
    pub rows: Vec<Figures>,
    /// How many rows are left out because they come from few cases.
    pub hidden: u64,
}

impl FigureTable {
    /// A table of cells; `row` says to which row a cell belongs.
    #[must_use]
    pub fn of(cells: Vec<FigureCell>, row: impl Fn(&FigureKey) -> FigureKey) -> Self {
        let mut rows: BTreeMap<FigureKey, Vec<FigureCell>> = BTreeMap::new();
        for cell in cells {
            rows.entry(row(&cell.key)).or_default().push(cell);
        }
        let mut table = Self::default();
        for (key, cells) in rows {
            match shown(key, &cells) {
                Some(row) => table.rows.push(row),
                None => table.hidden = table.hidden.saturating_add(1),
            }
        }
        table
    }
}

/// A row of these cells; none where none of them may be shown.
fn shown(key: FigureKey, cells: &[FigureCell]) -> Option<Figures> {
    let many: Vec<&FigureCell> = cells.iter().filter(|cell| cell.cases >= MIN_CASES).collect();
    let mut row = Figures {
        key,
        times: 0,
        in_time: 0,
        late: 0,
        days: Spread::default(),
        in_part: many.len() < cells.len(),
    };
    many.iter().for_each(|cell| row.add(cell));
    (!many.is_empty()).then_some(row)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use samspil_core::id::UnitId;
    use samspil_store::FigureCount;
    use uuid::Uuid;

    use super::super::whole;
    use super::*;

    fn cell(unit: usize, cases: u64) -> FigureCell {
        let unit = u128::try_from(unit).unwrap();
        FigureCell {
            key: FigureKey {
                flow: "bum".to_owned(),
                name: String::new(),
                party: "provider".to_owned(),
                other: "authority".to_owned(),
                unit: Some(UnitId(Uuid::from_u128(unit))),
            },
            cases,
            counts: vec![FigureCount {
                in_time: Some(true),
                days: Some(3),
                times: cases,
            }],
        }
    }

    /// Cells of so many cases, each of a unit of its own.
    fn table(cases: &[u64]) -> FigureTable {
        let cells = cases.iter().enumerate().map(|(unit, cases)| cell(unit, *cases));
        FigureTable::of(cells.collect(), whole)
    }

    #[test]
    fn few_cases_are_hidden_and_cannot_be_subtracted() {
        for (cases, times, in_part) in [
            (&[4][..], None, false),
            (&[5], Some(5), false),
            (&[9, 4], Some(9), true),
            (&[9, 1, 1], Some(9), true),
            (&[9, 4, 4], Some(9), true),
            (&[2, 3], None, false),
            (&[1, 2], None, false),
        ] {
            let table = table(cases);
            let row = table.rows.first();
            assert_eq!(row.map(|row| row.times), times, "{cases:?}");
            assert_eq!(row.is_some_and(|row| row.in_part), in_part, "{cases:?}");
            assert_eq!(table.hidden, u64::from(times.is_none()), "{cases:?}");
        }
    }

    proptest! {
        /// Whoever takes all rows that are shown by unit from the row that is shown of all is left with nothing.
        #[test]
        fn nothing_is_left_of_a_sum(cases in prop::collection::vec(1_u64..9, 1..7)) {
            let by_unit: u64 = cases.iter().filter(|cases| **cases >= MIN_CASES).sum();
            if let Some(row) = table(&cases).rows.first() {
                prop_assert_eq!(row.times, by_unit);
            }
        }
    }
}
