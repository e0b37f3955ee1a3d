//! How long something took, over many times.

use std::collections::BTreeMap;

/// How often something took how many whole days.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Spread(BTreeMap<u32, u64>);

impl Spread {
    /// Adds what took so many days so many times.
    pub fn add(&mut self, days: u32, times: u64) {
        let count = self.0.entry(days).or_default();
        *count = count.saturating_add(times);
    }

    /// How many times there are.
    #[must_use]
    pub fn times(&self) -> u64 {
        self.0.values().fold(0, |sum, times| sum.saturating_add(*times))
    }

    /// The days that so many of a hundred took at most: by nearest rank, the smallest number of days that holds for them.
    /// None where there is nothing.
    #[must_use]
    pub fn percentile(&self, of_hundred: u8) -> Option<u32> {
        let wanted = u128::from(self.times()) * u128::from(of_hundred.clamp(1, 100));
        let mut passed: u128 = 0;
        let mut days = self.0.iter();
        let found = days.find(|(_, times)| {
            passed += u128::from(**times) * 100;
            passed >= wanted
        });
        found.map(|(days, _)| *days)
    }

    /// Half of them took at most so many days.
    #[must_use]
    pub fn median(&self) -> Option<u32> {
        self.percentile(50)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spread(days: &[u32]) -> Spread {
        let mut spread = Spread::default();
        for days in days {
            spread.add(*days, 1);
        }
        spread
    }

    #[test]
    fn half_of_them_and_nine_of_ten() {
        for (days, median, ninety) in [
            (&[][..], None, None),
            (&[7], Some(7), Some(7)),
            (&[1, 2], Some(1), Some(2)),
            (&[1, 2, 3], Some(2), Some(3)),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], Some(5), Some(9)),
        ] {
            let spread = spread(days);
            assert_eq!(
                (spread.median(), spread.percentile(90)),
                (median, ninety),
                "{days:?}"
            );
        }
    }

    proptest! {
        /// As the definition has it: enough of them took at most so long, and fewer took less.
        #[test]
        fn a_percentile_is_the_smallest_that_holds(days in prop::collection::vec(0_u32..40, 1..60), of_hundred in 1_u8..=100) {
            let found = spread(&days).percentile(of_hundred).unwrap();
            let enough = |most: u32| days.iter().filter(|one| **one <= most).count() * 100 >= days.len() * usize::from(of_hundred);
            prop_assert!(days.contains(&found) && enough(found));
            prop_assert!(found == 0 || !enough(found - 1));
        }
    }
}
