//! Cases whose title was taken away with their citizen since this node began: what its writers have in memory of them is read anew.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use samspil_core::id::CaseId;

/// Those cases: some bytes each, and as few as citizens are erased.
#[derive(Debug, Default)]
pub(crate) struct TakenTitles {
    cases: Mutex<BTreeSet<CaseId>>,
}

impl TakenTitles {
    pub(crate) fn note(&self, cases: &[CaseId]) {
        let mut noted = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        noted.extend(cases);
    }

    pub(crate) fn holds(&self, case: CaseId) -> bool {
        let noted = self.cases.lock().unwrap_or_else(PoisonError::into_inner);
        noted.contains(&case)
    }
}
