//! Looking at a flow before it is published: everything that publishing would find, and trying it out.

use samspil_core::calendar::{Calendar, local_date};
use samspil_core::case::unseen_in_letters;
use samspil_core::flow::{Diagnostic, Flow, Severity, late_reviews, protocol_from, with_protocol_anew};
use samspil_core::guard::Guards;
use samspil_core::id::TenantId;
use samspil_store::Draft;

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

/// The other flow of a pair, ready to be tried together with one that is drafted.
#[derive(Debug)]
pub struct OtherSide {
    /// The flow with its conditions.
    pub flow: Flow,
    /// These.
    pub guards: Guards,
    /// What it is.
    pub is: OtherSideIs,
}

/// What the other flow of a pair is tried by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OtherSideIs {
    /// This writing of its draft.
    Draft(u32),
    /// This version.
    Version(u32),
}

impl Engine {
    /// The other flow of the pair that a checked file is one of, as the two are tried together: its open draft where the file
    /// writes the protocol, as both may be written at the same time, and otherwise its newest version. It takes the protocol as
    /// the file has it. None where the file is of no pair, or there is nothing of the other that can be run.
    ///
    /// # Errors
    /// That it takes too long, or what the store says.
    pub async fn other_side(
        &self,
        tenant: TenantId,
        written: &str,
        checked: &Checked,
    ) -> Result<Option<OtherSide>, PublishError> {
        let pair = checked.flow.as_ref().and_then(|(flow, _)| flow.pair.as_ref());
        let Some(other) = pair.map(|pair| pair.with.clone()) else {
            return Ok(None);
        };
        let own = checked.flow.as_ref().map(|(flow, _)| flow.id.clone());
        let mut texts = Vec::new();
        // What takes the protocol was held against the version that wrote it.
        let writes_protocol = protocol_from(written).is_none();
        if writes_protocol {
            let draft = self.store().draft(tenant, other.as_str(), None).await?;
            let open = draft.filter(|draft: &Draft| !draft.is_over());
            texts.extend(open.map(|draft| (draft.text, OtherSideIs::Draft(draft.number))));
        }
        let newest = self.store().flow(tenant, other.as_str(), None).await?;
        texts.extend(newest.map(|newest| (newest.text, OtherSideIs::Version(newest.version))));
        for (text, is) in texts {
            let whole = match writes_protocol {
                true => with_protocol_anew(&text, &checked.text).unwrap_or(text),
                false => text,
            };
            let (found, findings) = self.compiled(whole).await?;
            let is_wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
            let fits = |flow: &Flow| flow.pair.as_ref().map(|pair| &pair.with) == own.as_ref();
            if let Some((flow, guards)) = found.filter(|(flow, _)| !is_wrong && fits(flow)) {
                return Ok(Some(OtherSide { flow, guards, is }));
            }
        }
        Ok(None)
    }

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
            findings.extend(self.of_house(tenant, flow).await?);
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
