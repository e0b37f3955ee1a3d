//! Side by side: which of the pieces that share a line lies on which track, so that none lies on another and few cross.

use std::collections::BTreeMap;

use super::order::order;
use super::segments::Segment;

/// How often lines are gone through, rows and columns in turn: each time knows better how the others lie.
const MAX_ROUNDS: usize = 3;

/// Where a segment lies on its line, in half tracks off its middle.
#[derive(Clone, Debug, Default)]
pub(super) struct Tracks {
    pub(super) offsets: Vec<i32>,
}

/// Gives every segment its track.
pub(super) fn tracks(segments: &[Segment]) -> Tracks {
    let mut lines: BTreeMap<(bool, usize), Vec<usize>> = BTreeMap::new();
    for (number, segment) in segments.iter().enumerate() {
        lines
            .entry((segment.level, segment.line))
            .or_default()
            .push(number);
    }
    let mut ranks = vec![0_usize; segments.len()];
    let mut tracks = Tracks {
        offsets: vec![0; segments.len()],
    };
    for round in 0..MAX_ROUNDS {
        for level in [false, true] {
            for (_, line) in lines.iter().filter(|((of, _), _)| *of == level) {
                let ordered = ordered(segments, line, &ranks);
                for (rank, number) in ordered.iter().enumerate() {
                    // Later rounds count from 1: 0 says that nothing is known yet.
                    set(&mut ranks, *number, rank + 1);
                }
                if round + 1 == MAX_ROUNDS {
                    tracks.lay(segments, &ordered);
                }
            }
        }
    }
    tracks
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

/// The segments of a line in the order in which they cross each other least.
fn ordered(segments: &[Segment], line: &[usize], ranks: &[usize]) -> Vec<usize> {
    let here: Vec<(usize, &Segment)> = line
        .iter()
        .filter_map(|number| Some((*number, segments.get(*number)?)))
        .collect();
    let mut pairs = Vec::new();
    for (at, (_, one)) in here.iter().enumerate() {
        for (further, (_, other)) in here.iter().enumerate().skip(at + 1) {
            if !one.meets(other) {
                continue;
            }
            let first = crossings(one, other, ranks);
            let second = crossings(other, one, ranks);
            if first < second {
                pairs.push((at, further));
            } else if second < first {
                pairs.push((further, at));
            }
        }
    }
    let places = order(here.len(), &pairs, &[]);
    let mut ordered: Vec<(usize, usize)> = here
        .iter()
        .zip(places)
        .map(|((number, _), place)| (place, *number))
        .collect();
    ordered.sort_unstable();
    ordered.into_iter().map(|(_, number)| number).collect()
}

/// How often the two cross if the first lies to the left of the second, or above it.
fn crossings(first: &Segment, second: &Segment, ranks: &[usize]) -> usize {
    let within = |at: (usize, usize), segment: &Segment| {
        end(segment, segment.from, ranks) < at && at < end(segment, segment.to, ranks)
    };
    let joints = |segment: &Segment, onward: bool, other: &Segment| {
        let those = segment.joints.iter().filter(|joint| joint.onward == onward);
        those
            .filter(|joint| within((joint.at, rank(ranks, joint.other)), other))
            .count()
    };
    joints(first, true, second) + joints(second, false, first)
}

/// Where a segment ends: the place, and how what it ends at lies among those at that place.
fn end(segment: &Segment, at: usize, ranks: &[usize]) -> (usize, usize) {
    let joined = segment.joints.iter().filter(|joint| joint.at == at);
    let known = joined.map(|joint| rank(ranks, joint.other));
    let known = if at == segment.from {
        known.min()
    } else {
        known.max()
    };
    (at, known.unwrap_or_default())
}

fn rank(ranks: &[usize], number: usize) -> usize {
    ranks.get(number).copied().unwrap_or_default()
}

impl Tracks {
    /// Puts the segments of a line on tracks in this order; those that share no room with others lie in the middle.
    fn lay(&mut self, segments: &[Segment], ordered: &[usize]) {
        let mut laid: Vec<(usize, &Segment, i32, usize)> = Vec::new();
        let mut next_group = 0;
        for number in ordered {
            let Some(segment) = segments.get(*number) else {
                continue;
            };
            let meeting: Vec<(i32, usize)> = laid
                .iter()
                .filter(|(_, other, ..)| other.meets(segment))
                .map(|(.., track, group)| (*track, *group))
                .collect();
            let track = meeting
                .iter()
                .map(|(track, _)| track + 1)
                .max()
                .unwrap_or_default();
            let group = meeting
                .iter()
                .map(|(_, group)| *group)
                .min()
                .unwrap_or(next_group);
            next_group = next_group.max(group + 1);
            // What this one joins is one group from now on.
            for slot in &mut laid {
                if meeting.iter().any(|(_, other)| *other == slot.3) {
                    slot.3 = group;
                }
            }
            laid.push((*number, segment, track, group));
        }
        let mut widest: BTreeMap<usize, i32> = BTreeMap::new();
        for (.., track, group) in &laid {
            let most = widest.entry(*group).or_default();
            *most = (*most).max(*track);
        }
        for (number, _, track, group) in &laid {
            let most = widest.get(group).copied().unwrap_or_default();
            set(&mut self.offsets, *number, track * 2 - most);
        }
    }

    /// How far a segment lies off the middle of its line, in half tracks.
    pub(super) fn offset(&self, segment: usize) -> i32 {
        self.offsets.get(segment).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::segments::Joint;
    use super::*;

    fn piece(level: bool, line: usize, from: usize, to: usize, joints: &[(usize, usize, bool)]) -> Segment {
        let joint = |(at, other, onward): &(usize, usize, bool)| Joint {
            at: *at,
            other: *other,
            onward: *onward,
        };
        Segment {
            level,
            line,
            from,
            to,
            joints: joints.iter().map(joint).collect(),
            boxes: Vec::new(),
        }
    }

    #[test]
    fn what_shares_room_lies_side_by_side_and_what_does_not_in_the_middle() {
        let pieces = [
            piece(false, 1, 0, 4, &[]),
            piece(false, 1, 2, 6, &[]),
            piece(false, 1, 10, 12, &[]),
            piece(false, 2, 0, 4, &[]),
        ];
        let mut offsets = tracks(&pieces).offsets;
        assert_eq!(offsets.split_off(2), [0, 0]);
        offsets.sort_unstable();
        assert_eq!(offsets, [-1, 1]);
    }

    #[test]
    fn whoever_turns_left_lies_left() {
        // Both run down the same line; the first is left to the right in its middle, the second to the left.
        let pieces = [
            piece(false, 1, 0, 8, &[(4, 2, true)]),
            piece(false, 1, 0, 8, &[(4, 3, false)]),
            piece(true, 2, 2, 6, &[(2, 0, false)]),
            piece(true, 2, 0, 2, &[(2, 1, true)]),
        ];
        let offsets = tracks(&pieces).offsets;
        assert!(offsets[1] < offsets[0], "{offsets:?}");
    }
}
