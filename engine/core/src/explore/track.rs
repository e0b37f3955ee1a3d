//! How far a run has come along a trace.

use super::machine::MAX_POSITION;

/// A sequence of steps that a run must hold, in order and with no other of the context between them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) struct Track {
    trace: Vec<u16>,
    /// For every item of the flow whether it belongs to the context.
    context: Vec<bool>,
}

impl Track {
    /// A trace and its context, by places in a flow of so many items; none where the trace is too long to follow.
    pub(super) fn new(trace: Vec<u16>, context: &[u16], items: usize) -> Option<Self> {
        if trace.len() > MAX_POSITION {
            return None;
        }
        let mut belongs = vec![false; items];
        for item in trace.iter().chain(context) {
            if let Some(one) = belongs.get_mut(usize::from(*item)) {
                *one = true;
            }
        }
        Some(Self {
            trace,
            context: belongs,
        })
    }

    /// How far the run has come once these are done; none where that is not the trace.
    pub(super) fn on(&self, position: u64, done: &[u16]) -> Option<u64> {
        let mut position = usize::try_from(position).ok()?;
        for item in done {
            if self.context.get(usize::from(*item)) != Some(&true) {
                continue;
            }
            if self.trace.get(position) != Some(item) {
                return None;
            }
            position += 1;
        }
        u64::try_from(position).ok()
    }

    /// Whether the whole trace has been.
    pub(super) fn is_whole(&self, position: u64) -> bool {
        usize::try_from(position) == Ok(self.trace.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_steps_of_the_context_count() {
        let track = Track::new(vec![1, 2, 1], &[3], 5).unwrap();
        for (position, done, expected) in [
            (0, vec![0, 4], Some(0)),
            (0, vec![1], Some(1)),
            (0, vec![0, 1, 4, 2, 1], Some(3)),
            (0, vec![2], None),
            (1, vec![3], None),
            (3, vec![1], None),
            (3, vec![0], Some(3)),
        ] {
            assert_eq!(track.on(position, &done), expected, "{position} {done:?}");
        }
        assert!(track.is_whole(3) && !track.is_whole(2));
        assert!(Track::new(vec![0; MAX_POSITION + 1], &[], 1).is_none());
    }
}
