//! Rows for the boxes of one column.

/// Rows that rise by at least one from box to box and lie as near as they can to those that are wanted, which rise too.
/// Boxes that want the same row stand around it.
pub(super) fn spread(wanted: &[i32]) -> Vec<i32> {
    // With one taken off for each box before it, rows need only not fall; neighbours that would are pooled.
    let mut pools: Vec<(i64, i64)> = Vec::new();
    for (before, row) in (0_i64..).zip(wanted) {
        let mut pool = (i64::from(*row).saturating_sub(before), 1_i64);
        while let Some((sum, count)) = pools.pop_if(|last| middle(*last) > middle(pool)) {
            pool = (pool.0.saturating_add(sum), pool.1.saturating_add(count));
        }
        pools.push(pool);
    }
    let levels = pools.iter().flat_map(|pool| {
        let size = usize::try_from(pool.1).unwrap_or_default();
        std::iter::repeat_n(middle(*pool), size)
    });
    (0_i64..)
        .zip(levels)
        .map(|(before, level)| i32::try_from(level.saturating_add(before)).unwrap_or_default())
        .collect()
}

const fn middle((sum, count): (i64, i64)) -> i64 {
    sum.div_euclid(count)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn boxes_that_want_one_row_stand_around_it() {
        assert!(spread(&[]).is_empty());
        assert_eq!(spread(&[4]), [4]);
        assert_eq!(spread(&[0, 0, 0]), [-1, 0, 1]);
        assert_eq!(spread(&[0, 0, 5]), [-1, 0, 5]);
        assert_eq!(spread(&[0, 7]), [0, 7]);
    }

    proptest! {
        #[test]
        fn rows_rise(mut wanted in prop::collection::vec(-50..50_i32, 0..40)) {
            wanted.sort_unstable();
            let rows = spread(&wanted);
            prop_assert_eq!(rows.len(), wanted.len());
            prop_assert!(rows.windows(2).all(|pair| pair[0] < pair[1]), "{:?}", rows);
        }
    }
}
