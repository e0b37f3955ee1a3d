//! Publishing a flow: read, checked, kept as a version that never changes.

use std::collections::BTreeMap;

use samspil_core::flow::{Diagnostic, Flow, ItemKind, Severity, read};
use samspil_core::guard::{Guards, Linked, check_subcases, compile_all};
use samspil_core::id::{FlowId, TenantId};
use samspil_store::{FlowVersion, StoreError};

use crate::Engine;

/// Why a flow was not published. Nothing was kept.
#[derive(thiserror::Error, Debug)]
pub enum PublishError {
    /// What is wrong with the file, all at once.
    #[error("the flow has {} findings", .0.len())]
    Findings(Vec<Diagnostic>),
    /// The store cannot.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Engine {
    /// Publishes a flow; the same text as the latest version is that version.
    ///
    /// # Errors
    /// [`PublishError`] lists everything that is wrong with the file.
    pub async fn publish(&self, tenant: TenantId, text: &str, by: &str) -> Result<FlowVersion, PublishError> {
        let (flow, mut findings) = read(text);
        if let Some(flow) = &flow {
            let (guards, of_guards) = compile_all(flow);
            findings.extend(of_guards);
            findings.extend(self.of_subcases(tenant, flow, &guards).await?);
        }
        let wrong = findings.iter().any(|finding| finding.severity == Severity::Error);
        let Some(flow) = flow.filter(|_| !wrong) else {
            return Err(PublishError::Findings(findings));
        };
        let mut version = FlowVersion {
            flow: flow.id.to_string(),
            version: 0,
            title: flow.title.clone(),
            text: text.to_owned(),
            published_at: self.clock().now(),
            published_by: by.to_owned(),
        };
        version.version = self.store().publish(tenant, version.clone()).await?;
        Ok(version)
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
