//! What a person may see of lists, history and news: every row of a list is asked for at the one place that knows,
//! `sight` in the core, by the case that it is of.

mod agenda;
mod cases;
mod coordinated;
mod handed_on;
mod history;
mod inbox;
mod links;
mod marks;
mod notes;
mod place;
mod plan;
mod tasks;
mod watch;

use std::collections::BTreeMap;
use std::sync::Arc;

use samspil_core::case::Eyes;
use samspil_core::id::{CaseId, TenantId};
use samspil_core::text::Language;

pub use agenda::{Agenda, PlannedWork};
pub use cases::CaseList;
pub use coordinated::{Board, Coordinated, PassOn, PassedOn};
pub use handed_on::{Hand, HandOn, HandedOn, MAX_HANDED_ON, NotHanded};
pub use history::{History, Past};
pub use inbox::{Arrived, InboxList};
pub use marks::{MAX_TAG_CHARS, MAX_TAGS, MarkRefused};
pub use notes::OpenNotes;
pub use plan::{Beside, InPlan, OnePlan};
pub use tasks::{Marks, TaskList, TaskOf};
pub use watch::{Heard, Missed, Watch};
pub(crate) use watch::{Watchers, run as watch};

use crate::engine::{Engine, Shared};
use crate::{By, CaseRead, Failure};

/// The longest page, in rows: beyond what a person reads at once; programs ask for the next.
pub const MAX_PAGE: u32 = 100;

/// How often a page is filled up where rows of it may not be seen; then it is given short, with its next place.
const MAX_FILLS: usize = 5;

impl Engine {
    /// Whether the asker may know of the case now. Nothing of it is shown, so nothing is logged.
    ///
    /// # Errors
    /// Where the store cannot.
    pub async fn knows(&self, tenant: TenantId, by: &By, case: CaseId) -> Result<bool, Failure> {
        Ok(self.known(tenant, by, &[case]).await?.contains_key(&case))
    }

    async fn known(
        &self,
        tenant: TenantId,
        by: &By,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, CaseRead>, Failure> {
        self.shared().known(tenant, by, cases).await
    }
}

impl Shared {
    /// The cases among these that the asker may know of. One that cannot be read is left out, and the others are not.
    pub(crate) async fn known(
        &self,
        tenant: TenantId,
        by: &By,
        cases: &[CaseId],
    ) -> Result<BTreeMap<CaseId, CaseRead>, Failure> {
        let mut known = BTreeMap::new();
        if cases.is_empty() {
            return Ok(known);
        }
        let at = self.clock.now();
        let stored = self.store.load(tenant, cases, &[]).await?.cases;
        let opened = self.open_cases(tenant, &stored).await?;
        for (stored, opened) in stored.into_iter().zip(opened) {
            let case = match opened {
                Ok(case) => case,
                Err(failure) => {
                    tracing::error!(%tenant, case = %stored.case, %failure, "a case that cannot be read");
                    continue;
                }
            };
            if !by.is_near(&case) {
                continue;
            }
            let run = match self.flow(tenant, &stored.flow, stored.flow_version).await {
                Ok(run) => run,
                Err(failure) if failure.is_of_one_case() => {
                    tracing::error!(%tenant, case = %stored.case, %failure, "a case that cannot be read");
                    continue;
                }
                Err(failure) => return Err(failure),
            };
            let case = Arc::new(case);
            let read = CaseRead { run, case, at };
            if by.may_see(&read.view()) {
                known.insert(stored.case, read);
            }
        }
        Ok(known)
    }
}

impl CaseRead {
    /// With whose eyes the asker looks at the case.
    #[must_use]
    pub fn eyes(&self, by: &By) -> Eyes {
        by.eyes(&self.view())
    }

    /// What the case is called before these eyes.
    #[must_use]
    pub fn title(&self, eyes: &Eyes, language: Language) -> String {
        let view = self.view();
        let seen = view.seen_title(eyes).map(str::to_owned);
        seen.unwrap_or_else(|| self.run.flow.title.in_language(language).to_owned())
    }
}
