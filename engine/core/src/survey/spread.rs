//! Means and intervals of answers, in whole numbers and decimals.
//!
//! The change between two waves is the difference of their means with a 95 % interval by Welch's method, since those who
//! answer are not known from one wave to the next and the waves may vary unlike (NIST/SEMATECH e-Handbook of Statistical
//! Methods, 1.3.5.3; the quantiles of t from its table 1.3.6.7.2). Degrees of freedom are taken down to the next that the
//! table has, and the interval is rounded outwards: it is never told too narrow.

use rust_decimal::{Decimal, RoundingStrategy};

/// The fewest answers that a group is told of (A17.3 in `flows/lines.csv`).
pub const MIN_ANSWERS: u64 = 5;

/// Decimals in what is told.
const DECIMALS: u32 = 2;

/// Decimals that degrees of freedom are rounded to before they are taken down: what is whole stays so.
const DF_DECIMALS: u32 = 15;

/// Decimals of a root.
const ROOT_DECIMALS: u32 = 9;

/// Degrees of freedom and the 97.5 % quantile of t, in thousandths.
const QUANTILES: [(u32, i64); 34] = [
    (1, 12_706),
    (2, 4_303),
    (3, 3_182),
    (4, 2_776),
    (5, 2_571),
    (6, 2_447),
    (7, 2_365),
    (8, 2_306),
    (9, 2_262),
    (10, 2_228),
    (11, 2_201),
    (12, 2_179),
    (13, 2_160),
    (14, 2_145),
    (15, 2_131),
    (16, 2_120),
    (17, 2_110),
    (18, 2_101),
    (19, 2_093),
    (20, 2_086),
    (21, 2_080),
    (22, 2_074),
    (23, 2_069),
    (24, 2_064),
    (25, 2_060),
    (26, 2_056),
    (27, 2_052),
    (28, 2_048),
    (29, 2_045),
    (30, 2_042),
    (40, 2_021),
    (60, 2_000),
    (80, 1_990),
    (100, 1_984),
];

/// Answers to one question.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Measure {
    count: u64,
    sum: u64,
    squares: u64,
}

/// A difference of two means, and between which values it lies with 95 % certainty.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Interval {
    /// The mean after less the mean before, with two decimals.
    pub change: Decimal,
    /// It is at least this.
    pub low: Decimal,
    /// It is at most this.
    pub high: Decimal,
}

impl Interval {
    /// Whether it can be said that anything has changed: no change lies outside.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        self.low > Decimal::ZERO || self.high < Decimal::ZERO
    }
}

impl Measure {
    /// Adds an answer.
    pub fn add(&mut self, answer: u8) {
        let answer = u64::from(answer);
        self.count = self.count.saturating_add(1);
        self.sum = self.sum.saturating_add(answer);
        self.squares = self.squares.saturating_add(answer.saturating_mul(answer));
    }

    /// How many have answered.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// The mean with two decimals; none where nobody has answered.
    #[must_use]
    pub fn mean(&self) -> Option<Decimal> {
        self.exact_mean().map(|mean| mean.round_dp(DECIMALS))
    }

    fn exact_mean(&self) -> Option<Decimal> {
        Decimal::from(self.sum).checked_div(Decimal::from(self.count))
    }

    /// How far the mean may be out, squared: the sample's variance over its count. None of fewer than two answers.
    fn squared_error(&self) -> Option<Decimal> {
        let (count, sum) = (Decimal::from(self.count), Decimal::from(self.sum));
        let spread = count * Decimal::from(self.squares) - sum * sum;
        let less = Decimal::from(self.count.checked_sub(1)?);
        spread.checked_div(count * count)?.checked_div(less)
    }
}

/// What has changed from one wave to the other. None where one of them has fewer than two answers.
#[must_use]
pub fn interval(before: &Measure, after: &Measure) -> Option<Interval> {
    let change = after.exact_mean()? - before.exact_mean()?;
    let (one, other) = (before.squared_error()?, after.squared_error()?);
    let width = root(one + other)? * quantile(freedom((before, one), (after, other)));
    Some(around(change, width))
}

/// What has changed for the same people from one wave to the other, each with what they answered before and after: the mean
/// of their differences, with an interval by the t of one sample (the same handbook, 7.3.1.1). None of fewer than two.
#[must_use]
pub fn paired_interval(pairs: &[(u8, u8)]) -> Option<Interval> {
    let differences = pairs
        .iter()
        .map(|(before, after)| i64::from(*after) - i64::from(*before));
    let (sum, squares) = differences.fold((0_i64, 0_i64), |(sum, squares), one| {
        let square = one.saturating_mul(one);
        (sum.saturating_add(one), squares.saturating_add(square))
    });
    let whole = u64::try_from(pairs.len()).ok()?;
    let freedom = whole.checked_sub(1)?;
    let (count, sum) = (Decimal::from(whole), Decimal::from(sum));
    let change = sum.checked_div(count)?;
    let spread = count * Decimal::from(squares) - sum * sum;
    let error = spread
        .checked_div(count * count)?
        .checked_div(Decimal::from(freedom))?;
    Some(around(change, root(error)? * quantile(Some(freedom))))
}

/// A change and how far it may be out, rounded outwards.
fn around(change: Decimal, width: Decimal) -> Interval {
    let outwards = |value: Decimal, way| value.round_dp_with_strategy(DECIMALS, way);
    Interval {
        change: change.round_dp(DECIMALS),
        low: outwards(change - width, RoundingStrategy::ToNegativeInfinity),
        high: outwards(change + width, RoundingStrategy::ToPositiveInfinity),
    }
}

/// The degrees of freedom by Welch and Satterthwaite, rounded down. None where nothing varies.
fn freedom(before: (&Measure, Decimal), after: (&Measure, Decimal)) -> Option<u64> {
    let part = |(measure, error): (&Measure, Decimal)| {
        let less = Decimal::from(measure.count.checked_sub(1)?);
        (error * error).checked_div(less)
    };
    let error = before.1 + after.1;
    let freedom = (error * error).checked_div(part(before)? + part(after)?)?;
    u64::try_from(freedom.round_dp(DF_DECIMALS).floor()).ok()
}

/// The quantile of t for so many degrees of freedom, or for the next fewer that the table has.
fn quantile(freedom: Option<u64>) -> Decimal {
    let known = QUANTILES.iter().rev();
    let mut fewer = known.filter(|(known, _)| freedom.is_none_or(|freedom| u64::from(*known) <= freedom));
    let thousandths = fewer
        .next()
        .or(QUANTILES.first())
        .map_or(0, |(_, quantile)| *quantile);
    Decimal::new(thousandths, 3)
}

/// The root, rounded up in its last decimal.
fn root(square: Decimal) -> Option<Decimal> {
    let scaled = square.checked_mul(Decimal::from(10_u64.pow(ROOT_DECIMALS)))?;
    let scaled = scaled.checked_mul(Decimal::from(10_u64.pow(ROOT_DECIMALS)))?;
    let whole = u128::try_from(scaled.ceil()).ok()?;
    let root = whole.isqrt();
    let up = if root.checked_mul(root)? < whole {
        root.checked_add(1)?
    } else {
        root
    };
    Some(Decimal::new(i64::try_from(up).ok()?, ROOT_DECIMALS))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn measure(answers: &[u8]) -> Measure {
        let mut measure = Measure::default();
        answers.iter().for_each(|answer| measure.add(*answer));
        measure
    }

    /// Worked out by hand from the formulas of the source: variances 0.7 and 0.7, 8 degrees of freedom, t = 2.306, a width
    /// of 2.306 · √0.28; and 1 and 0.25 of six and eight, 7 degrees of freedom after rounding down.
    #[test]
    fn a_change_has_an_interval_that_is_never_too_narrow() {
        for (before, after, told) in [
            (
                &[2, 3, 3, 4, 2][..],
                &[4, 4, 5, 3, 5][..],
                Some(("1.40", "0.17", "2.63")),
            ),
            (&[3, 3, 3, 3, 3], &[3, 3, 3, 3, 3], Some(("0", "0", "0"))),
            (&[1, 5], &[3], None),
            (&[], &[3, 4], None),
        ] {
            let found = interval(&measure(before), &measure(after));
            let decimal = |text: &str| text.parse::<Decimal>().unwrap();
            let told = told.map(|(change, low, high)| (decimal(change), decimal(low), decimal(high)));
            let found = found.map(|found| (found.change, found.low, found.high));
            assert_eq!(found, told, "{before:?} {after:?}");
        }
    }

    /// Worked out by hand: differences 2, 1, 2, -1, 3 have the mean 1.4 and the variance 2.3; four degrees of freedom, t =
    /// 2.776, a width of 2.776 · √0.46.
    #[test]
    fn the_same_people_are_compared_by_their_differences() {
        let decimal = |text: &str| text.parse::<Decimal>().unwrap();
        for (pairs, told) in [
            (
                &[(2, 4), (3, 4), (3, 5), (4, 3), (2, 5)][..],
                Some(("1.40", "-0.49", "3.29")),
            ),
            (&[(2, 3), (4, 5), (1, 2)], Some(("1", "1", "1"))),
            (&[(1, 5)], None),
            (&[], None),
        ] {
            let told = told.map(|(change, low, high)| (decimal(change), decimal(low), decimal(high)));
            let found = paired_interval(pairs).map(|found| (found.change, found.low, found.high));
            assert_eq!(found, told, "{pairs:?}");
        }
    }

    #[test]
    fn the_table_is_read_downwards() {
        for (freedom, expected) in [
            (None, "1.984"),
            (Some(0), "12.706"),
            (Some(1), "12.706"),
            (Some(30), "2.042"),
            (Some(39), "2.042"),
            (Some(40), "2.021"),
            (Some(5_000), "1.984"),
        ] {
            assert_eq!(quantile(freedom).to_string(), expected, "{freedom:?}");
        }
    }

    proptest! {
        /// Against floating numbers, by another way: deviations from the mean one by one.
        #[test]
        #[allow(clippy::float_arithmetic, clippy::as_conversions, clippy::cast_precision_loss, reason = "the oracle")]
        fn intervals_are_as_floating_numbers_have_them(
            before in prop::collection::vec(1_u8..=5, 2..60),
            after in prop::collection::vec(1_u8..=5, 2..60),
        ) {
            let of = |answers: &[u8]| {
                let count = answers.len() as f64;
                let mean = answers.iter().map(|one| f64::from(*one)).sum::<f64>() / count;
                let squares = answers.iter().map(|one| (f64::from(*one) - mean).powi(2)).sum::<f64>();
                (count, mean, squares / (count - 1.0) / count)
            };
            let ((n, mean, error), (m, other, error_after)) = (of(&before), of(&after));
            let sum = error + error_after;
            let freedom = sum.powi(2) / (error.powi(2) / (n - 1.0) + error_after.powi(2) / (m - 1.0));
            let known = QUANTILES.iter().rev().find(|(known, _)| freedom.is_nan() || f64::from(*known) <= freedom + 1e-9);
            let width = sum.sqrt() * known.map_or(12.706, |(_, quantile)| f64::from(i32::try_from(*quantile).unwrap()) / 1_000.0);
            let found = interval(&measure(&before), &measure(&after)).unwrap();
            let float = |number: Decimal| number.to_string().parse::<f64>().unwrap();
            prop_assert!((float(found.change) - (other - mean)).abs() < 0.006);
            prop_assert!(float(found.low) <= other - mean - width + 1e-6 && float(found.low) > other - mean - width - 0.011);
            prop_assert!(float(found.high) >= other - mean + width - 1e-6 && float(found.high) < other - mean + width + 0.011);
        }
    }
}
