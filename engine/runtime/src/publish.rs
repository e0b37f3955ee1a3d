//! Publishing a flow: read, checked, kept as a version that never changes.

use samspil_core::flow::{Diagnostic, Severity, read};
use samspil_core::guard::compile_all;
use samspil_core::id::TenantId;
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
            findings.extend(compile_all(flow).1);
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
}
