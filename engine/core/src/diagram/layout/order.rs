//! An order of reading that keeps to the links: what comes after something stands after it, cycles apart.

use std::collections::BTreeSet;

/// The place of each of `count` things in the order. Strong links are kept to except where they go in a circle; weak
/// ones choose among what strong ones leave open. What nothing orders stays as it is read.
pub(super) fn order(count: usize, strong: &[(usize, usize)], weak: &[(usize, usize)]) -> Vec<usize> {
    let strong = Ways::new(count, strong);
    let weak = Ways::new(count, weak);
    let mut missing = strong.into.clone();
    let mut wanted = weak.into.clone();
    let mut places = vec![usize::MAX; count];
    let key = |thing: usize, wanted: &[usize]| (wanted.get(thing).copied().unwrap_or_default() > 0, thing);
    let mut left: BTreeSet<usize> = (0..count).collect();
    let mut ready: BTreeSet<(bool, usize)> = BTreeSet::new();
    ready.extend(
        (0..count)
            .filter(|thing| missing.get(*thing) == Some(&0))
            .map(|thing| key(thing, &wanted)),
    );
    for place in 0..count {
        // In a circle the one that is read first begins.
        let next = ready
            .pop_first()
            .map(|(_, thing)| thing)
            .or_else(|| left.first().copied());
        let Some(thing) = next else { break };
        left.remove(&thing);
        if let Some(slot) = places.get_mut(thing) {
            *slot = place;
        }
        for after in strong.out(thing) {
            if let Some(count) = missing.get_mut(*after) {
                *count = count.saturating_sub(1);
                if *count == 0 && left.contains(after) {
                    ready.insert(key(*after, &wanted));
                }
            }
        }
        for after in weak.out(thing) {
            let before = key(*after, &wanted);
            if let Some(count) = wanted.get_mut(*after) {
                *count = count.saturating_sub(1);
            }
            if ready.remove(&before) {
                ready.insert(key(*after, &wanted));
            }
        }
    }
    places
}

/// Links by where they begin, and how many come in.
struct Ways {
    out: Vec<Vec<usize>>,
    into: Vec<usize>,
}

impl Ways {
    fn new(count: usize, links: &[(usize, usize)]) -> Self {
        let mut ways = Self {
            out: vec![Vec::new(); count],
            into: vec![0; count],
        };
        let known: BTreeSet<&(usize, usize)> = links.iter().filter(|(from, to)| from != to).collect();
        for (from, to) in known {
            if let (Some(out), Some(into)) = (ways.out.get_mut(*from), ways.into.get_mut(*to)) {
                out.push(*to);
                *into += 1;
            }
        }
        ways
    }

    fn out(&self, thing: usize) -> &[usize] {
        self.out.get(thing).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn links_order_and_circles_are_cut_where_reading_begins() {
        for (strong, weak, expected) in [
            (&[][..], &[][..], [0, 1, 2, 3]),
            (&[(3, 0)], &[], [3, 0, 1, 2]),
            (&[], &[(3, 0)], [3, 0, 1, 2]),
            (&[(0, 1), (1, 2), (2, 0)], &[], [0, 1, 2, 3].map(|place| place)),
            (&[(2, 2)], &[], [0, 1, 2, 3]),
        ] {
            let places = order(4, strong, weak);
            let cyclic = strong.len() == 3;
            if cyclic {
                assert!(places[0] < places[1] && places[1] < places[2], "{places:?}");
            } else {
                assert_eq!(places, expected, "{strong:?} {weak:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn every_thing_has_a_place_of_its_own_and_no_link_of_a_tree_is_broken(
            parents in prop::collection::vec(any::<prop::sample::Index>(), 1..60),
        ) {
            let count = parents.len() + 1;
            let links: Vec<(usize, usize)> = parents
                .iter()
                .enumerate()
                .map(|(index, parent)| (index + 1, parent.index(index + 1)))
                .collect();
            let places = order(count, &links, &[]);
            let known: BTreeSet<usize> = places.iter().copied().collect();
            prop_assert_eq!(known, (0..count).collect());
            for (from, to) in links {
                prop_assert!(places[from] < places[to]);
            }
        }
    }
}
