//! Publishing a flow: read, checked, kept as a version that never changes.

use std::collections::BTreeMap;

use samspil_core::calendar::Calendar;
use samspil_core::case::Runnable;
use samspil_core::flow::{Diagnostic, Flow, ItemKind, protocol_from, read, with_protocol};
use samspil_core::guard::{Guards, Linked, check_pair, check_subcases, compile_all};
use samspil_core::id::{FlowId, TenantId};
use samspil_core::text::Message;
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
        let (flow, _, whole) = self.fit(tenant, text).await?;
        let mut version = FlowVersion {
            flow: flow.id.to_string(),
            version: 0,
            title: flow.title.clone(),
            text: whole,
            published_at: self.clock().now(),
            published_by: by.to_owned(),
        };
        version.version = self.store().publish(tenant, version.clone()).await?;
        self.shared().houses.forget(tenant);
        Ok(version)
    }

    /// What a flow file would show to more than the version before it, in sentences, with the flow's name. None where there
    /// is no version before, or it is the same text.
    ///
    /// # Errors
    /// [`PublishError`] lists everything that is wrong with the file.
    pub async fn widened(
        &self,
        tenant: TenantId,
        text: &str,
    ) -> Result<Option<(String, Vec<Message>)>, PublishError> {
        let (flow, guards, whole) = self.fit(tenant, text).await?;
        let id = flow.id.to_string();
        let before = self.store().flow(tenant, &id, None).await?;
        let Some(before) = before.filter(|before| before.text != whole) else {
            return Ok(None);
        };
        let Some((old, old_guards)) = self.compiled(before.text).await?.0 else {
            // What cannot be compared may show anything.
            return Ok(Some((id, vec![Message::new("widened-unknown")])));
        };
        let run = |flow, guards| Runnable::new(flow, guards, 1, Calendar::default());
        let sentences = self.in_turn(move || run(flow, guards).widened(&run(old, old_guards)));
        Ok(Some((id, sentences.await?)))
    }

    /// A flow file that may be published: read, with its guards, and as it is kept.
    pub(crate) async fn fit(
        &self,
        tenant: TenantId,
        text: &str,
    ) -> Result<(Flow, Guards, String), PublishError> {
        let checked = self.check_flow(tenant, text).await?;
        let is_wrong = checked.is_wrong();
        match checked.flow.filter(|_| !is_wrong) {
            Some((flow, guards)) => Ok((flow, guards, checked.text)),
            None => Err(PublishError::Findings(checked.findings)),
        }
    }

    /// Reads or compiles beside the threads that answer, with an end.
    pub(crate) async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, PublishError> {
        let done = self.shared().compiling.run(work).await;
        done.ok_or(PublishError::Slow)
    }

    /// The flow with its guards, and what is wrong with them.
    pub(crate) async fn compiled(
        &self,
        text: String,
    ) -> Result<(Option<(Flow, Guards)>, Vec<Diagnostic>), PublishError> {
        self.in_turn(move || {
            let (flow, mut findings) = read(&text);
            let flow = flow.map(|flow| {
                let (guards, of_guards) = compile_all(&flow);
                findings.extend(of_guards);
                (flow, guards)
            });
            (flow, findings)
        })
        .await
    }

    /// The newest published version of a flow, with its guards.
    async fn published(&self, tenant: TenantId, id: &FlowId) -> Result<Option<(Flow, Guards)>, PublishError> {
        match self.store().flow(tenant, id.as_str(), None).await? {
            Some(published) => Ok(self.compiled(published.text).await?.0),
            None => Ok(None),
        }
    }

    /// The flow as it is kept: one of a pair takes the protocol as the other flow was last published with it.
    pub(crate) async fn with_protocol(&self, tenant: TenantId, text: &str) -> Result<String, PublishError> {
        let text = text.to_owned();
        let (text, other) = self
            .in_turn(move || {
                let other = protocol_from(&text);
                (text, other)
            })
            .await?;
        let Some(other) = other else {
            return Ok(text);
        };
        match self.store().flow(tenant, other.as_str(), None).await? {
            Some(published) => {
                self.in_turn(move || with_protocol(&text, &published.text).unwrap_or(text))
                    .await
            }
            None => Ok(text),
        }
    }

    /// What does not fit between the two flows of a pair. The one that takes the protocol is published after the other and
    /// held against it; the other way round nothing could be changed in both.
    pub(crate) async fn of_pair(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, PublishError> {
        let Some(pair) = &flow.pair else {
            return Ok(Vec::new());
        };
        let other = self.published(tenant, &pair.with).await?;
        let known = |_: &FlowId| {
            let (flow, guards) = other.as_ref()?;
            Some(Linked { flow, guards })
        };
        Ok(check_pair(Linked { flow, guards }, &known))
    }

    /// What does not fit between a flow's sub-cases and the newest published versions of the flows that they run by. One
    /// that is not published is none of the errors: flows that begin each other could never be published.
    pub(crate) async fn of_subcases(
        &self,
        tenant: TenantId,
        flow: &Flow,
        guards: &Guards,
    ) -> Result<Vec<Diagnostic>, PublishError> {
        let mut others: BTreeMap<FlowId, (Flow, Guards)> = BTreeMap::new();
        for item in flow.items.values() {
            let ItemKind::Subcase(of) = &item.kind else {
                continue;
            };
            if of.flow == flow.id || others.contains_key(&of.flow) {
                continue;
            }
            if let Some(other) = self.published(tenant, &of.flow).await? {
                others.insert(of.flow.clone(), other);
            }
        }
        let known = |flow: &FlowId| {
            let (flow, guards) = others.get(flow)?;
            Some(Linked { flow, guards })
        };
        Ok(check_subcases(Linked { flow, guards }, &known))
    }
}
