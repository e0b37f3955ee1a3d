//! Publishing a flow: read, checked, kept as a version that never changes.

use std::collections::BTreeMap;

use samspil_core::flow::{Diagnostic, Flow, ItemKind, Severity, protocol_from, read, with_protocol};
use samspil_core::guard::{Guards, Linked, check_pair, check_subcases, compile_all};
use samspil_core::id::{FlowId, TenantId};
use samspil_store::{FlowVersion, StoreError};

use crate::Engine;

/// Why a flow was not published. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum PublishError {
    /// What is wrong with the file, all at once.
    #[error("the flow has {} findings", .0.len())]
    Findings(Vec<Diagnostic>),
    /// Reading the file and compiling its guards took too long.
    #[error("the flow takes too long to read")]
    Slow,
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Publishes a flow; the same text as the latest version is that version. A flow that takes the protocol of a pair from
    /// another is kept with it.
    ///
    /// # Errors
    /// [`PublishError`] lists everything that is wrong with the file.
    pub async fn publish(&self, tenant: TenantId, text: &str, by: &str) -> Result<FlowVersion, PublishError> {
        let whole = self.with_protocol(tenant, text).await?;
        let (flow, mut findings) = self.compiled(whole.clone()).await?;
        if let Some((flow, guards)) = &flow {
            findings.extend(samspil_core::case::unseen_in_letters(flow, guards));
            findings.extend(self.of_subcases(tenant, flow, guards).await?);
            if whole != text {
                findings.extend(self.of_pair(tenant, flow, guards).await?);
            }
        }
        let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
        let Some((flow, _)) = flow.filter(|_| !wrong) else {
            return Err(PublishError::Findings(findings));
        };
        let mut version = FlowVersion {
            flow: flow.id.to_string(),
            version: 0,
            title: flow.title.clone(),
            text: whole,
            published_at: self.clock().now(),
            published_by: by.to_owned(),
        };
        version.version = self.store().publish(tenant, version.clone()).await?;
        Ok(version)
    }

    /// The flow with its guards, and what is wrong with them.
    async fn compiled(
        &self,
        text: String,
    ) -> Result<(Option<(Flow, Guards)>, Vec<Diagnostic>), PublishError> {
        let compiled = self.shared().compiling.run(move || {
            let (flow, mut findings) = read(&text);
            let flow = flow.map(|flow| {
                let (guards, of_guards) = compile_all(&flow);
                findings.extend(of_guards);
                (flow, guards)
            });
            (flow, findings)
        });
        compiled.await.ok_or(PublishError::Slow)
    }

    /// The flow as it is kept: one of a pair takes the protocol as the other flow was last published with it.
    async fn with_protocol(&self, tenant: TenantId, text: &str) -> Result<String, StoreError> {
        let Some(other) = protocol_from(text) else {
            return Ok(text.to_owned());
        };
        let published = self.store().flow(tenant, other.as_str(), None).await?;
        let whole = published.and_then(|published| with_protocol(text, &published.text));
        Ok(whole.unwrap_or_else(|| text.to_owned()))
    }

    /// What does not fit between the two flows of a pair. The one that takes the protocol is published after the other and
    /// held against it; the other way round nothing could be changed in both.
    async fn of_pair(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, StoreError> {
        let Some(pair) = &flow.pair else {
            return Ok(Vec::new());
        };
        let published = self.store().flow(tenant, pair.with.as_str(), None).await?;
        let other = published.and_then(|published| read(&published.text).0);
        let other = other.map(|other| {
            let (guards, _) = compile_all(&other);
            (other, guards)
        });
        let known = |_: &FlowId| {
            let (flow, guards) = other.as_ref()?;
            Some(Linked { flow, guards })
        };
        Ok(check_pair(Linked { flow, guards }, &known))
    }

    /// What does not fit between a flow's sub-cases and the newest published versions of the flows that they run by. One
    /// that is not published is none of the errors: flows that begin each other could never be published.
    async fn of_subcases(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, StoreError> {
        let mut others: BTreeMap<FlowId, (Flow, Guards)> = BTreeMap::new();
        for item in flow.items.values() {
            let ItemKind::Subcase(of) = &item.kind else {
                continue;
            };
            if of.flow == flow.id || others.contains_key(&of.flow) {
                continue;
            }
            let published = self.store().flow(tenant, of.flow.as_str(), None).await?;
            if let Some(other) = published.and_then(|published| read(&published.text).0) {
                let (guards, _) = compile_all(&other);
                others.insert(of.flow.clone(), (other, guards));
            }
        }
        let known = |flow: &FlowId| {
            let (flow, guards) = others.get(flow)?;
            Some(Linked { flow, guards })
        };
        Ok(check_subcases(Linked { flow, guards }, &known))
    }
}
