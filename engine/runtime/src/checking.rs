//! Looking at a flow before it is published: everything that publishing would find, and trying it out.

use samspil_core::calendar::{Calendar, local_date};
use samspil_core::case::unseen_in_letters;
use samspil_core::flow::{Diagnostic, Flow, Severity, late_reviews};
use samspil_core::guard::Guards;
use samspil_core::id::TenantId;

use crate::{Engine, Failure, PublishError};

/// A flow file that was looked at.
#[derive(Debug)]
pub struct Checked {
    /// The file as it would be kept: one of a pair has the protocol of the other behind it.
    pub text: String,
    /// The flow with its conditions, where the file can be read.
    pub flow: Option<(Flow, Guards)>,
    /// What is wrong with it or worth a look, all at once.
    pub findings: Vec<Diagnostic>,
}

impl Checked {
    /// Whether something hinders publishing.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        let wrong = |finding: &Diagnostic| finding.severity == Severity::Error;
        self.flow.is_none() || self.findings.iter().any(wrong)
    }
}

impl Engine {
    /// Everything that publishing a flow file would find, beside what is published already. Nothing is kept.
    ///
    /// # Errors
    /// That it takes too long, or what the store says.
    pub async fn check_flow(&self, tenant: TenantId, text: &str) -> Result<Checked, PublishError> {
        let whole = self.with_protocol(tenant, text).await?;
        let (flow, mut findings) = self.compiled(whole.clone()).await?;
        if let Some((flow, guards)) = &flow {
            findings.extend(unseen_in_letters(flow, guards));
            findings.extend(late_reviews(flow, local_date(self.shared().clock.now())));
            findings.extend(self.of_subcases(tenant, flow, guards).await?);
            if whole != text {
                findings.extend(self.of_pair(tenant, flow, guards).await?);
            }
        }
        Ok(Checked {
            text: whole,
            flow,
            findings,
        })
    }

    /// Work on a flow that people wait for and that takes long by its nature: trying scenarios, playing. It has turns of its
    /// own, so that publishing never waits for it; nothing where it took too long.
    pub async fn aside<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        self.shared().trying.run(work).await
    }

    /// A search of all runs of a flow: one at a time, beside the turns of reading, so that publishing never waits for it.
    /// Nothing where it took too long, or others search.
    pub async fn search<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        self.shared().searching.run(work).await
    }

    /// The calendar that the tenant's deadlines are counted by.
    ///
    /// # Errors
    /// What the store says.
    pub async fn calendar_of(&self, tenant: TenantId) -> Result<Calendar, Failure> {
        self.shared().calendar(tenant).await
    }
}
