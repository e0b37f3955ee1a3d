//! Cases kept in memory between commands, so that work in progress is not read anew.

use std::collections::BTreeMap;
use std::collections::VecDeque;
use std::sync::Arc;

use samspil_core::case::Case;
use samspil_core::id::CaseId;
use samspil_store::Hash;

/// How many cases one writer keeps: some 10 kB each, so 15 MB.
const MAX_KEPT: usize = 1_500;

/// A case and the hash of its history.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    pub(crate) case: Arc<Case>,
    pub(crate) chain: Hash,
}

/// The cases one writer has in memory; the longest unused goes first.
#[derive(Debug)]
pub(crate) struct Snapshots {
    /// How many are kept at most.
    most: usize,
    kept: BTreeMap<CaseId, (u64, Kept)>,
    used: VecDeque<(u64, CaseId)>,
    turn: u64,
}

impl Snapshots {
    /// For a writer whose cases are asked for again and again.
    pub(crate) fn many() -> Self {
        Self::at_most(MAX_KEPT)
    }

    /// For a writer whose cases are asked for once in a long while: others have changed them by then.
    pub(crate) fn none() -> Self {
        Self::at_most(0)
    }

    fn at_most(most: usize) -> Self {
        Self {
            most,
            kept: BTreeMap::new(),
            used: VecDeque::new(),
            turn: 0,
        }
    }

    pub(crate) fn get(&self, case: CaseId) -> Option<&Kept> {
        self.kept.get(&case).map(|(_, kept)| kept)
    }

    pub(crate) fn keep(&mut self, case: CaseId, kept: Kept) {
        self.turn += 1;
        self.kept.insert(case, (self.turn, kept));
        self.used.push_back((self.turn, case));
        while self.kept.len() > self.most || self.used.len() > 2 * self.most {
            let Some((turn, oldest)) = self.used.pop_front() else {
                break;
            };
            match self.kept.get(&oldest) {
                Some((last, _)) if *last == turn && self.kept.len() > self.most => {
                    self.kept.remove(&oldest);
                }
                Some((last, _)) if *last == turn => self.used.push_back((turn, oldest)),
                _ => {}
            }
        }
    }

    pub(crate) fn forget(&mut self, case: CaseId) {
        self.kept.remove(&case);
    }
}

#[cfg(test)]
mod tests {
    use samspil_core::case::{Actor, Change, Event};
    use samspil_core::id::FlowId;
    use uuid::Uuid;

    use super::*;

    fn kept(n: usize) -> (CaseId, Kept) {
        let id = CaseId(Uuid::from_u128(n as u128));
        let started = Change::CaseStarted {
            id,
            flow: FlowId::new("f").unwrap(),
            flow_version: 1,
            title: String::new(),
            out_of_play: Vec::new(),
            owed: Vec::new(),
            done: Vec::new(),
            parent: None,
            paired: None,
            calendar: 0,
            tunings: 0,
        };
        let event = Event {
            at: chrono::DateTime::UNIX_EPOCH,
            by: Actor::Engine,
            changes: vec![started],
        };
        let case = Arc::new(Case::begin(&event).unwrap());
        (id, Kept { case, chain: [0; 32] })
    }

    #[test]
    fn the_longest_unused_goes_first_and_memory_is_bounded() {
        let mut snapshots = Snapshots::many();
        for n in 0..MAX_KEPT + 10 {
            let (id, one) = kept(n);
            snapshots.keep(id, one);
            let (first, again) = kept(0);
            snapshots.keep(first, again);
        }
        assert_eq!(snapshots.kept.len(), MAX_KEPT);
        assert!(snapshots.used.len() <= 2 * MAX_KEPT + 1);
        assert!(snapshots.get(kept(0).0).is_some(), "used all the time");
        assert!(snapshots.get(kept(1).0).is_none(), "the longest unused");
        assert!(snapshots.get(kept(MAX_KEPT + 9).0).is_some(), "the newest");
        snapshots.forget(kept(0).0);
        assert!(snapshots.get(kept(0).0).is_none());
    }
}
